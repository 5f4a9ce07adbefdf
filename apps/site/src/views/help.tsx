/** Where help is: emergency numbers first, then children's, then others, each with what is known of it. */
import { homePath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { dayAt, dayBegins, dayLater } from "@bluehour/domain/phase";
import { helpMessages } from "@bluehour/i18n/help";
import { zonesOf } from "../countries.ts";
import type { Frame } from "../frame.ts";
import { clockText, groupedDays, isAlways, readHours, standingIn } from "../hours.ts";
import type { Hours, Standing, Stretch } from "../hours.ts";
import { formatClock, formatDay, formatList, formatShortDay, languageName, weekdayName } from "./format.ts";
import { kept, langOf } from "./layout.tsx";

export type Helpline = PublicRelease<"helpline">;

const staleAfter = 180 * 24 * 60 * 60 * 1000;

function rank({ data }: Helpline): number {
  if (data.emergency) return 0;
  return data.children ? 1 : 2;
}

/** Emergency numbers, then those for children, then others, each in the edition's own order. */
export function inOrderOfNeed(lines: readonly Helpline[]): Helpline[] {
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

function stretchText(stretches: readonly Stretch[]): string {
  return stretches.map(({ from, to }) => `${clockText(from)} – ${clockText(to)}`).join(", ");
}

/** Hours in words: "Monday – Friday 09:00 – 17:00; closed on public holidays". */
function hoursText(hours: Hours, { ui, t }: Frame): string {
  const h = helpMessages(ui);
  const groups = groupedDays(hours).map(({ first, last, stretches }) => {
    const days =
      first === last ? weekdayName(ui, first) : `${weekdayName(ui, first)} – ${weekdayName(ui, last)}`;
    return `${days} ${stretchText(stretches)}`;
  });
  const isWhole = isAlways(hours);
  const said = isWhole ? [t("help.always")] : groups.length === 0 ? [h("hours.never")] : groups;
  if (hours.holidays === "closed") said.push(h("holidays.closed"));
  else if (hours.holidays !== "unsaid")
    said.push(h("holidays.times", { times: stretchText(hours.holidays) }));
  return said.join("; ");
}

function hoursOf(line: Helpline, frame: Frame): string | undefined {
  const said = line.locales[frame.locale]?.head.hours;
  if (said !== undefined) return said;
  if (line.data.hours === undefined) return undefined;
  const hours = readHours(line.data.hours);
  return hours === undefined ? line.data.hours : hoursText(hours, frame);
}

/** Clocks by which a line's hours are meant: the edition's in its own country, else all of the line's country. */
function clocksOf({ data }: Helpline, { edition }: Frame): readonly string[] {
  return data.country === edition.data.country ? [edition.data.zone] : zonesOf(data.country);
}

/** How the hours stand, and when that changes, as one says it today. */
function standingText({ isOpen, changes }: Standing, now: Date, zone: string, frame: Frame): string {
  const { ui } = frame;
  const h = helpMessages(ui);
  if (changes === undefined) return h(isOpen ? "open.always" : "closed.always");
  const [today, day] = [dayAt(now, zone), dayAt(changes, zone)];
  const time = formatClock(ui, changes, zone);
  if (day === today) return h(isOpen ? "open.today" : "closed.today", { time });
  if (day === dayLater(today, { days: 1 })) return h(isOpen ? "open.tomorrow" : "closed.tomorrow", { time });
  // A week from now the day's name alone would mean today.
  const isNear = day < dayLater(today, { days: 7 });
  const index = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
  return h(isOpen ? "open.day" : "closed.day", {
    day: isNear ? weekdayName(ui, index) : formatShortDay(ui, changes, zone),
    time,
  });
}

/** How far the number can be trusted: who called it when, or that it was only read somewhere (never more than is known). */
function verifiedText(line: Helpline, frame: Frame, now: Date): string {
  const { verified, source } = line.data;
  if (verified.state === "source-only") return frame.t("help.source-only", { source: source.title });
  const day = formatDay(frame.ui, verified.on);
  return frame.t(isStale(verified.on, frame, now) ? "help.stale" : "help.checked", { day });
}

function isStale(checkedOn: string, { edition }: Frame, now: Date): boolean {
  return now.getTime() - dayBegins(checkedOn, edition.data.zone).getTime() > staleAfter;
}

/** The same in two words, where there is something to doubt. */
function doubtOf({ data }: Helpline, frame: Frame, now: Date): string | undefined {
  const h = helpMessages(frame.ui);
  if (data.verified.state === "source-only") return h("fresh.unchecked");
  return isStale(data.verified.on, frame, now) ? h("fresh.stale") : undefined;
}

/** The international form, grouped as the number is written at home: `078 055 800` is `+32 78 055 800`. */
export function internationalForm({ number, display }: Helpline["data"]): string {
  const home = display.trim().replace(/^\(?0\)?[\s./-]*/, "");
  const digits = home.replaceAll(/\D/g, "");
  if (digits.length < 4 || !number.endsWith(digits)) return number;
  // Where it is written at home with its country's figures, only the sign is missing.
  return `${number.slice(0, -digits.length)} ${home}`.replace(/^\+ /, "+");
}

/** Whether it can be dialled from another country: short numbers mean something else there, or nothing. */
export function isInternational({ number }: Helpline["data"]): boolean {
  return number.startsWith("+");
}

export function Call({ number, children }: { number: string; children: string }) {
  return (
    <a class="call" href={`tel:${number}`} dir="ltr">
      {children}
    </a>
  );
}

function HelpItem({ line, frame, now }: { line: Helpline; frame: Frame; now: Date }) {
  const text = line.locales[frame.locale];
  if (text === undefined) return null;
  const { t, ui } = frame;
  const { data } = line;
  const about = [
    data.children ? t("help.children") : undefined,
    data.free === true ? t("help.free") : undefined,
    hoursOf(line, frame),
  ].filter((part) => part !== undefined);
  const doubt = doubtOf(line, frame, now);
  return (
    <li>
      <Call number={data.number}>{data.display}</Call>
      <p>
        <strong {...langOf(text.lang, ui)}>{text.head.title}</strong>
        {about.length > 0 ? ` · ${about.join(" · ")}` : ""}
        {doubt === undefined ? null : <span class="soft small"> ({doubt})</span>}
      </p>
    </li>
  );
}

/** Open now or when; and the hours themselves. */
function HoursLines({ line, frame, now }: { line: Helpline; frame: Frame; now: Date }) {
  const h = helpMessages(frame.ui);
  const { data } = line;
  const said = hoursOf(line, frame);
  if (said === undefined) return data.emergency ? null : <p class="small soft">{h("hours.unknown")}</p>;
  const hours = data.hours === undefined ? undefined : readHours(data.hours);
  const zones = clocksOf(line, frame);
  const [zone] = zones;
  const standing = hours === undefined ? undefined : standingIn(hours, now, zones);
  const isPlain = hours === undefined && line.locales[frame.locale]?.head.hours === undefined;
  return (
    <p class="small hours">
      {standing === undefined || zone === undefined ? null : (
        <>
          <span class={standing.isOpen ? "open" : "shut"}>
            {standingText(standing, now, zone, frame)}
            {hours?.holidays === "unsaid" ? "" : ` ${h("holidays.unless")}`}
          </span>
          <br />
        </>
      )}
      {hours !== undefined && isAlways(hours) && hours.holidays === "unsaid" ? null : (
        <span class="soft" {...(isPlain ? { lang: "en", dir: "ltr" } : {})}>
          {said}
        </span>
      )}
    </p>
  );
}

/** A number with all that is known of it; the number itself comes first, its name in ordinary letters. */
function HelpEntry({ line, frame, now }: { line: Helpline; frame: Frame; now: Date }) {
  const text = line.locales[frame.locale];
  if (text === undefined) return null;
  const { t, ui } = frame;
  const h = helpMessages(ui);
  const { data } = line;
  const about = [
    data.children ? t("help.children") : undefined,
    data.free === undefined ? undefined : data.free ? t("help.free") : h("number.paid"),
  ].filter((part) => part !== undefined);
  return (
    <li>
      <Call number={data.number}>{data.display}</Call>
      <p>
        <span {...langOf(text.lang, ui)}>{text.head.title}</span>
        {about.length > 0 ? ` · ${about.join(" · ")}` : ""}
      </p>
      <HoursLines line={line} frame={frame} now={now} />
      {text.head.summary === undefined ? null : (
        <p class="small" {...langOf(text.lang, ui)}>
          {text.head.summary}
        </p>
      )}
      {data.spoken.length === 0 ? null : (
        <p class="small">
          {t("help.spoken", {
            languages: formatList(
              ui,
              data.spoken.map((locale) => languageName(ui, locale)),
            ),
          })}
        </p>
      )}
      {data.emergency && !isInternational(data) ? null : isInternational(data) ? (
        data.display.trim().startsWith("+") ? null : (
          <p class="small">
            {h("number.abroad")} <bdi dir="ltr">{internationalForm(data)}</bdi>
          </p>
        )
      ) : (
        <p class="small">{h("number.inside")}</p>
      )}
      {data.url === undefined ? null : (
        <p class="small">
          <a href={data.url} rel="noreferrer">
            {t("help.website", { name: text.head.title })}
          </a>
        </p>
      )}
      <p class="small soft">{verifiedText(line, frame, now)}</p>
    </li>
  );
}

/** Numbers in full, as the page of numbers shows them. */
export function HelpEntries(props: { lines: readonly Helpline[]; frame: Frame; now: Date }) {
  return (
    <ul class="plain numbers">
      {props.lines.map((line) => (
        <HelpEntry line={line} frame={props.frame} now={props.now} />
      ))}
    </ul>
  );
}

/** The number that works in the whole European Union. */
export function EuropeanNumber({ t }: { t: Frame["t"] }) {
  return (
    <p>
      {t("help.bare")} <Call number="112">112</Call>
    </p>
  );
}

/** The help box of a page; without an edition there is still the number that works in the whole European Union. */
export function HelpBox(props: { frame: Frame | undefined; t: Frame["t"]; now: Date }) {
  // What is said of a number's freshness changes by the day.
  const day = props.now.toISOString().slice(0, 10);
  return props.frame === undefined ? (
    <Box {...props} />
  ) : (
    <>{kept(props.frame, `help ${day}`, () => Box(props))}</>
  );
}

const mostInBox = 8;

/** The numbers of the edition's own country; where it has none, the first of all. */
function linesOfBox({ help, edition }: Frame): Helpline[] {
  const own = help.filter(({ data }) => data.country === edition.data.country);
  return inOrderOfNeed(own.length > 0 ? own : help).slice(0, mostInBox);
}

function Box({ frame, t, now }: { frame: Frame | undefined; t: Frame["t"]; now: Date }) {
  const lines = frame === undefined ? [] : linesOfBox(frame);
  return (
    <section class="panel read gap" aria-labelledby="help">
      <h2 id="help">{t("help.box")}</h2>
      {frame === undefined || lines.length === 0 ? (
        <EuropeanNumber t={t} />
      ) : (
        <>
          <ul class="plain help">
            {lines.map((line) => (
              <HelpItem line={line} frame={frame} now={now} />
            ))}
          </ul>
          <details class="small">
            <summary>{helpMessages(frame.ui)("fresh.title")}</summary>
            <ul class="plain soft">
              {lines.map((line) => (
                <li>
                  <bdi dir="ltr">{line.data.display}</bdi> – {verifiedText(line, frame, now)}
                </li>
              ))}
            </ul>
          </details>
          <p class="small">
            <a href={`${homePath(frame.edition.id, frame.locale)}/help`}>{t("help.more")}</a>
          </p>
        </>
      )}
    </section>
  );
}
