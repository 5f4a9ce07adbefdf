/** What a reader's own device can do with a story: read it aloud, hand its address on, print it. Only where it may and would work. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { samplesOf } from "./page-types.ts";
import type { Samples } from "./page-types.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;
let samples: Samples;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-story-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  browser = await openBrowser();
  samples = await samplesOf(day);
});
after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

type Voice = { lang: string; localService: boolean; default: boolean };
type Spoken = { text: string; lang: string };

/** A browser whose system has these voices: what is said is written down instead, and ends when the test says so. */
async function pageWithVoices(voices: Voice[]): Promise<Page> {
  const context = await browser.newContext({ locale: "en" });
  await context.addInitScript((given) => {
    const spoken: Spoken[] = [];
    let current: EventTarget | undefined;
    Object.assign(window, {
      spoken,
      endOfPiece: () => current?.dispatchEvent(new Event("end")),
      SpeechSynthesisUtterance: class extends EventTarget {
        text: string;
        constructor(text: string) {
          super();
          this.text = text;
        }
      },
    });
    Object.defineProperty(window, "speechSynthesis", {
      value: {
        getVoices: () => given,
        addEventListener: () => undefined,
        cancel: () => (current = undefined),
        speak: (utterance: SpeechSynthesisUtterance) => {
          current = utterance;
          spoken.push({ text: utterance.text, lang: utterance.lang });
        },
      },
    });
  }, voices);
  return await context.newPage();
}

const spokenIn = (page: Page) =>
  page.evaluate(() => (window as unknown as { spoken: { text: string; lang: string }[] }).spoken);
const endOfPiece = (page: Page) =>
  page.evaluate(() => (window as unknown as { endOfPiece: () => void }).endOfPiece());

/** The first story that has such a part and whose text waits behind a note, opened. */
async function openStory(page: Page, part = "main"): Promise<string> {
  for (const id of samples.stories) {
    await page.goto(`${day.origin}/2020/en/stories/${id}`);
    const summary = page.locator("details.unfold > summary");
    if ((await summary.count()) === 0 || (await page.locator(part).count()) === 0) continue;
    await summary.click();
    return id;
  }
  return assert.fail(`no story has a note and ${part}`);
}

test("a voice of the device reads the story piece by piece, pauses, goes on, and ends", async () => {
  const page = await pageWithVoices([
    { lang: "fr-BE", localService: true, default: true },
    { lang: "en-GB", localService: true, default: false },
  ]);
  await openStory(page, "[data-aloud]");
  assert.deepEqual(await spokenIn(page), [], "nothing is read before somebody asks");
  await page.getByRole("button", { name: "Listen" }).click();
  const first = await page.locator(".story p").first().innerText();
  assert.deepEqual(await spokenIn(page), [{ text: first, lang: "en-GB" }]);
  assert.equal(await page.locator(".story .heard").innerText(), first);
  await endOfPiece(page);
  assert.equal((await spokenIn(page)).length, 2);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Go on" }).click();
  const [, second, again] = await spokenIn(page);
  assert.deepEqual(again, second, "it goes on with the piece at which it was paused");
  await page.getByRole("button", { name: "Stop reading aloud" }).click();
  assert.equal(await page.locator(".story .heard").count(), 0);
  assert.ok(await page.getByRole("button", { name: "Listen" }).isVisible());
  const pieces = await page.locator(".story p, .story li").count();
  await page.getByRole("button", { name: "Listen" }).click();
  for (let piece = 0; piece < pieces; piece += 1) await endOfPiece(page);
  assert.ok(await page.getByRole("button", { name: "Listen" }).isVisible(), "at the end it is as before");
  await page.context().close();
});

test("a voice from elsewhere, or of another language, is never offered", async () => {
  for (const voices of [
    [{ lang: "en-GB", localService: false, default: true }],
    [{ lang: "fr-FR", localService: true, default: true }],
    [],
  ]) {
    const page = await pageWithVoices(voices);
    await openStory(page, "[data-aloud]");
    assert.equal(await page.getByRole("button", { name: "Listen" }).isVisible(), false);
    await page.context().close();
  }
});

test("its address is handed on by the device's own means, and nothing of its text", async () => {
  const context = await browser.newContext({ locale: "en" });
  await context.addInitScript(() => {
    Object.assign(navigator, {
      share: async (data: object) => void Object.assign(window, { shared: data }),
    });
  });
  const page = await context.newPage();
  await page.goto(`${day.origin}/s/${samples.codes[0]}`);
  const title = await page.locator("h1").innerText();
  await page.getByRole("button", { name: "Pass this story on" }).click();
  const shared = await page.evaluate(() => (window as unknown as { shared: object }).shared);
  const canonical = await page.locator("link[rel=canonical]").getAttribute("href");
  assert.deepEqual(shared, { title, url: canonical }, "never the code's own address");
  await context.close();
});

test("without script there is no button that would do nothing", async () => {
  const context = await browser.newContext({ locale: "en", javaScriptEnabled: false });
  const page = await context.newPage();
  await openStory(page);
  assert.equal(await page.locator("main button:visible").count(), 0);
  assert.ok(await page.locator(".story").isVisible());
  await context.close();
});

test("on paper: basis, note, the text that was opened, help and where it comes from; no buttons, no way out", async () => {
  const context = await browser.newContext({ locale: "en" });
  const page = await context.newPage();
  const id = await openStory(page);
  await page.emulateMedia({ media: "print" });
  for (const selector of [".basis", "#note", ".story", "#help", ".on-paper"])
    assert.ok(await page.locator(selector).first().isVisible(), selector);
  assert.match(await page.locator(".on-paper").innerText(), new RegExp(`30 July 2020[^]*/stories/${id}`));
  for (const selector of [".exit", ".share", ".aloud", "#now", "footer"])
    assert.equal(await page.locator(selector).first().isVisible(), false, selector);
  await context.close();
});
