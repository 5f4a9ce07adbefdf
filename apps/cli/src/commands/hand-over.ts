/** `bluehour hand-over`: gives an edition from the folder to the studio, or back, and says what follows from it. */
import type { Owner } from "@bluehour/releases/write";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { hasStore, withStores } from "../stores.ts";

const otherOf = { folder: "studio", studio: "folder" } as const satisfies Record<Owner, Owner>;

export async function handOver(
  context: Context,
  edition: string,
  { to, json }: { to: Owner; json?: boolean },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const from = otherOf[to];
  // Asking must not create a store.
  const outcome = (await hasStore(context))
    ? await withStores(context, (writer) => writer.handOver({ edition, from, to }))
    : ({ ok: false, reason: "unknown" } as const);
  if (!outcome.ok && outcome.reason === "unknown") {
    const message = t("handover.unknown", { edition });
    if (json) say(JSON.stringify({ ok: false, reason: "unknown", message }, null, 2));
    else note(message);
    return exitCodes.unknown;
  }
  // Of two owners it is then the other one's: what was wished for is so.
  const already = !outcome.ok;
  if (json) {
    say(JSON.stringify({ ok: true, edition, owner: to, already }, null, 2));
    return exitCodes.ok;
  }
  say(t(already ? "handover.already" : "handover.done", { edition, owner: t(`owner.${to}`) }));
  if (!already) say(t(`handover.next.${to}`, { edition }));
  return exitCodes.ok;
}
