/**
 * Text as it passes from a bundle to the reader: per locale a head and blocks with stable ids, each with its translation state.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { localeSchema } from "./locales.ts";
import type { Locale } from "./locales.ts";
import type { Head, Kind } from "./kinds.ts";
import { richBlockSchema } from "./rich-text.ts";
import type { RichBlock } from "./rich-text.ts";

/** State of a text in a locale. `missing` means that the reader is shown another language, and told so. */
export const translationStates = ["human", "machine", "stale", "missing"] as const;
export const translationStateSchema = z.enum(translationStates);
export type TranslationState = (typeof translationStates)[number];

/** A block's stable id: the same in every locale. */
export const blockIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, { error: "block-id" });

/** One block of a draft in one locale, as it stands in the bundle or the studio. */
export type DraftBlock = {
  id: string;
  state: Exclude<TranslationState, "missing">;
  content: RichBlock[];
};

/** What stands in one locale of a draft. */
export type DraftText<K extends Kind = Kind> = {
  state: Exclude<TranslationState, "missing">;
  head: Head<K>;
  blocks: DraftBlock[];
};

/** One block as the reader gets it: `lang` is the language it is truly in. */
export const releaseBlockSchema = z.strictObject({
  id: blockIdSchema,
  state: translationStateSchema,
  lang: localeSchema,
  content: z.array(richBlockSchema),
});
export type ReleaseBlock = z.infer<typeof releaseBlockSchema>;

/** Text of a release in one locale: complete, with honest states; nothing is looked up elsewhere. */
export type ReleaseText<K extends Kind = Kind> = {
  state: TranslationState;
  lang: Locale;
  head: Head<K>;
  blocks: ReleaseBlock[];
};

/** JSON with sorted keys: the same value always gives the same text, whatever order it was made in. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}

/** SHA-256 of a value's canonical JSON, lower-case hex. */
export function contentHash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/**
 * The hash that a review and a read-back are bound to: exactly what a reader of this locale would get to read (head, block ids and
 * words). Translation states are left out: marking a text as read does not change the text.
 */
export function readingHash(text: DraftText): string {
  return contentHash({ head: text.head, blocks: text.blocks.map(({ id, content }) => ({ id, content })) });
}
