import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { rgbOf } from "@bluehour/domain/colour";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { InterfaceLocale } from "@bluehour/domain/locales";
import { dayLater } from "@bluehour/domain/phase";
import { cmykOf, letterOf } from "./letter.ts";
import type { Letter, LetterFacts, LetterLight, LetterLine } from "./letter.ts";
import { regionalTag } from "./regional.ts";

const day = "2027-07-30";
const brussels = (clock: string, on = day): number => Date.parse(`${on}T${clock}:00+02:00`);
const sunset = { sun: "sunset", offsetMinutes: 0 } as const;

function light(over: Partial<LetterLight> = {}): LetterLight {
  return {
    day,
    rule: 0,
    start: brussels("21:31"),
    end: brussels("00:00", dayLater(over.day ?? day, { days: 1 })),
    open: false,
    ...over,
  };
}

type Lighting = LetterFacts["landmark"]["lighting"];

function facts(over: Partial<LetterFacts> = {}, lighting: Partial<Lighting> = {}): LetterFacts {
  return {
    locale: "en",
    today: "2027-05-01",
    edition: { title: "The day", theme: "Those who stay", days: { first: day, last: day }, country: "BE" },
    sender: { name: "Samilia" },
    landmark: {
      title: "Ghent City Hall",
      city: "Ghent",
      country: "BE",
      zone: "Europe/Brussels",
      lighting: {
        colour: "#4b8fd2",
        action: "light",
        intervals: [{ from: sunset, to: { clock: "24:00" } }],
        ...lighting,
      },
    },
    lights: [light()],
    without: [],
    link: "https://day.example/2027/en/landmarks/hall",
    ...over,
  };
}

/** All words of a letter, blanks as underscores. */
function wordsOf(letter: Letter): string {
  const said = (line: LetterLine): string =>
    line.map((piece) => (typeof piece === "string" ? piece : "link" in piece ? piece.link : "____")).join("");
  const { sender, facts: table, annex } = letter;
  return [
    letter.title,
    letter.past ?? "",
    sender.name,
    ...[...sender.lines, ...letter.addressee, letter.dateline].map(said),
    letter.subject,
    letter.salutation,
    ...letter.before,
    table.caption,
    ...table.rows.flatMap(({ label, lines, note }) => [label, ...lines.map(said), note ?? ""]),
    ...letter.after,
    letter.closing,
    ...letter.signature.map(said),
    letter.enclosures ?? "",
    ...(annex === undefined ? [] : [annex.title, ...annex.columns]),
    ...(annex?.rows.flatMap((one) => [one.day, one.hours]) ?? []),
  ].join("\n");
}

function row(letter: Letter, label: string): string {
  const found = letter.facts.rows.find((one) => one.label === label);
  return found?.lines.map((line) => line.join("")).join("\n") ?? "";
}

const write = (locale: InterfaceLocale, over: Partial<LetterFacts> = {}, lighting: Partial<Lighting> = {}) =>
  wordsOf(letterOf(facts({ ...over, locale }, lighting)));

describe("a letter to an owner", () => {
  test("says day and hours with the rule, as each language writes them", () => {
    assert.match(write("en"), /Friday,? 30 July 2027, from 21:31 \(sunset\) to midnight/);
    assert.match(
      write("fr"),
      /Vendredi 30 juillet 2027, de 21\u00A0h\u00A031 \(coucher du soleil\) à minuit/,
    );
    assert.match(write("nl"), /Vrijdag 30 juli 2027, van 21\.31\u00A0uur \(zonsondergang\) tot middernacht/);
    assert.match(
      write("de"),
      /Freitag, 30\. Juli 2027, von 21:31\u00A0Uhr \(Sonnenuntergang\) bis Mitternacht/,
    );
  });

  test("greets as offices of the language do", () => {
    assert.match(write("fr"), /\nMadame, Monsieur,\n/);
    assert.match(write("nl"), /\nGeachte mevrouw, geachte heer,\n/);
    assert.match(write("de"), /\nSehr geehrte Damen und Herren,\nwir /);
  });

  test("a rule with an offset, an open end, an end on the next day, two stretches a day", () => {
    const offset = [{ from: { ...sunset, offsetMinutes: 30 }, to: { clock: "02:00" } }];
    assert.match(
      write(
        "fr",
        { lights: [light({ start: brussels("22:01"), end: brussels("02:00", "2027-07-31") })] },
        { intervals: offset },
      ),
      /de 22\u00A0h\u00A001 \(30 minutes après le coucher du soleil\) à 2\u00A0h le lendemain/,
    );
    assert.match(
      write("en", { lights: [light({ open: true })] }, { intervals: [{ from: sunset }] }),
      /from 21:31 \(sunset\); the end is yours to choose, we suggest midnight/,
    );
    const twice = [
      { from: { clock: "00:01" }, to: { sun: "sunrise", offsetMinutes: 0 } as const },
      { from: sunset, to: { clock: "23:59" } },
    ];
    const lights = [
      light({ rule: 1, end: brussels("23:59") }),
      light({ rule: 0, start: brussels("00:01"), end: brussels("06:07") }),
    ];
    assert.match(
      write("en", { lights }, { intervals: twice }),
      /from 00:01 to 06:07 \(sunrise\), and from 21:31 \(sunset\) to 23:59/,
    );
  });

  test("an end at the midnight after next is no midnight of the first day", () => {
    const lights = [light({ start: brussels("00:17", "2027-07-31"), end: brussels("00:00", "2027-08-01") })];
    assert.match(write("en", { lights }), /from 00:17 the next day \(sunset\) to midnight the next day/);
  });

  test("days with the same hours stand together, others on a sheet of their own", () => {
    const clock = [{ from: { clock: "18:00" }, to: { clock: "22:00" } }];
    const days = Array.from({ length: 16 }, (_, at) => dayLater("2027-07-01", { days: at }));
    const same = days.map((on) =>
      light({ day: on, start: brussels("18:00", on), end: brussels("22:00", on) }),
    );
    const together = letterOf(facts({ lights: same, locale: "fr" }, { intervals: clock }));
    assert.equal(
      row(together, "Date et heures"),
      "Du jeudi 1er juillet au vendredi 16 juillet 2027, chaque jour de 18\u00A0h à 22\u00A0h",
    );
    assert.equal(together.annex, undefined);
    const each = days.map((on, at) => light({ day: on, start: brussels(`21:${10 + at}`, on) }));
    const apart = letterOf(facts({ lights: each }));
    assert.match(
      row(apart, "Date and hours"),
      /16 days between 1 July and 16 July 2027.*enclosed\nFirst: Thursday/,
    );
    assert.equal(apart.annex?.rows.length, 16);
    assert.deepEqual(apart.annex?.rows[1], {
      day: apart.annex?.rows[1]?.day,
      hours: "From 21:11 (sunset) to midnight",
    });
    assert.equal(apart.enclosures, "Enclosed: the hours of each day");
  });

  test("where the sun does not set, it says so and proposes hours", () => {
    const without = [{ day, reason: "sun-never-sets" } as const];
    assert.match(
      write("en", { lights: [], without }),
      /from 22:00 to midnight: we propose these hours because the sun does not set there then/,
    );
    const dark = [{ day, reason: "sun-never-rises" } as const];
    assert.match(
      write("de", { lights: [], without: dark }),
      /von 18:00\u00A0Uhr bis 22:00\u00A0Uhr.*nicht aufgeht/,
    );
  });

  test("an answer is asked for three weeks before, then two, then the day before, then at once", () => {
    const answer = (today: string): string => row(letterOf(facts({ today })), "Your answer");
    assert.equal(answer("2027-07-09"), "By 9 July 2027; at the latest on 16 July 2027");
    assert.equal(answer("2027-07-10"), "At the latest on 16 July 2027");
    assert.equal(answer("2027-07-16"), "At the latest on 16 July 2027");
    assert.equal(answer("2027-07-17"), "As soon as you can, at the latest on 29 July 2027");
    assert.equal(answer("2027-07-29"), "As soon as you can, at the latest on 29 July 2027");
    assert.equal(answer("2027-07-30"), "At once, if you can today, 30 July 2027");
  });

  test("after the day it is a sample: marked, without a date, without the summary of what happened", () => {
    const edition = { ...facts().edition, summary: "Thousands came." };
    const before = letterOf(facts({ edition, today: day }));
    assert.equal(before.past, undefined);
    assert.match(wordsOf(before), /Thousands came\./);
    const after = letterOf(facts({ edition, today: "2027-07-31" }));
    assert.equal(after.past, "Sample: this day is over.");
    assert.deepEqual(after.dateline, [{ blank: "Place" }, ", ", { blank: "Date" }]);
    assert.doesNotMatch(wordsOf(after), /Thousands came/);
    assert.match(row(after, "Your answer"), /9 July 2027/);
  });

  test("what an edition does not give is a line to be filled in", () => {
    const bare = letterOf(facts());
    assert.deepEqual(bare.sender.lines[1], ["E-mail: ", { blank: "E-mail" }]);
    assert.equal(row(bare, "Please answer to"), "At the address at the head of this letter");
    const sender = { name: "Samilia", city: "Brussels", email: "day@example.org", phone: "+3225550100" };
    const full = letterOf(facts({ sender }));
    assert.deepEqual(full.sender.lines[1], ["E-mail: day@example.org"]);
    assert.deepEqual(full.dateline, ["Brussels, 1 May 2027"]);
    assert.equal(row(full, "Please answer to"), "Samilia, day@example.org · +3225550100");
  });

  test("each action asks for its own, and every way has equal standing", () => {
    assert.match(write("en", {}, { action: "light" }), /We ask you to light /);
    assert.match(write("en", {}, { action: "dark" }), /We ask you to switch off /);
    assert.match(write("en", {}, { action: "other" }), /in the way that suits it best/);
    for (const action of ["light", "dark", "other"] as const)
      assert.match(
        write("en", {}, { action }),
        /projection by others.*candles safe in glass.*equal standing/,
      );
  });

  test("an owner abroad gets the country", () => {
    const landmark = { ...facts().landmark, country: "NO", owner: "Tromsø Municipality" };
    const { addressee } = letterOf(facts({ landmark }));
    assert.deepEqual([addressee[0], addressee.at(-1)], [["Tromsø Municipality"], ["Ghent, Norway"]]);
  });

  test("colours as light and as ink", () => {
    assert.deepEqual(rgbOf("#4b8fd2"), [75, 143, 210]);
    assert.deepEqual(cmykOf("#4b8fd2"), [64, 32, 0, 18]);
    assert.deepEqual(cmykOf("#000000"), [0, 0, 0, 100]);
    assert.deepEqual(cmykOf("#ffffff"), [0, 0, 0, 0]);
  });
});

const zones = ["Europe/Brussels", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC"];

/** Hour and minute in a zone, as the language writes them; midnight by its name. */
function clockIn(locale: InterfaceLocale, zone: string, at: number): RegExp {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const [hour = "", minute = ""] = clock.format(at).split(":");
  const digits = locale === "fr" ? String(Number(hour)) : hour;
  const said = {
    en: `${digits}:${minute}`,
    fr: minute === "00" ? `${digits}\u00A0h` : `${digits}\u00A0h\u00A0${minute}`,
    nl: `${digits}.${minute}\u00A0uur`,
    de: `${digits}:${minute}\u00A0Uhr`,
    ar: `${digits}:${minute}`,
    ro: `${digits}:${minute}`,
  }[locale];
  const midnight = {
    en: "midnight",
    fr: "minuit",
    nl: "middernacht",
    de: "Mitternacht",
    ar: "منتصف الليل",
    ro: "miezul nopții",
  }[locale];
  return new RegExp(
    hour + minute === "0000" ? `${said.replace(".", "\\.")}|${midnight}` : said.replace(".", "\\."),
  );
}

function dateIn(locale: InterfaceLocale, on: string): string {
  const words = new Intl.DateTimeFormat(regionalTag(locale), { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${on}T12:00:00Z`),
  );
  return locale === "fr" ? words.replace(/^1 /, "1er ") : words;
}

test("every letter in every language has day, hours, colour, deadline, and nothing unfilled", () => {
  const minuteMs = 60_000;
  const lightArbitrary = fc.record({
    offset: fc.integer({ min: 0, max: 40 }),
    start: fc.integer({ min: 0, max: 1439 }),
    length: fc.integer({ min: 1, max: 1439 }),
    open: fc.boolean(),
  });
  // Between signs that no message has, so that it can be taken out again.
  const name = fc.string({ maxLength: 60, unit: "grapheme" }).map((text) => `¤${text}¤`);
  fc.assert(
    fc.property(
      fc.record({
        locale: fc.constantFrom(...interfaceLocales),
        zone: fc.constantFrom(...zones),
        action: fc.constantFrom("light" as const, "dark" as const, "other" as const),
        colour: fc
          .integer({ min: 0, max: 0xff_ff_ff })
          .map((number) => `#${number.toString(16).padStart(6, "0")}`),
        lights: fc.array(lightArbitrary, { minLength: 1, maxLength: 12 }),
        sun: fc.constantFrom(
          "sunset",
          "civil-dusk",
          "nautical-dusk",
          "nautical-dawn",
          "civil-dawn",
          "sunrise",
        ),
        offsetMinutes: fc.integer({ min: -720, max: 720 }),
        lead: fc.integer({ min: -60, max: 400 }),
        title: name,
        email: fc.option(fc.constant("day@example.org"), { nil: undefined }),
        city: fc.option(name, { nil: undefined }),
      }),
      (wish) => {
        const { locale, zone, colour, sun, offsetMinutes, email, city } = wish;
        const zero = Date.parse("2027-03-20T00:00:00Z");
        const localDay = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
        const lights = wish.lights.map(({ offset, start, length, open }) => {
          const at = zero + (offset * 1440 + start) * minuteMs;
          return { day: localDay.format(at), rule: 0, start: at, end: at + length * minuteMs, open };
        });
        const days = lights.map((one) => one.day).toSorted();
        const [first = ""] = days;
        const today = dayLater(first, { days: -wish.lead });
        const letter = letterOf({
          ...facts({ lights, locale, today, sender: { name: "Samilia", city, email } }),
          landmark: {
            title: wish.title,
            city: "Ghent",
            country: "BE",
            zone,
            lighting: {
              colour,
              action: wish.action,
              intervals: [{ from: { sun: sun as "sunset", offsetMinutes }, to: { clock: "24:00" } }],
            },
          },
        });
        // What somebody else wrote may look like anything.
        const words = wordsOf(letter)
          .replaceAll(wish.title, "")
          .replaceAll(city ?? "\n\n", "");
        assert.ok(words.includes(colour.toUpperCase()));
        assert.ok(words.includes(rgbOf(colour).join(" / ")) && words.includes(cmykOf(colour).join(" / ")));
        for (const { start, end } of lights)
          for (const at of [start, end]) assert.match(words, clockIn(locale, zone, at));
        // A first day may be told with the last one's year.
        const dateWords = dateIn(locale, days.at(-1) ?? "");
        assert.ok(words.includes(dateWords), dateWords);
        const isPast = today > (days.at(-1) ?? "");
        const due =
          isPast || wish.lead >= 14
            ? dayLater(first, { days: -14 })
            : wish.lead > 0
              ? dayLater(first, { days: -1 })
              : today;
        assert.ok(words.includes(dateIn(locale, due)), dateIn(locale, due));
        assert.equal(letter.past !== undefined, isPast);
        assert.doesNotMatch(words, /[{}\uE000\uE001]|undefined|NaN|Invalid|null/);
      },
    ),
    { numRuns: 400 },
  );
});
