import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { candidateSchema } from "@bluehour/domain/candidate";
import type { Candidate } from "@bluehour/domain/candidate";
import type { PublicRelease, Release } from "@bluehour/domain/release";
import { draftIn, exampleWorld, storyIds, worldArbitrary } from "@bluehour/testing/example-world";
import { candidateOf, createCandidates } from "./candidate.ts";
import { createGate } from "./gate.ts";

const runs = { numRuns: 100 };

/** Never called: the compiler is the test. Nothing that only a store or a reader hands out can be made of a candidate. */
export function nobodyTakesACandidate(candidate: Candidate): void {
  // @ts-expect-error A candidate is no release.
  const release: Release = candidate;
  // @ts-expect-error Nor is what is in it.
  const content: Release = candidate.content;
  // @ts-expect-error Nor does it count as read from the store.
  const read: PublicRelease = candidate.content;
  void [release, content, read];
}

test("a draft that passes with nothing held back is its own candidate, but for the stop hash", () => {
  let compared = 0;
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      const decide = createGate(world);
      const candidates = createCandidates(world);
      for (const draft of [world.edition, ...world.drafts]) {
        const decision = decide(draft);
        const { candidate, passes, reasons } = candidates(draft);
        assert.equal(passes, decision.ok);
        assert.deepEqual(reasons, decision.ok ? decision.withheld : decision.reasons);
        if (!decision.ok || decision.withheld.length > 0) continue;
        compared += 1;
        const { stopHash: _, ...release } = decision.release;
        assert.deepEqual(candidate?.content, release);
      }
    }),
    runs,
  );
  assert.ok(compared > 100);
});

test("a candidate is always one that a preview takes, and never carries a stop hash", () => {
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      const candidates = createCandidates(world);
      for (const draft of [world.edition, ...world.drafts]) {
        const { candidate } = candidates(draft);
        if (candidate === undefined) continue;
        assert.ok(candidateSchema.safeParse(structuredClone(candidate)).success);
        assert.ok(!("stopHash" in candidate.content));
      }
    }),
    runs,
  );
});

test("a candidate never shows a language or a use that a consent leaves out", () => {
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      const candidates = createCandidates(world);
      for (const draft of world.drafts) {
        const content = candidates(draft).candidate?.content;
        const ref = content?.restsOn[0];
        const ground = [...world.consents, ...world.declarations].find((record) => record.ref === ref);
        if (content === undefined || ground === undefined) continue;
        assert.ok(Object.keys(content.locales).every((locale) => ground.locales.includes(locale)));
        assert.ok(content.uses.every((use) => ground.uses.includes(use)));
      }
    }),
    runs,
  );
});

test("a story without consent, review or read-back can be looked at in every language of its edition", () => {
  const world = { ...exampleWorld(), consents: [], reviews: [], declarations: [] };
  const story = draftIn(world, "story", storyIds.survivor);
  const { candidate, passes, reasons } = candidateOf(world, story);
  assert.equal(passes, false);
  assert.ok(reasons.some(({ code }) => code === "consent-missing"));
  assert.deepEqual(
    Object.keys(candidate?.content.locales ?? {}).toSorted(),
    world.edition.data.languages.toSorted(),
  );
  assert.deepEqual(candidate?.content.restsOn, []);
  assert.ok(candidate?.content.uses.includes("web"));
  for (const [locale, text] of Object.entries(candidate?.content.locales ?? {})) {
    const own = story.texts[locale];
    assert.equal(text.lang, own === undefined ? story.language : locale);
    assert.equal(text.state, own?.state ?? "missing");
  }
});

test("a story without any text is no candidate, and says so", () => {
  const world = exampleWorld();
  const story = draftIn(world, "story", storyIds.survivor);
  story.texts = {};
  const { candidate, reasons } = candidateOf(world, story);
  assert.equal(candidate, undefined);
  assert.ok(reasons.some(({ code }) => code === "original-missing"));
});
