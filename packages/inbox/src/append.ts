/** What the site does with the inbox: append a stop, and learn which stories are stopped. It reads nothing else of it. */
import { stopSchema } from "@bluehour/domain/tombstone";
import type { StopSource } from "@bluehour/domain/tombstone";
import { openConnection, writeAlone } from "./connection.ts";
import type { StoreLocation } from "./location.ts";
import { createStopSource } from "./stops.ts";

export type { StoreLocation } from "./location.ts";
export { InboxUnavailable } from "./inbox-unavailable.ts";

/** Appends to the inbox. */
export type InboxAppender = {
  /** Stops a story for good. Durable when it resolves; the same id again changes nothing. Rejects on an outage, and for what is no story's id. */
  appendStop(id: string): Promise<void>;
  /** Ids and version of the stops in force, from the primary; rejects when they cannot be known. */
  stops: StopSource;
  close(): Promise<void>;
};

/** Opens an inbox that the supervisor has migrated. Throws {@link InboxUnavailable} with a sentence for the operator. */
export async function openInboxAppender(options: {
  location: StoreLocation;
  now: () => Date;
}): Promise<InboxAppender> {
  const { location, now } = options;
  const connection = await openConnection(location, "append");
  return {
    async appendStop(id) {
      const stop = stopSchema.parse({ id, at: now().toISOString() });
      await writeAlone(await connection.db(), location.database, async (trx) => {
        const known = await trx.selectFrom("stop").select("id").where("id", "=", stop.id).executeTakeFirst();
        if (known !== undefined) return;
        const newest = await trx
          .selectFrom("stop")
          .select("number")
          .orderBy("number", "desc")
          .limit(1)
          .executeTakeFirst();
        await trx
          .insertInto("stop")
          .values({ ...stop, number: (newest?.number ?? 0) + 1 })
          .execute();
      });
    },
    stops: createStopSource(connection, location.database),
    close: () => connection.close(),
  };
}
