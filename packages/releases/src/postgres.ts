/** PostgreSQL by `pg`, under Kysely, in the schema `releases`. */
import { Kysely, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import type { PoolConfig } from "pg";
import type { Tables } from "./tables.ts";

/** Schema that holds every table of the release store. */
export const schemaName = "releases";

const int8 = 20;

// Counters stay far below 2^53, so they are read as numbers, as on SQLite.
const numbers: NonNullable<PoolConfig["types"]> = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    oid === int8 ? Number : types.getTypeParser(oid, format as "text"),
};

function open(config: PoolConfig): Kysely<Tables> {
  const pool = new Pool({
    types: numbers,
    keepAlive: true,
    application_name: "bluehour releases",
    ...config,
  });
  // A connection that breaks, idle or at work, says so beside the query that failed; without listeners that would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schemaName);
}

/**
 * Connections of a writer: one writes, one erases, and the others look up what is to be withdrawn meanwhile. Statements have no time
 * limit: publishing and VACUUM take what they take.
 */
export function openPostgresForWriting(url: string): Kysely<Tables> {
  return open({ connectionString: url, max: 4, connectionTimeoutMillis: 5000 });
}

/** Connections of a reader: read-only by session too, and every wait ends after a second, so that an outage is noticed and not queued up. */
export function openPostgresForReading(url: string): Kysely<Tables> {
  return open({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 1000,
    statement_timeout: 1000,
    query_timeout: 1000,
    options: "-c default_transaction_read_only=on",
  });
}

// Ended by an administrator, by a crash, or before it was ready (PostgreSQL, appendix A); reset by the network.
const lostCodes = new Set(["57P01", "57P02", "57P03", "ECONNRESET", "EPIPE"]);

/** Whether a query failed because its connection was gone, not because of what it asked. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.message.startsWith("Connection terminated") ||
    ("code" in error && lostCodes.has(String(error.code)))
  );
}
