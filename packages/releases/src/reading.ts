/** A reader's connection: a handle that can only read, and the change counter by which it knows that it is current. */
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { ReadonlyKysely } from "kysely/readonly";
import type { StoreLocation } from "./contract.ts";
import { openPostgresForReading } from "./postgres.ts";
import { identityOf, openSqliteForReading } from "./sqlite.ts";
import { StoreUnavailable } from "./store-unavailable.ts";
import type { Tables } from "./tables.ts";

/** What the reader's queries run on. */
export type Reading = {
  /** Ask for it at each query: a restored file is opened anew. */
  db: () => ReadonlyKysely<Tables>;
  /** Text that differs after every write; read from the primary. Rejects when it cannot be read there. */
  counter: () => Promise<string>;
  close: () => Promise<void>;
};

function readOnly(db: Kysely<Tables>): ReadonlyKysely<Tables> {
  return db as unknown as ReadonlyKysely<Tables>;
}

function openSqlite(file: string): Reading {
  let current = openSqliteForReading(file);
  return {
    db: () => readOnly(current.db),
    async counter() {
      // Whoever puts a backup in place renames it over the old file; this handle would go on reading the old one, unchanged for ever.
      if (identityOf(file) !== current.identity) {
        const old = current;
        current = openSqliteForReading(file);
        await old.db.destroy();
      }
      const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(current.db);
      return `${current.identity}:${rows[0]?.data_version}`;
    },
    close: () => current.db.destroy(),
  };
}

async function openPostgres(url: string): Promise<Reading> {
  const db = openPostgresForReading(url);
  const counter = async (): Promise<string> => {
    const { rows } = await sql<{ counter: number; standby: boolean }>`
      select counter, pg_is_in_recovery() as standby from releases.change`.execute(db);
    const row = rows[0];
    if (row === undefined)
      throw new StoreUnavailable("The release store has no change counter: migrate it again.");
    if (row.standby) {
      throw new StoreUnavailable(
        "RELEASES_READ_URL names a PostgreSQL standby, which may lag behind a withdrawal. Name the primary.",
      );
    }
    return String(row.counter);
  };
  try {
    await counter();
  } catch (cause) {
    await db.destroy();
    throw new StoreUnavailable(
      "The releases cannot be read from PostgreSQL. Check RELEASES_READ_URL, that the server runs and is the primary, that the store was migrated, and that this role may read the schema releases.",
      { cause },
    );
  }
  return { db: () => readOnly(db), counter, close: () => db.destroy() };
}

/** Opens a store for reading; throws a sentence for the operator when that cannot be done. */
export async function openReading(location: StoreLocation): Promise<Reading> {
  return location.database === "sqlite" ? openSqlite(location.file) : await openPostgres(location.url);
}
