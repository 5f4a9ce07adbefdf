import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bundleMessages } from "@bluehour/i18n/bundle";
import { operatorLocales } from "@bluehour/domain/locales";
import { formatProblem, sentenceOf } from "./problem.ts";
import { loadWith, problemsOf, validFiles } from "./test-bundle.ts";

const files: typeof validFiles = {
  ...validFiles,
  "events/dusk.yaml": `language: en
start: { day: 2026-07-30, sun: sunset, offsetMinutes: -15 }
end: { day: 2026-07-30, clock: "24:00" }
zone: Europe/Brussels
country: BE
coordinates: { latitude: 50.8467, longitude: 4.3525 }
`,
  "events/dusk.en.md": "---\ntitle: At dusk\nplace: Here\n---\n",
  "landmarks/tower.yaml": `language: en
country: BE
city: brussels
coordinates: { latitude: 50.8467, longitude: 4.3525 }
zone: Europe/Brussels
state: pledged
lighting:
  colour: "#1d4ed8"
  action: light
  intervals:
    - { from: { sun: sunset }, days: { first: 2026-07-30, last: 2026-08-02 } }
    - { from: { clock: "12:00" }, to: { clock: "13:00" } }
`,
  "landmarks/tower.en.md": "---\ntitle: Tower\ncity: Brussels\n---\n",
};
const paths = Object.keys(files);

type Garble = { path: string; at: number; length: number; bytes: Uint8Array };

const snippets = [
  "\t",
  "\n",
  ": ",
  "- ",
  "---\n",
  "{",
  "[",
  "]",
  '"',
  "#",
  "&a ",
  "*a",
  "<!-- x -->",
  "\0",
  "\u001B[31m",
  "é",
  "0",
  "null",
  "!!js ",
  "../",
];

const garble: fc.Arbitrary<Garble> = fc.record({
  path: fc.constantFrom(...paths),
  at: fc.oneof(fc.constant(0), fc.nat(400)),
  length: fc.oneof(fc.nat(40), fc.constant(10_000)),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.constantFrom(...snippets).map((snippet) => new TextEncoder().encode(snippet)),
  ),
});

function garbled({ path, at, length, bytes }: Garble): Buffer {
  const whole = Buffer.from(files[path] ?? "");
  return Buffer.concat([whole.subarray(0, at), bytes, whole.subarray(at + length)]);
}

describe("a garbled bundle", () => {
  it("is never an exception: it loads, or is refused in sentences of every language", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(garble, { maxLength: 3 }),
        fc.subarray(paths, { maxLength: 3 }),
        async (garbles, missing) => {
          const result = await loadWith({
            ...files,
            ...Object.fromEntries(garbles.map((one) => [one.path, garbled(one)])),
            ...Object.fromEntries(missing.map((path) => [path, undefined])),
          });
          if (!result.ok) assert.ok(result.problems.some(({ severity }) => severity === "error"));
          for (const problem of problemsOf(result)) {
            assert.notEqual(problem.code, "value-other", JSON.stringify(problem));
            for (const locale of operatorLocales)
              assert.match(sentenceOf(problem, bundleMessages(locale)), /[.?]$/);
            assert.doesNotMatch(formatProblem(problem, "en"), /[\p{Cc}\p{Cf}]/u);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
