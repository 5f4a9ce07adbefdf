/**
 * The faces that paper is set in. They are files of npm packages with open licences (SIL OFL), so a machine without fonts and without a
 * network prints the same sheets; Typst embeds the glyphs that a sheet uses.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** One font file, loaded. */
export type FontFile = { name: string; bytes: Uint8Array };

/** The families in the order in which Typst looks for a glyph: `serif` for what is read, `sans` for everything else. */
export const families = {
  serif: ["Source Serif 4", "Vazirmatn", "Noto Sans Ethiopic"],
  sans: ["Source Sans 3", "Vazirmatn", "Noto Sans Ethiopic"],
} as const;

/** Files behind {@link families}: Latin with Vietnamese, Greek and Cyrillic; Arabic; Ethiopic. */
export const fontFiles = [
  "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
  "@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf",
  "@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf",
  "@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf",
  "@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf",
  "@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf",
  "@expo-google-fonts/vazirmatn/600SemiBold/Vazirmatn_600SemiBold.ttf",
  "@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
  "@expo-google-fonts/noto-sans-ethiopic/600SemiBold/NotoSansEthiopic_600SemiBold.ttf",
] as const;

/** Either every font, or the name of the first that is not there. */
export type Fonts = { ok: true; files: FontFile[] } | { ok: false; missing: string };

/** Reads the font files from the installed packages. */
export function readFonts(names: readonly string[] = fontFiles): Fonts {
  const { resolve } = createRequire(import.meta.url);
  const files: FontFile[] = [];
  for (const name of names) {
    try {
      files.push({ name, bytes: readFileSync(resolve(name)) });
    } catch {
      return { ok: false, missing: name };
    }
  }
  return { ok: true, files };
}

/** The characters that a font file can draw, from its `cmap` table (formats 4 and 12, which all fonts of today carry). */
export function coverageOf(bytes: Uint8Array): Set<number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const covered = new Set<number>();
  const tables = view.getUint16(4);
  for (let index = 0; index < tables; index += 1) {
    const record = 12 + index * 16;
    if (view.getUint32(record) !== 0x63_6d_61_70) continue;
    const cmap = view.getUint32(record + 8);
    for (let sub = 0; sub < view.getUint16(cmap + 2); sub += 1) {
      const start = cmap + view.getUint32(cmap + 4 + sub * 8 + 4);
      const format = view.getUint16(start);
      if (format === 12) {
        for (let group = 0; group < view.getUint32(start + 12); group += 1) {
          const at = start + 16 + group * 12;
          for (let code = view.getUint32(at); code <= view.getUint32(at + 4); code += 1) covered.add(code);
        }
      }
      if (format === 4) {
        const segments = view.getUint16(start + 6) / 2;
        for (let segment = 0; segment < segments; segment += 1) {
          const last = view.getUint16(start + 14 + segment * 2);
          const first = view.getUint16(start + 16 + segments * 2 + segment * 2);
          for (let code = first; code <= last && code !== 0xff_ff; code += 1) covered.add(code);
        }
      }
    }
  }
  return covered;
}

// What a text may hold without any glyph: controls, joiners, direction marks, variation selectors.
const needsNoGlyph = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFE00-\uFE0F]/u;

/** Characters of these texts that none of the fonts can draw, each once, in order of appearance. */
export function uncoveredCharacters(texts: Iterable<string>, covered: ReadonlySet<number>): string[] {
  const missing = new Set<string>();
  for (const text of texts) {
    for (const character of text) {
      if (!covered.has(character.codePointAt(0) ?? 0) && !needsNoGlyph.test(character))
        missing.add(character);
    }
  }
  return [...missing];
}
