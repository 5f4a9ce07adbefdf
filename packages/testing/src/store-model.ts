/**
 * A release store against a model that fits in the head: random publications, withdrawals, stops, dates and restarts must never lose,
 * leak or bring back anything.
 */
import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { test } from "node:test";
import type { ReleaseReader, SearchPage } from "@bluehour/releases/read";
import type { ReleaseWriter } from "@bluehour/releases/write";
import type { Release } from "@bluehour/domain/release";
import type { Tombstone } from "@bluehour/domain/tombstone";
import fc from "fast-check";
import {
  consentRef,
  editionRelease,
  eventRelease,
  stopHashOf,
  storyId,
  storyRelease,
} from "./release-factory.ts";
import { storeWorld } from "./store-world.ts";
import type { StoreUnderTest, StoreWorld } from "./store-world.ts";

const editions = ["2020", "2021"] as const;
const numbers = [1, 2, 3, 4, 5, 6] as const;
const minute = 60_000;

/** What is said of a story when it is published. */
type Wanted = {
  number: number;
  consent: number;
  endsIn: number | undefined;
  beginsIn: number | undefined;
  title: string;
};

type Known = Wanted & { begins: number; ends: number };

type Model = {
  /** By edition, in order. */
  published: Map<string, Known[]>;
  buried: Set<number>;
  deadConsents: Set<number>;
  stopped: Set<number>;
};

type Real = { world: StoreWorld; writer: ReleaseWriter; reader: ReleaseReader };

function expectedIds(model: Model, edition: string, now: number): string[] {
  return (model.published.get(edition) ?? [])
    .filter(({ number }) => !model.stopped.has(number))
    .filter(({ begins, ends }) => begins <= now && now < ends)
    .map(({ number }) => storyId(number));
}

/** Every hit of a word, page by page. */
async function searched(reader: ReleaseReader, edition: string, text: string): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page: SearchPage = await reader.search({
      edition,
      locale: "en",
      surface: "search",
      text,
      limit: 3,
      ...(after === undefined ? {} : { after }),
    });
    found.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function compare(model: Model, real: Real): Promise<void> {
  const { reader, world } = real;
  world.clock.advance(30);
  assert.equal((await reader.confirm()).confirmed, true);
  const now = world.clock.now().getTime();
  for (const edition of editions) {
    const expected = expectedIds(model, edition, now);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await reader.list({
        kind: "story",
        edition,
        locale: "en",
        surface: "list",
        limit: 2,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after !== undefined);
    assert.deepEqual(found, expected);
    assert.deepEqual(await searched(reader, edition, "story"), expected);
    for (const title of ["One", "Two"]) {
      const named = expected.filter((id) =>
        model.published.get(edition)?.some((one) => storyId(one.number) === id && one.title === title),
      );
      assert.deepEqual(await searched(reader, edition, title), named);
    }
    for (const number of numbers) {
      const story = await reader.find({ kind: "story", edition, id: storyId(number), surface: "page" });
      assert.equal(story !== undefined, expected.includes(storyId(number)));
      const known = model.published.get(edition)?.find((one) => one.number === number);
      if (story !== undefined) assert.equal(story.locales["en"]?.head.title, known?.title);
    }
    if (model.published.has(edition)) {
      assert.notEqual(await reader.find({ kind: "event", edition, id: "noon", surface: "page" }), undefined);
    }
  }
  for (const number of numbers) {
    const match = await reader.storyOfStopHash(stopHashOf(`stop-${number}`));
    assert.equal(match?.id, isHeld(model, number) || model.buried.has(number) ? storyId(number) : undefined);
    if (match !== undefined)
      assert.equal(match.alreadyDark, model.stopped.has(number) || model.buried.has(number));
  }
  assert.deepEqual(
    new Set((await real.writer.tombstones()).map(({ id }) => id)),
    new Set([...model.buried].map(storyId)),
  );
}

/** What a tombstone takes away, of the story and of its consent. */
function bury(model: Model, number: number): void {
  const consents = [...model.published.values()]
    .flat()
    .filter((story) => story.number === number)
    .map(({ consent }) => consent);
  model.buried.add(number);
  for (const consent of consents) model.deadConsents.add(consent);
  for (const [edition, stories] of model.published) {
    model.published.set(
      edition,
      stories.filter((story) => story.number !== number && !model.deadConsents.has(story.consent)),
    );
  }
}

function isHeld(model: Model, number: number): boolean {
  return [...model.published.values()].flat().some((story) => story.number === number);
}

type Step = fc.AsyncCommand<Model, Real>;

function step(name: string, run: (model: Model, real: Real) => Promise<void>): Step {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real);
      await compare(model, real);
    },
    toString: () => name,
  };
}

function publish(edition: string, wanted: readonly Wanted[]): Step {
  return step(`publish ${edition} ${JSON.stringify(wanted)}`, async (model, { world, writer }) => {
    const now = world.clock.now().getTime();
    const known = wanted.map((story): Known => ({
      ...story,
      begins: story.beginsIn === undefined ? Number.NEGATIVE_INFINITY : now + story.beginsIn * minute,
      ends: now + (story.endsIn ?? 100_000) * minute,
    }));
    const releases: Release[] = known.map((story) =>
      storyRelease(story.number, {
        edition,
        title: story.title,
        restsOn: [consentRef(story.consent)],
        notBefore: story.begins === Number.NEGATIVE_INFINITY ? null : new Date(story.begins).toISOString(),
        notAfter: new Date(story.ends).toISOString(),
      }),
    );
    const outcome = await writer.publish({
      edition,
      owner: "folder",
      releases: [editionRelease(edition), eventRelease("noon", { edition }), ...releases],
      media: new Map(),
    });
    const isRefused = (story: Wanted) =>
      model.buried.has(story.number) || model.deadConsents.has(story.consent);
    assert.deepEqual(
      outcome.ok && outcome.refused,
      known.filter(isRefused).map(({ number }) => storyId(number)),
    );
    model.published.set(
      edition,
      known.filter((story) => !isRefused(story)),
    );
  });
}

function withdraw(number: number): Step {
  return step(`withdraw ${number}`, async (model, { writer }) => {
    const outcome = await writer.withdraw({ id: storyId(number), door: "withdraw" });
    assert.equal(outcome.ok, isHeld(model, number) || model.buried.has(number));
    if (outcome.ok) assert.notEqual(outcome.erasedAt, undefined);
    if (isHeld(model, number)) bury(model, number);
  });
}

/** A withdrawal killed after the log, then a restart. */
function killedWithdraw(number: number): Step {
  return step(`killed withdraw ${number}`, async (model, real) => {
    const held = [...model.published].filter(([, stories]) =>
      stories.some((story) => story.number === number),
    );
    if (held.length === 0) return;
    const consents = held.flatMap(([, stories]) =>
      stories.filter((story) => story.number === number).map(({ consent }) => consentRef(consent)),
    );
    const tombstone: Tombstone = {
      kind: "story",
      id: storyId(number),
      edition: held[0]?.[0] ?? "",
      consents: [...new Set(consents)],
      at: real.world.clock.now().toISOString(),
      door: "withdraw",
      stopHash: stopHashOf(`stop-${number}`),
    };
    appendFileSync(real.world.tombstoneLog, `${JSON.stringify(tombstone)}\n`);
    await real.writer.close();
    real.writer = await real.world.writer();
    bury(model, number);
  });
}

function stop(number: number): Step {
  return step(`stop ${number}`, async (model, { world }) => {
    world.stops.add(storyId(number));
    model.stopped.add(number);
  });
}

function pass(minutes: number): Step {
  return step(`pass ${minutes} min`, async (_model, { world }) => world.clock.advance(minutes * minute));
}

const reopen: Step = step("reopen", async (_model, real) => {
  await real.reader.close();
  await real.writer.close();
  real.writer = await real.world.writer();
  real.reader = await real.world.reader();
});

const anyNumber = fc.constantFrom(...numbers);
const anyStory = fc.record({
  number: anyNumber,
  consent: fc.constantFrom(...numbers, 7, 8),
  endsIn: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  beginsIn: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
  title: fc.constantFrom("One", "Two"),
});
const anyStep = [
  fc
    .tuple(
      fc.constantFrom(...editions),
      fc.uniqueArray(anyStory, { selector: ({ number }) => number, maxLength: 6 }),
    )
    .map(([edition, stories]) => publish(edition, stories)),
  anyNumber.map(withdraw),
  anyNumber.map(killedWithdraw),
  anyNumber.map(stop),
  fc.integer({ min: 1, max: 8 }).map(pass),
  fc.constant(reopen),
];

/** Runs random histories against a store. */
export function testStoreAgainstModel(
  store: StoreUnderTest,
  runs: { histories: number; steps: number },
): void {
  test(`random histories in ${store.database}: nothing lost, leaked or brought back`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(anyStep, { maxCommands: runs.steps, size: "max" }), async (history) => {
        const world = await storeWorld(store);
        try {
          await fc.asyncModelRun(
            async () => ({
              model: {
                published: new Map<string, Known[]>(),
                buried: new Set<number>(),
                deadConsents: new Set<number>(),
                stopped: new Set<number>(),
              },
              real: { world, writer: await world.writer(), reader: await world.reader() },
            }),
            history,
          );
        } finally {
          await world.close();
        }
      }),
      { numRuns: runs.histories },
    );
  });
}
