/** Calendars to subscribe to or to keep: of the edition, an organisation, a country or city, one event, one landmark. */
import { calendarPath, homePath, itemPath, lightsPath } from "@bluehour/domain/addresses";
import type { LightsPlace } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { calendarOf } from "@bluehour/feeds/calendar";
import type { CalendarItem } from "@bluehour/feeds/calendar";
import { lightsMessages } from "@bluehour/i18n/lights";
import type { Frame } from "../frame.ts";
import { lightsOf } from "../lights/lights.ts";
import { countryName } from "../views/format.ts";
import { everyOf } from "./entries.ts";
import type { Ask, Came, Decision } from "./page.ts";
import { definePage, parseNothing, parseSlug } from "./page.ts";

/** More entries than this serve nobody in one calendar, and weigh megabytes: the page then offers countries and cities. */
export const mostInCalendar = 1000;

type Found = { items: CalendarItem[]; name: string; path: string; source: string };

const type = "text/calendar; charset=utf-8";
const surfaces = ["feed"] as const;

function lit(landmark: PublicRelease<"landmark">, { edition }: Frame): CalendarItem {
  return { release: landmark, lights: lightsOf(landmark.data, edition.data.days).lights };
}

async function programme(ask: Ask): Promise<CalendarItem[]> {
  const [events, installations] = await Promise.all([
    everyOf(ask, "event", mostInCalendar, "feed"),
    everyOf(ask, "installation", mostInCalendar, "feed"),
  ]);
  return [...events.all, ...installations.all].map((release) => ({ release }) as CalendarItem);
}

/** Landmarks of the edition as releases; `undefined` where there are too many for one calendar. */
async function landmarks(ask: Ask, place: LightsPlace = {}): Promise<CalendarItem[] | undefined> {
  const { frame } = ask;
  const lights = await ask.reads.lights(frame.edition, "feed");
  const chosen = lights.spots.filter(
    ({ country, city }) =>
      (place.country === undefined || country === place.country) &&
      (place.city === undefined || city === place.city),
  );
  if (chosen.length > mostInCalendar) return undefined;
  const found = await Promise.all(
    chosen.map(({ id }) =>
      ask.reads.find({ kind: "landmark", edition: frame.edition.id, id, surface: "feed" }),
    ),
  );
  return found.filter((landmark) => landmark !== undefined).map((landmark) => lit(landmark, frame));
}

function calendarPage<Parsed>(
  parse: (came: Came) => Parsed | undefined,
  decide: (ask: Ask, parsed: Parsed) => Promise<Decision<Found>>,
) {
  return definePage<Parsed, Found>({
    surfaces,
    type,
    parse,
    decide,
    view: (found, { around: { frame }, origin }) =>
      calendarOf({ edition: frame.edition, locale: frame.locale, origin, ...found }),
  });
}

/** `/2020/fr/calendar.ics`: the programme, and the lights where they are not thousands. */
export const editionCalendar = calendarPage(parseNothing, async (ask) => {
  const { edition, locale, text } = ask.frame;
  const [items, lights] = await Promise.all([programme(ask), landmarks(ask)]);
  return {
    show: {
      items: [...items, ...(lights ?? [])],
      name: text.head.title,
      path: homePath(edition.id, locale),
      source: calendarPath(edition.id, locale),
    },
  };
});

/** `/2020/fr/events/noon/calendar.ics` */
export const eventCalendar = calendarPage(parseSlug, async (ask, id) => {
  const { edition, locale } = ask.frame;
  const event = await ask.reads.find({ kind: "event", edition: edition.id, id, surface: "feed" });
  const text = event?.locales[locale];
  if (event === undefined || text === undefined) return "missing";
  return {
    show: {
      items: [{ release: event }],
      name: text.head.title,
      path: itemPath(edition.id, locale, "event", id),
      source: calendarPath(edition.id, locale, { kind: "event", id }),
    },
  };
});

/** `/2020/fr/landmarks/city-hall/calendar.ics`: for whoever switches the lights. */
export const landmarkCalendar = calendarPage(parseSlug, async (ask, id) => {
  const { edition, locale } = ask.frame;
  const landmark = await ask.reads.find({ kind: "landmark", edition: edition.id, id, surface: "feed" });
  const text = landmark?.locales[locale];
  if (landmark === undefined || text === undefined) return "missing";
  return {
    show: {
      items: [lit(landmark, ask.frame)],
      name: `${text.head.title}, ${text.head.city}`,
      path: itemPath(edition.id, locale, "landmark", id),
      source: calendarPath(edition.id, locale, { kind: "landmark", id }),
    },
  };
});

/** `/2020/fr/organisations/myria/calendar.ics`: what it holds, and the landmarks that are its. */
export const organisationCalendar = calendarPage(parseSlug, async (ask, id) => {
  const { edition, locale } = ask.frame;
  const organisation = await ask.reads.find({
    kind: "organisation",
    edition: edition.id,
    id,
    surface: "feed",
  });
  const text = organisation?.locales[locale];
  if (text === undefined) return "missing";
  const [items, lights] = await Promise.all([programme(ask), landmarks(ask)]);
  return {
    show: {
      items: [...items, ...(lights ?? [])].filter(({ release }) => release.data.organisations.includes(id)),
      name: text.head.title,
      path: itemPath(edition.id, locale, "organisation", id),
      source: calendarPath(edition.id, locale, { kind: "organisation", id }),
    },
  };
});

/** `/2020/fr/lights/calendar/world.ics`, `.../be.ics`, `.../be/brussels.ics`: lights, and in a city its events too. */
export const lightsCalendar = calendarPage<LightsPlace>(
  ({ parts: { country, city } }) => {
    const end = /\.ics$/;
    const [first, second] =
      city === undefined ? [country?.replace(end, ""), undefined] : [country, city.replace(end, "")];
    if (!end.test(city ?? country ?? "")) return undefined;
    if (first === "world" && second === undefined) return {};
    if (first === undefined || !/^[a-z]{2}$/.test(first)) return undefined;
    if (second !== undefined && !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(second)) return undefined;
    return { country: first.toUpperCase(), city: second };
  },
  async (ask, place) => {
    const { edition, locale, ui } = ask.frame;
    const lights = await landmarks(ask, place);
    if (lights === undefined) return "missing";
    const events =
      place.city === undefined
        ? []
        : (await everyOf(ask, "event", mostInCalendar, "feed")).all.filter(
            ({ data }) => data.country === place.country && data.city === place.city,
          );
    // A calendar needs an entry, and places that were only asked have none.
    const hasEntries = lights.some(
      (item) =>
        item.release.kind === "landmark" &&
        item.release.data.state !== "invited" &&
        "lights" in item &&
        item.lights.length > 0,
    );
    if (!hasEntries && events.length === 0) return "missing";
    const [first] = lights;
    const city = first?.release.kind === "landmark" ? first.release.locales[locale]?.head.city : undefined;
    const country = place.country === undefined ? undefined : countryName(ui, place.country);
    const where = place.city === undefined ? country : `${city ?? place.city}, ${country ?? ""}`;
    const l = lightsMessages(ui);
    return {
      show: {
        items: [...lights, ...events.map((release) => ({ release }))],
        name: where === undefined ? l("lights.title") : l("lights.title.in", { place: where }),
        path: lightsPath(edition.id, locale, place),
        source: lightsPath(edition.id, locale, place, "calendar"),
      },
    };
  },
);
