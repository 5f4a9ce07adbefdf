/** The identification check through its door: what it marks, what it proposes, and which decisions still hold after an edit. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { IdentificationDecision } from "@bluehour/domain/consent";
import { identificationDecisionSchema } from "@bluehour/domain/consent";
import { operatorLocales } from "@bluehour/domain/locales";
import { plainText } from "@bluehour/domain/rich-text";
import type { RichBlock } from "@bluehour/domain/rich-text";
import type { DraftText } from "@bluehour/domain/text";
import { anyRichBlocks } from "@bluehour/testing/any-rich-text";
import { findIn, identifyCorpus, parseLabelled, scoreCorpus } from "@bluehour/testing/identify-corpus";
import {
  blindSpotsInWords,
  checkedLanguages,
  decisionFor,
  findingSorts,
  identify,
  inWords,
  needsDecision,
  noteCodes,
  openFindings,
  stateOf,
  suggestionCodes,
} from "./identify.ts";
import type { Finding } from "./identify.ts";

/** A text whose blocks are named `a`, `b`, `c`. */
function textOf(blocks: readonly (string | RichBlock[])[], head: object = { title: "" }): DraftText {
  return {
    state: "human",
    head: head as DraftText["head"],
    blocks: blocks.map((block, index) => ({
      id: String.fromCharCode(97 + index),
      state: "human",
      content: typeof block === "string" ? [{ p: [block] }] : block,
    })),
  };
}

function findAll(blocks: readonly (string | RichBlock[])[], locale = "en", head?: object): Finding[] {
  return identify({ text: textOf(blocks, head), locale, country: "BE" });
}

function asking(findings: readonly Finding[]): string[] {
  return findings.filter(needsDecision).map(({ sort, matched }) => `${sort}: ${matched}`);
}

function decided(finding: Pick<Finding, "id">, change: Partial<IdentificationDecision> = {}) {
  return identificationDecisionSchema.parse({
    finding: finding.id,
    decision: "keep",
    reason: "a pseudonym",
    by: "r-1",
    on: "2026-06-01",
    ...change,
  });
}

test("a town becomes its province, an age a band, a date a season, in the language of the text", () => {
  const suggested = (text: string, locale: string) =>
    findIn(text, locale).map(({ sort, suggestion }) => [sort, suggestion.words]);
  assert.deepEqual(suggested("I was 23 years old in Kortrijk on 3 May 2019.", "en"), [
    ["age", "in their early twenties"],
    ["place", "West Flanders"],
    ["date", "in spring"],
  ]);
  assert.deepEqual(suggested("J’avais 34 ans, à Gand, le 12 décembre.", "fr"), [
    ["age", "une trentaine d’années"],
    ["place", "la Flandre orientale"],
    ["date", "en hiver"],
  ]);
  assert.deepEqual(suggested("Ik was 38 jaar oud, in Luik, op 1 juli.", "nl"), [
    ["age", "eind dertig"],
    ["place", "de provincie Luik"],
    ["date", "in de zomer"],
  ]);
  assert.deepEqual(suggested("Ich war 45 Jahre alt, in Tirana, am 9. Oktober.", "de"), [
    ["age", "Mitte vierzig"],
    ["place", "Albanien"],
    ["date", "im Herbst"],
  ]);
});

test("somebody under 18 gets a sentence of their own", () => {
  const [age] = findIn("J’avais quinze ans.", "fr");
  assert.equal(age?.suggestion.code, "minor-age");
  assert.equal(age.suggestion.words, "un adolescent, une adolescente");
});

test("a number in a text is marked for what it is", () => {
  assert.deepEqual(asking(findIn("Call 0470 12 34 56, pay BE68 5390 0754 7034.", "en")), [
    "phone: 0470 12 34 56",
    "bank-account: BE68 5390 0754 7034",
  ]);
  assert.deepEqual(asking(findIn("Mijn nummer is 85.07.30-033.28 en mijn plaat 1-ABC-234.", "nl")), [
    "national-number: 85.07.30-033.28",
    "plate: 1-ABC-234",
  ]);
  assert.deepEqual(asking(findIn("Look at www.example-nails.be or @sunny_nails.", "en")), [
    "url: www.example-nails.be",
    "handle: @sunny_nails",
  ]);
  const [slip] = findIn("Pay to BE68 5390 0754 7035 please.", "en");
  assert.deepEqual([slip?.sort, slip?.note], ["bank-account", "check-digits"]);
});

test("emergency numbers, sums, years, rooms and hours are left alone", () => {
  for (const [locale, text] of [
    ["en", "Call 112. In 2019 we paid 1 200 000 euros for room 12 at 6.30, bus 71, 24/7."],
    ["fr", "Appelez le 112. En 2019 nous avons payé 1 200 000 euros, chambre 12, à 6 h 30."],
    ["nl", "Bel 112. In 2019 betaalden we 1.200.000 euro voor kamer 12 om 6.30 uur."],
    ["de", "Wählen Sie 112. Im Jahr 2019 zahlten wir 1.200.000 Euro für Zimmer 12 um 6.30 Uhr."],
  ] as const)
    assert.deepEqual(asking(findIn(text, locale)), [], text);
});

test("what stands only in a link's address is found, at the link's words", () => {
  const content: RichBlock[] = [
    { p: ["First."] },
    {
      p: [
        "Write to ",
        { link: ["her"], href: "mailto:anna@example.org" },
        " or ",
        { em: [{ link: ["call"], href: "tel:+32470123456" }] },
      ],
    },
    { p: [{ link: ["Help"], href: "/help" }] },
  ];
  const found = findAll([content]);
  assert.deepEqual(
    found.map(({ sort, matched, note, start, end }) => [
      sort,
      matched,
      note,
      plainText(content).slice(start, end),
    ]),
    [
      ["email", "anna@example.org", "in-link", "her"],
      ["phone", "+32470123456", "in-link", "call"],
    ],
  );
});

test("a name that was found once is found wherever it stands, in every block", () => {
  const found = findAll(["My friend Hope sang.", "Hope is gone now."]);
  assert.deepEqual(asking(found), ["name: Hope", "name: Hope"]);
  assert.deepEqual(asking(findAll(["Hope is all we had.", "We hope, and hope is enough."])), []);
});

test("names end where they end", () => {
  assert.deepEqual(asking(findIn("I wrote to Sarah De Hovre on 30 July. Then I slept.", "en")), [
    "name: Sarah De Hovre",
    "date: 30 July",
  ]);
  // Everybody's town, one's own country and a title are no names.
  assert.deepEqual(asking(findIn("The officer. Later I saw Brussels, in Belgium.", "en")), []);
  assert.deepEqual(asking(findIn("Ik zag Brussel, in het Belgische Vlaanderen.", "nl")), []);
  assert.deepEqual(asking(findAll(["Nothing."], "en", { title: "Coffee First" })), []);
});

test("a name in the byline is the teller's choice, unless a role was chosen", () => {
  const text = textOf(["Nothing."], { title: "My day", byline: "Mira, nurse in Ghent" });
  const sortsFor = (naming: "role" | "pseudonym") =>
    asking(identify({ text, locale: "en", country: "BE", naming }));
  assert.deepEqual(sortsFor("pseudonym"), ["place: Ghent"]);
  assert.deepEqual(sortsFor("role"), ["name: Mira", "place: Ghent"]);
});

test("harmless details in different blocks weigh together, and less of them needs no new decision", () => {
  const blocks = [
    "I am Albanian.",
    "Back home I was a nurse.",
    "They brought us to Kortrijk.",
    "It was March 2019.",
  ];
  const together = findAll(blocks).find(({ sort }) => sort === "combination");
  assert.ok(together);
  assert.deepEqual([together.block, together.note], ["", "together"]);
  assert.equal(together.matched, "Albanian · nurse · Kortrijk · March 2019");
  assert.equal(
    findAll(["I am Albanian.", "Back home I was a nurse."]).some(({ sort }) => sort === "combination"),
    false,
  );

  const decisions = [decided(together)];
  const fewer = findAll(blocks.slice(0, 3)).find(({ sort }) => sort === "combination");
  const more = findAll([...blocks, "I was 23 years old."]).find(({ sort }) => sort === "combination");
  assert.ok(fewer && more);
  assert.equal(stateOf(fewer, decisions), "keep");
  assert.equal(stateOf(more, decisions), "undecided");
});

test("of several decisions the latest counts, and of one day the more careful one", () => {
  const [finding] = findIn("I met Maria Lopez.", "en");
  assert.ok(finding);
  assert.equal(stateOf(finding, []), "undecided");
  const keep = decided(finding);
  const change = decided(finding, { decision: "change" });
  assert.equal(stateOf(finding, [keep, change]), "change");
  assert.equal(stateOf(finding, [change, decided(finding, { on: "2026-06-02" })]), "keep");
  assert.equal(decisionFor({ id: "b.name.0000000000" }, [keep]), undefined);
  assert.deepEqual(openFindings([finding], [keep]), []);
  assert.deepEqual(openFindings([finding], [change]), [finding]);
});

test("one decision holds for the same words in the same block in every language", () => {
  const [english] = findIn("I met Ngozi there.", "en");
  const [dutch] = findIn("Ik ontmoette daar NGOZI.", "nl");
  assert.ok(english && dutch);
  assert.equal(stateOf(dutch, [decided(english)]), "keep");
});

test("every sort, suggestion, note and blind spot has words in every operator's language", () => {
  for (const locale of operatorLocales) {
    for (const sort of findingSorts)
      assert.ok(inWords({ sort, suggestion: { code: "remove" } }, locale).sort.length > 2);
    for (const code of suggestionCodes)
      for (const suggestion of [{ code }, { code, words: "Narnia" }]) {
        const said = inWords({ sort: "name", suggestion }, locale).suggestion;
        assert.match(said, /^\p{Lu}.*[.]$/u);
        assert.doesNotMatch(said, /none|\{|undefined/);
      }
    for (const note of noteCodes)
      assert.match(
        inWords({ sort: "name", suggestion: { code: "remove" }, note }, locale).note ?? "",
        /[.]$/,
      );
    assert.equal(new Set(blindSpotsInWords(locale)).size, 9);
  }
});

// The floors are what is reached less a little: a rule that costs more than one sentence in thirty is noticed.
test("in our sentences nearly everything is found, and little else", () => {
  const corpus = identifyCorpus();
  assert.ok(corpus.length >= 400);
  for (const isHeldBack of [false, true])
    for (const language of checkedLanguages) {
      const { all, slips } = scoreCorpus(
        corpus.filter((one) => one.isHeldBack === isHeldBack && one.language === language),
      );
      const told = slips.map(({ what, text }) => `${what} in: ${text}`).join("\n");
      assert.ok(all.hits / (all.hits + all.missed) >= (isHeldBack ? 0.9 : 0.96), told);
      assert.ok(all.hits / (all.hits + all.alarms) >= (isHeldBack ? 0.9 : 0.96), told);
    }
});

test("labels are read off a sentence", () => {
  assert.deepEqual(parseLabelled("I met [Ann|name] in [Ghent|place]."), {
    text: "I met Ann in Ghent.",
    labels: [
      { start: 6, end: 9, sort: "name" },
      { start: 13, end: 18, sort: "place" },
    ],
  });
});

const anyLocale = fc.constantFrom("en", "fr", "nl", "de", "nl-BE", "ar", "ro");

/** Words that the detectors know, between words of every sort. */
const anyWords = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "I", "met", "Maria", "in", "Gent", "le", "3", "mai", "op", "12", "jaar", "+32", "0470", "BE68", "Mme", "De", "-", "A-A-A-A", "@", "23 years old", "rue", "straat",
        "Rue de la", "’s", "…", "\n", "(", "1-ABC-234", "née", "Hände", "ß", "😀", "\u0301", "\u200B", "مرحبا", "85.07.30-033.28", "www.x.be", "a@b.be", "Albanian",
      ), // prettier-ignore
      fc.string({ unit: "grapheme", maxLength: 12 }),
    ),
    { maxLength: 30 },
  )
  .map((words) => words.join(" "));

test("whatever the text, every finding says where it stands and none overlaps another", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(anyWords, anyRichBlocks), { minLength: 1, maxLength: 4 }),
      anyLocale,
      (blocks, locale) => {
        const text = textOf(blocks);
        const plain = new Map(text.blocks.map(({ id, content }) => [id, plainText(content)]));
        const findings = identify({ text, locale, country: "BE" });
        for (const { id, block, start, end, sort, matched, note } of findings) {
          assert.ok(identificationDecisionSchema.shape.finding.safeParse(id).success, id);
          if (sort === "combination") continue;
          const words = plain.get(block)?.slice(start, end);
          if (note !== "in-link") assert.equal(words, matched);
          assert.notEqual(matched, "");
        }
        for (const id of plain.keys()) {
          const own = findings.filter(({ block, note }) => block === id && note !== "in-link");
          for (const [index, finding] of own.entries())
            assert.ok(index === 0 || finding.start >= (own[index - 1]?.end ?? 0));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test("an edit elsewhere changes no id, so decisions go on holding", () => {
  fc.assert(
    fc.property(anyWords, anyWords, anyLocale, (edited, other, locale) => {
      const kept = "My friend Nikolai lives at 12 Station Road, call +32 470 12 34 56.";
      const idsIn = (blocks: (string | RichBlock[])[]) =>
        new Set(findAll(blocks, locale).flatMap(({ id, block }) => (block === "a" ? [id] : [])));
      const alone = idsIn([kept]);
      assert.ok(alone.size >= (["ar", "ro", "de"].includes(locale) ? 2 : 3));
      for (const blocks of [
        [kept, edited],
        [kept, other, edited],
      ])
        assert.deepEqual(idsIn(blocks), alone);
      // Before it in the same block, in a paragraph of its own, only more can be found.
      const preceded = idsIn([[{ p: [`x${edited}`] }, { p: [kept] }]]);
      assert.deepEqual(
        [...alone].filter((id) => !preceded.has(id)),
        [],
      );
    }),
    { numRuns: 100 },
  );
});

test("a planted number, account or address is found in any text", () => {
  const planted: [string, string][] = [
    ["email", "maria.lopez@example.org"],
    ["phone", "+32 470 12 34 56"],
    ["bank-account", "BE68 5390 0754 7034"],
    ["national-number", "85.07.30-033.28"],
    ["url", "https://example.org/me"],
  ];
  fc.assert(
    fc.property(
      anyRichBlocks,
      anyRichBlocks,
      fc.constantFrom(...planted),
      anyLocale,
      (before, after, [sort, words], locale) => {
        const found = findAll([[...before, { p: [`So: ${words} .`] }, ...after]], locale);
        assert.ok(
          found.some((finding) => finding.sort === sort && finding.matched.startsWith(words)),
          `${sort} in ${locale}: ${JSON.stringify(found)}`,
        );
      },
    ),
    { numRuns: 200 },
  );
});

test("no text takes long, not even one that is made for it", () => {
  const nasty = [
    "A-".repeat(4000),
    "Aa ".repeat(4000),
    "Aa-Bb de la ".repeat(1000),
    "1 ".repeat(4000),
    "11.".repeat(4000),
    "+".repeat(4000),
    "a.".repeat(4000),
    "@a".repeat(3000),
    "BE68 ".repeat(2000),
    "passport number ".repeat(800),
    "my little younger older ".repeat(500),
    "Rue de la ".repeat(1000),
    "vingt-et-un ".repeat(1000),
    "’".repeat(5000),
  ];
  for (const text of nasty)
    for (const locale of checkedLanguages) {
      const begun = performance.now();
      findAll([text], locale);
      const took = performance.now() - begun;
      assert.ok(took < 3000, `${text.slice(0, 12)}… in ${locale} took ${Math.round(took)} ms`);
    }
});
