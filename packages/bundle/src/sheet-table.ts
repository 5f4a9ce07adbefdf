/** A spreadsheet that was saved as CSV, in the dialect of whichever country: what separates the cells is told by the first line. */
import { CsvError, parse } from "csv-parse/sync";
import { errorAt } from "./problem.ts";
import type { Problem } from "./problem.ts";

/** A row that is not empty; `line` is where it begins in the file, for a cell may have several lines. */
export type SheetRow = { line: number; cells: string[] };

/** Rows of a sheet, the first being the titles of the columns. Cells are trimmed, and line breaks and tabs in them are blanks. */
export type SheetTable = {
  delimiter: string;
  header: SheetRow | undefined;
  rows: SheetRow[];
  problems: Problem[];
};

/** More rows than any day has landmarks; what holds more is something else. */
export const rowLimit = 100_000;

const delimiters = [",", ";", "\t"] as const;
// Each broken row makes a fresh start below it; a file that is broken throughout is not read to its end.
const startsLimit = 100;

/**
 * Reads a sheet's text (line ends are `\n`). A row with broken quotes is told and passed over, and reading goes on in the next line.
 *
 * @param isTitle whether a text is the title of a known column; what separates most of them is the delimiter
 */
export function readTable(source: string, file: string, isTitle: (text: string) => boolean): SheetTable {
  const problems: Problem[] = [];
  const declared = /^\uFEFF?sep=([,;\t])\n/i.exec(source);
  const skipped = declared === null ? 0 : 1;
  const text = source.slice(declared?.[0].length ?? 0).replace(/^\uFEFF/, "");
  const delimiter = declared?.[1] ?? delimiterOf(text, isTitle);
  const rows: SheetRow[] = [];
  let offset = 0;
  let before = skipped;
  for (let starts = 0; ; starts += 1) {
    const end = readRows(text.slice(offset), delimiter, before, rows);
    if (end === undefined) break;
    if (end.code === "rows") {
      problems.push(errorAt("sheet-rows", file, { line: end.line, column: 1 }, { limit: rowLimit }));
      break;
    }
    problems.push(errorAt(end.code, file, { line: end.line, column: 1 }));
    for (; before < end.line; before += 1) {
      const next = text.indexOf("\n", offset);
      offset = next === -1 ? text.length : next + 1;
    }
    if (offset >= text.length || starts === startsLimit) break;
  }
  const [header, ...rest] = rows;
  // Where the titles themselves could not be read, no row says anything.
  const hasTitles = header !== undefined && problems.every(({ line = 0 }) => line > header.line);
  return hasTitles
    ? { delimiter, header, rows: rest, problems }
    : { delimiter, header: undefined, rows: [], problems };
}

type Stop = { code: "sheet-quote-open" | "sheet-quote" | "rows"; line: number };

/** Reads as far as it goes; if that is not the end, says at which row it stopped and why. */
function readRows(text: string, delimiter: string, before: number, rows: SheetRow[]): Stop | undefined {
  let line = before + 1;
  let firstTooMany: number | undefined;
  try {
    parse(text, {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      trim: delimiter !== "\t",
      on_record: (record: string[], { lines }) => {
        const cells = record.map((cell) => cell.replaceAll(/\s+/gu, " ").trim());
        if (cells.some((cell) => cell !== "")) {
          if (rows.length > rowLimit) firstTooMany ??= line;
          else rows.push({ line, cells });
        }
        line = before + lines + 1;
        return undefined;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return { code: cause.code === "CSV_QUOTE_NOT_CLOSED" ? "sheet-quote-open" : "sheet-quote", line };
  }
  return firstTooMany === undefined ? undefined : { code: "rows", line: firstTooMany };
}

/** The separator that makes the first row the most known titles; among equals the one that makes the most cells. */
function delimiterOf(text: string, isTitle: (cell: string) => boolean): string {
  const first = /^\s*([^\n]*)/.exec(text)?.[1] ?? "";
  let best: { delimiter: string; titles: number; cells: number } = { delimiter: ",", titles: -1, cells: 0 };
  for (const delimiter of delimiters) {
    const cells = first.split(delimiter).map((cell) => cell.trim().replaceAll(/^"|"$/g, ""));
    const titles = cells.filter(isTitle).length;
    if (titles > best.titles || (titles === best.titles && cells.length > best.cells))
      best = { delimiter, titles, cells: cells.length };
  }
  return best.delimiter;
}
