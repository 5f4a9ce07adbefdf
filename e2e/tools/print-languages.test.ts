/** Whole editions in other languages and scripts, every product of them: shaped, inside their boxes, in the right direction, readable in greys. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { InterfaceLocale } from "@bluehour/domain/locales";
import { filesOf, takeOrder } from "@bluehour/print/order";
import { openPress } from "@bluehour/print/press";
import type { Press } from "@bluehour/print/press";
import { readPgm, renderPages, zbarReads } from "./print-decoders.ts";
import { editionCodes, editionIn } from "./print-edition.ts";
import { structureOf } from "./print-structure.ts";
import { contrastOf, outside, overlapping, wordsOfPages } from "./print-words.ts";

let folder: string;
let press: Press;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-languages-"));
  const opened = await openPress();
  assert.ok(opened.ok);
  press = opened.press;
});

after(() => rmSync(folder, { recursive: true, force: true }));

const editions: { languages: string[]; long?: number; locale: InterfaceLocale }[] = [
  { languages: ["en", "ar", "vi"], locale: "ar" },
  { languages: ["en", "ar", "vi"], locale: "en", long: 9 },
  { languages: ["ar", "en", "vi"], locale: "ar", long: 30 },
  { languages: ["ti", "el", "uk", "ru"], locale: "ro" },
];

function printed({ languages, long = 1, locale }: (typeof editions)[number]): string[] {
  const result = takeOrder({
    releases: editionIn(languages, { long }),
    installation: "shadows",
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    figures: ["walking", "child", "pair"],
    locale,
  });
  assert.ok(result.ok);
  const out = mkdtempSync(join(folder, "edition-"));
  return [...filesOf(result.taken, press)].flatMap(({ files, problems }) => {
    assert.deepEqual(problems, []);
    return files.map(({ path, bytes }) => {
      const file = join(out, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      return file;
    });
  });
}

for (const edition of editions) {
  const name = `${edition.languages.join(", ")}${edition.long === undefined ? "" : `, ${edition.long} times as long`}`;
  test(`an edition in ${name}: no word leaves its page or stands over another, each is readable in greys, all is tagged, every code is read`, () => {
    const files = printed(edition);
    assert.equal(new Set(files.map((file) => file.split("/").at(-2))).size > 7, true);
    for (const pdf of files.filter((file) => file.endsWith(".pdf"))) {
      if (pdf.includes("plot")) {
        assert.deepEqual(structureOf(pdf).complaints, [], pdf);
        continue;
      }
      // Small type needs many pixels for its full colour to show.
      const resolution = /a-board|poster-a2/.test(pdf) ? 130 : /sticker|poster/.test(pdf) ? 180 : 220;
      const prefix = `${pdf}-p`;
      renderPages(pdf, prefix, resolution);
      const { complaints, tags, direction } = structureOf(pdf);
      assert.deepEqual(complaints, [], pdf);
      const isArabic = /\/Lang \(ar\)/.test(readFileSync(pdf, "latin1"));
      if (isArabic && /folder|letter|chalk|tiles/.test(pdf)) assert.equal(direction, "R2L", pdf);
      // What is read first is what the sheet is about.
      if (/codes|sticker|card|chalk|tiles/.test(pdf)) assert.equal(tags[1], "H1", pdf);
      const rendered = readdirSync(dirname(pdf))
        .filter((file) => join(dirname(pdf), file).startsWith(`${prefix}-`))
        .toSorted()
        .map((file) => join(dirname(pdf), file));
      for (const [index, page] of wordsOfPages(pdf).entries()) {
        const where = `${pdf.split("/").slice(-2).join("/")}, page ${index + 1}`;
        assert.deepEqual(outside(page), [], where);
        assert.deepEqual(overlapping(page), [], where);
        const picture = readPgm(rendered[index] ?? "");
        // A dot or a single letter has too few pixels to judge.
        for (const word of page.words.filter(({ text }) => /[\p{L}\p{N}]{2}/u.test(text))) {
          const contrast = contrastOf(word, picture, resolution);
          assert.ok(
            (contrast ?? 21) >= 4.5,
            `${where}: “${word.text}” has a contrast of ${contrast?.toFixed(1)}`,
          );
        }
      }
      if (/codes|sticker|poster|board|card|leaflet|booklet/.test(pdf)) {
        const found = [...zbarReads(rendered).values()].flat();
        if (/codes|sticker/.test(pdf))
          assert.deepEqual(
            found.toSorted(),
            editionCodes.map((code) => `HTTPS://DAY.EXAMPLE.ORG/S/${code}`).toSorted(),
          );
        else
          assert.ok(
            found.some((text) => text.endsWith("installations/shadows")),
            pdf,
          );
      }
      for (const file of rendered) rmSync(file);
    }
  });
}

test("a line of Arabic begins on the right, on posters, cards, in leaflets and in the crew's folder; a number keeps its plus sign in front", () => {
  const files = printed({ languages: ["ar", "en"], locale: "ar" });
  const page = (path: string, index = 0) => {
    const found = wordsOfPages(files.find((file) => file.endsWith(path)) ?? "")[index];
    assert.ok(found, path);
    return found;
  };
  const isArabic = (text: string) => /[\u0600-\u06FF\uFE70-\uFEFF]{2}/.test(text);
  for (const path of [
    "posters/poster-a3.pdf",
    "boards/a-board-a1.pdf",
    "cards/table-card-a4.pdf",
    "crew/folder-ar.pdf",
    "crew/permit-letter-ar.pdf",
    "shadows/walking/chalk-grid.pdf",
  ]) {
    const { words, width } = page(path);
    const arabic = words.filter(({ text }) => isArabic(text));
    assert.ok(arabic.length > 5, path);
    // The line that reaches furthest to the right begins at the margin, and shorter lines leave room on the left.
    assert.ok(Math.max(...arabic.map(({ x1 }) => x1)) > 0.88 * width, path);
    assert.ok(Math.max(...arabic.map(({ x0 }) => width - x0)) < 0.97 * width, path);
  }
  // The leaflet opens as an Arabic book does: its cover is on the left, its first language on the right.
  const leaflet = "leaflets/leaflet-0000000006.pdf";
  const places = (index: number, word: string) => {
    const { words, width } = page(leaflet, index);
    return words.filter(({ text }) => text === word).map(({ x0 }) => x0 / width);
  };
  assert.ok(places(0, "squared").every((place) => place < 0.36) && places(0, "squared").length === 1);
  assert.ok(places(1, "squared").every((place) => place > 0.33 && place < 0.66));
  assert.ok(
    page(leaflet, 1)
      .words.filter(({ text }) => isArabic(text))
      .every(({ x0 }) => x0 > 0.6 * page(leaflet, 1).width),
  );
  const textOf = (path: string) =>
    execFileSync("pdftotext", ["-raw", files.find((file) => file.endsWith(path)) ?? "", "-"], {
      encoding: "utf8",
    }).replaceAll(/[\u202A-\u202E]/g, "");
  const text = textOf("folder-ar.pdf");
  assert.match(text, /\+\d{9}/);
  // What is copied, searched and read aloud: each letter once. A font that draws a letter's dots apart gives it twice.
  const words = textOf("poster-a3.pdf").split(/\s+/);
  for (const word of ["ويمكن", "يتعلموا", "تحكي", "وتهديدات"]) assert.ok(words.includes(word), word);
});

test("every product of an edition in all languages of the interface, for a crew of each", () => {
  for (const locale of interfaceLocales) {
    const files = printed({ languages: ["en", "ar"], locale }).filter((file) =>
      /crew|shadows.*(chalk|tiles)/.test(file),
    );
    for (const pdf of files.filter((file) => file.endsWith(".pdf")))
      for (const [index, page] of wordsOfPages(pdf).entries()) {
        const where = `${locale}: ${pdf.split("/").slice(-2).join("/")}, page ${index + 1}`;
        assert.deepEqual(outside(page), [], where);
        assert.deepEqual(overlapping(page), [], where);
      }
  }
});
