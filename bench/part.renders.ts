/** Cold renders: pages that are on no shelf. A process of its own on one core, asked through the app without a port. */
import { once } from "node:events";
import { root } from "../tools/sources.ts";
import { judged } from "./row.ts";
import type { Row } from "./row.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

/** What `renders.child.ts` reports, each as things a second. */
export type Renders = { cold: number; again: number; brotli: number; reads: number; stories: number };

export async function measureRenders(here: Surroundings): Promise<Row[]> {
  const data = await here.store({ stories: 10_000, words: 800, placements: 200 });
  const writer = await holdStore(data);
  const measured = await runChild<Renders>(here, "renders.child.ts", [data]);
  await writer.close();
  const row = { part: "renders", unit: "pages/s" };
  return [
    judged(
      {
        ...row,
        measure: "cold renders, store read included",
        value: measured.cold,
        note: `${measured.stories} distinct 800-word stories of 10,000, each for the first time; one core, no compression`,
      },
      "least",
      10_000,
    ),
    {
      ...row,
      measure: "the same, story read before",
      value: measured.again,
      note: "after a change elsewhere: every page is rendered anew",
    },
    {
      ...row,
      measure: "cold renders with Brotli",
      value: measured.brotli,
      note: "what a first visitor costs",
    },
    {
      ...row,
      unit: "stories/s",
      measure: "store read alone",
      value: measured.reads,
      note: "each for the first time, checked against the schema",
    },
  ];
}

/** Runs one of the bench's own programs on the first core and takes the JSON that it prints. */
export async function runChild<T>(here: Surroundings, file: string, args: readonly string[]): Promise<T> {
  const { child, end } = here.start(process.execPath, [`${root}/bench/${file}`, ...args], {
    core: 0,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  await end();
  if (code !== 0) throw new Error(`bench/${file} ended with ${code}.`);
  return JSON.parse(output) as T;
}
