/** Markdown to the domain's rich text; whatever rich text cannot hold is refused with what to write instead, never dropped. */
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Definition, List, PhrasingContent, RootContent } from "mdast";
import { isInline } from "@bluehour/domain/rich-text";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import type { BundleProblemCode, Position } from "./problem.ts";

/** What is told while converting. */
export type MarkdownTeller = {
  refuse(code: BundleProblemCode, position: Position, values?: Record<string, string | number>): void;
  /** A link to a page of the same edition, to be looked up when everything is read. */
  link(href: string, position: Position): void;
};

/** A piece of a Markdown body: a top-level comment, or text. */
export type MarkdownPiece =
  | { comment: string; position: Position }
  | { content: RichBlock; position: Position };

// Prose and nothing else: lines that begin with a letter or an opening quotation mark, without any character that Markdown gives a meaning.
const plainLine = /^[\p{L}«»“”„‘’][^\\`*_[\]<&\t\n\r\0]*(?<![\s#=-])$/u;
const commentLine = /^<!--[^\n]*-->$/;

/**
 * Splits a body into comments and rich text.
 *
 * Most of a story is plain paragraphs, and an edition may hold ten thousand stories; those are read line by line, many times faster than a
 * full parse. A test holds both ways to the same result.
 */
export function readMarkdown(body: string, firstLine: number, teller: MarkdownTeller): MarkdownPiece[] {
  return readPlain(body, firstLine) ?? readFully(body, firstLine, teller);
}

function readPlain(body: string, firstLine: number): MarkdownPiece[] | undefined {
  const pieces: MarkdownPiece[] = [];
  let paragraph: { lines: string[]; line: number } | undefined;
  const end = (): void => {
    if (paragraph === undefined) return;
    const position = { line: paragraph.line, column: 1 };
    pieces.push({ content: { p: [paragraph.lines.join(" ")] }, position });
    paragraph = undefined;
  };
  for (const [index, line] of body.split("\n").entries()) {
    if (line === "") end();
    else if (commentLine.test(line)) {
      end();
      pieces.push({ comment: line, position: { line: firstLine + index, column: 1 } });
    } else if (plainLine.test(line)) {
      paragraph ??= { lines: [], line: firstLine + index };
      paragraph.lines.push(line);
    } else return undefined;
  }
  end();
  return pieces;
}

/** The same by a CommonMark parser, for all that Markdown can be. */
export function readFully(body: string, firstLine: number, teller: MarkdownTeller): MarkdownPiece[] {
  const root = fromMarkdown(body);
  const definitions = new Map<string, Definition>();
  for (const node of root.children)
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  const reader = createReader({ lines: body.split("\n"), firstLine, teller, definitions });
  return root.children.flatMap((node): MarkdownPiece[] => {
    const position = reader.positionOf(node);
    if (node.type === "html" && node.value.startsWith("<!--")) return [{ comment: node.value, position }];
    const content = reader.block(node);
    return content === undefined ? [] : [{ content, position }];
  });
}

type Placed = { position?: { start: Position; end: Position } | undefined };

function createReader({
  lines,
  firstLine,
  teller,
  definitions,
}: {
  lines: readonly string[];
  firstLine: number;
  teller: MarkdownTeller;
  definitions: ReadonlyMap<string, Definition>;
}) {
  const positionOf = (node: Placed): Position => ({
    line: firstLine - 1 + (node.position?.start.line ?? 1),
    column: node.position?.start.column ?? 1,
  });
  const refuse = (code: BundleProblemCode, node: Placed, values?: Record<string, string | number>): void =>
    teller.refuse(code, positionOf(node), values);

  function inline(nodes: readonly PhrasingContent[]): Inline[] {
    const parts: Inline[] = [];
    for (const part of nodes.flatMap(inlineOf)) {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else parts.push(part);
    }
    return parts;
  }

  function inlineOf(node: PhrasingContent): Inline[] {
    switch (node.type) {
      case "text": {
        const text = node.value.replaceAll(/[ \t]*\n[ \t]*/g, " ");
        return text === "" ? [] : [text];
      }
      case "break":
        return [" "];
      case "emphasis":
      case "strong": {
        const inner = inline(node.children);
        if (inner.length === 0) return [];
        return [node.type === "emphasis" ? { em: inner } : { strong: inner }];
      }
      case "link":
        return link(node.url, node.children, node);
      case "linkReference":
        return link(definitions.get(node.identifier)?.url ?? "", node.children, node);
      case "image":
      case "imageReference":
        refuse("md-image", node);
        return [];
      case "inlineCode":
        refuse("md-code", node);
        return [];
      default:
        refuse("md-html", node, { html: "value" in node ? String(node.value) : node.type });
        return [];
    }
  }

  function link(href: string, children: readonly PhrasingContent[], node: Placed): Inline[] {
    const inner = inline(children);
    if (inner.length === 0) {
      refuse("md-link-empty", node, { href });
      return [];
    }
    const part: Inline = { link: inner, href };
    // Only the link itself is judged here: what stands in it has been already.
    if (!isInline({ link: ["x"], href })) {
      refuse("md-link", node, { href });
      return [];
    }
    if (href.startsWith("/")) teller.link(href, positionOf(node));
    return [part];
  }

  function paragraphs(children: readonly RootContent[], otherwise: BundleProblemCode): Inline[][] {
    return children.flatMap((child) => {
      if (child.type === "paragraph") {
        const parts = inline(child.children);
        return parts.length === 0 ? [] : [parts];
      }
      if (child.type === "html") refuse("md-html", child, { html: child.value });
      else if (child.type === "code") refuse("md-code", child);
      else refuse(otherwise, child);
      return [];
    });
  }

  function list(node: List): RichBlock | undefined {
    if (node.ordered === true && node.start !== 1) {
      refuse("md-list-start", node, { start: node.start ?? 0 });
      return undefined;
    }
    const items = node.children.flatMap((item) => {
      const [first, second] = item.children;
      if (first?.type === "paragraph" && second?.type === "paragraph") refuse("md-list-item", second);
      if (first === undefined) refuse("md-list-empty", item);
      return paragraphs(item.children, "md-list-nested");
    });
    if (items.length === 0) return undefined;
    return node.ordered === true ? { ol: items } : { ul: items };
  }

  function block(node: RootContent): RichBlock | undefined {
    switch (node.type) {
      case "paragraph": {
        if (isTable(node)) {
          refuse("md-table", node);
          return undefined;
        }
        const parts = inline(node.children);
        return parts.length === 0 ? undefined : { p: parts };
      }
      case "heading": {
        if (node.depth !== 2 && node.depth !== 3) {
          refuse("md-heading", node);
          return undefined;
        }
        const parts = inline(node.children);
        if (parts.length > 0) return { h: parts };
        refuse("md-heading-empty", node);
        return undefined;
      }
      case "list":
        return list(node);
      case "blockquote": {
        const quote = paragraphs(node.children, "md-quote");
        return quote.length === 0 ? undefined : { quote };
      }
      case "definition":
        return undefined;
      case "thematicBreak":
        refuse("md-rule", node);
        return undefined;
      case "code":
        refuse("md-code", node);
        return undefined;
      default:
        refuse("md-html", node, { html: "value" in node ? String(node.value) : node.type });
        return undefined;
    }
  }

  /** Tables are no part of CommonMark: they arrive as a paragraph whose second line is made of bars and dashes. */
  function isTable(node: Placed): boolean {
    const second = lines[node.position?.start.line ?? 0];
    const inside = (node.position?.end.line ?? 0) > (node.position?.start.line ?? 0);
    return (
      inside && second !== undefined && second.includes("|") && /^[\s|:-]+$/.test(second) && /-/.test(second)
    );
  }

  return { positionOf, block };
}
