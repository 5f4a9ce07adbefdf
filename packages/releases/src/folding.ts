/**
 * From text to the words by which it is found: without accents, capitals, ligatures and elided articles, in every script. The same on both
 * databases and for text and question, since neither database folds anything itself.
 */
import type { Locale } from "@bluehour/domain/locales";

/** Longest word in code points; what is longer is cut, in text and question alike. */
const longestWord = 40;

/** Letters that no decomposition reaches, as people without that letter on their keyboard type them. */
const letters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ħ: "h",
  ŧ: "t",
  ı: "i",
  ĸ: "k",
  ŋ: "n",
  ſ: "s",
  // The end of a Greek word, the Arabic letters that are typed for each other, and their Persian and Urdu forms.
  ς: "σ",
  ة: "ه",
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ہ: "ه",
};

const special = new RegExp(`[${Object.keys(letters).join("")}]`, "gu");
// Accents, Hebrew points and Arabic signs; marks of other scripts (a Thai vowel, a Japanese voicing) make another letter and stay.
const accents =
  /[\u{300}-\u{36f}\u{591}-\u{5c7}\u{610}-\u{61a}\u{640}\u{64b}-\u{65f}\u{670}\u{6d6}-\u{6ed}]/gu;
const invisible = /\p{Cf}/gu;
const nothingOfAWord = /[^\p{L}\p{N}\p{M}]/gu;
const wordWithApostrophes = /[\p{L}\p{N}\p{M}]+(?:['’‘][\p{L}\p{N}\p{M}]+)*/gu;
// U+02BC counts as a letter, and is what some keyboards give for an apostrophe.
const apostrophes = /['’‘\u{2bc}]/u;
const withoutSpaces =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const plainWord = /^[a-z0-9]+$/;

/** One word in the form in which it is kept; empty where nothing of a word is left. */
function fold(word: string): string {
  const lower = word.toLowerCase();
  if (lower.length <= longestWord && plainWord.test(lower)) return lower;
  const bare = lower
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(accents, "")
    .replaceAll(special, (letter) => letters[letter] ?? letter)
    .replaceAll(nothingOfAWord, "")
    .normalize("NFC");
  return bare.length > longestWord ? Array.from(bare).slice(0, longestWord).join("") : bare;
}

// Making one takes longer than cutting a text.
const segmenters = new Map<Locale, Intl.Segmenter>();

function segmenterFor(locale: Locale): Intl.Segmenter {
  let segmenter = segmenters.get(locale);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(locale, { granularity: "word" });
    if (segmenters.size >= 50) segmenters.clear();
    segmenters.set(locale, segmenter);
  }
  return segmenter;
}

/** What an apostrophe joins, without what is only elided or added: "l’esclavage" is "esclavage", "foto’s" is "foto". */
function joined(word: string): string[] {
  const parts = word.split(apostrophes).filter((part) => part !== "");
  const whole = parts.filter((part) => part.length > 1 && part.toLowerCase() !== "qu");
  return whole.length > 0 ? whole : parts;
}

/**
 * The words of a text in a language, folded, in order and as often as they stand there. Any text at all gives words of letters, digits and
 * marks alone; a text may have none.
 */
export function wordsOf(text: string, locale: Locale): string[] {
  const words: string[] = [];
  const keep = (word: string): void => {
    const folded = fold(word);
    if (folded !== "") words.push(folded);
  };
  // Thai loses its words when its vowels are taken apart, so text is composed before it is cut and taken apart afterwards.
  for (const [run] of text.normalize("NFKC").replaceAll(invisible, "").matchAll(wordWithApostrophes))
    for (const part of joined(run)) {
      if (!withoutSpaces.test(part)) keep(part);
      else
        for (const { segment, isWordLike } of segmenterFor(locale).segment(part))
          if (isWordLike === true) keep(segment);
    }
  return words;
}

/** Every word of a text once. A long text repeats most of its words, and each is folded once. */
export function distinctWordsOf(text: string, locale: Locale): Set<string> {
  const words = new Set<string>();
  for (const piece of new Set(text.split(/\s+/u))) for (const word of wordsOf(piece, locale)) words.add(word);
  return words;
}
