/**
 * Faults, PostgreSQL: the same proof as over SQLite; besides, the server sometimes ends the writer's connections in the middle of what it
 * does. `FAULTS_SEED` repeats a run, `FAULTS_ACTIONS` makes it longer.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { migrateReleases } from "@bluehour/releases/migrations";
import { startPostgres } from "@bluehour/testing/postgres";
import type { TestPostgres } from "@bluehour/testing/postgres";
import { Client } from "pg";
import { actionsOfRun, chanceOf, seedOfRun } from "./faults/chance.ts";
import { fastFolder } from "./faults/fast-folder.ts";
import { assertProvesEnough, prove, workerName } from "./faults/proof.ts";
import type { Store } from "./faults/proof.ts";
import { wordPattern } from "./faults/world.ts";

async function storeIn(folder: string, url: string, client: Client, server: TestPostgres): Promise<Store> {
  const publicFolder = join(folder, "public");
  mkdirSync(publicFolder);
  const tables = async () => {
    const found = await client.query<{ name: string }>(
      "select relname as name from pg_class where relnamespace = 'releases'::regnamespace and relkind = 'r'",
    );
    return found.rows.map(({ name }) => `releases.${client.escapeIdentifier(name)}`);
  };
  return {
    releases: { database: "postgres", url },
    inbox: { database: "postgres", url },
    publicFolder,
    mediaFolder: join(publicFolder, "media"),
    tombstoneLog: join(folder, "tombstones.log"),
    async storedWords() {
      const found = new Map<string, string>();
      for (const table of await tables()) {
        const content = await client.query<{ line: string }>(`select t::text as line from ${table} t`);
        for (const { line } of content.rows)
          for (const [word] of line.matchAll(wordPattern)) found.set(word, table);
      }
      for (const { path, bytes } of await server.filesOf(url))
        for (const [word] of bytes.toString("latin1").matchAll(wordPattern)) found.set(word, path);
      return found;
    },
    async backUp() {
      const dump = new Map<string, Record<string, unknown>[]>();
      for (const table of await tables())
        dump.set(table, (await client.query(`select * from ${table}`)).rows);
      return async () => {
        await client.query("begin");
        for (const [table, content] of dump) {
          await client.query(`truncate ${table}`);
          await client.query(
            `insert into ${table} select * from json_populate_recordset(null::${table}, $1)`,
            [JSON.stringify(content)],
          );
        }
        await client.query("commit");
      };
    },
    async disturb() {
      await client.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
        [workerName],
      );
    },
  };
}

/** With those over SQLite a thousand. */
const usualActions = 200;

test("faults: PostgreSQL", async (t) => {
  const seed = seedOfRun();
  const chance = chanceOf(seed);
  using folder = fastFolder();
  const server = await startPostgres();
  const url = await server.createDatabase();
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await migrateReleases({ database: "postgres", url });
    // In the server's files, words that are stored compressed could not be found.
    await client.query("alter table releases.release alter column body set storage external");
    const store = await storeIn(folder.path, url, client, server);
    const tally = await prove({ seed, chance, store, actions: actionsOfRun(usualActions) });
    t.diagnostic(`seed ${seed}: ${JSON.stringify(tally)}`);
    assertProvesEnough(tally, actionsOfRun(usualActions));
  } catch (error) {
    t.diagnostic(`Repeat with FAULTS_SEED=${seed}`);
    throw error;
  } finally {
    await client.end();
    await server.stop();
  }
});
