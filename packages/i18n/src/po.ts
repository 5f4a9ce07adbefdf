/**
 * Writes and reads a job as a file of gettext (PO). `msgctxt` is the unit's id; texts have their tags. Whatever a person has not finished is `fuzzy`, which every
 * tool knows and lifts; which of the two it is stands in a comment of ours beside the hashes, and counts only as long as the flag is there.
 */
import { po } from "gettext-parser";
import type { GetTextTranslation } from "gettext-parser";
import { localeSchema } from "@bluehour/domain/locales";
import type { TranslationState } from "@bluehour/domain/text";
import { decodeFile } from "./exchange-bytes.ts";
import type { ExchangeProblem } from "./exchange-problem.ts";
import { readPlainText, readRichText, taggedText } from "./tagged-text.ts";
import type { TextResult } from "./tagged-text.ts";
import { addressOf, textHash } from "./translation-job.ts";
import type { TranslationJob, TranslationUnit } from "./translation-job.ts";
import type { ExchangeResult } from "./xliff-read.ts";

type Entry = GetTextTranslation;

/** A file by context, then by source, as the library has it. */
type Table = {
  charset: string;
  headers: Record<string, string>;
  translations: Record<string, Record<string, Entry>>;
};

const headerNames = {
  job: "X-Bluehour-Job",
  edition: "X-Bluehour-Edition",
  made: "X-Bluehour-Made",
  from: "X-Source-Language",
} as const;

// `bluehour: source 0123456789abcdef, given 0123456789abcdef, machine`: one line, which tools show and keep as a note.
const markPattern = /^bluehour: source ([0-9a-f]{16}), given ([0-9a-f]{16})(?:, (machine|stale))?$/m;

/** Writes a job as PO, UTF-8. */
export function writePo(job: TranslationJob): string {
  const { id, edition, from, to, madeAt, units } = job;
  const translations: Table["translations"] = {};
  for (const unit of units) translations[unit.id] = { [taggedText(unit.source)]: entryOf(unit) };
  // The format has minutes and no letter for UTC.
  const minute = madeAt.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*$/, "$1 $2+0000");
  const table: Table = {
    charset: "utf-8",
    headers: {
      "Project-Id-Version": id,
      "POT-Creation-Date": minute,
      "PO-Revision-Date": minute,
      "Last-Translator": "",
      "Language-Team": "",
      Language: to.replaceAll("-", "_"),
      "MIME-Version": "1.0",
      "Content-Type": "text/plain; charset=UTF-8",
      "Content-Transfer-Encoding": "8bit",
      [headerNames.from]: from,
      [headerNames.edition]: edition,
      [headerNames.job]: id,
      [headerNames.made]: madeAt,
    },
    translations,
  };
  return po.compile(table, { foldLength: 0 }).toString("utf8");
}

function entryOf(unit: TranslationUnit): Entry {
  const { id, source, target, state, sourceHash, given, note, previousSource } = unit;
  const isFuzzy = state === "stale" || state === "machine";
  const marks = `bluehour: source ${sourceHash}, given ${given ?? "0".repeat(16)}${isFuzzy ? `, ${state}` : ""}`;
  return {
    msgctxt: id,
    msgid: taggedText(source),
    msgstr: [target === undefined ? "" : taggedText(target)],
    comments: {
      extracted: [...(note === undefined ? [] : [note.replaceAll(/\s+/g, " ")]), marks].join("\n"),
      ...(isFuzzy ? { flag: "fuzzy" } : {}),
      ...(previousSource === undefined ? {} : { previous: `msgid ${quoted(taggedText(previousSource))}` }),
    },
  };
}

/** A string as PO has it, on one line. */
function quoted(text: string): string {
  const escapes: Record<string, string> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" };
  return `"${text.replaceAll(/[\\"\n\t]/g, (sign) => escapes[sign] ?? sign)}"`;
}

function unquoted(written: string): string {
  const signs: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  return [...written.matchAll(/"((?:[^"\\]|\\.)*)"/g)]
    .map(([, text = ""]) => text.replaceAll(/\\(.)/g, (_found, sign: string) => signs[sign] ?? sign))
    .join("");
}

/** Reads a file's bytes as PO. */
export function readPo(bytes: Uint8Array): ExchangeResult {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const { text } = decoded;
  const charset = /^"Content-Type:[^"]*charset=([\w.:-]+)/im.exec(text)?.[1];
  // UTF-16 was decoded by its mark; what the header says of it is of no matter then.
  if (charset !== undefined && decoded.encoding === "utf-8" && !/^(utf-?8|us-ascii|ascii)$/i.test(charset))
    return refused({ code: "po-charset", values: { charset }, line: lineOf(text, /charset=/i) });
  const checked = checkLines(text);
  if (!checked.ok) return refused(checked.problem);
  let table: Table;
  try {
    // Its own validation takes a text that is called "constructor" for one that stands twice.
    table = po.parse(text) as Table;
  } catch (error) {
    // What passes the grammar and is none all the same: a head without its msgstr.
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
    return refused({ code: "po-broken", values: {}, line: 1 });
  }
  return jobOfTable(table, checked.lines);
}

function refused(...problems: ExchangeProblem[]): ExchangeResult {
  return { ok: false, problems };
}

function lineOf(text: string, pattern: RegExp): number {
  const index = text.search(pattern);
  return index < 0 ? 1 : text.slice(0, index).split("\n").length;
}

// Every line is empty, a comment, a keyword with a string, or a string that goes on. The library reads past a missing quotation mark, into the next text.
const lineGrammar =
  /^\s*(?:#.*|(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)\s*)?"((?:[^"\\]|\\.)*)"\s*)?$/;

/** Holds each line against the grammar and finds where each context stands; one that stands twice would be read as one. */
function checkLines(
  text: string,
): { ok: true; lines: Map<string, number> } | { ok: false; problem: ExchangeProblem } {
  const found: { context: string; line: number }[] = [];
  let isContext = false;
  for (const [index, line] of text.split("\n").entries()) {
    const parts = lineGrammar.exec(line);
    if (parts === null) return { ok: false, problem: { code: "po-broken", values: {}, line: index + 1 } };
    const [, keyword, string] = parts;
    if (string === undefined) continue;
    if (keyword !== undefined) isContext = keyword === "msgctxt";
    if (keyword === "msgctxt") found.push({ context: string, line: index + 1 });
    // gettext begins a long one with an empty string and goes on in the next line.
    else if (isContext) found.at(-1)!.context += string;
  }
  const lines = new Map<string, number>();
  for (const { context, line } of found) {
    const other = lines.get(context);
    if (other !== undefined)
      return { ok: false, problem: { code: "po-twice", values: { id: context, other }, line } };
    lines.set(context, line);
  }
  return { ok: true, lines };
}

function headerOf({ headers }: Table, name: string): string | undefined {
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase());
  const value = found?.[1].trim();
  return value === "" ? undefined : value;
}

function localeOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // gettext writes pt_BR, and sr@latin, which is none of ours.
  try {
    const [canonical] = Intl.getCanonicalLocales(value.replaceAll("_", "-"));
    return localeSchema.safeParse(canonical).data;
  } catch {
    return undefined;
  }
}

function jobOfTable(table: Table, lines: ReadonlyMap<string, number>): ExchangeResult {
  if (!table.headers) return refused({ code: "po-header", values: { header: "Language" } });
  const from = localeOf(headerOf(table, headerNames.from));
  const to = localeOf(headerOf(table, "Language"));
  const edition = headerOf(table, headerNames.edition);
  const lacking = Object.entries({
    Language: to,
    [headerNames.from]: from,
    [headerNames.edition]: edition,
  }).find(([, value]) => value === undefined);
  if (to === undefined || from === undefined || edition === undefined)
    return refused({ code: "po-header", values: { header: lacking?.[0] ?? "" } });
  const contexts = Object.keys(table.translations).filter((context) => context !== "");
  const nameless = Object.keys(table.translations[""] ?? {}).filter((source) => source !== "");
  // Two texts with the same words would be one then, and a translation could end up in the wrong place.
  if (contexts.length === 0 && nameless.length > 0) return refused({ code: "po-context", values: {} });
  const units: TranslationUnit[] = [];
  const broken: ExchangeProblem[] = [];
  for (const [context, entries] of Object.entries(table.translations))
    for (const entry of Object.values(entries)) {
      if (context === "" && entry.msgid === "") continue;
      const read = readEntry(context, entry);
      const line = lines.get(context);
      if (read.ok) units.push(read.unit);
      else
        broken.push({
          ...read.problem,
          unit: context === "" ? entry.msgid.slice(0, 40) : context,
          ...(line === undefined ? {} : { line }),
        });
    }
  return {
    ok: true,
    job: {
      id: headerOf(table, headerNames.job) ?? "",
      edition,
      from,
      to,
      madeAt: headerOf(table, headerNames.made) ?? "",
      units,
    },
    broken,
  };
}

function readEntry(
  id: string,
  entry: Entry,
): { ok: true; unit: TranslationUnit } | { ok: false; problem: ExchangeProblem } {
  const address = addressOf(id);
  if (address === undefined) return { ok: false, problem: { code: "unit-id", values: {} } };
  const isPlain = "field" in address;
  const readText = (written: string): TextResult =>
    isPlain ? readPlainText(written) : readRichText(written);
  const source = readText(entry.msgid);
  if (!source.ok) return { ok: false, problem: source.fault };
  // A file may lack what the type promises.
  const written = (entry as Partial<Entry>).msgstr?.[0] ?? "";
  const target = written.trim() === "" ? undefined : readText(written);
  if (target?.ok === false) return { ok: false, problem: target.fault };
  const { extracted = "", flag = "", previous = "" } = entry.comments ?? {};
  const [, sourceHash, given, mark] = markPattern.exec(extracted) ?? [];
  const isFuzzy = flag.split(/[\s,]+/).includes("fuzzy");
  const note = extracted
    .split("\n")
    .filter((line) => !markPattern.test(line))
    .join(" ");
  const before = /msgid[^_]/.test(previous)
    ? readText(unquoted(previous.slice(previous.indexOf("msgid"))))
    : undefined;
  return {
    ok: true,
    unit: {
      id,
      source: source.text,
      sourceHash: sourceHash ?? textHash(source.text),
      ...(before?.ok === true ? { previousSource: before.text } : {}),
      ...(target === undefined ? {} : { target: target.text }),
      state: stateOf(target !== undefined, isFuzzy, mark),
      ...(given === undefined || /^0+$/.test(given) ? {} : { given }),
      ...(note === "" ? {} : { note }),
    },
  };
}

function stateOf(hasTarget: boolean, isFuzzy: boolean, mark: string | undefined): TranslationState {
  if (!hasTarget) return "missing";
  if (!isFuzzy) return "human";
  return mark === "machine" ? "machine" : "stale";
}
