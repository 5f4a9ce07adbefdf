/**
 * Lets Node load the site's `.tsx` views: one load hook that turns JSX into calls, the same in development and production. Import this
 * first, then the app dynamically.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { keptTransform } from "./kept-transform.ts";

const siteFolder = new URL("..", import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(siteFolder) || !url.endsWith(".tsx")) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const code = keptTransform(readFileSync(file, "utf8"), {
      loader: "tsx",
      format: "esm",
      target: "node24",
      jsx: "automatic",
      jsxImportSource: "hono/jsx",
      sourcefile: file,
      sourcemap: "inline",
    });
    return { format: "module", source: code, shortCircuit: true };
  },
});
