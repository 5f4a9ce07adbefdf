/** An open inbox in either database. */
import { sql } from "kysely";
import type { Kysely, Transaction } from "kysely";
import { InboxUnavailable } from "./inbox-unavailable.ts";
import type { StoreLocation } from "./location.ts";
import { openPostgres } from "./postgres.ts";
import { identityOf, openSqlite } from "./sqlite.ts";
import type { Access } from "./sqlite.ts";
import type { Tables } from "./tables.ts";

// Any number that nobody else locks in this database; "bluehour inbox" on a phone's keys.
const advisoryLock = 258304;

export type Connection = {
  /** Ask for it at each use: a file that was put in place of ours is opened anew, or stops would go to a file that nobody reads. */
  db: () => Promise<Kysely<Tables>>;
  close: () => Promise<void>;
};

/** Opens an inbox; throws {@link InboxUnavailable} with a sentence for the operator. */
export async function openConnection(location: StoreLocation, access: Access): Promise<Connection> {
  if (location.database === "postgres") {
    const db = openPostgres(location.url);
    try {
      if (access === "make") await sql`select 1`.execute(db);
      else await db.selectFrom("stop").select("number").limit(1).execute();
    } catch (cause) {
      await db.destroy();
      throw new InboxUnavailable(
        "The inbox in PostgreSQL cannot be opened. Check INBOX_URL, that the server runs, and that this role may use the schema inbox.",
        { cause },
      );
    }
    return { db: async () => db, close: () => db.destroy() };
  }
  const { file } = location;
  let current = openSqlite(file, access);
  let identity = identityOf(file);
  return {
    async db() {
      const found = identityOf(file);
      if (found !== identity) {
        const old = current;
        current = openSqlite(file, access);
        identity = found;
        await old.destroy();
      }
      return current;
    },
    close: () => current.destroy(),
  };
}

/** Runs one writer at a time, all or nothing. */
export async function writeAlone<T>(
  db: Kysely<Tables>,
  database: StoreLocation["database"],
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return await db.transaction().execute(async (trx) => {
    if (database === "postgres")
      await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(trx);
    return await work(trx);
  });
}
