/** Exact days, and months of a year, with digits or in words. */
import { fold } from "./finding.ts";
import type { Detail, Mark, Strength } from "./finding.ts";
import { dayWords, foldKeepingLength, isCheckedLanguage, oneOf } from "./number-words.ts";
import type { CheckedLanguage } from "./number-words.ts";
import { someWord } from "./passage.ts";
import type { Passage, Reading } from "./passage.ts";

/** Names of the months as the platform knows them, long and short. */
function monthsOf(language: CheckedLanguage): Map<string, number> {
  const months = new Map<string, number>(language === "nl" ? [["mrt", 3]] : []);
  for (let month = 1; month <= 12; month += 1) {
    const day = new Date(Date.UTC(2001, month - 1, 15));
    for (const width of ["long", "short"] as const) {
      const parts = new Intl.DateTimeFormat(language, {
        month: width,
        day: "numeric",
        timeZone: "UTC",
      }).formatToParts(day);
      const name = fold(parts.find(({ type }) => type === "month")?.value ?? "").replaceAll(".", "");
      if (name.length >= 3) months.set(name, month);
    }
  }
  return months;
}

function weekdaysOf(language: CheckedLanguage): string[] {
  const format = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => fold(format.format(new Date(Date.UTC(2001, 0, day)))));
}

type Table = {
  months: ReadonlyMap<string, number>;
  days: ReadonlyMap<string, number>;
  dayFirst: RegExp;
  monthFirst: RegExp;
  weekdayOfMonth: RegExp;
  monthOfYear: RegExp;
};

const edge = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?![\p{L}\p{N}])`;

function tableOf(language: CheckedLanguage): Table {
  const months = monthsOf(language);
  const days = dayWords(language);
  const month = `(${oneOf(months.keys())})`;
  const day = String.raw`(?:(\d{1,2})(?:\s?(?:st|nd|rd|th|er|ere|e|de|ste|\.))?|(${oneOf(days.keys())}))`;
  const weekday = `(?:${oneOf(weekdaysOf(language))})s?`;
  const year = String.raw`(?:,?\s+((?:19|20)\d{2}|'\d{2})(?!\d))?`;
  const of = language === "en" ? "(?:of )?" : "";
  // The full stop of a short month, and not that of the sentence.
  const stop = String.raw`(?:\.(?=,?\s+'?\d))?`;
  // What stands between a weekday and its month, in any of the four languages.
  const linking = String.raw`(?:of|in|early in|late in|de|d'|en|du mois de|du mois d'|van|begin|eind|im|Anfang|Ende|Mitte)\s?`;
  return {
    months,
    days,
    dayFirst: new RegExp(
      `${edge}(?:${weekday},? (?:the |den |dem |de |le )?)?${day}\\s+${of}${month}${stop}${end}${year}`,
      "giu",
    ),
    monthFirst: new RegExp(`${edge}(?:${weekday},? )?${month}\\.? (?:the )?${day}${end}${year}`, "giu"),
    weekdayOfMonth: new RegExp(
      `${edge}${weekday}(?: \\p{L}+)?,? ${linking}${month}${stop}${end}${year}`,
      "giu",
    ),
    monthOfYear: new RegExp(
      String.raw`${edge}${month}\.?${end},?\s+(?:of |de |van )?((?:19|20)\d{2})(?!\d)`,
      "giu",
    ),
  };
}

const tables = new Map<CheckedLanguage, Table>();

function tableFor(language: CheckedLanguage): Table {
  const table = tables.get(language) ?? tableOf(language);
  tables.set(language, table);
  return table;
}

const figures =
  /(?<![\p{L}\p{N}./-])(?:(\d{1,2})([./-])(\d{1,2})\2((?:19|20)?\d{2})|((?:19|20)\d{2})([./-])(\d{1,2})\6(\d{1,2}))(?![\p{L}\p{N}]|[./-]\d)/gu;

/** Days in figures are the same in every language. */
function daysInFigures(text: string): Mark[] {
  const marks: Mark[] = [];
  const add = (match: RegExpExecArray, strength: Strength, month: number): void => {
    marks.push({
      sort: "date",
      start: match.index,
      end: match.index + match[0].length,
      strength,
      detail: { month },
    });
  };
  for (const match of text.matchAll(figures)) {
    const [, d, , m, , isoYear, , isoMonth, isoDay] = match;
    const [day, month] = isoYear === undefined ? [Number(d), Number(m)] : [Number(isoDay), Number(isoMonth)];
    const isDay = (value: number): boolean => value >= 1 && value <= 31;
    const isMonth = (value: number): boolean => value >= 1 && value <= 12;
    if (isDay(day) && isMonth(month)) add(match, "certain", month);
    // The American way round.
    else if (isDay(month) && isMonth(day)) add(match, "certain", day);
  }
  // The short German form; elsewhere nobody writes the last full stop.
  for (const match of text.matchAll(/(?<![\p{L}\p{N}./-])(\d{1,2})\.\s?(\d{1,2})\.(?=\s+\p{Ll}|,|\))/gu)) {
    const [day, month] = [Number(match[1]), Number(match[2])];
    if (day >= 1 && day <= 31 && month >= 1 && month <= 12) add(match, "likely", month);
  }
  return marks;
}

/** Exact days (certain with their year, likely without), weekdays of a month (likely), months of a year (a hint). */
export function findDates({ language }: Reading, { text, words }: Passage): Mark[] {
  const marks = /\d/.test(text) ? daysInFigures(text) : [];
  if (!isCheckedLanguage(language)) return marks;
  const { months, days, dayFirst, monthFirst, weekdayOfMonth, monthOfYear } = tableFor(language);
  // All that follows has a month in it.
  if (!someWord(words, (word) => months.has(word))) return marks;
  const flat = foldKeepingLength(text);
  const add = (match: RegExpExecArray, strength: Strength, monthWord: string | undefined): void => {
    const month = months.get(fold(monthWord ?? ""));
    const detail: Detail = month === undefined ? {} : { month };
    marks.push({
      sort: "date",
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      strength,
      detail,
    });
  };
  const isDay = (digits: string | undefined, word: string | undefined): boolean => {
    const day = digits === undefined ? (days.get(fold(word ?? "")) ?? 0) : Number(digits);
    return day >= 1 && day <= 31;
  };
  for (const match of flat.matchAll(dayFirst)) {
    const [, digits, word, month, year] = match;
    if (isDay(digits, word)) add(match, year === undefined ? "likely" : "certain", month);
  }
  if (language === "en")
    for (const match of flat.matchAll(monthFirst)) {
      const [, month, digits, word, year] = match;
      // "may" and "march" are also words, and "second" is one too.
      if (isDay(digits, word) && /^\p{Lu}/u.test(text.slice(match.index)))
        add(match, year === undefined ? "likely" : "certain", month);
    }
  for (const match of flat.matchAll(weekdayOfMonth)) add(match, "likely", match[1]);
  for (const match of flat.matchAll(monthOfYear)) add(match, "hint", match[1]);
  return marks;
}
