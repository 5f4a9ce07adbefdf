/**
 * The little text structure that a release may carry: what Markdown means after parsing, and nothing that could hold markup.
 *
 * A renderer walks this tree; there is no HTML in it, so none can reach a page.
 */
import { z } from "zod";

/** A link may lead to the web, to a telephone, or to a page of the same site (a path without edition and language). */
const hrefSchema = z.string().regex(/^(https:\/\/|http:\/\/|tel:\+|mailto:|\/(?!\/))[^\s<>"]+$/);

/** A run of text within a line. */
export type Inline = string | { em: Inline[] } | { strong: Inline[] } | { link: Inline[]; href: string };

export const inlineSchema: z.ZodType<Inline> = z.lazy(() =>
  z.union([
    z.string().min(1),
    z.strictObject({ em: z.array(inlineSchema).min(1) }),
    z.strictObject({ strong: z.array(inlineSchema).min(1) }),
    z.strictObject({ link: z.array(inlineSchema).min(1), href: hrefSchema }),
  ]),
);

/** A paragraph, a sub-heading, a list or a quotation. */
export type RichBlock =
  | { p: Inline[] }
  | { h: Inline[] }
  | { ul: Inline[][] }
  | { ol: Inline[][] }
  | { quote: Inline[][] };

export const richBlockSchema: z.ZodType<RichBlock> = z.union([
  z.strictObject({ p: z.array(inlineSchema).min(1) }),
  z.strictObject({ h: z.array(inlineSchema).min(1) }),
  z.strictObject({ ul: z.array(z.array(inlineSchema).min(1)).min(1) }),
  z.strictObject({ ol: z.array(z.array(inlineSchema).min(1)).min(1) }),
  z.strictObject({ quote: z.array(z.array(inlineSchema).min(1)).min(1) }),
]);

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
