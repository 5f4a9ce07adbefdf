import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bridgesOf, cutterSvg } from "./drawing.ts";
import { areaOf, block, boundsOf, ellipse, isInside, limb, outline, touches } from "./shapes.ts";
import {
  choicesOf,
  drawSilhouette,
  figureNames,
  hairs,
  parseFigure,
  slugOf,
  staturesOf,
} from "./silhouettes.ts";
import type { Figure, Silhouette } from "./silhouettes.ts";
import { papers, tile, tileMargin, tileOverlap } from "./tiles.ts";

const all = new Map<string, Silhouette>(figureNames.map((name) => [name, drawSilhouette(name)]));

test("an outline measures what its field describes", () => {
  const bounds = { left: -300, bottom: -300, right: 300, top: 300 };
  const disc = outline(ellipse([10, -20], 150, 150), bounds, 5);
  assert.equal(disc.length, 1);
  assert.ok(Math.abs(areaOf(disc[0] ?? []) - Math.PI * 150 * 150) < 250);
  const box = boundsOf(outline(block({ left: -100, bottom: -50, right: 100, top: 50 }), bounds, 5));
  for (const [side, at] of Object.entries({ left: -100, bottom: -50, right: 100, top: 50 }))
    assert.ok(Math.abs(box[side as keyof typeof box] - at) < 0.5, side);
  const arm = boundsOf(outline(limb([-100, 0, 40], [100, 0, 20]), bounds, 5));
  assert.ok(Math.abs(arm.left + 140) < 0.5 && Math.abs(arm.right - 120) < 0.5);
});

test("every shadow of the library is people in one piece, as tall as asked for", () => {
  for (const [name, figure] of all) {
    assert.ok(figure.loops.length > 0, name);
    assert.deepEqual(boundsOf(figure.loops).left, 0);
    assert.ok(areaOf(figure.loops[0] ?? []) > 150_000, `${name} is not a speck`);
    assert.ok(figure.width < 2000 && figure.height < 2200, name);
    const { usual } = staturesOf(figure.name);
    if (!["seated", "wheelchair", "picking"].includes(name)) {
      assert.ok(Math.abs(figure.height - usual) < 0.01, `${name} ${figure.height}`);
    }
  }
  assert.ok(Math.abs(drawSilhouette("walking", 1550).height - 1550) < 0.01);
  assert.deepEqual(drawSilhouette("pair"), all.get("pair"));
});

const anyFigure = fc
  .record({
    name: fc.constantFrom(...figureNames),
    share: fc.integer({ min: 0, max: 100 }),
    mirrored: fc.boolean(),
    hair: fc.option(fc.constantFrom(...hairs), { nil: undefined }),
    pose: fc.option(
      fc.integer({ min: 0, max: 100 }).map((share) => share / 100),
      { nil: undefined },
    ),
  })
  .map(({ name, share, mirrored, hair, pose }): Figure => {
    const { least, most } = staturesOf(name);
    const choices = choicesOf(name);
    return {
      name,
      stature: Math.round((least + ((most - least) * share) / 100) / 10) * 10,
      ...(mirrored ? { mirrored } : {}),
      ...(choices.hair && hair !== undefined ? { hair } : {}),
      ...(choices.pose && pose !== undefined ? { pose } : {}),
    };
  });

/** As somebody types it. */
function typed({ name, stature = 0, mirrored, hair, pose }: Figure): string {
  const share = pose === undefined ? undefined : `${Math.round(pose * 100)}%`;
  return [name, stature / 10, mirrored === true ? "left" : undefined, hair, share]
    .filter((part) => part !== undefined)
    .join("+");
}

// People who stand together need not touch.
const people: Partial<Record<Figure["name"], number>> = { "with-child": 2, pair: 2, group: 4 };

test("whatever is chosen of a figure: it is read as it was typed, drawn in one piece, as tall as asked for, and its mirror image is one", () => {
  fc.assert(
    fc.property(anyFigure, (figure) => {
      assert.deepEqual(parseFigure(typed(figure)), { ok: true, figure });
      const drawn = drawSilhouette(figure);
      const pieces = drawn.loops.filter((loop) => areaOf(loop) > 0).length;
      assert.ok(pieces <= (people[figure.name] ?? 1), `${typed(figure)}: ${pieces}`);
      if (!["seated", "wheelchair", "picking"].includes(figure.name))
        assert.ok(Math.abs(drawn.height - (figure.stature ?? 0)) < 0.01, `${drawn.height}`);
      const other = drawSilhouette({ ...figure, mirrored: figure.mirrored !== true });
      const area = (loops: Silhouette["loops"]) => loops.reduce((sum, loop) => sum + areaOf(loop), 0);
      assert.ok(Math.abs(area(other.loops) / area(drawn.loops) - 1) < 0.01);
      assert.ok(Math.abs(other.width - drawn.width) < 4);
    }),
    { numRuns: 60 },
  );
  assert.notDeepEqual(drawSilhouette({ name: "walking", pose: 0 }).loops, all.get("walking")?.loops);
  assert.notEqual(slugOf({ name: "walking", hair: "cap" }), slugOf({ name: "walking" }));
  assert.equal(slugOf({ name: "walking", pose: 1 }), "walking");
});

test("what cannot be chosen of a figure is named", () => {
  const partOf = (words: string) => {
    const parsed = parseFigure(words);
    return parsed.ok ? undefined : parsed.part;
  };
  assert.equal(partOf("dragon"), "dragon");
  assert.equal(partOf("pair+scarf"), "scarf");
  assert.equal(partOf("group+40%"), "40%");
  assert.equal(partOf("child+cap"), "cap");
  assert.equal(partOf("walking+120%"), "120%");
  assert.equal(partOf("walking+165+fast"), "fast");
  assert.equal(partOf(" Walking + 165cm + LEFT "), undefined);
});

test("holes run the other way round and lie inside", () => {
  for (const [name, { loops }] of all) {
    const outers = loops.filter((loop) => areaOf(loop) > 0);
    for (const hole of loops.filter((loop) => areaOf(loop) < 0)) {
      assert.ok(isInside(outers, hole[0] ?? [0, 0]), name);
    }
  }
});

test("tiles put together are the whole shadow, to the millimetre", () => {
  for (const [name, figure] of all) {
    for (const paper of ["a4", "a3"] as const) {
      const tiling = tile(figure, paper);
      const at = (row: number, column: number) =>
        tiling.tiles.find((candidate) => candidate.row === row && candidate.column === column)?.window;
      for (const { row, column, window } of tiling.tiles) {
        assert.ok(Math.abs(window.right - window.left - (papers[paper].width - 2 * tileMargin)) < 1e-9);
        const right = at(row, column + 1);
        if (right !== undefined) assert.ok(Math.abs(window.right - right.left - tileOverlap) < 1e-9);
        const below = at(row + 1, column);
        if (below !== undefined) assert.ok(Math.abs(below.top - window.bottom - tileOverlap) < 1e-9);
      }
      for (const loop of figure.loops) {
        for (const [x, y] of loop) {
          assert.ok(
            tiling.tiles.some(
              ({ window: { left, right, bottom, top } }) =>
                x >= left && x <= right && y >= bottom && y <= top,
            ),
            `${name} ${paper}: ${x} ${y} is on no sheet`,
          );
        }
      }
    }
  }
});

const share = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);

test("a sheet is left out only where nothing is on it", () => {
  const figure = all.get("picking");
  assert.ok(figure);
  fc.assert(
    fc.property(share, share, (u, v) => {
      const point = [u * figure.width, v * figure.height] as const;
      fc.pre(isInside(figure.loops, point));
      assert.ok(
        tile(figure, "a4").tiles.some(({ window: { left, right, bottom, top } }) => {
          const [x, y] = point;
          return x >= left && x <= right && y >= bottom && y <= top;
        }),
      );
    }),
    { numRuns: 60 },
  );
  assert.equal(touches(figure.loops, { left: -50, bottom: -50, right: -10, top: -10 }), false);
});

test("a stencil's islands hang on bridges, and a cutter's drawing is in millimetres", () => {
  for (const [name, figure] of all) {
    const holes = figure.loops.filter((loop) => areaOf(loop) < 0).length;
    const bridges = bridgesOf(figure);
    assert.ok(bridges.length >= holes, name);
    const svg = cutterSvg(figure, { title: "A & B <c>", stencil: true });
    assert.match(svg, /<title>A &amp; B &lt;c&gt;<\/title>/);
    assert.equal([...svg.matchAll(/<path/g)].length, 2 + bridges.length);
    const [, width = "", box = ""] = /width="([\d.]+)mm"[^>]*viewBox="([^"]+)"/.exec(svg) ?? [];
    assert.equal(width, box.split(" ")[2]);
  }
});
