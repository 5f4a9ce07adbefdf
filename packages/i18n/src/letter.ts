/**
 * The letter that asks the owner of a landmark to take part, composed as parts that a page and a sheet of paper both set. Everything in it
 * is handed in, the present day too, so the same values always give the same letter.
 */
import { calendarPath, itemPath } from "@bluehour/domain/addresses";
import { rgbOf } from "@bluehour/domain/colour";
import type { Data } from "@bluehour/domain/kinds";
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { dayAt, dayLater } from "@bluehour/domain/phase";
import type { ReleaseContent } from "@bluehour/domain/release";
import ar from "../messages/letter/ar.json" with { type: "json" };
import de from "../messages/letter/de.json" with { type: "json" };
import en from "../messages/letter/en.json" with { type: "json" };
import fr from "../messages/letter/fr.json" with { type: "json" };
import nl from "../messages/letter/nl.json" with { type: "json" };
import ro from "../messages/letter/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";
import { regionalTag } from "./regional.ts";

/** A message's key in this room. */
export type LetterKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type LetterTranslate = Translate<LetterKey>;

/** The room's messages: `letterMessages("fr")("key", { n: 2 })`. */
export const letterMessages = createCatalogue<LetterKey>({ en, fr, nl, de, ar, ro });

/** A piece of a line: words, an address of the web, or a line to be filled in by hand, with what belongs there. */
export type LetterPiece = string | { link: string } | { blank: string };

/** One line of the letter. */
export type LetterLine = readonly LetterPiece[];

/** A row of the table of facts. `colour` (`#rrggbb`) is to be shown beside its lines. */
export type LetterFact = { label: string; lines: LetterLine[]; note?: string; colour?: string };

/** The letter, from top to bottom. */
export type Letter = {
  lang: InterfaceLocale;
  title: string;
  /** Whether the last day is over, and what then marks the letter as a sample. */
  past?: string;
  sender: { name: string; lines: LetterLine[] };
  addressee: LetterLine[];
  dateline: LetterLine;
  subject: string;
  salutation: string;
  before: string[];
  facts: { caption: string; rows: LetterFact[] };
  after: string[];
  closing: string;
  signature: LetterLine[];
  enclosures?: string;
  /** Hours day by day, where they are too many for the table of facts; a page of its own. */
  annex?: { title: string; columns: [day: string, hours: string]; rows: { day: string; hours: string }[] };
};

/** A stretch of light as `sky` gives it: instants in milliseconds, the rule by its index; `open` where the end is a guess. */
export type LetterLight = { day: string; rule: number; start: number; end: number; open: boolean };

/** A day on which a rule gives no light, and why. */
export type LetterNoLight = {
  day: string;
  reason: "sun-never-sets" | "sun-never-rises" | "sun-never-reaches" | "empty";
};

/** All that the letter says. */
export type LetterFacts = {
  /** The letter's language. */
  locale: InterfaceLocale;
  /** The calendar day that it is at the landmark. */
  today: string;
  edition: {
    title: string;
    theme: string;
    summary?: string | undefined;
    days: Data<"edition">["days"];
    country: string;
  };
  /** Who asks; what is left out becomes a line to be filled in. */
  sender: {
    name: string;
    city?: string | undefined;
    email?: string | undefined;
    phone?: string | undefined;
  };
  landmark: {
    title: string;
    city: string;
    country: string;
    zone: string;
    lighting: Data<"landmark">["lighting"];
    /** Name of its owner, where that is known. */
    owner?: string | undefined;
  };
  lights: readonly LetterLight[];
  without: readonly LetterNoLight[];
  /** Absolute addresses: the landmark's page, its hours as a calendar file, unless it was only asked. */
  link: string;
  calendar?: string | undefined;
};

type Published<K extends "edition" | "landmark" | "organisation"> = Readonly<
  Pick<ReleaseContent<K>, "id" | "data" | "locales">
>;

/** What is published of a landmark and around it, from which its letter can be written. */
export type LetterSources = {
  /** The language of the names, and of the letter itself where the interface does not exist in it. */
  locale: Locale;
  ui: InterfaceLocale;
  now: Date;
  /** Origin of the site, for the addresses in the letter. */
  origin: string;
  edition: Published<"edition">;
  landmark: Published<"landmark">;
  organiser: Published<"organisation"> | undefined;
  /** The organisations of the landmark; the first city or authority among them is written to. */
  organisations: readonly Published<"organisation">[];
  lights: readonly LetterLight[];
  without: readonly LetterNoLight[];
};

/** Gathers what a landmark's letter says; `undefined` where edition or landmark have no text in this language. */
export function letterFactsOf(sources: LetterSources): LetterFacts | undefined {
  const { locale, ui, now, origin, edition, landmark, organiser, organisations, lights, without } = sources;
  const event = edition.locales[locale]?.head;
  const place = landmark.locales[locale]?.head;
  if (event === undefined || place === undefined) return undefined;
  const { contact, days, country } = edition.data;
  const { zone, lighting } = landmark.data;
  const owner = organisations.find(
    ({ data }) => data.roles.includes("city") || data.roles.includes("authority"),
  );
  return {
    locale: ui,
    today: dayAt(now, zone),
    edition: { title: event.title, theme: event.theme, summary: event.summary, days, country },
    sender: {
      name: organiser?.locales[locale]?.head.title ?? event.title,
      city: organiser?.data.city,
      email: contact.email,
      phone: contact.phone,
    },
    landmark: {
      title: place.title,
      city: place.city,
      owner: owner?.locales[locale]?.head.title,
      country: landmark.data.country,
      zone,
      lighting,
    },
    lights,
    without,
    link: origin + itemPath(edition.id, locale, "landmark", landmark.id),
    // Who has not answered stands in no calendar yet: the address would hand the engineers an empty one.
    ...(landmark.data.state === "invited"
      ? {}
      : { calendar: origin + calendarPath(edition.id, locale, { kind: "landmark", id: landmark.id }) }),
  };
}

/** Cyan, magenta, yellow and black in percent, by arithmetic alone: a printer's profile gives others. */
export function cmykOf(colour: string): [cyan: number, magenta: number, yellow: number, black: number] {
  const [red, green, blue] = rgbOf(colour);
  const most = Math.max(red, green, blue);
  const part = (value: number): number => (most === 0 ? 0 : Math.round(((most - value) / most) * 100));
  return [part(red), part(green), part(blue), Math.round((1 - most / 255) * 100)];
}

/** More stretches of days than these go on a sheet of their own. */
const mostRows = 3;

/** Hours that are proposed where the sun gives none: a bright night is lit late, a dark day early. */
const proposedHours = { usual: [22, 24], dark: [18, 22] } as const;

/** Where the day stands, seen from today. */
type Stage = "open" | "tight" | "short" | "begun" | "past";

type Days = { first: string; last: string };

function stageAt(today: string, { first, last }: Days): Stage {
  if (today > last) return "past";
  if (today >= first) return "begun";
  if (today > dayLater(first, { days: -14 })) return "short";
  return today > dayLater(first, { days: -21 }) ? "tight" : "open";
}

function capital(words: string, locale: InterfaceLocale): string {
  const [first = ""] = words;
  return first.toLocaleUpperCase(locale) + words.slice(first.length);
}

/** Days and clock times as an office writes them. */
function writer(locale: InterfaceLocale, zone: string, t: LetterTranslate) {
  const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
  const long = { day: "numeric", month: "long" } as const;
  const written = (day: string, options: Intl.DateTimeFormatOptions): string => {
    const words = new Intl.DateTimeFormat(regionalTag(locale), { ...options, timeZone: "UTC" }).format(
      noon(day),
    );
    return locale === "fr" ? words.replace(/(^| )1 (?=\p{L})/u, "$11er ") : words;
  };
  const local = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const clockOf = (hour: number, minute: string): string => {
    const digits = locale === "fr" ? String(hour) : String(hour).padStart(2, "0");
    return minute === "00" ? t("clock.full", { hour: digits }) : t("clock", { hour: digits, minute });
  };
  return {
    /** "30 July 2020" */
    day: (day: string) => written(day, { ...long, year: "numeric" }),
    /** "Thursday, 30 July 2020", or without the year where another day says it. */
    weekday: (day: string, withYear = true) =>
      written(day, { weekday: "long", ...long, ...(withYear ? { year: "numeric" } : {}) }),
    /** The first of two days, without a year that the second says. */
    firstOf: ({ first, last }: Days) =>
      written(first, { ...long, ...(first.slice(0, 4) === last.slice(0, 4) ? {} : { year: "numeric" }) }),
    clockOf,
    /** A moment of the evening that began on `day`. */
    moment(at: number, day: string): string {
      const part = Object.fromEntries(local.formatToParts(at).map(({ type, value }) => [type, value]));
      const localDay = `${part["year"]}-${part["month"]}-${part["day"]}`;
      const hour = Number(part["hour"]);
      const minute = part["minute"] ?? "00";
      // Midnight belongs to the day that it ends.
      const isMidnight = hour === 0 && minute === "00" && localDay !== day;
      const said = isMidnight ? t("clock.midnight") : clockOf(hour, minute);
      const saidDay = isMidnight ? dayLater(localDay, { days: -1 }) : localDay;
      if (saidDay === day) return said;
      return saidDay === dayLater(day, { days: 1 })
        ? t("clock.next", { clock: said })
        : t("clock.day", { clock: said, day: written(saidDay, long) });
    },
  };
}

type Writer = ReturnType<typeof writer>;
type LightRule = Data<"landmark">["lighting"]["intervals"][number];

/** "21:36 (sunset)" */
function momentText(
  { at, day, rule }: { at: number; day: string; rule: LightRule["from"] | undefined },
  write: Writer,
  t: LetterTranslate,
): string {
  const clock = write.moment(at, day);
  if (rule === undefined || !("sun" in rule)) return clock;
  const minutes = Math.abs(rule.offsetMinutes);
  const sun =
    rule.offsetMinutes === 0
      ? t(`sun.${rule.sun}`)
      : t(rule.offsetMinutes < 0 ? "offset.before" : "offset.after", {
          minutes,
          event: t(`sun-the.${rule.sun}`),
        });
  return t("clock.rule", { clock, rule: sun });
}

/** What is to happen on each day, by day. */
function hoursByDay(
  { lights, without, landmark }: LetterFacts,
  write: Writer,
  t: LetterTranslate,
): Map<string, string> {
  const byDay = new Map<string, Set<string>>();
  const add = (day: string, hours: string) => {
    const found = byDay.get(day);
    if (found === undefined) byDay.set(day, new Set([hours]));
    else found.add(hours);
  };
  for (const { day, rule, start, end, open } of lights.toSorted((a, b) => a.start - b.start)) {
    const { from, to } = landmark.lighting.intervals[rule] ?? {};
    const words = {
      from: momentText({ at: start, day, rule: from }, write, t),
      to: momentText({ at: end, day, rule: open ? undefined : to }, write, t),
    };
    add(day, t(open ? "hours.open" : "hours.stretch", words));
  }
  for (const { day, reason } of without) {
    const [from, to] = proposedHours[reason === "sun-never-rises" ? "dark" : "usual"];
    const said = (hour: number): string => (hour === 24 ? t("clock.midnight") : write.clockOf(hour, "00"));
    add(day, t(`never.${reason}`, { from: said(from), to: said(to) }));
  }
  return new Map(
    [...byDay]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([day, hours]) => [day, [...hours].reduce((one, other) => t("day.both", { one, other }))]),
  );
}

/** Days that follow each other and have the same hours stand together. */
function rowsOf(byDay: ReadonlyMap<string, string>, write: Writer, t: LetterTranslate): string[] {
  const groups: { first: string; last: string; hours: string }[] = [];
  for (const [day, hours] of byDay) {
    const group = groups.at(-1);
    if (group?.hours === hours && dayLater(group.last, { days: 1 }) === day) group.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  return groups.map(({ first, last, hours }) =>
    first === last
      ? t("day.one", { day: write.weekday(first), hours })
      : t("day.each", {
          first: write.weekday(first, first.slice(0, 4) !== last.slice(0, 4)),
          last: write.weekday(last),
          hours,
        }),
  );
}

// A message is said with these in the places of what is no text, and taken apart at them.
const marks = "\uE000\uE001";

function clean(value: string): string {
  return value.replaceAll(/[\uE000\uE001]/g, "");
}

/** Says a message in which some values may be blanks or links. */
function line(
  t: LetterTranslate,
  key: LetterKey,
  values: Readonly<Record<string, LetterPiece>>,
): LetterPiece[] {
  const pieces: LetterPiece[] = [];
  const said = t(
    key,
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        if (typeof value === "string") return [name, clean(value)];
        pieces.push(value);
        return [name, marks[pieces.length - 1] ?? ""];
      }),
    ),
  );
  return said
    .split(/([\uE000\uE001])/)
    .filter((part) => part !== "")
    .map((part) => (part.length === 1 ? (pieces[marks.indexOf(part)] ?? part) : part));
}

function dayList(days: Days, write: Writer): string {
  return days.first === days.last
    ? write.day(days.first)
    : `${write.firstOf(days)} – ${write.day(days.last)}`;
}

/** The place with its city, unless its own name says that already. */
function placeName({ title, city }: LetterFacts["landmark"]): string {
  return title.includes(city) ? title : `${title}, ${city}`;
}

/** Composes the letter. */
export function letterOf(facts: LetterFacts): Letter {
  const { locale, today, edition, sender, landmark } = facts;
  const t = letterMessages(locale);
  const write = writer(locale, landmark.zone, t);
  const { action, colour } = landmark.lighting;

  const byDay = hoursByDay(facts, write, t);
  const asked = [...byDay.keys()];
  const days = { first: asked[0] ?? edition.days.first, last: asked.at(-1) ?? edition.days.last };
  const stage = stageAt(today, days);
  const answer = answerOf(stage === "past" ? "open" : stage, { today, days }, write);

  const rows = rowsOf(byDay, write, t);
  const hasAnnex = rows.length > mostRows;
  const hours = hasAnnex
    ? [
        t("day.many", { count: byDay.size, first: write.firstOf(days), last: write.day(days.last) }),
        t("day.first", {
          day: t("day.one", { day: write.weekday(days.first), hours: byDay.get(days.first) ?? "" }),
        }),
      ]
    : rows;

  const labelled = (label: LetterKey, value: string | undefined): LetterPiece[] =>
    line(t, "labelled", { label: t(label), value: value ?? { blank: t(label) } });
  const plain = (words: string): LetterPiece[] => [capital(words, locale)];
  const answerTo = [sender.email, sender.phone].filter((way) => way !== undefined).join(" · ");
  const event = { event: edition.title, theme: edition.theme };
  const cause =
    edition.days.first === edition.days.last
      ? t("cause", { ...event, days: write.day(edition.days.first) })
      : t("cause.range", {
          ...event,
          first: write.firstOf(edition.days),
          last: write.day(edition.days.last),
        });
  const isAbroad = landmark.country !== edition.country;
  const country = new Intl.DisplayNames([locale], { type: "region", fallback: "code" });

  return {
    lang: locale,
    title: t("document.title", { landmark: landmark.title }),
    ...(stage === "past" ? { past: t("mark") } : {}),
    sender: {
      name: sender.name,
      lines: [
        labelled("blank.address", undefined),
        labelled("blank.email", sender.email),
        labelled("blank.phone", sender.phone),
      ],
    },
    addressee: [
      [landmark.owner ?? t("addressee")],
      [landmark.title],
      [{ blank: t("blank.address") }],
      [isAbroad ? `${landmark.city}, ${country.of(landmark.country) ?? landmark.country}` : landmark.city],
    ],
    dateline: line(t, "dateline", {
      place: sender.city ?? { blank: t("blank.place") },
      // A sample was never sent.
      date: stage === "past" ? { blank: t("blank.date") } : write.day(today),
    }),
    subject: t(`subject.${action}`, { landmark: landmark.title, days: dayList(days, write) }),
    salutation: t("salutation"),
    before: [
      cause,
      // Once the day is over, an edition's summary tells of what happened: no reason to take part.
      ...(stage === "past" || edition.summary === undefined ? [] : [edition.summary]),
      t(`ask.${action}`),
    ],
    facts: {
      caption: t("facts.caption"),
      rows: [
        { label: t("fact.place"), lines: [[placeName(landmark)]] },
        { label: t("fact.action"), lines: [plain(t(`action.${action}`))] },
        {
          label: t("fact.colour"),
          colour,
          lines: [
            [
              t("colour.value", {
                hex: colour.toUpperCase(),
                rgb: rgbOf(colour).join(" / "),
                cmyk: cmykOf(colour).join(" / "),
              }),
            ],
          ],
          note: t("colour.note"),
        },
        { label: t("fact.hours"), lines: hours.map(plain), note: t("hours.local") },
        { label: t("fact.answer-by"), lines: [plain(t(`answer.${answer.stage}`, answer.values))] },
        {
          label: t("fact.answer-to"),
          lines: [[answerTo === "" ? capital(t("answer.above"), locale) : `${sender.name}, ${answerTo}`]],
        },
        {
          label: t("fact.link"),
          lines: [
            [{ link: facts.link }],
            ...(facts.calendar === undefined
              ? []
              : [line(t, "fact.calendar", { address: { link: facts.calendar } })]),
          ],
        },
      ],
    },
    after: [
      t(`alternatives.${action}`, { gestures: t("gestures") }),
      `${t(`deadline.${answer.stage}`, answer.values)} ${t("practical")}`,
      t("thanks"),
    ],
    closing: t("closing"),
    signature: [[sender.name], labelled("blank.signature", undefined)],
    ...(hasAnnex
      ? {
          enclosures: t("enclosures", { what: t("enclosure.hours") }),
          annex: {
            title: t("annex.title"),
            columns: [t("annex.day"), t("annex.hours")],
            rows: [...byDay].map(([day, said]) => ({
              day: capital(write.weekday(day), locale),
              hours: capital(said, locale),
            })),
          },
        }
      : {}),
  };
}

/** By when an answer is asked for: three weeks before the first day, at the latest two; where less is left, the day before. */
function answerOf(
  stage: Exclude<Stage, "past">,
  { today, days }: { today: string; days: Days },
  write: Writer,
): { stage: Exclude<Stage, "past">; values: { by: string; last: string } } {
  const before = (count: number): string => write.day(dayLater(days.first, { days: -count }));
  const last = { open: before(14), tight: before(14), short: before(1), begun: write.day(today) }[stage];
  return { stage, values: { by: before(21), last } };
}
