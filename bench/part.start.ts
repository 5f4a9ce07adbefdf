/** From the start of a process to its first answer: the site alone, and all of `npm start`. */
import { rmSync } from "node:fs";
import { homePath } from "@bluehour/domain/addresses";
import { root } from "../tools/sources.ts";
import { judged, median, number } from "./row.ts";
import type { Row } from "./row.ts";
import { freePort } from "../tools/free-port.ts";
import { holdStore, untilAnswer } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

const times = 5;
/** Where the site keeps its turned views; it makes them anew when they are gone. */
const viewCache = `${root}/node_modules/.cache/bluehour`;

export async function measureStart(here: Surroundings): Promise<Row[]> {
  const rows: Row[] = [];
  const data = await here.store({ stories: 10_000, words: 800, placements: 200 });
  const writer = await holdStore(data);
  const siteStarts = async (cold: boolean): Promise<number[]> => {
    const taken: number[] = [];
    for (let time = 0; time < times; time += 1) {
      if (cold) rmSync(viewCache, { recursive: true, force: true });
      const site = await here.site(data);
      taken.push(site.startedIn);
      await site.end();
    }
    return taken;
  };
  for (const cold of [true, false]) {
    const taken = await siteStarts(cold);
    rows.push(
      judged(
        {
          part: "start",
          measure: `site: start to first answer, ${cold ? "views not yet turned" : "as usual"}`,
          value: median(taken),
          unit: "ms",
          note: `10,000 stories; median of ${times}, longest ${number(Math.max(...taken))}`,
        },
        "most",
        1000,
      ),
    );
  }
  await writer.close();

  const whole: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const port = await freePort();
    const started = here.start("npm", ["start", "--silent"], {
      variables: { BLUEHOUR_DATA: here.folder("start"), SITE_PORT: String(port) },
      group: true,
    });
    whole.push(await untilAnswer(port, homePath("2020", "fr"), started));
    await started.end();
  }
  rows.push({
    part: "start",
    measure: "npm start to first answer, empty data folder",
    value: median(whole),
    unit: "ms",
    note: `npm, supervisor, checking and publishing the campaign, site; median of ${whole.length}, longest ${number(Math.max(...whole))}`,
  });
  return rows;
}
