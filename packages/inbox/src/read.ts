/** What the private side reads of the inbox: stops with their times, so that it can make them final. */
import { stopSchema } from "@bluehour/domain/tombstone";
import type { Stop, StopSource } from "@bluehour/domain/tombstone";
import { openConnection } from "./connection.ts";
import type { StoreLocation } from "./location.ts";
import { createStopSource } from "./stops.ts";

export type { StoreLocation } from "./location.ts";
export { InboxUnavailable } from "./inbox-unavailable.ts";

/** Reads the inbox; it cannot write. */
export type InboxReader = {
  /** Every stop, in the order in which they came, those included that have their tombstone already. */
  stops(): Promise<Stop[]>;
  /** The same as a release reader wants it: ids and version. */
  stopsInForce: StopSource;
  close(): Promise<void>;
};

/** Opens an inbox that was migrated. Throws {@link InboxUnavailable} with a sentence for the operator. */
export async function openInboxReader(options: { location: StoreLocation }): Promise<InboxReader> {
  const { location } = options;
  const connection = await openConnection(location, "read");
  return {
    async stops() {
      const db = await connection.db();
      const rows = await db.selectFrom("stop").select(["id", "at"]).orderBy("number").execute();
      return rows.map((row) => stopSchema.parse(row));
    },
    stopsInForce: createStopSource(connection, location.database),
    close: () => connection.close(),
  };
}
