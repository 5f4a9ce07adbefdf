/**
 * Tombstones, stops and receipts: what remains when a story is withdrawn. A tombstone is final and outranks every source.
 */
import { z } from "zod";
import {
  consentRefSchema,
  editionIdSchema,
  instantSchema,
  sha256Schema,
  slugSchema,
  storyIdSchema,
} from "./primitives.ts";
import { surfaces } from "./uses.ts";
import type { Surface } from "./uses.ts";

/** Through which door the withdrawal came: the teller's wish, a safety officer's action, or a stop code typed on the site. */
export const doorSchema = z.enum(["withdraw", "dark", "stop"]);
export type Door = z.infer<typeof doorSchema>;

/** Kinds that rest on somebody's consent and can be withdrawn. */
export const withdrawableKindSchema = z.enum(["story", "image"]);

/** Names what may never be public again, and says nothing else of it. */
export const tombstoneSchema = z.strictObject({
  kind: withdrawableKindSchema,
  id: z.union([storyIdSchema, slugSchema]),
  edition: editionIdSchema,
  /** Consents and declarations that the release rested on; no release may rest on them again. */
  consents: z.array(consentRefSchema),
  at: instantSchema,
  door: doorSchema,
  /** Kept so that the same code, typed again, is answered with "done" and not with "unknown". */
  stopHash: sha256Schema.optional(),
});
export type Tombstone = z.infer<typeof tombstoneSchema>;

/** A stop as the site appended it: which story, when. */
export const stopSchema = z.strictObject({ id: storyIdSchema, at: instantSchema });
export type Stop = z.infer<typeof stopSchema>;

/** What a teller is given as proof: surfaces and times only; no title, text, language or address. */
export const receiptSchema = z.strictObject({
  door: doorSchema,
  /** When the tombstone was durable: from here on nothing serves it. */
  darkAt: instantSchema,
  /** When its bytes were gone from the public store; absent while that is still being done. */
  erasedAt: instantSchema.optional(),
  surfaces: z.array(z.enum(Object.keys(surfaces) as [Surface, ...Surface[]])),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Stops that are in force, as a reader must know them. `version` changes when the set does. */
export type StopsInForce = { version: number; ids: ReadonlySet<string> };

/** Where a reader learns of stops. It rejects when it cannot know; the reader then counts as unconfirmed. */
export type StopSource = () => Promise<StopsInForce>;
