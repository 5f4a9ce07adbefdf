/** What only a server can show: a role that may read and nothing else, an outage, a standby's answer. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { editionRelease, helplineRelease, storyId, storyRelease } from "@bluehour/testing/release-factory";
import { startPostgres } from "@bluehour/testing/postgres";
import { storeWorld } from "@bluehour/testing/store-world";
import { Client } from "pg";
import { grantReader, migrateReleases } from "./migrations.ts";
import { openReleaseReader } from "./read.ts";
import { openReleaseWriter } from "./write.ts";

const postgres = await startPostgres();
after(() => postgres.stop());

async function world() {
  const url = await postgres.createDatabase();
  const made = await storeWorld({
    database: "postgres",
    openReader: openReleaseReader,
    openWriter: openReleaseWriter,
    newLocation: async () => ({ database: "postgres", url }),
  });
  const writer = await made.writer();
  await writer.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), storyRelease(1), storyRelease(2), helplineRelease("emergency")],
    media: new Map(),
  });
  return { ...made, url, store: writer };
}

const page = { edition: "2020", surface: "page" } as const;

test("a role with SELECT on the schema reads, and the server refuses everything else", async (t) => {
  const { url, reader, store, close } = await world();
  t.after(close);
  const site = await postgres.createRole(url);
  const options = { location: { database: "postgres", url: site.url } } as const;
  await assert.rejects(reader(options), { name: "StoreUnavailable", message: /may read the schema/ });
  await grantReader(url, site.role);
  await migrateReleases({ database: "postgres", url });
  const open = await reader(options);
  assert.notEqual(await open.find({ ...page, kind: "story", id: storyId(1) }), undefined);
  await store.withdraw({ id: storyId(1), door: "dark" });
  assert.equal(await open.find({ ...page, kind: "story", id: storyId(1) }), undefined);

  const bare = new Client({ connectionString: site.url });
  await bare.connect();
  t.after(() => bare.end());
  await bare.query("set default_transaction_read_only = off");
  for (const statement of [
    "insert into releases.owner values ('x', 'folder')",
    "update releases.release set body = ''",
    "delete from releases.tombstone",
    "update releases.change set counter = 0",
    "create table releases.mine (a int)",
    "create schema mine",
    "select * from pg_authid",
  ]) {
    await assert.rejects(bare.query(statement), /permission denied/, statement);
  }
});

test("an outage: programme and help go on, stories until the lease is over, and back by itself", async (t) => {
  const { url, reader, clock, close } = await world();
  t.after(close);
  const open = await reader();
  const help = () =>
    open.list({ kind: "helpline", edition: "2020", locale: "en", surface: "list", limit: 20 });
  const story = () => open.find({ ...page, kind: "story", id: storyId(1) });
  assert.equal((await help()).items.length, 1);
  assert.equal((await open.editions()).length, 1);
  const before = await open.confirm();
  await postgres.refuse(url);
  clock.advance(30_000);
  assert.equal((await open.confirm()).confirmed, true);
  await assert.rejects(story());
  clock.advance(30_000);
  assert.equal((await open.confirm()).confirmed, false);
  assert.equal(await story(), undefined);
  assert.equal((await help()).items.length, 1);
  assert.equal((await open.editions()).length, 1);
  await postgres.accept(url);
  clock.advance(30);
  const back = await open.confirm();
  assert.equal(back.confirmed, true);
  assert.notEqual(back.epoch, before.epoch);
  assert.notEqual(await story(), undefined);
});

test("a publication that fails half-way leaves nothing", async (t) => {
  const { url, store, reader, clock, close } = await world();
  t.after(close);
  const open = await reader();
  const before = await open.confirm();
  const hand = new Client({ connectionString: url });
  await hand.connect();
  // The last write of a publication fails: everything before it must go with it.
  await hand.query("alter table releases.change add constraint broken check (counter < 0) not valid");
  await hand.end();
  await assert.rejects(
    store.publish({ edition: "2020", owner: "folder", releases: [storyRelease(3)], media: new Map() }),
  );
  clock.advance(30);
  assert.deepEqual(await open.confirm(), before);
  assert.notEqual(await open.find({ ...page, kind: "story", id: storyId(1) }), undefined);
  assert.equal(await open.find({ ...page, kind: "story", id: storyId(3) }), undefined);
});
