import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadBundle } from "./load.ts";
import { formatProblem } from "./problem.ts";
import { inFolder, problemsOf } from "./test-bundle.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../docs/bundle.md"), "utf8");

/** The files of one of the guide's examples: a line that names one or two files, then as many fenced blocks. */
function exampleFiles(title: string): Record<string, string> {
  const [section = ""] = guide.slice(guide.indexOf(title)).split(/\n(?=## )/);
  const files: Record<string, string> = {};
  let names: string[] = [];
  for (const [, heading, content] of section.matchAll(/^(`(?!`)[^\n]+)$|^```\w+\n([^]*?)^```$/gm)) {
    if (heading !== undefined) names = [...heading.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");
    else files[names.shift() ?? "unnamed"] = content ?? "";
  }
  return files;
}

describe("docs/bundle.md", () => {
  it("shows a bundle that loads as it stands there", async () => {
    const files = exampleFiles("## The smallest bundle");
    assert.equal(Object.keys(files).length, 9);
    await inFolder(files, async (folder) => {
      const result = await loadBundle(folder);
      assert.deepEqual(
        problemsOf(result).map((problem) => formatProblem(problem, "en")),
        [],
      );
      assert.ok(result.ok);
      assert.deepEqual(
        result.bundle.drafts.map(({ kind, id }) => `${kind} ${id}`),
        ["organisation our-group", "installation shadows", "story 7K3M9QX2TR"],
      );
    });
  });

  it("shows a spreadsheet of landmarks that loads as it stands there", async () => {
    const sheets = exampleFiles("## Landmarks in a spreadsheet");
    assert.deepEqual(Object.keys(sheets), ["landmarks/cities.csv"]);
    const files = exampleFiles("## The smallest bundle");
    const edition = files["edition.yaml"]?.replace("languages: [en]", "languages: [en, fr]") ?? "";
    await inFolder({ ...files, "edition.yaml": edition, ...sheets }, async (folder) => {
      const result = await loadBundle(folder);
      assert.deepEqual(
        problemsOf(result).map((problem) => formatProblem(problem, "en")),
        [],
      );
      assert.ok(result.ok);
      assert.deepEqual(
        result.bundle.drafts.flatMap((draft) =>
          draft.kind === "landmark" ? [`${draft.id} ${draft.data.zone} ${draft.data.city}`] : [],
        ),
        [
          "town-hall-brussels Europe/Brussels brussels",
          "belfry-bruges Europe/Brussels bruges",
          "cathedral-tromso Europe/Oslo tromso",
          "the-old-bridge-mostar Europe/Sarajevo mostar",
          "city-hall-new-york America/New_York new-york",
        ],
      );
      assert.equal(result.bundle.edition.data.lightsEnd, "2026-07-31T05:59:00+02:00");
    });
  });
});
