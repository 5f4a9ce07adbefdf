/**
 * The proof for one database: a worker acts at random and is killed at random, and after each death everything that anybody can see is
 * held against what had been acknowledged, until as many actions were as are asked for.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { environment } from "@bluehour/config/environment";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { openInboxReader } from "@bluehour/inbox/read";
import { openReleaseReader } from "@bluehour/releases/read";
import type { ReleaseReader } from "@bluehour/releases/read";
import { readTombstoneLog } from "@bluehour/releases/tombstone-log";
import { StoreUnavailable, openReleaseWriter } from "@bluehour/releases/write";
import type { ReleaseWriter } from "@bluehour/releases/write";
import type { Action, Line, Location, Plan, Step } from "./actions.ts";
import type { Chance } from "./chance.ts";
import {
  accepted,
  apply,
  born,
  copyOf,
  emptyModel,
  isPublished,
  isSame,
  planActions,
  visible,
} from "./model.ts";
import type { Births, Model, Shown } from "./model.ts";
import {
  allowedWords,
  assertDark,
  assertSees,
  mediaFiles,
  named,
  seenBy,
  versionOf,
  wordsInFiles,
} from "./observe.ts";
import {
  editions,
  fileHashOf,
  idOf,
  isImage,
  otherIdOf,
  publicationOf,
  releaseOf,
  wordsOf,
} from "./world.ts";
import type { EditionId, Offer, Thing } from "./world.ts";

/** What differs between the databases. */
export type Store = {
  releases: Location;
  inbox: Location;
  /** Files that the public may come to see, or that hold what it sees. */
  publicFolder: string;
  mediaFolder: string;
  tombstoneLog: string;
  /** Words in the raw bytes of the release store, with where each stands. Call it with no writer open. */
  storedWords(): Promise<Map<string, string>>;
  /** Keeps a copy of the releases as they are and returns how to put it back over whatever is there then. */
  backUp(): Promise<() => Promise<void>>;
  /** Something that happens to a database while its writer is at work. */
  disturb?: () => Promise<void>;
};

/** What was done, so that a run that proved nothing is noticed. */
export type Tally = Record<
  | "acknowledged"
  | "kills"
  | "killsInAction"
  | "withdrawals"
  | "stops"
  | "publications"
  | "refusals"
  | "readersBeforeWriters"
  | "restores"
  | "restoredThenDark"
  | "failures"
  | "erasedAtOnce"
  | "watched",
  number
> & { slowestDark: number };

/** Hundreds of actions of which none was interrupted would prove nothing. A fast machine does more between two kills, so a run goes on. */
function provesEnough(tally: Tally, actions: number): boolean {
  return (
    tally.acknowledged >= actions &&
    tally.kills * 60 >= actions &&
    tally.killsInAction * 120 >= actions &&
    tally.readersBeforeWriters > 0 &&
    tally.watched > 0 &&
    (actions < 200 || tally.restoredThenDark > 0)
  );
}

export function assertProvesEnough(tally: Tally, actions: number): void {
  assert.ok(provesEnough(tally, actions), `This run proved too little: ${JSON.stringify(tally)}`);
}

/** Steps in whose middle the worker dies, the longest and most tangled ones most often. */
const deadlySteps: readonly Step["do"][] = [
  "publish",
  "publish",
  "publish",
  "publish",
  "withdraw",
  "withdraw",
  "settle-one",
  "stop",
  "repair",
  "reopen",
];

const worker = fileURLToPath(new URL("worker.ts", import.meta.url));
// More than any text is changed in one run.
const versions = Array.from({ length: 40 }, (_, version) => version);
const now = () => new Date();
const monotonic = () => performance.now();

export async function prove(options: {
  seed: number;
  chance: Chance;
  store: Store;
  actions: number;
}): Promise<Tally> {
  const { seed, chance, store } = options;
  const tally: Tally = {
    acknowledged: 0,
    kills: 0,
    killsInAction: 0,
    withdrawals: 0,
    stops: 0,
    publications: 0,
    refusals: 0,
    readersBeforeWriters: 0,
    restores: 0,
    restoredThenDark: 0,
    failures: 0,
    erasedAtOnce: 0,
    watched: 0,
    slowestDark: 0,
  };
  const births: Births = { stories: 0, images: 0 };
  const numbers = new Map<string, Thing>();
  const thingOf = (id: string): Thing => {
    if (!numbers.has(id)) for (const thing of born(births)) numbers.set(idOf(seed, thing), thing);
    const thing = numbers.get(id);
    assert.ok(thing !== undefined, `Nobody ever offered ${id}.`);
    return thing;
  };
  const model = emptyModel();
  /** Files that a restored database lists and that were rightly removed before: they come back with the next publication. */
  const missingFiles = new Set<string>();
  /** How long steps took lately, in milliseconds, as seen from here. */
  const usualTime = new Map<Step["do"], number>();
  await migrateInbox(store.inbox);
  let backup: { restore: () => Promise<void>; published: Model["published"] } | undefined;

  for (let round = 1; round <= 200 && !provesEnough(tally, options.actions); round += 1) {
    const plan: Plan = {
      seed,
      releases: forWorker(store.releases),
      inbox: forWorker(store.inbox),
      mediaFolder: store.mediaFolder,
      tombstoneLog: store.tombstoneLog,
      actions: planActions(chance, seed, model, births, 30 + chance.below(60)),
    };
    const watcher = round > 1 && chance.is(0.5) ? await openReader({ log: true }) : undefined;
    const { pending, erased } = await act(plan, watcher?.reader);
    await verify(pending, erased);
    if (watcher !== undefined) {
      await assertSees(seed, watcher.reader, model, thingOf);
      await watcher.close();
    }

    // By chance, but once for certain, with something in the copy that has been withdrawn since.
    const kept = [...(backup?.published.values() ?? [])].flatMap((shown) => [...shown.keys()]);
    const isDue = tally.restoredThenDark === 0 && kept.some((thing) => model.withdrawn.has(thing));
    if (backup === undefined && (round === 2 || chance.is(0.25))) {
      backup = { restore: await store.backUp(), published: copyOf(model).published };
    } else if (backup !== undefined && (isDue || chance.is(0.25))) {
      await restore(backup);
      backup = undefined;
    }
  }
  return tally;

  async function openReader(use: {
    log: boolean;
  }): Promise<{ reader: ReleaseReader; close: () => Promise<void> }> {
    const inbox = await openInboxReader({ location: store.inbox });
    try {
      const reader = await openReleaseReader({
        location: store.releases,
        mediaFolder: store.mediaFolder,
        ...(use.log ? { tombstoneLog: store.tombstoneLog } : {}),
        stops: inbox.stopsInForce,
        now,
        monotonic,
      });
      return {
        reader,
        async close() {
          await reader.close();
          await inbox.close();
        },
      };
    } catch (error) {
      await inbox.close();
      throw error;
    }
  }

  async function openWriter(): Promise<ReleaseWriter> {
    return await openReleaseWriter({
      location: store.releases,
      mediaFolder: store.mediaFolder,
      tombstoneLog: store.tombstoneLog,
      now,
    });
  }

  /** Lets a worker act and kills it. Acknowledged steps are in the model then; what was begun and not ended is returned. */
  async function act(
    plan: Plan,
    watching: ReleaseReader | undefined,
  ): Promise<{ pending: Step | undefined; erased: Set<Thing> }> {
    const planFile = join(store.publicFolder, "..", "plan.json");
    writeFileSync(planFile, JSON.stringify(plan));
    const child = spawn(process.execPath, [worker, planFile], {
      // Compiled once for all the workers: half of their short lives would go into reading their own code.
      env: { ...environment(), NODE_COMPILE_CACHE: join(store.publicFolder, "..", "compiled") },
      stdio: ["ignore", "ignore", "pipe", "pipe"],
    });
    let complaints = "";
    child.stderr?.on("data", (chunk: Buffer) => (complaints += chunk.toString()));

    const manner = chance.below(100);
    const deadly = chance.pick(deadlySteps);
    const survives = chance.below(deadly === "publish" || deadly === "withdraw" ? 14 : 4);
    const killWithin = chance.below(1200) / 1000;
    const dyingWhileWriting = store.releases.database === "sqlite" && chance.is(0.4);
    let isDoomed = false;
    let begins = 0;
    let beganAt = 0;
    let pending: Step | undefined;
    let failure: Extract<Line, { failed: Step }> | undefined;
    let isFinished = false;
    const erased = new Set<Thing>();
    const watched: Promise<void>[] = [];
    const kill = () => {
      // Ours alone, by its own handle.
      child.kill("SIGKILL");
    };
    let problem: { error: unknown } | undefined;
    const fail = (error: unknown) => {
      problem ??= { error };
      kill();
    };
    if (manner < 10) setTimeout(kill, 100 + chance.below(500)).unref();
    const disturbing = store.disturb !== undefined && chance.is(0.3);

    const lines = createInterface({ input: child.stdio[3] as Readable });
    lines.on("line", (text) => {
      try {
        hear(JSON.parse(text) as Line);
      } catch (error) {
        fail(error);
      }
    });
    const hear = (line: Line) => {
      if ("ready" in line && manner >= 10 && manner < 30) setTimeout(kill, chance.below(600)).unref();
      if ("ready" in line && disturbing) {
        setTimeout(() => void store.disturb?.(), chance.below(300)).unref();
      }
      if ("begin" in line) {
        pending = line.begin;
        beganAt = performance.now();
        if (line.begin.do === deadly) begins += 1;
        // Most deaths fall into the middle of something, at any moment of the time that it usually takes.
        if (manner >= 30 && manner < 94 && line.begin.do === deadly && begins > survives) {
          if (dyingWhileWriting) isDoomed = true;
          else setTimeout(kill, killWithin * (usualTime.get(deadly) ?? 10)).unref();
        }
      }
      if ("end" in line) {
        pending = undefined;
        const took = performance.now() - beganAt;
        usualTime.set(line.end.do, ((usualTime.get(line.end.do) ?? took) + took) / 2);
        acknowledge(line);
        if (watching !== undefined && (line.end.do === "withdraw" || line.end.do === "stop")) {
          watched.push(seeDark(watching, line.end.thing).catch(fail));
        }
      }
      if ("failed" in line) failure = line;
      if ("finished" in line) isFinished = true;
    };

    const acknowledge = (line: Extract<Line, { end: Step }>) => {
      const { end: step, result } = line;
      // A stop that waits for a story to come back is asked about at each settling; that is no action.
      if (step.do !== "settle-one" || ("withdraw" in result && result.withdraw.ok)) tally.acknowledged += 1;
      if ("publish" in result && step.do === "publish") {
        tally.publications += 1;
        tally.refusals += result.publish.refused.length;
        assertPublished(step, result.publish);
        filesReturned(step.offer);
      }
      if (step.do === "stop") tally.stops += 1;
      if ("withdraw" in result && (step.do === "withdraw" || step.do === "settle-one")) {
        const thing = step.do === "withdraw" ? step.thing : thingOf(step.id);
        if (result.withdraw.ok) tally.withdrawals += 1;
        const isKnown = isPublished(model, thing) || model.withdrawn.has(thing);
        assert.equal(result.withdraw.ok, isKnown, `Withdrawing ${idOf(seed, thing)}`);
        if (isKnown) assert.equal(result.withdraw.already, model.withdrawn.has(thing), "already withdrawn");
        if (result.withdraw.erasedAt !== undefined) {
          erased.add(thing);
          tally.erasedAtOnce += 1;
        }
      }
      apply(model, step, thingOf);
    };

    // A commit lasts a fraction of a millisecond; a journal that is being written shows when.
    const watcher = dyingWhileWriting
      ? watch(store.publicFolder, (_event, name) => {
          if (isDoomed && name?.endsWith("-wal") === true) kill();
        })
      : undefined;
    const [code, signal] = await ended(child, lines);
    watcher?.close();
    await Promise.all(watched);
    if (problem !== undefined) throw problem.error;
    if (signal === "SIGKILL") {
      tally.kills += 1;
      if (pending !== undefined) tally.killsInAction += 1;
    } else if (failure !== undefined) {
      tally.failures += 1;
      assert.ok(disturbing, `The worker failed by itself: ${JSON.stringify(failure)}`);
      assert.equal(
        failure.stuck,
        undefined,
        `After a lost connection the writer must go on: ${failure.error}`,
      );
    } else {
      assert.ok(isFinished && code === 0, `The worker ended with ${code ?? signal}: ${complaints}`);
    }
    return { pending, erased };
  }

  /** The reader that stood there before must see it dark, at once. */
  async function seeDark(reader: ReleaseReader, thing: Thing): Promise<void> {
    const from = performance.now();
    const id = idOf(seed, thing);
    for (;;) {
      await reader.confirm();
      const found = await Promise.all(
        editions.map((edition) =>
          isImage(thing)
            ? reader.find({ kind: "image", edition, id, surface: "page" })
            : reader.find({ kind: "story", edition, id, surface: "page" }),
        ),
      );
      const passed = performance.now() - from;
      if (found.every((release) => release === undefined)) {
        tally.watched += 1;
        tally.slowestDark = Math.max(tally.slowestDark, passed);
        return;
      }
      assert.ok(
        passed < 1000,
        `${id} is public ${Math.round(passed)} ms after its withdrawal was acknowledged.`,
      );
      await wait(5);
    }
  }

  function assertPublished(
    step: Extract<Action, { do: "publish" }>,
    result: { added: string[]; changed: string[]; removed: string[]; refused: string[]; unchanged: number },
  ): void {
    const before = model.published.get(step.edition);
    const after = accepted(model, step.offer);
    const ids = (things: Iterable<Thing>) => [...things].map((thing) => idOf(seed, thing)).toSorted();
    const old = before ?? new Map<Thing, number>();
    const expected = {
      added: ids([...after.keys()].filter((thing) => !old.has(thing))),
      changed: ids(
        [...after]
          .filter(([thing, version]) => old.has(thing) && old.get(thing) !== version)
          .map(([thing]) => thing),
      ),
      removed: ids([...old.keys()].filter((thing) => !after.has(thing))),
      refused: ids(step.offer.map(([thing]) => thing).filter((thing) => model.withdrawn.has(thing))),
    };
    const got = {
      added: result.added.filter((id) => id !== "at-noon").toSorted(),
      changed: result.changed.toSorted(),
      removed: result.removed.toSorted(),
      refused: result.refused.toSorted(),
    };
    assert.deepEqual(got, expected, `What publishing ${step.edition} changed`);
  }

  /** What a death left: wholly done or not at all. Afterwards the model says which. */
  async function verify(pending: Step | undefined, erased: ReadonlySet<Thing>): Promise<void> {
    // Erased means erased: said with the receipt, and true in the bytes whatever happened afterwards.
    if (store.releases.database === "sqlite") assertErased(erased, pending);

    const logged = new Set(readTombstoneLog(store.tombstoneLog).map(({ id }) => thingOf(id)));
    for (const thing of model.withdrawn) assert.ok(logged.has(thing), `The log lost ${idOf(seed, thing)}.`);
    if (pending?.do === "withdraw" || pending?.do === "settle-one") {
      const thing = pending.do === "withdraw" ? pending.thing : thingOf(pending.id);
      if (logged.has(thing)) apply(model, pending, thingOf);
    }
    assert.deepEqual(sorted(logged), sorted(model.withdrawn), "The log holds what nobody asked for.");

    const stops = await stopsInInbox();
    if (pending?.do === "stop" && stops.has(pending.thing)) apply(model, pending, thingOf);
    assert.deepEqual(sorted(stops), sorted(model.stopped), "Stops in the inbox");

    const candidates = [copyOf(model)];
    if (pending?.do === "publish") {
      const after = copyOf(model);
      apply(after, pending, thingOf);
      candidates.push(after);
    }

    // As a site would find it, before anybody repairs anything. Where it cannot be opened, nothing is shown.
    const early = await openIfPossible();
    const seen = new Map<EditionId, Shown>();
    const looksLike = (candidate: Model) =>
      editions.every((edition) => isSame(seen.get(edition) ?? new Map(), visible(candidate, edition)));
    if (early !== undefined) {
      tally.readersBeforeWriters += 1;
      try {
        await early.reader.confirm();
        for (const edition of editions) seen.set(edition, await seenBy(seed, early.reader, edition, thingOf));
        await assertSees(seed, early.reader, candidates.find(looksLike) ?? model, thingOf, seen);
      } finally {
        await early.close();
      }
    }

    const writer = await openWriter();
    try {
      const standing = new Map<EditionId, Shown>();
      for (const edition of editions) standing.set(edition, await publishedIn(writer, edition));
      const isHeld = (candidate: Model) =>
        editions.every((edition) =>
          isSame(standing.get(edition) ?? new Map(), candidate.published.get(edition) ?? new Map()),
        );
      const found = candidates.find(isHeld);
      for (const edition of editions) {
        // Neither the old nor the new: said against the old.
        assert.deepEqual(
          named(seed, standing.get(edition) ?? new Map()),
          named(seed, (found ?? model).published.get(edition) ?? new Map()),
          `What the store holds of ${edition}`,
        );
      }
      if (found !== undefined) model.published = found.published;
      if (early !== undefined) assert.ok(looksLike(model), "A reader saw what the store does not hold.");
      if (pending?.do === "publish" && found !== candidates[0]) filesReturned(pending.offer);

      await assertNotResurrected(writer);
      await writer.repair();
      assert.deepEqual(
        await writer.repair(),
        { replayed: 0, erased: 0, mediaRemoved: 0 },
        "A second repair finds nothing to do.",
      );
      const late = await openReader({ log: chance.is(0.5) });
      await assertSees(seed, late.reader, model, thingOf);
      await late.close();
    } finally {
      await writer.close();
    }
    await assertNothingLeaked();
  }

  async function openIfPossible() {
    return await openReader({ log: true }).catch((error: unknown) => {
      if (error instanceof StoreUnavailable) return undefined;
      throw error;
    });
  }

  function filesReturned(offer: Offer): void {
    for (const [thing] of offer) if (isImage(thing)) missingFiles.delete(fileHashOf(seed, thing));
  }

  function assertErased(erased: ReadonlySet<Thing>, pending: Step | undefined): void {
    if (erased.size === 0) return;
    const stored = wordsInFiles(store.publicFolder);
    const allowed = allowedWords(seed, model);
    if (pending?.do === "publish") {
      for (const [thing, version] of accepted(model, pending.offer))
        for (const word of wordsOf(seed, thing, version)) allowed.add(word);
    }
    for (const thing of erased) {
      for (const version of versions) {
        for (const word of wordsOf(seed, thing, version)) {
          assert.ok(
            allowed.has(word) || !stored.has(word),
            `A word of ${idOf(seed, thing)} stands in ${stored.get(word)} after its erasure was acknowledged.`,
          );
        }
      }
    }
  }

  async function publishedIn(writer: ReleaseWriter, edition: EditionId): Promise<Shown> {
    const shown: Shown = new Map();
    for (const release of await writer.published(edition)) {
      if (release.kind === "event") continue;
      const thing = thingOf(release.id);
      shown.set(thing, versionOf(seed, thing, release));
    }
    return shown;
  }

  async function stopsInInbox(): Promise<Set<Thing>> {
    const inbox = await openInboxReader({ location: store.inbox });
    try {
      return new Set((await inbox.stops()).map(({ id }) => thingOf(id)));
    } finally {
      await inbox.close();
    }
  }

  /** Offers what was withdrawn once more: under its own id, and under another that rests on the same consent. */
  async function assertNotResurrected(writer: ReleaseWriter): Promise<void> {
    const edition = chance.pick(editions);
    const shown = model.published.get(edition);
    const gone = chance.some([...model.withdrawn], 6 / Math.max(6, model.withdrawn.size));
    if (shown === undefined || gone.length === 0) return;
    const offered = publicationOf(seed, edition, [...shown]);
    const again = gone.flatMap((thing) => [
      releaseOf(seed, thing, 0, edition),
      releaseOf(seed, thing, 0, edition, otherIdOf(seed, thing)),
    ]);
    const media = new Map([
      ...offered.media,
      ...publicationOf(
        seed,
        edition,
        gone.map((thing) => [thing, 0]),
      ).media,
    ]);
    const outcome = await writer.publish({ ...offered, releases: [...offered.releases, ...again], media });
    assert.ok(outcome.ok);
    assert.deepEqual(
      outcome.refused.toSorted(),
      again.map(({ id }) => id).toSorted(),
      "What was withdrawn must be refused.",
    );
    assert.deepEqual([...outcome.added, ...outcome.changed, ...outcome.removed], [], "Nothing else changes.");
    filesReturned([...shown]);
  }

  async function assertNothingLeaked(): Promise<void> {
    const allowed = allowedWords(seed, model);
    const stored = new Map([...wordsInFiles(store.publicFolder), ...(await store.storedWords())]);
    const leaked = new Map([...stored].filter(([word]) => !allowed.has(word)));
    if (leaked.size > 0) {
      const owners = born(births).flatMap((thing) =>
        versions
          .filter((version) => wordsOf(seed, thing, version).some((word) => leaked.has(word)))
          .map(
            (version) =>
              `${idOf(seed, thing)} v${version}${model.withdrawn.has(thing) ? " (withdrawn)" : ""}`,
          ),
      );
      assert.fail(
        `Bytes that should be gone: ${owners.join(", ")} in ${[...new Set(leaked.values())].join(", ")}`,
      );
    }
    const files = new Set(mediaFiles(store.mediaFolder));
    const listed = new Set(
      [...model.published.values()].flatMap((shown) =>
        [...shown.keys()].filter(isImage).map((thing) => fileHashOf(seed, thing)),
      ),
    );
    for (const hash of listed)
      assert.ok(files.has(hash) || missingFiles.has(hash), `The file ${hash} of a public image is lost.`);
    for (const file of files) assert.ok(listed.has(file), `The file ${file} is left; no release lists it.`);
  }

  /** An old copy is put back after everything was killed. */
  async function restore(kept: {
    restore: () => Promise<void>;
    published: Model["published"];
  }): Promise<void> {
    const standing = chance.is(0.5) ? await openReader({ log: true }) : undefined;
    await standing?.reader.confirm();
    const returning = new Set([...kept.published.values()].flatMap((shown) => [...shown.keys()]));
    const mustStayDark = [...model.withdrawn].filter((thing) => returning.has(thing));
    await kept.restore();
    tally.restores += 1;
    tally.restoredThenDark += mustStayDark.length;
    model.published = new Map(
      [...kept.published].map(([edition, shown]) => [
        edition,
        new Map([...shown].filter(([thing]) => !model.withdrawn.has(thing))),
      ]),
    );
    const files = new Set(mediaFiles(store.mediaFolder));
    for (const shown of model.published.values())
      for (const thing of shown.keys())
        if (isImage(thing) && !files.has(fileHashOf(seed, thing))) missingFiles.add(fileHashOf(seed, thing));

    if (standing !== undefined) {
      // A reader asks the store again once its last check is 25 ms old.
      await wait(30);
      await assertSees(seed, standing.reader, model, thingOf);
      await standing.close();
    }
    const fresh = await openIfPossible();
    if (fresh !== undefined) {
      await fresh.reader.confirm();
      await assertDark(seed, fresh.reader, model, mustStayDark);
      await assertSees(seed, fresh.reader, model, thingOf);
      await fresh.close();
    }
    await verify(undefined, new Set());
  }
}

/** By this name a disturbance finds the worker's connections, and leaves ours alone. */
export const workerName = "faults-worker";

function forWorker(location: Location): Location {
  return location.database === "sqlite"
    ? location
    : { ...location, url: `${location.url}?application_name=${workerName}` };
}

function sorted(things: Iterable<Thing>): Thing[] {
  return [...things].toSorted((a, b) => a - b);
}

async function ended(child: ChildProcess, lines: { once(event: "close", listener: () => void): unknown }) {
  const closed = new Promise<void>((resolve) => {
    lines.once("close", resolve);
  });
  const gone = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.once("exit", (code, signal) => resolve([code, signal]));
  });
  await closed;
  return gone;
}
