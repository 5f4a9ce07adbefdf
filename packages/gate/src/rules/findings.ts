/** S7: what the identification check finds in a story was decided by a person, one by one. */
import type { Locale } from "@bluehour/domain/locales";
import { openFindings, stateOf } from "../identify.ts";
import type { Question } from "../question.ts";
import { because } from "../reason.ts";
import type { Reason } from "../reason.ts";
import type { Rule } from "../rule.ts";

function openIn({ findingsIn, passing }: Question, locale: Locale): Reason[] {
  const findings = findingsIn(locale);
  if (findings.length === 0) return [];
  // A decision counts once a reviewer has passed the story with it; any of them may say that something must change.
  const decisions = passing.flatMap((review) => review.identification);
  const open = openFindings(findings, decisions);
  const toChange = open.filter((finding) => stateOf(finding, decisions) === "change").length;
  const undecided = open.length - toChange;
  const field = `texts.${locale}`;
  return [
    ...(undecided > 0 ? [because("finding-undecided", field, { locale, count: undecided })] : []),
    ...(toChange > 0 ? [because("finding-to-change", field, { locale, count: toChange })] : []),
  ];
}

export const findingRules: readonly Rule[] = [
  {
    id: "S7",
    name: "findings-are-decided",
    level: "text",
    // A translation tells what the original tells, also where the check knows its language less well.
    check: (question, { locale }) =>
      [...new Set([locale, question.draft.language])].flatMap((one) => openIn(question, one)),
  },
];
