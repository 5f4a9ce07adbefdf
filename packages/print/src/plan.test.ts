import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import type { Ground, Position } from "@bluehour/domain/ground";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { publicDay } from "@bluehour/testing/public-day";
import { filesOf, takeOrder } from "./order.ts";
import { layoutOf, markNames, numberAt, planOf, planPicture, planSvg, walkingOrder } from "./plan.ts";
import { openPress } from "./press.ts";
import type { Press } from "./press.ts";
import { drawSilhouette } from "./silhouettes.ts";

const figure = drawSilhouette("standing", 1700);
const ground: Ground = { width: 32, depth: 20, bearing: 100, marks: [{ what: "tree", x: 7, y: 16 }] };
const at = (x: number, y: number, facing = 0): Position => ({ x, y, facing });

function walked(spots: readonly { position: { x: number; y: number } }[]): number {
  return spots.reduce((sum, { position }, index) => {
    const last = spots[index - 1]?.position ?? position;
    return sum + Math.hypot(position.x - last.x, position.y - last.y);
  }, 0);
}

let press: Press;

before(async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  press = opened.press;
});

test("a plan is as large as its sheet allows, at a usual scale, and its grid never turns grey", () => {
  assert.deepEqual(layoutOf(ground), { isLandscape: true, scale: 150, grid: 1, numbered: 5, bar: 5 });
  assert.equal(layoutOf({ width: 8, depth: 20 }).isLandscape, false);
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 1000, noNaN: true }),
      fc.double({ min: 1, max: 1000, noNaN: true }),
      (width, depth) => {
        const { scale, grid, numbered, bar, isLandscape } = layoutOf({ width, depth });
        const [w, d] = [(width * 1000) / scale, (depth * 1000) / scale];
        assert.ok(isLandscape ? w <= 243 && d <= 134 : w <= 156 && d <= 212);
        assert.ok((grid * 1000) / scale >= 4 && (numbered * 1000) / scale >= 16);
        assert.ok((bar * 1000) / scale >= 25 && (bar * 1000) / scale < 80);
      },
    ),
  );
});

test("the walk passes each spot once, begins near corner A, and is no longer than going by number", () => {
  const spots = fc.array(
    fc.record({
      position: fc.record({
        x: fc.double({ min: 0, max: 30, noNaN: true }),
        y: fc.double({ min: 0, max: 30, noNaN: true }),
      }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(spots, (all) => {
      const walk = walkingOrder(all);
      assert.deepEqual(new Set(walk), new Set(all));
      assert.equal(walk.length, all.length);
      assert.deepEqual(walkingOrder(all), walk);
      const near = Math.min(...all.map(({ position }) => Math.hypot(position.x, position.y)));
      const first = walk[0]?.position;
      if (first !== undefined) assert.equal(Math.hypot(first.x, first.y), near);
    }),
  );
  const row = [5, 1, 4, 2, 3].map((x) => ({ position: { x, y: 0 } }));
  assert.deepEqual(
    walkingOrder(row).map(({ position }) => position.x),
    [1, 2, 3, 4, 5],
  );
  // To the nearest each time would cross its own way.
  const crossing = [at(0, 0), at(3, 0), at(3.1, 3), at(6, 0.2), at(0, 3.2), at(6, 3)].map((position) => ({
    position,
  }));
  assert.ok(walked(walkingOrder(crossing)) <= walked(crossing));
});

test("distances are those of two tapes: from the edges, and from the front corners", () => {
  const plan = planOf(ground, [
    { number: 1, position: at(3, 4), figure },
    { number: 2, position: at(29, 4, 90), figure },
    { number: 3, figure },
    { number: 4, position: at(33, 4), figure },
  ]);
  assert.ok(plan);
  assert.deepEqual(
    plan.settingOut.map(({ number, fromLeft, fromFront, fromA, facing }) => [
      number,
      fromLeft,
      fromFront,
      fromA,
      facing,
    ]),
    [
      [1, 3, 4, 5, 0],
      [2, 29, 4, Math.hypot(29, 4), 90],
    ],
  );
  assert.equal(plan.settingOut[1]?.fromB, 5);
  assert.equal(plan.walk, 26);
  assert.deepEqual(plan.missing, [3, 4]);
  assert.equal(planOf(ground, [{ number: 1, figure }]), undefined);
  assert.equal(planOf(undefined, [{ number: 1, position: at(1, 1), figure }]), undefined);
});

test("the drawing is true to scale: paper, frame, crosses and figures in millimetres", () => {
  const plan = planOf(ground, [{ number: 7, position: at(15, 5, 90), figure }]);
  assert.ok(plan);
  const svg = planSvg(plan);
  assert.match(svg, /width="219.333mm" height="139.333mm" viewBox="-3 -3 219.333 139.333"/);
  // 15 m and 5 m from corner A at 1 to 150, y downwards.
  assert.match(svg, /translate\(100 100\) rotate\(90\)/);
  assert.match(svg, /M99 100H101M100 99V101/);
  const [spot] = plan.spots;
  assert.ok(spot);
  const number = numberAt(spot, plan);
  // Its head points to the right, and the number stands beyond it.
  assert.ok(number.x > 15.85 && Math.abs(number.y - 5) < 1e-9);
});

test("a mark's name covers neither a number nor the edge where there is another side for it", () => {
  const plan = planOf(
    {
      ...ground,
      marks: [
        { what: "lamp", x: 0.2, y: 0.2 },
        { what: "bench", x: 10, y: 10 },
      ],
    },
    [{ number: 1, position: at(10, 8), figure }],
  );
  assert.ok(plan);
  const [lamp, bench] = markNames(plan, ["lamp post", "bench"]);
  assert.ok(lamp && lamp.x > 5 && lamp.y < 134);
  // The number stands below the bench.
  assert.ok(bench && bench.y < (10 * 1000) / 150);
});

test("where positions are known, the crew's folder and the letters hold the plan, in every language; else all is as before", () => {
  const day = publicDay().releases as unknown as PublicRelease[];
  let number = 0;
  const laid = day.map((release) => {
    if (release.kind === "installation")
      return {
        ...release,
        data: { ...release.data, ground: { ...ground, marks: [{ what: "tree" as const, x: 1, y: 1 }] } },
      };
    if (release.kind !== "placement") return release;
    number += 1;
    return { ...release, data: { ...release.data, position: at(4 * number, 6) } };
  }) as unknown as PublicRelease[];
  const crew = (releases: PublicRelease[], locale: "en") => {
    const order = {
      releases,
      installation: "shadows",
      origin: "https://day.example.org",
      at: new Date("2020-07-01T12:00:00Z"),
      locale,
      only: ["crew" as const],
    };
    const result = takeOrder(order);
    assert.ok(result.ok);
    return [...filesOf(result.taken, press)].flatMap(({ files, problems }) => {
      assert.deepEqual(problems, []);
      return files;
    });
  };
  for (const locale of interfaceLocales) {
    const files = crew(laid, locale as "en");
    const picture = files.find(({ path }) => path === `crew/plan-${locale}.svg`);
    assert.match(new TextDecoder().decode(picture?.bytes), /^<\?xml.*<title>/s);
    const plain = crew(day, locale as "en");
    assert.ok(!plain.some(({ path }) => path.endsWith(".svg")));
    const pages = (all: typeof files) =>
      Math.max(
        ...[
          ...new TextDecoder("latin1")
            .decode(all.find(({ path }) => path.includes("folder"))?.bytes)
            .matchAll(/\/Count (\d+)/g),
        ].map((found) => Number(found[1])),
      );
    assert.equal(pages(files), pages(plain) + 1, locale);
  }
});

test("words on the picture are text, whatever somebody wrote on an edge", () => {
  const plan = planOf(ground, [{ number: 1, position: at(1, 1), figure }]);
  assert.ok(plan);
  const edges = { front: '</text><script>"', right: "&", back: "", left: "" };
  const svg = planPicture(plan, {
    title: "<b>",
    lang: "en",
    edges,
    marks: ["tree"],
    north: "N",
    bar: "5 m",
    colophon: "",
  });
  assert.ok(!svg.includes("<script>") && !svg.includes("<b>"));
  assert.match(svg, /&lt;\/text&gt;&lt;script&gt;&quot;/);
});
