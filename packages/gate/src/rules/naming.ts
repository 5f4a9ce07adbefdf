/** S6: as the person wants to be named, unnamed by default. S19: people who work in a service, and words that may never be published. */
import { plainText } from "@bluehour/domain/rich-text";
import { because } from "../reason.ts";
import { textsOf } from "../question.ts";
import type { Question } from "../question.ts";
import type { Rule } from "../rule.ts";

/** Services whose staff may be undercover: named by their role or not at all. */
const servicesWithoutNames = ["police", "border", "labour-inspection"];

/** Every string in a value, keys left out. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(stringsIn);
}

/** Where the links of a block lead. */
function hrefsIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  const href = "href" in value && typeof value.href === "string" ? [value.href] : [];
  return [...href, ...Object.values(value).flatMap(hrefsIn)];
}

/** As a browser shows an address: `hidden%20lane` is two words, however often it was encoded. */
function percentDecoded(text: string): string {
  const decoded = text.replaceAll(/(?:%[\da-f]{2})+/gi, (run) =>
    // Unlike decodeURIComponent, this takes bytes that are no text.
    Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
  );
  return decoded === text ? text : percentDecoded(decoded);
}

/** All words that would reach a reader, each with its place. */
function* wordsOf({ draft }: Question): Generator<[field: string, words: string]> {
  yield ["id", draft.id];
  for (const [name, value] of Object.entries(draft.data))
    for (const words of stringsIn(value)) yield [`data.${name}`, words];
  for (const [locale, text] of textsOf(draft)) {
    for (const [name, value] of Object.entries(text.head))
      for (const words of stringsIn(value)) yield [`texts.${locale}.head.${name}`, words];
    for (const { id, content } of text.blocks) {
      const field = `texts.${locale}.blocks.${id}`;
      // As it is read, since emphasis may stand in the middle of an address; and where its links lead.
      yield [field, plainText(content)];
      for (const href of hrefsIn(content)) yield [field, href];
    }
  }
}

export const namingRules: readonly Rule[] = [
  {
    id: "S6",
    name: "naming-is-the-persons-choice",
    level: "whole",
    check: ({ draft, needs, consent }) =>
      draft.kind === "story" &&
      needs === "consent" &&
      consent !== undefined &&
      draft.data.naming !== consent.naming
        ? [because("naming-differs", "data.naming", { asked: draft.data.naming, allowed: consent.naming })]
        : [],
  },
  {
    id: "S6",
    name: "sample-bears-no-name",
    level: "whole",
    check: ({ draft, needs }) =>
      draft.kind === "story" && needs === "declaration" && draft.data.naming === "name"
        ? [because("naming-declared", "data.naming")]
        : [],
  },
  {
    id: "S6",
    name: "byline-where-named",
    level: "text",
    check: ({ draft }, { locale, text }) =>
      draft.kind === "story" && draft.data.naming !== "anonymous" && !hasWords(text.head, "byline")
        ? [because("byline-missing", `texts.${locale}.head.byline`, { locale })]
        : [],
  },
  {
    id: "S6",
    name: "no-byline-where-anonymous",
    level: "text",
    check: ({ draft }, { locale, text }) =>
      draft.kind === "story" &&
      draft.data.naming === "anonymous" &&
      "byline" in text.head &&
      text.head.byline !== undefined
        ? [because("byline-unwanted", `texts.${locale}.head.byline`, { locale })]
        : [],
  },
  {
    id: "S19",
    name: "employer-approves",
    level: "whole",
    check: ({ draft, needs, consent }) =>
      draft.kind === "story" &&
      draft.data.teller === "responder" &&
      needs === "consent" &&
      consent !== undefined &&
      consent.employerApproved !== true
        ? [because("employer-missing", `consents[${consent.ref}].employerApproved`)]
        : [],
  },
  {
    id: "S19",
    name: "service-is-named-by-role",
    level: "whole",
    check: ({ draft }) =>
      draft.kind === "story" &&
      draft.data.basis === "testimony" &&
      draft.data.sector !== undefined &&
      servicesWithoutNames.includes(draft.data.sector) &&
      (draft.data.naming === "name" || draft.data.naming === "pseudonym")
        ? [because("named-service", "data.naming")]
        : [],
  },
  {
    id: "S19",
    name: "named-responder-has-sector",
    level: "whole",
    // Otherwise leaving the sector out would open what the rule above closes.
    check: ({ draft }) =>
      draft.kind === "story" &&
      draft.data.basis === "testimony" &&
      draft.data.teller === "responder" &&
      draft.data.sector === undefined &&
      (draft.data.naming === "name" || draft.data.naming === "pseudonym")
        ? [because("sector-missing", "data.sector")]
        : [],
  },
  {
    id: "S19",
    name: "no-blocked-phrase",
    level: "whole",
    check: (question) => {
      const fields = new Set<string>();
      for (const [field, words] of wordsOf(question))
        if (question.isBlocked(words) || question.isBlocked(percentDecoded(words))) fields.add(field);
      return [...fields].map((field) => because("blocked-phrase", field));
    },
  },
];

/** Whether a head has words under a name. */
export function hasWords(head: object, name: string): boolean {
  const value = (head as Record<string, unknown>)[name];
  return typeof value === "string" && value.trim() !== "";
}
