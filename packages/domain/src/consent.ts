/**
 * What a person allowed, what a reviewer decided, and what an author declared. These are private: they stand in a bundle's `private/`
 * folder or in the studio's vault, and reach the public side only as opaque references.
 */
import { createHmac } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { localeSchema } from "./locales.ts";
import {
  consentRefSchema,
  countrySchema,
  editionIdSchema,
  plainDateSchema,
  sha256Schema,
  slugSchema,
  staffIdSchema,
  storyIdSchema,
} from "./primitives.ts";
import { namingSchema } from "./kinds.ts";
import { useSchema } from "./uses.ts";

/** What a consent or declaration is about. */
export const subjectSchema = z.union([
  z.strictObject({ story: storyIdSchema }),
  z.strictObject({ image: slugSchema }),
]);

const words = z.string().trim().min(1);

/** Uses, languages and editions that a person allowed one by one; nothing is allowed that is not named (S2). */
const scope = {
  uses: z.array(useSchema),
  locales: z.array(localeSchema),
  editions: z.array(editionIdSchema),
};

/** Number of acts allowed for a use, where the person set one: a print run, a post, an edition. */
export const timesSchema = z.partialRecord(useSchema, z.int().min(0));

/**
 * A consent (S1). The four elements are optional in the schema so that a half-filled record can be kept; the gate refuses to publish on
 * it and says which one is missing.
 */
export const consentSchema = z.strictObject({
  ref: consentRefSchema,
  covers: subjectSchema,
  givenOn: plainDateSchema,
  elements: z.strictObject({
    /** What was explained, by whom, in which language and with which interpreter. */
    disclosure: z
      .strictObject({
        explained: words,
        by: staffIdSchema,
        language: localeSchema,
        interpreter: staffIdSchema.optional(),
      })
      .optional(),
    /** How it was made sure that nobody pressed; who stood by the person (S16). */
    voluntariness: z.strictObject({ how: words, supportPerson: words.optional() }).optional(),
    /** What the person said, in their own words, would happen with the story. */
    comprehension: z.strictObject({ ownWords: words }).optional(),
    /** Why the person was able to decide at that moment. */
    competence: z.strictObject({ how: words, by: staffIdSchema }).optional(),
  }),
  ...scope,
  times: timesSchema.default({}),
  /** Countries in which it must not appear (S12). */
  countriesExcluded: z.array(countrySchema).default([]),
  /** The person knows that the web has no countries, and allows it all the same. */
  knowsWebIsEverywhere: z.boolean().default(false),
  notBefore: plainDateSchema.optional(),
  /** Last day; the story goes dark when it has ended (S4). */
  notAfter: plainDateSchema,
  /** Days between consent and publication (S16). */
  coolingOffDays: z.int().min(0).max(365).default(7),
  naming: namingSchema.default("anonymous"),
  /** For responders whose employer must agree (S19). */
  employerApproved: z.boolean().optional(),
  /** Machine translation of the unpublished text by a third party was allowed (S10). */
  machineTranslation: z.boolean().default(false),
  /** Under 18, then or now (S5). */
  minor: z
    .strictObject({
      assent: z.boolean(),
      guardian: z.boolean(),
      avoidRegions: z.array(z.string().min(1)).default([]),
    })
    .optional(),
  withdrawnOn: plainDateSchema.optional(),
  /** SHA-256 of the stop code that the person holds; the code itself is never written down here. */
  stopHash: sha256Schema.optional(),
  /** Payment, expenses and other notes; never leaves the private half. */
  notes: z.string().optional(),
});
export type Consent = z.output<typeof consentSchema>;

/** What a `fiction` or `composite` rests on: who wrote it, that nobody can be recognised, until when it may be shown. */
export const declarationSchema = z.strictObject({
  ref: consentRefSchema,
  covers: subjectSchema,
  declaredOn: plainDateSchema,
  author: staffIdSchema,
  /** The author declares that no living or dead person can be recognised in it. */
  nobodyRecognisable: z.boolean(),
  ...scope,
  notAfter: plainDateSchema,
  withdrawnOn: plainDateSchema.optional(),
  stopHash: sha256Schema.optional(),
  notes: z.string().optional(),
});
export type Declaration = z.output<typeof declarationSchema>;

/** What a reviewer must have looked for before a story passes (S7). */
export const checklistItems = [
  "names",
  "places",
  "dates",
  "relatives",
  "employer",
  "rare-combinations",
  "images",
  "shelter-addresses",
] as const;

/**
 * An id of the identification check: `BLOCK.SORT.DIGITS` for something in one block, `combination.DIGITS-DIGITS-DIGITS` for details that
 * tell together what none of them tells alone. The digits are a hash of the words.
 */
export const findingIdSchema = z
  .string()
  .max(4000)
  .regex(
    /^(?:(?:head\.)?[a-zA-Z][a-zA-Z0-9-]*\.[a-z-]+\.[0-9a-f]{10}|combination\.[0-9a-f]{6}(?:-[0-9a-f]{6})*)$/,
    {
      error: "finding-id",
    },
  );

/** What a person decided about something that the identification check found in a story (S7). */
export const identificationDecisionSchema = z.strictObject({
  finding: findingIdSchema,
  /** `change` stops the text for as long as the words are there; `keep` lets them stay. */
  decision: z.enum(["keep", "change"]),
  reason: words,
  by: staffIdSchema,
  on: plainDateSchema,
});
export type IdentificationDecision = z.output<typeof identificationDecisionSchema>;

/** A safeguarding decision about a story or an image by somebody who did not write or translate it. */
export const reviewSchema = z.strictObject({
  covers: subjectSchema,
  reviewer: staffIdSchema,
  decidedOn: plainDateSchema,
  decision: z.enum(["passed", "refused"]),
  /** Who wrote and translated it, so that nobody reviews their own words. */
  writers: z.array(staffIdSchema).min(1),
  checklist: z.partialRecord(z.enum(checklistItems), z.boolean()),
  /** Reading hash of each locale that was reviewed; any edit makes the review of that locale void. */
  hashes: z.record(localeSchema, sha256Schema),
  /** The teller's approval of the exact text, language by language (S8). */
  readBack: z
    .record(
      localeSchema,
      z.strictObject({ hash: sha256Schema, on: plainDateSchema, by: z.enum(["teller", "helper"]) }),
    )
    .default({}),
  /** What was decided about each finding of the identification check, in any language of the story. */
  identification: z.array(identificationDecisionSchema).default([]),
  notes: z.string().optional(),
});
export type Review = z.output<typeof reviewSchema>;

/** Acts already done under a consent, where the person allowed only so many (S2): one line a print run, post or edition. */
export const actSchema = z.strictObject({
  ref: consentRefSchema,
  use: useSchema,
  on: plainDateSchema,
  what: z.string().optional(),
});
export type Act = z.output<typeof actSchema>;

/**
 * Words that must never be published, such as a shelter's address (S19), kept as keyed hashes so that the list itself tells nothing.
 * `words` is the number of words in the phrase; `hash` is {@link blockedPhraseHash}.
 */
export const blockedPhrasesSchema = z.strictObject({
  key: sha256Schema,
  phrases: z.array(z.strictObject({ words: z.int().min(1).max(12), hash: sha256Schema })),
});
export type BlockedPhrases = z.output<typeof blockedPhrasesSchema>;

/** Splits text into the words that are compared: compatibility forms folded, accents, case and invisible signs removed, no punctuation. */
export function normalizedWords(text: string): string[] {
  return (
    text
      .normalize("NFKD")
      // Soft hyphens and zero-width signs as well: nobody sees them, and a word with one in it reads the same.
      .replaceAll(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== "")
  );
}

/**
 * HMAC-SHA256 of a phrase's normalised words, lower-case hex. `key` is the list's key in hex; who hashes every window of a text passes a
 * key object instead, since making one costs more than the hash.
 */
export function blockedPhraseHash(key: string | KeyObject, phraseWords: readonly string[]): string {
  const secret = typeof key === "string" ? Buffer.from(key, "hex") : key;
  return createHmac("sha256", secret).update(phraseWords.join(" ")).digest("hex");
}
