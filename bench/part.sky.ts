/** Lights of very many landmarks as instants, next to what suncalc alone needs for their suns, and how far the times are from astronomy-engine's. */
import { Body, Observer, SearchAltitude, SearchHourAngle } from "astronomy-engine";
import { getTimes } from "suncalc";
import { schedule, sunMoment } from "@bluehour/sky/sky";
import type { LightInterval, Place, SunEvent } from "@bluehour/sky/sky";
import { judged, median, number, percentile } from "./row.ts";
import type { Row } from "./row.ts";

const landmarks = 10_000;
const zoneCount = 150;
const rounds = 9;
const compared = 20_000;
const day = 86_400_000;
const first = Date.UTC(2020, 10, 25);

const sunsetToMidnight: LightInterval = {
  from: { sun: "sunset", offsetMinutes: 0 },
  to: { clock: "24:00" },
};
const sunsetToDawn: LightInterval = {
  from: { sun: "sunset", offsetMinutes: 0 },
  to: { sun: "civil-dawn", offsetMinutes: 0 },
};

export async function measureSky(): Promise<Row[]> {
  const places = worldOf(landmarks);
  const one = { first: "2020-11-25", last: "2020-11-25" };
  const sixteen = { first: "2020-11-25", last: "2020-12-10" };
  const lights = (rule: LightInterval, days: typeof one) => {
    let found = 0;
    for (const place of places) found += schedule({ place, rules: [rule], days }).lights.length;
    return found;
  };
  const bare = () => {
    let found = 0;
    for (const { latitude, longitude } of places) {
      const noon = new Date(first + day / 2 - (longitude / 360) * day);
      found += getTimes(noon, latitude, longitude).sunset === null ? 0 : 1;
    }
    return found;
  };

  // Nothing else in this process has asked for a zone yet.
  const cold = timed(() => lights(sunsetToMidnight, one));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(timed(() => lights(sunsetToMidnight, one)));
    theirs.push(timed(bare));
  }
  const coldDays = timed(() => lights(sunsetToMidnight, sixteen));
  const days = Array.from({ length: 3 }, () => timed(() => lights(sunsetToMidnight, sixteen)));
  const dawn = Array.from({ length: 3 }, () => timed(() => lights(sunsetToDawn, one)));

  const { seconds, unlike } = differences();
  const row = { part: "sky", unit: "ms" };
  const world = `${number(zoneCount)} zones, sunset to 24:00`;
  return [
    judged(
      {
        ...row,
        measure: "10,000 landmarks, one day",
        value: median(ours),
        note: `${world}; median of ${rounds}, longest ${number(Math.max(...ours))}`,
      },
      "below",
      100,
    ),
    judged(
      { ...row, measure: "the same, the very first time", value: cold, note: "zones not yet known" },
      "below",
      1000,
    ),
    {
      ...row,
      measure: "10,000 landmarks, sixteen days",
      value: median(days),
      note: `first time ${number(coldDays)}`,
    },
    { ...row, measure: "10,000 landmarks, one day, sunset to civil dawn", value: median(dawn) },
    {
      ...row,
      measure: "suncalc's getTimes alone for them, without zones or rules",
      value: median(theirs),
      note: `${number(median(theirs) / median(ours))} times ours, turn about; it reckons all its twelve events at once`,
    },
    judged(
      {
        part: "sky",
        measure: "furthest from astronomy-engine, six events below 65 degrees",
        value: Math.max(...seconds),
        unit: "s",
        note:
          `${number(seconds.length)} events from 2000 to 2040; median ${number(median(seconds))}, 99% within ${number(percentile(seconds, 0.99))}; ` +
          `${unlike} that one has and the other has not`,
      },
      "most",
      30,
    ),
  ];
}

function timed(work: () => number): number {
  const begun = performance.now();
  if (work() === 0) throw new Error("No light was found.");
  return performance.now() - begun;
}

/** Places below 60 degrees, spread over zones without regard to where these are: the clocks count, not the map. */
function worldOf(count: number): Place[] {
  const all = Intl.supportedValuesOf("timeZone");
  const zones = Array.from(
    { length: zoneCount },
    (_, index) => all[Math.floor((index * all.length) / zoneCount)] ?? "UTC",
  );
  return Array.from({ length: count }, (_, index) => ({
    latitude: ((index * 37) % 12_000) / 100 - 60,
    longitude: ((index * 7919) % 36_000) / 100 - 180,
    zone: zones[index % zoneCount] ?? "UTC",
  }));
}

const events: Record<SunEvent, { altitude: number; evening: boolean }> = {
  sunset: { altitude: -0.833, evening: true },
  "civil-dusk": { altitude: -6, evening: true },
  "nautical-dusk": { altitude: -12, evening: true },
  "nautical-dawn": { altitude: -12, evening: false },
  "civil-dawn": { altitude: -6, evening: false },
  sunrise: { altitude: -0.833, evening: false },
};

/** Differences in seconds, at places spread evenly over the earth's belt between 65 degrees south and north. */
function differences(): { seconds: number[]; unlike: number } {
  const names = Object.keys(events) as SunEvent[];
  const seconds: number[] = [];
  let unlike = 0;
  for (let index = 0; index < compared; index += 1) {
    // Multiples of irrational numbers: spread evenly, the same at every run.
    const part = (factor: number) => (index * factor) % 1;
    const latitude = 130 * part(Math.SQRT2) - 65;
    const longitude = 360 * part(Math.sqrt(3)) - 180;
    const date = Math.floor(Date.UTC(2000, 0, 1) / day + 14_600 * part(Math.sqrt(5)));
    const event = names[index % names.length] ?? "sunset";
    const { altitude, evening } = events[event];
    const found = sunMoment({
      place: { latitude, longitude, zone: "UTC" },
      day: new Date(date * day).toISOString().slice(0, 10),
      event,
    });
    const observer = new Observer(latitude, longitude, 0);
    const meanNoon = date * day + day / 2 - (longitude / 360) * day;
    const noon = SearchHourAngle(Body.Sun, observer, 0, new Date(meanNoon - day / 12), 1).time;
    const edge = SearchHourAngle(Body.Sun, observer, 12, evening ? noon : noon.AddDays(-0.6), 1).time;
    const begin = evening ? noon : edge;
    const limit = Math.abs(edge.ut - noon.ut);
    const expected = SearchAltitude(Body.Sun, observer, evening ? -1 : 1, begin, limit, altitude);
    if ("at" in found && expected !== null) {
      seconds.push(Math.abs(found.at - expected.date.getTime()) / 1000);
    } else if ("at" in found || expected !== null) unlike += 1;
  }
  return { seconds, unlike };
}
