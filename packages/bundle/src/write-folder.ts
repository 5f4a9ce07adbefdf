/**
 * Puts a bundle's files into a folder, all or nothing: they are written beside it, brought to the disk, and take its place by a rename.
 * Nothing that was there is ever deleted.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { lookAtFolder, reasonOf } from "./folder.ts";
import { errorAt } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { folders } from "./schemas.ts";

/** How a folder is written. */
export type WriteOptions = {
  /** Whether a bundle that is there may be replaced. It is kept whole beside the new one; what is no part of it moves over. */
  replace?: boolean;
};

/** What became of it; `kept` is where the bundle that was replaced now stands. */
export type WriteOutcome = { ok: true; kept?: string } | { ok: false; problems: Problem[] };

/**
 * Writes files into a folder that does not exist, is empty, or holds a bundle that may be replaced. Then the folder holds exactly these
 * files and, of what was in it, all that is no file of a bundle's public half: `private/`, `.git`, a README.
 *
 * Expected obstacles, from a folder with something else in it to a full disk, come back as problems, and the folder is as it was.
 */
export function writeBundle(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  { replace = false }: WriteOptions = {},
): WriteOutcome {
  const root = resolve(folder);
  const obstacle = obstacleIn(root, folder, replace);
  if (obstacle !== undefined) return { ok: false, problems: [obstacle] };
  let fresh: string | undefined;
  let kept: string | undefined;
  try {
    mkdirSync(dirname(root), { recursive: true });
    fresh = mkdtempSync(join(dirname(root), `.${basename(root)}-`));
    writeAll(fresh, files);
    const names = existsSync(root) ? readdirSync(root) : [];
    if (names.length > 0) {
      kept = freeName(root);
      renameSync(root, kept);
    } else if (existsSync(root)) rmdirSync(root);
    renameSync(fresh, root);
    fresh = undefined;
    if (kept !== undefined) moveOthers(kept, root, files);
    syncFolder(dirname(root));
    return { ok: true, ...(kept === undefined ? {} : { kept }) };
  } catch (cause) {
    // As long as the new folder has not taken the place, the old one is put back.
    if (fresh !== undefined && kept !== undefined && existsSync(kept) && !existsSync(root))
      renameSync(kept, root);
    return {
      ok: false,
      problems: [errorAt("write-failed", "", undefined, { folder, reason: reasonOf(cause) })],
    };
  } finally {
    if (fresh !== undefined) rmSync(fresh, { recursive: true, force: true });
  }
}

function obstacleIn(root: string, folder: string, replace: boolean): Problem | undefined {
  const look = lookAtFolder(root);
  if (look === "missing") return undefined;
  if (look === "other") return errorAt("write-no-folder", "", undefined, { folder });
  if (look !== "folder") return errorAt("write-failed", "", undefined, { folder, ...look });
  let names;
  try {
    names = readdirSync(root);
  } catch (cause) {
    return errorAt("write-failed", "", undefined, { folder, reason: reasonOf(cause) });
  }
  if (names.length === 0) return undefined;
  if (!names.includes("edition.yaml")) return errorAt("write-not-empty", "", undefined, { folder });
  return replace ? undefined : errorAt("write-bundle-there", "", undefined, { folder });
}

function writeAll(root: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  const made = new Set([root]);
  for (const [path, content] of files) {
    const target = join(root, path);
    for (const parent of parentsOf(dirname(target), root))
      if (!made.has(parent)) {
        mkdirSync(parent);
        made.add(parent);
      }
    writeSynced(target, content);
  }
  for (const parent of made) syncFolder(parent);
}

function parentsOf(folder: string, root: string): string[] {
  return folder === root ? [] : [...parentsOf(dirname(folder), root), folder];
}

/** Writes a new file and waits until it is on the disk. */
export function writeSynced(file: string, content: string | Uint8Array, mode = 0o666): void {
  const descriptor = openSync(file, "wx", mode);
  try {
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Puts single files of a bundle in the place of those that are there, each whole or not at all: a process that is killed leaves every file as it was or as
 * it shall be.
 *
 * @param files by their path in the folder, which exists
 */
export function replaceFiles(folder: string, files: ReadonlyMap<string, string>): void {
  const root = resolve(folder);
  const touched = new Set<string>();
  for (const [path, content] of files) {
    const target = join(root, path);
    // A name with a dot before it is no file of a bundle, should it be left behind.
    const fresh = join(dirname(target), `.${basename(target)}.new`);
    rmSync(fresh, { force: true });
    writeSynced(fresh, content);
    renameSync(fresh, target);
    touched.add(dirname(target));
  }
  for (const parent of touched) syncFolder(parent);
}

/** Brings a folder's list of names to the disk, where the system can. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function freeName(root: string): string {
  for (let number = 1; ; number += 1) {
    const name = `${root}.replaced-${number}`;
    if (!existsSync(name)) return name;
  }
}

/** Moves over whatever is no file of a bundle's public half, unless something of that name was written. */
function moveOthers(from: string, to: string, files: ReadonlyMap<string, unknown>): void {
  const ours = new Set<string>(Object.values(folders));
  for (const name of readdirSync(from)) {
    const isOurs = ours.has(name) || /^edition\.([^.]+\.md|yaml)$/.test(name);
    if (!isOurs && !files.has(name) && !existsSync(join(to, name)))
      renameSync(join(from, name), join(to, name));
  }
}
