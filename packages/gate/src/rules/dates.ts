/** S4: everything that rests on a person ends by itself. S16: time to think, and somebody at the person's side. */
import type { Consent } from "@bluehour/domain/consent";
import { dayBegins, dayEnds, dayLater } from "@bluehour/domain/phase";
import { because } from "../reason.ts";
import type { Question } from "../question.ts";
import type { Rule } from "../rule.ts";
import { lastFreshDay } from "./help.ts";

/** The longest that a consent lasts, in years, however long it was given for. */
export const longestConsentYears = 5;

function firstDay(consent: Consent): string {
  const cooledOff = dayLater(consent.givenOn, { days: consent.coolingOffDays });
  return consent.notBefore !== undefined && consent.notBefore > cooledOff ? consent.notBefore : cooledOff;
}

/** From when to when a thing may be shown, as instants in UTC; `null` is no limit. */
export function windowOf(
  question: Pick<Question, "draft" | "mode" | "needs" | "consent" | "ground" | "edition">,
): {
  notBefore: string | null;
  notAfter: string | null;
} {
  const { needs, consent, ground, edition } = question;
  const lastDay = ground?.notAfter ?? lastFreshDay(question);
  const zone = edition.data.zone;
  return {
    notBefore:
      needs === "consent" && consent !== undefined ? dayBegins(firstDay(consent), zone).toISOString() : null,
    notAfter: lastDay === undefined ? null : dayEnds(lastDay, zone).toISOString(),
  };
}

export const dateRules: readonly Rule[] = [
  {
    id: "S4",
    name: "not-expired",
    level: "whole",
    check: ({ needs, ground, now, edition }) =>
      ground !== undefined && dayEnds(ground.notAfter, edition.data.zone) <= now
        ? [because("expired", `${needs}s[${ground.ref}].notAfter`, { date: ground.notAfter })]
        : [],
  },
  {
    id: "S4",
    name: "at-most-five-years",
    level: "whole",
    check: ({ needs, consent }) => {
      if (needs !== "consent" || consent === undefined) return [];
      const latest = dayLater(consent.givenOn, { years: longestConsentYears });
      return consent.notAfter > latest
        ? [because("too-long", `consents[${consent.ref}].notAfter`, { date: consent.notAfter, latest })]
        : [];
    },
  },
  {
    id: "S4",
    name: "begins-before-it-ends",
    level: "whole",
    check: (question) => {
      const { notBefore, notAfter } = windowOf(question);
      return notBefore !== null && notAfter !== null && notBefore >= notAfter
        ? [because("window-empty", `consents[${question.consent?.ref}].notBefore`)]
        : [];
    },
  },
  {
    id: "S16",
    name: "survivor-has-support-person",
    level: "whole",
    check: ({ draft, needs, consent }) =>
      draft.kind === "story" &&
      draft.data.teller === "survivor" &&
      needs === "consent" &&
      consent?.elements.voluntariness !== undefined &&
      consent.elements.voluntariness.supportPerson === undefined
        ? [because("support-person-missing", `consents[${consent.ref}].elements.voluntariness.supportPerson`)]
        : [],
  },
];
