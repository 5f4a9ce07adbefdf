/** What can be wrong with a translator's file or one of its texts, as a value with a place, and the sentence that a person reads. */
import type { OperatorLocale } from "@bluehour/domain/locales";
import { translateMessages } from "./translate.ts";
import type { TranslateKey } from "./translate.ts";

/** Names a sort of problem; each has its sentence in `messages/translate`, so the catalogue is the list of codes. */
export type ExchangeCode = TranslateKey extends infer Key
  ? Key extends `problem.${infer Code}`
    ? Code
    : never
  : never;

export type ProblemValues = Record<string, string | number>;

/** What is wrong with one text. */
export type TextFault = { code: ExchangeCode; values: ProblemValues };

/** What is wrong, and where: the line of the file, and the unit if it is about one. Lines count from 1. */
export type ExchangeProblem = TextFault & { line?: number; unit?: string };

/** A file may hold anything: a terminal must not obey it, and one line must stay one line. */
function printable(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "\uFFFD");
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Says a problem, with its place where it has one. */
export function exchangeSentence(problem: ExchangeProblem, locale: OperatorLocale): string {
  const t = translateMessages(locale);
  const values = Object.fromEntries(
    Object.entries(problem.values).map(([key, value]) => [
      key,
      typeof value === "string" ? printable(value) : value,
    ]),
  );
  const sentence = t(`problem.${problem.code}` as TranslateKey, values);
  const { line, unit } = problem;
  if (line !== undefined && unit !== undefined)
    return t("place.both", { line: String(line), unit: printable(unit), sentence });
  if (line !== undefined) return t("place.line", { line: String(line), sentence });
  return unit === undefined ? sentence : t("place.unit", { unit: printable(unit), sentence });
}
