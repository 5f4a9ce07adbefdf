/** Turns TypeScript into what Node or a browser runs. What was turned once is kept by the hash of its content: a warm start never loads esbuild. */
import { createHash } from "node:crypto";
import type * as Esbuild from "esbuild";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
// The version of esbuild is part of the key: another version may turn the same source differently.
const esbuildVersion = (require("esbuild/package.json") as { version: string }).version;
const cacheFolder = fileURLToPath(new URL("../../../node_modules/.cache/bluehour", import.meta.url));

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function keep(file: string, code: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Written aside and renamed: another process may read it at this moment.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A read-only installation turns the sources at every start instead (about 0.1 s).
  }
}

/** The source turned with these options, from the cache where it is there. */
export function keptTransform(source: string, options: Esbuild.TransformOptions): string {
  const key = `${esbuildVersion}\n${JSON.stringify(options)}\n${source}`;
  const file = join(cacheFolder, `${createHash("sha256").update(key).digest("hex")}.mjs`);
  const kept = readKept(file);
  if (kept !== undefined) return kept;
  const esbuild = require("esbuild") as typeof Esbuild;
  const { code } = esbuild.transformSync(source, options);
  keep(file, code);
  return code;
}
