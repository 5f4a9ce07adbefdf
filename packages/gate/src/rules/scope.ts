/** S2: only the uses, languages and editions that were named, only so often. S12: not in the countries that a person fears. */
import { borderlessUses } from "@bluehour/domain/uses";
import type { Use } from "@bluehour/domain/uses";
import { because } from "../reason.ts";
import type { Question } from "../question.ts";
import type { Rule } from "../rule.ts";

/** Uses that go on for a whole edition: here "three times" means three editions. The others count single acts. */
const usesByEdition: readonly Use[] = [
  "web",
  "search-engine",
  "placement",
  "audio",
  "synthetic-voice",
  "image",
  "open-data",
  "copy",
];

/** Uses that only accompany another one: alone they show nobody anything, or a voice without its page. */
export const accompanyingUses: readonly Use[] = [
  "search-engine",
  "audio",
  "synthetic-voice",
  "image",
  "open-data",
];

/** Uses in a place of the edition's country. */
const usesInPlace: readonly Use[] = ["placement", "print", "press", "partner"];

/** The web has no borders, and a copy handed on is on the web tomorrow. */
const usesEverywhere: readonly Use[] = [...borderlessUses, "copy"];

function actsDone({ acts, edition }: Question, use: Use): number {
  const done = acts.filter((act) => act.use === use);
  // This edition may go on with what it has begun; it does not count against itself.
  return usesByEdition.includes(use) ? done.filter((act) => act.what !== edition.id).length : done.length;
}

export const scopeRules: readonly Rule[] = [
  {
    id: "S2",
    name: "edition-is-allowed",
    level: "whole",
    check: ({ needs, ground, edition }) =>
      ground !== undefined && !ground.editions.includes(edition.id)
        ? [because("edition-not-allowed", `${needs}s[${ground.ref}].editions`, { edition: edition.id })]
        : [],
  },
  {
    id: "S2",
    name: "locale-is-allowed",
    level: "locale",
    wish: true,
    check: ({ needs, ground }, locale) =>
      ground !== undefined && !ground.locales.includes(locale)
        ? [because("locale-not-allowed", `${needs}s[${ground.ref}].locales`, { locale })]
        : [],
  },
  {
    id: "S2",
    name: "number-of-times",
    level: "use",
    check: (question, use) => {
      const { needs, consent } = question;
      if (needs !== "consent" || consent === undefined) return [];
      const times = consent.times[use];
      return times !== undefined && actsDone(question, use) >= times
        ? [because("use-exhausted", `consents[${consent.ref}].times.${use}`, { use, count: times })]
        : [];
    },
  },
  {
    id: "S12",
    name: "excluded-country-closes-the-web",
    level: "use",
    wish: true,
    check: ({ needs, consent }, use) =>
      needs === "consent" &&
      consent !== undefined &&
      !consent.knowsWebIsEverywhere &&
      usesEverywhere.includes(use)
        ? consent.countriesExcluded.map((country) =>
            because("country-excluded", `consents[${consent.ref}].countriesExcluded`, { country }),
          )
        : [],
  },
  {
    id: "S12",
    name: "excluded-country-closes-its-places",
    level: "use",
    wish: true,
    check: ({ needs, consent, edition }, use) =>
      needs === "consent" &&
      consent !== undefined &&
      consent.countriesExcluded.includes(edition.data.country) &&
      usesInPlace.includes(use)
        ? [
            because("country-excluded", `consents[${consent.ref}].countriesExcluded`, {
              country: edition.data.country,
            }),
          ]
        : [],
  },
];
