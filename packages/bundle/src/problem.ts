/** What is wrong with a bundle, as a value: where it stands, and the sentence that a person reads. */
import { bundleMessages } from "@bluehour/i18n/bundle";
import type { BundleKey, BundleTranslate } from "@bluehour/i18n/bundle";
import type { OperatorLocale } from "@bluehour/domain/locales";

/** Names a sort of problem; each has its sentence in `packages/i18n/messages/bundle`, so the catalogue is the list of codes. */
export type BundleProblemCode = BundleKey extends infer K
  ? K extends `problem.${infer Code}`
    ? Code
    : never
  : never;

/**
 * One thing to mend. `file` is relative to the bundle's folder, with `/` on every platform; "" is the folder itself. Lines and columns
 * count from 1, columns in UTF-16 code units as editors do. An `error` stops the whole bundle from loading, a `notice` does not.
 */
export type Problem = {
  code: BundleProblemCode;
  file: string;
  line?: number;
  column?: number;
  /** Title of the spreadsheet's column that it is about. */
  field?: string;
  values: Record<string, string | number>;
  severity: "error" | "notice";
};

/** A place in a file. */
export type Position = { line: number; column: number };

/** Makes a problem that stops the loading. */
export function errorAt(
  code: BundleProblemCode,
  file: string,
  position: Position | undefined,
  values: Problem["values"] = {},
): Problem {
  return { code, file, ...position, values, severity: "error" };
}

/** Where something stands that a problem can be about: a file, a line in it, a spreadsheet's column. */
export type Place = { file: string; position?: Position | undefined; field?: string | undefined };

/** Makes a problem at a place that may be a spreadsheet's cell. */
export function problemAt(
  severity: Problem["severity"],
  code: BundleProblemCode,
  { file, position, field }: Place,
  values: Problem["values"] = {},
): Problem {
  return { ...errorAt(code, file, position, values), ...(field === undefined ? {} : { field }), severity };
}

/** Makes a problem that is only told. */
export function noticeAt(
  code: BundleProblemCode,
  file: string,
  position: Position | undefined,
  values: Problem["values"] = {},
): Problem {
  return { ...errorAt(code, file, position, values), severity: "notice" };
}

/** What a file holds may hold anything: a terminal must not obey it, and one line must stay one line. */
function printable(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, "\uFFFD");
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

/** Says a problem: what is wrong and how to mend it, without the place. */
export function sentenceOf(problem: Problem, translate: BundleTranslate): string {
  const values = Object.fromEntries(
    Object.entries(problem.values).map(([key, value]) => [
      key,
      typeof value === "string" ? printable(value) : value,
    ]),
  );
  const sentence = translate(`problem.${problem.code}` as BundleKey, values);
  return problem.field === undefined
    ? sentence
    : translate("label.cell", { column: printable(problem.field), sentence });
}

/** Says a problem with its place, as compilers do and editors follow: `stories/x.fr.md:12:3  What is wrong. How to mend it.` */
export function formatProblem(problem: Problem, locale: OperatorLocale): string {
  const translate = bundleMessages(locale);
  const place = [
    printable(problem.file),
    ...(problem.line === undefined ? [] : [problem.line, problem.column ?? 1]),
  ].join(":");
  const sentence = sentenceOf(problem, translate);
  const words = problem.severity === "notice" ? translate("label.notice", { sentence }) : sentence;
  return place === "" ? words : `${place}  ${words}`;
}

/** By file (2 before 10), then by place: the order in which a person goes through them. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      compareNames(a.file, b.file) ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
  );
}

/** As many problems of one sort a sheet shows; a mistake in its making makes one in each of its thousand rows. */
export const mostAlike = 50;

/** Of many problems of one sort in one of the `files`, keeps the first, and says how many more there are where the next would stand. */
export function limitAlike(problems: readonly Problem[], files: ReadonlySet<string>): Problem[] {
  const groups = new Map<string, { first: Problem; count: number; more: Problem | undefined }>();
  let before = "";
  return problems.flatMap((problem) => {
    if (!files.has(problem.file)) return [problem];
    // One cell may be the days of several intervals, and is told of once.
    const same = JSON.stringify(problem);
    if (same === before) return [];
    before = same;
    const key = JSON.stringify([problem.file, problem.code, problem.field, problem.severity]);
    const group = groups.get(key) ?? { first: problem, count: 0, more: undefined };
    groups.set(key, group);
    group.count += 1;
    if (group.count <= mostAlike) return [problem];
    if (group.more !== undefined) {
      group.more.values["count"] = group.count - mostAlike;
      return [];
    }
    group.more = {
      ...problem,
      code: "more-alike",
      values: { count: 1, line: group.first.line ?? 1 },
    };
    return [group.more];
  });
}

const collator = new Intl.Collator("en", { numeric: true });

/** Orders file names as people count: `2.yaml` before `10.yaml`; the same on every machine. */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
