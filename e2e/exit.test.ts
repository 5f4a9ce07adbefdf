/** The quick exit in a real browser: by a press, by Shift three times, without script; and what is left behind. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;
const neutral = "https://www.meteo.be/";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-exit-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

/**
 * A page of the day; the neutral site is played here, since no test leaves the machine. It is reached by a redirect, which
 * Playwright's own routes do not see: hence the browser's protocol.
 */
async function openPage(path: string, { script = true } = {}): Promise<Page> {
  const context = await browser.newContext({ locale: "en", javaScriptEnabled: script });
  const page = await context.newPage();
  await page.goto(`${day.origin}/2020/en`);
  await page.goto(day.origin + path);
  const wire = await context.newCDPSession(page);
  await wire.send("Fetch.enable", { patterns: [{ urlPattern: `${neutral}*` }] });
  wire.on("Fetch.requestPaused", ({ requestId }) => {
    const played = wire.send("Fetch.fulfillRequest", {
      requestId,
      responseCode: 200,
      responseHeaders: [{ name: "Content-Type", value: "text/html" }],
      body: Buffer.from("<title>Weather</title><h1>Weather</h1>").toString("base64"),
    });
    // The neutral site's own icon may still be asked for when the page closes.
    played.catch(() => undefined);
  });
  return page;
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function isOut(page: Page): Promise<void> {
  await page.waitForURL(neutral);
  assert.equal(await page.title(), "Weather");
}

test("a press leaves to the neutral site, which takes this page's place in the history", async () => {
  const page = await openPage("/2020/en/help");
  const length = await page.evaluate(() => history.length);
  await page.getByRole("link", { name: "Leave this page" }).click();
  await isOut(page);
  assert.equal(await page.evaluate(() => history.length), length);
  await page.goBack();
  assert.doesNotMatch(page.url(), /help/, "the page itself is not one step back");
  await page.context().close();
});

test("the page is blank in the same turn, before the network is asked anything", async () => {
  const page = await openPage("/2020/en/stories");
  const left = await page.evaluate(() => {
    document.querySelector<HTMLElement>("a.exit")?.click();
    return { boxes: document.querySelector("h1")?.getClientRects().length, title: document.title };
  });
  assert.deepEqual(left, { boxes: 0, title: "…" });
  await isOut(page);
  await page.context().close();
});

test("Shift three times leaves, counted aloud; anything in between, or waiting, begins anew", async () => {
  const page = await openPage("/2020/en");
  const told = page.locator(".bar [role=status]");
  await press(page, "Shift");
  assert.match(await told.innerText(), /press two more times/);
  await press(page, "Shift");
  assert.match(await told.innerText(), /press once more/);
  await press(page, "Tab");
  assert.equal(await told.innerText(), "");
  await press(page, "Shift", "Shift");
  assert.match(page.url(), /2020\/en$/, "Tab began the count anew");
  await press(page, "Shift");
  await isOut(page);
  await page.context().close();

  const later = await openPage("/2020/en");
  await later.clock.install();
  await later.goto(`${day.origin}/2020/en`);
  await press(later, "Shift", "Shift");
  await later.clock.fastForward(5100);
  await press(later, "Shift");
  assert.match(
    await later.locator(".bar [role=status]").innerText(),
    /two more/,
    "five seconds later it begins anew",
  );
  await later.context().close();
});

test("capitals and shortcuts are no step towards the door", async () => {
  const page = await openPage("/2020/en/search");
  await page.locator("#q").focus();
  await press(page, "Shift+A", "Shift+B", "Shift+C", "Shift+Tab", "Control+Shift+ArrowLeft");
  assert.match(page.url(), /search$/);
  assert.equal(await page.locator("a.exit").getAttribute("data-presses"), null);
  // Pressed alone it works there too: somebody may be caught while typing.
  await page.locator("#q").focus();
  await press(page, "Shift", "Shift", "Shift");
  await isOut(page);
  await page.context().close();
});

test("without script the way out is a link, early in the page", async () => {
  const page = await openPage("/2020/en/stories", { script: false });
  await press(page, "Tab", "Tab", "Tab");
  assert.equal(await page.locator(":focus").getAttribute("href"), "/exit");
  await press(page, "Enter");
  await isOut(page);
  await page.context().close();
});
