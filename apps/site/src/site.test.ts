import "./tsx-hook.ts";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, describe, test } from "node:test";
import { brotliDecompressSync } from "node:zlib";
import { formatStopCode } from "@bluehour/domain/codes";
import { directionOf, interfaceLocales } from "@bluehour/domain/locales";
import { surfaces } from "@bluehour/domain/uses";
import { dayStory, placementCodes, publicDay, stopCodeOf } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import type { PublicWorld } from "@bluehour/testing/public-world";
import { storyId } from "@bluehour/testing/release-factory";
import { withoutHeldScripts } from "./held-scripts.ts";
const { createApp } = await import("./app.ts");
const { pageKinds } = await import("./app.ts");

const origin = "https://day.example";
const day = publicDay();
const problems: unknown[] = [];
const printed: unknown[] = [];
let world: PublicWorld;
let app: ReturnType<typeof createApp>;

function appOn(over: Partial<Parameters<typeof createApp>[0]> = {}) {
  return createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "production",
    now: world.clock.now,
    monotonic: world.clock.monotonic,
    pause: async (milliseconds) => world.clock.advance(milliseconds),
    report: (error) => problems.push(error),
    ...over,
  });
}

async function freshWorld(): Promise<void> {
  world = await publicWorld();
  await world.publish(day.releases, day.media);
  app = appOn();
}

async function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return await app.request(origin + path, { headers });
}
async function text(path: string, headers: Record<string, string> = {}): Promise<string> {
  return await (await get(path, headers)).text();
}
async function send(path: string, code: string, headers: Record<string, string> = {}): Promise<Response> {
  return await app.request(origin + path, {
    method: "POST",
    body: new URLSearchParams({ code }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", origin, ...headers },
  });
}

const pages = [
  "",
  "/stories",
  `/stories/${storyId(1)}`,
  "/installations",
  "/installations/shadows",
  "/events",
  "/events/noon",
  "/landmarks",
  "/landmarks/hall",
  "/statements",
  "/statements/free",
  "/references",
  "/references/protocol",
  "/organisations",
  "/organisations/organiser",
  "/help",
  "/help/be",
  "/code",
  "/about",
  "/privacy",
  "/stop",
];

const realError = console.error;
before(() => {
  console.error = (...words: unknown[]) => printed.push(words);
});
after(() => {
  console.error = realError;
  assert.deepEqual(printed, [], "something was printed to the console");
});

describe("what everybody may read", () => {
  before(freshWorld);
  after(() => world.close());

  for (const locale of interfaceLocales) {
    test(`every page in ${locale}`, async () => {
      for (const page of pages) {
        const response = await get(`/2020/${locale}${page}`);
        const html = await response.text();
        assert.equal(response.status, 200, page);
        assert.match(html, new RegExp(`<html lang="${locale}" dir="${directionOf(locale)}">`), page);
        assert.equal(html.match(/<h1/g)?.length, 1, page);
        assert.match(html, /href="\/exit"/, page);
        assert.doesNotMatch(
          withoutHeldScripts(html),
          /<script(?! src="\/assets\/)|undefined|\[object|javascript:| style="| on\w+="/,
          page,
        );
      }
    });
  }

  test("every internal link leads to a page", async () => {
    const seen = new Set<string>(["/2020/en"]);
    const queue = [...seen];
    for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
      const response = await get(path);
      assert.ok([200, 303].includes(response.status), `${path} answered ${response.status}`);
      for (const [, href = ""] of (await response.text()).matchAll(/ (?:href|src)="(\/[^"#]*)"/g))
        if (!seen.has(href)) {
          seen.add(href);
          queue.push(href);
        }
    }
    assert.ok(seen.size > 70, `only ${seen.size} pages were reached`);
  });

  test("a story is one whole answer: what it rests on, note, help, then the text closed", async () => {
    const html = await text(`/2020/en/stories/${storyId(1)}`);
    const order = [
      "<h1",
      "composed from what several",
      "Tells of debts",
      "tel:112",
      "<details",
      "Paragraph 0",
    ];
    const places = order.map((piece) => html.indexOf(piece));
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    );
    assert.ok(!places.includes(-1));
    assert.doesNotMatch(html, /<details[^>]* open/);
    assert.match(html, /Read at: A source\. Not checked\./);
  });

  test("blocks say honestly what they are, in their own language and direction", async () => {
    const html = await text(`/2020/fr/stories/${storyId(4)}`);
    assert.match(html, /Traduit par une machine/);
    assert.match(html, /Pas encore traduit \(français\)[^<]*arabe/);
    assert.match(html, /lang="ar" dir="rtl"/);
    assert.match(html, /href="\/2020\/fr\/references\/protocol"/);
  });

  test("what came from a release is escaped, in text and in attributes", async () => {
    const own = await publicWorld();
    const nasty = `<img src=x onerror=alert(1)>"'&`;
    await own.publish(
      [
        ...day.releases.filter(({ kind }) => kind !== "story"),
        dayStory(1, { head: { title: nasty, contentNote: nasty } }),
      ],
      day.media,
    );
    const html = await (
      await appOn({ reader: own.reader }).request(`${origin}/2020/en/stories/${storyId(1)}`)
    ).text();
    assert.doesNotMatch(html, /<img src=x/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;&quot;&#39;&amp;/);
    await own.close();
  });

  test("a story is offered to search engines only where its person allowed it", async () => {
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).headers.get("x-robots-tag"), "noindex");
    assert.match(await text(`/2020/en/stories/${storyId(1)}`), /<meta name="robots" content="noindex"/);
    assert.equal((await get(`/2020/en/stories/${storyId(4)}`)).headers.get("x-robots-tag"), null);
    assert.equal(
      (await get("/2020/en/stories")).headers.get("x-robots-tag"),
      "noindex",
      "a list with others",
    );
    assert.equal((await get("/2020/en/events")).headers.get("x-robots-tag"), null);
  });
});

describe("headers", () => {
  before(freshWorld);
  after(() => world.close());

  test("every answer carries them, and the style sheet is named by its hash", async () => {
    const paths = [
      "/",
      "/2020/en",
      "/nothing",
      "/exit",
      "/robots.txt",
      "/favicon.ico",
      `/s/${placementCodes.first}`,
      "/stop",
    ];
    for (const path of paths) {
      const { headers } = await get(path);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/, path);
      assert.doesNotMatch(policy, /unsafe|script-src[^;]*'self'/, path);
      assert.equal(headers.get("x-content-type-options"), "nosniff", path);
      assert.match(headers.get("referrer-policy") ?? "", /no-referrer|same-origin/, path);
      assert.match(headers.get("strict-transport-security") ?? "", /max-age/, path);
      assert.ok(headers.get("cache-control"), path);
      assert.equal(headers.get("set-cookie"), null, path);
    }
    const html = await text("/2020/en");
    const style = /<style>([^]*?)<\/style>/.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    assert.match(
      (await get("/2020/en")).headers.get("content-security-policy") ?? "",
      new RegExp(`sha256-${hash.replaceAll(/[+/]/g, "\\$&")}`),
    );
  });

  test("no address is sent back that could name another host", async () => {
    for (const path of [
      "/%5Cevil.example/",
      "/%09/evil.example/",
      "//evil.example/",
      "/2020/%0dX/",
      "/%2F/evil.example/",
    ]) {
      const response = await get(path);
      assert.equal(response.status, 404, path);
      assert.equal(response.headers.get("location"), null, path);
    }
    assert.deepEqual(problems, []);
  });

  test("addresses are kept tidy", async () => {
    const slash = await get("/2020/en/stories/");
    assert.equal(slash.status, 308);
    assert.equal(slash.headers.get("location"), "/2020/en/stories");
    assert.equal((await get("//evil.example/")).status, 404);
    assert.equal((await get(`/2020/en/${"x".repeat(3000)}`)).status, 414);
    assert.equal((await get("/2020/en/%E0%A4%A")).status, 404);
    assert.equal((await get("/2020/en/events/Noon")).status, 404);
    assert.equal((await get("/2020/es")).status, 404);
    assert.equal((await get("/1999/en")).status, 404);
    assert.equal((await get("/2020/en/stories/short")).status, 404);
    assert.equal((await get("/2020/en/stories?after=%00")).status, 404);
    const post = await app.request(`${origin}/2020/en`, { method: "POST" });
    assert.equal(post.status, 405);
    assert.equal(post.headers.get("allow"), "GET, HEAD");
    const head = await app.request(`${origin}/2020/en`, { method: "HEAD" });
    assert.equal(head.status, 200);
    assert.equal(await head.text(), "");
  });

  test("the front door leads to the current edition in the reader's language", async () => {
    const response = await get("/?at=2031-01-01T00:00:00Z", { "accept-language": "nl-BE, en;q=0.5" });
    assert.equal(response.status, 302);
    assert.equal(response.headers.get("location"), "/2020/nl", "in production nobody moves the time");
    assert.equal(response.headers.get("vary"), "Accept-Language");
    assert.equal(response.headers.get("cache-control"), "no-store");
    const demo = appOn({ mode: "demo" });
    const moved = await demo.request(`${origin}/?at=2020-07-01T00:00:00Z`);
    assert.match(await (await demo.request(origin + moved.headers.get("location"))).text(), /in 29 days/);
    assert.match(await (await demo.request(`${origin}/2020/en`)).text(), /now, as of/);
  });

  test("leaving clears the cache and goes to the neutral place", async () => {
    const response = await get("/exit");
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), "https://weather.example/");
    assert.equal(response.headers.get("clear-site-data"), '"cache", "storage"');
    assert.equal(response.headers.get("referrer-policy"), "no-referrer");
  });

  test("files for machines", async () => {
    const security = await text("/.well-known/security.txt");
    assert.match(security, /^Contact: mailto:day@organiser\.example$/m);
    const expires = new Date(/^Expires: (.+)$/m.exec(security)?.[1] ?? "");
    assert.ok(expires > world.clock.now());
    assert.match(await text("/robots.txt"), /User-agent: \*\nDisallow: \/exit/);
    assert.equal((await get("/favicon.ico")).status, 204);
  });
});

describe("caching", () => {
  beforeEach(freshWorld);

  test("what rests on a consent is asked for anew, what shows the minute kept for it, the rest for five", async () => {
    const rests = ["", "/stories", `/stories/${storyId(1)}`];
    const brief = [
      "/events",
      "/events/noon",
      "/installations/shadows",
      "/landmarks/hall",
      "/lights",
      "/help",
      "/help/be",
    ];
    for (const page of pages) {
      const control = (await get(`/2020/en${page}`)).headers.get("cache-control");
      const kept = `public, max-age=${brief.includes(page) ? 60 : 300}`;
      assert.equal(control, rests.includes(page) ? "no-cache" : kept, page);
    }
    await world.close();
  });

  test("304 while nothing changed, and not after a withdrawal", async () => {
    const path = `/2020/en/stories/${storyId(1)}`;
    const etag = (await get(path)).headers.get("etag") ?? "";
    assert.match(etag, /^W\//);
    const again = await get(path, { "if-none-match": etag });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), "");
    assert.ok(again.headers.get("content-security-policy"));
    await world.withdraw(storyId(1));
    assert.equal((await get(path, { "if-none-match": etag })).status, 410);
    await world.close();
  });

  test("bodies are compressed as asked", async () => {
    const path = `/2020/en/stories/${storyId(1)}`;
    const plain = await text(path);
    const response = await get(path, { "accept-encoding": "gzip, deflate, br" });
    assert.equal(response.headers.get("content-encoding"), "br");
    assert.equal(brotliDecompressSync(await response.arrayBuffer()).toString(), plain);
    const gzip = await get(path, { "accept-encoding": "gzip;q=1, br;q=0" });
    assert.equal(gzip.headers.get("content-encoding"), "gzip");
    assert.equal((await get(path)).headers.get("content-encoding"), null);
    await world.close();
  });

  test("without a lease stories go dark, and programme and help go on", async () => {
    await get("/2020/en");
    world.outage.stops = true;
    world.clock.advance(61_000);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 410);
    assert.match(await text("/2020/en/stories"), /Stories rest for a moment/);
    assert.doesNotMatch(await text(`/s/${placementCodes.first}`), /Story 1/);
    assert.match(await text("/2020/en/events"), /Noon/);
    assert.equal((await get("/2020/en/events/noon")).status, 200);
    assert.match(await text("/2020/en/help"), /tel:112/);
    world.outage.stops = false;
    world.clock.advance(30);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 200);
    await world.close();
  });
});

describe("addresses of stories that are not public", () => {
  before(freshWorld);
  after(() => world.close());

  test("all get the same quiet page, byte for byte, header for header", async () => {
    await world.withdraw(storyId(5));
    await world.stop(storyId(4));
    world.clock.advance(30);
    const never = storyId(77);
    const addresses = {
      never,
      excludedLanguage: storyId(2),
      notOnTheWeb: storyId(3),
      withdrawn: storyId(5),
      stopped: storyId(4),
    };
    const seenOf = async (why: string, id: string): Promise<string> => {
      const response = await get(`/2020/en/stories/${id}`, { "accept-encoding": "br" });
      assert.equal(response.status, 410, why);
      return JSON.stringify([
        [...response.headers],
        Buffer.from(await response.arrayBuffer()).toString("base64"),
      ]);
    };
    const seen = new Set<string>();
    for (const [why, id] of Object.entries(addresses)) seen.add(await seenOf(why, id));
    assert.equal(seen.size, 1);
    world.clock.moveWall(2 * 365 * 24 * 3600_000);
    assert.equal(await seenOf("expired", storyId(1)), await seenOf("never", never));
    assert.match(await text(`/2020/en/stories/${never}`), /tel:112/);
  });
});

describe("codes on the ground", () => {
  before(freshWorld);
  after(() => world.close());

  test("answer with the whole story, in the reader's language, without redirect", async () => {
    for (const [accept, title] of [
      ["fr", "Story 1 (fr)"],
      ["de-AT, en;q=0.3", "Story 1 (de)"],
      ["ar-MA", "Story 1 (ar)"],
      ["pt", "Story 1 (en)"],
    ] as const) {
      const code = placementCodes.first;
      for (const path of [`/s/${code}`, `/S/${code}`, `/s/${code.toLowerCase()}`]) {
        const response = await get(path, { "accept-language": accept });
        assert.equal(response.status, 200);
        assert.equal(response.headers.get("vary"), "Accept-Language, Accept-Encoding");
        const html = await response.text();
        assert.ok(html.includes(`<h1>${title}</h1>`), `${path} ${accept}`);
        assert.match(html, new RegExp(`rel="canonical" href="${origin}/2020/../stories/${storyId(1)}"`));
      }
    }
  });

  test("a story that is not on the web has no link that leads to it", async () => {
    const html = await text(`/s/${placementCodes.ground}`);
    assert.match(html, /Story 3/);
    assert.doesNotMatch(html, new RegExp(`/stories/${storyId(3)}|canonical`));
    assert.doesNotMatch(await text(`/s/${placementCodes.first}`), new RegExp(storyId(3)));
  });

  test("an empty spot and a code of nobody get one quiet page, 200, with help", async () => {
    const [empty, nobody] = await Promise.all([
      get(`/s/${placementCodes.empty}`),
      get(`/s/${placementCodes.nobody}`),
    ]);
    assert.equal(empty.status, 200);
    assert.equal(nobody.status, 200);
    const html = await empty.text();
    assert.equal(html, await nobody.text());
    assert.match(html, /tel:112/);
  });

  test("a mistyped code is explained", async () => {
    const response = await get("/s/AAAAAA7");
    assert.equal(response.status, 404);
    assert.match(await response.text(), /seven symbols/);
  });

  test("the sticker goes on to the next story, and then to the quiet page", async () => {
    const own = await publicWorld();
    await own.publish(day.releases, day.media);
    const there = appOn({ reader: own.reader });
    const read = async () => await (await there.request(`${origin}/s/${placementCodes.first}`)).text();
    assert.match(await read(), /<h1>Story 1/);
    await own.withdraw(storyId(1));
    assert.match(await read(), /<h1>Story 4/);
    await own.withdraw(storyId(4));
    assert.match(await read(), /<h1 lang="fr"|<h1>Story 2/, "French is better than nothing");
    await own.withdraw(storyId(2));
    const quiet = await there.request(`${origin}/s/${placementCodes.first}`);
    assert.equal(quiet.status, 200);
    assert.match(await quiet.text(), /A quiet place/);
    await own.close();
  });

  test("at most 14,600 bytes on the wire, and our aim of 9,000", async () => {
    for (const encoding of ["br", "gzip"]) {
      const response = await get(`/s/${placementCodes.first}`, { "accept-encoding": encoding });
      const head = [...response.headers].reduce(
        (sum, [name, value]) => sum + name.length + value.length + 4,
        100,
      );
      const bytes = head + (await response.arrayBuffer()).byteLength;
      assert.ok(bytes < 9000, `${bytes} bytes with ${encoding}`);
    }
  });
});

describe("pictures", () => {
  test("answer only while a live release lists them", async () => {
    await freshWorld();
    const path = `/media/${day.imageHash}.webp`;
    assert.match(await text("/2020/en/events/noon"), new RegExp(path));
    const response = await get(path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "image/webp");
    assert.equal((await get(path, { "if-none-match": response.headers.get("etag") ?? "" })).status, 304);
    assert.equal((await get(path.replace("webp", "png"))).status, 404);
    assert.equal((await get("/media/..%2f..%2freleases.db")).status, 404);
    await world.withdraw("square");
    assert.equal((await get(path, { "if-none-match": response.headers.get("etag") ?? "" })).status, 404);
    await world.close();
  });
});

describe("stopping a story", () => {
  beforeEach(async () => {
    problems.length = 0;
    await freshWorld();
  });

  test("a right code darkens it at once; the same code again is done again", async () => {
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 200);
    const response = await send("/2020/fr/stop", formatStopCode(stopCodeOf(1)));
    const html = await response.text();
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(response.headers.get("content-encoding"), null);
    assert.match(html, /Plus rien n’est public/);
    assert.match(html, /UTC\+2|CEST/);
    assert.doesNotMatch(html, /Story 1/);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 410);
    assert.match(await (await send("/stop", stopCodeOf(1))).text(), /Nothing is public any more/);
    assert.deepEqual(problems, []);
    await world.close();
  });

  test("right and wrong answers have one size, status and pace", async () => {
    const arabic = stopCodeOf(1).replaceAll(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)));
    const start = world.clock.monotonic();
    const right = await send("/2020/en/stop", arabic);
    const between = world.clock.monotonic();
    const wrong = await send("/2020/en/stop", stopCodeOf(999));
    const end = world.clock.monotonic();
    assert.match(await right.clone().text(), /Nothing is public/);
    assert.match(await wrong.clone().text(), /not recognised/);
    assert.equal((await right.arrayBuffer()).byteLength, (await wrong.arrayBuffer()).byteLength);
    const plain = (response: Response) => JSON.stringify([response.status, [...response.headers]]);
    assert.equal(plain(right), plain(wrong));
    assert.ok(between - start >= 700 && end - between >= 700);
    assert.ok(Math.abs(between - start - (end - between)) < 60);
    await world.close();
  });

  test("when it cannot be written down, the page says that it is not stopped", async () => {
    world.outage.inbox = true;
    const response = await send("/2020/en/stop", stopCodeOf(1));
    assert.equal(response.status, 503);
    const html = await response.text();
    assert.match(html, /It is NOT stopped/);
    assert.match(html, /\+3225550100/);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 200);
    assert.equal(problems.length, 1);
    problems.length = 0;
    await world.close();
  });

  test("wrong codes are slowed down for everybody; a right one never waits", async () => {
    // Only the short pauses of somebody waiting to see the dark take time: tokens must not grow back between guesses.
    app = appOn({
      pause: async (milliseconds) => world.clock.advance(milliseconds < 100 ? milliseconds : 0),
    });
    const statuses = [];
    for (let at = 0; at < 40; at += 1) statuses.push((await send("/stop", "1234")).status);
    assert.ok(statuses.includes(429));
    assert.equal((await send("/stop", stopCodeOf(1))).status, 200);
    await world.close();
  });

  test("a flood of wrong codes does not keep a teller from stopping", async () => {
    // Nobody's pause ends: as many wrong codes are under way as there can be.
    const release = Promise.withResolvers<void>();
    app = appOn({
      pause: (milliseconds) =>
        milliseconds > 600 ? release.promise : Promise.resolve(world.clock.advance(30)),
    });
    const flood = Array.from({ length: 260 }, () => send("/stop", "1234"));
    const turnedAway = await Promise.race(flood);
    assert.equal(turnedAway.status, 429, "who floods is turned away at once");
    const right = send("/stop", stopCodeOf(1));
    for (
      let tries = 0;
      tries < 100 && (await get(`/2020/en/stories/${storyId(1)}`)).status !== 410;
      tries += 1
    )
      world.clock.advance(30);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 410);
    release.resolve();
    assert.equal((await right).status, 200);
    await Promise.all(flood);
    await world.close();
  });

  test("only the site's own form is heard, and only a small one", async () => {
    const foreign = await send("/stop", stopCodeOf(1), { origin: "https://evil.example" });
    assert.equal(foreign.status, 403);
    const cross = await send("/stop", stopCodeOf(1), { "sec-fetch-site": "cross-site" });
    assert.equal(cross.status, 403);
    const json = await app.request(`${origin}/stop`, {
      method: "POST",
      body: "{}",
      headers: { origin, "content-type": "application/json" },
    });
    assert.equal(json.status, 403);
    assert.equal((await send("/stop", "1".repeat(2000))).status, 413);
    assert.equal((await get(`/2020/en/stories/${storyId(1)}`)).status, 200);
    await world.close();
  });
});

describe("when something is broken", () => {
  test("the page is in the reader's language, with help, and the error is reported once without the address", async () => {
    await freshWorld();
    problems.length = 0;
    await get("/2020/fr");
    const routes: string[] = [];
    app = appOn({
      reader: { ...world.reader, find: () => Promise.reject(new TypeError("broken")) },
      report: (_error, route) => routes.push(route),
    });
    const response = await get(`/2020/fr/stories/${storyId(1)}`, { "accept-language": "fr" });
    assert.equal(response.status, 500);
    const html = await response.text();
    assert.match(html, /112/);
    assert.match(html, /href="\/exit"/);
    assert.equal(routes.length, 1);
    assert.ok(!routes[0]?.includes(storyId(1)));
    await world.close();
  });

  test("an edition that is a sample is not served in production", async () => {
    const own = await publicWorld();
    const sample = day.releases.map((release) =>
      release.kind === "edition" ? { ...release, data: { ...release.data, sample: true } } : release,
    );
    await own.publish(sample as typeof day.releases, day.media);
    world = own;
    const inProduction = appOn({ reader: own.reader });
    assert.equal((await inProduction.request(`${origin}/2020/en`)).status, 404);
    assert.doesNotMatch(
      await (await inProduction.request(`${origin}/s/${placementCodes.first}`)).text(),
      /Story/,
    );
    const demo = appOn({ reader: own.reader, mode: "demo" });
    assert.match(await (await demo.request(`${origin}/2020/en`)).text(), /sample edition/);
    await own.close();
  });
});

test("every page names its surfaces, each a row of the table of uses", () => {
  assert.ok(pageKinds.length >= 18);
  for (const [route, kind] of pageKinds) {
    assert.ok(kind.surfaces.length > 0, route);
    for (const surface of kind.surfaces) assert.ok(surface in surfaces, `${route}: ${surface}`);
  }
});
