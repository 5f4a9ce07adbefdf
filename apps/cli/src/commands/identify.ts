/** `bluehour identify`: what in a folder's stories could tell who somebody is, how it stands, and what no check can find. Changes nothing. */
import type { Bundle } from "@bluehour/bundle/load";
import type { IdentificationDecision } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import type { DraftText } from "@bluehour/domain/text";
import {
  blindSpotsInWords,
  checkedLanguages,
  decisionFor,
  identify,
  inWords,
  needsDecision,
  openFindings,
  stateOf,
} from "@bluehour/gate/identify";
import type { Finding } from "@bluehour/gate/identify";
import { identifyMessages } from "@bluehour/i18n/identify";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { load, sayProblems } from "../publish-bundle.ts";
import { shown } from "../shown.ts";
import { subjectId } from "./withdraw.ts";

/** What was found in one language of a story. */
type Looked = {
  locale: string;
  findings: Finding[];
  open: Finding[];
};

/** A story with all that was found in it, and the decisions that its reviews hold. */
type LookedStory = { story: Draft<"story">; decisions: IdentificationDecision[]; texts: Looked[] };

export async function identifyStories(
  context: Context,
  folder: string,
  typed: string | undefined,
  options: { record?: boolean; verbose?: boolean; json?: boolean },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: say });
    return exitCodes.mend;
  }
  const all = loaded.bundle.drafts.filter((draft) => draft.kind === "story");
  const id = typed === undefined ? undefined : subjectId(typed);
  const stories = all.filter((story) => id === undefined || story.id === id);
  if (id !== undefined && stories.length === 0) {
    const message = t("readback.unknown", { id, folder, ids: all.map((story) => story.id).join(", ") });
    if (options.json) say(JSON.stringify({ ok: false, message }, null, 2));
    else note(message);
    return exitCodes.unknown;
  }
  const looked = stories.map((story) => lookAt(story, loaded.bundle));
  const open = looked.flatMap(({ texts }) => texts.flatMap((text) => text.open)).length;
  if (options.json) sayAsJson(context, looked, open);
  else {
    if (stories.length === 0) say(t("identify.no-stories", { folder }));
    for (const story of looked) {
      sayStory(context, story, options);
      if (options.record === true) sayRecord(context, story);
    }
    if (stories.length > 0) say(`\n${t("identify.open", { count: open })}`);
    say(`\n${t("identify.blind")}`);
    for (const spot of blindSpotsInWords(context.locale)) say(`  - ${spot}`);
  }
  return open === 0 ? exitCodes.ok : exitCodes.mend;
}

function lookAt(story: Draft<"story">, { edition, reviews }: Bundle): LookedStory {
  const decisions = reviews
    .filter(({ covers, decision }) => "story" in covers && covers.story === story.id && decision === "passed")
    .flatMap((review) => review.identification);
  const texts = Object.entries<DraftText>(story.texts).map(([locale, text]) => {
    const { country } = edition.data;
    const findings = identify({ text, locale, country, naming: story.data.naming });
    return { locale, findings, open: openFindings(findings, decisions) };
  });
  return { story, decisions, texts };
}

function sayStory(
  { t, say, locale }: Context,
  { story, decisions, texts }: LookedStory,
  { verbose = false }: { verbose?: boolean },
): void {
  const names = new Intl.DisplayNames([locale], { type: "language" });
  const words = identifyMessages(locale);
  say(`\n${story.origin} · ${story.id}`);
  for (const { locale: written, findings, open } of texts) {
    const language = names.of(written) ?? written;
    const asking = findings.filter(needsDecision);
    const hints = findings.length - asking.length;
    if (!(checkedLanguages as readonly string[]).includes(written.split("-")[0] ?? ""))
      say(`  ${t("identify.unread", { language })}`);
    say(
      asking.length === 0
        ? `  ${t("identify.nothing", { language, hints })}`
        : `  ${t("identify.count", { language, open: open.length, count: asking.length, hints })}`,
    );
    for (const finding of verbose ? findings : asking) {
      const { sort, suggestion, note } = inWords(finding, locale);
      const decision = decisionFor(finding, decisions);
      const state = words(`state.${stateOf(finding, decisions)}`);
      const strength = words(`strength.${finding.strength}`);
      say(`    ${placeOf(finding, t)}: “${shown(finding.matched)}” (${sort}, ${strength})`);
      say(`      ${finding.id}`);
      if (decision !== undefined)
        say(
          `      ${t("identify.decided", { state, by: decision.by, on: decision.on, reason: shown(decision.reason) })}`,
        );
      else if (needsDecision(finding)) say(`      ${state}`);
      say(`      ${note === undefined ? suggestion : `${note} ${suggestion}`}`);
    }
  }
}

function placeOf({ block }: Finding, t: Context["t"]): string {
  if (block === "") return t("identify.whole");
  return block.startsWith("head.")
    ? t("identify.head", { field: block.slice("head.".length) })
    : t("identify.block", { block });
}

/** Lines for the review's file. They hold no words of the text: what will be changed must not live on in a record. */
function sayRecord({ t, say }: Context, { story, texts }: LookedStory): void {
  const open = new Map(texts.flatMap((text) => text.open).map((finding) => [finding.id, finding]));
  if (open.size === 0) return;
  say(`\n  ${t("identify.record", { story: story.origin })}`);
  say("\nidentification:");
  for (const id of open.keys()) say(`  - { finding: ${id}, decision: keep, reason: "", by: , on: }`);
}

function sayAsJson({ say, locale }: Context, looked: readonly LookedStory[], open: number): void {
  const stories = looked.map(({ story, decisions, texts }) => ({
    id: story.id,
    origin: story.origin,
    locales: Object.fromEntries(
      texts.map(({ locale: written, findings }) => [
        written,
        findings.map((finding) => ({
          ...finding,
          needsDecision: needsDecision(finding),
          state: stateOf(finding, decisions),
          decision: decisionFor(finding, decisions),
          message: inWords(finding, locale).suggestion,
        })),
      ]),
    ),
  }));
  say(JSON.stringify({ ok: open === 0, open, stories, blind: blindSpotsInWords(locale) }, null, 2));
}
