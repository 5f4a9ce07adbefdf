/**
 * Reads a bundle: a folder of YAML, Markdown and pictures becomes drafts and private records, all or nothing. The format is described in
 * docs/bundle.md.
 */
import { resolve } from "node:path";
import type { Act, BlockedPhrases, Consent, Declaration, Review } from "@bluehour/domain/consent";
import type { Draft, Media } from "@bluehour/domain/draft";
import { kinds } from "@bluehour/domain/kinds";
import type { Data, Kind } from "@bluehour/domain/kinds";
import { cryptoRandomBytes } from "@bluehour/domain/random";
import type { RandomBytes } from "@bluehour/domain/random";
import { contentHash } from "@bluehour/domain/text";
import type { DraftText } from "@bluehour/domain/text";
import { checkValues, freshMarks } from "./check-values.ts";
import type { FreshMark } from "./check-values.ts";
import { crossCheck } from "./cross-checks.ts";
import type { Recorded } from "./cross-checks.ts";
import { resolveEventHours } from "./event-hours.ts";
import { listFolder, lookAtFolder, pictureLimit, readBytes, readText, sheetLimit } from "./folder.ts";
import type { PictureFile, RecordFile, SheetFile, ThingFile, WordsFile } from "./folder.ts";
import { trackedPrivate } from "./git.ts";
import { cleanImage } from "./images.ts";
import { zonedInstant } from "./instants.ts";
import { readLandmarkSheet } from "./landmark-sheet.ts";
import type { LandmarkRow } from "./landmark-sheet.ts";
import { compareNames, errorAt, limitAlike, noticeAt, sortProblems } from "./problem.ts";
import type { Position, Problem } from "./problem.ts";
import { kindFileSchemas, privateFileSchemas } from "./schemas.ts";
import type { KindFile } from "./schemas.ts";
import { nearest } from "./suggest.ts";
import { parseText } from "./text-file.ts";
import type { InternalLink, ParsedText } from "./text-file.ts";
import { parseYaml } from "./yaml-file.ts";
import type { Path } from "./yaml-file.ts";

/** A bundle that was read whole. Nothing of it is public yet: the gate decides. */
export type Bundle = {
  /** Absolute path of the folder. */
  folder: string;
  edition: Draft<"edition">;
  /** All other things, in the order of the domain's kinds, then of their file names (2 before 10); rows of sheets come last in their kind. */
  drafts: Draft[];
  consents: Consent[];
  declarations: Declaration[];
  reviews: Review[];
  acts: Act[];
  blocked: BlockedPhrases | undefined;
  /** Bytes of every picture that the drafts name, by the SHA-256 of those bytes. */
  media: Map<string, Uint8Array>;
};

/** A bundle with what is worth knowing about it, or every reason why it cannot be loaded. */
export type LoadResult =
  | { ok: true; bundle: Bundle; notices: Problem[] }
  | { ok: false; problems: Problem[] };

/** What a loader can be given. */
export type LoadOptions = {
  /** Where fresh ids come from that are offered for things without one. */
  random?: RandomBytes;
};

/** The eight hex digits that `of:` pins: of a block's content, or of a text's head. */
export function pinOf(content: unknown): string {
  return contentHash(content).slice(0, 8);
}

/**
 * Loads the bundle in a folder. Expected mistakes, from a missing folder to a wrong digit, come back as problems; all that can be found are
 * found in one go.
 */
export async function loadBundle(folder: string, options: LoadOptions = {}): Promise<LoadResult> {
  const root = resolve(folder);
  const look = lookAtFolder(root);
  if (look === "missing") return refused([errorAt("folder-missing", "", undefined, { folder })]);
  if (look === "other") return refused([errorAt("folder-other", "", undefined, { folder })]);
  if (look !== "folder") return refused([errorAt("file-unreadable", "", undefined, look)]);

  const { files, problems } = listFolder(root);
  if (files.length === 0 && problems.length === 0)
    return refused([errorAt("folder-empty", "", undefined, { folder })]);
  const loader: Loader = {
    root,
    random: options.random ?? cryptoRandomBytes,
    problems,
    links: [],
    unread: new Map(),
    languages: undefined,
    unlisted: new Set(),
    rows: new Map(),
  };
  const things = files.filter((file) => file.role === "thing");
  const words = files.filter((file) => file.role === "words");
  const sheets = files.filter((file) => file.role === "sheet");
  const pictures = files.filter((file) => file.role === "picture");
  const records = files.filter((file) => file.role === "record");

  const wordsOf = groupWords(words);
  const edition = readEdition(loader, things, wordsOf);
  const drafts: Draft[] = [];
  for (const kind of kinds) {
    for (const thing of things.filter((file) => file.kind === kind && kind !== "edition")) {
      const draft = readThing(loader, thing, wordsOf.get(thingKey(thing)) ?? [], edition?.id ?? "");
      if (draft !== undefined) drafts.push(draft);
    }
    if (kind === "landmark") for (const sheet of sheets) drafts.push(...readSheet(loader, sheet, edition));
  }
  tellLonelyWords(loader, things, words);

  const held = readRecords(loader, records);
  const media = await readPictures(loader, drafts, pictures);
  const { problems: misfits, lightsEnd } = crossCheck({
    edition,
    drafts,
    unread: loader.unread,
    unlisted: loader.unlisted,
    ...held,
    links: loader.links,
    rows: loader.rows,
    placeOf: (origin, path) =>
      loader.rows.get(origin)?.placeOf(path) ?? {
        file: origin,
        position: placeIn(loader, origin, path, "value"),
      },
  });
  // One by one: a sheet can have more mistakes than a call can have arguments.
  for (const misfit of misfits) problems.push(misfit);
  if (edition !== undefined && lightsEnd !== undefined)
    edition.data.lightsEnd = zonedInstant(lightsEnd, edition.data.zone);
  await tellTracked(loader, folder, edition);

  const sorted = limitAlike(sortProblems(problems), new Set(sheets.map(({ path }) => path)));
  if (edition === undefined || sorted.some(({ severity }) => severity === "error")) return refused(sorted);
  return {
    ok: true,
    notices: sorted,
    bundle: {
      folder: root,
      edition,
      drafts,
      consents: held.consents.map(({ value }) => value),
      declarations: held.declarations.map(({ value }) => value),
      reviews: held.reviews.map(({ value }) => value),
      acts: held.acts?.value ?? [],
      blocked: held.blocked,
      media,
    },
  };
}

function refused(problems: Problem[]): LoadResult {
  return { ok: false, problems };
}

type Loader = {
  root: string;
  random: RandomBytes;
  problems: Problem[];
  links: InternalLink[];
  /** Things that are there but could not be read. */
  unread: Map<Kind, Set<string>>;
  /** The edition's languages, once known. */
  languages: readonly string[] | undefined;
  /** Kinds of which a whole list could not be read. */
  unlisted: Set<Kind>;
  /** Landmarks from sheets, by their draft's origin. */
  rows: Map<string, LandmarkRow>;
};

function thingKey({ kind, name }: { kind: Kind; name: string }): string {
  return `${kind}/${name}`;
}

function groupWords(words: readonly WordsFile[]): Map<string, WordsFile[]> {
  return Map.groupBy(words, thingKey);
}

function readEdition(
  loader: Loader,
  things: readonly ThingFile[],
  wordsOf: ReadonlyMap<string, WordsFile[]>,
): Draft<"edition"> | undefined {
  const file = things.find(({ kind }) => kind === "edition");
  if (file === undefined) {
    // A file that is there under a slightly wrong name was told already.
    if (!loader.problems.some(({ file: name }) => /^edition\.ya?ml$/i.test(name)))
      loader.problems.push(errorAt("edition-missing", "", undefined));
    return undefined;
  }
  return readThing(loader, file, wordsOf.get("edition/edition") ?? [], "") as Draft<"edition"> | undefined;
}

function readThing(
  loader: Loader,
  file: ThingFile,
  words: readonly WordsFile[],
  edition: string,
): Draft | undefined {
  const { kind, name, path } = file;
  const read = readYaml(
    loader,
    path,
    kindFileSchemas[kind],
    kind === "story" || kind === "placement" ? freshMarks[kind] : undefined,
  );
  if (read === undefined) {
    markUnread(loader, file);
    // The words can be judged all the same, so that everything is told at once.
    for (const text of words) readWords(loader, text);
    return undefined;
  }
  const { language, id: ownId, ...written } = read as KindFile & { id?: string };
  const data =
    kind === "event" ? eventData(loader, path, written as Omit<KindFile<"event">, "language">) : written;
  if (data === undefined) {
    markUnread(loader, file);
    for (const text of words) readWords(loader, text);
    return undefined;
  }
  const id = idOf(kind, name, ownId, data as unknown as Record<string, unknown>);
  if (kind === "edition") {
    loader.languages = (data as unknown as { languages: string[] }).languages;
  }
  if (loader.languages?.includes(language) === false)
    loader.problems.push(
      errorAt("language-not-offered", path, placeIn(loader, path, ["language"], "value"), {
        locale: language,
        languages: loader.languages.join(", "),
      }),
    );
  const texts = readTexts(loader, file, language, words);
  return {
    kind,
    id,
    edition: kind === "edition" ? id : edition,
    origin: path,
    language,
    data,
    texts,
    media: [],
  } as unknown as Draft;
}

function eventData(
  loader: Loader,
  path: string,
  written: Omit<KindFile<"event">, "language">,
): Data<"event"> | undefined {
  return resolveEventHours(written, (code, key, values) => {
    loader.problems.push(errorAt(code, path, placeIn(loader, path, [key], "value"), values));
  });
}

/** The landmarks of a CSV file. */
function readSheet(loader: Loader, { path }: SheetFile, edition: Draft<"edition"> | undefined): Draft[] {
  const read = readText(loader.root, path, sheetLimit);
  if (!read.ok) {
    loader.problems.push(read.problem);
    loader.unlisted.add("landmark");
    return [];
  }
  const sheet = readLandmarkSheet(
    read.content,
    path,
    edition === undefined ? undefined : { edition: edition.id, ...edition.data },
  );
  for (const problem of sheet.problems) loader.problems.push(problem);
  // Rows that were passed over, or have no id yet, may be what a link means.
  if (sheet.problems.length > 0) loader.unlisted.add("landmark");
  for (const row of sheet.rows) loader.rows.set(row.draft.origin, row);
  return sheet.rows.map(({ draft }) => draft);
}

/** Stories bring an id, placements their code, an edition its own or its year; for all others the file's name is the id. */
function idOf(kind: Kind, name: string, ownId: string | undefined, data: Record<string, unknown>): string {
  if (kind === "placement") return String(data["code"]);
  if (kind === "edition") return ownId ?? (data["days"] as { first: string }).first.slice(0, 4);
  return kind === "story" ? (ownId ?? "") : name;
}

/** Remembers what an unreadable file would have been called, so that those who name it are not blamed as well. */
function markUnread(loader: Loader, { kind, name, path }: ThingFile): void {
  const names = loader.unread.get(kind) ?? new Set();
  loader.unread.set(kind, names);
  if (kind !== "story") {
    names.add(name);
    return;
  }
  const read = readText(loader.root, path);
  const id = read.ok ? /^id:\s*["']?([^\s"'#]+)/m.exec(read.content)?.[1] : undefined;
  if (id !== undefined) names.add(id);
}

function readYaml<T>(
  loader: Loader,
  path: string,
  schema: Parameters<typeof checkValues<T>>[0]["schema"],
  fresh?: FreshMark,
): T | undefined {
  const read = readText(loader.root, path);
  if (!read.ok) {
    loader.problems.push(read.problem);
    return undefined;
  }
  const parsed = parseYaml(read.content, path);
  if (!parsed.ok) {
    loader.problems.push(...parsed.problems);
    return undefined;
  }
  if (parsed.yaml.value === null) {
    loader.problems.push(errorAt("yaml-empty", path, { line: 1, column: 1 }));
    return undefined;
  }
  const checked = checkValues({
    yaml: parsed.yaml,
    schema,
    random: loader.random,
    ...(fresh === undefined ? {} : { fresh }),
  });
  if (checked.ok) return checked.value;
  loader.problems.push(...checked.problems);
  return undefined;
}

function readWords(
  loader: Loader,
  { path, kind, locale }: WordsFile,
  original?: string,
): ParsedText | undefined {
  if (loader.languages?.includes(locale) === false && locale !== original)
    loader.problems.push(
      errorAt("locale-not-offered", path, undefined, { locale, languages: loader.languages.join(", ") }),
    );
  const read = readText(loader.root, path);
  if (!read.ok) {
    loader.problems.push(read.problem);
    return undefined;
  }
  const parsed = parseText({ source: read.content, file: path, kind, random: loader.random });
  if (!parsed.ok) {
    loader.problems.push(...parsed.problems);
    return undefined;
  }
  loader.links.push(...parsed.text.links);
  return parsed.text;
}

function readTexts(
  loader: Loader,
  file: ThingFile,
  language: string,
  words: readonly WordsFile[],
): Draft["texts"] {
  const originalFile = words.find(({ locale }) => locale === language);
  if (originalFile === undefined) {
    loader.problems.push(
      errorAt("text-missing", file.path, placeIn(loader, file.path, ["language"], "value"), {
        file: file.path.replace(/\.yaml$/, `.${language}.md`),
        language,
      }),
    );
  }
  const original = originalFile === undefined ? undefined : readWords(loader, originalFile, language);
  const texts: Draft["texts"] = {};
  for (const text of words) {
    const parsed = text === originalFile ? original : readWords(loader, text, language);
    if (parsed === undefined) continue;
    const draftText =
      original === undefined || parsed === original
        ? plainText(parsed)
        : translatedText(loader, parsed, original, language);
    (texts as Record<string, DraftText>)[text.locale] = draftText;
  }
  return texts;
}

function plainText({ state, head, blocks }: ParsedText): DraftText {
  return {
    state,
    head,
    blocks: blocks.map(({ id, state: mark, content }) => ({ id, state: mark, content })),
  };
}

/** A translation, in the original's order, with what has changed since it was made counted as stale. */
function translatedText(
  { problems }: Loader,
  text: ParsedText,
  original: ParsedText,
  language: string,
): DraftText {
  const order = original.blocks.map(({ id }) => id);
  const known = text.blocks.filter(({ id }) => order.includes(id));
  for (const { id, position } of text.blocks) {
    if (order.includes(id)) continue;
    const suggestion = nearest(
      id,
      order.filter((name) => !known.some((block) => block.id === name)),
    );
    problems.push(
      suggestion === undefined
        ? errorAt("block-unknown", text.file, position, { id, file: original.file, language })
        : errorAt("block-unknown-suggest", text.file, position, { id, file: original.file, suggestion }),
    );
  }
  const sorted = known.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const displaced = known.find((block, index) => block !== sorted[index]);
  if (displaced !== undefined)
    problems.push(noticeAt("block-order", text.file, displaced.position, { id: displaced.id }));
  const isStale = (pin: string | undefined, content: unknown): boolean =>
    pin !== undefined && pin !== pinOf(content);
  return {
    state: isStale(text.pin, original.head) ? "stale" : text.state,
    head: text.head,
    blocks: sorted.map(({ id, state, pin, content }) => {
      const source = original.blocks.find((block) => block.id === id);
      return { id, state: isStale(pin, source?.content) ? "stale" : state, content };
    }),
  };
}

function tellLonelyWords(loader: Loader, things: readonly ThingFile[], words: readonly WordsFile[]): void {
  const known = new Set(things.map(thingKey));
  for (const file of words) {
    if (known.has(thingKey(file))) continue;
    // What is wrong in a YAML file's own name was told there.
    const yamlFile = file.path.replace(/\.[^.]+\.md$/, ".yaml");
    if (loader.problems.some((problem) => problem.file === yamlFile)) continue;
    const names = things.filter(({ kind }) => kind === file.kind).map(({ name }) => name);
    const suggestion = nearest(file.name, names);
    loader.problems.push(
      suggestion === undefined
        ? errorAt("text-alone", file.path, undefined, { expected: yamlFile })
        : errorAt("text-alone-suggest", file.path, undefined, {
            expected: yamlFile,
            suggestion: `${suggestion}.${file.locale}.md`,
          }),
    );
  }
}

function readRecords(loader: Loader, records: readonly RecordFile[]) {
  const consents: Recorded<Consent>[] = [];
  const declarations: Recorded<Declaration>[] = [];
  const reviews: Recorded<Review>[] = [];
  let acts: Recorded<Act[]> | undefined;
  let blocked: BlockedPhrases | undefined;
  const collect = <T>(into: Recorded<T>[], file: string, value: T | undefined): void => {
    if (value !== undefined) into.push({ file, value });
  };
  for (const { path, record } of records)
    switch (record) {
      case "consent":
        collect(consents, path, readYaml(loader, path, privateFileSchemas.consent, freshMarks.consent));
        break;
      case "declaration":
        collect(
          declarations,
          path,
          readYaml(loader, path, privateFileSchemas.declaration, freshMarks.consent),
        );
        break;
      case "review":
        collect(reviews, path, readYaml(loader, path, privateFileSchemas.review));
        break;
      case "acts": {
        const value = readYaml(loader, path, privateFileSchemas.acts);
        if (value !== undefined) acts = { file: path, value };
        break;
      }
      case "blocked":
        blocked = readYaml(loader, path, privateFileSchemas.blocked);
    }
  const refFiles = records.filter(({ record }) => record === "consent" || record === "declaration");
  const hasUnreadRefs = consents.length + declarations.length < refFiles.length;
  return { consents, declarations, reviews, acts, blocked, hasUnreadRefs };
}

async function readPictures(
  loader: Loader,
  drafts: readonly Draft[],
  pictures: readonly PictureFile[],
): Promise<Map<string, Uint8Array>> {
  const media = new Map<string, Uint8Array>();
  const used = new Set<string>();
  for (const draft of drafts) {
    if (draft.kind !== "image") continue;
    const { file } = draft.data;
    const picture = pictures.find(({ name }) => name === file);
    if (picture === undefined) {
      tellMissingPicture(loader, draft.origin, file, pictures);
      continue;
    }
    used.add(file);
    const image = await readPicture(loader, picture);
    if (image === undefined) continue;
    media.set(image.media.hash, image.bytes);
    (draft.media as Media[]).push(image.media);
  }
  for (const { name, path } of pictures)
    if (!used.has(name) && !loader.unread.has("image"))
      loader.problems.push(noticeAt("image-unused", path, undefined, { file: name }));
  return media;
}

function tellMissingPicture(
  loader: Loader,
  origin: string,
  file: string,
  pictures: readonly PictureFile[],
): void {
  const position = placeIn(loader, origin, ["file"], "value");
  const suggestion = nearest(
    file,
    pictures.map(({ name }) => name),
  );
  loader.problems.push(
    suggestion === undefined
      ? errorAt("image-missing", origin, position, { file })
      : errorAt("image-missing-suggest", origin, position, { file, suggestion }),
  );
}

async function readPicture(loader: Loader, { path }: PictureFile) {
  const read = readBytes(loader.root, path, pictureLimit);
  if (!read.ok) {
    loader.problems.push(read.problem);
    return undefined;
  }
  const cleaned = await cleanImage(read.content);
  if (cleaned.ok) return cleaned.image;
  loader.problems.push(errorAt(cleaned.code, path, undefined, cleaned.values));
  return undefined;
}

/** Where a value stands: the file is read a second time, since positions are needed for problems alone and would fill the memory. */
function placeIn({ root }: Loader, file: string, path: Path, side: "key" | "value"): Position | undefined {
  const read = readText(root, file);
  const parsed = read.ok ? parseYaml(read.content, file) : undefined;
  return parsed?.ok === true ? parsed.yaml.at(path, side) : undefined;
}

async function tellTracked(
  { root, problems }: Loader,
  folder: string,
  edition: Draft<"edition"> | undefined,
): Promise<void> {
  if (edition?.data.sample === true) return;
  const tracked = await trackedPrivate(root);
  if (tracked.state === "failed")
    problems.push(noticeAt("git-silent", "private/", undefined, { reason: tracked.reason }));
  if (tracked.state !== "listed" || tracked.files.length === 0) return;
  const shown = tracked.files.toSorted(compareNames).slice(0, 5).join(", ");
  problems.push(
    errorAt("private-tracked", "private/", undefined, {
      count: tracked.files.length,
      files: tracked.files.length > 5 ? `${shown}, …` : shown,
      command: `git -C "${folder}" rm -r --cached private`,
    }),
  );
}
