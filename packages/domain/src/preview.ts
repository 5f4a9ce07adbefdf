/** What the studio asks the private preview for: one thing as it would be released, and what stands around it. */
import { z } from "zod";
import { candidateSchema } from "./candidate.ts";
import type { Candidate } from "./candidate.ts";
import { localeSchema } from "./locales.ts";
import type { Locale } from "./locales.ts";
import { instantSchema, sha256Schema } from "./primitives.ts";
import { releaseSchema } from "./release.ts";
import type { PublicRelease, ReleaseContent } from "./release.ts";

/** A candidate, or what is already public: releases as readers are shown them stand around what is being written. */
export type Previewed = Candidate | PublicRelease | ReleaseContent;

/** The thing's own page, the page behind a code that leads to it, the list it stands in, or the home page of its edition. */
export const previewPages = ["page", "placement", "list", "home"] as const;
export type PreviewPage = (typeof previewPages)[number];

/** The largest request, in bytes: a page's pictures travel with it. */
export const largestPreview = 24 * 1024 * 1024;

/** A request as the studio writes it; {@link previewRequestSchema} reads it. */
export type PreviewRequest = {
  candidate: Previewed;
  /** The edition that it stands in. Left out where the candidate is the edition itself. */
  edition?: Previewed;
  /** What its pages show besides: help lines, pictures, the installation, other things of a list. */
  around?: readonly Previewed[];
  page?: PreviewPage;
  locale: Locale;
  /** The moment at which the page is looked at; now where left out. */
  at?: string;
  /** Bytes of pictures in base64, by their hash. A picture without them is shown as its description. */
  media?: Readonly<Record<string, string>>;
};

/** The same after reading: without stop hashes, and every picture's bytes. */
export type PreviewAsked = {
  candidate: ReleaseContent;
  edition: ReleaseContent | undefined;
  around: ReleaseContent[];
  page: PreviewPage;
  locale: Locale;
  at: string | undefined;
  media: Record<string, string>;
};

/** Faults are told of the one that it claims to be: a union would only say that it is neither. */
const previewedSchema = z.unknown().transform((value, context): ReleaseContent => {
  const isCandidate = typeof value === "object" && value !== null && "candidate" in value;
  const parsed = isCandidate ? candidateSchema.safeParse(value) : releaseSchema.safeParse(value);
  if (parsed.success) {
    const content = "candidate" in parsed.data ? parsed.data.content : parsed.data;
    return { ...content, stopHash: undefined } as ReleaseContent;
  }
  for (const issue of parsed.error.issues)
    context.addIssue({ ...issue } as Parameters<typeof context.addIssue>[0]);
  return z.NEVER;
});

/** Parses a request; unknown keys are refused, at every depth. */
export const previewRequestSchema = z.strictObject({
  candidate: previewedSchema,
  edition: previewedSchema.optional(),
  around: z.array(previewedSchema).max(5000).default([]),
  page: z.enum(previewPages).default("page"),
  locale: localeSchema,
  at: instantSchema.optional(),
  media: z.record(sha256Schema, z.base64()).default({}),
}) as unknown as z.ZodType<PreviewAsked>;
