import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { operatorLocales } from "@bluehour/domain/locales";
import { consentIn, draftIn, exampleWorld, storyIds, worldArbitrary } from "@bluehour/testing/example-world";
import type { World } from "@bluehour/testing/example-world";
import { planEdition } from "./plan.ts";
import { readinessOf, todoSentence } from "./readiness.ts";
import type { Todo } from "./readiness.ts";

const codeOf = (todo: Todo): string => ("reason" in todo ? todo.reason.code : todo.code);
/** What is to be done about one thing: "hand: code". */
const about = (world: World, id: string): string[] =>
  readinessOf(world)
    .todos.filter((todo) => todo.id === id)
    .map((todo) => `${todo.hand}: ${codeOf(todo)}${todo.isBlocking ? " (blocking)" : ""}`);

test("an edition in which everything stands has nothing left to do, and its languages are counted", () => {
  const { edition, daysToGo, todos, coverage } = readinessOf(exampleWorld());
  assert.deepEqual({ edition, daysToGo, todos }, { edition: "2026", daysToGo: 45, todos: [] });
  assert.deepEqual(
    coverage.map(({ locale, machine, stale }) => [locale, machine, stale]),
    [
      ["en", 0, 0],
      ["fr", 0, 0],
      ["nl", 0, 0],
      ["de", 0, 0],
    ],
  );
  // The organisation and its block are told in French and Dutch alone.
  assert.equal(coverage.find(({ locale }) => locale === "de")?.missing, 2);
  assert.equal(coverage.find(({ locale }) => locale === "fr")?.missing, 0);
});

test("what ends before the edition has been shown is said while there is time", () => {
  const world = exampleWorld();
  consentIn(world, storyIds.survivor).notAfter = "2026-08-15";
  draftIn(world, "fact", "figure").data.validUntil = "2026-07-01";
  draftIn(world, "helpline", "line").data.verified = { state: "checked", by: "s-1", on: "2026-01-20" };
  assert.deepEqual(about(world, storyIds.survivor), ["teller: consent-ends"]);
  assert.deepEqual(about(world, "figure"), ["author: fact-ends"]);
  assert.deepEqual(about(world, "line"), ["organiser: helpline-due"]);
  assert.deepEqual(about(world, storyIds.responder), [], "a consent until next year outlasts the edition");
});

test("what goes dark before the day is over comes first, with its day, its place and whoever knows the person", () => {
  const world = exampleWorld();
  consentIn(world, storyIds.survivor).notAfter = "2026-08-15";
  consentIn(world, storyIds.responder).notAfter = "2026-07-20";
  const { todos } = readinessOf(world);
  const { ref } = consentIn(world, storyIds.responder);
  assert.deepEqual(todos.map((todo) => [todo.id, codeOf(todo), todo.due, todo.field, todo.who]).slice(0, 1), [
    [
      storyIds.responder,
      "consent-ends-before",
      "2026-07-20",
      `consents[${ref}].notAfter`,
      [{ staff: "s-1" }],
    ],
  ]);
  assert.equal(todos[1]?.due, "2026-08-15");
  draftIn(world, "story", storyIds.fiction).texts["fr"]!.head.byline = "Another cook";
  world.declarations.find(({ covers }) => "story" in covers && covers.story === storyIds.fiction)!.author =
    "a-7";
  const again = readinessOf(world).todos.filter(({ id }) => id === storyIds.fiction);
  assert.deepEqual(
    again.map(({ hand, who }) => [hand, who]),
    [["reviewer", [{ staff: "r-1" }, { staff: "r-2" }]]],
  );
});

test("it says whether it is one of the days, and how much of each kind is public", () => {
  const world = exampleWorld();
  draftIn(world, "placement", "000001Y").data.candidates = [];
  world.consents = world.consents.filter(({ covers }) => "story" in covers);
  const before = readinessOf(world);
  assert.deepEqual(
    before.counts.filter(({ waiting }) => waiting > 0),
    [
      { kind: "image", all: 2, public: 1, waiting: 1 },
      { kind: "story", all: 5, public: 5, waiting: 1 },
      { kind: "placement", all: 2, public: 2, waiting: 1 },
    ],
    "a story waits for its picture without being held back by it",
  );
  assert.equal(before.isOn, false);
  // In Brussels the day begins two hours earlier than in Greenwich.
  const on = (now: string): boolean => readinessOf({ ...world, now: new Date(now) }).isOn;
  assert.deepEqual(["2026-07-29T21:59:59Z", "2026-07-29T22:00:00Z", "2026-07-30T22:00:00Z"].map(on), [
    false,
    true,
    false,
  ]);
});

test("the gate's reasons say whose turn it is, and come first", () => {
  const world = exampleWorld();
  world.reviews = world.reviews.filter(
    ({ covers }) => !("story" in covers && covers.story === storyIds.fiction),
  );
  consentIn(world, storyIds.survivor).stopHash = undefined;
  draftIn(world, "story", storyIds.responder).texts = {
    ...draftIn(world, "story", storyIds.responder).texts,
    fr: { state: "human", head: { title: "Without a byline" }, blocks: [] },
  };
  world.consents = world.consents.filter(({ covers }) => !("image" in covers));
  assert.deepEqual(about(world, storyIds.fiction), ["reviewer: review-missing (blocking)"]);
  assert.deepEqual(about(world, storyIds.survivor), ["teller: stop-code-missing (blocking)"]);
  assert.ok(about(world, storyIds.responder).includes("author: byline-missing (blocking)"));
  const { todos } = readinessOf(world);
  const blocking = todos.map(({ isBlocking }) => isBlocking);
  assert.deepEqual(
    blocking,
    blocking.toSorted((a, b) => Number(b) - Number(a)),
  );
});

test("what is not there at all is missed too", () => {
  const world = exampleWorld();
  draftIn(world, "placement", "000001Y").data.candidates = [];
  draftIn(world, "helpline", "line").data.verified = { state: "source-only" };
  assert.deepEqual(about(world, "000001Y"), ["organiser: placement-empty"]);
  assert.ok(about(world, "line").includes("organiser: helpline-uncalled"));
  world.drafts = world.drafts.filter(({ kind }) => kind !== "placement" && kind !== "helpline");
  assert.deepEqual(about(world, "shadows"), ["organiser: installation-without-placements"]);
  assert.ok(about(world, "2026").includes("organiser: no-helpline (blocking)"));
});

test("property: whatever the gate keeps back is somebody's to do, with a sentence in every language", () => {
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      const { refused, withheld } = planEdition(world);
      const { todos } = readinessOf(world);
      for (const { id, reasons } of [...refused, ...withheld]) {
        const said = todos.filter((todo) => todo.id === id && "reason" in todo).map(codeOf);
        assert.ok(said.length > 0, `nothing is said of ${id}`);
        const unsaid = reasons.map(({ code }) => code).filter((code) => !said.includes(code));
        for (const code of unsaid)
          assert.ok(["text-not-reviewed", "text-missing", "no-locale-left"].includes(code), code);
      }
      const { counts } = readinessOf(world);
      for (const { kind, all, public: seen, waiting } of counts) {
        assert.ok(seen <= all && waiting <= all, kind);
        const held = refused.filter((one) => one.kind === kind);
        assert.ok(new Set(held.map(({ id }) => id)).size <= waiting, kind);
      }
      const known = new Set([
        ...world.reviews.flatMap(({ reviewer, writers }) => [reviewer, ...writers]),
        ...world.declarations.map(({ author }) => author),
        ...world.consents.flatMap(({ elements }) => elements.disclosure?.by ?? []),
      ]);
      for (const { who } of todos)
        for (const one of who) if ("staff" in one) assert.ok(known.has(one.staff), one.staff);
      for (const todo of todos)
        for (const locale of operatorLocales) assert.match(todoSentence(todo, locale), /^.{20,}[.]$/s);
    }),
    { numRuns: 40 },
  );
});
