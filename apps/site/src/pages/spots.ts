/** Which story a spot on the ground leads to. A code belongs to the spot, never to a story. */
import type { PublicRelease } from "@bluehour/domain/release";
import type { Surface } from "@bluehour/domain/uses";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Ask } from "./page.ts";
import { canShow } from "./story.tsx";

type Where = Pick<Ask, "frame" | "reads">;

/** The first of a spot's stories that is live in this language and may appear on all of these surfaces. */
export async function firstLiveStory(
  { frame, reads }: Where,
  placement: PublicRelease<"placement">,
  surfaces: readonly [Surface, ...Surface[]],
): Promise<PublicRelease<"story"> | undefined> {
  for (const id of placement.data.candidates) {
    const story = await reads.find({ kind: "story", edition: placement.edition, id, surface: surfaces[0] });
    if (canShow(story, frame) && surfaces.every((surface) => allowsSurface(story.uses, surface)))
      return story;
  }
  return undefined;
}

/** Spots of an installation, by number. */
export async function placementsOf(
  { frame, reads }: Where,
  installation: string,
): Promise<PublicRelease<"placement">[]> {
  const { edition, locale } = frame;
  const page = await reads.list({
    kind: "placement",
    edition: edition.id,
    locale,
    surface: "placement-page",
    limit: 500,
  });
  return page.items
    .filter(({ data }) => data.installation === installation)
    .toSorted((a, b) => a.data.number - b.data.number);
}
