/**
 * When something is: in its place's own time first, with the zone; in the edition's where that differs; why, where the hour follows the
 * sun. A reader's own time only their browser knows: client/times.ts adds it wherever {@link viewerTimes} stands around.
 */
import type { Data } from "@bluehour/domain/kinds";
import { dayAt, dayBegins, dayEnds } from "@bluehour/domain/phase";
import { regionalTag } from "@bluehour/i18n/regional";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { ProgrammeTranslate } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";
import {
  comma,
  countryName,
  formatBeginning,
  formatClock,
  formatDate,
  formatShortDay,
  formatTime,
  formatWeekday,
} from "./format.ts";

/** A day, an event of the sun, and minutes before or after it. */
export type SunRule = NonNullable<Data<"event">["startRule"]>;

/** An instant, or a stretch where there is an end. */
export type When = {
  start: Date;
  end?: Date | undefined;
  /** The zone of its place. */
  zone: string;
  country: string;
  startRule?: SunRule | undefined;
  endRule?: SunRule | undefined;
};

/** How the day is said: in full, short, or not at all where the place's day is the one under which it stands (`YYYY-MM-DD`). */
export type DayStyle = "full" | "short" | { under: string };

/** Attributes of any element around times: the words and habits by which the browser adds the reader's own time. */
export function viewerTimes({ ui }: Frame): Record<string, string> {
  const p = programmeMessages(ui);
  const [time, day] = ["{time}", "{day}"];
  return {
    "data-yours": p("yours", { time }),
    "data-yours-day": p("yours.day", { time, day }),
    "data-yours-locale": regionalTag(ui),
  };
}

/** "at sunset", "30 minutes before sunset"; "until sunset" for an end. */
function ruleText(rule: SunRule, part: "at" | "until", { t }: Frame, p: ProgrammeTranslate): string {
  if (rule.offsetMinutes === 0) return part === "at" ? p(`at.${rule.sun}`) : p(`until.${rule.sun}`);
  const time = t(rule.offsetMinutes < 0 ? "sun.before" : "sun.after", {
    minutes: Math.abs(rule.offsetMinutes),
    event: t(`sun.${rule.sun}`),
  });
  return part === "at" ? time : p("until.time", { time });
}

const minute = 60_000;

/** First and last day of a stretch that leaves out no hour of them. */
function wholeDays(
  start: Date,
  end: Date | undefined,
  zone: string,
): { first: string; last: string } | undefined {
  if (end === undefined || end.getTime() - start.getTime() < 22 * 60 * minute) return undefined;
  const first = dayAt(start, zone);
  // 23:59 is how people write the end of a day.
  const last = dayAt(new Date(end.getTime() - 1), zone);
  const isWhole =
    dayBegins(first, zone).getTime() === start.getTime() &&
    dayEnds(last, zone).getTime() - end.getTime() <= minute;
  return isWhole ? { first, last } : undefined;
}

function isSameDay(a: Date, b: Date, zone: string): boolean {
  return formatDate("en", a, zone) === formatDate("en", b, zone);
}

/** From and to with the zone said once, and the end's day where it is another. */
function stretchText(
  ui: Frame["ui"],
  start: Date,
  end: Date | undefined,
  zone: string,
  style: DayStyle = "short",
): string {
  if (end === undefined || end <= start) return formatTime(ui, start, zone);
  return `${formatBeginning(ui, start, end, zone)} – ${endTime(ui, start, end, zone, style)}`;
}

/** The end of a stretch, with its day where that is another; midnight still belongs to the day that it ends. */
function endTime(ui: Frame["ui"], start: Date, end: Date, zone: string, style: DayStyle): string {
  const time = formatTime(ui, end, zone);
  return isSameDay(start, new Date(end.getTime() - 1), zone)
    ? time
    : `${style === "full" ? formatWeekday(ui, end, zone) : formatShortDay(ui, end, zone)}${comma(ui)}${time}`;
}

/** The same stretch by the edition's clock, where that shows another time. */
function editionText({ start, end, zone, country }: When, { ui, edition }: Frame): string | undefined {
  const own = edition.data.zone;
  if (own === zone) return undefined;
  const wall = (at: Date, in_: string): string =>
    `${formatShortDay("en", at, in_)} ${formatClock("en", at, in_)}`;
  if ([start, end ?? start].every((at) => wall(at, own) === wall(at, zone))) return undefined;
  const times = stretchText(ui, start, end, own);
  const isOtherDay = formatShortDay("en", start, own) !== formatShortDay("en", start, zone);
  const said = isOtherDay ? `${formatShortDay(ui, start, own)}${comma(ui)}${times}` : times;
  return country === edition.data.country ? said : `${said} (${countryName(ui, edition.data.country)})`;
}

function dayText(when: When, style: DayStyle, { ui }: Frame): string {
  if (style === "full") return formatWeekday(ui, when.start, when.zone);
  if (style === "short") return formatShortDay(ui, when.start, when.zone);
  return dayAt(when.start, when.zone) === style.under ? "" : formatShortDay(ui, when.start, when.zone);
}

function AllDay({ when, days, style, frame }: MomentParts & { days: { first: string; last: string } }) {
  const { ui, edition } = frame;
  const p = programmeMessages(ui);
  const first = dayText(when, style, frame);
  const lastInstant = new Date((when.end ?? when.start).getTime() - 1);
  const last =
    days.first === days.last
      ? ""
      : style === "full"
        ? formatWeekday(ui, lastInstant, when.zone)
        : formatShortDay(ui, lastInstant, when.zone);
  const span =
    last === "" ? first : `${first === "" ? formatShortDay(ui, when.start, when.zone) : first} – ${last}`;
  // Elsewhere than at home, a day has other ends.
  const zone = when.zone === edition.data.zone ? "" : ` (${zoneName(ui, when.start, when.zone)})`;
  return (
    <span class="when">
      {span === "" ? null : <span class="day">{span + comma(ui)}</span>}
      <time datetime={when.start.toISOString()}>
        {p("all-day")}
        {zone}
      </time>
    </span>
  );
}

/** "CEST": what a time with its zone has more than the time. */
function zoneName(ui: Frame["ui"], at: Date, zone: string): string {
  return formatTime(ui, at, zone)
    .replace(formatClock(ui, at, zone), "")
    .trim();
}

type MomentParts = { when: When; style: DayStyle; frame: Frame };

/** When something is, in words and as `<time>`. */
export function Moment({ when, day = "full", frame }: { when: When; day?: DayStyle; frame: Frame }) {
  const { ui } = frame;
  const p = programmeMessages(ui);
  const { start, zone, startRule, endRule } = when;
  const end = when.end !== undefined && when.end > start ? when.end : undefined;
  const days = startRule === undefined && endRule === undefined ? wholeDays(start, end, zone) : undefined;
  if (days !== undefined) return <AllDay when={when} days={days} style={day} frame={frame} />;
  const dayWords = dayText(when, day, frame);
  // From one day into another: the two read as one line, "Mon 27 Jul, 10:00 – Sun 9 Aug, 18:00".
  const isAcross = end !== undefined && !isSameDay(start, new Date(end.getTime() - 1), zone);
  const edition = editionText({ ...when, end }, frame);
  const marks = {
    datetime: start.toISOString(),
    "data-zone": zone,
    ...(end === undefined ? {} : { "data-until": end.toISOString() }),
  };
  const ended = (time: string) => <time datetime={end?.toISOString() ?? ""}>{time}</time>;
  return (
    <span class="when">
      {dayWords === "" ? null : isAcross ? (
        dayWords + comma(ui)
      ) : (
        <span class="day">{dayWords + comma(ui)}</span>
      )}
      {startRule === undefined && endRule === undefined ? (
        <time {...marks}>{stretchText(ui, start, end, zone, day)}</time>
      ) : (
        <>
          {startRule === undefined ? (
            <time {...marks}>{formatTime(ui, start, zone)}</time>
          ) : (
            <>
              {ruleText(startRule, "at", frame, p)} (<time {...marks}>{formatTime(ui, start, zone)}</time>)
            </>
          )}
          {end === undefined ? null : endRule === undefined ? (
            <>
              {comma(ui)}
              {ended(p("until.time", { time: endTime(ui, start, end, zone, day) }))}
            </>
          ) : (
            <>
              {comma(ui)}
              {ruleText(endRule, "until", frame, p)} ({ended(endTime(ui, start, end, zone, day))})
            </>
          )}
        </>
      )}
      {edition === undefined ? null : (
        <span class="also" data-zone={frame.edition.data.zone}>
          {edition}
        </span>
      )}
    </span>
  );
}

/** The look of times, for the sheet of a page that shows them. */
export const momentSheet = `
.when { font-variant-numeric: tabular-nums; }
.when .also, .when .yours { display: block; font-size: 0.875rem; line-height: 1.45; color: var(--soft); font-weight: 400; }
.when .yours { color: var(--ink); }
@media print { .when .yours { display: none; } }
`;
