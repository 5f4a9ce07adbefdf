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

test("text at twice its size stays within a phone's width", async () => {
  const context = await browser.newContext({ locale: "de", viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  for (const address of [`/2020/de`, `/2020/de/stories/${samples.stories[0]}`, "/2020/de/stop"]) {
    await page.goto(day.origin + address);
    await page.addStyleTag({ content: "html { font-size: 200% }" }).catch(() => undefined);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 360, `${address} is ${width} pixels wide`);
  }
  await context.close();
});
