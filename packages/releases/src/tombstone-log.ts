/**
 * The tombstone log: one JSON line a tombstone, appended and synced before the store is touched, kept apart from it. Replayed before any
 * reader serves, so that a restored backup cannot bring back what was withdrawn.
 */
import { closeSync, fsyncSync, fstatSync, mkdirSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { tombstoneSchema } from "@bluehour/domain/tombstone";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { StoreUnavailable } from "./store-unavailable.ts";

const newline = 0x0a;

function sync(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Appends tombstones and returns when the disk has them. A line that a crash tore before is closed first, so that it cannot swallow ours. */
export function appendTombstones(file: string, tombstones: readonly Tombstone[]): void {
  if (tombstones.length === 0) return;
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(file, "a+");
    try {
      const { size } = fstatSync(handle);
      const last = Buffer.alloc(1);
      const torn = size > 0 && readSync(handle, last, 0, 1, size - 1) === 1 && last[0] !== newline;
      const lines = tombstones.map((tombstone) => `${JSON.stringify(tombstoneSchema.parse(tombstone))}\n`);
      const bytes = Buffer.from((torn ? "\n" : "") + lines.join(""));
      // One write in append mode: two processes never mix their lines.
      if (writeSync(handle, bytes) !== bytes.length) throw new Error("short write");
      fsyncSync(handle);
      if (size === 0) sync(dirname(file));
    } finally {
      closeSync(handle);
    }
  } catch (cause) {
    throw new StoreUnavailable(
      `The tombstone log ${file} cannot be written, so nothing was withdrawn. Free disk space or mend the folder's permissions, then try again.`,
      { cause },
    );
  }
}

function parseLine(file: string, line: string): Tombstone | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // Torn by a crash before it was synced: nobody was told that it had happened.
    return undefined;
  }
  const parsed = tombstoneSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new StoreUnavailable(
    `The tombstone log ${file} holds a line that this version cannot read. Update Bluehour, or restore the log from its backup.`,
    { cause: parsed.error },
  );
}

/** What a follower of the log has read so far. It only grows, also when the file shrinks: a tombstone is final. */
export type KnownTombstones = {
  ids: ReadonlySet<string>;
  consents: ReadonlySet<string>;
  list: readonly Tombstone[];
};

/** Follows a log: each call reads what was appended since and returns all that is known. A missing file is an empty log. */
export function followTombstoneLog(file: string): () => KnownTombstones {
  const known = { ids: new Set<string>(), consents: new Set<string>(), list: [] as Tombstone[] };
  const seen = new Set<string>();
  let offset = 0;
  let inode: number | undefined;

  return () => {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return known;
    if (stat.ino !== inode || stat.size < offset) offset = 0;
    inode = stat.ino;
    if (stat.size === offset) return known;

    const bytes = Buffer.alloc(stat.size - offset);
    const handle = openSync(file, "r");
    try {
      const read = readSync(handle, bytes, 0, bytes.length, offset);
      // An unfinished last line is left for the next call.
      const complete = bytes.subarray(0, bytes.subarray(0, read).lastIndexOf(newline) + 1);
      let unreadable: unknown;
      for (const line of complete.toString("utf8").split("\n")) {
        if (line === "" || seen.has(line)) continue;
        try {
          const tombstone = parseLine(file, line);
          seen.add(line);
          if (tombstone === undefined) continue;
          known.ids.add(tombstone.id);
          for (const ref of tombstone.consents) known.consents.add(ref);
          known.list.push(tombstone);
        } catch (error) {
          unreadable ??= error;
        }
      }
      // What can be read holds at once; a line that cannot is complained of at every call until somebody mends it, for it may name a story.
      if (unreadable !== undefined) throw unreadable;
      offset += complete.length;
    } finally {
      closeSync(handle);
    }
    return known;
  };
}

/** Every tombstone of a log, in the order in which they were written. */
export function readTombstoneLog(file: string): Tombstone[] {
  return [...followTombstoneLog(file)().list];
}
