import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { isRichBlock } from "@bluehour/domain/rich-text";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import { readFully, readMarkdown } from "./rich-markdown.ts";
import { anyRichBlocks } from "@bluehour/testing/any-rich-text";
import { writeMarkdown } from "./write-markdown.ts";

function readAgain(markdown: string, read = readMarkdown): RichBlock[] {
  return read(markdown, 1, {
    refuse: (code) => assert.fail(`${code}: ${markdown}`),
    link: () => undefined,
  }).map((piece) => ("content" in piece ? piece.content : assert.fail(`comment: ${markdown}`)));
}

function survives(blocks: readonly RichBlock[]): void {
  const markdown = writeMarkdown(blocks);
  assert.deepEqual(readAgain(markdown), blocks, markdown);
  assert.deepEqual(readAgain(markdown, readFully), blocks, markdown);
}

function line(...parts: Inline[]): RichBlock {
  return { p: parts };
}

describe("rich text as Markdown", () => {
  it("comes back as it was, whatever it holds", () => {
    fc.assert(
      fc.property(anyRichBlocks, (blocks) => {
        assert.ok(blocks.every(isRichBlock));
        survives(blocks);
      }),
      { numRuns: 600 },
    );
  });

  it("comes back where a line begins as something else does", () => {
    for (const text of [
      "# no heading",
      "## neither",
      "- no list",
      "+ no list",
      "* no list",
      "1. no list",
      "12) no list",
      "1234567890. a number",
      "> no quotation",
      "--- ",
      "---",
      "***",
      "___",
      "===",
      "~~~ no code",
      "``` no code",
      "    no code",
      "\tno code",
      "<!-- no block -->",
      "<b>no HTML</b>",
      "[no]: link",
      "| a | b |",
      "&amp; no name",
      "&#65; no number",
      String.raw`\ no escape \* \\`,
      "ends with a sign #",
      "#",
      "##",
      String.raw`\#`,
      "a \\ #",
      " ends with blanks  ",
      "__init__ and snake_case_name",
      "![no](picture)",
      "a line at the end\\",
      "2020",
      "12E4567890",
      "yes",
    ])
      for (const block of [
        { p: [text] },
        { h: [text] },
        { ul: [[text], [text]] },
        { ol: [[text], [text]] },
        { quote: [[text], [text]] },
      ] satisfies RichBlock[])
        survives([block, block]);
  });

  it("comes back where emphasis has hard neighbours", () => {
    for (const blocks of [
      [line("un", { em: ["believ"] }, "able")],
      [line("un", { strong: ["believ"] }, "able")],
      [line({ em: ["a"] }, { em: ["b"] }, { strong: ["c"] }, { em: ["d"] })],
      [line({ strong: [{ em: ["both"] }] })],
      [line({ em: [{ strong: ["both"] }, "one"] }, "x")],
      [line("x", { em: ["one", { strong: ["both"] }] }, "x")],
      [line("x", { em: ["(in brackets)"] }, "x")],
      [line("x", { strong: [" blanks "] }, "x")],
      [line("x", { em: ["«words»"] }, "x", { em: ["😀"] }, "😀")],
      [line("😀", { em: ["é"] }, "é", { strong: ["م"] }, "م")],
      [line({ link: [{ em: ["a"] }, { strong: ["b"] }], href: "https://example.org/a_(b)?c=1&copy=2&amp;" })],
      [line("!", { link: ["x"], href: "/help" }, "(y)")],
      [line({ em: [{ link: ["x"], href: "tel:+3225116464" }] }, "y")],
      [line({ em: [{ strong: ["*"] }, "é_a"] }, "b_c")],
      [line("5*3*2 and *not* _this_", { em: ["*"] }, "*")],
    ])
      survives(blocks);
  });

  it("is written as a person would", () => {
    assert.equal(
      writeMarkdown([
        { h: ["Why the front line"] },
        line(
          "Ask ",
          { em: ["twice"] },
          ", says the ",
          { link: ["Protocol"], href: "/references/a-res-55-25" },
          ".",
        ),
        { ul: [["one"], ["two"]] },
        { ul: [["another list"]] },
        { ol: [["first"], ["then"]] },
        { quote: [["A word."], ["Another."]] },
        line("It’s 5 o’clock (or later) – isn’t it? R&D, snake_case."),
      ]),
      `## Why the front line

Ask *twice*, says the [Protocol](/references/a-res-55-25).

- one
- two

+ another list

1. first
2. then

> A word.
>
> Another.

It’s 5 o’clock (or later) – isn’t it? R&D, snake_case.`,
    );
  });
});
