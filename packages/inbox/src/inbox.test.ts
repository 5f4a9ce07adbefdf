/** Stops in both databases: durable, idempotent, seen by every process at once, and all that the site may know of the inbox. */
import assert from "node:assert/strict";
import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { fixedClock } from "@bluehour/testing/clock";
import { startPostgres } from "@bluehour/testing/postgres";
import { storyId } from "@bluehour/testing/release-factory";
import { temporaryFolder } from "@bluehour/testing/temporary-folder";
import { Client } from "pg";
import { openInboxAppender } from "./append.ts";
import type { StoreLocation } from "./location.ts";
import { grantAppender, migrateInbox } from "./migrations.ts";
import { openInboxReader } from "./read.ts";

const server = await startPostgres();
after(() => server.stop());

const newLocation = {
  sqlite: async (folder: string): Promise<StoreLocation> => ({
    database: "sqlite",
    file: join(folder, "inbox", "inbox.db"),
  }),
  postgres: async (): Promise<StoreLocation> => ({
    database: "postgres",
    url: await server.createDatabase(),
  }),
};

for (const database of ["sqlite", "postgres"] as const) {
  async function inbox(t: TestContext) {
    const folder = temporaryFolder();
    const location = await newLocation[database](folder.path);
    await migrateInbox(location);
    const clock = fixedClock();
    const opened: { close(): Promise<void> }[] = [];
    t.after(async () => {
      for (const one of opened) await one.close();
      folder.remove();
    });
    const keep = <T extends { close(): Promise<void> }>(one: T): T => {
      opened.push(one);
      return one;
    };
    return {
      location,
      clock,
      appender: async () => keep(await openInboxAppender({ location, now: clock.now })),
      reader: async () => keep(await openInboxReader({ location })),
    };
  }

  describe(`inbox in ${database}`, () => {
    test("a stop is appended once, and every process knows it at its next question", async (t) => {
      const { appender, reader, clock } = await inbox(t);
      const one = await appender();
      const two = await appender();
      const studio = await reader();
      const none = await two.stops();
      assert.equal(none.ids.size, 0);
      await one.appendStop(storyId(1));
      clock.advance(1000);
      await two.appendStop(storyId(1));
      await two.appendStop(storyId(2));
      for (const { ids, version } of [await one.stops(), await two.stops(), await studio.stopsInForce()]) {
        assert.deepEqual(ids, new Set([storyId(1), storyId(2)]));
        assert.equal(typeof version, "number");
      }
      assert.notEqual((await two.stops()).version, none.version);
      assert.equal(await two.stops(), await two.stops());
      assert.equal(none.ids.size, 0);
      assert.deepEqual(await studio.stops(), [
        { id: storyId(1), at: "2020-07-30T12:00:00.000Z" },
        { id: storyId(2), at: "2020-07-30T12:00:01.000Z" },
      ]);
    });

    test("many stops at once from several processes: none is lost", async (t) => {
      const { appender, reader } = await inbox(t);
      const appenders = await Promise.all([appender(), appender(), appender()]);
      const numbers = Array.from({ length: 30 }, (_, index) => index);
      await Promise.all(numbers.map((number) => appenders[number % 3]?.appendStop(storyId(number % 20))));
      assert.deepEqual(
        new Set((await (await reader()).stops()).map(({ id }) => id)),
        new Set(numbers.slice(0, 20).map(storyId)),
      );
      for (const one of appenders) assert.equal((await one.stops()).ids.size, 20);
    });

    test("takes no other word than a story's id", async (t) => {
      const { appender } = await inbox(t);
      const one = await appender();
      for (const id of ["", "noon", "../x", `${storyId(1)} `, "x'; drop table stop; --"]) {
        await assert.rejects(one.appendStop(id));
      }
      assert.equal((await one.stops()).ids.size, 0);
    });

    test("may be migrated by several processes at once, and again", async (t) => {
      const { location, appender } = await inbox(t);
      await (await appender()).appendStop(storyId(1));
      await Promise.all([1, 2, 3].map(() => migrateInbox(location)));
      assert.equal((await (await appender()).stops()).ids.size, 1);
    });
  });
}

test("an inbox that nobody made is one sentence, and is not made by opening it", async () => {
  using folder = temporaryFolder();
  const location = { database: "sqlite", file: join(folder.path, "inbox.db") } as const;
  const now = fixedClock().now;
  await assert.rejects(openInboxAppender({ location, now }), {
    name: "InboxUnavailable",
    message: /cannot be opened/,
  });
  await assert.rejects(openInboxReader({ location }), { name: "InboxUnavailable" });
  assert.equal(existsSync(location.file), false);
  const empty = { database: "postgres", url: await server.createDatabase() } as const;
  await assert.rejects(openInboxAppender({ location: empty, now }), {
    name: "InboxUnavailable",
    message: /INBOX_URL/,
  });
});

test("a restored file is noticed: stops go where readers look", async (t) => {
  using folder = temporaryFolder();
  const file = join(folder.path, "inbox.db");
  const location = { database: "sqlite", file } as const;
  await migrateInbox(location);
  const site = await openInboxAppender({ location, now: fixedClock().now });
  t.after(() => site.close());
  await site.appendStop(storyId(1));
  const backup = join(folder.path, "backup.db");
  const copy = new DatabaseSync(file);
  copy.exec(`vacuum into '${backup}'`);
  copy.close();
  await site.appendStop(storyId(2));
  const before = await site.stops();
  for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
  copyFileSync(backup, `${file}.new`);
  renameSync(`${file}.new`, file);
  await site.appendStop(storyId(3));
  const studio = await openInboxReader({ location });
  t.after(() => studio.close());
  assert.deepEqual(
    (await studio.stops()).map(({ id }) => id),
    [storyId(1), storyId(3)],
  );
  const now = await site.stops();
  assert.deepEqual(now.ids, new Set([storyId(1), storyId(3)]));
  assert.notEqual(now.version, before.version);
});

test("the site's role appends and learns ids; the server refuses it everything else", async (t) => {
  const url = await server.createDatabase();
  await migrateInbox({ database: "postgres", url });
  const role = await server.createRole(url);
  await grantAppender(url, role.role);
  const site = await openInboxAppender({
    location: { database: "postgres", url: role.url },
    now: fixedClock().now,
  });
  t.after(() => site.close());
  await site.appendStop(storyId(1));
  assert.deepEqual((await site.stops()).ids, new Set([storyId(1)]));
  const bare = new Client({ connectionString: role.url });
  await bare.connect();
  t.after(() => bare.end());
  for (const statement of [
    "select at from inbox.stop",
    "delete from inbox.stop",
    "update inbox.stop set at = ''",
  ]) {
    await assert.rejects(bare.query(statement), /permission denied/, statement);
  }
});
