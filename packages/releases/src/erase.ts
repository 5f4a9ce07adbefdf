/** Makes deleted rows unreadable in the database's own bytes, beside the event loop and with nobody held up for long. */
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import type { Kysely, Transaction } from "kysely";
import type { StoreLocation } from "./contract.ts";
import { schemaName } from "./postgres.ts";
import type { Tables } from "./tables.ts";

// A reader's statement lasts milliseconds; whoever still holds an old state after this is erased around at the next repair.
const attempts = 40;
const pauseMilliseconds = 50;
/** Readers queue up behind a lock that is waited for, so the wait is shorter than the second after which they would give up. */
const lockMilliseconds = 500;
const lockAttempts = 3;

async function inAttempts(count: number, isDone: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    if (await isDone()) return true;
    if (attempt === count) return false;
    await wait(pauseMilliseconds);
  }
}

/** Copies SQLite's journal into the file and empties it. False when somebody went on reading an old state meanwhile. */
export async function truncateJournal(db: Kysely<Tables>): Promise<boolean> {
  return await inAttempts(attempts, async () => {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db);
    return rows[0]?.busy === 0;
  });
}

/**
 * Rewrites the SQLite file in a thread with a connection of its own: it takes seconds with 10,000 stories, and whoever withdraws the next
 * story must not wait for it. `secure_delete` alone is not enough: pages that were split or merged keep stale copies of rows (about 1 in
 * 1,000 deletions, measured), so the file is rewritten and the journal emptied.
 */
function fileEraser(file: string): Eraser {
  // Started when first needed and kept: starting takes longer than rewriting a small store.
  let thread: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL("./erase-sqlite.worker.ts", import.meta.url), {
      workerData: file,
      // What this process was started with, an inline script say, is not for the thread.
      execArgv: [],
    });
    started.once("exit", () => {
      if (thread === started) thread = undefined;
    });
    return started;
  };
  return {
    async erase() {
      thread ??= start();
      const ended = new AbortController();
      thread.ref();
      try {
        // An error that nobody caught in the thread rejects this.
        const answer = once(thread, "message", { signal: ended.signal });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        thread.postMessage("erase");
        const [isErased] = (await answer) as [boolean];
        return isErased;
      } finally {
        ended.abort();
        thread?.unref();
      }
    },
    async close() {
      await thread?.terminate();
    },
  };
}

/**
 * Waits until no transaction is left that began before this moment: it might still see deleted rows, and a table that is rewritten keeps
 * every row that anybody might see. A standby or a replication slot counts as well.
 */
async function awaitOldTransactions(one: Kysely<Tables>): Promise<boolean> {
  const marked = await sql<{ mark: string }>`select pg_current_xact_id()::xid::text as mark`.execute(one);
  const mark = sql`age(${marked.rows[0]?.mark ?? ""}::xid)`;
  return await inAttempts(attempts, async () => {
    const { rows } = await sql<{ held: boolean }>`
      select exists (
        select from pg_stat_activity
        where pid <> pg_backend_pid()
          and (age(backend_xid) > ${mark}
            or (age(backend_xmin) > ${mark} and (datid is null or datname = current_database())))
      ) or exists (select from pg_replication_slots where age(xmin) > ${mark})
        or exists (select from pg_prepared_xacts where age(transaction) > ${mark}) as held`.execute(one);
    return rows[0]?.held === false;
  });
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "55P03";
}

/**
 * Rewrites PostgreSQL's tables, one after the other, so that nobody waits for longer than one of them takes. A plain VACUUM would only
 * mark the space as free and leave the words in it. Lists and consents hold no text; their space is only freed.
 */
async function rewriteTables(db: Kysely<Tables>, names: readonly string[]): Promise<boolean> {
  return await db.connection().execute(async (one) => {
    if (!(await awaitOldTransactions(one))) return false;
    await sql`set lock_timeout = ${sql.lit(lockMilliseconds)}`.execute(one);
    try {
      // The name of the whole stands for all its partitions.
      for (const name of names.includes("release") ? ["release", "search"] : names) {
        const isRewritten = await inAttempts(lockAttempts, async () => {
          try {
            await sql`vacuum (full, analyze) ${sql.table(`${schemaName}.${name}`)}`.execute(one);
            return true;
          } catch (error) {
            if (!isLockTimeout(error)) throw error;
            return false;
          }
        });
        if (!isRewritten) return false;
      }
    } finally {
      await sql`reset lock_timeout`.execute(one);
    }
    await sql`vacuum (analyze) releases.listing, releases.rest, releases.media, releases.showing`.execute(
      one,
    );
    return true;
  });
}

/** What erases a store's bytes. */
export type Eraser = {
  /**
   * Erases what was deleted from these tables and committed before the call (on SQLite from all, whatever the names). True when its bytes
   * are gone from the database's files; false when somebody held an old state or a lock for too long: to be tried again. Archived logs
   * and base backups are the operator's (docs/decisions/0002-release-store.md). One call at a time.
   */
  erase(names: readonly string[]): Promise<boolean>;
  close(): Promise<void>;
};

/** The eraser of an open store. */
export function createEraser(db: Kysely<Tables>, location: StoreLocation): Eraser {
  if (location.database === "sqlite") return fileEraser(location.file);
  return { erase: (names) => rewriteTables(db, names), close: async () => undefined };
}

/** Tables that will hold bytes of these releases once their rows are deleted: the partitions they stand in, on SQLite the file. */
export async function tablesHolding(
  trx: Transaction<Tables>,
  database: StoreLocation["database"],
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  if (database === "sqlite") return ["release"];
  const { rows } = await sql<{ name: string }>`
    select distinct relname as name from (
      select tableoid from releases.release where id = any(${ids})
      union all select tableoid from releases.search where id = any(${ids})) held
    join pg_class c on c.oid = held.tableoid`.execute(trx);
  return rows.map(({ name }) => name);
}

/** Keeps SQLite's journal short and, on PostgreSQL, the planner's figures right after much was added. Erases nothing. */
export async function settleAdded(db: Kysely<Tables>, database: StoreLocation["database"]): Promise<void> {
  if (database === "sqlite") await truncateJournal(db);
  else
    await sql`vacuum (analyze) releases.release, releases.search, releases.listing, releases.rest, releases.media, releases.showing`.execute(
      db,
    );
}
