/** Words as they stand on a page, and whether somebody can read them from a copy in greys. */
import { execFileSync } from "node:child_process";
import type { Grey } from "./print-decoders.ts";

/** A word and its box, in points from the upper left corner of its page. */
export type Word = { text: string; x0: number; y0: number; x1: number; y1: number };

/** A page with its words. */
export type WordPage = { width: number; height: number; words: Word[] };

/** What poppler finds on each page of a PDF. */
export function wordsOfPages(pdf: string): WordPage[] {
  const boxes = execFileSync("pdftotext", ["-bbox", pdf, "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 2 ** 28,
  });
  return boxes
    .split("<page ")
    .slice(1)
    .map((page) => ({
      width: Number(/width="([\d.]+)"/.exec(page)?.[1]),
      height: Number(/height="([\d.]+)"/.exec(page)?.[1]),
      words: [
        ...page.matchAll(
          /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</g,
        ),
      ].map(([, x0, y0, x1, y1, text = ""]) => ({
        text,
        x0: Number(x0),
        y0: Number(y0),
        x1: Number(x1),
        y1: Number(y1),
      })),
    }));
}

/** Words that run out of their page, or nearer to its edge than a printer reaches. */
export function outside({ width, height, words }: WordPage): Word[] {
  return words.filter(({ x0, y0, x1, y1 }) => x0 < 8 || y0 < 0 || x1 > width - 8 || y1 > height);
}

/** A word's box without the room above and below that its font keeps for accents: about what is inked. A word that is turned stands upright. */
function core({ text, x0, y0, x1, y1 }: Word): Omit<Word, "text"> {
  const isTurned = text.length > 2 && y1 - y0 > 1.5 * (x1 - x0);
  const [wide, tall] = [x1 - x0, y1 - y0];
  return isTurned
    ? { x0: x0 + 0.3 * wide, x1: x1 - 0.3 * wide, y0, y1 }
    : { x0, x1, y0: y0 + 0.34 * tall, y1: y1 - 0.3 * tall };
}

/** Pairs of words that stand over each other. */
export function overlapping({ words }: WordPage): [Word, Word][] {
  const cores = words.map(core);
  const found: [Word, Word][] = [];
  for (const [index, one] of words.entries())
    for (let at = index + 1; at < words.length; at += 1) {
      const [a, b, other] = [cores[index], cores[at], words[at]];
      if (a === undefined || b === undefined || other === undefined) continue;
      const wide = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
      const tall = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
      // In one line, letters of a script that joins them reach into each other, and poppler takes some for words.
      const isLine = one.y0 === other.y0 && one.y1 === other.y1;
      const least = isLine ? Math.max(1, 0.3 * Math.min(a.x1 - a.x0, b.x1 - b.x0)) : 1;
      if (wide > least && tall > 0.5) found.push([one, other]);
    }
  return found;
}

function luminance(grey: number): number {
  const share = grey / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** Contrast (1 to 21) between a word and what surrounds it, in greys; `undefined` for what shows no ink, such as an invisible space. */
export function contrastOf({ x0, y0, x1, y1 }: Word, page: Grey, resolution: number): number | undefined {
  const counts = new Map<number, number>();
  const k = resolution / 72;
  for (let row = Math.max(0, Math.floor(y0 * k)); row < Math.min(page.height, Math.ceil(y1 * k)); row += 1)
    for (
      let column = Math.max(0, Math.floor(x0 * k));
      column < Math.min(page.width, Math.ceil(x1 * k));
      column += 1
    ) {
      const grey = page.data[row * page.width + column] ?? 255;
      counts.set(grey, (counts.get(grey) ?? 0) + 1);
    }
  const [ground] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [255];
  const ratio = (grey: number) => {
    const [light, dark] = [luminance(ground), luminance(grey)].toSorted((a, b) => b - a);
    return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
  };
  // The ink is what differs most, in more than a stray pixel.
  const inks = [...counts].filter(([, count]) => count > 1).map(([grey]) => ratio(grey));
  const most = Math.max(1, ...inks);
  return most < 1.02 ? undefined : most;
}
