/**
 * The kinds of things that can become public, and for each its language-neutral `data` and its translatable `head` (the short texts
 * above its body). Bundles, the gate, the release store and the site all use these schemas; an unknown key is an error in each.
 */
import { z } from "zod";
import { groundSchema, positionSchema } from "./ground.ts";
import { localeSchema } from "./locales.ts";
import {
  colourSchema,
  coordinatesSchema,
  countrySchema,
  editionIdSchema,
  instantSchema,
  placementCodeSchema,
  plainDateSchema,
  slugSchema,
  sourceSchema,
  storyIdSchema,
  urlSchema,
  zoneSchema,
} from "./primitives.ts";
import { accountSchema } from "./transfer.ts";

/** Kinds in the order in which they are released and listed. */
export const kinds = [
  "edition",
  "organisation",
  "helpline",
  "reference",
  "fact",
  "image",
  "event",
  "statement",
  "landmark",
  "appeal",
  "installation",
  "story",
  "placement",
] as const;

export const kindSchema = z.enum(kinds);

/** What sort of thing a release is. */
export type Kind = (typeof kinds)[number];

/** Whose story it is: of somebody who helps, or of somebody who was hurt. */
export const tellerSchema = z.enum(["responder", "survivor"]);

/** What a story rests on; always said to the reader (S18). */
export const basisSchema = z.enum(["testimony", "composite", "fiction"]);

/** Where responders work; the site shows the word in the reader's language. */
export const sectorSchema = z.enum([
  "police",
  "social-work",
  "health-care",
  "ngo",
  "prosecution",
  "labour-inspection",
  "border",
  "education",
  "other",
]);

/** How a person is named to the reader (S6, S19). */
export const namingSchema = z.enum(["anonymous", "role", "pseudonym", "name"]);

/** A silhouette drawn from shape and colour alone; the same numbers always draw the same figure. */
export const silhouetteSchema = z.strictObject({
  /** Which figure: an adult, a child, or two people side by side. */
  figure: z.enum(["adult", "child", "pair"]).default("adult"),
  /** How it stands. */
  pose: z.enum(["standing", "walking", "seated", "working"]).default("standing"),
  /** Any whole number; varies outline and tone. */
  seed: z.int().min(0).max(9999).default(0),
});

/** Moments that the sun gives a place each day, as far as it gives them. */
export const sunEventSchema = z.enum([
  "sunset",
  "civil-dusk",
  "nautical-dusk",
  "nautical-dawn",
  "civil-dawn",
  "sunrise",
]);

const offsetSchema = z.int().min(-720).max(720).default(0);

/** One end of a lighting interval: a clock time in the landmark's own zone, or a solar event with an offset in minutes. */
export const lightMomentSchema = z.union([
  z.strictObject({ clock: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: "clock" }) }),
  z.strictObject({
    sun: sunEventSchema,
    offsetMinutes: offsetSchema,
  }),
]);

/**
 * When a place does its part. `to` is left out where nobody has said when it ends: until the end of the local day is then shown, as a guess.
 * `days` where they are not the edition's own; on each of them the interval begins once, and may end on the next day.
 */
export const lightIntervalSchema = z.strictObject({
  from: lightMomentSchema,
  to: lightMomentSchema.optional(),
  days: z.strictObject({ first: plainDateSchema, last: plainDateSchema }).optional(),
});

/** Why an event begins or ends when it does, where its hour follows the sun. The instant beside it was computed from this. */
export const sunRuleSchema = z.strictObject({
  day: plainDateSchema,
  sun: sunEventSchema,
  offsetMinutes: offsetSchema,
});

/** What a place does: light up, go dark, or take part in another way; all count equally. */
export const lightActionSchema = z.enum(["light", "dark", "other"]);

const organisations = z.array(slugSchema).default([]);

/** Language-neutral facts of each kind. */
export const dataSchemas = {
  edition: z.strictObject({
    days: z.strictObject({ first: plainDateSchema, last: plainDateSchema }),
    zone: zoneSchema,
    country: countrySchema,
    /** Languages in which the edition is offered, the first being the one it falls back to. */
    languages: z.array(localeSchema).min(1),
    /** Languages of the place itself: help must exist in them (S14). */
    localLanguages: z.array(localeSchema).min(1),
    colour: colourSchema,
    hashtag: z
      .string()
      .regex(/^#\w+$/u, { error: "hashtag" })
      .optional(),
    action: lightActionSchema,
    /** The cause's neutral site to which `/exit` leads. */
    exitTo: urlSchema,
    /** Who answers when a reader or teller needs a person: shown on the stop page and on errors. */
    contact: z.strictObject({
      organisation: slugSchema,
      phone: z
        .string()
        .regex(/^\+[1-9]\d{6,14}$/, { error: "phone" })
        .optional(),
      email: z.email({ error: "email" }).optional(),
      security: z.email({ error: "email" }).optional(),
    }),
    /** A sample edition may show help numbers that nobody called, and is served in demo mode only. */
    sample: z.boolean().default(false),
    image: slugSchema.optional(),
    /** When the last light of the edition goes out, computed from its landmarks when it is published; the live phase lasts till then. */
    lightsEnd: instantSchema.optional(),
  }),
  organisation: z.strictObject({
    roles: z
      .array(z.enum(["organiser", "partner", "authority", "shelter", "city", "supporter"]))
      .default(["partner"]),
    country: countrySchema,
    city: z.string().optional(),
    url: urlSchema.optional(),
    since: z.string().optional(),
    source: sourceSchema.optional(),
  }),
  helpline: z.strictObject({
    country: countrySchema,
    /** For dialling: E.164, or a short number such as 112. */
    number: z.string().regex(/^(\+[1-9]\d{6,14}|\d{3,6})$/, { error: "phone" }),
    /** As people write it where it is used. */
    display: z.string().min(2),
    emergency: z.boolean().default(false),
    children: z.boolean().default(false),
    free: z.boolean().optional(),
    /** Opening hours in the OpenStreetMap syntax, where known: `24/7`, `Mo-Fr 09:00-17:00`. */
    hours: z.string().optional(),
    spoken: z.array(localeSchema).default([]),
    url: urlSchema.optional(),
    source: sourceSchema,
    /** `checked`: somebody called, on that day. `source-only`: read, not called. */
    verified: z.union([
      z.strictObject({ state: z.literal("checked"), by: z.string().min(1), on: plainDateSchema }),
      z.strictObject({ state: z.literal("source-only") }),
    ]),
  }),
  reference: z.strictObject({
    symbol: z.string().min(1),
    adopted: plainDateSchema.optional(),
    inForce: plainDateSchema.optional(),
    url: urlSchema.optional(),
    source: sourceSchema,
  }),
  fact: z.strictObject({
    figure: z.string().min(1),
    year: z.string().regex(/^\d{4}$/, { error: "year" }),
    source: sourceSchema,
    validUntil: plainDateSchema,
  }),
  image: z.strictObject({
    /** File in the bundle's `images/` folder. */
    file: z.string().regex(/^[a-z0-9][a-z0-9._-]*\.(jpe?g|png|webp|avif)$/, { error: "image-file" }),
    credit: z.string().min(1),
    licence: z.string().min(1),
    /** Who made it, as the reader must know it (S11). */
    made: z.enum(["photograph", "drawing", "ai-generated"]),
    /** Third persons that can be recognised, and whether all of them agreed. */
    persons: z.enum(["none", "not-recognisable", "recognisable"]),
    minors: z.boolean().default(false),
  }),
  event: z.strictObject({
    start: instantSchema,
    end: instantSchema.optional(),
    /** Where the hour follows the sun: the rule from which `start` was computed, so that a reader is told "at sunset". */
    startRule: sunRuleSchema.optional(),
    endRule: sunRuleSchema.optional(),
    zone: zoneSchema,
    country: countrySchema,
    /** The city's word in addresses; events and landmarks of one city share it. */
    city: slugSchema.optional(),
    coordinates: coordinatesSchema.optional(),
    organisations,
    status: z.enum(["planned", "cancelled"]).default("planned"),
    image: slugSchema.optional(),
    source: sourceSchema.optional(),
  }),
  statement: z.strictObject({
    speaker: z.string().min(1),
    organisation: slugSchema.optional(),
    saidOn: plainDateSchema,
    source: sourceSchema,
  }),
  landmark: z.strictObject({
    country: countrySchema,
    /** The city's word in addresses: `/2020/fr/lights/be/brussels`. Its name in each language stands in the texts. */
    city: slugSchema,
    coordinates: coordinatesSchema,
    zone: zoneSchema,
    state: z.enum(["invited", "pledged", "lit", "confirmed"]),
    /** `cancelled`: it had promised and does not take part after all; kept, so that calendars can say so. */
    status: z.enum(["planned", "cancelled"]).default("planned"),
    lighting: z.strictObject({
      colour: colourSchema,
      action: lightActionSchema,
      intervals: z.array(lightIntervalSchema).min(1).max(20),
    }),
    organisations,
    image: slugSchema.optional(),
    source: sourceSchema.optional(),
  }),
  appeal: z.strictObject({
    organisation: slugSchema.optional(),
    url: urlSchema.optional(),
    /** Where gifts go by transfer; readers and posters get a code for it. */
    account: accountSchema.optional(),
  }),
  installation: z.strictObject({
    country: countrySchema,
    /** A region wide enough not to identify anybody; minors' restrictions are held against it (S5). */
    region: z.string().min(1),
    coordinates: coordinatesSchema.optional(),
    opens: instantSchema,
    closes: instantSchema,
    zone: zoneSchema,
    /** The part of the square that it uses, where somebody measured it: a plan can then be drawn. */
    ground: groundSchema.optional(),
    organisations,
    image: slugSchema.optional(),
  }),
  story: z.strictObject({
    teller: tellerSchema,
    basis: basisSchema,
    naming: namingSchema.default("anonymous"),
    sector: sectorSchema.optional(),
    /** Whether the person was under 18 then or is now (S5). */
    minor: z.boolean().default(false),
    silhouette: silhouetteSchema.prefault({}),
    image: slugSchema.optional(),
  }),
  placement: z.strictObject({
    code: placementCodeSchema,
    installation: slugSchema,
    number: z.int().min(1).max(9999),
    /** Where on the installation's ground its shadow lies. */
    position: positionSchema.optional(),
    /** Story ids in order of preference; the first that is live in the reader's languages answers. */
    candidates: z.array(storyIdSchema).default([]),
  }),
} as const satisfies Record<Kind, z.ZodType>;

const text = z.string().trim().min(1);
const title = { title: text, summary: text.optional() };

/** Translatable short texts of each kind, one set a locale. */
export const headSchemas = {
  edition: z.strictObject({ ...title, theme: text, place: text.optional() }),
  /** `city`: as this language writes it, where that is not as `data.city` has it. */
  organisation: z.strictObject({ ...title, city: text.optional() }),
  helpline: z.strictObject({ ...title, hours: text.optional() }),
  reference: z.strictObject(title),
  fact: z.strictObject({ ...title, definition: text.optional() }),
  image: z.strictObject({ title: text.optional(), alt: text, caption: text.optional() }),
  event: z.strictObject({ ...title, place: text }),
  statement: z.strictObject({ ...title, office: text }),
  landmark: z.strictObject({ ...title, city: text }),
  appeal: z.strictObject(title),
  /** `front`, `right`, `back` and `left` name what lies along the edges of the ground, for the plan: "Station entrance". */
  installation: z.strictObject({
    ...title,
    place: text,
    front: text.optional(),
    right: text.optional(),
    back: text.optional(),
    left: text.optional(),
  }),
  /** `contentNote` is mandatory for a survivor's story (S15); `byline` is how the person is named. */
  story: z.strictObject({ title: text, contentNote: text.optional(), byline: text.optional() }),
  placement: z.strictObject({ title: text.optional(), place: text }),
} as const satisfies Record<Kind, z.ZodType>;

/** Language-neutral facts of a kind, after defaults were filled in. */
export type Data<K extends Kind = Kind> = z.output<(typeof dataSchemas)[K]>;

/** Short texts of a kind in one locale. */
export type Head<K extends Kind = Kind> = z.output<(typeof headSchemas)[K]>;

/** Whether releases of this kind are addressed by a word (`noon`) or by a random id (stories) or code (placements). */
export const idSchemas = {
  edition: editionIdSchema,
  organisation: slugSchema,
  helpline: slugSchema,
  reference: slugSchema,
  fact: slugSchema,
  image: slugSchema,
  event: slugSchema,
  statement: slugSchema,
  landmark: slugSchema,
  appeal: slugSchema,
  installation: slugSchema,
  story: storyIdSchema,
  placement: placementCodeSchema,
} as const satisfies Record<Kind, z.ZodType<string>>;
