/** What holds for every place, date and rule. */
import { test } from "node:test";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { localDay, schedule, sunMoment, zoneOffsetMinutes } from "./sky.ts";
import type { LightInterval, LightMoment, Place } from "./sky.ts";
import { Temporal } from "temporal-polyfill";

const hour = 3_600_000;
const day = 24 * hour;

/** Zones with every kind of clock, and places near their meridian or far from it. */
const places = fc
  .constantFrom<[string, number]>(
    ["Europe/Brussels", 4],
    ["America/Los_Angeles", -115],
    ["America/Argentina/Buenos_Aires", -58],
    ["America/St_Johns", -53],
    ["Asia/Kathmandu", 85],
    ["Asia/Shanghai", 76],
    ["Asia/Beirut", 35],
    ["Africa/Cairo", 31],
    ["Africa/Casablanca", -7.6],
    ["America/Sao_Paulo", -46],
    ["America/Havana", -82],
    ["Atlantic/Azores", -25],
    ["Atlantic/Reykjavik", -22],
    ["Australia/Lord_Howe", 159],
    ["Pacific/Chatham", -176.5],
    ["Pacific/Apia", -171.8],
    ["Pacific/Kiritimati", -157.4],
    ["Pacific/Pago_Pago", -170.7],
    ["UTC", 0],
  )
  .chain(([zone, longitude]) =>
    fc.record({
      zone: fc.constant(zone),
      longitude: fc.double({ min: longitude - 3, max: longitude + 3, noNaN: true }),
      latitude: fc.double({ min: -88, max: 88, noNaN: true }),
    }),
  );

const dates = fc
  .integer({ min: Date.UTC(1990, 0, 1) / day, max: Date.UTC(2039, 11, 1) / day })
  .map((number) => localDay(number * day, "UTC"));

const clocks = fc
  .integer({ min: 0, max: 1440 })
  .map((minutes) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`);

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

const suns = fc.record({
  sun: fc.constantFrom(
    "sunset" as const,
    "civil-dusk" as const,
    "nautical-dusk" as const,
    "nautical-dawn" as const,
    "civil-dawn" as const,
    "sunrise" as const,
  ),
  offsetMinutes: fc.integer({ min: -720, max: 720 }),
});

const moments: fc.Arbitrary<LightMoment> = fc.oneof(
  clocks.map((clock) => ({ clock })),
  suns,
);

const rules: fc.Arbitrary<LightInterval> = fc.oneof(
  fc.record({ from: moments, to: moments }),
  fc.record({ from: moments }),
);

function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

test("every rule gives each day a light that ends after it begins, or a reason", () => {
  fc.assert(
    fc.property(places, dates, fc.array(rules, { minLength: 1, maxLength: 3 }), (place, date, given) => {
      const days = { first: date, last: addDays(date, 2) };
      const { lights, without } = schedule({ place, rules: given, days });
      assert.equal(lights.length + without.length, 3 * given.length);
      for (const [index, light] of lights.entries()) {
        const rule = given[light.rule];
        assert.ok(light.end > light.start);
        // A day of 25 hours; sunrises at the edge of the polar night lie further apart.
        assert.ok(light.end - light.start <= 27 * hour, `${(light.end - light.start) / hour} hours`);
        assert.equal(light.open, rule?.to === undefined);
        assert.ok(index === 0 || light.start >= (lights[index - 1]?.start ?? 0));
        const offset = rule !== undefined && "sun" in rule.from ? rule.from.offsetMinutes * 60_000 : 0;
        // The evening of a date may last until some hours after midnight, its morning begin some hours before.
        const began = light.start - offset;
        const midnight = Temporal.PlainDate.from(light.day).toZonedDateTime(place.zone).epochMilliseconds;
        assert.ok(began > midnight - 9 * hour && began < midnight + day + 9 * hour);
      }
    }),
    { numRuns: 2000 },
  );
});

test("without offsets a light is over within two days of its date's beginning", () => {
  const plain = moments.map((moment) => ("sun" in moment ? { ...moment, offsetMinutes: 0 } : moment));
  // Where neither the sun nor the clocks are far from the middle of their zone.
  const usual = places.map((place) => ({ ...place, latitude: place.latitude * 0.7 }));
  fc.assert(
    fc.property(usual, dates, fc.record({ from: plain, to: plain }), (place, date, rule) => {
      const { lights } = schedule({ place, rules: [rule], days: { first: date, last: date } });
      const midnight = Temporal.PlainDate.from(date).toZonedDateTime(place.zone).epochMilliseconds;
      for (const { start, end } of lights) {
        assert.ok(start >= midnight - 2 * hour);
        // An hour more where clocks are put back, and as much as a dusk is later than midnight.
        assert.ok(end <= Math.max(start, midnight + day) + 25 * hour);
      }
    }),
    { numRuns: 1000 },
  );
});

test("a later offset begins and ends a light later by as much", () => {
  fc.assert(
    fc.property(
      places,
      dates,
      suns,
      fc.integer({ min: 1, max: 60 }),
      (place, date, { sun, offsetMinutes }, more) => {
        const begin = (minutes: number) =>
          schedule({
            place,
            rules: [{ from: { sun, offsetMinutes: minutes } }],
            days: { first: date, last: date },
          }).lights[0]?.start;
        const [early, late] = [begin(offsetMinutes), begin(offsetMinutes + more)];
        assert.equal(early === undefined, late === undefined);
        if (early !== undefined) assert.equal(late, early + more * 60_000);
      },
    ),
    { numRuns: 500 },
  );
});

test("an end that is put later never comes earlier, until it reaches the next day's", () => {
  fc.assert(
    fc.property(places, dates, clocks, suns, (place, date, clock, { sun }) => {
      const end = (offsetMinutes: number) =>
        schedule({
          place,
          rules: [{ from: { clock }, to: { sun, offsetMinutes } }],
          days: { first: date, last: date },
        }).lights[0]?.end;
      const [early, late] = [end(0), end(30)];
      if (early === undefined || late === undefined) return;
      assert.ok(late >= early + 30 * 60_000 || late < early - 20 * hour);
    }),
    { numRuns: 500 },
  );
});

test("a range of days is the union of its days", () => {
  fc.assert(
    fc.property(places, dates, fc.array(rules, { minLength: 1, maxLength: 2 }), (place, date, given) => {
      const days = Array.from({ length: 5 }, (_, index) => addDays(date, index));
      const whole = schedule({ place, rules: given, days: { first: date, last: addDays(date, 4) } });
      const single = days.map((one) => schedule({ place, rules: given, days: { first: one, last: one } }));
      assert.deepEqual(
        whole.without,
        single.flatMap(({ without }) => without),
      );
      const key = (light: { day: string; rule: number }) => `${light.day} ${light.rule}`;
      const sorted = <T extends { day: string; rule: number }>(list: readonly T[]) =>
        list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
      assert.deepEqual(sorted(whole.lights), sorted(single.flatMap(({ lights }) => lights)));
    }),
    { numRuns: 500 },
  );
});

test("each date has its own noon: the same event of following dates is about a day apart", () => {
  fc.assert(
    fc.property(places, dates, suns, (place, date, { sun }) => {
      const gentle: Place = { ...place, latitude: place.latitude * 0.6 };
      const [today, tomorrow] = [date, addDays(date, 1)].map((one) =>
        sunMoment({ place: gentle, day: one, event: sun }),
      );
      if (today === undefined || tomorrow === undefined || "never" in today || "never" in tomorrow) return;
      // Samoa left out 30 December 2011, Kiritimati 31 December 1994: such a date borrows from its neighbour.
      if (leftOut(place.zone, date)) return;
      assert.ok(Math.abs(tomorrow.at - today.at - day) < hour, `${(tomorrow.at - today.at) / hour} hours`);
    }),
    { numRuns: 1000 },
  );
});

function leftOut(zone: string, date: string): boolean {
  const change = { "Pacific/Apia": "2011-12-30", "Pacific/Kiritimati": "1994-12-31" }[zone];
  return change !== undefined && (date === change || date === addDays(change, -1));
}

test("days and offsets are Temporal's", () => {
  fc.assert(
    fc.property(
      places,
      fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2039, 11, 31) }),
      ({ zone }, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        assert.equal(localDay(at, zone), there.toPlainDate().toString());
        assert.equal(zoneOffsetMinutes(at, zone), there.offsetNanoseconds / 60e9);
      },
    ),
    { numRuns: 2000 },
  );
});

test("the clock of the machine that reckons changes nothing", () => {
  const program = `
    import { schedule } from ${JSON.stringify(fileURLToPath(new URL("sky.ts", import.meta.url)))};
    const place = { latitude: 50.85, longitude: 4.35, zone: "Europe/Brussels" };
    const rules = [
      { from: { sun: "sunset", offsetMinutes: 0 }, to: { clock: "24:00" } },
      { from: { clock: "02:30" }, to: { sun: "civil-dawn", offsetMinutes: 10 } },
      { from: { clock: "20:00" } },
    ];
    console.log(JSON.stringify(schedule({ place, rules, days: { first: "2024-03-28", last: "2024-04-02" } })));`;
  const outputs = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Brussels"].map((TZ) => {
    const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
      env: { TZ },
      encoding: "utf8",
    });
    assert.equal(status, 0);
    return stdout;
  });
  assert.ok((outputs[0]?.length ?? 0) > 1000);
  for (const output of outputs) assert.equal(output, outputs[0]);
});
