import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { after, beforeEach, afterEach, describe, test } from "node:test";
import { interfaceLocales } from "@bluehour/domain/locales";
import { dayStory, publicDay, stopCodeOf } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
import { eventRelease, storyId } from "@bluehour/testing/release-factory";
import { searchMessages } from "@bluehour/i18n/search";
import fc from "fast-check";
import { withoutHeldScripts } from "./held-scripts.ts";
const { createApp } = await import("./app.ts");

const origin = "https://day.example";
const day = publicDay();
const problems: unknown[] = [];
let world: PublicWorld;
let app: ReturnType<typeof createApp>;

beforeEach(async () => {
  world = await publicWorld();
  await world.publish(day.releases, day.media);
  app = createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "production",
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async (milliseconds) => world.clock.advance(milliseconds),
    report: (error) => problems.push(error),
  });
});
afterEach(() => world.close());
after(() => assert.deepEqual(problems, []));

async function ask(asked: Record<string, string>, locale = "en"): Promise<Response> {
  return await app.request(`${origin}/2020/${locale}/search?${new URLSearchParams(asked)}`);
}
async function html(asked: Record<string, string>, locale = "en"): Promise<string> {
  const response = await ask(asked, locale);
  assert.equal(response.status, 200, JSON.stringify(asked));
  return await response.text();
}
/** What stands under the form, before help. */
const results = (page: string): string => page.slice(page.indexOf("</form>"), page.indexOf('id="help"'));

describe("the search's page", () => {
  test("asks in every language, is found in the navigation, and is nobody's to keep or to index", async () => {
    for (const locale of interfaceLocales) {
      const response = await ask({}, locale);
      const page = await response.text();
      const s = searchMessages(locale);
      assert.equal(response.headers.get("cache-control"), "no-cache");
      assert.equal(response.headers.get("x-robots-tag"), "noindex");
      assert.match(
        page,
        new RegExp(`<a href="/2020/${locale}/search" aria-current="true">\\s*${s("title")}`),
      );
      assert.match(page, /<form method="get" action="\/2020\/\w\w\/search" role="search"/);
      assert.match(page, /<label for="q">/);
      assert.match(page, /<input id="q" name="q" type="search" value=""/);
      assert.match(page, /<option value="health-care">/);
      assert.doesNotMatch(page, /<option value="police">/, "only sectors that tell something");
      assert.match(page, /<option value="be-brussels">Brussels/);
      assert.doesNotMatch(withoutHeldScripts(page), /id="hits"|<script/);
      // The second answer comes from what was remembered, and may be kept no longer.
      assert.equal((await ask({}, locale)).headers.get("cache-control"), "no-cache");
      const home = await (await app.request(`${origin}/2020/${locale}`)).text();
      assert.match(home, new RegExp(`href="/2020/${locale}/search"`));
    }
  });

  test("shows hits with their kind; of a story its note first and no word of its text", async () => {
    const page = results(await html({ q: "song heard" }));
    assert.match(page, /1 result</);
    assert.match(
      page,
      /Story · [^<]+<\/p><p class="tag">Before you read: <span>Tells of debts \(en\)<\/span><\/p><h3><a href="\/2020\/en\/stories\/\w{10}">Story 1/,
    );
    assert.doesNotMatch(page, /counted the days/);
    const noon = results(await html({ q: "NOÖN squ" }));
    assert.match(noon, /Programme<\/p><h3><a href="\/2020\/en\/events\/noon">Noon \(en\)/);
    assert.match(noon, /<time datetime="2020-07-30T12:00:00\+02:00">/);
    assert.match(results(await html({ q: "emergency" })), /href="\/2020\/en\/help"[\s\S]*href="tel:112"/);
    assert.match(results(await html({ q: "parties 173" })), /173 · <a href="\/2020\/en">Parties/);
    assert.match(
      results(await html({ q: "give" })),
      /<a href="https:\/\/give.example\/" rel="noreferrer">Give/,
    );
    assert.match(results(await html({ q: "protocol" })), /A\/RES\/55\/25/);
  });

  test("searches the texts of another language, and leads to them there", async () => {
    const page = await html({ q: "noon", language: "fr" });
    assert.match(page, /<html lang="en"/);
    assert.match(page, /<option value="fr" selected="">français/);
    assert.match(results(page), /<h3><a href="\/2020\/fr\/events\/noon" lang="fr" dir="ltr">Noon \(fr\)/);
    assert.match(
      results(await html({ q: "zzz", language: "fr" })),
      /<a href="\/2020\/nl\/search\?q=zzz" lang="nl"/,
    );
    assert.match(await html({ q: "noon" }), /<option value="" selected="">English|<option value="">English/);
    for (const language of ["xx", "fr-", "<b>"])
      assert.equal((await ask({ q: "noon", language })).status, 404);
  });

  test("narrows by kind, sector and city, keeps the choice, and takes it to the other languages", async () => {
    const all = results(await html({ q: "words" }));
    assert.match(all, /hall|noon/i);
    const stories = await html({ q: "words", kind: "story", sector: "", place: "" });
    assert.match(results(stories), /Story 5/);
    assert.doesNotMatch(results(stories), /events\/noon/);
    assert.match(stories, /<option value="story" selected="">/);
    assert.match(stories, /href="\/2020\/fr\/search\?q=words&amp;kind=story"/);
    const sector = results(await html({ q: "", sector: "health-care" }));
    assert.match(sector, /1 result<[\s\S]*Story 5/);
    const city = results(await html({ place: "be-brussels" }));
    assert.match(city, /Hall \(en\)/);
    assert.doesNotMatch(city, /Story/);
    assert.match(await html({ kind: "event" }), /<a href="\/2020\/en\/events">/);
    for (const bad of [{ kind: "placement" }, { sector: "spy" }, { place: "Brussels!" }, { after: "<b>" }])
      assert.equal((await ask({ q: "words", ...bad } as Record<string, string>)).status, 404);
    assert.match(results(await html({ place: "be-nowhere" })), /We found nothing/);
    assert.match(await html({ place: "be-nowhere" }), /<option value="be-nowhere" selected="">/);
  });

  test("says honestly that nothing was found, and leads on", async () => {
    const nothing = results(await html({ q: "<b>zeppelin", kind: "event" }));
    assert.match(nothing, /We found nothing in this language/);
    assert.match(nothing, /Look at the spelling/);
    assert.match(nothing, /<a href="\/2020\/en\/search\?q=%3Cb%3Ezeppelin">/);
    assert.match(nothing, /<a href="\/2020\/nl\/search\?q=%3Cb%3Ezeppelin&amp;kind=event" lang="nl"/);
    assert.match(nothing, /<a href="\/2020\/en\/stories">/);
    const page = await html({ q: '<b>"zeppelin' });
    assert.match(page, /value="&lt;b&gt;&quot;zeppelin"/);
    assert.doesNotMatch(page, /<b>"zeppelin/);
    assert.match(results(await html({ q: "???" })), /holds no word/);
    // French alone has story 2.
    assert.match(results(await html({ q: "story 2" }, "fr")), /Story 2/);
    assert.doesNotMatch(results(await html({ q: "story 2" }, "en")), /Story 2/);
  });

  test("goes on page by page, and counts in words that tell of nothing dark", async () => {
    const many = Array.from({ length: 60 }, (_, index) => dayStory(100 + index));
    await world.publish([...day.releases, ...many], day.media);
    const first = await html({ q: "debts" });
    assert.match(first, /More than 24 results/);
    const next = /<a href="(\/2020\/en\/search\?q=debts&amp;after=[^"]+)" rel="next"/.exec(first)?.[1] ?? "";
    const second = await (await app.request(origin + next.replaceAll("&amp;", "&"))).text();
    assert.match(second, /Further results/);
    assert.match(second, /Back to the first results/);
    const ids = (page: string) => [...results(page).matchAll(/stories\/(\w{10})"/g)].map(([, id]) => id);
    assert.equal(new Set([...ids(first), ...ids(second)]).size, 48);
    for (let number = 110; number < 160; number += 1) await world.stop(storyId(number));
    world.clock.advance(30);
    const left = await html({ q: "debts" });
    assert.match(left, new RegExp(`>${ids(left).length} results<`));
    assert.equal(ids(left).length, 12);
  });

  test("a stopped, withdrawn or unconfirmed story is not among the hits, and no filter tells of it", async () => {
    const found = async () => {
      const page = await html({ q: "story" });
      return {
        ids: [1, 4, 5].filter((n) => results(page).includes(storyId(n))),
        sector: page.includes("health-care"),
      };
    };
    assert.deepEqual(await found(), { ids: [1, 4, 5], sector: true });
    const sent = await app.request(`${origin}/2020/en/stop`, {
      method: "POST",
      body: new URLSearchParams({ code: stopCodeOf(1) }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin },
    });
    assert.equal(sent.status, 200);
    assert.deepEqual((await found()).ids, [4, 5]);
    await world.withdraw(storyId(4));
    assert.deepEqual((await found()).ids, [5]);
    world.outage.stops = true;
    world.clock.advance(61_000);
    // Story 5 rests on a consent too: `publicDay` gives every story one.
    assert.deepEqual(await found(), { ids: [], sector: false });
    assert.match(await html({ q: "story" }), /Stories rest for a moment/);
    assert.match(results(await html({ q: "noon" })), /events\/noon/);
  });

  test("any question at all is answered with a page", async () => {
    const hostile = [
      '"',
      "NEAR(a,b)",
      "a*b",
      "\0",
      "\ud800",
      "💡".repeat(90),
      "x".repeat(1500),
      "a AND",
      "-head:x",
    ];
    for (const q of hostile) assert.equal((await ask({ q })).status, 200, q.slice(0, 20));
    assert.equal((await app.request(`${origin}/2020/en/search?q=%E0%A4%A`)).status, 200);
    assert.equal((await app.request(`${origin}/2020/en/search?q=a&q=b`)).status, 200);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (q) => {
        const response = await ask({ q });
        assert.equal(response.status, 200);
        assert.doesNotMatch(await response.text(), /undefined|\[object/);
      }),
      { numRuns: 60 },
    );
  });

  test("an edition with very many cities asks for a city in words", async () => {
    const events = Array.from({ length: 151 }, (_, index) =>
      eventRelease(`walk-${index}`, {
        title: "Walk",
        data: {
          start: "2020-07-30T12:00:00+02:00",
          zone: "Europe/Brussels",
          country: "BE",
          city: `town-${index}`,
        },
      }),
    );
    await world.publish([...day.releases, ...events], day.media);
    assert.doesNotMatch(await html({ q: "walk" }), /name="place"/);
  });
});
