/** The domain's rich text as Markdown, in the dialect that `rich-markdown.ts` reads: what is read again is what was written. */
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";

/**
 * Writes rich text, one paragraph or list item a line.
 *
 * Rich text can hold a little that no Markdown says: a line break within a run of text, two runs side by side, a link in a link. Whoever
 * must not lose it reads the result again and compares.
 */
export function writeMarkdown(blocks: readonly RichBlock[]): string {
  let isOther = false;
  return blocks
    .map((block, index) => {
      const before = blocks[index - 1];
      // Two lists of one sort that follow each other would be one; another sign for the second keeps them apart.
      const isNeighbour =
        before !== undefined && (("ul" in block && "ul" in before) || ("ol" in block && "ol" in before));
      isOther = isNeighbour && !isOther;
      return writeBlock(block, isOther);
    })
    .join("\n\n");
}

function writeBlock(block: RichBlock, isOther: boolean): string {
  if ("p" in block) return writeLine(block.p);
  // Signs at the end of a heading's line would be taken for its closing.
  if ("h" in block) return `## ${writeLine(block.h).replace(/(?<!\\)#$/, String.raw`\#`)}`;
  if ("ul" in block) return block.ul.map((item) => `${isOther ? "+" : "-"} ${writeLine(item)}`).join("\n");
  if ("ol" in block)
    return block.ol.map((item, index) => `${index + 1}${isOther ? ")" : "."} ${writeLine(item)}`).join("\n");
  return block.quote.map((item) => `> ${writeLine(item)}`).join("\n>\n");
}

/** A character as it stands in text, a sign that begins or ends emphasis, or what belongs to a link. */
type Token =
  | { sort: "character"; is: string }
  | { sort: "open" | "close"; is: string }
  | { sort: "link"; is: string };

function tokensOf(parts: readonly Inline[], depth: number): Token[] {
  let last = "";
  return parts.flatMap((part): Token[] => {
    if (typeof part === "string") {
      last = "";
      return [...part].map((is) => ({ sort: "character", is }));
    }
    if ("link" in part) {
      last = "";
      return [
        { sort: "link", is: "[" },
        ...tokensOf(part.link, 0),
        { sort: "link", is: `](${destination(part.href)})` },
      ];
    }
    // The sign differs from that of what holds it and of the neighbour before, so that two never melt into one.
    const [first, second] = depth % 2 === 0 ? ["*", "_"] : ["_", "*"];
    const sign = last === first ? second : first;
    last = sign;
    const is = "em" in part ? sign : sign + sign;
    return [
      { sort: "open", is },
      ...tokensOf("em" in part ? part.em : part.strong, sign === "*" ? 1 : 0),
      { sort: "close", is },
    ];
  });
}

function destination(href: string): string {
  // An ampersand means itself unless a character's name or number follows.
  const escapedHref = href.replaceAll("\\", String.raw`\\`).replaceAll(/&(?=#?\w+;)/g, String.raw`\&`);
  return /[()]/.test(href) ? `<${escapedHref}>` : escapedHref;
}

const isLetter = (character: string): boolean => /^[\p{L}\p{N}]$/u.test(character) && character.length === 1;
const isBlank = (character: string): boolean => /^\s$/u.test(character);

function writeLine(parts: readonly Inline[]): string {
  const tokens = tokensOf(parts, 0);
  const isNumber = numbersOf(tokens);
  const written = tokens.map((token, index) => {
    if (token.sort !== "character") return token.is;
    return isNumber[index] === true ? `&#${token.is.codePointAt(0) ?? 0};` : escaped(tokens, index, isNumber);
  });
  return writtenLine(written.join(""));
}

/**
 * Which characters must be written as their number. Blanks would be lost at the ends of a line, and next to a sign of emphasis they would
 * undo it. A number counts as punctuation, which is what must stand outside such a sign where punctuation, or an underscore's word, stands
 * within; so one number can ask for another on the other side of its sign.
 */
function numbersOf(tokens: readonly Token[]): boolean[] {
  const isNumber = tokens.map(() => false);
  const isPlainLetter = (index: number): boolean => {
    const token = tokens[index];
    return token?.sort === "character" && isLetter(token.is) && isNumber[index] !== true;
  };
  const mustBe = (is: string, index: number): boolean => {
    if (/^[\t\r\f\v]$/.test(is)) return true;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    const isInside = before?.sort === "open" || after?.sort === "close";
    if (isBlank(is)) return isInside || before === undefined || after === undefined;
    const isOutside = before?.sort === "close" || after?.sort === "open";
    if ((isInside || isOutside) && !isLetter(is) && !isAscii(is)) return true;
    if (!isLetter(is)) return false;
    if (before?.sort === "close" && (before.is.startsWith("_") || !isPlainLetter(index - 2))) return true;
    return after?.sort === "open" && (after.is.startsWith("_") || !isPlainLetter(index + 2));
  };
  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const [index, { sort, is }] of tokens.entries()) {
      if (sort !== "character" || isNumber[index] === true || !mustBe(is, index)) continue;
      isNumber[index] = true;
      isSettled = false;
    }
  }
  return isNumber;
}

function isAscii(is: string): boolean {
  return /^[!-~]$/.test(is);
}

function escaped(tokens: readonly Token[], index: number, isNumber: readonly boolean[]): string {
  const is = tokens[index]?.is ?? "";
  const after = tokens[index + 1];
  if (/^[\\`*[\]<]$/.test(is)) return `\\${is}`;
  // Within a word an underscore is an underscore; beside a letter that is written as its number it would not be.
  const isWord = (at: number): boolean => isLetter(tokens[at]?.is ?? "") && isNumber[at] !== true;
  if (is === "_") return isWord(index - 1) && isWord(index + 1) ? is : String.raw`\_`;
  if (is === "&") return isName(tokens.slice(index + 1, index + 33)) ? String.raw`\&` : is;
  // Before a link it would make a picture of it.
  if (is === "!") return after?.sort === "link" ? String.raw`\!` : is;
  return is;
}

/** Whether an ampersand before this would be read as the beginning of a character's name or number. */
function isName(following: readonly Token[]): boolean {
  const end = following.findIndex(({ sort, is }) => sort !== "character" || !/^[#a-z\d]$/i.test(is));
  return end > 0 && following[end]?.is === ";";
}

/** What at the beginning of a line would make it something else than text. */
function writtenLine(line: string): string {
  return line.replace(/^([#>+=~-]|\d{1,9}[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}
