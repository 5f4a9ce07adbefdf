/**
 * The Nu Html Checker, fetched when it is first needed: 32 MB that nobody else's installation should carry, in a package whose own
 * install script would download a Java. Here nothing of it runs but the checker, with the machine's Java.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "./programs.ts";
import { root } from "./sources.ts";

const version = "26.9.27";
const sha256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47";
const folder = join(root, ".cache", "nu");
const jar = join(folder, "node_modules/vnu-jar/build/dist/vnu.jar");

function isWhole(): boolean {
  return existsSync(jar) && createHash("sha256").update(readFileSync(jar)).digest("hex") === sha256;
}

/** What the checker complains of in these files, a line each. Throws where the checker itself cannot be had. */
export function nuComplaints(files: readonly string[]): string[] {
  const java = findProgram(["java"]);
  if (java === undefined) throw new Error("The Nu checker needs Java: apt-get install default-jre-headless");
  if (!isWhole()) {
    mkdirSync(folder, { recursive: true });
    spawnSync("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-save", `vnu-jar@${version}`], {
      stdio: "inherit",
    });
    if (!isWhole()) throw new Error(`vnu-jar ${version} could not be fetched, or is not the file it was.`);
  }
  const { stderr } = spawnSync(java, ["-jar", jar, "--format", "json", "--exit-zero-always", ...files], {
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const { messages } = JSON.parse(stderr) as {
    messages: { url?: string; type: string; lastLine?: number; message: string; extract?: string }[];
  };
  return messages.map(
    ({ url = "", type, message, extract = "" }) => `${url}: ${type}: ${message} ${extract.trim()}`,
  );
}
