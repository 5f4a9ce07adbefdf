/** The programme as people ask for it: what is on, what comes, and everything by time, place or organisation. Pure: the moment is handed in. */
import { dayAt } from "@bluehour/domain/phase";

/** What the programme must know of an event or an exhibition. */
export type Entry = {
  kind: "event" | "installation";
  id: string;
  start: Date;
  /** Left out where nobody has said when it ends. */
  end: Date | undefined;
  zone: string;
  isCancelled: boolean;
  organisations: readonly string[];
  country: string;
  /** The city's word in addresses. */
  city: string | undefined;
  /** Where, in the words of the page's language. */
  place: string;
};

export type State = "before" | "now" | "past";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long something without an end is told to be on. It is a guess, so no page says when such a thing ends. */
export const assumedLength = hour;

/** Whether it is to come, on, or over at a moment. Both ends count as people count: at 12:00 it has begun, at its end it is over. */
export function stateOf({ start, end }: Pick<Entry, "start" | "end">, moment: Date): State {
  if (moment < start) return "before";
  const ends = end !== undefined && end > start ? end : new Date(start.getTime() + assumedLength);
  return moment < ends ? "now" : "past";
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareEntries(a: Entry, b: Entry): number {
  return (
    a.start.getTime() - b.start.getTime() ||
    (a.end ?? a.start).getTime() - (b.end ?? b.start).getTime() ||
    compareText(a.kind, b.kind) ||
    compareText(a.id, b.id)
  );
}

/** By start; of two that begin together, the shorter first. */
export function inOrder<E extends Entry>(entries: readonly E[]): E[] {
  return entries.toSorted(compareEntries);
}

export type NowAndNext<E extends Entry> = {
  /** What is on: events before exhibitions, the latest begun first, since one can still join it. */
  now: E[];
  /** How many more are on. */
  more: number;
  /** The next few to begin, in order; exhibitions take no event's place. */
  next: E[];
};

const mostNow = { event: 8, installation: 4 };
const mostNext = { event: 5, installation: 2 };

function taken<E extends Entry>(entries: readonly E[], most: Record<Entry["kind"], number>): E[] {
  return (["event", "installation"] as const).flatMap((kind) =>
    entries.filter((entry) => entry.kind === kind).slice(0, most[kind]),
  );
}

/** What takes place at a moment, and what is about to. What was cancelled does neither. */
export function nowAndNext<E extends Entry>(entries: readonly E[], moment: Date): NowAndNext<E> {
  const ordered = inOrder(entries.filter(({ isCancelled }) => !isCancelled));
  const on = ordered.filter((entry) => stateOf(entry, moment) === "now");
  const now = taken(on.toReversed(), mostNow);
  const next = taken(
    ordered.filter((entry) => stateOf(entry, moment) === "before"),
    mostNext,
  );
  return { now, more: on.length - now.length, next: inOrder(next) };
}

/** Entries that stand together. */
export type Group<E extends Entry> = {
  /** Unique in its view, and made of what an address's fragment may hold. */
  key: string;
  /** The day, the place's words, or the organisation; `undefined` where there is none to name. */
  name: string | undefined;
  entries: E[];
};

function grouped<E extends Entry>(
  entries: readonly E[],
  keysOf: (entry: E) => readonly { key: string; name: string | undefined }[],
): Group<E>[] {
  const groups = new Map<string, Group<E>>();
  for (const entry of inOrder(entries))
    for (const { key, name } of keysOf(entry)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { key, name, entries: [entry] });
      else group.entries.push(entry);
    }
  return [...groups.values()];
}

/** Groups by their names, the nameless one last. */
function named<E extends Entry>(
  groups: readonly Group<E>[],
  compare: (a: string, b: string) => number,
): Group<E>[] {
  return groups.toSorted((a, b) => {
    if (a.name === undefined || b.name === undefined)
      return Number(a.name === undefined) - Number(b.name === undefined);
    return compare(a.name, b.name);
  });
}

/** Whether it lasts beyond a night, so that it belongs to no day alone. */
export function isOverDays({ start, end }: Pick<Entry, "start" | "end">): boolean {
  return end !== undefined && end.getTime() - start.getTime() > day;
}

/** Day by day in a zone, each under the day on which it begins; what lasts over several days comes first, in a group without a day. */
export function byDay<E extends Entry>(entries: readonly E[], zone: string): Group<E>[] {
  const groups = grouped(entries, (entry) => {
    const name = isOverDays(entry) ? undefined : dayAt(entry.start, zone);
    return [{ key: `day-${name ?? "several"}`, name }];
  });
  return groups.toSorted((a, b) => compareText(a.name ?? "", b.name ?? ""));
}

/** City by city, and place by place where no city is named. `cityName` gives a city's name in the page's language. */
export function byPlace<E extends Entry>(
  entries: readonly E[],
  cityName: (country: string, city: string) => string,
  compare: (a: string, b: string) => number,
): Group<E>[] {
  const places = new Map<string, string>();
  const keyOfPlace = (words: string): string => {
    const key = places.get(words) ?? `place-${places.size + 1}`;
    places.set(words, key);
    return key;
  };
  const groups = grouped(entries, ({ country, city, place }) => [
    city === undefined
      ? { key: keyOfPlace(place), name: place }
      : { key: `city-${country.toLowerCase()}-${city}`, name: cityName(country, city) },
  ]);
  return named(groups, compare);
}

/** Under each of its organisations that can be named; under nobody where there is none. */
export function byOrganisation<E extends Entry>(
  entries: readonly E[],
  nameOf: (organisation: string) => string | undefined,
  compare: (a: string, b: string) => number,
): Group<E>[] {
  const groups = grouped(entries, ({ organisations }) => {
    const keys = [...new Set(organisations)]
      .map((id) => ({ key: `by-${id}`, name: nameOf(id) }))
      .filter(({ name }) => name !== undefined);
    return keys.length === 0 ? [{ key: "by-nobody", name: undefined }] : keys;
  });
  return named(groups, compare);
}

/** How long until something, in the units in which people say it. */
export type Wait =
  | { unit: "minutes"; minutes: number }
  | { unit: "hours"; hours: number; minutes: number }
  | { unit: "about"; hours: number }
  | { unit: "days"; days: number };

function wholeMinutes(milliseconds: number): number {
  return Math.floor(milliseconds / minute);
}

/** Days from one calendar day to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / day);
}

/** The wait from a moment to an instant, counted from the moment's full minute: every answer within a minute says the same. */
export function waitUntil(instant: Date, moment: Date, zone: string): Wait {
  const minutes = Math.max(0, wholeMinutes(instant.getTime() - wholeMinutes(moment.getTime()) * minute));
  const days = daysBetween(dayAt(moment, zone), dayAt(instant, zone));
  if (minutes < 60) return { unit: "minutes", minutes };
  if (minutes < 6 * 60) return { unit: "hours", hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  if (days === 0) return { unit: "about", hours: Math.round(minutes / 60) };
  return { unit: "days", days };
}

/** Full minutes since something began, or until it ends, by the moment's full minute. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.max(0, wholeMinutes(to.getTime()) - wholeMinutes(from.getTime()));
}
