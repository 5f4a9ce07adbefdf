/**
 * A bundle as files: what `load.ts` reads, the other way round. Whoever loads what was written has the same drafts, texts, states and
 * pictures; what cannot be written so is a problem, never a loss.
 */
import type { Draft } from "@bluehour/domain/draft";
import { kinds } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import type { RandomBytes } from "@bluehour/domain/random";
import { canonicalJson } from "@bluehour/domain/text";
import type { DraftText } from "@bluehour/domain/text";
import { checkValues } from "./check-values.ts";
import { crossCheck } from "./cross-checks.ts";
import { resolveEventHours } from "./event-hours.ts";
import { pinOf } from "./load.ts";
import type { Bundle } from "./load.ts";
import { compareNames, errorAt, sortProblems } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { folders, kindFileSchemas, textFileSchemas } from "./schemas.ts";
import type { KindFile } from "./schemas.ts";
import { parseText } from "./text-file.ts";
import type { InternalLink } from "./text-file.ts";
import { writeMarkdown } from "./write-markdown.ts";
import { writeYaml } from "./write-yaml.ts";
import { parseYaml } from "./yaml-file.ts";

export { replaceFiles, writeBundle } from "./write-folder.ts";
export type { WriteOptions, WriteOutcome } from "./write-folder.ts";

/** The half of a bundle that may be public: everything but the private records. */
export type PublicHalf = Pick<Bundle, "edition" | "drafts" | "media">;

/** Files by their path in the bundle's folder, with `/` on every platform. */
export type BundleFiles = Map<string, string | Uint8Array>;

/** A bundle's files, or everything for which it cannot be written. */
export type FilesResult = { ok: true; files: BundleFiles } | { ok: false; problems: Problem[] };

/**
 * Writes the public half of a bundle. Pure: nothing is read or kept.
 *
 * Things are named by their id, placements by installation and number, stories by their id, or as the file was called from which they were
 * loaded. Landmarks are written one by one, also those that came from a spreadsheet. The order within a kind is that of the names.
 * Texts are pinned to the original they stand beside, so that a change there makes them stale; what is stale already says so.
 */
export function bundleFiles({ edition, drafts, media }: PublicHalf): FilesResult {
  const files: BundleFiles = new Map();
  const problems: Problem[] = [];
  const links: InternalLink[] = [];
  const placed: Draft[] = [];
  const taken = new Map<string, Draft>();
  for (const kind of kinds)
    for (const draft of [edition, ...drafts].filter((one) => one.kind === kind)) {
      const base = baseOf(draft, taken);
      if (/(^|\/)readme$/.test(base)) {
        problems.push(errorAt("write-readme", `${base}.yaml`, undefined));
        continue;
      }
      const other = taken.get(base);
      if (other !== undefined) {
        problems.push(
          errorAt("id-twice", `${base}.yaml`, undefined, { id: draft.id, other: `${base}.yaml` }),
        );
        continue;
      }
      taken.set(base, draft);
      const written = writeThing(draft, base, edition.data.languages);
      for (const [path, content] of written.files) files.set(path, content);
      problems.push(...written.problems);
      links.push(...written.links);
      placed.push({ ...draft, origin: `${base}.yaml` } as Draft);
      if (draft.kind === "image") addPicture(draft, base, media, files, problems);
    }
  problems.push(...misfits(placed, links));
  if (!edition.data.sample) files.set(".gitignore", "private/\n");
  return problems.length > 0
    ? { ok: false, problems: sortProblems(problems) }
    : { ok: true, files: new Map([...files].toSorted(([a], [b]) => compareNames(a, b))) };
}

/** The path of a thing's files without their endings. */
function baseOf(draft: Draft, taken: ReadonlyMap<string, Draft>): string {
  switch (draft.kind) {
    case "edition":
      return "edition";
    case "story": {
      const own = /^stories\/([^/]+)\.yaml$/.exec(draft.origin)?.[1];
      const named = `stories/${own ?? ""}`;
      // A name that a person gave on one system must be one on every other, and one that no other story has.
      return own !== undefined && isUsableName(own) && !isTaken(named, taken)
        ? named
        : `stories/${draft.id.toLowerCase()}`;
    }
    case "placement":
      return `placements/${draft.data.installation}-${draft.data.number}`;
    default:
      return `${folders[draft.kind]}/${draft.id}`;
  }
}

function isUsableName(name: string): boolean {
  return (
    name.length <= 100 &&
    name.normalize("NFC") === name &&
    !/^[.\s#]|[.\s~]$|[\\:*?"<>|\p{C}]|^readme$/iu.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name)
  );
}

function isTaken(base: string, taken: ReadonlyMap<string, Draft>): boolean {
  const folded = base.toLowerCase();
  return [...taken.keys()].some((name) => name.toLowerCase() === folded);
}

type Written = { files: [string, string][]; problems: Problem[]; links: InternalLink[] };

function writeThing(draft: Draft, base: string, languages: readonly string[]): Written {
  const path = `${base}.yaml`;
  const yaml = writeYaml(valueOf(draft), kindFileSchemas[draft.kind]);
  const written: Written = { files: [[path, yaml]], problems: readAgain(draft, path, yaml), links: [] };
  const { language } = draft;
  const original = draft.texts[language];
  if (!languages.includes(language))
    written.problems.push(
      errorAt("language-not-offered", path, undefined, { locale: language, languages: languages.join(", ") }),
    );
  if (original === undefined) {
    written.problems.push(
      errorAt("text-missing", path, undefined, { file: `${base}.${language}.md`, language }),
    );
    return written;
  }
  for (const [locale, text] of Object.entries(draft.texts).toSorted(
    ([a], [b]) => place(languages, a) - place(languages, b),
  )) {
    const file = `${base}.${locale}.md`;
    if (!languages.includes(locale) && locale !== language)
      written.problems.push(
        errorAt("locale-not-offered", file, undefined, { locale, languages: languages.join(", ") }),
      );
    const source = writeText(draft.kind, text, text === original ? undefined : original);
    written.files.push([file, source]);
    const read = readTextAgain({ kind: draft.kind, text, file, source });
    written.problems.push(
      ...read.problems,
      ...strangers(text, original, { file, language, path: `${base}.${language}.md` }),
    );
    written.links.push(...read.links);
  }
  return written;
}

/**
 * One Markdown file of a thing, as {@link bundleFiles} would write it: for whoever changes a text in a folder and leaves all else as it is.
 *
 * @param file its path in the bundle's folder
 */
export function textFileOf(
  draft: Draft,
  locale: Locale,
  file: string,
): { ok: true; source: string } | { ok: false; problems: Problem[] } {
  const { kind, language, origin } = draft;
  const [text, original] = [draft.texts[locale], draft.texts[language]] as (DraftText | undefined)[];
  const path = origin.replace(/\.yaml$/, `.${language}.md`);
  if (text === undefined || original === undefined)
    return { ok: false, problems: [errorAt("text-missing", origin, undefined, { file: path, language })] };
  const source = writeText(kind, text, text === original ? undefined : original);
  const problems = [
    ...readTextAgain({ kind, text, file, source }).problems,
    ...strangers(text, original, { file, language, path }),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, source };
}

function place(languages: readonly string[], locale: string): number {
  const index = languages.indexOf(locale);
  return index === -1 ? languages.length : index;
}

/** What stands in a thing's YAML file: its data as a person writes them, hours that follow a rule as that rule. */
function valueOf(draft: Draft): object {
  const { language, id } = draft;
  if (draft.kind === "edition") {
    const { lightsEnd: _computed, ...data } = draft.data;
    return { id, language, ...data };
  }
  if (draft.kind === "story") return { id, language, ...draft.data };
  if (draft.kind === "event") {
    const { start, end, startRule, endRule, ...data } = draft.data;
    return { language, ...data, start: startRule ?? start, end: endRule ?? end };
  }
  return { language, ...draft.data };
}

// Nothing is drawn here: marks that are missing are told of, not offered.
const noRandom: RandomBytes = (length) => new Uint8Array(length);

/** A line in a file that was not kept helps nobody. */
function withoutPlace({ line: _line, column: _column, ...problem }: Problem): Problem {
  return problem;
}

/** Whether two values are the same to who reads them: the order of keys, and keys without a value, say nothing. */
function isAlike(one: unknown, other: unknown): boolean {
  return canonicalJson(one) === canonicalJson(other);
}

function readAgain(draft: Draft, path: string, source: string): Problem[] {
  const parsed = parseYaml(source, path);
  if (!parsed.ok) return parsed.problems.map(withoutPlace);
  const checked = checkValues<KindFile>({
    yaml: parsed.yaml,
    schema: kindFileSchemas[draft.kind],
    random: noRandom,
  });
  if (!checked.ok) return checked.problems.map(withoutPlace);
  const { language: _language, id: _id, ...value } = checked.value;
  const problems: Problem[] = [];
  const data =
    draft.kind === "event"
      ? resolveEventHours(value as Omit<KindFile<"event">, "language">, (code, _key, values) => {
          problems.push(errorAt(code, path, undefined, values));
        })
      : value;
  if (problems.length > 0) return problems;
  const before = draft.data as unknown as Record<string, unknown>;
  const after = data as unknown as Record<string, unknown>;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => key !== "lightsEnd" && !isAlike(before[key], after[key]))
    .map((key) => errorAt("write-changed", path, undefined, { key }));
}

/** One Markdown file; `original` is what a translation is pinned to. */
function writeText(kind: Kind, text: DraftText, original: DraftText | undefined): string {
  const pin = (state: DraftText["state"], content: unknown): string | undefined =>
    original === undefined || content === undefined || state === "stale" ? undefined : pinOf(content);
  const of = pin(text.state, original?.head);
  const matter = writeYaml(
    {
      ...text.head,
      ...(text.state === "human" ? {} : { translation: text.state }),
      ...(of === undefined ? {} : { of }),
    },
    textFileSchemas[kind],
  );
  const [only] = text.blocks;
  const isPlain =
    only?.id === "text" && text.blocks.length === 1 && only.state === "human" && original === undefined;
  const blocks = text.blocks.map(({ id, state, content }) => {
    const digits = pin(state, original?.blocks.find((block) => block.id === id)?.content);
    const words = [
      id,
      ...(state === "human" ? [] : [state]),
      ...(digits === undefined ? [] : [`of:${digits}`]),
    ];
    const body = writeMarkdown(content);
    return isPlain ? `${body}\n` : `<!-- ${words.join(" ")} -->\n${body}\n`;
  });
  return `---\n${matter}---\n${blocks.join("\n")}`;
}

function readTextAgain({
  kind,
  text,
  file,
  source,
}: {
  kind: Kind;
  text: DraftText;
  file: string;
  source: string;
}): { problems: Problem[]; links: InternalLink[] } {
  const parsed = parseText({ source, file, kind, random: noRandom });
  if (!parsed.ok) return { problems: parsed.problems.map(withoutPlace), links: [] };
  const { head, blocks, state, links } = parsed.text;
  const before = text.head as Record<string, unknown>;
  const after = head as Record<string, unknown>;
  const problems = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key])
    .map((key) => errorAt("write-changed", file, undefined, { key }));
  if (state !== text.state) problems.push(errorAt("write-changed", file, undefined, { key: "translation" }));
  for (const [index, block] of text.blocks.entries()) {
    const again = blocks[index];
    const isSame =
      again?.id === block.id && again.state === block.state && isAlike(again.content, block.content);
    if (!isSame) problems.push(errorAt("write-text", file, undefined, { id: block.id }));
  }
  return { problems, links };
}

/** Blocks of a translation that its original lacks, or has in another order. */
function strangers(
  text: DraftText,
  original: DraftText,
  { file, language, path }: { file: string; language: string; path: string },
): Problem[] {
  const order = original.blocks.map(({ id }) => id);
  const own = text.blocks.map(({ id }) => id);
  const unknown = own.filter((id) => !order.includes(id));
  if (unknown.length > 0)
    return unknown.map((id) => errorAt("block-unknown", file, undefined, { id, file: path, language }));
  const displaced = own.findIndex(
    (id, index) => index > 0 && order.indexOf(id) < order.indexOf(own[index - 1] ?? ""),
  );
  return displaced === -1
    ? []
    : [errorAt("write-order", file, undefined, { id: own[displaced] ?? "", file: path })];
}

function addPicture(
  { data, media: listed }: Draft<"image">,
  base: string,
  media: ReadonlyMap<string, Uint8Array>,
  files: BundleFiles,
  problems: Problem[],
): void {
  const [picture] = listed;
  const bytes = picture === undefined ? undefined : media.get(picture.hash);
  const path = `images/${data.file}`;
  const before = files.get(path);
  if (bytes === undefined)
    problems.push(errorAt("write-picture", `${base}.yaml`, undefined, { file: data.file }));
  else if (before !== undefined && !(typeof before !== "string" && Buffer.from(before).equals(bytes)))
    problems.push(errorAt("write-picture-twice", `${base}.yaml`, undefined, { file: data.file }));
  else files.set(path, bytes);
}

/** What a loader would refuse since it does not fit together: names that lead nowhere, numbers given twice. */
function misfits(drafts: Draft[], links: InternalLink[]): Problem[] {
  const { problems } = crossCheck({
    edition: drafts.find((draft) => draft.kind === "edition"),
    drafts: drafts.filter(({ kind }) => kind !== "edition"),
    unread: new Map(),
    unlisted: new Set(),
    consents: [],
    declarations: [],
    reviews: [],
    acts: undefined,
    hasUnreadRefs: false,
    links,
    rows: new Map(),
    placeOf: (file) => ({ file }),
  });
  return problems.filter(({ severity }) => severity === "error").map(withoutPlace);
}
