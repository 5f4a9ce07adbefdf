/**
 * The plan of the square: what lies where, true to scale, and the distances by which two people with tapes and chalk find each spot again. Pure.
 * The front edge is below and everything is measured from the corner A, front left; see `domain/ground.ts`.
 */
import { isOnGround } from "@bluehour/domain/ground";
import type { Ground, GroundMark, Point, Position } from "@bluehour/domain/ground";
import { pathOf } from "./drawing.ts";
import type { Silhouette } from "./silhouettes.ts";

/** A spot that can be drawn. */
export type PlanSpot = {
  number: number;
  position: Position;
  /** What lies there. */
  figure: Silhouette;
};

/** Where a spot is, as somebody with tapes finds it: metres. */
export type SettingOut = {
  number: number;
  fromLeft: number;
  fromFront: number;
  /** From the front corners, for two tapes that meet. */
  fromA: number;
  fromB: number;
  facing: number;
};

/** How a plan lies on a sheet of A4. */
export type PlanLayout = {
  isLandscape: boolean;
  /** One to so many. */
  scale: number;
  /** Metres between two lines of the grid, and between two that are numbered. */
  grid: number;
  numbered: number;
  /** Metres of the scale bar. */
  bar: number;
};

/** All of a plan but its words. */
export type Plan = PlanLayout & {
  ground: Ground;
  /** By number. */
  spots: PlanSpot[];
  /** In walking order. */
  settingOut: SettingOut[];
  /** Metres from the first spot to the last, in that order. */
  walk: number;
  /** Numbers of the spots that no position is known of, or one outside the ground. */
  missing: number[];
};

/** Room for the drawing itself on a sheet of A4, millimetres: what is left beside edges, bar and words. */
const rooms = { landscape: { width: 243, height: 134 }, portrait: { width: 156, height: 212 } } as const;

const scales = [
  25, 50, 75, 100, 150, 200, 250, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500,
] as const;

/** Lines nearer than this, in millimetres, would be grey. */
const leastGrid = 4;

const steps = [0.5, 1, 2, 5, 10, 20, 50, 100, 200] as const;

/** The largest usual scale at which a ground fits on A4, upright or across. */
export function layoutOf({ width, depth }: Pick<Ground, "width" | "depth">): PlanLayout {
  const scaleIn = (room: { width: number; height: number }) =>
    scales.find((scale) => (width * 1000) / scale <= room.width && (depth * 1000) / scale <= room.height) ??
    scales[scales.length - 1] ??
    1;
  const [across, upright] = [scaleIn(rooms.landscape), scaleIn(rooms.portrait)];
  const isLandscape = across < upright || (across === upright && width > depth);
  const scale = isLandscape ? across : upright;
  const longEnough = (least: number) =>
    steps.find((step) => (step * 1000) / scale >= least) ?? steps[steps.length - 1] ?? 1;
  return {
    isLandscape,
    scale,
    grid: longEnough(leastGrid),
    numbered: longEnough(4 * leastGrid),
    bar: longEnough(25),
  };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** A walk is made shorter at most so many times over: enough for hundreds of spots, and never a matter of seconds. */
const mostRounds = 40;

/**
 * A short walk past all spots, beginning at the one nearest to corner A: to the nearest each time, then stretches turned round while that shortens
 * it. The same spots always give the same walk.
 */
export function walkingOrder<T extends { position: Point }>(spots: readonly T[]): T[] {
  const rest = [...spots];
  const walk: T[] = [];
  let here: Point = { x: 0, y: 0 };
  while (rest.length > 0) {
    let best = 0;
    for (const [index, spot] of rest.entries()) {
      const known = rest[best];
      if (known !== undefined && distance(here, spot.position) < distance(here, known.position)) best = index;
    }
    const [next] = rest.splice(best, 1);
    if (next === undefined) break;
    walk.push(next);
    here = next.position;
  }
  const gap = (from: number, to: number): number => {
    const [one, other] = [walk[from], walk[to]];
    // The walk is open: what is before its first spot and after its last costs nothing.
    return one === undefined || other === undefined ? 0 : distance(one.position, other.position);
  };
  for (let round = 0, isShorter = true; isShorter && round < mostRounds; round += 1) {
    isShorter = false;
    for (let from = 1; from < walk.length - 1; from += 1)
      for (let to = from + 1; to < walk.length; to += 1) {
        if (gap(from - 1, to) + gap(from, to + 1) >= gap(from - 1, from) + gap(to, to + 1) - 1e-9) continue;
        walk.splice(from, to - from + 1, ...walk.slice(from, to + 1).toReversed());
        isShorter = true;
      }
  }
  return walk;
}

/** The plan of a ground, or nothing where no spot's place is known. */
export function planOf(
  ground: Ground | undefined,
  spots: readonly { number: number; position?: Position | undefined; figure: Silhouette }[],
): Plan | undefined {
  if (ground === undefined) return undefined;
  const known: PlanSpot[] = [];
  const missing: number[] = [];
  for (const { number, position, figure } of spots)
    if (position !== undefined && isOnGround(ground, position)) known.push({ number, position, figure });
    else missing.push(number);
  if (known.length === 0) return undefined;
  const order = walkingOrder(known);
  const corners = { a: { x: 0, y: 0 }, b: { x: ground.width, y: 0 } };
  return {
    ...layoutOf(ground),
    ground,
    spots: known,
    missing,
    settingOut: order.map(({ number, position }) => ({
      number,
      fromLeft: position.x,
      fromFront: position.y,
      fromA: distance(position, corners.a),
      fromB: distance(position, corners.b),
      facing: position.facing,
    })),
    walk: order.reduce(
      (sum, { position }, index) =>
        sum + (index === 0 ? 0 : distance(order[index - 1]?.position ?? position, position)),
      0,
    ),
  };
}

/** A point of a figure's own space (from its middle, to its right and towards its head, metres) as it lies on the ground. */
export function placedAt({ x, y, facing }: Position, [right, ahead]: readonly [number, number]): Point {
  const angle = (facing * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return { x: x + right * cos + ahead * sin, y: y - right * sin + ahead * cos };
}

/** Side of a sticker, metres, and its distance from the feet. */
const sticker = { side: 0.3, away: 0.35 } as const;

/** Where a spot's number stands: beyond the head, `away` millimetres on paper. */
export function numberAt({ position, figure }: PlanSpot, { scale }: PlanLayout, away = 3.2): Point {
  return placedAt(position, [0, figure.height / 2000 + (away * scale) / 1000]);
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Colours of the drawing: each is still told from its ground in grey. */
const ink = "#172038";
const shape = "#6b7694";
const line = "#d5d7e0";
const strong = "#a9afc2";
const route = "#8a4d05";

/** Metres from the middle to the edge of marks that have a size of their own; the rest are points. */
const markRadius: Partial<Record<GroundMark, number>> = { tree: 1.2, fountain: 1.5, kiosk: 1.2, statue: 0.7 };

/** Words on a plan that is a picture of its own. */
export type PlanWords = {
  title: string;
  lang: string;
  edges: { front: string; right: string; back: string; left: string };
  marks: string[];
  north: string;
  /** `1 : 150` has no meaning on a screen; the bar has. */
  bar: string;
  colophon: string;
};

/**
 * The drawing in millimetres on paper: grid, edges, marks, figures, stickers, crosses and the walk; no words, which the sheet sets itself. `y` is turned
 * downwards.
 */
export function planShapes(plan: Plan): string {
  const { ground, scale, grid, numbered, spots, settingOut } = plan;
  const mm = (metres: number) => round((metres * 1000) / scale);
  const [width, height] = [mm(ground.width), mm(ground.depth)];
  const at = ({ x, y }: Point) => `${mm(x)} ${round(height - mm(y))}`;
  const lines = (step: number): string => {
    let path = "";
    for (let x = step; x < ground.width - 1e-9; x += step) path += `M${mm(x)} 0V${height}`;
    for (let y = step; y < ground.depth - 1e-9; y += step) path += `M0 ${round(height - mm(y))}H${width}`;
    return path;
  };
  const cross = (position: Position, half: number) => {
    const [x, y] = [mm(position.x), round(height - mm(position.y))];
    return `M${round(x - half)} ${y}H${round(x + half)}M${x} ${round(y - half)}V${round(y + half)}`;
  };
  const byNumber = new Map(spots.map((spot) => [spot.number, spot]));
  const walk = settingOut
    .flatMap(({ number }) => byNumber.get(number) ?? [])
    .map(({ position }) => at(position))
    .join("L");
  const figures = spots
    .map(({ position, figure }) => {
      // One unit of a figure is a millimetre on the ground.
      const transform = `translate(${at(position)}) rotate(${round(position.facing)}) scale(${1 / scale}) translate(${round(-figure.width / 2)} ${round(-figure.height / 2)})`;
      return `<path transform="${transform}" d="${pathOf(figure.loops, figure.height)}"/>`;
    })
    .join("");
  const stickers = spots
    .map(({ position, figure }) => {
      const middle: [number, number] = [
        figure.width / 2000 + sticker.away,
        -figure.height / 2000 + sticker.side / 2,
      ];
      const half = sticker.side / 2;
      const corners = [
        [-half, -half],
        [half, -half],
        [half, half],
        [-half, half],
      ].map(([dx = 0, dy = 0]) => at(placedAt(position, [middle[0] + dx, middle[1] + dy])));
      return `M${corners.join("L")}Z`;
    })
    .join("");
  const marks = ground.marks
    .map(({ what, x, y }) => {
      const radius = markRadius[what];
      const [cx, cy] = [mm(x), round(height - mm(y))];
      return radius === undefined
        ? `<path fill="${ink}" d="M${round(cx - 1.3)} ${cy}L${cx} ${round(cy - 1.3)}L${round(cx + 1.3)} ${cy}L${cx} ${round(cy + 1.3)}Z"/>`
        : `<circle cx="${cx}" cy="${cy}" r="${Math.max(1.3, mm(radius))}" fill="#ffffff" stroke="${ink}" stroke-width="0.35" stroke-dasharray="0.9 0.6"/>`;
    })
    .join("");
  return `<rect width="${width}" height="${height}" fill="#ffffff"/><path d="${lines(grid)}" stroke="${line}" stroke-width="0.12" fill="none"/><path d="${lines(numbered)}" stroke="${strong}" stroke-width="0.2" fill="none"/>${marks}<path d="M${walk}" fill="none" stroke="${route}" stroke-width="0.35" stroke-dasharray="1.6 1.1"/><g fill="${shape}" fill-rule="evenodd">${figures}</g><path d="${stickers}" fill="#ffffff" stroke="${ink}" stroke-width="0.25"/><path d="${spots.map(({ position }) => cross(position, 1.1)).join("")}" stroke="#ffffff" stroke-width="0.9" fill="none"/><path d="${spots.map(({ position }) => cross(position, 1)).join("")}" stroke="${ink}" stroke-width="0.35" fill="none"/><rect width="${width}" height="${height}" fill="none" stroke="${ink}" stroke-width="0.6"/>`;
}

/** Paper around the ground in {@link planSvg}, millimetres: an entrance lies on the edge, and half of its mark outside. */
export const planMargin = 3;

/** The shapes as a picture, one unit a millimetre, with a margin of {@link planMargin}. */
export function planSvg(plan: Plan): string {
  const [width = 0, height = 0] = [plan.ground.width, plan.ground.depth].map((side) =>
    round((side * 1000) / plan.scale + 2 * planMargin),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${-planMargin} ${-planMargin} ${width} ${height}">${planShapes(plan)}</svg>`;
}

/** Size of type of the marks' names, millimetres on paper, and about how wide a letter is. */
const markType = { height: 2.6, letter: 1.25 } as const;

type Box = { left: number; right: number; top: number; bottom: number };

const boxAt = ([x, y]: readonly [number, number], width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});

function shared(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Where the middle of each mark's name stands, millimetres from the upper left corner: below, above or beside its mark, wherever it covers least of figures,
 * numbers and other names, and inside the ground.
 */
export function markNames(plan: Plan, names: readonly string[]): { x: number; y: number }[] {
  const { ground, scale, spots } = plan;
  const mm = (metres: number) => (metres * 1000) / scale;
  const paperAt = ({ x, y }: Point): [number, number] => [mm(x), mm(ground.depth - y)];
  const taken = spots.flatMap((spot) => {
    const { position, figure } = spot;
    const long = Math.max(figure.width, figure.height) / scale;
    return [boxAt(paperAt(numberAt(spot, plan)), 5.5, 4.5), boxAt(paperAt(position), long, long)];
  });
  const sheet = { left: 0.5, right: mm(ground.width) - 0.5, top: 0.5, bottom: mm(ground.depth) - 0.5 };
  return ground.marks.map((mark, index) => {
    const [x, y] = paperAt(mark);
    const [width, height] = [(names[index] ?? "").length * markType.letter, markType.height];
    const radius = markRadius[mark.what];
    const away = radius === undefined ? 1.3 : Math.max(1.3, mm(radius));
    const [over, beside] = [away + height / 2 + 0.5, away + width / 2 + 0.8];
    const places: [number, number][] = [
      [x, y + over],
      [x, y - over],
      [x + beside, y],
      [x - beside, y],
    ];
    const cost = (box: Box) =>
      taken.reduce((sum, other) => sum + shared(box, other), 0) + 10 * (width * height - shared(box, sheet));
    const boxes = places.map((place) => boxAt(place, width, height));
    const best = boxes.reduce((least, box) => (cost(box) < cost(least) - 1e-9 ? box : least));
    taken.push(best);
    return { x: (best.left + best.right) / 2, y: (best.top + best.bottom) / 2 };
  });
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** The whole plan as a picture of its own, with its words, for a message, a web page or a drawing program. */
export function planPicture(plan: Plan, words: PlanWords): string {
  const { ground, scale, spots, bar } = plan;
  const mm = (metres: number) => round((metres * 1000) / scale);
  const [width, height] = [mm(ground.width), mm(ground.depth)];
  const margin = { x: 14, top: 22, bottom: 26 };
  const [w, h] = [round(width + 2 * margin.x), round(height + margin.top + margin.bottom)];
  const text = (
    x: number,
    y: number,
    size: number,
    say: string,
    options: { bold?: boolean; turn?: number; fill?: string } = {},
  ) =>
    say === ""
      ? ""
      : `<text x="${round(x)}" y="${round(y)}" font-size="${size}" text-anchor="middle"${options.bold === true ? ' font-weight="600"' : ""}${options.turn === undefined ? "" : ` transform="rotate(${options.turn} ${round(x)} ${round(y)})"`} fill="${options.fill ?? ink}">${escaped(say)}</text>`;
  const at = ({ x, y }: Point): [number, number] => [mm(x), height - mm(y)];
  const numbers = spots
    .map((spot) => {
      const [x, y] = at(numberAt(spot, plan));
      return `<circle cx="${round(x)}" cy="${round(y)}" r="2.5" fill="#ffffff" fill-opacity="0.85"/>${text(x, y + 1.3, 3.6, String(spot.number), { bold: true })}`;
    })
    .join("");
  const marks = markNames(plan, words.marks)
    .map(({ x, y }, index) => text(x, y + 0.9, 2.4, words.marks[index] ?? ""))
    .join("");
  const corners = [
    text(-2.5, height + 4, 3.4, "A", { bold: true }),
    text(width + 2.5, height + 4, 3.4, "B", { bold: true }),
    text(width + 2.5, -1.5, 3.4, "C", { bold: true }),
    text(-2.5, -1.5, 3.4, "D", { bold: true }),
  ].join("");
  const edges = [
    text(width / 2, height + 5, 3.2, words.edges.front),
    text(width / 2, -2, 3.2, words.edges.back),
    text(-3, height / 2, 3.2, words.edges.left, { turn: -90 }),
    text(width + 3, height / 2, 3.2, words.edges.right, { turn: 90 }),
  ].join("");
  const barAt = height + 12;
  const scaleBar = `<path d="M0 ${barAt - 1}V${barAt + 1}M0 ${barAt}H${mm(bar)}M${mm(bar)} ${barAt - 1}V${barAt + 1}" stroke="${ink}" stroke-width="0.5" fill="none"/>${text(mm(bar) + 8, barAt + 1.1, 3.2, words.bar)}`;
  const north =
    ground.bearing === undefined
      ? ""
      : `<g transform="translate(${round(width - 6)} ${barAt}) rotate(${round(-ground.bearing)})"><path d="M0 5V-5M-1.6 -2L0 -5L1.6 -2" stroke="${ink}" stroke-width="0.5" fill="none"/><text y="-7" font-size="3.4" font-weight="600" text-anchor="middle" fill="${ink}">${escaped(words.north)}</text></g>`;
  const head = text(width / 2, -12, 5, words.title, { bold: true });
  const foot = text(width / 2, height + 22, 2.2, words.colophon, { fill: "#525c76" });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="${w}mm" height="${h}mm" viewBox="${-margin.x} ${-margin.top} ${w} ${h}" lang="${words.lang}" role="img" font-family="'Source Sans 3', 'Vazirmatn', 'Noto Sans', Arial, sans-serif"><title>${escaped(words.title)}</title><rect x="${-margin.x}" y="${-margin.top}" width="${w}" height="${h}" fill="#ffffff"/>${planShapes(plan)}${marks}${numbers}${corners}${edges}${scaleBar}${north}${head}${foot}</svg>\n`;
}
