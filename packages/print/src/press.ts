/**
 * The press: Typst as WebAssembly, with our own fonts, no file of the machine and no network. One press serves any number of sheets.
 *
 * Words reach a sheet as data (JSON) and never as Typst source, so nothing that somebody wrote can be read as markup or code.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { directionOf } from "@bluehour/domain/locales";
import type { Locale } from "@bluehour/domain/locales";
import { TypstCompilerBuilder, initSync } from "@myriaddreamin/typst-ts-web-compiler";
import type { TypstCompiler } from "@myriaddreamin/typst-ts-web-compiler";
import { coverageOf, families, readFonts, uncoveredCharacters } from "./fonts.ts";
import type { FontFile } from "./fonts.ts";
import { withBoxes } from "./pdf-boxes.ts";
import type { Boxes } from "./pdf-boxes.ts";

/** Something that keeps a sheet from being made; `packages/i18n` has a sentence for each (`problem.REASON` of the room `print`). */
export type PrintProblem =
  | { reason: "font-missing"; values: { font: string } }
  | { reason: "characters"; values: { characters: string; sheet: string } }
  | { reason: "typst"; values: { detail: string; sheet: string } };

/** What is to be set. */
export type Job = {
  /** The document's title, as viewers and screen readers say it. */
  title: string;
  /** Main language of the document; parts in others say so themselves. */
  lang: Locale;
  /** When the sheet was made; it stands in the file, so the same input gives the same bytes. */
  at: Date;
  /** Typst source. It begins after `#import "/base.typ": *`; its data stand in `data`. */
  source: string;
  /** Handed to the source as `data`: strings, numbers, lists and records. */
  data?: unknown;
  /** Trim and bleed, where the sheet is cut after printing; without it the page is the sheet. */
  boxes?: Boxes;
};

/** A sheet, or why there is none. */
export type Printed = { ok: true; pdf: Uint8Array } | { ok: false; problem: PrintProblem };

/** Sets sheets. */
export type Press = {
  /** Makes a tagged PDF with title, language, embedded fonts and boxes. */
  compile(job: Job): Printed;
  /** Evaluates the value of a labelled `metadata` in a job, for what only Typst can measure. */
  query(job: Job, label: string): unknown;
};

/** A press, or why there is none. */
export type OpenedPress = { ok: true; press: Press } | { ok: false; problem: PrintProblem };

let isLoaded = false;

function load(): void {
  if (isLoaded) return;
  const { resolve } = createRequire(import.meta.url);
  const bytes = readFileSync(resolve("@myriaddreamin/typst-ts-web-compiler/wasm"));
  initSync({ module: new WebAssembly.Module(bytes) });
  isLoaded = true;
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "svg" ? [] : textsIn(inner)));
}

/** A template of `packages/print/typst`. */
export function template(name: string): string {
  return readFileSync(new URL(`../typst/${name}.typ`, import.meta.url), "utf8");
}

/** What a failed compilation says, in Typst's own words. */
function complaintOf(answer: unknown): string {
  const { diagnostics } = answer as { diagnostics?: { message?: string; path?: string; range?: string }[] };
  return (
    diagnostics
      ?.map(({ message, path, range }) => `${path ?? ""} ${range ?? ""} ${message ?? ""}`.trim())
      .join("; ") ?? String(answer)
  );
}

/** Opens a press with the given font files, or with ours. */
export async function openPress(options: { fonts?: readonly FontFile[] } = {}): Promise<OpenedPress> {
  let fonts = options.fonts;
  if (fonts === undefined) {
    const read = readFonts();
    if (!read.ok) return { ok: false, problem: { reason: "font-missing", values: { font: read.missing } } };
    fonts = read.files;
  }
  load();
  const builder = new TypstCompilerBuilder();
  builder.set_dummy_access_model();
  for (const font of fonts) await builder.add_raw_font(font.bytes);
  const compiler = await builder.build();
  const covered = new Set<number>();
  for (const { bytes } of fonts) for (const code of coverageOf(bytes)) covered.add(code);
  return { ok: true, press: pressOf(compiler, covered) };
}

function pressOf(compiler: TypstCompiler, covered: ReadonlySet<number>): Press {
  const encoder = new TextEncoder();
  const base = template("base");

  function lay({ title, lang, at, source, data = null }: Job): void {
    const [language = lang, region = ""] = lang.split("-").filter((part) => !/^\w{4}$/.test(part));
    const job = {
      title,
      lang: language,
      region,
      dir: directionOf(lang),
      at: [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours(), at.getUTCMinutes()],
      serif: families.serif,
      sans: families.sans,
      data,
    };
    compiler.reset_shadow();
    compiler.add_source("/base.typ", base);
    compiler.map_shadow("/job.json", encoder.encode(JSON.stringify(job)));
    compiler.add_source("/main.typ", `#import "/base.typ": *\n#show: sheet\n${source}`);
  }

  return {
    compile(job) {
      const missing = uncoveredCharacters([job.title, ...textsIn(job.data)], covered);
      if (missing.length > 0) {
        const characters = missing.slice(0, 20).join(" ");
        return { ok: false, problem: { reason: "characters", values: { characters, sheet: job.title } } };
      }
      lay(job);
      let answer: unknown;
      try {
        answer = compiler.compile("/main.typ", [], "pdf", 3);
      } catch (error) {
        answer = error;
      }
      const { result } = answer as { result?: unknown };
      // What Typst keeps for the next time would grow with every sheet.
      compiler.reset();
      if (!(result instanceof Uint8Array)) {
        const detail = complaintOf(answer);
        return { ok: false, problem: { reason: "typst", values: { detail, sheet: job.title } } };
      }
      return { ok: true, pdf: withBoxes(result, job.boxes ?? { trimInset: 0, bleed: 0 }) };
    },

    query(job, label) {
      lay(job);
      const found = JSON.parse(compiler.query("/main.typ", [], `<${label}>`, "value")) as unknown[];
      compiler.reset();
      return found[0];
    },
  };
}
