/** Journeys as people make them, in a browser without script: by touch, and by keyboard alone. */
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { bluehour, startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";
import { root } from "../tools/sources.ts";

let folder: string;
let day: RunningDay;
let browser: Browser;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-journeys-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

async function newPage(locale: string): Promise<Page> {
  const context = await browser.newContext({
    locale,
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  return await context.newPage();
}

/** Presses Tab until something with this text has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, text: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 1 && text.test(await focused.innerText())) return;
  }
  assert.fail(`The keyboard never came to ${text}`);
}

test("a passer-by scans a code: the story in their language, closed until they choose, help beside it, other languages", async () => {
  const placements = JSON.parse((await bluehour(["placements", "--json"], { data: day.data })).out) as {
    address: string;
    number: number;
  }[];
  const first = placements.find(({ number }) => number === 1);
  const page = await newPage("nl-BE");
  const path = new URL(first?.address ?? "").pathname;
  await page.goto(day.origin + path);
  assert.equal(new URL(page.url()).pathname, path, "no redirect");
  assert.equal(await page.locator("html").getAttribute("lang"), "nl");
  const story = page.locator("article details.unfold");
  assert.equal(await story.getAttribute("open"), null, "the text waits for the reader's choice");
  assert.ok(
    await page.getByRole("link", { name: "112" }).first().isVisible(),
    "help is there before the story",
  );
  await tabTo(page, /lees|lezen|verhaal/i);
  await page.keyboard.press("Enter");
  assert.notEqual(await story.getAttribute("open"), null);
  await page.getByRole("link", { name: "Deutsch" }).first().click();
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  await page.context().close();
});

test("somebody leaves at once: the exit clears what was left and leads elsewhere", async () => {
  const answer = await fetch(`${day.origin}/exit`, { redirect: "manual" });
  assert.equal(answer.status, 303);
  assert.match(answer.headers.get("clear-site-data") ?? "", /"cache".*"storage"/);
  assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
  assert.match(answer.headers.get("location") ?? "", /^https:\/\//);
  const page = await newPage("fr");
  await page.goto(`${day.origin}/2020/fr`);
  await tabTo(page, /quitter/i);
  assert.equal(await page.locator(":focus").getAttribute("href"), "/exit");
  await page.context().close();
});

test("somebody seeks help: two steps by keyboard, numbers that can be dialled, emergency first", async () => {
  const page = await newPage("fr");
  await page.goto(day.origin);
  await tabTo(page, /^Aide$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/2020\/fr\/help$/);
  const numbers = await page
    .locator('a[href^="tel:"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.equal(numbers[0], "tel:112");
  assert.ok(numbers.includes("tel:+3278055800"));
  await page.context().close();
});

test("a teller stops their story by keyboard, without script or account, and sees that it stopped", async () => {
  const readme = await readFile(join(root, "campaigns/belgium-2020/README.md"), "utf8");
  const code = /\| `the-squared-notebook`\s*\| `([\d ]+)`/.exec(readme)?.[1] ?? "";
  const page = await newPage("fr");
  const shown = async (): Promise<(string | null)[]> => {
    await page.goto(`${day.origin}/2020/fr/stories`);
    const links = page.locator("main a[href*='/stories/']");
    return await links.evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  };
  const type = async (digits: string): Promise<string> => {
    await page.goto(`${day.origin}/2020/fr/stop`);
    await page.locator("input[name=code]").focus();
    await page.keyboard.type(digits);
    const answered = page.waitForResponse((response) => response.request().method() === "POST");
    await page.keyboard.press("Enter");
    const answer = await answered;
    assert.equal(answer.status(), 200);
    return await answer.text();
  };

  const shownBefore = await shown();
  const wrong = await type("1234 1234");
  assert.doesNotMatch(wrong, /stories\/\w{10}/);
  const done = await type(code);
  assert.ok(done !== wrong, "the teller is told that it stopped");
  assert.doesNotMatch(done, /stories\/\w{10}|petits carreaux/, "no title, no link, no trace");
  assert.equal(
    Buffer.byteLength(done),
    Buffer.byteLength(wrong),
    "right and wrong cannot be told apart by their size",
  );

  const shownAfter = await shown();
  const gone = [...new Set(shownBefore.filter((href) => !shownAfter.includes(href)))];
  assert.equal(gone.length, 1);
  const answer = await page.goto(day.origin + gone[0]);
  assert.equal(answer?.status(), 410);
  const placements = JSON.parse((await bluehour(["placements", "--json"], { data: day.data })).out) as {
    code: string;
  }[];
  for (const placement of placements) {
    const behind = await page.goto(`${day.origin}/s/${placement.code}`);
    assert.equal(behind?.status(), 200);
    assert.doesNotMatch(await page.content(), /petits carreaux/);
  }
  await page.context().close();
});

test("a journalist finds who said what, with office and source, and the law behind the day", async () => {
  const page = await newPage("en");
  await page.goto(`${day.origin}/2020/en`);
  await page.locator('main a[href^="/2020/en/statements/"]').first().click();
  assert.match(await page.locator("main").innerText(), /Source/i);
  await page.goto(`${day.origin}/2020/en/references/a-res-55-25`);
  assert.match(await page.locator("main").innerText(), /A\/RES\/55\/25/);
  await page.context().close();
});
