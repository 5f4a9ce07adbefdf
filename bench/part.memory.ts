/** What the site's process holds in memory with 10,000 stories: after its start, after every story was read, and after a day's rush. */
import { readFileSync } from "node:fs";
import { placementPath } from "@bluehour/domain/addresses";
import { contentsOf, storyPath } from "./data-folder.ts";
import { connect, phoneHeaders } from "./raw-http.ts";
import { judged, number } from "./row.ts";
import type { Row } from "./row.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const requests = 30_000;
const connections = 8;

export async function measureMemory(here: Surroundings): Promise<Row[]> {
  const data = await here.store({ stories: 10_000, words: 800, placements: 200 });
  const writer = await holdStore(data);
  const site = await here.site(data);
  const { stories, codes } = contentsOf(data);
  const rows: Row[] = [];
  const weigh = (moment: string): void => {
    const { resident, proportional } = memoryOf(site.pid);
    rows.push(
      judged(
        {
          part: "memory",
          measure: `site's resident memory with 10,000 stories, ${moment}`,
          value: resident,
          unit: "MB",
          note: `${number(proportional)} MB without its share of what other processes use too`,
        },
        "below",
        120,
      ),
    );
  };

  weigh("after the first answer");
  await ask(site.port, stories.map(storyPath));
  weigh("after every story was read once");
  // As on the day: most people stand before the codes, some wander through everything.
  const rush = Array.from({ length: requests }, (_, index) => {
    const wanders = index % 5 === 0;
    const story = stories[(index * 7919) % stories.length] as (typeof stories)[number];
    return wanders ? storyPath(story) : placementPath(codes[(index * 31) % codes.length] ?? "");
  });
  await ask(site.port, rush);
  weigh(`after ${number(requests)} requests more`);
  await site.end();
  await writer.close();
  return rows;
}

async function ask(port: number, paths: readonly string[]): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    const connection = await connect(port);
    while (next < paths.length) {
      const path = paths[next] as string;
      next += 1;
      const { status } = await connection.get(path, phoneHeaders);
      if (status !== 200) throw new Error(`${path} answered ${status}.`);
    }
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Megabytes (10^6 bytes) of a process, from the kernel's own count. */
function memoryOf(pid: number): { resident: number; proportional: number } {
  const read = (file: string, name: string): number => {
    const line = new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${pid}/${file}`, "utf8"));
    return (Number(line?.[1]) * 1024) / 1e6;
  };
  return { resident: read("status", "VmRSS"), proportional: read("smaps_rollup", "Pss") };
}
