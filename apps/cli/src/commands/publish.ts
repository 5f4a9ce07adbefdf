/** `bluehour publish`: makes exactly what passes the gate public, and says what did not pass and why. */
import { formatProblem } from "@bluehour/bundle/problem";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { load, plan, problemAsJson, publishBundle, refusalAsJson, sayRefusals } from "../publish-bundle.ts";
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
    if (options.json) {
      say(
        JSON.stringify(
          { ok: false, problems: loaded.problems.map((problem) => problemAsJson(context, problem)) },
          null,
          2,
        ),
      );
    } else {
      for (const problem of loaded.problems) note(formatProblem(problem, context.locale));
      note(t("check.problems", { folder, count: loaded.problems.length }));
    }
    return exitCodes.mend;
  }
  return await withStores(context, async (writer) => {
    const settled = await settleStops(context, writer);
    if (settled.length > 0) note(t("publish.stopped", { count: settled.length }));
    if (options.dryRun) {
      const decided = plan(context, loaded.bundle, {
        published: await writer.published(loaded.bundle.edition.id),
        tombstones: await writer.tombstones(),
      });
      if (options.json) {
        const refused = decided.refused.map((refusal) => refusalAsJson(context, refusal));
        say(
          JSON.stringify(
            { ok: true, edition: decided.edition, released: decided.releases.length, refused },
            null,
            2,
          ),
        );
      } else {
        say(t("publish.dry", { edition: decided.edition, released: decided.releases.length }));
        sayPublishRefusals(context, decided.refused);
      }
      return decided.refused.length > 0 ? exitCodes.refused : exitCodes.ok;
    }
    const { plan: decided, outcome } = await publishBundle(context, writer, loaded.bundle);
    if (!outcome.ok) {
      const sentence = t("publish.owner", { edition: decided.edition, owner: t(`owner.${outcome.owner}`) });
      if (options.json)
        say(JSON.stringify({ ok: false, reason: outcome.reason, message: sentence }, null, 2));
      else note(sentence);
      return exitCodes.mend;
    }
    if (options.json) {
      const { ok: _ok, refused: tombstoned, ...changes } = outcome;
      const refused = decided.refused.map((refusal) => refusalAsJson(context, refusal));
      say(JSON.stringify({ ok: true, edition: decided.edition, ...changes, tombstoned, refused }, null, 2));
    } else {
      sayOutcome(context, decided.edition, outcome);
      sayPublishRefusals(context, decided.refused);
    }
    return decided.refused.length > 0 || outcome.refused.length > 0 ? exitCodes.refused : exitCodes.ok;
  });
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

/** Says what the gate kept back, on standard error. */
export function sayPublishRefusals(context: Context, refused: Parameters<typeof sayRefusals>[1]): void {
  if (refused.length === 0) return;
  context.note(context.t("publish.refused", { count: refused.length }));
  sayRefusals(context, refused, context.note);
}
