/** S2 and S12 on the ground: a code leads only to stories whose tellers allowed it there. Minors are in S5. */
import { because } from "../reason.ts";
import type { Rule } from "../rule.ts";

export const placementRules: readonly Rule[] = [
  {
    id: "S2",
    name: "candidate-may-be-placed",
    level: "candidate",
    wish: true,
    check: ({ draft }, { story, uses }) =>
      uses.includes("placement")
        ? []
        : [because("placement-not-allowed", "data.candidates", { story: story.id, placement: draft.id })],
  },
  {
    id: "S12",
    name: "candidate-avoids-the-country",
    level: "candidate",
    wish: true,
    check: (_question, { consent, installation }) =>
      consent?.countriesExcluded.includes(installation.data.country) === true
        ? [
            because("country-excluded", "data.candidates", {
              country: installation.data.country,
            }),
          ]
        : [],
  },
];
