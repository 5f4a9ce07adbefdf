/** What is to be merged, as a person reads it: what happened, and both versions side by side. */
import type { OperatorLocale } from "@bluehour/domain/locales";
import type { Conflict } from "./apply-job.ts";
import { taggedText } from "./tagged-text.ts";
import type { UnitText } from "./tagged-text.ts";
import { translateMessages } from "./translate.ts";

/** A sentence, and the versions to compare with what each is; texts have their tags. */
export type ConflictInWords = { sentence: string; versions: { label: string; text: string }[] };

/** Puts a conflict into words; of the sources, both are shown only where they differ. */
export function conflictInWords(conflict: Conflict, locale: OperatorLocale): ConflictInWords {
  const t = translateMessages(locale);
  const { unit, changed, theirSource, ourSource, theirTarget, ourTarget } = conflict;
  const version = (label: string, text: UnitText | undefined) =>
    text === undefined ? [] : [{ label, text: taggedText(text) }];
  return {
    sentence: t(`conflict.${changed}`, { unit }),
    versions: [
      ...(changed === "source" ? version(t("conflict.their-source"), theirSource) : []),
      ...version(t("conflict.our-source"), ourSource),
      ...version(t("conflict.their-target"), theirTarget),
      ...version(t("conflict.our-target"), ourTarget),
    ],
  };
}
