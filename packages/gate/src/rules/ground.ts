/** What a story or picture rests on: a person's consent with its four elements (S1), or an author's declaration (S18). */
import { because } from "../reason.ts";
import type { Rule } from "../rule.ts";

const elements = ["disclosure", "voluntariness", "comprehension", "competence"] as const;

export const groundRules: readonly Rule[] = [
  {
    id: "S1",
    name: "consent-exists",
    level: "whole",
    check: ({ needs, consents }) =>
      needs === "consent" && consents.length === 0 ? [because("consent-missing", "consents")] : [],
  },
  {
    id: "S1",
    name: "latest-record-is-one",
    level: "whole",
    // Two of one day: which is the person's last word, nobody can tell.
    check: ({ needs, consents, declarations, ground }) => {
      const records = needs === "consent" ? consents : needs === "declaration" ? declarations : [];
      return records.length > 0 && ground === undefined
        ? [because("consents-same-day", needs === "consent" ? "consents" : "declarations")]
        : [];
    },
  },
  {
    id: "S1",
    name: "consent-has-four-elements",
    level: "whole",
    check: ({ needs, consent }) =>
      needs !== "consent" || consent === undefined
        ? []
        : elements
            .filter((element) => consent.elements[element] === undefined)
            .map((element) => because(`${element}-missing`, `consents[${consent.ref}].elements.${element}`)),
  },
  {
    id: "S18",
    name: "sample-has-declaration",
    level: "whole",
    check: ({ needs, declarations }) =>
      needs === "declaration" && declarations.length === 0
        ? [because("declaration-missing", "declarations")]
        : [],
  },
  {
    id: "S18",
    name: "nobody-is-recognisable",
    level: "whole",
    check: ({ declarations }) =>
      declarations
        .filter((declaration) => !declaration.nobodyRecognisable)
        .map(({ ref }) => because("recognisable", `declarations[${ref}].nobodyRecognisable`)),
  },
  {
    id: "S18",
    name: "testimony-rests-on-no-declaration",
    level: "whole",
    check: ({ needs, declarations }) =>
      needs === "consent"
        ? declarations.map(({ ref }) => because("declaration-for-testimony", `declarations[${ref}].covers`))
        : [],
  },
  {
    id: "S18",
    name: "sample-rests-on-no-consent",
    level: "whole",
    check: ({ draft, needs, consents }) =>
      draft.kind === "story" && needs === "declaration"
        ? consents.map(({ ref }) => because("consent-for-sample", "data.basis", { ref }))
        : [],
  },
];
