/**
 * Takes a translator's work back in. Each text stands for itself: it is taken in, or it comes back with both versions to merge, or with a reason why it
 * cannot be; none is lost, and none is merged in silence.
 */
import type { Draft } from "@bluehour/domain/draft";
import { headSchemas } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import { canonicalJson } from "@bluehour/domain/text";
import type { DraftBlock, DraftText, TranslationState } from "@bluehour/domain/text";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import type { ExchangeProblem, TextFault } from "./exchange-problem.ts";
import { canonicalText, readPlainText, readRichText, taggedText } from "./tagged-text.ts";
import { addressOf, givenHash, isSameText, textHash, textsOf } from "./translation-job.ts";
import type { Held, TranslationJob, TranslationUnit, UnitAddress, UnitText } from "./translation-job.ts";

/** A translation that somebody must merge: its source, or our own translation, was changed after the file was made. */
export type Conflict = {
  unit: string;
  changed: "source" | "target";
  theirSource: UnitText;
  ourSource: UnitText;
  theirTarget: UnitText;
  theirState: TranslationState;
  ourTarget: UnitText | undefined;
  ourState: TranslationState;
};

/** A translation that cannot be taken in, with the translator's words. */
export type RefusedUnit = ExchangeProblem & { unit: string; target: UnitText };

/** A thing with its new texts. */
export type ChangedDraft = {
  draft: Draft;
  /** The units whose words or state are new. */
  units: string[];
  /** Who translated them: whoever reviews the thing must be somebody else. */
  translator: string | undefined;
};

/** What became of a job; or why it is not for these things at all. */
export type AppliedJob =
  | { ok: true; changed: ChangedDraft[]; conflicts: Conflict[]; refused: RefusedUnit[] }
  | { ok: false; problems: ExchangeProblem[] };

/**
 * Applies a job that came back. Applying the same one again changes nothing.
 *
 * @param drafts the edition's things as they are now; those that change are given back as copies
 * @param translator the id under which the translator is known to the records, where there is one
 */
export function applyJob({
  drafts,
  job,
  translator,
}: {
  drafts: readonly Draft[];
  job: TranslationJob;
  translator?: string;
}): AppliedJob {
  const misfit = misfitOf(drafts, job);
  if (misfit !== undefined) return { ok: false, problems: [misfit] };
  const conflicts: Conflict[] = [];
  const refused: RefusedUnit[] = [];
  const byThing = new Map(
    drafts
      .filter((draft) => draft.edition === job.edition)
      .map((draft) => [`${draft.kind}/${draft.id}`, draft]),
  );
  const accepted = new Map<Draft, Accepted[]>();
  const views = new Map<Draft, View>();
  for (const unit of job.units) {
    const address = addressOf(unit.id);
    const draft = address && byThing.get(`${address.kind}/${address.thing}`);
    const view = draft && (views.get(draft) ?? viewOf(draft, job));
    if (draft !== undefined && view !== undefined) views.set(draft, view);
    const judged = judge(unit, address, draft, view, job);
    if (judged.verdict === "conflict") conflicts.push(judged.conflict);
    else if (judged.verdict === "refused") refused.push(judged.refused);
    else if (judged.verdict === "accepted" && draft !== undefined) {
      const list = accepted.get(draft) ?? [];
      list.push(judged.accepted);
      accepted.set(draft, list);
    }
  }
  const changed: ChangedDraft[] = [];
  for (const [draft, units] of accepted) {
    const result = withTexts(draft, job.to, units);
    if (!result.ok) {
      refused.push(
        ...units.map(({ id, target }) => ({
          code: "head-incomplete" as const,
          values: { fields: result.missing.join(", "), locale: job.to },
          unit: id,
          target,
        })),
      );
      continue;
    }
    if (canonicalJson(result.draft.texts[job.to]) === canonicalJson(draft.texts[job.to])) continue;
    changed.push({ draft: result.draft, units: units.map(({ id }) => id), translator });
  }
  return { ok: true, changed, conflicts, refused };
}

function misfitOf(drafts: readonly Draft[], job: TranslationJob): ExchangeProblem | undefined {
  const editions = [...new Set(drafts.map(({ edition }) => edition))];
  if (!editions.includes(job.edition))
    return {
      code: "edition-other",
      values: { edition: job.edition, expected: editions.join(", ") || "-" },
    };
  if (job.from === job.to) return { code: "locale-same", values: { locale: job.to } };
  const edition = drafts.find((draft) => draft.kind === "edition" && draft.edition === job.edition);
  const languages = edition?.kind === "edition" ? edition.data.languages : undefined;
  const foreign = [job.to, job.from].find((locale) => languages?.includes(locale) === false);
  return foreign === undefined
    ? undefined
    : { code: "locale-not-offered", values: { locale: foreign, languages: languages?.join(", ") ?? "" } };
}

/** A thing's texts in both languages of a job. */
type View = { sources: Map<string, Held>; targets: Map<string, Held>; originals: Map<string, Held> };

function viewOf(draft: Draft, { from, to }: TranslationJob): View {
  return {
    sources: textsOf(draft, from),
    targets: textsOf(draft, to),
    originals: textsOf(draft, draft.language),
  };
}

type Accepted = { id: string; address: UnitAddress; target: UnitText; state: DraftText["state"] };

type Verdict =
  | { verdict: "untouched" }
  | { verdict: "accepted"; accepted: Accepted }
  | { verdict: "conflict"; conflict: Conflict }
  | { verdict: "refused"; refused: RefusedUnit };

function placeOf(address: UnitAddress): string {
  return "field" in address ? `head.${address.field}` : address.block;
}

function judge(
  unit: TranslationUnit,
  address: UnitAddress | undefined,
  draft: Draft | undefined,
  view: View | undefined,
  job: TranslationJob,
): Verdict {
  const { id, state } = unit;
  if (unit.target === undefined || state === "missing") return { verdict: "untouched" };
  const target = canonicalText(typeof unit.target === "string" ? unit.target.trim() : unit.target);
  if (givenHash(target, state) === unit.given) return { verdict: "untouched" };
  const refuse = ({ code, values }: TextFault): Verdict => ({
    verdict: "refused",
    refused: { code, values, unit: id, target },
  });
  if (address === undefined || draft === undefined || view === undefined)
    return refuse({ code: "unit-unknown", values: {} });
  if (draft.language === job.to) return refuse({ code: "unit-original", values: { locale: job.to } });
  const place = placeOf(address);
  if (!view.originals.has(place)) return refuse({ code: "unit-unknown", values: {} });
  const source = view.sources.get(place);
  if (source === undefined) return refuse({ code: "source-missing", values: { locale: job.from } });
  const ours = view.targets.get(place);
  const conflict = (changed: Conflict["changed"]): Verdict => ({
    verdict: "conflict",
    conflict: {
      unit: id,
      changed,
      theirSource: unit.source,
      ourSource: source.text,
      theirTarget: target,
      theirState: state,
      ourTarget: ours?.text,
      ourState: ours?.state ?? "missing",
    },
  });
  const isSameWords = isSameText(target, ours?.text);
  if (isSameWords && ours?.state === state) return { verdict: "untouched" };
  const current = textHash(source.text);
  // A tool may mend blanks in the source or lose our marks, but hardly both.
  const isCurrent = unit.sourceHash === current || textHash(unit.source) === current;
  const isGiven = (ourState: TranslationState): boolean => givenHash(ours?.text, ourState) === unit.given;
  // The words of a head become stale together, when the source of one of them changes: nobody touched the others.
  const isAsGiven = isGiven(ours?.state ?? "missing") || (ours?.state === "stale" && certainty.some(isGiven));
  if (isSameWords) {
    // There is nothing to merge. A mark of an older text says nothing of this one; and what somebody has read since, no file puts back.
    if (!isCurrent || (!isAsGiven && ours?.state === "human")) return { verdict: "untouched" };
  } else if (!isCurrent) return conflict("source");
  else if (ours !== undefined && !isAsGiven) return conflict("target");
  const fault = isSameWords ? undefined : faultOf(target, source.text, ours?.text);
  return fault === undefined
    ? { verdict: "accepted", accepted: { id, address, target, state } }
    : refuse(fault);
}

/** What is wrong with a new text beside its source, and beside the translation that it replaces: what was good before stays good. */
function faultOf(target: UnitText, source: UnitText, before: UnitText | undefined): TextFault | undefined {
  if (typeof target !== typeof source)
    return { code: typeof source === "string" ? "markup-plain" : "text-empty", values: {} };
  const written = taggedText(target);
  const read = typeof target === "string" ? readPlainText(written) : readRichText(written);
  if (!read.ok) return read.fault;
  if (typeof target === "string" || typeof source === "string") return undefined;
  const models = [source, ...(typeof before === "object" ? [before] : [])];
  if (!models.some((model) => shapeOf(model) === shapeOf(target)))
    return { code: "shape", values: { expected: shapeInSigns(source), found: shapeInSigns(target) } };
  const wanted = Math.min(...models.map((model) => linksOf(model).length));
  const found = linksOf(target);
  if (found.length >= wanted) return undefined;
  const lost = linksOf(source).find((href) => !found.includes(href)) ?? "";
  return { code: "link-lost", values: { count: wanted, found: found.length, href: lost } };
}

const signs = { p: "¶", h: "#", ul: "•", ol: "1.", quote: ">" } as const;

/** Which lines a text is made of. */
function linesOf(blocks: readonly RichBlock[]): (keyof typeof signs)[][] {
  return blocks.map((block) => {
    const [key, value] = Object.entries(block)[0] as [keyof typeof signs, unknown[]];
    return key === "p" || key === "h" ? [key] : value.map(() => key);
  });
}

function shapeOf(blocks: readonly RichBlock[]): string {
  return JSON.stringify(linesOf(blocks));
}

function shapeInSigns(blocks: readonly RichBlock[]): string {
  return linesOf(blocks)
    .flat()
    .map((key) => signs[key])
    .join(" ");
}

function linksOf(blocks: readonly RichBlock[]): string[] {
  const walk = (parts: readonly Inline[]): string[] =>
    parts.flatMap((part) => {
      if (typeof part === "string") return [];
      if ("em" in part) return walk(part.em);
      if ("strong" in part) return walk(part.strong);
      return [part.href, ...walk(part.link)];
    });
  return blocks.flatMap((block) => {
    if ("p" in block) return walk(block.p);
    if ("h" in block) return walk(block.h);
    if ("ul" in block) return block.ul.flatMap(walk);
    if ("ol" in block) return block.ol.flatMap(walk);
    return block.quote.flatMap(walk);
  });
}

/** How sure a text is, from the least; a head is as sure as the least of its fields. */
const certainty = ["stale", "machine", "human"] as const;

function leastSure(states: readonly DraftText["state"][]): DraftText["state"] {
  return certainty.find((state) => states.includes(state)) ?? "human";
}

function withTexts(
  draft: Draft,
  locale: Locale,
  units: readonly Accepted[],
): { ok: true; draft: Draft } | { ok: false; missing: string[] } {
  const before = draft.texts[locale] as DraftText | undefined;
  const originals = textsOf(draft, draft.language);
  const head: Record<string, unknown> = { ...before?.head };
  const states = new Map<string, DraftText["state"]>();
  if (before !== undefined)
    for (const field of Object.keys(before.head))
      if (originals.has(`head.${field}`)) states.set(field, before.state);
  const blocks: DraftBlock[] = [...(before?.blocks ?? [])];
  for (const { address, target, state } of units) {
    if ("field" in address) {
      head[address.field] = target;
      states.set(address.field, state);
    } else if (typeof target !== "string") {
      const block = { id: address.block, state, content: target };
      const index = blocks.findIndex(({ id }) => id === block.id);
      if (index < 0) blocks.push(block);
      else blocks[index] = block;
    }
  }
  const checked = headSchemas[draft.kind as Kind].safeParse(head);
  if (!checked.success)
    return { ok: false, missing: [...new Set(checked.error.issues.map(({ path }) => path.join(".")))] };
  const order = draft.texts[draft.language]?.blocks.map(({ id }) => id) ?? [];
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const text: DraftText = {
    state: states.size === 0 ? (before?.state ?? "human") : leastSure([...states.values()]),
    head: checked.data as DraftText["head"],
    blocks: blocks.toSorted((a, b) => rank(a.id) - rank(b.id)),
  };
  return { ok: true, draft: { ...draft, texts: { ...draft.texts, [locale]: text } } as unknown as Draft };
}
