import assert from "node:assert/strict";
import { test } from "node:test";
import { breachesOf, checkBoundaries } from "./check-boundaries.ts";

test("the tree keeps to the import table", () => {
  assert.deepEqual(checkBoundaries(), []);
});

const broken: [string, string, string, RegExp][] = [
  [
    "the site reaches for the writer",
    "apps/site/src/x.ts",
    'import { a } from "@bluehour/releases/write";',
    /may not import/,
  ],
  [
    "the site reaches for the gate in a test",
    "apps/site/src/x.test.ts",
    'import { a } from "@bluehour/gate/decide";',
    /may not/,
  ],
  [
    "the site imports an image library",
    "apps/site/src/x.ts",
    'import sharp from "sharp";',
    /may not import the package/,
  ],
  [
    "a dynamic import",
    "apps/site/src/x.ts",
    'const a = await import("@bluehour/bundle/load");',
    /may not import/,
  ],
  ["a side-effect import", "packages/domain/src/x.ts", 'import "pg";', /may not import/],
  [
    "a path out of the room",
    "apps/site/src/x.ts",
    'import { a } from "../../../packages/gate/src/decide.ts";',
    /leads out/,
  ],
  [
    "SQL outside the stores",
    "apps/cli/src/x.ts",
    'import { DatabaseSync } from "node:sqlite";',
    /may not import/,
  ],
  [
    "the environment read elsewhere",
    "apps/cli/src/x.ts",
    "const a = process.env.HOME;",
    /packages\/config alone/,
  ],
  ["a clock in a pure room", "packages/gate/src/x.ts", "const now = new Date();", /handed in/],
  ["a forged release", "apps/cli/src/x.ts", "const r = x as Release;", /only the gate/],
  [
    "a forged release, twice cast",
    "packages/releases/src/x.ts",
    "const r = x as unknown as Release<K>;",
    /only the gate/,
  ],
  [
    "a forged public release",
    "apps/cli/src/x.ts",
    "const r = x as unknown as PublicRelease;",
    /only releases\/read/,
  ],
  ["markup as text", "apps/site/src/views/x.tsx", "const a = raw(text);", /no markup/],
  ["a room without a row", "packages/attic/src/x.ts", "export const a = 1;", /no row/],
  ["a default export", "packages/gate/src/x.ts", "export default 1;", /named exports/],
];
for (const [name, file, text, expected] of broken) {
  test(`found: ${name}`, () => {
    const messages = breachesOf(file, `\n${text}\n`).map((breach) => breach.message);
    assert.match(messages.join("\n"), expected);
  });
}
