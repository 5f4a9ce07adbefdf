/**
 * Starts the public site. Before anything else is loaded it says where compiled code is kept: a second start then neither strips types
 * nor compiles, which is half of its time and a tenth of its memory.
 */
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Where it cannot be written (a read-only image), the start takes longer and that is all.
enableCompileCache(fileURLToPath(new URL("../../../node_modules/.cache/bluehour/compiled", import.meta.url)));
await import("./run.ts");
