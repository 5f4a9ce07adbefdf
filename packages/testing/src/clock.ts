/** A clock that stands still until a test moves it. */

/** Wall clock and monotonic clock, moved together or apart. */
export type FixedClock = {
  now: () => Date;
  monotonic: () => number;
  /** Time passes on both clocks. */
  advance(milliseconds: number): void;
  /** The wall clock jumps: somebody set it, or the machine slept. */
  moveWall(milliseconds: number): void;
  /** The monotonic clock alone goes on. */
  moveMonotonic(milliseconds: number): void;
};

/** A clock at an instant, by default noon of the sample edition’s day. */
export function fixedClock(at = "2020-07-30T12:00:00.000Z"): FixedClock {
  let wall = Date.parse(at);
  let monotonic = 1000;
  return {
    now: () => new Date(wall),
    monotonic: () => monotonic,
    advance(milliseconds) {
      wall += milliseconds;
      monotonic += milliseconds;
    },
    moveWall(milliseconds) {
      wall += milliseconds;
    },
    moveMonotonic(milliseconds) {
      monotonic += milliseconds;
    },
  };
}
