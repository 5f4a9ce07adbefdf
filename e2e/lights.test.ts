/** The wave of lights in a real browser: with and without script, on a telephone, on a wall, within another site's page. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { interfaceLocales } from "@bluehour/domain/locales";
import { openBrowser } from "./browser.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;
/** Another site, on another host and port. */
let news: Server;
let newsOrigin: string;
/** Half past nine in the evening in Brussels: some places are lit, others wait, others are over. */
const live = "?at=2020-07-30T19:30:00Z";
const minute = 60_000;

const landmarks = [
  "id,title,city,country,latitude,longitude,when,state,action,colour",
  "mill,Old Mill,Brussels,BE,50.86,4.40,21:00 to 23:00,pledged,,",
  "dome,Dome,London,GB,51.51,-0.10,sunset to 24:00,confirmed,dark,#f28c28",
  "pier,Pier,Suva,FJ,-18.14,178.42,sunset to 24:00,pledged,other,",
  "hall,Hall,New York,US,40.75,-73.98,00:01 to sunrise; sunset to 23:59,pledged,,",
  "asked,Asked Tower,Tokyo,JP,35.68,139.69,sunset to 24:00,invited,,",
].join("\n");

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-lights-"));
  const bundle = join(folder, "bundle");
  await cp(join(root, "campaigns/belgium-2020"), bundle, { recursive: true });
  await writeFile(join(bundle, "landmarks", "more.csv"), landmarks);
  day = await startDay({ data: join(folder, "data"), bundle });
  browser = await openBrowser();
  news = createServer((request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").searchParams.get("show") ?? "";
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      path.includes("picture")
        ? `<!doctype html><title>News</title><img id="it" src="${day.origin}${path}" alt="">`
        : `<!doctype html><title>News</title><iframe id="it" src="${day.origin}${path}" width="600" height="480"></iframe>`,
    );
  });
  news.listen(0, "127.0.0.1");
  await once(news, "listening");
  newsOrigin = `http://localhost:${(news.address() as AddressInfo).port}`;
});

after(async () => {
  await browser?.close();
  news?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

async function open(path: string, options: BrowserContextOptions = {}, isStill = false): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Brussels", ...options });
  const page = await context.newPage();
  if (isStill) await page.clock.install();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(day.origin + path, { waitUntil: "load" });
  assert.deepEqual(complaints, [], path);
  if (options.javaScriptEnabled !== false) await page.locator(".moving").waitFor();
  if (isStill) await page.clock.runFor(100);
  return page;
}

/** Numbers and time as they are said. */
async function said(page: Page): Promise<{ clock: string; counts: Record<string, string> }> {
  return await page.evaluate(() => ({
    clock: document.querySelector("[data-clock]")?.textContent ?? "",
    counts: Object.fromEntries(
      [...document.querySelectorAll<HTMLElement>("[data-count]")].map((place) => [
        place.dataset["count"] ?? "",
        place.textContent ?? "",
      ]),
    ),
  }));
}

/** Waits until the clock shows something else. */
async function movedFrom(page: Page, clock: string): Promise<void> {
  await page.waitForFunction((was) => document.querySelector("[data-clock]")?.textContent !== was, clock);
}

/** Widest part that sticks out to a side; empty where nothing does. */
async function sticksOut(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? `${location.pathname} is ${scrollWidth} in ${clientWidth} pixels` : "";
  });
}

test("without script: the picture of the moment, its numbers, and steps that lead through the day", async () => {
  const page = await open(`/2020/en/lights${live}`, { javaScriptEnabled: false });
  const picture = page.getByRole("img", {
    name: /Thursday 30 July at 21:30 CEST.*[1-9] places? (?:is|are) taking part/,
  });
  assert.ok(await picture.first().isVisible());
  assert.equal(await page.locator("canvas").count(), 0);
  assert.equal(await page.locator("input[type=range]").isVisible(), false);
  await page.getByRole("link", { name: "One hour later" }).click();
  assert.match(await page.locator(".wave").innerText(), /The moment chosen\s+Thursday 30 July at 22:30 CEST/);
  await page.getByRole("link", { name: "The fullest moment" }).click();
  await page.getByRole("link", { name: "By time" }).click();
  await page.getByRole("heading", { name: "Hour by hour" }).waitFor();
  await page.context().close();
});

test("with script nothing jumps: the same words and numbers as the server's", async () => {
  for (const locale of interfaceLocales) {
    const plain = await open(`/2020/${locale}/lights${live}`, { javaScriptEnabled: false });
    const served = await plain.evaluate(() => document.body.innerText).catch(() => "");
    const texts = await plain.locator(".wave [data-clock], .wave .tally").allInnerTexts();
    await plain.context().close();
    const page = await open(`/2020/${locale}/lights${live}`);
    await page.waitForFunction(() =>
      document.querySelector("input[type=range]")?.hasAttribute("aria-valuetext"),
    );
    assert.deepEqual(await page.locator(".wave [data-clock], .wave .tally").allInnerTexts(), texts, served);
    await page.context().close();
  }
});

test("the slider, by keyboard and by mouse, says what the server says of every moment", async () => {
  const page = await open(`/2020/en/lights${live}`);
  const slider = page.getByRole("slider");
  const start = await said(page);
  assert.equal(start.clock, "Thursday 30 July at 21:30 CEST");
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await movedFrom(page, start.clock);
  assert.equal((await said(page)).clock, "Thursday 30 July at 21:31 CEST");
  assert.equal(await slider.getAttribute("aria-valuetext"), "Thursday 30 July at 21:31 CEST");
  await page.keyboard.press("PageUp");
  await movedFrom(page, "Thursday 30 July at 21:31 CEST");
  assert.equal((await said(page)).clock, "Thursday 30 July at 22:31 CEST");
  assert.ok(
    await page.locator("[data-moved]").count(),
    "what was said of the moment before is not said of this",
  );
  await page.getByRole("button", { name: "Back to now" }).click();
  await movedFrom(page, "Thursday 30 July at 22:31 CEST");
  assert.equal((await said(page)).clock, start.clock);

  const first = Date.parse(
    await page.evaluate(async () => {
      const address = document.querySelector<HTMLElement>("[data-dots]")?.dataset["dots"] ?? "";
      const dots = (await (await fetch(address)).json()) as { start: number };
      return new Date(dots.start).toISOString();
    }),
  );
  for (const share of [0.02, 0.3, 0.55, 0.8, 0.97]) {
    const was = (await said(page)).clock;
    await slider.scrollIntoViewIfNeeded();
    const box = await slider.boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + box.width * share, box.y + box.height / 2);
    await movedFrom(page, was);
    const moved = await said(page);
    const at = new Date(first + Number(await slider.inputValue()) * minute).toISOString();
    const html = await (await fetch(`${day.origin}/2020/en/lights?t=${at}`)).text();
    const server = Object.fromEntries(
      [...html.matchAll(/data-count="(\w+)">([^<]*)</g)].map(([, name, count]) => [name, count]),
    );
    assert.deepEqual(moved.counts, server, at);
    assert.ok(html.includes(`>${moved.clock}<`), moved.clock);
  }
  await page.context().close();
});

test("the night can be played, paused and played on, by keyboard alone", async () => {
  const page = await open(`/2020/en/lights${live}`);
  const play = page.getByRole("button", { name: "Play the night" });
  await play.focus();
  await page.keyboard.press("Enter");
  const pause = page.getByRole("button", { name: "Pause" });
  await pause.waitFor();
  const early = await said(page);
  await movedFrom(page, early.clock);
  await page.keyboard.press("Enter");
  await play.waitFor();
  const stopped = await said(page);
  await page.waitForTimeout(400);
  assert.deepEqual(await said(page), stopped);
  assert.notEqual(stopped.clock, early.clock);
  await page.context().close();
});

test("live, it goes on with the clock, and a light goes on at its minute", async () => {
  const page = await open(`/2020/en/lights/be${live}`, {}, true);
  const early = await said(page);
  assert.equal(early.clock, "Thursday 30 July at 21:30 CEST");
  await page.clock.runFor(10 * minute);
  const later = await said(page);
  assert.match(later.clock, /^Thursday 30 July at 21:(39|40|41) CEST$/);
  assert.ok(Number(later.counts["shining"]) > Number(early.counts["shining"]));
  assert.equal(await page.getByRole("slider").getAttribute("aria-valuetext"), later.clock);
  await page.context().close();
});

test("a wall that was switched on before the night comes alive with it, and without script asks each minute", async () => {
  const path = "/2020/en/lights/screen";
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.clock.install();
  let moment = "2020-07-20T12:00:00Z";
  await page.route(`**${path}*`, async (route) => {
    const answer = await route.fetch({ url: `${day.origin}${path}?at=${moment}` });
    await route.fulfill({ response: answer });
  });
  await page.goto(day.origin + path);
  await page.locator(".moving").waitFor();
  await page.clock.runFor(100);
  assert.equal(await page.locator(".standing").innerText(), "As it will look");
  assert.match(await page.locator("#next").innerText(), /^The first/);
  moment = "2020-07-30T19:32:00Z";
  await page.clock.runFor(2 * minute);
  await page.waitForFunction(() => document.querySelector(".standing")?.textContent === "");
  assert.match(await page.locator("#next").innerText(), /^Next/);
  moment = "2020-07-30T19:50:00Z";
  const next = await page.locator("#next").innerText();
  await page.clock.runFor(2 * minute);
  await page.waitForFunction(
    (was) => (document.querySelector("#next") as HTMLElement | null)?.innerText !== was,
    next,
  );
  // A minute of its clock may have begun another request: one that is under way when the page closes is no fault.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
  const plain = await open(`${path}${live}`, { javaScriptEnabled: false });
  assert.equal(await plain.locator("meta[http-equiv=refresh]").getAttribute("content"), "60");
  assert.ok(await plain.getByRole("img").isVisible());
  await plain.context().close();
});

test("a wall fits its screen without a scroll bar, and is legible from afar", async () => {
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
    [3840, 2160],
    [1080, 1920],
  ] as const) {
    for (const locale of interfaceLocales) {
      const page = await open(`/2020/${locale}/lights/screen${live}`, { viewport: { width, height } });
      const name = `${width}x${height} ${locale}`;
      const found = await page.evaluate(() => {
        const size = (selector: string): number =>
          Number.parseFloat(getComputedStyle(document.querySelector(selector) ?? document.body).fontSize);
        return {
          tall: document.documentElement.scrollHeight,
          clock: size(".clock"),
          tally: size(".tally b"),
          next: size("#next li"),
          map: document.querySelector(".chart")?.getBoundingClientRect().height ?? 0,
        };
      });
      const least = Math.min(width, height);
      assert.ok(found.tall <= height, `${name} is ${found.tall} tall`);
      assert.ok(found.clock >= least * 0.04, `${name}: clock of ${found.clock}`);
      assert.ok(found.tally >= least * 0.035, `${name}: numbers of ${found.tally}`);
      assert.ok(found.next >= least * 0.03, `${name}: next of ${found.next}`);
      assert.ok(found.map >= height * 0.5, `${name}: map of ${found.map}`);
      await page.context().close();
    }
  }
});

test("dots lie where their places are, on every map and at every size", async () => {
  for (const [path, width, height] of [
    [`/2020/en/lights${live}`, 1280, 800],
    [`/2020/en/lights${live}`, 360, 740],
    [`/2020/en/lights/be${live}`, 1280, 800],
    [`/2020/en/lights/be${live}`, 700, 1200],
    [`/2020/en/lights/be/brussels${live}`, 1280, 600],
    [`/2020/en/lights/fj${live}`, 1000, 500],
  ] as const) {
    const page = await open(path, { viewport: { width, height } });
    await page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLCanvasElement>(".moving canvas:not(.night)")].some((canvas) =>
        canvas
          .getContext("2d")
          ?.getImageData(0, 0, canvas.width, canvas.height)
          .data.some((value) => value > 0),
      ),
    );
    const missed = await page.evaluate(() => {
      const chart = document.querySelector(".moving .chart") ?? document.body;
      const canvases = [...chart.querySelectorAll<HTMLCanvasElement>("canvas:not(.night)")];
      const isDrawnAt = (canvas: HTMLCanvasElement, x: number, y: number): boolean => {
        const box = canvas.getBoundingClientRect();
        const [across, down] = [box.width / canvas.width, box.height / canvas.height];
        const isWhole = getComputedStyle(canvas).objectFit === "contain";
        const [wide, tall] = isWhole ? [Math.min(across, down), Math.min(across, down)] : [across, down];
        const column = (x - box.left - (box.width - canvas.width * wide) / 2) / wide;
        const row = (y - box.top - (box.height - canvas.height * tall) / 2) / tall;
        const around = canvas
          .getContext("2d")
          ?.getImageData(Math.round(column) - 1, Math.round(row) - 1, 3, 3);
        return around?.data.some((value) => value > 0) === true;
      };
      // What the programme offers nearby is drawn by the server alone.
      return [...chart.querySelectorAll(".hit:not(:has(+ .nearby))")].flatMap((hit) => {
        const { x, y, width: wide, height: tall } = hit.getBoundingClientRect();
        const isDrawn = canvases.some((canvas) => isDrawnAt(canvas, x + wide / 2, y + tall / 2));
        return isDrawn ? [] : [hit.parentElement?.textContent];
      });
    });
    assert.deepEqual(missed, [], `${path} at ${width}x${height}`);
    await page.context().close();
  }
});

test("within another site's page it runs, sets nothing, and leads out of the frame", async () => {
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(`${newsOrigin}/?show=${encodeURIComponent(`/2020/en/lights/embed${live}`)}`);
  const frame = page.frameLocator("#it");
  await frame.locator(".moving canvas").first().waitFor();
  assert.match(await frame.locator(".clock").innerText(), /21:3\d CEST/);
  const overflow = await frame.locator("html").evaluate((html) => html.scrollHeight - html.clientHeight);
  assert.ok(overflow <= 0, `${overflow} pixels more than the frame that we tell others to make`);
  const [out] = await Promise.all([context.waitForEvent("page"), frame.getByRole("link").click()]);
  await out.waitForLoadState();
  assert.match(out.url(), /\/2020\/en\/lights$/);
  assert.equal(await out.evaluate(() => window.opener), null);
  assert.deepEqual(complaints, []);
  assert.equal((await context.cookies()).length, 0);
  await context.close();
});

test("the picture stands in another site's page, is a document of its own, and the page itself may not be framed", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${newsOrigin}/?show=${encodeURIComponent("/2020/en/lights/picture/world.svg")}`);
  assert.equal(await page.locator("#it").evaluate((image: HTMLImageElement) => image.naturalWidth), 4000);
  await page.goto(`${day.origin}/2020/fr/lights/picture/be.svg`);
  const drawn = await page.evaluate(() => ({
    name: document.documentElement.nodeName,
    broken: document.querySelector("parsererror") !== null,
    land: getComputedStyle(document.querySelector(".land") ?? document.documentElement).fill,
    label: document.documentElement.getAttribute("aria-label"),
  }));
  assert.deepEqual([drawn.name, drawn.broken, drawn.land], ["svg", false, "rgb(34, 49, 95)"]);
  assert.match(drawn.label ?? "", /^Lumières\s: Belgique\. jeudi 30 juillet/);
  await page.goto(`${newsOrigin}/?show=${encodeURIComponent("/2020/en/lights")}`);
  assert.equal(await page.frameLocator("#it").locator(".wave").count(), 0);
  await context.close();
});

for (const [index, locale] of interfaceLocales.entries())
  test(`axe finds nothing in ${locale}, light and dark, also once the map was moved, and 320 pixels are enough`, async () => {
    const found: string[] = [];
    const context = await browser.newContext({
      bypassCSP: true,
      timezoneId: "America/New_York",
      colorScheme: index % 2 === 0 ? "light" : "dark",
      // Tall enough for all of a page: what a browser has not laid out yet, axe does not judge.
      viewport: { width: 320, height: 6000 },
    });
    const page = await context.newPage();
    const judge = async (path: string): Promise<void> => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${locale} ${path}: ${id}: ${nodes[0]?.html ?? ""}`));
      const out = await sticksOut(page);
      if (out !== "") found.push(out);
    };
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const path of ["", "/be", "/be/brussels", "/screen", "/embed"]) {
        await page.goto(`${day.origin}/2020/${locale}/lights${path}${live}`);
        await page.locator(".moving").waitFor();
        await judge(path);
        const slider = page.getByRole("slider");
        if ((await slider.count()) === 0) continue;
        await slider.press("End");
        await judge(`${path} moved`);
      }
      await page.goto(`${day.origin}/2020/${locale}/lights${live}&by=time`);
      await judge("by time");
    }
    await context.close();
    assert.deepEqual(found, []);
  });

test("text at twice its size, forced colours, less motion and right-to-left: nothing sticks out, nothing moves", async () => {
  const found: string[] = [];
  for (const [width, options] of [
    [320, {}],
    [1280, { forcedColors: "active" }],
    [320, { forcedColors: "active" }],
    [360, { reducedMotion: "reduce" }],
  ] as const) {
    for (const path of ["", "/be", "/be/brussels", "/screen", "/embed"]) {
      const page = await open(`/2020/de/lights${path}${live}`, {
        viewport: { width, height: 740 },
        ...options,
      });
      found.push(await sticksOut(page));
      await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
      found.push(await sticksOut(page));
      await page.evaluate(() => {
        document.documentElement.style.removeProperty("font-size");
        document.documentElement.dir = "rtl";
      });
      found.push(await sticksOut(page));
      const moving = await page.evaluate(() => document.getAnimations().length);
      if (moving > 0) found.push(`${path} moves by itself`);
      // West stays on the left: a map is not mirrored.
      const isLeftToRight = await page.evaluate(
        () => getComputedStyle(document.querySelector(".chart") ?? document.body).direction === "ltr",
      );
      if (!isLeftToRight) found.push(`${path} is mirrored`);
      await page.context().close();
    }
  }
  assert.deepEqual(
    found.filter((one) => one !== ""),
    [],
  );
});
