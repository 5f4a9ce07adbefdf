/** Makes deleted rows unreadable in the database's own bytes. */
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { StoreLocation } from "./contract.ts";
import { patiently } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

// A reader's statement lasts milliseconds; whoever still holds the journal after this is erased around at the next repair.
const attempts = 40;
const pauseMilliseconds = 50;

/** Copies the journal into the file and empties it. False when somebody went on reading an old state meanwhile. */
export async function truncateJournal(db: Kysely<Tables>): Promise<boolean> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    if (rows[0]?.busy === 0) return true;
    await wait(pauseMilliseconds);
  }
  return false;
}

/**
 * Erases what was deleted; true when it is gone. On SQLite `secure_delete` alone is not enough: pages that were split or merged keep
 * stale copies of rows (about 1 in 1,000 deletions, measured), so the file is rewritten and the journal emptied. On PostgreSQL VACUUM
 * frees the rows; archived logs and base backups are the operator's (docs/decisions/0002-release-store.md).
 */
export async function eraseDeleted(
  db: Kysely<Tables>,
  database: StoreLocation["database"],
): Promise<boolean> {
  if (database === "postgres") {
    await sql`vacuum (analyze) releases.release, releases.listing, releases.rest, releases.media`.execute(db);
    return true;
  }
  await patiently(() => sql`vacuum`.execute(db));
  return await truncateJournal(db);
}
