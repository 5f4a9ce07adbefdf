/**
 * What a page may ask of the releases: only for the surfaces that its route names, and noting what came back, so that no page can forget
 * to say how it may be cached and indexed.
 */
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import type { ReleaseReader } from "@bluehour/releases/read";
import type { Edition } from "./frame.ts";
import type { Lights } from "./lights/lights.ts";

export type Reads = Pick<ReleaseReader, "find" | "findInEditions" | "list" | "search"> & {
  /** Every landmark of an edition with its lights, gathered once for all pages. */
  lights(edition: Edition, surface: Surface): Promise<Lights>;
  /** Whether anything that rests on a consent was asked for or came back. */
  restsOnConsent(): boolean;
  /** Whether a release came back whose person did not allow search engines. */
  keepsFromSearch(): boolean;
  /** Highest generation that came back. */
  generation(): number;
};

/** Thrown when a page asks for a surface that its route does not name: a bug. */
export class SurfaceError extends Error {
  override readonly name = "SurfaceError";
}

function missing(surface: Surface): string {
  return `This route does not name the surface "${surface}"; add it to the page's list.`;
}

/** Kinds of which even an empty answer depends on somebody's consent. */
const consentKinds: readonly Kind[] = ["story", "placement"];

export function createReads(
  reader: ReleaseReader,
  surfaces: readonly Surface[],
  lights?: (edition: Edition, surface: Surface) => Promise<Lights>,
): Reads {
  let rests = false;
  let hidden = false;
  let highest = 0;
  const allow = (kind: Kind, surface: Surface): void => {
    if (!surfaces.includes(surface)) throw new SurfaceError(missing(surface));
    if (consentKinds.includes(kind)) rests = true;
  };
  const note = (release: PublicRelease): void => {
    highest = Math.max(highest, release.generation);
    if (release.restsOn.length === 0) return;
    rests = true;
    if (!allowsSurface(release.uses, "search-engine")) hidden = true;
  };
  return {
    async find(query) {
      allow(query.kind, query.surface);
      const found = await reader.find(query);
      if (found !== undefined) note(found as PublicRelease);
      return found;
    },
    async findInEditions(query) {
      allow(query.kind, query.surface);
      const found = await reader.findInEditions(query);
      for (const release of found) note(release as PublicRelease);
      return found;
    },
    async list(query) {
      allow(query.kind, query.surface);
      const page = await reader.list(query);
      for (const release of page.items) note(release as PublicRelease);
      return page;
    },
    async search(query) {
      if (!surfaces.includes(query.surface)) throw new SurfaceError(missing(query.surface));
      // Also what is not found depends on consents, and pages of hits are not for other search engines.
      rests = true;
      hidden = true;
      const page = await reader.search(query);
      for (const release of page.items) note(release);
      return page;
    },
    async lights(edition, surface) {
      allow("landmark", surface);
      const found = await lights?.(edition, surface);
      highest = Math.max(highest, found?.generation ?? 0);
      return found ?? { spots: [], days: [], generation: 0 };
    },
    restsOnConsent: () => rests,
    keepsFromSearch: () => hidden,
    generation: () => highest,
  };
}
