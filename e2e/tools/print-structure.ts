/**
 * What a machine can check of PDF/UA-1 (ISO 14289-1) in our sheets: everything drawn is tagged or said to be an artifact, every tag is a known
 * one, pictures have words, headings descend step by step, the document says its language and shows its title. It cannot judge whether the
 * words are good ones; the order in which they are read is given for a test to look at.
 */
import { execFileSync } from "node:child_process";

type Value = null | boolean | number | string | Value[] | { [key: string]: Value };
type Dictionary = { [key: string]: Value };

/** What was found in a PDF. */
export type Structure = {
  /** What is wrong, each as a sentence. */
  complaints: string[];
  /** Types of the tags, in the order in which they are read. */
  tags: string[];
  /** Where a viewer begins to turn pages. */
  direction: string;
};

// ISO 32000-1, 14.8.4.
const standard = new Set(
  (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody " +
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference Code Link Annot Figure Formula Form"
  ).split(" "),
);

const painting = new Set(["f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Tj", "TJ", "'", '"', "sh", "Do"]);

/** Reads a PDF with qpdf and looks at its structure. */
export function structureOf(pdf: string): Structure {
  const json = execFileSync(
    "qpdf",
    ["--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized", pdf],
    { encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "ignore"] },
  );
  const { qpdf } = JSON.parse(json) as {
    qpdf: [unknown, Record<string, { value?: Value; stream?: { dict: Dictionary; data?: string } }>];
  };
  const objects = qpdf[1];
  const complaints: string[] = [];
  const at = (value: Value | undefined): Value | undefined =>
    typeof value === "string" && /^\d+ 0 R$/.test(value)
      ? (objects[`obj:${value}`]?.value ?? objects[`obj:${value}`]?.stream?.dict)
      : value;
  const dictionary = (value: Value | undefined): Dictionary => {
    const found = at(value);
    return found !== null && typeof found === "object" && !Array.isArray(found) ? found : {};
  };
  const list = (value: Value | undefined): Value[] => {
    const found = at(value);
    return Array.isArray(found) ? found : found === undefined || found === null ? [] : [found];
  };
  const stream = (reference: Value) =>
    Buffer.from(objects[`obj:${String(reference)}`]?.stream?.data ?? "", "base64").toString("latin1");
  const all = Object.values(objects).map(({ value, stream: one }) => dictionary(value ?? one?.dict));
  const catalogue = all.find((one) => one["/Type"] === "/Catalog") ?? {};
  const view = dictionary(catalogue["/ViewerPreferences"]);
  if (dictionary(catalogue["/MarkInfo"])["/Marked"] !== true) complaints.push("It is not marked as tagged.");
  if (typeof catalogue["/Lang"] !== "string") complaints.push("It has no language.");
  if (view["/DisplayDocTitle"] !== true) complaints.push("A viewer would not show the title.");
  if (!/<dc:title>.*\S.*<\/dc:title>/s.test(utf8(stream(catalogue["/Metadata"] ?? ""))))
    complaints.push("Its metadata have no title.");
  const root = dictionary(catalogue["/StructTreeRoot"]);
  const roles = dictionary(root["/RoleMap"]);
  const tags: string[] = [];
  /** Marked content that some tag holds, by page. */
  const held = new Set<string>();
  let deepest = 0;
  const walk = (reference: Value, page: Value | undefined): void => {
    const element = dictionary(reference);
    const own = element["/Pg"] ?? page;
    const tag = String(element["/S"]).slice(1);
    const meant = standard.has(tag) ? tag : String(roles[`/${tag}`]).slice(1);
    if (!standard.has(meant)) complaints.push(`The tag ${tag} is none.`);
    tags.push(meant);
    const level = /^H(\d)$/.exec(meant)?.[1];
    if (level !== undefined) {
      if (Number(level) > deepest + 1)
        complaints.push(`A heading of level ${level} follows one of ${deepest}.`);
      deepest = Number(level);
    }
    if (meant === "Figure" && !/^u:\S/.test(String(element["/Alt"])))
      complaints.push("A figure has no words.");
    const before = tags.length;
    for (const child of list(element["/K"])) {
      if (typeof child === "number") held.add(`${String(own)} ${child}`);
      else if (typeof dictionary(child)["/MCID"] === "number")
        held.add(`${String(dictionary(child)["/Pg"] ?? own)} ${String(dictionary(child)["/MCID"])}`);
      else walk(child, own);
    }
    if (meant === "Table" && !tags.slice(before).includes("TH")) complaints.push("A table has no head.");
  };
  for (const child of list(root["/K"])) walk(child, undefined);
  if (!tags.some((tag) => tag === "H1")) complaints.push("It has no heading.");
  for (const [key, { value }] of Object.entries(objects)) {
    const page = dictionary(value);
    if (page["/Type"] !== "/Page") continue;
    const reference = key.slice("obj:".length);
    const content = list(page["/Contents"]).map(stream).join("\n");
    // A blank page of a booklet bears nothing but its imprint, which is an artifact.
    if (content.includes("/MCID") && page["/StructParents"] === undefined)
      complaints.push("A page is outside of the structure.");
    for (const complaint of complaintsOf(content, (id) => held.has(`${reference} ${id}`)))
      complaints.push(complaint);
  }
  return {
    complaints: [...new Set(complaints)],
    tags,
    direction: String(view["/Direction"] ?? "/L2R").slice(1),
  };
}

function utf8(latin: string): string {
  return Buffer.from(latin, "latin1").toString("utf8");
}

/** Whether everything that a page draws is inside marked content that a tag holds, or inside an artifact. */
function complaintsOf(content: string, isHeld: (id: number) => boolean): string[] {
  const found: string[] = [];
  const open: ("artifact" | "held" | "other")[] = [];
  let since = "";
  // Names, numbers, strings in both notations, brackets, operators. Our sheets hold no pictures inside their content.
  for (const [token] of content.matchAll(
    /\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s<>[\]()/]*|[^\s<>[\]()/]+/gs,
  )) {
    if (token === "BMC" || token === "BDC") {
      const id = /\/MCID\s+(\d+)/.exec(since)?.[1];
      const isArtifact = since.includes("/Artifact");
      if (id !== undefined && !isHeld(Number(id))) found.push("Marked content belongs to no tag.");
      open.push(isArtifact ? "artifact" : id === undefined ? "other" : "held");
      since = "";
    } else if (token === "EMC") {
      open.pop();
      since = "";
    } else if (painting.has(token)) {
      if (!open.some((kind) => kind !== "other"))
        found.push("Something is drawn that is neither tagged nor an artifact.");
      since = "";
    } else if (/^[A-Za-z*'"]+$/.test(token)) since = "";
    else since += ` ${token}`;
  }
  if (open.length > 0) found.push("Marked content does not end.");
  return found;
}
