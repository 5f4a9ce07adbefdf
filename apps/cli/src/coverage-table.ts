/** How far languages have come, as a table for a terminal. */
import { translationStates } from "@bluehour/domain/text";
import type { TranslationState } from "@bluehour/domain/text";
import { gateMessages } from "@bluehour/i18n/gate";
import type { Context } from "./context.ts";

/** `name` of a row: a language, or a kind within the language above it. */
export type CoverageRow = { name: string } & Record<TranslationState, number>;

/** A head that names each number, then a line a row. */
export function coverageTable({ locale }: Context, rows: readonly CoverageRow[]): string[] {
  const g = gateMessages(locale);
  const columns = translationStates.map((state) => ({ state, word: g(`state.${state}`) }));
  const width = Math.max(...rows.map(({ name }) => name.length)) + 2;
  const lineOf = (name: string, cells: readonly string[]): string =>
    name.padEnd(width) +
    cells.map((cell, index) => cell.padStart((columns[index]?.word.length ?? 0) + 2)).join("");
  return [
    lineOf(
      "",
      columns.map(({ word }) => word),
    ),
    ...rows.map((row) =>
      lineOf(
        row.name,
        columns.map(({ state }) => String(row[state])),
      ),
    ),
  ];
}

/** A language's name as the operator calls it. */
export function languageName({ locale }: Context, language: string): string {
  return new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
}
