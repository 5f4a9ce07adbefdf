#!/usr/bin/env node
import { runWithNode } from "../../../tools/with-node.mjs";

await runWithNode(new URL("../src/main.ts", import.meta.url), process.argv.slice(2));
