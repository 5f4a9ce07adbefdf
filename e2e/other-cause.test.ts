/** A bundle of another cause, from its own folder: what makes a day blue, one evening long and Belgian is data, not programme. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { lightsMessages } from "@bluehour/i18n/lights";
import { siteMessages } from "@bluehour/i18n/site";
import { root } from "../tools/sources.ts";
import { startDay } from "./start-day.ts";
import type { RunningDay } from "./start-day.ts";

let folder: string;
let day: RunningDay;
/** Those in which this day is offered. */
const languages = ["en", "fr", "nl", "de"] as const;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bluehour-other-cause-"));
  day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/night-without-light") });
});

after(async () => {
  await day?.end();
  await rm(folder, { recursive: true, force: true });
});

async function read(path: string): Promise<string> {
  const answer = await fetch(day.origin + path);
  assert.equal(answer.status, 200, path);
  return await answer.text();
}

test("everything in the folder is public, and nothing of the Belgian day is", async () => {
  assert.match(day.log(), /night-2027/);
  assert.doesNotMatch(day.log(), /refused|kept back/i);
  const front = await fetch(`${day.origin}/`);
  assert.match(front.url, /\/night-2027\/\w\w$/);
  const home = await read("/night-2027/en");
  assert.doesNotMatch(home, /trafficking|Manneken|078 055 800/);
  assert.equal((await fetch(`${day.origin}/2020/en`)).status, 404);
});

test("the exit is the cause’s own", async () => {
  const answer = await fetch(`${day.origin}/exit`, { redirect: "manual" });
  assert.equal(answer.headers.get("location"), "https://www.wikipedia.org/");
});

for (const locale of languages) {
  test(`places switch their lights off, in ${locale}`, async () => {
    const l = lightsMessages(locale);
    assert.ok((await read(`/night-2027/${locale}/lights`)).includes(l("lights.lead.dark")));
    const place = await read(`/night-2027/${locale}/landmarks/la-serena-bus-station`);
    assert.ok(place.includes(siteMessages(locale)("landmark.action.dark")));
  });
}

test("half past eight is local on each continent, on each of the three evenings", async () => {
  const instants = async (place: string): Promise<string[]> => {
    const page = await read(`/night-2027/en/landmarks/${place}`);
    return [...page.matchAll(/<time datetime="([^"]+)"/g)].map(([, instant]) =>
      new Date(instant ?? "").toISOString(),
    );
  };
  const evenings = ["2027-03-05", "2027-03-06", "2027-03-07"];
  for (const [place, hour] of [
    ["namur-town-hall", "19:30"],
    ["windhoek-office-tower", "18:30"],
    ["la-serena-bus-station", "23:30"],
  ] as const) {
    const found = await instants(place);
    for (const evening of evenings)
      assert.ok(found.includes(`${evening}T${hour}:00.000Z`), `${place}, ${evening}: ${found.join(" ")}`);
  }
});
