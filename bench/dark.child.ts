/**
 * Holds a store open for writing, as the supervisor does, and withdraws what its parent names. Times are the system's monotonic clock in
 * milliseconds, which all processes of a machine share. `node bench/dark.child.ts FOLDER` with an IPC channel.
 */
import { monotonicNow } from "./monotonic.ts";
import { holdStore } from "./surroundings.ts";

/** `called`: withdraw() was called. `acknowledged`: it returned, erasure done. */
export type Withdrawn = { id: string; called: number; acknowledged: number; ok: boolean };

const writer = await holdStore(process.argv[2] ?? "");
async function withdraw(id: string): Promise<void> {
  const called = monotonicNow();
  const { ok } = await writer.withdraw({ id, door: "withdraw" });
  process.send?.({ id, called, acknowledged: monotonicNow(), ok } satisfies Withdrawn);
}
process.on("message", ({ id }: { id: string }) => void withdraw(id));
process.on("disconnect", () => void writer.close());
process.send?.({ ready: true });
