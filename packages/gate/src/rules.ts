/**
 * Every rule of the gate, by name. docs/safeguarding.md says the same in words, and a test holds the two together.
 *
 * Order does not matter: all are asked, always, so that an organiser is told everything at once.
 */
import type { Rule } from "./rule.ts";
import { dateRules } from "./rules/dates.ts";
import { findingRules } from "./rules/findings.ts";
import { formRules } from "./rules/form.ts";
import { groundRules } from "./rules/ground.ts";
import { helpRules } from "./rules/help.ts";
import { imageRules } from "./rules/images.ts";
import { minorRules } from "./rules/minors.ts";
import { namingRules } from "./rules/naming.ts";
import { placementRules } from "./rules/placements.ts";
import { reviewRules } from "./rules/reviews.ts";
import { scopeRules } from "./rules/scope.ts";
import { withdrawalRules } from "./rules/withdrawal.ts";

export type { Level, Rule } from "./rule.ts";

/** The rules that {@link decide} asks, each of them once for everything it is about. */
export const rules: readonly Rule[] = [
  ...formRules,
  ...groundRules,
  ...scopeRules,
  ...withdrawalRules,
  ...dateRules,
  ...minorRules,
  ...namingRules,
  ...reviewRules,
  ...findingRules,
  ...imageRules,
  ...helpRules,
  ...placementRules,
];
