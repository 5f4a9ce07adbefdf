/**
 * Local days and clocks as instants. Temporal knows the zones; what it answers is kept, because ten thousand landmarks live by the same few
 * hundred clocks on the same few days.
 */
import { Temporal } from "temporal-polyfill";

export const minute = 60_000;
export const hour = 60 * minute;
export const dayLength = 24 * hour;

/** More than a year for every zone; beyond it everything is asked for anew. */
const mostKept = 250_000;

/** What is known of one zone: starts of days by day number; clock times by minutes since the first day, twice over. */
type Known = { starts: Map<number, number>; clocks: Map<number, number> };

const zones = new Map<string, Known>();
const numbers = new Map<string, number>();
const names = new Map<number, string>();
let kept = 0;

function count(): void {
  kept += 1;
  if (kept <= mostKept) return;
  kept = 1;
  zones.clear();
  numbers.clear();
  names.clear();
}

function knownOf(zone: string): Known {
  let known = zones.get(zone);
  if (known === undefined) {
    known = { starts: new Map(), clocks: new Map() };
    zones.set(zone, known);
  }
  return known;
}

/** Days since 1 January 1970 of a calendar date. Throws a RangeError for what is no date. */
export function dayNumber(day: string): number {
  let number = numbers.get(day);
  if (number === undefined) {
    const { year, month, day: date } = Temporal.PlainDate.from(day);
    number = Date.UTC(year, month - 1, date) / dayLength;
    count();
    numbers.set(day, number);
  }
  return number;
}

/** The calendar date that many days after 1 January 1970. */
export function dayName(number: number): string {
  let name = names.get(number);
  if (name === undefined) {
    name = plainDate(number).toString();
    count();
    names.set(number, name);
  }
  return name;
}

function plainDate(number: number): Temporal.PlainDate {
  const date = new Date(number * dayLength);
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

/**
 * First instant of a local day. That is not always 00:00: a clock put forward at midnight begins the day at 01:00. A day that the zone
 * left out, as Samoa did 30 December 2011, begins when the next one does.
 */
export function dayStart(number: number, zone: string): number {
  let { starts } = knownOf(zone);
  let start = starts.get(number);
  if (start === undefined) {
    start = plainDate(number).toZonedDateTime(zone).epochMilliseconds;
    count();
    // Counting may have emptied everything.
    ({ starts } = knownOf(zone));
    starts.set(number, start);
  }
  return start;
}

/**
 * The instant of a clock time, `minutes` after midnight as clocks show it. A time that is skipped moves forward by as much as the clock does;
 * of a time that occurs twice it is the one asked for.
 */
export function clockInstant(
  number: number,
  minutes: number,
  { zone, twice }: { zone: string; twice: "first" | "last" },
): number {
  const key = (number * 1440 + minutes) * 2 + (twice === "last" ? 1 : 0);
  let { clocks } = knownOf(zone);
  let instant = clocks.get(key);
  if (instant === undefined) {
    const time = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
    instant = plainDate(number)
      .toPlainDateTime(time)
      // "compatible" and "later" both move forward what is skipped.
      .toZonedDateTime(zone, { disambiguation: twice === "last" ? "later" : "compatible" }).epochMilliseconds;
    count();
    ({ clocks } = knownOf(zone));
    clocks.set(key, instant);
  }
  return instant;
}

/** Number of the local day in which an instant lies. */
export function localDayNumber(at: number, zone: string): number {
  let number = Math.floor(at / dayLength);
  while (at < dayStart(number, zone)) number -= 1;
  while (at >= dayStart(number + 1, zone)) number += 1;
  return number;
}

/** The calendar date that people in a zone write at an instant. */
export function localDay(at: number, zone: string): string {
  return dayName(localDayNumber(at, zone));
}

/** By how many minutes the clocks of a zone are ahead of UTC at an instant. Whole minutes, but for zones of long ago. */
export function zoneOffsetMinutes(at: number, zone: string): number {
  const number = localDayNumber(at, zone);
  const before = number * dayLength - dayStart(number, zone);
  const after = (number + 1) * dayLength - dayStart(number + 1, zone);
  // A day at whose ends the clocks agree has no change in it; of the others Temporal is asked.
  if (before === after) return before / minute;
  return (
    Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone).offsetNanoseconds /
    (minute * 1e6)
  );
}
