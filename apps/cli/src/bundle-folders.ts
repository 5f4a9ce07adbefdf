/** Which bundles are meant by the folders that somebody named: a bundle itself, or a folder that holds several. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { isSystemError } from "./explain.ts";

/** The names in a folder: none where there is no such folder, `undefined` where it may not be looked into. */
function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return ["ENOENT", "ENOTDIR"].includes(error.code ?? "") ? [] : undefined;
  }
}

/** Whether a folder is meant to hold an edition. A misspelt `edition.yml` counts too, so that reading it can say what is wrong. */
export function isBundle(folder: string): boolean {
  return namesIn(folder)?.some((name) => /^edition\./i.test(name)) ?? true;
}

/** The bundles directly inside a folder whose names begin with a word, by name. */
export function bundlesIn(folder: string, beginning = ""): string[] {
  return (namesIn(folder) ?? [])
    .filter((name) => name.startsWith(beginning) && !name.startsWith("."))
    .toSorted()
    .map((name) => join(folder, name))
    .filter(isBundle);
}

/**
 * The bundles in the folders that were named, in that order and each once. A folder that neither is a bundle nor holds any stands for
 * itself: reading it will say what is wrong.
 */
export function bundleFolders(named: readonly string[]): string[] {
  const seen = new Set<string>();
  const found = named.flatMap((folder) => {
    const inside = isBundle(folder) ? [] : bundlesIn(folder);
    return inside.length === 0 ? [folder] : inside;
  });
  return found.filter((folder) => {
    const path = resolve(folder);
    return !seen.has(path) && seen.add(path);
  });
}
