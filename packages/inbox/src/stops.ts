/** Which stops are in force, read from the primary. */
import { sql } from "kysely";
import type { StopsInForce, StopSource } from "@bluehour/domain/tombstone";
import type { Connection } from "./connection.ts";
import { InboxUnavailable } from "./inbox-unavailable.ts";
import type { StoreLocation } from "./location.ts";

/**
 * A source that reads the ids anew only when a stop was added. The newest id is compared as well as its number: after a restored backup
 * another stop may bear the same number.
 */
export function createStopSource(connection: Connection, database: StoreLocation["database"]): StopSource {
  let known: StopsInForce | undefined;
  let newestKnown: string | undefined;
  return async () => {
    const db = await connection.db();
    if (database === "postgres") {
      const { rows } = await sql<{ standby: boolean }>`select pg_is_in_recovery() as standby`.execute(db);
      if (rows[0]?.standby !== false) {
        throw new InboxUnavailable(
          "INBOX_URL names a PostgreSQL standby, which may lag behind a stop. Name the primary.",
        );
      }
    }
    const newest = await db
      .selectFrom("stop")
      .select(["number", "id"])
      .orderBy("number", "desc")
      .limit(1)
      .executeTakeFirst();
    const mark = newest === undefined ? "" : `${newest.number} ${newest.id}`;
    if (known !== undefined && mark === newestKnown) return known;
    const rows = await db
      .selectFrom("stop")
      .select("id")
      .where("number", "<=", newest?.number ?? 0)
      .execute();
    known = { version: (known?.version ?? 0) + 1, ids: new Set(rows.map(({ id }) => id)) };
    newestKnown = mark;
    return known;
  };
}
