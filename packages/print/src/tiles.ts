/** A shadow at life size on office paper: which sheets, what each shows, where its marks stand. Pure; millimetres. */
import { touches } from "./shapes.ts";
import type { Bounds } from "./shapes.ts";
import type { Silhouette } from "./silhouettes.ts";

/** Papers that shadows are tiled over. */
export const papers = {
  a4: { width: 210, height: 297 },
  a3: { width: 297, height: 420 },
} as const;

/** A paper's name. */
export type Paper = keyof typeof papers;

/** White edge that office printers cannot reach, and what neighbours share so that they can be glued. */
export const tileMargin = 12;
export const tileOverlap = 12;

/** One sheet. `name` is its row (a letter, from the top) and column; `window` is the part of the drawing that it shows, y upwards. */
export type Tile = { name: string; row: number; column: number; window: Bounds };

/** All sheets of a drawing. */
export type Tiling = {
  paper: Paper;
  columns: number;
  rows: number;
  /** What one sheet shows, overlap included. */
  window: { width: number; height: number };
  /** From one sheet's drawing to the next one's. */
  step: { x: number; y: number };
  /** Sheets with something on them, from the top left. Empty ones are left out. */
  tiles: Tile[];
  /** The drawing is centred in the grid of sheets: where its lower left corner lies from the grid's. */
  offset: { x: number; y: number };
};

function rowName(row: number): string {
  return row < 26
    ? String.fromCodePoint(65 + row)
    : `${rowName(Math.floor(row / 26) - 1)}${rowName(row % 26)}`;
}

/** Tiles a silhouette over a paper, upright. */
export function tile(silhouette: Silhouette, paper: Paper): Tiling {
  const { width, height } = papers[paper];
  const window = { width: width - 2 * tileMargin, height: height - 2 * tileMargin };
  const step = { x: window.width - tileOverlap, y: window.height - tileOverlap };
  const count = (length: number, by: number) => Math.max(1, Math.ceil((length - tileOverlap) / by));
  const columns = count(silhouette.width, step.x);
  const rows = count(silhouette.height, step.y);
  const offset = {
    x: (columns * step.x + tileOverlap - silhouette.width) / 2,
    y: (rows * step.y + tileOverlap - silhouette.height) / 2,
  };
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const left = column * step.x - offset.x;
      const bottom = (rows - 1 - row) * step.y - offset.y;
      const shown = { left, bottom, right: left + window.width, top: bottom + window.height };
      if (touches(silhouette.loops, shown)) {
        tiles.push({ name: `${rowName(row)}${column + 1}`, row, column, window: shown });
      }
    }
  }
  return { paper, columns, rows, window, step, tiles, offset };
}
