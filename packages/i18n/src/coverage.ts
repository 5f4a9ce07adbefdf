/** How far each language has come. */
import type { Draft } from "@bluehour/domain/draft";
import { kinds } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import type { TranslationState } from "@bluehour/domain/text";

/** Texts and blocks of one kind in one language by their state, as a reader of it would meet them. */
export type KindCoverage = Record<TranslationState, number> & { kind: Kind; locale: Locale };

/** The same of all kinds together. */
export type Coverage = Omit<KindCoverage, "kind">;

/**
 * A row for each kind that there is and each language, kinds in the order of their release. A thing's short texts count as one, each block as one; what a
 * thing has in no language of its own is not counted.
 */
export function coverageOf(drafts: readonly Draft[], locales: readonly Locale[]): KindCoverage[] {
  return kinds.flatMap((kind) => {
    const ofKind = drafts.filter((draft) => draft.kind === kind && draft.texts[draft.language] !== undefined);
    return ofKind.length === 0 ? [] : locales.map((locale) => countOf(kind, ofKind, locale));
  });
}

function countOf(kind: Kind, drafts: readonly Draft[], locale: Locale): KindCoverage {
  const coverage: KindCoverage = { kind, locale, human: 0, machine: 0, stale: 0, missing: 0 };
  for (const draft of drafts) {
    const own = draft.texts[locale];
    coverage[own?.state ?? "missing"] += 1;
    for (const { id } of draft.texts[draft.language]?.blocks ?? [])
      coverage[own?.blocks.find((block) => block.id === id)?.state ?? "missing"] += 1;
  }
  return coverage;
}

/** All kinds together, a row a language. */
export function totalCoverage(rows: readonly KindCoverage[], locales: readonly Locale[]): Coverage[] {
  return locales.map((locale) => {
    const total: Coverage = { locale, human: 0, machine: 0, stale: 0, missing: 0 };
    for (const row of rows)
      if (row.locale === locale)
        for (const state of ["human", "machine", "stale", "missing"] as const) total[state] += row[state];
    return total;
  });
}
