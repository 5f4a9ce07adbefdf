/** One draft, one decision. */
import type { Draft } from "@bluehour/domain/draft";
import { createGate } from "./gate.ts";
import type { Decision } from "./gate.ts";
import type { GateContext } from "./question.ts";

export type { Decision } from "./gate.ts";
export { openUses, placementUses } from "./gate.ts";
export type { GateContext } from "./question.ts";

/**
 * Decides whether a draft may be public: a release with exactly what is allowed and `withheld`, what it had to leave out and somebody
 * could mend; or every reason why not. Pure: the same input always gives the same answer. For a whole edition use `planEdition`.
 */
export function decide(draft: Draft, context: GateContext): Decision {
  return createGate(context)(draft);
}
