/** The look does not change unseen: pictures of the gallery and of every type of page against those that were accepted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PNG } from "pngjs";
import { openBrowser } from "./browser.ts";
import { differenceOf, lookAtAll } from "./visual/pictures.ts";
import { root, sourceFiles } from "../tools/sources.ts";

test("every page looks as it was accepted", { timeout: 240_000 }, async () => {
  const browser = await openBrowser();
  try {
    const faults = await lookAtAll(browser, { update: false });
    assert.deepEqual(
      faults,
      [],
      "Look at e2e/visual/found (what is new, and NAME.difference.png). If it is meant: npm run visual -- --update, and commit.",
    );
  } finally {
    await browser.close();
  }
});

test("a line that has moved is seen, the hair's breadth of a letter is not", () => {
  const picture = (inked: (x: number, y: number) => number): PNG => {
    const png = new PNG({ width: 360, height: 400 });
    for (let at = 0; at < png.data.length; at += 4)
      png.data.set(
        [250, 250, 250].map((c) => c - inked((at / 4) % 360, Math.floor(at / 1440))).concat(255),
        at,
      );
    return png;
  };
  const stripes = (shift: number) => picture((x, y) => (x < 300 && (y + shift) % 100 < 12 ? 200 : 0));
  assert.ok(differenceOf(stripes(0), stripes(8)).share > 0.05);
  assert.equal(
    differenceOf(
      stripes(0),
      picture((x, y) => (x < 300 && y % 100 < 12 ? 190 : 0)),
    ).share,
    0,
  );
  assert.ok(
    differenceOf(stripes(0), new PNG({ width: 360, height: 300 })).share > 0.2,
    "a shorter page is another",
  );
});

test("no page of the site knows the gallery", () => {
  for (const file of sourceFiles([".ts", ".tsx"]).filter((path) => path.startsWith("apps/site/src/")))
    assert.doesNotMatch(readFileSync(join(root, file), "utf8"), /from "[^"]*gallery/, file);
});
