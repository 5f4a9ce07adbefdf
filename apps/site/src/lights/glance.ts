/** What the front page tells of the lights: pure, over an edition's places. */
import type { Coordinates } from "@bluehour/sky/sky";
import type { Edition } from "../frame.ts";
import type { Spot } from "./lights.ts";
import { comingAfter, countStates, dayToShow, grouped, shiningAt, takesPart, waveOf } from "./wave.ts";
import type { StateCounts, Stretch } from "./wave.ts";

export type LightsGlance = {
  /** Places that take part at the moment. */
  shining: number;
  /** Places that took part, as far as anybody has said so. */
  lit: number;
  /** The next to begin: one a city, since a city's places begin together. */
  next: Stretch[];
  states: StateCounts;
  /** One place of each of the largest cities. */
  cities: Spot[];
  /** Where the sky over the page is. */
  sky: Coordinates | undefined;
};

const mostNext = 4;
const mostCities = 8;

const cityKey = ({ country, city }: Spot): string => `${country} ${city}`;

export function lightsGlance(
  all: readonly Spot[],
  { data }: Pick<Edition, "data">,
  moment: Date,
): LightsGlance {
  const spots = all.filter(({ isCancelled }) => !isCancelled);
  const taking = spots.filter(takesPart);
  const days = [...new Set(taking.flatMap(({ lights }) => lights.map(({ day }) => day)))].toSorted();
  const wave = waveOf({ spots }, dayToShow({ spots, days }, data.days, moment, data.zone));
  const at = moment.getTime();
  const next = new Map<string, Stretch>();
  for (const stretch of comingAfter(wave, at)) {
    if (next.size === mostNext) break;
    const key = cityKey(stretch.spot);
    if (!next.has(key)) next.set(key, stretch);
  }
  const states = countStates(spots);
  return {
    shining: new Set(shiningAt(wave, at).map(({ spot }) => spot)).size,
    lit: states.lit + states.confirmed,
    next: [...next.values()],
    states,
    cities: grouped(taking, cityKey)
      .slice(0, mostCities)
      .flatMap(([, [spot]]) => spot ?? []),
    sky: spots.find(({ country, zone }) => country === data.country && zone === data.zone),
  };
}
