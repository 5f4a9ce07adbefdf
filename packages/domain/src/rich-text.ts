/**
 * The little text structure that a release may carry: what Markdown means after parsing, and nothing that could hold markup.
 *
 * A renderer walks this tree; there is no HTML in it, so none can reach a page.
 */
import { z } from "zod";

/** A link may lead to the web, to a telephone, or to a page of the same site (a path without edition and language). */
const hrefPattern = /^(https:\/\/|http:\/\/|tel:\+|mailto:|\/(?!\/))[^\s<>"]+$/;

/** A run of text within a line. */
export type Inline = string | { em: Inline[] } | { strong: Inline[] } | { link: Inline[]; href: string };

/** A paragraph, a sub-heading, a list or a quotation. */
export type RichBlock =
  | { p: Inline[] }
  | { h: Inline[] }
  | { ul: Inline[][] }
  | { ol: Inline[][] }
  | { quote: Inline[][] };

// Every word of every release passes here each time it is read, so this is written out instead of composed of schemas: a union of
// objects tries one after the other, and took most of the time of reading a story (measured).

function keysOf(value: unknown): string[] | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.keys(value)
    : undefined;
}

/** Whether a value is a run of text and nothing more, at every depth. */
export function isInline(value: unknown): value is Inline {
  if (typeof value === "string") return value !== "";
  const keys = keysOf(value);
  if (keys?.length === 1) {
    const [key] = keys;
    return (key === "em" || key === "strong") && isLine((value as Record<string, unknown>)[key]);
  }
  if (keys?.length !== 2) return false;
  const { link, href } = value as Record<string, unknown>;
  return typeof href === "string" && hrefPattern.test(href) && isLine(link);
}

function isLine(value: unknown): value is Inline[] {
  return Array.isArray(value) && value.length > 0 && value.every(isInline);
}

/** Whether a value is one block of text and nothing more: an unknown key anywhere in it makes it none. */
export function isRichBlock(value: unknown): value is RichBlock {
  const keys = keysOf(value);
  if (keys?.length !== 1) return false;
  const inner = (value as Record<string, unknown>)[keys[0] ?? ""];
  switch (keys[0]) {
    case "p":
    case "h":
      return isLine(inner);
    case "ul":
    case "ol":
    case "quote":
      return Array.isArray(inner) && inner.length > 0 && inner.every(isLine);
    default:
      return false;
  }
}

/** {@link isRichBlock} as a schema. */
export const richBlockSchema: z.ZodType<RichBlock> = z.custom<RichBlock>(isRichBlock, { error: "rich-text" });

function inlineText(parts: readonly Inline[]): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      if ("em" in part) return inlineText(part.em);
      if ("strong" in part) return inlineText(part.strong);
      return inlineText(part.link);
    })
    .join("");
}

/** The words alone, one paragraph or list item a line: for hints, counts and comparisons. */
export function plainText(blocks: readonly RichBlock[]): string {
  return blocks
    .flatMap((block) => {
      if ("p" in block) return [inlineText(block.p)];
      if ("h" in block) return [inlineText(block.h)];
      if ("ul" in block) return block.ul.map(inlineText);
      if ("ol" in block) return block.ol.map(inlineText);
      return block.quote.map(inlineText);
    })
    .join("\n");
}
