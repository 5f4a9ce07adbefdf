/** A ruler on the shadows: every figure's sheets, as they come out of the printer, laid together and measured; and the plotter's page. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { PublicRelease } from "@bluehour/domain/release";
import { filesOf, takeOrder } from "@bluehour/print/order";
import { openPress } from "@bluehour/print/press";
import type { SheetFile } from "@bluehour/print/sheets";
import { drawSilhouette, figureNames, parseFigure, slugOf } from "@bluehour/print/silhouettes";
import { tile, tileMargin } from "@bluehour/print/tiles";
import type { Paper } from "@bluehour/print/tiles";
import { publicDay } from "@bluehour/testing/public-day";
import { readPgm, renderPages } from "./print-decoders.ts";
import type { Grey } from "./print-decoders.ts";

// Two pixels a millimetre.
const resolution = 50.8;

const chosen = [...figureNames, "walking+152+left+scarf+40%", "child+95+100%"];

let folder: string;
let sheets: SheetFile[];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-shadows-"));
  const opened = await openPress();
  assert.ok(opened.ok);
  const releases = publicDay().releases as unknown as PublicRelease[];
  // A placement for each figure.
  const [placement] = releases.filter((release) => release.kind === "placement");
  assert.ok(placement);
  const taken = takeOrder({
    releases: [
      ...releases.filter(({ kind }) => kind !== "placement"),
      ...chosen.map((_, at) => ({ ...placement, data: { ...placement.data, number: at + 1 } })),
    ],
    installation: placement.data.installation,
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    only: ["shadows"],
    figures: chosen,
  });
  assert.ok(taken.ok);
  sheets = [...filesOf(taken.taken, opened.press)].flatMap(({ files, problems }) => {
    assert.deepEqual(problems, []);
    return files;
  });
});

after(() => rmSync(folder, { recursive: true, force: true }));

function figureOf(typed: string) {
  const parsed = parseFigure(typed);
  assert.ok(parsed.ok, typed);
  return { slug: slugOf(parsed.figure), silhouette: drawSilhouette(parsed.figure) };
}

function pagesOf(slug: string, name: string): Grey[] {
  const sheet = sheets.find(({ path }) => path === `shadows/${slug}/${name}.pdf`);
  assert.ok(sheet, `${slug} ${name}`);
  const pages = join(folder, slug, name);
  mkdirSync(pages, { recursive: true });
  writeFileSync(join(pages, "sheet.pdf"), sheet.bytes);
  renderPages(join(pages, "sheet.pdf"), join(pages, "p"), resolution);
  const pictures = readdirSync(pages)
    .filter((file) => file.endsWith(".pgm"))
    .toSorted()
    .map((file) => readPgm(join(pages, file)));
  rmSync(pages, { recursive: true });
  return pictures;
}

/** Where the figure's own light grey is found on all sheets, in the figure's millimetres. */
function extentOn(
  pages: readonly Grey[],
  windows: readonly { left: number; right: number; top: number; bottom: number }[],
) {
  const found = { left: Infinity, right: -Infinity, bottom: Infinity, top: -Infinity };
  for (const [index, window] of windows.entries()) {
    const { width, height, data } = pages[index] ?? { width: 0, height: 0, data: new Uint8Array() };
    // The grey as an area: the marks are hairlines, which this few pixels show in grey as well.
    const isGrey = (row: number, column: number) => {
      const value = data[row * width + column] ?? 255;
      return value >= 222 && value <= 240;
    };
    const isArea = (along: (step: number) => boolean) =>
      [0, 1, 2, 3].every((step) => along(step)) || [0, 1, 2, 3].every((step) => along(-step));
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        if (!isGrey(row, column)) continue;
        const [x, y] = [column / 2 - tileMargin, row / 2 - tileMargin];
        if (x < 1 || y < 1 || x > window.right - window.left - 1 || y > window.top - window.bottom - 1)
          continue;
        if (!isArea((step) => isGrey(row, column + step)) || !isArea((step) => isGrey(row + step, column)))
          continue;
        found.left = Math.min(found.left, window.left + x);
        found.right = Math.max(found.right, window.left + x + 0.5);
        found.top = Math.max(found.top, window.top - y);
        found.bottom = Math.min(found.bottom, window.top - y - 0.5);
      }
    }
  }
  return found;
}

for (const paper of ["a4", "a3"] as const satisfies readonly Paper[]) {
  test(`the sheets of ${paper.toUpperCase()} of every shadow, laid together as they were printed, measure right to 1 mm`, () => {
    for (const typed of chosen) {
      const { slug, silhouette } = figureOf(typed);
      const tiling = tile(silhouette, paper);
      // The first page is the plan.
      const pages = pagesOf(slug, `tiles-${paper}`).slice(1);
      assert.equal(pages.length, tiling.tiles.length);
      const found = extentOn(
        pages,
        tiling.tiles.map(({ window }) => window),
      );
      // The grey ends at the inner edge of an outline that is 1.4 mm thick.
      const wanted = { left: 0.7, right: silhouette.width - 0.7, bottom: 0.7, top: silhouette.height - 0.7 };
      for (const side of ["left", "right", "bottom", "top"] as const) {
        const off = Math.abs(found[side] - wanted[side]);
        assert.ok(off < 1, `${typed} ${side}: ${found[side]}, not ${wanted[side]}`);
      }
    }
  });
}

test("the plotter's page of every shadow is as wide and as tall as the shadow, to 1 mm", () => {
  for (const typed of chosen) {
    const { slug, silhouette } = figureOf(typed);
    const [page, ...more] = pagesOf(slug, "plot-1to1");
    assert.ok(page && more.length === 0);
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    // Below the figure stand a line of 100 mm and words.
    const last = (20 + silhouette.height + 2) * 2;
    for (let row = 0; row < last; row += 1)
      for (let column = 0; column < page.width; column += 1)
        if ((page.data[row * page.width + column] ?? 255) < 128) {
          [left, right] = [Math.min(left, column), Math.max(right, column + 1)];
          [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
        }
    const [width, height] = [(right - left) / 2, (bottom - top) / 2];
    assert.ok(Math.abs(width - silhouette.width) < 1, `${typed}: ${width} mm, not ${silhouette.width}`);
    assert.ok(Math.abs(height - silhouette.height) < 1, `${typed}: ${height} mm, not ${silhouette.height}`);
  }
});
