/** The command line through its own door: a process, its words and its exit code. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { environment } from "@bluehour/config/environment";
import {
  createStopCode,
  formatStopCode,
  hashStopCode,
  isStoryId,
  parseStopCode,
} from "@bluehour/domain/codes";
import { receiptSchema } from "@bluehour/domain/tombstone";
import { ageKey } from "@bluehour/testing/age-key";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const campaign = fileURLToPath(new URL("../../../campaigns/belgium-2020", import.meta.url));
let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-cli-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function variables(data: string, more: Record<string, string> = {}): Record<string, string> {
  return { PATH: environment()["PATH"] ?? "", LANG: "en", BLUEHOUR_DATA: join(folder, data), ...more };
}

function bluehour(data: string, words: string[], more?: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    timeout: 20_000,
    env: variables(data, more),
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

function copyOfCampaign(name: string): string {
  const copy = join(folder, name);
  cpSync(campaign, copy, { recursive: true });
  return copy;
}

test("help is there in four languages, with examples, and asks for nothing", () => {
  const titles = { en: "Examples:", fr: "Exemples", nl: "Voorbeelden", de: "Beispiele" };
  for (const [language, title] of Object.entries(titles)) {
    const { code, out } = bluehour("none", ["publish", "--help", "--lang", language]);
    assert.equal(code, 0);
    assert.match(out, new RegExp(title));
    assert.match(out, /npx bluehour publish my-day/);
  }
  assert.equal(bluehour("none", ["--help"]).code, 0);
  assert.match(bluehour("none", ["--version"]).out, /^\d+\.\d+\.\d+\n$/);
});

test("what cannot be understood gets a sentence and exit code 2", () => {
  for (const words of [
    ["frobnicate"],
    ["publish"],
    ["publish", "a", "b"],
    ["status", "--frob"],
    ["withdraw"],
    ["new", "hat"],
  ]) {
    const { code, out, err } = bluehour("none", words);
    assert.equal(code, 2, words.join(" "));
    assert.equal(out, "");
    assert.match(err, /^\S.{20,}\n$/s, words.join(" "));
    assert.doesNotMatch(err, /\n\s+at /);
  }
});

test("wrong settings get a sentence and exit code 78", () => {
  const { code, err } = bluehour("none", ["status"], { SITE_PORT: "four", LANG: "de" });
  assert.equal(code, 78);
  assert.match(err, /SITE_PORT ist „four“/);
  assert.equal(bluehour("none", ["status", "--lang", "tlh"]).code, 78);
});

test("asking what is public creates nothing", () => {
  assert.deepEqual(JSON.parse(bluehour("untouched", ["placements", "--json"]).out), []);
  assert.equal(bluehour("untouched", ["status"]).code, 0);
  assert.ok(!readdirSync(folder).includes("untouched"));
});

test("check names file, line, column and mend, and changes nothing", () => {
  const copy = copyOfCampaign("broken");
  const file = join(copy, "edition.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^zone:.*$/m, "zone: Europe/Brussel"));
  const { code, out } = bluehour("none", ["check", copy]);
  assert.equal(code, 1);
  const line =
    readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.startsWith("zone:")) + 1;
  assert.match(out, new RegExp(`edition\\.yaml:${line}:\\d+`));
  const asJson = JSON.parse(bluehour("none", ["check", copy, "--json"]).out) as {
    ok: boolean;
    problems: { line: number }[];
  };
  assert.equal(asJson.ok, false);
  assert.equal(asJson.problems[0]?.line, line);
  assert.equal(bluehour("none", ["check", campaign]).code, 0);
  assert.ok(!readdirSync(folder).includes("none"));
});

test("publish, withdraw, publish again: the withdrawn story stays dark, and its receipt tells surfaces and times only", () => {
  const first = JSON.parse(bluehour("way", ["publish", campaign, "--json"]).out) as {
    added: string[];
    refused: unknown[];
  };
  assert.deepEqual(first.refused, []);
  const story = first.added.map((name) => name.split("/").at(-1) ?? "").find(isStoryId);
  assert.ok(story !== undefined, "a story was published");

  const again = JSON.parse(bluehour("way", ["publish", campaign, "--json"]).out) as Record<string, unknown>;
  assert.deepEqual([again["added"], again["changed"], again["removed"]], [[], [], []]);

  const placements = JSON.parse(bluehour("way", ["placements", "--json"]).out) as Record<string, string>[];
  assert.ok(placements.length >= 12);
  for (const placement of placements) {
    assert.match(placement["address"] ?? "", /^HTTP:\/\/LOCALHOST:4000\/S\/[0-9A-Z]{7}$/);
    assert.equal(placement["installation"], "shadows");
    assert.equal(placement["edition"], "2020");
  }

  const address = `http://localhost:4000/2020/fr/stories/${story.toLowerCase()}?x#y`;
  const receipt = receiptSchema.parse(JSON.parse(bluehour("way", ["withdraw", address, "--json"]).out));
  assert.equal(receipt.door, "withdraw");
  assert.ok(receipt.erasedAt !== undefined);
  const text = bluehour("way", ["withdraw", story]).out;
  assert.match(text, /before/);
  const third = bluehour("way", ["publish", campaign]);
  assert.equal(third.code, 3);
  assert.equal(bluehour("way", ["withdraw", "0000000000"]).code, 4);
  assert.match(bluehour("way", ["status"]).out, /1 /);
  assert.equal(bluehour("way", ["doctor"]).code, 0);
});

test("hand-over: the edition changes its owner, stays public, and says in four languages what follows", () => {
  const unknown = bluehour("given", ["hand-over", "2020", "--to", "studio"]);
  assert.equal(unknown.code, 4);
  assert.match(unknown.err, /No edition “2020”/);
  assert.ok(!readdirSync(folder).includes("given"));

  assert.equal(bluehour("given", ["publish", campaign]).code, 0);
  const first = JSON.parse(bluehour("given", ["status", "--json"]).out) as {
    editions: { owner: string; released: number }[];
  };
  const given = bluehour("given", ["hand-over", "2020", "--to", "studio"]);
  assert.equal(given.code, 0);
  assert.match(given.out, /now belongs to the studio[^]*Import the folder into the studio/);
  const then = JSON.parse(bluehour("given", ["status", "--json"]).out) as typeof first;
  assert.deepEqual(then.editions, [{ ...first.editions[0], owner: "studio" }]);

  const refused = bluehour("given", ["publish", campaign]);
  assert.equal(refused.code, 1);
  assert.match(refused.err, /belongs to the studio/);
  assert.deepEqual(JSON.parse(bluehour("given", ["hand-over", "2020", "--to", "studio", "--json"]).out), {
    ok: true,
    edition: "2020",
    owner: "studio",
    already: true,
  });
  assert.match(
    bluehour("given", ["hand-over", "2020", "--to", "folder", "--lang", "nl"]).out,
    /hoort nu bij de map[^]*exporteer de editie/,
  );
  assert.equal(bluehour("given", ["publish", campaign]).code, 0);
  assert.equal(bluehour("given", ["hand-over", "2020", "--to", "nobody"]).code, 2);
  assert.equal(bluehour("given", ["hand-over", "2020"]).code, 2);
});

test("a teller may telephone: the stop code finds the story", () => {
  const copy = copyOfCampaign("telephone");
  const code = createStopCode();
  const declarations = join(copy, "private", "declarations");
  const file = join(declarations, readdirSync(declarations).find((name) => name.endsWith(".yaml")) ?? "");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(/stopHash: .*/, `stopHash: "${hashStopCode(code)}"`),
  );
  assert.equal(bluehour("telephone-data", ["publish", copy]).code, 0);
  assert.equal(
    bluehour("telephone-data", ["withdraw", "--stop-code", formatStopCode(createStopCode())]).code,
    4,
  );
  assert.equal(bluehour("telephone-data", ["withdraw", "--stop-code", "12 34"]).code, 2);
  const done = bluehour("telephone-data", ["withdraw", "--stop-code", formatStopCode(code)]);
  assert.equal(done.code, 0, done.err);
  assert.ok(!done.out.includes(formatStopCode(code)) && !done.err.includes(code));
});

test("drawn codes are valid, and only the hash of a stop code is for writing down", () => {
  const drawn = JSON.parse(bluehour("none", ["new", "stop-code", "--json"]).out) as {
    stopCode: string;
    stopHash: string;
  };
  assert.equal(hashStopCode(parseStopCode(drawn.stopCode) ?? ""), drawn.stopHash);
  assert.ok(isStoryId(bluehour("none", ["new", "story-id"]).out.trim()));
});

test("read-back prints the text of one language and its hash", () => {
  const story = /\/stories\/|([0-9A-HJKMNP-TV-Z]{10})/;
  const listed = bluehour("none", ["read-back", campaign, "--story", "0000000000", "--locale", "fr"]);
  assert.equal(listed.code, 4);
  const id =
    listed.err.match(/[0-9A-HJKMNP-TV-Z]{10}/g)?.find((candidate) => candidate !== "0000000000") ?? "";
  assert.match(id, story);
  const { code, out } = bluehour("none", ["read-back", campaign, "--story", id, "--locale", "fr"]);
  assert.equal(code, 0);
  assert.match(out, /[0-9a-f]{64}/);
});

test("pack and unpack: private records go from one folder to another, for the named key alone, over nothing", async () => {
  const mine = await ageKey();
  const other = await ageKey();
  const [key, strange] = [join(folder, "key.txt"), join(folder, "strange.txt")];
  writeFileSync(key, mine.file);
  writeFileSync(strange, other.file);
  const file = join(folder, "records.age");
  const made = bluehour("none", ["pack", campaign, "--to", mine.recipient, "--out", file]);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /private records of edition 2020, for 1 key \(/);
  assert.ok(!readFileSync(file).includes("declaredOn"));
  assert.match(bluehour("none", ["pack", campaign, "--to", mine.recipient, "--out", file]).err, /already/);

  const copy = copyOfCampaign("unpacked");
  const into = ["--into", copy];
  const there = bluehour("none", ["unpack", file, "--identity", key, ...into]);
  assert.deepEqual([there.code, there.out], [1, ""]);
  assert.match(there.err, /private records here already/);
  renameSync(join(copy, "private"), join(folder, "private-before"));

  const stranger = bluehour("none", ["unpack", file, "--identity", strange, ...into, "--lang", "fr"]);
  assert.equal(stranger.code, 1);
  assert.match(stranger.err, /n’a pas été préparé pour cette clé/);
  for (const wrong of [
    ["unpack", join(folder, "nothing.age"), "--identity", key, ...into],
    ["unpack", file, "--identity", join(folder, "nothing.txt"), ...into],
    ["unpack", file, "--identity", file, ...into],
    ["unpack", file, "--identity", key, "--into", join(folder, "nowhere")],
    ["unpack", file, "--identity", key, "--into", campaign.replace(/2020$/, "2021")],
    ["pack", campaign, "--to", "age1nobody", "--out", join(folder, "never.age")],
    ["pack", join(folder, "nowhere"), "--to", mine.recipient, "--out", join(folder, "never.age")],
  ]) {
    const { code, out, err } = bluehour("none", wrong);
    assert.deepEqual([code, out], [1, ""], wrong.join(" "));
    assert.match(err, /^\S.{20,}\n$/s, wrong.join(" "));
  }
  assert.equal(bluehour("none", ["pack", campaign, "--to", mine.recipient]).code, 2);
  assert.ok(!readdirSync(copy).includes("private"));
  assert.ok(!readdirSync(folder).includes("never.age"));

  const done = bluehour("none", ["unpack", file, "--identity", key, ...into, "--json"]);
  assert.equal(done.code, 0, done.err);
  const told = JSON.parse(done.out) as { edition: string; records: { declarations: number } };
  assert.equal(told.edition, "2020");
  assert.ok(told.records.declarations > 10);
  const untouched = JSON.parse(bluehour("none", ["check", campaign, "--json"]).out) as object;
  assert.deepEqual(JSON.parse(bluehour("none", ["check", copy, "--json"]).out), untouched);
});

test("a data folder that is a file, and one that cannot be written, get a sentence", () => {
  writeFileSync(join(folder, "a-file"), "");
  const file = bluehour("a-file", ["publish", campaign]);
  assert.equal(file.code, 69);
  assert.match(file.err, /is not a folder/);
  // Root may write everywhere, so the one who may not is somebody else.
  const locked = join(folder, "locked");
  mkdirSync(locked, { mode: 0o555 });
  chmodSync(folder, 0o755);
  const unwritable = spawnSync(process.execPath, [main, "publish", campaign], {
    env: variables("locked/data"),
    encoding: "utf8",
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
  });
  assert.equal(unwritable.status, 69);
  assert.doesNotMatch(unwritable.stderr, /\n\s+at /);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function started(data: string, bundle: string | string[], port: number, ...words: string[]) {
  const bundles = [bundle].flat().flatMap((path) => ["--bundle", path]);
  return await startedWith(data, [...bundles, ...words], port);
}

async function startedWith(data: string, options: string[], port: number) {
  const child = spawn(process.execPath, [main, "start", ...options], {
    env: variables(data, { SITE_PORT: String(port) }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let words = "";
  child.stdout.on("data", (chunk: Buffer) => (words += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (words += chunk.toString()));
  const ended = once(child, "exit") as Promise<[number | null]>;
  while (!words.includes("Ctrl-C") && child.exitCode === null)
    await new Promise((done) => setTimeout(done, 20));
  return { child, ended, words: () => words };
}

test("start: everything is there, every printed address answers, and both signals end it cleanly", async () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const port = await freePort();
    const day = await started("start", campaign, port);
    const addresses = [...day.words().matchAll(/http:\/\/localhost:\d+\S*/g)].map(([address]) => address);
    assert.ok(addresses.length >= 5, day.words());
    assert.ok(
      addresses.some((address) => address.includes("/s/")),
      "one behind a code",
    );
    for (const address of addresses) {
      const answer = await fetch(address.replace("localhost", "127.0.0.1"));
      assert.equal(answer.status, 200, address);
    }
    day.child.kill(signal);
    const [code] = await day.ended;
    assert.equal(code, 0, day.words());
    await assert.rejects(fetch(`http://127.0.0.1:${port}/`), "nothing is left behind");
  }
});

test("start: a taken port, a broken bundle on an empty store: one sentence each, and an exit", async () => {
  const port = await freePort();
  const taken = createServer().listen(port, "127.0.0.1");
  await once(taken, "listening");
  const refused = spawnSync(process.execPath, [main, "start"], {
    env: variables("port", { SITE_PORT: String(port) }),
    encoding: "utf8",
  });
  await new Promise((done) => taken.close(done));
  assert.equal(refused.status, 69);
  assert.match(refused.stderr, new RegExp(`^Port ${port} is .*SITE_PORT=${port + 1}.*\n$`));

  const broken = bluehour("nothing", ["start", "--bundle", join(folder, "no-such-folder")], {
    SITE_PORT: String(port),
  });
  assert.equal(broken.code, 1);
  assert.doesNotMatch(broken.err, /\n\s+at /);
});

test("start: a site that was killed comes back, even if its port was taken meanwhile", async () => {
  const port = await freePort();
  const day = await started("revive", campaign, port);
  const answers = async (): Promise<boolean> =>
    await fetch(`http://127.0.0.1:${port}/2020/en/help`).then(
      (response) => response.status === 200,
      () => false,
    );
  assert.ok(await answers());
  const sites = spawnSync("pgrep", ["-P", String(day.child.pid)], { encoding: "utf8" })
    .stdout.trim()
    .split("\n");
  process.kill(Number(sites[0]), "SIGKILL");
  const thief = createServer();
  for (let tries = 0; tries < 100 && !thief.listening; tries += 1) {
    thief.once("error", () => undefined);
    thief.listen(port, "127.0.0.1");
    await new Promise((done) => setTimeout(done, 10));
  }
  assert.ok(thief.listening);
  for (let tries = 0; tries < 400 && !/already listens/.test(day.words()); tries += 1) {
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.match(day.words(), /already listens/, "the operator is told what is in the way");
  await new Promise((done) => thief.close(done));
  for (let tries = 0; tries < 400 && !(await answers()); tries += 1)
    await new Promise((done) => setTimeout(done, 20));
  assert.ok(await answers());
  day.child.kill("SIGTERM");
  await day.ended;
});

test("withdrawing needs no inbox", () => {
  const published = bluehour("no-inbox", ["publish", campaign, "--json"]);
  const { added } = JSON.parse(published.out) as { added: string[] };
  const story = added.map((name) => name.split("/").at(-1) ?? "").find(isStoryId) ?? "";
  writeFileSync(join(folder, "no-inbox", "inbox", "inbox.db"), "this is no database");
  assert.equal(bluehour("no-inbox", ["dark", story]).code, 0);
});

test("start: a bundle that breaks later does not take the day offline", async () => {
  const copy = copyOfCampaign("breaks-later");
  assert.equal(bluehour("breaks", ["publish", copy]).code, 0);
  writeFileSync(join(copy, "edition.yaml"), "days: [");
  const port = await freePort();
  const day = await started("breaks", copy, port);
  const home = await fetch(`http://127.0.0.1:${port}/`);
  assert.equal(home.status, 200);
  assert.match(day.words(), /edition\.yaml:\d+/);
  day.child.kill("SIGTERM");
  await day.ended;
});

/** A folder with one edition and nothing else, under an id and a title of its own. */
function smallEdition(name: string, id: string, title: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, "organisations"), { recursive: true });
  writeFileSync(
    join(path, "edition.yaml"),
    `id: "${id}"
language: en
days: { first: 2024-07-30, last: 2024-07-30 }
zone: Europe/Brussels
country: BE
languages: [en]
localLanguages: [fr, nl]
colour: "#1d4ed8"
action: light
exitTo: https://www.wikipedia.org/
contact: { organisation: our-group }
sample: true
`,
  );
  writeFileSync(join(path, "edition.en.md"), `---\ntitle: ${title}\ntheme: A theme\n---\n\nAn evening.\n`);
  writeFileSync(join(path, "organisations", "our-group.yaml"), "language: en\ncountry: BE\n");
  writeFileSync(
    join(path, "organisations", "our-group.en.md"),
    "---\ntitle: Our group\n---\n\nFour people and a folder.\n",
  );
  return path;
}

const titleAt = async (port: number, path: string): Promise<string> =>
  /<title>([^<]*)</.exec(await (await fetch(`http://127.0.0.1:${port}${path}`)).text())?.[1] ?? "";

async function waitFor(what: string, isThere: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isThere()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.fail(`waited in vain for ${what}`);
}

test("start: several folders, and folders of folders, are all served; one that is broken stops no other", async () => {
  const shelf = join(folder, "shelf");
  smallEdition("shelf/one", "one", "The first evening");
  smallEdition("shelf/two", "two", "The second evening");
  mkdirSync(join(shelf, "notes"));
  writeFileSync(join(shelf, "notes", "todo.txt"), "buy chalk");
  const broken = smallEdition("broken-evening", "broken", "The broken evening");
  assert.equal(bluehour("several", ["publish", broken]).code, 0);
  writeFileSync(join(broken, "edition.yaml"), "days: [");
  const port = await freePort();
  const day = await started("several", [shelf, broken, campaign, shelf], port);
  assert.match(await titleAt(port, "/one/en"), /The first evening/);
  assert.match(await titleAt(port, "/two/en"), /The second evening/);
  assert.match(await titleAt(port, "/broken/en"), /The broken evening/, "what was public before stays");
  assert.match(day.words(), /edition\.yaml:\d+/);
  assert.match(day.words(), /goes on being served/);
  assert.equal(day.words().match(/Edition one:/g)?.length, 1, "named twice, published once");
  assert.match(
    day.words(),
    new RegExp(`http://localhost:${port}/2020/en\\n`),
    "the way in is the edition with stories",
  );
  assert.match(day.words(), new RegExp(`http://localhost:${port}/\\n`), "and the front door");
  day.child.kill("SIGTERM");
  assert.equal((await day.ended)[0], 0);
});

test("start: two folders with the same edition are both left alone, until it is clear which is meant", async () => {
  const first = smallEdition("same/a", "same", "The one that is meant");
  const second = smallEdition("same/b", "same", "A forgotten copy");
  smallEdition("same/c", "other", "Another evening");
  const port = await freePort();
  const day = await started("same-data", join(folder, "same"), port, "--watch");
  assert.ok(day.words().includes(`${first}: edition same is also in ${second}`), day.words());
  assert.equal((await fetch(`http://127.0.0.1:${port}/same/en`)).status, 404);
  assert.match(await titleAt(port, "/other/en"), /Another evening/);

  const file = join(second, "edition.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace('id: "same"', 'id: "copy"'));
  await waitFor("both editions", async () => (await titleAt(port, "/same/en")).includes("is meant"));
  await waitFor("the copy", async () => (await titleAt(port, "/copy/en")).includes("forgotten"));
  day.child.kill("SIGTERM");
  assert.equal((await day.ended)[0], 0);
});

test("start --watch: every folder is watched, new ones too, and only what changed is read again", async () => {
  const shelf = join(folder, "watched");
  const one = smallEdition("watched/one", "one", "Before");
  smallEdition("watched/two", "two", "Untouched");
  const port = await freePort();
  const day = await started("watched-data", shelf, port, "--watch");
  const text = join(one, "edition.en.md");
  writeFileSync(text, readFileSync(text, "utf8").replace("Before", "Afterwards"));
  await waitFor("the change", async () => (await titleAt(port, "/one/en")).includes("Afterwards"));
  smallEdition("watched/three", "three", "A late comer");
  await waitFor("the new folder", async () => (await titleAt(port, "/three/en")).includes("A late comer"));
  assert.equal(day.words().match(/Edition two:/g)?.length, 1, day.words());
  day.child.kill("SIGTERM");
  assert.equal((await day.ended)[0], 0);
});

test("start: without a folder, every Belgian edition is public, and the richest is the way in", async () => {
  const campaigns = fileURLToPath(new URL("../../../campaigns/", import.meta.url));
  const years = readdirSync(campaigns).filter((name) => name.startsWith("belgium-"));
  const port = await freePort();
  const day = await startedWith("all-years", [], port);
  assert.doesNotMatch(day.words(), /Not published|to fix/);
  for (const year of years.map((name) => name.slice("belgium-".length))) {
    for (const language of ["en", "fr", "nl", "de"]) {
      const { status } = await fetch(`http://127.0.0.1:${port}/${year}/${language}`);
      assert.equal(status, 200, `${year} ${language}`);
    }
  }
  // One from a spreadsheet's row, with what its source does not say.
  const belfry = await fetch(`http://127.0.0.1:${port}/2022/fr/landmarks/tournai-belfry`);
  assert.match(await belfry.text(), /Beffroi de Tournai[^]*L’heure n’est pas attestée[^]*lavenir\.net/);
  assert.match(day.words(), new RegExp(`http://localhost:${port}/2020/en\\n`));
  day.child.kill("SIGTERM");
  assert.equal((await day.ended)[0], 0);
});

test("what is left to do is said by whose turn it is, also to programs", () => {
  const { code, out } = bluehour("none", ["ready", campaign]);
  assert.equal(code, 0);
  assert.match(out, /The day began [\d,]+ days ago\./);
  assert.match(out, /For the organiser\n {2}helplines\/children\.yaml\n {4}Nobody has called this number/);
  assert.match(out, /French +\d+ +0 +1 +0/);
  const told = JSON.parse(bluehour("none", ["ready", campaign, "--json", "--lang", "nl"]).out) as {
    todos: { code: string; hand: string; message: string; field: string }[];
    counts: { kind: string }[];
    now?: unknown;
  };
  assert.ok(
    told.todos.some(({ code: what, message }) => what === "placement-empty" && /Plek 6/.test(message)),
  );
  assert.ok(told.todos.every(({ field }) => typeof field === "string"));
  assert.deepEqual(
    told.counts.find(({ kind }) => kind === "placement"),
    { kind: "placement", all: 13, public: 13, waiting: 1 },
  );
  assert.equal(told.now, undefined, "the day is over");
  const broken = copyOfCampaign("ready-broken");
  writeFileSync(join(broken, "edition.yaml"), "id: [");
  assert.equal(bluehour("none", ["ready", broken]).code, 1);
});

test("on the day it says what happens now and what comes next", () => {
  const mine = copyOfCampaign("ready-today");
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  // So that no midnight falls between.
  const change = (file: string, from: RegExp, to: string): void =>
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));
  change(
    join(mine, "edition.yaml"),
    /first: \S+, last: [^\s}]+/,
    `first: ${at(-30).slice(0, 10)}, last: ${at(30).slice(0, 10)}`,
  );
  const events = readdirSync(join(mine, "events")).filter((name) => name.endsWith(".yaml"));
  const [first = "", second = ""] = events;
  const withHours = (name: string, start: string, end: string): void =>
    change(join(mine, "events", name), /start: .*\n(end: .*\n)?/, `start: ${start}\nend: ${end}\n`);
  withHours(first, at(-1), at(2));
  withHours(second, at(1), at(3));
  const { now } = JSON.parse(bluehour("none", ["ready", mine, "--json"]).out) as {
    now: { on: { id: string; start: string }[]; next: { id: string; start: string }[] };
  };
  const [on, next] = [now.on, now.next].map((list) => list.map(({ id }) => id));
  assert.ok(on?.includes(first.replace(".yaml", "")), JSON.stringify(now));
  assert.ok(next?.includes(second.replace(".yaml", "")), JSON.stringify(now));
  const { out } = bluehour("none", ["ready", mine, "--lang", "fr"]);
  assert.match(out, /Maintenant \(heure de Europe\/Brussels\)\n(?: {2}.*\n)+\nEnsuite\n {2}\d\d/);
});

test("identify shows what could tell who somebody is, takes decisions from the review, and says what it cannot find", () => {
  const mine = copyOfCampaign("identify");
  const clean = bluehour("none", ["identify", mine]);
  assert.equal(clean.code, 0, clean.err);
  assert.match(clean.out, /Nothing is left to decide/);
  assert.match(clean.out, /What this check cannot find[^]*the only doctor in the village/);

  const file = join(mine, "stories", "two-piles.en.md");
  const planted = "\nMy friend Nikolai lives in Kortrijk; call 0470 12 34 56.\n";
  writeFileSync(file, readFileSync(file, "utf8").trimEnd() + planted);
  const found = bluehour("none", ["identify", mine, "QV7YXFVPFS"]);
  assert.equal(found.code, 1);
  assert.match(found.out, /“Nikolai” \(name, likely\)/);
  assert.match(found.out, /“Kortrijk”[^]*for example “West Flanders”/);
  assert.match(found.out, /“0470 12 34 56” \(telephone number, certain\)/);
  assert.match(found.out, /3 findings are open/);
  for (const [language, words] of Object.entries({
    fr: "Flandre|West Flanders",
    nl: "telefoonnummer",
    de: "Telefonnummer",
  }))
    assert.match(
      bluehour("none", ["identify", mine, "QV7YXFVPFS", "--lang", language]).out,
      new RegExp(words),
    );

  // The record holds no words of the text, and what is completed from it is read again.
  const { out } = bluehour("none", ["identify", mine, "QV7YXFVPFS", "--record"]);
  const lines = out.split("\n").filter((line) => line.startsWith("  - { finding:"));
  assert.equal(lines.length, 3);
  assert.doesNotMatch(lines.join(), /Nikolai|Kortrijk|0470/);
  const review = join(mine, "private", "reviews", "two-piles.yaml");
  const completed = lines.map((line) =>
    line
      .replace('reason: ""', "reason: invented")
      .replace("by: ,", "by: r-1,")
      .replace("on: }", "on: 2026-11-20 }"),
  );
  writeFileSync(
    review,
    `${readFileSync(review, "utf8").trimEnd()}\nidentification:\n${completed.join("\n")}\n`,
  );
  const decided = bluehour("none", ["identify", mine, "QV7YXFVPFS"]);
  assert.equal(decided.code, 0, decided.out + decided.err);
  assert.match(decided.out, /may stay, r-1, 2026-11-20: invented/);

  const asJson = JSON.parse(bluehour("none", ["identify", mine, "QV7YXFVPFS", "--json"]).out) as {
    ok: boolean;
    stories: { locales: { en: { id: string; state: string; matched: string }[] } }[];
    blind: string[];
  };
  assert.equal(asJson.ok, true);
  assert.deepEqual(
    asJson.stories[0]?.locales.en.filter(({ state }) => state === "keep").map(({ matched }) => matched),
    ["Nikolai", "Kortrijk", "0470 12 34 56"],
  );
  assert.equal(asJson.blind.length, 9);
  assert.equal(bluehour("none", ["identify", mine, "0000000000"]).code, 4);
});

test("a finding that nobody decided about keeps a text from being published", () => {
  const mine = copyOfCampaign("undecided");
  const file = join(mine, "stories", "two-piles.en.md");
  writeFileSync(file, `${readFileSync(file, "utf8").trimEnd()}\nCall 0470 12 34 56.\n`);
  const { code, out } = bluehour("none", ["ready", mine, "--json"]);
  assert.equal(code, 0);
  const { todos } = JSON.parse(out) as { todos: { code: string; id: string; message: string }[] };
  const todo = todos.find((one) => one.code === "finding-undecided");
  assert.equal(todo?.id, "QV7YXFVPFS");
  assert.match(todo.message, /English[^]*one detail/);
  assert.doesNotMatch(out, /0470/);
});
