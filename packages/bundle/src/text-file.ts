/** One Markdown file of a bundle: front matter and named blocks. */
import type { Head, Kind } from "@bluehour/domain/kinds";
import type { RandomBytes } from "@bluehour/domain/random";
import type { RichBlock } from "@bluehour/domain/rich-text";
import { blockIdSchema } from "@bluehour/domain/text";
import type { DraftBlock } from "@bluehour/domain/text";
import { checkValues, slugOf } from "./check-values.ts";
import { errorAt } from "./problem.ts";
import type { Position, Problem } from "./problem.ts";
import { readMarkdown } from "./rich-markdown.ts";
import { textFileSchemas } from "./schemas.ts";
import type { TextFile } from "./schemas.ts";
import { parseYaml } from "./yaml-file.ts";

type State = DraftBlock["state"];

/** A block as it stands in its file; `pin` are the digits after `of:`. */
export type TextBlock = {
  id: string;
  state: State;
  pin: string | undefined;
  content: RichBlock[];
  position: Position;
};

/** A link to a page of the same edition. */
export type InternalLink = { href: string; file: string; position: Position };

/** What one Markdown file holds. */
export type ParsedText = {
  file: string;
  state: State;
  pin: string | undefined;
  head: Head;
  blocks: TextBlock[];
  links: InternalLink[];
};

export type TextResult = { ok: true; text: ParsedText } | { ok: false; problems: Problem[] };

/** Parses one Markdown file; `source` has line feeds alone. */
export function parseText({
  source,
  file,
  kind,
  random,
}: {
  source: string;
  file: string;
  kind: Kind;
  random: RandomBytes;
}): TextResult {
  const start = { line: 1, column: 1 };
  if (!/^---[ \t]*\n/.test(source)) return failure([errorAt("front-matter-missing", file, start)]);
  const headStart = source.indexOf("\n") + 1;
  const closing = /^---[ \t]*$/m.exec(source.slice(headStart));
  if (closing === null) return failure([errorAt("front-matter-open", file, start)]);
  const matter = source.slice(headStart, headStart + closing.index);
  const bodyStart = headStart + closing.index + closing[0].length + 1;
  const problems: Problem[] = [];
  const head = parseHead(matter, file, kind, random, problems);
  const links: InternalLink[] = [];
  const body = parseBody({
    body: source.slice(bodyStart),
    firstLine: 3 + (matter.match(/\n/g)?.length ?? 0),
    file,
    problems,
    links,
  });
  if (head === undefined || problems.length > 0) return failure(problems);
  const { translation, of, ...words } = head;
  return {
    ok: true,
    text: { file, state: translation, pin: of, head: words as Head, blocks: body, links },
  };
}

function failure(problems: Problem[]): TextResult {
  return { ok: false, problems };
}

function parseHead(
  matter: string,
  file: string,
  kind: Kind,
  random: RandomBytes,
  problems: Problem[],
): TextFile | undefined {
  const parsed = parseYaml(matter, file, 2);
  if (!parsed.ok) {
    problems.push(...parsed.problems);
    return undefined;
  }
  // Front matter may be empty where every short text is optional.
  const yaml = parsed.yaml.value === null ? { ...parsed.yaml, value: {} } : parsed.yaml;
  const checked = checkValues<TextFile>({ yaml, schema: textFileSchemas[kind], random });
  if (checked.ok) return checked.value;
  problems.push(...checked.problems);
  return undefined;
}

function parseBody({
  body,
  firstLine,
  file,
  problems,
  links,
}: {
  body: string;
  firstLine: number;
  file: string;
  problems: Problem[];
  links: InternalLink[];
}): TextBlock[] {
  const pieces = readMarkdown(body, firstLine, {
    refuse: (code, position, values) => problems.push(errorAt(code, file, position, values)),
    link: (href, position) => links.push({ href, file, position }),
  });
  const blocks: TextBlock[] = [];
  const add = (block: TextBlock): void => {
    const twin = blocks.find(({ id }) => id === block.id);
    if (twin !== undefined)
      problems.push(errorAt("block-twice", file, block.position, { id: block.id, line: twin.position.line }));
    blocks.push(block);
  };
  const hasComments = pieces.some((piece) => "comment" in piece);
  for (const piece of pieces) {
    if ("comment" in piece) {
      add(blockOf(piece.comment, piece.position, file, problems));
      continue;
    }
    const current = blocks.at(-1);
    if (current !== undefined) current.content.push(piece.content);
    else if (hasComments) problems.push(errorAt("block-early", file, piece.position));
    else
      add({
        id: "text",
        state: "human",
        pin: undefined,
        content: [piece.content],
        position: piece.position,
      });
    // Text above the first comment is one mistake, however many paragraphs it has.
    if (blocks.length === 0) break;
  }
  // An unreadable piece was told already; only a block that was written empty is empty.
  if (problems.length === 0)
    for (const block of blocks)
      if (block.content.length === 0)
        problems.push(errorAt("block-empty", file, block.position, { id: block.id }));
  return blocks;
}

const states: readonly string[] = ["human", "machine", "stale"];

function blockOf(comment: string, position: Position, file: string, problems: Problem[]): TextBlock {
  const refuse = (code: Problem["code"], values: Problem["values"]): void => {
    problems.push(errorAt(code, file, position, values));
  };
  const words = /^<!--([^\n]*?)-->[ \t]*$/.exec(comment)?.[1]?.trim().split(/\s+/) ?? [""];
  const [id = "", ...marks] = words;
  const block: TextBlock = { id, state: "human", pin: undefined, content: [], position };
  if (id === "" || marks.length > 2) refuse("block-comment", { comment });
  else if (!blockIdSchema.safeParse(id).success) {
    // A single word was meant as a name; several are a note that somebody left for themselves.
    const suggestion = marks.length === 0 ? slugOf(id) : undefined;
    if (suggestion !== undefined && blockIdSchema.safeParse(suggestion).success)
      refuse("block-name", { name: id, suggestion });
    else refuse("block-comment", { comment });
  } else
    for (const mark of marks) {
      if (states.includes(mark)) block.state = mark as State;
      else if (/^of:[0-9a-f]{8}$/.test(mark)) block.pin = mark.slice(3);
      else if (mark.startsWith("of:")) refuse("block-pin", { value: mark });
      else if (/^[a-z]+$/i.test(mark)) refuse("block-state", { value: mark });
      else refuse("block-comment", { comment });
    }
  return block;
}
