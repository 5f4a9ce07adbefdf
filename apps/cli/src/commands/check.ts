/** `bluehour check`: reads a bundle, says what is wrong, and what the gate would refuse. Changes nothing. */
import { formatProblem } from "@bluehour/bundle/problem";
import { contentHash, readingHash } from "@bluehour/domain/text";
import type { Draft } from "@bluehour/domain/draft";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import {
  knownOf,
  load,
  plan,
  problemAsJson,
  refusalAsJson,
  sayProblems,
  sayRefusals,
} from "../publish-bundle.ts";

export async function check(
  context: Context,
  folder: string,
  options: { json?: boolean; verbose?: boolean },
): Promise<ExitCode> {
  const { t, say } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: say });
    return exitCodes.mend;
  }
  const decided = plan(context, loaded.bundle, await knownOf(context, loaded.bundle));
  const ok = decided.refused.length === 0;
  if (options.json) {
    say(
      JSON.stringify(
        {
          ok,
          edition: decided.edition,
          released: decided.releases.length,
          problems: loaded.notices.map((problem) => problemAsJson(context, problem)),
          refused: decided.refused.map((refusal) => refusalAsJson(context, refusal)),
          withheld: decided.withheld.map((refusal) => refusalAsJson(context, refusal)),
        },
        null,
        2,
      ),
    );
    return ok ? exitCodes.ok : exitCodes.mend;
  }
  if (options.verbose) {
    for (const notice of loaded.notices) say(formatProblem(notice, context.locale));
    say(t("check.hashes"));
    for (const draft of [loaded.bundle.edition, ...loaded.bundle.drafts]) sayHashes(draft, say);
  }
  if (decided.withheld.length > 0) {
    say(t("check.withheld"));
    sayRefusals(context, decided.withheld, say);
  }
  if (!ok) {
    say(t("check.refused", { count: decided.refused.length }));
    sayRefusals(context, decided.refused, say);
    return exitCodes.mend;
  }
  say(t("check.ok", { folder, count: decided.releases.length }));
  return exitCodes.ok;
}

function sayHashes(draft: Draft, say: (line: string) => void): void {
  say(`  ${draft.origin}`);
  const original = draft.texts[draft.language];
  if (original !== undefined) {
    const digits = (value: unknown) => contentHash(value).slice(0, 8);
    say(`    ${draft.language}: ${digits(original.head)}  ---`);
    for (const block of original.blocks) say(`    ${draft.language}: ${digits(block.content)}  ${block.id}`);
  }
  if (draft.kind !== "story" && draft.kind !== "image") return;
  for (const [locale, text] of Object.entries(draft.texts)) say(`    ${locale}: ${readingHash(text)}`);
}
