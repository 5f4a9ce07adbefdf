/**
 * Where things lie on the ground of an installation: a rectangle of the square, and positions in it.
 *
 * Everything is measured in metres from the front left corner, as seen by somebody who stands at the front edge and looks at the installation:
 * `x` along the front edge to the right, `y` away from the front edge. On paper the front edge is below.
 */
import { z } from "zod";

/** Longest side of a ground, metres; more is no square any more but a slip of the pen. */
export const longestGround = 1000;

const metres = z.number().min(0).max(longestGround);
const side = z.number().min(1).max(longestGround);

/** Fixed things by which one finds one's way on a square; named in the reader's language by the interface. */
export const groundMarks = [
  "entrance",
  "steps",
  "tree",
  "lamp",
  "bench",
  "bicycles",
  "fountain",
  "statue",
  "kiosk",
  "stop",
] as const;

/** What a fixed thing on the ground is. */
export type GroundMark = (typeof groundMarks)[number];

/** The rectangle that an installation uses. What lies along its edges stands in the texts. */
export const groundSchema = z.strictObject({
  /** Along the front edge. */
  width: side,
  /** From the front edge to the back. */
  depth: side,
  /** Where somebody looks who stands at the front edge and faces the back: degrees of a compass, 0 north, 90 east. */
  bearing: z.number().min(0).lt(360).optional(),
  marks: z
    .array(z.strictObject({ what: z.enum(groundMarks), x: metres, y: metres }))
    .max(50)
    .default([]),
});

/** Where a shadow lies: the middle of its figure. */
export const positionSchema = z.strictObject({
  x: metres,
  y: metres,
  /** Where its head points, degrees clockwise: 0 to the back edge, 90 to the right, 180 to the front. */
  facing: z.number().min(0).lt(360).default(0),
});

/** The ground of an installation, after defaults were filled in. */
export type Ground = z.output<typeof groundSchema>;

/** A placement's position, after defaults were filled in. */
export type Position = z.output<typeof positionSchema>;

/** A point on the ground, metres. */
export type Point = { x: number; y: number };

/** Room that one shadow takes, metres: an adult's, lying down, arms and all. */
export const footprint = { length: 2, width: 1 } as const;

/** Whether a point lies in the rectangle or on its edge. */
export function isOnGround({ width, depth }: Pick<Ground, "width" | "depth">, { x, y }: Point): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= depth;
}

/** The four corners of the room that a shadow takes: head left, head right, foot right, foot left. */
export function footprintCorners(
  { x, y, facing }: Position,
  size: { length: number; width: number } = footprint,
): Point[] {
  const angle = (facing * Math.PI) / 180;
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  return (
    [
      [-1, 1],
      [1, 1],
      [1, -1],
      [-1, -1],
    ] as const
  ).map(([right, ahead]) => {
    const across = (right * size.width) / 2;
    const along = (ahead * size.length) / 2;
    return { x: x + across * cos + along * sin, y: y - across * sin + along * cos };
  });
}

// What touches does not overlap; a hair's breadth also keeps rounding out of it.
const hair = 1e-6;

/** Whether the rooms that two shadows take overlap. */
export function isOverlapping(one: Position, other: Position): boolean {
  const corners = [footprintCorners(one), footprintCorners(other)];
  // Two rectangles lie apart exactly where one of their four directions shows a gap.
  return [one.facing, one.facing + 90, other.facing, other.facing + 90].every((degrees) => {
    const angle = (degrees * Math.PI) / 180;
    const [first, second] = corners.map((points) => {
      const along = points.map(({ x, y }) => x * Math.sin(angle) + y * Math.cos(angle));
      return { from: Math.min(...along), to: Math.max(...along) };
    });
    return (
      first !== undefined &&
      second !== undefined &&
      first.to > second.from + hair &&
      second.to > first.from + hair
    );
  });
}

/** What is wrong with where a shadow lies. */
export type PositionFault =
  | { fault: "no-ground"; id: string }
  | { fault: "outside"; id: string }
  /** Lies over the one named `other`, which comes before it. */
  | { fault: "overlap"; id: string; other: string }
  /** Has no position although others of its installation have one. */
  | { fault: "missing"; id: string };

/**
 * Everything that is wrong with the positions of one installation's placements. `no-ground` and `outside` make a plan impossible; the others are worth a
 * word while somebody places them.
 */
export function positionFaults(
  ground: Pick<Ground, "width" | "depth"> | undefined,
  placements: readonly { id: string; position?: Position | undefined }[],
): PositionFault[] {
  const faults: PositionFault[] = [];
  const laid: { id: string; position: Position }[] = [];
  const isPlanned = placements.some(({ position }) => position !== undefined);
  for (const { id, position } of placements) {
    if (position === undefined) {
      if (isPlanned) faults.push({ fault: "missing", id });
      continue;
    }
    if (ground === undefined) faults.push({ fault: "no-ground", id });
    else if (!isOnGround(ground, position)) faults.push({ fault: "outside", id });
    const other = laid.find((before) => isOverlapping(before.position, position));
    if (other !== undefined) faults.push({ fault: "overlap", id, other: other.id });
    laid.push({ id, position });
  }
  return faults;
}
