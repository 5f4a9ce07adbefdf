/** The wave against a plain reading of it: at any moment, what is waiting, shining and over is what the lights say one by one. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { gatherLights } from "./lights.ts";
import type { Spot } from "./lights.ts";
import {
  comingAfter,
  countStates,
  dayToShow,
  firstLight,
  grouped,
  momentOf,
  shiningAt,
  standingAt,
  takesPart,
  waveOf,
} from "./wave.ts";

const minute = 60_000;
const hour = 60 * minute;
const days = ["2020-07-30", "2020-07-31"] as const;
const noon = Date.parse("2020-07-30T12:00:00Z");

type Rough = {
  state: Spot["state"];
  lights: readonly { day: string; from: number; lasts: number }[];
};

function spotOf({ state, lights }: Rough, index: number): Spot {
  return {
    id: `place-${index}`,
    country: ["BE", "FR", "JP"][index % 3] ?? "BE",
    city: `city-${index % 5}`,
    latitude: 50,
    longitude: 4,
    zone: "Europe/Brussels",
    state,
    action: "light",
    colour: "#4b8fd2",
    names: {},
    lights: lights
      .map(({ day, from, lasts }, rule) => ({
        day,
        rule,
        start: noon + from * minute,
        end: noon + (from + lasts) * minute,
        open: false,
      }))
      .toSorted((a, b) => a.start - b.start),
    without: [],
    isCancelled: false,
  };
}

const light = fc.record({
  day: fc.constantFrom(...days),
  from: fc.integer({ min: -900, max: 900 }),
  lasts: fc.integer({ min: 1, max: 700 }),
});
const state = fc.constantFrom("invited", "pledged", "lit", "confirmed");
const spots = (most: number) =>
  fc
    .array(fc.record({ state, lights: fc.array(light, { maxLength: most }) }), { maxLength: 24 })
    .map((all) => gatherLights(all.map(spotOf)).spots);
const moment = fc.integer({ min: -1700, max: 1700 }).map((at) => noon + at * minute);

describe("the wave of lights", () => {
  test("who was asked, who is silent and who lights are all places, each once", () => {
    fc.assert(
      fc.property(spots(3), fc.constantFrom(...days), (all, day) => {
        const wave = waveOf({ spots: all }, day);
        const lit = [...new Set(wave.stretches.map(({ spot }) => spot.id))];
        const found = [...wave.asked.map(({ id }) => id), ...wave.silent.map(({ id }) => id), ...lit];
        assert.deepEqual(found.toSorted(), all.map(({ id }) => id).toSorted());
        assert.ok(wave.asked.every(({ state: own }) => own === "invited"));
        assert.ok(wave.stretches.every(({ spot, light: { day: own } }) => takesPart(spot) && own === day));
      }),
    );
  });

  test("at every moment, lists and single places say the same", () => {
    fc.assert(
      fc.property(spots(3), fc.constantFrom(...days), moment, (all, day, at) => {
        const wave = waveOf({ spots: all }, day);
        const shining = new Set(shiningAt(wave, at).map(({ spot }) => spot.id));
        const coming = new Set(comingAfter(wave, at).map(({ spot }) => spot.id));
        for (const spot of all) {
          const seen = momentOf(spot, day, at);
          assert.equal(seen === "shining", shining.has(spot.id));
          if (seen === "waiting") assert.ok(coming.has(spot.id));
          if (seen === "over") assert.ok(!coming.has(spot.id) && firstLight(spot, day) !== undefined);
          assert.equal(seen === "asked", !takesPart(spot));
          if (seen === "silent") assert.equal(firstLight(spot, day), undefined);
        }
      }),
    );
  });

  test("a place with one light is waiting, shining or over, and the three numbers make up all lights", () => {
    fc.assert(
      fc.property(spots(1), fc.constantFrom(...days), moment, (all, day, at) => {
        const wave = waveOf({ spots: all }, day);
        const seen = Map.groupBy(all, (spot) => momentOf(spot, day, at));
        const number = (name: "waiting" | "shining" | "over"): number => seen.get(name)?.length ?? 0;
        assert.equal(shiningAt(wave, at).length, number("shining"));
        assert.equal(comingAfter(wave, at).length, number("waiting"));
        assert.equal(wave.stretches.length, number("waiting") + number("shining") + number("over"));
      }),
    );
  });

  test("no minute has more lights than the peak, which is a whole minute of the span", () => {
    fc.assert(
      fc.property(spots(2), fc.constantFrom(...days), (all, day) => {
        const wave = waveOf({ spots: all }, day);
        if (wave.stretches.length === 0) return;
        assert.equal(wave.peak % minute, 0);
        assert.equal(standingAt(wave, wave.peak), "during");
        const most = shiningAt(wave, wave.peak).length;
        for (const { light: own } of wave.stretches)
          assert.ok(shiningAt(wave, own.start).length <= most, `${own.start} beats ${wave.peak}`);
      }),
    );
  });

  test("the span holds every light with an hour on either side, on quarters of an hour", () => {
    fc.assert(
      fc.property(spots(3), fc.constantFrom(...days), (all, day) => {
        const { stretches, span } = waveOf({ spots: all }, day);
        assert.ok(span.start < span.end);
        assert.equal(span.start % (hour / 4), 0);
        assert.equal(span.end % (hour / 4), 0);
        for (const { light: own } of stretches) {
          assert.ok(own.start - span.start >= hour);
          assert.ok(span.end - own.end >= hour);
        }
        assert.deepEqual(
          stretches.map(({ light: own }) => own.start),
          stretches.map(({ light: own }) => own.start).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  test("a light goes on at its first millisecond and is out at its last", () => {
    const spot = spotOf({ state: "lit", lights: [{ day: days[0], from: 0, lasts: 60 }] }, 0);
    const wave = waveOf({ spots: [spot] }, days[0]);
    const at = (after: number) => [
      momentOf(spot, days[0], noon + after),
      shiningAt(wave, noon + after).length,
      comingAfter(wave, noon + after).length,
    ];
    assert.deepEqual(at(-1), ["waiting", 0, 1]);
    assert.deepEqual(at(0), ["shining", 1, 0]);
    assert.deepEqual(at(hour - 1), ["shining", 1, 0]);
    assert.deepEqual(at(hour), ["over", 0, 0]);
  });

  test("a light handed over at the same moment is never counted twice", () => {
    const spotsInTurn = [
      spotOf({ state: "lit", lights: [{ day: days[0], from: 0, lasts: 60 }] }, 0),
      spotOf({ state: "lit", lights: [{ day: days[0], from: 60, lasts: 60 }] }, 1),
    ];
    const wave = waveOf({ spots: spotsInTurn }, days[0]);
    assert.equal(shiningAt(wave, noon + hour).length, 1);
    assert.equal(wave.peak, noon + hour / 2);
  });

  test("states and groups count every place once", () => {
    fc.assert(
      fc.property(spots(1), (all) => {
        const counts = countStates(all);
        for (const [name, count] of Object.entries(counts))
          assert.equal(count, all.filter((spot) => spot.state === name).length);
        const groups = grouped(all, ({ country }) => country);
        assert.deepEqual(new Set(groups.flatMap(([, own]) => own)), new Set(all));
        const sizes = groups.map(([, own]) => own.length);
        assert.deepEqual(
          sizes,
          sizes.toSorted((a, b) => b - a),
        );
      }),
    );
  });
});

describe("the day to show", () => {
  const own = { first: "2020-07-29", last: "2020-07-31" };
  const show = (offered: readonly string[], at: string): string =>
    dayToShow({ spots: [], days: offered }, own, new Date(at), "Europe/Brussels");

  test("the present one, else the next, else the last", () => {
    const lit = ["2020-07-29", "2020-07-31"];
    assert.equal(show(lit, "2020-06-01T12:00:00Z"), "2020-07-29");
    assert.equal(show(lit, "2020-07-29T21:59:00Z"), "2020-07-29");
    // Two minutes later it is the thirtieth in Brussels, on which nothing lights.
    assert.equal(show(lit, "2020-07-29T22:01:00Z"), "2020-07-31");
    assert.equal(show(lit, "2020-09-01T12:00:00Z"), "2020-07-31");
  });

  test("what began on one day is shown while it shines, though the next day has begun", () => {
    // From eight in the evening of the thirtieth, Brussels time, until four in the morning; then an early one on the thirty-first.
    const spot = spotOf(
      {
        state: "pledged",
        lights: [
          { day: days[0], from: 360, lasts: 480 },
          { day: days[1], from: 1000, lasts: 60 },
        ],
      },
      0,
    );
    const during = (answer: Spot["state"], at: string): string =>
      dayToShow({ spots: [{ ...spot, state: answer }], days }, own, new Date(at), "Europe/Brussels");
    assert.equal(during("pledged", "2020-07-30T17:00:00Z"), "2020-07-30");
    assert.equal(during("pledged", "2020-07-31T01:59:00Z"), "2020-07-30");
    assert.equal(during("pledged", "2020-07-31T02:00:00Z"), "2020-07-31");
    // Who was only asked shines nowhere.
    assert.equal(during("invited", "2020-07-31T01:59:00Z"), "2020-07-31");
  });

  test("a place that lights weeks later does not draw the page away from the edition's own days", () => {
    const lit = ["2020-07-30", "2020-09-23"];
    assert.equal(show(lit, "2020-08-15T12:00:00Z"), "2020-07-30");
    assert.equal(show(["2020-09-23"], "2020-08-15T12:00:00Z"), "2020-09-23");
    assert.equal(show([], "2020-08-15T12:00:00Z"), own.first);
  });
});
