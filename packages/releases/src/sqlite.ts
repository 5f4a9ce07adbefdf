/** SQLite by the platform's own driver, under Kysely: the few lines between `node:sqlite` and Kysely's SQLite dialect. */
import { statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { constants, DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  Kysely,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { DatabaseConnection, Dialect, SqliteDatabase, SqliteStatement } from "kysely";
import { StoreUnavailable } from "./store-unavailable.ts";
import type { Tables } from "./tables.ts";

// Enough for every query the store has; multi-row inserts of odd lengths push the oldest out.
const statementsKept = 200;

function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  const wrap = (statement: StatementSync): SqliteStatement => ({
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as string[])),
    run: (parameters) => statement.run(...(parameters as string[])),
    iterate: (parameters) => statement.iterate(...(parameters as string[])),
  });
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = wrap(database.prepare(sql));
      if (statements.size >= statementsKept) statements.delete(statements.keys().next().value ?? "");
      statements.set(sql, statement);
      return statement;
    },
  };
}

function isBusy(error: unknown): boolean {
  // The low byte of an extended result code is the code itself; 5 is SQLITE_BUSY.
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === 5;
}

/**
 * Waits for another writer without holding up this process: SQLite's own waiting blocks the event loop, so two writers of one process
 * would wait for each other. Gives up after 20 s, far longer than publishing 10,000 releases or a VACUUM takes.
 */
export async function patiently<T>(work: () => T | Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || attempt === 400) throw error;
      await wait(50);
    }
  }
}

/** Takes the write lock at `begin`: a transaction that reads first and writes later would fail instead of waiting for its turn. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await patiently(() => connection.executeQuery(CompiledQuery.raw("begin immediate")));
  }
}

function dialectOf(database: DatabaseSync): Dialect {
  return {
    createDriver: () => new ImmediateDriver({ database: adapt(database) }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

function open(file: string, options: { readOnly: boolean; timeout: number }): DatabaseSync {
  try {
    return new DatabaseSync(file, options);
  } catch (cause) {
    throw new StoreUnavailable(
      `The release store ${file} cannot be opened. Check that the folder exists and that this user may ${options.readOnly ? "read" : "write"} it.`,
      { cause },
    );
  }
}

/** Opens the file for writing, making it when it is not there. The folder must exist. */
export async function openSqliteForWriting(file: string): Promise<Kysely<Tables>> {
  // Waiting for other writers is done in patiently(); within a statement only for moments.
  const database = open(file, { readOnly: false, timeout: 20 });
  try {
    // FULL: an acknowledged withdrawal survives a power cut. secure_delete: freed bytes are overwritten.
    await patiently(() =>
      database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on"),
    );
  } catch (cause) {
    database.close();
    throw new StoreUnavailable(
      `The release store ${file} cannot be written. Check that it is a release store, that this user may write the file and its folder, and that the disk is not full.`,
      { cause },
    );
  }
  return new Kysely<Tables>({ dialect: dialectOf(database) });
}

/** What a prepared statement of a reader may do; attaching another file, writing and every other pragma are refused while preparing. */
function allowReading(action: number, name: string | null): number {
  switch (action) {
    case constants.SQLITE_SELECT:
    case constants.SQLITE_READ:
    case constants.SQLITE_FUNCTION:
      return constants.SQLITE_OK;
    case constants.SQLITE_PRAGMA:
      return name === "data_version" ? constants.SQLITE_OK : constants.SQLITE_DENY;
    default:
      return constants.SQLITE_DENY;
  }
}

/** A read-only handle, and the number by which it knows the file: a restored file under the same name is another one. */
export type SqliteReading = { db: Kysely<Tables>; identity: string };

/** Device and inode of a file; throws when it is not there. */
export function identityOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}

/** Opens the file read-only. It must exist and have been opened by a writer: a reader can neither create it nor repair its journal. */
export function openSqliteForReading(file: string): SqliteReading {
  let identity: string;
  try {
    identity = identityOf(file);
  } catch (cause) {
    throw new StoreUnavailable(
      `There is no release store at ${file}, or this user may not see it. Publish an edition first, or check the data folder's setting and permissions.`,
      { cause },
    );
  }
  // A reader of a WAL file waits only while the journal is being recovered or truncated.
  const database = open(file, { readOnly: true, timeout: 500 });
  try {
    database.setAuthorizer(allowReading);
    database.prepare("select counter from change").get();
  } catch (cause) {
    database.close();
    throw new StoreUnavailable(
      `The release store ${file} cannot be read. Start the process that writes it first: a read-only process can neither create the store's shared memory nor finish an interrupted write.`,
      { cause },
    );
  }
  return { db: new Kysely<Tables>({ dialect: dialectOf(database) }), identity };
}
