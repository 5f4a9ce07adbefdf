/** Asks two stores for the first page of their stories and of searches, turn about, and prints medians. `node bench/lists.child.ts FEW MANY` */
import { listPath, searchPath } from "@bluehour/domain/addresses";
import { editionId } from "./large-edition.ts";
import { openApp } from "./open-app.ts";
import type { Lists } from "./part.lists.ts";
import { median } from "./row.ts";

const [few = "", many = ""] = process.argv.slice(2);
const opened = { few: await openApp(few, { shelved: false }), many: await openApp(many, { shelved: false }) };
const path = listPath(editionId, "fr", "story");
const times = {
  page: { few: [] as number[], many: [] as number[] },
  list: { few: [] as number[], many: [] as number[] },
};

for (let round = 0; round < 1000; round += 1) {
  for (const which of ["few", "many"] as const) {
    const { app, reader } = opened[which];
    const from = performance.now();
    const response = await app.request(path);
    await response.arrayBuffer();
    const rendered = performance.now();
    const { items, next } = await reader.list({
      kind: "story",
      edition: editionId,
      locale: "fr",
      surface: "list",
      limit: 24,
    });
    const listed = performance.now();
    if (response.status !== 200 || items.length !== 24 || next === undefined)
      throw new Error(`${path} answered ${response.status}, and the list has ${items.length}.`);
    // The first rounds compile.
    if (round < 200) continue;
    times.page[which].push(rendered - from);
    times.list[which].push(listed - rendered);
  }
}

/** Medians of a search's first page, and of the store's answer alone. */
async function timesOf(text: string): Promise<Lists["searches"][number]> {
  const asked = searchPath(editionId, "fr", { q: text });
  const took = {
    page: { few: [] as number[], many: [] as number[] },
    store: { few: [] as number[], many: [] as number[] },
  };
  for (let round = 0; round < 250; round += 1) {
    for (const which of ["few", "many"] as const) {
      const { app, reader } = opened[which];
      const from = performance.now();
      const response = await app.request(asked);
      await response.arrayBuffer();
      const rendered = performance.now();
      const query = { edition: editionId, locale: "fr", surface: "search", text, limit: 24 } as const;
      const { items } = await reader.search(query);
      const found = performance.now();
      // A page that is not full in both would compare different pages.
      if (response.status !== 200 || items.length !== 24)
        throw new Error(`A search for "${text}" answered ${response.status} with ${items.length} hits.`);
      if (round < 50) continue;
      took.page[which].push(rendered - from);
      took.store[which].push(found - rendered);
    }
  }
  return {
    text,
    page: { few: median(took.page.few), many: median(took.page.many) },
    store: { few: median(took.store.few), many: median(took.store.many) },
  };
}

const searches: Lists["searches"] = [];
for (const text of ["la", "la de", "pa"]) searches.push(await timesOf(text));
const result: Lists = {
  searches,
  page: { few: median(times.page.few), many: median(times.page.many) },
  list: { few: median(times.list.few), many: median(times.list.many) },
};
for (const { close } of Object.values(opened)) await close();
console.log(JSON.stringify(result));
