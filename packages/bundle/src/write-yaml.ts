/** Values as YAML in the hand of the sample campaigns: keys in the schemas' order, short things on one line, quotes where YAML misreads. */
import { jsonSchemaOf } from "./schemas.ts";
import type { JsonSchema } from "./schemas.ts";
import type { z } from "zod";

/** What fits on a line of this length stays on it. */
const longestLine = 110;

/** Writes a mapping or a list as the text of a file. */
export function writeYaml(value: object, schema: z.ZodType): string {
  const ordered = inOrder(value, alternatives(jsonSchemaOf(schema)));
  return Array.isArray(ordered)
    ? listLines(ordered, "").join("")
    : mappingLines(ordered as object, "").join("");
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives);
}

/** The same value with its keys as the schema has them; without what is absent, and without empty lists that may be left out. */
function inOrder(value: unknown, schemas: readonly JsonSchema[]): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const items = schemas.flatMap((schema) => (schema.items === undefined ? [] : alternatives(schema.items)));
    return value.map((item) => inOrder(item, items));
  }
  const known = [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
  const keys = [
    ...known.filter((key) => key in value),
    ...Object.keys(value).filter((key) => !known.includes(key)),
  ];
  const entries = keys.flatMap((key): [string, unknown][] => {
    const inner: unknown = (value as Record<string, unknown>)[key];
    if (inner === undefined) return [];
    const isDefault = schemas.some(
      (schema) => isEmpty(schema.properties?.[key]?.default) && schema.required?.includes(key) !== true,
    );
    if (isDefault && isEmpty(inner)) return [];
    const below = schemas.flatMap((schema) => {
      const next =
        schema.properties?.[key] ??
        (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
      return next === undefined ? [] : alternatives(next);
    });
    return [[key, inOrder(inner, below)]];
  });
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function mappingLines(value: object, indent: string): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    entryLines(`${indent}${writeScalar(key, true)}:`, inner, indent),
  );
}

function listLines(value: readonly unknown[], indent: string): string[] {
  return value.flatMap((item) => {
    const line = oneLine(`${indent}- `, item);
    if (line !== undefined && !(indent === "" && isFilled(item))) return [line];
    // The first key stands beside the dash.
    const lines = Array.isArray(item)
      ? listLines(item, `${indent}  `)
      : mappingLines(item as object, `${indent}  `);
    return lines.map((text, index) => (index === 0 ? `${indent}- ${text.slice(indent.length + 2)}` : text));
  });
}

function entryLines(start: string, value: unknown, indent: string): string[] {
  const line = oneLine(`${start} `, value);
  if (line !== undefined) return [line];
  return [
    `${start}\n`,
    ...(Array.isArray(value)
      ? listLines(value, `${indent}  `)
      : mappingLines(value as object, `${indent}  `)),
  ];
}

function isFilled(value: unknown): boolean {
  return value !== null && typeof value === "object" && !isEmpty(value);
}

/** The value on the line that begins so; `undefined` for a list or mapping that would make it too long. */
function oneLine(start: string, value: unknown): string | undefined {
  if (!isFilled(value)) return `${start}${writeFlow(value, false)}\n`;
  const line = `${start}${writeFlow(value, true)}`;
  return line.length > longestLine ? undefined : `${line}\n`;
}

function writeFlow(value: unknown, isInFlow: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeFlow(item, true)).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).map(
      ([key, inner]) => `${writeScalar(key, true)}: ${writeFlow(inner, true)}`,
    );
    return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" ? writeScalar(value, isInFlow) : JSON.stringify(value);
}

/** What YAML 1.2 or an older reader takes for something else than text: numbers, truth values, times by the clock, nothing. */
const misread =
  /^(y|n|yes|no|on|off|true|false|null|~|<<|=|-+|\.+|[-+]?\d[\d_]*(\.[\d_]*)?(e[-+]?\d+)?|[-+]?\.\d[\d_]*(e[-+]?\d+)?|[-+]?\.(inf|nan)|0[ox][\da-f_]+|0b[01_]+|[-+]?\d[\d_]*(:[0-5]?\d)+(\.\d*)?)$/i;

// Line ends of other sorts, and what has no shape of its own, are better seen written out; joiners and marks of direction belong to scripts.
const unseen = /(?![\u{200C}-\u{200F}\u{2066}-\u{2069}])[\p{C}\u{2028}\u{2029}]/gu;

function writeScalar(text: string, isInFlow: boolean): string {
  const isPlain =
    text !== "" &&
    !/^[\s\-?:,[\]{}#&*!|>'"%@`]|\s$|:(\s|$)|\s#/u.test(text) &&
    !(isInFlow && /[,[\]{}]/.test(text)) &&
    !unseenIn(text) &&
    !misread.test(text);
  if (isPlain) return text;
  return JSON.stringify(text).replaceAll(unseen, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}

function unseenIn(text: string): boolean {
  unseen.lastIndex = 0;
  return unseen.test(text);
}
