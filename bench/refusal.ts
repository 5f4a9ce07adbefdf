/** What the gate held back of a generated edition, in a sentence; nothing should be. */
import type { Plan } from "@bluehour/gate/plan";
import { sentenceOf } from "@bluehour/gate/reason";

/** The first thing refused or withheld, if any. */
export function firstRefusal(plan: Plan): string | undefined {
  const refusal = plan.refused[0] ?? plan.withheld[0];
  const reason = refusal?.reasons[0];
  return refusal === undefined || reason === undefined
    ? undefined
    : `${refusal.kind} ${refusal.id}: ${reason.rule} ${sentenceOf(reason, "en")}`;
}
