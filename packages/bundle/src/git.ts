/** Whether git would carry the private half of a bundle to others. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What git says of `private/`; `none` where the folder is in no work tree or git is not installed. */
export type TrackedPrivate =
  | { state: "none" }
  | { state: "listed"; files: string[] }
  | { state: "failed"; reason: string };

function isInWorkTree(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInWorkTree(parent);
}

/** Lists the files in `private/` that git tracks, relative to the (absolute) folder. */
export async function trackedPrivate(folder: string): Promise<TrackedPrivate> {
  if (!isInWorkTree(folder)) return { state: "none" };
  try {
    const { stdout } = await run(
      "git",
      // A bundle may come from anybody: the repository's own settings must not make git start a program.
      ["-c", "core.fsmonitor=false", "-C", folder, "ls-files", "-z", "--", "private"],
      { maxBuffer: 64 * 1024 * 1024, timeout: 30_000 },
    );
    return { state: "listed", files: stdout.split("\0").filter((file) => file !== "") };
  } catch (cause) {
    const { code, stderr } = cause as { code?: unknown; stderr?: unknown };
    if (code === "ENOENT") return { state: "none" };
    const reason = typeof stderr === "string" && stderr !== "" ? stderr : String(cause);
    return { state: "failed", reason: reason.trim().split("\n")[0] ?? "" };
  }
}
