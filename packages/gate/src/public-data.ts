/** A draft's data as the public may have it. */
import type { Draft } from "@bluehour/domain/draft";
import type { Data } from "@bluehour/domain/kinds";

/**
 * Puts neutral values in the place of what only the rules need: who called a number, whether a teller or somebody in a picture is or was
 * under 18, how a teller wished to be named (the byline says all that a reader is told), and what a picture's file was called at home.
 * No reader is shown any of it, so a copy of the public store must not tell it either.
 */
export function publicData({ kind, data }: Draft): Data {
  switch (kind) {
    case "helpline":
      return data.verified.state === "checked"
        ? { ...data, verified: { ...data.verified, by: "team" } }
        : data;
    case "story":
      return { ...data, minor: false, naming: "anonymous" };
    case "image":
      return { ...data, minors: false, file: "image.webp" };
    default:
      return data;
  }
}
