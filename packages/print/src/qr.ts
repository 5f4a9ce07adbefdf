/**
 * Codes that work on pavement: the matrix, how large it must be for the distance from which it is scanned, its colours, and the drawing.
 */
import { encode } from "uqr";

/** A code's modules, `true` being dark, without quiet zone. */
export type Code = {
  text: string;
  level: ErrorCorrection;
  version: number;
  size: number;
  modules: readonly (readonly boolean[])[];
  /** Whether the smaller alphanumeric mode carries it. */
  alphanumeric: boolean;
};

/** QR error correction: about 7, 15, 25 and 30 per cent of the code may be lost. */
export type ErrorCorrection = "L" | "M" | "Q" | "H";

/** Light modules that must surround a code: fewer, and two of seven decoders that we tried read nothing. */
export const quietZone = 4;

/** Largest version that a phone reads from the ground without being held still for long; above it modules become too small. */
export const largestVersion = 10;

/** A code, or that it cannot hold the text. */
export type EncodedCode =
  | { ok: true; code: Code }
  | { ok: false; problem: { reason: "code-too-long"; values: { text: string } } };

// A placement's code stands on several sheets, and choosing its mask takes most of the time of printing it.
const known = new Map<string, EncodedCode>();
const knownKept = 5000;

/** Encodes a text, by default with the strongest correction. The same text gives the same code. */
export function encodeCode(
  text: string,
  { level = "H", version = largestVersion }: { level?: ErrorCorrection; version?: number } = {},
): EncodedCode {
  const key = `${level} ${version} ${text}`;
  let encoded = known.get(key);
  if (encoded === undefined) {
    if (known.size >= knownKept) known.clear();
    encoded = encodeAnew(text, level, version);
    known.set(key, encoded);
  }
  return encoded;
}

function encodeAnew(text: string, level: ErrorCorrection, version: number): EncodedCode {
  try {
    const options = { ecc: level, border: 0, boostEcc: false, maxVersion: version };
    const { data, size, version: used } = encode(text, options);
    const alphanumeric = /^[A-Z0-9 $%*+./:-]*$/.test(text);
    return { ok: true, code: { text, level, version: used, size, modules: data, alphanumeric } };
  } catch {
    return { ok: false, problem: { reason: "code-too-long", values: { text } } };
  }
}

/**
 * Millimetres a module must measure at least to be scanned from `distance` millimetres: a tenth of the distance for the usual code of 29
 * modules and its quiet zone. On the ground a quarter more: dust, wear, and a phone held at a slant.
 */
export function moduleFor(distance: number, { ground = false } = {}): number {
  return (distance / 10 / 37) * (ground ? 1.25 : 1);
}

/** Side of a code with its quiet zone, millimetres, at a module's size. */
export function sideOf(code: Pick<Code, "size">, module: number): number {
  return (code.size + 2 * quietZone) * module;
}

/** A module's size where the whole code, with quiet zone, has this side. Whole twentieths of a millimetre, so that edges are sharp. */
export function moduleOf(code: Pick<Code, "size">, side: number): number {
  return Math.floor((side / (code.size + 2 * quietZone)) * 20 + 1e-9) / 20;
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const share = parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two `#rrggbb` colours, from 1 to 21 (WCAG 2). */
export function contrastOf(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** The least contrast of a code with its ground: low light and worn ink take half of it away. */
export const leastContrast = 10;

/** What codes are printed in: the cause's colour where it is dark enough on white, else black, which every printer has. */
export function codeColour(chosen: string): string {
  return contrastOf(chosen, "#ffffff") >= leastContrast ? chosen.toLowerCase() : "#000000";
}

/** White or ink, whichever is better read on a colour. */
export function wordsOn(colour: string): string {
  return contrastOf(colour, "#ffffff") >= contrastOf(colour, "#172038") ? "#ffffff" : "#172038";
}

/** Modules that the mark in the middle takes: 5 of 29 in each direction, a tenth of what level H can repair. */
const markModules = 5;

/** Whether a code may bear a mark in its middle. */
export function bearsMark({ level, size }: Pick<Code, "level" | "size">): boolean {
  return level === "H" && size >= 25;
}

// Directions of an edge: right, down, left, up. A turn to the right is the next one.
const stepsX = [1, 0, -1, 0] as const;
const stepsY = [0, 1, 0, -1] as const;

/** Outlines of the dark modules as path data, in modules; neighbours are one shape, so no hairline shows between them. */
export function pathOfModules(modules: Code["modules"]): string {
  const isDark = (x: number, y: number) => modules[y]?.[x] === true;
  // Edges run with the dark on their right. At each corner, a bit for each direction in which one starts.
  const stride = modules.length + 1;
  const starts = new Uint8Array(stride * stride);
  const add = (x: number, y: number, direction: number) => {
    starts[y * stride + x] = (starts[y * stride + x] ?? 0) | (1 << direction);
  };
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!isDark(x, y)) continue;
      if (!isDark(x, y - 1)) add(x, y, 0);
      if (!isDark(x + 1, y)) add(x + 1, y, 1);
      if (!isDark(x, y + 1)) add(x + 1, y + 1, 2);
      if (!isDark(x - 1, y)) add(x, y + 1, 3);
    }
  }
  const path: (string | number)[] = [];
  for (let corner = 0; corner < starts.length; corner += 1) {
    while (starts[corner] !== 0) {
      let at = corner;
      let direction = Math.log2((starts[at] ?? 0) & -(starts[at] ?? 0));
      path.push("M", at % stride, " ", Math.floor(at / stride));
      for (;;) {
        starts[at] = (starts[at] ?? 0) & ~(1 << direction);
        at += (stepsX[direction] ?? 0) + (stepsY[direction] ?? 0) * stride;
        if (at === corner) break;
        const here = starts[at] ?? 0;
        // Where two modules touch at a corner, turn right: each keeps its own outline.
        const next = [1, 0, 3].map((turn) => (direction + turn) % 4).find((way) => (here & (1 << way)) !== 0);
        if (next === undefined) break;
        if (next !== direction)
          path.push(direction % 2 === 0 ? `H${at % stride}` : `V${Math.floor(at / stride)}`);
        direction = next;
      }
      path.push("Z");
    }
  }
  return path.join("");
}

/** The code with its quiet zone as an SVG of one unit a module; with `mark`, our horizon in the middle where the code bears it. */
export function svgOfCode(
  code: Code,
  options: { colour?: string; mark?: boolean; module?: number } = {},
): string {
  const { colour = "#000000", mark = false, module = 1 } = options;
  const side = code.size + 2 * quietZone;
  const middle = (code.size - markModules) / 2;
  const isMarked = mark && bearsMark(code);
  const modules = isMarked
    ? code.modules.map((row, y) =>
        row.map(
          (dark, x) =>
            dark && !(x >= middle && x < middle + markModules && y >= middle && y < middle + markModules),
        ),
      )
    : code.modules;
  const drawn = isMarked
    ? `<g transform="translate(${middle} ${middle})"><path fill="${colour}" d="M.6 4.4V2.2H1.5V1.3H2.7V.6H3.6V2.7H4.4V4.4Z"/><path fill="#fff" d="M1.85 2h.5v.7h-.5zM2.95 1.3h.3v.5h-.3z"/></g>`
    : "";
  const size = Math.round(side * module * 1000) / 1000;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}mm" height="${size}mm" viewBox="-${quietZone} -${quietZone} ${side} ${side}"><path fill="#fff" d="M-${quietZone}-${quietZone}h${side}v${side}h-${side}z"/><path fill="${colour}" fill-rule="evenodd" d="${pathOfModules(modules)}"/>${drawn}</svg>`;
}
