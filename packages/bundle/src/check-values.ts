/** Holds a parsed file against its schema and turns each mismatch into a problem with its place and its mend. */
import type { z } from "zod";
import { countrySchema } from "@bluehour/domain/primitives";
import {
  createConsentRef,
  createPlacementCode,
  createStoryId,
  normalizeCrockford,
  parsePlacementCode,
} from "@bluehour/domain/codes";
import type { RandomBytes } from "@bluehour/domain/random";
import { errorAt } from "./problem.ts";
import type { BundleProblemCode, Problem } from "./problem.ts";
import { jsonSchemaOf } from "./schemas.ts";
import type { JsonSchema } from "./schemas.ts";
import { nearest } from "./suggest.ts";
import type { Path, YamlText } from "./yaml-file.ts";

/** Which random mark a file is offered where it lacks one. */
export type FreshMark = {
  key: "id" | "code" | "ref";
  code: BundleProblemCode;
  create: (random: RandomBytes) => string;
};

export const freshMarks = {
  story: { key: "id", code: "story-id-missing", create: createStoryId },
  placement: { key: "code", code: "placement-code-missing", create: createPlacementCode },
  consent: { key: "ref", code: "consent-ref-missing", create: createConsentRef },
} as const satisfies Record<string, FreshMark>;

type Issue = z.core.$ZodIssue;

export type CheckResult<T> = { ok: true; value: T } | { ok: false; problems: Problem[] };

/** Examples by key, for a line that is missing; enumerations bring their own. */
const exampleLines: Record<string, string> = {
  language: "language: en",
  days: "days: { first: 2026-07-30, last: 2026-07-30 }",
  zone: "zone: Europe/Brussels",
  country: "country: BE",
  languages: "languages: [en, fr]",
  localLanguages: "localLanguages: [fr, nl]",
  colour: 'colour: "#1d4ed8"',
  exitTo: "exitTo: https://www.wikipedia.org/",
  contact: "contact: { organisation: my-organisation }",
  organisation: "organisation: my-organisation",
  number: "number: 1",
  display: "display: 112",
  source: "source: { title: Annual report 2025 }",
  verified: "verified: { state: source-only }",
  start: "start: 2026-07-30T12:00:00+02:00",
  opens: "opens: 2026-07-30T09:00:00+02:00",
  closes: "closes: 2026-07-30T21:00:00+02:00",
  coordinates: "coordinates: { latitude: 50.8467, longitude: 4.3525 }",
  lighting:
    'lighting: { colour: "#1d4ed8", action: light, intervals: [{ from: { sun: sunset }, to: { clock: "24:00" } }] }',
  from: "from: { sun: sunset }",
  to: 'to: { clock: "24:00" }',
  ground: "ground: { width: 24, depth: 16 }",
  width: "width: 24",
  depth: "depth: 16",
  x: "x: 3.5",
  y: "y: 2",
  year: "year: 2025",
  validUntil: "validUntil: 2026-12-31",
  notAfter: "notAfter: 2026-12-31",
  givenOn: "givenOn: 2026-01-15",
  declaredOn: "declaredOn: 2026-01-15",
  decidedOn: "decidedOn: 2026-01-15",
  saidOn: "saidOn: 2026-01-15",
  covers: "covers: { story: 7K3M9QX2TR }",
  uses: "uses: [web, placement]",
  locales: "locales: [en, fr]",
  editions: 'editions: ["2026"]',
  title: "title: A few words",
};

/** Formats that domain schemas name by a short code, and the problem that explains each. */
const formats: Record<string, BundleProblemCode> = {
  date: "value-date",
  instant: "value-instant",
  zone: "value-zone",
  country: "value-country",
  slug: "value-slug",
  "story-id": "value-story-id",
  "placement-code": "value-placement-code",
  "consent-ref": "value-consent-ref",
  url: "value-url",
  sha256: "value-sha256",
  "staff-id": "value-staff-id",
  "finding-id": "value-finding-id",
  colour: "value-colour",
  clock: "value-clock",
  hashtag: "value-hashtag",
  "account-holder": "value-account-holder",
  "account-iban": "value-account-iban",
  "account-iban-sepa": "value-account-sepa",
  "account-bic": "value-account-bic",
  "account-remittance": "value-account-remittance",
  "account-epc-long": "value-account-remittance",
  phone: "value-phone",
  email: "value-email",
  year: "value-year",
  "image-file": "value-image-file",
  locale: "value-locale",
  pin: "value-pin",
};

/**
 * Parses a file's value. A plain number or `true` where text is expected is taken as it was written, so that `year: 2019` and an id made of
 * digits alone need no quotes.
 */
export function checkValues<T>({
  yaml,
  schema,
  fresh,
  random,
}: {
  yaml: YamlText;
  schema: z.ZodType<T>;
  fresh?: FreshMark;
  random: RandomBytes;
}): CheckResult<T> {
  let value = yaml.value;
  let parsed = schema.safeParse(value);
  if (!parsed.success) {
    const restored = restoreText(value, parsed.error.issues, yaml);
    if (restored !== undefined) {
      value = restored;
      parsed = schema.safeParse(value);
    }
  }
  if (parsed.success) {
    const problems = repeatedItems(parsed.data, yaml);
    return problems.length === 0 ? { ok: true, value: parsed.data } : { ok: false, problems };
  }
  const context: Context = { yaml, value, json: jsonSchemaOf(schema), fresh, random };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, [], context));
  return { ok: false, problems };
}

type Context = {
  yaml: YamlText;
  value: unknown;
  json: JsonSchema;
  fresh: FreshMark | undefined;
  random: RandomBytes;
};

function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) {
    if (inner === null || typeof inner !== "object" || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<PropertyKey, unknown>)[step];
  }
  return inner;
}

function textPaths(issues: readonly Issue[], base: Path): Path[] {
  return issues.flatMap((issue): Path[] => {
    const path = [...base, ...issue.path];
    if (issue.code === "invalid_union") return issue.errors.flatMap((option) => textPaths(option, path));
    if (issue.code === "invalid_type" && issue.expected === "string") return [path];
    return issue.code === "invalid_value" ? [path] : [];
  });
}

/** Puts the written text back where a number or truth value was read in place of text. */
function restoreText(value: unknown, issues: readonly Issue[], yaml: YamlText): unknown {
  let copy: unknown;
  for (const path of textPaths(issues, [])) {
    const written = path.length === 0 ? undefined : yaml.writtenAt(path);
    if (written === undefined) continue;
    copy ??= structuredClone(value);
    const holder = valueAt(copy, path.slice(0, -1)) as Record<PropertyKey, unknown>;
    holder[path.at(-1) as PropertyKey] = written;
  }
  return copy;
}

function repeatedItems(value: unknown, yaml: YamlText, path: Path = []): Problem[] {
  if (value === null || typeof value !== "object") return [];
  if (!Array.isArray(value))
    return Object.entries(value).flatMap(([key, inner]) => repeatedItems(inner, yaml, [...path, key]));
  return value.flatMap((item, index) =>
    typeof item === "string" && value.indexOf(item) < index
      ? [errorAt("item-twice", yaml.file, yaml.at([...path, index], "value"), { value: item })]
      : repeatedItems(item, yaml, [...path, index]),
  );
}

/** Every part of the schema that may describe the value at a path (several, where there are alternatives). */
function schemasAt(json: JsonSchema, path: Path): JsonSchema[] {
  let here = alternatives(json);
  for (const step of path)
    here = here.flatMap((schema) => {
      const next =
        typeof step === "number"
          ? schema.items
          : (schema.properties?.[String(step)] ??
            (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined));
      return next === undefined ? [] : alternatives(next);
    });
  return here;
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives);
}

function knownKeys(schemas: readonly JsonSchema[]): string[] {
  return [
    ...new Set(
      schemas.flatMap((schema) => [
        ...Object.keys(schema.properties ?? {}),
        ...(schema.propertyNames?.enum ?? []),
      ]),
    ),
  ];
}

const listed = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(", ");

function keyText(path: Path): string {
  const key = path.findLast((step) => typeof step === "string");
  return key === undefined ? "" : String(key);
}

function problemsOf(issue: Issue, base: Path, context: Context): Problem[] {
  const { yaml } = context;
  const path = [...base, ...issue.path];
  const say = (code: BundleProblemCode, values: Problem["values"] = {}): Problem[] => [
    errorAt(code, yaml.file, yaml.at(path, "value"), values),
  ];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey(key, path, schemasAt(context.json, path), context));
  const value = valueAt(context.value, path);
  if (value === undefined && path.length > 0) return missing(path, context);
  if (value === null && path.length > 0) {
    const code = yaml.isCommentedOut(path) ? "value-comment" : "value-missing";
    return [errorAt(code, yaml.file, yaml.at(path, "key"), { key: keyText(path) })];
  }
  switch (issue.code) {
    case "invalid_union":
      return unionProblems(issue.errors, path, value, context);
    case "invalid_key":
      return [
        errorAt(...formatProblemOf(issue.issues[0]?.message ?? "", String(path.at(-1)), yaml, path, "key")),
      ];
    case "invalid_value":
      return say(...choice(String(value), issue.values.map(String)));
    case "invalid_type":
      return invalidType(issue, value, say, path);
    case "too_big":
      if (issue.origin === "array")
        return say("list-long", { key: keyText(path), max: Number(issue.maximum) });
      return issue.origin === "string"
        ? say("value-long", { max: Number(issue.maximum) })
        : say("value-max", { max: Number(issue.maximum) });
    case "too_small":
      if (issue.origin === "array") return say("list-empty", { key: keyText(path) });
      if (issue.origin !== "string") return say("value-min", { min: Number(issue.minimum) });
      return Number(issue.minimum) === 1
        ? say("value-empty", { key: keyText(path) })
        : say("value-short", { min: Number(issue.minimum) });
    default:
      return formats[issue.message] === undefined
        ? say("value-other", { detail: issue.message })
        : [errorAt(...formatProblemOf(issue.message, String(value), yaml, path, "value"))];
  }
}

function invalidType(
  issue: Extract<Issue, { code: "invalid_type" }>,
  value: unknown,
  say: (code: BundleProblemCode, values?: Problem["values"]) => Problem[],
  path: Path,
): Problem[] {
  if (path.length === 0) return say(issue.expected === "array" ? "yaml-not-list" : "yaml-not-mapping");
  if (issue.expected === "int" && typeof value === "number") return say("value-whole");
  const expected: Record<string, string> = {
    string: "text",
    number: "number",
    int: "number",
    boolean: "truth",
    array: "list",
    object: "mapping",
    record: "mapping",
  };
  return say("value-type", { key: keyText(path), expected: expected[issue.expected] ?? "other" });
}

/** The problem with a value that is none of the choices. */
export function choice(value: string, choices: readonly string[]): [BundleProblemCode, Problem["values"]] {
  const suggestion = nearest(value, choices);
  return suggestion === undefined
    ? ["value-choice", { value, choices: listed(choices) }]
    : ["value-choice-suggest", { value, choices: listed(choices), suggestion }];
}

function unknownKey(key: string, path: Path, schemas: readonly JsonSchema[], { yaml }: Context): Problem {
  const known = knownKeys(schemas);
  const suggestion = nearest(key, known);
  const position = yaml.at([...path, key], "key");
  return suggestion === undefined
    ? errorAt("key-unknown", yaml.file, position, { key, known: listed(known) })
    : errorAt("key-unknown-suggest", yaml.file, position, { key, suggestion });
}

function missing(path: Path, { yaml, json, fresh, random }: Context): Problem[] {
  const key = String(path.at(-1));
  const holder = path.slice(0, -1);
  const position = yaml.at(holder, "key");
  if (fresh !== undefined && path.length === 1 && key === fresh.key)
    // Quotes keep a mark of digits alone, or such as 12E4567, text for every other YAML reader.
    return [
      errorAt(fresh.code, yaml.file, position, { line: `${key}: ${quoteIfNumber(fresh.create(random))}` }),
    ];
  const options = schemasAt(json, path).flatMap((schema) => schema.enum ?? schema.const ?? []);
  const example = exampleLines[key] ?? (options[0] === undefined ? undefined : `${key}: ${options[0]}`);
  return [
    example === undefined
      ? errorAt("key-missing", yaml.file, position, { key })
      : errorAt("key-missing-example", yaml.file, position, { key, example }),
  ];
}

function quoteIfNumber(mark: string): string {
  return /^\d+(E\d+)?$/.test(mark) ? `"${mark}"` : mark;
}

/** Of several alternatives, reports the one that was most likely meant. */
function unionProblems(
  errors: readonly (readonly Issue[])[],
  path: Path,
  value: unknown,
  context: Context,
): Problem[] {
  const { yaml } = context;
  const schemas = schemasAt(context.json, path);
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    return [
      errorAt("value-type", yaml.file, yaml.at(path, "value"), { key: keyText(path), expected: "mapping" }),
    ];
  }
  const keys = Object.keys(value);
  const known = knownKeys(schemas);
  // A key that no alternative knows explains itself; what it leaves missing would only be noise.
  const unknown = keys.filter((key) => !known.includes(key));
  if (unknown.length > 0) return unknown.map((key) => unknownKey(key, path, schemas, context));
  if (keys.length === 0)
    return [errorAt("value-one-of", yaml.file, yaml.at(path, "value"), { keys: listed(known) })];
  const literals = errors.flatMap((option) => option.find(isWrongLiteral) ?? []);
  if (literals[0] !== undefined && literals.length === errors.length) {
    const at = [...path, ...literals[0].path];
    const written = valueAt(context.value, at);
    if (written === undefined) return missing(at, context);
    const [code, values] = choice(
      String(written),
      literals.flatMap((issue) => issue.values.map(String)),
    );
    return [errorAt(code, yaml.file, yaml.at(at, "value"), values)];
  }
  // Keys were written, so an alternative that would have been a plain text was not meant.
  const mappings = errors.filter((option) => !option.some(isNoMapping));
  const [best] = mappings.toSorted((a, b) => strangeness(a) - strangeness(b));
  return (best ?? []).flatMap((issue) => problemsOf(issue, path, context));
}

type WrongLiteral = Extract<Issue, { code: "invalid_value" }>;

function isWrongLiteral(issue: Issue): issue is WrongLiteral {
  return issue.code === "invalid_value" && issue.values.length === 1;
}

function isNoMapping(issue: Issue): boolean {
  return issue.code === "invalid_type" && issue.path.length === 0;
}

function strangeness(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) => sum + (isWrongLiteral(issue) ? 10 : issue.code === "unrecognized_keys" ? 3 : 1),
    0,
  );
}

type Arguments = Parameters<typeof errorAt>;

function formatProblemOf(
  format: string,
  value: string,
  yaml: YamlText,
  path: Path,
  side: "key" | "value",
): [...Arguments] {
  const position = yaml.at(path, side);
  const [code, values] = explainFormat(format, value);
  return [code, yaml.file, position, values];
}

/** The problem with a value that lacks its format; where the right value can be told, it is. */
export function explainFormat(format: string, value: string): [BundleProblemCode, Problem["values"]] {
  const suggestion = suggestionFor(format, value);
  switch (format) {
    case "placement-code":
      return placementCode(value);
    case "zone":
    case "locale":
    case "slug":
    case "country":
      if (suggestion !== undefined) return ["value-suggest", { value, suggestion }];
      break;
    default:
  }
  const code = formats[format];
  return code === undefined ? ["value-other", { detail: format }] : [code, { value }];
}

// A slip in a sheet's column stands in each of its rows, and there are hundreds of zones.
const nearestZones = new Map<string, string | undefined>();
const nearestZonesKept = 1000;

function nearestZone(value: string): string | undefined {
  if (nearestZones.has(value)) return nearestZones.get(value);
  const zone = nearest(value, Intl.supportedValuesOf("timeZone"));
  if (nearestZones.size < nearestZonesKept) nearestZones.set(value, zone);
  return zone;
}

function suggestionFor(format: string, value: string): string | undefined {
  if (format === "zone") return nearestZone(value);
  if (format === "locale") return canonicalLocale(value);
  if (format === "slug") return slugOf(value);
  if (format === "country" && countrySchema.safeParse(value.toUpperCase()).success)
    return value.toUpperCase();
  return undefined;
}

/** `pt_br` is `pt-BR`; `undefined` for what is no language tag. */
export function canonicalLocale(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0];
  } catch {
    return undefined;
  }
}

/** Letters of Europe's languages that Unicode does not take apart. */
const plainLetters = new Map(
  "ß:ss ẞ:ss æ:ae Æ:ae œ:oe Œ:oe ø:o Ø:o ł:l Ł:l đ:d Đ:d ð:d Ð:d þ:th Þ:th ı:i ŋ:n Ŋ:n"
    .split(" ")
    .map((pair) => pair.split(":") as [string, string]),
);

/** The lower-case, hyphenated form of a name; `undefined` where nothing of it remains. */
export function slugOf(name: string): string | undefined {
  const slug = name
    .replaceAll(/[ßẞæÆœŒøØłŁđĐðÐþÞıŋŊ]/g, (letter) => plainLetters.get(letter) ?? letter)
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 64)
    .replace(/-$/, "");
  return slug === "" ? undefined : slug;
}

/** A code that is right but for its spelling or its check symbol gets the right one; anything else gets the rule. */
function placementCode(value: string): [BundleProblemCode, Problem["values"]] {
  const canonical = parsePlacementCode(value);
  if (canonical !== undefined) return ["value-suggest", { value, suggestion: canonical }];
  const symbols = normalizeCrockford(value);
  const right = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"].find(
    (symbol) => symbols.length === 7 && parsePlacementCode(symbols.slice(0, 6) + symbol) !== undefined,
  );
  return right === undefined
    ? ["value-placement-code", { value }]
    : ["value-placement-check", { value, right, code: symbols.slice(0, 6) + right }];
}
