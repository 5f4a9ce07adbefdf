import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
const { createApp } = await import("./app.ts");

const origin = "https://day.example";
const usual = publicDay();
const problems: unknown[] = [];

/** A release of the usual day, changed. */
function changed(
  kind: string,
  id: string,
  over: { id?: string; data?: object; only?: string; head?: object },
): Release {
  const release = usual.releases.find((one) => one.kind === kind && one.id === id);
  assert.ok(release);
  const locales = Object.fromEntries(
    Object.entries(release.locales)
      .filter(([locale]) => over.only === undefined || locale === over.only)
      .map(([locale, text]) => [locale, { ...text, head: { ...text.head, ...over.head } }]),
  );
  return releaseSchema.parse({
    ...release,
    id: over.id ?? release.id,
    data: { ...release.data, ...over.data },
    locales,
  }) as Release;
}

const invited = { state: "invited", organisations: ["organiser", "town"] };
const releases = [
  ...usual.releases.filter(({ kind }) => kind !== "story" && kind !== "placement"),
  changed("organisation", "organiser", {
    id: "town",
    data: { roles: ["city"] },
    head: { title: "The town" },
  }),
  changed("landmark", "hall", { id: "asked", data: invited }),
  changed("landmark", "hall", { id: "promised", data: { state: "pledged" } }),
  changed("landmark", "hall", { id: "french", only: "fr" }),
  changed("landmark", "hall", { id: "hostile", head: { title: '<b>"Hall" & </b>' } }),
  changed("landmark", "hall", {
    id: "polar",
    data: {
      ...invited,
      zone: "Europe/Oslo",
      country: "NO",
      coordinates: { latitude: 78.2, longitude: 15.6 },
    },
  }),
];

describe("the letter's page", () => {
  let world: PublicWorld;
  let app: ReturnType<typeof createApp>;
  before(async () => {
    world = await publicWorld();
    await world.publish(releases, usual.media);
    app = createApp({
      reader: world.reader,
      stop: world.stop,
      origin,
      mode: "demo",
      now: world.clock.now,
      monotonic: world.clock.monotonic,
      pause: async () => {},
      report: (error) => problems.push(error),
    });
  });
  after(async () => {
    await world.close();
    assert.deepEqual(problems, []);
  });

  const get = async (id: string, locale = "en", moment = "2020-06-01T10:00:00Z"): Promise<string> => {
    const path = `/2020/${locale}/landmarks/${id}/letter?at=${moment}`;
    const response = await app.request(origin + path);
    assert.equal(response.status, 200, path);
    return await response.text();
  };
  const letter = (html: string): string =>
    html
      .slice(html.indexOf("<article"), html.indexOf("</article>"))
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&")
      .replaceAll(/\s+/g, " ");

  test("asks with day, hours, colour, deadline and whom to answer, in each language", async () => {
    const english = letter(await get("asked"));
    assert.match(english, /Organiser \(en\).*Brussels, 1 June 2020.*Dear Sir or Madam/);
    assert.match(english, /The town/);
    assert.match(english, /Thursday,? 30 July 2020, from 21:2\d \(10 minutes before sunset\) to midnight/);
    assert.match(english, /#4B8FD2 · RGB 75 \/ 143 \/ 210 · CMYK 64 \/ 32 \/ 0 \/ 18 %/);
    assert.match(english, /By 9 July 2020; at the latest on 16 July 2020/);
    assert.match(english, /day@organiser\.example · \+3225550100/);
    assert.match(english, /https:\/\/day\.example\/2020\/en\/landmarks\/asked /);
    assert.doesNotMatch(english, /undefined|[{}]/);
    assert.match(letter(await get("asked", "fr")), /Madame, Monsieur, .*de 21 h 2\d .*à minuit/);
    assert.match(letter(await get("asked", "nl")), /Geachte mevrouw, geachte heer, .*van 21\.2\d uur/);
    assert.match(letter(await get("asked", "de")), /Sehr geehrte Damen und Herren, .*von 21:2\d Uhr/);
  });

  test("names a calendar only where there is something in it", async () => {
    const entries = async (id: string): Promise<number> => {
      const response = await app.request(`${origin}/2020/en/landmarks/${id}/calendar.ics`);
      return (await response.text()).split("BEGIN:VEVENT").length - 1;
    };
    assert.match(letter(await get("promised")), /landmarks\/promised\/calendar\.ics/);
    assert.equal(await entries("promised"), 1);
    assert.doesNotMatch(letter(await get("asked")), /calendar/);
    assert.equal(await entries("asked"), 0);
  });

  test("the deadline follows the day on which it is read, and the answer is not kept for longer than a minute", async () => {
    assert.match(letter(await get("asked", "en", "2020-07-20T10:00:00Z")), /at the latest on 29 July 2020/);
    assert.match(letter(await get("asked", "en", "2020-07-30T10:00:00Z")), /today, 30 July 2020/);
    // Half past midnight in Brussels is the next day there, not yet in UTC.
    assert.match(await get("asked", "en", "2020-07-30T22:30:00Z"), /Sample: this day is over/);
    const response = await app.request(`${origin}/2020/en/landmarks/asked/letter`);
    assert.match(response.headers.get("cache-control") ?? "", /max-age=60\b/);
  });

  test("after the day it is a sample, and says so above and in the letter", async () => {
    const html = await get("hall", "en", "2020-08-10T10:00:00Z");
    assert.match(html, /This day is over\. The letter stands here as a sample/);
    assert.match(letter(html), /Sample: this day is over\./);
  });

  test("who has promised is not asked again without a word", async () => {
    assert.match(await get("promised"), /has already promised/);
    assert.match(await get("hall"), /has already taken part/);
    assert.doesNotMatch(await get("asked"), /has already|This day is over/);
  });

  test("where the sun does not set, clock hours are proposed", async () => {
    assert.match(letter(await get("polar")), /from 22:00 to midnight: .*the sun does not set/);
  });

  test("every line to be filled in has a name, and nothing typed there goes to a spelling service", async () => {
    const blanks = (await get("asked")).match(/<span class="blank"[^>]*>/g) ?? [];
    assert.ok(blanks.length >= 3);
    for (const blank of blanks) assert.match(blank, /spellcheck="false".*aria-label="To fill in: [A-Z]/);
  });

  test("names are text, whatever stands in them", async () => {
    const html = await get("hostile");
    assert.doesNotMatch(html, /<b>"Hall/);
    assert.match(letter(html), /Hall" & /);
  });

  test("what is not there is answered as every address that leads nowhere", async () => {
    for (const path of [
      "en/landmarks/none",
      "en/landmarks/french",
      "xx/landmarks/hall",
      "en/landmarks/A B",
    ]) {
      const response = await app.request(`${origin}/2020/${path}/letter`);
      assert.equal(response.status, 404, path);
    }
    assert.equal((await app.request(`${origin}/2020/fr/landmarks/french/letter`)).status, 200);
  });

  test("it leaves search engines to the landmark's own page, and offers only languages in which it exists", async () => {
    assert.match(await get("asked"), /<meta name="robots" content="noindex"/);
    assert.doesNotMatch(await get("french", "fr"), /href="\/2020\/en\/landmarks\/french\/letter"/);
    assert.match(await get("asked", "fr"), /href="\/2020\/nl\/landmarks\/asked\/letter"/);
  });
});
