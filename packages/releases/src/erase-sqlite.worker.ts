/** The thread in which a SQLite store is rewritten: given the file, it says `true` when nothing deleted is left in file and journal. */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

// As long as other writers wait for us. Blocking is right here: nothing else runs in this thread.
const database = new DatabaseSync(workerData as string, { timeout: 20_000 });
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Tries again instead of waiting inside SQLite, which would hold the write lock meanwhile. */
function truncate(): boolean {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if (database.prepare("pragma wal_checkpoint(truncate)").get()?.["busy"] === 0) return true;
    Atomics.wait(pause, 0, 0, 50);
  }
  return false;
}

try {
  database.exec("pragma synchronous = full; pragma secure_delete = on; vacuum; pragma busy_timeout = 20");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(truncate());
} finally {
  database.close();
}
