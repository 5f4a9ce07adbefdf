/** The columns for the script, read as client/lights.ts reads them, give back the lights they were made from. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { subsolarPoint } from "@bluehour/sky/sky";
import { dotsOf } from "./dots.ts";
import type { Spot } from "./lights.ts";
import { placeOn, worldMap } from "./map.ts";
import { waveOf } from "./wave.ts";

const minute = 60_000;
const day = "2020-07-30";
const noon = Date.parse(`${day}T12:00:00Z`);
const colours = ["#4b8fd2", "#F28C28", "#f28c28"];

const spots = fc
  .array(
    fc.record({
      state: fc.constantFrom<Spot["state"]>("invited", "pledged", "lit", "confirmed"),
      action: fc.constantFrom<Spot["action"]>("light", "dark", "other"),
      colour: fc.constantFrom(...colours),
      latitude: fc.double({ min: -55, max: 78, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
      lights: fc.array(
        fc.record({
          day: fc.constantFrom(day, "2020-07-31"),
          from: fc.integer({ min: -50_000_000, max: 50_000_000 }),
          lasts: fc.integer({ min: minute, max: 40_000_000 }),
        }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 30 },
  )
  .map((all) =>
    all.map(({ lights, ...rest }, index): Spot => ({
      ...rest,
      id: `place-${index}`,
      country: "BE",
      city: "brussels",
      zone: "Europe/Brussels",
      names: {},
      lights: lights.map(({ day: own, from, lasts }, rule) => ({
        day: own,
        rule,
        start: noon + from,
        end: noon + from + lasts,
        open: false,
      })),
      without: [],
      isCancelled: false,
    })),
  );

test("every stretch comes back to the minute, with its place, kind and colour; the others never begin", () => {
  const map = worldMap();
  fc.assert(
    fc.property(spots, (all) => {
      const wave = waveOf({ spots: all }, day);
      const dots = dotsOf(wave, map);
      const size = wave.stretches.length + wave.asked.length + wave.silent.length;
      for (const column of [dots.x, dots.y, dots.from, dots.lasts, [...dots.kinds]])
        assert.equal(column.length, size);
      let from = 0;
      for (const [index, { spot, light }] of wave.stretches.entries()) {
        from += dots.from[index] ?? 0;
        const start = dots.start + from * minute;
        const end = start + (dots.lasts[index] ?? 0) * minute;
        assert.ok(Math.abs(start - light.start) <= minute / 2, "begins");
        assert.ok(Math.abs(end - light.end) <= minute, "ends");
        assert.deepEqual({ x: dots.x[index], y: dots.y[index] }, placeOn(map, spot));
        assert.equal(dots.kinds[index], { light: "l", dark: "d", other: "o" }[spot.action]);
        assert.equal(dots.colours[dots.colour[index] ?? 0], spot.colour.toLowerCase());
      }
      assert.equal(
        dots.kinds.slice(wave.stretches.length),
        "a".repeat(wave.asked.length) + "s".repeat(wave.silent.length),
      );
      assert.ok(dots.from.every(Number.isInteger) && dots.lasts.every((lasts) => lasts >= 0));
      // Where there is one colour only, no column says so for each.
      assert.equal(dots.colour.length, dots.colours.length > 1 ? size : 0);
    }),
  );
});

test("between its two ends the sun moves evenly enough for the eye", () => {
  fc.assert(
    fc.property(spots, fc.double({ min: 0, max: 1, noNaN: true }), (all, share) => {
      const wave = waveOf({ spots: all }, day);
      const { sun, start, end } = dotsOf(wave, worldMap());
      const between = ([a, b]: [number, number]): number => a + (b - a) * share;
      const real = subsolarPoint(start + (end - start) * share);
      assert.ok(Math.abs(between(sun.latitude) - real.latitude) < 0.02);
      const away = between(sun.longitude) - real.longitude;
      assert.ok(Math.abs(away - 360 * Math.round(away / 360)) < 0.02, `${away}`);
    }),
  );
});
