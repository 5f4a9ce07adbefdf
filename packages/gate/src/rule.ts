/**
 * What a rule is. Each is a small pure function with a name; the level says what it can take away:
 *
 * - `whole`: the thing itself is refused.
 * - `review`: a reviewer's pass does not count.
 * - `use`: this use is left out of the release.
 * - `locale`: readers of this language are shown nothing.
 * - `text`: this language's own text is not shown; its readers get the original, where that may be shown.
 * - `part`: a head or block in this state is not shown; the original's takes its place.
 * - `candidate`: a placement does not lead to this story.
 *
 * No rule can add anything, so whatever a rule finds can only make less public.
 */
import type { Review } from "@bluehour/domain/consent";
import type { Locale } from "@bluehour/domain/locales";
import type { TranslationState } from "@bluehour/domain/text";
import type { Use } from "@bluehour/domain/uses";
import type { Candidacy, Question, TextQuestion } from "./question.ts";
import type { Reason, RuleId } from "./reason.ts";

/** What each level's rules are asked. */
export type Checks = {
  whole: (question: Question) => Reason[];
  review: (question: Question, review: Review) => Reason[];
  use: (question: Question, use: Use) => Reason[];
  locale: (question: Question, locale: Locale) => Reason[];
  text: (question: Question, text: TextQuestion) => Reason[];
  part: (question: Question, locale: Locale, state: TranslationState) => Reason[];
  candidate: (question: Question, candidacy: Candidacy) => Reason[];
};

/** What a rule can take away. */
export type Level = keyof Checks;

/** One named rule. */
export type Rule = {
  [L in Level]: {
    id: RuleId;
    /** A name of its own, for docs and tests. */
    name: string;
    level: L;
    /** What it leaves out is the person's own wish: nobody is asked to mend it (S16: no pressure). */
    wish?: boolean;
    check: Checks[L];
  };
}[Level];
