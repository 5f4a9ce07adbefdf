/** The front page of a day: what it answers first in each phase, and what it says where there is nothing to say yet. */
import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { interfaceLocales } from "@bluehour/domain/locales";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
const { createApp } = await import("./app.ts");
const { skyHourAt } = await import("./views/horizon.tsx");

const origin = "https://day.example";
const day = publicDay().releases;
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

/** A release of the day with other facts. */
function changed(kind: string, id: string, over: object): Release {
  const release = day.find((one) => one.kind === kind && one.id === id);
  assert.ok(release);
  return releaseSchema.parse({ ...release, data: { ...release.data, ...over } }) as Release;
}

const when = {
  announced: "2020-07-20T10:00:00Z",
  live: "2020-07-30T10:30:00Z",
  dusk: "2020-07-30T19:30:00Z",
  after: "2020-08-03T10:00:00Z",
  archived: "2020-10-01T10:00:00Z",
};

/** Ids of the sections, in the page's order. */
function order(html: string): string[] {
  return [...html.matchAll(/<section[^>]*aria-labelledby="([^"]+)"/g)].map(([, id]) => id ?? "");
}

/** What a reader reads, without markup. */
function words(html: string): string {
  return html
    .slice(html.indexOf("<main"), html.indexOf("</main>"))
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ");
}

describe("the front page of a day", () => {
  let world: PublicWorld;
  let get: (at: keyof typeof when, locale?: string) => Promise<string>;
  before(async () => {
    world = await publicWorld();
    await world.publish(
      [
        ...day.filter(({ kind, id }) => !(kind === "landmark" && id === "hall")),
        changed("landmark", "hall", { state: "pledged" }),
      ],
      publicDay().media,
    );
    const app = appOn(world);
    get = async (at, locale = "en") => {
      const answer = await app.request(`${origin}/2020/${locale}?at=${when[at]}`);
      assert.equal(answer.status, 200);
      return await answer.text();
    };
  });
  after(async () => {
    await world.close();
    assert.deepEqual(problems, []);
  });

  test("before: how long it is, how to join, what it begins with; who promised is said so", async () => {
    const html = await get("announced");
    assert.match(html, /class="kicker">30 July 2020 · in 10 days</);
    assert.deepEqual(order(html).slice(0, 4), ["join", "programme", "lights", "stories"]);
    const said = words(html);
    assert.match(said, /It begins with .*Shadows/);
    assert.match(said, /1 has promised|1 promised/);
    assert.doesNotMatch(said, /On now|in 10 days .*in 10 days/);
    assert.match(html, /href="webcal:/);
    assert.match(await get("announced", "fr"), /dans 10 jours/);
  });

  test("on the day: what is on, what is next and in how long, before anything else", async () => {
    const html = await get("live");
    assert.deepEqual(order(html).slice(0, 3), ["programme", "lights", "stories"]);
    const said = words(html);
    assert.match(said, /now, as of 12:30 CEST/);
    assert.match(said, /On now .*Shadows/);
    assert.match(said, /No place is taking part at this minute/);
    assert.match(said, /The first Brussels \(en\) in about 9 hours Thu 30 Jul, 21:21 CEST/);
  });

  test("at dusk the sky is the one over the place, and windows are lit", async () => {
    const [noon, dusk] = [await get("live"), await get("dusk")];
    assert.match(noon, /data-hour="day"/);
    assert.match(dusk, /data-hour="golden"/);
    assert.match(words(dusk), /1 place is taking part at this minute\./);
  });

  test("after: thanks, what can still be done, the programme as it was", async () => {
    const html = await get("after");
    assert.match(words(html), /thank you to everyone who took part/);
    assert.equal(order(html)[0], "now");
    assert.match(words(html), /What you can still do .*Give .*The programme as it was .*Noon/);
    assert.doesNotMatch(words(html), /On now|in 1 minute|The first/);
  });

  test("archived: a record, told without a call to come", async () => {
    const said = words(await get("archived"));
    assert.match(said, /^ ?30 July 2020 /);
    assert.match(said, /In figures 173/);
    assert.doesNotMatch(said, /How to join|still do|On now/);
  });

  test("a number for who is in danger stands before the first section, in every language and phase", async () => {
    for (const locale of interfaceLocales)
      for (const at of Object.keys(when) as (keyof typeof when)[]) {
        const html = await get(at, locale);
        const danger = html.indexOf('<p class="danger">');
        assert.ok(danger > 0 && danger < html.indexOf("<section"), `${locale} ${at}`);
        assert.match(html.slice(danger, danger + 400), /href="tel:112"/);
      }
  });

  test("what was only asked is never a light, and a place that called off is not counted", async () => {
    const asked = await publicWorld();
    await asked.publish(
      [...day.filter(({ kind }) => kind !== "landmark"), changed("landmark", "hall", { state: "invited" })],
      publicDay().media,
    );
    const html = await (await appOn(asked).request(`${origin}/2020/en?at=${when.dusk}`)).text();
    await asked.close();
    assert.doesNotMatch(words(html), /taking part at this minute/);
    assert.equal(html.match(/class="windows" d="([^"]*)"/)?.[1]?.match(/M/g)?.length, 3);
  });

  test("the horizon weighs less than 2 kB", async () => {
    const html = await get("dusk");
    const svg = html.slice(html.indexOf('<svg class="horizon"'), html.indexOf("</svg>") + 6);
    assert.ok(svg.length > 200 && Buffer.byteLength(svg) < 2048, String(svg.length));
  });
});

test("an edition with nothing but its own text is a page in every phase, and promises nothing", async () => {
  const world = await publicWorld();
  await world.publish(
    day.filter(({ kind, id }) => kind === "edition" || kind === "image" || id === "organiser"),
    publicDay().media,
  );
  const app = appOn(world);
  for (const at of Object.values(when)) {
    const html = await (await app.request(`${origin}/2020/en?at=${at}`)).text();
    assert.match(html, /<h1[^>]*>The day \(en\)/);
    assert.match(html, /data-hour="blue"/);
    // No list without items, no heading without a text.
    assert.doesNotMatch(html, /<(ul|ol|dl)[^>]*><\/\1>|<section[^>]*><h2[^>]*>[^<]*<\/h2><\/section>/);
  }
  assert.match(
    words(await (await app.request(`${origin}/2020/en?at=${when.announced}`)).text()),
    /still being made/,
  );
  await world.close();
  assert.deepEqual(problems, []);
});

test("the sky's hours follow the sun's height", () => {
  const brussels = { latitude: 50.85, longitude: 4.35 };
  const at = (time: string) => skyHourAt(brussels, new Date(`2020-07-30T${time}:00Z`));
  assert.deepEqual(
    [at("12:00"), at("19:10"), at("19:50"), at("23:00"), skyHourAt(undefined, new Date(0))],
    ["day", "golden", "blue", "night", "blue"],
  );
});
