/**
 * The files of a bundle as people write them by hand: the domain's schemas, with the few keys that only a file has. Loading uses them, and
 * the JSON Schemas for editors come from them, so the two cannot differ.
 */
import { z } from "zod";
import {
  actSchema,
  blockedPhrasesSchema,
  consentSchema,
  declarationSchema,
  reviewSchema,
} from "@bluehour/domain/consent";
import { dataSchemas, headSchemas, kinds, lightMomentSchema, sunRuleSchema } from "@bluehour/domain/kinds";
import type { Data, Head, Kind } from "@bluehour/domain/kinds";
import { localeSchema } from "@bluehour/domain/locales";
import type { Locale } from "@bluehour/domain/locales";
import { editionIdSchema, instantSchema, plainDateSchema, storyIdSchema } from "@bluehour/domain/primitives";

/** The folder of each kind; the edition stands at the top. */
export const folders = {
  organisation: "organisations",
  helpline: "helplines",
  reference: "references",
  fact: "facts",
  image: "images",
  event: "events",
  statement: "statements",
  landmark: "landmarks",
  appeal: "appeals",
  installation: "installations",
  story: "stories",
  placement: "placements",
} as const satisfies Record<Exclude<Kind, "edition">, string>;

/** An event's hour as a rule: the sun's, or a clock time of a day in the event's own zone. The loader makes an instant of it. */
export const eventRuleSchema = z.union([
  sunRuleSchema,
  z.strictObject({ day: plainDateSchema, clock: lightMomentSchema.options[0].shape.clock }),
]);

/** A rule for an event's `start` or `end`. */
export type EventRule = z.output<typeof eventRuleSchema>;

const eventHourSchema = z.union([instantSchema, ...eventRuleSchema.options]);

/** Where a file says otherwise than the data that it becomes. */
type Written<K extends Kind> = K extends "event"
  ? Omit<Data<"event">, "start" | "end"> & { start: string | EventRule; end?: string | EventRule | undefined }
  : Data<K>;

/** What a kind's YAML file becomes: the keys of the file itself, and the kind's data. */
export type KindFile<K extends Kind = Kind> = Written<K> & { language: Locale; id?: string };

/** What a Markdown file's front matter becomes. */
export type TextFile<K extends Kind = Kind> = Head<K> & {
  translation: "human" | "machine" | "stale";
  of?: string;
};

const language = localeSchema.meta({
  description: "The language in which this was first written. Its Markdown file must exist.",
  examples: ["en", "fr", "pt-BR"],
});

const ownKeys: { [K in Kind]?: z.ZodRawShape } = {
  edition: {
    id: editionIdSchema.optional().meta({
      description: "First part of every address. The year of the first day, if left out.",
      examples: ["2020", "2026-spring"],
    }),
  },
  story: {
    id: storyIdSchema.meta({
      description: "Ten random symbols that say nothing of the story. `bluehour check` offers a fresh one.",
      pattern: "^[0-9A-HJKMNP-TV-Z]{10}$",
    }),
  },
};

/** What an editor shows beside a key; the keys are those of the domain's schemas. */
const descriptions: Record<string, string> = {
  "edition.days": "First and last day, in the edition’s own zone.",
  "edition.zone": "IANA time zone, such as Europe/Brussels.",
  "edition.country": "Two capital letters (ISO 3166-1), such as BE.",
  "edition.languages": "Languages in which the edition is offered; the first is the one it falls back to.",
  "edition.localLanguages": "Languages of the place itself: help must exist in them.",
  "edition.colour": 'Colour of the day as "#rrggbb", in quotes since # begins a comment.',
  "edition.hashtag": "In quotes, since # begins a comment.",
  "edition.action": "What places do: light up, go dark, or take part in another way.",
  "edition.exitTo": "Neutral site to which the exit link leads.",
  "edition.contact": "Who answers when a reader or teller needs a person.",
  "edition.sample": "A sample may show help numbers that nobody called; it is served in demo mode only.",
  "edition.image": "Name of a picture in images/.",
  "organisation.roles": "What it is to this day.",
  "organisation.since": "Since when it exists or takes part, as people write it.",
  "helpline.number": "For dialling: with country code (+32...), or a short number such as 112.",
  "helpline.display": "The number as people write it where it is used.",
  "helpline.emergency": "Emergency numbers stand first.",
  "helpline.children": "Whether it is there for children.",
  "helpline.hours": "Opening hours in the OpenStreetMap syntax: 24/7, Mo-Fr 09:00-17:00.",
  "helpline.spoken": "Languages in which somebody answers.",
  "helpline.verified": "`checked`: somebody called, on that day. `source-only`: read, not called.",
  "reference.symbol": "Its official symbol or number.",
  "fact.figure": "The figure as it is shown.",
  "fact.year": "Year that the figure is about.",
  "appeal.account":
    "Where gifts go by SEPA transfer: `holder`, `iban`, and where needed `bic` and `remittance` (the message).",
  "appeal.url": "Where to give or sign up.",
  "fact.validUntil": "Day after which the figure must be looked up again.",
  "image.file": "The picture’s file name in images/.",
  "image.credit": "Who made it, as it must be named.",
  "image.licence": "Under which terms it may be shown.",
  "image.made": "How it was made; the reader is told.",
  "image.persons": "Whether persons can be recognised in it.",
  "image.minors": "Whether persons under 18 are in it.",
  "event.start":
    'With its offset: 2020-07-30T12:00:00+02:00. Or a rule: `{ day: 2020-07-30, sun: sunset, offsetMinutes: -15 }`, which needs `coordinates`, or `{ day: 2020-07-30, clock: "21:00" }` in the event’s zone.',
  "event.end": "An instant or a rule, as `start`; not before the start.",
  "event.organisations": "Names of files in organisations/.",
  "statement.speaker": "Who said it.",
  "statement.organisation": "Name of a file in organisations/.",
  "landmark.city": "The city’s word in addresses, such as brussels; its name stands in the texts.",
  "event.city": "The city’s word in addresses, such as brussels.",
  "landmark.state": "How far it is; only `confirmed` rests on a photograph.",
  "landmark.status":
    "`cancelled` if it does not take part after all: leave the file, so that calendars can say so.",
  "landmark.lighting":
    'Colour, action and intervals. An end is `clock: "22:00"` or `sun: sunset` with `offsetMinutes`; `to` may be left out, and `days` where they are the edition’s.',
  "installation.region": "A region wide enough that it identifies nobody.",
  "installation.opens": "With its offset: 2020-07-30T09:00:00+02:00.",
  "installation.ground":
    "The rectangle of the square that is used, in metres: `width` along the front edge, `depth` to the back; `bearing` is what a compass shows when you look from the front to the back; `marks` are fixed things, such as `{ what: tree, x: 3, y: 7.5 }`.",
  "story.teller": "Whose story it is: of somebody who helps, or of somebody who was hurt.",
  "story.basis": "What it rests on; always said to the reader.",
  "story.naming": "How the person is named to the reader.",
  "story.sector": "Where a responder works.",
  "story.minor": "Whether the person was under 18 then or is now.",
  "story.silhouette":
    "A figure drawn from shape and colour alone; the same numbers always draw the same one.",
  "placement.code":
    "Seven symbols with a check symbol; stands on the sticker for good. `bluehour check` offers a fresh one.",
  "placement.installation": "Name of a file in installations/.",
  "placement.number": "The spot’s number within its installation.",
  "placement.position":
    "Middle of the shadow, in metres from the front left corner of the installation’s ground: `x` to the right, `y` to the back. `facing`: where its head points, in degrees clockwise, 0 to the back edge.",
  "placement.candidates": "Story ids in order of preference.",
  "consent.ref": "Sixteen random symbols. `bluehour check` offers a fresh one.",
  "consent.covers": "`story: ID` or `image: NAME`.",
  "consent.elements": "The four elements: disclosure, voluntariness, comprehension, competence.",
  "consent.uses": "What the person allowed, one by one; nothing else is allowed.",
  "consent.times": "How often a use is allowed, where the person set a number.",
  "consent.countriesExcluded": "Countries in which it must not appear.",
  "consent.notAfter": "Last day; it goes dark when the day has ended.",
  "consent.coolingOffDays": "Days between consent and publication.",
  "consent.stopHash": "SHA-256 of the stop code. The code itself is never written down.",
  "declaration.ref": "Sixteen random symbols. `bluehour check` offers a fresh one.",
  "declaration.author": "Id of the author, such as a-1; no name.",
  "declaration.nobodyRecognisable": "The author declares that no living or dead person can be recognised.",
  "review.reviewer": "Id of the reviewer, such as r-7; no name.",
  "review.writers": "Ids of those who wrote and translated it: nobody reviews their own words.",
  "review.identification":
    "What was decided about each finding of the identification check; `bluehour identify FOLDER --record` prints the lines to complete.",
  "review.hashes": "Reading hash of each locale that was reviewed; `bluehour check --verbose` prints them.",
};

function described(name: string, shape: z.ZodRawShape): z.ZodRawShape {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => {
      const description = descriptions[`${name}.${key}`];
      return [key, description === undefined ? schema : (schema as z.ZodType).meta({ description })];
    }),
  );
}

/** Keys of the data that the loader computes; nobody writes them. */
const computedKeys: { [K in Kind]?: readonly string[] } = {
  edition: ["lightsEnd"],
  event: ["startRule", "endRule"],
};

/** Keys that a file may hold in another form than the data. */
const writtenKeys: { [K in Kind]?: z.ZodRawShape } = {
  event: { start: eventHourSchema, end: eventHourSchema.optional() },
};

function writtenShape(kind: Kind): z.ZodRawShape {
  const computed = computedKeys[kind] ?? [];
  const kept = Object.entries(dataSchemas[kind].shape).filter(([key]) => !computed.includes(key));
  return { ...Object.fromEntries(kept), ...writtenKeys[kind] };
}

/** Each kind's YAML file. */
export const kindFileSchemas = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    z.strictObject({ language, ...ownKeys[kind], ...described(kind, writtenShape(kind)) }),
  ]),
) as unknown as { [K in Kind]: z.ZodType<KindFile<K>> };

/** Each kind's front matter in a Markdown file. */
export const textFileSchemas = Object.fromEntries(
  kinds.map((kind) => [
    kind,
    z.strictObject({
      ...headSchemas[kind].shape,
      translation: z
        .enum(["human", "machine", "stale"])
        .default("human")
        .meta({ description: "State of the front matter’s texts." }),
      of: z
        .string()
        .regex(/^[0-9a-f]{8}$/, { error: "pin" })
        .optional()
        .meta({ description: "Pins the original’s front matter; when that changes, this counts as stale." }),
    }),
  ]),
) as unknown as { [K in Kind]: z.ZodType<TextFile<K>> };

/** Files in `private/`. */
export const privateFileSchemas = {
  consent: z.strictObject(described("consent", consentSchema.shape)) as unknown as typeof consentSchema,
  declaration: z.strictObject(
    described("declaration", declarationSchema.shape),
  ) as unknown as typeof declarationSchema,
  review: z.strictObject(described("review", reviewSchema.shape)) as unknown as typeof reviewSchema,
  acts: z.array(actSchema),
  blocked: blockedPhrasesSchema,
};

/** Sorts of files in `private/`. */
export type PrivateFile = keyof typeof privateFileSchemas;

/** A JSON Schema, as far as this room reads one. */
export type JsonSchema = {
  type?: string;
  description?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  enum?: string[];
  const?: string;
  default?: unknown;
  pattern?: string;
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
};

const converted = new WeakMap<z.ZodType, JsonSchema>();

/** The JSON Schema (draft 7, which editors understand best) of what may be written; made once for each schema. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  let json = converted.get(schema);
  if (json === undefined) {
    json = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" }) as JsonSchema;
    converted.set(schema, json);
  }
  return json;
}

const titles: Record<PrivateFile, string> = {
  consent: "A consent: what a person allowed (private/consents/)",
  declaration: "An author’s declaration (private/declarations/)",
  review: "A safeguarding decision (private/reviews/)",
  acts: "Print runs, posts and the like (private/acts.yaml)",
  blocked: "Phrases that must never be published (private/blocked.yaml)",
};

/** Every JSON Schema for editors, by file name: `story.schema.json`. */
export function jsonSchemaFiles(): Map<string, object> {
  const files = new Map<string, object>();
  const add = (name: string, title: string, schema: z.ZodType): void => {
    const { $schema, ...rest } = jsonSchemaOf(schema) as JsonSchema & { $schema?: string };
    files.set(`${name}.schema.json`, {
      $schema,
      $id: `${name}.schema.json`,
      title,
      description: "Part of a bundle. The format is described in docs/bundle.md.",
      ...rest,
    });
  };
  for (const kind of kinds) {
    const place = kind === "edition" ? "edition.yaml" : `${folders[kind]}/*.yaml`;
    add(kind, `The ${kind} (${place})`, kindFileSchemas[kind]);
  }
  for (const [name, schema] of Object.entries(privateFileSchemas))
    add(name, titles[name as PrivateFile], schema);
  return files;
}

function choices(schema: JsonSchema): string {
  const words = (alternative: JsonSchema): string => {
    if (alternative.const !== undefined) return `\`${alternative.const}\``;
    if (alternative.enum !== undefined) return alternative.enum.map((word) => `\`${word}\``).join(" ");
    if (alternative.anyOf !== undefined) return alternative.anyOf.map(words).join(" or ");
    if (alternative.items !== undefined) return `list of ${words(alternative.items)}`;
    if (alternative.properties === undefined)
      return (
        { string: "text", boolean: "`true` or `false`", integer: "whole number" }[alternative.type ?? ""] ??
        alternative.type ??
        ""
      );
    const required = alternative.required ?? [];
    const keys = Object.keys(alternative.properties).map((key) => (required.includes(key) ? key : `${key}?`));
    return `{ ${keys.join(", ")} }`;
  };
  const fallback = schema.default;
  const shown =
    fallback === undefined || JSON.stringify(fallback) === "{}"
      ? ""
      : `; else \`${JSON.stringify(fallback).replaceAll('"', "")}\``;
  return words(schema) + shown;
}

function table(schema: JsonSchema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const needed = schema.required?.includes(key) === true ? "yes" : "";
    return `| \`${key}\` | ${needed} | ${choices(property)} | ${property.description ?? ""} |`;
  });
  return ["| key | needed | value | meaning |", "|---|---|---|---|", ...rows].join("\n");
}

/** Every key of every file, as Markdown tables. */
export function keyTables(): string {
  const parts = [
    "# Keys of a bundle’s files",
    "Generated from the schemas by `npm run generate`; do not edit. `?` marks a key that may be left out.",
  ];
  for (const kind of kinds) {
    parts.push(`## ${kind}`, `\`${kind === "edition" ? "edition" : `${folders[kind]}/NAME`}.yaml\``);
    parts.push(table(jsonSchemaOf(kindFileSchemas[kind])), "Front matter of its Markdown files:");
    parts.push(table(jsonSchemaOf(textFileSchemas[kind])));
  }
  for (const [name, schema] of Object.entries(privateFileSchemas)) {
    const json = jsonSchemaOf(schema);
    parts.push(`## ${titles[name as PrivateFile]}`);
    if (json.items !== undefined) parts.push("A list; each item has:");
    parts.push(table(json.items ?? json));
  }
  return `${parts.join("\n\n")}\n`;
}
