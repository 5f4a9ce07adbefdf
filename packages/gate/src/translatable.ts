/** Whether a thing may be handed to a translator into a language at all. */
import type { Draft } from "@bluehour/domain/draft";
import type { Locale } from "@bluehour/domain/locales";
import { createQuestions, recordsOf } from "./question.ts";
import type { GateContext } from "./question.ts";

/**
 * A person who excluded a language, or has not been asked yet, is not translated into it: nobody reads an unpublished story for nothing. What rests on
 * nobody's word may be translated into any language; what was withdrawn, into none.
 */
export function createTranslatable(context: GateContext): (draft: Draft, locale: Locale) => boolean {
  const questionOf = createQuestions(context);
  return (draft, locale) => {
    const { needs, ground, tombstoned } = recordsOf(questionOf, draft);
    if (tombstoned) return false;
    if (needs === "nothing") return true;
    return ground !== undefined && ground.withdrawnOn === undefined && ground.locales.includes(locale);
  };
}
