/** A folder for stores that are killed often. */
import { accessSync, chmodSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

function parent(): string {
  try {
    accessSync("/dev/shm", constants.W_OK);
    return "/dev/shm";
  } catch {
    // Not every system keeps files in memory.
    return tmpdir();
  }
}

/**
 * In memory where the system offers it: a killed process loses nothing that the kernel has taken, disk or not, so a disk would add waiting
 * and prove nothing more. (Power cuts are another matter; stores are opened with synchronous FULL for them.)
 */
export function fastFolder(): { path: string; [Symbol.dispose]: () => void } {
  const path = mkdtempSync(join(parent(), "bluehour-faults-"));
  chmodSync(path, 0o755);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
