/**
 * Figures at the blue hour, drawn from shape and colour alone: bands of dusk, a thin warm line, a dark outline. No face, no real
 * person's outline; the same numbers always draw the same picture.
 */
import type { Data } from "@bluehour/domain/kinds";

type Silhouette = Data<"story">["silhouette"];

/** A small generator of well-spread numbers between 0 and 1 (mulberry32); the seed is a design choice, not a secret. */
export function seeded(seed: number): () => number {
  let state = (seed * 2654435761 + 97) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A whole number from a word, so that a thing is always drawn alike. */
export function numberOf(word: string): number {
  let sum = 7;
  for (const letter of word) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum;
}

function mix(from: string, to: string, share: number): string {
  const channel = (index: number): string => {
    const at = (colour: string): number => parseInt(colour.slice(index, index + 2), 16);
    return Math.round(at(from) + (at(to) - at(from)) * share)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

const night = "#101c40";
const lilac = "#8f83b9";
const glow = "#e2b08c";
const figureColour = "#070d20";

/** Five bands from deep sky to the glow above the horizon, tinted by the edition's colour. */
function bands(colour: string, random: () => number): { fill: string; height: number }[] {
  const middle = mix("#3d5296", colour, 0.3);
  const shades = [
    night,
    mix(night, middle, 0.45),
    mix(night, middle, 0.85),
    mix(middle, lilac, 0.7),
    mix(lilac, glow, 0.75),
  ];
  return shades.map((fill, index) => ({
    fill,
    height: Math.round([40, 26, 20, 14, 10][index]! + (random() - 0.5) * 5),
  }));
}

type Limbs = { head: [number, number]; torso: string; limbs: string; thin: string };

/** Joints of an adult a hundred units tall, standing on 0. `r` varies stance and build. */
function pose(kind: Silhouette["pose"], r: () => number): Limbs {
  const w = 9.5 + r() * 2.5;
  const lean = (r() - 0.5) * 2;
  if (kind === "walking") {
    return {
      head: [3 + lean, -91],
      torso: `M${2 - w} -74Q1 -79 ${w + 1} -74L${w - 3} -58L${w - 2} -42L${3 - w} -42L${4 - w} -58Z`,
      limbs: "M-3 -43L-8 -23L-18 -4M4 -43L11 -23L13 -3",
      thin: `M${4 - w} -72L-15 -56L-18 -43M${w - 1} -72L15 -57L22 -48`,
    };
  }
  if (kind === "seated") {
    return {
      head: [-2 + lean, -75],
      torso: "M-12 -57Q-4 -63 2 -58L3 -44L4 -29L-12 -29L-13 -44Z",
      limbs: "M-6 -30L17 -30L18 -3M-4 -29L21 -29L24 -3",
      thin: "M-1 -55L5 -42L17 -36",
    };
  }
  if (kind === "working") {
    return {
      head: [12 + lean, -86],
      torso: `M${-w + 2} -70Q5 -77 ${w + 3} -71L${w} -57L${w - 3} -42L${3 - w} -42L${-w + 1} -56Z`,
      limbs: "M-4 -43L-6 -22L-8 -3M4 -43L7 -22L6 -3",
      thin: `M${w + 1} -69L18 -55L31 -51M1 -68L13 -53L29 -49`,
    };
  }
  const feet = 4 + r() * 3;
  return {
    head: [lean, -91],
    torso: `M${-w} -74Q0 -79 ${w} -74L${w - 2} -58L${w - 1} -42L${1 - w} -42L${2 - w} -58Z`,
    limbs: `M-4 -43L-4.5 -22L${-feet} -3M4 -43L4.5 -22L${feet} -3`,
    thin: `M${1 - w} -72L${-w - 3} -56L${-w - 1} -41M${w - 1} -72L${w + 3} -56L${w + 1} -41`,
  };
}

type FigureProps = {
  kind: Silhouette["pose"];
  x: number;
  scale: number;
  child: boolean;
  random: () => number;
};

function Figure({ x, scale, ...body }: FigureProps) {
  return (
    <g transform={`translate(${x} 126) scale(${scale})`}>
      <Body {...body} />
    </g>
  );
}

/** A figure a hundred units tall, standing on 0. */
function Body({ kind, child, random }: Omit<FigureProps, "x" | "scale">) {
  const drawn = pose(kind, random);
  // A long coat on some of them, so that outlines do not fall into two kinds of people.
  const coat = kind === "standing" && random() > 0.45;
  const [headX, headY] = drawn.head;
  return (
    <>
      {kind === "seated" ? (
        <path stroke="none" d="M-26 -27h44v4h-44zM-23 -24h3v24h-3zM12 -24h3v24h-3z" />
      ) : null}
      {kind === "working" ? (
        <path stroke="none" d="M20 -46h36v3h-36zM23 -44h3v44h-3zM50 -44h3v44h-3z" />
      ) : null}
      <ellipse cx={headX.toFixed(1)} cy={headY} rx={child ? 8.6 : 6.4} ry={child ? 9.4 : 7.8} stroke="none" />
      <path
        d={`M${headX.toFixed(1)} ${headY + 5}L${(headX * 0.5).toFixed(1)} ${headY + 18}`}
        stroke-width="5.5"
      />
      <path d={round(drawn.torso)} stroke-width="5" />
      {coat ? <path d="M-8 -52L-13 -18Q0 -15 13 -18L8 -52Z" stroke-width="4" /> : null}
      <path d={round(drawn.limbs)} fill="none" stroke-width="7" />
      <path d={round(drawn.thin)} fill="none" stroke-width="5" />
    </>
  );
}

function round(path: string): string {
  return path.replaceAll(/-?\d+\.\d+/g, (number) => Number(number).toFixed(1));
}

/** The picture above a story; purely decorative, so hidden from screen readers. */
export function Scene({ silhouette, colour }: { silhouette: Silhouette; colour: string }) {
  const random = seeded(silhouette.seed);
  const sky = bands(colour, random);
  let y = 0;
  const x = Math.round(95 + random() * 130);
  const figures =
    silhouette.figure === "pair"
      ? [
          { x: x - 14, scale: 0.86, child: false },
          { x: x + 18, scale: 0.8, child: false },
        ]
      : [{ x, scale: silhouette.figure === "child" ? 0.6 : 0.88, child: silhouette.figure === "child" }];
  const left = x - 60 > 40 ? 38 : 12;
  const right = x > 190 ? 16 : 52;
  // Windows stand in the houses, and not behind the figure.
  const windows = [left - 6, left + 8, left + 26, 320 - right - 40, 320 - right - 16].filter(
    (at) => Math.abs(at - x) > 30 && random() > 0.3,
  );
  return (
    <div class="scene" aria-hidden="true">
      <svg viewBox="0 0 320 140" width="640" height="280" preserveAspectRatio="xMidYMax slice">
        {sky.map(({ fill, height }) => {
          const top = y;
          y += height;
          return <rect y={top} width="320" height={140 - top} fill={fill} />;
        })}
        <path
          d={`M0 122V114h${left}v-5h22v7h30v-3h26v9zM320 122v-7h-24v-6h-28v4h-${right}v9z`}
          fill="#1b2750"
        />
        <path d={windows.map((at) => `M${at} 116.5h2v2h-2z`).join("")} fill="#f3c27a" />
        <rect y="121.5" width="320" height="19" fill={figureColour} />
        <rect y="121" width="320" height="0.9" fill="#eda84f" />
        <g fill={figureColour} stroke={figureColour} stroke-linecap="round" stroke-linejoin="round">
          {figures.map((figure) => (
            <Figure kind={silhouette.pose} random={random} {...figure} />
          ))}
        </g>
      </svg>
    </div>
  );
}

/** Where shadows lie on the drawn square: their feet, and how long they are. All fall away from the light in the middle of the horizon. */
const lying = [
  { x: 52, y: 62, length: 0.5 },
  { x: 112, y: 72, length: 0.62 },
  { x: 186, y: 60, length: 0.5 },
  { x: 250, y: 74, length: 0.66 },
] as const;

/**
 * A square at dusk with the shadows of people who are not there, and beside each the small sheet with its code: the picture of an
 * exhibition. No place of this world, no code that leads anywhere.
 */
export function Ground({ seed, colour }: { seed: number; colour: string }) {
  const random = seeded(seed);
  const far = mix("#8f83b9", colour, 0.25);
  return (
    <div class="scene" aria-hidden="true">
      <svg viewBox="0 0 320 140" width="640" height="280" preserveAspectRatio="xMidYMid slice">
        <rect width="320" height="140" fill={night} />
        <rect y="22" width="320" height="26" fill={mix(night, far, 0.55)} />
        <path d="M0 48V34h26v-6h18v8h34v-5h40v9h52v-7h26v-6h30v10h38v-4h56v15z" fill="#1b2750" />
        <path d="M36 38h2v2h-2zM104 40h2v2h-2zM214 36h2v2h-2zM286 41h2v2h-2z" fill="#f3c27a" />
        <rect y="48" width="320" height="92" fill={mix(far, glow, 0.55)} />
        <rect y="84" width="320" height="56" fill={mix(far, glow, 0.4)} />
        <path
          d="M0 57h320M0 69h320M0 86h320M0 110h320M160 48v92M136 48L64 140M184 48L256 140M112 48L-32 140M208 48L352 140M88 48L-128 140M232 48L448 140"
          stroke={mix(far, night, 0.35)}
          stroke-width="0.7"
          fill="none"
          opacity="0.6"
        />
        <rect y="47.6" width="320" height="0.9" fill="#eda84f" />
        {lying.map(({ x, y, length }, index) => (
          <>
            <g
              transform={`translate(${x} ${y}) skewX(${Math.round((x - 160) / 3.2)}) scale(${length} -${length})`}
              fill={figureColour}
              stroke={figureColour}
              stroke-linecap="round"
              stroke-linejoin="round"
              opacity="0.82"
            >
              <Body kind="standing" child={index === 2} random={random} />
            </g>
            <path d={`M${x + 9} ${y - 2}h8l1.5 5h-8.5z`} fill="#f3f1ec" />
          </>
        ))}
      </svg>
    </div>
  );
}
