/** What to write instead of what was found: age to band, town to region, date to season. A person puts it in, or finds something better. */
import type { Detail, FindingSort, Mark, Suggestion, SuggestionCode } from "./finding.ts";
import { isCheckedLanguage } from "./number-words.ts";
import type { CheckedLanguage } from "./number-words.ts";
import { regionInWords } from "./regions.ts";

const codes: Record<FindingSort, SuggestionCode> = {
  name: "pseudonym",
  place: "wider-place",
  address: "remove",
  date: "season",
  age: "age-band",
  phone: "remove",
  email: "remove",
  url: "remove",
  handle: "remove",
  "national-number": "remove",
  "bank-account": "remove",
  card: "remove",
  plate: "remove",
  document: "remove",
  institution: "kind-of-house",
  nationality: "wider-origin",
  occupation: "wider-work",
  relative: "wider-relative",
  combination: "vary",
};

const ofAge = 18;

const youths: Record<CheckedLanguage, readonly [child: string, teenager: string, justGrown: string]> = {
  en: ["a child", "a teenager", "only just grown up"],
  fr: ["un enfant", "un adolescent, une adolescente", "à peine majeur, à peine majeure"],
  nl: ["een kind", "een tiener", "nog maar net volwassen"],
  de: ["ein Kind", "jugendlich", "gerade erst erwachsen"],
};

const decades: Record<CheckedLanguage, readonly string[]> = {
  en: ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"],
  fr: ["vingtaine", "trentaine", "quarantaine", "cinquantaine", "soixantaine"],
  nl: ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"],
  de: ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"],
};

const thirds: Record<CheckedLanguage, readonly [early: string, middle: string, late: string]> = {
  en: ["early", "mid-", "late"],
  fr: ["", "", ""],
  nl: ["begin", "midden", "eind"],
  de: ["Anfang", "Mitte", "Ende"],
};

function ageBand(years: number, language: CheckedLanguage): string | undefined {
  const [child, teenager, justGrown] = youths[language];
  if (years < 13) return child;
  if (years < ofAge) return teenager;
  if (years < 20) return justGrown;
  const decade = decades[language][Math.floor(years / 10) - 2];
  const third = thirds[language][years % 10 < 4 ? 0 : years % 10 < 7 ? 1 : 2];
  switch (language) {
    case "en":
      return decade === undefined ? undefined : `in their ${third}${third.endsWith("-") ? "" : " "}${decade}`;
    case "fr":
      return decade === undefined ? "d’un grand âge" : `une ${decade} d’années`;
    default:
      return decade === undefined ? undefined : `${third} ${decade}`;
  }
}

const seasons: Record<CheckedLanguage, readonly [string, string, string, string]> = {
  en: ["in winter", "in spring", "in summer", "in autumn"],
  fr: ["en hiver", "au printemps", "en été", "en automne"],
  nl: ["in de winter", "in de lente", "in de zomer", "in de herfst"],
  de: ["im Winter", "im Frühling", "im Sommer", "im Herbst"],
};

function wordsFor(
  sort: FindingSort,
  { region, years, month }: Detail,
  language: CheckedLanguage,
): string | undefined {
  if (sort === "place" && region !== undefined) return regionInWords(region, language);
  if (sort === "age" && years !== undefined) return ageBand(years, language);
  // Of the northern half of the world; whoever writes elsewhere sees that it does not fit.
  if (sort === "date" && month !== undefined) return seasons[language][Math.floor((month % 12) / 3)];
  return undefined;
}

/** The proposal for one finding. */
export function suggestionFor(
  { sort, detail = {} }: Pick<Mark, "sort" | "detail">,
  language: string,
): Suggestion {
  const isMinor = sort === "age" && detail.years !== undefined && detail.years < ofAge;
  const code = isMinor ? "minor-age" : codes[sort];
  const words = isCheckedLanguage(language) ? wordsFor(sort, detail, language) : undefined;
  return words === undefined ? { code } : { code, words };
}
