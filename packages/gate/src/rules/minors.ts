/** S5: who is under 18, then or now. */
import { normalizedWords } from "@bluehour/domain/consent";
import type { Consent } from "@bluehour/domain/consent";
import { because } from "../reason.ts";
import type { Question } from "../question.ts";
import type { Rule } from "../rule.ts";

/** Whether the draft says that the person was or is under 18, or shows somebody who is. */
export function saysMinor({ draft }: Pick<Question, "draft">): boolean {
  return (draft.kind === "story" && draft.data.minor) || (draft.kind === "image" && draft.data.minors);
}

function minorField({ draft }: Question): string {
  return draft.kind === "image" ? "data.minors" : "data.minor";
}

export const minorRules: readonly Rule[] = [
  {
    id: "S5",
    name: "record-of-minor-is-said",
    level: "whole",
    // Any of them, whatever its date: nobody who was under 18 is so no longer because a later record leaves it out.
    check: (question) =>
      question.needs === "consent" &&
      question.consents.some((consent) => consent.minor !== undefined) &&
      !saysMinor(question)
        ? [because("minor-not-declared", minorField(question))]
        : [],
  },
  {
    id: "S5",
    name: "minor-has-record",
    level: "whole",
    check: (question) =>
      saysMinor(question) &&
      question.needs === "consent" &&
      question.consent !== undefined &&
      question.consent.minor === undefined
        ? [because("minor-without-record", `consents[${question.consent.ref}].minor`)]
        : [],
  },
  {
    id: "S5",
    name: "minor-assents",
    level: "whole",
    check: ({ needs, consent }) =>
      needs === "consent" && consent?.minor?.assent === false
        ? [because("assent-missing", `consents[${consent.ref}].minor.assent`)]
        : [],
  },
  {
    id: "S5",
    name: "guardian-agrees",
    level: "whole",
    check: ({ needs, consent }) =>
      needs === "consent" && consent?.minor?.guardian === false
        ? [because("guardian-missing", `consents[${consent.ref}].minor.guardian`)]
        : [],
  },
  {
    id: "S5",
    name: "minor-is-not-pictured",
    level: "whole",
    check: (question) =>
      question.draft.kind === "story" && saysMinor(question) && question.draft.data.image !== undefined
        ? [because("minor-image", "data.image")]
        : [],
  },
  {
    id: "S5",
    name: "minor-has-no-face",
    level: "whole",
    // Nobody's consent opens this.
    check: ({ draft }) =>
      draft.kind === "image" && draft.data.minors && draft.data.persons === "recognisable"
        ? [because("minor-recognisable", "data.persons")]
        : [],
  },
  {
    id: "S5",
    name: "minor-is-not-named",
    level: "whole",
    check: (question) =>
      question.draft.kind === "story" && saysMinor(question) && question.draft.data.naming === "name"
        ? [because("minor-named", "data.naming")]
        : [],
  },
  {
    id: "S5",
    name: "minor-has-two-reviewers",
    level: "text",
    check: (question, { locale, hash }) => {
      if (question.needs === "nothing" || !saysMinor(question)) return [];
      const reviewers = new Set(
        question.passing.filter((review) => review.hashes[locale] === hash).map((review) => review.reviewer),
      );
      return reviewers.size < 2 ? [because("second-review-missing", "reviews", { locale })] : [];
    },
  },
  {
    id: "S5",
    name: "minor-is-placed-only-with-known-regions",
    level: "candidate",
    check: ({ draft }, { story, consents }) =>
      story.data.minor && regionsToAvoid(consents).length === 0
        ? [because("minor-no-regions", "data.candidates", { story: story.id, placement: draft.id })]
        : [],
  },
  {
    id: "S5",
    name: "minor-is-not-placed-nearby",
    level: "candidate",
    wish: true,
    check: ({ draft }, { story, consents, installation }) =>
      regionsToAvoid(consents).some((region) => overlaps(region, installation.data.region))
        ? [because("minor-region", "data.candidates", { story: story.id, placement: draft.id })]
        : [],
  },
];

/** Of all records, old ones too: a place that was dangerous once is not safe because a later record leaves it out. */
function regionsToAvoid(consents: readonly Consent[]): string[] {
  return consents.flatMap(({ minor }) => minor?.avoidRegions ?? []);
}

/** Whether one region's name holds the other's, whatever its accents and case: "Brussels" and "Brussels-Capital Region" overlap. */
function overlaps(one: string, other: string): boolean {
  const [a, b] = [spaced(one), spaced(other)];
  return a.includes(b) || b.includes(a);
}

function spaced(region: string): string {
  // Without any word to compare, the answer is a blank, which every region holds: better too careful.
  return ` ${normalizedWords(region).join(" ")} `.replace(/^ {2}$/, " ");
}
