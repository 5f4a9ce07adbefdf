/**
 * How long a reader may go on showing what rests on a consent after it last knew its releases to be current.
 *
 * Two clocks are asked, and the longer time counts: the monotonic one may stand still while the machine sleeps, the wall clock may be set
 * back. Time that the wall clock gains is added up; a step back is ignored, so that it can never lengthen the lease.
 */

/** Milliseconds after a check began during which it counts. */
export const leaseMilliseconds = 60_000;

/** A moment on both clocks. */
export type Moment = { monotonic: number; wall: number };

/** The lease of one reader. */
export type Lease = {
  /** The moment a check begins; hand it to {@link Lease.renew} when the check succeeds, so that its duration is not won. */
  mark(): Moment;
  renew(from: Moment): void;
  held(): boolean;
};

/** A lease that is not held yet. */
export function createLease(clocks: { now: () => Date; monotonic: () => number }): Lease {
  let lastWall = clocks.now().getTime();
  let wall = 0;
  let from: Moment | undefined;

  const mark = (): Moment => {
    const current = clocks.now().getTime();
    wall += Math.max(0, current - lastWall);
    lastWall = current;
    return { monotonic: clocks.monotonic(), wall };
  };
  return {
    mark,
    renew(moment) {
      from = moment;
    },
    held() {
      const current = mark();
      if (from === undefined) return false;
      const elapsed = Math.max(current.monotonic - from.monotonic, current.wall - from.wall);
      return elapsed < leaseMilliseconds;
    },
  };
}
