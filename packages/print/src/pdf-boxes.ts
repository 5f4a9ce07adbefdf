/**
 * What a printer's machine asks of a PDF and Typst 0.14 does not write: the box at which a page is trimmed, the box into which colour
 * bleeds, and that a viewer's window shows the title. Added as an incremental update, so every byte that Typst wrote stays as it is.
 */

/** Millimetres from the edge of the page to the trim, and how far colour runs beyond the trim. */
export type Boxes = { trimInset: number; bleed: number };

const pointsPerMillimetre = 72 / 25.4;

const latin = new TextDecoder("latin1");

type Parsed = {
  text: string;
  offsets: Map<number, number>;
  root: number;
  size: number;
  xref: number;
  trailer: string;
};

/** Reads the classic cross-reference table that Typst writes. Throws where it is not one: a bug, found by the tests. */
function parse(pdf: Uint8Array): Parsed {
  const text = latin.decode(pdf);
  const xref = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1]);
  if (!text.startsWith("xref", xref)) throw new Error("The PDF has no cross-reference table where it says.");
  const trailerAt = text.indexOf("trailer", xref);
  const trailer = text.slice(trailerAt, text.indexOf("startxref", trailerAt));
  const offsets = new Map<number, number>();
  let number = 0;
  for (const line of text
    .slice(xref + 4, trailerAt)
    .trim()
    .split(/\r?\n|\r/)) {
    const head = /^(\d+) (\d+)\s*$/.exec(line);
    if (head !== null) number = Number(head[1]);
    else {
      if (line.includes("n")) offsets.set(number, Number(line.slice(0, 10)));
      number += 1;
    }
  }
  const root = Number(/\/Root (\d+) 0 R/.exec(trailer)?.[1]);
  const size = Number(/\/Size (\d+)/.exec(trailer)?.[1]);
  return { text, offsets, root, size, xref, trailer };
}

/** The dictionary of an object, from `<<` to the matching `>>`; none of those read here hold a stream or a string with brackets. */
function dictionaryOf({ text, offsets }: Parsed, number: number): string {
  const start = offsets.get(number) ?? -1;
  const end = text.indexOf("endobj", start);
  if (start < 0 || end < 0) throw new Error(`The PDF has no object ${number}.`);
  const object = text.slice(start, end);
  return object.slice(object.indexOf("<<"), object.lastIndexOf(">>") + 2);
}

function pagesUnder(parsed: Parsed, number: number): number[] {
  const dictionary = dictionaryOf(parsed, number);
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(dictionary)?.[1];
  if (kids === undefined) return [number];
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap((kid) => pagesUnder(parsed, Number(kid[1])));
}

/** Adds trim and bleed boxes to every page. */
export function withBoxes(pdf: Uint8Array, { trimInset, bleed }: Boxes): Uint8Array {
  const parsed = parse(pdf);
  const catalogue = dictionaryOf(parsed, parsed.root);
  const changed = new Map<number, string>();
  if (!catalogue.includes("/ViewerPreferences")) {
    changed.set(parsed.root, `${catalogue.slice(0, -2)}\n/ViewerPreferences << /DisplayDocTitle true >>\n>>`);
  } else if (!catalogue.includes("/DisplayDocTitle")) {
    changed.set(
      parsed.root,
      catalogue.replace(/\/ViewerPreferences\s*<</, "/ViewerPreferences << /DisplayDocTitle true "),
    );
  }
  const pages = Number(/\/Pages (\d+) 0 R/.exec(catalogue)?.[1]);
  for (const page of pagesUnder(parsed, pages)) {
    const dictionary = dictionaryOf(parsed, page);
    const media = /\/MediaBox\s*\[([^\]]*)\]/.exec(dictionary)?.[1]?.trim().split(/\s+/).map(Number);
    const [left = 0, bottom = 0, right = 0, top = 0] = media ?? [];
    const inset = (millimetres: number) => {
      const by = millimetres * pointsPerMillimetre;
      const box = [left + by, bottom + by, right - by, top - by];
      return `[${box.map((value) => Number(value.toFixed(4))).join(" ")}]`;
    };
    const boxes = `/TrimBox ${inset(trimInset)} /BleedBox ${inset(trimInset - bleed)}`;
    changed.set(page, `${dictionary.slice(0, -2)}\n${boxes}\n>>`);
  }
  let end = pdf.length + 1;
  const body: string[] = [];
  const rows: string[] = [];
  for (const [number, dictionary] of [...changed].toSorted(([a], [b]) => a - b)) {
    const object = `${number} 0 obj\n${dictionary}\nendobj\n`;
    rows.push(`${number} 1\n${String(end).padStart(10, "0")} 00000 n \n`);
    body.push(object);
    end += object.length;
  }
  const trailer = parsed.trailer
    .replace(/>>\s*$/, `/Prev ${parsed.xref}\n>>`)
    .replace(/\/Prev \d+(?=[\s\S]*\/Prev)/, "");
  const update = `\n${body.join("")}xref\n${rows.join("")}${trailer}\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.concat([pdf, Buffer.from(update, "latin1")]);
}
