/** Instants as a calendar writes them: a wall clock and its zone wherever every reader will understand it, UTC otherwise. */
import { tzlib_get_ical_block, tzlib_get_offset } from "timezones-ical-library";

/** A zone as the file describes it. */
export type Zone = { tzid: string; vtimezone: string };

const minute = 60_000;
const day = 24 * 60 * minute;

// Within a quarter of an hour clocks neither go forward nor back, in no zone since 1972, so that one answer holds for all of it.
const step = 15 * minute;

// Filled as zones are met; the zones that exist bound it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-u-ca-iso8601-hc-h23", {
      timeZone: zone,
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a zone's clocks show at an instant minus UTC, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return wall - Math.floor(instant / 1000) * 1000;
}

/** `+0530` in milliseconds. */
function parsedOffset(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)/.exec(text) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minute;
}

/** Answers for one calendar; what was once worked out is kept. */
export function zoneClock() {
  const zones = new Map<string, Zone | undefined>();
  const walls = new Map<string, number | undefined>();

  function zoneOf(name: string): Zone | undefined {
    if (!zones.has(name)) {
      // What it answers for a zone that it does not know is a sentence instead of a pair.
      const block = tzlib_get_ical_block(name);
      const [vtimezone, parameter] = typeof block === "string" ? [] : block;
      zones.set(
        name,
        vtimezone === undefined || parameter === undefined || parameter === "TZID=Etc/UTC"
          ? undefined
          : { vtimezone, tzid: parameter.slice("TZID=".length) },
      );
    }
    return zones.get(name);
  }

  function offsetForReaders(name: string, instant: number): number | undefined {
    const offset = offsetAt(name, instant);
    const wall = instant + offset;
    // An hour that the clocks show twice: RFC 5545 can only mean its first passing, and not all readers even agree on that.
    for (const other of [offsetAt(name, instant - day), offsetAt(name, instant + day)])
      if (other !== offset && offsetAt(name, wall - other) === other) return undefined;
    // The file's VTIMEZONE holds the rules of today. Where the clocks went otherwise on that day, it would move the entry.
    const [date = "", time = ""] = new Date(wall).toISOString().split("T");
    return parsedOffset(tzlib_get_offset(name, date, time.slice(0, 5))) === offset ? offset : undefined;
  }

  return {
    zoneOf,
    /** The zone's offset from UTC, or nothing where an instant had better be written in UTC. */
    offset(name: string, instant: number): number | undefined {
      const at = Math.floor(instant / step) * step;
      const key = `${name} ${at}`;
      if (!walls.has(key))
        walls.set(key, zoneOf(name) === undefined ? undefined : offsetForReaders(name, at));
      return walls.get(key);
    },
  };
}
