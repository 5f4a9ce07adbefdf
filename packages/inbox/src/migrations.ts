/** The inbox's migrations, the same for both databases, each applied once and in order inside one transaction. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import type { Transaction } from "kysely";
import { Client } from "pg";
import { openConnection, writeAlone } from "./connection.ts";
import { InboxUnavailable } from "./inbox-unavailable.ts";
import type { StoreLocation } from "./location.ts";
import { schemaName } from "./postgres.ts";
import type { Tables } from "./tables.ts";

type Schema = Transaction<Tables>["schema"];

/** Never change one that has been released: add the next. */
const migrations: readonly { name: string; up: (schema: Schema) => Promise<void> }[] = [
  {
    name: "0001-stops",
    async up(schema) {
      await schema
        .createTable("stop")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("number", "integer", (column) => column.notNull().unique())
        .addColumn("at", "text", (column) => column.notNull())
        .execute();
    },
  },
];

/**
 * Makes the inbox or brings its schema up to date. The supervisor and every command do so; the site only opens what is there. Safe to
 * call at every start, by several processes at once. Throws {@link InboxUnavailable} with a sentence for the operator.
 */
export async function migrateInbox(location: StoreLocation): Promise<void> {
  if (location.database === "sqlite") {
    try {
      mkdirSync(dirname(location.file), { recursive: true });
    } catch (cause) {
      throw new InboxUnavailable(
        `The folder of the inbox ${location.file} cannot be made. Choose a data folder that this user may write.`,
        { cause },
      );
    }
  }
  const connection = await openConnection(location, "make");
  try {
    await writeAlone(await connection.db(), location.database, async (trx) => {
      if (location.database === "postgres") await makeSchema(trx);
      await trx.schema
        .createTable("migration")
        .ifNotExists()
        .addColumn("name", "text", (column) => column.primaryKey())
        .execute();
      const history = trx.$extendTables<{ migration: { name: string } }>();
      const rows = await history.selectFrom("migration").select("name").execute();
      const applied = new Set(rows.map(({ name }) => name));
      for (const { name, up } of migrations) {
        if (applied.has(name)) continue;
        await up(trx.schema);
        await history.insertInto("migration").values({ name }).execute();
      }
    });
  } finally {
    await connection.close();
  }
}

/** Asks first: `if not exists` needs the right to create schemas even where an administrator has made this one. */
async function makeSchema(trx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ missing: boolean }>`
    select to_regnamespace(${sql.lit(schemaName)}) is null as missing`.execute(trx);
  if (rows[0]?.missing === true) await trx.schema.createSchema(schemaName).execute();
}

/** Lets an existing PostgreSQL role append stops and read which are in force, and nothing else: what the site's `INBOX_URL` should name. */
export async function grantAppender(url: string, role: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const name = client.escapeIdentifier(role);
    await client.query(`grant usage on schema ${schemaName} to ${name}`);
    await client.query(`grant insert on ${schemaName}.stop to ${name}`);
    await client.query(`grant select (id, number) on ${schemaName}.stop to ${name}`);
  } finally {
    await client.end();
  }
}
