/** What the public site stands on, for real: a release store and an inbox on SQLite, a reader and an appender, a clock that tests move. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "@bluehour/domain/release";
import { openInboxAppender } from "@bluehour/inbox/append";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { openReleaseReader } from "@bluehour/releases/read";
import type { ReleaseReader } from "@bluehour/releases/read";
import { openReleaseWriter } from "@bluehour/releases/write";
import { fixedClock } from "./clock.ts";
import type { FixedClock } from "./clock.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Stores, and the doors to them that a site is given. */
export type PublicWorld = {
  clock: FixedClock;
  reader: ReleaseReader;
  /** Appends a stop; rejects while `outage.inbox` is set. */
  stop: (id: string) => Promise<void>;
  outage: {
    /** The inbox cannot be written. */
    inbox: boolean;
    /** The stops cannot be known: the reader loses its lease in time. */
    stops: boolean;
  };
  publish(releases: readonly Release[], media?: ReadonlyMap<string, Uint8Array>): Promise<void>;
  withdraw(id: string): Promise<void>;
  close(): Promise<void>;
};

/** Opens empty stores in a folder of their own. */
export async function publicWorld(at?: string): Promise<PublicWorld> {
  const folder = temporaryFolder();
  const clock = fixedClock(at);
  const mediaFolder = join(folder.path, "media");
  const tombstoneLog = join(folder.path, "tombstones.log");
  const releases = { database: "sqlite", file: join(folder.path, "releases.db") } as const;
  const inbox = { database: "sqlite", file: join(folder.path, "inbox.db") } as const;
  mkdirSync(mediaFolder, { recursive: true });
  await migrateInbox(inbox);
  const outage = { inbox: false, stops: false };
  const writer = await openReleaseWriter({ location: releases, mediaFolder, tombstoneLog, now: clock.now });
  const appender = await openInboxAppender({ location: inbox, now: clock.now });
  const reader = await openReleaseReader({
    location: releases,
    mediaFolder,
    tombstoneLog,
    stops: async () => {
      if (outage.stops) throw new Error("The stops cannot be known.");
      return await appender.stops();
    },
    now: clock.now,
    monotonic: clock.monotonic,
  });
  return {
    clock,
    reader,
    async stop(id) {
      if (outage.inbox) throw new Error("The inbox cannot be written.");
      await appender.appendStop(id);
    },
    outage,
    async publish(all, media = new Map()) {
      const outcome = await writer.publish({ edition: "2020", owner: "folder", releases: all, media });
      if (!outcome.ok || outcome.refused.length > 0)
        throw new Error(`The store refused: ${JSON.stringify(outcome)}`);
      clock.advance(30);
    },
    async withdraw(id) {
      await writer.withdraw({ id, door: "withdraw" });
      clock.advance(30);
    },
    async close() {
      await reader.close();
      await appender.close();
      await writer.close();
      folder.remove();
    },
  };
}
