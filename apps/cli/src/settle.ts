/**
 * Makes stops final: each story that a stop code darkened on the site gets its tombstone and is erased. Readers already serve nothing of
 * it, so this may be late, and may run twice.
 */
import { openInboxReader } from "@bluehour/inbox/read";
import type { ReleaseWriter } from "@bluehour/releases/write";
import type { Context } from "./context.ts";

/** Settles what is waiting and returns the ids that were newly made final. */
export async function settleStops(context: Context, writer: ReleaseWriter): Promise<string[]> {
  const waiting = await waitingStops(context, writer);
  const settled: string[] = [];
  for (const stop of waiting) {
    const outcome = await writer.withdraw({ id: stop.id, door: "stop", at: stop.at });
    if (outcome.ok && !outcome.already) settled.push(stop.id);
  }
  return settled;
}

/** Stops whose story has no tombstone yet. */
export async function waitingStops(
  context: Context,
  writer: ReleaseWriter,
): Promise<{ id: string; at: string }[]> {
  const inbox = await openInboxReader({ location: context.config.inbox });
  try {
    const buried = new Set((await writer.tombstones()).map((tombstone) => tombstone.id));
    return (await inbox.stops()).filter((stop) => !buried.has(stop.id));
  } finally {
    await inbox.close();
  }
}
