/** Sun times against astronomy-engine, which shares no code and no series with suncalc. `docs/decisions/0007-sky.md` tells what was seen. */
import { test } from "node:test";
import assert from "node:assert/strict";
import { Body, Equator, Horizon, Observer, SearchAltitude, SearchHourAngle } from "astronomy-engine";
import type { AstroTime } from "astronomy-engine";
import { localDay, subsolarPoint, sunAltitude, sunMoment } from "./sky.ts";
import type { SunEvent } from "./sky.ts";
import { isEvening } from "./sun.ts";

const day = 86_400_000;
const altitudes: Record<SunEvent, number> = {
  sunset: -0.833,
  "civil-dusk": -6,
  "nautical-dusk": -12,
  "nautical-dawn": -12,
  "civil-dawn": -6,
  sunrise: -0.833,
};
const events = Object.keys(altitudes) as SunEvent[];

/** The same places and dates at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A zone whose clocks are close to the sun's, so that the noon of a date cannot be mistaken. */
function zoneAt(longitude: number): string {
  const hours = Math.round(longitude / 15);
  return hours === 0 ? "UTC" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

/** Differences in seconds at random places between two latitudes, north and south, from 2000 to 2040. */
function compare({ count, from, to, seed }: { count: number; from: number; to: number; seed: number }): {
  seconds: number[];
  never: number;
} {
  const random = dice(seed);
  const seconds: number[] = [];
  let never = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const latitude = (from + (to - from) * random()) * (random() < 0.5 ? -1 : 1);
    const longitude = random() * 360 - 180;
    const number = Math.floor(Date.UTC(2000, 0, 1) / day + random() * 40 * 365.25);
    const date = localDay(number * day, "UTC");
    const observer = new Observer(latitude, longitude, 0);
    const meanNoon = number * day + day / 2 - (longitude / 360) * day;
    const noon = SearchHourAngle(Body.Sun, observer, 0, new Date(meanNoon - 7_200_000), 1).time;
    const before = SearchHourAngle(Body.Sun, observer, 12, noon.AddDays(-0.6), 1).time;
    const after = SearchHourAngle(Body.Sun, observer, 12, noon, 1).time;
    for (const event of events) {
      const moment = sunMoment({ place: { latitude, longitude, zone: zoneAt(longitude) }, day: date, event });
      const search = (direction: number, begin: AstroTime, end: AstroTime) =>
        SearchAltitude(Body.Sun, observer, direction, begin, end.ut - begin.ut, altitudes[event]);
      const expected = isEvening(event) ? search(-1, noon, after) : search(1, before, noon);
      const where = `${event} at ${latitude.toFixed(3)}, ${longitude.toFixed(3)} on ${date}`;
      assert.equal("never" in moment, expected === null, `${where}: one has it, the other has not`);
      if ("at" in moment && expected !== null) {
        seconds.push(Math.abs(moment.at - expected.date.getTime()) / 1000);
      } else never += 1;
    }
  }
  return { seconds: seconds.toSorted((a, b) => a - b), never };
}

const share = (sorted: readonly number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

test("below 65 degrees every event is within 30 seconds of astronomy-engine's", (t) => {
  const { seconds, never } = compare({ count: 3000, from: 0, to: 65, seed: 2020 });
  t.diagnostic(
    `${seconds.length} events, ${never} that do not happen: median ${share(seconds, 0.5).toFixed(2)} s, ` +
      `99% ${share(seconds, 0.99).toFixed(2)} s, most ${share(seconds, 1).toFixed(2)} s`,
  );
  assert.ok(share(seconds, 0.5) < 1);
  // Without the planets’ pull it is three seconds.
  assert.ok(share(seconds, 0.99) < 2.5);
  assert.ok(share(seconds, 1) < 30);
});

test("near the poles the same events happen, most of them within seconds", (t) => {
  const { seconds, never } = compare({ count: 600, from: 65, to: 89, seed: 30 });
  t.diagnostic(
    `${seconds.length} events, ${never} that do not happen: median ${share(seconds, 0.5).toFixed(2)} s, ` +
      `99% ${share(seconds, 0.99).toFixed(2)} s, most ${share(seconds, 1).toFixed(2)} s`,
  );
  assert.ok(never > 500 && seconds.length > 500);
  assert.ok(share(seconds, 0.99) < 60);
});

test("the sun stands where astronomy-engine sees it, and in the zenith of its own point", () => {
  const random = dice(7);
  for (let turn = 0; turn < 500; turn += 1) {
    const place = { latitude: random() * 180 - 90, longitude: random() * 360 - 180 };
    const at = Date.UTC(2000, 0, 1) + Math.floor(random() * 40 * 365.25 * day);
    const observer = new Observer(place.latitude, place.longitude, 0);
    const { ra, dec } = Equator(Body.Sun, new Date(at), observer, true, true);
    const expected = Horizon(new Date(at), observer, ra, dec).altitude;
    assert.ok(Math.abs(sunAltitude(place, at) - expected) < 0.02);
    const point = subsolarPoint(at);
    assert.ok(Math.abs(point.latitude) < 23.45 && Math.abs(point.longitude) <= 180);
    assert.ok(sunAltitude(point, at) > 89.999);
  }
});
