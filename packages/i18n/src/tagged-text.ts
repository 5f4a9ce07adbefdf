/**
 * A text as one line of characters with a few tags, for translators and their tools: `Call <strong>112</strong>`. Everything that rich text can be has
 * exactly one such form, and every such form is read back as it was; whatever it cannot be read as is told, never guessed.
 *
 * A single paragraph stands bare, since most texts are one; anything else names its parts: `<h2>`, `<p>`, `<ul>`, `<ol>`, `<blockquote>`. A sign is only
 * written as an entity where it would be read as a tag or an entity, so that nearly all texts look as a reader sees them.
 */
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import { isRichBlock } from "@bluehour/domain/rich-text";
import type { TextFault } from "./exchange-problem.ts";

/** What a translator translates: a short text without any markup (a string), or a block of a body. */
export type UnitText = string | RichBlock[];

/** Words between tags; a pair of tags around words; or an edge between two lines, which holds all the tags that stand there. */
export type Piece =
  | { text: string }
  | { pair: { open: string; close: string }; inner: Piece[] }
  | { edge: string };

/** A text, or why it is none. */
export type TextResult = { ok: true; text: UnitText } | { ok: false; fault: TextFault };

// NUL ends a string in gettext, and half a character is none. Everything else can be written in both formats, one way or another.
const unfit = /\0/;

/** Whether every sign of a text can stand in a file. */
export function isWritable(text: string): boolean {
  return text.isWellFormed() && !unfit.test(text);
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0" };
const entity = /&(?:(amp|lt|gt|quot|apos|nbsp)|#(\d{1,7})|#x([0-9a-f]{1,6}));/gi;

// Signs that tools take for a line's end, or do not keep: written as numbers. A tab and a line feed are kept by all.
// oxlint-disable-next-line no-control-regex -- those are the signs in question
const fragile = /[\u0001-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

function asNumber(sign: string): string {
  return `&#${sign.codePointAt(0) ?? 0};`;
}

function escapePlain(text: string): string {
  return text
    .replaceAll(entity, (found) => `&amp;${found.slice(1)}`)
    .replaceAll(fragile, asNumber)
    .replaceAll(/^\n+|\n+$/g, (ends) => asNumber("\n").repeat(ends.length));
}

function escapeRich(text: string): string {
  return escapePlain(text)
    .replaceAll("\n", asNumber("\n"))
    .replaceAll(/<(?=[a-z/!?])/gi, "&lt;");
}

function unescape(text: string): string {
  return text.replaceAll(entity, (found, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return entities[name.toLowerCase()] ?? found;
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    // Not a sign: left as it stands, for a person to see.
    return code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)
      ? found
      : String.fromCodePoint(code);
  });
}

/** Joins neighbouring strings, so that the same words always have the same form. */
export function canonicalText(text: UnitText): UnitText {
  if (typeof text === "string") return text;
  return text.map((block): RichBlock => {
    if ("p" in block) return { p: canonicalLine(block.p) };
    if ("h" in block) return { h: canonicalLine(block.h) };
    if ("ul" in block) return { ul: block.ul.map(canonicalLine) };
    if ("ol" in block) return { ol: block.ol.map(canonicalLine) };
    return { quote: block.quote.map(canonicalLine) };
  });
}

function canonicalLine(line: readonly Inline[]): Inline[] {
  const parts: Inline[] = [];
  for (const part of line) {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (typeof part === "string") parts.push(part);
    else if ("em" in part) parts.push({ em: canonicalLine(part.em) });
    else if ("strong" in part) parts.push({ strong: canonicalLine(part.strong) });
    else parts.push({ link: canonicalLine(part.link), href: part.href });
  }
  return parts;
}

function inlinePieces(line: readonly Inline[]): Piece[] {
  return line.map((part): Piece => {
    if (typeof part === "string") return { text: part };
    if ("em" in part) return { pair: { open: "<em>", close: "</em>" }, inner: inlinePieces(part.em) };
    if ("strong" in part)
      return { pair: { open: "<strong>", close: "</strong>" }, inner: inlinePieces(part.strong) };
    return {
      pair: { open: `<a href="${escapeRich(part.href)}">`, close: "</a>" },
      inner: inlinePieces(part.link),
    };
  });
}

const wrappers = {
  p: { around: [], line: "p" },
  h: { around: [], line: "h2" },
  ul: { around: ["ul"], line: "li" },
  ol: { around: ["ol"], line: "li" },
  quote: { around: ["blockquote"], line: "p" },
} as const;

/** The lines of a block, each with the tags around it: those that begin before it and those that end after it. */
function linesOf(block: RichBlock): { before: string[]; line: Inline[]; after: string[] }[] {
  const [key, value] = Object.entries(block)[0] as [keyof typeof wrappers, Inline[] | Inline[][]];
  const { around, line: tag } = wrappers[key];
  const lines = key === "p" || key === "h" ? [value as Inline[]] : (value as Inline[][]);
  return lines.map((line, index) => ({
    before: [...(index === 0 ? around.map((name) => `<${name}>`) : []), `<${tag}>`],
    line,
    after: [`</${tag}>`, ...(index === lines.length - 1 ? around.map((name) => `</${name}>`) : [])],
  }));
}

/** A text in pieces: words, pairs of tags and edges. */
export function piecesOf(text: UnitText): Piece[] {
  if (typeof text === "string") return [{ text }];
  const [only] = text;
  if (text.length === 1 && only !== undefined && "p" in only) return inlinePieces(only.p);
  const pieces: Piece[] = [];
  let tags: string[] = [];
  for (const { before, line, after } of text.flatMap(linesOf)) {
    pieces.push({ edge: [...tags, ...before].join("\n") }, ...inlinePieces(line));
    tags = after;
  }
  return [...pieces, { edge: tags.join("\n") }];
}

/** A text with its tags, as it stands in a file of gettext. */
export function taggedText(text: UnitText): string {
  if (typeof text === "string") return escapePlain(text);
  const write = (pieces: readonly Piece[]): string =>
    pieces
      .map((piece) => {
        if ("text" in piece) return escapeRich(piece.text);
        if ("edge" in piece) return piece.edge;
        return piece.pair.open + write(piece.inner) + piece.pair.close;
      })
      .join("");
  return write(piecesOf(text));
}

/** Words of a text from a tool that keeps codes apart from words, made ready to stand between tags. */
export function escapedWords(words: string): string {
  return escapeRich(words);
}

/** Reads a short text without markup. */
export function readPlainText(source: string): TextResult {
  if (!isWritable(source)) return { ok: false, fault: { code: "text-signs", values: {} } };
  const text = unescape(source).trim();
  return text === "" ? { ok: false, fault: { code: "text-empty", values: {} } } : { ok: true, text };
}

/** Thrown and caught in this file alone. */
class Fault extends Error {
  override readonly name = "Fault";
  readonly fault: TextFault;
  constructor(code: TextFault["code"], values: TextFault["values"] = {}) {
    super(code);
    this.fault = { code, values };
  }
}

type Token = { words: string } | { tag: string; isEnd: boolean; href: string | undefined; written: string };

// What people and tools write for the same.
const synonyms: Record<string, string> = { i: "em", b: "strong", h1: "h2", h3: "h2", h4: "h2" };
const inlineTags = new Set(["em", "strong", "a"]);
const blockTags = new Set(["p", "h2", "ul", "ol", "blockquote", "li"]);
const tagPattern = /<(\/?)([a-z][a-z0-9]*)(\s[^<>]*)?>/giy;
const hrefPattern = /^\s+href\s*=\s*(?:"([^"]*)"|'([^']*)')\s*$/i;

/** Deeper than anybody writes; a file may be made to exhaust whoever reads it. */
const deepest = 40;

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const opening = /<[a-z/!?]/gi;
  let at = 0;
  while (at < source.length) {
    opening.lastIndex = at;
    const end = opening.exec(source)?.index ?? source.length;
    if (end > at) tokens.push({ words: source.slice(at, end) });
    if (end === source.length) break;
    tagPattern.lastIndex = end;
    const found = tagPattern.exec(source);
    if (found === null) throw new Fault("tag-broken", { text: source.slice(end, end + 20) });
    const [written, slash = "", name = "", attributes = ""] = found;
    const tag = synonyms[name.toLowerCase()] ?? name.toLowerCase();
    if (!inlineTags.has(tag) && !blockTags.has(tag)) throw new Fault("tag-unknown", { tag: written });
    const href = slash === "" && tag === "a" ? hrefPattern.exec(attributes) : null;
    if (tag === "a" && slash === "" && href === null) throw new Fault("tag-attribute", { tag: written });
    if (tag !== "a" && attributes.trim() !== "") throw new Fault("tag-attribute", { tag: written });
    tokens.push({ tag, isEnd: slash !== "", href: href?.[1] ?? href?.[2], written });
    at = end + written.length;
  }
  return tokens;
}

/** Reads a block of a body. */
export function readRichText(source: string): TextResult {
  if (!isWritable(source)) return { ok: false, fault: { code: "text-signs", values: {} } };
  try {
    const blocks = canonicalText(createReader(tokensOf(source)).blocks()) as RichBlock[];
    if (source.trim() === "") return { ok: false, fault: { code: "text-empty", values: {} } };
    return blocks.every(isRichBlock)
      ? { ok: true, text: blocks }
      : { ok: false, fault: { code: "text-empty", values: {} } };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

function isBlank(token: Token): boolean {
  return "words" in token && token.words.trim() === "";
}

function createReader(tokens: readonly Token[]) {
  let at = 0;
  const peek = (): Token | undefined => tokens[at];
  const skipBlanks = (): void => {
    for (let token = peek(); token !== undefined && isBlank(token); token = peek()) at += 1;
  };

  /** Words and pairs up to the end tag of `until`, or to the end of the text. */
  function line(until: string | undefined, depth: number): Inline[] {
    if (depth > deepest) throw new Fault("tag-deep");
    const parts: Inline[] = [];
    for (;;) {
      const token = peek();
      if (token === undefined) {
        if (until !== undefined) throw new Fault("tag-open", { tag: `<${until}>` });
        return parts;
      }
      at += 1;
      if ("words" in token) parts.push(unescape(token.words));
      else if (token.isEnd) {
        if (token.tag !== until) throw new Fault("tag-close", { tag: token.written });
        if (parts.length === 0) throw new Fault("tag-empty", { tag: `<${until}>` });
        return parts;
      } else if (inlineTags.has(token.tag)) parts.push(pair(token, depth));
      else throw new Fault("tag-misplaced", { tag: token.written });
    }
  }

  function pair(token: Exclude<Token, { words: string }>, depth: number): Inline {
    const inner = line(token.tag, depth + 1);
    if (token.tag === "em") return { em: inner };
    if (token.tag === "strong") return { strong: inner };
    const href = unescape(token.href ?? "");
    if (!isRichBlock({ p: [{ link: ["x"], href }] })) throw new Fault("link-address", { href });
    return { link: inner, href };
  }

  function lines(tag: string, end: string): Inline[][] {
    const found: Inline[][] = [];
    for (;;) {
      skipBlanks();
      const token = peek();
      if (token === undefined) throw new Fault("tag-open", { tag: `<${end}>` });
      at += 1;
      if ("words" in token) throw new Fault("text-outside", { text: token.words.trim().slice(0, 40) });
      if (token.isEnd && token.tag === end) {
        if (found.length === 0) throw new Fault("tag-empty", { tag: `<${end}>` });
        return found;
      }
      if (token.isEnd) throw new Fault("tag-close", { tag: token.written });
      if (token.tag !== tag) throw new Fault("tag-misplaced", { tag: token.written });
      found.push(line(tag, 1));
    }
  }

  function block(tag: string, written: string): RichBlock {
    switch (tag) {
      case "p":
        return { p: line("p", 1) };
      case "h2":
        return { h: line("h2", 1) };
      case "ul":
        return { ul: lines("li", "ul") };
      case "ol":
        return { ol: lines("li", "ol") };
      case "blockquote":
        return { quote: lines("p", "blockquote") };
      default:
        throw new Fault("tag-misplaced", { tag: written });
    }
  }

  function blocks(): RichBlock[] {
    const first = tokens.find((token) => !isBlank(token));
    const isBare = first === undefined || "words" in first || inlineTags.has(first.tag);
    if (isBare) {
      const parts = line(undefined, 1);
      return parts.length === 0 ? [] : [{ p: parts }];
    }
    const found: RichBlock[] = [];
    for (;;) {
      skipBlanks();
      const token = peek();
      if (token === undefined) return found;
      at += 1;
      if ("words" in token) throw new Fault("text-outside", { text: token.words.trim().slice(0, 40) });
      if (token.isEnd) throw new Fault("tag-close", { tag: token.written });
      found.push(block(token.tag, token.written));
    }
  }

  return { blocks };
}
