/** The places of a wave for the script that moves through the day: numbers alone, in columns, which compress to a few bytes a place. */
import { subsolarPoint } from "@bluehour/sky/sky";
import { mapWidth, placeOn } from "./map.ts";
import type { WorldMap } from "./map.ts";
import type { Spot } from "./lights.ts";
import type { Wave } from "./wave.ts";

const minute = 60_000;

/** What the dots of a wave are drawn from; `client/lights.ts` reads it. */
export type Dots = {
  /** Instants, milliseconds. */
  start: number;
  end: number;
  width: number;
  height: number;
  /** Degrees of the upper left corner, and units for each degree. */
  left: number;
  top: number;
  across: number;
  down: number;
  /** Where the sun stands in the zenith at the start and the end; between them it moves evenly. */
  sun: { latitude: [number, number]; longitude: [number, number] };
  colours: string[];
  x: number[];
  y: number[];
  /** Minutes after the start, each counted from the one before. */
  from: number[];
  /** Minutes that it lasts. */
  lasts: number[];
  /** One letter a dot: `l`ight, `d`ark, `o`ther; `a`sked and `s`ilent never begin. */
  kinds: string;
  /** Index of the dot's colour, where there are several. */
  colour: number[];
  /** Places that light more than once: pairs of a later dot's index and that of the place's first. */
  again: number[];
};

function coloursOf(spots: readonly Spot[]): string[] {
  return [...new Set(spots.map(({ colour }) => colour.toLowerCase()))];
}

/** The dots of a wave on a map. */
export function dotsOf(wave: Wave, map: WorldMap): Dots {
  const { span } = wave;
  const begin = subsolarPoint(span.start);
  const finish = subsolarPoint(span.end);
  // The sun goes west by fifteen degrees an hour, and may go round more than once.
  const turned = ((span.end - span.start) / 3_600_000) * -15;
  const rest = ((((finish.longitude - begin.longitude - turned + 180) % 360) + 360) % 360) - 180;
  const colours = coloursOf([...wave.stretches.map(({ spot }) => spot), ...wave.asked, ...wave.silent]);
  const dots: Dots = {
    ...span,
    width: mapWidth,
    height: map.height,
    left: map.left,
    top: map.top,
    ...map.perDegree,
    sun: {
      latitude: [begin.latitude, finish.latitude],
      longitude: [begin.longitude, begin.longitude + turned + rest],
    },
    colours,
    x: [],
    y: [],
    from: [],
    lasts: [],
    kinds: "",
    colour: [],
    again: [],
  };
  const first = new Map<Spot, number>();
  let last = 0;
  const add = (spot: Spot, kind: string, light?: { start: number; end: number }): void => {
    const { x, y } = placeOn(map, spot);
    const earlier = first.get(spot);
    if (earlier === undefined) first.set(spot, dots.x.length);
    else dots.again.push(dots.x.length, earlier);
    const from = light === undefined ? last : Math.round((light.start - span.start) / minute);
    dots.x.push(x);
    dots.y.push(y);
    dots.from.push(from - last);
    dots.lasts.push(light === undefined ? 0 : Math.round((light.end - light.start) / minute));
    dots.kinds += kind;
    if (colours.length > 1) dots.colour.push(colours.indexOf(spot.colour.toLowerCase()));
    last = from;
  };
  for (const { spot, light } of wave.stretches) add(spot, spot.action.slice(0, 1), light);
  for (const spot of wave.asked) add(spot, "a");
  for (const spot of wave.silent) add(spot, "s");
  return dots;
}
