/** What the first page of the list of stories costs, with few and with very many of them. */
import { judged, number } from "./row.ts";
import type { Row } from "./row.ts";
import { runChild } from "./part.renders.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

/** Milliseconds, medians. */
export type Lists = { page: { few: number; many: number }; list: { few: number; many: number } };

const many = 100_000;
const few = 100;

export async function measureLists(here: Surroundings): Promise<Row[]> {
  // Short stories in both, so that the large one can be built in a minute; the bodies on a page are alike.
  const folders = await Promise.all(
    [few, many].map((stories) => here.store({ stories, words: 30, placements: 0 })),
  );
  const writers = await Promise.all(folders.map(holdStore));
  const { page, list } = await runChild<Lists>(here, "lists.child.ts", folders);
  for (const writer of writers) await writer.close();
  const row = { part: "lists" };
  return [
    {
      ...row,
      measure: "first page of the stories, 100 stories",
      value: page.few,
      unit: "ms",
      note: "rendered anew each time, 24 stories shown; median",
    },
    { ...row, measure: "first page of the stories, 100,000 stories", value: page.many, unit: "ms" },
    judged(
      {
        ...row,
        measure: "first page, 100,000 to 100",
        value: page.many / page.few,
        unit: "times",
        note: `the store's list alone: ${number(list.many / list.few)} times (${number(list.few)} and ${number(list.many)} ms)`,
      },
      "most",
      2,
    ),
  ];
}
