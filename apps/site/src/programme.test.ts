import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
import { eventRelease } from "@bluehour/testing/release-factory";
import { byDay, byOrganisation, byPlace, inOrder, nowAndNext, stateOf, waitUntil } from "./programme.ts";
import type { Entry } from "./programme.ts";
const { createApp } = await import("./app.ts");

const origin = "https://day.example";
const locales = ["en", "fr", "nl", "de"];
const usual = publicDay();

function event(id: string, data: Record<string, unknown>): Release {
  return eventRelease(id, { locales, title: `Title of ${id}`, data });
}

/** A release of the usual day, changed. */
function changed(kind: string, id: string, over: { id?: string; data?: object; head?: object }): Release {
  const release = usual.releases.find((one) => one.kind === kind && one.id === id);
  assert.ok(release);
  const texts = Object.fromEntries(
    Object.entries(release.locales).map(([locale, text]) => [
      locale,
      { ...text, head: { ...text.head, ...over.head } },
    ]),
  );
  return releaseSchema.parse({
    ...release,
    id: over.id ?? release.id,
    data: { ...release.data, ...over.data },
    locales: texts,
  }) as Release;
}

const usualWithoutNoon = usual.releases.filter(
  ({ kind, id }) => !(kind === "event" && id === "noon") && kind !== "story" && kind !== "placement",
);
const partner = changed("organisation", "organiser", { id: "partner", head: { title: "A partner" } });

/** A day with something of every sort that the programme tells apart. */
const dayReleases: Release[] = [
  ...usualWithoutNoon,
  partner,
  event("noon", {
    start: "2020-07-30T12:00:00+02:00",
    end: "2020-07-30T13:00:00+02:00",
    city: "brussels",
    coordinates: { latitude: 50.845, longitude: 4.35 },
    organisations: ["organiser", "partner"],
  }),
  event("morning", { start: "2020-07-30T09:00:00+02:00", city: "brussels" }),
  event("called-off", {
    start: "2020-07-30T12:00:00+02:00",
    end: "2020-07-30T13:00:00+02:00",
    status: "cancelled",
    organisations: ["organiser"],
  }),
  event("talk", { start: "2020-07-30T13:30:00+02:00", organisations: ["organiser"] }),
  event("dusk", {
    start: "2020-07-30T21:36:00+02:00",
    end: "2020-07-30T22:06:00+02:00",
    startRule: { day: "2020-07-30", sun: "sunset", offsetMinutes: 0 },
    endRule: { day: "2020-07-30", sun: "sunset", offsetMinutes: 30 },
    city: "saint-gilles",
  }),
  event("london", {
    start: "2020-07-30T15:00:00+01:00",
    end: "2020-07-30T16:00:00+01:00",
    zone: "Europe/London",
    country: "GB",
    city: "london",
  }),
  event("tokyo", {
    start: "2020-07-31T01:00:00+09:00",
    zone: "Asia/Tokyo",
    country: "JP",
    city: "tokyo",
  }),
  event("friday", { start: "2020-07-31T10:00:00+02:00", end: "2020-07-31T11:00:00+02:00" }),
  changed("installation", "shadows", {
    id: "voices",
    data: { opens: "2020-07-20T10:00:00+02:00", closes: "2020-08-09T18:00:00+02:00" },
    head: { title: "Voices" },
  }),
  changed("installation", "shadows", {
    id: "all-day",
    data: { opens: "2020-07-30T00:00:00+02:00", closes: "2020-07-30T23:59:59+02:00" },
    head: { title: "All day long" },
  }),
  changed("landmark", "hall", { id: "asked", data: { state: "invited" } }),
];

const problems: unknown[] = [];

function appOn(world: PublicWorld) {
  return createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "demo",
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async () => {},
    report: (error) => problems.push(error),
  });
}

/** The inside of the section whose heading has this id; empty where there is none. */
function part(html: string, id: string): string {
  const start = html.indexOf(`<section aria-labelledby="${id}"`);
  if (start < 0) return "";
  const next = html.indexOf("<section", start + 1);
  return html.slice(start, next < 0 ? html.indexOf("</main>") : next);
}
function group(html: string, id: string): string {
  const start = html.indexOf(`aria-labelledby="${id}"`);
  return start < 0 ? "" : html.slice(start, html.indexOf("</section>", start));
}
function titles(html: string): string[] {
  return [...html.matchAll(/<h[34]>(?:<s>)?<a [^>]*>([^<]*)/g)].map(([, title = ""]) =>
    title.replace("Title of ", ""),
  );
}
/** Words alone, as a reader gets them. */
function words(html: string): string {
  return html
    .replaceAll(/<style>[^<]*<\/style>/g, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("Title of ", "")
    .replaceAll("&#39;", "’")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/(?<=\() | (?=[),.])/g, "");
}

describe("the programme's pages", () => {
  let world: PublicWorld;
  let app: ReturnType<typeof createApp>;
  before(async () => {
    world = await publicWorld();
    await world.publish(dayReleases, usual.media);
    app = appOn(world);
  });
  after(async () => {
    await world.close();
    assert.deepEqual(problems, []);
  });

  const get = async (path: string): Promise<string> => {
    const response = await app.request(origin + path);
    assert.equal(response.status, 200, path);
    return await response.text();
  };
  const programmeAt = (moment: string, query = ""): Promise<string> =>
    get(`/2020/en/events?at=${encodeURIComponent(moment)}${query}`);

  test("through the night in which clocks change, beginning and end each say their zone", async () => {
    const night = await publicWorld();
    try {
      const autumn = event("autumn", {
        start: "2020-10-25T02:30:00+02:00",
        end: "2020-10-25T02:30:00+01:00",
      });
      await night.publish([...usualWithoutNoon, partner, autumn], usual.media);
      const page = await appOn(night).request(`${origin}/2020/en/events/autumn`);
      assert.match(words(await page.text()), /02:30 CEST – 02:30 CET/);
    } finally {
      await night.close();
    }
  });

  test("now, then next, then everything", async () => {
    const html = await programmeAt("2020-07-30T12:20:00+02:00");
    const places = ['id="now"', 'id="next"', 'class="lights', 'id="all"'].map((piece) => html.indexOf(piece));
    assert.ok(!places.includes(-1));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    // What is on for long does not push away what is short.
    assert.deepEqual(titles(part(html, "now")), ["noon", "Shadows (en)", "All day long", "Voices"]);
    assert.match(words(part(html, "now")), /ends in 40 minutes/);
    assert.deepEqual(titles(part(html, "next")), ["talk", "london", "tokyo", "dusk", "friday"]);
    const next = words(part(html, "next"));
    assert.match(next, /talk A square in 1 hour and 10 minutes/);
    assert.match(next, /london A square in 3 hours and 40 minutes/);
    assert.match(next, /dusk A square in about 9 hours/);
    assert.match(next, /Fri 31 Jul, 10:00 – 11:00 CEST friday A square tomorrow/i);
  });

  test("within a minute the same is said; in the next one, the next", async () => {
    const [first, last, later] = await Promise.all(
      ["11:20:00", "11:20:59", "11:21:00"].map((time) => programmeAt(`2020-07-30T${time}+02:00`)),
    );
    assert.match(words(part(first ?? "", "next")), /in 40 minutes/);
    assert.equal(part(first ?? "", "next"), part(last ?? "", "next"));
    assert.match(words(part(later ?? "", "next")), /in 39 minutes/);
  });

  test("an event without an end is on for an hour, and no end is told", async () => {
    const html = await programmeAt("2020-07-30T09:20:00+02:00");
    assert.equal(titles(part(html, "now"))[0], "morning");
    assert.match(words(part(html, "now")), /began 20 minutes ago/);
    assert.doesNotMatch(words(part(html, "now")), /morning.*ends in/);
    const later = await programmeAt("2020-07-30T10:00:00+02:00");
    assert.ok(!titles(part(later, "now")).includes("morning"));
  });

  test("what is over is said to be over, during the day and after it", async () => {
    const live = await programmeAt("2020-07-30T12:20:00+02:00");
    const day = group(live, "day-2020-07-30");
    assert.match(words(day), /morning A square over/);
    assert.match(words(day), /noon A square on now/);
    assert.match(day, /id="present"/);
    const past = await programmeAt("2020-08-12T12:00:00+02:00");
    assert.equal(part(past, "now") + part(past, "next"), "");
    assert.match(words(past), /It is over: this is the programme as it was\./);
    assert.ok(titles(group(past, "day-2020-07-30")).includes("noon"));
  });

  test("an exhibition that outlasts the day is still on, and one before it already", async () => {
    assert.deepEqual(titles(part(await programmeAt("2020-08-05T12:00:00+02:00"), "now")), ["Voices"]);
    assert.deepEqual(titles(part(await programmeAt("2020-07-25T12:00:00+02:00"), "now")), ["Voices"]);
  });

  test("before the day: nothing is on, and it begins in so many days", async () => {
    const html = await programmeAt("2020-07-18T09:00:00+02:00");
    assert.equal(part(html, "now"), "");
    assert.match(words(html), /Thursday, 30 July 2020\. It begins in 12 days\./);
    assert.match(words(part(html, "next")), /Thu 30 Jul, 09:00 CEST morning A square in 12 days/);
    assert.match(words(await programmeAt("2020-07-29T20:00:00+02:00")), /It begins tomorrow\./);
  });

  test("late in the day: nothing is on, and nothing more comes", async () => {
    const alone = await publicWorld();
    await alone.publish(
      [...usualWithoutNoon, event("noon", { start: "2020-07-30T12:00:00+02:00" })],
      usual.media,
    );
    const path = `/2020/en/events?at=${encodeURIComponent("2020-07-30T23:00:00+02:00")}`;
    const html = await (await appOn(alone).request(origin + path)).text();
    assert.match(words(part(html, "now")), /Nothing is on at this minute, and nothing more is to come\./);
    assert.equal(part(html, "next"), "");
    await alone.close();
  });

  test("what is cancelled stays, struck and in words, and is neither on nor next", async () => {
    const html = await programmeAt("2020-07-30T12:20:00+02:00");
    assert.ok(!titles(part(html, "now") + part(html, "next")).includes("called-off"));
    const row =
      group(html, "day-2020-07-30")
        .split("<li")
        .find((one) => one.includes("called-off")) ?? "";
    assert.match(row, /<s><a [^>]*>Title of called-off<\/a><\/s>/);
    assert.match(words(row), /Cancelled called-off/);
    assert.doesNotMatch(words(row), /on now|over/);
    const page = await get("/2020/en/events/called-off?at=2020-07-30T10:00:00Z");
    assert.match(words(page), /Please note Cancelled It does not take place\./);
    assert.doesNotMatch(words(page), /On now|Add to my calendar/);
  });

  test("days stand in the edition's zone, and each row in its place's own", async () => {
    const html = await programmeAt("2020-07-30T12:20:00+02:00");
    const day = group(html, "day-2020-07-30");
    assert.deepEqual(titles(day), [
      "All day long",
      "Shadows (en)",
      "morning",
      "called-off",
      "noon",
      "talk",
      "london",
      "tokyo",
      "dusk",
    ]);
    assert.match(words(day), /15:00 – 16:00 BST 16:00 – 17:00 CEST \(Belgium\)/);
    assert.match(words(day), /Fri 31 Jul, 01:00 GMT\+9 Thu 30 Jul, 18:00 CEST \(Belgium\)/);
    assert.match(words(day), /all day Exhibition All day long/);
    assert.match(
      day,
      /<time datetime="2020-07-30T14:00:00\.000Z" data-zone="Europe\/London" data-until="2020-07-30T15:00:00\.000Z">/,
    );
    assert.deepEqual(titles(group(html, "day-several")), ["Voices"]);
    assert.deepEqual(titles(group(html, "day-2020-07-31")), ["friday"]);
    for (const id of ["day-several", "day-2020-07-30", "day-2020-07-31"]) {
      assert.ok(html.includes(`<a href="#${id}">`), id);
      assert.ok(html.includes(`id="${id}"`), id);
    }
  });

  test("hours that follow the sun are said so, in every language, with the clock time", async () => {
    const said: Record<string, RegExp> = {
      en: /at sunset \(21:36 CEST\), until 30 minutes after sunset \(22:06 CEST\)/,
      fr: /au coucher du soleil \(21:36 UTC\+2\), jusqu’à 30 minutes après le coucher du soleil \(22:06 UTC\+2\)/,
      nl: /bij zonsondergang \(21:36 CEST\), tot 30 minuten na zonsondergang \(22:06 CEST\)/,
      de: /bei Sonnenuntergang \(21:36 MESZ\), bis 30 Minuten nach Sonnenuntergang \(22:06 MESZ\)/,
    };
    for (const [locale, pattern] of Object.entries(said)) {
      assert.match(words(await get(`/2020/${locale}/events`)), pattern, locale);
      assert.match(words(await get(`/2020/${locale}/events/dusk`)), pattern, locale);
    }
  });

  test("by place: cities by the names that landmarks give them, places without a city by their words", async () => {
    const html = await programmeAt("2020-07-30T12:20:00+02:00", "&by=place");
    assert.match(html, /<a href="[^"]*by=place[^"]*#all" aria-current="true">By place<\/a>/);
    assert.match(words(group(html, "city-be-brussels")), /Brussels \(en\), Belgium/);
    assert.match(words(group(html, "city-be-saint-gilles")), /Saint-Gilles, Belgium/);
    assert.deepEqual(titles(group(html, "city-be-brussels")), ["morning", "noon"]);
    assert.match(words(group(html, "city-gb-london")), /London, United Kingdom/);
    assert.ok(titles(group(html, "place-1")).length > 0);
  });

  test("by organisation: of two organisers, under both; of none, at the end", async () => {
    const html = await programmeAt("2020-07-30T12:20:00+02:00", "&by=organisation");
    assert.deepEqual(titles(group(html, "by-partner")), ["noon"]);
    assert.deepEqual(titles(group(html, "by-organiser")), ["called-off", "noon", "talk"]);
    assert.match(words(group(html, "by-nobody")), /Without a named organisation/);
    assert.ok(html.indexOf('id="by-nobody"') > html.indexOf('id="by-partner"'));
    // The moment that was asked for stays asked for.
    assert.match(html, /href="\/2020\/en\/events\?by=place&amp;at=2020-07-30T10%3A20%3A00\.000Z#all"/);
  });

  test("an order that does not exist is no page", async () => {
    assert.equal((await app.request(`${origin}/2020/en/events?by=colour`)).status, 404);
  });

  test("the lights are one entry, and only those who promised or did are counted", async () => {
    const html = await get("/2020/en/events");
    assert.match(html, /<a href="\/2020\/en\/lights">The lights<\/a>/);
    assert.match(words(html), /The lights · 1 place, with its hours/);
  });

  test("the programme and what stands in it can be taken into a calendar", async () => {
    assert.match(await get("/2020/en/events"), /href="\/2020\/en\/calendar\.ics"/);
    assert.match(await get("/2020/en/events/noon"), /href="\/2020\/en\/events\/noon\/calendar\.ics"/);
    const organisation = await get("/2020/en/organisations/organiser");
    assert.match(organisation, /href="\/2020\/en\/organisations\/organiser\/calendar\.ics"/);
    assert.deepEqual(titles(part(organisation, "programme")), ["called-off", "noon", "talk"]);
  });

  test("an event's page: how it stands, when, where, who", async () => {
    const page = await get("/2020/en/events/noon?at=2020-07-30T09:20:00Z");
    assert.match(words(page), /Begins in 40 minutes/);
    assert.match(words(page), /Thursday, 30 July 2020, 12:00 – 13:00 CEST/);
    assert.match(page, /href="geo:50\.845,4\.35"/);
    assert.match(
      page,
      /href="https:\/\/www\.openstreetmap\.org\/\?mlat=50\.845&amp;mlon=4\.35#map=17\/50\.845\/4\.35" rel="noreferrer"/,
    );
    assert.match(page, /organisations\/organiser"/);
    assert.match(
      words(await get("/2020/en/events/noon?at=2020-07-30T10:20:00Z")),
      /On now · ends in 40 minutes/,
    );
    assert.match(words(await get("/2020/en/events/noon?at=2020-07-30T12:20:00Z")), /This is over/);
    assert.equal((await app.request(`${origin}/2020/en/events/nothing`)).status, 404);
  });

  test("an exhibition's page: open, to open, over", async () => {
    const standing = async (moment: string) =>
      words(await get(`/2020/en/installations/voices?at=${encodeURIComponent(moment)}`));
    assert.match(await standing("2020-07-19T12:00:00Z"), /Opens tomorrow/);
    const open = await standing("2020-07-30T12:00:00Z");
    assert.match(open, /Open now/);
    assert.match(open, /Monday, 20 July 2020, 10:00 – Sunday, 9 August 2020, 18:00 CEST/);
    assert.match(await standing("2020-08-10T12:00:00Z"), /This exhibition is over/);
  });

  test("it is kept for the minute that it shows, with a sheet and a script that its policy names", async () => {
    const response = await app.request(`${origin}/2020/en/events`);
    const html = await response.text();
    assert.equal(response.headers.get("cache-control"), "public, max-age=60");
    assert.match(response.headers.get("content-security-policy") ?? "", /script-src 'self'/);
    const script = /<script src="(\/assets\/times\.\w+\.js)" defer/.exec(html)?.[1] ?? "";
    assert.equal((await app.request(origin + script)).status, 200);
    world.clock.advance(60_000);
    assert.notEqual(await get("/2020/en/events"), html);
  });

  test("nothing there yet: words, and no empty lists", async () => {
    const empty = await publicWorld();
    const bare = usualWithoutNoon.filter(({ kind }) => kind !== "installation" && kind !== "landmark");
    await empty.publish(bare, usual.media);
    const html = await (await appOn(empty).request(`${origin}/2020/nl/events`)).text();
    assert.match(words(html), /In deze taal staat er nog niets in het programma\./);
    assert.doesNotMatch(html, /<ul class="slots"|id="now"|id="all"/);
    await empty.close();
  });

  test("hundreds of events stand there, all of them, in the order of time", async () => {
    const many = await publicWorld();
    const start = Date.parse("2020-07-30T06:00:00Z");
    const events = Array.from({ length: 620 }, (_, at) =>
      event(`event-${at}`, { start: new Date(start + ((at * 37) % 620) * 60_000).toISOString() }),
    );
    await many.publish([...usualWithoutNoon, ...events], usual.media);
    const path = `/2020/en/events?at=${encodeURIComponent("2020-07-30T12:00:00Z")}`;
    const html = await (await appOn(many).request(origin + path)).text();
    const starts = [...group(html, "day-2020-07-30").matchAll(/<time datetime="([^"]*)" data-zone/g)].map(
      ([, at = ""]) => at,
    );
    assert.equal(starts.length, 621);
    assert.deepEqual(starts, starts.toSorted());
    assert.equal(titles(part(html, "now")).length, 9);
    assert.match(words(part(html, "now")), /52 more are on now; all are marked in the whole programme\./);
    await many.close();
  });
});

describe("the order of things", () => {
  const minutes = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((at) => Date.UTC(2020, 6, 28) + at * 60_000);
  const entries: fc.Arbitrary<Entry[]> = fc
    .array(
      fc.record({
        kind: fc.constantFrom("event" as const, "installation" as const),
        start: minutes,
        length: fc.option(fc.integer({ min: -10, max: 5000 }), { nil: undefined }),
        zone: fc.constantFrom("Europe/Brussels", "Asia/Tokyo"),
        isCancelled: fc.boolean(),
        organisations: fc.array(fc.constantFrom("a", "b", "c", "secret"), { maxLength: 3 }),
        country: fc.constantFrom("BE", "NL"),
        city: fc.constantFrom(undefined, "x", "y"),
        place: fc.constantFrom("Hall", "Square", "Park, by the pond"),
      }),
      { maxLength: 40 },
    )
    .map((drawn) =>
      drawn.map(({ start, length, ...rest }, at) => ({
        ...rest,
        id: `entry-${at}`,
        start: new Date(start),
        end: length === undefined ? undefined : new Date(start + length * 60_000),
      })),
    );
  const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const viewsOf = (all: readonly Entry[]) => [
    byDay(all, "Europe/Brussels"),
    byPlace(all, (country, city) => `${city} ${country}`, compare),
    byOrganisation(all, (id) => (id === "secret" ? undefined : id), compare),
  ];

  test("every entry stands in every view, each group in the order of time, and no group twice", () => {
    fc.assert(
      fc.property(entries, (all) => {
        for (const groups of viewsOf(all)) {
          assert.deepEqual(new Set(groups.flatMap((one) => one.entries)), new Set(all));
          assert.equal(new Set(groups.map(({ key }) => key)).size, groups.length);
          for (const { entries: members, key } of groups) {
            assert.match(key, /^[a-z0-9-]+$/);
            assert.ok(members.length > 0);
            assert.deepEqual(members, inOrder(members));
            assert.equal(new Set(members).size, members.length);
          }
        }
      }),
    );
  });

  test("now and next share nothing, hold what they say, and lose nothing to an exhibition", () => {
    fc.assert(
      fc.property(entries, minutes, (all, at) => {
        const moment = new Date(at);
        const { now, more, next } = nowAndNext(all, moment);
        assert.ok(now.every((entry) => !next.includes(entry)));
        assert.ok([...now, ...next].every(({ isCancelled }) => !isCancelled));
        assert.ok(now.every((entry) => stateOf(entry, moment) === "now"));
        assert.ok(next.every((entry) => stateOf(entry, moment) === "before"));
        const taking = all.filter(({ isCancelled }) => !isCancelled);
        assert.equal(now.length + more, taking.filter((entry) => stateOf(entry, moment) === "now").length);
        assert.deepEqual(next, inOrder(next));
        const first = inOrder(
          taking.filter((entry) => entry.kind === "event" && stateOf(entry, moment) === "before"),
        )[0];
        assert.ok(first === undefined || next.includes(first));
      }),
    );
  });

  test("a wait is the same for a whole minute and never grows as time passes", () => {
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 0, max: 59_999 }), (from, to, within) => {
        const said = waitUntil(new Date(to), new Date(from), "Europe/Brussels");
        const minutesOf = (wait: typeof said): number =>
          wait.unit === "days"
            ? wait.days * 24 * 60
            : ("hours" in wait ? wait.hours : 0) * 60 + ("minutes" in wait ? wait.minutes : 0);
        assert.deepEqual(waitUntil(new Date(to), new Date(from + within), "Europe/Brussels"), said);
        if (said.unit === "minutes" || said.unit === "hours")
          assert.equal(minutesOf(said), Math.max(0, (to - from) / 60_000));
      }),
    );
  });
});
