/**
 * Plane geometry for silhouettes: bodies as smooth unions of tapered limbs (a field that is negative inside), their outlines as closed
 * loops, and what is measured on those. Everything is in millimetres, x to the right, y upwards from the ground. Pure.
 */

/** A point. */
export type Point = readonly [x: number, y: number];

/** A round end: where, and how thick. */
export type Ball = readonly [x: number, y: number, radius: number];

/** Signed distance to a shape: negative inside, positive outside. */
export type Field = (x: number, y: number) => number;

/** A closed loop of points; the first is not repeated. Outer loops run anticlockwise, holes clockwise. */
export type Loop = Point[];

/** An axis-parallel rectangle. */
export type Bounds = { left: number; bottom: number; right: number; top: number };

/** A limb between two balls, tapering from the one to the other (the convex hull of two circles). */
export function limb([ax, ay, ra]: Ball, [bx, by, rb]: Ball): Field {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const taper = ra - rb;
  // One ball inside the other: only the larger is seen.
  if (length2 <= taper * taper) {
    const [cx, cy, r] = ra > rb ? [ax, ay, ra] : [bx, by, rb];
    return (x, y) => Math.hypot(x - cx, y - cy) - r;
  }
  const slant = length2 - taper * taper;
  return (x, y) => {
    const px = x - ax;
    const py = y - ay;
    const along = px * dx + py * dy;
    const beyond = along - length2;
    const across = (px * length2 - dx * along) ** 2 + (py * length2 - dy * along) ** 2;
    const k = Math.sign(taper) * taper * taper * across;
    const beyond2 = beyond * beyond * length2;
    if (Math.sign(beyond) * slant * beyond2 > k) return Math.sqrt(across + beyond2) / length2 - rb;
    const along2 = along * along * length2;
    if (Math.sign(along) * slant * along2 < k) return Math.sqrt(across + along2) / length2 - ra;
    return (Math.sqrt((across * slant) / length2) + along * taper) / length2 - ra;
  };
}

/** An ellipse, its distance approximated well enough for an outline. */
export function ellipse([cx, cy]: Point, rx: number, ry: number, turn = 0): Field {
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  return (x, y) => {
    const u = ((x - cx) * cos + (y - cy) * sin) / rx;
    const v = ((y - cy) * cos - (x - cx) * sin) / ry;
    const k = Math.hypot(u, v);
    if (k === 0) return -Math.min(rx, ry);
    return (k * (k - 1)) / Math.hypot(u / rx, v / ry);
  };
}

/** A rectangle with rounded corners. */
export function block({ left, bottom, right, top }: Bounds, corner = 0): Field {
  const cx = (left + right) / 2;
  const cy = (bottom + top) / 2;
  const hx = (right - left) / 2 - corner;
  const hy = (top - bottom) / 2 - corner;
  return (x, y) => {
    const dx = Math.abs(x - cx) - hx;
    const dy = Math.abs(y - cy) - hy;
    return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - corner;
  };
}

/** A ring: a wheel's tyre. */
export function ring([cx, cy]: Point, radius: number, width: number): Field {
  return (x, y) => Math.abs(Math.hypot(x - cx, y - cy) - radius) - width / 2;
}

/** Shapes grown together, with fillets of about `softness` where they meet. */
export function blend(softness: number, fields: readonly Field[]): Field {
  return (x, y) => {
    let distance = Infinity;
    for (const field of fields) {
      const next = field(x, y);
      const share = Math.max(softness - Math.abs(distance - next), 0) / softness;
      distance = Math.min(distance, next) - (share * share * softness) / 4;
    }
    return distance;
  };
}

/** Shapes that only overlap. */
export function union(fields: readonly Field[]): Field {
  return (x, y) => {
    let distance = Infinity;
    for (const field of fields) distance = Math.min(distance, field(x, y));
    return distance;
  };
}

/** The first shape without the second. */
export function without(field: Field, taken: Field): Field {
  return (x, y) => Math.max(field(x, y), -taken(x, y));
}

/** The same shape elsewhere, at another size, or mirrored. */
export function moved(field: Field, { x: dx = 0, y: dy = 0, scale = 1, mirrored = false }): Field {
  const flip = mirrored ? -1 : 1;
  return (x, y) => field((flip * (x - dx)) / scale, (y - dy) / scale) * scale;
}

/**
 * The outline of a field inside bounds (marching squares with interpolation, then thinned to `tolerance`). `step` is the grid: parts
 * thinner than it may be lost.
 */
export function outline(field: Field, bounds: Bounds, step = 6, tolerance = 0.25): Loop[] {
  const columns = Math.ceil((bounds.right - bounds.left) / step) + 3;
  const rows = Math.ceil((bounds.top - bounds.bottom) / step) + 3;
  const x0 = bounds.left - step;
  const y0 = bounds.bottom - step;
  const values = new Float64Array(columns * rows);
  // Most of the plane is far from the outline: ask once for a patch, and cell by cell only where the outline may run through it. The
  // fields are distances, if not exact ones, so a patch is left out only where it is half as far again as it would have to be.
  const patch = 8;
  const near = patch * step * Math.SQRT1_2 * 1.5;
  for (let patchRow = 0; patchRow < rows; patchRow += patch) {
    for (let patchColumn = 0; patchColumn < columns; patchColumn += patch) {
      const middle = field(
        x0 + (patchColumn + (patch - 1) / 2) * step,
        y0 + (patchRow + (patch - 1) / 2) * step,
      );
      for (let row = patchRow; row < Math.min(patchRow + patch, rows); row += 1) {
        for (let column = patchColumn; column < Math.min(patchColumn + patch, columns); column += 1) {
          const isEdge = row === 0 || column === 0 || row === rows - 1 || column === columns - 1;
          // Nothing may run out of the bounds, or its loop would stay open. Exactly zero would be no crossing.
          values[row * columns + column] = isEdge
            ? step
            : Math.abs(middle) > near
              ? middle
              : field(x0 + column * step, y0 + row * step) || 1e-9;
        }
      }
    }
  }
  const at = (column: number, row: number): number => values[row * columns + column] ?? step;
  // Each crossing is named by the grid edge on which it lies: 2 * cell for the bottom edge, 2 * cell + 1 for the left one.
  const points = new Map<number, Point>();
  const next = new Map<number, number>();
  const onBottom = (column: number, row: number): number => {
    const key = 2 * (row * columns + column);
    const a = at(column, row);
    points.set(key, [x0 + (column + a / (a - at(column + 1, row))) * step, y0 + row * step]);
    return key;
  };
  const onLeft = (column: number, row: number): number => {
    const key = 2 * (row * columns + column) + 1;
    const a = at(column, row);
    points.set(key, [x0 + column * step, y0 + (row + a / (a - at(column, row + 1))) * step]);
    return key;
  };
  for (let row = 0; row < rows - 1; row += 1) {
    for (let column = 0; column < columns - 1; column += 1) {
      const corners = [at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1)];
      const inside = corners.map((value) => value < 0);
      const edges = [
        () => onBottom(column, row),
        () => onLeft(column + 1, row),
        () => onBottom(column, row + 1),
        () => onLeft(column, row),
      ];
      // Walk round the cell: where the walk leaves the shape, an arc begins; it ends where the walk next enters again.
      for (let leave = 0; leave < 4; leave += 1) {
        if (!(inside[leave] && !inside[(leave + 1) % 4])) continue;
        let enter = leave;
        do enter = (enter + 1) % 4;
        while (!(!inside[enter] && inside[(enter + 1) % 4]));
        const from = edges[leave];
        const to = edges[enter];
        if (from !== undefined && to !== undefined) next.set(from(), to());
      }
    }
  }
  const loops: Loop[] = [];
  while (next.size > 0) {
    const [start = 0] = next.keys();
    const loop: Loop = [];
    let key: number | undefined = start;
    while (key !== undefined && next.has(key)) {
      const point = points.get(key);
      if (point !== undefined) loop.push(point);
      const following: number | undefined = next.get(key);
      next.delete(key);
      key = following;
    }
    const thinned = thin(loop, tolerance);
    if (thinned.length > 2) loops.push(thinned);
  }
  return loops.toSorted((a, b) => Math.abs(areaOf(b)) - Math.abs(areaOf(a)));
}

/** Douglas and Peucker's thinning of a closed loop. */
function thin(loop: Loop, tolerance: number): Loop {
  if (loop.length < 4) return loop;
  const half = Math.floor(loop.length / 2);
  const keep = new Set([0, half]);
  const open: [number, number][] = [
    [0, half],
    [half, loop.length],
  ];
  while (open.length > 0) {
    const [from, to] = open.pop() ?? [0, 0];
    const a = loop[from];
    const b = loop[to % loop.length];
    if (a === undefined || b === undefined) continue;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    let farthest = 0;
    let worst = tolerance;
    for (let index = from + 1; index < to; index += 1) {
      const p = loop[index] ?? a;
      const away =
        length === 0
          ? Math.hypot(p[0] - a[0], p[1] - a[1])
          : Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) / length;
      if (away > worst) [worst, farthest] = [away, index];
    }
    if (farthest > 0) {
      keep.add(farthest);
      open.push([from, farthest], [farthest, to]);
    }
  }
  return [...keep]
    .toSorted((a, b) => a - b)
    .flatMap((index) => (loop[index] === undefined ? [] : [loop[index]]));
}

/** Area of a loop, positive where it runs anticlockwise; of several loops, add them: holes count against. */
export function areaOf(loop: Loop): number {
  let sum = 0;
  for (const [index, [x, y]] of loop.entries()) {
    const [nextX, nextY] = loop[(index + 1) % loop.length] ?? [x, y];
    sum += x * nextY - nextX * y;
  }
  return sum / 2;
}

/** The smallest rectangle around loops. */
export function boundsOf(loops: readonly Loop[]): Bounds {
  const bounds = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (const loop of loops) {
    for (const [x, y] of loop) {
      bounds.left = Math.min(bounds.left, x);
      bounds.right = Math.max(bounds.right, x);
      bounds.bottom = Math.min(bounds.bottom, y);
      bounds.top = Math.max(bounds.top, y);
    }
  }
  return bounds;
}

/** Whether a point lies inside loops (even-odd, so holes are outside). */
export function isInside(loops: readonly Loop[], [x, y]: Point): boolean {
  let inside = false;
  for (const loop of loops) {
    for (let index = 0; index < loop.length; index += 1) {
      const [ax = 0, ay = 0] = loop[index] ?? [];
      const [bx = 0, by = 0] = loop[(index + 1) % loop.length] ?? [];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

/** Whether anything of the loops lies in a rectangle: an edge crosses it, or it lies wholly inside. */
export function touches(loops: readonly Loop[], bounds: Bounds): boolean {
  const { left, bottom, right, top } = bounds;
  for (const loop of loops) {
    for (let index = 0; index < loop.length; index += 1) {
      const [ax = 0, ay = 0] = loop[index] ?? [];
      const [bx = 0, by = 0] = loop[(index + 1) % loop.length] ?? [];
      // Clip the edge against the rectangle (Liang and Barsky).
      let from = 0;
      let to = 1;
      for (const [p, q] of [
        [ax - bx, ax - left],
        [bx - ax, right - ax],
        [ay - by, ay - bottom],
        [by - ay, top - ay],
      ] as const) {
        if (p === 0 && q < 0) to = -1;
        else if (p < 0) from = Math.max(from, q / p);
        else if (p > 0) to = Math.min(to, q / p);
      }
      if (from <= to) return true;
    }
  }
  return isInside(loops, [(left + right) / 2, (bottom + top) / 2]);
}
