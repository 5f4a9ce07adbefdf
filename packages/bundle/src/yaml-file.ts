/** YAML text with positions: what stands where, so that a mistake in a value can be shown at its line and column. */
import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, visit } from "yaml";
import type { Document, Node, YAMLError } from "yaml";
import { errorAt } from "./problem.ts";
import type { BundleProblemCode, Position, Problem } from "./problem.ts";

/** A step into a value: a key or an index. */
export type Path = readonly PropertyKey[];

/** A parsed YAML text. */
export type YamlText = {
  file: string;
  value: unknown;
  /** Where the value at this path stands, or its key; for something absent, whatever holds it. */
  at(path: Path, side: "key" | "value"): Position;
  /** A plain scalar as it was written (`2019`, `1e3`), where it was read as something else than text. */
  writtenAt(path: Path): string | undefined;
  /** Whether what seems to be the value was swallowed by a comment: `colour: #1d4ed8`. */
  isCommentedOut(path: Path): boolean;
};

export type YamlResult = { ok: true; yaml: YamlText } | { ok: false; problems: Problem[] };

const codes: Partial<Record<YAMLError["code"], BundleProblemCode>> = {
  TAB_AS_INDENT: "yaml-tab",
  BAD_INDENT: "yaml-unclosed",
  MISSING_CHAR: "yaml-unclosed",
  BLOCK_AS_IMPLICIT_KEY: "yaml-colon",
  MULTILINE_IMPLICIT_KEY: "yaml-colon",
  BLOCK_IN_FLOW: "yaml-colon",
  BAD_SCALAR_START: "yaml-quotes",
  BAD_DQ_ESCAPE: "yaml-quotes",
  UNEXPECTED_TOKEN: "yaml-quotes",
  MULTIPLE_DOCS: "yaml-documents",
  NON_STRING_KEY: "yaml-key",
  BAD_ALIAS: "yaml-reference",
  BAD_DIRECTIVE: "yaml-reference",
  MULTIPLE_ANCHORS: "yaml-reference",
  MULTIPLE_TAGS: "yaml-reference",
  TAG_RESOLVE_FAILED: "yaml-reference",
};

/** Line and column of an offset. Counted only when something is wrong, so a good file pays nothing for it. */
export function positionAt(source: string, offset: number, firstLine = 1): Position {
  const before = source.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: firstLine + (before.match(/\n/g)?.length ?? 0), column: offset - lastBreak };
}

function problemOf(error: YAMLError, source: string, file: string, firstLine: number): Problem {
  const position = positionAt(source, error.pos[0], firstLine);
  const line = source.split("\n")[position.line - firstLine] ?? "";
  if (error.code === "DUPLICATE_KEY")
    return errorAt("yaml-key-twice", file, position, { key: /^[^:]*/.exec(line.trim())?.[0] ?? "" });
  if (/^ *\t/.test(line)) return errorAt("yaml-tab", file, position);
  if (error.code === "MISSING_CHAR" && error.message.includes("map keys"))
    return errorAt("yaml-no-colon", file, position, { line: line.trim() });
  if (error.code === "BAD_INDENT" && !error.message.startsWith("Flow"))
    return errorAt("yaml-indent", file, position);
  const code = codes[error.code];
  if (code === "yaml-colon" && !/:(\s|$)/.test(line))
    return errorAt("yaml-no-colon", file, position, { line: line.trim() });
  return code === undefined
    ? errorAt("yaml-other", file, position, { detail: error.message })
    : errorAt(code, file, position);
}

/**
 * Reads one YAML 1.2 document (core schema: `NO` is text). Anchors, aliases and tags are refused: the format needs none, and they are how
 * a small file becomes a huge one.
 *
 * @param firstLine line number of the text's first line in its file (front matter does not begin at 1)
 */
export function parseYaml(source: string, file: string, firstLine = 1): YamlResult {
  let document: Document.Parsed;
  try {
    document = parseDocument(source, {
      version: "1.2",
      schema: "core",
      stringKeys: true,
      prettyErrors: false,
      // "silent" would also leave out the error of a second document.
      logLevel: "error",
    });
  } catch (cause) {
    // Only nesting beyond any sense gets here (the parser's stack runs out); the person is told, the loader goes on.
    return {
      ok: false,
      problems: [errorAt("yaml-other", file, { line: firstLine, column: 1 }, { detail: String(cause) })],
    };
  }
  const [first] = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  // One mistake often makes several errors below it: only the first is sure to be one.
  if (first !== undefined) return { ok: false, problems: [problemOf(first, source, file, firstLine)] };
  const indirect = /[&*!]/.test(source) ? findIndirection(document) : undefined;
  if (indirect !== undefined)
    return {
      ok: false,
      problems: [errorAt("yaml-reference", file, positionAt(source, indirect.range?.[0] ?? 0, firstLine))],
    };
  return { ok: true, yaml: { file, value: document.toJS(), ...lookups(document, source, firstLine) } };
}

function findIndirection(document: Document.Parsed): Node | undefined {
  let found: Node | undefined;
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node) && node.anchor === undefined && node.tag === undefined) return undefined;
      // The parser itself gives maps and lists their default tags.
      if (!isAlias(node) && node.anchor === undefined && isDefaultTag(node.tag)) return undefined;
      found = node;
      return visit.BREAK;
    },
  });
  return found;
}

function isDefaultTag(tag: string | undefined): boolean {
  return tag === "tag:yaml.org,2002:map" || tag === "tag:yaml.org,2002:seq";
}

function lookups(document: Document.Parsed, source: string, firstLine: number) {
  const find = (path: Path): { key: Node | undefined; value: Node | undefined; whole: boolean } => {
    let key: Node | undefined;
    let value: Node | undefined = isNode(document.contents) ? document.contents : undefined;
    for (const step of path) {
      if (isMap(value)) {
        const pair = value.items.find(
          (item) => isScalar(item.key) && String(item.key.value) === String(step),
        );
        if (pair === undefined) return { key, value, whole: false };
        key = pair.key as Node;
        value = isNode(pair.value) ? pair.value : undefined;
      } else if (isSeq(value)) {
        const item: unknown = value.items[Number(step)];
        if (!isNode(item)) return { key, value, whole: false };
        key = item;
        value = item;
      } else return { key, value, whole: false };
    }
    return { key, value, whole: true };
  };
  return {
    at(path: Path, side: "key" | "value"): Position {
      const { key, value, whole } = find(path);
      const node = side === "key" || !whole ? (key ?? value) : (value ?? key);
      return positionAt(source, node?.range?.[0] ?? 0, firstLine);
    },
    writtenAt(path: Path): string | undefined {
      const { value, whole } = find(path);
      if (!whole || !isScalar(value) || value.type !== "PLAIN") return undefined;
      return typeof value.value === "number" || typeof value.value === "boolean" ? value.source : undefined;
    },
    isCommentedOut(path: Path): boolean {
      const { key, value, whole } = find(path);
      if (!whole || key?.range === undefined || key.range === null) return false;
      if (isScalar(value) && value.value !== null) return false;
      const end = source.indexOf("\n", key.range[0]);
      return source.slice(key.range[1], end === -1 ? undefined : end).includes("#");
    },
  };
}
