/** Media as files named by the SHA-256 of their bytes, written whole or not at all. */
import { createHash } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { RefusedByStore, StoreUnavailable } from "./store-unavailable.ts";

const suffix = ".part";

function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes sure that every hash is on disk, writing those that are not. Call it under the writer's lock: nobody may remove a file between
 * its writing and the row that lists it.
 */
export function keepMedia(
  folder: string,
  hashes: Iterable<string>,
  media: ReadonlyMap<string, Uint8Array>,
): void {
  let isWritten = false;
  for (const hash of hashes) {
    const file = join(folder, hash);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) continue;
    const bytes = media.get(hash);
    if (bytes === undefined) {
      throw new RefusedByStore(
        `The media file ${hash} is neither in the media folder nor handed over, so nothing was published. Publish again from the folder or studio that has it.`,
      );
    }
    if (createHash("sha256").update(bytes).digest("hex") !== hash) {
      throw new RefusedByStore(
        `The bytes handed over for the media file ${hash} are not that file's; nothing was published.`,
      );
    }
    try {
      mkdirSync(folder, { recursive: true });
      const handle = openSync(file + suffix, "w");
      try {
        let written = 0;
        while (written < bytes.length) written += writeSync(handle, bytes, written);
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(file + suffix, file);
      isWritten = true;
    } catch (cause) {
      throw new StoreUnavailable(
        `The media folder ${folder} cannot be written, so nothing was published. Free disk space or mend its permissions, then try again.`,
        { cause },
      );
    }
  }
  if (isWritten) syncFolder(folder);
}

/** Removes every media file that is not listed, and what a killed writer left half-written. Returns how many. Under the writer's lock. */
export function removeUnlistedMedia(folder: string, listed: ReadonlySet<string>): number {
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return 0;
  let removed = 0;
  for (const name of readdirSync(folder)) {
    if (listed.has(name) || !/^[0-9a-f]{64}(\.part)?$/.test(name)) continue;
    rmSync(join(folder, name));
    removed += 1;
  }
  if (removed > 0) syncFolder(folder);
  return removed;
}
