import { test } from "node:test";
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { localDay, momentOn, schedule, sunMoment, zoneOffsetMinutes } from "./sky.ts";
import type { Days, LightInterval, LightMoment, Place, SunEvent } from "./sky.ts";

const brussels: Place = { latitude: 50.8467, longitude: 4.3525, zone: "Europe/Brussels" };
const antwerp: Place = { latitude: 51.2213, longitude: 4.3997, zone: "Europe/Brussels" };
const bucharest: Place = { latitude: 44.4275, longitude: 26.0875, zone: "Europe/Bucharest" };
const lasVegas: Place = { latitude: 36.1215, longitude: -115.1739, zone: "America/Los_Angeles" };
const buenosAires: Place = {
  latitude: -34.6083,
  longitude: -58.3712,
  zone: "America/Argentina/Buenos_Aires",
};
const tromso: Place = { latitude: 69.6492, longitude: 18.9553, zone: "Europe/Oslo" };
const apia: Place = { latitude: -13.8333, longitude: -171.7667, zone: "Pacific/Apia" };
const kiritimati: Place = { latitude: 1.8721, longitude: -157.4278, zone: "Pacific/Kiritimati" };
const lordHowe: Place = { latitude: -31.5553, longitude: 159.0821, zone: "Australia/Lord_Howe" };
const chatham: Place = { latitude: -43.9535, longitude: -176.5597, zone: "Pacific/Chatham" };

const at = (clock: string): LightMoment => ({ clock });
const sun = (event: SunEvent, offsetMinutes = 0): LightMoment => ({ sun: event, offsetMinutes });
const on = (first: string, last = first): Days => ({ first, last });

/** As a clock on the wall shows it, to the nearest minute. The times expected below are astronomy-engine’s. */
function local(instant: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(zone)
    .toString({ timeZoneName: "never", smallestUnit: "minute", roundingMode: "halfExpand" });
}

/** `start/end`, as clocks on the wall show them, of all lights. */
function lights(place: Place, days: Days, ...rules: LightInterval[]): string[] {
  return schedule({ place, days, rules }).lights.map(
    ({ start, end, open }) => `${local(start, place.zone)}/${local(end, place.zone)}${open ? " open" : ""}`,
  );
}

function moment(place: Place, day: string, event: SunEvent): string {
  const found = sunMoment({ place, day, event });
  return "at" in found ? local(found.at, place.zone) : found.never;
}

test("Brussels has the sunrise and sunset that its newspapers print", () => {
  // VRT, 25 December 2022: the sun rises at 8.44 now, and set at 16.36 on 12 December.
  const rise = sunMoment({ place: brussels, day: "2022-12-25", event: "sunrise" });
  const set = sunMoment({ place: brussels, day: "2022-12-12", event: "sunset" });
  assert.ok("at" in rise && Math.abs(rise.at - Date.parse("2022-12-25T08:44:00+01:00")) < 60_000);
  assert.ok("at" in set && Math.abs(set.at - Date.parse("2022-12-12T16:36:00+01:00")) < 60_000);
});

test("30 July 2020: Brussels from sunset to midnight, in the order of the evening", () => {
  assert.deepEqual(lights(brussels, on("2020-07-30"), { from: sun("sunset"), to: at("24:00") }), [
    "2020-07-30T21:31+02:00/2020-07-31T00:00+02:00",
  ]);
  const events: SunEvent[] = [
    "nautical-dawn",
    "civil-dawn",
    "sunrise",
    "sunset",
    "civil-dusk",
    "nautical-dusk",
  ];
  const times = events.map((event) => moment(brussels, "2020-07-30", event));
  assert.deepEqual(times, times.toSorted());
});

test("an end that nobody announced is the end of the day, and said to be open; a late start has an hour", () => {
  assert.deepEqual(
    lights(brussels, on("2020-07-30"), { from: sun("sunset") }, { from: at("23:30") }, { from: at("24:00") }),
    [
      "2020-07-30T21:31+02:00/2020-07-31T00:00+02:00 open",
      "2020-07-30T23:30+02:00/2020-07-31T00:30+02:00 open",
      "2020-07-31T00:00+02:00/2020-08-01T00:00+02:00 open",
    ],
  );
});

test("Antwerp from 19:00 to 24:00", () => {
  assert.deepEqual(lights(antwerp, on("2022-10-18"), { from: at("19:00"), to: at("24:00") }), [
    "2022-10-18T19:00+02:00/2022-10-19T00:00+02:00",
  ]);
});

test("Las Vegas from 00:01 to sunrise and from sunset to 23:59", () => {
  assert.deepEqual(
    lights(
      lasVegas,
      on("2020-07-30"),
      { from: at("00:01"), to: sun("sunrise") },
      { from: sun("sunset"), to: at("23:59") },
    ),
    ["2020-07-30T00:01-07:00/2020-07-30T05:47-07:00", "2020-07-30T19:47-07:00/2020-07-30T23:59-07:00"],
  );
});

test("Bucharest for half an hour", () => {
  assert.deepEqual(lights(bucharest, on("2022-10-18"), { from: at("19:00"), to: at("19:30") }), [
    "2022-10-18T19:00+03:00/2022-10-18T19:30+03:00",
  ]);
});

test("Buenos Aires a week in red from sunset to dawn, on days of its own", () => {
  const found = lights(buenosAires, on("2020-07-30"), {
    from: sun("sunset"),
    to: sun("civil-dawn"),
    days: on("2020-09-23", "2020-09-30"),
  });
  assert.equal(found.length, 8);
  assert.equal(found[0], "2020-09-23T18:51-03:00/2020-09-24T06:14-03:00");
  assert.equal(found[7], "2020-09-30T18:56-03:00/2020-10-01T06:04-03:00");
});

test("lights off from 20:30 to 21:30, on the evening before the clocks change and the evening after", () => {
  assert.deepEqual(lights(brussels, on("2024-03-30", "2024-03-31"), { from: at("20:30"), to: at("21:30") }), [
    "2024-03-30T20:30+01:00/2024-03-30T21:30+01:00",
    "2024-03-31T20:30+02:00/2024-03-31T21:30+02:00",
  ]);
});

test("sixteen days, 25 November to 10 December", () => {
  const found = lights(brussels, on("2020-11-25", "2020-12-10"), {
    from: sun("civil-dusk", -15),
    to: at("24:00"),
  });
  assert.equal(found.length, 16);
  assert.equal(found[0], "2020-11-25T17:07+01:00/2020-11-26T00:00+01:00");
  assert.equal(found[15], "2020-12-10T17:01+01:00/2020-12-11T00:00+01:00");
});

test("Tromsø has no sunset at midsummer and no sunrise at midwinter, but dusk and dawn at noon", () => {
  const rules = [
    { from: sun("sunset"), to: at("24:00") },
    { from: at("20:00"), to: sun("sunrise") },
    { from: sun("nautical-dusk"), to: at("24:00") },
    { from: at("20:00"), to: at("21:00") },
  ];
  const summer = schedule({ place: tromso, days: on("2022-06-21"), rules });
  assert.deepEqual(
    summer.without.map(({ rule, reason }) => [rule, reason]),
    [
      [0, "sun-never-sets"],
      [1, "sun-never-sets"],
      [2, "sun-never-sets"],
    ],
  );
  assert.deepEqual(
    summer.lights.map(({ rule }) => rule),
    [3],
  );
  const winter = schedule({ place: tromso, days: on("2022-12-21"), rules });
  assert.deepEqual(
    winter.without.map(({ rule, reason }) => [rule, reason]),
    [
      [0, "sun-never-rises"],
      [1, "sun-never-rises"],
    ],
  );
  assert.equal(moment(tromso, "2022-12-21", "sunset"), "always-below");
  assert.equal(moment(tromso, "2022-06-21", "sunset"), "always-above");
  assert.ok(moment(tromso, "2022-12-21", "civil-dawn") < moment(tromso, "2022-12-21", "civil-dusk"));
});

test("white nights: the sun sets, but it gets no darker than dusk", () => {
  const helsinki: Place = { latitude: 60.17, longitude: 24.94, zone: "Europe/Helsinki" };
  const { without } = schedule({
    place: helsinki,
    days: on("2022-06-21"),
    rules: [
      { from: sun("nautical-dusk"), to: at("24:00") },
      { from: sun("sunset"), to: sun("nautical-dawn") },
      { from: sun("sunset"), to: sun("sunrise") },
    ],
  });
  assert.deepEqual(without, [
    { day: "2022-06-21", rule: 0, reason: "sun-never-reaches" },
    { day: "2022-06-21", rule: 1, reason: "sun-never-reaches" },
  ]);
});

test("at the edge of the polar night a light ends the next morning or not at all, never weeks later", () => {
  // The last sunset of Tromsø's year is at the end of November, the next sunrise in the middle of January.
  const { lights: found, without } = schedule({
    place: tromso,
    days: on("2022-11-20", "2022-12-05"),
    rules: [{ from: sun("sunset"), to: sun("sunrise") }],
  });
  assert.equal(found.length + without.length, 16);
  assert.ok(found.length > 0 && without.length > 0);
  for (const { start, end } of found) assert.ok(end - start < 25 * 3_600_000);
  for (const { reason } of without) assert.equal(reason, "sun-never-rises");
});

test("where the sun sets after midnight, it is still the evening of the day before", () => {
  const reykjavik: Place = { latitude: 64.147, longitude: -21.942, zone: "Atlantic/Reykjavik" };
  assert.equal(moment(reykjavik, "2022-06-21", "sunset"), "2022-06-22T00:04+00:00");
  assert.equal(moment(reykjavik, "2022-06-21", "sunrise"), "2022-06-21T02:55+00:00");
  assert.deepEqual(lights(reykjavik, on("2022-06-21"), { from: sun("sunset"), to: sun("sunrise") }), [
    "2022-06-22T00:04+00:00/2022-06-22T02:55+00:00",
  ]);
  assert.deepEqual(lights(reykjavik, on("2022-06-21"), { from: sun("sunset"), to: at("02:00") }), [
    "2022-06-22T00:04+00:00/2022-06-22T02:00+00:00",
  ]);
});

test("24:00 is the end of the day in which a light begins, a clock time the first after sunset", () => {
  const reykjavik: Place = { latitude: 64.147, longitude: -21.942, zone: "Atlantic/Reykjavik" };
  assert.deepEqual(lights(reykjavik, on("2022-06-21"), { from: sun("sunset"), to: at("24:00") }), [
    "2022-06-22T00:04+00:00/2022-06-23T00:00+00:00",
  ]);
  // The first sunset after 00:01 is that of the evening before.
  assert.deepEqual(lights(reykjavik, on("2022-06-22"), { from: at("00:01"), to: sun("sunset") }), [
    "2022-06-22T00:01+00:00/2022-06-22T00:04+00:00",
  ]);
  assert.deepEqual(lights(brussels, on("2020-07-30"), { from: sun("sunset"), to: at("02:00") }), [
    "2020-07-30T21:31+02:00/2020-07-31T02:00+02:00",
  ]);
  assert.deepEqual(lights(brussels, on("2020-07-30"), { from: at("22:00"), to: at("06:00") }), [
    "2020-07-30T22:00+02:00/2020-07-31T06:00+02:00",
  ]);
});

test("where midnight occurs twice the first ends the day, and 00:00 as an end is the last", () => {
  // Havana, 6 November 2022: 01:00 becomes 00:00.
  const havana: Place = { latitude: 23.13, longitude: -82.36, zone: "America/Havana" };
  assert.deepEqual(
    lights(
      havana,
      on("2022-11-05"),
      { from: at("20:00"), to: at("24:00") },
      { from: at("21:00"), to: at("00:00") },
      { from: at("24:00"), to: at("00:30") },
    ),
    [
      "2022-11-05T20:00-04:00/2022-11-06T00:00-04:00",
      "2022-11-05T21:00-04:00/2022-11-06T00:00-05:00",
      "2022-11-06T00:00-04:00/2022-11-06T00:30-05:00",
    ],
  );
});

test("clock times that are skipped move forward, and a stretch that was skipped is empty", () => {
  // 31 March 2024: 02:00 becomes 03:00.
  const rules = (from: string, to: string) => ({ from: at(from), to: at(to) });
  const day = on("2024-03-31");
  assert.deepEqual(lights(brussels, day, rules("02:15", "02:45")), [
    "2024-03-31T03:15+02:00/2024-03-31T03:45+02:00",
  ]);
  assert.deepEqual(lights(brussels, day, rules("01:30", "02:30")), [
    "2024-03-31T01:30+01:00/2024-03-31T03:30+02:00",
  ]);
  assert.deepEqual(schedule({ place: brussels, days: day, rules: [rules("02:15", "03:00")] }), {
    lights: [],
    without: [{ day: "2024-03-31", rule: 0, reason: "empty" }],
  });
});

test("of clock times that occur twice the first begins and the last ends", () => {
  // 27 October 2024: 03:00 becomes 02:00.
  const rules = (from: string, to: string) => ({ from: at(from), to: at(to) });
  const day = on("2024-10-27");
  assert.deepEqual(lights(brussels, day, rules("02:15", "02:45")), [
    "2024-10-27T02:15+02:00/2024-10-27T02:45+01:00",
  ]);
  assert.deepEqual(lights(brussels, day, rules("02:15", "02:15")), [
    "2024-10-27T02:15+02:00/2024-10-28T02:15+01:00",
  ]);
  assert.deepEqual(momentOn({ place: brussels, day: "2024-10-27", moment: at("02:15") }), {
    at: Date.parse("2024-10-27T02:15:00+02:00"),
  });
});

test("a day that begins at 01:00 ends the light of the day before", () => {
  const beirut: Place = { latitude: 33.89, longitude: 35.5, zone: "Asia/Beirut" };
  assert.deepEqual(
    lights(
      beirut,
      on("2022-03-26"),
      { from: at("20:00"), to: at("24:00") },
      { from: at("24:00"), to: at("02:00") },
    ),
    ["2022-03-26T20:00+02:00/2022-03-27T01:00+03:00", "2022-03-27T01:00+03:00/2022-03-27T02:00+03:00"],
  );
});

test("Lord Howe puts its clocks forward by half an hour, Chatham at a quarter to three", () => {
  const night = { from: at("01:00"), to: at("04:00") };
  const hours = (place: Place, day: string) =>
    schedule({ place, days: on(day), rules: [night] }).lights.map(
      ({ start, end }) => (end - start) / 3_600_000,
    );
  assert.deepEqual(hours(lordHowe, "2024-10-06"), [2.5]);
  assert.deepEqual(hours(lordHowe, "2024-04-07"), [3.5]);
  assert.deepEqual(lights(lordHowe, on("2024-10-06"), { from: at("02:10"), to: at("02:20") }), [
    "2024-10-06T02:40+11:00/2024-10-06T02:50+11:00",
  ]);
  assert.deepEqual(hours(chatham, "2024-09-29"), [2]);
  assert.deepEqual(hours(chatham, "2024-04-07"), [4]);
  assert.equal(zoneOffsetMinutes(Date.parse("2024-07-01T00:00:00Z"), "Pacific/Chatham"), 765);
});

test("both sides of the date line light on their own date, a day apart", () => {
  const pagoPago: Place = { latitude: -14.2756, longitude: -170.702, zone: "Pacific/Pago_Pago" };
  const rule = { from: sun("sunset"), to: at("24:00") };
  const start = (place: Place) =>
    schedule({ place, days: on("2020-07-30"), rules: [rule] }).lights[0]?.start ?? 0;
  const apart = (start(pagoPago) - start(apia)) / 3_600_000;
  assert.ok(apart > 23.5 && apart < 24.2, `${apart} hours`);
  assert.equal(moment(kiritimati, "2020-07-30", "sunset"), "2020-07-30T18:42+14:00");
  assert.equal(moment(kiritimati, "2020-07-30", "sunrise"), "2020-07-30T06:30+14:00");
  assert.equal(moment(apia, "2020-07-30", "sunrise"), "2020-07-30T06:49+13:00");
});

test("far from the meridian of its clocks a date still has its own morning and evening", () => {
  const kashgar: Place = { latitude: 39.47, longitude: 75.99, zone: "Asia/Shanghai" };
  assert.equal(moment(kashgar, "2022-06-21", "sunrise"), "2022-06-21T07:29+08:00");
  assert.equal(moment(kashgar, "2022-06-21", "sunset"), "2022-06-21T22:27+08:00");
});

test("the day that Samoa left out has no light, its neighbours have theirs", () => {
  const { lights: found, without } = schedule({
    place: apia,
    days: on("2011-12-29", "2011-12-31"),
    rules: [{ from: sun("sunset"), to: at("24:00") }],
  });
  assert.deepEqual(without, [{ day: "2011-12-30", rule: 0, reason: "empty" }]);
  assert.deepEqual(
    found.map(({ start, end }) => [local(start, apia.zone).slice(0, 13), local(end, apia.zone).slice(0, 16)]),
    [
      ["2011-12-29T19", "2011-12-31T00:00"],
      ["2011-12-31T19", "2012-01-01T00:00"],
    ],
  );
});

test("an event may begin by the sun, with an offset, or find that there is none", () => {
  const sunset = sunMoment({ place: brussels, day: "2020-07-30", event: "sunset" });
  assert.ok("at" in sunset);
  assert.deepEqual(momentOn({ place: brussels, day: "2020-07-30", moment: sun("sunset", -30) }), {
    at: sunset.at - 1_800_000,
  });
  assert.deepEqual(momentOn({ place: tromso, day: "2022-06-21", moment: sun("sunset", 30) }), {
    never: "always-above",
  });
  assert.deepEqual(momentOn({ place: brussels, day: "2020-07-30", moment: at("24:00") }), {
    at: Date.parse("2020-07-31T00:00:00+02:00"),
  });
});

test("local days and offsets follow the zone, also on the day when they change", () => {
  const spring = Date.parse("2024-03-31T01:00:00Z");
  assert.equal(zoneOffsetMinutes(spring - 1, "Europe/Brussels"), 60);
  assert.equal(zoneOffsetMinutes(spring, "Europe/Brussels"), 120);
  assert.equal(zoneOffsetMinutes(spring, "Asia/Kathmandu"), 345);
  const noon = Date.parse("2020-07-30T10:30:00Z");
  assert.equal(localDay(noon, "Pacific/Kiritimati"), "2020-07-31");
  assert.equal(localDay(noon, "Pacific/Pago_Pago"), "2020-07-29");
});

test("what is no day, no zone and no place on earth is refused in words", () => {
  const event = "sunset";
  assert.throws(() => sunMoment({ place: brussels, day: "2020-02-30", event }), RangeError);
  assert.throws(
    () => sunMoment({ place: { ...brussels, zone: "Europe/Nowhere" }, day: "2020-02-20", event }),
    RangeError,
  );
  assert.throws(
    () => sunMoment({ place: { ...brussels, latitude: Number.NaN }, day: "2020-02-20", event }),
    /no place on earth/,
  );
  assert.deepEqual(
    schedule({ place: brussels, days: on("2020-07-30", "2020-07-29"), rules: [{ from: at("20:00") }] }),
    {
      lights: [],
      without: [],
    },
  );
});
