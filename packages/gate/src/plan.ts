/** A whole edition: everything that may be public, and everything that may not with every reason. */
import { kinds } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import type { Release } from "@bluehour/domain/release";
import { createGate } from "./gate.ts";
import { draftsOf } from "./question.ts";
import type { GateContext } from "./question.ts";
import type { Reason, ReasonCode } from "./reason.ts";

/** Everything that a plan is made from. `published` is what the store holds now; the clock is passed in. */
export type PlanInput = GateContext;

/** A draft that is not released, or not with everything in it. `origin` says where a person finds it. */
export type Refusal = { kind: Kind; id: string; origin: string; reasons: Reason[] };

/** What would be public, ready for the store; what is refused; and what is released with less than its draft holds. */
export type Plan = {
  edition: string;
  /** By kind, then by id: the order says nothing about folders, titles or persons. */
  releases: Release[];
  refused: Refusal[];
  /** Released all the same: texts that wait for a review, pictures or candidates that are missing. What a person wished is not listed. */
  withheld: Refusal[];
};

/**
 * Said once, with the edition, and not again with each of ten thousand stories; or with the story, and not again with its picture, which
 * may also be missing because its teller wished so.
 */
const saidElsewhere: ReadonlySet<string> = new Set<ReasonCode>(["edition-refused", "picture-without-story"]);

function compareBy<T>(keys: (item: T) => (string | number)[]): (a: T, b: T) => number {
  return (a, b) => {
    const right = keys(b);
    for (const [index, left] of keys(a).entries()) {
      const other = right[index] ?? "";
      if (left !== other) return left < other ? -1 : 1;
    }
    return 0;
  };
}

/** Plans an edition. Nothing is released where the edition itself is refused; the rest still gets its own reasons. */
export function planEdition(input: PlanInput): Plan {
  const decide = createGate(input);
  const plan: Plan = { edition: input.edition.id, releases: [], refused: [], withheld: [] };
  const drafts = draftsOf(input).toSorted(
    compareBy(({ kind, id, origin }) => [kinds.indexOf(kind), id, origin]),
  );
  for (const draft of drafts) {
    const { kind, id, origin } = draft;
    const decision = decide(draft);
    if (decision.ok) {
      plan.releases.push(decision.release);
      if (decision.withheld.length > 0) plan.withheld.push({ kind, id, origin, reasons: decision.withheld });
      continue;
    }
    const reasons = decision.reasons.filter(({ code }) => !saidElsewhere.has(code));
    if (reasons.length > 0) plan.refused.push({ kind, id, origin, reasons });
  }
  return plan;
}
