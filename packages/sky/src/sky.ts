/**
 * When the sky over a place does what: sunset, dusk, dawn, sunrise of a local date, and lighting intervals as instants.
 *
 * Instants are milliseconds since 1970 in UTC, days are calendar dates (`2020-07-30`) in the place's own zone, angles are degrees.
 */
import { crossing, isEvening, solarNoon } from "./sun.ts";
import {
  clockInstant,
  dayLength,
  dayName,
  dayNumber,
  dayStart,
  hour,
  localDayNumber,
  minute,
} from "./zones.ts";

export { subsolarPoint, sunAltitude } from "./sun.ts";
export { localDay, zoneOffsetMinutes } from "./zones.ts";

/** Degrees north and east. */
export type Coordinates = { latitude: number; longitude: number };

/** Where something is, and by which clock people there live. */
export type Place = Coordinates & { zone: string };

/** Moments that the sun gives a place each day, as far as it gives them. */
export type SunEvent = "sunset" | "civil-dusk" | "nautical-dusk" | "nautical-dawn" | "civil-dawn" | "sunrise";

/** When an event happens, or that it does not on that day: the sun stays above or below the event's altitude throughout. */
export type SunMoment = { at: number } | { never: "always-above" | "always-below" };

/** One end of an interval: a clock time (`00:00` to `24:00`), or a sun event with an offset in minutes. */
export type LightMoment = { clock: string } | { sun: SunEvent; offsetMinutes: number };

/** First and last calendar day, both included. */
export type Days = { first: string; last: string };

/** When a place does its part; `days` where they are not those of the edition; without `to` nobody has said when it ends. */
export type LightInterval = {
  from: LightMoment;
  to?: LightMoment | undefined;
  days?: Days | undefined;
};

/** One stretch of light: begun on the local `day` by the rule with that index. `open`: the end was not announced, and is a guess. */
export type Light = { day: string; rule: number; start: number; end: number; open: boolean };

/** A day on which a rule gives no light, and why. */
export type NoLight = {
  day: string;
  rule: number;
  reason: "sun-never-sets" | "sun-never-rises" | "sun-never-reaches" | "empty";
};

/**
 * When a sun event happens on a local date.
 *
 * The solar noon of a date is the one nearest to twelve hours after the date begins by local clocks (both mean times), so that each date has one,
 * however far a zone is from its meridian. The date's evening is the half day after that noon, its morning the half day before: a dusk after local
 * midnight still belongs to the evening of the day before. Throws a RangeError for what is no date or no zone.
 */
export function sunMoment({ place, day, event }: { place: Place; day: string; event: SunEvent }): SunMoment {
  const { at, never } = sunOn(place, dayNumber(day), event);
  return never === undefined ? { at } : { never };
}

/**
 * When an event begins or ends whose rule is a clock time or the sun. Of a clock time that occurs twice the first, of one that is skipped as much later as the
 * clocks are put forward; `24:00` is the end of the local day. Throws a RangeError for what is no date or no zone.
 */
export function momentOn({
  place,
  day,
  moment,
}: {
  place: Place;
  day: string;
  moment: LightMoment;
}): SunMoment {
  const { at, never } = momentOf(place, dayNumber(day), moment);
  return never === undefined ? { at } : { never };
}

/**
 * All lights of a place, sorted by their start, and the days on which a rule gives none.
 *
 * On each local day of `rule.days`, or else of `days`, the interval begins at `from` of that day and ends at the first `to` after it:
 *
 * - a clock `to` that is not later than a clock `from` is the next day's, so equal clocks last a day;
 * - `24:00` ends the local day in which the interval begins;
 * - a sun `to` is the first such event, offset included, after the start;
 * - without `to` it is open until the end of the local day in which it begins, and at least for an hour.
 *
 * A clock time that occurs twice is the first as `from`, the last as `to`; one that is skipped moves forward. `empty` is a day that the zone left out, or
 * a stretch of clock times that were all skipped. Throws a RangeError for what is no date or no zone.
 */
export function schedule({
  place,
  rules,
  days,
}: {
  place: Place;
  rules: readonly LightInterval[];
  days: Days;
}): { lights: Light[]; without: NoLight[] } {
  const lights: Light[] = [];
  const without: NoLight[] = [];
  for (const [rule, interval] of rules.entries()) {
    const { first, last } = interval.days ?? days;
    const end = dayNumber(last);
    for (let number = dayNumber(first); number <= end; number += 1) {
      const day = dayName(number);
      const stretch = stretchOn(place, number, interval);
      if ("reason" in stretch) without.push({ day, rule, reason: stretch.reason });
      else lights.push({ day, rule, ...stretch });
    }
  }
  lights.sort((a, b) => a.start - b.start || a.rule - b.rule);
  without.sort((a, b) => dayNumber(a.day) - dayNumber(b.day) || a.rule - b.rule);
  return { lights, without };
}

type Stretch = Pick<Light, "start" | "end" | "open">;

/** An instant, or the edge of the day into which it vanished because the sun gives none. */
type Found = { at: number; never?: "always-above" | "always-below" };

function stretchOn(
  place: Place,
  number: number,
  { from, to }: LightInterval,
): Stretch | Pick<NoLight, "reason"> {
  const { zone } = place;
  if (dayStart(number, zone) === dayStart(number + 1, zone)) return { reason: "empty" };
  const { at: start, never } = momentOf(place, number, from);
  if (never !== undefined) return { reason: reasonOf(place, number, from, never) };

  if (to === undefined) {
    return { start, end: Math.max(endOfDayOf(start, zone), start + hour), open: true };
  }
  if ("sun" in to) {
    const found = firstSunAfter(place, start, to);
    return "reason" in found ? found : { start, end: found.at, open: false };
  }
  const end = clockAfter({ start, number, from, clock: to.clock }, zone);
  return end > start ? { start, end, open: false } : { reason: "empty" };
}

/** The instant at which a clock `to` ends what began at `start`; not after it where its clock times were skipped. */
function clockAfter(
  { start, number, from, clock }: { start: number; number: number; from: LightMoment; clock: string },
  zone: string,
): number {
  if (clock === "24:00") return endOfDayOf(start, zone);
  const until = minutesOf(clock);
  if ("clock" in from) {
    // Clocks are compared as they are written: on the day when they are put back, 02:30 to 02:30 must not last an hour.
    const began = minutesOf(from.clock);
    const day = number + Math.floor(began / 1440) + (until <= began % 1440 ? 1 : 0);
    return clockInstant(day, until, { zone, twice: "last" });
  }
  const day = localDayNumber(start, zone);
  const end = clockInstant(day, until, { zone, twice: "last" });
  return end > start ? end : clockInstant(day + 1, until, { zone, twice: "last" });
}

/** The first event of a kind after an instant, or why the solar day that should give it does not. */
function firstSunAfter(
  place: Place,
  start: number,
  moment: Extract<LightMoment, { sun: SunEvent }>,
): { at: number } | Pick<NoLight, "reason"> {
  const offset = moment.offsetMinutes * minute;
  const latest = offset + (isEvening(moment.sun) ? dayLength / 2 : 0);
  let number = localDayNumber(start - offset, place.zone) - 2;
  for (;;) {
    const noon = noonOf(place, number);
    if (noon + latest > start) {
      const { at, never } = crossing(place, moment.sun, noon);
      // Where there is no event, the edge into which it vanished stands for it: looking further would end the light weeks later.
      if (at + offset > start) {
        return never === undefined ? { at: at + offset } : { reason: reasonOf(place, number, moment, never) };
      }
    }
    number += 1;
  }
}

function momentOf(place: Place, number: number, moment: LightMoment): Found {
  if ("sun" in moment) {
    const { at, ...rest } = sunOn(place, number, moment.sun);
    return { at: at + moment.offsetMinutes * minute, ...rest };
  }
  const at =
    moment.clock === "24:00"
      ? dayStart(number + 1, place.zone)
      : clockInstant(number, minutesOf(moment.clock), { zone: place.zone, twice: "first" });
  return { at };
}

function sunOn(place: Place, number: number, event: SunEvent): Found {
  return crossing(place, event, noonOf(place, number));
}

function noonOf({ latitude, longitude, zone }: Place, number: number): number {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
    throw new RangeError(
      `${latitude}, ${longitude} is no place on earth: latitude from -90 to 90, longitude from -180 to 180.`,
    );
  }
  const ahead = number * dayLength - dayStart(number, zone);
  return solarNoon(number + Math.round(longitude / 360 - ahead / dayLength), longitude);
}

function endOfDayOf(at: number, zone: string): number {
  return dayStart(localDayNumber(at, zone) + 1, zone);
}

function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

function reasonOf(
  place: Place,
  number: number,
  moment: LightMoment,
  never: "always-above" | "always-below",
): NoLight["reason"] {
  if (never === "always-below") return "sun-never-rises";
  const sun = "sun" in moment ? moment.sun : "sunset";
  // White nights: the sun sets, only not so deep.
  const edge = isEvening(sun) ? "sunset" : "sunrise";
  return sunOn(place, number, edge).never === undefined ? "sun-never-reaches" : "sun-never-sets";
}

/** The same lights by whole minutes: nobody switches one by the second, and every page, calendar and letter must name the same minute. */
export function toMinutes(lights: readonly Light[]): Light[] {
  const nearest = (at: number): number => Math.round(at / 60_000) * 60_000;
  return lights.map((light) => ({ ...light, start: nearest(light.start), end: nearest(light.end) }));
}
