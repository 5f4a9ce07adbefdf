/**
 * The candidate: what a draft would be released as if everything that is still missing were there. It is looked at in a preview and
 * nowhere else; no writer takes one, since it is not a {@link Release} and cannot be made into one.
 */
import { z } from "zod";
import type { Kind } from "./kinds.ts";
import { releaseSchema } from "./release.ts";
import type { ReleaseContent } from "./release.ts";

/** Never vouched for by anybody. Its content bears no stop hash. */
export type Candidate<K extends Kind = Kind> = {
  readonly candidate: true;
  readonly content: Readonly<Omit<ReleaseContent<K>, "stopHash">>;
};

/** Parses anything as a candidate; unknown keys are refused, and so is a stop hash: a preview has no use for it. */
export const candidateSchema: z.ZodType<Candidate> = z.strictObject({
  candidate: z.literal(true),
  content: releaseSchema.refine(({ stopHash }) => stopHash === undefined, {
    error: "stop-hash",
    path: ["stopHash"],
  }),
});
