/** Numbers as words, from 1 to 99, and as the days of a month, in the four languages of the check. */
import { fold } from "./finding.ts";

/** Languages in which the check knows dates, ages, and what a capital letter means. */
export const checkedLanguages = ["en", "fr", "nl", "de"] as const;

/** One of {@link checkedLanguages}. */
export type CheckedLanguage = (typeof checkedLanguages)[number];

/** Whether the check knows this base language. */
export function isCheckedLanguage(value: string): value is CheckedLanguage {
  return (checkedLanguages as readonly string[]).includes(value);
}

const units: Record<CheckedLanguage, readonly string[]> = {
  en: "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  ),
  fr: "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf".split(
    " ",
  ),
  nl: "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split(
    " ",
  ),
  de: "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn".split(
    " ",
  ),
};

const tens: Record<CheckedLanguage, readonly string[]> = {
  en: "twenty thirty forty fifty sixty seventy eighty ninety".split(" "),
  fr: "vingt trente quarante cinquante soixante septante quatre-vingt nonante".split(" "),
  nl: "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(" "),
  de: "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig".split(" "),
};

/** Numbers from 1 to 99, folded: as in Belgium, with what is said in France beside it. */
export function numberWords(language: CheckedLanguage): Map<string, number> {
  const words = new Map<string, number>();
  for (const [index, unit] of units[language].entries()) words.set(unit, index + 1);
  for (const [index, ten] of tens[language].entries()) {
    const value = (index + 2) * 10;
    words.set(ten, value);
    for (const [at, unit] of units[language].slice(0, 9).entries()) {
      if (language === "en")
        words.set(`${ten}-${unit}`, value + at + 1).set(`${ten} ${unit}`, value + at + 1);
      // The reform of 1990 ties everything by hyphens.
      if (language === "fr")
        for (const joined of at === 0
          ? [`${ten} et un`, `${ten}-et-un`]
          : [`${ten}-${unit}`, `${ten} ${unit}`])
          words.set(joined, value + at + 1);
      // Accents are folded away: tweeëntwintig is tweeentwintig.
      if (language === "nl") words.set(`${unit}en${ten}`, value + at + 1);
      if (language === "de")
        for (const spelt of [ten, ten.replace("ss", "ß")]) words.set(`${unit}und${spelt}`, value + at + 1);
    }
  }
  if (language === "fr") {
    words.set("quatre-vingts", 80);
    for (const [index, unit] of units.fr.slice(9).entries()) {
      words.set(`soixante-${unit}`, 70 + index);
      words.set(`quatre-vingt-${unit}`, 90 + index);
    }
  }
  if (language === "de") words.set("dreißig", 30);
  return words;
}

const uneven: Record<CheckedLanguage, Record<string, number>> = {
  en: {
    first: 1,
    second: 2,
    third: 3,
    fifth: 5,
    eighth: 8,
    ninth: 9,
    twelfth: 12,
    twentieth: 20,
    thirtieth: 30,
  },
  fr: { premier: 1 },
  nl: { eerste: 1, tweede: 2, derde: 3, achtste: 8 },
  de: { erste: 1, ersten: 1, dritte: 3, dritten: 3, siebte: 7, siebten: 7, achte: 8, achten: 8 },
};

/** The days of a month in words, folded. */
export function dayWords(language: CheckedLanguage): Map<string, number> {
  const words = new Map<string, number>();
  for (const [word, day] of numberWords(language)) {
    if (day > 31) continue;
    // A French day is said as the number itself, a Dutch one mostly.
    if (language === "fr" || language === "nl") words.set(word, day);
    if (language === "en") words.set(`${word}th`, day);
    if (language === "nl") words.set(`${word}${day < 20 ? "de" : "ste"}`, day);
    if (language === "de")
      for (const ending of day < 20 ? ["te", "ten"] : ["ste", "sten"]) words.set(`${word}${ending}`, day);
    const last = word.split("-").at(-1) ?? "";
    const ending = Object.entries(uneven.en).find(([, value]) => value === units.en.indexOf(last) + 1)?.[0];
    if (language === "en" && word.includes("-") && ending !== undefined)
      words.set(word.replace(last, ending), day);
  }
  for (const [word, day] of Object.entries(uneven[language])) words.set(word, day);
  // "un", "een": an article, far more often.
  for (const article of ["un", "een", "une"]) words.delete(article);
  return words;
}

/** Alternatives of a pattern, the longest first. */
export function oneOf(words: Iterable<string>): string {
  return [...new Set(words)]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join("|");
}

/** Without accents but with every offset kept: a letter whose plain form is longer or shorter stays as it is. */
export function foldKeepingLength(text: string): string {
  return text.replaceAll(/\P{ASCII}/gu, (letter) => {
    if (letter === "\u00A0" || letter === "\u202F") return " ";
    if (letter === "’") return "'";
    const plain = fold(letter);
    return plain.length === letter.length && plain !== "" ? plain : letter;
  });
}
