/**
 * XML as a tree of elements with their lines. Strict about what is well-formed; a document type, and with it every entity of somebody's own, is
 * refused before it is looked at.
 */
import { SaxesParser } from "saxes";
import type { ExchangeProblem } from "./exchange-problem.ts";

/** An element; names of attributes without a namespace stand as they are, others as `{namespace}name`. */
export type XmlElement = {
  name: string;
  namespace: string;
  attributes: ReadonlyMap<string, string>;
  children: (XmlElement | string)[];
  line: number;
};

/** Elements within elements; deeper is made to exhaust whoever reads it. */
const deepest = 100;

export const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** Thrown and caught in this file alone. */
class XmlFault extends Error {
  override readonly name = "XmlFault";
  readonly problem: ExchangeProblem;
  constructor(problem: ExchangeProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** Reads a document. */
export function readXml(
  text: string,
  encoding: "utf-8" | "utf-16",
): { ok: true; root: XmlElement } | { ok: false; problem: ExchangeProblem } {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  // Where the tag under way begins: the parser is at its end when it tells of it.
  let begins = 1;
  const addText = (words: string): void => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    const last = parent.children.at(-1);
    if (typeof last === "string") parent.children[parent.children.length - 1] = last + words;
    else parent.children.push(words);
  };
  parser.on("error", (error) => {
    const reason = error.message.replaceAll(/^\d+:\d+: |\.$/g, "");
    throw new XmlFault({ code: "xml-broken", values: { reason }, line: parser.line });
  });
  parser.on("xmldecl", ({ encoding: declared }) => {
    if (declared === undefined || declared.toLowerCase().startsWith(encoding)) return;
    // ASCII is UTF-8 as well.
    if (encoding === "utf-8" && declared.toLowerCase() === "us-ascii") return;
    throw new XmlFault({ code: "xml-encoding", values: { encoding: declared }, line: parser.line });
  });
  parser.on("doctype", () => {
    throw new XmlFault({ code: "xml-doctype", values: {}, line: parser.line });
  });
  parser.on("opentagstart", () => {
    begins = parser.line;
  });
  parser.on("opentag", (tag) => {
    if (open.length >= deepest) throw new XmlFault({ code: "xml-deep", values: {}, line: parser.line });
    const element: XmlElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: new Map(
        Object.values(tag.attributes)
          .filter(({ prefix, name }) => prefix !== "xmlns" && name !== "xmlns")
          .map(({ uri, local, value }) => [uri === "" ? local : `{${uri}}${local}`, value]),
      ),
      children: [],
      line: begins,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });
  try {
    // The document type itself may be long: it is refused at its first sign.
    const doctype = /<!DOCTYPE/.exec(text);
    const firstElement = text.search(/<[A-Za-z_:]/);
    if (doctype !== null && (firstElement < 0 || doctype.index < firstElement))
      throw new XmlFault({
        code: "xml-doctype",
        values: {},
        line: text.slice(0, doctype.index).split("\n").length,
      });
    parser.write(text).close();
  } catch (error) {
    if (error instanceof XmlFault) return { ok: false, problem: error.problem };
    throw error;
  }
  return root === undefined ? { ok: false, problem: { code: "file-empty", values: {} } } : { ok: true, root };
}

// What XML 1.0 can hold in no way; a group, so that splitting by it keeps it.
// oxlint-disable-next-line no-control-regex -- those are the signs in question
export const unwritable = /([\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF])/;

/** Text as it may stand in an element; what tools take for a line's end stands as a number. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\r\u007F-\u009F\u2028\u2029]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** A value as it may stand in an attribute. */
export function escapeAttribute(value: string): string {
  return escapeXml(value)
    .replaceAll('"', "&quot;")
    .replaceAll(/[\t\n]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}
