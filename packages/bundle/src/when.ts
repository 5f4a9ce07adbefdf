/** The words of a spreadsheet's `when` and `days` cells: `sunset to 24:00; 00:01 to sunrise`, `2020-09-23/2020-09-30`. */
import { sunEventSchema } from "@bluehour/domain/kinds";
import type { Data } from "@bluehour/domain/kinds";
import { nearest } from "./suggest.ts";

/** When a place does its part, as the domain writes it. */
export type LightInterval = Data<"landmark">["lighting"]["intervals"][number];

type LightMoment = LightInterval["from"];

export type WhenResult = { ok: true; intervals: LightInterval[] } | { ok: false; suggestion?: string };

const events: readonly string[] = sunEventSchema.options;
const shortWords = new Map([
  ["dusk", "civil-dusk"],
  ["dawn", "civil-dawn"],
]);

const eventWords = String.raw`(?:civil|nautical)[ -]?(?:dusk|dawn)|sunset|sunrise|dusk|dawn`;
// What follows the sign must not go on as a clock time: in `sunset-19:00` the hyphen stands for "to".
const momentPattern = new RegExp(
  String.raw`(\d{1,2}):(\d{2})(?!\d)|(${eventWords})(?![a-z])(?:\s*([+−–-])\s*(\d{1,4})(?![\d:])(?:\s*min\b)?)?`,
  "iy",
);
const toPattern = /\s*(?:\bto\b|[–—-])\s*/iy;

/** Reads a `when` cell; where it cannot be read, the nearest text that can, if there is one. */
export function parseWhen(text: string): WhenResult {
  const intervals = parseIntervals(text);
  if (intervals !== undefined) return { ok: true, intervals };
  const corrected = text
    .toLowerCase()
    .replaceAll(/(\d{1,2})[.h](\d{2})(?!\d)/g, "$1:$2")
    .replaceAll(
      /[a-z]+(?:-[a-z]+)*/g,
      (word) => nearest(word, [...events, ...shortWords.keys(), "to"]) ?? word,
    );
  return parseIntervals(corrected) === undefined ? { ok: false } : { ok: false, suggestion: corrected };
}

function parseIntervals(text: string): LightInterval[] | undefined {
  const intervals: LightInterval[] = [];
  // A semicolon at the end is what remains of an interval that was taken out.
  for (const part of text.replace(/;\s*$/, "").split(";")) {
    const interval = parseInterval(part.trim());
    if (interval === undefined) return undefined;
    intervals.push(interval);
  }
  return intervals;
}

function parseInterval(text: string): LightInterval | undefined {
  const from = momentAt(text, 0);
  if (from === undefined) return undefined;
  if (from.end === text.length) return { from: from.moment };
  toPattern.lastIndex = from.end;
  if (!toPattern.test(text)) return undefined;
  const to = momentAt(text, toPattern.lastIndex);
  return to?.end === text.length ? { from: from.moment, to: to.moment } : undefined;
}

function momentAt(text: string, start: number): { moment: LightMoment; end: number } | undefined {
  momentPattern.lastIndex = start;
  const found = momentPattern.exec(text);
  if (found === null) return undefined;
  const [, hours, minutes, event, sign, offset] = found;
  const end = momentPattern.lastIndex;
  if (event === undefined) return { moment: { clock: `${hours?.padStart(2, "0")}:${minutes}` }, end };
  const word = event
    .toLowerCase()
    .replace(/[ -]?(dusk|dawn)$/, "-$1")
    .replace(/^-/, "");
  const sun = sunEventSchema.parse(shortWords.get(word) ?? word);
  const minutesOff = Number(offset ?? 0) * (sign === undefined || sign === "+" ? 1 : -1);
  return { moment: { sun, offsetMinutes: minutesOff === 0 ? 0 : minutesOff }, end };
}

/** Writes an interval in the form that {@link parseWhen} reads; also how one is named in a sentence. */
export function writeInterval({ from, to }: LightInterval): string {
  return to === undefined ? writeMoment(from) : `${writeMoment(from)} to ${writeMoment(to)}`;
}

function writeMoment(moment: LightMoment): string {
  if ("clock" in moment) return moment.clock;
  const { sun, offsetMinutes } = moment;
  return offsetMinutes === 0 ? sun : `${sun}${offsetMinutes > 0 ? "+" : ""}${offsetMinutes}`;
}

/** Reads a `days` cell: one date, or the first and the last with a slash between. Whether they are dates is for the schema to say. */
export function parseDays(text: string): NonNullable<LightInterval["days"]> {
  const [first = "", last = first] = text.split(/\s*(?:\/|–|\bto\b)\s*/);
  return { first, last };
}
