/** How far languages have come, as a table. */
import { translationStates } from "@bluehour/domain/text";
import type { TranslationState } from "@bluehour/domain/text";
import { gateMessages } from "@bluehour/i18n/gate";
import type { Context } from "./context.ts";
import { tableOf } from "./table.ts";

/** `name` of a row: a language, or a kind within the language above it. */
export type CoverageRow = { name: string } & Record<TranslationState, number>;

export function coverageTable({ locale }: Context, rows: readonly CoverageRow[]): string[] {
  const g = gateMessages(locale);
  return tableOf(
    translationStates.map((state) => g(`state.${state}`)),
    rows.map((row) => [row.name, ...translationStates.map((state) => row[state])]),
  );
}

/** A language's name as the operator calls it. */
export function languageName({ locale }: Context, language: string): string {
  return new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
}
