/** Which stops are in force, read from the primary. */
import { sql } from "kysely";
import type { StopsInForce, StopSource } from "@bluehour/domain/tombstone";
import type { Connection } from "./connection.ts";
import { InboxUnavailable } from "./inbox-unavailable.ts";
import type { StoreLocation } from "./location.ts";

/** A source that reads the ids anew only when a stop was added: the highest number is the version. */
export function createStopSource(connection: Connection, database: StoreLocation["database"]): StopSource {
  let known: StopsInForce | undefined;
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
    const newest = await db.selectFrom("stop").select("number").orderBy("number", "desc").limit(1).executeTakeFirst();
    const version = newest?.number ?? 0;
    if (known?.version === version) return known;
    const rows = await db.selectFrom("stop").select("id").where("number", "<=", version).execute();
    known = { version, ids: new Set(rows.map(({ id }) => id)) };
    return known;
  };
}
