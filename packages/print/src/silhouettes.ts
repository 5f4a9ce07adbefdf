/**
 * The library of shadows: our own drawing, from numbers alone. Nobody's outline, no face, no chains, nobody on their knees: people who
 * stand, walk, sit, read, work, and stand together.
 */
import {
  areaOf,
  blend,
  block,
  boundsOf,
  ellipse,
  limb,
  moved,
  outline,
  ring,
  union,
  without,
} from "./shapes.ts";
import type { Ball, Field, Loop } from "./shapes.ts";

/** Every figure of the library. */
export const figureNames = [
  "standing",
  "coat",
  "walking",
  "seated",
  "reading",
  "at-work",
  "picking",
  "carrying",
  "with-cane",
  "wheelchair",
  "child",
  "with-child",
  "pair",
  "group",
] as const;

/** A figure of the library. */
export type FigureName = (typeof figureNames)[number];

/** Whether a word names a figure. */
export function isFigureName(word: string): word is FigureName {
  return (figureNames as readonly string[]).includes(word);
}

/** A drawn figure, standing on y = 0, its left edge at x = 0. Millimetres. */
export type Silhouette = {
  name: FigureName;
  /** Height of the tallest person in it, as asked for. */
  stature: number;
  width: number;
  height: number;
  loops: Loop[];
};

/** How tall the tallest person of a figure may be, in millimetres. */
export const statures = {
  adult: { least: 1400, usual: 1700, most: 2000 },
  child: { least: 800, usual: 1180, most: 1450 },
} as const;

/** Statures that this figure can have. */
export function staturesOf(name: FigureName): { least: number; usual: number; most: number } {
  return name === "child" ? statures.child : statures.adult;
}

// Bodies are described for a person a thousand units tall, and scaled.

/** Limbs one after the other; they share their joints, so blending them would only swell those. */
function chain(...balls: Ball[]): Field[] {
  return [union(balls.slice(1).map((ball, index) => limb(balls[index] ?? ball, ball)))];
}

const bodySoftness = 26;

function body(...parts: (Field | Field[])[]): Field {
  return blend(bodySoftness, parts.flat());
}

type Hair = "short" | "bun" | "long" | "cap" | "scarf";

/** A head without a face: an oval on a neck, and what is on it. */
function head(
  x: number,
  y: number,
  hair: Hair,
  { turn = 0, toward = 0, neck = [x, 800] as [number, number] } = {},
): Field[] {
  const parts: Field[] = [
    ellipse([x, y], 45, 60, turn),
    limb([x - toward * 6, y - 34, 24], [neck[0], neck[1], 33]),
  ];
  if (hair === "short") parts.push(ellipse([x - toward * 9, y + 16], 47, 47, turn));
  if (hair === "bun") parts.push(ellipse([x - 6 - toward * 46, y + 38], 24, 23));
  if (hair === "long")
    parts.push(
      ellipse([x - toward * 8, y + 14], 50, 50),
      limb([x - 32 - toward * 10, y - 5, 20], [x - 40 - toward * 16, y - 88, 15]),
      ...(toward === 0 ? [limb([x + 32, y - 5, 20], [x + 40, y - 88, 15])] : []),
    );
  if (hair === "cap")
    parts.push(
      ellipse([x - toward * 3, y + 26], 49, 38),
      limb([x, y + 24, 9], [x + (toward === 0 ? 1 : toward) * 66, y + 16, 5]),
    );
  if (hair === "scarf")
    parts.push(
      ellipse([x - toward * 4, y + 4], 53, 66),
      limb([x - toward * 4, y - 40, 46], [x - toward * 8, y - 96, 66]),
    );
  return parts;
}

/** Trunk from the front: shoulders, chest, waist, hips. `build` widens it. */
function trunkFront(build = 1, x = 0): Field[] {
  return [
    ...chain([x - 84 * build, 776, 32], [x, 806, 30], [x + 84 * build, 776, 32]),
    ...chain([x, 726, 97 * build], [x, 610, 81 * build], [x, 520, 87 * build]),
    limb([x - 38 * build, 500, 53], [x + 38 * build, 500, 53]),
  ];
}

/** Trunk from the side, leaning by `lean` at the shoulders. */
function trunkSide(lean = 0, hip = 0): Field[] {
  return [
    ...chain(
      [hip + lean, 768, 56],
      [hip + lean * 0.78, 700, 72],
      [hip + lean * 0.25, 590, 62],
      [hip - 4, 510, 68],
    ),
  ];
}

function foot(x: number, y: number, toward: number): Field[] {
  return chain([x - toward * 8, y - 24, 22], [x + toward * 26, y - 31, 17], [x + toward * 64, y - 35, 11]);
}

/** A leg from hip by knee to ankle, and the foot. */
function leg(
  hip: readonly [number, number],
  knee: readonly [number, number],
  ankle: readonly [number, number],
  toward: number,
): Field[] {
  return [
    ...chain(
      [hip[0], hip[1], 57],
      [knee[0], knee[1] + 10, 43],
      [knee[0] + (ankle[0] - knee[0]) * 0.3, knee[1] - (knee[1] - ankle[1]) * 0.3, 38],
      [ankle[0], ankle[1], 23],
    ),
    ...foot(ankle[0], ankle[1], toward),
  ];
}

function arm(
  shoulder: readonly [number, number],
  elbow: readonly [number, number],
  wrist: readonly [number, number],
): Field[] {
  const reach = Math.hypot(wrist[0] - elbow[0], wrist[1] - elbow[1]);
  const hand: Ball = [
    wrist[0] + ((wrist[0] - elbow[0]) / reach) * 38,
    wrist[1] + ((wrist[1] - elbow[1]) / reach) * 38,
    14,
  ];
  return chain(
    [shoulder[0], shoulder[1], 35],
    [elbow[0], elbow[1], 27],
    [wrist[0], wrist[1], 19],
    [wrist[0] + (hand[0] - wrist[0]) * 0.5, wrist[1] + (hand[1] - wrist[1]) * 0.5, 22],
    hand,
  );
}

const legsFront = (spread = 0): Field[] => [
  ...leg([-44, 500], [-50 - spread * 0.5, 285], [-56 - spread, 55], -0.45),
  ...leg([44, 500], [50 + spread * 0.5, 285], [56 + spread, 55], 0.45),
];

function standing(hair: Hair = "short", build = 1): Field {
  return body(
    trunkFront(build),
    head(4, 930, hair),
    legsFront(6),
    arm([-94 * build, 768], [-134 * build, 632], [-138 * build, 494]),
    arm([94 * build, 768], [136 * build, 634], [144 * build, 496]),
  );
}

function coat(hair: Hair = "scarf"): Field {
  return body(
    trunkFront(0.96),
    head(-3, 930, hair),
    legsFront(-4),
    chain([0, 620, 76], [0, 470, 96], [4, 300, 122]),
    arm([-92, 768], [-136, 640], [-146, 506]),
    arm([92, 768], [146, 650], [84, 556]),
  );
}

function walking(): Field {
  const walker = body(
    trunkSide(14),
    head(26, 932, "short", { toward: 1, neck: [14, 805] }),
    leg([4, 500], [62, 300], [106, 62], 1),
    leg([-4, 500], [-38, 290], [-152, 108], 0.8),
    arm([6, 768], [-70, 640], [-88, 505]),
    arm([18, 768], [72, 630], [150, 540]),
  );
  // A bag on the shoulder: somebody on an ordinary way.
  const bag = body(limb([-74, 560, 40], [-70, 500, 52]), limb([-76, 600, 10], [-20, 790, 10]));
  return union([walker, bag]);
}

function seated(): Field {
  const sitter = body(
    chain([-2, 572, 55], [-2, 500, 70], [-16, 390, 64], [-22, 322, 68]),
    head(10, 738, "bun", { toward: 1, neck: [0, 612] }),
    [
      ...chain([-14, 312, 60], [190, 306, 42], [206, 170, 37], [196, 52, 24]),
      ...foot(196, 52, 1),
      ...chain([-6, 318, 60], [168, 322, 44], [158, 180, 37], [140, 52, 24]),
      ...foot(140, 52, 1),
    ],
    arm([0, 572], [52, 440], [142, 398]),
  );
  const bench = union([
    block({ left: -190, bottom: 222, right: 170, top: 256 }, 6),
    block({ left: -168, bottom: 0, right: -138, top: 240 }, 3),
    block({ left: 100, bottom: 0, right: 130, top: 240 }, 3),
  ]);
  return union([sitter, bench]);
}

function reading(): Field {
  const reader = body(
    trunkSide(-4),
    head(10, 926, "long", { toward: 1, turn: -0.18, neck: [0, 805] }),
    leg([-6, 500], [-10, 285], [-24, 56], 1),
    leg([10, 500], [26, 290], [34, 56], 1),
    arm([0, 768], [26, 622], [134, 664]),
    arm([6, 764], [44, 610], [150, 650]),
  );
  const book = body(limb([176, 650, 7], [206, 752, 7]), limb([176, 650, 7], [252, 716, 7]));
  return union([reader, book]);
}

function atWork(): Field {
  const worker = body(
    trunkSide(34),
    head(66, 918, "cap", { toward: 1, turn: -0.12, neck: [40, 800] }),
    leg([-6, 500], [-20, 285], [-44, 56], 1),
    leg([10, 500], [22, 288], [30, 56], 1),
    arm([34, 764], [76, 620], [196, 580]),
    arm([42, 760], [98, 624], [226, 596]),
  );
  const table = union([
    block({ left: 108, bottom: 512, right: 470, top: 540 }, 5),
    block({ left: 134, bottom: 0, right: 164, top: 524 }, 3),
    block({ left: 420, bottom: 0, right: 450, top: 524 }, 3),
    // What is worked on: a bowl, as in a kitchen or a workshop.
    without(ellipse([288, 606], 72, 66), block({ left: 200, bottom: 600, right: 380, top: 700 })),
  ]);
  return union([worker, table]);
}

function picking(): Field {
  const picker = body(
    trunkSide(8),
    head(20, 936, "cap", { toward: 1, turn: 0.2, neck: [10, 805] }),
    leg([-8, 500], [-24, 285], [-50, 56], 1),
    leg([12, 500], [36, 290], [50, 60], 1),
    arm([16, 772], [116, 872], [166, 1004]),
    arm([4, 766], [40, 624], [120, 560]),
  );
  const basket = body(
    without(limb([168, 470, 62], [168, 512, 74]), block({ left: 60, bottom: 532, right: 280, top: 640 })),
  );
  const handle = without(ring([168, 532], 62, 13), block({ left: 60, bottom: 420, right: 280, top: 530 }));
  const branch = union([
    limb([120, 1128, 9], [300, 1060, 14]),
    ...[
      [142, 1090, 0.4],
      [176, 1136, 1.0],
      [226, 1128, 0.7],
      [238, 1050, 0.1],
      [276, 1102, 1.2],
    ].map(([x = 0, y = 0, turn = 0]) => ellipse([x, y], 32, 14, turn)),
    ellipse([192, 1046], 21, 22),
  ]);
  return union([picker, basket, handle, branch]);
}

function carrying(): Field {
  const carrier = body(
    trunkSide(-12),
    head(0, 928, "short", { toward: 1, neck: [-10, 805] }),
    leg([2, 500], [44, 300], [62, 60], 1),
    leg([-8, 500], [-36, 285], [-100, 72], 0.9),
    arm([-8, 766], [28, 610], [150, 588]),
    arm([-2, 762], [44, 596], [170, 580]),
  );
  const crate = without(
    block({ left: 92, bottom: 566, right: 342, top: 742 }, 8),
    union([block({ left: 238, bottom: 672, right: 300, top: 696 }, 12)]),
  );
  return union([carrier, crate]);
}

function withCane(): Field {
  const walker = body(
    trunkSide(26),
    head(56, 914, "short", { toward: 1, neck: [32, 795] }),
    leg([-2, 500], [18, 290], [16, 56], 1),
    leg([-8, 500], [-36, 285], [-92, 60], 0.9),
    arm([24, 758], [50, 620], [140, 556]),
    arm([20, 758], [-24, 632], [2, 516]),
    chain([8, 600, 66], [-6, 450, 84]),
  );
  const cane = union([limb([172, 545, 10], [196, 6, 8]), limb([146, 548, 11], [180, 548, 11])]);
  return union([walker, cane]);
}

function wheelchair(): Field {
  const sitter = body(
    chain([-8, 602, 54], [-6, 520, 70], [-18, 410, 64], [-14, 352, 66]),
    head(8, 766, "long", { toward: 1, neck: [-2, 640] }),
    chain([-10, 342, 58], [172, 348, 42], [204, 214, 36], [232, 108, 23]),
    foot(232, 104, 1),
    arm([-4, 600], [-26, 462], [78, 408]),
  );
  const chair = union([
    ring([-20, 186], 172, 24),
    ring([-20, 186], 26, 18),
    limb([-20, 186, 7], [-20, 346, 7]),
    limb([-20, 186, 7], [128, 120, 7]),
    limb([-20, 186, 7], [-160, 120, 7]),
    ring([196, 52], 40, 22),
    limb([-96, 284, 11], [150, 284, 11]),
    limb([-92, 280, 11], [-112, 620, 11]),
    limb([-112, 620, 12], [-164, 632, 12]),
    limb([150, 284, 11], [196, 92, 10]),
    limb([200, 74, 8], [268, 60, 10]),
  ]);
  return union([sitter, chair]);
}

/** Children are no small adults: a larger head, shorter limbs, narrow shoulders. */
function child(pose: "standing" | "hand-up" = "standing"): Field {
  return body(
    [
      ellipse([4, 898], 74, 88),
      ellipse([2, 924], 79, 68),
      limb([2, 820, 30], [0, 762, 38]),
      ...chain([-74, 728, 32], [0, 752, 34], [74, 728, 32]),
      ...chain([0, 680, 92], [0, 570, 88], [0, 465, 102]),
    ],
    [
      ...chain([-46, 450, 58], [-54, 250, 44], [-58, 60, 29]),
      ...chain([-60, 32, 28], [-92, 24, 20]),
      ...chain([46, 450, 58], [54, 250, 44], [58, 60, 29]),
      ...chain([60, 32, 28], [92, 24, 20]),
    ],
    chain([-88, 732, 34], [-130, 592, 28], [-128, 470, 22], [-126, 440, 24]),
    pose === "standing"
      ? chain([88, 732, 34], [132, 592, 28], [126, 470, 22], [124, 440, 24])
      : chain([88, 732, 34], [150, 700, 28], [206, 796, 22], [216, 826, 24]),
  );
}

/** An adult who gives a hand to a child on the left. */
function givingHand(): Field {
  return body(
    trunkFront(0.98),
    head(0, 930, "bun"),
    legsFront(4),
    chain([0, 620, 74], [0, 500, 92]),
    arm([-92, 768], [-144, 632], [-196, 520]),
    arm([92, 768], [134, 632], [138, 494]),
  );
}

const drawings: Record<FigureName, () => Field> = {
  standing: () => standing(),
  coat: () => coat(),
  walking,
  seated,
  reading,
  "at-work": atWork,
  picking,
  carrying,
  "with-cane": withCane,
  wheelchair,
  child: () => child(),
  "with-child": () => union([givingHand(), moved(child("hand-up"), { x: -352, scale: 0.595 })]),
  pair: () => union([standing("cap", 1.06), moved(coat("long"), { x: 322, scale: 0.945, mirrored: true })]),
  group: () =>
    union([
      standing("bun", 0.98),
      moved(coat("scarf"), { x: -330, scale: 0.93 }),
      moved(withCane(), { x: 262, scale: 0.97 }),
      moved(child(), { x: -560, scale: 0.62 }),
    ]),
};

/** Where every drawing lies, in its own units. */
const canvas = { left: -800, bottom: 0, right: 800, top: 1300 };

const gridStep = 5;

function isUpright(name: FigureName): boolean {
  return name !== "seated" && name !== "wheelchair" && name !== "picking";
}

/** Draws a figure at a stature in millimetres. The same numbers give the same loops. */
export function drawSilhouette(
  name: FigureName,
  stature: number = staturesOf(name).usual,
  mirrored = false,
): Silhouette {
  const scale = stature / 1000;
  const field = moved(drawings[name](), { scale, mirrored });
  const canvasHere = {
    left: canvas.left * scale,
    bottom: canvas.bottom,
    right: canvas.right * scale,
    top: canvas.top * scale,
  };
  // Gaps smaller than a matchbox cannot be cut, stencilled or chalked.
  const raw = outline(field, canvasHere, gridStep).filter((loop) => Math.abs(areaOf(loop)) > 1200);
  const { left, bottom, right, top } = boundsOf(raw);
  // Whoever stands upright is exactly as tall as was asked for; a joint more or less in a pose must not change that.
  const fit = isUpright(name) ? stature / (top - bottom) : 1;
  const loops = raw.map((loop) => loop.map(([x, y]) => [(x - left) * fit, (y - bottom) * fit] as const));
  return { name, stature, width: (right - left) * fit, height: (top - bottom) * fit, loops };
}
