/** The programme in real browsers: the reader's own time where it differs, all three orders by keyboard and by rule, and on paper. */
import assert from "node:assert/strict";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
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
/** Twenty to twelve on the square in Brussels. */
const live = "?at=2020-07-30T09:40:00Z";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-programme-"));
  const bundle = join(folder, "bundle");
  await cp(join(root, "campaigns/belgium-2020"), bundle, { recursive: true });
  const events = {
    london:
      "start: 2020-07-30T15:00:00+01:00\nend: 2020-07-30T16:00:00+01:00\nzone: Europe/London\ncountry: GB\n",
    off: "start: 2020-07-30T17:00:00+02:00\nzone: Europe/Brussels\ncountry: BE\nstatus: cancelled\norganisations: [samilia]\n",
    dusk: "start: { day: 2020-07-30, sun: sunset }\nzone: Europe/Brussels\ncountry: BE\ncity: brussels\ncoordinates: { latitude: 50.8465, longitude: 4.3517 }\n",
  };
  for (const [id, facts] of Object.entries(events)) {
    await writeFile(join(bundle, "events", `${id}.yaml`), `language: en\n${facts}`);
    for (const locale of interfaceLocales)
      await writeFile(
        join(bundle, "events", `${id}.${locale}.md`),
        `---\ntitle: Event ${id}\nplace: A place\n---\n<!-- text -->\nWords.\n`,
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

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(day.origin + path, { waitUntil: "load" });
  assert.deepEqual(complaints, [], path);
  return page;
}

/** What was added to the row of an event in the whole programme. */
async function addedTo(page: Page, id: string): Promise<string[]> {
  const rows = page.locator("section.group .slot", { has: page.locator(`a[href$="/events/${id}"]`) });
  assert.equal(await rows.count(), 1, id);
  return await rows.locator(".yours").allInnerTexts();
}

test("a reader in New York is told their own time beside the place's, in the language of the page", async () => {
  const options = { timezoneId: "America/New_York", locale: "en-US" };
  const english = await open(`/2020/en/events${live}`, options);
  assert.deepEqual(await addedTo(english, "noon"), ["06:00 your time"]);
  assert.deepEqual(await addedTo(english, "london"), ["10:00 – 11:00 your time"]);
  assert.equal((await addedTo(english, "dusk")).length, 1);
  const french = await open(`/2020/fr/events/noon${live}`, options);
  assert.deepEqual(await french.locator(".yours").allInnerTexts(), ["06:00, heure de chez vous"]);
  await english.context().close();
  await french.context().close();
});

test("a reader in Brussels sees nothing added, one in London only where the clock differs", async () => {
  const brussels = await open(`/2020/en/events${live}`, { timezoneId: "Europe/Brussels" });
  assert.equal(await brussels.locator(".yours").count(), 0);
  // Berlin's clock shows the same time on that day: another name is no other time.
  const berlin = await open(`/2020/en/events${live}`, { timezoneId: "Europe/Berlin" });
  assert.equal(await berlin.locator(".yours").count(), 0);
  const london = await open(`/2020/en/events${live}`, { timezoneId: "Europe/London" });
  assert.deepEqual(await addedTo(london, "london"), []);
  assert.deepEqual(await addedTo(london, "noon"), ["11:00 your time"]);
  for (const page of [brussels, berlin, london]) await page.context().close();
});

test("where it is another day, the day is said", async () => {
  const page = await open(`/2020/en/events${live}`, { timezoneId: "Pacific/Kiritimati" });
  assert.deepEqual(await addedTo(page, "noon"), ["Fri 31 Jul, 00:00 your time"]);
  await page.context().close();
});

test("without script the programme is whole", async () => {
  const page = await open(`/2020/en/events${live}`, {
    timezoneId: "America/New_York",
    javaScriptEnabled: false,
  });
  assert.match(await page.locator("main").innerText(), /Next[\s\S]*12:00 CEST[\s\S]*in 20 minutes/);
  assert.equal(await page.locator(".yours").count(), 0);
  await page.context().close();
});

test("by keyboard to the order by organisation, and on to an event and back to the programme", async () => {
  const page = await open(`/2020/en/events${live}`, { viewport: { width: 360, height: 740 } });
  await page.getByRole("link", { name: "By organisation" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/by=organisation/);
  assert.equal(
    await page.getByRole("link", { name: "By organisation" }).getAttribute("aria-current"),
    "true",
  );
  const group = page.locator("section.group", { has: page.getByRole("heading", { name: "Samilia" }) });
  assert.match(await group.innerText(), /Cancelled\s+Event off/);
  await group.getByRole("link", { name: "Event off" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/events\/off/);
  assert.match(await page.locator("main").innerText(), /It does not take place\./);
  await page.getByRole("link", { name: "The whole programme" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/events$/);
  await page.context().close();
});

test("axe finds nothing in any order of the programme, and it stays within 320 pixels", async () => {
  const found: string[] = [];
  for (const [at, locale] of interfaceLocales.entries()) {
    const context = await browser.newContext({
      bypassCSP: true,
      timezoneId: "America/New_York",
      colorScheme: at % 2 === 0 ? "light" : "dark",
      viewport: { width: 320, height: 640 },
    });
    const page = await context.newPage();
    for (const path of [
      `events${live}`,
      `events${live}&by=place`,
      `events${live}&by=organisation`,
      `events/off${live}`,
      `events/dusk${live}`,
      "installations/shadows",
      "organisations/samilia",
    ]) {
      await page.goto(`${day.origin}/2020/${locale}/${path}`);
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      found.push(...violations.map(({ id, nodes }) => `${locale} ${path}: ${id}: ${nodes[0]?.html ?? ""}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${locale} ${path} is ${width} pixels wide`);
    }
    await context.close();
  }
  assert.deepEqual(found, []);
});

test("on paper: the programme alone, where it stands, and nobody's own time", async () => {
  const page = await open(`/2020/en/events${live}`, { timezoneId: "America/New_York", colorScheme: "dark" });
  await page.emulateMedia({ media: "print" });
  const text = await page.locator("body").innerText();
  assert.match(text, /World Day against Trafficking in Persons\s+Programme\s/);
  assert.match(text, /Event london/);
  assert.match(text, /\/2020\/en\/events – as it stood on 30 July 2020, 11:40 CEST/);
  assert.doesNotMatch(text, /your time|in 20 minutes|By place|Leave this page|Add to my calendar/);
  const colours = await page.evaluate(() => {
    const { backgroundColor, color } = getComputedStyle(document.body);
    const title = getComputedStyle(document.querySelector(".slot h4 a") ?? document.body).color;
    return [backgroundColor, color, title];
  });
  assert.deepEqual(colours, ["rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(0, 0, 0)"]);
  await page.context().close();
});
