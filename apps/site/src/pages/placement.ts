/** What a code on the ground leads to: the first story that is live in the reader's languages, or nothing. */
import type { Locale } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Frame } from "../frame.ts";
import type { Reads } from "../reads.ts";
import { firstLiveStory, placementsOf } from "./spots.ts";
import { aroundStory } from "./story.tsx";
import type { Spot, StoryFound } from "./story.tsx";

export const placementSurfaces = ["placement-page", "page", "list"] as const;

const othersShown = 4;
const spotsLookedAt = 24;

export type PlacementFound =
  | { frame: Frame; story: StoryFound }
  /** No story: help of the place's own edition where there is one. */
  | { frame: Frame | undefined; story: undefined };

/**
 * @param order the reader's languages, best first
 * @param frameOf the surroundings of an edition in a language, where both may be shown
 */
export async function decidePlacement(
  reads: Reads,
  code: string,
  order: readonly Locale[],
  frameOf: (edition: string, locale: Locale) => Promise<Frame | undefined>,
): Promise<PlacementFound> {
  const placements = await reads.findInEditions({
    kind: "placement",
    id: code,
    surface: "placement-page",
  });
  let quiet: Frame | undefined;
  for (const placement of placements) {
    for (const locale of order) {
      const frame = await frameOf(placement.edition, locale);
      if (frame === undefined) continue;
      quiet ??= frame;
      const story = await firstLiveStory({ frame, reads }, placement, ["placement-page"]);
      if (story === undefined) continue;
      const spot = await aroundSpot({ frame, reads }, placement, story.id);
      return { frame, story: await aroundStory({ frame, reads }, story, spot) };
    }
  }
  return { frame: quiet, story: undefined };
}

async function aroundSpot(
  where: { frame: Frame; reads: Reads },
  placement: PublicRelease<"placement">,
  shown: string,
): Promise<Spot> {
  const { installation: id } = placement.data;
  const [installation, placements] = await Promise.all([
    where.reads.find({ kind: "installation", edition: placement.edition, id, surface: "page" }),
    placementsOf(where, id),
  ]);
  const others = new Map<string, PublicRelease<"story">>();
  for (const other of placements.slice(0, spotsLookedAt)) {
    if (others.size === othersShown) break;
    if (other.id === placement.id) continue;
    // A link needs a page to lead to: only stories whose person allowed the web as well.
    const story = await firstLiveStory(where, other, ["page", "placement-page"]);
    if (story !== undefined && story.id !== shown) others.set(story.id, story);
  }
  return { installation, others: [...others.values()] };
}
