/** Starts the private preview: a process of its own, beside the public one, on this machine alone. See main.ts for what comes first. */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/bluehour/compiled", import.meta.url)));
await import("./preview/run.ts");
