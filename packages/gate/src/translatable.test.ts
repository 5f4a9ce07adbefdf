import assert from "node:assert/strict";
import { test } from "node:test";
import { consentIn, exampleWorld, storyIds } from "@bluehour/testing/example-world";
import { createTranslatable } from "./translatable.ts";

test("a story goes to a translator only into the languages that its teller allowed", () => {
  const world = exampleWorld();
  const story = world.drafts.find(({ id }) => id === storyIds.survivor);
  const organisation = world.drafts.find(({ kind }) => kind === "organisation");
  const consent = consentIn(world, storyIds.survivor);
  assert.ok(story !== undefined && organisation !== undefined);
  const [locale = ""] = consent.locales;
  const may = (which: typeof story, into: string): boolean => createTranslatable(world)(which, into);
  assert.equal(may(story, locale), true);
  assert.equal(may(story, "tlh"), false);
  assert.equal(may(organisation, "tlh"), true);
  consent.withdrawnOn = "2026-06-01";
  assert.equal(may(story, locale), false);
  world.consents = [];
  assert.equal(may(story, locale), false);
});
