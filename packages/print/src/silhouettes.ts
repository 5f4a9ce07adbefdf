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
  "cleaning",
] as const;

/** A figure of the library. */
export type FigureName = (typeof figureNames)[number];

/** Whether a word names a figure. */
export function isFigureName(word: string): word is FigureName {
  return (figureNames as readonly string[]).includes(word);
}

/** What a head may wear, where a figure is one adult. */
export const hairs = ["short", "bun", "long", "cap", "scarf"] as const;

/** Hair, cap or scarf. */
export type Hair = (typeof hairs)[number];

/** How one figure is drawn: everything but its name may be left out. */
export type Figure = {
  name: FigureName;
  /** Height of the tallest person in it, millimetres. */
  stature?: number | undefined;
  /** Turned to the other side. */
  mirrored?: boolean | undefined;
  hair?: Hair | undefined;
  /** How far the movement goes, from 0 to 1: a step, a reach, a raised hand. */
  pose?: number | undefined;
};

/** How far each figure's own movement goes where nothing is said; figures of several people have none to choose. */
const poses: Partial<Record<FigureName, number>> = {
  standing: 1,
  coat: 1,
  walking: 1,
  seated: 1,
  reading: 1,
  "at-work": 1,
  picking: 1,
  carrying: 1,
  "with-cane": 1,
  wheelchair: 1,
  child: 0,
  cleaning: 1,
};

/** What may be chosen of a figure. A child's head and people in company are as drawn. */
export function choicesOf(name: FigureName): { hair: boolean; pose: boolean } {
  const isPosed = poses[name] !== undefined;
  return { hair: isPosed && name !== "child", pose: isPosed };
}

/** A figure as somebody types it, `walking+165+left+scarf+60%`, or the part that cannot be understood. */
export function parseFigure(
  typed: string,
):
  | { ok: true; figure: Figure }
  | { ok: false; reason: "figure"; part: string }
  | { ok: false; reason: "figure-part"; part: string; name: FigureName } {
  const [name = "", ...parts] = typed
    .trim()
    .toLowerCase()
    .split("+")
    .map((part) => part.trim());
  if (!isFigureName(name)) return { ok: false, reason: "figure", part: name };
  const figure: Figure = { name };
  for (const part of parts) {
    const height = /^(\d{2,3})(?:cm)?$/.exec(part)?.[1];
    const share = /^(\d{1,3})%$/.exec(part)?.[1];
    const hair = hairs.find((one) => one === part);
    if (height !== undefined) figure.stature = Number(height) * 10;
    else if (part === "left") figure.mirrored = true;
    else if (hair !== undefined && choicesOf(name).hair) figure.hair = hair;
    else if (share !== undefined && Number(share) <= 100 && choicesOf(name).pose)
      figure.pose = Number(share) / 100;
    else return { ok: false, reason: "figure-part", part, name };
  }
  return { ok: true, figure };
}

/** A figure's name with all that was chosen, for a folder: `walking-165-left-scarf-60`. Two figures that look the same have the same. */
export function slugOf({ name, stature, mirrored, hair, pose }: Figure): string {
  return [
    name,
    stature === undefined ? "" : String(Math.round(stature / 10)),
    mirrored === true ? "left" : "",
    hair ?? "",
    pose === undefined || pose === poses[name] ? "" : `pose${Math.round(pose * 100)}`,
  ]
    .filter((part) => part !== "")
    .join("-");
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

/** A point on the way from rest to a movement's end. */
function between(
  rest: readonly [number, number],
  full: readonly [number, number],
  pose: number,
): [number, number] {
  return [rest[0] + (full[0] - rest[0]) * pose, rest[1] + (full[1] - rest[1]) * pose];
}

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

/** What is chosen of a drawing. */
type Style = { hair?: Hair | undefined; pose: number };

/** From hands on the hips to arms that hang. */
function standing({ hair = "short", pose }: Style, build = 1): Field {
  return body(
    trunkFront(build),
    head(4, 930, hair),
    legsFront(6),
    arm(
      [-94 * build, 768],
      between([-188 * build, 652], [-134 * build, 632], pose),
      between([-104 * build, 548], [-138 * build, 494], pose),
    ),
    arm(
      [94 * build, 768],
      between([190 * build, 654], [136 * build, 634], pose),
      between([106 * build, 550], [144 * build, 496], pose),
    ),
  );
}

/** From arms that hang to a hand on the hip. */
function coat({ hair = "scarf", pose }: Style): Field {
  return body(
    trunkFront(0.96),
    head(-3, 930, hair),
    legsFront(-4),
    chain([0, 620, 76], [0, 470, 96], [4, 300, 122]),
    arm([-92, 768], [-136, 640], [-146, 506]),
    arm([92, 768], between([136, 640], [146, 650], pose), between([146, 506], [84, 556], pose)),
  );
}

/** From a stop to a long step. */
function walking({ hair = "short", pose }: Style): Field {
  const walker = body(
    trunkSide(14),
    head(26, 932, hair, { toward: 1, neck: [14, 805] }),
    leg([4, 500], between([16, 290], [62, 300], pose), between([24, 56], [106, 62], pose), 1),
    leg([-4, 500], between([-6, 286], [-38, 290], pose), between([-22, 56], [-152, 108], pose), 0.8),
    arm([6, 768], between([-16, 632], [-70, 640], pose), between([-8, 496], [-88, 505], pose)),
    arm([18, 768], between([34, 632], [72, 630], pose), between([62, 500], [150, 540], pose)),
  );
  // A bag on the shoulder: somebody on an ordinary way.
  const bag = body(limb([-74, 560, 40], [-70, 500, 52]), limb([-76, 600, 10], [-20, 790, 10]));
  return union([walker, bag]);
}

/** From hands in the lap to a hand on the knee. */
function seated({ hair = "bun", pose }: Style): Field {
  const sitter = body(
    chain([-2, 572, 55], [-2, 500, 70], [-16, 390, 64], [-22, 322, 68]),
    head(10, 738, hair, { toward: 1, neck: [0, 612] }),
    [
      ...chain([-14, 312, 60], [190, 306, 42], [206, 170, 37], [196, 52, 24]),
      ...foot(196, 52, 1),
      ...chain([-6, 318, 60], [168, 322, 44], [158, 180, 37], [140, 52, 24]),
      ...foot(140, 52, 1),
    ],
    arm([0, 572], between([28, 432], [52, 440], pose), between([92, 388], [142, 398], pose)),
  );
  const bench = union([
    block({ left: -190, bottom: 222, right: 170, top: 256 }, 6),
    block({ left: -168, bottom: 0, right: -138, top: 240 }, 3),
    block({ left: 100, bottom: 0, right: 130, top: 240 }, 3),
  ]);
  return union([sitter, bench]);
}

/** From a book held low to one held before the eyes. */
function reading({ hair = "long", pose }: Style): Field {
  const lift = (1 - pose) * -70;
  const reader = body(
    trunkSide(-4),
    head(10, 926, hair, { toward: 1, turn: -0.18, neck: [0, 805] }),
    leg([-6, 500], [-10, 285], [-24, 56], 1),
    leg([10, 500], [26, 290], [34, 56], 1),
    arm([0, 768], [26, 622], [134, 664 + lift]),
    arm([6, 764], [44, 610], [150, 650 + lift]),
  );
  const book = body(
    limb([176, 650 + lift, 7], [206, 752 + lift, 7]),
    limb([176, 650 + lift, 7], [252, 716 + lift, 7]),
  );
  return union([reader, book]);
}

/** From standing upright at the table to leaning over it. */
function atWork({ hair = "cap", pose }: Style): Field {
  const lean = 12 + 22 * pose;
  const worker = body(
    trunkSide(lean),
    head(66 - 34 + lean, 930 - 12 * pose, hair, { toward: 1, turn: -0.12, neck: [lean + 6, 800] }),
    leg([-6, 500], [-20, 285], [-44, 56], 1),
    leg([10, 500], [22, 288], [30, 56], 1),
    arm([lean, 764], [42 + lean, 620], [196, 580]),
    arm([lean + 8, 760], [64 + lean, 624], [226, 596]),
  );
  const table = union([
    block({ left: 108, bottom: 512, right: 470, top: 540 }, 5),
    block({ left: 134, bottom: 0, right: 164, top: 524 }, 3),
    block({ left: 420, bottom: 0, right: 450, top: 524 }, 3),
    // What is worked on: a bowl, as in a kitchen or a workshop.
    without(ellipse([288, 600], 72, 66), block({ left: 200, bottom: 600, right: 380, top: 700 })),
  ]);
  return union([worker, table]);
}

/** From a low branch to one that is reached for. */
function picking({ hair = "cap", pose }: Style): Field {
  const low = (1 - pose) * 90;
  const picker = body(
    trunkSide(8),
    head(20, 936, hair, { toward: 1, turn: 0.2, neck: [10, 805] }),
    leg([-8, 500], [-24, 285], [-50, 56], 1),
    leg([12, 500], [36, 290], [50, 60], 1),
    arm([16, 772], [116 + low * 0.3, 872 - low * 0.8], [166 + low * 0.5, 1004 - low]),
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
  return union([picker, basket, handle, moved(branch, { x: low * 0.5, y: -low })]);
}

/** From a stop to a step. */
function carrying({ hair = "short", pose }: Style): Field {
  const carrier = body(
    trunkSide(-12),
    head(0, 928, hair, { toward: 1, neck: [-10, 805] }),
    leg([2, 500], between([10, 290], [44, 300], pose), between([14, 56], [62, 60], pose), 1),
    leg([-8, 500], between([-12, 286], [-36, 285], pose), between([-30, 56], [-100, 72], pose), 0.9),
    arm([-8, 766], [28, 610], [150, 588]),
    arm([-2, 762], [44, 596], [170, 580]),
  );
  const crate = without(
    block({ left: 92, bottom: 566, right: 342, top: 742 }, 8),
    union([block({ left: 238, bottom: 672, right: 300, top: 696 }, 12)]),
  );
  return union([carrier, crate]);
}

/** From a mop close to the feet to one pushed ahead. */
function cleaning({ hair = "scarf", pose }: Style): Field {
  const ahead = 90 * pose;
  const lean = 14 + 16 * pose;
  const top: [number, number] = [96 + lean, 812];
  const end: [number, number] = [250 + ahead, 26];
  const onPole = (share: number): [number, number] => between(top, end, share);
  const cleaner = body(
    trunkSide(lean),
    head(lean + 26, 922, hair, { toward: 1, turn: -0.1, neck: [lean + 4, 800] }),
    leg([-4, 500], between([8, 290], [34, 298], pose), between([6, 56], [44, 58], pose), 1),
    leg([-8, 500], between([-14, 286], [-34, 288], pose), between([-36, 56], [-96, 66], pose), 0.9),
    arm([lean, 764], [lean + 62, 640], onPole(0.16)),
    arm([lean - 4, 762], [lean + 24, 608], onPole(0.42)),
  );
  const mop = union([
    limb([...top, 11], [...end, 11]),
    limb([end[0] - 62, 20, 17], [end[0] + 70, 20, 17]),
    limb([end[0], 34, 22], [end[0] - 10, 70, 12]),
  ]);
  // The pail stands against the heel, so that all of it is one piece.
  const x = -36 - 60 * pose - 88;
  const pail = without(
    limb([x, 62, 70], [x, 150, 84]),
    union([
      block({ left: x - 164, bottom: 176, right: x + 164, top: 300 }),
      block({ left: x - 164, bottom: -80, right: x + 164, top: 0 }),
    ]),
  );
  const handle = without(
    ring([x, 176], 78, 12),
    block({ left: x - 164, bottom: 40, right: x + 164, top: 174 }),
  );
  return union([cleaner, mop, pail, handle]);
}

/** From a stop to a step. */
function withCane({ hair = "short", pose }: Style): Field {
  const walker = body(
    trunkSide(26),
    head(56, 914, hair, { toward: 1, neck: [32, 795] }),
    leg([-2, 500], [18, 290], [16, 56], 1),
    leg([-8, 500], between([-14, 286], [-36, 285], pose), between([-28, 56], [-92, 60], pose), 0.9),
    arm([24, 758], [50, 620], [140, 556]),
    arm([20, 758], [-24, 632], [2, 516]),
    chain([8, 600, 66], [-6, 450, 84]),
  );
  const cane = union([limb([172, 545, 10], [196, 6, 8]), limb([146, 548, 11], [180, 548, 11])]);
  return union([walker, cane]);
}

/** From hands on the wheel to hands in the lap. */
function wheelchair({ hair = "long", pose }: Style): Field {
  const sitter = body(
    chain([-8, 602, 54], [-6, 520, 70], [-18, 410, 64], [-14, 352, 66]),
    head(8, 766, hair, { toward: 1, neck: [-2, 640] }),
    chain([-10, 342, 58], [172, 348, 42], [204, 214, 36], [232, 108, 23]),
    foot(232, 104, 1),
    arm([-4, 600], between([-70, 476], [-26, 462], pose), between([0, 372], [78, 408], pose)),
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

/** Children are no small adults: a larger head, shorter limbs, narrow shoulders. From a hand that hangs to one held up. */
function child(pose: number): Field {
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
    chain(
      [88, 732, 34],
      [...between([132, 592], [150, 700], pose), 28],
      [...between([126, 470], [206, 796], pose), 22],
      [...between([124, 440], [216, 826], pose), 24],
    ),
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

const drawings: Record<FigureName, (style: Style) => Field> = {
  standing,
  coat,
  walking,
  seated,
  reading,
  "at-work": atWork,
  picking,
  carrying,
  "with-cane": withCane,
  wheelchair,
  child: ({ pose }) => child(pose),
  "with-child": () => union([givingHand(), moved(child(1), { x: -352, scale: 0.595 })]),
  pair: () =>
    union([
      standing({ hair: "cap", pose: 1 }, 1.06),
      moved(coat({ hair: "long", pose: 1 }), { x: 322, scale: 0.945, mirrored: true }),
    ]),
  group: () =>
    union([
      standing({ hair: "bun", pose: 1 }, 0.98),
      moved(coat({ hair: "scarf", pose: 1 }), { x: -330, scale: 0.93 }),
      moved(withCane({ pose: 1 }), { x: 262, scale: 0.97 }),
      moved(child(0), { x: -560, scale: 0.62 }),
    ]),
  cleaning,
};

/** Where every drawing lies, in its own units. */
const canvas = { left: -800, bottom: 0, right: 800, top: 1300 };

const gridStep = 5;

function isUpright(name: FigureName): boolean {
  return name !== "seated" && name !== "wheelchair" && name !== "picking";
}

/** Draws a figure, given by its name alone or with what was chosen of it. The same numbers give the same loops. */
export function drawSilhouette(
  wanted: FigureName | Figure,
  usual: number = staturesOf(typeof wanted === "string" ? wanted : wanted.name).usual,
): Silhouette {
  const figure: Figure = typeof wanted === "string" ? { name: wanted } : wanted;
  const { name, mirrored = false, hair, stature = usual, pose = poses[name] ?? 1 } = figure;
  const scale = stature / 1000;
  const field = moved(drawings[name]({ hair, pose }), { scale, mirrored });
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
