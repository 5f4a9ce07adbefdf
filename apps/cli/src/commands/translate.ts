/** `bluehour translate`: texts of a folder to a translator and back, and how far each language has come. */
import { open, stat, writeFile } from "node:fs/promises";
import type { Bundle } from "@bluehour/bundle/load";
import { formatProblem } from "@bluehour/bundle/problem";
import type { Problem } from "@bluehour/bundle/problem";
import { replaceFiles, textFileOf } from "@bluehour/bundle/write";
import type { Draft } from "@bluehour/domain/draft";
import type { Locale } from "@bluehour/domain/locales";
import { translationStates } from "@bluehour/domain/text";
import type { TranslationState } from "@bluehour/domain/text";
import { createTranslatable } from "@bluehour/gate/translatable";
import { applyJob } from "@bluehour/i18n/apply-job";
import type { ChangedDraft, Conflict, RefusedUnit } from "@bluehour/i18n/apply-job";
import { conflictInWords } from "@bluehour/i18n/conflict-words";
import { coverageOf, totalCoverage } from "@bluehour/i18n/coverage";
import { exchangeEndings, exchangeFormats, readExchange, writeExchange } from "@bluehour/i18n/exchange";
import { exchangeLimit } from "@bluehour/i18n/exchange-bytes";
import { exchangeSentence } from "@bluehour/i18n/exchange-problem";
import type { ExchangeProblem } from "@bluehour/i18n/exchange-problem";
import { taggedText } from "@bluehour/i18n/tagged-text";
import { jobOf } from "@bluehour/i18n/translation-job";
import { translateMessages } from "@bluehour/i18n/translate";
import { Refusal, exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { coverageTable, languageName } from "../coverage-table.ts";
import { isSystemError } from "../explain.ts";
import { gateContext, knownOf, load, sayProblems } from "../publish-bundle.ts";
import { shown } from "../shown.ts";

export type ExportOptions = {
  to: string;
  from?: string;
  format: string;
  out?: string;
  only?: string;
  json?: boolean;
};

/** Writes what a translator needs, and nothing of what a teller has not allowed into that language. */
export async function exportTexts(
  context: Context,
  folder: string,
  options: ExportOptions,
): Promise<ExitCode> {
  const { t, say, note, locale: notes } = context;
  const format = exchangeFormats.find((name) => name === options.format);
  if (format === undefined)
    throw new Refusal(
      exitCodes.usage,
      t("translate.format", { format: options.format, formats: exchangeFormats.join(", ") }),
    );
  const states = statesOf(context, options.only);
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: note });
    return exitCodes.mend;
  }
  const { bundle } = loaded;
  const drafts = draftsOf(bundle);
  const { id: edition, language, data } = bundle.edition;
  const from = options.from ?? (options.to === language ? otherLanguage(bundle) : language);
  const { to } = options;
  for (const locale of [to, from])
    if (!data.languages.includes(locale))
      throw refusal(context, {
        code: "locale-not-offered",
        values: { locale, languages: data.languages.join(", ") },
      });
  if (from === to) throw refusal(context, { code: "locale-same", values: { locale: to } });
  const isTranslatable = createTranslatable(gateContext(context, bundle, await knownOf(context, bundle)));
  const withheld: Draft[] = [];
  const { job, leftOut } = jobOf({
    drafts,
    edition,
    from,
    to,
    madeAt: context.now().toISOString(),
    notes,
    only: {
      things: (draft) => {
        if (isTranslatable(draft, to)) return true;
        withheld.push(draft);
        return false;
      },
      ...(states === undefined ? {} : { states }),
    },
  });
  const file = options.out ?? `${edition}-${from}-${to}${exchangeEndings[format]}`;
  if (job.units.length > 0) await writeNew(context, file, writeExchange(job, format));
  const counts = Object.fromEntries(
    translationStates.map((state) => [state, job.units.filter((unit) => unit.state === state).length]),
  );
  if (options.json === true) {
    const things = withheld.map(({ kind, id, origin }) => ({ kind, id, origin }));
    const written = job.units.length > 0 ? file : null;
    say(JSON.stringify({ file: written, job: job.id, from, to, counts, withheld: things, leftOut }, null, 2));
    return exitCodes.ok;
  }
  say(
    job.units.length === 0
      ? t("translate.nothing", { from, to })
      : t("translate.exported", { file, count: job.units.length, ...counts }),
  );
  for (const { origin } of withheld) note(t("translate.withheld", { origin, locale: to }));
  const unsure = leftOut.filter(({ reason }) => reason === "source-unsure").length;
  if (unsure > 0) note(t("translate.unsure", { count: unsure, from }));
  for (const { unit } of leftOut.filter(({ reason }) => reason === "unwritable"))
    note(t("translate.unwritable", { unit }));
  return exitCodes.ok;
}

function draftsOf({ edition, drafts }: Bundle): Draft[] {
  return [edition, ...drafts];
}

/** Into the edition's own first language one translates from its next. */
function otherLanguage({ edition }: Bundle): Locale {
  return edition.data.languages.find((locale) => locale !== edition.language) ?? edition.language;
}

function refusal({ locale }: Context, problem: ExchangeProblem): Refusal {
  return new Refusal(exitCodes.mend, exchangeSentence(problem, locale));
}

function statesOf({ t }: Context, typed: string | undefined): TranslationState[] | undefined {
  if (typed === undefined) return undefined;
  return typed.split(",").map((word) => {
    const state = translationStates.find((name) => name === word.trim());
    if (state !== undefined) return state;
    throw new Refusal(
      exitCodes.usage,
      t("translate.state", { state: word.trim(), states: translationStates.join(", ") }),
    );
  });
}

/** A file that is there already may hold a translator's work. */
async function writeNew({ t }: Context, file: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(file, content, { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const key = error.code === "EEXIST" ? "translate.exists" : "translate.unwritable-file";
    throw new Refusal(exitCodes.machine, t(key, { file }), { cause: error });
  }
}

/** Reads no more of a file than a translation can be. */
async function readLimited(context: Context, file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > exchangeLimit)
      throw refusal(context, { code: "file-large", values: { limit: exchangeLimit / 1024 / 1024 } });
    await using handle = await open(file, "r");
    return await handle.readFile();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Refusal(exitCodes.mend, context.t("translate.unreadable", { file }), { cause: error });
  }
}

export type ImportOptions = { dryRun?: boolean; json?: boolean };

/** Takes a translator's file in: what fits is written into the folder, all else is told with both versions. */
export async function importTexts(
  context: Context,
  folder: string,
  file: string,
  options: ImportOptions,
): Promise<ExitCode> {
  const { locale, note, say } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: note });
    return exitCodes.mend;
  }
  const read = readExchange(await readLimited(context, file));
  const applied = read.ok ? applyJob({ drafts: draftsOf(loaded.bundle), job: read.job }) : read;
  if (!read.ok || !applied.ok) {
    const problems = read.ok && !applied.ok ? applied.problems : read.ok ? [] : read.problems;
    if (options.json === true)
      say(JSON.stringify({ ok: false, problems: problems.map(problemAsJson(context)) }, null, 2));
    else for (const problem of problems) note(exchangeSentence(problem, locale));
    return exitCodes.mend;
  }
  const { to } = read.job;
  const written = filesOf(applied.changed, to);
  if (options.dryRun !== true) store(context, folder, written.files);
  const outcome: Outcome = {
    to,
    changed: written.changed,
    files: [...written.files.keys()],
    conflicts: applied.conflicts,
    refused: [...applied.refused, ...read.broken],
    unwritten: written.unwritten,
  };
  if (options.json === true) say(JSON.stringify(outcomeAsJson(context, outcome), null, 2));
  else tell(context, outcome, options);
  const isWhole = outcome.conflicts.length + outcome.refused.length + outcome.unwritten.length === 0;
  return isWhole ? exitCodes.ok : exitCodes.refused;
}

/** A thing whose text could not be written, and why. */
type Unwritten = { draft: Draft; units: string[]; problems: Problem[] };

type Outcome = {
  to: Locale;
  changed: ChangedDraft[];
  files: string[];
  conflicts: Conflict[];
  refused: (RefusedUnit | ExchangeProblem)[];
  unwritten: Unwritten[];
};

function filesOf(changed: readonly ChangedDraft[], to: Locale) {
  const files = new Map<string, string>();
  const done: ChangedDraft[] = [];
  const unwritten: Unwritten[] = [];
  for (const change of changed) {
    const { draft, units } = change;
    // What stands in a sheet has no file of its own.
    if (!draft.origin.endsWith(".yaml")) {
      unwritten.push({ draft, units, problems: [] });
      continue;
    }
    const path = draft.origin.replace(/\.yaml$/, `.${to}.md`);
    const text = textFileOf(draft, to, path);
    if (text.ok) {
      files.set(path, text.source);
      done.push(change);
    } else unwritten.push({ draft, units, problems: text.problems });
  }
  return { files, changed: done, unwritten };
}

function store({ t }: Context, folder: string, files: ReadonlyMap<string, string>): void {
  try {
    replaceFiles(folder, files);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Refusal(exitCodes.machine, t("translate.unwritable-folder", { folder }), { cause: error });
  }
}

function tell(context: Context, outcome: Outcome, { dryRun }: ImportOptions): void {
  const { t, say, note, locale } = context;
  const { changed, files, conflicts, refused, unwritten } = outcome;
  const count = changed.reduce((sum, { units }) => sum + units.length, 0);
  say(t(dryRun === true ? "translate.would-import" : "translate.imported", { count, files: files.length }));
  for (const file of files) say(`  ${file}`);
  const reviewed = changed.filter(({ draft: { kind } }) => kind === "story" || kind === "image");
  if (reviewed.length > 0)
    say(t("translate.review", { things: reviewed.map(({ draft: { id } }) => id).join(", ") }));
  for (const conflict of conflicts) {
    const { sentence, versions } = conflictInWords(conflict, locale);
    note(`\n${sentence}`);
    for (const { label, text } of versions)
      note(`  ${label}:\n    ${shown(text).replaceAll("\n", "\n    ")}`);
  }
  if (refused.length > 0) note("");
  for (const problem of refused) note(exchangeSentence(problem, locale));
  for (const { draft, problems } of unwritten) {
    if (problems.length === 0) note(t("translate.sheet", { origin: draft.origin }));
    for (const problem of problems) note(formatProblem(problem, locale));
  }
  const kept = conflicts.length + refused.length + unwritten.length;
  if (kept > 0) note(`\n${t("translate.kept", { count: kept })}`);
}

function problemAsJson({ locale }: Context) {
  return (problem: ExchangeProblem) => ({
    code: problem.code,
    ...(problem.unit === undefined ? {} : { unit: problem.unit }),
    ...(problem.line === undefined ? {} : { line: problem.line }),
    message: exchangeSentence(problem, locale),
  });
}

function outcomeAsJson(context: Context, { changed, files, conflicts, refused, unwritten }: Outcome) {
  return {
    ok: conflicts.length + refused.length + unwritten.length === 0,
    changed: changed.flatMap(({ units }) => units),
    files,
    conflicts: conflicts.map((conflict) => ({
      unit: conflict.unit,
      changed: conflict.changed,
      theirSource: taggedText(conflict.theirSource),
      ourSource: taggedText(conflict.ourSource),
      theirTarget: taggedText(conflict.theirTarget),
      ourTarget: conflict.ourTarget === undefined ? null : taggedText(conflict.ourTarget),
      message: conflictInWords(conflict, context.locale).sentence,
    })),
    refused: refused.map((problem) => ({
      ...problemAsJson(context)(problem),
      ...("target" in problem ? { target: taggedText(problem.target) } : {}),
    })),
    unwritten: unwritten.map(({ draft, units, problems }) => ({
      origin: draft.origin,
      units,
      messages:
        problems.length === 0
          ? [context.t("translate.sheet", { origin: draft.origin })]
          : problems.map((problem) => formatProblem(problem, context.locale)),
    })),
  };
}

/** How far each language has come, kind by kind. */
export async function coverage(
  context: Context,
  folder: string,
  options: { json?: boolean },
): Promise<ExitCode> {
  const { t, say, note, locale } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    sayProblems(context, folder, loaded.problems, { ...options, tell: note });
    return exitCodes.mend;
  }
  const { languages } = loaded.bundle.edition.data;
  const rows = coverageOf(draftsOf(loaded.bundle), languages);
  const totals = totalCoverage(rows, languages);
  if (options.json === true) {
    say(JSON.stringify({ kinds: rows, totals }, null, 2));
    return exitCodes.ok;
  }
  const words = translateMessages(locale);
  const lines = totals.flatMap((total) => [
    { ...total, name: languageName(context, total.locale) },
    ...rows
      .filter((row) => row.locale === total.locale)
      .map((row) => ({ ...row, name: `  ${words(`kind.${row.kind}`)}` })),
  ]);
  say(t("ready.coverage"));
  for (const line of coverageTable(context, lines)) say(line);
  return exitCodes.ok;
}
