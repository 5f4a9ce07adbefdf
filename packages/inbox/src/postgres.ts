/** PostgreSQL by `pg`, under Kysely, in the schema `inbox`. */
import { Kysely, PostgresDialect } from "kysely";
import { Pool } from "pg";
import type { Tables } from "./tables.ts";

/** Schema that holds every table of the inbox. */
export const schemaName = "inbox";

/** Connections of one process. Every wait ends after a second: a reader must notice an outage, and a teller must not wait for one. */
export function openPostgres(url: string): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 1000,
    statement_timeout: 1000,
    query_timeout: 1000,
    keepAlive: true,
    application_name: "bluehour inbox",
  });
  // A connection that breaks, idle or at work, says so beside the query that failed; without listeners that would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schemaName);
}
