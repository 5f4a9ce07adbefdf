/** The inbox's tables, the same for SQLite and PostgreSQL. */

/** A stop. `number` counts up without gaps and is the version of the set: stops are never taken back. */
export type StopRow = { id: string; number: number; at: string };

export type Tables = { stop: StopRow };
