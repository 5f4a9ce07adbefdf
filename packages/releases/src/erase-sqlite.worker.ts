/**
 * The thread in which a SQLite store is rewritten: at each message it rewrites the search index and the file that it was given, and
 * answers `true` when nothing deleted is left in file and journal, `false` when somebody went on reading an old state.
 */
import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Tries again instead of waiting inside SQLite, which would hold the write lock meanwhile. */
function truncate(database: DatabaseSync): boolean {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    if (database.prepare("pragma wal_checkpoint(truncate)").get()?.["busy"] === 0) return true;
    Atomics.wait(pause, 0, 0, 50);
  }
  return false;
}

function erase(): boolean {
  // As long as other writers wait for us. Blocking is right here: nothing else runs in this thread.
  const database = new DatabaseSync(workerData as string, { timeout: 20_000 });
  try {
    // FTS5 forgets a word that it deletes, but not always where a page of its index parted that word from the next (1 in 20, measured), and
    // merges nothing while there is a single segment. A row outside every place makes a second one.
    database.exec(`pragma synchronous = full; pragma secure_delete = on;
      replace into search (rowid, head, rest) values (0, '=merged', '');
      insert into search (search) values ('optimize');
      vacuum; pragma busy_timeout = 20`);
    return truncate(database);
  } finally {
    database.close();
  }
}

parentPort?.on("message", () => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(erase());
});
