/** The wave of lights: of the world, of a country, of a city; as a page, a wall's screen, a newsroom's frame, a picture, and as dots. */
import { homePath, itemPath, lightsPath, listPath } from "@bluehour/domain/addresses";
import type { LightsPlace } from "@bluehour/domain/addresses";
import { directionOf } from "@bluehour/domain/locales";
import type { Surface } from "@bluehour/domain/uses";
import { regionalTag } from "@bluehour/i18n/regional";
import { lightsMessages } from "@bluehour/i18n/lights";
import type { LightsTranslate } from "@bluehour/i18n/lights";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import { dotsOf } from "../lights/dots.ts";
import type { Lights, Spot } from "../lights/lights.ts";
import { cityMap, countryMap, mapWidth, placeOn, worldMap } from "../lights/map.ts";
import type { WorldMap } from "../lights/map.ts";
import {
  comingAfter,
  countStates,
  dayToShow,
  firstLight,
  grouped,
  shiningAt,
  standingAt,
  takesPart,
  waveOf,
} from "../lights/wave.ts";
import type { Standing, Stretch, Wave } from "../lights/wave.ts";
import { ChartLinks, ChartPicture, drawnAlone, squareOf } from "../views/chart.tsx";
import type { Nearby, Squares } from "../views/chart.tsx";
import {
  comma,
  countryName,
  formatBeginning,
  formatClock,
  formatDays,
  formatShortDay,
  formatTime,
} from "../views/format.ts";
import { Follow } from "../views/follow.tsx";
import { langOf, Layout, LooseLayout, Sheet } from "../views/layout.tsx";
import { lightsSheet, wallSheet } from "../views/lights-style.ts";
import { viewerTimes } from "../views/moment.tsx";
import { everyOf } from "./entries.ts";
import type { Ask, Came, Setting } from "./page.ts";
import { definePage } from "./page.ts";

const minute = 60_000;
const hour = 60 * minute;

type Asked = LightsPlace & {
  day: string | undefined;
  time: number | undefined;
  byTime: boolean;
  /** In the order of time: the last place that was listed, where several begin at one moment. */
  after: string | undefined;
};

const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

function parse({ parts, query }: Came, end = ""): Asked | undefined {
  let { country, city } = parts;
  if (end !== "") {
    // The last part carries the file's ending: `be.svg`, `be/brussels.svg`, and `world.svg` for all.
    const last = city ?? country;
    if (last?.endsWith(end) !== true) return undefined;
    if (city === undefined) country = last.slice(0, -end.length);
    else city = last.slice(0, -end.length);
    if (country === "world" && city === undefined) country = undefined;
  }
  if (country !== undefined && !/^[a-z]{2}$/.test(country)) return undefined;
  if (city !== undefined && !(city.length <= 64 && slug.test(city))) return undefined;
  const { day, t, by, after } = query;
  if (after !== undefined && !slug.test(after)) return undefined;
  if (by !== undefined && by !== "time") return undefined;
  if (day !== undefined && !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const time = t === undefined ? undefined : Date.parse(t);
  if (time !== undefined && (Number.isNaN(time) || (t ?? "").length > 40)) return undefined;
  return { country: country?.toUpperCase(), city, day, time, byTime: by === "time", after };
}

/** All that any view of the lights needs. */
type Found = {
  asked: Asked;
  lights: Lights;
  spots: readonly Spot[];
  wave: Wave;
  map: WorldMap;
  /** The moment shown, and how it was chosen. */
  at: number;
  standing: Standing | "chosen";
  /** Whether that moment is the present one, so that the picture should move with it. */
  isLive: boolean;
  /** Whether the wave is under way at the present moment, whichever is shown: else there is no "now" to go back to. */
  hasNow: boolean;
  zone: string;
  /** What the programme offers in the city that is shown; nothing where a wider map is. */
  nearby: readonly Nearby[] | undefined;
};

/** What the programme offers near the lights of a city, where it has a position of its own on the city's map. */
async function nearbyOf(ask: Ask, { city }: Asked, map: WorldMap, spots: readonly Spot[]): Promise<Nearby[]> {
  const { edition, locale } = ask.frame;
  const [events, shows] = await Promise.all([
    everyOf(ask, "event", mostNearby),
    everyOf(ask, "installation", mostNearby),
  ]);
  const found: Nearby[] = [];
  const isClear = (x: number, y: number): boolean =>
    [...spots, ...found].every((other) => {
      const place = placeOn(map, other);
      return Math.hypot(place.x - x, place.y - y) > apart;
    });
  for (const thing of [...events.all, ...shows.all]) {
    const text = thing.locales[locale];
    const { coordinates } = thing.data;
    if (text === undefined || coordinates === undefined) continue;
    if (thing.kind === "event" && (thing.data.city !== city || thing.data.status === "cancelled")) continue;
    const { x, y } = placeOn(map, coordinates);
    if (x < 0 || y < 0 || x > mapWidth || y > map.height || !isClear(x, y)) continue;
    const href = itemPath(edition.id, locale, thing.kind, thing.id);
    found.push({ ...coordinates, title: text.head.title, lang: text.lang, href });
  }
  return found;
}

/** So many of each kind are looked at, and so far apart two things are seen as two, in the map's units. */
const mostNearby = 100;
const apart = 70;

/** A map of all places; where they are all in one country, or near each other, a map of that. */
function mapOf(asked: Asked, spots: readonly Spot[]): WorldMap {
  if (asked.city !== undefined) return cityMap(spots);
  const countries = new Set(spots.map(({ country }) => country));
  return asked.country !== undefined || countries.size === 1
    ? countryMap([...countries].join(" "), spots)
    : worldMap();
}

async function find(ask: Ask, asked: Asked, surface: Surface): Promise<{ show: Found } | "missing"> {
  const { edition } = ask.frame;
  const lights = await ask.reads.lights(edition, surface);
  const spots = lights.spots.filter(
    ({ country, city, isCancelled }) =>
      !isCancelled &&
      (asked.country === undefined || country === asked.country) &&
      (asked.city === undefined || city === asked.city),
  );
  if (spots.length === 0 && asked.country !== undefined) return "missing";
  const zones = new Set(spots.map((spot) => spot.zone));
  const zone = zones.size === 1 ? ([...zones][0] ?? edition.data.zone) : edition.data.zone;
  const days = daysOf(spots);
  if (asked.day !== undefined && !days.includes(asked.day)) return "missing";
  // A moment that somebody chose and sent on is shown on its own day, whenever it is opened.
  const dayOf = (at: Date): string => asked.day ?? dayToShow({ spots, days }, edition.data.days, at, zone);
  const day = dayOf(asked.time === undefined ? ask.moment : new Date(asked.time));
  const wave = waveOf({ spots }, day);
  const presentDay = dayOf(ask.moment);
  const present = standingAt(presentDay === day ? wave : waveOf({ spots }, presentDay), ask.moment.getTime());
  const time =
    asked.time === undefined ? undefined : Math.min(Math.max(asked.time, wave.span.start), wave.span.end);
  const at = time ?? (present === "during" ? ask.moment.getTime() : wave.peak);
  const map = mapOf(asked, spots);
  return {
    show: {
      asked,
      lights,
      spots,
      wave,
      map,
      at,
      standing: time === undefined ? present : "chosen",
      isLive: time === undefined && present === "during",
      hasNow: present === "during",
      zone,
      nearby:
        asked.city !== undefined && surface === "list" ? await nearbyOf(ask, asked, map, spots) : undefined,
    },
  };
}

function daysOf(spots: readonly Spot[]): string[] {
  const days = new Set<string>();
  for (const spot of spots) if (takesPart(spot)) for (const { day } of spot.lights) days.add(day);
  return [...days].toSorted();
}

function placeName({ asked, spots }: Found, frame: Frame): string | undefined {
  if (asked.country === undefined) return undefined;
  const country = countryName(frame.ui, asked.country);
  const city = asked.city === undefined ? undefined : spots[0]?.names[frame.locale]?.city;
  return city === undefined ? country : city + comma(frame.ui) + country;
}

function titleOf(found: Found, frame: Frame, l: LightsTranslate): string {
  const place = placeName(found, frame);
  return place === undefined ? l("lights.title") : l("lights.title.in", { place });
}

const longFormats = new Map<string, Intl.DateTimeFormat>();

/** Day and time, word for word as client/lights.ts writes them: nothing may jump when it begins. */
function fullTime(at: number, zone: string, { ui }: Frame): string {
  let format = longFormats.get(`${ui} ${zone}`);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(regionalTag(ui), {
      weekday: "long",
      day: "numeric",
      month: "long",
      hour: "2-digit",
      minute: "2-digit",
      timeZone: zone,
      timeZoneName: "short",
    });
    longFormats.set(`${ui} ${zone}`, format);
  }
  return format.format(at);
}

function counts({ wave, at }: Found): { shining: number; coming: number; over: number } {
  // Places and not stretches: one that lights again later is still to come, and not over too.
  const places = (stretches: readonly Stretch[]) => new Set(stretches.map(({ spot }) => spot));
  const shining = places(shiningAt(wave, at));
  const coming = places(comingAfter(wave, at)).difference(shining);
  return {
    shining: shining.size,
    coming: coming.size,
    over: places(wave.stretches).size - shining.size - coming.size,
  };
}

function addressOf(found: Found, frame: Frame, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined) as [string, string][];
  const path = lightsPath(frame.edition.id, frame.locale, found.asked);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** What the script on any of these pages needs to know. */
function scriptFacts(found: Found, { frame, moment }: Setting): Record<string, string> {
  const { edition, locale, ui } = frame;
  const dots = lightsPath(edition.id, locale, found.asked, "dots");
  return {
    // With its day, so that the dots are those of this page; where nothing lights there is no day to ask for.
    "data-dots": found.wave.stretches.length === 0 ? dots : `${dots}?day=${found.wave.day}`,
    "data-at": String(found.at),
    "data-now": String(moment.getTime()),
    "data-zone": found.zone,
    "data-locale": regionalTag(ui),
    ...(found.isLive ? { "data-live": "" } : {}),
  };
}

/** A part that the script exchanges as time passes; a moment that was chosen stays as it is. */
function fresh({ standing }: Found): Record<string, string> {
  return standing === "chosen" ? {} : { "data-fresh": "" };
}

function Picture({
  found,
  frame,
  l,
  links = true,
}: {
  found: Found;
  frame: Frame;
  l: LightsTranslate;
  links?: boolean;
}) {
  const time = fullTime(found.at, found.zone, frame);
  const label = `${time}. ${l("lights.map.label", counts(found))}`;
  return (
    <div class={found.map === worldMap() ? "chart" : "chart near"}>
      <ChartPicture {...found} label={label} squares={squaresOf(found, frame)} />
      {links ? <ChartLinks {...found} frame={frame} /> : null}
    </div>
  );
}

/** The squares that are laid over a city, where no outline tells distances. */
function squaresOf({ asked, map }: Found, { ui }: Frame): Squares | undefined {
  if (asked.city === undefined) return undefined;
  const metres = squareOf(map);
  const isFar = metres >= 1000;
  const number = new Intl.NumberFormat(regionalTag(ui), {
    style: "unit",
    unit: isFar ? "kilometer" : "meter",
  });
  const words = number.format(isFar ? metres / 1000 : metres);
  // The picture runs from left to right in every language; number and unit stand in the order of theirs.
  return { metres, words: directionOf(ui) === "rtl" ? `\u2067${words}\u2069` : words };
}

function Tally({ found, l, frame }: { found: Found; l: LightsTranslate; frame: Frame }) {
  const number = new Intl.NumberFormat(regionalTag(frame.ui));
  return (
    <p class="tally">
      {Object.entries(counts(found)).map(([name, count]) => (
        <span class={name === "shining" ? "lit" : ""}>
          {l(`lights.count.${name as "shining"}`)} <b data-count={name}>{number.format(count)}</b>
        </span>
      ))}
    </p>
  );
}

/** Links by which the picture moves without script. */
function Steps({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { span, peak } = found.wave;
  const to = (at: number): string =>
    addressOf(found, frame, {
      day: found.asked.day,
      t: new Date(Math.round(at / minute) * minute).toISOString(),
    });
  const links: [string, string][] = [
    ...(found.at - hour >= span.start
      ? [[to(found.at - hour), l("lights.step.earlier")] as [string, string]]
      : []),
    ...(found.at + hour <= span.end
      ? [[to(found.at + hour), l("lights.step.later")] as [string, string]]
      : []),
    ...(Math.abs(found.at - peak) > minute ? [[to(peak), l("lights.step.peak")] as [string, string]] : []),
    ...(found.standing === "chosen" && found.hasNow
      ? [[addressOf(found, frame, { day: found.asked.day }), l("lights.step.back")] as [string, string]]
      : []),
  ];
  return (
    <nav aria-label={l("lights.step.label")} data-steps="">
      <ul class="steps">
        {links.map(([href, words]) => (
          <li>
            <a href={href} rel="nofollow">
              {words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Controls({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { span } = found.wave;
  // "CEST" or "GMT+2": the clock by which the slider is read.
  const time = formatTime(frame.ui, new Date(found.at), found.zone);
  const zone = time.replace(formatClock(frame.ui, new Date(found.at), found.zone), "").trim();
  return (
    <div class="controls" data-controls="" hidden>
      <button type="button" data-play={l("lights.play")} data-pause={l("lights.pause")}>
        {l("lights.play")}
      </button>
      <label>
        {l("lights.slider", { zone })}
        <input
          type="range"
          min="0"
          max={String(Math.round((span.end - span.start) / minute))}
          step="1"
          value={String(Math.round((found.at - span.start) / minute))}
        />
      </label>
      <button type="button" data-back="" hidden>
        {l("lights.step.back")}
      </button>
    </div>
  );
}

/** Beginning and end of a stretch by its place's own clock; the day where it is not the wave's. */
function StretchTime({ stretch, frame, l }: { stretch: Stretch; frame: Frame; l: LightsTranslate }) {
  const { spot, light } = stretch;
  const { ui } = frame;
  const start = new Date(light.start);
  const end = new Date(light.end);
  const ends = formatTime(ui, end, spot.zone);
  const isLong = light.end - light.start > 12 * hour;
  return (
    <span class="when">
      <time
        datetime={start.toISOString()}
        data-zone={spot.zone}
        {...(light.open ? {} : { "data-until": end.toISOString() })}
      >
        {light.open
          ? l("lights.from", { time: formatTime(ui, start, spot.zone) })
          : `${formatBeginning(ui, start, end, spot.zone)} – ${isLong ? `${formatShortDay(ui, end, spot.zone)}, ` : ""}${ends}`}
      </time>
    </span>
  );
}

function StretchRows({
  stretches,
  frame,
  l,
}: {
  stretches: readonly Stretch[];
  frame: Frame;
  l: LightsTranslate;
}) {
  return (
    <ul class="times">
      {stretches.map((stretch) => {
        const { spot } = stretch;
        const name = spot.names[frame.locale];
        return name === undefined ? null : (
          <li>
            <StretchTime stretch={stretch} frame={frame} l={l} />
            <span>
              <a
                href={itemPath(frame.edition.id, frame.locale, "landmark", spot.id)}
                {...langOf(name.lang, frame.ui)}
              >
                {name.title}
              </a>
              <span class="small soft" {...langOf(name.lang, frame.ui)}>
                {" "}
                · {name.city}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const shownNext = 6;

function NextAndNow({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { wave, at, standing } = found;
  const shining = shiningAt(wave, at);
  // Before the day the picture shows its fullest moment; what comes next is then simply what comes first.
  const next = standing === "before" ? wave.stretches : comingAfter(wave, at);
  const parts: [string, string, readonly Stretch[]][] = [
    ["next", standing === "before" ? l("lights.next.first") : l("lights.next"), next],
    ["now", found.isLive ? l("lights.now") : l("lights.now.then"), shining.toReversed()],
  ];
  return (
    <div class="halves" id="soon" {...fresh(found)} {...viewerTimes(frame)}>
      {parts.map(([id, title, stretches]) =>
        stretches.length === 0 && (id === "now" || standing === "after") ? null : (
          <section aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>{title}</h2>
            <div>
              {stretches.length === 0 ? (
                <p class="soft">{l("lights.list.none")}</p>
              ) : (
                <>
                  <StretchRows stretches={stretches.slice(0, shownNext)} frame={frame} l={l} />
                  {stretches.length > shownNext ? (
                    <p class="small soft">{l("lights.more", { count: stretches.length - shownNext })}</p>
                  ) : null}
                </>
              )}
            </div>
          </section>
        ),
      )}
    </div>
  );
}

function States({ spots, l, frame }: { spots: readonly Spot[]; l: LightsTranslate; frame: Frame }) {
  const number = new Intl.NumberFormat(regionalTag(frame.ui));
  const counted = Object.entries(countStates(spots)).filter(([, count]) => count > 0);
  return (
    <section aria-labelledby="states">
      <h2 id="states">{l("lights.states")}</h2>
      <dl class="states">
        {counted.map(([state, count]) => (
          <div>
            <dt>{number.format(count)}</dt>
            <dd>{l(`lights.state.${state as "lit"}`)}</dd>
          </div>
        ))}
      </dl>
      <p class="small soft read gap">{l("lights.states.note")}</p>
    </section>
  );
}

/** How many of some places take part, and how many were asked: never one number for both. */
function howMany(spots: readonly Spot[], l: LightsTranslate): string {
  const count = spots.filter(takesPart).length;
  const asked = spots.length - count;
  return [
    ...(count === 0 ? [] : [l("lights.count", { count })]),
    ...(asked === 0 ? [] : [l("lights.count.asked", { count: asked })]),
  ].join(" · ");
}

/** When the first of some places begins, by its own clock. */
function Since({
  spots,
  day,
  frame,
  l,
}: {
  spots: readonly Spot[];
  day: string;
  frame: Frame;
  l: LightsTranslate;
}) {
  const first = spots
    .flatMap((spot) => {
      const light = takesPart(spot) ? firstLight(spot, day) : undefined;
      return light === undefined ? [] : [{ spot, light }];
    })
    .toSorted((a, b) => a.light.start - b.light.start)[0];
  if (first === undefined) return spots.some(takesPart) ? <> · {l("lights.silent")}</> : null;
  return (
    <> · {l("lights.from", { time: formatTime(frame.ui, new Date(first.light.start), first.spot.zone) })}</>
  );
}

/** Above this many places, a country is listed by its cities. */
const listedOneByOne = 80;

function ByPlace({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { asked, spots, wave } = found;
  const { edition, locale, ui } = frame;
  const countries = new Set(spots.map(({ country }) => country));
  if (asked.country === undefined && countries.size > 1)
    return (
      <ul class="places">
        {grouped(spots, ({ country }) => country).map(([country, own]) => (
          <li>
            <a href={lightsPath(edition.id, locale, { country })}>{countryName(ui, country)}</a>
            <p class="small soft">
              {howMany(own, l)}
              <Since spots={own} day={wave.day} frame={frame} l={l} />
            </p>
          </li>
        ))}
      </ul>
    );
  if (asked.city === undefined && spots.length > listedOneByOne)
    return (
      <ul class="places">
        {grouped(spots, ({ country, city }) => `${country}/${city}`).map(([, own]) => {
          const [first] = own;
          const name = first?.names[locale];
          return first === undefined || name === undefined ? null : (
            <li>
              <a href={lightsPath(edition.id, locale, first)} {...langOf(name.lang, ui)}>
                {name.city}
              </a>
              <p class="small soft">
                {howMany(own, l)}
                <Since spots={own} day={wave.day} frame={frame} l={l} />
              </p>
            </li>
          );
        })}
      </ul>
    );
  return (
    <ul class="places">
      {spots.map((spot) => {
        const name = spot.names[locale];
        return name === undefined ? null : (
          <li>
            <a href={itemPath(edition.id, locale, "landmark", spot.id)} {...langOf(name.lang, ui)}>
              {name.title}
            </a>
            <p class="small soft">
              {asked.city === undefined ? (
                <a href={lightsPath(edition.id, locale, spot)} {...langOf(name.lang, ui)}>
                  {name.city}
                </a>
              ) : null}
              {asked.city === undefined && takesPart(spot) ? null : (
                <>
                  {asked.city === undefined ? " · " : null}
                  {frame.t(`landmark.state.${spot.state}`)}
                </>
              )}
              <Since spots={[spot]} day={wave.day} frame={frame} l={l} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

const hoursShown = 40;

function ByTime({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { wave, asked, at } = found;
  const from = asked.time === undefined && found.standing !== "during" ? wave.span.start : at;
  const coming = wave.stretches.filter(
    ({ light, spot }) =>
      light.start > from || (light.start === from && (asked.after === undefined || spot.id > asked.after)),
  );
  const shown = coming.slice(0, hoursShown);
  const last = shown.at(-1);
  return (
    <div {...viewerTimes(frame)}>
      {shown.length === 0 ? (
        <p>{l("lights.list.none")}</p>
      ) : (
        <StretchRows stretches={shown} frame={frame} l={l} />
      )}
      {last === undefined || coming.length <= hoursShown ? null : (
        <p class="gap">
          <a
            href={addressOf(found, frame, {
              by: "time",
              day: asked.day,
              t: new Date(last.light.start).toISOString(),
              after: last.spot.id,
            })}
            rel="next"
          >
            {l("lights.list.later")}
          </a>
        </p>
      )}
    </div>
  );
}

function Tabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { href: string; words: Child; isHere: boolean }[];
}) {
  return (
    <nav aria-label={label}>
      <ul class="tabs">
        {tabs.map(({ href, words, isHere }) => (
          <li>{isHere ? <b aria-current="true">{words}</b> : <a href={href}>{words}</a>}</li>
        ))}
      </ul>
    </nav>
  );
}

function List({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { asked, spots } = found;
  const isWorld = asked.country === undefined && new Set(spots.map(({ country }) => country)).size > 1;
  const heading = asked.byTime
    ? l("lights.hours")
    : isWorld
      ? l("lights.countries")
      : asked.city === undefined && spots.length > listedOneByOne
        ? l("lights.cities")
        : l("lights.places");
  return (
    <section aria-labelledby="list">
      <h2 id="list">{heading}</h2>
      <Tabs
        label={l("lights.by.label")}
        tabs={[
          {
            href: addressOf(found, frame, { day: asked.day }),
            words: l("lights.by.place"),
            isHere: !asked.byTime,
          },
          {
            href: addressOf(found, frame, { by: "time", day: asked.day }),
            words: l("lights.by.time"),
            isHere: asked.byTime,
          },
        ]}
      />
      <div class="gap">
        {asked.byTime ? (
          <ByTime found={found} frame={frame} l={l} />
        ) : (
          <ByPlace found={found} frame={frame} l={l} />
        )}
      </div>
    </section>
  );
}

/** The edition's own country beside the world, where a map of the world would show it as a few dots. */
function HomeInset({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { country } = frame.edition.data;
  const own = found.spots.filter((spot) => spot.country === country);
  if (found.asked.country !== undefined || own.length === 0 || own.length === found.spots.length) return null;
  const wave = waveOf({ spots: own }, found.wave.day);
  const inset = { ...found, spots: own, wave, map: countryMap(country, own) };
  return (
    <section aria-labelledby="home">
      <h2 id="home">
        <a href={lightsPath(frame.edition.id, frame.locale, { country })}>
          {l("lights.home", { country: countryName(frame.ui, country) })}
        </a>
      </h2>
      <div class="inset">
        <Picture found={inset} frame={frame} l={l} />
      </div>
    </section>
  );
}

function TakeAlong({
  found,
  around,
  origin,
  l,
}: { found: Found; l: LightsTranslate } & Pick<Setting, "around" | "origin">) {
  const { frame } = around;
  const { edition, locale } = frame;
  const to = (view: Parameters<typeof lightsPath>[3]): string =>
    lightsPath(edition.id, locale, found.asked, view);
  // The code is copied into other people's pages: what a city is called must not end its attribute.
  const title = titleOf(found, frame, l)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;");
  const frameCode = `<iframe src="${origin}${to("embed")}" title="${title}" width="100%" height="480" loading="lazy" style="border:0"></iframe>`;
  const pictureCode = `<a href="${origin}${to("page")}"><img src="${origin}${to("picture")}" alt="${title}" width="1000" style="max-width:100%;height:auto"></a>`;
  return (
    <section aria-labelledby="take">
      <h2 id="take">{l("lights.take-along")}</h2>
      <ul class="rows read">
        {found.wave.stretches.length === 0 ? null : (
          <li>
            <Follow path={to("calendar")} origin={origin} frame={frame} words={l("lights.calendar")} />
          </li>
        )}
        <li>
          <a href={to("screen")}>{l("lights.screen")}</a>
        </li>
        <li>
          <details>
            <summary>{l("lights.embed")}</summary>
            <p class="gap">{l("lights.embed.frame")}</p>
            <pre tabindex={0}>{frameCode}</pre>
            <p class="gap">{l("lights.embed.picture")}</p>
            <pre tabindex={0}>{pictureCode}</pre>
            <p class="small soft gap">{l("lights.embed.note")}</p>
          </details>
        </li>
        <li>
          <a href={listPath(edition.id, locale, "landmark")}>{l("lights.all")}</a>
        </li>
      </ul>
    </section>
  );
}

function Ways({ found, frame, l }: { found: Found; frame: Frame; l: LightsTranslate }) {
  const { asked, spots } = found;
  const { edition, locale, ui } = frame;
  const days = daysOf(spots);
  return (
    <>
      {asked.country === undefined ? null : (
        <p class="gap">
          <a href={lightsPath(edition.id, locale)}>{l("lights.whole")}</a>
          {asked.city === undefined ? null : (
            <>
              {" · "}
              <a href={lightsPath(edition.id, locale, { country: asked.country })}>
                {countryName(ui, asked.country)}
              </a>
            </>
          )}
        </p>
      )}
      {days.length > 1 ? (
        <div class="gap">
          <h2>{l("lights.days")}</h2>
          <Tabs
            label={l("lights.days")}
            tabs={days.map((day) => ({
              href: addressOf(found, frame, { day }),
              words: <time datetime={day}>{formatShortDay(ui, new Date(`${day}T12:00:00Z`), "UTC")}</time>,
              isHere: day === found.wave.day,
            }))}
          />
        </div>
      ) : null}
    </>
  );
}

function pageView(found: Found, setting: Setting): Child {
  const { around, origin } = setting;
  const { frame } = around;
  const { ui, edition } = frame;
  const l = lightsMessages(ui);
  const { days } = edition.data;
  const time = fullTime(found.at, found.zone, frame);
  const here = lightsPath(edition.id, frame.locale, found.asked).slice(
    homePath(edition.id, frame.locale).length,
  );
  return (
    <Layout
      around={around}
      title={titleOf(found, frame, l)}
      here={here}
      part="nav.landmarks"
      hero={
        <div class="wave">
          <div class="in">
            <p class="kicker">{formatDays(ui, days.first, days.last)}</p>
            <h1>{titleOf(found, frame, l)}</h1>
            <p class="lead read">{l(`lights.lead.${edition.data.action}`)}</p>
          </div>
          {found.spots.length === 0 ? null : (
            <div {...scriptFacts(found, setting)}>
              <Picture found={found} frame={frame} l={l} />
              <div class="in">
                <p class="standing" id="standing" {...fresh(found)}>
                  {l(`lights.standing.${found.standing}`)}
                </p>
                <p class="clock" data-clock="long">
                  {time}
                </p>
                <Tally found={found} frame={frame} l={l} />
                <Steps found={found} frame={frame} l={l} />
                <Controls found={found} frame={frame} l={l} />
                <p class="credit">{found.asked.city === undefined ? l("lights.map.credit") : null}</p>
              </div>
            </div>
          )}
        </div>
      }
    >
      {found.spots.length === 0 ? (
        <p class="read gap">{l("lights.empty")}</p>
      ) : (
        <>
          <Ways found={found} frame={frame} l={l} />
          <NextAndNow found={found} frame={frame} l={l} />
          <HomeInset found={found} frame={frame} l={l} />
          <List found={found} frame={frame} l={l} />
          <States spots={found.spots} frame={frame} l={l} />
          <TakeAlong found={found} around={around} origin={origin} l={l} />
        </>
      )}
      <p class="gap">
        <a href={homePath(edition.id, frame.locale)}>{l("lights.source")}</a>
      </p>
    </Layout>
  );
}

/** `/2020/fr/lights`, and of a country or a city below it. */
export const lightsPage = definePage<Asked, Found>({
  surfaces: ["list"],
  isBrief: true,
  sheet: lightsSheet,
  scripts: ["lights", "times"],
  parse: (came) => parse(came),
  decide: (ask, asked) => find(ask, asked, "list"),
  view: pageView,
});

const wallNext = 4;

/** What begins next, each city once: a wall has room for a few words. */
function nextCities(stretches: readonly Stretch[]): Stretch[] {
  const cities = new Set<string>();
  const next: Stretch[] = [];
  for (const stretch of stretches) {
    const { country, city } = stretch.spot;
    if (cities.has(`${country}/${city}`)) continue;
    cities.add(`${country}/${city}`);
    if (next.push(stretch) === wallNext) break;
  }
  return next;
}

/** The wave alone, for a wall or within another site's page. */
function wallView(found: Found, setting: Setting, isFramed: boolean): Child {
  const { frame } = setting.around;
  const { ui, edition, locale, text } = frame;
  const l = lightsMessages(ui);
  const { wave, at, standing } = found;
  // As on the page: of a day to come the first, of a past one nothing is next.
  const next = nextCities(
    standing === "before" ? wave.stretches : standing === "after" ? [] : comingAfter(wave, at),
  );
  const number = new Intl.NumberFormat(regionalTag(ui));
  const page = lightsPath(edition.id, locale, found.asked);
  return (
    <LooseLayout
      around={setting.around}
      title={titleOf(found, frame, l)}
      name={isFramed ? "framed" : "wall-page"}
      isWall={!isFramed}
      refresh={60}
    >
      <div class="wall" {...scriptFacts(found, setting)}>
        <header>
          <h1 {...langOf(text.lang, ui)}>{text.head.title}</h1>
          {found.spots.length === 0 ? null : (
            <>
              <p class="standing" id="standing" {...fresh(found)}>
                {found.isLive ? null : l(`lights.standing.${found.standing}`)}
              </p>
              {/* A time without its day would pass for the present. */}
              <p class="clock" data-clock={isFramed && found.isLive ? "short" : "long"}>
                {fullTime(found.at, found.zone, frame)}
              </p>
            </>
          )}
        </header>
        {found.spots.length === 0 ? (
          <p class="empty">{l("lights.empty")}</p>
        ) : (
          <Picture found={found} frame={frame} l={l} links={false} />
        )}
        <div class="foot">
          <p class="tally" hidden={found.spots.length === 0}>
            <span class="lit">
              {l("screen.now")} <b data-count="shining">{number.format(counts(found).shining)}</b>
            </span>
            <span>
              {l("lights.count.coming")} <b data-count="coming">{number.format(counts(found).coming)}</b>
            </span>
          </p>
          <div id="next" {...fresh(found)}>
            {next.length === 0 ? null : (
              <>
                <h2>{standing === "before" ? l("lights.next.first") : l("screen.next")}</h2>
                <ol>
                  {next.map(({ spot, light }) => (
                    <li>
                      {spot.names[locale]?.city}{" "}
                      <time datetime={new Date(light.start).toISOString()}>
                        {formatTime(ui, new Date(light.start), spot.zone)}
                      </time>
                    </li>
                  ))}
                </ol>
              </>
            )}
          </div>
          {isFramed ? (
            <p>
              <a href={page} target="_blank" rel="noopener">
                {l("lights.source")}
              </a>
            </p>
          ) : null}
        </div>
      </div>
    </LooseLayout>
  );
}

/** `/2020/fr/lights/screen`: runs unattended all evening. */
export const lightsScreen = definePage<Asked, Found>({
  surfaces: ["list"],
  isBrief: true,
  sheet: wallSheet,
  scripts: ["lights"],
  parse: (came) => parse(came),
  decide: (ask, asked) => find(ask, asked, "list"),
  view: (found, setting) => wallView(found, setting, false),
});

/** `/2020/fr/lights/embed`: for other sites' pages. */
export const lightsEmbed = definePage<Asked, Found>({
  surfaces: ["embed"],
  isBrief: true,
  sheet: wallSheet,
  scripts: ["lights"],
  embeddable: true,
  parse: (came) => parse(came),
  decide: (ask, asked) => find(ask, asked, "embed"),
  view: (found, setting) => wallView(found, setting, true),
});

/** `/2020/fr/lights/picture/world.svg`: the same without script or frame. */
export const lightsPicture = definePage<Asked, Found>({
  surfaces: ["embed"],
  isBrief: true,
  type: "image/svg+xml; charset=utf-8",
  sheet: drawnAlone,
  embeddable: true,
  parse: (came) => parse(came, ".svg"),
  decide: (ask, asked) => find(ask, asked, "embed"),
  view(found, { around }) {
    const { frame } = around;
    const l = lightsMessages(frame.ui);
    const time = fullTime(found.at, found.zone, frame);
    return (
      <ChartPicture
        {...found}
        label={`${titleOf(found, frame, l)}. ${time}. ${l("lights.map.label", counts(found))}`}
        squares={squaresOf(found, frame)}
        extra={<Sheet sheet={drawnAlone} />}
      />
    );
  },
});

/** `/2020/fr/lights/dots/world.json`: what the script draws from. */
export const lightsDots = definePage<Asked, Found>({
  surfaces: ["data"],
  // After a change of the releases many places are shown as they were for half a minute: what was made then is not kept for good.
  isBrief: true,
  type: "application/json; charset=utf-8",
  parse: (came) => parse(came, ".json"),
  async decide(ask, asked) {
    const decision = await find(ask, asked, "data");
    // No dots rather than an empty sky: the script then leaves the server's picture as it is.
    return decision === "missing" || decision.show.spots.length === 0 ? "missing" : decision;
  },
  view: ({ wave, map }) => JSON.stringify(dotsOf(wave, map)),
});
