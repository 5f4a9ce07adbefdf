/**
 * Opening hours as OpenStreetMap writes them, read as far as helplines use them: days of the week, times, `24/7`, `off`, public holidays.
 * Whatever else stands there (months, seasons, sunset, remarks) is not understood as a whole, so that nobody is ever told "open now" on a guess.
 */
import { clockInstant, dayLength, dayStart, localDayNumber } from "@bluehour/sky/zones";

/** From and to, in minutes after the midnight with which its day begins; `to` may lie on the next day. */
export type Stretch = { from: number; to: number };

export type Hours = {
  /** Seven days, Monday first. */
  week: readonly (readonly Stretch[])[];
  /** What is said of public holidays: nothing, or that they are otherwise; on which days they fall is not known here. */
  holidays: "unsaid" | "closed" | readonly Stretch[];
};

const dayNames = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const midnight = 24 * 60;
const longestText = 200;

const dayPart = String.raw`(?:PH|(?:${dayNames.join("|")})(?:-(?:${dayNames.join("|")}))?)`;
const timePart = String.raw`\d{1,2}:\d\d-\d{1,2}:\d\d`;
const rulePattern = new RegExp(
  String.raw`^(?:(${dayPart}(?:, ?${dayPart})*) )?(${timePart}(?:, ?${timePart})*|24/7|off|closed)$`,
);
/** A comma between times and a day begins another rule, which adds to the one before. */
const addition = new RegExp(String.raw`(?<=\d|off|closed), ?(?=${dayPart})`);

function minutesOf(clock: string): number | undefined {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  const total = hours * 60 + minutes;
  return minutes > 59 || total > 2 * midnight ? undefined : total;
}

function stretchesOf(times: string): Stretch[] | undefined {
  if (times === "off" || times === "closed") return [];
  if (times === "24/7") return [{ from: 0, to: midnight }];
  const stretches: Stretch[] = [];
  for (const span of times.split(",")) {
    const [from, end] = span.trim().split("-").map(minutesOf);
    if (from === undefined || end === undefined || from >= midnight || from === end) return undefined;
    const to = end < from ? end + midnight : end;
    if (to - from > midnight) return undefined;
    stretches.push({ from, to });
  }
  return stretches;
}

/** Indexes of the days that are named, Monday being 0; all of them where none is. */
function daysOf(named: string | undefined): number[] {
  if (named === undefined) return dayNames.map((_, day) => day);
  const days = new Set<number>();
  for (const item of named.split(/, ?/)) {
    if (item === "PH") continue;
    const [first = 0, last = first] = item.split("-").map((name) => dayNames.indexOf(name));
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day);
      if (day === last) break;
    }
  }
  return [...days];
}

/** Reads opening hours; `undefined` where anything in them is not understood. */
export function readHours(text: string): Hours | undefined {
  if (text.length > longestText) return undefined;
  const week: Stretch[][] = dayNames.map(() => []);
  let holidays: Hours["holidays"] = "unsaid";
  let rulesOfDays = 0;
  let passesMidnight = false;
  const parts = text.split(";").map((part) => part.trim());
  // A semicolon may end the text, as editors write it.
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  for (const part of parts) {
    for (const [index, rule] of part.split(addition).entries()) {
      const [, named, times = ""] = rulePattern.exec(rule) ?? [];
      const stretches = stretchesOf(times);
      if (times === "" || stretches === undefined || (times === "24/7" && named !== undefined))
        return undefined;
      if (named?.includes("PH") === true) holidays = stretches.length === 0 ? "closed" : stretches;
      const days = daysOf(named);
      if (days.length === 0) continue;
      if (named === undefined && rulesOfDays > 0) return undefined;
      passesMidnight ||= stretches.some(({ to }) => to > midnight);
      // A later rule says anew what an earlier one said of a day; an added one says more, unless it closes the day.
      const isAnew = index === 0 || stretches.length === 0;
      if (isAnew || rulesOfDays === 0) rulesOfDays += 1;
      for (const day of days) week[day] = isAnew ? stretches : [...(week[day] ?? []), ...stretches];
    }
  }
  // Whether a rule for the next day ends a night that began under another one: readers of the format differ. They differ too on what a
  // rule without days leaves of the rules before it.
  return passesMidnight && rulesOfDays > 1 ? undefined : { week, holidays };
}

/** Whether somebody answers on every day at every hour. */
export function isAlways({ week }: Hours): boolean {
  return week.every((day) => day.some(({ from, to }) => from === 0 && to === midnight));
}

/** Open or closed at a moment, and when that ends; `undefined` where it does not. */
export type Standing = { isOpen: boolean; changes: Date | undefined };

/** Days after which a week has shown all it has. */
const horizon = 9;

/** How hours stand at a moment by the clocks of a zone. Public holidays are not known, and not looked at. */
export function standingAt(hours: Hours, now: Date, zone: string): Standing {
  const at = now.getTime();
  const today = localDayNumber(at, zone);
  const instant = (day: number, minutes: number): number => {
    const on = day + Math.floor(minutes / midnight);
    return minutes % midnight === 0
      ? dayStart(on, zone)
      : clockInstant(on, minutes % midnight, { zone, twice: "first" });
  };
  const open: { start: number; end: number }[] = [];
  for (let day = today - 1; day < today + horizon; day += 1)
    // Day 0, 1 January 1970, was a Thursday.
    for (const { from, to } of hours.week[(((day + 3) % 7) + 7) % 7] ?? [])
      open.push({ start: instant(day, from), end: instant(day, to) });
  open.sort((a, b) => a.start - b.start);
  let end = -Infinity;
  for (const stretch of open) {
    if (stretch.start > at && stretch.start > end) break;
    if (stretch.start <= at || end > at) end = Math.max(end, stretch.end);
  }
  if (end > at) {
    const lasts = end >= at + 8 * dayLength;
    return { isOpen: true, changes: lasts ? undefined : new Date(end) };
  }
  const next = open.find(({ start, end: stop }) => start > at && stop > start);
  return { isOpen: false, changes: next === undefined ? undefined : new Date(next.start) };
}

/** How hours stand in all of these zones, if they stand alike: a country's numbers have no zone of their own. */
export function standingIn(hours: Hours, now: Date, zones: readonly string[]): Standing | undefined {
  const standings = zones.map((zone) => standingAt(hours, now, zone));
  const [first] = standings;
  return standings.every(
    ({ isOpen, changes }) => isOpen === first?.isOpen && changes?.getTime() === first.changes?.getTime(),
  )
    ? first
    : undefined;
}

/** Days that follow each other and have the same hours, together. Days without any are left out. */
export function groupedDays({
  week,
}: Hours): { first: number; last: number; stretches: readonly Stretch[] }[] {
  const groups: { first: number; last: number; stretches: readonly Stretch[] }[] = [];
  for (const [day, unsorted] of week.entries()) {
    if (unsorted.length === 0) continue;
    const stretches = unsorted.toSorted((a, b) => a.from - b.from);
    const group = groups.at(-1);
    if (group?.last === day - 1 && JSON.stringify(group.stretches) === JSON.stringify(stretches))
      group.last = day;
    else groups.push({ first: day, last: day, stretches });
  }
  return groups;
}

/** `09:00`; the end of a night is written as the next day's clock shows it. */
export function clockText(minutes: number): string {
  const shown = minutes > midnight ? minutes - midnight : minutes;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}
