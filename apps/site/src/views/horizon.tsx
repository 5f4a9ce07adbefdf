/** The horizon of a day's front page: the sky as it stands over the edition's own country, and a window for each place that takes part. */
import { sunAltitude } from "@bluehour/sky/sky";
import type { Coordinates } from "@bluehour/sky/sky";
import { seeded } from "./silhouette.tsx";

/** How deep the sky is. The blue hour is the one that the day is named for, and the one shown where no place tells another. */
export type SkyHour = "day" | "golden" | "blue" | "night";

/** The sky over a place: the sun's altitude at which each hour begins is the photographer's rule of thumb. */
export function skyHourAt(place: Coordinates | undefined, at: Date): SkyHour {
  if (place === undefined) return "blue";
  const altitude = sunAltitude(place, at.getTime());
  if (altitude > 6) return "day";
  if (altitude > -0.833) return "golden";
  return altitude > -8 ? "blue" : "night";
}

/** So many are there to be lit; a day on which nobody takes part yet still has a few. */
const fewest = 3;

/** The town's own measures, in the units of its picture. */
const breadth = 1200;
const depth = 60;
/** Where a spire stands; the middle one is seen on a telephone too, which shows a third of the town. */
const spires = [210, 655, 1040];

/** Over a house: a plain edge, a gable, a stepped gable, a chimney. Each ends at the height at which it began. */
function roof(width: number, kind: number): string {
  const half = Math.floor(width / 2);
  const rest = width - half;
  if (kind < 0.42) return `l${half} -${half - 2}l${rest} ${half - 2}`;
  if (kind < 0.6) return `v-3h4v-3h4v-3h${width - 16}v3h4v3h4v3`;
  if (kind < 0.72) return `h${width - 7}v-5h3v5h4`;
  return `h${width}`;
}

/** A town in outline, with one lit window for each place that takes part. */
export function Horizon({ lit }: { lit: number }) {
  const random = seeded(30);
  let x = 0;
  let town = `M0 ${depth}`;
  const spots: [number, number][] = [];
  while (x < breadth) {
    const width = Math.round(18 + random() * 18);
    const height = Math.round(9 + random() * 13);
    const hasSpire = spires.some((at) => at >= x && at < x + width);
    town += `V${depth - height}`;
    // The tower of a town hall: shaft, cornice, spire.
    town += hasSpire ? `h4v-16h-1v-3h2l4 -15l4 15h2v3h-1v16h${width - 14}` : roof(width, random());
    spots.push([x + (hasSpire ? 7 : Math.round(width / 2) - 2), depth - height + (hasSpire ? -8 : 3)]);
    x += width;
  }
  const shown = Math.min(Math.max(lit, fewest), spots.length);
  const step = spots.length / shown;
  const lights = Array.from({ length: shown }, (_, index) => spots[Math.floor((index + 0.5) * step)]!);
  return (
    <svg
      class="horizon"
      viewBox={`0 0 ${breadth} ${depth}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <path class="town" d={`${town}V${depth}Z`} />
      <path class="windows" d={lights.map(([at, top]) => `M${at} ${top}h3v4h-3z`).join("")} />
    </svg>
  );
}
