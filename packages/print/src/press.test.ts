import assert from "node:assert/strict";
import { test } from "node:test";
import { fontFiles, readFonts, uncoveredCharacters } from "./fonts.ts";
import { openPress } from "./press.ts";
import type { Press } from "./press.ts";

const at = new Date("2020-07-30T10:00:00Z");

async function press(): Promise<Press> {
  const opened = await openPress();
  assert.ok(opened.ok);
  return opened.press;
}

const latin = (pdf: Uint8Array) => new TextDecoder("latin1").decode(pdf);

test("a sheet is a tagged PDF with title, language, embedded fonts, and boxes of the right size", async () => {
  const printed = (await press()).compile({
    title: "Sheet",
    lang: "fr-BE",
    at,
    source: "#set page(width: 120mm, height: 80mm)\n= #data.words",
    data: { words: "Bonjour" },
    boxes: { trimInset: 10, bleed: 3 },
  });
  assert.ok(printed.ok);
  const text = latin(printed.pdf);
  assert.match(text, /\/Marked true/);
  assert.match(text, /\/Lang \(fr-BE\)/);
  assert.match(text, /\/DisplayDocTitle true/);
  assert.match(text, /\/FontFile2/);
  const box = (name: string) =>
    (new RegExp(`/${name} \\[([^\\]]*)\\]`).exec(text)?.[1] ?? "")
      .split(" ")
      .map((points) => Math.round((Number(points) / 72) * 25.4 * 100) / 100);
  assert.deepEqual(box("TrimBox"), [10, 10, 110, 70]);
  assert.deepEqual(box("BleedBox"), [7, 7, 113, 73]);
});

test("the same sheet is the same bytes", async () => {
  const one = await press();
  const job = { title: "Sheet", lang: "en", at, source: "= Title\n#data", data: "words" };
  assert.deepEqual(one.compile(job), one.compile(job));
});

test("words are data: nothing that somebody wrote is read as code", async () => {
  const written = '#panic("read") ] $x$ \\ *bold* <label> @reference //';
  const printed = (await press()).compile({ title: written, lang: "en", at, source: "#data", data: written });
  assert.ok(printed.ok);
});

test("every script that we promise is drawn, and what cannot be drawn is named", async () => {
  const one = await press();
  const words = "Trafic — Ελληνικά Кириллица Tiếng Việt người العربية ትግርኛ łódź ăâ «»„“’\u00A0";
  assert.ok(one.compile({ title: "t", lang: "ar", at, source: "#data", data: words }).ok);
  const refused = one.compile({ title: "t", lang: "en", at, source: "#data", data: { deep: ["漢字 漢"] } });
  assert.deepEqual(refused, {
    ok: false,
    problem: { reason: "characters", values: { characters: "漢 字", sheet: "t" } },
  });
  assert.deepEqual(uncoveredCharacters(["a\u200Fb\n"], new Set([0x61, 0x62])), []);
});

test("a missing font is named, and a template that fails is a value", async () => {
  assert.deepEqual(readFonts(["@expo-google-fonts/none/a.ttf"]), {
    ok: false,
    missing: "@expo-google-fonts/none/a.ttf",
  });
  assert.equal(readFonts(fontFiles).ok, true);
  const refused = (await press()).compile({ title: "t", lang: "en", at, source: "#nothing" });
  assert.equal(refused.ok, false);
});
