import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { allowsSurface, borderlessUses, surfaces, surfacesOf, uses } from "./uses.ts";
import type { Surface } from "./uses.ts";

test("without a use there is no surface", () => {
  assert.deepEqual(surfacesOf([]), []);
  for (const needed of Object.values(surfaces)) assert.ok(needed.length > 0);
});

test("all uses open all surfaces, and one use less closes each that needs it", () => {
  assert.deepEqual(surfacesOf(uses), Object.keys(surfaces));
  for (const use of uses) {
    const open = surfacesOf(uses.filter((other) => other !== use));
    for (const [surface, needed] of Object.entries<readonly string[]>(surfaces))
      assert.equal(open.includes(surface as Surface), !needed.includes(use), `${surface} without ${use}`);
  }
});

test("more uses never close a surface", () => {
  fc.assert(
    fc.property(fc.subarray([...uses]), fc.subarray([...uses]), (some, more) => {
      const open = new Set(surfacesOf([...some, ...more]));
      for (const surface of surfacesOf(some)) assert.ok(open.has(surface));
    }),
  );
});

test("the table says what the contract says", () => {
  assert.ok(!allowsSurface(["search-engine"], "sitemap"));
  assert.ok(!allowsSurface(["web"], "data") && allowsSurface(["web", "open-data"], "embed"));
  assert.ok(!allowsSurface(["web"], "placement-page") && allowsSurface(["placement"], "placement-page"));
  assert.ok(!allowsSurface(["web"], "card-image") && !allowsSurface(["audio"], "reading-aloud"));
  assert.ok(borderlessUses.every((use) => uses.includes(use)));
});
