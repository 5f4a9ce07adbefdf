/**
 * The wave of lights with 10,000 places: how soon it answers, what it holds up, what it weighs, what it takes of memory, and how it moves on
 * a phone's processor.
 */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { itemPath, lightsPath } from "@bluehour/domain/addresses";
import { chromiumNames, findProgram } from "../tools/programs.ts";
import { contentsOf, storyPath } from "./data-folder.ts";
import { editionId } from "./large-edition.ts";
import { connect, phoneHeaders } from "./raw-http.ts";
import type { Answer } from "./raw-http.ts";
import { judged, median, number, percentile } from "./row.ts";
import type { Row } from "./row.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const landmarks = 10_000;
const countries = "be fr de us in gb jp br cn au za ng ca it es mx pl ke ar id".split(" ");
/** After a change of the releases, thousands of places are read anew no sooner than this, in milliseconds (site, lights.ts). */
const shownFor = 31_000;
/** The screen of a common phone. */
const phone = { width: 360, height: 740 };
const throttles = [1, 4, 6];
/** A common phone is about that many times slower than this machine. */
const judgedAt = 4;
const frameTime = 1000 / 60;

const page = lightsPath(editionId, "fr");
const part = "lights";

export async function measureLights(here: Surroundings): Promise<Row[]> {
  const data = await here.store({ stories: 200, words: 400, placements: 20, landmarks });
  const writer = await holdStore(data);
  const site = await here.site(data);
  const [spare, ...asked] = contentsOf(data).stories;
  const stories = asked.map(storyPath);
  const rows: Row[] = [];
  const add = (row: Omit<Row, "part">, below?: number): void => {
    rows.push(below === undefined ? { part, ...row } : judged({ part, ...row }, "below", below));
  };
  /** Milliseconds until an address has answered. */
  const timed = async (path: string): Promise<number> => {
    const from = performance.now();
    await fetched(site.port, path);
    return performance.now() - from;
  };
  const weigh = (moment: string): void =>
    add({ measure: `site's resident memory, ${moment}`, value: residentOf(site.pid), unit: "MB" });

  add({ measure: "site: start to its first answer", value: site.startedIn, unit: "ms" }, 1000);
  weigh("before any page of lights");
  let cold = 0;
  const heldUp = await heldUpBy(site.port, stories, async () => {
    cold = await timed(page);
  });
  add({ measure: "page, the very first time: 10,000 places are read", value: cold, unit: "ms" });
  add(heldUpRow("while the page is made the first time", heldUp), 100);
  const readAt = performance.now();
  weigh("after the first page of lights");

  add({ measure: "page, kept", value: await timed(page), unit: "ms" });
  const anew: number[] = [];
  for (let round = 0; round < 7; round += 1) anew.push(await timed(`${page}?round=${round}`));
  add({
    measure: "page, rendered anew",
    value: median(anew),
    unit: "ms",
    note: `median of 7, longest ${number(Math.max(...anew))}`,
  });

  rows.push(...(await weights(site.port)));
  const each: number[] = [];
  for (const country of countries)
    each.push(await timed(lightsPath(editionId, "fr", { country: country.toUpperCase() })));
  add({
    measure: `pages of ${countries.length} countries, one after the other, the longest`,
    value: Math.max(...each),
    unit: "ms",
    note: `median ${number(median(each))}; each reads the atlas and draws its map`,
  });
  weigh(`after the pages of ${countries.length} countries`);
  const heldUpByCountries = await heldUpBy(site.port, stories, async () => {
    for (const country of countries.slice(0, 5))
      await timed(`${lightsPath(editionId, "de", { country: country.toUpperCase() }, "embed")}?anew`);
  });
  add(heldUpRow("while frames of 5 countries are rendered", heldUpByCountries));

  rows.push(...(await frames(`http://127.0.0.1:${site.port}${page}`)));

  await wait(Math.max(0, shownFor - (performance.now() - readAt)));
  const outcome = await writer.withdraw({ id: spare?.id ?? "", door: "withdraw" });
  if (!outcome.ok) throw new Error("A story could not be withdrawn.");
  let afterChange = 0;
  const heldUpAnew = await heldUpBy(site.port, stories, async () => {
    afterChange = await timed(page);
    // Read anew behind the page that was shown meanwhile.
    await wait(1500);
  });
  add({
    measure: "page, first time after a change of the releases",
    value: afterChange,
    unit: "ms",
    note: "as the places were; they are read anew behind it",
  });
  add(heldUpRow("while 10,000 places are read anew", heldUpAnew), 100);
  weigh("at the end");
  await site.end();
  await writer.close();
  return rows;
}

/** An answer on a connection of its own: the site closes those that rest. */
async function fetched(port: number, path: string, headers = phoneHeaders): Promise<Answer> {
  const connection = await connect(port);
  try {
    const answer = await connection.get(path, headers);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}.`);
    return answer;
  } finally {
    connection.close();
  }
}

function residentOf(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return (Number(line?.[1]) * 1024) / 1e6;
}

/** How long stories wait for their answers, asked for every few milliseconds on a connection of their own while something else is done. */
async function heldUpBy(
  port: number,
  stories: readonly string[],
  work: () => Promise<void>,
): Promise<number[]> {
  const waits: number[] = [];
  const working = new AbortController();
  const asking = (async () => {
    for (let index = 0; !working.signal.aborted; index += 1) {
      const from = performance.now();
      await fetched(port, stories[index % stories.length] ?? "");
      waits.push(performance.now() - from);
      await wait(2);
    }
  })();
  await work();
  working.abort();
  await asking;
  return waits;
}

function heldUpRow(when: string, waits: readonly number[]): Omit<Row, "part"> {
  return {
    measure: `a story's answer ${when}, 99th percentile`,
    value: percentile(waits, 0.99),
    unit: "ms",
    note: `${waits.length} answers; median ${number(median(waits))}, longest ${number(Math.max(...waits))}`,
  };
}

/** What a phone receives, headers included. */
async function weights(port: number): Promise<Row[]> {
  const rows: Row[] = [];
  const dots = lightsPath(editionId, "fr", {}, "dots");
  const document = await fetched(port, page, { ...phoneHeaders, "accept-encoding": "identity" });
  const scripts = document.body.toString("utf8").match(/\/assets\/\w+\.\w+\.js/g) ?? [];
  for (const coding of ["br", "gzip"]) {
    const headers = { ...phoneHeaders, "accept-encoding": coding };
    const of = async (path: string): Promise<number> => (await fetched(port, path, headers)).bytes;
    const parts = { page: await of(page), script: 0, dots: await of(dots) };
    for (const script of new Set(scripts)) parts.script += await of(script);
    rows.push(
      judged(
        {
          part,
          measure: `on the wire, ${coding}: page, scripts and dots`,
          value: (parts.page + parts.script + parts.dots) / 1000,
          unit: "kB",
          note: Object.entries(parts)
            .map(([name, bytes]) => `${name} ${number(bytes)}`)
            .join(", "),
        },
        "below",
        150,
      ),
    );
  }
  const others: [string, string][] = [
    ["page of a country (BE)", lightsPath(editionId, "fr", { country: "BE" })],
    ["a wall's screen", lightsPath(editionId, "fr", {}, "screen")],
    ["another site's frame", lightsPath(editionId, "fr", {}, "embed")],
    ["picture", lightsPath(editionId, "fr", {}, "picture")],
    ["a place's own page", itemPath(editionId, "fr", "landmark", "place-1")],
  ];
  for (const [name, path] of others) {
    const { bytes } = await fetched(port, path);
    rows.push({ part, measure: `on the wire, br: ${name}`, value: bytes / 1000, unit: "kB" });
  }
  return rows;
}

/** What one movement of the map cost. */
type Moved = { intervals: number[]; scripts: number[] };
/** Milliseconds of processor time of the page's main thread: script, layout, painting and all. */
type Busy = { all: number; script: number };

declare global {
  // What the page's own functions below write.
  var moved: Moved;
}

/** Chromium as a phone: the slider dragged over the whole day, the night played, the present shown. */
async function frames(address: string): Promise<Row[]> {
  const executablePath = findProgram(chromiumNames);
  if (executablePath === undefined) throw new Error("Chromium is gone. Install it again.");
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  try {
    const rows: Row[] = [];
    for (const throttle of throttles) rows.push(...(await framesAt(browser, address, throttle)));
    return rows;
  } finally {
    await browser.close();
  }
}

async function framesAt(browser: Browser, address: string, throttle: number): Promise<Row[]> {
  const context = await browser.newContext({ viewport: phone, deviceScaleFactor: 3, isMobile: true });
  const shown = await context.newPage();
  await shown.addInitScript(watchFrames);
  const session = await context.newCDPSession(shown);
  await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  // Processor time, not the clock: what others do on this machine counts in frames that come late, and not in this.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async (): Promise<Busy> => {
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string): number => 1000 * (metrics.find((metric) => metric.name === name)?.value ?? 0);
    return { all: of("TaskDuration"), script: of("ScriptDuration") };
  };
  const from = performance.now();
  await shown.goto(address, { waitUntil: "load" });
  await shown.locator(".moving").waitFor();
  const rows: Row[] = [
    {
      part,
      measure: `map moves, from the first byte asked for, processor ${throttle} times slower`,
      value: performance.now() - from,
      unit: "ms",
    },
  ];
  const slider = shown.locator("input[type=range]");
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  if (box === null) throw new Error("The map has no slider.");
  const row = box.y + box.height / 2;
  const dragged = await movedDuring(shown, busy, async () => {
    await shown.mouse.move(box.x + 9, row);
    await shown.mouse.down();
    const steps = 600;
    const moves: Promise<void>[] = [];
    for (let step = 0; step <= steps; step += 1) {
      moves.push(shown.mouse.move(box.x + 9 + ((box.width - 18) * step) / steps, row));
      // As often as a finger reports.
      await wait(8);
    }
    await Promise.all(moves);
    await shown.mouse.up();
  });
  await slider.press("Home");
  const played = await movedDuring(shown, busy, async () => {
    await shown.locator("button[data-play]").click();
    await wait(8000);
    await shown.locator("button[data-play]").click();
  });
  for (const [name, { intervals, scripts, used }] of [
    ["slider dragged", dragged],
    ["night played", played],
  ] as const) {
    const drops = intervals.reduce(
      (sum, interval) => sum + Math.max(0, Math.round(interval / frameTime) - 1),
      0,
    );
    const when = `${name}, processor ${throttle} times slower`;
    const own = {
      part,
      measure: `${when}: processor time a frame`,
      value: used.all / scripts.length,
      unit: "ms",
      note: `${scripts.length} frames; script, layout and painting, of it script ${number(used.script / scripts.length)}`,
    };
    const script = {
      part,
      measure: `${when}: script a frame by the clock, 95 of 100`,
      value: percentile(scripts, 0.95),
      unit: "ms",
      note: `median ${number(median(scripts))}, longest ${number(Math.max(...scripts))}, over 16.7: ${scripts.filter((time) => time > frameTime).length}`,
    };
    const between = {
      part,
      measure: `${when}: from frame to frame, median`,
      value: median(intervals),
      unit: "ms",
      note: `95 of 100 within ${number(percentile(intervals, 0.95))}; dropped ${number((100 * drops) / (intervals.length + drops))} %; no graphics processor: all painted by this machine’s, which others use too`,
    };
    const limit = Number(frameTime.toFixed(1));
    const isJudged = throttle === judgedAt;
    rows.push(isJudged ? judged(own, "below", limit) : own, script);
    rows.push(isJudged ? judged(between, "below", 17) : between);
  }
  await context.close();
  return rows;
}

async function movedDuring(
  shown: Page,
  busy: () => Promise<Busy>,
  work: () => Promise<void>,
): Promise<Moved & { used: Busy }> {
  await shown.evaluate(() => {
    globalThis.moved = { intervals: [], scripts: [] };
  });
  const before = await busy();
  await work();
  const after = await busy();
  const found = await shown.evaluate(() => globalThis.moved);
  return { ...found, used: { all: after.all - before.all, script: after.script - before.script } };
}

/** Runs within the page, before its own scripts: notes every frame, and how long the page's own part of it took. */
function watchFrames(): void {
  const ask = window.requestAnimationFrame.bind(window);
  globalThis.moved = { intervals: [], scripts: [] };
  window.requestAnimationFrame = (callback) =>
    ask((stamp) => {
      const from = performance.now();
      callback(stamp);
      globalThis.moved.scripts.push(performance.now() - from);
    });
  let last = 0;
  const tick = (stamp: number): void => {
    if (last > 0) globalThis.moved.intervals.push(stamp - last);
    last = stamp;
    ask(tick);
  };
  ask(tick);
}
