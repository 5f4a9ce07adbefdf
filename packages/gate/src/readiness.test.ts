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
      for (const todo of todos)
        for (const locale of operatorLocales) assert.match(todoSentence(todo, locale), /^.{20,}[.]$/s);
    }),
    { numRuns: 40 },
  );
});
