import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bundleMessages } from "@bluehour/i18n/bundle";
import { operatorLocales } from "@bluehour/domain/locales";
import messages from "@bluehour/i18n/messages/bundle/en.json" with { type: "json" };
import { errorAt, formatProblem, noticeAt, sentenceOf, sortProblems } from "./problem.ts";
import type { BundleProblemCode } from "./problem.ts";

const codes = Object.keys(messages)
  .filter((key) => key.startsWith("problem."))
  .map((key) => key.slice("problem.".length) as BundleProblemCode);

/** Anything that a message may ask for. */
const values = new Proxy({} as Record<string, string | number>, {});
for (const source of Object.values(messages))
  for (const [, name] of source.matchAll(/\{(\w+)/g))
    if (name !== undefined)
      values[name] = ["size", "limit", "line", "max", "min", "count", "number"].includes(name) ? 7 : "x";

describe("every problem", () => {
  for (const locale of operatorLocales)
    it(`is whole sentences in ${locale}`, () => {
      for (const code of codes) {
        const sentence = sentenceOf(errorAt(code, "a.yaml", undefined, values), bundleMessages(locale));
        assert.match(sentence, /^[\p{Lu}`].* .*[.?]$/u, `${locale} ${code}: ${sentence}`);
        assert.doesNotMatch(sentence, /[{}]/, `${locale} ${code}: ${sentence}`);
      }
    });

  it("says its place as editors follow it", () => {
    const problem = errorAt("key-missing", "a b.yaml", { line: 3, column: 7 }, { key: "zone" });
    assert.equal(formatProblem(problem, "en"), "a b.yaml:3:7  The key `zone` is missing. Add it.");
    assert.equal(
      formatProblem({ ...problem, file: "" }, "fr").includes("La clé `zone` manque. Ajoutez-la."),
      true,
    );
    const notice = noticeAt("git-silent", "private/", undefined, { reason: "x" });
    assert.match(formatProblem(notice, "de"), /^private\/ {2}Hinweis: Git /);
    assert.match(
      formatProblem(errorAt("folder-empty", "", undefined, { folder: "x" }), "nl"),
      /^De map `x` is leeg/,
    );
  });

  it("never lets a file's bytes reach the terminal as commands or as further lines", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (value, file) => {
        const said = formatProblem(
          errorAt("key-unknown-suggest", file, undefined, { key: value, suggestion: value }),
          "en",
        );
        assert.doesNotMatch(said, /[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it("is told in the order in which a person mends", () => {
    const said = [
      errorAt("yaml-tab", "10.yaml", { line: 1, column: 1 }),
      errorAt("yaml-tab", "2.yaml", { line: 9, column: 1 }),
      errorAt("yaml-tab", "2.yaml", { line: 2, column: 5 }),
      errorAt("yaml-tab", "2.yaml", undefined),
    ];
    assert.deepEqual(
      sortProblems(said).map(({ file, line }) => [file, line]),
      [
        ["2.yaml", undefined],
        ["2.yaml", 2],
        ["2.yaml", 9],
        ["10.yaml", 1],
      ],
    );
  });
});
