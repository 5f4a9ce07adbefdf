/** The page of numbers and the question whether a sticker is ours, as a reader meets them. */
import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Data } from "@bluehour/domain/kinds";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { Release } from "@bluehour/domain/release";
import { placementCodes, publicDay, stopCodeOf } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
import { storyId } from "@bluehour/testing/release-factory";
import { countries } from "./countries.ts";
import { createShelf } from "./respond.ts";
import { withoutHeldScripts } from "./held-scripts.ts";
const { createApp } = await import("./app.ts");

const origin = "https://day.example";
let world: PublicWorld;
let app: ReturnType<typeof createApp>;

async function get(path: string): Promise<Response> {
  return await app.request(origin + path);
}
async function text(path: string): Promise<string> {
  const response = await get(path);
  assert.equal(response.status, 200, path);
  return await response.text();
}
/** What is read on a page, without what stands around it. */
async function said(path: string): Promise<string> {
  const [, main = ""] = /<main[^>]*>(.*)<\/main>/s.exec(await text(path)) ?? [];
  return main
    .replaceAll(/<select.*?<\/select>/gs, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");
}

const day = publicDay();
const model = day.releases.find(({ id }) => id === "line") as Release<"helpline">;

function line(id: string, data: Partial<Data<"helpline">>): Release {
  const locales = Object.fromEntries(
    Object.entries(model.locales).map(([locale, words]) => [
      locale,
      { ...words, head: { title: `Line ${id} (${locale})` } },
    ]),
  );
  return { ...model, id, locales, data: { ...model.data, ...data } } as Release;
}

before(async () => {
  // A Tuesday, ten in the morning in Brussels.
  world = await publicWorld("2020-11-24T09:00:00Z");
  await world.publish(
    [
      ...day.releases.filter(({ id }) => id !== "line"),
      line("office", {
        hours: "Mo-Fr 09:00-17:00; PH off",
        verified: { state: "checked", by: "r", on: "2020-10-01" },
      }),
      line("night", {
        number: "+3225550144",
        display: "02 555 01 44",
        hours: "Mo-Su 20:00-06:00",
        free: true,
      }),
      line("rare", {
        number: "+3225550155",
        display: "02 555 01 55",
        hours: "Mo 09:00-09:30",
        free: false,
        verified: { state: "checked", by: "r", on: "2020-05-20" },
      }),
      line("odd", { number: "+3225550166", display: "02 555 01 66", hours: "Dec Mo-Fr sunrise-12:00" }),
      line("children", { number: "116111", display: "116 111", children: true, spoken: [], hours: "24/7" }),
      line("paris", { country: "FR", number: "+33155550101", display: "01 55 55 01 01", spoken: ["fr"] }),
      line("states", { country: "US", number: "+18885550101", display: "1 888 555 0101", spoken: ["en"] }),
      line("short", { country: "NL", number: "0900", display: "0900", spoken: ["fr", "en"] }),
    ],
    day.media,
  );
  app = createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "production",
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async (milliseconds) => world.clock.advance(milliseconds),
    report: (error) => assert.fail(String(error)),
    shelf: createShelf(world.clock.now),
  });
});
after(() => world.close());

describe("numbers", () => {
  test("emergency first, then children, then others; each with what is known of it", async () => {
    const page = await said("/2020/en/help");
    const order = ["112", "116 111", "02 555 01 99", "02 555 01 44"].map((number) => page.indexOf(number));
    assert.ok(!order.includes(-1));
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
    assert.match(page, /Line office \(en\) Open now, until 17:00 \(may differ on a public holiday\)/);
    assert.match(page, /Monday – Friday 09:00 – 17:00; closed on public holidays/);
    assert.match(page, /Line night \(en\) · free of charge Closed now, opens today at 20:00/);
    assert.match(page, /Monday – Sunday 20:00 – 06:00/);
    assert.match(page, /Line rare \(en\) · not free of charge Closed now, opens Monday at 09:00/);
    assert.match(page, /Line children \(en\) · for children Open now, day and night/);
    assert.match(page, /They speak: French and Dutch\./);
    assert.match(page, /From abroad: \+32 2 555 01 99/);
    assert.match(page, /Called and checked on 1 October 2020\./);
    assert.match(page, /Last checked on 20 May 2020; it may have changed\./);
    assert.match(page, /Read at: A source\. Not checked\./);
    assert.doesNotMatch(page, /Line paris/);
    const html = await text("/2020/en/help");
    assert.match(html, /href="tel:\+3225550199"/);
    assert.match(html, /href="tel:112"/);
  });

  test("hours that are not understood are shown as they are, without now", async () => {
    assert.match(await said("/2020/en/help"), /Line odd \(en\) Dec Mo-Fr sunrise-12:00 /);
  });

  test("now follows the clock from one minute to the next", async () => {
    const page = async () => await said("/2020/en/help/be");
    assert.match(await page(), /Line office \(en\) Open now/);
    const first = world.clock.now();
    world.clock.advance(7 * 3_600_000);
    assert.match(await page(), /Line office \(en\) Closed now, opens tomorrow at 09:00/);
    world.clock.advance(first.getTime() - world.clock.now().getTime());
  });

  test("safe to read with somebody looking on: no name of a cause in the tab, the bar or a heading", async () => {
    for (const locale of interfaceLocales) {
      const html = await text(`/2020/${locale}/help`);
      const title = /<title>(.*?)<\/title>/s.exec(html)?.[1]?.trim();
      assert.match(title ?? "", /^(?:Numbers|Numéros|Nummers|Nummern|الأرقام|Numere)$/);
      const headings = [...html.matchAll(/<h[1-3][^>]*>(.*?)<\/h[1-3]>/gs)]
        .map(([, words]) => words)
        .join(" ");
      assert.doesNotMatch(headings + title, /The day|Line|Emergency/);
      assert.doesNotMatch(/<header class="bar">.*?<\/header>/s.exec(html)?.[0] ?? "", /The day/);
      assert.match(html, /href="\/exit"/);
      assert.doesNotMatch(withoutHeldScripts(html), /<script/);
    }
  });

  test("another country by a link or by a form, each with its own clock", async () => {
    const html = await text("/2020/fr/help");
    for (const country of ["be", "fr", "us", "nl"])
      assert.match(html, new RegExp(`href="/2020/fr/help/${country}"`));
    assert.match(html, /<form method="get" action="\/2020\/fr\/help">/);
    const paris = await said("/2020/fr/help/fr");
    assert.match(paris, /01 55 55 01 01/);
    assert.match(paris, /112/, "the European number stands there although nobody listed it");
    assert.match(paris, /Ouvert en ce moment, jusqu’à 17:00/);
    assert.equal(await said("/2020/fr/help?country=FR"), paris);
    // The States have many clocks, and they do not agree.
    const states = await said("/2020/en/help/us");
    assert.match(states, /Monday – Friday 09:00 – 17:00/);
    assert.match(states, /\+1 888 555 0101/);
    assert.match(states, /Ask somebody near you for the emergency number/);
    assert.doesNotMatch(states, /Open now|Closed now/);
    for (const path of [
      "/2020/en/help/xx",
      "/2020/en/help/BE",
      "/2020/en/help?country=zz",
      "/2020/en/help/su",
    ])
      assert.equal((await get(path)).status, 404, path);
  });

  test("a country without numbers says so, and which elsewhere answer in the reader's language", async () => {
    const portugal = await said("/2020/fr/help/pt");
    assert.match(portugal, /Nous ne connaissons pas encore de numéro/);
    assert.match(portugal, /Partout dans l’Union européenne, appelez le 112/);
    assert.match(portugal, /\+33 1 55 55 01 01/);
    assert.doesNotMatch(
      portugal,
      /0900|Line states/,
      "what cannot be dialled from there, or speaks another language",
    );
    const peru = await said("/2020/en/help/pe");
    assert.match(peru, /Ask somebody near you/);
    assert.match(peru, /Line states/);
    assert.doesNotMatch(peru, /112/);
    assert.equal((await get("/2020/en/help/pe")).headers.get("cache-control"), "public, max-age=60");
  });

  test("every country has a page", async () => {
    assert.ok(countries.size > 235 && countries.size < 256, String(countries.size));
    for (const [index, country] of [...countries].entries()) {
      const locale = interfaceLocales[index % interfaceLocales.length];
      const response = await get(`/2020/${locale}/help/${country.toLowerCase()}`);
      assert.equal(response.status, 200, country);
    }
  });

  test("the box on other pages has the numbers of the edition's own country", async () => {
    const story = await said(`/2020/en/stories/${storyId(1)}`);
    assert.match(story, /116 111/);
    assert.doesNotMatch(story, /Line paris|Line states/);
  });
});

describe("is this sticker ours?", () => {
  const ask = async (typed: string, locale = "en"): Promise<string> =>
    await said(`/2020/${locale}/code?code=${encodeURIComponent(typed)}`);

  test("yes: where it should stand, and when", async () => {
    const first = placementCodes.first;
    const answer = await ask(first);
    assert.match(answer, /Yes, this code is ours/);
    assert.match(answer, /By the fountain \(en\) Number 1 Exhibition Shadows \(en\) ?, A square \(en\)/);
    assert.match(answer, /30 July 2020, 08:00 – 20:00 CEST/);
    assert.match(answer, new RegExp(`day\\.example/s/${first}`.replace("/s", " ?/s")));
    const hyphened = `${first.slice(0, 3)}-${first.slice(3)}`.toLowerCase();
    assert.equal(await ask(hyphened), answer);
    assert.equal(await ask(`HTTPS://DAY.EXAMPLE/S/${first}`), answer);
    assert.match(await ask(first, "de"), /By the fountain \(de\)/);
  });

  test("of stories nothing is said: spots with and without one answer alike, before and after a withdrawal", async () => {
    const spots = [placementCodes.first, placementCodes.ground, placementCodes.empty];
    const bare = async (code: string) =>
      (await text(`/2020/en/code?code=${code}`))
        .replaceAll(code, "CODE")
        .replaceAll(/By the \w+|<dd>\d<\/dd>/g, "");
    const [one, ...others] = await Promise.all(spots.map(bare));
    for (const other of others) assert.equal(other, one);
    assert.doesNotMatch(one ?? "", /Story \d|\/stories\//);
    assert.match(await text(`/s/${placementCodes.ground}`), /Story 3/);
    await world.stop(storyId(3));
    world.clock.advance(30);
    assert.doesNotMatch(await text(`/s/${placementCodes.ground}`), /Story 3/);
    assert.equal(await bare(placementCodes.ground), one);
  });

  test("no, and what else it may be", async () => {
    assert.match(await ask(placementCodes.nobody), /This code is not one of ours .*do not trust the page/);
    const wrong = placementCodes.first.slice(0, 6) + (placementCodes.first.endsWith("0") ? "1" : "0");
    assert.match(await ask(wrong), /One symbol seems wrong/);
    assert.match(await ask("4F7K2"), /seven symbols; this one has 5/);
    const elsewhere = await ask(`https://day.example.evil.example/s/${placementCodes.first}`);
    assert.match(
      elsewhere,
      /another site It leads to: day\.example\.evil\.example Ours begins with: day\.example\/s\//,
    );
    assert.doesNotMatch(elsewhere, /By the fountain/);
    assert.match(await ask("https://day.example/2020/en"), /not a sticker’s/);
    assert.match(await ask("<script>alert(1)</script>"), /cannot read this/);
    const stop = stopCodeOf(1);
    const answer = await text(`/2020/en/code?code=${stop}`);
    assert.match(answer, /looks like a stop code/);
    assert.ok(!answer.includes(stop));
    for (const typed of [placementCodes.nobody, wrong, "4F7K2", "day.example", "☂", stop])
      assert.match(await ask(typed), /Talk to a person .*By telephone/);
  });

  test("answers are for nobody to keep, and for no search engine", async () => {
    for (const code of [placementCodes.first, placementCodes.nobody]) {
      const response = await get(`/2020/en/code?code=${code}`);
      assert.equal(response.headers.get("cache-control"), "no-cache");
      assert.match(await response.text(), /<meta name="robots" content="noindex"/);
    }
    assert.match(await text("/2020/en/code"), /<meta name="robots" content="noindex"/);
  });

  test("the language switch keeps the code, and two pages lead here", async () => {
    const first = placementCodes.first;
    assert.match(
      await text(`/2020/en/code?code=${first.toLowerCase()}`),
      new RegExp(`href="/2020/fr/code\\?code=${first}"`),
    );
    for (const page of ["about", "installations/shadows"])
      assert.match(await text(`/2020/en/${page}`), /href="\/2020\/en\/code"/);
  });
});
