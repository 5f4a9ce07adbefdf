/** The programme: what is on, what comes next, then everything by time, place or organisation. */
import { calendarPath, lightsPath, listPath } from "@bluehour/domain/addresses";
import { dayAt, phaseAt } from "@bluehour/domain/phase";
import type { Phase } from "@bluehour/domain/phase";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";
import { byDay, byOrganisation, byPlace, daysBetween, inOrder, nowAndNext, stateOf } from "../programme.ts";
import type { Group, NowAndNext } from "../programme.ts";
import { EntryRows, entriesSheet } from "../views/entries.tsx";
import type { Item } from "../views/entries.tsx";
import {
  countryName,
  formatDate,
  formatDays,
  formatShortDay,
  formatTime,
  formatWeekday,
} from "../views/format.ts";
import { langOf, Layout } from "../views/layout.tsx";
import { viewerTimes } from "../views/moment.tsx";
import { compact } from "../views/style.ts";
import { entriesOf, everyOf, mostEntries } from "./entries.ts";
import type { Ask, Came } from "./page.ts";
import { Follow } from "../views/follow.tsx";
import { definePage } from "./page.ts";

const views = ["time", "place", "organisation"] as const;
type View = (typeof views)[number];

/** Landmarks that are counted, and asked for the names of their cities. */
const mostCounted = 500;

type Found = {
  view: View;
  now: NowAndNext<Item>;
  groups: Group<Item>[];
  phase: Phase;
  isCut: boolean;
  /** Places of the lights: how many, and whether there are more than were counted. */
  lights: { count: number; isCut: boolean } | undefined;
  /** Languages in which the names of groups are; the page's own where left out. */
  languages: ReadonlyMap<string, string>;
};

function parse({ query }: Came): View | undefined {
  return views.find((view) => view === (query["by"] ?? "time"));
}

/** A city's word in addresses, as a name, where nobody wrote the name: "saint-gilles" is "Saint-Gilles". */
function nameFromWord(word: string): string {
  return word.replaceAll(/(?:^|-)\p{L}/gu, (start) => start.toUpperCase());
}

async function decide(ask: Ask, view: View): Promise<{ show: Found }> {
  const { frame, moment } = ask;
  const { locale, ui, edition } = frame;
  const [{ items, isCut }, landmarks, organisations] = await Promise.all([
    entriesOf(ask),
    frame.present.has("landmark") ? everyOf(ask, "landmark", mostCounted) : undefined,
    view === "organisation" ? everyOf(ask, "organisation", mostEntries) : undefined,
  ]);
  const { compare } = new Intl.Collator(ui);
  const languages = new Map<string, string>();
  const group = (): Group<Item>[] => {
    if (view === "time") return byDay(items, edition.data.zone);
    if (view === "organisation") {
      const texts = new Map(organisations?.all.map(({ id, locales }) => [id, locales[locale]]));
      for (const [id, text] of texts) if (text !== undefined) languages.set(`by-${id}`, text.lang);
      return byOrganisation(items, (id) => texts.get(id)?.head.title, compare);
    }
    const cities = new Map(
      landmarks?.all.map(({ data, locales }) => [`${data.country} ${data.city}`, locales[locale]]),
    );
    const countries = new Set(items.map(({ country }) => country));
    const name = (country: string, city: string): string => {
      const known = cities.get(`${country} ${city}`)?.head.city ?? nameFromWord(city);
      return countries.size > 1 ? `${known}, ${countryName(ui, country)}` : known;
    };
    return byPlace(items, name, compare);
  };
  const invited = landmarks?.all.filter(({ data }) => data.state === "invited").length ?? 0;
  return {
    show: {
      view,
      now: nowAndNext(items, moment),
      groups: group(),
      phase: phaseAt(frame.times, moment),
      isCut,
      // Who was only asked has promised nothing.
      lights:
        landmarks === undefined || landmarks.all.length === invited
          ? undefined
          : { count: landmarks.all.length - invited, isCut: landmarks.isCut },
      languages,
    },
  };
}

/** The edition's days, and what can be said of them at a moment. */
function leadOf(phase: Phase, moment: Date, { ui, edition }: Frame): string {
  const p = programmeMessages(ui);
  const { days, zone } = edition.data;
  const dates =
    days.first === days.last
      ? formatWeekday(ui, `${days.first}T12:00:00Z`, "UTC")
      : formatDays(ui, days.first, days.last);
  if (phase === "announced") {
    const left = daysBetween(dayAt(moment, zone), days.first);
    return `${dates}. ${p("phase.announced", { days: left })}`;
  }
  if (phase === "live") return `${dates}. ${p("phase.live", { time: formatTime(ui, moment, zone) })}`;
  return `${dates}. ${p("phase.after")}`;
}

function NowAndNextParts({ found, moment, frame }: { found: Found; moment: Date; frame: Frame }) {
  const p = programmeMessages(frame.ui);
  const { now, more, next } = found.now;
  const { zone } = frame.edition.data;
  const today = dayAt(moment, zone);
  const isLive = found.phase === "live";
  return (
    <>
      {now.length > 0 || isLive ? (
        <section aria-labelledby="now" class="live">
          <h2 id="now">{p("now.title")}</h2>
          {now.length > 0 ? (
            <EntryRows
              items={now}
              frame={frame}
              moment={moment}
              telling="wait"
              day={{ under: today }}
              level={3}
            />
          ) : (
            <p class="read">{p(next.length > 0 ? "now.nothing" : "now.over")}</p>
          )}
          {more > 0 ? (
            <p class="small gap">
              <a href="#all">{p("now.more", { count: more })}</a>
            </p>
          ) : null}
        </section>
      ) : null}
      {next.length > 0 ? (
        <section aria-labelledby="next" class="live">
          <h2 id="next">{p(found.phase === "announced" ? "next.first" : "next.title")}</h2>
          <EntryRows
            items={next}
            frame={frame}
            moment={moment}
            telling="wait"
            day={isLive ? { under: today } : "short"}
            level={3}
          />
        </section>
      ) : null}
    </>
  );
}

function Lights({
  lights,
  frame,
  host,
}: {
  lights: NonNullable<Found["lights"]>;
  frame: Frame;
  host: string;
}) {
  const p = programmeMessages(frame.ui);
  const { edition, locale } = frame;
  return (
    <p class="lights read">
      <a href={lightsPath(edition.id, locale)}>{p(`lights.${edition.data.action}`)}</a>{" "}
      <span class="small soft">
        · {p(lights.isCut ? "lights.many" : "lights.count", { count: lights.count })}
      </span>
      <span class="paper small">
        {host}
        {lightsPath(edition.id, locale)}
      </span>
    </p>
  );
}

/** The links between the views. A moment that was asked for stays asked for. */
function Views({ found, frame, at }: { found: Found; frame: Frame; at: string | undefined }) {
  const p = programmeMessages(frame.ui);
  const path = listPath(frame.edition.id, frame.locale, "event");
  return (
    <nav class="views" aria-label={p("view.label")}>
      <ul>
        {views.map((view) => {
          const query = new URLSearchParams({
            ...(view === "time" ? {} : { by: view }),
            ...(at === undefined ? {} : { at }),
          }).toString();
          return (
            <li>
              <a
                href={`${path}${query === "" ? "" : `?${query}`}#all`}
                {...(view === found.view ? { "aria-current": "true" } : {})}
              >
                {p(`view.${view}`)}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Jumps({ found, names, frame }: { found: Found; names: readonly string[]; frame: Frame }) {
  const { ui } = frame;
  if (found.groups.length < 2) return null;
  return (
    <nav class="jumps" aria-label={programmeMessages(ui)(`jump.${found.view}`)}>
      <ul>
        {found.groups.map(({ key, name }, index) => (
          <li>
            <a href={`#${key}`} {...nameLanguage(found, key, frame)}>
              {found.view === "time" && name !== undefined
                ? formatShortDay(ui, `${name}T12:00:00Z`, "UTC")
                : names[index]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function nameLanguage({ languages }: Found, key: string, { ui }: Frame): ReturnType<typeof langOf> {
  return langOf(languages.get(key) ?? ui, ui);
}

/** A group's heading. */
function groupName({ name }: Group<Item>, view: View, { ui }: Frame): string {
  const p = programmeMessages(ui);
  if (name === undefined) return p(view === "time" ? "several" : "organisation.none");
  return view === "time" ? formatWeekday(ui, `${name}T12:00:00Z`, "UTC") : name;
}

function Everything({
  found,
  moment,
  frame,
  at,
  origin,
}: {
  found: Found;
  moment: Date;
  frame: Frame;
  at?: string | undefined;
  origin: string;
}) {
  const p = programmeMessages(frame.ui);
  const { edition, locale } = frame;
  const { groups, view, phase } = found;
  const isLive = phase === "live";
  const names = groups.map((group) => groupName(group, view, frame));
  const all = inOrder([...new Set(groups.flatMap(({ entries }) => entries))]);
  // An exhibition that is open says nothing of how far the day has come.
  const present =
    isLive && view === "time"
      ? all.find((item) => item.kind === "event" && stateOf(item, moment) !== "past")
      : undefined;
  // The present is worth a link only where something stands before it.
  const isBehind = present !== undefined && all.some((item) => stateOf(item, moment) === "past");
  const days = new Set(all.map(({ start }) => dayAt(start, edition.data.zone)));
  // Under a place or an organisation, the day is said unless there is only one.
  const [onlyDay] = days.size === 1 ? days : [];
  return (
    <section aria-labelledby="all">
      <h2 id="all">{p("all.title")}</h2>
      <Views found={found} frame={frame} at={at} />
      <Jumps found={found} names={names} frame={frame} />
      {isBehind ? (
        <p class="small to-present">
          <a href="#present">{p("jump.present")}</a>
        </p>
      ) : null}
      {groups.map((group, index) => (
        <section class="group" aria-labelledby={group.key}>
          <h3 id={group.key} {...nameLanguage(found, group.key, frame)}>
            {names[index]}
          </h3>
          <EntryRows
            items={group.entries}
            frame={frame}
            moment={moment}
            telling={isLive ? "state" : "nothing"}
            day={
              view === "time"
                ? group.name === undefined
                  ? "short"
                  : { under: group.name }
                : onlyDay === undefined
                  ? "short"
                  : { under: onlyDay }
            }
            level={4}
            present={isBehind ? present : undefined}
          />
        </section>
      ))}
      {found.isCut ? <p class="read gap">{p("too-many", { count: mostEntries })}</p> : null}
      <p class="small soft gap read calendar">
        <Follow
          path={calendarPath(edition.id, locale)}
          origin={origin}
          frame={frame}
          words={p("subscribe")}
        />
        . {p("subscribe.text")}
      </p>
    </section>
  );
}

export const programmeSheet = `${entriesSheet}
.lights { margin-block-start: var(--s3); border-inline-start: 4px solid var(--warm); padding-inline-start: var(--s2); font: 600 1.0625rem/1.4 var(--serif); }
.lights .small { font: 400 0.9375rem/1.5 var(--sans); }
.views ul, .jumps ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; column-gap: 1.1rem; font-size: 0.9375rem; }
.views a, .jumps a { display: inline-block; padding-block: 0.35rem; } .jumps li { min-inline-size: 0; } .jumps a { max-inline-size: 100%; }
.views a { color: var(--ink); text-decoration: none; }
.views a:hover { text-decoration: underline; }
.views a[aria-current] { font-weight: 600; text-decoration: underline; text-decoration-color: var(--warm); text-decoration-thickness: 2px; text-underline-offset: 0.35em; }
.jumps { border-block-start: 1px solid var(--line); }
.group { margin-block-start: var(--s3); }
.group > .slots > .slot:first-child { padding-block-start: 0.7rem; }
.group > h3 { font-size: 1.2rem; color: var(--warm-ink); padding-block-end: 0.35rem; border-block-end: 2px solid var(--line); }
.group > h3::first-letter, .programme .lead::first-letter { text-transform: uppercase; }
.paper { display: none; }
@media print {
  .live, .views, .jumps, .to-present, .calendar { display: none; }
  .paper { display: block; }
  @page { margin: 15mm; }
  body { font-size: 10pt; }
  h1 { font-size: 20pt; }
  .lead { font-size: 11pt; }
  section { margin-block-start: 1.25rem; }
  section > h2 { display: none; }
  .group { margin-block-start: 1rem; }
  .group > h3 { break-after: avoid; border-color: #000; font-size: 13pt; }
  .group > h3 + .slots > .slot:first-child { break-before: avoid; }
  .lights a { text-decoration: none; }
}
`;

export const programmePage = definePage<View, Found>({
  surfaces: ["list"],
  isBrief: true,
  sheet: compact(programmeSheet),
  scripts: ["times"],
  parse,
  decide,
  view(found, { around, now, moment, origin }) {
    const { frame } = around;
    const { t, ui, text, edition, locale } = frame;
    const p = programmeMessages(ui);
    const isEmpty = found.groups.length === 0;
    const path = listPath(edition.id, locale, "event");
    const { host } = new URL(origin);
    const { zone } = edition.data;
    // Another moment than the true one was asked for in the address.
    const at = Math.abs(moment.getTime() - now.getTime()) > 60_000 ? moment.toISOString() : undefined;
    const stood = `${formatDate(ui, moment, zone)}, ${formatTime(ui, moment, zone)}`;
    return (
      <Layout around={around} title={t("nav.events")} here="/events" part="nav.events">
        <div class="programme" {...viewerTimes(frame)}>
          <header class="read">
            <p class="paper" {...langOf(text.lang, ui)}>
              {text.head.title}
            </p>
            <h1>{t("nav.events")}</h1>
            <p class="lead soft">{leadOf(found.phase, moment, frame)}</p>
          </header>
          {isEmpty ? <p class="read gap">{p("empty")}</p> : null}
          {isEmpty ? null : <NowAndNextParts found={found} moment={moment} frame={frame} />}
          {found.lights === undefined ? null : <Lights lights={found.lights} frame={frame} host={host} />}
          {isEmpty ? null : (
            <Everything found={found} moment={moment} frame={frame} at={at} origin={origin} />
          )}
          <p class="paper small gap">{p("printed", { address: `${host}${path}`, time: stood })}</p>
        </div>
      </Layout>
    );
  },
});
