/** SQLite by the platform's own driver, under Kysely. The release store has its own copy: the two stores share nothing but the domain. */
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { DatabaseConnection, SqliteDatabase } from "kysely";
import { InboxUnavailable } from "./inbox-unavailable.ts";
import type { Tables } from "./tables.ts";

function adapt(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as string[])),
        run: (parameters) => statement.run(...(parameters as string[])),
        iterate: (parameters) => statement.iterate(...(parameters as string[])),
      };
    },
  };
}

/** SQLITE_BUSY, whatever its extended code. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}

/** Waits up to 5 s for another writer without holding up this process, as SQLite's own waiting would. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || attempt === 250) throw error;
      await wait(20);
    }
  }
}

/** Takes the write lock at `begin`: a transaction that reads first and writes later would fail instead of waiting for its turn. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await patiently(() => connection.executeQuery(CompiledQuery.raw("begin immediate")));
  }
}

/** What a handle may do: make the file, append to one that is there, or read one that is there. */
export type Access = "make" | "append" | "read";

/** Device and inode of a file; throws when it is not there. */
export function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}

/** Opens the file. Only "make" makes one that is not there. */
export function openSqlite(file: string, access: Access): Kysely<Tables> {
  let database: DatabaseSync | undefined;
  try {
    if (access !== "make") identityOf(file);
    database = new DatabaseSync(file, { readOnly: access === "read", timeout: 100 });
    // FULL: an acknowledged stop survives a power cut.
    if (access !== "read") database.exec("pragma journal_mode = wal; pragma synchronous = full");
    if (access !== "make") database.prepare("select max(number) from stop").get();
  } catch (cause) {
    database?.close();
    throw new InboxUnavailable(
      `The inbox ${file} cannot be opened. It is made at start; check the data folder's setting, and that this user may ${access === "read" ? "read" : "write"} the file and its folder.`,
      { cause },
    );
  }
  const opened = database;
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => new ImmediateDriver({ database: adapt(opened) }),
      createQueryCompiler: () => new SqliteQueryCompiler(),
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
    },
  });
}
