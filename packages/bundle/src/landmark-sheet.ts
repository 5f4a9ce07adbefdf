/** Landmarks in a spreadsheet: each row of a CSV file in `landmarks/` becomes a draft, as a YAML file with its Markdown files does. */
import tzLookup from "@photostructure/tz-lookup";
import type { z } from "zod";
import type { Draft } from "@bluehour/domain/draft";
import { dataSchemas } from "@bluehour/domain/kinds";
import type { Data } from "@bluehour/domain/kinds";
import { slugSchema } from "@bluehour/domain/primitives";
import { canonicalLocale, choice, explainFormat, slugOf } from "./check-values.ts";
import { errorAt, problemAt } from "./problem.ts";
import type { BundleProblemCode, Place, Problem } from "./problem.ts";
import { readTable } from "./sheet-table.ts";
import type { SheetRow } from "./sheet-table.ts";
import { nearest } from "./suggest.ts";
import { parseDays, parseWhen } from "./when.ts";
import type { Path } from "./yaml-file.ts";

/** Columns that a landmark needs, with what may stand in them. */
const neededColumns = {
  title: "Brussels City Hall",
  city: "Brussels",
  country: "BE",
  latitude: "50.8467",
  longitude: "4.3525",
  when: "sunset to 24:00",
} as const;

const furtherColumns = [
  "id",
  "city_id",
  "summary",
  "language",
  "zone",
  "state",
  "status",
  "action",
  "colour",
  "days",
  "organisations",
  "source_title",
  "source_url",
  "source_read_on",
  "image",
] as const;

type NeededColumn = keyof typeof neededColumns;
type PlainColumn = NeededColumn | (typeof furtherColumns)[number];

const mostColumns = 1000;

const plainColumns: readonly string[] = [...Object.keys(neededColumns), ...furtherColumns];
const wordColumns: readonly string[] = ["title", "city", "summary"];

/** What rows take from the edition where they say nothing themselves. */
export type SheetDefaults = {
  edition: string;
  languages: readonly string[];
  action: Data<"landmark">["lighting"]["action"];
  colour: string;
};

/** A row that became a draft, whose `origin` is `FILE:LINE`. */
export type LandmarkRow = {
  draft: Draft<"landmark">;
  /** Where a value of the draft stands: its file, its row's line, and the title of its column. */
  placeOf: (path: Path) => Place;
  /** Whether the zone stands in the row; else it was looked up from the coordinates. */
  hasOwnZone: boolean;
};

/** What a sheet holds. */
export type SheetResult = {
  rows: LandmarkRow[];
  problems: Problem[];
};

/** The canonical title of a column (`City id` is `city_id`), whether known or not. */
function titleOf(cell: string): string {
  const [name = "", ...rest] = cell.trim().split(".");
  return [
    name
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, "_"),
    ...rest.map((part) => part.trim()),
  ].join(".");
}

function isKnownTitle(cell: string): boolean {
  const title = titleOf(cell);
  return plainColumns.includes(title) || wordColumns.includes(title.replace(/\..*/, ""));
}

type Say = (code: BundleProblemCode, column: string | undefined, values?: Problem["values"]) => void;

/** Columns of a sheet: where each plain one stands, and the words of each further language. */
type Columns = { plain: Map<PlainColumn, number>; words: Map<string, Map<string, number>> };

/** Reads a CSV file's text. All rows are judged in one go. */
export function readLandmarkSheet(
  source: string,
  file: string,
  defaults: SheetDefaults | undefined,
): SheetResult {
  const { delimiter, header, rows, problems } = readTable(source, file, isKnownTitle);
  const result: SheetResult = { rows: [], problems };
  if (header === undefined) {
    if (problems.length === 0) problems.push(errorAt("sheet-empty", file, { line: 1, column: 1 }));
    return result;
  }
  const columns = readHeader(header, file, defaults, problems);
  if (columns === undefined) return result;
  const unnamed = header.cells.flatMap((cell, index) => (cell === "" ? [index] : []));
  for (const row of rows) {
    const found: Problem[] = [];
    const say: Say = (code, field, values) =>
      found.push(problemAt("error", code, { file, position: { line: row.line, column: 1 }, field }, values));
    tellStrayCells(row, header, unnamed, say);
    const read = readRow({ row, columns, delimiter, defaults, say });
    for (const problem of found) problems.push(problem);
    if (found.length === 0 && read?.data !== undefined)
      result.rows.push({
        draft: {
          kind: "landmark",
          id: read.id,
          edition: defaults?.edition ?? "",
          origin: `${file}:${row.line}`,
          language: read.language,
          data: read.data,
          texts: read.texts,
          media: [],
        },
        hasOwnZone: (row.cells[columns.plain.get("zone") ?? -1] ?? "") !== "",
        placeOf: (path) => ({
          file,
          position: { line: row.line, column: 1 },
          field: columnOf(path, columns),
        }),
      });
  }
  return result;
}

function readHeader(
  header: SheetRow,
  file: string,
  defaults: SheetDefaults | undefined,
  problems: Problem[],
): Columns | undefined {
  const position = { line: header.line, column: 1 };
  const known = [...plainColumns, ...wordColumns.map((word) => `${word}.fr`)];
  const listed = plainColumns.map((title) => `\`${title}\``).join(", ");
  if (!header.cells.some(isKnownTitle)) {
    problems.push(errorAt("sheet-titles", file, position, { known: listed }));
    return undefined;
  }
  const columns: Columns = { plain: new Map(), words: new Map() };
  const say: Say = (code, field, values) =>
    problems.push(problemAt("error", code, { file, position, field }, values));
  const taken = new Set<string>();
  // So many columns are no sheet of landmarks, and each would be told of.
  for (const [index, cell] of header.cells.slice(0, mostColumns).entries()) {
    if (cell === "") continue;
    const title = titleOf(cell);
    const [word = "", tag] = title.split(/\.(.*)/s);
    const isWord = tag !== undefined && wordColumns.includes(word);
    const locale = isWord ? canonicalLocale(tag) : undefined;
    const canonical = locale === undefined ? title : `${word}.${locale}`;
    if (isWord && locale === undefined) say("column-locale", cell, { locale: tag });
    else if (!isWord && !plainColumns.includes(title)) {
      const suggestion = nearest(title, known);
      if (suggestion === undefined) say("column-unknown", cell, { known: listed });
      else say("column-unknown-suggest", cell, { suggestion });
    } else if (taken.has(canonical)) say("column-twice", cell);
    else if (locale === undefined) columns.plain.set(title as PlainColumn, index);
    else {
      if (defaults?.languages.includes(locale) === false)
        say("column-locale-not-offered", cell, { locale, languages: defaults.languages.join(", ") });
      const words = columns.words.get(locale) ?? new Map<string, number>();
      columns.words.set(locale, words.set(word, index));
    }
    taken.add(canonical);
  }
  for (const [column, example] of Object.entries(neededColumns))
    if (!columns.plain.has(column as NeededColumn)) say("column-missing", column, { example });
  return columns;
}

function tellStrayCells({ cells }: SheetRow, header: SheetRow, unnamed: readonly number[], say: Say): void {
  const count = header.cells.length;
  const stray = cells.find((cell, index) => cell !== "" && (index >= count || unnamed.includes(index)));
  if (stray !== undefined)
    say("row-stray", undefined, {
      value: stray,
      cells: cells.length,
      titles: header.cells.filter((cell) => cell !== "").length,
    });
}

type RowTask = {
  row: SheetRow;
  columns: Columns;
  delimiter: string;
  defaults: SheetDefaults | undefined;
  say: Say;
};

type RowResult = {
  id: string;
  language: string;
  texts: Draft<"landmark">["texts"];
  data: Data<"landmark"> | undefined;
};

function readRow(task: RowTask): RowResult | undefined {
  const { row, columns, say, defaults } = task;
  /** Columns of which something was said already: what else may be wrong with them would only be noise. */
  const told = new Set<string>();
  const refuse: Say = (code, column, values) => {
    if (column !== undefined) told.add(column);
    say(code, column, values);
  };
  const cell = (column: PlainColumn): string | undefined =>
    valueOf(row, columns.plain.get(column), column, refuse);
  const needed = (column: NeededColumn): string | undefined => {
    const value = cell(column);
    if (value === undefined && !told.has(column)) {
      told.add(column);
      // A column that is not there was told of once, at the titles.
      if (columns.plain.has(column)) say("cell-empty", column, { example: neededColumns[column] });
    }
    return value;
  };
  const degrees = (column: "latitude" | "longitude"): number | undefined => {
    const value = needed(column);
    return value === undefined ? undefined : parseNumber(value, column, task.delimiter, refuse);
  };

  const [title, city] = [needed("title"), needed("city")];
  const language = readLanguage(cell("language"), defaults, refuse);
  const texts = readWords({ title, city, summary: cell("summary") }, language, task, refuse);
  const [latitude, longitude] = [degrees("latitude"), degrees("longitude")];
  const when = needed("when");
  const days = cell("days");
  const source = {
    title: cell("source_title"),
    url: cell("source_url"),
    readOn: cell("source_read_on"),
  };
  const image = cell("image");
  const raw = {
    country: needed("country"),
    city: cell("city_id") ?? slugFor("city_id", city, refuse),
    coordinates: { latitude, longitude },
    zone: cell("zone") ?? zoneAt(latitude, longitude, cell("country")),
    state: cell("state") ?? "pledged",
    status: cell("status") ?? "planned",
    lighting: {
      colour: cell("colour") ?? defaults?.colour ?? "#000000",
      action: cell("action") ?? defaults?.action ?? "light",
      intervals: readIntervals(when, days, refuse),
    },
    organisations: (cell("organisations") ?? "").split(/[\s;,]+/).filter((name) => name !== ""),
    ...(image === undefined ? {} : { image }),
    ...(Object.values(source).every((value) => value === undefined) ? {} : { source: given(source) }),
  };
  const parsed = dataSchemas.landmark.safeParse(raw);
  if (!parsed.success) {
    const before = new Set(told);
    for (const issue of parsed.error.issues) tellIssue(issue, raw, columns, before, say);
  }
  tellRepeated(raw.organisations, refuse);
  const id = readId(cell("id"), title, city, refuse);
  return id === undefined ? undefined : { id, language, texts, data: parsed.data };
}

function given<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Partial<T>;
}

// Line breaks and tabs have become blanks; what is left of these would be invisible, or turn the words around it about.
const refusedCharacters = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

function valueOf(row: SheetRow, index: number | undefined, column: string, say: Say): string | undefined {
  const value = index === undefined ? "" : (row.cells[index] ?? "");
  const [character] = refusedCharacters.exec(value) ?? [];
  if (character === undefined) return value === "" ? undefined : value;
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  say("cell-control", column, { character: `U+${code}` });
  return undefined;
}

function readLanguage(value: string | undefined, defaults: SheetDefaults | undefined, say: Say): string {
  const fallback = defaults?.languages[0] ?? "und";
  if (value === undefined) return fallback;
  const locale = canonicalLocale(value);
  if (locale === undefined) {
    say("value-locale", "language", { value });
    return fallback;
  }
  if (defaults?.languages.includes(locale) === false)
    say("cell-language", "language", { locale, languages: defaults.languages.join(", ") });
  return locale;
}

type Words = { title: string | undefined; city: string | undefined; summary: string | undefined };

function readWords(
  original: Words,
  language: string,
  { row, columns }: RowTask,
  say: Say,
): Draft<"landmark">["texts"] {
  const texts: Draft<"landmark">["texts"] = {};
  const add = (locale: string, { title, city, summary }: Words): void => {
    if (title !== undefined && city !== undefined)
      texts[locale] = {
        state: "human",
        head: { title, ...(summary === undefined ? {} : { summary }), city },
        blocks: [],
      };
  };
  add(language, original);
  for (const [locale, indexes] of columns.words) {
    const cell = (word: string): string | undefined =>
      valueOf(row, indexes.get(word), `${word}.${locale}`, say);
    const words = { title: cell("title"), city: cell("city"), summary: cell("summary") };
    if (locale === language) {
      for (const [word, value] of Object.entries(words))
        if (value !== undefined && value !== original[word as keyof Words])
          say("cell-original-twice", `${word}.${locale}`, { column: word, locale });
      continue;
    }
    if (Object.values(words).every((value) => value === undefined)) continue;
    for (const word of ["title", "city"] as const)
      if (words[word] === undefined)
        say("cell-translation", `${word}.${locale}`, {
          locale,
          example: original[word] ?? neededColumns[word],
        });
    add(locale, words);
  }
  return texts;
}

function parseNumber(value: string, column: string, delimiter: string, say: Say): number | undefined {
  const plain = value.replace(/^−/, "-");
  const dotted = plain.replace(/^([+-]?\d+),(\d+)$/, "$1.$2");
  if (!/^[+-]?\d+(\.\d+)?$/.test(dotted)) {
    say("cell-number", column, { value, example: neededColumns[column as NeededColumn] });
    return undefined;
  }
  if (dotted !== plain && delimiter === ",") {
    say("value-suggest", column, { value, suggestion: dotted });
    return undefined;
  }
  return Number(dotted);
}

/** Neighbours across the date line, so near each other that the lookup takes one for the other: there it would be wrong by a whole day. */
const zonesAtDateLine = new Map([
  ["AS", "Pacific/Pago_Pago"],
  ["TK", "Pacific/Fakaofo"],
  ["WS", "Pacific/Apia"],
]);

function zoneAt(
  latitude: number | undefined,
  longitude: number | undefined,
  country: string | undefined,
): string {
  const isPlace =
    latitude !== undefined &&
    longitude !== undefined &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  // Without a place nothing is loaded anyway; the name only keeps the row's other cells from being judged by it.
  if (!isPlace) return "UTC";
  const found = tzLookup(latitude, longitude);
  const own = zonesAtDateLine.get(country ?? "");
  return own !== undefined && [...zonesAtDateLine.values()].includes(found) ? own : found;
}

function slugFor(column: "city_id" | "id", name: string | undefined, say: Say): string | undefined {
  const slug = name === undefined ? "x" : slugOf(name);
  if (slug === undefined) say("cell-id-needed", column, { name: name ?? "", column });
  return slug;
}

function readId(
  value: string | undefined,
  title: string | undefined,
  city: string | undefined,
  say: Say,
): string | undefined {
  if (value === undefined)
    return title === undefined || city === undefined ? undefined : slugFor("id", `${title} ${city}`, say);
  const parsed = slugSchema.safeParse(value);
  if (parsed.success) return value;
  say(...formatProblem("slug", value, "id"));
  return undefined;
}

function formatProblem(format: string, value: string, column: string): Parameters<Say> {
  // Where the sentence for YAML speaks of its quotation marks.
  if (format === "colour") return ["cell-colour", column, { value }];
  if (format === "clock") return ["cell-when", column, { value }];
  const [code, values] = explainFormat(format, value);
  return [code, column, values];
}

function readIntervals(when: string | undefined, days: string | undefined, say: Say): unknown {
  // Where `when` was told of already, something must stand here, or the schema would tell of it again.
  if (when === undefined) return [{ from: { clock: "00:00" } }];
  const parsed = parseWhen(when);
  if (!parsed.ok) {
    if (parsed.suggestion === undefined) say("cell-when", "when", { value: when });
    else say("value-suggest", "when", { value: when, suggestion: parsed.suggestion });
    return [{ from: { clock: "00:00" } }];
  }
  if (days === undefined) return parsed.intervals;
  return parsed.intervals.map((interval) => ({ ...interval, days: parseDays(days) }));
}

/** The column in which a part of a landmark's data stands, and those that stand in for it. */
function columnOf(path: Path, columns: Columns): string {
  const [key, inner, , part] = path.map(String);
  const has = (column: PlainColumn): boolean => columns.plain.has(column);
  switch (key) {
    case "city":
      return has("city_id") ? "city_id" : "city";
    case "coordinates":
      return inner ?? "latitude";
    case "lighting":
      if (inner !== "intervals") return inner ?? "when";
      return part === "days" && has("days") ? "days" : "when";
    case "source":
      return inner === "readOn" ? "source_read_on" : `source_${inner ?? "title"}`;
    default:
      return key ?? "title";
  }
}

function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) inner = (inner as Record<PropertyKey, unknown> | undefined)?.[step];
  return inner;
}

function tellIssue(
  issue: z.core.$ZodIssue,
  raw: unknown,
  columns: Columns,
  told: ReadonlySet<string>,
  say: Say,
): void {
  const column = columnOf(issue.path, columns);
  // A word for addresses that could not be made was told of where it can be written, even if that column is still to be added.
  if (told.has(column) || (issue.path[0] === "city" && told.has("city_id"))) return;
  const value = valueAt(raw, issue.path);
  if (value === undefined) return say("cell-empty", column, { example: "Annual report 2025" });
  switch (issue.code) {
    case "invalid_value": {
      const [code, values] = choice(String(value), issue.values.map(String));
      return say(code, column, values);
    }
    case "too_big":
      if (issue.origin === "array")
        return say("list-long", column, { key: column, max: Number(issue.maximum) });
      return say(issue.origin === "string" ? "value-long" : "value-max", column, {
        max: Number(issue.maximum),
      });
    case "too_small":
      return say("value-min", column, { min: Number(issue.minimum) });
    default:
      return say(...formatProblem(issue.message, String(value), column));
  }
}

function tellRepeated(names: readonly string[], say: Say): void {
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index) say("item-twice", "organisations", { value: name });
}
