/** The private half of a bundle as files, and those files in a bundle's `private/` folder. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, rmdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { z } from "zod";
import { canonicalJson } from "@bluehour/domain/text";
import { checkValues } from "./check-values.ts";
import { reasonOf } from "./folder.ts";
import type { Bundle } from "./load.ts";
import { compareNames, errorAt } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { privateFileSchemas } from "./schemas.ts";
import { syncFolder, writeSynced } from "./write-folder.ts";
import { writeYaml } from "./write-yaml.ts";
import { parseYaml } from "./yaml-file.ts";

/** The records of a bundle that never become public. */
export type PrivateHalf = Pick<Bundle, "consents" | "declarations" | "reviews" | "acts" | "blocked">;

/** Files of `private/`, by their path in the bundle, or everything for which they cannot be written. */
export type PrivateFilesResult =
  | { ok: true; files: Map<string, string> }
  | { ok: false; problems: Problem[] };

/**
 * Writes private records as files: consents and declarations by their reference, reviews by what they cover, who decided and when. Pure; what
 * cannot be read again as it was is a problem.
 */
export function privateFiles({
  consents,
  declarations,
  reviews,
  acts,
  blocked,
}: PrivateHalf): PrivateFilesResult {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  const add = (name: string, value: object, schema: z.ZodType): void => {
    let path = `private/${name}.yaml`;
    for (let number = 2; files.has(path); number += 1) path = `private/${name}-${number}.yaml`;
    const source = writeYaml(value, schema);
    files.set(path, source);
    const parsed = parseYaml(source, path);
    const checked = parsed.ok
      ? checkValues({ yaml: parsed.yaml, schema, random: (length) => new Uint8Array(length) })
      : parsed;
    if (!checked.ok)
      problems.push(...checked.problems.map(({ line: _line, column: _column, ...rest }) => rest));
    else if (canonicalJson(checked.value) !== canonicalJson(value))
      problems.push(errorAt("write-changed", path, undefined, { key: changedKey(checked.value, value) }));
  };
  for (const consent of consents)
    add(`consents/${consent.ref.toLowerCase()}`, consent, privateFileSchemas.consent);
  for (const declaration of declarations)
    add(`declarations/${declaration.ref.toLowerCase()}`, declaration, privateFileSchemas.declaration);
  for (const review of reviews) {
    const subject = "story" in review.covers ? review.covers.story.toLowerCase() : review.covers.image;
    add(`reviews/${subject}-${review.reviewer}-${review.decidedOn}`, review, privateFileSchemas.review);
  }
  if (acts.length > 0) add("acts", acts, privateFileSchemas.acts);
  if (blocked !== undefined) add("blocked", blocked, privateFileSchemas.blocked);
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, files: new Map([...files].toSorted(([a], [b]) => compareNames(a, b))) };
}

function changedKey(after: unknown, before: object): string {
  const read = after as Record<string, unknown>;
  return (
    Object.entries(before).find(([key, value]) => canonicalJson(value) !== canonicalJson(read[key]))?.[0] ??
    ""
  );
}

/**
 * Writes private records into the `private/` folder of a bundle that has none yet, all or nothing. Unless the edition is a sample, the folder
 * is for this user alone and tells git to pass it over.
 */
export function writePrivate(
  folder: string,
  records: PrivateHalf,
  { sample }: { sample: boolean },
): { ok: true } | { ok: false; problems: Problem[] } {
  const written = privateFiles(records);
  if (!written.ok) return written;
  const target = join(resolve(folder), "private");
  let fresh: string | undefined;
  try {
    if (existsSync(target) && readdirSync(target).some((name) => name !== ".gitignore"))
      return { ok: false, problems: [errorAt("write-private-there", "private/", undefined)] };
    fresh = mkdtempSync(join(resolve(folder), ".private-"));
    // First of all, so that not even a half-written folder is ever added to a repository.
    if (!sample) writeSynced(join(fresh, ".gitignore"), "*\n");
    const mode = sample ? 0o777 : 0o700;
    const made = new Set([fresh]);
    for (const [path, content] of written.files) {
      const file = join(fresh, path.replace(/^private\//, ""));
      if (!made.has(dirname(file))) {
        mkdirSync(dirname(file), { mode });
        made.add(dirname(file));
      }
      writeSynced(file, content, sample ? 0o666 : 0o600);
    }
    for (const one of made) syncFolder(one);
    if (existsSync(target)) {
      rmSync(join(target, ".gitignore"), { force: true });
      rmdirSync(target);
    }
    renameSync(fresh, target);
    fresh = undefined;
    syncFolder(resolve(folder));
    return { ok: true };
  } catch (cause) {
    return {
      ok: false,
      problems: [errorAt("write-failed", "private/", undefined, { folder: target, reason: reasonOf(cause) })],
    };
  } finally {
    if (fresh !== undefined) rmSync(fresh, { recursive: true, force: true });
  }
}

/** Writes a packed file for this user alone, where there is none of that name yet; a file that could not be finished is taken away again. */
export function writePacked(
  file: string,
  content: Uint8Array,
): { ok: true } | { ok: false; problems: Problem[] } {
  const target = resolve(file);
  const fresh = `${target}.part`;
  try {
    if (existsSync(target))
      return { ok: false, problems: [errorAt("write-file-there", "", undefined, { file })] };
    rmSync(fresh, { force: true });
    writeSynced(fresh, content, 0o600);
    renameSync(fresh, target);
    syncFolder(dirname(target));
    return { ok: true };
  } catch (cause) {
    rmSync(fresh, { force: true });
    return {
      ok: false,
      problems: [errorAt("write-failed", "", undefined, { folder: file, reason: reasonOf(cause) })],
    };
  }
}
