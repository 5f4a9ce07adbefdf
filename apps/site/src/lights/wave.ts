/** What the wave of lights shows at a moment: pure, over an edition's lights. */
import { dayAt } from "@bluehour/domain/phase";
import type { Light } from "@bluehour/sky/sky";
import type { Lights, Spot } from "./lights.ts";

const minute = 60_000;
const hour = 60 * minute;

/** A place that was asked but has not answered is shown as such, and never as a light. */
export function takesPart(spot: Spot): boolean {
  return spot.state !== "invited" && !spot.isCancelled;
}

/** One stretch of light of one place. */
export type Stretch = { spot: Spot; light: Light };

/** The stretch of time that a day of lights spans, somewhat before the first and after the last. */
export type Span = { start: number; end: number };

/** A day of the wave: its lights, and when it goes round the world. */
export type Wave = {
  day: string;
  /** By start; of places that take part. */
  stretches: readonly Stretch[];
  /** Places that were asked and have not answered. */
  asked: readonly Spot[];
  /** Places that take part, though nothing of theirs can be shown on this day. */
  silent: readonly Spot[];
  span: Span;
  /** When most places are lit at once: its middle. */
  peak: number;
};

function peakOf(stretches: readonly Stretch[]): number | undefined {
  const changes = stretches
    .flatMap(({ light }) => [
      { at: light.start, by: 1 },
      { at: light.end, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let lit = 0;
  let most = 0;
  let best: Span | undefined;
  for (const [index, { at, by }] of changes.entries()) {
    lit += by;
    if (lit <= most) continue;
    most = lit;
    best = { start: at, end: changes[index + 1]?.at ?? at };
  }
  if (best === undefined) return undefined;
  // A round minute, so that it can be written down; down rather than up, for at its end a light is out.
  const middle = Math.floor((best.start + best.end) / 2 / minute) * minute;
  return middle >= best.start ? middle : Math.ceil(best.start / minute) * minute;
}

/** The lights that begin on a local day. */
export function waveOf(lights: Pick<Lights, "spots">, day: string): Wave {
  const stretches: Stretch[] = [];
  const asked: Spot[] = [];
  const silent: Spot[] = [];
  for (const spot of lights.spots) {
    if (!takesPart(spot)) {
      asked.push(spot);
      continue;
    }
    const own = spot.lights.filter((light) => light.day === day);
    if (own.length === 0) silent.push(spot);
    for (const light of own) stretches.push({ spot, light });
  }
  stretches.sort((a, b) => a.light.start - b.light.start || (a.spot.id < b.spot.id ? -1 : 1));
  const noon = Date.parse(`${day}T12:00:00Z`);
  let start = stretches[0]?.light.start ?? noon;
  let end = start;
  for (const { light } of stretches) end = Math.max(end, light.end);
  start = Math.floor((start - hour) / (hour / 4)) * (hour / 4);
  end = Math.ceil((end + hour) / (hour / 4)) * (hour / 4);
  return { day, stretches, asked, silent, span: { start, end }, peak: peakOf(stretches) ?? noon };
}

/** Where the wave stands in time as seen from a moment. */
export type Standing = "before" | "during" | "after";

export function standingAt({ span }: Wave, at: number): Standing {
  return at < span.start ? "before" : at <= span.end ? "during" : "after";
}

/**
 * The day to show at a moment: the one of which most places shine, else the present or next one, else the last of the edition's own. What began on
 * one day shines on after midnight, and while it is evening in the west, the next day's evening has begun in the east.
 *
 * @param own the edition's first and last day; a place may light on days of its own, far from them
 */
export function dayToShow(
  { spots, days }: { spots: readonly Spot[]; days: readonly string[] },
  own: { first: string; last: string },
  at: Date,
  zone: string,
): string {
  const today = dayAt(at, zone);
  const within = days.filter((day) => day >= own.first && day <= own.last);
  const offered = within.length > 0 ? within : days;
  const usual = offered.find((day) => day >= today) ?? offered.at(-1) ?? own.first;
  const shining = shiningByDay(spots, at.getTime());
  let best = usual;
  for (const day of offered) if ((shining.get(day) ?? 0) > (shining.get(best) ?? 0)) best = day;
  return best;
}

/** How many stretches that began on each day are lit at a moment. */
function shiningByDay(spots: readonly Spot[], at: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const spot of spots)
    if (takesPart(spot))
      for (const { day, start, end } of spot.lights)
        if (at >= start && at < end) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
}

/** `asked`: has not answered. `silent`: nothing of it can be shown on this day. */
export type SpotMoment = "waiting" | "shining" | "over" | "asked" | "silent";

/** What a place does at a moment of a wave. */
export function momentOf(spot: Spot, day: string, at: number): SpotMoment {
  if (!takesPart(spot)) return "asked";
  let seen: SpotMoment = "silent";
  for (const light of spot.lights) {
    if (light.day !== day) continue;
    if (at >= light.start && at < light.end) return "shining";
    if (at < light.start) seen = "waiting";
    else if (seen !== "waiting") seen = "over";
  }
  return seen;
}

/** Stretches that are lit at a moment. */
export function shiningAt({ stretches }: Wave, at: number): Stretch[] {
  return stretches.filter(({ light }) => at >= light.start && at < light.end);
}

/** Stretches that begin after a moment, the next first. */
export function comingAfter({ stretches }: Wave, at: number): Stretch[] {
  return stretches.filter(({ light }) => light.start > at);
}

/** How many places stand where: counted apart, and never added up to one boast. */
export type StateCounts = Record<Spot["state"], number>;

export function countStates(spots: readonly Spot[]): StateCounts {
  const counts: StateCounts = { invited: 0, pledged: 0, lit: 0, confirmed: 0 };
  for (const { state } of spots) counts[state] += 1;
  return counts;
}

/** Groups of spots with their key, the largest first. */
export function grouped(spots: readonly Spot[], key: (spot: Spot) => string): [string, Spot[]][] {
  return [...Map.groupBy(spots, key)].toSorted(
    ([a, spotsA], [b, spotsB]) => spotsB.length - spotsA.length || (a < b ? -1 : 1),
  );
}

/** The first light of a place on a day. */
export function firstLight(spot: Spot, day: string): Light | undefined {
  return spot.lights.find((light) => light.day === day);
}
