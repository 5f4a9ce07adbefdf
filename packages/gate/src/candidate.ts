/** What a draft would be released as, for a preview and for "what would change": a type of its own, which no store takes. */
import type { Candidate } from "@bluehour/domain/candidate";
import type { Draft } from "@bluehour/domain/draft";
import { createGate, createPresumption } from "./gate.ts";
import type { GateContext } from "./question.ts";
import type { Reason } from "./reason.ts";

/** A draft as it would be shown, and what the gate says of it now. */
export type CandidateOf = {
  /** Absent where there is nothing to show: no text in a language that may be shown, no use that is left, data that fit no release. */
  candidate: Candidate | undefined;
  /** Whether the gate would let it through at this moment. What is then released may be less than the candidate: see `reasons`. */
  passes: boolean;
  /** Why it is refused; or, where it passes, what it is released without. */
  reasons: Reason[];
};

/**
 * What the gate would release of drafts if every missing record, review and correction were there: each language of the edition whose text
 * exists, honest fallbacks and states, and no more than a consent that is there already allows. Where the gate passes a draft and holds
 * nothing back, the candidate is what it releases. Make it once for all drafts of one context.
 */
export function createCandidates(context: GateContext): (draft: Draft) => CandidateOf {
  const presume = createPresumption(context);
  const decide = createGate(context);
  return (draft) => {
    const presumed = presume(draft);
    const decision = decide(draft);
    return {
      candidate: presumed.ok ? { candidate: true, content: withoutStopHash(presumed.release) } : undefined,
      passes: decision.ok,
      reasons: decision.ok ? decision.withheld : decision.reasons,
    };
  };
}

/** {@link createCandidates} for a single draft. */
export function candidateOf(context: GateContext, draft: Draft): CandidateOf {
  return createCandidates(context)(draft);
}

function withoutStopHash<T extends { stopHash?: string | undefined }>(content: T): Omit<T, "stopHash"> {
  const { stopHash: _, ...rest } = content;
  return rest;
}
