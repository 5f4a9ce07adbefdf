/** Makes instants of the rules that an event's file may give for its hours: "a quarter of an hour before sunset", "at 21:00". */
import type { Data } from "@bluehour/domain/kinds";
import { momentOn } from "@bluehour/sky/sky";
import { zonedInstant } from "./instants.ts";
import type { BundleProblemCode, Problem } from "./problem.ts";
import type { EventRule, KindFile } from "./schemas.ts";

/** Clock times near which a sun that does not move would have done what the rule names. */
const clockInstead = {
  sunset: "22:00",
  "civil-dusk": "22:00",
  "nautical-dusk": "23:00",
  "nautical-dawn": "05:00",
  "civil-dawn": "06:00",
  sunrise: "06:00",
} as const;

type Say = (code: BundleProblemCode, key: "start" | "end", values?: Problem["values"]) => void;

/** The event's data with instants alone; rules that follow the sun are kept beside them. `undefined` where one gives no instant. */
export function resolveEventHours(
  event: Omit<KindFile<"event">, "language" | "id">,
  say: Say,
): Data<"event"> | undefined {
  const { start: writtenStart, end: writtenEnd, ...rest } = event;
  const start = resolveHour("start", writtenStart, event, say);
  const end = writtenEnd === undefined ? undefined : resolveHour("end", writtenEnd, event, say);
  if (start === undefined || (end === undefined && writtenEnd !== undefined)) return undefined;
  return {
    ...rest,
    start,
    ...(end === undefined ? {} : { end }),
    ...(isSunRule(writtenStart) ? { startRule: writtenStart } : {}),
    ...(writtenEnd !== undefined && isSunRule(writtenEnd) ? { endRule: writtenEnd } : {}),
  };
}

function isSunRule(hour: string | EventRule): hour is Extract<EventRule, { sun: string }> {
  return typeof hour === "object" && "sun" in hour;
}

function resolveHour(
  key: "start" | "end",
  hour: string | EventRule,
  { coordinates, zone }: Pick<KindFile<"event">, "coordinates" | "zone">,
  say: Say,
): string | undefined {
  if (typeof hour === "string") return hour;
  const { day, ...moment } = hour;
  if (coordinates === undefined && "sun" in moment) {
    say("hour-coordinates", key, { key });
    return undefined;
  }
  const place = { ...(coordinates ?? { latitude: 0, longitude: 0 }), zone };
  const found = momentOn({ place, day, moment });
  if ("at" in found) return zonedInstant(found.at, zone);
  if ("sun" in moment)
    say("hour-never", key, {
      sun: moment.sun,
      day,
      example: `{ day: ${day}, clock: "${clockInstead[moment.sun]}" }`,
    });
  return undefined;
}
