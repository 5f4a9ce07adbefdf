/**
 * `npm run bench`: measures the house and prints a table. `npm run bench -- wire memory` runs these parts alone; `--json` prints the rows
 * as JSON. Nothing in here is a test: a missed target is a line that says so. docs/measures.md says what each line means.
 */
import { availableParallelism, cpus, release } from "node:os";
import { chromiumNames, ensurePrograms } from "../tools/programs.ts";
import { measureDark } from "./part.dark.ts";
import { measureIdentify } from "./part.identify.ts";
import { measureLights } from "./part.lights.ts";
import { measureLists } from "./part.lists.ts";
import { measureMemory } from "./part.memory.ts";
import { measureNginx } from "./part.nginx.ts";
import { measurePrint } from "./part.print.ts";
import { measureRenders } from "./part.renders.ts";
import { measureSky } from "./part.sky.ts";
import { measureStart } from "./part.start.ts";
import { measureWire } from "./part.wire.ts";
import { table } from "./row.ts";
import type { Row } from "./row.ts";
import { surroundings } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const parts: Record<string, (here: Surroundings) => Promise<Row[]>> = {
  wire: measureWire,
  nginx: measureNginx,
  renders: measureRenders,
  dark: measureDark,
  start: measureStart,
  memory: measureMemory,
  lists: measureLists,
  sky: measureSky,
  lights: measureLights,
  print: measurePrint,
  identify: measureIdentify,
};

const typed = process.argv.slice(2);
const asked = typed.filter((word) => !word.startsWith("--"));
const unknown = asked.filter((name) => parts[name] === undefined);
if (unknown.length > 0) {
  console.error(
    `There is no part "${unknown.join('", "')}". Choose among: ${Object.keys(parts).join(", ")}.`,
  );
  process.exit(2);
}
const missing = ensurePrograms([
  { names: chromiumNames, debian: "chromium" },
  { names: ["nginx"], debian: "nginx-light" },
  { names: ["wrk"], debian: "wrk" },
  { names: ["taskset"], debian: "util-linux" },
  { names: ["zbarimg"], debian: "zbar-tools" },
]);
if (missing !== undefined) {
  console.error(missing);
  process.exit(1);
}

const since = performance.now();
const say = (line: string) =>
  console.error(`${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s  ${line}`);
const here = surroundings(say);
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void here.close().finally(() => process.exit(signal === "SIGINT" ? 130 : 143));
  });
}

const rows: Row[] = [];
let broken = 0;
try {
  for (const [name, measure] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    say(`${name} ...`);
    try {
      rows.push(...(await measure(here)));
    } catch (error) {
      // One part that cannot be measured must not cost the others.
      broken += 1;
      console.error(`${name} could not be measured:`, error);
    } finally {
      await here.endAll();
    }
  }
} finally {
  await here.close();
}
if (typed.includes("--json")) console.log(JSON.stringify(rows, null, 2));
else {
  console.log(table(rows));
  const judged = rows.filter(({ met }) => met !== undefined);
  const model = cpus()[0]?.model ?? "unknown processor";
  console.log(
    `\n${judged.filter(({ met }) => met).length} of ${judged.length} targets met. ` +
      `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores (${model}), Linux ${release()}, Node ${process.versions.node}, ` +
      `${Math.round((performance.now() - since) / 1000)} s.`,
  );
}
process.exitCode = broken === 0 ? 0 : 1;
