/** Every type of page in every language, in a real browser: accessible by rule, no wider than the narrowest screen, whole in itself. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { interfaceLocales } from "@bluehour/domain/locales";
import { openBrowser } from "./browser.ts";
import { pageTypes, samplesOf } from "./page-types.ts";
import type { Samples } from "./page-types.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;
let samples: Samples;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-pages-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  browser = await openBrowser();
  samples = await samplesOf(day);
});

after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

async function judge(page: Page, address: string): Promise<string[]> {
  await page.goto(day.origin + address);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes[0]?.html ?? ""}`);
}

for (const locale of interfaceLocales) {
  test(`axe finds nothing on any type of page in ${locale}, and none is wider than 320 pixels`, async () => {
    // axe is a script of ours in the page, which the site's own policy rightly refuses.
    const colorScheme = locale === "fr" || locale === "de" ? "dark" : "light";
    const context = await browser.newContext({
      locale,
      bypassCSP: true,
      colorScheme,
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    const found: string[] = [];
    for (const address of pageTypes(locale, samples)) {
      found.push(...(await judge(page, address)));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${address} is ${width} pixels wide`);
      const lang = await page.locator("html").getAttribute("lang");
      if (lang !== locale) found.push(`${address} says its language is ${lang}`);
      if ((await page.locator("h1").count()) !== 1) found.push(`${address} has not one h1`);
    }
    await context.close();
    assert.deepEqual(found, []);
  });
}

test("the story behind a code is one answer: nothing else is asked for", async () => {
  const context = await browser.newContext({ locale: "nl-BE" });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => complaints.push(message.text()));
  await page.goto(`${day.origin}/s/${samples.codes[0]}`, { waitUntil: "networkidle" });
  assert.deepEqual(asked, [`${day.origin}/s/${samples.codes[0]}`]);
  assert.deepEqual(complaints, [], "its own security policy has nothing to complain of");
  assert.equal((await context.cookies()).length, 0);
  await context.close();
});

test("text at twice its size stays within a phone's width, on every type of page, from left and from right", async () => {
  for (const locale of ["de", "ar"] as const) {
    const context = await browser.newContext({ locale, viewport: { width: 360, height: 740 } });
    const page = await context.newPage();
    const wide: string[] = [];
    for (const address of pageTypes(locale, samples)) {
      await page.goto(day.origin + address);
      const width = await page.evaluate(() => {
        document.documentElement.style.setProperty("font-size", "200%");
        return document.documentElement.scrollWidth;
      });
      if (width > 360) wide.push(`${address} is ${width} pixels wide`);
    }
    await context.close();
    assert.deepEqual(wide, []);
  }
});

test("who asks for more contrast gets one strength of text; forced colours keep every border; a wall gets larger letters", async () => {
  const strong = await browser.newContext({ contrast: "more" });
  const help = await strong.newPage();
  await help.goto(`${day.origin}/2020/fr/help`);
  const colours = await help
    .locator("main .soft, main p")
    .evaluateAll((found) => [...new Set(found.map((one) => getComputedStyle(one).color))]);
  assert.equal(colours.length, 1, colours.join(" "));
  await strong.close();

  const forced = await browser.newContext({ forcedColors: "active" });
  const stop = await forced.newPage();
  await stop.goto(`${day.origin}/2020/ar/stop`);
  for (const part of [".exit", "main input", "main button", ".panel"]) {
    const border = await stop
      .locator(part)
      .first()
      .evaluate((one) => getComputedStyle(one).borderTopWidth);
    assert.equal(border, "2px", part);
  }
  await forced.close();

  const wall = await browser.newContext({ viewport: { width: 2560, height: 1440 } });
  const screen = await wall.newPage();
  for (const address of ["/2020/fr", "/2020/ar/lights/screen", `/2020/ar/stories/${samples.stories[0]}`]) {
    await screen.goto(day.origin + address);
    const [size, width] = await screen.evaluate(() => [
      parseFloat(getComputedStyle(document.documentElement).fontSize),
      document.documentElement.scrollWidth,
    ]);
    assert.ok(size >= 22 && width <= 2560, `${address}: ${size} ${width}`);
  }
  await wall.close();
});

/** A cheap telephone at the edge of a cell: 400 ms there and back, 400 kbit/s, a processor six times slower than this one. */
async function slowPhone(locale: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    locale,
    javaScriptEnabled,
    viewport: { width: 360, height: 740 },
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 25_000,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  return page;
}

for (const hasScript of [true, false])
  test(`on a slow telephone, in Arabic, ${hasScript ? "with" : "without"} script: the story behind a code is there before the next step, and opens by keyboard`, async () => {
    const page = await slowPhone("ar", hasScript);
    const begun = performance.now();
    await page.goto(`${day.origin}/s/${samples.codes[0]}`, { waitUntil: "domcontentloaded" });
    await page.locator(".help .call").first().waitFor();
    const took = performance.now() - begun;
    // One round trip and the few packets after it; the rest is room for a machine with much else to do.
    assert.ok(took < 5000, `${Math.round(took)} ms`);
    assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press("Tab");
      if (
        (await page.locator("summary:focus").count()) === 1 &&
        (await page.locator(".unfold > :focus").count()) === 1
      )
        break;
    }
    await page.keyboard.press("Enter");
    assert.ok(await page.locator(".unfold .story").isVisible());
    // From there to every number, by the page's own link.
    await page.locator(".panel a[href$='/help']").first().click();
    await page.waitForURL(/\/2020\/ar\/help$/);
    assert.equal(await page.locator('a[href^="tel:"]').first().getAttribute("href"), "tel:112");
    await page.context().close();
  });
