/** Finds programs that come from Debian, and installs them where this user may. Tests need Chromium alone; e2e needs the rest. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { environment } from "../packages/config/src/environment.ts";

/** The program's path, if it is on this machine. */
export function findProgram(names: readonly string[]): string | undefined {
  const folders = [...(environment()["PATH"] ?? "").split(delimiter), "/usr/bin", "/usr/sbin"];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

/** Makes sure that every program is there; returns the sentence to say where that cannot be. */
export function ensurePrograms(wanted: readonly { names: string[]; debian: string }[]): string | undefined {
  const missing = () =>
    wanted.filter(({ names }) => findProgram(names) === undefined).map(({ debian }) => debian);
  if (missing().length === 0) return undefined;
  const packages = [...new Set(missing())].join(" ");
  const command = `apt-get install -y --no-install-recommends ${packages}`;
  if (process.getuid?.() !== 0 || findProgram(["apt-get"]) === undefined) {
    return `The tests need ${packages}. Install it, for example with: sudo ${command}`;
  }
  console.log(`Installing ${packages} ...`);
  const options = { stdio: "inherit", env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  spawnSync("apt-get", ["update", "-q"], options);
  spawnSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages.split(" ")], options);
  return missing().length === 0
    ? undefined
    : `${missing().join(" ")} could not be installed. Try: ${command}`;
}

/** Every name under which a Chromium that Playwright can drive is found. */
export const chromiumNames = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
