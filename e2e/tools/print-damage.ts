/** What happens to a code between the press and a telephone: distance, blur, tilt, dirt, dusk, wear. Simulated, repeatable. */
import { quietZone } from "@bluehour/print/qr";
import type { Code } from "@bluehour/print/qr";
import type { Grey } from "./print-decoders.ts";

/** A generator of numbers from 0 to 1; the same seed gives the same. */
export function chance(seed: number): () => number {
  let state = (seed * 2654435761 + 1013904223) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One way in which a code suffers. */
export type Damage = {
  name: string;
  /** Metres from the lens to the code. */
  distance?: number;
  /** Degrees by which the code leans away from the lens. */
  tilt?: number;
  /** Standard deviation of a lens's blur, in the picture's pixels. */
  blur?: number;
  /** Share of the code's area, quiet zone included, that lies under dirt. */
  dirt?: number;
  /** How much of what is under the dirt still shows through it: 0 for dried mud, 0.4 for a dusty footprint. */
  translucent?: number;
  /** Share of the contrast that is left, and how far a pixel is off by chance (of 255). */
  light?: { contrast: number; noise: number };
  /** Share of the ink that has been walked off, in flecks and streaks. */
  wear?: number;
};

/** The survival table's rows. */
export const damages: readonly Damage[] = [
  { name: "standing (1.4 m)" },
  { name: "3 m away", distance: 3 },
  { name: "a shaking hand: blur of 1 px", blur: 1 },
  { name: "blur of 2 px", blur: 2 },
  { name: "tilted by 30°", tilt: 30 },
  { name: "tilted by 45°", tilt: 45 },
  ...[0.1, 0.2, 0.3].flatMap((dirt) => [
    { name: `${dirt * 100} % under dusty footprints`, dirt, translucent: 0.4 },
    { name: `${dirt * 100} % under dried mud`, dirt },
  ]),
  { name: "dusk: half the contrast, noise", light: { contrast: 0.5, noise: 8 } },
  { name: "low light: a quarter of the contrast, noise", light: { contrast: 0.25, noise: 8 } },
  { name: "worn: 5 % of the ink gone", wear: 0.05 },
  { name: "worn: 15 % of the ink gone", wear: 0.15 },
  {
    name: "all at once: 45°, blur 1 px, 10 % footprints, half the contrast",
    tilt: 45,
    blur: 1,
    dirt: 0.1,
    translucent: 0.4,
    light: { contrast: 0.5, noise: 6 },
  },
];

// A telephone's scanner looks at 1920 pixels over a field of 65 degrees, whatever its sensor could do.
const pixels = 1920;
const field = (65 / 180) * Math.PI;

/** The lens's picture of a printed code with modules of `module` millimetres, lying on asphalt, under this damage. */
export function photographed(
  code: Pick<Code, "size" | "modules">,
  options: { module: number; damage: Damage; seed: number; isMarked?: boolean },
): Grey {
  const { module, damage, seed, isMarked = false } = options;
  const random = chance(seed);
  const side = (code.size + 2 * quietZone) * module;
  const printed = printedSurface(code, { module, damage, random, isMarked });
  const distance = (damage.distance ?? 1.4) * 1000;
  const scale = pixels / (2 * distance * Math.tan(field / 2));
  const focal = scale * distance;
  const margin = 1.5;
  const size = Math.ceil(side * margin * scale);
  const tilt = ((damage.tilt ?? 0) / 180) * Math.PI;
  const turn = (random() - 0.5) * 0.5;
  const picture: Grey = { width: size, height: size, data: new Uint8Array(size * size) };
  // Some samples a pixel, as a lens gathers light over its whole area.
  const samples = [-0.375, -0.125, 0.125, 0.375];
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0;
      for (const dy of samples) {
        for (const dx of samples) {
          const u = column + 0.5 + dx - size / 2;
          const v = row + 0.5 + dy - size / 2;
          // From the pixel back to the leaning sheet: a plane through the axis at `distance`.
          const depth = distance / (1 - (v / focal) * Math.tan(tilt));
          const x = (u / focal) * depth;
          const y = ((v / focal) * depth) / Math.cos(tilt);
          sum += printed(
            x * Math.cos(turn) - y * Math.sin(turn) + side / 2,
            x * Math.sin(turn) + y * Math.cos(turn) + side / 2,
          );
        }
      }
      values[row * size + column] = sum / samples.length ** 2;
    }
  }
  const seen = damage.blur === undefined ? values : blurred(values, size, damage.blur);
  const { contrast, noise } = damage.light ?? { contrast: 1, noise: 3 };
  for (let index = 0; index < seen.length; index += 1) {
    const off = (random() + random() + random() + random() - 2) * 1.73 * noise;
    const dim = contrast < 1 ? 40 : 0;
    picture.data[index] = Math.max(0, Math.min(255, dim + (seen[index] ?? 0) * contrast + off));
  }
  return picture;
}

/** How light the sheet is at a point in millimetres from its corner, quiet zone included; around it lies asphalt. */
function printedSurface(
  code: Pick<Code, "size" | "modules">,
  {
    module,
    damage,
    random,
    isMarked,
  }: { module: number; damage: Damage; random: () => number; isMarked: boolean },
): (x: number, y: number) => number {
  const side = (code.size + 2 * quietZone) * module;
  const cell = 1.5;
  const cells = Math.ceil(side / cell);
  // Dried mud hides everything; dust, water and footprints let some of it through.
  const see = damage.translucent ?? 0;
  const dirt = new Uint8Array(cells * cells);
  const wear = new Uint8Array(cells * cells);
  const splash = (into: Uint8Array, share: number, least: number, most: number, stretch: number) => {
    let covered = 0;
    while (covered < share * cells * cells) {
      const [x, y] = [random() * cells, random() * cells];
      const radius = least + random() * random() * (most - least);
      const angle = random() * Math.PI;
      const long = 1 + random() * stretch;
      const shade = 50 + Math.floor(random() * 110);
      const reach = Math.ceil(radius * long);
      for (let row = Math.max(0, Math.floor(y - reach)); row < Math.min(cells, y + reach); row += 1) {
        for (
          let column = Math.max(0, Math.floor(x - reach));
          column < Math.min(cells, x + reach);
          column += 1
        ) {
          const u = ((column - x) * Math.cos(angle) + (row - y) * Math.sin(angle)) / long;
          const v = (row - y) * Math.cos(angle) - (column - x) * Math.sin(angle);
          if (u * u + v * v > radius * radius || into[row * cells + column] !== 0) continue;
          into[row * cells + column] = shade;
          covered += 1;
          if (covered >= share * cells * cells) return;
        }
      }
    }
  };
  // Splashes, mud, chewing gum: patches of half a centimetre to three.
  if (damage.dirt !== undefined) splash(dirt, damage.dirt, 1.7, 10, 1.5);
  // Scuffs: flecks and scratches of a few millimetres.
  if (damage.wear !== undefined) splash(wear, damage.wear, 0.7, 1.7, 4);
  const middle = (code.size - 5) / 2;
  const asphalt = Array.from({ length: 4096 }, () => 60 + random() * 80);
  return (x, y) => {
    if (x < 0 || y < 0 || x >= side || y >= side) {
      return asphalt[(Math.floor(x / 3) * 73 + Math.floor(y / 3) * 179) & 4095] ?? 100;
    }
    const at = Math.floor(y / cell) * cells + Math.floor(x / cell);
    const column = Math.floor(x / module) - quietZone;
    const row = Math.floor(y / module) - quietZone;
    const inMark = isMarked && column >= middle && column < middle + 5 && row >= middle && row < middle + 5;
    // The mark as a reader sees it: neither here nor there.
    const isDark = inMark ? row - middle > 2 : code.modules[row]?.[column] === true;
    const clean = !isDark ? 225 : (wear[at] ?? 0) !== 0 ? 185 : 25;
    const soiled = dirt[at] ?? 0;
    return soiled === 0 ? clean : soiled * (1 - see) + clean * see;
  };
}

function blurred(values: Float32Array, size: number, sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const pass = (from: Float32Array, step: number, limitOf: (index: number) => number): Float32Array => {
    const to = new Float32Array(from.length);
    for (let index = 0; index < from.length; index += 1) {
      const at = limitOf(index);
      let sum = 0;
      for (let k = -reach; k <= reach; k += 1) {
        const clamped = Math.max(-at, Math.min(size - 1 - at, k));
        sum += (from[index + clamped * step] ?? 0) * (kernel[k + reach] ?? 0);
      }
      to[index] = sum / total;
    }
    return to;
  };
  const across = pass(values, 1, (index) => index % size);
  return pass(across, size, (index) => Math.floor(index / size));
}
