/** Milliseconds of the system's monotonic clock: the same for every process of this machine. */
export function monotonicNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
