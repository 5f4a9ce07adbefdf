/**
 * The store's migrations, the same for both databases, each applied once and in order inside one transaction, so that two writers that
 * start together, or one that is killed half-way, leave a whole schema.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import type { Kysely, Transaction } from "kysely";
import { Client } from "pg";
import type { StoreLocation } from "./contract.ts";
import { openPostgresForWriting, schemaName } from "./postgres.ts";
import { readStoredRelease } from "./rows.ts";
import { indexReleases, makeSearchIndex } from "./search-index.ts";
import { openSqliteForWriting } from "./sqlite.ts";
import { StoreUnavailable } from "./store-unavailable.ts";
import type { Tables } from "./tables.ts";

type Database = StoreLocation["database"];

/**
 * Into so many tables PostgreSQL divides the releases, by id. Erasing rewrites one after the other, each under a lock that readers wait
 * for: with 10,000 long stories 4 s as a whole, a quarter of a second in sixteenths (measured).
 */
const partitions = 16;

/** Releases that are read together while an older store is brought up to date. */
const releasesAtOnce = 100;

/** Every table in which words of a release may stand. */
async function tablesWithText(trx: Transaction<Tables>, database: Database): Promise<string[]> {
  if (database === "sqlite") return ["release"];
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = ${schemaName}::regnamespace and relkind = 'r'
      and (relispartition or relname = 'release')`.execute(trx);
  return rows.map(({ name }) => name);
}

async function partitionReleases(trx: Transaction<Tables>): Promise<void> {
  for (let remainder = 0; remainder < partitions; remainder += 1) {
    await sql`create table ${sql.table(`${schemaName}.release_${remainder}`)}
      partition of ${sql.table(`${schemaName}.release`)}
      for values with (modulus ${sql.lit(partitions)}, remainder ${sql.lit(remainder)})`.execute(trx);
  }
  // The planner's statistics keep samples of short texts, in a table that no erasure reaches.
  await sql`alter table ${sql.table(`${schemaName}.release`)} alter column body set statistics 0`.execute(
    trx,
  );
}

/** Never change one that has been released: add the next. */
const migrations: readonly {
  name: string;
  up: (trx: Transaction<Tables>, database: Database) => Promise<void>;
}[] = [
  {
    name: "0001-releases",
    async up(trx, database) {
      const { schema } = trx;
      await schema
        .createTable("release")
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull())
        .addColumn("not_before", "text")
        .addColumn("not_after", "text")
        .addColumn("stop_hash", "text")
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("body", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("release_key", ["edition", "kind", "id"])
        .$call((table) => (database === "postgres" ? table.modifyEnd(sql`partition by hash (id)`) : table))
        .execute();
      if (database === "postgres") await partitionReleases(trx);
      await schema.createIndex("release_by_id").on("release").columns(["id", "kind"]).execute();
      await schema.createIndex("release_by_stop_hash").on("release").column("stop_hash").execute();
      await schema.createIndex("release_by_not_before").on("release").column("not_before").execute();
      await schema.createIndex("release_by_not_after").on("release").column("not_after").execute();

      await schema
        .createTable("listing")
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("locale", "text", (column) => column.notNull())
        .addColumn("position", "integer", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("uses", "text", (column) => column.notNull())
        .addColumn("rests", "integer", (column) => column.notNull())
        .addColumn("not_before", "text")
        .addColumn("not_after", "text")
        .addPrimaryKeyConstraint("listing_key", ["edition", "kind", "locale", "position"])
        .execute();
      await schema.createIndex("listing_by_id").on("listing").columns(["id", "kind"]).execute();

      await schema
        .createTable("rest")
        .addColumn("ref", "text", (column) => column.notNull())
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("rest_key", ["ref", "edition", "kind", "id"])
        .execute();
      await schema.createIndex("rest_by_id").on("rest").columns(["id", "kind"]).execute();

      await schema
        .createTable("media")
        .addColumn("hash", "text", (column) => column.notNull())
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("type", "text", (column) => column.notNull())
        .addColumn("bytes", "integer", (column) => column.notNull())
        .addPrimaryKeyConstraint("media_key", ["hash", "edition", "kind", "id"])
        .execute();
      await schema.createIndex("media_by_id").on("media").columns(["id", "kind"]).execute();

      await schema
        .createTable("tombstone")
        .addColumn("id", "text", (column) => column.notNull())
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("consents", "text", (column) => column.notNull())
        .addColumn("at", "text", (column) => column.notNull())
        .addColumn("door", "text", (column) => column.notNull())
        .addColumn("stop_hash", "text")
        .addColumn("surfaces", "text", (column) => column.notNull())
        .addColumn("erased_at", "text")
        .addPrimaryKeyConstraint("tombstone_key", ["id", "edition"])
        .execute();
      await schema.createIndex("tombstone_by_stop_hash").on("tombstone").column("stop_hash").execute();

      await schema
        .createTable("tombstoned_consent")
        .addColumn("ref", "text", (column) => column.primaryKey())
        .execute();
      await schema
        .createTable("owner")
        .addColumn("edition", "text", (column) => column.primaryKey())
        .addColumn("owner", "text", (column) => column.notNull())
        .execute();
      await schema
        .createTable("change")
        .addColumn("id", "integer", (column) => column.primaryKey())
        .addColumn("counter", "bigint", (column) => column.notNull())
        .execute();
    },
  },
  {
    name: "0002-unerased",
    async up(trx, database) {
      await trx.schema
        .createTable("unerased")
        .addColumn("name", "text", (column) => column.primaryKey())
        .addColumn("counter", "bigint", (column) => column.notNull())
        .execute();
      // Nobody noted what was taken away so far: the first repair rewrites everything once.
      const counters = await trx.selectFrom("change").select("counter").execute();
      for (const name of await tablesWithText(trx, database)) {
        for (const { counter } of counters)
          await trx.insertInto("unerased").values({ name, counter }).execute();
      }
    },
  },
  {
    name: "0003-showing",
    async up(trx, database) {
      await trx.schema
        .createTable("showing")
        .addColumn("edition", "text", (column) => column.notNull())
        .addColumn("image", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("id", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("showing_key", ["edition", "image", "kind", "id"])
        .execute();
      await trx.schema.createIndex("showing_by_id").on("showing").columns(["id", "kind"]).execute();
      const image =
        database === "postgres"
          ? sql<string>`body::json -> 'data' ->> 'image'`
          : sql<string>`json_extract(body, '$.data.image')`;
      await trx
        .insertInto("showing")
        .columns(["edition", "image", "kind", "id"])
        .expression((eb) =>
          eb
            .selectFrom("release")
            .select(["edition", image.as("image"), "kind", "id"])
            .where(image, "is not", null),
        )
        .execute();
    },
  },
  {
    name: "0004-search",
    async up(trx, database) {
      await makeSearchIndex(trx, database, partitions);
      const keys = await trx.selectFrom("release").select(["edition", "kind", "id"]).execute();
      for (const [edition, those] of Map.groupBy(keys, (key) => key.edition)) {
        for (let start = 0; start < those.length; start += releasesAtOnce) {
          const chunk = those.slice(start, start + releasesAtOnce);
          const rows = await trx
            .selectFrom("release")
            .select(["position", "body"])
            .where("edition", "=", edition)
            .where(({ eb, refTuple, tuple }) =>
              eb(
                refTuple("kind", "id"),
                "in",
                chunk.map(({ kind, id }) => tuple(kind, id)),
              ),
            )
            .execute();
          const releases = rows.flatMap(({ position, body }) => {
            const release = readStoredRelease(body);
            // What this version cannot read it cannot show either.
            return release === undefined ? [] : [{ release, position }];
          });
          await indexReleases(trx, database, edition, releases);
        }
      }
    },
  },
];

// Any number that nobody else locks in this database; "bluehour releases" on a phone's keys.
const advisoryLock = 258346;

/** Lets one writer in at a time until the transaction ends. SQLite's own write lock does so already. */
export async function lockForWriting(trx: Transaction<Tables>, database: Database): Promise<void> {
  if (database === "postgres") await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(trx);
}

/** Asks first: `if not exists` needs the right to create schemas even where an administrator has made this one. */
async function makeSchema(trx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ missing: boolean }>`
    select to_regnamespace(${sql.lit(schemaName)}) is null as missing`.execute(trx);
  if (rows[0]?.missing === true) await trx.schema.createSchema(schemaName).execute();
}

/** Whether nothing is left to do; known without waiting for anybody who writes or erases. */
async function isMigrated(db: Kysely<Tables>, database: Database): Promise<boolean> {
  const { rows: tables } = await (
    database === "postgres"
      ? sql`select from pg_tables where schemaname = ${schemaName} and tablename = 'migration'`
      : sql`select 1 from sqlite_master where name = 'migration'`
  ).execute(db);
  if (tables.length === 0) return false;
  const applied = await db
    .$extendTables<{ migration: { name: string } }>()
    .selectFrom("migration")
    .select("name")
    .execute();
  return migrations.every(({ name }) => applied.some((one) => one.name === name));
}

/** Brings an open store up to date. */
export async function migrate(db: Kysely<Tables>, database: Database): Promise<void> {
  if (await isMigrated(db, database)) return;
  await db.transaction().execute(async (trx) => {
    await lockForWriting(trx, database);
    if (database === "postgres") await makeSchema(trx);
    await trx.schema
      .createTable("migration")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .execute();
    const history = trx.$extendTables<{ migration: { name: string } }>();
    const applied = new Set(
      (await history.selectFrom("migration").select("name").execute()).map(({ name }) => name),
    );
    for (const { name, up } of migrations) {
      if (applied.has(name)) continue;
      await up(trx, database);
      await history.insertInto("migration").values({ name }).execute();
    }
    await trx
      .insertInto("change")
      .values({ id: 1, counter: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Opens a store for writing and brings its schema up to date, making the file or the PostgreSQL schema when there is none. */
export async function openMigrated(location: StoreLocation): Promise<Kysely<Tables>> {
  if (location.database === "sqlite") {
    try {
      mkdirSync(dirname(location.file), { recursive: true });
    } catch (cause) {
      throw new StoreUnavailable(
        `The folder of the release store ${location.file} cannot be made. Choose a data folder that this user may write.`,
        { cause },
      );
    }
  }
  const db =
    location.database === "sqlite"
      ? await openSqliteForWriting(location.file)
      : openPostgresForWriting(location.url);
  try {
    await migrate(db, location.database);
    return db;
  } catch (cause) {
    await db.destroy();
    throw new StoreUnavailable(
      location.database === "sqlite"
        ? `The release store ${location.file} could not be brought up to date. Check that no other program holds it, and that the disk is not full.`
        : "The PostgreSQL database of the releases could not be brought up to date. Check RELEASES_WRITE_URL, that the server runs, and that its role may create the schema.",
      { cause },
    );
  }
}

/** Makes the store or brings its schema up to date, and closes it again. Safe to call at every start, by several processes at once. */
export async function migrateReleases(location: StoreLocation): Promise<void> {
  const db = await openMigrated(location);
  await db.destroy();
}

/**
 * Lets an existing PostgreSQL role read the releases and nothing else: what the site's `RELEASES_READ_URL` should name. `url` is the
 * writer's, which owns the tables.
 */
export async function grantReader(url: string, role: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const name = client.escapeIdentifier(role);
    await client.query(`grant usage on schema ${schemaName} to ${name}`);
    await client.query(`grant select on all tables in schema ${schemaName} to ${name}`);
    await client.query(`alter default privileges in schema ${schemaName} grant select on tables to ${name}`);
  } finally {
    await client.end();
  }
}
