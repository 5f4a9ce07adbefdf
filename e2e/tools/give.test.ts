/** The code for a transfer on the page of the ways to help, as a telephone before a screen sees it: read by zbar and ZXing. */
import assert from "node:assert/strict";
import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { root } from "../../tools/sources.ts";
import { openBrowser } from "../browser.ts";
import { startDay } from "../start-day.ts";
import { writePgm, zbarReads, zxingReads } from "./print-decoders.ts";

test("the transfer code on the page of the ways to help is read from every screen, in light and in dark, and says the account as typed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "bluehour-give-"));
  const bundle = join(folder, "bundle");
  await cp(join(root, "campaigns/belgium-2020"), bundle, { recursive: true });
  await appendFile(
    join(bundle, "appeals/give.yaml"),
    'account:\n  holder: "Fondation Exemple"\n  iban: "BE68 5390 0754 7034"\n  remittance: "Ombres 2020"\n',
  );
  const day = await startDay({ data: join(folder, "data"), bundle });
  const browser = await openBrowser();
  const wanted = "BCD\n002\n1\nSCT\n\nFondation Exemple\nBE68539007547034\n\n\n\nOmbres 2020";
  try {
    for (const width of [320, 1280]) {
      for (const colorScheme of ["light", "dark"] as const) {
        for (const deviceScaleFactor of [1, 3]) {
          const context = await browser.newContext({
            viewport: { width, height: 900 },
            colorScheme,
            deviceScaleFactor,
          });
          const page = await context.newPage();
          await page.goto(`${day.origin}/2020/fr/ways`);
          const where = `${width} ${colorScheme} ${deviceScaleFactor}`;
          // The code with some of the page around it: its quiet zone must be its own.
          const box = await page.locator("svg.code").boundingBox();
          assert.ok(box, where);
          await page.locator("svg.code").scrollIntoViewIfNeeded();
          const { data, info } = await sharp(await page.screenshot())
            .flatten({ background: "#808080" })
            .greyscale()
            .raw()
            .toBuffer({ resolveWithObject: true });
          await context.close();
          const picture = { width: info.width, height: info.height, data: new Uint8Array(data) };
          const file = join(folder, "screen.pgm");
          writePgm(file, picture);
          assert.deepEqual([...zbarReads([file]).values()].flat(), [wanted], `zbar, ${where}`);
          assert.deepEqual(await zxingReads(picture), [wanted], `ZXing, ${where}`);
        }
      }
    }
  } finally {
    await browser.close();
    await day.end();
    await rm(folder, { recursive: true, force: true });
  }
});
