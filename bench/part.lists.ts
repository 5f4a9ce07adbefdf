/** What the first page of the list of stories, and of a search, costs with few and with very many of them. */
import { judged, number } from "./row.ts";
import type { Row } from "./row.ts";
import { runChild } from "./part.renders.ts";
import { holdStore } from "./surroundings.ts";
import type { Surroundings } from "./surroundings.ts";

/** Milliseconds, medians. */
export type Lists = {
  page: { few: number; many: number };
  list: { few: number; many: number };
  searches: {
    text: string;
    page: { few: number; many: number };
    store: { few: number; many: number };
  }[];
};

/** What each of the searches stands for. */
const searched = ["a word that most stories have", "two such words", "the beginning of many words"];

const many = 100_000;
const few = 100;

export async function measureLists(here: Surroundings): Promise<Row[]> {
  // Short stories in both, so that the large one can be built in a minute; the bodies on a page are alike.
  const folders = await Promise.all(
    [few, many].map((stories) => here.store({ stories, words: 30, placements: 0 })),
  );
  const writers = await Promise.all(folders.map(holdStore));
  const { page, list, searches } = await runChild<Lists>(here, "lists.child.ts", folders);
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
    ...searches.map((search, index) =>
      judged(
        {
          ...row,
          measure: `first page of a search for ${searched[index]}, 100,000 to 100`,
          value: search.page.many / search.page.few,
          unit: "times",
          note:
            `"${search.text}": ${number(search.page.few)} and ${number(search.page.many)} ms, rendered anew each time, 24 hits shown; ` +
            `the store's answer alone ${number(search.store.few)} and ${number(search.store.many)} ms`,
        },
        "most",
        2,
      ),
    ),
  ];
}
