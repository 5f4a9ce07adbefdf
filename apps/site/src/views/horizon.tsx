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

/** A town in outline, with one lit window for each place that takes part. */
export function Horizon({ lit }: { lit: number }) {
  const random = seeded(30);
  let x = 0;
  let outline = "M0 60";
  const spots: [number, number][] = [];
  while (x < 1200) {
    const width = Math.round(22 + random() * 46);
    const height = Math.round(10 + random() * random() * 30);
    outline += `V${60 - height}h${width}`;
    if (height > 14) spots.push([x + Math.round(width / 2), 60 - height + 6]);
    x += width;
  }
  const shown = Math.min(Math.max(lit, fewest), spots.length);
  const step = spots.length / shown;
  const lights = Array.from({ length: shown }, (_, index) => spots[Math.floor(index * step)]!);
  return (
    <svg class="horizon" viewBox="0 0 1200 60" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path class="town" d={`${outline}V60Z`} />
      <path class="windows" d={lights.map(([at, top]) => `M${at} ${top}h5v6h-5z`).join("")} />
      <rect y="58" width="1200" height="2" class="edge" />
    </svg>
  );
}
