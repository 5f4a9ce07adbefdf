/** What lies in a bundle's folder, file by file: what each is for, and what does not belong. Nothing outside the folder is ever read. */
import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "@bluehour/domain/kinds";
import { slugSchema } from "@bluehour/domain/primitives";
import { canonicalLocale, slugOf } from "./check-values.ts";
import { compareNames, errorAt } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { folders } from "./schemas.ts";
import type { PrivateFile } from "./schemas.ts";
import { nearest } from "./suggest.ts";

/** A file that holds data: `organisations/pag-asa.yaml`. */
export type ThingFile = { role: "thing"; path: string; kind: Kind; name: string };
/** A file that holds a thing's words in a language: `organisations/pag-asa.fr.md`. */
export type WordsFile = { role: "words"; path: string; kind: Kind; name: string; locale: string };
/** Landmarks in a spreadsheet: `landmarks/cities.csv`. */
export type SheetFile = { role: "sheet"; path: string };
/** A picture: `images/square.jpg`. */
export type PictureFile = { role: "picture"; path: string; name: string };
/** A private record: `private/consents/one.yaml`. */
export type RecordFile = { role: "record"; path: string; record: PrivateFile };

export type BundleFile = ThingFile | WordsFile | SheetFile | PictureFile | RecordFile;

/** What was found, in the order in which it is reported and released. */
export type Listing = { files: BundleFile[]; problems: Problem[] };

const kindOfFolder = new Map<string, Kind>(
  Object.entries(folders).map(([kind, folder]) => [folder, kind as Kind]),
);

const recordFolders: Record<string, PrivateFile> = {
  consents: "consent",
  declarations: "declaration",
  reviews: "review",
};

const recordFiles: Record<string, PrivateFile> = { "acts.yaml": "acts", "blocked.yaml": "blocked" };

const pictureEnding = /\.(jpe?g|png|webp|avif|gif|svg|heic|tiff?|bmp)$/i;

/** What editors, file managers and version control leave behind. */
function isLeftover(name: string): boolean {
  return (
    name.startsWith(".") ||
    name.endsWith("~") ||
    /\.(swp|swo|bak|tmp|orig)$/i.test(name) ||
    /^#.*#$/.test(name) ||
    ["thumbs.db", "desktop.ini"].includes(name.toLowerCase())
  );
}

function isReadme(name: string): boolean {
  return /^readme(\.[a-z-]+)?\.(md|txt)$/i.test(name);
}

/** Words of Node's file errors that a person can do something with. */
export function reasonOf(cause: unknown): string {
  const { code, message } = cause as { code?: string; message?: string };
  return code ?? message ?? String(cause);
}

/** Lists a bundle's folder (an absolute path). */
export function listFolder(root: string): Listing {
  const listing: Listing = { files: [], problems: [] };
  for (const entry of entriesOf(root, "", listing)) {
    if (entry.isFolder) {
      const kind = kindOfFolder.get(entry.name);
      if (kind !== undefined) listKind(root, kind, entry.path, listing);
      else if (entry.name === "private") listPrivate(root, listing);
      else unexpected(entry, [...kindOfFolder.keys(), "private"], listing, "folder");
    } else if (!isReadme(entry.name)) {
      const file = classify(entry, "edition", listing);
      if (file === undefined) continue;
      if ((file.role === "thing" || file.role === "words") && file.name === "edition")
        listing.files.push(file);
      else unexpected(entry, ["edition.yaml"], listing, "file");
    }
  }
  return listing;
}

type Entry = { name: string; path: string; isFolder: boolean };

function entriesOf(root: string, folder: string, { problems }: Listing): Entry[] {
  let found;
  try {
    found = readdirSync(join(root, folder), { withFileTypes: true });
  } catch (cause) {
    problems.push(errorAt("file-unreadable", folder, undefined, { reason: reasonOf(cause) }));
    return [];
  }
  const seen = new Map<string, string>();
  const entries: Entry[] = [];
  for (const item of found.toSorted((a, b) => compareNames(a.name, b.name))) {
    if (isLeftover(item.name)) continue;
    const path = folder === "" ? item.name : `${folder}/${item.name}`;
    const folded = item.name.normalize("NFC").toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) problems.push(errorAt("file-name-twice", path, undefined, { other }));
    seen.set(folded, item.name);
    if (item.isSymbolicLink()) problems.push(errorAt("file-link", path, undefined));
    else if (item.isDirectory() || item.isFile())
      // Some systems store accents apart from their letters; names are compared in the composed form.
      entries.push({ name: item.name.normalize("NFC"), path, isFolder: item.isDirectory() });
    else problems.push(errorAt("file-special", path, undefined));
  }
  return entries;
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]*$/, "");
}

function unexpected(
  entry: Entry,
  known: readonly string[],
  { problems }: Listing,
  sort: "file" | "folder",
): void {
  // Endings are alike in most names and would make anything seem near.
  const stems = new Map(known.map((name) => [stemOf(name), name]));
  const suggestion = stems.get(nearest(stemOf(entry.name), stems.keys()) ?? "");
  const file = sort === "folder" ? `${entry.path}/` : entry.path;
  const values = { name: entry.name, known: known.map((name) => `\`${name}\``).join(", ") };
  problems.push(
    suggestion === undefined || suggestion === entry.name
      ? errorAt(sort === "folder" ? "folder-unexpected" : "file-unexpected", file, undefined, values)
      : errorAt("unexpected-suggest", file, undefined, { ...values, suggestion }),
  );
}

function listKind(root: string, kind: Kind, folder: string, listing: Listing): void {
  for (const entry of entriesOf(root, folder, listing)) {
    if (entry.isFolder) unexpected(entry, [], listing, "folder");
    else if (!isReadme(entry.name)) {
      const file = classify(entry, kind, listing);
      if (file !== undefined) listing.files.push(file);
    }
  }
}

function listPrivate(root: string, listing: Listing): void {
  for (const entry of entriesOf(root, "private", listing)) {
    const record = recordFolders[entry.name];
    if (entry.isFolder && record !== undefined) {
      for (const inner of entriesOf(root, entry.path, listing)) {
        if (inner.isFolder) unexpected(inner, [], listing, "folder");
        else if (inner.name.endsWith(".yaml"))
          listing.files.push({ role: "record", path: inner.path, record });
        else if (!isReadme(inner.name)) otherEnding(inner, listing);
      }
    } else if (entry.isFolder) unexpected(entry, Object.keys(recordFolders), listing, "folder");
    else {
      const single = recordFiles[entry.name];
      if (single !== undefined) listing.files.push({ role: "record", path: entry.path, record: single });
      else if (!isReadme(entry.name)) unexpected(entry, Object.keys(recordFiles), listing, "file");
    }
  }
}

/** A file whose ending is not one of ours: `.yml`, `.YAML`, `.markdown` were meant well. */
function otherEnding(entry: Entry, listing: Listing, kind?: Kind): void {
  if (kind === "landmark" && /\.(xlsx?|xlsm|ods|numbers|gsheet)$/i.test(entry.name)) {
    const suggestion = `${stemOf(entry.name)}.csv`;
    listing.problems.push(errorAt("file-sheet", entry.path, undefined, { suggestion }));
    return;
  }
  const wellMeant = entry.name.replace(/\.ya?ml$/i, ".yaml").replace(/\.(md|markdown|mdown)$/i, ".md");
  const suggestion = kind === "landmark" ? wellMeant.replace(/\.(csv|tsv|tab)$/i, ".csv") : wellMeant;
  listing.problems.push(
    suggestion === entry.name
      ? errorAt("file-unexpected", entry.path, undefined, {
          name: entry.name,
          known: kind === "landmark" ? "`.yaml`, `.LOCALE.md`, `.csv`" : "`.yaml`, `.LOCALE.md`",
        })
      : errorAt("unexpected-suggest", entry.path, undefined, { name: entry.name, suggestion }),
  );
}

function classify(entry: Entry, kind: Kind, listing: Listing): BundleFile | undefined {
  const { name: fileName, path } = entry;
  if (kind === "image" && pictureEnding.test(fileName)) return { role: "picture", path, name: fileName };
  if (fileName.endsWith(".yaml")) {
    const name = fileName.slice(0, -".yaml".length);
    return isFreeName(kind) || isSlug(name, entry, ".yaml", listing)
      ? { role: "thing", path, kind, name }
      : undefined;
  }
  if (kind === "landmark" && fileName.endsWith(".csv")) return { role: "sheet", path };
  const words = /^(.+)\.([^.]+)\.md$/.exec(fileName);
  if (words === null) {
    if (fileName.endsWith(".md"))
      listing.problems.push(
        errorAt("file-locale-missing", path, undefined, { suggestion: fileName.replace(/\.md$/, ".en.md") }),
      );
    else otherEnding(entry, listing, kind);
    return undefined;
  }
  const [, name = "", locale = ""] = words;
  const canonical = canonicalLocale(locale);
  if (canonical !== locale) {
    listing.problems.push(
      canonical === undefined
        ? errorAt("file-locale", path, undefined, { locale })
        : errorAt("unexpected-suggest", path, undefined, {
            name: fileName,
            suggestion: `${name}.${canonical}.md`,
          }),
    );
    return undefined;
  }
  return { role: "words", path, kind, name, locale };
}

/** Names of story and placement files never become public, so they may be anything; so is the edition's, which is fixed. */
function isFreeName(kind: Kind): boolean {
  return kind === "story" || kind === "placement" || kind === "edition";
}

function isSlug(name: string, entry: Entry, ending: string, { problems }: Listing): boolean {
  if (slugSchema.safeParse(name).success) return true;
  const suggestion = `${slugOf(name) ?? "name"}${ending}`;
  problems.push(errorAt("file-name", entry.path, undefined, { suggestion }));
  return false;
}

/** Whether something is a folder: yes, something else, not there, or why that cannot be seen. */
export function lookAtFolder(root: string): "folder" | "other" | "missing" | { reason: string } {
  try {
    return statSync(root).isDirectory() ? "folder" : "other";
  } catch (cause) {
    const reason = reasonOf(cause);
    if (reason === "ENOENT") return "missing";
    return reason === "ENOTDIR" ? "other" : { reason };
  }
}

/** Largest YAML or Markdown file, in bytes: a novel's chapter is a tenth of it. */
export const textLimit = 512 * 1024;

/** Largest CSV file, in bytes: ten thousand landmarks in four languages are a quarter of it. */
export const sheetLimit = 16 * 1024 * 1024;

/** Largest picture file, in bytes. */
export const pictureLimit = 40 * 1024 * 1024;

export type ReadResult<T> = { ok: true; content: T } | { ok: false; problem: Problem };

/** Reads one file of the folder. The file must still be what was listed: a link put in its place meanwhile is not followed. */
export function readBytes(root: string, path: string, limit: number): ReadResult<Buffer> {
  try {
    const descriptor = openSync(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const { size } = fstatSync(descriptor);
      if (size > limit) {
        const values = { size: Math.ceil(size / 1024), limit: limit / 1024 };
        return { ok: false, problem: errorAt("file-large", path, undefined, values) };
      }
      return { ok: true, content: readFileSync(descriptor) };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    return {
      ok: false,
      problem: errorAt("file-unreadable", path, undefined, { reason: reasonOf(cause) }),
    };
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads one text file: UTF-8, with or without a byte order mark, with line feeds of any system. */
export function readText(root: string, path: string, limit = textLimit): ReadResult<string> {
  const read = readBytes(root, path, limit);
  if (!read.ok) return read;
  const refused = { ok: false, problem: errorAt("file-encoding", path, undefined) } as const;
  try {
    const content = utf8.decode(read.content);
    return content.includes("\0") ? refused : { ok: true, content: content.replaceAll(/\r\n?/g, "\n") };
  } catch {
    return refused;
  }
}
