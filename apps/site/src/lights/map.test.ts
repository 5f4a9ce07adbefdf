/** Maps hold their places wherever on earth these are, and the night on them is where the sky says. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { subsolarPoint, sunAltitude } from "@bluehour/sky/sky";
import type { Coordinates } from "@bluehour/sky/sky";
import { cityMap, countryMap, mapWidth, nightOn, placeOn, worldMap } from "./map.ts";
import type { WorldMap } from "./map.ts";

function isWithin(map: WorldMap, place: Coordinates): boolean {
  const { x, y } = placeOn(map, place);
  return x >= 0 && x <= mapWidth && y >= 0 && y <= map.height;
}

function degreesAcross(map: WorldMap): number {
  return mapWidth / map.perDegree.across;
}

/** Polygons of one of our paths: whole numbers, each relative to the one before. */
function polygonsOf(path: string): [number, number][][] {
  const polygons: [number, number][][] = [];
  let [x, y] = [0, 0];
  for (const piece of path.split("m").slice(1)) {
    const numbers = [...piece.matchAll(/-?\d+/g)].map(([number]) => Number(number));
    const polygon: [number, number][] = [];
    for (let index = 0; index < numbers.length; index += 2) {
      x += numbers[index] ?? 0;
      y += numbers[index + 1] ?? 0;
      polygon.push([x, y]);
    }
    [x, y] = polygon[0] ?? [x, y];
    polygons.push(polygon);
  }
  return polygons;
}

function holds(polygons: readonly [number, number][][], x: number, y: number): boolean {
  let inside = false;
  for (const polygon of polygons)
    for (const [index, [ax, ay]] of polygon.entries()) {
      const [bx, by] = polygon.at(index - 1) ?? [ax, ay];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  return inside;
}

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const anywhere = fc.record({ latitude: fc.double({ min: -90, max: 90, noNaN: true }), longitude });
/** Places near each other, as in a country, also across the date line. */
const near = (degrees: number) =>
  fc
    .tuple(
      anywhere,
      fc.array(
        fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })),
        {
          maxLength: 12,
        },
      ),
    )
    .map(([first, others]): Coordinates[] => [
      first,
      ...others.map(([up, along]) => ({
        latitude: Math.min(90, Math.max(-90, first.latitude + up * degrees)),
        longitude: ((first.longitude + along * degrees + 540) % 360) - 180,
      })),
    ]);

describe("a map holds every place that it was made for", () => {
  test("the world, wherever people live", () => {
    const map = worldMap();
    fc.assert(
      fc.property(fc.double({ min: -56, max: 79, noNaN: true }), longitude, (latitude, east) =>
        isWithin(map, { latitude, longitude: east }),
      ),
    );
  });

  test("a city, anywhere on earth, the poles and the date line included", () => {
    fc.assert(
      fc.property(near(0.2), (places) => {
        const map = cityMap(places);
        assert.ok(map.height > 0 && map.height <= mapWidth * 1.01, `${map.height}`);
        assert.ok(map.kilometres > 0);
        for (const each of places) assert.ok(isWithin(map, each), JSON.stringify([each, placeOn(map, each)]));
      }),
    );
  });

  test("a country", () => {
    // Each draws the land anew, which takes a tenth of a second.
    fc.assert(
      fc.property(near(6), (places) => {
        const map = countryMap("XX", places);
        assert.ok(map.height > 0);
        for (const each of places) assert.ok(isWithin(map, each), JSON.stringify([each, placeOn(map, each)]));
      }),
      { numRuns: 12 },
    );
  });

  test("a single place: neither a point nor the world", () => {
    const brussels = { latitude: 50.8467, longitude: 4.3525 };
    const city = cityMap([brussels]);
    assert.deepEqual(placeOn(city, brussels), { x: 1000, y: Math.round(city.height / 2) });
    assert.ok(degreesAcross(city) > 0.01 && degreesAcross(city) < 0.2);
    const country = countryMap("BE", [brussels]);
    assert.ok(isWithin(country, { latitude: 51.4, longitude: 4.8 }), "the north of Belgium");
    assert.ok(isWithin(country, { latitude: 49.6, longitude: 5.7 }), "the south of Belgium");
    assert.ok(degreesAcross(country) < 8);
    assert.notEqual(country.home, "");
  });

  test("many places cost no more than forty: those at the edges are still on the map", () => {
    const places = Array.from({ length: 400 }, (_, index) => ({
      latitude: 45 + (index % 20) / 4,
      longitude: 1 + Math.floor(index / 20) / 4,
    }));
    const map = countryMap("FR", places);
    for (const each of places) assert.ok(isWithin(map, each));
  });
});

describe("countries across the date line are maps of themselves, not strips round the world", () => {
  const countries: [name: string, widest: number, places: Coordinates[]][] = [
    [
      "FJ",
      15,
      [
        { latitude: -18.14, longitude: 178.42 },
        { latitude: -16.8, longitude: -179.97 },
      ],
    ],
    [
      "KI",
      60,
      [
        { latitude: 1.35, longitude: 173.04 },
        { latitude: 1.87, longitude: -157.4 },
      ],
    ],
    [
      "NZ",
      30,
      [
        { latitude: -41.29, longitude: 174.78 },
        { latitude: -43.95, longitude: -176.55 },
      ],
    ],
    // The whole of Russia, with the end of Chukotka beyond the line.
    [
      "RU",
      250,
      [
        { latitude: 55.75, longitude: 37.62 },
        { latitude: 66.17, longitude: -169.81 },
      ],
    ],
    ["WS", 10, [{ latitude: -13.83, longitude: -171.76 }]],
  ];
  for (const [country, widest, places] of countries)
    test(country, () => {
      const map = countryMap(country, places);
      const across = degreesAcross(map);
      assert.ok(across <= widest, `${across} degrees`);
      assert.ok(map.height >= 0.3 * mapWidth, `${map.height}`);
      for (const each of places) assert.ok(isWithin(map, each));
      // East of a place is to its right, also where the line lies between.
      const [first, second] = places;
      if (first === undefined || second === undefined) return;
      assert.ok(placeOn(map, first).x < placeOn(map, second).x);
    });
});

describe("the land lies where it is", () => {
  const inland: Coordinates[] = [
    { latitude: 50.6, longitude: 4.6 },
    { latitude: 39.7, longitude: -105 },
    { latitude: -1.3, longitude: 36.8 },
    { latitude: -25, longitude: 134 },
    { latitude: 65, longitude: 120 },
    { latitude: -10, longitude: -55 },
    { latitude: 64.5, longitude: -19 },
  ];
  const atSea: Coordinates[] = [
    { latitude: 30, longitude: -40 },
    { latitude: -30, longitude: 80 },
    { latitude: 0, longitude: -140 },
    { latitude: 40, longitude: 170 },
    { latitude: 36, longitude: 18 },
  ];
  const check = (map: WorldMap, expected: readonly [Coordinates, boolean][]): void => {
    const land = polygonsOf(map.land);
    for (const [place, isLand] of expected) {
      const { x, y } = placeOn(map, place);
      assert.equal(holds(land, x, y), isLand, JSON.stringify(place));
    }
  };

  test("on the world", () => {
    check(worldMap(), [
      ...inland.map((place): [Coordinates, boolean] => [place, true]),
      ...atSea.map((place): [Coordinates, boolean] => [place, false]),
    ]);
  });

  test("in countries with many islands, from the first outline to the last", () => {
    for (const [country, home, expected] of [
      [
        "GR",
        { latitude: 37.98, longitude: 23.73 },
        [
          [{ latitude: 39.6, longitude: 22.4 }, true],
          [{ latitude: 38.2, longitude: 25.1 }, false],
        ],
      ],
      [
        "NO",
        { latitude: 59.91, longitude: 10.75 },
        [
          [{ latitude: 60.5, longitude: 8.5 }, true],
          [{ latitude: 62, longitude: 15 }, true],
          [{ latitude: 66, longitude: 5 }, false],
          [{ latitude: 68, longitude: 22 }, true],
        ],
      ],
      [
        "ID",
        { latitude: -6.9, longitude: 107.6 },
        [
          [{ latitude: -7.5, longitude: 111 }, true],
          [{ latitude: -5, longitude: 110 }, false],
        ],
      ],
    ] as [string, Coordinates, [Coordinates, boolean][]][]) {
      const map = countryMap(country, [home]);
      check(
        map,
        expected.filter(([place]) => isWithin(map, place)),
      );
      assert.ok(holds(polygonsOf(map.home), placeOn(map, home).x, placeOn(map, home).y), country);
    }
  });
});

describe("night", () => {
  const instant = fc.integer({ min: Date.parse("2020-01-01"), max: Date.parse("2031-01-01") });
  const maps: [string, WorldMap][] = [
    ["the world", worldMap()],
    ["Belgium", countryMap("BE", [{ latitude: 50.85, longitude: 4.35 }])],
    [
      "Fiji",
      countryMap("FJ", [
        { latitude: -18, longitude: 178 },
        { latitude: -16.8, longitude: -179.97 },
      ]),
    ],
    ["Tromsø", cityMap([{ latitude: 69.65, longitude: 18.96 }])],
  ];

  /** Light that is left at a point through all shades. */
  const leftAt = ({ base, shades }: ReturnType<typeof nightOn>, x: number, y: number): number => {
    let left = 1 - base;
    for (const { path, opacity } of shades) if (holds(polygonsOf(path), x, y)) left *= 1 - opacity;
    return left;
  };
  // As the map's own: nothing before sunset, all of it from the end of astronomical dusk.
  const leftFor = (altitude: number): number => {
    const past = Math.min(1, Math.max(0, altitude / -18));
    return 1 - 0.8 * past * (1.6 - 0.6 * past);
  };

  for (const [name, map] of maps)
    test(`on ${name} it is as dark as the sun is low, within its steps and a degree`, () => {
      fc.assert(
        fc.property(
          instant,
          fc.double({ min: 0.02, max: 0.98, noNaN: true }),
          fc.double({ min: 0.02, max: 0.98, noNaN: true }),
          (at, across, down) => {
            const [x, y] = [across * mapWidth, down * map.height];
            const latitude = map.top - y / map.perDegree.down;
            const east = map.left + x / map.perDegree.across;
            const altitude = sunAltitude({ latitude, longitude: ((east + 540) % 360) - 180 }, at);
            const left = leftAt(nightOn(map, subsolarPoint(at)), x, y);
            // Eight steps over at most eighteen degrees: half a step, and a degree for whole numbers and refraction.
            const slack = 18 / 16 + 1;
            assert.ok(left >= leftFor(altitude - slack) - 0.02, `too dark: ${left} at ${altitude}`);
            assert.ok(left <= leftFor(altitude + slack) + 0.02, `too light: ${left} at ${altitude}`);
          },
        ),
        { numRuns: 60 },
      );
    });

  test("the line of sunset lies where the sun's upper edge touches the horizon", () => {
    const map = worldMap();
    fc.assert(
      fc.property(instant, (at) => {
        const { line } = nightOn(map, subsolarPoint(at));
        let checked = 0;
        for (const polygon of polygonsOf(line))
          for (const [x, y] of polygon) {
            if (x <= 0 || x >= mapWidth || y <= 0 || y >= map.height) continue;
            const east = map.left + x / map.perDegree.across;
            const altitude = sunAltitude(
              { latitude: map.top - y / map.perDegree.down, longitude: ((east + 540) % 360) - 180 },
              at,
            );
            assert.ok(Math.abs(altitude + 0.833) < 1, `${altitude} at ${x}, ${y}`);
            checked += 1;
          }
        assert.ok(checked > 20);
      }),
      { numRuns: 30 },
    );
  });

  test("full day has no shade, full night no line", () => {
    const map = countryMap("BE", [{ latitude: 50.85, longitude: 4.35 }]);
    const day = nightOn(map, subsolarPoint(Date.parse("2020-07-30T11:40:00Z")));
    assert.deepEqual(day, { base: 0, shades: [], line: "" });
    const night = nightOn(map, subsolarPoint(Date.parse("2020-12-30T23:40:00Z")));
    assert.deepEqual([night.shades, night.line], [[], ""]);
    assert.ok(night.base > 0.7);
  });
});
