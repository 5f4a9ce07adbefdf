/** The files of this repository as the checks see them: what git tracks or would track, so that nothing generated is judged. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's top folder. */
export const root = fileURLToPath(new URL("../", import.meta.url)).replace(/\/$/, "");

/** Paths relative to the top, of files with one of these endings. */
export function sourceFiles(endings: readonly string[], folder = root): string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split("\0")
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && existsSync(`${folder}/${path}`));
}
