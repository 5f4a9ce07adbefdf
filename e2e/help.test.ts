/** Numbers and the sticker's question in a real browser: by rule, by keyboard, on the narrowest screen, with text at twice its size, without script. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { interfaceLocales } from "@bluehour/domain/locales";
import { openBrowser } from "./browser.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;
/** A code of the Belgian day's first silhouette. */
const code = "AXBC8TV";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-help-"));
  const bundle = join(folder, "bundle");
  await cp(join(root, "campaigns/belgium-2020"), bundle, { recursive: true });
  const lines = {
    always: 'country: BE\nnumber: "+3225550177"\ndisplay: "02 555 01 77"\nfree: true\nhours: "24/7"\n',
    office:
      'country: BE\nnumber: "+3225550188"\ndisplay: "02 555 01 88"\nhours: "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-12:00; PH off"\n',
    france:
      'country: FR\nnumber: "+33155550101"\ndisplay: "01 55 55 01 01"\nfree: false\nhours: "Mo-Sa 09:00-19:00"\n',
  };
  for (const [id, facts] of Object.entries(lines)) {
    await writeFile(
      join(bundle, "helplines", `${id}.yaml`),
      `language: en\n${facts}spoken: [fr, nl, en, de, ar]\nsource: { title: A test }\nverified: { state: source-only }\n`,
    );
    for (const locale of interfaceLocales)
      await writeFile(
        join(bundle, "helplines", `${id}.${locale}.md`),
        `---\ntitle: Line ${id}\nsummary: Whom it is for.\n---\n<!-- text -->\nWords.\n`,
      );
  }
  day = await startDay({ data: join(folder, "data"), bundle });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

function addresses(locale: string): string[] {
  const base = `/2020/${locale}`;
  const typed = [
    "",
    code,
    "4F7K2MZ",
    "4F7",
    "0000000",
    "https://a-very-long-name-of-a-site-that-is-not-ours.evil.example/s/x",
    "0123 4567 8901 2345 6789 0123",
  ];
  return [
    `${base}/help`,
    `${base}/help/fr`,
    `${base}/help/pt`,
    `${base}/help?country=pe`,
    ...typed.map((words) => `${base}/code?code=${encodeURIComponent(words)}`),
  ];
}

async function widthOf(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth);
}

/** Pages that differ in form; the others differ in words. */
const judged = new Set([0, 2, 4, 5, 9]);

for (const [index, locale] of interfaceLocales.entries()) {
  test(`axe finds nothing in ${locale}, and nothing is wider than 320 pixels`, async () => {
    const context = await browser.newContext({
      locale,
      bypassCSP: true,
      colorScheme: index % 2 === 0 ? "light" : "dark",
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    const found: string[] = [];
    for (const [at, address] of addresses(locale).entries()) {
      await page.goto(day.origin + address);
      for (const details of await page.locator("main details").all())
        await details.locator("summary").click();
      const width = await widthOf(page);
      if (width > 320) found.push(`${address} is ${width} pixels wide`);
      if ((await page.locator("h1").count()) !== 1) found.push(`${address} has not one h1`);
      if (!judged.has(at)) continue;
      // Under the bar that stays on top, a number that was scrolled there would count as too small to press.
      await page.evaluate(() => scrollTo(0, 0));
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${address}: ${id}: ${nodes[0]?.html ?? ""}`));
    }
    await context.close();
    assert.deepEqual(found, []);
  });
}

test("text at twice its size stays within a phone's width", async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  for (const address of addresses("de")) {
    await page.goto(day.origin + address);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    assert.ok((await widthOf(page)) <= 360, `${address} is ${await widthOf(page)} pixels wide`);
  }
  await context.close();
});

test("a country by keyboard alone, without script", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en" });
  const page = await context.newPage();
  await page.goto(`${day.origin}/2020/en/help`);
  assert.equal(await page.title(), "Numbers");
  await page.locator("main a", { hasText: "Belgium" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Port");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/help?country=pt");
  assert.equal(await page.locator("main h2").first().innerText(), "Portugal");
  assert.equal(await page.locator("main a.call").first().getAttribute("href"), "tel:112");
  assert.equal(await page.locator('main a[href="tel:+33155550101"]').innerText(), "+33 1 55 55 01 01");
  await page.locator("main a", { hasText: "France" }).first().click();
  await page.waitForURL("**/help/fr");
  assert.match(await page.locator(".numbers").innerText(), /(?:Open|Closed) now/);
  await context.close();
});

test("a sticker by keyboard alone, without script; nothing is stored and nothing else is asked for", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "fr" });
  const page = await context.newPage();
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).origin));
  await page.goto(`${day.origin}/2020/fr/installations/shadows`);
  await page.locator('main a[href="/2020/fr/code"]').focus();
  await page.keyboard.press("Enter");
  await page.waitForURL("**/fr/code");
  await page.locator("#code").focus();
  await page.keyboard.type(" axbc-8tv ");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/fr/code?code=*");
  assert.equal(await page.locator("h1").innerText(), "Oui, ce code est à nous");
  assert.match(await page.locator("#answer").innerText(), /Carrefour de l’Europe/);
  assert.equal(await page.locator("#code").inputValue(), code);
  assert.equal((await context.cookies()).length, 0);
  assert.deepEqual([...new Set(asked)], [day.origin]);
  await page.locator("#code").fill("axbc-8tw");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/fr/code?code=axbc-8tw");
  assert.equal(await page.locator("#code").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("h1").innerText(), "Un signe semble faux");
  await context.close();
});

test("what was typed stands in no log", () => {
  assert.doesNotMatch(day.log(), /axbc|AXBC8TV|evil|country=/i);
});
