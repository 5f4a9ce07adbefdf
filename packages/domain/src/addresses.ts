/** Where things stand on the public site. Addresses are permanent, so every room builds them here. */
import type { Kind } from "./kinds.ts";
import type { Locale } from "./locales.ts";

/** The part of an address that names a kind; kinds without one have no page of their own. */
export const sections = {
  story: "stories",
  installation: "installations",
  landmark: "landmarks",
  event: "events",
  organisation: "organisations",
  statement: "statements",
  reference: "references",
} as const satisfies Partial<Record<Kind, string>>;

/** Kinds that have a page of their own. */
export type PagedKind = keyof typeof sections;

/** `/2020/fr` */
export function homePath(edition: string, locale: Locale): string {
  return `/${edition}/${locale}`;
}

/** `/2020/fr/stories` */
export function listPath(edition: string, locale: Locale, kind: PagedKind): string {
  return `/${edition}/${locale}/${sections[kind]}`;
}

/** `/2020/fr/stories/4F7K2MQ8TX` */
export function itemPath(edition: string, locale: Locale, kind: PagedKind, id: string): string {
  return `/${edition}/${locale}/${sections[kind]}/${id}`;
}

/** `/s/4F7K2MQ` */
export function placementPath(code: string): string {
  return `/s/${code}`;
}

/** `HTTPS://EXAMPLE.ORG/S/4F7K2MQ`: upper case throughout keeps a QR code in its small alphanumeric mode. */
export function printedPlacementAddress(origin: string, code: string): string {
  return `${new URL(origin).origin}/s/${code}`.toUpperCase();
}

/** `/media/HASH.webp` */
export function mediaPath(media: { hash: string; type: string }): string {
  return `/media/${media.hash}.${media.type === "image/jpeg" ? "jpg" : media.type.slice("image/".length)}`;
}

/** Part of the world that a page of lights shows: everything, a country (`be`), or a city (`be`, `brussels`). */
export type LightsPlace = { country?: string | undefined; city?: string | undefined };

/** Ways of looking at the lights: the page, a wall's or television's screen, a newsroom's frame, its picture, its dots, its calendar. */
export type LightsView = "page" | "screen" | "embed" | "picture" | "dots" | "calendar";

/** `/2020/fr/lights`, `/2020/fr/lights/be/brussels`, `/2020/fr/lights/screen/be`, `/2020/fr/lights/picture/be.svg` */
export function lightsPath(
  edition: string,
  locale: Locale,
  place: LightsPlace = {},
  view: LightsView = "page",
): string {
  const where = [place.country?.toLowerCase(), place.city].filter((part) => part !== undefined);
  const parts = [...(view === "page" ? [] : [view]), ...where];
  const end = { page: "", screen: "", embed: "", picture: ".svg", dots: ".json", calendar: ".ics" }[view];
  // A file needs a name of its own where the whole world is meant.
  const name = end !== "" && where.length === 0 ? [...parts, "world"] : parts;
  return [homePath(edition, locale), "lights", ...name].join("/") + end;
}

/** `/2020/fr/calendar.ics`, `/2020/fr/landmarks/city-hall/calendar.ics` */
export function calendarPath(
  edition: string,
  locale: Locale,
  item?: { kind: "event" | "landmark" | "organisation"; id: string },
): string {
  const from = item === undefined ? homePath(edition, locale) : itemPath(edition, locale, item.kind, item.id);
  return `${from}/calendar.ics`;
}

/** `/2020/fr/landmarks/city-hall/letter`: the letter that asks its owner to take part. */
export function letterPath(edition: string, locale: Locale, landmark: string): string {
  return `${itemPath(edition, locale, "landmark", landmark)}/letter`;
}

/**
 * What a search is asked; blank parts are left out of its address. `place` is a country and a city: `be-brussels`; `language` that of the
 * texts, where it is not the page's.
 */
export type SearchAsked = {
  q?: string | undefined;
  kind?: string | undefined;
  sector?: string | undefined;
  place?: string | undefined;
  language?: string | undefined;
  after?: string | undefined;
};

/** `/2020/fr/search`, `/2020/fr/search?q=nuit&kind=story` */
export function searchPath(edition: string, locale: Locale, asked: SearchAsked = {}): string {
  const query = new URLSearchParams();
  for (const name of ["q", "kind", "sector", "place", "language", "after"] as const) {
    const value = asked[name];
    if (value !== undefined && value !== "") query.set(name, value);
  }
  const path = `${homePath(edition, locale)}/search`;
  return query.size === 0 ? path : `${path}?${query}`;
}
