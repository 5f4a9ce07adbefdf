/** Names of people, those who belong to them, where they come from and what they do. */
import givenNamesFile from "../../data/given-names.json" with { type: "json" };
import nationalitiesFile from "../../data/nationalities.json" with { type: "json" };
import { coverOf, fold } from "./finding.ts";
import type { Mark } from "./finding.ts";
import { endsInRelative, lexicons } from "./lexicon.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Passage, Reading, Word } from "./passage.ts";

let listed: ReadonlySet<string> | undefined;

/** Whether the lists of given names hold a word, or each part of a double name. */
function isListed({ raw, folded }: Pick<Word, "raw" | "folded">, language: string): boolean {
  listed ??= new Set(givenNamesFile.names.split(" "));
  // "Hände" is not the name Hande: a German letter with dots is another letter.
  const word = language === "de" && /[äöüß]/i.test(raw) ? raw.toLowerCase().replaceAll("’", "'") : folded;
  if (listed.has(word)) return true;
  return word.includes("-") && word.split("-").every((part) => listed?.has(part) === true);
}

/** Whether a word is a given name, so that what is said of it is said of a person. */
export function isGivenName(word: string, language: string): boolean {
  const folded = fold(word);
  return isListed({ raw: word, folded }, language) && lexicons[language]?.never.has(folded) !== true;
}

type Stem = { stem: string; country: string };

/** Nationalities that the list lacks, or writes in another way than people do. */
const moreStems: Record<string, string> = {
  en: "GB:briton|PL:pole|TR:turk|SE:swede|ES:spaniard|FI:finn|XK:kosovar|NL:dutchwoman|BA:bosnian|PH:filipina",
  fr: "XK:kosovar|GR:grecque|TR:turque|CN:chinois|MG:malgache|CD:congolais|BA:bosniaque|PH:philippin",
  nl: "BE:belgisch|RO:roemens|RO:roemeen|RO:roemenen|BG:bulgaars|BG:bulgaren|NL:nederland|FR:fransman|FR:franse|PL:pools|PL:polen|AL:albanes|AL:albanezen|NG:nigeriaanse|VN:vietnames|CN:chines|HU:hongaars|UA:oekrain|TR:turk|RU:rus|RU:russisch|SY:syri|AF:afghaan|AF:afghans|MA:marokkaans|XK:kosovaar|PH:filipijn|TH:thais|RS:servi|GH:ghanees|ER:eritre|IN:indiaas|IN:indier|BR:brazilia",
  de: "BE:belgier|RO:ruman|PL:poln|PL:pole|BG:bulgar|AL:albaner|NG:nigerianer|VN:vietnames|HU:ungar|UA:ukrainer|TR:turk|RU:russe|SY:syrer|SY:syrisch|AF:afghane|MA:marokkaner|PH:filipin|TH:thailand|RS:serb|GH:ghanaer|CN:chines|XK:kosovar|FR:franzos|NL:niederland|IN:inder|BR:brasilianer",
};

const stems = new Map<string, readonly Stem[]>();

function stemsOf(language: string): readonly Stem[] {
  const known = stems.get(language);
  if (known !== undefined) return known;
  const list = (nationalitiesFile as Record<string, string>)[language] ?? "";
  const made = `${list}|${moreStems[language] ?? ""}`.split("|").flatMap((entry): Stem[] => {
    const [country = "", word = ""] = entry.split(":");
    const stem = fold(word).replace(language === "nl" ? /(?<=s)e$/ : /(?!)/, "");
    // The list holds names of territories too, which are places.
    return stem.length < 3 || stem.includes(" ") || /inseln?$|island/.test(stem) ? [] : [{ stem, country }];
  });
  made.sort((a, b) => b.stem.length - a.stem.length);
  stems.set(language, made);
  return made;
}

const endings: Record<string, RegExp> = {
  en: /^(?:s|es|man|woman|men|women)?$/,
  fr: /^(?:s|e|es|ne|nes|te|que)?$/,
  nl: /^(?:s|se|e|en|n|sen)?$/,
  de: /^(?:e|en|er|es|em|n|r|s|in|innen|rin|isch|ische|ischen|ischer|isches|ischem|esisch|esische|esischen)?$/,
};

const answers = new Map<string, string | undefined>();
const answersKept = 20_000;

/** The country that a folded word is the nationality of, with the endings that the language gives it. */
export function countryOfNationality(folded: string, language: string): string | undefined {
  const key = `${language} ${folded}`;
  if (answers.has(key)) return answers.get(key);
  const ending = endings[language];
  const found =
    ending === undefined
      ? undefined
      : stemsOf(language).find(
          ({ stem }) => folded.startsWith(stem) && ending.test(folded.slice(stem.length)),
        );
  if (answers.size >= answersKept) answers.clear();
  answers.set(key, found?.country);
  return found?.country;
}

const countryNames = new Map<string, Map<string, string>>();

/** Countries by their folded name in a language, as the platform knows them. */
function countriesIn(language: string): Map<string, string> {
  const known = countryNames.get(language);
  if (known !== undefined) return known;
  const names = new Map<string, string>();
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  for (let first = 65; first <= 90; first += 1)
    for (let second = 65; second <= 90; second += 1) {
      const code = String.fromCharCode(first, second);
      const name = /^(?:EU|EZ|UN|QO|ZZ|XA|XB)$/.test(code) ? undefined : display.of(code);
      if (name !== undefined && !names.has(fold(name))) names.set(fold(name), code);
    }
  countryNames.set(language, names);
  return names;
}

/** The country that a word names or is the nationality of. */
function originOf(word: Word, language: string): string | undefined {
  if (word.folded.length < 4) return undefined;
  const country = word.isCapital ? countriesIn(language).get(word.folded) : undefined;
  // English and Dutch write nationalities with a capital; "polish" is something else.
  return (
    country ??
    ((language === "en" || language === "nl") && !word.isCapital
      ? undefined
      : countryOfNationality(word.folded, language))
  );
}

const spoken: Record<string, RegExp> = {
  en: /(?:spe?[ao]k\p{L}*|learn\p{L}*|underst\p{L}*|words? of|lessons? in|in|some|any|no|little|my)\s+$/iu,
  fr: /(?:parl\p{L}*|appren\p{L}*|appris|compren\p{L}*|cours de|en|mots? de|le|du|bien|peu|mon)\s+$/iu,
  nl: /(?:spre\p{L}*|sprak\p{L}*|leer\p{L}*|begrijp\p{L}*|verst\p{L}*|in het|het|woord|les|lessen|geen|beetje|mijn|wat)\s+$/iu,
  de: /(?:spr[aeio]ch\p{L}*|lern\p{L}*|versteh\p{L}*|auf|Wort|kein|etwas|bisschen|mein|gut)\s+$/iu,
};

/** Nationalities and countries of origin. "I learnt French" says little about anybody. */
export function findOrigins({ language, country: home }: Reading, { text, words }: Passage): Mark[] {
  if (lexicons[language] === undefined) return [];
  return words.flatMap((word): Mark[] => {
    const origin = originOf(word, language);
    if (origin === undefined || origin === home) return [];
    if (
      spoken[language]?.test(text.slice(Math.max(0, word.start - 24), word.start)) === true &&
      !isPlaceName(word)
    )
      return [];
    return [{ sort: "nationality", start: word.start, end: word.end, strength: "hint" }];
  });
  function isPlaceName(word: Word): boolean {
    return word.isCapital && countriesIn(language).has(word.folded);
  }
}

/** Those who belong to somebody. */
export function findRelatives({ language }: Reading, { text }: Passage): Mark[] {
  const pattern = lexicons[language]?.relatives;
  if (pattern === undefined) return [];
  return [...text.matchAll(pattern)].map((match) => ({
    sort: "relative",
    start: match.index,
    end: match.index + match[0].length,
    strength: "hint",
  }));
}

/** What somebody does for a living. */
export function findOccupations({ language }: Reading, { words }: Passage): Mark[] {
  const { occupations } = lexicons[language] ?? {};
  if (occupations === undefined) return [];
  return words
    .filter(({ folded }) => occupations.has(folded) || occupations.has(folded.replace(/(?:s|en|n)$/, "")))
    .map(({ start, end }) => ({ sort: "occupation", start, end, strength: "hint" }));
}

const particles = new Set(
  "van de der den von zu del della di da dos du le la el al ben bin ibn ait abu abou ould st ter ten d l".split(
    " ",
  ),
);

/** Whether only what may stand inside one name is between two words. */
function isJoined(text: string, from: Word, to: Word): boolean {
  return /^(?:[ \u00A0\u202F-]|\. |[’'])$/u.test(text.slice(from.end, to.start));
}

/** Words of a name at most, so that a text all in capitals takes no longer than another. */
const longestName = 8;

const shortTitles = new Set("m mr mrs ms mme mlle me dr mevr mw dhr prof hr fr".split(" "));

/** Whether a title goes on into a name: "Dr. Maes", and not "She was an officer. Maes said". */
function isAfterTitle(between: string, title: Word): boolean {
  if (/^[ \u00A0]$/u.test(between)) return true;
  return /^\.[ \u00A0]$/u.test(between) && title.isCapital && shortTitles.has(title.folded);
}

type Found = { last: number } & Pick<Mark, "strength" | "note">;

/** Looks for names in one passage, with what is known of the whole text. */
function createNameFinder(
  { language, small }: Reading,
  { text, words, isTitleCase }: Passage,
  lexicon: Lexicon,
) {
  const isGerman = language === "de";

  /** Days in the plural too: "on Fridays". */
  function isNever({ folded }: Word): boolean {
    if (lexicon.titles.has(folded)) return true;
    return lexicon.never.has(folded) || (language === "en" && lexicon.never.has(folded.replace(/s$/, "")));
  }

  /** Whether a capital means something else than a name here. */
  function isOther(word: Word): boolean {
    if (isNever(word) || originOf(word, language) !== undefined) return true;
    if (!lexicon.common.has(word.folded) || !(isGerman || word.isFirst)) return false;
    return !(isListed(word, language) && lexicon.deeds.test(text.slice(word.end, word.end + 24)));
  }

  /** The last word of a name that begins at `index`: capital words and the small ones between them. */
  function lastOf(index: number, isTaken: (word: Word) => boolean): number {
    let last = index;
    for (
      let next = index + 1;
      next < words.length && next <= Math.min(last + 3, index + longestName);
      next += 1
    ) {
      const [before, word] = [words[next - 1], words[next]];
      if (before === undefined || word === undefined || !isJoined(text, before, word)) break;
      if (word.isCapital && !word.isFirst && !isTaken(word)) {
        // "Sarah De Hovre": the small word bears a capital here, and what follows it belongs to the name.
        if (particles.has(word.folded)) continue;
        // A German noun follows a name without belonging to it.
        if (isNever(word) || (isGerman && lexicon.common.has(word.folded))) break;
        last = next;
      } else if (!particles.has(word.folded)) break;
    }
    return last;
  }

  return (index: number, isTaken: (word: Word) => boolean): Found | undefined => {
    const word = words[index];
    if (word === undefined || !word.isCapital || isTaken(word)) return undefined;
    const before = text.slice(Math.max(0, word.start - 48), word.start);
    const previous = words[index - 1];
    const last = lastOf(index, isTaken);
    const isTitled =
      previous !== undefined &&
      lexicon.titles.has(previous.folded) &&
      isAfterTitle(text.slice(previous.end, word.start), previous) &&
      (previous.isCapital || !isGerman);
    const isNamed = isTitled || lexicon.introducers.test(before);
    if (isNamed && !isNever(word) && originOf(word, language) === undefined)
      // "Eine Frau Namens Rose", but "ich hieß Mutter" too.
      return isGerman && lexicon.common.has(word.folded)
        ? { last, strength: "likely" }
        : { last, strength: "certain" };
    // "Mme De Smet": the small word bears a capital here.
    if (isNamed && last > index && particles.has(word.folded)) return { last, strength: "certain" };
    if (isOther(word)) return undefined;
    const isAfterRelative = endsInRelative[language]?.test(before) === true;
    if (isAfterRelative && !isGerman) return { last, strength: "certain" };
    // An abbreviation, or a word that is SHOUTED.
    const isAllCapitals = word.raw.length > 1 && word.raw === word.raw.toUpperCase();
    if (isListed(word, language) && !(isAllCapitals && word.raw.length < 4)) {
      // With a small letter elsewhere in the text, it is a word that a sentence may begin with.
      if (word.isFirst && last === index && small.has(word.folded)) return undefined;
      return { last, strength: last > index ? "certain" : "likely" };
    }
    if (isAfterRelative) return { last, strength: "hint" };
    if (isGerman || word.isFirst || isAllCapitals || isTitleCase) return undefined;
    // "X-ray", "T-shirt" as well.
    if (small.has(word.folded) || word.raw.length < 3 || word.raw[1] === "-") return undefined;
    // No list knows it, and yet the grammar does not ask for its capital.
    return { last, strength: "likely", note: "unknown-word" };
  };
}

/** Names of people in one passage: by what stands before them, by lists, and any other capital that the grammar does not ask for. */
export function findNames(reading: Reading, passage: Passage, taken: readonly Mark[]): Mark[] {
  const lexicon = lexicons[reading.language];
  if (lexicon === undefined) return findListedNames(reading, passage);
  const { words } = passage;
  // A town that everybody lives in is only a hint, and yet no name.
  const cover = coverOf(taken.filter(({ sort, strength }) => strength !== "hint" || sort === "place"));
  const isTaken = (word: Word): boolean => cover.touches(word);
  const nameAt = createNameFinder(reading, passage, lexicon);
  const marks: Mark[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const found = nameAt(index, isTaken);
    if (word === undefined || found === undefined) continue;
    const { last, ...rest } = found;
    marks.push({ sort: "name", start: word.start, end: words[last]?.end ?? word.end, ...rest });
    index = last;
  }
  return marks;
}

/** Words of the names that were found, as they were written: a name is one wherever it stands, also where a sentence begins. */
export function knownNames(found: readonly { passage: Passage; marks: readonly Mark[] }[]): Set<string> {
  const known = new Set<string>();
  for (const { passage, marks } of found) {
    const cover = coverOf(marks.filter(({ sort, strength }) => sort === "name" && strength !== "hint"));
    for (const word of passage.words)
      if (word.isCapital && word.raw.length >= 3 && cover.touches(word)) known.add(word.raw);
  }
  return known;
}

/** Further places of known names. */
export function findRepeats({ words }: Passage, known: ReadonlySet<string>, language: string): Mark[] {
  const { never } = lexicons[language] ?? {};
  return words
    .filter(
      (word) =>
        known.has(word.raw) &&
        never?.has(word.folded) !== true &&
        !particles.has(word.folded) &&
        originOf(word, language) === undefined,
    )
    .map(({ start, end }) => ({ sort: "name", start, end, strength: "likely" }));
}

/** Languages without rules of their own: the lists alone. Scripts without capitals have nothing else to go by. */
function findListedNames({ language }: Reading, { words }: Passage): Mark[] {
  return words
    .filter((word) => isListed(word, language) && (word.isCapital || !/\p{Script=Latin}/u.test(word.raw)))
    .map((word) => ({
      sort: "name",
      start: word.start,
      end: word.end,
      strength: word.isCapital && !word.isFirst ? "likely" : "hint",
    }));
}
