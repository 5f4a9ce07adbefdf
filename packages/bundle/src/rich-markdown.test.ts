import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { plainText, richBlockSchema } from "@bluehour/domain/rich-text";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import { readFully, readMarkdown } from "./rich-markdown.ts";
import type { MarkdownPiece } from "./rich-markdown.ts";

const strict = {
  refuse: (code: string): void => assert.fail(code),
  link: (): void => undefined,
};
const silent = { refuse: (): void => undefined, link: (): void => undefined };

function contents(pieces: readonly MarkdownPiece[]): RichBlock[] {
  return pieces.flatMap((piece) => ("content" in piece ? [piece.content] : []));
}

/** Writes rich text as Markdown, with every character escaped that could mean something. */
function write(block: RichBlock): string {
  if ("p" in block) return words(block.p);
  if ("h" in block) return `## ${words(block.h)}`;
  if ("ul" in block) return block.ul.map((item) => `- ${words(item)}`).join("\n");
  if ("ol" in block) return block.ol.map((item, index) => `${index + 1}. ${words(item)}`).join("\n");
  return block.quote.map((item) => `> ${words(item)}`).join("\n>\n");
}

function words(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
      if ("em" in part) return `*${words(part.em)}*`;
      if ("strong" in part) return `**${words(part.strong)}**`;
      return `[${words(part.link)}](<${part.href}>)`;
    })
    .join("");
}

const word = fc.stringMatching(/^[a-zà-ü0-9'#*_<>[\]&|.!-]{1,8}$/u).map((text) => `x${text}x`);
const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(" "));
// Formatted parts stand between words: Markdown has no way to write every other neighbourhood.
const line: fc.Arbitrary<Inline[]> = fc
  .array(
    fc.oneof(
      sentence.map((text): Inline => ({ em: [text] })),
      sentence.map((text): Inline => ({ strong: [text] })),
      sentence.map((text): Inline => ({ link: [text], href: "https://example.org/a" })),
    ),
    { maxLength: 3 },
  )
  .chain((parts) =>
    fc.array(sentence, { minLength: parts.length + 1, maxLength: parts.length + 1 }).map((between) =>
      between.flatMap((text, index): Inline[] => {
        const part = parts[index];
        const padded = `${index === 0 ? "" : " "}${text}${part === undefined ? "" : " "}`;
        return part === undefined ? [padded] : [padded, part];
      }),
    ),
  );
const lines = fc.array(line, { minLength: 1, maxLength: 4 });
const richBlock: fc.Arbitrary<RichBlock> = fc.oneof(
  line.map((p) => ({ p })),
  line.map((h) => ({ h })),
  lines.map((ul) => ({ ul })),
  lines.map((ol) => ({ ol })),
  lines.map((quote) => ({ quote })),
);

describe("Markdown", () => {
  it("gives back every rich text that was written as Markdown", () => {
    fc.assert(
      fc.property(richBlock, (block) => {
        assert.deepEqual(contents(readMarkdown(write(block), 1, strict)), [block]);
      }),
      { numRuns: 300 },
    );
  });

  it("means the same whether read line by line or by the full parser", () => {
    const anyLine = fc.oneof(
      sentence,
      fc.constantFrom(
        "",
        "a _b_ c",
        "a *b* c",
        "a `b` c",
        "a &amp; b",
        "a <b> c",
        "a [b](/c)",
        "a\\",
        "a  ",
        " a",
        "a\tb",
        "===",
        "---",
        "<!-- a -->",
        "<!-- b machine -->",
        "« Oui », dit-elle.",
        "Elle : « 3 > 2 ! »",
        "1. x",
        "- x",
      ),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.string({ maxLength: 12 }),
    );
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 8 }), (list) => {
        const body = list.join("\n").replaceAll("\0", "");
        assert.deepEqual(readMarkdown(body, 3, silent), readFully(body, 3, silent));
      }),
      { numRuns: 1500 },
    );
  });

  it("reads plain stories line by line", () => {
    const body = "<!-- a -->\nShe came in the spring,\nwith “a promise”.\n\nNobody asked!\n";
    let parsed = 0;
    const counted = { refuse: silent.refuse, link: (): void => void (parsed += 1) };
    assert.deepEqual(readMarkdown(body, 1, counted), readFully(body, 1, counted));
    assert.equal(parsed, 0);
    assert.equal(
      plainText(contents(readMarkdown(body, 1, strict))),
      "She came in the spring, with “a promise”.\nNobody asked!",
    );
  });

  it("makes blanks of line breaks and follows link references", () => {
    assert.deepEqual(
      contents(readMarkdown("One  \ntwo\\\nthree [four][x].\n\n[x]: https://example.org/\n", 1, strict)),
      [{ p: ["One two three ", { link: ["four"], href: "https://example.org/" }, "."] }],
    );
  });

  it("never throws, and never gives what the domain's rich text is not", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            "*",
            "_",
            "[",
            "](",
            ")",
            "<",
            ">",
            "!",
            "`",
            "#",
            "- ",
            "1. ",
            "\n",
            "\n\n",
            "    ",
            "&amp;",
            "<b>",
            "a",
            " b",
            "/x",
            "https://e.org",
            "\\",
            "|",
            "---",
          ),
          { maxLength: 40 },
        ),
        (tokens) => {
          for (const block of contents(readMarkdown(tokens.join(""), 1, silent)))
            richBlockSchema.parse(block);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("reads deep and hostile nesting in bounded time", () => {
    const start = performance.now();
    for (const piece of ["> ", "*a **b ", "[a](", "<!-- ", "- ", "`", "![["])
      readMarkdown(piece.repeat(1500), 1, silent);
    assert.ok(performance.now() - start < 8000);
  });
});
