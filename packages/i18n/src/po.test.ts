/** PO that a tool, a hand or somebody with ill will has changed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorLocales } from "@bluehour/domain/locales";
import { exchangeSentence } from "./exchange-problem.ts";
import { readExchange } from "./exchange.ts";
import type { TranslationUnit } from "./translation-job.ts";

const head = `msgid ""
msgstr ""
"Language: pt_BR\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Source-Language: en\\n"
"X-Bluehour-Edition: 2020\\n"
`;

const entry = ({
  comments = "",
  context = "story/AAAAAAAAAA/opening",
  source = "Call <strong>112</strong>.",
  target = "Ligue <strong>112</strong>.",
} = {}): string => `\n${comments}msgctxt "${context}"\nmsgid "${source}"\nmsgstr "${target}"\n`;

const marks = (state = ""): string =>
  `#. bluehour: source 0123456789abcdef, given fedcba9876543210${state}\n`;

function read(text: string | Uint8Array) {
  return readExchange(typeof text === "string" ? new TextEncoder().encode(text) : text);
}

function unitOf(text: string | Uint8Array): TranslationUnit {
  const result = read(text);
  assert.ok(result.ok, JSON.stringify(result));
  assert.deepEqual(result.broken, []);
  const [unit] = result.job.units;
  assert.ok(unit);
  return unit;
}

function codesOf(text: string | Uint8Array): [code: string, line: number | undefined][] {
  const result = read(text);
  const problems = result.ok ? result.broken : result.problems;
  for (const problem of problems)
    for (const locale of operatorLocales)
      assert.doesNotMatch(exchangeSentence(problem, locale), /undefined|\[object|problem\./);
  return problems.map(({ code, line }) => [code, line]);
}

test("what tools do to a file does not change what is read", () => {
  const plain = unitOf(head + entry());
  assert.deepEqual(plain.target, [{ p: ["Ligue ", { strong: ["112"] }, "."] }]);
  const text = head + entry({ comments: "# a note of mine\n#: somewhere:12\n#. for you\n#, c-format\n" });
  assert.deepEqual(unitOf(text), { ...plain, note: "for you" });
  assert.deepEqual(unitOf(text.replaceAll("\n", "\r\n")), unitOf(text));
  assert.deepEqual(unitOf(`\uFEFF${text}`), unitOf(text));
  const wide = Buffer.from(`\uFEFF${text}`, "utf16le");
  assert.deepEqual(unitOf(wide), unitOf(text));
  const wrapped = head + entry().replace('msgstr "Ligue ', 'msgstr ""\n"Li"\n  "gue "\n"');
  assert.deepEqual(unitOf(wrapped), plain);
  const folded = (context: string): string =>
    entry().replace(/msgctxt "(.*)"/, `msgctxt ""\n"story/AAAAAAAAAA/"\n"${context}"`);
  assert.deepEqual(unitOf(head + folded("opening")), plain);
  const both = read(head + folded("opening") + folded("ending"));
  assert.ok(both.ok);
  assert.deepEqual(
    both.job.units.map(({ id }) => id),
    ["story/AAAAAAAAAA/opening", "story/AAAAAAAAAA/ending"],
  );
  const old = '\n#~ msgctxt "story/BBBBBBBBBB/opening"\n#~ msgid "a"\n#~ msgstr "b"\n';
  assert.deepEqual(unitOf(head + entry() + old), plain);
  const result = read(text);
  assert.ok(result.ok);
  assert.equal(result.job.to, "pt-BR");
});

test("a mark of ours counts as long as the text is fuzzy", () => {
  const stateOf = (comments: string, target?: string): string =>
    unitOf(head + entry({ comments, ...(target === undefined ? {} : { target }) })).state;
  assert.equal(stateOf(marks(", machine")), "human");
  assert.equal(stateOf(`${marks(", machine")}#, fuzzy\n`), "machine");
  assert.equal(stateOf(`${marks(", stale")}#, c-format, fuzzy\n`), "stale");
  assert.equal(stateOf("#, fuzzy\n"), "stale");
  assert.equal(stateOf(`${marks()}#, fuzzy\n`, " "), "missing");
});

test("what is broken is told with its line, and nothing is guessed", () => {
  const first = head.split("\n").length + 1;
  assert.deepEqual(codesOf(head + entry() + entry()), [["po-twice", first + 4]]);
  assert.deepEqual(codesOf(head + entry().replace('</strong>."\nmsgstr', "</strong>.\nmsgstr")), [
    ["po-broken", first + 1],
  ]);
  assert.deepEqual(codesOf(head + entry().replace("msgstr", "msgtxt")), [["po-broken", first + 2]]);
  assert.deepEqual(codesOf(head + entry().replace("Ligue", 'Li"gue')), [["po-broken", first + 2]]);
  assert.deepEqual(codesOf(head.replace("UTF-8", "ISO-8859-1") + entry()), [["po-charset", 4]]);
  assert.deepEqual(codesOf(Buffer.from(head + entry({ target: "\u00E9" }), "latin1")), [
    ["file-encoding", first + 2],
  ]);
  for (const name of ["Language: pt_BR", "X-Source-Language: en", "X-Bluehour-Edition: 2020"])
    assert.deepEqual(codesOf(head.replace(name, "X-Other: x") + entry()), [["po-header", undefined]]);
  assert.deepEqual(codesOf(head.replace("pt_BR", "sr@latin") + entry()), [["po-header", undefined]]);
  assert.deepEqual(codesOf(entry()), [["po-header", undefined]]);
  assert.deepEqual(codesOf(`${head}\nmsgid "a"\nmsgstr "b"\n`), [["po-context", undefined]]);
  assert.deepEqual(codesOf(`${head}\nmsgid "a"\nmsgstr "b"\n${entry()}`), [["unit-id", undefined]]);
  assert.deepEqual(codesOf(head + entry({ context: "../../etc/passwd" })), [["unit-id", first]]);
  assert.deepEqual(codesOf(head + entry({ context: "__proto__" })), [["unit-id", first]]);
  assert.deepEqual(codesOf(head + entry({ source: "__proto__", target: "constructor" })), []);
  const targets: [target: string, code: string][] = [
    ["<strong>112", "tag-open"],
    ["112</strong>", "tag-close"],
    ["<em>1</strong>", "tag-close"],
    ["<em></em>", "tag-empty"],
    ["<script>x</script>", "tag-unknown"],
    ["<p>a</p> b", "text-outside"],
    ["<ul>a</ul>", "text-outside"],
    ["<ul><p>a</p></ul>", "tag-misplaced"],
    ["a <p>b</p>", "tag-misplaced"],
    ["<a href='javascript:x'>a</a>", "link-address"],
    ["<a>b</a>", "tag-attribute"],
    ["<em class='x'>a</em>", "tag-attribute"],
    ["a <em b", "tag-broken"],
    ["<em>".repeat(60) + "a" + "</em>".repeat(60), "tag-deep"],
  ];
  for (const [target, code] of targets)
    assert.deepEqual(codesOf(head + entry({ target })), [[code, first]], target);
});
