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
