/** The letter to an owner in a real browser: on paper, by keyboard, at the narrowest, by axe. */
import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser } from "playwright-core";
import { interfaceLocales } from "@bluehour/domain/locales";
import { openBrowser } from "./browser.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-letter-"));
  const bundle = join(folder, "bundle");
  await cp(join(root, "campaigns/belgium-2020"), bundle, { recursive: true });
  const hall = join(bundle, "landmarks", "ghent-city-hall.yaml");
  const sixteen =
    'intervals: [{ from: { sun: sunset }, to: { clock: "23:00" }, days: { first: 2020-07-30, last: 2020-08-14 } }]';
  await writeFile(hall, (await readFile(hall, "utf8")).replace(/intervals:.*/, sixteen));
  day = await startDay({ data: join(folder, "data"), bundle });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

const path = (locale: string, id: string, query = ""): string =>
  `/2020/${locale}/landmarks/${id}/letter${query}`;
const planning = "?at=2020-06-01T10:00:00Z";

/** How many pages a PDF of Chromium's has. */
const pagesOf = (pdf: Buffer): number => pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;

test("a letter for one day prints on one A4 page in every language, without what is around it", async () => {
  const page = await browser.newPage();
  for (const locale of interfaceLocales) {
    for (const query of [planning, ""]) {
      await page.goto(day.origin + path(locale, "brussels-city-hall", query));
      const pdf = await page.pdf({ preferCSSPageSize: true });
      assert.equal(pagesOf(pdf), 1, `${locale} ${query}`);
      assert.match(pdf.toString("latin1"), /\/MediaBox\s*\[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
    }
  }
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".bar", ".ways", "footer", ".use", ".letter-back"])
    assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  assert.equal(await page.locator(".letter").isVisible(), true);
  await page.close();
});

test("sixteen days print as the letter and a sheet of hours", async () => {
  const page = await browser.newPage();
  await page.goto(day.origin + path("fr", "ghent-city-hall", planning));
  assert.equal(await page.locator(".annex tbody tr").count(), 16);
  assert.equal(pagesOf(await page.pdf({ preferCSSPageSize: true })), 2);
  await page.close();
});

test("the empty lines are filled in by keyboard, without script, and what was typed is printed", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(day.origin + path("en", "brussels-city-hall", planning));
  const email = page.getByRole("textbox", { name: "To fill in: E-mail" });
  await email.focus();
  await page.keyboard.type("day@samilia.example");
  assert.match(await page.locator(".letter").innerText(), /E-mail: day@samilia\.example/);
  await page.keyboard.press("Tab");
  await page.keyboard.type("+32 2 555 01 00");
  assert.match(await page.locator(".letter").innerText(), /Telephone: \+32 2 555 01 00/);
  await context.close();
});

test("axe finds nothing, light and dark, and the page stays within 320 pixels", async () => {
  const found: string[] = [];
  for (const [at, locale] of interfaceLocales.entries()) {
    const context = await browser.newContext({
      bypassCSP: true,
      colorScheme: at % 2 === 0 ? "light" : "dark",
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    for (const id of ["brussels-city-hall", "ghent-city-hall"]) {
      await page.goto(day.origin + path(locale, id));
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map((one) => `${locale} ${id}: ${one.id} ${one.nodes[0]?.html ?? ""}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${locale} ${id}: ${width} pixels wide`);
    }
    await context.close();
  }
  assert.deepEqual(found, []);
});
