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
  let boundaries: { askedAt: number; at: number[]; isCut: boolean } | undefined;
  let succeededAt: number | undefined;
  let failed = false;
  let underWay: Promise<Snapshot> | undefined;

  function passBoundaries(now: number): void {
    if (boundaries === undefined) return;
    const isSetBack = now < boundaries.askedAt;
    const isPassed = (boundaries.at[0] ?? Infinity) <= now;
    if (isSetBack || isPassed) epoch += 1;
    boundaries.at = boundaries.at.filter((at) => at > now);
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
    passBoundaries(options.now().getTime());
    return { confirmed, epoch };
  }

  async function check(isWanted: () => boolean): Promise<void> {
    const began = lease.mark();
    const [newCounter, newStops] = await Promise.all([reading.counter(), options.stops()]);
    const newLog = readLog();
    const now = options.now().getTime();
    const isChanged = newCounter !== counter;
    const newBoundaries =
      isChanged || boundaries === undefined
        ? { askedAt: now, ...(await boundariesAfter(reading.db(), new Date(now).toISOString())) }
        : boundaries;
    // Too late: whoever waited was answered, and another check may be further.
    if (!isWanted()) return;

    // After an outage the counter alone does not prove that nothing happened: a backup may have been restored.
    if (isChanged || failed || newStops.version !== stops.version || newLog.list.length !== logged)
      epoch += 1;
    passBoundaries(now);
    boundaries = newBoundaries;
    counter = newCounter;
    stops = newStops;
    log = newLog;
    logged = newLog.list.length;
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
        now: options.now().getTime(),
        confirmed: isConfirmed(),
        isDark: (id) => stops.ids.has(id) || log.ids.has(id),
        isDeadConsent: (ref) => log.consents.has(ref),
      };
    },
    tombstones: () => log.list,
  };
}
