/** `bluehour publish`: makes exactly what passes the gate public, and says what did not pass and why. */
import type { Plan } from "@bluehour/gate/plan";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import {
  failureSentence,
  load,
  planAgainstStore,
  publishBundle,
  refusalAsJson,
  sayProblems,
  sayRefusals,
} from "../publish-bundle.ts";
import { settleStops } from "../settle.ts";
import { withStores } from "../stores.ts";

export async function publish(
  context: Context,
  folder: string,
  options: { json?: boolean; dryRun?: boolean },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: note });
    return exitCodes.mend;
  }
  return await withStores(context, async (writer) => {
    if (options.dryRun) {
      const decided = await planAgainstStore(context, writer, loaded.bundle);
      if (options.json) sayJson(context, decided, { ok: true, released: decided.releases.length });
      else {
        say(t("publish.dry", { edition: decided.edition, released: decided.releases.length }));
        sayKeptBack(context, decided);
      }
      return decided.refused.length > 0 ? exitCodes.refused : exitCodes.ok;
    }
    const settled = await settleStops(context, writer);
    if (settled.length > 0) note(t("publish.stopped", { count: settled.length }));
    const { plan: decided, outcome } = await publishBundle(context, writer, loaded.bundle);
    if (!outcome.ok) {
      const message = failureSentence(context, decided.edition, outcome);
      if (options.json) sayJson(context, decided, { ok: false, reason: outcome.reason, message });
      else {
        sayKeptBack(context, decided);
        note(message);
      }
      return exitCodes.mend;
    }
    if (options.json) {
      const { refused: tombstoned, ...changes } = outcome;
      sayJson(context, decided, { ...changes, tombstoned });
    } else {
      sayOutcome(context, decided.edition, outcome);
      sayKeptBack(context, decided);
    }
    return decided.refused.length > 0 || outcome.refused.length > 0 ? exitCodes.refused : exitCodes.ok;
  });
}

function sayJson(context: Context, decided: Plan, answer: Record<string, unknown>): void {
  const refused = decided.refused.map((refusal) => refusalAsJson(context, refusal));
  const withheld = decided.withheld.map((refusal) => refusalAsJson(context, refusal));
  context.say(JSON.stringify({ edition: decided.edition, ...answer, refused, withheld }, null, 2));
}

/** Says in one line what a publication changed. */
export function sayOutcome(
  context: Context,
  edition: string,
  outcome: { added: string[]; changed: string[]; unchanged: number; removed: string[]; refused: string[] },
): void {
  const { t, say, note } = context;
  const { added, changed, unchanged, removed, refused } = outcome;
  if (added.length + changed.length + removed.length === 0) say(t("publish.nothing", { edition, unchanged }));
  else {
    say(
      t("publish.done", {
        edition,
        added: added.length,
        changed: changed.length,
        unchanged,
        removed: removed.length,
      }),
    );
  }
  if (refused.length > 0) note(t("publish.tombstoned", { ids: refused.join(", ") }));
}

/** Says what the gate kept back, wholly or in part, on standard error. */
export function sayKeptBack(context: Context, decided: Plan): void {
  const { t, note } = context;
  if (decided.refused.length > 0) {
    note(t("publish.refused", { count: decided.refused.length }));
    sayRefusals(context, decided.refused, note);
  }
  if (decided.withheld.length > 0) {
    note(t("publish.withheld"));
    sayRefusals(context, decided.withheld, note);
  }
}
