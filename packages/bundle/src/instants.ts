/** Instants as bundles write them: in a zone's own time, with its offset. */
import { zoneOffsetMinutes } from "@bluehour/sky/sky";

/** A moment (milliseconds since 1970), to the nearest minute, as the zone's clocks show it: `2020-07-30T21:36:00+02:00`. */
export function zonedInstant(at: number, zone: string): string {
  // Four digits are all that a year has in an instant.
  const instant = Math.min(Math.round(at / 60_000) * 60_000, Date.UTC(9999, 11, 31));
  // Zones of long ago had seconds, which an offset cannot say; the instant stays what it is.
  const offset = Math.round(zoneOffsetMinutes(instant, zone));
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${local}${offset < 0 ? "-" : "+"}${hours}:${minutes}`;
}
