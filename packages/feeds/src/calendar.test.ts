import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import type { Data, Kind } from "@bluehour/domain/kinds";
import { interfaceLocales } from "@bluehour/domain/locales";
import { releaseSchema } from "@bluehour/domain/release";
import type { PublicRelease } from "@bluehour/domain/release";
import { editionRelease } from "@bluehour/testing/release-factory";
import { FeedUseError, calendarOf } from "./calendar.ts";
import type { CalendarInput, CalendarItem } from "./calendar.ts";
import { calendarLine, calendarText } from "./text.ts";
import { uidOf } from "./uid.ts";

const edition = releaseSchema.parse(editionRelease()) as PublicRelease<"edition">;

type Wish = Partial<Pick<PublicRelease, "id" | "edition" | "generation" | "uses">> & {
  data?: object;
  head?: object;
  locales?: object;
};

function make<K extends Kind>(kind: K, data: object, head: object, wish: Wish): PublicRelease<K> {
  const { data: otherData, head: otherHead, locales, ...rest } = wish;
  const text = { state: "human", lang: "en", head: { ...head, ...otherHead }, blocks: [] };
  return releaseSchema.parse({
    schema: 1,
    kind,
    id: "it",
    edition: "2020",
    uses: ["web"],
    restsOn: [],
    notBefore: null,
    notAfter: null,
    generation: 1,
    media: [],
    ...rest,
    data: { ...data, ...otherData },
    locales: locales ?? { en: text },
  }) as PublicRelease<K>;
}

const event = (wish: Wish = {}) =>
  make(
    "event",
    { start: "2020-07-30T12:00:00+02:00", zone: "Europe/Brussels", country: "BE" },
    { title: "Noon", place: "A square" },
    wish,
  );

const landmark = (wish: Wish & { lighting?: Partial<Data<"landmark">["lighting"]>; state?: string } = {}) => {
  const { lighting, state = "confirmed", ...rest } = wish;
  return make(
    "landmark",
    {
      country: "BE",
      city: "brussels",
      coordinates: { latitude: 50.8465, longitude: 4.3517 },
      zone: "Europe/Brussels",
      state,
      lighting: {
        colour: "#4b8fd2",
        action: "light",
        intervals: [{ from: { sun: "sunset", offsetMinutes: 30 } }],
        ...lighting,
      },
    },
    { title: "City Hall", city: "Brussels" },
    rest,
  );
};

const installation = (wish: Wish = {}) =>
  make(
    "installation",
    {
      country: "BE",
      region: "Brussels-Capital",
      opens: "2020-03-01T09:00:00Z",
      closes: "2020-11-01T17:00:00Z",
      zone: "Europe/Brussels",
    },
    { title: "Shadows", place: "A crossroads" },
    wish,
  );

const evening = {
  day: "2020-07-30",
  rule: 0,
  start: Date.parse("2020-07-30T19:38:12.4Z"),
  end: Date.parse("2020-07-30T22:00:00Z"),
  open: true,
};

const calendar = (items: readonly CalendarItem[], rest: Partial<CalendarInput> = {}) =>
  calendarOf({
    edition,
    locale: "en",
    items,
    origin: "https://blue.example.org",
    name: "The day",
    path: "/2020/en",
    ...rest,
  });

/** What a reader understood of an entry. */
type Read = {
  uid: string;
  summary: string;
  description: string;
  location: string;
  status: string;
  sequence: number;
  start: number;
  end: number;
  geo: string;
};

/** ical.js knows no zones of its own: it goes by the VTIMEZONE in the file. */
function readByIcalJs(file: string): Read[] {
  const root = new ICAL.Component(ICAL.parse(file));
  return root.getAllSubcomponents("vevent").map((entry) => {
    const value = (name: string) => entry.getFirstPropertyValue(name);
    const text = (name: string) => String(value(name) ?? "");
    const time = (name: string) => {
      const at = value(name);
      return at instanceof ICAL.Time ? at.toUnixTime() * 1000 : Number.NaN;
    };
    return {
      uid: text("uid"),
      summary: text("summary"),
      description: text("description"),
      location: text("location"),
      status: text("status"),
      sequence: Number(value("sequence")),
      start: time("dtstart"),
      end: value("dtend") === null ? time("dtstart") : time("dtend"),
      geo: String(value("geo") ?? "").replace(",", ";"),
    };
  });
}

function readByNodeIcal(file: string): Read[] {
  const words = (value: unknown): string =>
    value !== null && typeof value === "object" && "val" in value ? String(value.val) : String(value ?? "");
  return Object.values(nodeIcal.sync.parseICS(file)).flatMap((entry) => {
    if (entry?.type !== "VEVENT") return [];
    return [
      {
        uid: entry.uid,
        summary: words(entry.summary),
        description: words(entry.description),
        location: words(entry.location),
        status: String(entry.status),
        sequence: Number(entry.sequence),
        start: entry.start.getTime(),
        end: (entry.end ?? entry.start).getTime(),
        geo: entry.geo ? `${entry.geo.lat};${entry.geo.lon}` : "",
      },
    ];
  });
}

/**
 * node-ical undoes one kind of escape after the other over the whole text, so that it misreads a backslash before an "n", a comma or a
 * semicolon. This is what it makes of the right bytes; ical.js shows that they are the right ones.
 */
function misreadByNodeIcal(text: string): string {
  return text
    .replaceAll(/[\\,;]/g, (found) => `\\${found}`)
    .replaceAll("\n", "\\n")
    .replaceAll("\\,", ",")
    .replaceAll("\\;", ";")
    .replaceAll(/\\n/gi, "\n")
    .replaceAll("\\\\", "\\");
}

const readers = {
  "ical.js": { read: readByIcalJs, as: (text: string) => text },
  "node-ical": { read: readByNodeIcal, as: misreadByNodeIcal },
};

function readAlike(file: string): Read[] {
  const [first = [], second = []] = Object.values(readers).map(({ read }) =>
    read(file).toSorted((a, b) => (a.uid < b.uid ? -1 : 1)),
  );
  assert.deepEqual(first, second);
  return first;
}

function only(file: string): Read {
  const read = readAlike(file);
  assert.equal(read.length, 1);
  return read[0] as Read;
}

/** A property's whole line, unfolded. */
const line = (file: string, start: string) =>
  file
    .replaceAll("\r\n ", "")
    .split("\r\n")
    .filter((each) => each.startsWith(start));

const nasty = [
  "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine",
  "\nATTACH:file:///etc/passwd",
  "\u2028END:VCALENDAR",
  "\u0085BEGIN:VALARM\u2029",
  "\\n",
  "\\",
  ";,:",
  '"=^',
  "\u0000\u0007\u001b\u007f",
  "\t",
  "\ud83c",
  "👩🏽‍🚒🇧🇪",
  "שלום, עולם;",
  "مرحبا\u200f\u202e",
  "e\u0301",
  "é".repeat(90),
  "x".repeat(400),
  "日本語".repeat(60),
];

const strangeText = fc
  .array(fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: "binary", maxLength: 30 }), fc.string()), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `A${parts.join("")}Z`);

const zones = Intl.supportedValuesOf("timeZone");
const around = (instants: readonly string[], minutes: number) =>
  fc
    .tuple(fc.constantFrom(...instants), fc.integer({ min: -minutes * 60, max: minutes * 60 }))
    .map(([instant, seconds]) => Date.parse(instant) + seconds * 1000);

// Anywhere in thirty years, and close to the nights on which Europe's, America's and Lord Howe's clocks change.
const instants = fc.oneof(
  fc.integer({ min: 946_684_800, max: 1_893_456_000 }).map((seconds) => seconds * 1000),
  around(
    [
      "2020-03-29T01:00:00Z",
      "2020-10-25T01:00:00Z",
      "2020-11-01T06:00:00Z",
      "2021-03-14T07:00:00Z",
      "2020-04-04T15:00:00Z",
    ],
    180,
  ),
);
const anyZone = fc.oneof(
  fc.constantFrom("Europe/Brussels", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"),
  fc.constantFrom(...zones),
);

test("two readers that had no part in the writing find what went in, whatever strangers wrote and wherever it is", () => {
  const wishes = fc.record({
    title: strangeText,
    place: strangeText,
    paragraph: strangeText,
    zone: anyZone,
    start: instants,
    minutes: fc.option(fc.integer({ min: 1, max: 60 * 24 * 200 }), { nil: undefined }),
    cancelled: fc.boolean(),
    generation: fc.integer({ min: 1, max: 1000 }),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.constantFrom(0, 1e-7, -179.999_999_9, 4.351_712_345),
  });
  fc.assert(
    fc.property(fc.array(wishes, { minLength: 1, maxLength: 4 }), strangeText, (wanted, name) => {
      const items = wanted.map((wish, n) => {
        const head = { title: wish.title, place: wish.place };
        const block = { id: "a", state: "human", lang: "en", content: [{ p: [wish.paragraph] }] };
        return {
          release: event({
            id: `event-${n}`,
            generation: wish.generation,
            data: {
              start: new Date(wish.start).toISOString(),
              ...(wish.minutes === undefined
                ? {}
                : { end: new Date(wish.start + wish.minutes * 60_000).toISOString() }),
              zone: wish.zone,
              status: wish.cancelled ? "cancelled" : "planned",
              coordinates: { latitude: wish.latitude, longitude: wish.longitude },
            },
            locales: { en: { state: "human", lang: "en", head, blocks: [block] } },
          }),
        };
      });
      const file = calendar(items, { name });

      assert.doesNotMatch(file.replaceAll("\r\n", ""), /[\r\n\u0085\u2028\u2029]/);
      assert.ok(file.isWellFormed() && file.endsWith("\r\nEND:VCALENDAR\r\n"));
      for (const each of file.split("\r\n")) assert.ok(Buffer.byteLength(each) <= 75, each);

      for (const [reader, { read, as }] of Object.entries(readers)) {
        const found = read(file);
        assert.equal(found.length, wanted.length, reader);
        for (const [n, wish] of wanted.entries()) {
          const uid = uidOf("blue.example.org", { kind: "event", id: `event-${n}`, edition: "2020" });
          const { geo, ...entry } = found.find((one) => one.uid === uid) as Read;
          const title = calendarLine(wish.title);
          assert.deepEqual(
            entry,
            {
              uid,
              summary: as(wish.cancelled ? `Cancelled: ${title}` : title),
              description: as(
                `${calendarText(wish.paragraph)}\n\nhttps://blue.example.org/2020/en/events/event-${n}`,
              ),
              location: as(calendarLine(wish.place)),
              status: wish.cancelled ? "CANCELLED" : "CONFIRMED",
              sequence: wish.generation - 1,
              start: wish.start,
              end: wish.start + (wish.minutes ?? 0) * 60_000,
            },
            `${reader} ${wish.zone}`,
          );
          const [latitude = Number.NaN, longitude = Number.NaN] = geo.split(";").map(Number);
          assert.ok(Math.abs(latitude - wish.latitude) < 1e-6);
          assert.ok(Math.abs(longitude - wish.longitude) < 1e-6);
        }
      }
    }),
    { numRuns: 150 },
  );
});
test("a calendar's name is escaped like any other text, in one line", () => {
  const file = calendar([], { name: "Brussels, été;\\ \r\nX-EVIL:1" });
  const escaped = "Brussels\\, été\\;\\\\ X-EVIL:1";
  // Neither reader undoes escapes in a calendar's own properties, so that this looks at the bytes.
  assert.deepEqual(line(file, "NAME:"), [`NAME:${escaped}`]);
  assert.deepEqual(line(file, "X-WR-CALNAME:"), [`X-WR-CALNAME:${escaped}`]);
  assert.deepEqual(line(file, "X-EVIL"), []);
});

test("the calendar says where it comes from, how often to look again and its colour, and asks nobody for anything", () => {
  const file = calendar([{ release: event() }], { source: "/2020/en/calendar.ics" });
  for (const each of [
    "VERSION:2.0",
    "PRODID:-//Bluehour//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "URL:https://blue.example.org/2020/en",
    "SOURCE;VALUE=URI:https://blue.example.org/2020/en/calendar.ics",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "X-APPLE-CALENDAR-COLOR:#1D4F91",
  ])
    assert.equal(line(file, each).length, 1, each);
  for (const none of ["METHOD", "BEGIN:VALARM", "ATTENDEE", "ORGANIZER", "LAST-MODIFIED", "CREATED"])
    assert.deepEqual(line(file.replace(/BEGIN:VTIMEZONE[^]*END:VTIMEZONE/, ""), none), [], none);
  assert.deepEqual(line(calendar([]), "SOURCE"), []);
});

test("each zone that is used is described once, and wall clocks are written with it", () => {
  const file = calendar([
    { release: event({ id: "one" }) },
    { release: event({ id: "two" }) },
    { release: event({ id: "three", data: { zone: "Asia/Kolkata", start: "2020-07-30T12:00:00+05:30" } }) },
    { release: event({ id: "four", data: { zone: "UTC", start: "2020-07-30T12:00:00Z" } }) },
  ]);
  assert.deepEqual(line(file, "TZID:").toSorted(), ["TZID:Asia/Kolkata", "TZID:Europe/Brussels"]);
  assert.equal(line(file, "DTSTART;TZID=Europe/Brussels:20200730T120000").length, 2);
  assert.equal(line(file, "DTSTART;TZID=Asia/Kolkata:20200730T120000").length, 1);
  assert.equal(line(file, "DTSTART:20200730T120000Z").length, 1);
});

test("where a zone's clocks went otherwise that year, or show the hour twice, the instant is written in UTC", () => {
  const mexico = { zone: "America/Mexico_City", start: "2020-07-30T12:00:00-05:00" };
  assert.equal(line(calendar([{ release: event({ data: mexico }) }]), "DTSTART:20200730T170000Z").length, 1);
  const twice = { start: "2020-10-25T02:30:00+01:00", end: "2020-10-25T04:00:00+01:00" };
  const file = calendar([{ release: event({ data: twice }) }]);
  assert.deepEqual(
    [...line(file, "DTSTART:2"), ...line(file, "DTEND")],
    ["DTSTART:20201025T013000Z", "DTEND:20201025T030000Z"],
  );
  assert.deepEqual(line(file, "BEGIN:VTIMEZONE"), []);
});

test("an entry keeps its UID whatever is said of it and wherever it is read, and shares it with no other", () => {
  const uid = (item: CalendarItem, rest: Partial<CalendarInput> = {}) => only(calendar([item], rest)).uid;
  const first = uid({ release: event() });
  assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const french = {
    locales: { fr: { state: "human", lang: "fr", head: { title: "Midi", place: "Place" }, blocks: [] } },
  };
  const changed = {
    generation: 9,
    data: { start: "2020-07-31T09:00:00Z", status: "cancelled" },
    head: { title: "Evening" },
  };
  for (const [item, rest] of [
    [event(changed), {}],
    [event(french), { locale: "fr" }],
    [event(), { origin: "http://BLUE.example.org:8080" }],
    [event(), { origin: "https://moved.example.org", firstHost: "blue.example.org" }],
    [event(), { path: "/2020/en/events/it", name: "Another" }],
  ] as const)
    assert.equal(uid({ release: item }, rest), first);
  const light = (change: object) => uid({ release: landmark(), lights: [{ ...evening, ...change }] });
  assert.equal(light({ start: evening.start + 60_000 }), light({}));
  const others = [
    uid({ release: event({ id: "other" }) }),
    uid({ release: event({ edition: "2021" }) }),
    uid({ release: event() }, { origin: "https://other.example.org" }),
    uid({ release: installation() }),
    light({}),
    light({ day: "2020-07-31" }),
    light({ rule: 1 }),
  ];
  assert.equal(new Set([first, ...others]).size, others.length + 1);
});

test("each change counts up, and a cancelled event says so in the reader's language and to the program", () => {
  const cancelled = (locale: string) =>
    only(
      calendar(
        [
          {
            release: event({
              generation: 4,
              data: { status: "cancelled" },
              locales: {
                [locale]: { state: "human", lang: locale, head: { title: "X", place: "Y" }, blocks: [] },
              },
            }),
          },
        ],
        { locale },
      ),
    );
  assert.deepEqual(
    ["en", "fr", "nl", "de"].map((locale) => cancelled(locale).summary),
    ["Cancelled: X", "Annulé\u00a0: X", "Afgelast: X", "Abgesagt: X"],
  );
  assert.equal(cancelled("fr").status, "CANCELLED");
  assert.equal(cancelled("fr").sequence, 3);
  assert.equal(only(calendar([{ release: event() }])).sequence, 0);
});

test("a landmark that was only invited is in no calendar, a pledge is tentative, and neither takes anybody's time", () => {
  const file = (state: string) => calendar([{ release: landmark({ state }), lights: [evening] }]);
  assert.deepEqual(line(file("invited"), "BEGIN:VEVENT"), []);
  assert.equal(only(file("pledged")).status, "TENTATIVE");
  assert.match(only(file("pledged")).description, /Pledged, not yet confirmed/);
  for (const state of ["lit", "confirmed"]) assert.equal(only(file(state)).status, "CONFIRMED");
  assert.equal(line(file("pledged"), "TRANSP:TRANSPARENT").length, 1);
});

test("a light tells whoever throws the switch what to do, when to the second, and what is a guess", () => {
  const said = only(calendar([{ release: landmark(), lights: [evening] }]));
  assert.equal(said.summary, "City Hall: lit up");
  assert.equal(said.location, "City Hall, Brussels");
  assert.equal(said.geo, "50.8465;4.3517");
  assert.deepEqual(said.description.split("\n"), [
    "What to do: light up in the colour #4b8fd2 (red 75, green 143, blue 210).",
    "Begins: Thursday, 30 July 2020 at 21:38:12 GMT+2 (30 minutes after sunset)",
    "The end is not announced. It is shown here as Friday, 31 July 2020 at 00:00:00 GMT+2, which is a guess.",
    "All times are local times at the place (Europe/Brussels).",
    "",
    "https://blue.example.org/2020/en/landmarks/it",
  ]);
  const intervals = [{ from: { clock: "22:00" }, to: { sun: "civil-dawn" as const, offsetMinutes: -1 } }];
  const release = landmark({ lighting: { action: "dark", intervals } });
  const dark = only(calendar([{ release, lights: [{ ...evening, open: false }] }]));
  assert.equal(dark.summary, "City Hall: lights out");
  assert.match(
    dark.description,
    /^What to do: switch the lights off\.\nBegins: [^(]*\nEnds: .* \(1 minute before first light/,
  );
});

test("an event whose hour follows the sun says which moment", () => {
  const startRule = { day: "2020-07-30", sun: "sunset", offsetMinutes: 0 };
  const endRule = { day: "2020-07-30", sun: "nautical-dusk", offsetMinutes: 15 };
  const { description } = only(calendar([{ release: event({ data: { startRule, endRule } }) }]));
  assert.match(description, /The start follows the sun: sunset\./);
  assert.match(description, /The end follows the sun: 15 minutes after dark \(nautical dusk\)\./);
});

test("what is not in the reader's language is left out or named, and every text carries the language it is in", () => {
  const head = { title: "Noon", place: "A square", summary: "At noon." };
  const block = (id: string, state: string, lang: string) => ({
    id,
    state,
    lang,
    content: [{ p: [`In ${lang}.`] }],
  });
  const release = event({
    locales: {
      fr: { state: "missing", lang: "en", head, blocks: [block("a", "missing", "en")] },
      nl: {
        state: "machine",
        lang: "nl",
        head: { title: "Middag", place: "Een plein" },
        blocks: [block("a", "human", "nl"), block("b", "missing", "en")],
      },
      en: { state: "human", lang: "en", head, blocks: [block("a", "human", "en")] },
    },
  });
  assert.deepEqual(line(calendar([{ release }], { locale: "de" }), "BEGIN:VEVENT"), []);

  const english = calendar([{ release }]);
  assert.equal(line(english, "DESCRIPTION;LANGUAGE=en:At noon.").length, 1);

  const french = calendar([{ release }], { locale: "fr" });
  assert.equal(line(french, "SUMMARY;LANGUAGE=en:Noon").length, 1);
  assert.equal(line(french, "LOCATION;LANGUAGE=en:A square").length, 1);
  assert.equal(line(french, "CATEGORIES;LANGUAGE=fr:Événement").length, 1);
  // French sentences about an English text: in neither language.
  assert.equal(line(french, "DESCRIPTION:").length, 1);
  const said = only(french).description;
  assert.match(said, /^Pas encore traduit \(français\)\. .*: anglais\.\n\nAt noon\.\n\nIn en\.\n\n/);

  const dutch = only(calendar([{ release }], { locale: "nl" })).description;
  assert.match(dutch, /^Vertaald door een machine\..*\n\nIn nl\.\n\nNog niet vertaald.*\n\nIn en\.\n\n/);
});

test("releases that do not allow feeds are refused, whichever they are", () => {
  const bad = { uses: ["placement" as const] };
  for (const items of [
    [{ release: event(bad) }],
    [{ release: event() }, { release: installation(bad) }],
    // Also when nothing of it would be shown.
    [{ release: landmark({ ...bad, state: "invited" }), lights: [] }],
  ])
    assert.throws(() => calendar(items), FeedUseError);
  assert.throws(() => calendar([], { edition: { ...edition, uses: [] } }), FeedUseError);
});

test("the same releases in another order give the same bytes, and another revision other ones", () => {
  const items: CalendarItem[] = [
    { release: event() },
    { release: landmark(), lights: [evening, { ...evening, day: "2020-07-31" }] },
    { release: installation() },
  ];
  assert.equal(calendar(items), calendar(items.toReversed()));
  const [first, second] = [1, 2].map((generation) => calendar([{ release: event({ generation }) }]));
  assert.notEqual(first, second);
  assert.ok((line(first ?? "", "DTSTAMP")[0] ?? "") < (line(second ?? "", "DTSTAMP")[0] ?? ""));
});

test("an end before its beginning is left away instead of exchanged with it", () => {
  const release = event({ data: { end: "2020-07-30T11:00:00+02:00" } });
  const { start, end } = only(calendar([{ release }]));
  assert.equal(start, Date.parse("2020-07-30T12:00:00+02:00"));
  assert.equal(end, start);
});

test("all sentences can be said in every language", () => {
  const suns = ["sunset", "civil-dusk", "nautical-dusk", "nautical-dawn", "civil-dawn", "sunrise"] as const;
  for (const locale of interfaceLocales) {
    const texts = { [locale]: { state: "stale", lang: locale, head: { title: "X", city: "Y" }, blocks: [] } };
    for (const action of ["light", "dark", "other"] as const)
      for (const sun of suns) {
        const intervals = [-1, 0, 2].map((offsetMinutes) => ({
          from: { sun, offsetMinutes },
          to: { sun, offsetMinutes },
        }));
        const release = landmark({ locales: texts, state: "pledged", lighting: { action, intervals } });
        const lights = [0, 1, 2].map((rule) => ({ ...evening, rule, open: rule === 1 }));
        assert.equal(readAlike(calendar([{ release, lights }], { locale })).length, 3);
      }
  }
});
