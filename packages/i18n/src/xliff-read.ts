/**
 * Reads XLIFF 2.0, 2.1 and 2.2 back into a job. A file that is none is refused whole; a unit that breaks a rule is told of and left out, and all the others
 * are read.
 */
import { localeSchema } from "@bluehour/domain/locales";
import type { TranslationState } from "@bluehour/domain/text";
import { decodeFile } from "./exchange-bytes.ts";
import type { ExchangeProblem, TextFault } from "./exchange-problem.ts";
import { escapedWords, readPlainText, readRichText } from "./tagged-text.ts";
import type { TextResult, UnitText } from "./tagged-text.ts";
import { addressOf, textHash } from "./translation-job.ts";
import type { TranslationJob, TranslationUnit } from "./translation-job.ts";
import { breachesOf, childrenOf, inlineOf, isCore, isCoreNamespace, unitsOf } from "./xliff-rules.ts";
import { xliffCategories, xliffNamespaces, xliffStates } from "./xliff-write.ts";
import { readXml } from "./xml-tree.ts";
import type { XmlElement } from "./xml-tree.ts";

/** A job with what could not be read of it, or why the file is none. */
export type ExchangeResult =
  | { ok: true; job: TranslationJob; broken: ExchangeProblem[] }
  | { ok: false; problems: ExchangeProblem[] };

/** Reads a file's bytes as XLIFF 2. */
export function readXliff(bytes: Uint8Array): ExchangeResult {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) return { ok: false, problems: [decoded.problem] };
  const read = readXml(decoded.text, decoded.encoding);
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const { root } = read;
  const other = otherFormat(root);
  if (other !== undefined) return { ok: false, problems: [other] };
  const breaches = breachesOf(root);
  const whole = breaches.filter(({ unit }) => unit === undefined).map(({ problem }) => problem);
  const [file, second] = childrenOf(root, "file");
  if (second !== undefined) whole.push({ code: "xliff-files", values: {}, line: second.line });
  const [from, to] = [localeOf(root, "srcLang"), localeOf(root, "trgLang")];
  if (to === undefined && whole.length === 0)
    whole.push({
      code: "xliff-attribute-missing",
      values: { element: "xliff", attribute: "trgLang" },
      line: root.line,
    });
  if (file === undefined || from === undefined || to === undefined || whole.length > 0)
    return { ok: false, problems: whole };
  const brokenUnits = new Set(breaches.map(({ unit }) => unit));
  const broken = breaches.flatMap(({ problem, unit }) =>
    unit === undefined ? [] : [{ ...problem, unit: idOf(unit) }],
  );
  const units: TranslationUnit[] = [];
  const seen = new Set<string>();
  for (const element of unitsOf(file)) {
    const id = idOf(element);
    if (seen.has(id)) {
      const values = { element: "unit", id };
      return { ok: false, problems: [{ code: "xliff-id-twice", values, line: element.line }] };
    }
    seen.add(id);
    if (brokenUnits.has(element)) continue;
    const unit = readUnit(element, id);
    if (unit.ok) units.push(unit.unit);
    else broken.push({ ...unit.fault, unit: id, line: unit.line });
  }
  const job: TranslationJob = {
    id: file.attributes.get("id") ?? "",
    edition: file.attributes.get("original") ?? "",
    from,
    to,
    madeAt: metadataOf(file).get("made") ?? "",
    units,
  };
  return { ok: true, job, broken };
}

function localeOf(root: XmlElement, attribute: string): string | undefined {
  const value = root.attributes.get(attribute);
  if (value === undefined) return undefined;
  try {
    const [canonical] = Intl.getCanonicalLocales(value);
    return localeSchema.safeParse(canonical).data;
  } catch {
    return undefined;
  }
}

/** What the file is instead. */
function otherFormat(root: XmlElement): ExchangeProblem | undefined {
  const { name, namespace, line } = root;
  if (name !== "xliff") return { code: "xliff-root", values: { name }, line };
  if (isCoreNamespace(namespace)) return undefined;
  const version = root.attributes.get("version") ?? namespace.split(":").at(-1) ?? "?";
  return { code: "xliff-version", values: { version }, line };
}

/** The name that we gave it; its id, where a tool dropped that. */
function idOf(unit: XmlElement): string {
  const name = unit.attributes.get("name");
  if (name !== undefined && addressOf(name) !== undefined) return name;
  return (unit.attributes.get("id") ?? "").replaceAll(":", "/");
}

/** What we noted beside an element, by its type. */
function metadataOf(element: XmlElement): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (parent: XmlElement): void => {
    for (const child of parent.children) {
      if (typeof child === "string" || child.namespace !== xliffNamespaces.metadata) continue;
      const isOurs = parent.attributes.get("category") === xliffCategories.metadata;
      if (child.name === "meta" && isOurs) found.set(child.attributes.get("type") ?? "", wordsOf(child));
      else walk(child);
    }
  };
  walk(element);
  return found;
}

function wordsOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === "string") return child;
      return child.name === "cp" ? signOf(child) : wordsOf(child);
    })
    .join("");
}

function signOf(cp: XmlElement): string {
  return String.fromCodePoint(Number.parseInt(cp.attributes.get("hex") ?? "FFFD", 16));
}

type UnitResult = { ok: true; unit: TranslationUnit } | { ok: false; fault: TextFault; line: number };

function readUnit(element: XmlElement, id: string): UnitResult {
  const address = addressOf(id);
  const fail = (fault: TextFault, line = element.line): UnitResult => ({ ok: false, fault, line });
  if (address === undefined) return fail({ code: "unit-id", values: {} });
  const isPlain = "field" in address;
  const codes = createCodes(element);
  const parts = childrenOf(element, "segment", "ignorable");
  const read = (sides: readonly XmlElement[]): TextResult => readSides(sides, codes, isPlain);
  const source = read(parts.flatMap((part) => childrenOf(part, "source")));
  if (!source.ok) return fail(source.fault);
  const target = readTarget(parts, read);
  if (target !== undefined && !target.ok) return fail(target.fault, target.line);
  const marks = metadataOf(element);
  const notes = childrenOf(element, "notes").flatMap((list) => childrenOf(list, "note"));
  const noteOf = (category: string): string | undefined => {
    const note = notes.find(({ attributes }) => attributes.get("category") === category);
    return note === undefined ? undefined : wordsOf(note);
  };
  const previous = previousOf(noteOf(xliffCategories.previous), isPlain);
  const note = noteOf(xliffCategories.context);
  const given = marks.get("given");
  return {
    ok: true,
    unit: {
      id,
      source: source.text,
      sourceHash: marks.get("source") ?? textHash(source.text),
      ...(previous === undefined ? {} : { previousSource: previous }),
      ...(target === undefined ? {} : { target: target.text }),
      state: target === undefined ? "missing" : stateOf(parts),
      ...(given === undefined ? {} : { given }),
      ...(note === undefined ? {} : { note }),
    },
  };
}

function previousOf(written: string | undefined, isPlain: boolean): UnitText | undefined {
  if (written === undefined) return undefined;
  const read = isPlain ? readPlainText(written) : readRichText(written);
  return read.ok ? read.text : undefined;
}

function isBlank(side: XmlElement | undefined): boolean {
  return side === undefined || (wordsOf(side).trim() === "" && inlineOf(side).length === 0);
}

/** The translation of a unit: whole, or none; half of one is a fault. */
function readTarget(
  parts: readonly XmlElement[],
  read: (sides: readonly XmlElement[]) => TextResult,
): { ok: true; text: UnitText } | { ok: false; fault: TextFault; line: number } | undefined {
  const segments = parts.filter(({ name }) => name === "segment");
  const hasTarget = (part: XmlElement): boolean => !isBlank(childrenOf(part, "target")[0]);
  if (!segments.some(hasTarget)) return undefined;
  const empty = segments.find((part) => !hasTarget(part) && !isBlank(childrenOf(part, "source")[0]));
  if (empty !== undefined)
    return { ok: false, fault: { code: "unit-incomplete", values: {} }, line: empty.line };
  // Between segments, what has no translation stays what it was.
  const sides = parts.map((part, index) => {
    const [target] = childrenOf(part, "target");
    const side = target ?? childrenOf(part, "source")[0];
    return { side, order: Number(target?.attributes.get("order") ?? index + 1) };
  });
  const inOrder = sides.toSorted((a, b) => a.order - b.order).flatMap(({ side }) => side ?? []);
  const result = read(inOrder);
  return result.ok ? result : { ...result, line: inOrder[0]?.line ?? 1 };
}

const certainty = ["stale", "machine", "human"] as const;

/** The state of a unit is the least sure of its segments'. A sub-state of ours counts beside the state that we put it to, and no longer. */
function stateOf(parts: readonly XmlElement[]): TranslationState {
  const states = parts
    .filter((part) => part.name === "segment" && !isBlank(childrenOf(part, "target")[0]))
    .map(({ attributes }) => {
      const state = attributes.get("state") ?? "initial";
      if (state === "reviewed" || state === "final") return "human";
      if (attributes.get("subState") === xliffStates.machine.subState) return "machine";
      return state === "translated" ? "human" : "stale";
    });
  return certainty.find((state) => states.includes(state)) ?? "human";
}

/** Thrown and caught in this file alone. */
class CodeFault extends Error {
  override readonly name = "CodeFault";
  readonly fault: TextFault;
  constructor(fault: TextFault) {
    super(fault.code);
    this.fault = fault;
  }
}

function readSides(sides: readonly XmlElement[], codes: Codes, isPlain: boolean): TextResult {
  try {
    if (!isPlain) return readRichText(sides.map((side) => tagged(side, codes)).join(""));
    if (sides.some((side) => inlineOf(side).some(({ name }) => ["ph", "pc", "sc", "ec"].includes(name))))
      return { ok: false, fault: { code: "markup-plain", values: {} } };
    const text = sides.map(wordsOf).join("").trim();
    return text === "" ? { ok: false, fault: { code: "text-empty", values: {} } } : { ok: true, text };
  } catch (error) {
    if (error instanceof CodeFault) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** Words and codes of a side as a text with tags. */
function tagged(element: XmlElement, codes: Codes): string {
  return element.children
    .map((child) => {
      if (typeof child === "string") return escapedWords(child);
      if (!isCore(child)) return "";
      switch (child.name) {
        case "cp":
          return escapedWords(signOf(child));
        case "pc":
          return codes.opening(child) + tagged(child, codes) + codes.closing(child);
        case "ph":
        case "sc":
          return codes.opening(child);
        case "ec":
          return codes.closing(child);
        case "mrk":
          return tagged(child, codes);
        default:
          return "";
      }
    })
    .join("");
}

type Codes = { opening: (code: XmlElement) => string; closing: (code: XmlElement) => string };

/** Tags of codes that a tool made itself. */
const tagOfSubType: Record<string, string> = { "xlf:b": "strong", "xlf:i": "em" };

/** Finds the tags that a unit's codes stand for. */
function createCodes(unit: XmlElement): Codes {
  const data = new Map(
    childrenOf(unit, "originalData")
      .flatMap((original) => childrenOf(original, "data"))
      .map((element) => [element.attributes.get("id") ?? "", wordsOf(element)]),
  );
  const byId = new Map(
    childrenOf(unit, "segment", "ignorable")
      .flatMap((part) => childrenOf(part, "source", "target"))
      .flatMap(inlineOf)
      .map((element) => [element.attributes.get("id") ?? "", element]),
  );
  const resolve = (
    code: XmlElement,
    attributes: readonly string[],
    made: (tag: string) => string,
    depth = 0,
  ): string => {
    for (const attribute of attributes) {
      const tags = data.get(code.attributes.get(attribute) ?? "");
      if (tags !== undefined) return tags;
    }
    const tag = tagOfSubType[code.attributes.get("subType") ?? ""];
    if (tag !== undefined && code.name !== "ph") return made(tag);
    const base = byId.get(code.attributes.get("copyOf") ?? code.attributes.get("startRef") ?? "");
    // A chain of copies may be made to have no end.
    if (base !== undefined && base !== code && depth < 10) return resolve(base, attributes, made, depth + 1);
    const id = code.attributes.get("id") ?? code.attributes.get("startRef") ?? "";
    throw new CodeFault({ code: "code-unknown", values: { id } });
  };
  return {
    opening: (code) =>
      resolve(code, code.name === "pc" ? ["dataRefStart"] : ["dataRef"], (tag) => `<${tag}>`),
    closing: (code) =>
      code.name === "pc"
        ? resolve(code, ["dataRefEnd"], (tag) => `</${tag}>`)
        : closingOf(code, byId, data, resolve),
  };
}

/** The end of a pair in two elements: its own data, or the end that belongs to what its beginning is. */
function closingOf(
  code: XmlElement,
  byId: ReadonlyMap<string, XmlElement>,
  data: ReadonlyMap<string, string>,
  resolve: (code: XmlElement, attributes: readonly string[], made: (tag: string) => string) => string,
): string {
  const ownTags = data.get(code.attributes.get("dataRef") ?? "");
  if (ownTags !== undefined) return ownTags;
  const beginning = byId.get(code.attributes.get("startRef") ?? "");
  const opening = resolve(beginning ?? code, ["dataRef", "dataRefStart"], (tag) => `<${tag}>`);
  return `</${/^<([a-z0-9]+)/.exec(opening)?.[1] ?? "em"}>`;
}
