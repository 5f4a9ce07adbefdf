/**
 * The release: the only thing that is ever public. A self-contained, immutable snapshot of exactly what consent allows.
 *
 * Only the gate makes a {@link Release} (the brand is not exported, so anybody else would have to cast, which a check forbids); only
 * `releases/write` takes one; `releases/read` gives {@link PublicRelease}, which cannot be written.
 */
import { z } from "zod";
import { dataSchemas, headSchemas, idSchemas, kinds } from "./kinds.ts";
import type { Data, Kind } from "./kinds.ts";
import { localeSchema } from "./locales.ts";
import type { Locale } from "./locales.ts";
import { consentRefSchema, editionIdSchema, instantSchema, sha256Schema } from "./primitives.ts";
import { releaseBlockSchema, translationStateSchema } from "./text.ts";
import type { ReleaseText } from "./text.ts";
import { useSchema } from "./uses.ts";
import type { Use } from "./uses.ts";

/** Version of the envelope; a reader refuses any other. */
export const releaseSchemaVersion = 1;

/** A media file that a release lists; it is served only while a live release lists it. */
export const mediaSchema = z.strictObject({
  hash: sha256Schema,
  type: z.enum(["image/jpeg", "image/png", "image/webp", "image/avif"]),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
});

function releaseSchemaOf<K extends Kind>(kind: K) {
  return z
    .strictObject({
      schema: z.literal(releaseSchemaVersion),
      kind: z.literal(kind),
      id: idSchemas[kind],
      edition: editionIdSchema,
      data: dataSchemas[kind] as unknown as z.ZodType<Data<K>>,
      locales: z.record(
        localeSchema,
        z.strictObject({
          state: translationStateSchema,
          lang: localeSchema,
          head: headSchemas[kind],
          blocks: z.array(releaseBlockSchema),
        }) as unknown as z.ZodType<ReleaseText<K>>,
      ),
      uses: z.array(useSchema),
      restsOn: z.array(consentRefSchema),
      notBefore: instantSchema.nullable(),
      notAfter: instantSchema.nullable(),
      generation: z.int().min(1),
      media: z.array(mediaSchema),
      stopHash: sha256Schema.optional(),
    })
    .refine((release) => release.restsOn.length === 0 || release.notAfter !== null, { error: "not-after" })
    .refine((release) => Object.keys(release.locales).length > 0, { error: "no-locale" });
}

const schemas = Object.fromEntries(kinds.map((kind) => [kind, releaseSchemaOf(kind)])) as unknown as {
  [K in Kind]: z.ZodType<ReleaseContent<K>>;
};

/** Parses anything as a release; unknown keys are refused, at every depth. */
export const releaseSchema: z.ZodType<ReleaseContent> = z.unknown().transform((value, context) => {
  const kind = (value as { kind?: unknown } | null)?.kind;
  // Only kinds of ours: "constructor" and the like are in every object.
  const schema = typeof kind === "string" && Object.hasOwn(schemas, kind) ? schemas[kind as Kind] : undefined;
  if (schema === undefined) {
    context.addIssue({ code: "custom", message: "kind" });
    return z.NEVER;
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0]);
  return z.NEVER;
});

/** A release's fields, before the gate has vouched for them. */
export type ReleaseContent<K extends Kind = Kind> = {
  [P in K]: {
    schema: typeof releaseSchemaVersion;
    kind: P;
    id: string;
    edition: string;
    data: Data<P>;
    locales: { [locale: Locale]: ReleaseText<P> };
    uses: Use[];
    /** Opaque references; empty means that it is served without a lease. */
    restsOn: string[];
    /** Instants, UTC. Enforced by the reader with the true clock. */
    notBefore: string | null;
    notAfter: string | null;
    /** Grows by one with each change of content. */
    generation: number;
    media: z.infer<typeof mediaSchema>[];
    /** SHA-256 of the teller's stop code. Never rendered, logged or exported. */
    stopHash?: string | undefined;
  };
}[K];

declare const madeByTheGate: unique symbol;
declare const readFromTheStore: unique symbol;

/** What the gate lets through. */
export type Release<K extends Kind = Kind> = ReleaseContent<K> & { readonly [madeByTheGate]: true };

/** What a reader gets: without the stop hash, and of a type that no writer takes. */
export type PublicRelease<K extends Kind = Kind> = {
  [P in K]: Readonly<Omit<ReleaseContent<P>, "stopHash">> & { readonly [readFromTheStore]: true };
}[K];
