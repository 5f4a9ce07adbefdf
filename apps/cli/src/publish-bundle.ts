/** From a folder to releases: load, ask the gate, write. Used by `publish`, `start` and `check`. */
import { loadBundle } from "@bluehour/bundle/load";
import type { Bundle } from "@bluehour/bundle/load";
import { formatProblem } from "@bluehour/bundle/problem";
import type { Problem } from "@bluehour/bundle/problem";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { planEdition } from "@bluehour/gate/plan";
import type { Plan, PlanInput, Refusal as GateRefusal } from "@bluehour/gate/plan";
import { sentenceOf } from "@bluehour/gate/reason";
import type { PublishOutcome, ReleaseWriter } from "@bluehour/releases/write";
import type { Context } from "./context.ts";
import { hasStore, withStores } from "./stores.ts";

/** A bundle that could be read, or why not. */
export type Loaded = { ok: true; bundle: Bundle; notices: Problem[] } | { ok: false; problems: Problem[] };

export async function load(folder: string): Promise<Loaded> {
  return await loadBundle(folder);
}

/** Says why a bundle could not be read: to a program as JSON, to a person by `tell`. */
export function sayProblems(
  context: Context,
  folder: string,
  problems: readonly Problem[],
  options: { json?: boolean; tell: (line: string) => void },
): void {
  if (options.json) {
    const asJson = problems.map((problem) => problemAsJson(context, problem));
    context.say(JSON.stringify({ ok: false, problems: asJson }, null, 2));
    return;
  }
  for (const problem of problems) options.tell(formatProblem(problem, context.locale));
  options.tell(context.t("check.problems", { folder, count: problems.length }));
}

/** What the store on this machine holds that bears on a bundle. */
export type Known = { published: readonly PublicRelease[]; tombstones: readonly Tombstone[] };

/** What was withdrawn here can never pass again, so who only looks asks the store too; a machine without one knows of nothing. */
export async function knownOf(context: Context, bundle: Bundle): Promise<Known> {
  if (!(await hasStore(context))) return { published: [], tombstones: [] };
  return await withStores(context, async (writer) => ({
    published: await writer.published(bundle.edition.id),
    tombstones: await writer.tombstones(),
  }));
}

/** All that the gate is asked with about a bundle. */
export function gateContext(context: Context, bundle: Bundle, known: Known): PlanInput {
  return {
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
  };
}

/** Asks the gate about everything in a bundle. */
export function plan(context: Context, bundle: Bundle, known: Known): Plan {
  return planEdition(gateContext(context, bundle, known));
}

/** What came of publishing. Where the gate refuses the edition itself, nothing is written. */
export type Published = { plan: Plan; outcome: PublishOutcome | { ok: false; reason: "edition-refused" } };

/** Asks the gate about a bundle as things stand in the store. */
export async function planAgainstStore(
  context: Context,
  writer: ReleaseWriter,
  bundle: Bundle,
): Promise<Plan> {
  return plan(context, bundle, {
    published: await writer.published(bundle.edition.id),
    tombstones: await writer.tombstones(),
  });
}

/** Publishes a loaded bundle. */
export async function publishBundle(
  context: Context,
  writer: ReleaseWriter,
  bundle: Bundle,
): Promise<Published> {
  const decided = await planAgainstStore(context, writer, bundle);
  // An empty plan would take a whole day offline, help numbers and all, because of one date mistyped in the edition.
  if (!decided.releases.some((release) => release.kind === "edition")) {
    return { plan: decided, outcome: { ok: false, reason: "edition-refused" } };
  }
  const outcome = await writer.publish({
    edition: bundle.edition.id,
    owner: "folder",
    releases: decided.releases,
    media: bundle.media,
  });
  return { plan: decided, outcome };
}

/** Why nothing was published, as a sentence. */
export function failureSentence(
  context: Context,
  edition: string,
  outcome: Extract<Published["outcome"], { ok: false }>,
): string {
  const { t } = context;
  return outcome.reason === "owner"
    ? t("publish.owner", { edition, owner: t(`owner.${outcome.owner}`) })
    : t("publish.edition-refused");
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
