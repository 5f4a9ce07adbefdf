/** Every type of page in every language, read by the W3C's checker: valid HTML, CSS and SVG, without a warning. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { interfaceLocales } from "@bluehour/domain/locales";
import { nuComplaints } from "../../tools/nu-checker.ts";
import { root } from "../../tools/sources.ts";
import { pageTypes, samplesOf } from "../page-types.ts";
import { startDay } from "../start-day.ts";

/** What the checker says and we leave as it is. */
const left = [
  // Hono closes what needs no closing; every value of ours has its quotes.
  "Trailing slash on void elements",
  // Not on the checker's list of properties: two of SVG's, and one that a browser may pass over.
  "“vector-effect”",
  "“paint-order”",
  "“scroll-initial-target”",
];

test("the Nu checker finds nothing on any type of page in any language", { timeout: 300_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "bluehour-nu-"));
  const day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  try {
    const samples = await samplesOf(day);
    const files = new Map<string, string>();
    for (const locale of interfaceLocales) {
      for (const [index, address] of pageTypes(locale, samples).entries()) {
        const answer = await fetch(day.origin + address, { headers: { "accept-language": locale } });
        const file = join(folder, `${locale}-${index}.html`);
        await writeFile(file, await answer.text());
        files.set(file, address);
      }
    }
    const complaints = nuComplaints([...files.keys()])
      .filter((line) => !left.some((words) => line.includes(words)))
      .map((line) => line.replace(/^file:(\S+\.html)/, (_all, path: string) => files.get(path) ?? path));
    assert.deepEqual(complaints, []);
    // The checker is awake: it finds what is wrong with this.
    const wrong = join(folder, "wrong.html");
    await writeFile(wrong, "<!doctype html><html lang=en><title>x</title><p><div>y</div></p>");
    assert.notDeepEqual(nuComplaints([wrong]), []);
  } finally {
    await day.end();
    await rm(folder, { recursive: true, force: true });
  }
});
