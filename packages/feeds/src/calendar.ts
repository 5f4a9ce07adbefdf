/**
 * The calendars of an edition, a city, an organisation, one event or one landmark, as iCalendar (RFC 5545, 7986).
 *
 * No byte depends on a clock or on chance: the same releases give the same file, so that a reader who asks whether it changed is told the
 * truth. `docs/decisions/0009-calendars.md` says why UID, DTSTAMP and METHOD are what they are.
 */
import createCalendar, {
  ICalEventStatus,
  ICalEventTransparency,
  escape as escapeText,
  foldLines,
} from "ical-generator";
import type { ICalLuxonDateTimeStub } from "ical-generator";
import { itemPath } from "@bluehour/domain/addresses";
import type { Locale } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseText } from "@bluehour/domain/text";
import { allowsSurface, surfaces } from "@bluehour/domain/uses";
import { feedsMessages } from "@bluehour/i18n/feeds";
import type { FeedsTranslate } from "@bluehour/i18n/feeds";
import { zoneClock } from "./local-time.ts";
import { calendarLine, calendarText } from "./text.ts";
import { uidOf } from "./uid.ts";
import { interfaceFor, lightWords, sunWords, textWords } from "./words.ts";

/**
 * One stretch of light: begun on the local `day` (`2020-07-30`) by the landmark's interval number `rule`, from `start` to `end` in
 * milliseconds since 1970, UTC. `open`: nobody announced the end, it is a guess.
 */
export type LightTimes = { day: string; rule: number; start: number; end: number; open: boolean };

/** What a calendar can hold. A landmark comes with its stretches of light, each of which becomes an entry. */
export type CalendarItem =
  | { release: PublicRelease<"event"> }
  | { release: PublicRelease<"landmark">; lights: readonly LightTimes[] }
  | { release: PublicRelease<"installation"> };

/** What {@link calendarOf} makes a calendar of. */
export type CalendarInput = {
  edition: PublicRelease<"edition">;
  /** The reader's language. Items that do not exist in it are left out. */
  locale: Locale;
  items: readonly CalendarItem[];
  /** Where the site answers, `https://example.org`. */
  origin: string;
  /** What the calendar is called in a reader's list: the edition, the city, the organisation. */
  name: string;
  /** Address of the page that it belongs to, `/2020/fr/lights/be/brussels`. */
  path: string;
  /** Address of the calendar itself, from which programs refresh it; without it they use the one they were given. */
  source?: string | undefined;
  /** The host over which UIDs are made: that of `origin` unless the campaign moved, then the one where it first was. */
  firstHost?: string | undefined;
};

/** Thrown when a release is handed over whose uses do not allow feeds: the caller asked the store for the wrong surface, a bug. */
export class FeedUseError extends Error {
  override readonly name = "FeedUseError";
}

/** How often a reader should look again, in seconds: programmes change during the day itself. */
const refreshAfter = 3600;

/** What an entry says beyond what ical-generator can write. */
type Beyond = { language: Locale; category: Locale; mixed: boolean; geo?: string | undefined };

type Entry = {
  uid: string;
  sequence: number;
  start: number;
  end?: number | undefined;
  zone: string;
  title: string;
  location: string;
  paragraphs: readonly string[];
  kind: CalendarItem["release"]["kind"];
  id: string;
  status: ICalEventStatus;
  busy: boolean;
  beyond: Beyond;
};

function assertAllowed(release: PublicRelease): void {
  if (allowsSurface(release.uses, "feed")) return;
  throw new FeedUseError(
    `The ${release.kind} "${release.id}" may not stand in a feed: it allows ${release.uses.join(", ") || "nothing"}, and a feed needs ${surfaces.feed.join(", ")}. Ask the store for releases of the surface "feed".`,
  );
}

/** Degrees as RFC 5545 wants them, without an exponent; six decimals are a hand's breadth. */
function geoOf(coordinates: { latitude: number; longitude: number } | undefined): string | undefined {
  const { latitude, longitude } = coordinates ?? {};
  if (latitude === undefined || longitude === undefined) return undefined;
  return [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(6)))).join(";");
}

function beyondOf(
  t: FeedsTranslate,
  text: ReleaseText,
  mixed: boolean,
  coordinates: { latitude: number; longitude: number } | undefined,
): Beyond {
  // Sentences of ours beside somebody's words in another language: then the whole is in neither.
  return {
    language: text.lang,
    category: t.locale,
    mixed: mixed || text.lang !== t.locale,
    geo: geoOf(coordinates),
  };
}

type Making = { t: FeedsTranslate; locale: Locale; host: string };

function eventEntry({ t, locale, host }: Making, release: PublicRelease<"event">): Entry[] {
  const text = release.locales[locale];
  if (text === undefined) return [];
  const { start, end, startRule, endRule, status, zone, coordinates } = release.data;
  const cancelled = status === "cancelled";
  const { paragraphs, mixed } = textWords(t, locale, text);
  const rules = [
    ...(startRule === undefined ? [] : [t("event.start-rule", { rule: sunWords(t, startRule) })]),
    ...(endRule === undefined ? [] : [t("event.end-rule", { rule: sunWords(t, endRule) })]),
  ];
  return [
    {
      ...common(host, release),
      start: Date.parse(start),
      ...(end === undefined ? {} : { end: Date.parse(end) }),
      zone,
      title: cancelled ? t("event.cancelled", { title: text.head.title }) : text.head.title,
      location: text.head.place,
      paragraphs: [...rules, ...paragraphs],
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      busy: true,
      beyond: beyondOf(t, text, mixed, coordinates),
    },
  ];
}

function lightEntries(
  { t, locale, host }: Making,
  release: PublicRelease<"landmark">,
  lights: readonly LightTimes[],
): Entry[] {
  const text = release.locales[locale];
  const { state, status, zone, lighting, coordinates } = release.data;
  const cancelled = status === "cancelled";
  // Who was only asked has promised nothing, and a date in other people's calendars would say so.
  if (text === undefined || state === "invited") return [];
  const { paragraphs, mixed } = textWords(t, locale, text);
  return lights.map((light) => ({
    ...common(host, release, { day: light.day, rule: light.rule }),
    start: light.start,
    end: light.end,
    zone,
    title: cancelled
      ? t("event.cancelled", { title: text.head.title })
      : t(`light.title-${lighting.action}`, { title: text.head.title }),
    location: `${text.head.title}, ${text.head.city}`,
    paragraphs: [lightWords(t, release.data, light), ...paragraphs],
    status: cancelled
      ? ICalEventStatus.CANCELLED
      : state === "pledged"
        ? ICalEventStatus.TENTATIVE
        : ICalEventStatus.CONFIRMED,
    busy: false,
    beyond: beyondOf(t, text, mixed, coordinates),
  }));
}

function installationEntry({ t, locale, host }: Making, release: PublicRelease<"installation">): Entry[] {
  const text = release.locales[locale];
  if (text === undefined) return [];
  const { opens, closes, zone, coordinates } = release.data;
  const { paragraphs, mixed } = textWords(t, locale, text);
  return [
    {
      ...common(host, release),
      start: Date.parse(opens),
      end: Date.parse(closes),
      zone,
      title: text.head.title,
      location: text.head.place,
      paragraphs,
      status: ICalEventStatus.CONFIRMED,
      busy: false,
      beyond: beyondOf(t, text, mixed, coordinates),
    },
  ];
}

function common(host: string, release: CalendarItem["release"], light?: { day: string; rule: number }) {
  const { kind, id, edition, generation } = release;
  return { kind, id, uid: uidOf(host, { kind, id, edition, light }), sequence: generation - 1 };
}

function entriesOf(making: Making, item: CalendarItem): Entry[] {
  if ("lights" in item) return lightEntries(making, item.release, item.lights);
  return item.release.kind === "event"
    ? eventEntry(making, item.release)
    : installationEntry(making, item.release);
}

/**
 * A wall clock for ical-generator, which would read a plain Date by the clock of the machine: the little that it asks of Luxon.
 */
function wallClock(instant: number, offset: number): ICalLuxonDateTimeStub {
  const [date = "", time = ""] = new Date(instant + offset).toISOString().split(/[T.]/);
  const clock: ICalLuxonDateTimeStub = {
    isValid: true,
    zone: { type: "iana" },
    setZone: () => clock,
    toFormat: (format) => (format === "HHmmss" ? time : date).replaceAll(/[-:]/g, ""),
    toJSDate: () => new Date(instant),
    toJSON: () => new Date(instant).toISOString(),
  };
  return clock;
}

/** Adds what ical-generator cannot write: languages of texts, and GEO on the equator or at Greenwich. Lines are not folded yet. */
function complete(vevent: string, { language, category, mixed, geo }: Beyond): string {
  const lines = vevent.split("\r\n").flatMap((line) => {
    if (line === "END:VEVENT") return geo === undefined ? [line] : [`GEO:${geo}`, line];
    const property = /^(SUMMARY|LOCATION|DESCRIPTION|CATEGORIES):/.exec(line)?.[1];
    if (property === undefined || (property === "DESCRIPTION" && mixed)) return [line];
    const tag = property === "CATEGORIES" ? category : language;
    return [`${property};LANGUAGE=${tag}${line.slice(property.length)}`];
  });
  return lines.join("\r\n");
}

/**
 * The calendar as a file, to be sent as `text/calendar; charset=utf-8`.
 *
 * Items that do not exist in the locale are left out, as are landmarks that were only invited. Throws {@link FeedUseError} when a release
 * does not allow feeds.
 */
export function calendarOf(input: CalendarInput): string {
  const { edition, locale, items, origin, path, source } = input;
  assertAllowed(edition);
  for (const { release } of items) assertAllowed(release);
  const ui = interfaceFor(locale, edition.data.languages);
  const t = feedsMessages(ui);
  const making = { t, locale, host: input.firstHost ?? new URL(origin).hostname };
  const address = (place: string) => new URL(place, origin).href;
  const clock = zoneClock();
  const vtimezones = new Map<string, string>();
  const vevents: string[] = [];

  const calendar = createCalendar({
    prodId: { company: "Bluehour", product: "Calendar", language: ui },
    // ical-generator escapes texts of entries, but not this one.
    name: escapeText(calendarLine(input.name), false),
    url: address(path),
    ...(source === undefined ? {} : { source: address(source) }),
    scale: "GREGORIAN",
    ttl: refreshAfter,
    color: edition.data.colour,
  });
  const end = "END:VCALENDAR";
  const head = calendar.toString().slice(0, -end.length);

  const entries = items
    .flatMap((item) => entriesOf(making, item))
    .sort((a, b) => a.start - b.start || (a.uid < b.uid ? -1 : 1));
  for (const entry of entries) {
    // A file has whole seconds. An end before its beginning is nobody's; ical-generator would exchange the two.
    const begins = Math.floor(entry.start / 1000) * 1000;
    const ends = Math.floor((entry.end ?? entry.start) / 1000) * 1000;
    const offsets = [begins, ends].map((instant) => clock.offset(entry.zone, instant));
    const [startOffset, endOffset] = offsets;
    const zone = clock.zoneOf(entry.zone);
    const local = zone !== undefined && startOffset !== undefined && endOffset !== undefined;
    if (local) vtimezones.set(zone.tzid, zone.vtimezone);
    const at = (instant: number, offset: number | undefined) =>
      local && offset !== undefined ? wallClock(instant, offset) : new Date(instant);
    const page = address(itemPath(edition.id, locale, entry.kind, entry.id));
    const vevent = calendar.createEvent({
      id: entry.uid,
      sequence: entry.sequence,
      // Not a clock reading: nobody notes when a release was made. It counts revisions from the beginning of time.
      stamp: new Date((entry.sequence + 1) * 1000),
      start: at(begins, startOffset),
      ...(ends > begins ? { end: at(ends, endOffset) } : {}),
      ...(local ? { timezone: zone.tzid } : {}),
      summary: calendarLine(entry.title),
      location: { title: calendarLine(entry.location) },
      description: { plain: [...entry.paragraphs.map(calendarText), page].join("\n\n") },
      categories: [{ name: t(`category.${entry.kind}`) }],
      url: page,
      status: entry.status,
      ...(entry.busy ? {} : { transparency: ICalEventTransparency.TRANSPARENT }),
    });
    // Folded one by one: folding makes a piece of string for each character, and a whole world of landmarks at once took a gigabyte.
    vevents.push(foldLines(complete(vevent.toString(), entry.beyond)));
    calendar.clear();
  }
  const zones = [...vtimezones.values()].map((vtimezone) => `${foldLines(vtimezone)}\r\n`);
  return [head, ...zones, ...vevents, end, "\r\n"].join("");
}
