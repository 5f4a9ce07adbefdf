/**
 * Faults of the running day: the site, its supervisor and the commands are killed in the middle of withdrawals, stops and publications. A
 * visitor who never stops asking must not see again what was acknowledged as withdrawn. `FAULTS_SEED` repeats a run.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { itemPath, placementPath } from "@bluehour/domain/addresses";
import { canonicalJson } from "@bluehour/domain/text";
import { openReleaseWriter } from "@bluehour/releases/write";
import { temporaryFolder } from "@bluehour/testing/temporary-folder";
import { root } from "../tools/sources.ts";
import { chanceOf, seedOfRun } from "./faults/chance.ts";
import { areGone, childrenOf, descendantsOf, killNow } from "./faults/processes.ts";
import { bluehour, cleanEnvironment, startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";

const campaign = join(root, "campaigns/belgium-2020");
const edition = "2020";
const locale = "fr";

type Story = { id: string; stopCode: string; title: string };

function firstMatch(file: string, pattern: RegExp): string {
  const found = pattern.exec(readFileSync(file, "utf8"))?.[1];
  assert.ok(found, `${file} has nothing like ${pattern}.`);
  return found;
}

/** The sample's stories with the stop codes that its README lists. */
function sampleStories(): Story[] {
  const readme = readFileSync(join(campaign, "README.md"), "utf8");
  return [...readme.matchAll(/^\| `([a-z-]+)` \| `([\d ]+)` \|$/gm)].map(([, name = "", stopCode = ""]) => ({
    id: firstMatch(join(campaign, "stories", `${name}.yaml`), /^id: (\w+)/m),
    stopCode,
    title: firstMatch(join(campaign, "stories", `${name}.${locale}.md`), /^title: (.+)$/m),
  }));
}

function placementCodes(): string[] {
  const folder = join(campaign, "placements");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => firstMatch(join(folder, name), /^code: (\w+)/m));
}

type Answer = { status: number; body: string };

/** One request on a connection of its own; `undefined` while nobody answers. */
async function ask(origin: string, path: string, form?: string): Promise<Answer | undefined> {
  const { promise, resolve } = Promise.withResolvers<Answer | undefined>();
  const sent = request(
    `${origin}${path}`,
    {
      method: form === undefined ? "GET" : "POST",
      agent: false,
      timeout: 8000,
      headers: {
        "accept-language": locale,
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
    },
    (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", () => resolve(undefined));
      response.on("close", () => resolve(undefined));
    },
  );
  sent.on("error", () => resolve(undefined));
  sent.on("timeout", () => sent.destroy());
  sent.end(form);
  return await promise;
}

/** A visitor who asks for every story and every placement over and over, and writes down whatever must not be. */
function visitor(stories: readonly Story[], codes: readonly string[]) {
  const wrong: string[] = [];
  /** Withdrawal was begun: it may be dark from now on. */
  const begun = new Set<string>();
  /** Withdrawal was acknowledged: it must be dark from now on. */
  const acknowledged = new Set<string>();
  let origin: string | undefined;
  const leaving = new AbortController();
  let answers = 0;

  const look = async (at: string): Promise<void> => {
    const quiet = await ask(at, itemPath(edition, locale, "story", "0000000000"));
    if (quiet !== undefined && quiet.status !== 410)
      wrong.push(`A story that never was answers ${quiet.status}`);
    for (const { id } of stories) {
      const mustBeDark = acknowledged.has(id);
      const answer = await ask(at, itemPath(edition, locale, "story", id));
      if (answer === undefined) continue;
      answers += 1;
      const maybeDark = begun.has(id);
      if (mustBeDark && answer.status !== 410) wrong.push(`${id} is withdrawn and answers ${answer.status}`);
      if (!maybeDark && answer.status !== 200) wrong.push(`${id} is public and answers ${answer.status}`);
      if (mustBeDark && quiet !== undefined && answer.body !== quiet.body)
        wrong.push(`${id} is not answered like a story that never was`);
    }
    for (const code of codes) {
      const answer = await ask(at, placementPath(code));
      if (answer !== undefined && answer.status !== 200)
        wrong.push(`The placement ${code} answers ${answer.status}`);
    }
  };
  const walking = (async () => {
    while (!leaving.signal.aborted) {
      if (origin !== undefined) await look(origin);
      await wait(5);
    }
  })();

  return {
    begun,
    acknowledged,
    visits: (at: string) => {
      origin = at;
    },
    assertContent() {
      assert.deepEqual([...new Set(wrong)], []);
    },
    async leave(): Promise<number> {
      leaving.abort();
      await walking;
      return answers;
    },
  };
}

async function answering(day: RunningDay): Promise<void> {
  const until = performance.now() + 15_000;
  while ((await ask(day.origin, `/${edition}/${locale}`))?.status !== 200) {
    assert.ok(performance.now() < until, `The site did not come back within 15 s:\n${day.log()}`);
    await wait(20);
  }
}

test("faults: site, supervisor and commands killed during withdrawals and stops", async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`Repeat with FAULTS_SEED=${seed}`);
  const chance = chanceOf(seed);
  using folder = temporaryFolder();
  const stories = sampleStories();
  assert.ok(stories.length >= 6);
  const [first, second, third, fourth, fifth] = stories as [Story, Story, Story, Story, Story];
  const guest = visitor(stories, placementCodes());
  const start = async () => await startDay({ data: folder.path, bundle: campaign });
  let day = await start();
  guest.visits(day.origin);

  const isDark = async (story: Story) => {
    await answering(day);
    const page = await ask(day.origin, itemPath(edition, locale, "story", story.id));
    assert.equal(page?.status, 410, `${story.id} was withdrawn; it must be dark at once.`);
    guest.assertContent();
  };
  const withdraw = async (story: Story, door = "withdraw") => {
    guest.begun.add(story.id);
    const done = await bluehour([door, story.id, "--json"], { data: folder.path });
    assert.equal(done.code, 0, done.err);
    guest.acknowledged.add(story.id);
    await isDark(story);
  };
  const killSoon = async (pids: readonly number[], within: number) => {
    await wait(chance.below(within));
    for (const pid of pids) killNow(pid);
  };
  const supervisorOf = (running: RunningDay) => running.process.pid ?? 0;
  /** Everything that was ever started here: what should have ended and has not is ended after the test. */
  const started = new Set<number>();
  const all = () => {
    const pids = [supervisorOf(day), ...descendantsOf(supervisorOf(day))];
    for (const pid of pids) started.add(pid);
    return pids;
  };
  const sitesOf = (running: RunningDay) => childrenOf(supervisorOf(running));
  const stop = async (story: Story) => {
    guest.begun.add(story.id);
    return await ask(day.origin, "/stop", `code=${encodeURIComponent(story.stopCode)}`);
  };
  const stopUntilDone = async (story: Story) => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await answering(day);
      if ((await stop(story))?.status === 200) break;
      assert.ok(attempt < 4, `${story.id} could not be stopped.`);
    }
    guest.acknowledged.add(story.id);
    await isDark(story);
  };
  /** The supervisor dies without a word: its site must not go on alone. */
  const killSupervisor = async (within: number) => {
    const pids = all();
    await killSoon([supervisorOf(day)], within);
    assert.ok(await areGone(pids, 10_000), "A site goes on without its supervisor.");
  };
  const startAgain = async () => {
    day = await start();
    guest.visits(day.origin);
    guest.assertContent();
  };

  try {
    // The site dies while a command withdraws.
    const sites = sitesOf(day);
    assert.equal(sites.length, 1, "One child: the site.");
    await Promise.all([withdraw(first), killSoon(sites, 900)]);
    await answering(day);
    assert.notDeepEqual(sitesOf(day), sites, "The supervisor starts another site.");
    await isDark(first);

    // The site dies while a teller types the code.
    await Promise.all([stop(second), killSoon(sitesOf(day), 800)]);
    await stopUntilDone(second);

    // The supervisor dies while a command withdraws.
    await Promise.all([
      (async () => {
        guest.begun.add(third.id);
        const done = await bluehour(["withdraw", third.id], { data: folder.path });
        assert.equal(done.code, 0, done.err);
        guest.acknowledged.add(third.id);
      })(),
      killSupervisor(900),
    ]);
    await startAgain();
    await isDark(third);

    // The supervisor dies while a teller types the code.
    await Promise.all([stop(fourth), killSupervisor(800)]);
    await startAgain();
    await stopUntilDone(fourth);

    // The command itself dies, until it happens to live long enough.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      guest.begun.add(fifth.id);
      const command = spawn(process.execPath, [join(root, "apps/cli/src/main.ts"), "dark", fifth.id], {
        cwd: root,
        env: cleanEnvironment({ BLUEHOUR_DATA: folder.path }),
        stdio: "ignore",
      });
      const gone = once(command, "exit") as Promise<[number | null]>;
      await killSoon([command.pid ?? 0], 1200);
      const [code] = await gone;
      if (code === 0) guest.acknowledged.add(fifth.id);
    }
    await withdraw(fifth, "dark");

    // All die together, and the same folder is published again by the next start.
    const together = all();
    for (const pid of together) killNow(pid);
    assert.ok(await areGone(together, 5000));
    await startAgain();
    for (const story of [first, second, third, fourth, fifth]) await isDark(story);

    const pids = all();
    const asked = performance.now();
    assert.equal(await day.end(), 0);
    assert.ok(await areGone(pids, 1000), "SIGTERM leaves no process.");
    assert.ok(performance.now() - asked < 5000, "SIGTERM ends everything within 5 s.");
  } finally {
    const answers = await guest.leave();
    t.diagnostic(`${answers} answers about stories`);
    if (day.process.exitCode === null && day.process.signalCode === null) all();
    for (const pid of started) if (!(await areGone([pid], 0))) killNow(pid);
  }
  guest.assertContent();

  // Stops were made final by the supervisors' next start: of all five nothing is left to read.
  const stored = readdirSync(join(folder.path, "public"), { recursive: true, encoding: "utf8" })
    .filter((name) => !name.endsWith("media"))
    .map((name) => readFileSync(join(folder.path, "public", name)));
  for (const { title, id } of [first, second, third, fourth, fifth])
    assert.ok(!stored.some((bytes) => bytes.includes(title)), `The title of ${id} is still on disk.`);
});

/** What stands in a data folder, apart from generations, which only ever grow. */
async function publicState(data: string): Promise<string[]> {
  const writer = await openReleaseWriter({
    location: { database: "sqlite", file: join(data, "public", "releases.db") },
    mediaFolder: join(data, "public", "media"),
    tombstoneLog: join(data, "tombstones.log"),
    now: () => new Date(),
  });
  try {
    return (await writer.published(edition)).map((release) => canonicalJson({ ...release, generation: 0 }));
  } finally {
    await writer.close();
  }
}

test("faults: a killed publication leaves the old day or the new one", async (t) => {
  const seed = seedOfRun();
  t.diagnostic(`Repeat with FAULTS_SEED=${seed}`);
  const chance = chanceOf(seed);
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const bundles = ["one", "other"].map((name) => join(folder.path, name)) as [string, string];
  for (const bundle of bundles) cpSync(campaign, bundle, { recursive: true });
  const [, other] = bundles;
  // Much changes, some goes: whatever no review is bound to.
  for (const section of ["organisations", "references", "events"]) {
    for (const name of readdirSync(join(other, section)).filter((file) => file.endsWith(".md"))) {
      const file = join(other, section, name);
      writeFileSync(file, readFileSync(file, "utf8").replace(/^title: /m, "title: Otherwise "));
    }
  }
  for (const name of readdirSync(join(other, "appeals"))) rmSync(join(other, "appeals", name));

  const states = new Map<string, string[]>();
  for (const bundle of bundles) {
    const from = performance.now();
    const done = await bluehour(["publish", bundle], { data });
    assert.ok(done.code === 0 || done.code === 3, done.err);
    states.set(bundle, await publicState(data));
    t.diagnostic(`a whole publication: ${Math.round(performance.now() - from)} ms`);
  }
  const [before, after] = bundles.map((bundle) => states.get(bundle) ?? []);
  assert.notDeepEqual(before, after);

  let interrupted = 0;
  let interruptedTooLate = 0;
  let standing = other;
  let usual = 1500;
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const next = bundles.find((bundle) => bundle !== standing) ?? other;
    const from = performance.now();
    const command = spawn(process.execPath, [join(root, "apps/cli/src/main.ts"), "publish", next], {
      cwd: root,
      env: cleanEnvironment({ BLUEHOUR_DATA: data }),
      stdio: "ignore",
    });
    const gone = once(command, "exit") as Promise<[number | null]>;
    // A third of them dies at any time, the others while the store's journal is being written.
    let writes = 0;
    const deadlyWrite = 1 + chance.below(12);
    const watcher = watch(join(data, "public"), (_event, name) => {
      if (name !== "releases.db-wal" || attempt % 3 === 2) return;
      writes += 1;
      if (writes === deadlyWrite) killNow(command.pid ?? 0);
    });
    // Loading the program comes first; the last part is where the store is written.
    const timer = setTimeout(
      () => killNow(command.pid ?? 0),
      usual * (attempt % 3 !== 2 ? 4 : 0.3 + chance.below(900) / 1000),
    );
    const [code] = await gone;
    clearTimeout(timer);
    watcher.close();
    if (code === null) interrupted += 1;
    else usual = performance.now() - from;
    const found = await publicState(data);
    const isNew = canonicalJson(found) === canonicalJson(states.get(next));
    if (!isNew)
      assert.deepEqual(found, states.get(standing), "Neither the old day nor the new one is public.");
    if (code !== null) assert.ok(isNew, "What was published is public.");
    if (isNew && code === null) interruptedTooLate += 1;
    if (isNew) standing = next;
  }
  t.diagnostic(`${interrupted} publications interrupted, ${interruptedTooLate} of them after the change`);
  assert.ok(interrupted >= 3, "Too few were interrupted to prove anything.");
});
