/**
 * Lets Node load the site's `.tsx` views: one load hook that turns JSX into calls, the same in development and production. What was turned
 * once is kept by the hash of its content, so that a warm start never loads esbuild. Import this first, then the app dynamically.
 */
import { createHash } from "node:crypto";
import type * as Esbuild from "esbuild";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const siteFolder = new URL("..", import.meta.url).href;
const require = createRequire(import.meta.url);
// The version of esbuild is part of the key: another version may turn the same source differently.
const esbuildVersion = (require("esbuild/package.json") as { version: string }).version;
const cacheFolder = fileURLToPath(new URL("../../../node_modules/.cache/bluehour", import.meta.url));

function transform(source: string, file: string): string {
  const esbuild = require("esbuild") as typeof Esbuild;
  return esbuild.transformSync(source, {
    loader: "tsx",
    format: "esm",
    target: "node24",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    sourcefile: file,
    sourcemap: "inline",
  }).code;
}

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function keep(file: string, code: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true });
    // Written aside and renamed: another process may read it at this moment.
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
    return true;
  } catch {
    // A read-only installation turns the views at every start instead (about 0.1 s).
    return false;
  }
}

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(siteFolder) || !url.endsWith(".tsx")) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const source = readFileSync(file, "utf8");
    const hash = createHash("sha256").update(`${esbuildVersion}\n${source}`).digest("hex");
    const kept = join(cacheFolder, `${hash}.mjs`);
    let code = readKept(kept);
    if (code === undefined) {
      code = transform(source, file);
      keep(kept, code);
    }
    return { format: "module", source: code, shortCircuit: true };
  },
});
