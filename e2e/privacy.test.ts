/**
 * Canaries. Unique words stand in every private field of a bundle; then everything that the site serves and says, and every byte of the
 * public data folder, is searched for them, before and after withdrawal through three doors. At the end a leak is planted, to see that
 * the search finds one.
 */
import "@bluehour/site/tsx-hook";
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openReleaseReader } from "@bluehour/releases/read";
import { crawl } from "./privacy/crawl.ts";
import type { Answer } from "./privacy/crawl.ts";
import { hitsIn } from "./privacy/hits.ts";
import type { Hit } from "./privacy/hits.ts";
import { plantBundle, removeTelling, sealReviews } from "./privacy/plant.ts";
import type { Doomed, Planted, Portrait } from "./privacy/plant.ts";
import { bluehour, startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { withoutHeldScripts } from "../apps/site/src/held-scripts.ts";
import { root } from "../tools/sources.ts";

// The views load through the hook above, which has to be there first.
const { createApp } = await import("@bluehour/site/app");

let folder: string;
let planted: Planted;
let day: RunningDay;
let codes: string[];

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-privacy-"));
  planted = await plantBundle(join(root, "campaigns/belgium-2020"), join(folder, "bundle"), new Date());
  day = await startDay({ data: join(folder, "data"), bundle: planted.folder });
  const placements = await bluehour(["placements", "--json"], { data: day.data });
  codes = (JSON.parse(placements.out) as { code: string }[]).map(({ code }) => code);
});

after(async () => {
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

function known(): string[] {
  const doomed = Object.values(planted.doomed);
  const ids = doomed.map(({ id }) => id);
  return [
    ...doomed.map(({ portrait }) => portrait.path),
    ...codes.flatMap((code) => [`/s/${code}`, `/S/${code}`]),
    ...ids.flatMap((id) => ["fr", "nl", "en", "de"].map((locale) => `/2020/${locale}/stories/${id}`)),
    // Every word that was planted begins so; the whole word is typed in `foundBy`, since a page shows what was typed.
    ...["fr", "nl", "en", "de"].map((locale) => `/2020/${locale}/search?q=zqx`),
  ];
}

/** In how many languages a search for each of these words leads to the story, word by word. */
async function foundBy(words: readonly string[], { id }: Doomed): Promise<number[]> {
  const counts: number[] = [];
  for (const word of words) {
    let count = 0;
    for (const locale of ["fr", "nl", "en", "de"]) {
      const answer = await fetch(`${day.origin}/2020/${locale}/search?q=${word}`);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("cache-control"), "no-cache");
      const page = await answer.text();
      if (page.includes(`/stories/${id}`)) count += 1;
      else assert.doesNotMatch(page, /<ul class="rows read">/, `${word} finds something else`);
      const others = [...planted.secret, ...Object.values(planted.doomed).flatMap((story) => story.words)];
      const shown = hitsIn(Buffer.from(page), "search", others).map((hit) => hit.word);
      if (count === 0) assert.deepEqual(shown, [word], "only what was typed is shown back");
    }
    counts.push(count);
  }
  return counts;
}

function hitsInAnswers(answers: readonly Answer[], words: readonly string[]): Hit[] {
  return answers.flatMap((answer) => [
    ...hitsIn(answer.body, answer.address, words),
    ...hitsIn(Buffer.from(answer.headers), `${answer.address} (headers)`, words),
  ]);
}

async function hitsAtRest(words: readonly string[]): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (const entry of await readdir(day.data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    hits.push(...hitsIn(await readFile(path), path, words), ...hitsIn(Buffer.from(path), path, words));
  }
  return hits;
}

/** Files of the data folder that hold bytes of the picture, or are named after it. */
async function filesWith({ hash, needle }: Portrait): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(day.data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (path.includes(hash) || bytes.includes(hash) || bytes.includes(needle)) found.push(path);
  }
  return found;
}

const pictureOf = async ({ portrait }: Doomed) => (await fetch(day.origin + portrait.path)).status;

/** The site on the same data, in this process, at a moment of our own. */
async function siteAt(moment: Date) {
  const reader = await openReleaseReader({
    location: { database: "sqlite", file: join(day.data, "public/releases.db") },
    mediaFolder: join(day.data, "public/media"),
    tombstoneLog: join(day.data, "tombstones.log"),
    stops: async () => ({ version: 1, ids: new Set() }),
    now: () => moment,
    monotonic: () => performance.now(),
  });
  const origin = "https://day.example";
  const app = createApp({
    reader,
    stop: async () => undefined,
    origin,
    mode: "demo",
    now: () => moment,
    monotonic: () => performance.now(),
    pause: async () => undefined,
    report: (error: unknown) => {
      throw error;
    },
  });
  const get = async (path: string) => await app.request(origin + path);
  return { get, close: () => reader.close() };
}

const hitsInLog = (words: readonly string[]) =>
  hitsIn(Buffer.from(day.log()), "what the processes said", words);

test("the crawler reaches the stories, placements and pictures it is meant to judge", async () => {
  const answers = await crawl(day.origin, known());
  const doomed: Doomed[] = Object.values(planted.doomed);
  for (const { words } of doomed) {
    assert.equal(
      new Set(hitsInAnswers(answers, words).map(({ word }) => word)).size,
      words.length,
      "a consented text is public",
    );
  }
  assert.ok(
    answers.some(({ type, status }) => type.startsWith("image/") && status === 200),
    "a picture was served",
  );
  for (const story of doomed) {
    assert.equal(await pictureOf(story), 200);
    const files = await filesWith(story.portrait);
    assert.ok(
      files.some((file) => file.endsWith(`/media/${story.portrait.hash}`)),
      "the picture is found in its bytes",
    );
  }
  assert.ok(answers.filter(({ status }) => status === 200).length > 100, "many pages were read");
  assert.equal(answers.filter(({ status }) => status >= 500).length, 0, "nothing broke");
});

test("a search finds a consented text in its own languages, and nothing private in any", async () => {
  for (const story of Object.values(planted.doomed)) {
    const counts = await foundBy(story.words, story);
    // Title, note and three words of the text, in three languages, each in its own; a picture's words are not searched.
    assert.equal(counts.filter((count) => count === 1).length, 15);
    assert.equal(counts.filter((count) => count === 0).length, story.words.length - 15);
  }
  const hidden = [...planted.secret, ...planted.unserved.map((word) => encodeURIComponent(word))];
  for (const story of [planted.doomed.stop])
    assert.deepEqual(
      (await foundBy(hidden.slice(0, 60), story)).filter((count) => count > 0),
      [],
    );
});

test("nothing private is served, said or stored in the public half", async () => {
  const answers = await crawl(day.origin, known());
  assert.deepEqual(hitsInAnswers(answers, [...planted.secret, ...planted.unserved]), []);
  assert.deepEqual(await hitsAtRest(planted.secret), []);
  assert.deepEqual(
    hitsInLog([...planted.unserved, ...Object.values(planted.doomed).map(({ id }) => id)]),
    [],
  );
});

/** Where somebody reads or stops a story, no script is asked for; elsewhere only files of our own, named by their content. */
const asksForNone = /\/(?:stories|s|S|stop|help)(?:\/|$)|^\/[^/]+\/[^/]+$/;
const ownScript = /<script src="\/assets\/[a-z]+\.[0-9a-f]{16}\.js" defer(?:="")?><\/script>/g;

test("no answer sets a cookie or names another site's resource; a script is ours, and beside a story nothing is asked for", async () => {
  for (const { address, headers, body, type, status } of await crawl(day.origin, known())) {
    assert.doesNotMatch(headers, /^set-cookie:/m, address);
    if (!type.startsWith("text/html") || status === 204) continue;
    const html = withoutHeldScripts(Buffer.from(body).toString("utf8"));
    const isQuiet = asksForNone.test(new URL(address.split(" ")[1] ?? "").pathname);
    assert.doesNotMatch(
      isQuiet ? html : html.replaceAll(ownScript, ""),
      /<script|\son[a-z]+="|<(?:img|iframe|link|source|video|audio)[^>]+(?:src|href)="(?:https?:)?\/\/(?!127|localhost)/,
      address,
    );
    assert.match(headers, /content-security-policy: .*default-src 'none'/, address);
    assert.match(headers, /script-src (?:'self' )?'sha256-/, address);
    if (isQuiet) assert.doesNotMatch(headers, /script-src[^;]*'self'/, address);
    assert.doesNotMatch(headers, /unsafe-inline|unsafe-eval/, address);
  }
});

test("a story that has ended took its picture with it, though nothing was published since", async () => {
  const { ending, stop } = planted.doomed;
  const statuses = async (days: number) => {
    const site = await siteAt(new Date(Date.now() + days * 86_400_000));
    const paths = [ending, stop].flatMap((story) => [`/2020/fr/stories/${story.id}`, story.portrait.path]);
    const answers: number[] = [];
    let list = "";
    try {
      for (const path of paths) answers.push((await site.get(path)).status);
      list = await (await site.get("/2020/fr/stories")).text();
    } finally {
      await site.close();
    }
    return { answers, isListed: [ending, stop].map(({ id }) => list.includes(id)) };
  };
  assert.deepEqual(await statuses(0), { answers: [200, 200, 200, 200], isListed: [true, true] });
  assert.deepEqual(await statuses(4), { answers: [410, 404, 200, 200], isListed: [false, true] });
});

test("after withdrawal through three doors nothing of it is left", async () => {
  const { withdraw, dark, stop } = planted.doomed;
  const receipt = await bluehour(["withdraw", withdraw.id, "--json"], { data: day.data });
  assert.equal(receipt.code, 0, receipt.err);
  assert.equal(await pictureOf(withdraw), 404);
  const darkened = await bluehour(["dark", dark.id], { data: day.data });
  assert.equal(darkened.code, 0, darkened.err);
  assert.equal(await pictureOf(dark), 404);
  assert.equal(await pictureOf(stop), 200);
  const stopped = await fetch(`${day.origin}/2020/fr/stop`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", origin: day.origin },
    body: new URLSearchParams({ code: stop.stopCode }),
  });
  assert.equal(stopped.status, 200);
  // At once: the supervisor settles stops only every two seconds.
  assert.equal(await pictureOf(stop), 404);

  const words = [withdraw, dark, stop].flatMap((story) => story.words);
  const answers = await crawl(day.origin, known());
  assert.deepEqual(hitsInAnswers(answers, words), [], "dark at once");
  for (const story of [withdraw, dark, stop])
    assert.deepEqual(
      (await foundBy(story.words, story)).filter((count) => count > 0),
      [],
      "and no search finds it",
    );
  assert.deepEqual(
    hitsIn(Buffer.from(receipt.out + darkened.out), "receipts", [
      ...words,
      ...planted.secret,
      ...planted.unserved,
    ]),
    [],
  );
  for (const { address, status } of answers) {
    if (
      /\/stories\/[0-9A-Z]{10}$/.test(address) &&
      [withdraw, dark, stop].some(({ id }) => address.endsWith(id))
    ) {
      assert.equal(status, 410, address);
    }
    if (address.includes("/s/") && codes.some((code) => address.endsWith(code)))
      assert.equal(status, 200, address);
  }

  // The stop is made final, and erased, by the supervisor.
  for (let tries = 0; tries < 40; tries += 1) {
    const state = JSON.parse((await bluehour(["status", "--json"], { data: day.data })).out) as {
      stopsWaiting: number;
      tombstones: number;
    };
    if (state.stopsWaiting === 0 && state.tombstones === 3) break;
  }
  assert.deepEqual(await hitsAtRest(words), [], "erased from every byte");
  for (const { portrait } of [withdraw, dark, stop])
    assert.deepEqual(await filesWith(portrait), [], "and its picture too");
  assert.deepEqual(await hitsAtRest(planted.secret), []);
  assert.deepEqual(hitsInLog([...words, ...planted.unserved]), []);

  const again = await bluehour(["publish", planted.folder], { data: day.data });
  assert.equal(again.code, 3, "the same folder cannot bring them back");
  assert.deepEqual(hitsInAnswers(await crawl(day.origin, known()), words), []);
  for (const story of [withdraw, dark, stop]) {
    assert.equal(await pictureOf(story), 404);
    assert.deepEqual(await filesWith(story.portrait), []);
  }
  assert.equal(await pictureOf(planted.doomed.ending), 200);

  // Whoever deletes the texts from the folder, as docs/cli.md advises, and forgets the pictures.
  for (const { id } of [withdraw, dark, stop]) await removeTelling(planted.folder, id);
  const without = await bluehour(["publish", planted.folder], { data: day.data });
  assert.match(without.out + without.err, /2020/);
  for (const story of [withdraw, dark, stop]) {
    assert.equal(await pictureOf(story), 404, "no picture comes back because nothing names it any more");
    assert.deepEqual(await filesWith(story.portrait), []);
  }
});

test("a planted leak is found", async () => {
  const { readFile: read, writeFile: write } = await import("node:fs/promises");
  const leaked = planted.secret[0] ?? "";
  const file = join(planted.folder, "edition.en.md");
  await write(file, (await read(file, "utf8")).replace(/^title: .*$/m, `title: The day of ${leaked}`));
  await sealReviews(planted.folder);
  await bluehour(["publish", planted.folder], { data: day.data });
  const hits = hitsInAnswers(await crawl(day.origin), planted.secret);
  assert.ok(
    hits.some(({ word }) => word === leaked),
    "found in what is served",
  );
  assert.ok(
    (await hitsAtRest(planted.secret)).some(({ word }) => word === leaked),
    "found in the bytes at rest",
  );
});

test("a leak is found in every form and in headers", () => {
  const words = ["zqx999kanary"];
  for (const text of [
    "a zqx999kanary b",
    "ZQX999KANARY",
    Buffer.from("xyzqx999kanary!").toString("base64"),
    Buffer.from("zqx999kanary").toString("hex"),
  ]) {
    assert.equal(hitsIn(Buffer.from(text), "here", words).length, 1, text);
  }
  assert.equal(hitsIn(Buffer.from("zqx999kanary", "utf16le"), "here", words).length, 1);
  assert.equal(hitsIn(Buffer.from("nothing"), "here", words).length, 0);
});
