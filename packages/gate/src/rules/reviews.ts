/** S7: somebody else looked for what could identify. S8: the teller heard exactly these words. S10: no machine had them unasked. */
import { checklistItems } from "@bluehour/domain/consent";
import { because } from "../reason.ts";
import type { Rule } from "../rule.ts";

export const reviewRules: readonly Rule[] = [
  {
    id: "S7",
    name: "no-reviewer-refuses",
    level: "whole",
    check: ({ standing }) =>
      standing
        .filter((review) => review.decision === "refused")
        .map(({ reviewer, decidedOn }) =>
          because("review-refused", `reviews[${reviewer}].decision`, { reviewer, date: decidedOn }),
        ),
  },
  {
    id: "S7",
    name: "review-exists",
    level: "whole",
    check: ({ needs, standing }) =>
      needs !== "nothing" && standing.length === 0 ? [because("review-missing", "reviews")] : [],
  },
  {
    id: "S7",
    name: "nobody-reviews-own-words",
    level: "review",
    check: ({ writers }, { reviewer }) =>
      writers.has(reviewer)
        ? [because("review-own-words", `reviews[${reviewer}].reviewer`, { reviewer })]
        : [],
  },
  {
    id: "S7",
    name: "checklist-is-complete",
    level: "review",
    check: (_question, { reviewer, checklist }) =>
      checklistItems
        .filter((item) => checklist[item] !== true)
        .map((item) =>
          because("checklist-open", `reviews[${reviewer}].checklist.${item}`, { reviewer, item }),
        ),
  },
  {
    id: "S8",
    name: "text-is-as-reviewed",
    level: "text",
    check: ({ needs, passing }, { locale, hash }) =>
      needs === "nothing" || passing.some((review) => review.hashes[locale] === hash)
        ? []
        : [because("text-not-reviewed", `texts.${locale}`, { locale })],
  },
  {
    id: "S8",
    name: "text-was-read-back",
    level: "text",
    check: ({ draft, needs, passing, today }, { locale, hash }) =>
      draft.kind !== "story" ||
      needs !== "consent" ||
      passing.some(({ readBack }) => {
        const approval = readBack[locale];
        return approval !== undefined && approval.hash === hash && approval.on <= today;
      })
        ? []
        : [because("read-back-missing", `reviews.readBack.${locale}`, { locale })],
  },
  {
    id: "S10",
    name: "no-machine-had-the-words",
    level: "part",
    check: ({ draft, needs, consent }, locale, state) =>
      draft.kind === "story" &&
      needs === "consent" &&
      state === "machine" &&
      consent?.machineTranslation !== true
        ? [because("machine-translated", `texts.${locale}`, { locale })]
        : [],
  },
];
