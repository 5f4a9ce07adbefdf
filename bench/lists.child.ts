/** Asks two stores for the first page of their stories, turn about, and prints medians. `node bench/lists.child.ts FEW MANY` */
import { listPath } from "@bluehour/domain/addresses";
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
const result: Lists = {
  page: { few: median(times.page.few), many: median(times.page.many) },
  list: { few: median(times.list.few), many: median(times.list.many) },
};
for (const { close } of Object.values(opened)) await close();
console.log(JSON.stringify(result));
