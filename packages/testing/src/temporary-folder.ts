/** A folder of its own for a test, gone when the test is over. */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A fresh folder that every user of the machine may look into, as a site under another user must. Dispose of it with `using` or `remove()`. */
export function temporaryFolder(): { path: string; remove: () => void; [Symbol.dispose]: () => void } {
  const path = mkdtempSync(join(tmpdir(), "bluehour-test-"));
  chmodSync(path, 0o755);
  const remove = () => rmSync(path, { recursive: true, force: true });
  return { path, remove, [Symbol.dispose]: remove };
}
