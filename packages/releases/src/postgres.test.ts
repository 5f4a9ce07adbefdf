/** What only a server can show: a role that may read and nothing else, an outage, a standby's answer. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import {
  editionRelease,
  eventRelease,
  helplineRelease,
  imageRelease,
  storyId,
  storyRelease,
} from "@bluehour/testing/release-factory";
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
    releases: [
      editionRelease(),
      storyRelease(1, { data: { image: "face" } }),
      storyRelease(2),
      helplineRelease("emergency"),
      eventRelease("noon", { data: { image: "square" } }),
      face.release,
      square.release,
    ],
    media: new Map([face, square].map(({ hash, bytes }) => [hash, bytes])),
  });
  return { ...made, url, store: writer };
}

const face = imageRelease("face");
const square = imageRelease("square");
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
  const found = async () => {
    const query = { edition: "2020", locale: "en", surface: "search", text: "story of", limit: 9 } as const;
    return (await open.search(query)).items.map(({ id }) => id);
  };
  assert.deepEqual(await found(), [storyId(1), storyId(2)]);
  await store.withdraw({ id: storyId(1), door: "dark" });
  assert.equal(await open.find({ ...page, kind: "story", id: storyId(1) }), undefined);
  assert.deepEqual(await found(), [storyId(2)]);

  const bare = new Client({ connectionString: site.url });
  await bare.connect();
  t.after(() => bare.end());
  await bare.query("set default_transaction_read_only = off");
  for (const statement of [
    "insert into releases.owner values ('x', 'folder')",
    "update releases.release set body = ''",
    "delete from releases.tombstone",
    "update releases.search set words = ''",
    "update releases.change set counter = 0",
    "create table releases.mine (a int)",
    "create schema mine",
    "select * from pg_authid",
  ]) {
    await assert.rejects(bare.query(statement), /permission denied/, statement);
  }
});

test("an outage: a place's picture is remembered while pictures are, and a story's is not", async (t) => {
  const { url, reader, clock, close } = await world();
  t.after(close);
  const open = await reader();
  const find = async (id: string) => (await open.find({ ...page, kind: "image", id }))?.id;
  assert.deepEqual([await find("square"), await find("face")], ["square", "face"]);
  await postgres.refuse(url);
  clock.advance(30_000);
  assert.equal((await open.confirm()).confirmed, true);
  assert.deepEqual([await find("square"), await find("face")], ["square", undefined]);
  clock.advance(30_000);
  assert.equal((await open.confirm()).confirmed, false);
  assert.equal(await find("face"), undefined);
  await assert.rejects(open.media(face.hash));
  await postgres.accept(url);
  clock.advance(30);
  assert.equal((await open.confirm()).confirmed, true);
  assert.deepEqual([await find("square"), await find("face")], ["square", "face"]);
});

test("a store of before pictures followed their stories learns who shows which", async (t) => {
  const { url, reader, writer, stops, close } = await world();
  t.after(close);
  const hand = new Client({ connectionString: url });
  await hand.connect();
  await hand.query("drop table releases.showing; delete from releases.migration where name = '0003-showing'");
  await hand.end();
  await writer();
  const pictures = async () => {
    const open = await reader();
    return [(await open.media(face.hash)) !== undefined, (await open.media(square.hash)) !== undefined];
  };
  assert.deepEqual(await pictures(), [true, true]);
  stops.add(storyId(1));
  assert.deepEqual(await pictures(), [false, true]);
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

/** Words of the form `secret-N` that stand in the database's files. */
async function secretsIn(url: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const { bytes } of await postgres.filesOf(url))
    for (const [word] of bytes.toString("latin1").matchAll(/secret-\d+/g)) found.add(word);
  return found;
}

/** Long and short, so that some stand in their row and some beside it. */
function secretStory(number: number) {
  const text = `secret-${number} `.repeat(number % 2 === 0 ? 4 : 400);
  return storyRelease(number, { title: `secret-${number}`, text });
}

/** Words that are stored compressed could not be found. */
async function storeUncompressed(url: string): Promise<void> {
  const hand = new Client({ connectionString: url });
  await hand.connect();
  await hand.query("alter table releases.release alter column body set storage external");
  await hand.end();
}

test("no byte of a withdrawn, removed or changed text remains in the database's files", async (t) => {
  const { url, store, reader, close } = await world();
  t.after(close);
  await storeUncompressed(url);
  await reader();
  const stories = Array.from({ length: 60 }, (_, index) => secretStory(100 + index));
  const publish = (releases: typeof stories) =>
    store.publish({
      edition: "2020",
      owner: "folder",
      releases: [editionRelease(), ...releases],
      media: new Map(),
    });
  await publish(stories);
  assert.equal((await secretsIn(url)).size, 60);
  for (const number of [100, 101, 131]) {
    const outcome = await store.withdraw({ id: storyId(number), door: "dark" });
    assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
    assert.equal((await secretsIn(url)).has(`secret-${number}`), false);
  }
  await publish([storyRelease(102, { title: "Changed", text: "Changed" }), ...stories.slice(10, 20)]);
  assert.deepEqual(
    [...(await secretsIn(url))].toSorted(),
    Array.from({ length: 10 }, (_, index) => `secret-${110 + index}`),
  );
});

test("no word of a withdrawn, removed or changed text remains in the search's index", async (t) => {
  const { url, store, clock, reader, writer, close } = await world();
  t.after(close);
  const hand = new Client({ connectionString: url });
  await hand.connect();
  t.after(() => hand.end());
  await storeUncompressed(url);
  await hand.query(`alter table releases.search alter column head set storage external,
    alter column words set storage external`);
  const text = (number: number) =>
    Array.from({ length: number % 2 === 0 ? 3 : 300 }, (_, index) => `kanary${number}x${index}q`).join(" ");
  const story = (number: number) =>
    storyRelease(number, { locales: ["en"], title: `kanary${number}q`, text: text(number) });
  const publish = (releases: ReturnType<typeof story>[]) =>
    store.publish({
      edition: "2020",
      owner: "folder",
      releases: [editionRelease(), ...releases],
      media: new Map(),
    });
  const remain = async () => {
    const numbers = new Set<number>();
    for (const { bytes } of await postgres.filesOf(url))
      for (const [, number] of bytes.toString("latin1").matchAll(/kanary(\d+)[xq]/g))
        numbers.add(Number(number));
    return [...numbers].toSorted((a, b) => a - b);
  };
  const open = await reader();
  const found = async (word: string) => {
    clock.advance(30);
    await open.confirm();
    const query = { edition: "2020", locale: "en", surface: "search", text: word, limit: 9 } as const;
    return (await open.search(query)).items.map(({ id }) => id);
  };
  await publish([100, 101, 102, 103, 104, 105].map(story));
  assert.deepEqual(await remain(), [100, 101, 102, 103, 104, 105]);
  for (const number of [100, 101]) {
    const outcome = await store.withdraw({ id: storyId(number), door: "dark" });
    assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
  }
  assert.deepEqual(await remain(), [102, 103, 104, 105]);
  await publish([storyRelease(102, { locales: ["en"], text: "Changed." }), story(103), story(104)]);
  assert.deepEqual(await remain(), [103, 104]);
  assert.deepEqual(
    [await found("kanary103x299q"), await found("changed"), await found("kanary105q")],
    [[storyId(103)], [storyId(102)], []],
  );
  // An older store, brought up to date.
  await hand.query(
    "drop table releases.search, releases.search_scope; delete from releases.migration where name = '0004-search'",
  );
  const second = await writer();
  assert.deepEqual(await found("kanary103x299q"), [storyId(103)]);
  await second.withdraw({ id: storyId(103), door: "dark" });
  assert.deepEqual([await found("kanary103x299q"), await remain()], [[], [104]]);
});

test("while somebody could still see the old state nothing counts as erased; repair() finishes it", async (t) => {
  const { url, store, close } = await world();
  t.after(close);
  await storeUncompressed(url);
  await store.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), secretStory(100), secretStory(101), secretStory(102)],
    media: new Map(),
  });
  const erasedOf = async (number: number) => {
    const outcome = await store.withdraw({ id: storyId(number), door: "dark" });
    return outcome.ok ? outcome.erasedAt : "";
  };
  const other = new Client({ connectionString: url });
  await other.connect();
  t.after(() => other.end());

  // A backup, or a forgotten session: it has a snapshot, and PostgreSQL keeps for it what it could see.
  await other.query("begin isolation level repeatable read");
  await other.query("select 1");
  assert.equal(await erasedOf(100), undefined);
  assert.equal((await secretsIn(url)).has("secret-100"), true);
  await other.query("commit");
  await store.repair();
  assert.notEqual(await erasedOf(100), undefined);
  assert.equal((await secretsIn(url)).has("secret-100"), false);

  // One that reads has a lock on the table, without which it cannot be rewritten.
  await store.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), secretStory(101), secretStory(102)],
    media: new Map(),
  });
  await other.query("begin");
  await other.query("select count(*) from releases.release");
  assert.equal(await erasedOf(101), undefined);
  await other.query("commit");
  const next = await store.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease()],
    media: new Map(),
  });
  assert.deepEqual(next.ok && next.removed, [storyId(102)]);
  assert.deepEqual([...(await secretsIn(url))], []);
  assert.notEqual(await erasedOf(101), undefined);
});

test("a withdrawal is in the log before it waits for whoever writes or erases", async (t) => {
  const { url, store, location, mediaFolder, tombstoneLog, clock, reader, close } = await world();
  t.after(close);
  const open = await reader();
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query("begin");
  // What every writer takes first.
  await other.query("select pg_advisory_xact_lock(258346)");
  const writer = await openReleaseWriter({
    location,
    mediaFolder,
    tombstoneLog,
    now: clock.now,
    repairFirst: false,
  });
  const [first, second] = [
    writer.withdraw({ id: storyId(1), door: "withdraw" }),
    store.withdraw({ id: storyId(2), door: "dark" }),
  ];
  try {
    await wait(300);
    assert.equal(readFileSync(tombstoneLog, "utf8").trim().split("\n").length, 2);
    clock.advance(30);
    await open.confirm();
    for (const number of [1, 2])
      assert.equal(await open.find({ ...page, kind: "story", id: storyId(number) }), undefined);
  } finally {
    await other.query("commit");
    await other.end();
  }
  for (const outcome of await Promise.all([first, second]))
    assert.equal(outcome.ok && !outcome.already && outcome.erasedAt !== undefined, true);
  await writer.close();
});

test("a publication that fails half-way leaves nothing", async (t) => {
  const { url, store, reader, clock, close } = await world();
  t.after(close);
  await storeUncompressed(url);
  const open = await reader();
  const before = await open.confirm();
  const hand = new Client({ connectionString: url });
  await hand.connect();
  // So many that some share a page with what is public, which is not cut off when the rest of the page is free.
  const many = Array.from({ length: 40 }, (_, index) => secretStory(100 + index));
  // The last write of a publication fails: everything before it must go with it.
  await hand.query("alter table releases.change add constraint broken check (counter < 0) not valid");
  await assert.rejects(store.publish({ edition: "2020", owner: "folder", releases: many, media: new Map() }));
  clock.advance(30);
  assert.deepEqual(await open.confirm(), before);
  assert.notEqual(await open.find({ ...page, kind: "story", id: storyId(1) }), undefined);
  assert.equal(await open.find({ ...page, kind: "story", id: storyId(100) }), undefined);
  // Nobody ever saw it, but its bytes were written.
  assert.equal((await secretsIn(url)).size, 40);
  await hand.query("alter table releases.change drop constraint broken");
  await hand.end();
  await store.repair();
  assert.equal((await secretsIn(url)).size, 0);
});
