/** What only a file can show: bytes after a withdrawal, restored backups, and that a reader cannot write, attach or look elsewhere. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import {
  editionRelease,
  eventRelease,
  imageRelease,
  storyId,
  storyRelease,
} from "@bluehour/testing/release-factory";
import { storeWorld } from "@bluehour/testing/store-world";
import { temporaryFolder } from "@bluehour/testing/temporary-folder";
import { sql } from "kysely";
import { createEraser, truncateJournal } from "./erase.ts";
import { migrateReleases } from "./migrations.ts";
import { openReleaseReader } from "./read.ts";
import { openSqliteForReading, openSqliteForWriting } from "./sqlite.ts";
import { openReleaseWriter } from "./write.ts";

async function world(t: TestContext) {
  const made = await storeWorld({
    database: "sqlite",
    openReader: openReleaseReader,
    openWriter: openReleaseWriter,
    newLocation: async (folder) => ({ database: "sqlite", file: join(folder, "releases.db") }),
  });
  t.after(() => made.close());
  return { ...made, file: join(made.folder, "releases.db") };
}

function bytesUnder(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

test("no byte of a withdrawn text or picture remains, also with readers open", async (t) => {
  const { folder, writer, reader } = await world(t);
  const write = await writer();
  const secrets = new Map<number, string>();
  // Many sizes, so that pages split and merge and leave their stale copies.
  const stories = Array.from({ length: 400 }, (_, index) => {
    const secret = `secret-${index}-${(index * 7919) % 10_007}`;
    secrets.set(index, secret);
    return storyRelease(index, { title: secret, text: `${secret} `.repeat(1 + ((index * 37) % 120)) });
  });
  const picture = imageRelease("face");
  const media = new Map([[picture.hash, picture.bytes]]);
  const publish = (releases: typeof stories) =>
    write.publish({
      edition: "2020",
      owner: "folder",
      releases: [editionRelease(), ...releases, picture.release],
      media,
    });
  await publish(stories.slice(0, 200));
  await publish(stories.filter((_, index) => index % 3 !== 0));
  await publish(stories.filter((_, index) => index % 2 === 0));
  const open = await reader();
  for (const index of [0, 2, 4, 98, 100, 102, 398]) {
    const outcome = await write.withdraw({ id: storyId(index), door: "dark" });
    assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
  }
  await write.withdraw({ id: "face", door: "dark" });
  await open.confirm();

  const gone = [0, 2, 4, 98, 100, 102, 398, ...Array.from({ length: 200 }, (_, index) => index * 2 + 1)];
  const needles = [...gone.map((index) => `${secrets.get(index)} `), "picture face"];
  for (const { path, bytes } of bytesUnder(folder)) {
    for (const needle of needles) assert.equal(bytes.includes(needle), false, `${needle} in ${path}`);
  }
  assert.equal(readFileSync(join(folder, "releases.db")).includes(`${secrets.get(6)} `), true);
});

test("no word of a withdrawn or removed text remains in the search's index, and a reader goes on searching", async (t) => {
  const { folder, writer, reader, clock } = await world(t);
  const write = await writer();
  // Hundreds of words that begin alike, so that many part one page of the index from the next.
  const wordsOf = (number: number) =>
    Array.from({ length: 40 }, (_, index) => `kanary${(number * 7919 + index * 613) % 100_003}q`);
  const stories = Array.from({ length: 500 }, (_, number) =>
    storyRelease(number, { locales: ["en"], text: wordsOf(number).join(" ") }),
  );
  const publish = (releases: typeof stories) =>
    write.publish({
      edition: "2020",
      owner: "folder",
      releases: [editionRelease(), ...releases],
      media: new Map(),
    });
  await publish(stories);
  const open = await reader();
  const found = async (text: string) => {
    clock.advance(30);
    await open.confirm();
    const { items } = await open.search({ edition: "2020", locale: "en", surface: "search", text, limit: 9 });
    return items.map(({ id }) => id);
  };
  const remains = (numbers: readonly number[]) => {
    const standing = new Set(
      bytesUnder(folder).flatMap(({ bytes }) => bytes.toString("latin1").match(/kanary\d+q/g) ?? []),
    );
    return numbers.flatMap(wordsOf).filter((word) => standing.has(word));
  };
  assert.deepEqual(await found(wordsOf(30)[5] ?? ""), [storyId(30)]);
  assert.deepEqual(remains([30, 31]).length, 80);
  const doomed = [30, 31, 77, 78, 250, 499];
  for (const number of doomed) {
    const outcome = await write.withdraw({ id: storyId(number), door: "dark" });
    assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
    assert.deepEqual(await found(wordsOf(number)[5] ?? ""), []);
  }
  assert.deepEqual(remains(doomed), []);
  assert.deepEqual(await found(wordsOf(32)[5] ?? ""), [storyId(32)]);
  // Removed in great numbers, and changed.
  const gone = stories.map((_, number) => number).filter((number) => number % 5 !== 1);
  await publish(stories.filter((_, number) => number % 5 === 1 && !doomed.includes(number)));
  assert.deepEqual(remains(gone), []);
  assert.deepEqual(await found(wordsOf(36)[5] ?? ""), [storyId(36)]);
  await publish([storyRelease(36, { locales: ["en"], text: "Changed." })]);
  assert.deepEqual(remains([36, 41]), []);
  assert.deepEqual(await found("changed"), [storyId(36)]);
});

test("a store of before the search is filled, and its words go like any others", async (t) => {
  const { file, writer, reader } = await world(t);
  const first = await writer();
  await first.publish({
    edition: "2020",
    owner: "folder",
    releases: [
      editionRelease(),
      ...Array.from({ length: 250 }, (_, number) =>
        storyRelease(number, { text: `lantern kanary${number}q` }),
      ),
      eventRelease("noon"),
    ],
    media: new Map(),
  });
  const older = new DatabaseSync(file);
  older.exec("drop table search; drop table search_scope; delete from migration where name = '0004-search'");
  older.close();
  const second = await writer();
  const open = await reader();
  const found = async (text: string, locale = "en") => {
    await open.confirm();
    return (await open.search({ edition: "2020", locale, surface: "search", text, limit: 100 })).items;
  };
  assert.equal((await found("lantern")).length, 100);
  assert.deepEqual(
    (await found("kanary249q", "fr")).map(({ id }) => id),
    [storyId(249)],
  );
  assert.deepEqual(
    (await found("square")).map(({ id }) => id),
    ["noon"],
  );
  await second.withdraw({ id: storyId(249), door: "dark" });
  assert.deepEqual(await found("kanary249q"), []);
  assert.equal(readFileSync(file).includes("kanary249q"), false);
  assert.equal(readFileSync(file).includes("kanary248q"), true);
});

test("overwriting what is deleted is not enough: the file is rewritten", async (t) => {
  using folder = temporaryFolder();
  const file = join(folder.path, "releases.db");
  await migrateReleases({ database: "sqlite", file });
  const db = await openSqliteForWriting(file);
  t.after(() => db.destroy());
  // The same history each time: rows of many sizes come and go between each other, so that pages split and merge.
  let seed = 1;
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const alive: string[] = [];
  const dead: string[] = [];
  await db.transaction().execute(async (trx) => {
    for (let number = 0; number < 6000; number += 1) {
      const id = `m${number}x${draw(1e9)}`;
      const row = { edition: "2020", kind: "story", id, position: number, digest: "" };
      const body = `${id} `.repeat(4 + draw(number % 2 === 0 ? 40 : 400));
      await trx
        .insertInto("release")
        .values({ ...row, body, not_before: null, not_after: null, stop_hash: null })
        .execute();
      alive.push(id);
      if (draw(100) < 45) {
        const [gone] = alive.splice(draw(alive.length), 1);
        await trx
          .deleteFrom("release")
          .where("id", "=", gone ?? "")
          .execute();
        dead.push(gone ?? "");
      }
    }
  });
  const remains = () => {
    const found = new Set(readFileSync(file, "latin1").match(/m\d+x\d+/g));
    return dead.filter((id) => found.has(id)).length;
  };
  assert.equal(await truncateJournal(db), true);
  // Were this 0, SQLite would have learnt to clear what it moves, and rewriting could be given up.
  assert.equal(remains() > 0, true);
  const eraser = createEraser(db, { database: "sqlite", file });
  t.after(() => eraser.close());
  assert.equal(await eraser.erase([]), true);
  assert.equal(remains(), 0);
});

test("what a publication took away is erased by repair() when the publication could not", async (t) => {
  const { file, mediaFolder, writer } = await world(t);
  const write = await writer();
  const publish = (...numbers: number[]) =>
    write.publish({
      edition: "2020",
      owner: "folder",
      releases: [editionRelease(), ...numbers.map((number) => storyRelease(number))],
      media: new Map(),
    });
  await publish(1, 2);
  // A stale copy, such as a page keeps that was split; the test above shows that they come about.
  const bare = new DatabaseSync(file);
  bare.exec(`pragma secure_delete = off;
    insert into release select edition, kind, 'stale', 9, null, null, null, '', 'a stale copy' from release limit 1;
    delete from release where id = 'stale';
    pragma wal_checkpoint(truncate)`);
  const isStale = () => readFileSync(file).includes("a stale copy");
  await write.repair();
  assert.equal(isStale(), true, "Were it gone already, this would prove nothing.");
  // The media folder cannot be cleaned, which is after the commit and before the erasure, as a death can be.
  writeFileSync(mediaFolder, "not a folder");
  await assert.rejects(publish(1), { code: "ENOTDIR" });
  rmSync(mediaFolder);
  bare.exec("pragma wal_checkpoint(truncate)");
  bare.close();
  assert.equal(isStale(), true);
  assert.deepEqual(await write.repair(), { replayed: 0, erased: 0, mediaRemoved: 0 });
  assert.equal(isStale(), false);
});

test("a withdrawal is in the log before it waits for whoever writes or erases", async (t) => {
  const { file, location, mediaFolder, tombstoneLog, clock, writer, reader } = await world(t);
  const write = await writer();
  await write.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), storyRelease(1), storyRelease(2)],
    media: new Map(),
  });
  const open = await reader();
  const other = new DatabaseSync(file);
  other.exec("begin immediate");
  const second = await openReleaseWriter({
    location,
    mediaFolder,
    tombstoneLog,
    now: clock.now,
    repairFirst: false,
  });
  const outcomes = [
    second.withdraw({ id: storyId(1), door: "withdraw" }),
    write.withdraw({ id: storyId(2), door: "dark" }),
  ];
  try {
    await wait(200);
    assert.equal(readFileSync(tombstoneLog, "utf8").trim().split("\n").length, 2);
    clock.advance(30);
    await open.confirm();
    for (const number of [1, 2]) {
      const story = { kind: "story", edition: "2020", id: storyId(number), surface: "page" } as const;
      assert.equal(await open.find(story), undefined);
    }
  } finally {
    other.exec("rollback");
    other.close();
  }
  for (const outcome of await Promise.all(outcomes))
    assert.equal(outcome.ok && !outcome.already && outcome.erasedAt !== undefined, true);
  await second.close();
});

test("erasing does not hold up the process that asked for it", async (t) => {
  const { tombstoneLog, writer } = await world(t);
  const write = await writer();
  const stories = Array.from({ length: 1500 }, (_, index) =>
    storyRelease(index, { text: `word-${index} `.repeat(3000) }),
  );
  await write.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), ...stories],
    media: new Map(),
  });
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 1);
  const began = performance.now();
  const first = write.withdraw({ id: storyId(1), door: "dark" });
  await wait(50);
  const rest = [2, 3, 4].map((number) => write.withdraw({ id: storyId(number), door: "dark" }));
  await wait(30);
  const logged = readFileSync(tombstoneLog, "utf8").trim().split("\n").length;
  const outcomes = await Promise.all([first, ...rest]);
  clearInterval(beat);
  const took = performance.now() - began;
  t.diagnostic(`erased after ${Math.round(took)} ms, longest pause ${Math.round(longest)} ms`);
  assert.equal(logged, 4);
  for (const outcome of outcomes) assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
  assert.equal(longest < took / 2, true);
});

test("a restored backup is dark by the log, before and after repair", async (t) => {
  const { file, folder, writer, reader, clock } = await world(t);
  const first = await writer();
  await first.publish({
    edition: "2020",
    owner: "folder",
    releases: [editionRelease(), storyRelease(1), storyRelease(2)],
    media: new Map(),
  });
  const open = await reader();
  const story = (number: number) =>
    open.find({ kind: "story", edition: "2020", id: storyId(number), surface: "page" });
  const backup = join(folder, "backup.db");
  const copy = new DatabaseSync(file);
  copy.exec(`vacuum into '${backup}'`);
  copy.close();
  await first.withdraw({ id: storyId(1), door: "withdraw" });
  clock.advance(30);
  const before = await open.confirm();
  await first.close();

  // As an operator would: the file and its journal away, the old one in its place, while the site still runs.
  for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true });
  copyFileSync(backup, join(folder, "restored.db"));
  renameSync(join(folder, "restored.db"), file);
  const prepared = new DatabaseSync(file);
  prepared.exec("pragma journal_mode = wal");
  t.after(() => prepared.close());
  clock.advance(30);
  assert.notEqual((await open.confirm()).epoch, before.epoch);
  assert.equal(await story(1), undefined);
  assert.notEqual(await story(2), undefined);
  const late = await reader();
  assert.equal(
    await late.find({ kind: "story", edition: "2020", id: storyId(1), surface: "page" }),
    undefined,
  );

  const second = await writer();
  assert.deepEqual(
    (await second.published("2020")).map(({ id }) => id),
    ["2020", storyId(2)],
  );
  assert.equal(readFileSync(file).includes(`The story of ${storyId(1)}`), false);
});

test("a store that is gone is an outage: unconfirmed after 60 s, and confirmed when it is back", async (t) => {
  const { file, writer, reader, clock } = await world(t);
  const write = await writer();
  await write.publish({
    edition: "2020",
    owner: "folder",
    releases: [storyRelease(1), eventRelease("noon")],
    media: new Map(),
  });
  const open = await reader();
  renameSync(file, `${file}.away`);
  clock.advance(59_000);
  assert.equal((await open.confirm()).confirmed, true);
  clock.advance(1000);
  assert.equal((await open.confirm()).confirmed, false);
  assert.notEqual(
    await open.find({ kind: "event", edition: "2020", id: "noon", surface: "page" }),
    undefined,
  );
  assert.equal(
    await open.find({ kind: "story", edition: "2020", id: storyId(1), surface: "page" }),
    undefined,
  );
  renameSync(`${file}.away`, file);
  assert.equal((await open.confirm()).confirmed, true);
});

test("a store of before pictures followed their stories learns who shows which", async (t) => {
  const { file, writer, reader, stops } = await world(t);
  const face = imageRelease("face");
  const first = await writer();
  await first.publish({
    edition: "2020",
    owner: "folder",
    releases: [face.release, storyRelease(1, { data: { image: "face" } }), storyRelease(2)],
    media: new Map([[face.hash, face.bytes]]),
  });
  const older = new DatabaseSync(file);
  older.exec("drop table showing; delete from migration where name = '0003-showing'");
  older.close();
  await writer();
  const open = await reader();
  assert.notEqual(await open.media(face.hash), undefined);
  stops.add(storyId(1));
  assert.equal(await (await reader()).media(face.hash), undefined);
});

test("a missing, foreign or unmigrated file is one sentence", async (t) => {
  using folder = temporaryFolder();
  const { reader } = await world(t);
  const missing = { location: { database: "sqlite", file: join(folder.path, "none.db") } } as const;
  await assert.rejects(reader(missing), {
    name: "StoreUnavailable",
    message: /There is no release store at/,
  });
  new DatabaseSync(join(folder.path, "empty.db")).close();
  const empty = { location: { database: "sqlite", file: join(folder.path, "empty.db") } } as const;
  await assert.rejects(reader(empty), { name: "StoreUnavailable", message: /cannot be read/ });
});

test("the database itself refuses a reader that writes, attaches or asks for more", async (t) => {
  const { file, folder, writer } = await world(t);
  await (
    await writer()
  ).publish({ edition: "2020", owner: "folder", releases: [eventRelease("noon")], media: new Map() });
  const { db } = openSqliteForReading(file);
  t.after(() => db.destroy());
  const refused = [
    sql`insert into owner values ('x', 'folder')`,
    sql`update release set body = ''`,
    sql`delete from release`,
    sql`drop table release`,
    sql`create table mine (a)`,
    sql`attach database ${join(folder, "other.db")} as other`,
    sql`vacuum`,
    sql`pragma writable_schema = on`,
    sql`pragma journal_mode = delete`,
    sql`begin immediate`,
  ];
  for (const statement of refused) {
    await assert.rejects(
      statement.execute(db),
      /not authorized|authorization denied|readonly/,
      JSON.stringify(statement.toOperationNode()),
    );
  }
  assert.equal((await db.selectFrom("release").select("id").execute()).length, 1);
  // The handle is read-only too, not only guarded.
  const bare = new DatabaseSync(file, { readOnly: true });
  assert.throws(() => bare.exec("delete from release"), /readonly/);
  bare.close();
});

test("another user reads a store that it cannot write, while a writer holds it, and no private folder", async (t) => {
  const { file, folder, writer, mediaFolder } = await world(t);
  const write = await writer();
  await write.publish({ edition: "2020", owner: "folder", releases: [storyRelease(1)], media: new Map() });
  const hidden = join(folder, "keys");
  mkdirSync(hidden);
  new DatabaseSync(join(hidden, "private.db")).close();
  const isRoot = process.getuid?.() === 0;
  // Root gives itself up below; anybody else can only take their own rights away.
  chmodSync(hidden, isRoot ? 0o700 : 0o000);
  chmodSync(folder, isRoot ? 0o755 : 0o555);

  const script = `
    import { openReleaseReader } from ${JSON.stringify(new URL("read.ts", import.meta.url).href)};
    import { DatabaseSync } from "node:sqlite";
    import { writeFileSync } from "node:fs";
    // Only after the imports: the repository itself may stand where the other user cannot read it.
    if (process.getuid() === 0) { process.setgroups([]); process.setgid(65534); process.setuid(65534); }
    const reader = await openReleaseReader({
      location: { database: "sqlite", file: ${JSON.stringify(file)} },
      mediaFolder: ${JSON.stringify(mediaFolder)},
      stops: async () => ({ version: 1, ids: new Set() }),
      now: () => new Date(${JSON.stringify("2020-07-30T12:00:00Z")}),
      monotonic: () => performance.now(),
    });
    const attempt = (work) => { try { work(); return "done"; } catch (error) { return error.code; } };
    const { confirmed } = await reader.confirm();
    const story = await reader.find({ kind: "story", edition: "2020", id: ${JSON.stringify(storyId(1))}, surface: "page" });
    console.log(JSON.stringify({
      confirmed,
      id: story?.id,
      hidden: attempt(() => new DatabaseSync(${JSON.stringify(join(hidden, "private.db"))}, { readOnly: true })),
      write: attempt(() => writeFileSync(${JSON.stringify(join(folder, "mine"))}, "x")),
      update: ${isRoot} ? attempt(() => new DatabaseSync(${JSON.stringify(file)}).exec("delete from release")) : "ERR_SQLITE_ERROR",
    }));
    await reader.close();`;
  const child = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
    cwd: import.meta.dirname,
  });
  chmodSync(folder, 0o755);
  chmodSync(hidden, 0o700);
  assert.equal(child.stderr, "");
  assert.deepEqual(JSON.parse(child.stdout), {
    confirmed: true,
    id: storyId(1),
    hidden: "ERR_SQLITE_ERROR",
    write: "EACCES",
    update: "ERR_SQLITE_ERROR",
  });
});
