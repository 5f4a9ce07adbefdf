/** S14: help first, in the reader's language and the local ones. S15: a warning before what may hurt. */
import type { Draft } from "@bluehour/domain/draft";
import type { Locale } from "@bluehour/domain/locales";
import { dayLater } from "@bluehour/domain/phase";
import { because } from "../reason.ts";
import type { Question } from "../question.ts";
import type { Rule } from "../rule.ts";
import { hasWords } from "./naming.ts";

/** Days after which a number must be called again. */
export const helplineFreshDays = 180;

/** A sample edition, served on the author's own machine only, may show numbers that nobody has called yet. */
function isSampleAtHome({ edition, mode }: Question): boolean {
  return edition.data.sample && mode === "demo";
}

function isFresh(verifiedOn: string, today: string): boolean {
  return dayLater(verifiedOn, { days: helplineFreshDays }) >= today;
}

/** The last day on which a number counts as called, in production: after it, a site left running shows it no longer as help. */
export function lastFreshDay({ draft, mode }: Pick<Question, "draft" | "mode">): string | undefined {
  return draft.kind === "helpline" && mode === "production" && draft.data.verified.state === "checked"
    ? dayLater(draft.data.verified.on, { days: helplineFreshDays })
    : undefined;
}

function counts(question: Question, helpline: Draft<"helpline">, locales: readonly Locale[]): boolean {
  const { verified, country, emergency } = helpline.data;
  return (
    !emergency &&
    country === question.edition.data.country &&
    (isSampleAtHome(question) || (verified.state === "checked" && isFresh(verified.on, question.today))) &&
    locales.every((locale) => helpline.texts[locale]?.state === "human")
  );
}

export const helpRules: readonly Rule[] = [
  {
    id: "S14",
    name: "sample-stays-at-home",
    level: "whole",
    check: ({ draft, mode }) =>
      draft.kind === "edition" && draft.data.sample && mode === "production"
        ? [because("sample-in-production", "data.sample")]
        : [],
  },
  {
    id: "S14",
    name: "number-was-called",
    level: "whole",
    check: (question) =>
      question.draft.kind === "helpline" &&
      question.draft.data.verified.state === "source-only" &&
      !isSampleAtHome(question)
        ? [because("helpline-unchecked", "data.verified")]
        : [],
  },
  {
    id: "S14",
    name: "number-was-called-lately",
    level: "whole",
    check: ({ draft, mode, today }) =>
      draft.kind === "helpline" &&
      mode === "production" &&
      draft.data.verified.state === "checked" &&
      !isFresh(draft.data.verified.on, today)
        ? [because("helpline-stale", "data.verified.on", { date: draft.data.verified.on })]
        : [],
  },
  {
    id: "S14",
    name: "help-exists",
    level: "locale",
    check: (question, locale) => {
      if (question.draft.kind !== "story") return [];
      const { country, localLanguages } = question.edition.data;
      return question.helplines.some((helpline) => counts(question, helpline, [locale, ...localLanguages]))
        ? []
        : [because("help-missing", "helplines", { locale, country })];
    },
  },
  {
    id: "S15",
    name: "survivor-has-content-note",
    level: "text",
    check: ({ draft }, { locale, text }) =>
      draft.kind === "story" && draft.data.teller === "survivor" && !hasWords(text.head, "contentNote")
        ? [because("content-note-missing", `texts.${locale}.head.contentNote`, { locale })]
        : [],
  },
];
