/** From a folder to releases: load, ask the gate, write. Used by `publish`, `start` and `check`. */
import { loadBundle } from "@bluehour/bundle/load";
import type { Bundle } from "@bluehour/bundle/load";
import { formatProblem } from "@bluehour/bundle/problem";
import type { Problem } from "@bluehour/bundle/problem";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { planEdition } from "@bluehour/gate/plan";
import type { Plan, Refusal as GateRefusal } from "@bluehour/gate/plan";
import { sentenceOf } from "@bluehour/gate/reason";
import type { PublishOutcome, ReleaseWriter } from "@bluehour/releases/write";
import type { Context } from "./context.ts";

/** A bundle that could be read, or why not. */
export type Loaded = { ok: true; bundle: Bundle; notices: Problem[] } | { ok: false; problems: Problem[] };

export async function load(folder: string): Promise<Loaded> {
  return await loadBundle(folder);
}

/** Asks the gate about everything in a bundle. */
export function plan(
  context: Context,
  bundle: Bundle,
  known: { published: readonly PublicRelease[]; tombstones: readonly Tombstone[] },
): Plan {
  return planEdition({
    edition: bundle.edition,
    drafts: bundle.drafts,
    consents: bundle.consents,
    declarations: bundle.declarations,
    reviews: bundle.reviews,
    acts: bundle.acts,
    blocked: bundle.blocked,
    ...known,
    mode: context.config.mode,
    now: context.now(),
  });
}

/** Publishes a loaded bundle. */
export async function publishBundle(
  context: Context,
  writer: ReleaseWriter,
  bundle: Bundle,
): Promise<{ plan: Plan; outcome: PublishOutcome }> {
  const decided = plan(context, bundle, {
    published: await writer.published(bundle.edition.id),
    tombstones: await writer.tombstones(),
  });
  const outcome = await writer.publish({
    edition: bundle.edition.id,
    owner: "folder",
    releases: decided.releases,
    media: bundle.media,
  });
  return { plan: decided, outcome };
}

/** Problems and refusals as JSON for other programs: codes, places and the sentence. */
export function problemAsJson(context: Context, problem: Problem): Record<string, unknown> {
  const { code, file, line, column, severity } = problem;
  return { code, severity, file, line, column, message: formatProblem(problem, context.locale) };
}

export function refusalAsJson(context: Context, refusal: GateRefusal): Record<string, unknown> {
  return {
    kind: refusal.kind,
    id: refusal.id,
    origin: refusal.origin,
    reasons: refusal.reasons.map((reason) => ({
      rule: reason.rule,
      code: reason.code,
      field: reason.field,
      message: sentenceOf(reason, context.locale),
    })),
  };
}

/** Says every refusal with all its reasons. */
export function sayRefusals(
  context: Context,
  refused: readonly GateRefusal[],
  say: (line: string) => void,
): void {
  for (const refusal of refused) {
    say(`  ${refusal.origin}`);
    for (const reason of refusal.reasons) say(`    ${reason.rule}  ${sentenceOf(reason, context.locale)}`);
  }
}
