/** Holds a landmark against the world: whether it lies where its zone is, whether the sun gives it its hours, and when its last light ends. */
import tzLookup from "@photostructure/tz-lookup";
import type { Data } from "@bluehour/domain/kinds";
import { schedule, zoneOffsetMinutes } from "@bluehour/sky/sky";
import type { Light, NoLight } from "@bluehour/sky/sky";
import type { BundleProblemCode, Problem } from "./problem.ts";
import { writeInterval } from "./when.ts";
import type { LightInterval } from "./when.ts";
import type { Path } from "./yaml-file.ts";

type Days = Data<"edition">["days"];

/** Says what is wrong with the value at a path. */
export type SayAt = (
  severity: Problem["severity"],
  code: BundleProblemCode,
  path: Path,
  values?: Problem["values"],
) => void;

/** What landmarks are held against; `edition` is absent where it could not be read. */
export type LandmarkTask = {
  data: Data<"landmark">;
  edition: Pick<Data<"edition">, "days" | "zone"> | undefined;
  /** Whether the zone is the author's word, not looked up from the coordinates. */
  hasOwnZone: boolean;
  /** Whether it is a row of a sheet, which has a grammar of its own for what to write instead. */
  isRow: boolean;
  say: SayAt;
};

/** Longest stretch of days, in days; what is longer is a slip of the pen, and would have to be computed day by day. */
export const longestDays = 366;

/** Beyond this many days before or after the edition, a light is more likely a wrong month or year. */
const farDays = 31;

/** More hours than this by the clock across midnight are no longer a night. */
const longestNight = 18;

const dayLength = 86_400_000;

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayLength;
}

/** Whether first and last day are in order, and not so far apart that nobody can have meant it. */
export function areUsableDays({ first, last }: Days): boolean {
  return first <= last && daysBetween(first, last) < longestDays;
}

/**
 * Tells everything that is unlikely or impossible about a landmark.
 *
 * @returns when its last light ends (milliseconds since 1970), if it has any within reach of the edition's days and does its part
 */
export function checkLandmark(task: LandmarkTask): number | undefined {
  const { data, edition, say } = task;
  checkPlace({
    ...data,
    editionZone: edition?.zone,
    hasOwnZone: task.hasOwnZone,
    day: edition?.days.first,
    say,
  });
  const { intervals } = data.lighting;
  const usable = intervals.filter((interval, index) => checkDays(interval, index, edition?.days, say));
  checkSame(intervals, say);
  checkTurned(intervals, say);
  if (edition === undefined || usable.length < intervals.length || !areUsableDays(edition.days))
    return undefined;
  const { lights, without } = schedule({
    place: { ...data.coordinates, zone: data.zone },
    rules: intervals,
    days: edition.days,
  });
  if (without.length > 0) tellWithout(without, lights, task);
  if (intervals.length > 1) tellOverlap(lights, intervals, say);
  if (data.state === "invited") return undefined;
  let end: number | undefined;
  for (const light of lights)
    if (!isFar({ first: light.day, last: light.day }, edition.days))
      end = Math.max(end ?? light.end, light.end);
  return end;
}

/** Tells coordinates that nobody can have meant, and those that do not fit the zone. */
export function checkPlace({
  coordinates,
  zone,
  editionZone,
  hasOwnZone,
  day,
  say,
}: {
  coordinates: { latitude: number; longitude: number };
  zone: string;
  editionZone: string | undefined;
  hasOwnZone: boolean;
  day: string | undefined;
  say: SayAt;
}): void {
  const { latitude, longitude } = coordinates;
  if (latitude === 0 && longitude === 0) return say("error", "coordinates-zero", ["coordinates"]);
  const found = tzLookup(latitude, longitude);
  const expected = hasOwnZone ? zone : editionZone;
  if (expected === undefined || found === expected) return undefined;
  const at = Date.parse(day ?? "2020-07-30");
  const isElsewhere = areApart(found, expected, at);
  const isAtSea = isSea(found);
  if (!isElsewhere && !isAtSea) return undefined;
  const values = { found, zone: expected, latitude: String(latitude), longitude: String(longitude) };
  const swapped = Math.abs(longitude) <= 90 ? tzLookup(longitude, latitude) : undefined;
  // Without a zone of its own, a place that is far from the edition may well be meant, unless just the other way round it is the edition's.
  const isSwapped = hasOwnZone
    ? swapped !== undefined && !isSea(swapped) && areAlike(swapped, expected, at)
    : swapped === expected;
  if (isSwapped) return say("notice", "coordinates-swapped", ["coordinates"], values);
  if (hasOwnZone) return isElsewhere ? say("notice", "zone-elsewhere", ["zone"], values) : undefined;
  return isAtSea ? say("notice", "coordinates-sea", ["coordinates"], values) : undefined;
}

function isSea(zone: string): boolean {
  return zone.startsWith("Etc/");
}

const continents = new Set(["Africa", "America", "Asia", "Australia", "Europe"]);

/** Whether two zones are in different parts of the world: on different continents, or three hours and more apart by their clocks. */
function areApart(one: string, other: string, at: number): boolean {
  const [first = "", second = ""] = [one, other].map((zone) => zone.split("/")[0]);
  if (continents.has(first) && continents.has(second) && first !== second)
    // Some cities belong to two continents by name: Istanbul, Nicosia.
    return one.split("/").at(-1) !== other.split("/").at(-1);
  return Math.abs(zoneOffsetMinutes(at, one) - zoneOffsetMinutes(at, other)) >= 180;
}

/** Whether two zones are neighbours that keep the same hours. */
function areAlike(one: string, other: string, at: number): boolean {
  return !areApart(one, other, at) && zoneOffsetMinutes(at, one) === zoneOffsetMinutes(at, other);
}

/** Tells days that are not in order, too many, or far from the edition's; says whether lights can be computed. */
function checkDays(interval: LightInterval, index: number, edition: Days | undefined, say: SayAt): boolean {
  const { days } = interval;
  if (days === undefined) return true;
  const path = ["lighting", "intervals", index, "days"];
  if (days.last < days.first) {
    say("error", "days-order", [...path, "last"]);
    return false;
  }
  if (!areUsableDays(days)) {
    say("error", "days-long", path, { limit: longestDays });
    return false;
  }
  if (edition !== undefined && areUsableDays(edition) && isFar(days, edition))
    say("notice", "lighting-far", path, { days: spanText(days), edition: spanText(edition) });
  return true;
}

function isFar(days: Days, edition: Days): boolean {
  return daysBetween(edition.last, days.first) > farDays || daysBetween(days.last, edition.first) > farDays;
}

function spanText({ first, last }: Days): string {
  return first === last ? first : `${first}/${last}`;
}

function checkSame(intervals: readonly LightInterval[], say: SayAt): void {
  const seen = new Set<string>();
  for (const [index, interval] of intervals.entries()) {
    const key = keyOf(interval);
    if (seen.has(key))
      say("error", "interval-twice", ["lighting", "intervals", index], { interval: writeInterval(interval) });
    seen.add(key);
  }
}

/** A clock that ends not later than it began means the next day: right for a night, likely two times in the wrong order for most of a day. */
function checkTurned(intervals: readonly LightInterval[], say: SayAt): void {
  for (const [index, interval] of intervals.entries()) {
    const { from, to } = interval;
    if (to === undefined || !("clock" in from && "clock" in to) || to.clock > from.clock) continue;
    const hours = 24 - hoursOf(from.clock) + hoursOf(to.clock);
    if (hours > longestNight)
      say("notice", "interval-turned", ["lighting", "intervals", index], {
        interval: writeInterval(interval),
        hours: Math.floor(hours),
      });
  }
}

function hoursOf(clock: string): number {
  return Number(clock.slice(0, 2)) + Number(clock.slice(3, 5)) / 60;
}

function keyOf(interval: LightInterval): string {
  const { days } = interval;
  return `${writeInterval(interval)} ${days === undefined ? "" : spanText(days)}`;
}

const reasons = {
  "sun-never-sets": "sets",
  "sun-never-rises": "rises",
  "sun-never-reaches": "reaches",
  empty: "empty",
} as const satisfies Record<NoLight["reason"], string>;

function tellWithout(without: readonly NoLight[], lights: readonly Light[], task: LandmarkTask): void {
  const { data, say, isRow } = task;
  for (const [rule, interval] of data.lighting.intervals.entries()) {
    const dark = without.filter((day) => day.rule === rule);
    const [first] = dark;
    if (first === undefined) continue;
    const hasLight = lights.some((light) => light.rule === rule);
    say(
      hasLight ? "notice" : "error",
      hasLight ? "light-some-days" : "light-never",
      ["lighting", "intervals", rule],
      {
        interval: writeInterval(interval),
        reason: reasons[first.reason],
        days: daysText(dark.map(({ day }) => day)),
        example: isRow ? "20:00 to 24:00" : '{ from: { clock: "20:00" }, to: { clock: "24:00" } }',
      },
    );
  }
}

/** Days in order, those that follow each other as first/last, at most four stretches. */
function daysText(days: readonly string[]): string {
  const spans: Days[] = [];
  for (const day of days) {
    const last = spans.at(-1);
    if (last !== undefined && daysBetween(last.last, day) === 1) last.last = day;
    else spans.push({ first: day, last: day });
  }
  const shown = spans.slice(0, 4).map(spanText).join(", ");
  return spans.length > 4 ? `${shown}, …` : shown;
}

function tellOverlap(lights: readonly Light[], intervals: readonly LightInterval[], say: SayAt): void {
  const told = new Set<string>();
  let shining: Light[] = [];
  for (const light of lights) {
    shining = shining.filter(({ end }) => end > light.start);
    for (const before of shining) tellPair(before, light, { intervals, told, say });
    shining.push(light);
  }
}

function tellPair(
  before: Light,
  light: Light,
  { intervals, told, say }: { intervals: readonly LightInterval[]; told: Set<string>; say: SayAt },
): void {
  const [one, other] = [intervals[before.rule], intervals[light.rule]];
  const pair = [before.rule, light.rule].toSorted().join(" ");
  // Twice the same interval was told of as such; one interval may touch itself, from sunset to sunset.
  if (one === undefined || other === undefined || keyOf(one) === keyOf(other) || told.has(pair)) return;
  // An end that is a guess can reach into the next day by an hour, which is nobody's mistake.
  if (before.open && light.day !== before.day) return;
  told.add(pair);
  say(
    "error",
    before.open ? "interval-overlap-open" : "interval-overlap",
    ["lighting", "intervals", light.rule],
    { one: writeInterval(one), other: writeInterval(other), day: light.day },
  );
}
