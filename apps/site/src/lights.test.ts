import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, describe, test } from "node:test";
import fc from "fast-check";
import { interfaceLocales } from "@bluehour/domain/locales";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
import { storyId } from "@bluehour/testing/release-factory";
import { withoutHeldScripts } from "./held-scripts.ts";
const { createApp } = await import("./app.ts");

const origin = "https://day.example";
const usual = publicDay();
const withoutLandmarks = usual.releases.filter(({ kind }) => kind !== "landmark");
const problems: unknown[] = [];

type Wish = { country?: string; city?: string; data?: object; uses?: readonly string[]; title?: string };

function landmark(id: string, { country = "BE", city = "brussels", data, uses, title }: Wish = {}): Release {
  const hall = usual.releases.find(({ kind }) => kind === "landmark");
  assert.ok(hall);
  const head = (locale: string) => ({ title: title ?? `Title of ${id}`, city: `${city} (${locale})` });
  return releaseSchema.parse({
    ...hall,
    id,
    ...(uses === undefined ? {} : { uses }),
    data: { ...hall.data, country, city, ...data },
    locales: Object.fromEntries(
      Object.entries(hall.locales).map(([locale, text]) => [locale, { ...text, head: head(locale) }]),
    ),
  }) as Release;
}

function lighting(from: object, to: object | undefined, more: object = {}) {
  return {
    colour: "#4b8fd2",
    action: "light",
    intervals: [{ from, ...(to === undefined ? {} : { to }) }],
    ...more,
  };
}
const sunset = { sun: "sunset", offsetMinutes: 0 };
const midnight = { clock: "24:00" };

function editionWith(data: object): Release[] {
  return withoutLandmarks.map((release) =>
    release.kind === "edition"
      ? (releaseSchema.parse({ ...release, data: { ...release.data, ...data } }) as Release)
      : release,
  );
}

const tokyo = {
  zone: "Asia/Tokyo",
  coordinates: { latitude: 35.68, longitude: 139.69 },
  state: "confirmed",
  lighting: lighting(sunset, midnight),
};
const newYork = {
  zone: "America/New_York",
  coordinates: { latitude: 40.71, longitude: -74 },
  state: "pledged",
  lighting: lighting(sunset, { clock: "23:59" }, { action: "dark", colour: "#f28c28" }),
};
const suva = {
  zone: "Pacific/Fiji",
  coordinates: { latitude: -18.14, longitude: 178.42 },
  state: "lit",
  lighting: lighting(sunset, midnight, { action: "other" }),
};
const salta = {
  zone: "America/Argentina/Salta",
  coordinates: { latitude: -24.78, longitude: -65.41 },
  lighting: lighting(sunset, midnight, {
    intervals: [{ from: sunset, to: midnight, days: { first: "2020-09-23", last: "2020-09-24" } }],
  }),
};
const berlin = (index: number) => ({
  zone: "Europe/Berlin",
  coordinates: { latitude: 52.5 + index / 1000, longitude: 13.4 },
  lighting: lighting({ clock: `20:${String(index % 60).padStart(2, "0")}` }, { clock: "23:00" }),
});

const wide: Release[] = [
  ...withoutLandmarks,
  landmark("hall", { data: { lighting: lighting(sunset, midnight) } }),
  landmark("asked", { country: "FR", city: "paris", data: { state: "invited" } }),
  landmark("asked-too", { data: { state: "invited", lighting: lighting(sunset, midnight) } }),
  landmark("tower", { country: "JP", city: "tokyo", data: tokyo }),
  landmark("bridge", { country: "US", city: "new-york", data: newYork }),
  landmark("pier", { country: "FJ", city: "suva", data: suva }),
  landmark("monument", { country: "AR", city: "salta", data: salta }),
  ...Array.from({ length: 90 }, (_, index) =>
    landmark(`place-${String(index).padStart(2, "0")}`, {
      country: "DE",
      city: ["berlin", "potsdam", "spandau"][index % 3] ?? "berlin",
      data: berlin(index),
    }),
  ),
];

type App = ReturnType<typeof createApp>;
function appOn(world: PublicWorld, mode: "demo" | "production" = "demo"): App {
  return createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode,
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async () => {},
    report: (error) => problems.push(error),
  });
}

/** A world of its own with these releases, closed afterwards. */
async function withWorld(releases: readonly Release[], use: (app: App, world: PublicWorld) => Promise<void>) {
  const world = await publicWorld();
  try {
    await world.publish(releases, usual.media);
    await use(appOn(world), world);
  } finally {
    await world.close();
  }
}

async function pageOf(app: App, path: string): Promise<string> {
  const response = await app.request(origin + path);
  assert.equal(response.status, 200, path);
  return await response.text();
}

function words(html: string): string {
  return html
    .replaceAll(/<style>[^<]*<\/style>/g, " ")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}
function part(html: string, id: string): string {
  const start = html.indexOf(`<section aria-labelledby="${id}"`);
  if (start < 0) return "";
  const next = html.indexOf("<section", start + 1);
  return html.slice(start, next < 0 ? html.indexOf("</main>") : next);
}
function tally(html: string): Record<string, number> {
  return Object.fromEntries(
    [...html.matchAll(/data-count="(\w+)">([^<]*)</g)].map(([, name = "", count]) => [name, Number(count)]),
  );
}
function titles(html: string): string[] {
  return [...html.matchAll(/landmarks\/([a-z0-9-]+)"/g)].map(([, id = ""]) => id);
}

after(() => assert.deepEqual(problems, []));

describe("the wave of lights", () => {
  let world: PublicWorld;
  let app: App;
  before(async () => {
    world = await publicWorld();
    await world.publish(wide, usual.media);
    app = appOn(world);
  });
  after(() => world.close());
  const get = (path: string): Promise<string> => pageOf(app, `/2020/en/lights${path}`);
  const status = async (path: string): Promise<number> =>
    (await app.request(`${origin}/2020/en/lights${path}`)).status;

  test("before the day: its fullest moment, as it will look, and what comes first", async () => {
    const html = await get("?at=2020-07-01T12:00:00Z");
    assert.match(words(html), /As it will look Thursday 30 July at 22:\d\d CEST/);
    assert.doesNotMatch(html, /data-live/);
    assert.match(html, /The first<\/h2>/);
    assert.deepEqual(titles(part(html, "next-title")).slice(0, 2), ["pier", "tower"]);
    assert.deepEqual(tally(html), { shining: 91, coming: 1, over: 2 });
  });

  test("during the day: the present minute, what is on and what comes next", async () => {
    const html = await get("?at=2020-07-30T18:30:30Z");
    assert.match(words(html), /Now Thursday 30 July at 20:30 CEST/);
    assert.match(html, /data-live/);
    const counts = tally(html);
    // 20:00 to 20:30 of each of the first sixty, and of the thirty after them: 31 and 30.
    assert.equal(counts["shining"], 61);
    assert.equal(counts["over"], 2);
    assert.equal(counts["coming"], 29 + 2);
    assert.match(words(part(html, "next-title")), /20:31 – 23:00 CEST Title of place-31/);
    assert.match(words(part(html, "now-title")), /and 55 more places/);
  });

  test("after the day: as it was, and nothing is said to be next", async () => {
    const html = await get("?at=2020-08-20T12:00:00Z");
    assert.match(words(html), /As it was Thursday 30 July/);
    assert.equal(titles(part(html, "next-title")).includes("bridge"), true);
    const late = await get("/jp?at=2020-08-20T12:00:00Z");
    assert.equal(part(late, "next-title"), "");
    assert.doesNotMatch(words(late), /Nothing more begins/);
    assert.match(words(part(late, "now-title")), /At that moment/);
  });

  test("a chosen moment is shown, within the day's span, and does not move with the clock", async () => {
    const html = await get("?t=2020-07-30T10:00:00Z&at=2020-07-30T18:30:00Z");
    assert.match(words(html), /The moment chosen Thursday 30 July at 12:00 CEST/);
    assert.doesNotMatch(html, /data-live|data-fresh/);
    assert.match(html, />Back to now<\/a>/);
    const past = await get("?t=2020-07-30T10:00:00Z&at=2020-08-30T18:30:00Z");
    assert.doesNotMatch(past, />Back to now<\/a>/, "there is no now to go back to");
    const early = await get("?t=1970-01-01T00:00:00Z");
    const first = /data-at="(\d+)"/.exec(early)?.[1];
    assert.equal(first, /data-at="(\d+)"/.exec(await get("?t=2020-07-29T00:00:00Z"))?.[1]);
    assert.ok(Number(first) > Date.parse("2020-07-29"));
    const late = /data-at="(\d+)"/.exec(await get("?t=9999-01-01T00:00:00Z"))?.[1];
    assert.ok(Number(late) < Date.parse("2020-08-01"));
  });

  test("every step leads on: an hour at a time from one end of the night to the other", async () => {
    const link = (html: string, name: string): string | undefined =>
      new RegExp(`<a href="([^"]*)"[^>]*>${name}</a>`).exec(html)?.[1]?.replaceAll("&amp;", "&");
    let html = await get("?t=1970-01-01T00:00:00Z");
    assert.equal(link(html, "One hour earlier"), undefined);
    let steps = 0;
    for (let path = link(html, "One hour later"); path !== undefined; path = link(html, "One hour later")) {
      const earlier = Number(/data-at="(\d+)"/.exec(html)?.[1]);
      html = await pageOf(app, path);
      assert.equal(Number(/data-at="(\d+)"/.exec(html)?.[1]) - earlier, 3_600_000);
      steps += 1;
    }
    assert.ok(steps > 15 && steps < 60, `${steps}`);
    const peak = await pageOf(app, link(html, "The fullest moment") ?? "");
    assert.equal(tally(peak)["shining"], 91);
    assert.equal(link(peak, "The fullest moment"), undefined);
  });

  test("what is no moment, day, order or place is not there, and nothing is an error", async () => {
    for (const path of [
      "?t=soon",
      "?t=",
      `?t=${"2".repeat(60)}`,
      "?day=tomorrow",
      "?day=2020-07-31",
      "?day=2020-99-99",
      "?by=size",
      "/xx",
      "/fr/lyon",
      "/be/berlin",
      "/BE",
      "/belgium",
      "/be/brussels/hall",
      "/be/Brussels",
      "/screen/xx",
      "/embed/xx",
      "/picture/xx.svg",
      "/picture/be",
      "/picture/be.png",
      "/picture/.svg",
      "/dots/xx.json",
      "/dots/world.svg",
      "/dots/be/lyon.json",
      `/be/${"a".repeat(65)}`,
    ])
      assert.equal(await status(path), 404, path);
  });

  test("whatever is asked for, nothing breaks", async () => {
    const word = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom("be", "de", "world.svg", "world.json", "screen", "2020-07-30", "time", "1e400"),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 3 }),
        fc.record({ t: word, day: word, by: word, at: word }, { requiredKeys: [] }),
        async (parts, query) => {
          const path = parts.map((one) => `/${encodeURIComponent(one)}`).join("");
          const found = await status(`${path}?${new URLSearchParams(query).toString()}`);
          assert.ok([200, 308, 404].includes(found), `${found}`);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("the order of time goes through every light of the day, page by page, each once and in order", async () => {
    let html = await get("?by=time&at=2020-07-01T12:00:00Z");
    const seen: string[] = [];
    const times: string[] = [];
    for (let pages = 0; pages < 9; pages += 1) {
      const list = part(html, "list");
      seen.push(...titles(list));
      times.push(...[...list.matchAll(/datetime="([^"]*)"/g)].map(([, time = ""]) => time));
      const next = /<a href="([^"]*)" rel="next"/.exec(html)?.[1];
      if (next === undefined) break;
      html = await pageOf(app, next.replaceAll("&amp;", "&"));
    }
    assert.equal(new Set(seen).size, 94);
    assert.equal(seen.length, 94, "none twice");
    assert.deepEqual(times, times.toSorted());
  });

  test("who was asked is never a light: not on the map, in a list of times, in a count or among who takes part", async () => {
    const html = await get("/be?at=2020-07-30T20:30:00Z");
    assert.deepEqual(tally(html), { shining: 1, coming: 0, over: 0 });
    assert.deepEqual(titles(part(html, "now-title")), ["hall"]);
    assert.match(words(part(html, "list")), /Title of asked-too brussels \(en\) · invited/);
    assert.equal(/class="asked" d="([^"]*)"/.exec(html)?.[1]?.match(/h0/g)?.length, 1);
    const world1 = words(part(await get("?at=2020-07-30T20:30:00Z"), "list"));
    assert.match(world1, /Belgium 1 place · 1 asked, no answer yet · from 21:\d\d CEST/);
    assert.match(world1, /France 1 asked, no answer yet/);
    assert.doesNotMatch(world1, /France 1 asked, no answer yet ·/);
    const states = words(part(html, "states"));
    assert.match(states, /1 asked, no answer yet 1 took part/);
    const france = await get("/fr?at=2020-07-30T20:30:00Z");
    assert.deepEqual(tally(france), { shining: 0, coming: 0, over: 0 });
    const dots = JSON.parse(await get("/dots/fr.json")) as { kinds: string };
    assert.equal(dots.kinds, "a");
  });

  test("states are counted apart, and those of other days are said not to light on this one", async () => {
    const html = await get("?at=2020-07-30T20:30:00Z");
    const states = part(html, "states");
    assert.deepEqual(
      [...states.matchAll(/<dt>(\d+)<\/dt><dd>([^<]*)/g)].map(([, count, name]) => `${count} ${name}`),
      ["2 asked, no answer yet", "1 promised to take part", "93 took part", "1 confirmed by a photograph"],
    );
    assert.match(words(part(html, "list")), /Argentina 1 place · not on this day/);
    assert.match(words(html), /Thu 30 Jul\s+Wed 23 Sept\s+Thu 24 Sept/);
  });

  test("a day of a place alone can be looked at, with its own dots", async () => {
    const html = await get("/ar");
    assert.match(words(html), /Wednesday 23 September at|Thursday 24 September at/);
    const second = await get("?day=2020-09-24");
    assert.match(words(second), /Friday 25 September at \d\d:\d\d CEST/);
    assert.match(second, /data-dots="\/2020\/en\/lights\/dots\/world\.json\?day=2020-09-24"/);
    const dots = JSON.parse(await get("/dots/world.json?day=2020-09-24")) as { start: number; kinds: string };
    assert.ok(dots.start > Date.parse("2020-09-24"));
    assert.equal(dots.kinds.match(/l/g)?.length, 1);
    assert.equal(await status("/be?day=2020-09-24"), 404);
  });

  test("after midnight the page still shows who shines from the evening before, and a moment sent on keeps its day", async () => {
    const night = { first: "2020-07-30", last: "2020-08-14" };
    const releases = [
      ...editionWith({ days: night }),
      landmark("church", { data: { lighting: lighting(sunset, { sun: "sunrise", offsetMinutes: 0 }) } }),
      landmark("asked", { data: { state: "invited" } }),
    ];
    await withWorld(releases, async (nightly) => {
      const late = words(await pageOf(nightly, "/2020/en/lights?at=2020-08-03T00:30:00Z"));
      assert.match(late, /Now Monday 3 August at 02:30 CEST Taking part at this moment 1 /);
      // The script draws the same day, also at a rehearsal.
      const dotsOf = async (query: string): Promise<string> =>
        /data-dots="([^"]*)"/.exec(await pageOf(nightly, `/2020/en/lights?${query}`))?.[1] ?? "";
      assert.match(await dotsOf("at=2020-08-03T00:30:00Z"), /world\.json\?day=2020-08-02$/);
      assert.match(await dotsOf("at=2020-08-03T10:00:00Z"), /world\.json\?day=2020-08-03$/);
      const sent = words(
        await pageOf(nightly, "/2020/en/lights?t=2020-08-02T22:00:00Z&at=2020-08-05T20:30:00Z"),
      );
      assert.match(sent, /The moment chosen Monday 3 August at 00:00 CEST/);
      assert.match(sent, /Back to now/);
    });
  });

  test("a landmark's hours that go on for weeks are cut with a sentence, and a night with two zones names both", async () => {
    const days = { first: "2020-10-20", last: "2020-11-08" };
    const twice = [
      { from: { clock: "00:01" }, to: { sun: "sunrise", offsetMinutes: 0 } },
      { from: sunset, to: { clock: "23:59" } },
    ];
    const releases = [
      ...editionWith({ days }),
      landmark("signs", { data: { lighting: lighting(sunset, midnight, { intervals: twice }) } }),
      landmark("short", { data: { lighting: lighting(sunset, midnight) } }),
    ];
    await withWorld(releases, async (weeks) => {
      const signs = words(await pageOf(weeks, "/2020/en/landmarks/signs"));
      assert.equal(signs.match(/until sunrise/g)?.length, 16);
      assert.match(signs, /8 more times: the calendar has them all\./);
      assert.doesNotMatch(words(await pageOf(weeks, "/2020/en/landmarks/short")), /more times/);
      const list = words(await pageOf(weeks, "/2020/en/lights?day=2020-10-25&by=time"));
      assert.match(list, /00:01 CEST – 07:\d\d CET/);
    });
  });

  test("many places of a country stand by city, a city's by name with a scale, countries by their number", async () => {
    const world1 = part(await get(""), "list");
    assert.deepEqual([...world1.matchAll(/lights\/([a-z]{2})"/g)].map(([, country]) => country).slice(0, 2), [
      "de",
      "be",
    ]);
    const country = await get("/de");
    assert.equal([...part(country, "list").matchAll(/lights\/de\/(\w+)"/g)].length, 3);
    assert.doesNotMatch(country, /class="scale"/);
    const city = await get("/de/potsdam");
    assert.equal(new Set(titles(part(city, "list"))).size, 30);
    assert.match(words(city), /Lights: potsdam \(en\), Germany/);
    assert.match(city, /class="grid"/);
    assert.match(city, /<text[^>]*>\d[\d.]* k?m<\/text>/);
    // In Arabic the number comes first from the right, though the picture runs from left to right.
    const arabic = await pageOf(app, "/2020/ar/lights/de/potsdam");
    assert.match(arabic, /<text class="silent"[^>]*>\u2067\d[\d.]* (?:متر|كم)\u2069<\/text>/);
    assert.match(city, /href="\/2020\/en\/lights\/de">Germany</);
  });

  test("a wide map names each city once; a city's map names its places, and what the programme offers among them", async () => {
    const written = (page: string): string[] =>
      [...page.matchAll(/<text class="[^"]*"[^>]*>([^<]*)<\/text>/g)].map(([, name]) => name ?? "");
    const at = (latitude: number) => ({ coordinates: { latitude, longitude: 4.3517 } });
    const noon = usual.releases.find(({ kind }) => kind === "event");
    assert.ok(noon);
    const event = (id: string, data: object): Release =>
      releaseSchema.parse({ ...noon, id, data: { ...noon.data, city: "brussels", ...data } }) as Release;
    const releases = [
      ...withoutLandmarks.filter(({ kind }) => kind !== "event"),
      landmark("hall", { data: at(50.8465) }),
      landmark("tower", { data: at(50.8441) }),
      event("near", at(50.8453)),
      event("upon-the-hall", at(50.8465)),
      event("far", at(51.2)),
      event("other-city", { ...at(50.8453), city: "ghent" }),
      event("off", { ...at(50.845), status: "cancelled" }),
    ];
    await withWorld(releases, async (small) => {
      assert.deepEqual(written(await pageOf(small, "/2020/en/lights/be")), ["brussels (en)"]);
      const city = await pageOf(small, "/2020/en/lights/be/brussels");
      assert.deepEqual(
        written(city)
          .filter((name) => name.startsWith("Title"))
          .toSorted(),
        ["Title of hall", "Title of tower"],
      );
      assert.deepEqual(
        [...city.matchAll(/<a href="\/2020\/en\/events\/([\w-]+)"[^>]*><title>/g)].map(([, id]) => id),
        ["near"],
      );
    });
  });

  test("a place's own country stands beside the world, not beside itself", async () => {
    assert.match(await get(""), /A closer look: Belgium/);
    assert.doesNotMatch(await get("/be"), /A closer look/);
    assert.doesNotMatch(await get("/jp"), /A closer look/);
  });

  for (const locale of interfaceLocales)
    test(`every view in ${locale} is whole`, async () => {
      for (const path of [
        "",
        "?by=time",
        "/be",
        "/de",
        "/de/berlin",
        "/fr",
        "/screen",
        "/screen/us",
        "/screen/de/berlin",
        "/embed",
        "/embed/jp/tokyo",
      ]) {
        const html = await pageOf(app, `/2020/${locale}/lights${path}`);
        assert.match(html, new RegExp(`<html lang="${locale}"`), path);
        assert.equal(html.match(/<h1/g)?.length, 1, path);
        assert.equal(html.match(/role="img"/g)?.length, path === "" || path === "?by=time" ? 2 : 1, path);
        assert.doesNotMatch(html, /undefined|NaN|\[object| style="|Invalid Date/, path);
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
        assert.equal(new Set(ids).size, ids.length, `${path}: ${ids.join(" ")}`);
      }
    });

  test("kept for a minute by whoever asks, and answered with 304 while it is the same", async () => {
    for (const path of ["", "/be", "/screen", "/embed", "/picture/world.svg"]) {
      const response = await app.request(`${origin}/2020/en/lights${path}`);
      assert.equal(response.headers.get("cache-control"), "public, max-age=60", path);
      const again = await app.request(`${origin}/2020/en/lights${path}`, {
        headers: { "if-none-match": response.headers.get("etag") ?? "" },
      });
      assert.equal(again.status, 304, path);
    }
    const dots = await app.request(`${origin}/2020/en/lights/dots/world.json`);
    assert.equal(dots.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(dots.headers.get("cache-control"), "public, max-age=60");
  });

  test("a script of ours alone, and only embed and picture may stand in other people's pages", async () => {
    const policy = async (path: string): Promise<string> =>
      (await app.request(`${origin}/2020/en${path}`)).headers.get("content-security-policy") ?? "";
    for (const path of ["/lights", "/lights/be", "/lights/be/brussels", "/lights/screen", "/lights/embed"]) {
      assert.match(await policy(path), /(?:^|; )script-src 'self' 'sha256-[^;]*(?:;|$)/, path);
      assert.match(await policy(path), /connect-src 'self'/, path);
      const html = await pageOf(app, `/2020/en${path}`);
      for (const [, sheet = ""] of html.matchAll(/<style>([^<]*)<\/style>/g))
        assert.ok(
          (await policy(path)).includes(createHash("sha256").update(sheet).digest("base64")),
          `${path} has a sheet that its policy refuses`,
        );
      assert.doesNotMatch(withoutHeldScripts(html), /<script(?! src="\/assets\/)/);
    }
    for (const path of ["/lights/embed", "/lights/embed/be", "/lights/picture/world.svg"]) {
      assert.match(await policy(path), /frame-ancestors \*/, path);
      const { headers } = await app.request(`${origin}/2020/en${path}`);
      assert.equal(headers.get("cross-origin-resource-policy"), "cross-origin", path);
    }
    for (const path of ["/lights", "/lights/screen", "/lights/dots/world.json", ""]) {
      assert.match(await policy(path), /frame-ancestors 'none'/, path);
      const { headers } = await app.request(`${origin}/2020/en${path}`);
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", path);
    }
    for (const path of ["", "/stories", `/stories/${storyId(1)}`, "/stop", "/lights/picture/world.svg"])
      assert.doesNotMatch(await policy(path), /script-src[^;]*'self'|connect-src/, path);
    // The picture's own sheet is within it.
    const svg = await get("/picture/world.svg");
    const sheet = /<style>([^<]*)<\/style>/.exec(svg)?.[1] ?? "";
    assert.ok(
      (await policy("/lights/picture/world.svg")).includes(
        createHash("sha256").update(sheet).digest("base64"),
      ),
    );
  });

  test("the picture is a whole document: its tags match, its namespace and size are said, nothing is asked for", async () => {
    for (const path of ["world", "be", "de/potsdam", "fj"]) {
      const response = await app.request(`${origin}/2020/de/lights/picture/${path}.svg`);
      assert.equal(response.headers.get("content-type"), "image/svg+xml; charset=utf-8");
      const svg = await response.text();
      assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 2000 \d+" width="4000"/);
      assert.match(svg, /aria-label="[^"]{20,}"/);
      const open: string[] = [];
      for (const [, closes, name = "", alone] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
        if (closes === "/") assert.equal(open.pop(), name);
        else if (alone !== "/") open.push(name);
      }
      assert.deepEqual(open, []);
      assert.doesNotMatch(svg, /href|url\(|<script|&(?!amp;|lt;|gt;|quot;|#39;)/);
    }
  });

  test("the wall and the frame say when what they show is not now, and name each city once", async () => {
    const live = await get("/screen?at=2020-07-30T17:30:00Z");
    assert.match(live, /<p class="standing"[^>]*><\/p>/);
    assert.match(live, /data-wall/);
    assert.match(live, /<noscript><meta http-equiv="refresh" content="60"/);
    const next = live.slice(live.indexOf('id="next"'), live.indexOf("</ol>"));
    assert.equal(next.match(/<li>/g)?.length, 4);
    const cities = words(next).match(/berlin|potsdam|spandau|brussels|new-york/g);
    assert.equal(new Set(cities).size, cities?.length);
    const before1 = words(await get("/embed?at=2020-07-01T12:00:00Z"));
    assert.match(before1, /As it will look Thursday 30 July at 22:\d\d CEST/);
    assert.match(before1, /The first suva/);
    const past = words(await get("/embed?at=2020-08-15T12:00:00Z"));
    assert.match(past, /As it was Thursday 30 July/);
    assert.doesNotMatch(past, /Next/);
  });

  test("the code for other sites cannot be broken out of, and leads to addresses that answer", async () => {
    const html = await get("/be/brussels");
    const codes = [...html.matchAll(/<pre[^>]*>([^<]*)<\/pre>/g)].map(([, code = ""]) =>
      code.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    );
    assert.equal(codes.length, 2);
    for (const code of codes)
      for (const [, address = ""] of code.matchAll(/ (?:src|href)="([^"]*)"/g)) {
        assert.ok(address.startsWith(`${origin}/2020/en/lights`), address);
        assert.equal((await app.request(address)).status, 200, address);
      }
  });

  test("in production a preview moment changes nothing", async () => {
    const real = appOn(world, "production");
    const path = "/2020/en/lights";
    const now = await pageOf(real, path);
    assert.equal(await pageOf(real, `${path}?at=2020-07-01T12:00:00Z`), now);
    // The clock of this world stands at two in the afternoon of the day, in Brussels.
    assert.match(words(now), /Now Thursday 30 July at 14:00 CEST/);
  });
});

describe("other editions", () => {
  test("without any place: a sentence, and no map that pretends", async () => {
    await withWorld(withoutLandmarks, async (app) => {
      for (const [locale, sentence] of [
        ["en", "No place has been announced yet."],
        ["fr", "Aucun lieu n’est encore annoncé."],
        ["nl", "Er is nog geen plaats aangekondigd."],
        ["de", "Noch ist kein Ort angekündigt."],
      ] as const)
        for (const path of ["", "/screen", "/embed"]) {
          const html = await pageOf(app, `/2020/${locale}/lights${path}`);
          assert.ok(words(html).includes(sentence), path);
          assert.doesNotMatch(html, /role="img"/, path);
        }
      const dots = await app.request(`${origin}/2020/en/lights/dots/world.json`);
      assert.equal(dots.status, 404);
    });
  });

  test("where all was asked and nobody answered, nothing is lit or to come", async () => {
    const all = [...withoutLandmarks, landmark("asked", { data: { state: "invited" } })];
    await withWorld(all, async (app) => {
      const html = await pageOf(app, "/2020/en/lights?at=2020-07-30T20:00:00Z");
      assert.deepEqual(tally(html), { shining: 0, coming: 0, over: 0 });
      assert.equal(titles(part(html, "next-title")).length, 0);
    });
  });

  test("in one country alone: its map, not three dots on a world map", async () => {
    const all = [
      ...withoutLandmarks,
      landmark("hall"),
      landmark("belfry", { city: "ghent", data: { coordinates: { latitude: 51.05, longitude: 3.72 } } }),
    ];
    await withWorld(all, async (app) => {
      const html = await pageOf(app, "/2020/en/lights");
      assert.match(html, /class="home"/);
      assert.match(words(html), /Place by place/);
      assert.doesNotMatch(html, /A closer look/);
      const dots = JSON.parse(await pageOf(app, "/2020/en/lights/dots/world.json")) as { across: number };
      assert.ok(2000 / dots.across < 10, "degrees across");
    });
  });

  test("a place that lights twice is one place: still to come between its lights, and over after both", async () => {
    const twice = lighting(sunset, midnight, {
      intervals: [
        { from: { clock: "00:01" }, to: { sun: "sunrise", offsetMinutes: 0 } },
        { from: sunset, to: { clock: "23:59" } },
      ],
    });
    await withWorld([...withoutLandmarks, landmark("sign", { data: { lighting: twice } })], async (app) => {
      const tallies = await Promise.all(
        ["00:00:00Z", "10:00:00Z", "20:30:00Z", "22:30:00Z"].map(async (time) =>
          tally(await pageOf(app, `/2020/en/lights?t=2020-07-30T${time}`)),
        ),
      );
      assert.deepEqual(tallies, [
        { shining: 1, coming: 0, over: 0 },
        { shining: 0, coming: 1, over: 0 },
        { shining: 1, coming: 0, over: 0 },
        { shining: 0, coming: 0, over: 1 },
      ]);
      const dots = JSON.parse(await pageOf(app, "/2020/en/lights/dots/world.json")) as { again: number[] };
      assert.deepEqual(dots.again, [1, 0]);
    });
  });

  test("a place that does not take part after all is on no map and in no count; its page and its calendars say so", async () => {
    const all = [...withoutLandmarks, landmark("hall"), landmark("gone", { data: { status: "cancelled" } })];
    await withWorld(all, async (app) => {
      const html = await pageOf(app, "/2020/en/lights?at=2020-07-30T20:30:00Z");
      assert.deepEqual(tally(html), { shining: 1, coming: 0, over: 0 });
      assert.doesNotMatch(html, /gone/);
      assert.match(words(await pageOf(app, "/2020/en/landmarks/gone")), /does not take part after all/);
      for (const calendar of ["lights/calendar/be/brussels.ics", "landmarks/gone/calendar.ics"]) {
        const entries = (await pageOf(app, `/2020/en/${calendar}`)).split("BEGIN:VEVENT");
        const gone = entries.find((entry) => entry.includes("SUMMARY;LANGUAGE=en:Cancelled: Title of gone"));
        assert.match(gone ?? "", /STATUS:CANCELLED/);
      }
    });
  });

  test("where nobody has answered there is no calendar without an entry, and no link to one", async () => {
    const asked = [...withoutLandmarks, landmark("asked", { data: { state: "invited" } })];
    await withWorld(asked, async (app) => {
      assert.doesNotMatch(await pageOf(app, "/2020/en/lights"), /\.ics/);
      const answer = await app.request("/2020/en/lights/calendar/be/brussels.ics");
      assert.equal(answer.status, 404);
    });
  });

  test("where lights go out, and where each does it its own way, the words are theirs", async () => {
    for (const [action, sentence] of [
      ["dark", /switches its lights off/],
      ["other", /each in its own way/],
      ["light", /lights up in the colour of the day/],
    ] as const)
      await withWorld([...editionWith({ action }), landmark("hall", { data: newYork })], async (app) => {
        const html = await pageOf(app, "/2020/en/lights?at=2020-07-31T02:00:00Z");
        assert.match(words(html), sentence);
        // The place of this one goes dark: a ring, in any edition.
        assert.match(html, /class="ring"/);
        assert.deepEqual(tally(html), { shining: 1, coming: 0, over: 0 });
      });
  });

  test("a sample is served in a demonstration only, and kept from search engines", async () => {
    await withWorld([...editionWith({ sample: true }), landmark("hall")], async (app, world) => {
      for (const path of ["", "/screen", "/embed", "/picture/world.svg", "/dots/world.json"]) {
        const response = await app.request(`${origin}/2020/en/lights${path}`);
        assert.equal(response.status, 200, path);
        assert.equal(response.headers.get("x-robots-tag"), "noindex", path);
        const real = await appOn(world, "production").request(`${origin}/2020/en/lights${path}`);
        assert.equal(real.status, 404, path);
      }
    });
  });

  test("places that are not open data are on the page and nowhere else", async () => {
    const closed = landmark("hall", { uses: ["web", "placement"] });
    await withWorld([...withoutLandmarks, closed], async (app) => {
      const html = await pageOf(app, "/2020/en/lights?at=2020-07-30T20:30:00Z");
      assert.deepEqual(tally(html), { shining: 1, coming: 0, over: 0 });
      assert.deepEqual(titles(part(html, "now-title")), ["hall"]);
      // The script finds no dots and leaves the server's picture; it must not be told of an empty sky.
      for (const path of ["/dots/world.json", "/dots/be.json", "/embed/be", "/picture/be.svg"])
        assert.equal((await app.request(`${origin}/2020/en/lights${path}`)).status, 404, path);
      for (const path of ["/embed", "/picture/world.svg"]) {
        const other = await app.request(`${origin}/2020/en/lights${path}`);
        assert.doesNotMatch(await other.text(), /hall|class="shining"/, path);
      }
    });
  });

  test("a name with marks of its own stays within its attribute, its picture and its code", async () => {
    const odd = landmark("odd", { city: "odd", title: `"<b>&'` });
    const named = releaseSchema.parse({
      ...odd,
      locales: Object.fromEntries(
        Object.entries(odd.locales).map(([locale, text]) => [
          locale,
          { ...text, head: { ...text.head, city: `X" onload="y` } },
        ]),
      ),
    }) as Release;
    await withWorld([...withoutLandmarks, named], async (app) => {
      const html = await pageOf(app, "/2020/en/lights/be/odd");
      assert.doesNotMatch(html, /<b>&'|X" onload/);
      const code = /<pre[^>]*>([^<]*)<\/pre>/
        .exec(html)?.[1]
        ?.replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
      assert.match(code ?? "", /title="Lights: X&quot; onload=&quot;y, Belgium" width/);
      assert.doesNotMatch(await pageOf(app, "/2020/en/lights/picture/be/odd.svg"), /X" onload/);
    });
  });
});
