/**
 * Where the sun stands. The astronomy is suncalc's; how it is asked, and how a day's events are found, is ours, so that the poles and the
 * edges of polar day and night are no special case.
 */
import { getPosition } from "suncalc";
import type { Coordinates, SunEvent } from "./sky.ts";
import { dayLength, hour } from "./zones.ts";

const radians = Math.PI / 180;

/** The sun's altitude, in degrees, at which each event happens: its upper edge on the horizon behind the usual air, or as twilight is defined. */
const altitudes = {
  sunset: -0.833,
  "civil-dusk": -6,
  "nautical-dusk": -12,
  "nautical-dawn": -12,
  "civil-dawn": -6,
  sunrise: -0.833,
} as const satisfies Record<SunEvent, number>;

/** How much lower the sun stands for somebody on the ground than for the middle of the earth, in degrees, near the horizon. */
const parallax = 0.0024;

const sines = new Map(
  Object.entries(altitudes).map(([event, degrees]) => [event, Math.sin((degrees + parallax) * radians)]),
);

/** Declination, and how far the sun is ahead of the mean sun (the equation of time), both in degrees. */
type Sample = { declination: number; ahead: number };

/** Both change so slowly that a straight line over six hours is within a quarter of an arc second. */
const step = 6 * hour;
const mostKept = 50_000;
const samples = new Map<number, Sample>();

function sampleAt(index: number): Sample {
  let sample = samples.get(index);
  if (sample === undefined) {
    const at = index * step;
    const shift = Math.round((pulled(at) / degreesADay) * dayLength);
    const date = new Date(at + shift);
    // Azimuths alone, because suncalc's altitudes are lifted by refraction. From the pole the azimuth is the hour angle of Greenwich; and where
    // it is six o'clock by the sun on the equator, the sun is as far north of due west as its declination.
    const hourAngle = getPosition(date, 90, 0).azimuth - 180;
    const declination = getPosition(date, 0, 90 - hourAngle).azimuth - 270;
    const turned = (shift / dayLength) * earthTurns;
    sample = { declination, ahead: half(hourAngle - turned - meanHourAngle(at)) };
    if (samples.size >= mostKept) samples.clear();
    samples.set(index, sample);
  }
  return sample;
}

/** How far the sun moves among the stars in a day, and how far the earth turns under them, in degrees. */
const degreesADay = 0.98565;
const earthTurns = 360.98565;

/**
 * By how many degrees Venus, Jupiter and the Moon pull the sun ahead (Meeus, Astronomical Formulae for Calculators, chapter 18), which suncalc leaves out. As
 * little as it is, it is most of a minute for a dusk that scarcely happens. Applied by asking where the sun, left alone, would stand a little later.
 */
function pulled(at: number): number {
  const centuries = (at - Date.UTC(1899, 11, 31, 12)) / dayLength / 36_525;
  const wave = (start: number, speed: number) => (start + speed * centuries) * radians;
  return (
    0.00134 * Math.cos(wave(153.23, 22_518.7541)) +
    0.00154 * Math.cos(wave(216.57, 45_037.5082)) +
    0.002 * Math.cos(wave(312.69, 32_964.3577)) +
    0.00179 * Math.sin(wave(350.74, 445_267.1142)) +
    0.00178 * Math.sin(wave(231.19, 20.2))
  );
}

/** Hour angle of the mean sun at Greenwich, in degrees: 0 at 12:00 UTC. */
function meanHourAngle(at: number): number {
  return (at / dayLength - Math.floor(at / dayLength)) * 360 - 180;
}

/** The same direction, between -180 and 180 degrees. */
function half(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}

function sunAt(at: number): Sample {
  const index = Math.floor(at / step);
  const share = at / step - index;
  const before = sampleAt(index);
  const after = sampleAt(index + 1);
  return {
    declination: before.declination + share * (after.declination - before.declination),
    ahead: before.ahead + share * (after.ahead - before.ahead),
  };
}

/** The point on earth that has the sun in its zenith: the middle of the day's half. */
export function subsolarPoint(at: number): Coordinates {
  const { declination, ahead } = sunAt(at);
  return { latitude: declination, longitude: half(-meanHourAngle(at) - ahead) };
}

/** Height of the sun's centre over the horizon in degrees, without the air's refraction. Night by any definition is where it is below that. */
export function sunAltitude(place: Coordinates, at: number): number {
  const sine = sightOf(place)(at).sine;
  return Math.asin(Math.min(1, Math.max(-1, sine))) / radians;
}

/** Sine of the sun's altitude over a place, and how fast it changes with time as the earth turns. */
function sightOf({ latitude, longitude }: Coordinates): (at: number) => { sine: number; slope: number } {
  const up = Math.sin(latitude * radians);
  const out = Math.cos(latitude * radians);
  return (at) => {
    const { declination, ahead } = sunAt(at);
    const across = out * Math.cos(declination * radians);
    const hourAngle = (meanHourAngle(at) + ahead + longitude) * radians;
    return {
      sine: up * Math.sin(declination * radians) + across * Math.cos(hourAngle),
      slope: (-across * Math.sin(hourAngle) * 2 * Math.PI) / dayLength,
    };
  };
}

/** When the sun is due south or north, highest, on the solar day with that number: the one whose mean noon at Greenwich is 12:00 UTC of that day. */
export function solarNoon(number: number, longitude: number): number {
  const mean = number * dayLength + dayLength / 2 - (longitude / 360) * dayLength;
  const near = mean - (sunAt(mean).ahead / 360) * dayLength;
  return mean - (sunAt(near).ahead / 360) * dayLength;
}

/** Whether an event belongs to the half of a solar day that follows its noon. */
export function isEvening(event: SunEvent): boolean {
  return event === "sunset" || event === "civil-dusk" || event === "nautical-dusk";
}

/**
 * When the sun passes an event's altitude in the half day after (evening) or before (morning) a solar noon. Where it does not, `at` is the edge of that half
 * into which the event vanished: the midnight for a sun that stays above, the noon for one that stays below.
 */
export function crossing(
  place: Coordinates,
  event: SunEvent,
  noon: number,
): { at: number; never?: "always-above" | "always-below" } {
  const midnight = isEvening(event) ? noon + dayLength / 2 : noon - dayLength / 2;
  const sought = sines.get(event) ?? 0;
  const sight = sightOf(place);
  if (sight(noon).sine < sought) return { at: noon, never: "always-below" };
  if (sight(midnight).sine >= sought) return { at: midnight, never: "always-above" };

  let above = noon;
  let below = midnight;
  let at = (above + below) / 2;
  // Newton's steps, halving where one would leave the stretch in which the crossing lies. Three are usual; halving alone needs thirty.
  for (let round = 0; round < 60 && Math.abs(above - below) > 1; round += 1) {
    const { sine, slope } = sight(at);
    if (sine >= sought) above = at;
    else below = at;
    const next = at - (sine - sought) / slope;
    const inside = next > Math.min(above, below) && next < Math.max(above, below);
    const moved = inside ? next - at : (above + below) / 2 - at;
    at += moved;
    if (Math.abs(moved) < 0.5) break;
  }
  return { at: Math.round(at) };
}
