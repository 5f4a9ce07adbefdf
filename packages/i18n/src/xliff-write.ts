/**
 * Writes a job as XLIFF 2.0. A unit is one text; its lines are segments, and the edges between them stand in ignorables, where no translator can
 * break them. Emphasis and links are inline codes with their tags as original data; a link may not be deleted.
 */
import { directionOf } from "@bluehour/domain/locales";
import { piecesOf, taggedText } from "./tagged-text.ts";
import type { Piece } from "./tagged-text.ts";
import type { TranslationJob, TranslationUnit } from "./translation-job.ts";
import { escapeAttribute, escapeXml, unwritable } from "./xml-tree.ts";

export const xliffNamespaces = {
  core: "urn:oasis:names:tc:xliff:document:2.0",
  core22: "urn:oasis:names:tc:xliff:document:2.2",
  metadata: "urn:oasis:names:tc:xliff:metadata:2.0",
} as const;

/** State and sub-state of a segment; what is not finished by a person is "initial", so that tools offer it as work to do. */
export const xliffStates = {
  human: { state: "reviewed" },
  machine: { state: "translated", subState: "bluehour:machine" },
  stale: { state: "initial", subState: "bluehour:stale" },
  missing: { state: "initial" },
} as const;

/** Category of our own notes and metadata. */
export const xliffCategories = {
  metadata: "bluehour",
  context: "context",
  previous: "bluehour-previous-source",
} as const;

/** A unit's id as XLIFF allows it: a name without slashes. The `name` beside it is the id itself. */
export function xliffUnitId(id: string): string {
  return id.replaceAll("/", ":");
}

/** Writes a job as XLIFF 2.0, UTF-8. */
export function writeXliff(job: TranslationJob): string {
  const { id, edition, from, to, madeAt, units } = job;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xliff xmlns="${xliffNamespaces.core}" xmlns:mda="${xliffNamespaces.metadata}" version="2.0"${attributes({ srcLang: from, trgLang: to })}>`,
    ` <file${attributes({ id, original: edition, srcDir: directionOf(from), trgDir: directionOf(to), "xml:space": "preserve" })}>`,
    ...metadata({ made: madeAt }, "  "),
  ];
  // A thing's texts stand together, whatever order they came in.
  for (const [thing, group] of Map.groupBy(units, (unit) => unit.id.split("/").slice(0, 2).join("/")))
    lines.push(
      `  <group${attributes({ id: xliffUnitId(thing), name: thing })}>`,
      ...group.flatMap(unitLines),
      "  </group>",
    );
  // A file without anything in it would be none.
  if (units.length === 0) lines.push('  <group id="none"/>');
  lines.push(" </file>", "</xliff>", "");
  return lines.join("\n");
}

function attributes(values: Record<string, string | undefined>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeAttribute(value)}"`))
    .join("");
}

function metadata(values: Record<string, string | undefined>, indent: string): string[] {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return [
    `${indent}<mda:metadata>`,
    `${indent} <mda:metaGroup category="${xliffCategories.metadata}">`,
    ...given.map(
      ([type, value]) => `${indent}  <mda:meta type="${type}">${escapeXml(value ?? "")}</mda:meta>`,
    ),
    `${indent} </mda:metaGroup>`,
    `${indent}</mda:metadata>`,
  ];
}

/** Text with what XML cannot hold as `<cp/>`. */
function content(text: string): string {
  // Splitting by a group keeps what it found, at every second place.
  return text
    .split(unwritable)
    .map((part, index) =>
      index % 2 === 0
        ? escapeXml(part)
        : `<cp hex="${part.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0") ?? ""}"/>`,
    )
    .join("");
}

/** A piece with the number that it has in both languages. */
type Code =
  | { text: string }
  | { id: string; open: string; close: string; inner: Code[] }
  | { id: string; edge: string };

/** Tags of a code: what must be equal for two codes to be one. */
type Tagged = { id: string; tags: string };

function flatten(codes: readonly Code[]): Tagged[] {
  return codes.flatMap((code) => {
    if ("text" in code) return [];
    if ("edge" in code) return [{ id: code.id, tags: code.edge }];
    return [{ id: code.id, tags: code.open }, ...flatten(code.inner)];
  });
}

/** Gives each code its id: in a translation that of the source's same code, or one of its own. */
function numbered(pieces: readonly Piece[], prefix: string, known: readonly Tagged[] = []): Code[] {
  const free = [...known];
  let last = 0;
  const idOf = (tags: string): string => {
    const index = free.findIndex((code) => code.tags === tags);
    const [found] = index < 0 ? [] : free.splice(index, 1);
    last += found === undefined ? 1 : 0;
    return found?.id ?? `${prefix}${last}`;
  };
  const walk = (inner: readonly Piece[]): Code[] =>
    inner.map((piece): Code => {
      if ("text" in piece) return piece;
      if ("edge" in piece) return { id: idOf(piece.edge), edge: piece.edge };
      return { id: idOf(piece.pair.open), ...piece.pair, inner: walk(piece.inner) };
    });
  return walk(pieces);
}

/** Words between edges, and the edges themselves, in turn. */
function segmented(codes: readonly Code[]): ({ line: Code[] } | { edge: Code & { edge: string } })[] {
  const parts: ({ line: Code[] } | { edge: Code & { edge: string } })[] = [];
  for (const code of codes) {
    const last = parts.at(-1);
    if ("edge" in code) parts.push({ edge: code });
    else if (last !== undefined && "line" in last) last.line.push(code);
    else parts.push({ line: [code] });
  }
  return parts;
}

const isEdge = (code: Code): code is Code & { edge: string } => "edge" in code;

function edgesOf(codes: readonly Code[]): string {
  return codes
    .filter(isEdge)
    .map(({ edge }) => edge)
    .join("|");
}

function unitLines(unit: TranslationUnit): string[] {
  const source = numbered(piecesOf(unit.source), "c");
  const target =
    unit.target === undefined ? undefined : numbered(piecesOf(unit.target), "t", flatten(source));
  const data = new Map<string, string>();
  const write = createWriter(data, flatten(source), target === undefined ? undefined : flatten(target));
  const { state, subState } = { subState: undefined, ...xliffStates[unit.state] };
  const segments: string[] = [];
  const segment = (id: string, from: readonly Code[], to: readonly Code[] | undefined): void => {
    segments.push(
      `    <segment${attributes({ id, state, subState })}>`,
      `     <source>${write(from)}</source>`,
      ...(to === undefined ? [] : [`     <target>${write(to)}</target>`]),
      "    </segment>",
    );
  };
  const parts = segmented(source);
  const theirs = target === undefined ? undefined : segmented(target);
  // Line beside line where both have the same ones; a translation of another shape stands whole beside the whole source.
  const isAligned =
    target === undefined || (edgesOf(source) === edgesOf(target) && parts.length === theirs?.length);
  if (!isAligned) segment("s1", source, target);
  else
    for (const [index, part] of parts.entries()) {
      const other = theirs?.[index];
      if ("line" in part)
        segment(`s${index + 1}`, part.line, other !== undefined && "line" in other ? other.line : undefined);
      else {
        const edge = write([part.edge]);
        segments.push(
          `    <ignorable${attributes({ id: `s${index + 1}` })}>`,
          `     <source>${edge}</source>`,
          ...(other === undefined ? [] : [`     <target>${edge}</target>`]),
          "    </ignorable>",
        );
      }
    }
  const notes = notesOf(unit);
  return [
    `   <unit${attributes({ id: xliffUnitId(unit.id), name: unit.id })}>`,
    ...metadata({ source: unit.sourceHash, given: unit.given }, "    "),
    ...(notes.length === 0 ? [] : ["    <notes>", ...notes, "    </notes>"]),
    ...(data.size === 0
      ? []
      : [
          "    <originalData>",
          ...[...data].map(([tags, id]) => `     <data id="${id}">${escapeXml(tags)}</data>`),
          "    </originalData>",
        ]),
    ...segments,
    "   </unit>",
  ];
}

function notesOf({ note, previousSource }: TranslationUnit): string[] {
  const write = (id: string, category: string, text: string): string =>
    `     <note${attributes({ id, category })}>${escapeXml(text)}</note>`;
  return [
    ...(note === undefined ? [] : [write("n1", xliffCategories.context, note)]),
    ...(previousSource === undefined
      ? []
      : [write("n2", xliffCategories.previous, taggedText(previousSource))]),
  ];
}

/** Writes codes; fills `data` with the tags that they stand for. */
function createWriter(
  data: Map<string, string>,
  source: readonly Tagged[],
  target: readonly Tagged[] | undefined,
): (codes: readonly Code[]) => string {
  const refOf = (tags: string): string => {
    const id = data.get(tags) ?? `d${data.size + 1}`;
    data.set(tags, id);
    return id;
  };
  // A code that the translation at hand does without may be done without.
  const canDelete = (id: string): "no" | undefined => {
    const isInBoth = target === undefined || target.some((code) => code.id === id);
    return isInBoth && source.some((code) => code.id === id) ? "no" : undefined;
  };
  const write = (codes: readonly Code[]): string =>
    codes
      .map((code) => {
        if ("text" in code) return content(code.text);
        if ("edge" in code)
          return `<ph${attributes({ id: code.id, canDelete: canDelete(code.id), dataRef: refOf(code.edge), disp: "¶", type: "fmt", subType: "xlf:lb" })}/>`;
        const isLink = code.close === "</a>";
        const kind = isLink
          ? { canDelete: canDelete(code.id), type: "link", subType: undefined }
          : {
              canDelete: undefined,
              type: "fmt",
              subType: code.close === "</em>" ? "xlf:i" : "xlf:b",
            };
        const open = attributes({
          id: code.id,
          canDelete: kind.canDelete,
          dataRefEnd: refOf(code.close),
          dataRefStart: refOf(code.open),
          type: kind.type,
          subType: kind.subType,
        });
        return `<pc${open}>${write(code.inner)}</pc>`;
      })
      .join("");
  return write;
}
