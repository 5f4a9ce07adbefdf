/** Dates, times and names as a language writes them. Formatters are made once: making one costs more than a whole page. */
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { regionalTag } from "@bluehour/i18n/regional";

function kept<A extends string[], T>(make: (...args: A) => T): (...args: A) => T {
  const made = new Map<string, T>();
  return (...args) => {
    const key = args.join("\n");
    let value = made.get(key);
    if (value === undefined) {
      value = make(...args);
      made.set(key, value);
    }
    return value;
  };
}

const dateFormat = kept(
  (ui: string, zone: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), { timeZone: zone, dateStyle: "long" }),
);
const timeFormat = kept(
  (ui: string, zone: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      timeZoneName: "short",
    }),
);
const clockFormat = kept(
  (ui: string, zone: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
    }),
);
const languageNames = kept(
  (ui: string) => new Intl.DisplayNames([ui], { type: "language", fallback: "code" }),
);
const regionNames = kept((ui: string) => new Intl.DisplayNames([ui], { type: "region", fallback: "code" }));
const autonyms = kept(
  (locale: string) =>
    new Intl.DisplayNames([locale], { type: "language", fallback: "code" }).of(locale) ?? locale,
);
const listFormat = kept(
  (ui: string) => new Intl.ListFormat(regionalTag(ui as InterfaceLocale), { type: "conjunction" }),
);
const weekday = kept(
  (ui: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), { timeZone: "UTC", weekday: "long" }),
);

/** A calendar day: "30 July 2020". */
export function formatDay(ui: InterfaceLocale, day: string): string {
  return dateFormat(ui, "UTC").format(new Date(`${day}T12:00:00Z`));
}

/** First to last day, written once where they share a month. */
export function formatDays(ui: InterfaceLocale, first: string, last: string): string {
  if (first === last) return formatDay(ui, first);
  const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
  return dateFormat(ui, "UTC").formatRange(noon(first), noon(last));
}

/** The day of an instant in its place. */
export function formatDate(ui: InterfaceLocale, instant: string | Date, zone: string): string {
  return dateFormat(ui, zone).format(new Date(instant));
}

/** The clock time of an instant in its place, with the zone: "12:00 CEST". */
export function formatTime(ui: InterfaceLocale, instant: string | Date, zone: string): string {
  return timeFormat(ui, zone).format(new Date(instant));
}

/** From and to in one place, with the zone said once. */
export function formatTimes(ui: InterfaceLocale, from: string, to: string | undefined, zone: string): string {
  if (to === undefined) return formatTime(ui, from, zone);
  const sameDay = formatDate(ui, from, zone) === formatDate(ui, to, zone);
  if (!sameDay)
    return `${formatTime(ui, from, zone)} – ${formatDate(ui, to, zone)}${comma(ui)}${formatTime(ui, to, zone)}`;
  return `${formatBeginning(ui, from, to, zone)} – ${formatTime(ui, to, zone)}`;
}

/** A language's name in another language: "Dutch". */
export function languageName(ui: InterfaceLocale, locale: Locale): string {
  return languageNames(ui).of(locale) ?? locale;
}

/** A language's name in itself: "Nederlands". */
export function autonym(locale: Locale): string {
  return autonyms(locale);
}

export function countryName(ui: InterfaceLocale, country: string): string {
  return regionNames(ui).of(country) ?? country;
}

/** What stands between two things of one line, with its space. */
export function comma(ui: InterfaceLocale): string {
  return ui === "ar" ? "، " : ", ";
}

export function formatList(ui: InterfaceLocale, items: readonly string[]): string {
  return listFormat(ui).format(items);
}

const weekdayFormat = kept(
  (ui: string, zone: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), {
      timeZone: zone,
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
    }),
);
const shortFormat = kept(
  (ui: string, zone: string) =>
    new Intl.DateTimeFormat(regionalTag(ui as InterfaceLocale), {
      timeZone: zone,
      weekday: "short",
      day: "numeric",
      month: "short",
    }),
);

/** The day of an instant in its place, with the day of the week: "Thursday, 30 July 2020". */
export function formatWeekday(ui: InterfaceLocale, instant: string | Date, zone: string): string {
  return weekdayFormat(ui, zone).format(new Date(instant));
}

/** The same, short and without a year: "Thu 30 Jul". */
export function formatShortDay(ui: InterfaceLocale, instant: string | Date, zone: string): string {
  return shortFormat(ui, zone).format(new Date(instant));
}

/** The clock time of an instant in its place, without the zone. */
export function formatClock(ui: InterfaceLocale, instant: string | Date, zone: string): string {
  return clockFormat(ui, zone).format(new Date(instant));
}

/** The beginning of a stretch whose end says the zone: it says its own where the clocks change in between. */
export function formatBeginning(
  ui: InterfaceLocale,
  start: string | Date,
  end: string | Date,
  zone: string,
): string {
  const zoneOf = (at: string | Date): string | undefined =>
    timeFormat(ui, zone)
      .formatToParts(new Date(at))
      .find(({ type }) => type === "timeZoneName")?.value;
  return zoneOf(start) === zoneOf(end) ? formatClock(ui, start, zone) : formatTime(ui, start, zone);
}

/** A day of the week, Monday being 0: "Monday". */
export function weekdayName(ui: InterfaceLocale, day: number): string {
  // 1 January 2024 was a Monday.
  return weekday(ui).format(new Date(Date.UTC(2024, 0, 1 + day)));
}
