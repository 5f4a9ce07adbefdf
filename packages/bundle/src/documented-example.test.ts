import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { loadBundle } from "./load.ts";
import { formatProblem } from "./problem.ts";
import { inFolder, problemsOf } from "./test-bundle.ts";

const guide = readFileSync(join(import.meta.dirname, "../../../docs/bundle.md"), "utf8");

/** The files of the guide's example: a line that names one or two files, then as many fenced blocks. */
function exampleFiles(): Record<string, string> {
  const section = guide.slice(guide.indexOf("## The smallest bundle"));
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
    const files = exampleFiles();
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
});
