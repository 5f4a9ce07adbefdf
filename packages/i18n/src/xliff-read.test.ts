/** XLIFF that a tool, a hand or somebody with ill will has changed: read as it was meant, or refused with a sentence and its line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { operatorLocales } from "@bluehour/domain/locales";
import { exchangeSentence } from "./exchange-problem.ts";
import { readExchange } from "./exchange.ts";
import { readXliff } from "./xliff-read.ts";
import type { TranslationUnit } from "./translation-job.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file with one unit, of which parts can be exchanged. */
function file({
  root = 'version="2.0" srcLang="en" trgLang="fr"',
  head = "",
  unit = 'id="story:AAAAAAAAAA:opening" name="story/AAAAAAAAAA/opening"',
  before = '<originalData><data id="d1">&lt;a href="https://example.org/"&gt;</data><data id="d2">&lt;/a&gt;</data><data id="d3">&lt;em&gt;</data><data id="d4">&lt;/em&gt;</data></originalData>',
  parts = `<segment id="s1" state="translated"><source>${link("Call us", "c1")} now</source><target>${link("Appelez", "c1")} vite</target></segment>`,
  after = "",
}: Partial<Record<"root" | "head" | "unit" | "before" | "parts" | "after", string>> = {}): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" ${root}>
<file id="f1" original="2020">${head}
<unit ${unit}>
${before}
${parts}
</unit>${after}
</file>
</xliff>`;
}

function link(words: string, id: string, more = 'canDelete="no"'): string {
  return `<pc id="${id}" ${more} dataRefStart="d1" dataRefEnd="d2" type="link">${words}</pc>`;
}

const segment = (source: string, target?: string, attributes = 'id="s1" state="translated"'): string =>
  `<segment ${attributes}><source>${source}</source>${target === undefined ? "" : `<target>${target}</target>`}</segment>`;

function unitOf(text: string): TranslationUnit {
  const read = readXliff(bytes(text));
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.broken, []);
  const [unit] = read.job.units;
  assert.ok(unit);
  return unit;
}

/** Codes of everything that is told, wherever it stands. */
function codesOf(text: string | Uint8Array): string[] {
  const read = readXliff(typeof text === "string" ? bytes(text) : text);
  const problems = read.ok ? read.broken : read.problems;
  for (const problem of problems)
    for (const locale of operatorLocales) {
      const sentence = exchangeSentence(problem, locale);
      assert.doesNotMatch(sentence, /undefined(?! entity)|\[object|problem\./);
    }
  return problems.map(({ code }) => code);
}

const anchor = { link: ["Appelez"], href: "https://example.org/" };

test("what tools do to a file does not change what is read", () => {
  const expected = [{ p: [anchor, " vite"] }];
  assert.deepEqual(unitOf(file()).target, expected);
  // Windows, a byte order mark, UTF-16 of both ways, sections of characters, comments, annotations of a tool.
  const text = file();
  assert.deepEqual(unitOf(text.replaceAll("\n", "\r\n")).target, expected);
  assert.deepEqual(unitOf(`\uFEFF${text}`).target, expected);
  const wide = Buffer.from(`\uFEFF${text.replace("UTF-8", "UTF-16")}`, "utf16le");
  assert.deepEqual(readXliff(wide), readXliff(bytes(text)));
  assert.deepEqual(readXliff(Buffer.from(wide).swap16()), readXliff(bytes(text)));
  const dressed = segment(
    "x",
    `<mrk id="m1" type="term">${link("<![CDATA[Appelez]]>", "c9", "")}</mrk><!-- a note --> <sm id="m2" type="generic"/>vite<em startRef="m2"/>`,
  );
  assert.deepEqual(unitOf(file({ parts: dressed })).target, expected);
  // A pair as two elements, and cut into sentences.
  const apart = `${segment('<sc id="c1" dataRef="d1" canDelete="no"/>Call us<ec startRef="c1" dataRef="d2" canDelete="no"/> now.', '<sc id="c1" dataRef="d1" canDelete="no"/>Appelez<ec startRef="c1" dataRef="d2" canDelete="no"/> vi')}<ignorable><source> </source><target/></ignorable>${segment("Yes.", "te", 'id="s3" state="final"')}`;
  assert.deepEqual(unitOf(file({ parts: apart })).target, expected);
  // The order of a translation is its own.
  const turned =
    `<segment><source>A</source><target order="2"> vite</target></segment>` +
    `<segment><source>B</source><target order="1">${link("Appelez", "c1", "")}</target></segment>`;
  assert.deepEqual(unitOf(file({ parts: turned })).target, expected);
  // Emphasis that a tool made itself, and the name lost.
  const own = segment("Call", '<pc id="x1" type="fmt" subType="xlf:b">Appelez</pc>');
  const unit = unitOf(file({ unit: 'id="story:AAAAAAAAAA:opening"', before: "", parts: own }));
  assert.equal(unit.id, "story/AAAAAAAAAA/opening");
  assert.deepEqual(unit.target, [{ p: [{ strong: ["Appelez"] }] }]);
});

test("states come back as a person put them, and half a text is none", () => {
  const stateOf = (attributes: string): string =>
    unitOf(file({ parts: segment("Call", "Appelez", `id="s1" ${attributes}`) })).state;
  assert.equal(stateOf('state="reviewed" subState="bluehour:machine"'), "human");
  assert.equal(stateOf('state="translated" subState="bluehour:stale"'), "human");
  assert.equal(stateOf('state="translated" subState="bluehour:machine"'), "machine");
  assert.equal(stateOf('state="initial" subState="bluehour:stale"'), "stale");
  assert.equal(stateOf(""), "stale");
  const two = segment("One.", "Un.", 'id="s1" state="final"') + segment("Two.", "", 'id="s2"');
  assert.deepEqual(codesOf(file({ parts: two })), ["unit-incomplete"]);
  const none = segment("One.", undefined, "") + segment("Two.", " ", "");
  assert.equal(unitOf(file({ parts: none })).state, "missing");
});

test("what could harm whoever reads it is refused with its line, before it is read", () => {
  const bomb = file().replace(
    "<xliff",
    `<!DOCTYPE x [<!ENTITY a "ha">${'<!ENTITY b "&a;&a;&a;">'.repeat(3)}]>\n<xliff`,
  );
  assert.deepEqual(readXliff(bytes(bomb)), {
    ok: false,
    problems: [{ code: "xml-doctype", values: {}, line: 2 }],
  });
  assert.deepEqual(codesOf(file({ parts: segment("&bomb;", "x") })), ["xml-broken"]);
  const deep = segment("x", `${'<mrk id="m">'.repeat(200)}x${"</mrk>".repeat(200)}`);
  assert.deepEqual(codesOf(file({ parts: deep })), ["xml-deep"]);
  assert.deepEqual(codesOf(new Uint8Array(32 * 1024 * 1024 + 1)), ["file-large"]);
  assert.deepEqual(codesOf(new Uint8Array(0)), ["file-empty"]);
  assert.deepEqual(codesOf(file().replace("Appelez", "App\0elez")), ["file-nul"]);
  assert.deepEqual(codesOf(Buffer.from(file().replace("Appelez", "Appel\u00E9"), "latin1")), [
    "file-encoding",
  ]);
  assert.deepEqual(codesOf(file().replace("UTF-8", "ISO-8859-1")), ["xml-encoding"]);
  assert.deepEqual(codesOf(file().replace("</unit>", "")), ["xml-broken"]);
  assert.deepEqual(codesOf("<html></html>"), ["xliff-root"]);
  const old = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>';
  assert.deepEqual(readXliff(bytes(old)), {
    ok: false,
    problems: [{ code: "xliff-version", values: { version: "1.2" }, line: 1 }],
  });
  const other = readExchange(bytes("PK\u0003\u0004"));
  assert.deepEqual(other, { ok: false, problems: [{ code: "file-other", values: {} }] });
});

/** Each breaks one rule of XLIFF; all but the marked ones pass the schema's grammar. */
const broken: Record<string, [text: string, code: string]> = {
  "no target language": [file({ root: 'version="2.0" srcLang="en"' }), "xliff-attribute-missing"],
  "no source language": [file({ root: 'version="2.0" trgLang="fr"' }), "xliff-attribute-missing"],
  "a version of its own": [
    file({ root: 'version="2.9" srcLang="en" trgLang="fr"' }),
    "xliff-attribute-value",
  ],
  "no language at all": [file({ root: 'version="2.0" srcLang="e n" trgLang="fr"' }), "xliff-attribute-value"],
  "a unit twice": [
    file({ after: `<unit id="story:AAAAAAAAAA:opening">${segment("a")}</unit>` }),
    "xliff-id-twice",
  ],
  "a unit twice by its name": [
    file({ after: `<unit id="u2" name="story/AAAAAAAAAA/opening">${segment("a")}</unit>` }),
    "xliff-id-twice",
  ],
  "a group twice": [file({ after: '<group id="g"/><group id="g"/>' }), "xliff-id-twice"],
  "a unit without id": [file({ unit: 'name="story/AAAAAAAAAA/opening"' }), "xliff-attribute-missing"],
  "an id with a blank": [file({ unit: 'id="a b"' }), "xliff-attribute-value"],
  "two files": [
    file().replace("</file>", `</file><file id="f2"><unit id="u">${segment("a")}</unit></file>`),
    "xliff-files",
  ],
  "an unknown element": [file({ parts: `${segment("a")}<part/>` }), "xliff-element-misplaced"],
  "an unknown attribute": [
    file({ parts: segment("a", "b", 'id="s1" done="yes"') }),
    "xliff-attribute-unknown",
  ],
  "a unit without segment": [
    file({ parts: "<ignorable><source>a</source></ignorable>" }),
    "xliff-element-missing",
  ],
  "a segment without source": [
    file({ parts: "<segment><target>b</target></segment>" }),
    "xliff-element-missing",
  ],
  "a target before its source": [
    file({ parts: "<segment><target>b</target><source>a</source></segment>" }),
    "xliff-element-misplaced",
  ],
  "two targets": [
    file({ parts: "<segment><source>a</source><target>b</target><target>c</target></segment>" }),
    "xliff-element-misplaced",
  ],
  "data after the segments": [
    file({ before: "", parts: `${segment("a")}<originalData><data id="d1">x</data></originalData>` }),
    "xliff-element-misplaced",
  ],
  "no data in the original data": [
    file({ before: "<originalData/>", parts: segment("a") }),
    "xliff-element-missing",
  ],
  "no note in the notes": [file({ head: "<notes/>" }), "xliff-element-missing"],
  "a note twice": [
    file({ head: '<notes><note id="n">a</note><note id="n">b</note></notes>' }),
    "xliff-id-twice",
  ],
  "a note about nothing": [
    file({ head: '<notes><note appliesTo="all">a</note></notes>' }),
    "xliff-attribute-value",
  ],
  "a skeleton that is nowhere": [file({ head: "<skeleton/>" }), "xliff-attribute-missing"],
  "text between segments": [file({ parts: `${segment("a")} words` }), "xliff-text"],
  "a state that is none": [
    file({ parts: segment("a", "b", 'id="s1" state="done"') }),
    "xliff-attribute-value",
  ],
  "a sub-state without state": [
    file({ parts: segment("a", "b", 'id="s1" subState="x:y"') }),
    "xliff-attribute-missing",
  ],
  "a sub-state without its maker": [
    file({ parts: segment("a", "b", 'id="s1" state="final" subState="y"') }),
    "xliff-attribute-value",
  ],
  "a source in another language": [
    file({ parts: '<segment><source xml:lang="de">a</source></segment>' }),
    "xliff-language",
  ],
  "a target in another language": [
    file({ parts: '<segment><source>a</source><target xml:lang="nl">b</target></segment>' }),
    "xliff-language",
  ],
  "blanks kept on one side": [
    file({
      parts:
        '<segment><source xml:space="preserve">a</source><target xml:space="default">b</target></segment>',
    }),
    "xliff-attribute-value",
  ],
  "a place that is taken": [
    file({
      parts:
        '<segment><source>a</source><target order="1">b</target></segment><segment><source>a</source><target order="1">b</target></segment>',
    }),
    "xliff-attribute-value",
  ],
  "a place that is none": [
    file({ parts: '<segment><source>a</source><target order="2">b</target></segment>' }),
    "xliff-attribute-value",
  ],
  "a code twice": [file({ parts: segment(link("a", "c1") + link("b", "c1")) }), "xliff-id-twice"],
  "a code with a segment's id": [file({ parts: segment(link("a", "s1")) }), "xliff-id-twice"],
  "another code by the same id": [
    file({ parts: segment(link("a", "c1", ""), '<ph id="c1" dataRef="d3"/>') }),
    "xliff-id-twice",
  ],
  "a code without id": [file({ parts: segment("<ph/>") }), "xliff-attribute-missing"],
  "data that are not there": [file({ parts: segment('<ph id="c1" dataRef="d9"/>') }), "xliff-reference"],
  "data twice": [
    file({
      before: '<originalData><data id="d1">x</data><data id="d1">y</data></originalData>',
      parts: segment("a"),
    }),
    "xliff-id-twice",
  ],
  "a copy of nothing": [file({ parts: segment("a", '<ph id="x" copyOf="c9"/>') }), "xliff-reference"],
  "a copy of what may not be copied": [
    file({
      parts: segment(
        '<ph id="c1" canCopy="no" dataRef="d3"/>',
        '<ph id="c1" canCopy="no" dataRef="d3"/><ph id="x" copyOf="c1"/>',
      ),
    }),
    "xliff-reference",
  ],
  "a copy with data": [
    file({ parts: segment('<ph id="c1" dataRef="d3"/>', '<ph id="x" copyOf="c1" dataRef="d3"/>') }),
    "xliff-attribute-value",
  ],
  "a code that may not be deleted": [file({ parts: segment(link("a", "c1"), "b") }), "xliff-code-deleted"],
  "an end without beginning": [file({ parts: segment('a<ec startRef="c1"/>') }), "xliff-pair"],
  "an end before its beginning": [
    file({ parts: segment('<ec startRef="c1"/>a<sc id="c1"/>') }),
    "xliff-pair",
  ],
  "a beginning without end": [file({ parts: segment('<sc id="c1"/>a') }), "xliff-pair"],
  "an end of two": [
    file({ parts: segment('<sc id="c1"/>a<ec startRef="c1"/><ec startRef="c1"/>') }),
    "xliff-pair",
  ],
  "an end that says otherwise": [
    file({ parts: segment('<sc id="c1" canCopy="no"/>a<ec startRef="c1"/>') }),
    "xliff-attribute-value",
  ],
  "an end that is alone and is not": [
    file({ parts: segment('<sc id="c1"/>a<ec startRef="c1" isolated="yes"/>') }),
    "xliff-attribute-missing",
  ],
  "an end with an id": [
    file({ parts: segment('<sc id="c1"/>a<ec id="c2" startRef="c1"/>') }),
    "xliff-attribute-missing",
  ],
  "an annotation torn apart": [file({ parts: segment('<sm id="m1"/>a') }), "xliff-pair"],
  "a comment that says nothing": [
    file({ parts: segment('<mrk id="m1" type="comment">a</mrk>') }),
    "xliff-attribute-value",
  ],
  "an order without a first": [
    file({ parts: segment('<ph id="c1" canReorder="no" canCopy="no" canDelete="no"/>') }),
    "xliff-attribute-value",
  ],
  "an order of what may be deleted": [
    file({ parts: segment('<ph id="c1" canReorder="firstNo"/>') }),
    "xliff-attribute-value",
  ],
  "a sub-type without type": [
    file({ parts: segment('<ph id="c1" subType="xlf:lb"/>') }),
    "xliff-attribute-missing",
  ],
  "a sub-type of another type": [
    file({ parts: segment('<ph id="c1" type="ui" subType="xlf:lb"/>') }),
    "xliff-attribute-value",
  ],
  "a sign that needs no code": [file({ parts: segment('<cp hex="0041"/>') }), "xliff-attribute-value"],
  "a sign that is none": [file({ parts: segment('<cp hex="GG01"/>') }), "xliff-attribute-value"],
  "a code that says nothing": [file({ parts: segment("a", '<ph id="x"/>') }), "code-unknown"],
  "a code in a short text": [
    file({ unit: 'id="u" name="story/AAAAAAAAAA/head.title"', parts: segment("a", link("b", "x", "")) }),
    "markup-plain",
  ],
  "half a pair of tags": [file({ parts: segment("a", 'b<ph id="x" dataRef="d3"/>') }), "tag-open"],
  "a name that nothing has": [file({ unit: 'id="u1"' }), "unit-id"],
};

test("every breach of a rule is told, in every language, and spares the other units", () => {
  for (const [what, [text, code]] of Object.entries(broken))
    assert.ok(codesOf(text).includes(code), `${what}: ${codesOf(text).join(", ") || "nothing told"}`);
  const good =
    '<unit id="story:BBBBBBBBBB:opening"><segment state="final"><source>a</source><target>b</target></segment></unit>';
  const read = readXliff(bytes(file({ parts: segment(link("a", "c1"), "b"), after: good })));
  assert.ok(read.ok);
  assert.deepEqual(
    read.job.units.map(({ id }) => id),
    ["story/BBBBBBBBBB/opening"],
  );
  assert.deepEqual(
    read.broken.map(({ unit, line }) => [unit, line]),
    [["story/AAAAAAAAAA/opening", 6]],
  );
});
