import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { distinctWordsOf, wordsOf } from "./folding.ts";

test("accents, capitals, ligatures and elided articles make no difference", () => {
  const cases: [string, string[]][] = [
    ["L’esclavage, d'Âge & l'Œuvre", ["esclavage", "age", "oeuvre"]],
    ["Straße STRASSE ẞ", ["strasse", "strasse", "ss"]],
    ["qu'elle jusqu’où aujourd’hui", ["elle", "jusqu", "ou", "aujourd", "hui"]],
    ["foto’s, Brussels' mens-en", ["foto", "brussels", "mens", "en"]],
    ["e\u0301te\u0301 \u00e9t\u00e9 so\u00adft", ["ete", "ete", "soft"]],
    ["١٢٣ ½ Ⅳ 112", ["١٢٣", "1", "2", "iv", "112"]],
    ["!!! 💡 —", []],
    ["l'", ["l"]],
  ];
  for (const [text, words] of cases) assert.deepEqual(wordsOf(text, "fr"), words, text);
});

test("words in scripts without spaces are cut by the language's own rules", () => {
  assert.deepEqual(wordsOf("反对人口贩运", "zh").includes("人口"), true);
  assert.deepEqual(wordsOf("การค้ามนุษย์", "th").includes("มนุษย์".normalize("NFC")), true);
  assert.deepEqual(wordsOf("UN人権2020", "ja").join(" "), "un 人権 2020");
});

test("a word that was folded once stays as it is, in any text", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })),
      fc.constantFrom("fr", "ar", "tr", "vi", "el"),
      (text, locale) => {
        const words = wordsOf(text, locale);
        assert.deepEqual(distinctWordsOf(text, locale), new Set(words));
        for (const word of words) {
          assert.match(word, /^[\p{L}\p{N}\p{M}]{1,40}$/u);
          assert.equal(wordsOf(word, locale).join(""), word);
          // A database may fold ASCII capitals; nothing is left for it to do.
          assert.doesNotMatch(word, /[A-Z\s'"*]/);
        }
      },
    ),
    { numRuns: 500 },
  );
});
