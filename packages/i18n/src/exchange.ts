/** The door to both formats: a job becomes a file, and a file a job again. */
import { decodeFile } from "./exchange-bytes.ts";
import { readPo, writePo } from "./po.ts";
import type { TranslationJob } from "./translation-job.ts";
import { readXliff } from "./xliff-read.ts";
import type { ExchangeResult } from "./xliff-read.ts";
import { writeXliff } from "./xliff-write.ts";

/** What a file can be. */
export const exchangeFormats = ["xliff", "po"] as const;
export type ExchangeFormat = (typeof exchangeFormats)[number];

/** Endings that tools expect. */
export const exchangeEndings = { xliff: ".xlf", po: ".po" } as const satisfies Record<ExchangeFormat, string>;

/** Writes a job as a file. */
export function writeExchange(job: TranslationJob, format: ExchangeFormat): Uint8Array {
  return new TextEncoder().encode(format === "po" ? writePo(job) : writeXliff(job));
}

/** Reads a file of either format; by what is in it, since names of files are changed on their way. */
export function readExchange(bytes: Uint8Array): ExchangeResult {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const start = decoded.text.trimStart();
  if (start.startsWith("<")) return readXliff(bytes);
  if (/^(#|msgid|msgctxt)/.test(start)) return readPo(bytes);
  // A packed file of a tool's own, a sheet, a letter.
  return { ok: false, problems: [{ code: "file-other", values: {} }] };
}
