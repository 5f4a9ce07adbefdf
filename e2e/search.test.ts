/** Searching as people do it, in a browser without script: by keyboard, in four languages, to a story and back. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { interfaceLocales } from "@bluehour/domain/locales";
import { searchMessages } from "@bluehour/i18n/search";
import { siteMessages } from "@bluehour/i18n/site";
import { openBrowser } from "./browser.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-search-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

/** A word that the campaign's own pages have in each language, typed as somebody in a hurry does: without accents, unfinished. */
const typed = {
  en: "brusse",
  fr: "hotel de vil",
  nl: "brusse",
  de: "rathau",
  ar: "بروكس",
  ro: "primari",
} as const;

for (const locale of interfaceLocales) {
  test(`in ${locale}, by keyboard alone: from the start page to a hit, and nothing is stored or asked elsewhere`, async () => {
    const s = searchMessages(locale);
    const context = await browser.newContext({
      locale,
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await page.goto(`${day.origin}/2020/${locale}`);
    await page
      .getByRole("navigation")
      .getByRole("link", { name: s("title"), exact: true })
      .focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/2020/${locale}/search`);
    const field = page.getByRole("searchbox", { name: s("label") });
    await field.focus();
    await page.keyboard.type(typed[locale]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\?q=/);
    assert.equal(await field.inputValue(), typed[locale]);
    const hits = page.getByRole("region").filter({ has: page.locator("#hits") });
    assert.ok((await hits.getByRole("listitem").count()) > 0);
    const first = hits.getByRole("link").first();
    const name = (await first.innerText()).trim();
    await first.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("/search"));
    assert.ok((await page.content()).includes(name.slice(0, 20)));
    assert.deepEqual([...new Set(asked)], [day.origin]);
    assert.equal((await context.cookies()).length, 0);
    await context.close();
  });
}

test("filters, the other languages and an empty answer lead on", async () => {
  const context = await browser.newContext({ locale: "fr", javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${day.origin}/2020/fr/search`);
  await page.getByLabel(searchMessages("fr")("kind")).selectOption("story");
  await page.getByRole("searchbox").fill("zeppelin");
  await page.getByRole("button", { name: searchMessages("fr")("button") }).click();
  assert.match(page.url(), /q=zeppelin&kind=story/);
  assert.equal(await page.getByLabel(searchMessages("fr")("kind")).inputValue(), "story");
  await page.getByRole("heading", { name: searchMessages("fr")("nothing") }).waitFor();
  await page.getByRole("link", { name: "112" }).first().waitFor();
  await page.locator("main").getByRole("link", { name: "Deutsch" }).click();
  assert.equal(
    new URL(page.url()).pathname + new URL(page.url()).search,
    "/2020/de/search?q=zeppelin&kind=story",
  );
  await page
    .locator("main")
    .getByRole("link", { name: siteMessages("de")("nav.stories"), exact: true })
    .click();
  assert.equal(new URL(page.url()).pathname, "/2020/de/stories");
  await context.close();
});

test("axe finds nothing, and no page is wider than the narrowest screen, light and dark", async () => {
  const found: string[] = [];
  for (const locale of interfaceLocales) {
    const context = await browser.newContext({
      locale,
      bypassCSP: true,
      colorScheme: locale === "fr" || locale === "nl" ? "dark" : "light",
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    for (const query of [
      "",
      `?q=${typed[locale]}`,
      "?q=zeppelin&kind=story",
      "?q=e&kind=story",
      "?q=%3F%3F",
    ]) {
      await page.goto(`${day.origin}/2020/${locale}/search${query}`);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${locale}${query}: ${id}: ${nodes[0]?.html ?? ""}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${locale}${query} is ${width} pixels wide`);
    }
    await context.close();
  }
  assert.deepEqual(found, []);
});

test("what is typed stands in no log", async () => {
  const word = "zqxlogcanary";
  const answers = [
    `/2020/fr/search?q=${word}`,
    `/2020/fr/search?q=${word}&kind=nonsense`,
    `/2020/xx/search?q=${word}`,
  ];
  for (const path of answers) await (await fetch(day.origin + path)).arrayBuffer();
  assert.equal(day.log().includes(word), false);
});
