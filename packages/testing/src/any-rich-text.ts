/** Rich text of every sort, as hard as it can be and still be Markdown. */
import fc from "fast-check";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";

const hardWords = [
  "*", "**", "_", "__", "`", "#", "##", ">", "-", "+", "=", "1.", "2)", "[", "]", "](", "![", "<", "<!--", "-->", "&amp;", "&", "&#32;", "|",
  "\\", "\\*", "~~~", " ", "  ", "\t", "\u00A0", "é", "«", "»", "م", "مرحبا", "ß", "😀", "\u200F", "\u0301", "a", "b1", "snake_case", "https://x.be", "(", ")", ".", "!", ":",
]; // prettier-ignore

const anyText = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom(...hardWords), { minLength: 1, maxLength: 6 }) },
    { weight: 1, arbitrary: fc.array(fc.string({ unit: "grapheme", maxLength: 8 }), { minLength: 1 }) },
  )
  .map((words) => words.join(""))
  // What no line of Markdown can hold: a line break, and what is no character or none that Markdown leaves alone.
  .filter((text) => text !== "" && !/[\n\p{Cs}\p{Cn}]/u.test(text) && ![...text].some(isControl));

function isControl(character: string): boolean {
  return character < " " && character !== "\t";
}

const anyHref = fc.oneof(
  fc.constantFrom(
    "/help",
    "tel:+3225116464",
    "mailto:a_b@example.org",
    "https://example.org/a_(b)?c=1&copy=2&amp;*",
  ),
  fc.stringMatching(/^[a-z()*_&;\\[\]#?=.-]{1,10}$/).map((path) => `https://example.org/${path}`),
);

/** Text beside text would be one text, so neighbours are of different sorts. */
function joined(parts: readonly Inline[]): Inline[] {
  const line: Inline[] = [];
  for (const part of parts) {
    const last = line.at(-1);
    if (typeof part === "string" && typeof last === "string") line[line.length - 1] = last + part;
    else line.push(part);
  }
  return line;
}

const marks = { em: true, strong: true, link: true } as const;

function anyLine(allowed: Partial<typeof marks>): fc.Arbitrary<Inline[]> {
  const sorts: fc.Arbitrary<Inline>[] = [anyText];
  if (allowed.em) sorts.push(anyLine({ ...allowed, em: undefined } as never).map((em) => ({ em })));
  if (allowed.strong)
    sorts.push(anyLine({ ...allowed, strong: undefined } as never).map((strong) => ({ strong })));
  if (allowed.link)
    sorts.push(
      fc
        .tuple(anyLine({ ...allowed, link: undefined } as never), anyHref)
        .map(([link, href]) => ({ link, href })),
    );
  return fc.array(fc.oneof(...sorts), { minLength: 1, maxLength: 4 }).map(joined);
}

const line = anyLine(marks);
const lines = fc.array(line, { minLength: 1, maxLength: 3 });

/** Blocks of every sort, in any order. */
export const anyRichBlocks: fc.Arbitrary<RichBlock[]> = fc.array(
  fc.oneof(
    line.map((p): RichBlock => ({ p })),
    line.map((h): RichBlock => ({ h })),
    lines.map((ul): RichBlock => ({ ul })),
    lines.map((ol): RichBlock => ({ ol })),
    lines.map((quote): RichBlock => ({ quote })),
  ),
  { minLength: 1, maxLength: 4 },
);
