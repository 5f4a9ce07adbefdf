/** Drafts with texts of every shape and script, and translators who change them: what the translation exchange's tests are made from. */
import fc from "fast-check";
import type { Draft } from "@bluehour/domain/draft";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import type { DraftBlock, DraftText } from "@bluehour/domain/text";

const words = [
  "Bel gratis, dag en nacht.",
  "Aucun de nous n’a su « quoi » dire\u00A0: rien.",
  "لا تنتظر، اتصل بالرقم 112 الآن.",
  "Hãy gọi ngay cho chúng tôi, bất cứ lúc nào.",
  "ብዝዓባ ሰብ ኣይትሸቀጥ።",
  "👩🏽‍⚕️👨‍👩‍👧‍👦🇧🇪",
  "e\u0301o\u0308 \u1EA5 \u0923\u094D\u0923",
  "a\u2028b\u2029c\u0085d",
  "1 < 2 && a<b>c</b> &amp; &#60; &lt;em>",
  "* - _ ` # 1. > [a](b) \\ \" ' %s %(n)d {x}",
  "\u202Eright\u202C \u2066left\u2069 \uFEFF\u200B\u00AD",
  "tab\tand\u0001control\u001Fsigns\u007F\uFFFE",
  "]]> <!-- --> <?x?> <!DOCTYPE x> &bomb;",
  'msgid "x" msgstr \\n \\\\',
];

/** A few words in some script, with all the signs that a format could trip over. Never blank: there is always something to read. */
const wordsArbitrary = fc.oneof(
  fc.constantFrom(...words),
  fc.string({ minLength: 1, maxLength: 12, unit: "binary" }),
  fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }),
);

const readable = wordsArbitrary.filter((text) => !text.includes("\0") && text.trim() !== "");

const anyWords = fc
  .oneof(
    { weight: 4, arbitrary: readable },
    { weight: 1, arbitrary: fc.constantFrom(" ", "\n", "  x", "y\n\n") },
  )
  .filter((text) => !text.includes("\0"));

const hrefs = fc.constantFrom(
  "https://example.org/help",
  "https://example.org/?a=1&b=2&amp;c=%22#x'y",
  "/stories/7K3M9QX2TR",
  "tel:+3225113 66".replace(" ", ""),
  "mailto:help@example.org",
);

const { line } = fc.letrec<{ part: Inline; line: Inline[] }>((tie) => ({
  part: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    anyWords,
    tie("line").map((em) => ({ em })),
    tie("line").map((strong) => ({ strong })),
    fc.tuple(tie("line"), hrefs).map(([link, href]) => ({ link, href })),
  ),
  line: fc
    .tuple(readable, fc.array(tie("part"), { maxLength: 3, depthIdentifier: "line" }), fc.nat(2))
    .map(([first, rest, at]) => [...rest.slice(0, at), first, ...rest.slice(at)]),
}));

const lines = fc.array(line, { minLength: 1, maxLength: 3 });

/** Any block of a body. */
export const richTextArbitrary: fc.Arbitrary<RichBlock[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: line.map((p) => ({ p })) },
    { weight: 1, arbitrary: line.map((h) => ({ h })) },
    { weight: 1, arbitrary: lines.map((ul) => ({ ul })) },
    { weight: 1, arbitrary: lines.map((ol) => ({ ol })) },
    { weight: 1, arbitrary: lines.map((quote) => ({ quote })) },
  ),
  { minLength: 1, maxLength: 3 },
);

/** Any short text, as a schema leaves it. */
export const plainTextArbitrary = readable.map((text) => text.trim());

const state = fc.constantFrom<DraftText["state"][]>("human", "machine", "stale");

const blockArbitrary: fc.Arbitrary<DraftBlock> = fc.record({
  id: fc.constantFrom("opening", "promise", "text", "head", "a-1"),
  state,
  content: richTextArbitrary,
});

const textArbitrary = (required: boolean): fc.Arbitrary<DraftText<"story">> =>
  fc.record({
    state: required ? fc.constant("human" as const) : state,
    head: fc.record(
      { title: plainTextArbitrary, contentNote: plainTextArbitrary, byline: plainTextArbitrary },
      { requiredKeys: ["title"] },
    ),
    blocks: fc.uniqueArray(blockArbitrary, { maxLength: 4, selector: ({ id }) => id }),
  });

/** A few stories of one edition, first written in English or French, with and without texts in other languages. */
export const storiesArbitrary: fc.Arbitrary<Draft[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom("AAAAAAAAAA", "BBBBBBBBBB", "CCCCCCCCCC"),
      language: fc.constantFrom("en", "fr"),
      original: textArbitrary(true),
      other: fc.option(textArbitrary(false), { nil: undefined }),
      arabic: fc.option(textArbitrary(false), { nil: undefined }),
    })
    .map(({ id, language, original, other, arabic }): Draft => ({
      kind: "story",
      id,
      edition: "2020",
      origin: `stories/${id}.yaml`,
      language,
      data: {
        teller: "survivor",
        basis: "fiction",
        naming: "anonymous",
        minor: false,
        silhouette: { figure: "adult", pose: "standing", seed: 0 },
      },
      texts: {
        [language]: original,
        ...(other === undefined ? {} : { [language === "en" ? "fr" : "en"]: other }),
        ...(arabic === undefined ? {} : { ar: arabic }),
      },
      media: [],
    })),
  { minLength: 1, maxLength: 3, selector: ({ id }) => id },
);
