/** Small values that several schemas share: dates, instants, zones, countries, ids. Each message is a code that `bundle` turns into a sentence. */
import { z } from "zod";
import { isStoryId, parsePlacementCode } from "./codes.ts";

/** A calendar date without a zone, `2020-07-30`. */
export const plainDateSchema = z.iso.date({ error: "date" });

/** An instant with its offset, `2020-07-30T12:00:00+02:00` or `...Z`. */
export const instantSchema = z.iso.datetime({ offset: true, error: "instant" });

// Asking the platform takes a third of a millisecond, and ten thousand landmarks live by a few hundred clocks.
const knownZones = new Set<string>();
const knownZonesKept = 1000;

function isTimeZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  const isZone = isPlatformZone(zone);
  if (isZone && knownZones.size < knownZonesKept) knownZones.add(zone);
  return isZone;
}

function isPlatformZone(zone: string): boolean {
  try {
    const known = new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
    return known !== "" && (zone.includes("/") || zone === "UTC");
  } catch {
    return false;
  }
}

/** An IANA time zone, `Europe/Brussels`. */
export const zoneSchema = z.string().refine(isTimeZone, { error: "zone" });

/** An ISO 3166-1 alpha-2 country code in upper case, `BE`. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, { error: "country" });

/** Lower-case words joined by hyphens: a file name, and the word in an address where no person is behind it. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "slug" })
  .max(64);

/** An edition's id, usually its year; it is the first part of every address. */
export const editionIdSchema = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: "slug" })
  .max(32);

/** A story's public id, ten random Crockford symbols. */
export const storyIdSchema = z.string().refine(isStoryId, { error: "story-id" });

/** A placement code, seven Crockford symbols with a valid check symbol. */
export const placementCodeSchema = z
  .string()
  .refine((code) => parsePlacementCode(code) === code, { error: "placement-code" });

/** An opaque reference to a consent or a declaration, sixteen Crockford symbols. */
export const consentRefSchema = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/, { error: "consent-ref" });

/** A web address, http or https. */
export const urlSchema = z.url({ protocol: /^https?$/, error: "url" });

/** A SHA-256 in lower-case hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, { error: "sha256" });

/** Somebody of the organiser's own team, named by an id that says nothing outside: `r-7`. */
export const staffIdSchema = z.string().regex(/^[a-z]-[a-z0-9]{1,12}$/, { error: "staff-id" });

/** A colour as `#rrggbb`. */
export const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/i, { error: "colour" });

/** Degrees north and east. */
export const coordinatesSchema = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

/** Where something was read. `readOn` is the day on which somebody looked. */
export const sourceSchema = z.strictObject({
  title: z.string().min(1),
  url: urlSchema.optional(),
  readOn: plainDateSchema.optional(),
});

/** A fact's or a number's source. */
export type Source = z.infer<typeof sourceSchema>;
