/**
 * What a consent can allow, and what each public surface needs: the table of uses and surfaces as data.
 *
 * No row, no surface: the site, the feeds and every writer ask {@link allowsSurface}; a test holds all routes against {@link surfaces}.
 */
import { z } from "zod";

/** Every purpose that a person can allow or refuse, one by one. The default is none. */
export const uses = [
  "web",
  "search-engine",
  "placement",
  "print",
  "press",
  "partner",
  "social",
  "fediverse",
  "newsletter",
  "audio",
  "synthetic-voice",
  "image",
  "open-data",
  "copy",
  "archive",
] as const;

export const useSchema = z.enum(uses);

/** One purpose for which a release may be shown. */
export type Use = (typeof uses)[number];

/** Surface by surface, all the uses that a release must carry before it may appear there. */
export const surfaces = {
  page: ["web"],
  list: ["web"],
  search: ["web"],
  "search-engine": ["web", "search-engine"],
  sitemap: ["web", "search-engine"],
  feed: ["web"],
  "placement-page": ["placement"],
  data: ["web", "open-data"],
  embed: ["web", "open-data"],
  "card-image": ["social"],
  "share-text": ["social"],
  "fediverse-pointer": ["fediverse"],
  "newsletter-item": ["newsletter"],
  "reading-aloud": ["synthetic-voice"],
  "recorded-voice": ["audio"],
  "printed-sheet": ["print"],
  "press-archive": ["press"],
  "partner-copy": ["partner"],
  "static-copy": ["copy"],
  exhibit: ["copy"],
  "offline-copy": ["copy"],
  "web-archive": ["archive"],
} as const satisfies Record<string, readonly Use[]>;

/** A place where a release can appear. */
export type Surface = keyof typeof surfaces;

/** Whether these uses are enough for that surface. */
export function allowsSurface(allowed: readonly Use[], surface: Surface): boolean {
  return surfaces[surface].every((use) => allowed.includes(use));
}

/** Every surface that these uses open, in the table's order. Receipts list them. */
export function surfacesOf(allowed: readonly Use[]): Surface[] {
  return (Object.keys(surfaces) as Surface[]).filter((surface) => allowsSurface(allowed, surface));
}

/** Uses that reach every country at once: the web has no borders (safeguarding rule S12). */
export const borderlessUses = [
  "web",
  "search-engine",
  "social",
  "fediverse",
  "newsletter",
  "open-data",
  "archive",
] as const satisfies readonly Use[];
