/** The one decision of the read side: whether a release may be seen, here and now. Every answer of the reader passes through it. */
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { withdrawableKindSchema } from "@bluehour/domain/tombstone";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";

/** What a reader knows at the moment of an answer. */
export type View = {
  /** Milliseconds since the epoch, by the true clock: what begins goes by it. */
  now: number;
  /** The latest of them that the reader has seen: what ends goes by it, so that a clock set back reopens nothing. */
  latest: number;
  confirmed: boolean;
  /** Ids of stories and images that are stopped or tombstoned. */
  isDark: (id: string) => boolean;
  /** Whether a consent or declaration is tombstoned. */
  isDeadConsent: (ref: string) => boolean;
};

const withdrawable = new Set<Kind>(withdrawableKindSchema.options);

/** Only stories and images can be withdrawn; an event may bear the same word as an image. */
export function isWithdrawable(kind: Kind): boolean {
  return withdrawable.has(kind);
}

/** Whether a release is public at this moment: inside its dates, not withdrawn, and confirmed if it rests on a consent. */
export function isLive(release: PublicRelease, view: View): boolean {
  if (release.notBefore !== null && view.now < Date.parse(release.notBefore)) return false;
  if (release.notAfter !== null && view.latest >= Date.parse(release.notAfter)) return false;
  if (release.restsOn.length > 0 && !view.confirmed) return false;
  if (isWithdrawable(release.kind) && view.isDark(release.id)) return false;
  return !release.restsOn.some(view.isDeadConsent);
}

/** Whether it is live and was allowed on that surface. */
export function isVisible(release: PublicRelease, surface: Surface, view: View): boolean {
  return isLive(release, view) && allowsSurface(release.uses, surface);
}
