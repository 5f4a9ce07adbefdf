/** Where an edition stands in time. Phases follow from dates, in the edition's own zone. */
import { Temporal } from "temporal-polyfill";
import type { Data } from "./kinds.ts";

/** announced: before the first day. live: to the end of the last lighting. after: thirty days more. archived: from then on. */
export type Phase = "announced" | "live" | "after" | "archived";

/** When each phase begins. */
export type PhaseTimes = { live: Date; after: Date; archived: Date };

function startOfDay(date: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/**
 * Computes an edition's phase borders.
 *
 * @param lastLightEnds end of the last lighting, where it is later than the end of the last day
 */
export function phaseTimes(
  edition: Pick<Data<"edition">, "days" | "zone">,
  lastLightEnds?: Date,
): PhaseTimes {
  const live = startOfDay(edition.days.first, edition.zone);
  const lastDay = Temporal.PlainDate.from(edition.days.last);
  const endOfLastDay = startOfDay(lastDay.add({ days: 1 }).toString(), edition.zone);
  const after = lastLightEnds !== undefined && lastLightEnds > endOfLastDay ? lastLightEnds : endOfLastDay;
  const archived = new Date(
    Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(edition.zone).add({ days: 30 })
      .epochMilliseconds,
  );
  return { live, after, archived };
}

/** The phase at a moment. */
export function phaseAt(times: PhaseTimes, now: Date): Phase {
  if (now < times.live) return "announced";
  if (now < times.after) return "live";
  return now < times.archived ? "after" : "archived";
}

/** Which edition `/` leads to: the live one, else the next announced, else the latest. */
export function currentEdition<E extends { times: PhaseTimes }>(
  editions: readonly E[],
  now: Date,
): E | undefined {
  const byStart = editions.toSorted((a, b) => a.times.live.getTime() - b.times.live.getTime());
  return (
    byStart.find((edition) => phaseAt(edition.times, now) === "live") ??
    byStart.find((edition) => phaseAt(edition.times, now) === "announced") ??
    byStart.at(-1)
  );
}

/** First instant of a calendar day in a zone. */
export function dayBegins(date: string, zone: string): Date {
  return startOfDay(date, zone);
}

/** First instant after a calendar day in a zone: a consent that ends on that day ends here. */
export function dayEnds(date: string, zone: string): Date {
  return startOfDay(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone);
}

/** The calendar day that it is in a zone at a moment. */
export function dayAt(now: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** A calendar day some days or years later; 29 February becomes 28 February in a year that has none. */
export function dayLater(date: string, span: { days?: number; years?: number }): string {
  return Temporal.PlainDate.from(date).add(span).toString();
}

/** Whole days from one calendar day to another; negative where the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}
