/** Whether a reader is current: checks the store, the stops and the log, holds the lease and counts epochs. */
import { setTimeout as wait } from "node:timers/promises";
import type { StopsInForce, Tombstone } from "@bluehour/domain/tombstone";
import type { ReaderOptions, Snapshot } from "./contract.ts";
import { createLease } from "./lease.ts";
import { boundariesAfter } from "./queries.ts";
import type { Reading } from "./reading.ts";
import { followTombstoneLog } from "./tombstone-log.ts";
import type { KnownTombstones } from "./tombstone-log.ts";
import type { View } from "./visibility.ts";

// Requests within 25 ms share a check: under load the store is asked 40 times a second, and a withdrawal is still seen at once.
const freshMilliseconds = 25;
// A request waits at most this long for a store that does not answer; then it is served by what the lease allows.
const patienceMilliseconds = 1000;

/** What one reader knows of its own currency. */
export type Currency = {
  confirm(): Promise<Snapshot>;
  /** What may be seen at this very moment. */
  view(): View;
  /** Every tombstone that the log names. */
  tombstones(): readonly Tombstone[];
};

const noTombstones: KnownTombstones = { ids: new Set(), consents: new Set(), list: [] };

/** Keeps a reader's currency. Nothing is confirmed before the first check. */
export function createCurrency(options: ReaderOptions, reading: Reading): Currency {
  const lease = createLease(options);
  const readLog =
    options.tombstoneLog === undefined ? () => noTombstones : followTombstoneLog(options.tombstoneLog);

  let epoch = 1;
  let counter: string | undefined;
  let stops: StopsInForce = { version: 0, ids: new Set() };
  let log = noTombstones;
  let logged = 0;
  let wasConfirmed = false;
  /** Moments at which something begins or ends, as far as they were asked for; kept so that dates are also met during an outage. */
  let boundaries: { reached: number; at: number[]; isCut: boolean } | undefined;
  let succeededAt: number | undefined;
  let failed = false;
  let underWay: Promise<Snapshot> | undefined;

  // An end is final: what ended stays dark when somebody sets the clock back. The latest time is kept for this process only, so that a
  // clock which jumped ahead by mistake darkens what has an end no longer than until the clock is right and the process was restarted.
  // What has not begun goes by the clock as it is: a jump ahead must not leave it open.
  let latest = Number.NEGATIVE_INFINITY;
  function time(): { now: number; latest: number } {
    const now = options.now().getTime();
    latest = Math.max(latest, now);
    return { now, latest };
  }

  function passBoundaries(): void {
    const { now } = time();
    if (boundaries === undefined) return;
    const isSetBack = now < boundaries.reached;
    const isPassed = (boundaries.at[0] ?? Infinity) <= now;
    if (isSetBack || isPassed) epoch += 1;
    boundaries.reached = now;
    boundaries.at = boundaries.at.filter((at) => at > now);
    // The moments between are ahead once more, and the store knows them.
    if (isSetBack || (boundaries.isCut && boundaries.at.length === 0)) boundaries = undefined;
  }

  function isConfirmed(): boolean {
    const confirmed = lease.held();
    if (confirmed !== wasConfirmed) epoch += 1;
    wasConfirmed = confirmed;
    return confirmed;
  }

  function snapshot(): Snapshot {
    const confirmed = isConfirmed();
    passBoundaries();
    return { confirmed, epoch };
  }

  async function learnLog(): Promise<void> {
    try {
      log = readLog();
    } finally {
      // Also when a later line cannot be read: those before it are known.
      if (log.list.length !== logged) epoch += 1;
      logged = log.list.length;
    }
  }

  async function learnCounter(isWanted: () => boolean): Promise<void> {
    const last = counter;
    // Until it is read again: after an outage the counter alone does not prove that nothing happened, a backup may have been restored.
    counter = undefined;
    const current = await reading.counter();
    // Too late: whoever waited was answered, and another check may be further.
    if (!isWanted()) return;
    if (current !== last) epoch += 1;
    passBoundaries();
    if (current !== last || boundaries === undefined) {
      const { now } = time();
      const asked = await boundariesAfter(reading.db(), new Date(now).toISOString());
      if (!isWanted()) return;
      passBoundaries();
      boundaries = { reached: now, ...asked };
    }
    counter = current;
  }

  async function learnStops(isWanted: () => boolean): Promise<void> {
    const current = await options.stops();
    if (!isWanted()) return;
    if (current.version !== stops.version) epoch += 1;
    stops = current;
  }

  /** What each source tells counts at once, whatever becomes of the others; the lease is renewed when all of them answered. */
  async function check(isWanted: () => boolean): Promise<void> {
    const began = lease.mark();
    const sources = await Promise.allSettled([learnLog(), learnCounter(isWanted), learnStops(isWanted)]);
    const outage = sources.find((source) => source.status === "rejected");
    if (outage !== undefined) throw outage.reason;
    if (!isWanted()) return;
    if (failed) epoch += 1;
    failed = false;
    succeededAt = began.monotonic;
    lease.renew(began);
  }

  async function checkWithPatience(): Promise<Snapshot> {
    let isWanted = true;
    const done = new AbortController();
    try {
      await Promise.race([
        check(() => isWanted),
        wait(patienceMilliseconds, undefined, { signal: done.signal }).then(() => {
          throw new Error("The release store did not answer in time.");
        }),
      ]);
    } catch {
      // An outage is an answer here: the lease runs on until it is over, and the snapshot says so.
      failed = true;
    } finally {
      isWanted = false;
      done.abort();
    }
    return snapshot();
  }

  return {
    async confirm() {
      if (underWay !== undefined) return await underWay;
      const isFresh =
        succeededAt !== undefined && !failed && options.monotonic() - succeededAt < freshMilliseconds;
      if (isFresh) {
        const current = snapshot();
        // A machine that slept meanwhile has lost its lease within these milliseconds.
        if (current.confirmed && boundaries !== undefined) return current;
      }
      underWay = checkWithPatience().finally(() => {
        underWay = undefined;
      });
      return await underWay;
    },
    view() {
      return {
        ...time(),
        confirmed: isConfirmed(),
        isDark: (id) => stops.ids.has(id) || log.ids.has(id),
        isDeadConsent: (ref) => log.consents.has(ref),
      };
    },
    tombstones: () => log.list,
  };
}
