/**
 * What makes a file XLIFF 2: which elements and attributes stand where, and the rules between them that no schema can say. The official schema lets
 * most of the files pass that the official suite of tests calls invalid; most of those break a rule between two elements.
 *
 * What it does not hold: extensions of other makers and the optional modules are passed over, since nothing of them is used here; fragment identifiers
 * (`ref`) are not resolved; characters of names are held loosely.
 */
import type { ExchangeCode, ExchangeProblem, ProblemValues } from "./exchange-problem.ts";
import { xliffNamespaces } from "./xliff-write.ts";
import type { XmlElement } from "./xml-tree.ts";
import { xmlNamespace } from "./xml-tree.ts";

export const xmlLang = `{${xmlNamespace}}lang`;
const xmlSpace = `{${xmlNamespace}}space`;

/** Whether a namespace is that of XLIFF's own elements. */
export function isCoreNamespace(namespace: string): boolean {
  return namespace === xliffNamespaces.core || namespace === xliffNamespaces.core22;
}

/** Whether an element is one of XLIFF's own. */
export function isCore(node: XmlElement | string): node is XmlElement {
  return typeof node !== "string" && isCoreNamespace(node.namespace);
}

/** Elements of XLIFF's own with a name. */
export function childrenOf(element: XmlElement, ...names: string[]): XmlElement[] {
  return element.children.filter(isCore).filter(({ name }) => names.includes(name));
}

type Check = (value: string) => boolean;
type Slot = { names: readonly string[]; least?: number; most?: number };
type Model = {
  attributes: Record<string, Check>;
  required?: readonly string[];
  /** Children in their order; undefined where they may stand in any. */
  children: readonly Slot[];
  hasText?: boolean;
};

const any: Check = () => true;
const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value);
const name: Check = (value) => /^[\p{L}\p{N}\p{M}._:\u00B7-]+$/u.test(value);
const names: Check = (value) => value.trim().split(/\s+/).every(name);
const yesNo = oneOf("yes", "no");
const direction = oneOf("ltr", "rtl", "auto");
const space = oneOf("default", "preserve");
const own: Check = (value) => /^[^:\s]+:[^:\s]+$/.test(value);
const language: Check = (value) => {
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    return false;
  }
};
const hex: Check = (value) => {
  if (!/^[0-9a-f]{4,6}$/i.test(value)) return false;
  const code = Number.parseInt(value, 16);
  // It is there for what XML cannot hold, and for nothing else.
  const isOfXml =
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code >= 0x10000;
  return !isOfXml;
};

const inline: Slot = { names: ["cp", "ph", "pc", "sc", "ec", "mrk", "sm", "em"] };
const editing = {
  canCopy: yesNo,
  canDelete: yesNo,
  canReorder: oneOf("yes", "no", "firstNo"),
  copyOf: name,
  type: oneOf("fmt", "ui", "quote", "link", "image", "other"),
  subType: own,
};
const single = { ...editing, id: name, disp: any, equiv: any, dataRef: name, subFlows: names };
const spanning = { ...single, canOverlap: yesNo, dir: direction, isolated: yesNo };
const annotation = { id: name, translate: yesNo, type: any, ref: any, value: any };
const common = {
  id: name,
  name: any,
  canResegment: yesNo,
  translate: yesNo,
  srcDir: direction,
  trgDir: direction,
  [xmlSpace]: space,
};

const models: Record<string, Model> = {
  xliff: {
    attributes: {
      version: oneOf("2.0", "2.1", "2.2"),
      srcLang: language,
      trgLang: language,
      [xmlSpace]: space,
    },
    required: ["version", "srcLang"],
    children: [{ names: ["file"], least: 1 }],
  },
  file: {
    attributes: { ...common, original: any },
    required: ["id"],
    children: [
      { names: ["skeleton"], most: 1 },
      { names: ["notes"], most: 1 },
      { names: ["unit", "group"], least: 1 },
    ],
  },
  group: {
    attributes: { ...common, type: own },
    required: ["id"],
    children: [{ names: ["notes"], most: 1 }, { names: ["unit", "group"] }],
  },
  unit: {
    attributes: { ...common, type: own },
    required: ["id"],
    children: [
      { names: ["notes"], most: 1 },
      { names: ["originalData"], most: 1 },
      { names: ["segment", "ignorable"], least: 1 },
    ],
  },
  notes: { attributes: {}, children: [{ names: ["note"], least: 1 }] },
  note: {
    attributes: {
      id: name,
      appliesTo: oneOf("source", "target"),
      category: any,
      priority: oneOf("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
      ref: any,
    },
    children: [],
    hasText: true,
  },
  originalData: { attributes: {}, children: [{ names: ["data"], least: 1 }] },
  data: {
    attributes: { id: name, dir: direction, [xmlSpace]: space },
    required: ["id"],
    children: [{ names: ["cp"] }],
    hasText: true,
  },
  segment: {
    attributes: {
      id: name,
      canResegment: yesNo,
      state: oneOf("initial", "translated", "reviewed", "final"),
      subState: own,
    },
    children: [
      { names: ["source"], least: 1, most: 1 },
      { names: ["target"], most: 1 },
    ],
  },
  ignorable: {
    attributes: { id: name },
    children: [
      { names: ["source"], least: 1, most: 1 },
      { names: ["target"], most: 1 },
    ],
  },
  source: { attributes: { [xmlLang]: language, [xmlSpace]: space }, children: [inline], hasText: true },
  target: {
    attributes: { [xmlLang]: language, [xmlSpace]: space, order: (value) => /^[1-9]\d{0,6}$/.test(value) },
    children: [inline],
    hasText: true,
  },
  cp: { attributes: { hex }, required: ["hex"], children: [] },
  ph: { attributes: single, required: ["id"], children: [] },
  pc: {
    attributes: {
      ...editing,
      id: name,
      canOverlap: yesNo,
      dir: direction,
      dispStart: any,
      dispEnd: any,
      equivStart: any,
      equivEnd: any,
      dataRefStart: name,
      dataRefEnd: name,
      subFlowsStart: names,
      subFlowsEnd: names,
    },
    required: ["id"],
    children: [inline],
    hasText: true,
  },
  sc: { attributes: spanning, required: ["id"], children: [] },
  ec: { attributes: { ...spanning, startRef: name }, children: [] },
  mrk: { attributes: annotation, required: ["id"], children: [inline], hasText: true },
  sm: { attributes: annotation, required: ["id"], children: [] },
  em: { attributes: { startRef: name }, required: ["startRef"], children: [] },
};

/** One breach; `unit` is the element of the unit that it stands in, if it stands in one. */
export type Breach = { problem: ExchangeProblem; unit: XmlElement | undefined };

type Tell = (element: XmlElement, code: ExchangeCode, values?: ProblemValues) => void;

/** Every rule that a document breaks. */
export function breachesOf(root: XmlElement): Breach[] {
  const breaches: Breach[] = [];
  const teller =
    (unit: XmlElement | undefined): Tell =>
    (element, code, values = {}) => {
      const problem = { code, values: { element: element.name, ...values }, line: element.line };
      breaches.push({ problem, unit });
    };
  const walk = (element: XmlElement, unit: XmlElement | undefined): void => {
    const inside = element.name === "unit" ? element : unit;
    checkElement(element, teller(inside));
    for (const child of element.children) {
      if (!isCore(child)) continue;
      // An unknown element was told of by its parent; what is in it cannot be judged.
      if (models[child.name] !== undefined) walk(child, inside);
    }
  };
  walk(root, undefined);
  checkIds(root, teller(undefined));
  for (const file of childrenOf(root, "file"))
    for (const unit of unitsOf(file)) checkUnit(unit, root, teller(unit));
  return breaches;
}

/** All units of a file, in their order. */
export function unitsOf(parent: XmlElement): XmlElement[] {
  return childrenOf(parent, "unit", "group").flatMap((child) =>
    child.name === "unit" ? [child] : unitsOf(child),
  );
}

function checkElement(element: XmlElement, tell: Tell): void {
  const model = models[element.name];
  if (model === undefined) return;
  for (const [attribute, value] of element.attributes) {
    const check = Object.hasOwn(model.attributes, attribute) ? model.attributes[attribute] : undefined;
    if (check === undefined) {
      if (!attribute.startsWith("{") || attribute.startsWith(`{${xmlNamespace}}`))
        tell(element, "xliff-attribute-unknown", { attribute: shortName(attribute) });
    } else if (!check(value))
      tell(element, "xliff-attribute-value", { attribute: shortName(attribute), value });
  }
  for (const attribute of model.required ?? [])
    if (!element.attributes.has(attribute)) tell(element, "xliff-attribute-missing", { attribute });
  checkChildren(element, model, tell);
  checkAlone(element, tell);
}

function shortName(attribute: string): string {
  return attribute.replace(`{${xmlNamespace}}`, "xml:").replace(/^\{.*\}/, "");
}

function checkChildren(element: XmlElement, { children, hasText }: Model, tell: Tell): void {
  if (hasText !== true && element.children.some((child) => typeof child === "string" && child.trim() !== ""))
    tell(element, "xliff-text");
  let slot = 0;
  const counts = children.map(() => 0);
  for (const child of element.children.filter(isCore)) {
    const found = children.findIndex(({ names: allowed }) => allowed.includes(child.name));
    if (found < slot) {
      tell(child, "xliff-element-misplaced", { parent: element.name });
      continue;
    }
    slot = found;
    counts[found] = (counts[found] ?? 0) + 1;
    if ((counts[found] ?? 0) > (children[found]?.most ?? Infinity))
      tell(child, "xliff-element-misplaced", { parent: element.name });
  }
  for (const [index, { names: allowed, least = 0 }] of children.entries())
    if ((counts[index] ?? 0) < least) tell(element, "xliff-element-missing", { child: allowed.join(", ") });
}

const typeOfSubType: Record<string, string> = {
  "xlf:lb": "fmt",
  "xlf:pb": "fmt",
  "xlf:b": "fmt",
  "xlf:i": "fmt",
  "xlf:u": "fmt",
  "xlf:var": "ui",
};

/** Rules about one element that are more than each of its attributes. */
function checkAlone(element: XmlElement, tell: Tell): void {
  const { name: tag, attributes } = element;
  const at = (attribute: string): string | undefined => attributes.get(attribute);
  const clash = (attribute: string): void =>
    tell(element, "xliff-attribute-value", { attribute, value: at(attribute) ?? "" });
  if (tag === "skeleton") {
    const isEmpty = element.children.every((child) => typeof child === "string" && child.trim() === "");
    if (isEmpty !== attributes.has("href")) tell(element, "xliff-attribute-missing", { attribute: "href" });
  }
  if (tag === "segment" && at("subState") !== undefined) {
    if (at("state") === undefined) tell(element, "xliff-attribute-missing", { attribute: "state" });
    if (at("subState")?.startsWith("xlf:") === true) clash("subState");
  }
  const subType = at("subType");
  if (subType !== undefined && tag !== "unit" && tag !== "group") {
    if (at("type") === undefined) tell(element, "xliff-attribute-missing", { attribute: "type" });
    else if (subType.startsWith("xlf:") && typeOfSubType[subType] !== at("type")) clash("subType");
  }
  if ((at("canReorder") ?? "yes") !== "yes" && (at("canCopy") !== "no" || at("canDelete") !== "no"))
    clash("canReorder");
  if (
    at("copyOf") !== undefined &&
    ["dataRef", "dataRefStart", "dataRefEnd"].some((attribute) => attributes.has(attribute))
  )
    clash("copyOf");
  if (tag === "ec") {
    const isIsolated = at("isolated") === "yes";
    if (isIsolated !== attributes.has("id")) tell(element, "xliff-attribute-missing", { attribute: "id" });
    if (isIsolated === attributes.has("startRef")) clash("startRef");
    if (!isIsolated && attributes.has("dir")) clash("dir");
  }
  if (
    (tag === "mrk" || tag === "sm") &&
    at("type") === "comment" &&
    attributes.has("ref") === attributes.has("value")
  )
    clash("value");
}

models["skeleton"] = { attributes: { href: any }, children: [], hasText: true };

/** Ids that must be one of a kind in the file, its group or unit. */
function checkIds(root: XmlElement, tell: Tell): void {
  const unique = (elements: readonly XmlElement[]): void => {
    const seen = new Set<string>();
    for (const element of elements) {
      const id = element.attributes.get("id");
      if (id === undefined) continue;
      if (seen.has(id)) tell(element, "xliff-id-twice", { id });
      seen.add(id);
    }
  };
  const notesOf = (element: XmlElement): XmlElement[] =>
    childrenOf(element, "notes").flatMap((notes) => childrenOf(notes, "note"));
  const groupsOf = (element: XmlElement): XmlElement[] =>
    childrenOf(element, "group").flatMap((group) => [group, ...groupsOf(group)]);
  const files = childrenOf(root, "file");
  unique(files);
  for (const file of files) {
    unique(groupsOf(file));
    unique(unitsOf(file));
    for (const holder of [file, ...groupsOf(file), ...unitsOf(file)]) unique(notesOf(holder));
    for (const unit of unitsOf(file))
      for (const original of childrenOf(unit, "originalData")) unique(childrenOf(original, "data"));
  }
}

/** All inline elements below one, in the order in which they are read. */
export function inlineOf(element: XmlElement): XmlElement[] {
  return element.children.filter(isCore).flatMap((child) => [child, ...inlineOf(child)]);
}

const isCode = ({ name: tag }: XmlElement): boolean => ["ph", "pc", "sc", "ec"].includes(tag);
/** A pair may be written as one element or as two. */
const familyOf = ({ name: tag }: XmlElement): string => (tag === "sc" ? "pc" : tag === "sm" ? "mrk" : tag);

/** Rules between the elements of one unit. */
function checkUnit(unit: XmlElement, root: XmlElement, tell: Tell): void {
  const parts = childrenOf(unit, "segment", "ignorable");
  if (!parts.some(({ name: tag }) => tag === "segment") && parts.length > 0)
    tell(unit, "xliff-element-missing", { child: "segment" });
  const sources = parts.flatMap((part) => childrenOf(part, "source"));
  const targets = parts.flatMap((part) => childrenOf(part, "target"));
  checkLanguages(sources, root.attributes.get("srcLang"), tell);
  if (targets.length > 0 && !root.attributes.has("trgLang"))
    tell(root, "xliff-attribute-missing", { attribute: "trgLang" });
  checkLanguages(targets, root.attributes.get("trgLang"), tell);
  for (const part of parts) {
    const [source, target] = [...childrenOf(part, "source"), ...childrenOf(part, "target")];
    const spaces = [source, target].map((side) => side?.attributes.get(xmlSpace));
    if (target !== undefined && spaces[0] !== undefined && spaces[1] !== undefined && spaces[0] !== spaces[1])
      tell(target, "xliff-attribute-value", { attribute: "xml:space", value: spaces[1] });
  }
  checkOrder(targets, parts.length, tell);
  const inSource = sources.flatMap(inlineOf);
  const inTarget = targets.flatMap(inlineOf);
  checkInlineIds(parts, inSource, inTarget, tell);
  checkReferences(unit, [...inSource, ...inTarget], tell);
  for (const side of [inSource, inTarget]) checkPairs(side, tell);
  checkReorder(inSource, tell);
  checkDeleted(parts, inTarget, tell);
}

function checkLanguages(sides: readonly XmlElement[], expected: string | undefined, tell: Tell): void {
  for (const side of sides) {
    const found = side.attributes.get(xmlLang);
    if (found !== undefined && expected !== undefined && found.toLowerCase() !== expected.toLowerCase())
      tell(side, "xliff-language", { found, expected });
  }
}

function checkOrder(targets: readonly XmlElement[], most: number, tell: Tell): void {
  const seen = new Set<string>();
  for (const target of targets) {
    const order = target.attributes.get("order");
    if (order === undefined) continue;
    if (seen.has(order) || Number(order) > most)
      tell(target, "xliff-attribute-value", { attribute: "order", value: order });
    seen.add(order);
  }
}

function checkInlineIds(
  parts: readonly XmlElement[],
  inSource: readonly XmlElement[],
  inTarget: readonly XmlElement[],
  tell: Tell,
): void {
  const known = new Map<string, XmlElement>();
  for (const element of [...parts, ...inSource]) {
    const id = element.attributes.get("id");
    if (id === undefined) continue;
    if (known.has(id)) tell(element, "xliff-id-twice", { id });
    known.set(id, element);
  }
  const seen = new Set<string>();
  for (const element of inTarget) {
    const id = element.attributes.get("id");
    if (id === undefined) continue;
    const twin = known.get(id);
    if (seen.has(id)) tell(element, "xliff-id-twice", { id });
    else if (twin !== undefined && familyOf(twin) !== familyOf(element))
      tell(element, "xliff-id-twice", { id });
    seen.add(id);
  }
}

function checkReferences(unit: XmlElement, elements: readonly XmlElement[], tell: Tell): void {
  const data = new Set(
    childrenOf(unit, "originalData")
      .flatMap((original) => childrenOf(original, "data"))
      .map(({ attributes }) => attributes.get("id")),
  );
  for (const element of elements) {
    for (const attribute of ["dataRef", "dataRefStart", "dataRefEnd"]) {
      const value = element.attributes.get(attribute);
      if (value !== undefined && !data.has(value)) tell(element, "xliff-reference", { attribute, value });
    }
    const copied = element.attributes.get("copyOf");
    if (copied === undefined) continue;
    const base = elements.find(
      (other) => isCode(other) && other !== element && other.attributes.get("id") === copied,
    );
    if (base === undefined || familyOf(base) !== familyOf(element) || base.attributes.get("canCopy") === "no")
      tell(element, "xliff-reference", { attribute: "copyOf", value: copied });
  }
}

/** `sc` with its `ec`, `sm` with its `em`: each begins before it ends, once, and both say the same. */
function checkPairs(elements: readonly XmlElement[], tell: Tell): void {
  const begun = new Map<string, XmlElement>();
  const ended = new Set<string>();
  for (const element of elements) {
    const id = element.attributes.get("id");
    if ((element.name === "sc" || element.name === "sm") && id !== undefined) begun.set(id, element);
    const start = element.attributes.get("startRef");
    if (start === undefined || (element.name !== "ec" && element.name !== "em")) continue;
    const beginning = begun.get(start);
    const isPair =
      beginning !== undefined &&
      beginning.name === (element.name === "ec" ? "sc" : "sm") &&
      beginning.attributes.get("isolated") !== "yes" &&
      !ended.has(start);
    if (!isPair) tell(element, "xliff-pair", { id: start });
    ended.add(start);
    for (const attribute of ["canCopy", "canDelete", "canOverlap", "canReorder"]) {
      const value = element.attributes.get(attribute) ?? "yes";
      const first = beginning?.attributes.get(attribute) ?? "yes";
      // The end of what must stand first does not stand first itself.
      const isSame = first === value || (first === "firstNo" && value === "no");
      if (element.name === "ec" && beginning !== undefined && !isSame)
        tell(element, "xliff-attribute-value", { attribute, value });
    }
  }
  for (const [id, element] of begun)
    if (!ended.has(id) && element.attributes.get("isolated") !== "yes") tell(element, "xliff-pair", { id });
}

function checkReorder(elements: readonly XmlElement[], tell: Tell): void {
  let hasFirst = false;
  for (const element of elements.filter(isCode)) {
    const value = element.attributes.get("canReorder");
    if (value === "firstNo") hasFirst = true;
    else if (value === "no" && !hasFirst)
      tell(element, "xliff-attribute-value", { attribute: "canReorder", value });
  }
}

/** What must not be deleted is in the translation, as far as there is one. */
function checkDeleted(parts: readonly XmlElement[], inTarget: readonly XmlElement[], tell: Tell): void {
  const kept = new Set(
    inTarget.flatMap(({ attributes }) => [attributes.get("id"), attributes.get("copyOf")]),
  );
  for (const part of parts) {
    const [target] = childrenOf(part, "target");
    if (target === undefined || target.children.length === 0) continue;
    for (const code of childrenOf(part, "source").flatMap(inlineOf)) {
      const id = code.attributes.get("id");
      if (code.attributes.get("canDelete") === "no" && isCode(code) && id !== undefined && !kept.has(id))
        tell(code, "xliff-code-deleted", { id });
    }
  }
}
