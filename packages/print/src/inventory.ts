/** The list of what was printed: which files bear which stories and placements, in ids and codes alone. A withdrawal finds its paper with it. Pure. */
import type { TakenOrder } from "./order.ts";
import type { Product, SheetFile } from "./sheets.ts";

/** A file that was printed, without its content. */
export type PrintedFile = Pick<SheetFile, "path" | "product" | "stories" | "placements">;

/** What lies in a folder or on a table, of one installation of one edition. */
export type Inventory = {
  installation: string;
  edition: string;
  files: PrintedFile[];
  /** Taken out of the folder again, but copies of it may lie on a table: a withdrawal asks for those too. */
  gone?: PrintedFile[];
};

/** A file as the list keeps it. */
export function listedFile({ path, product, stories, placements }: SheetFile): PrintedFile {
  return { path, product, stories, placements };
}

/** The list after a run: what was written now, what lies there from before, and what was taken out (`removed`: paths). */
export function inventoryAfter(
  before: Inventory | undefined,
  {
    installation,
    edition,
    written,
    removed,
  }: { installation: string; edition: string; written: readonly PrintedFile[]; removed: readonly string[] },
): Inventory {
  const old = before?.files ?? [];
  const isWritten = (path: string) => written.some((file) => file.path === path);
  const kept = old.filter(({ path }) => !removed.includes(path) && !isWritten(path));
  const taken = [...(before?.gone ?? []), ...old.filter(({ path }) => removed.includes(path))].filter(
    // A sheet of placements alone leads to whatever is public; only a story's copies are asked back.
    (file, index, all) =>
      file.stories.length > 0 &&
      !isWritten(file.path) &&
      all.findIndex(({ path }) => path === file.path) === index,
  );
  return {
    installation,
    edition,
    files: [...kept, ...written],
    ...(taken.length > 0 ? { gone: taken } : {}),
  };
}

/** Files of earlier runs that must not lie there any more: their story may not be printed now, or their product was made anew without them. */
export function outdatedIn(
  before: Inventory | undefined,
  { exhibition, order }: Pick<TakenOrder, "exhibition" | "order">,
  { written, made }: { written: readonly PrintedFile[]; made: ReadonlySet<Product> },
): string[] {
  const printable = new Set(exhibition.stories.map(({ id }) => id));
  return (before?.files ?? [])
    .filter(
      ({ path, product, stories }) =>
        stories.some((story) => !printable.has(story)) ||
        // A sticker printed anew replaces nothing of the others.
        (order.placements === undefined && made.has(product) && !written.some((file) => file.path === path)),
    )
    .map(({ path }) => path);
}

/** The consents and declarations that printed files rest on: each print run of them is an act that their "number of times" counts. */
export function groundsOf(
  { exhibition }: Pick<TakenOrder, "exhibition">,
  written: readonly PrintedFile[],
): string[] {
  const stories = new Set(written.flatMap((file) => file.stories));
  return [
    ...new Set(exhibition.stories.flatMap(({ id, restsOn }) => (stories.has(id) ? restsOn : []))),
  ].toSorted();
}

/** What a withdrawal means on paper. */
export type Collection = {
  /** Whether the story may be printed all the same: it was not withdrawn yet. */
  isPublic: boolean;
  /** Files whose every copy must be collected and destroyed. */
  remove: string[];
  /** Leaflets of stories that may still be printed, to lay out instead; none where every leaflet went. */
  replacement: string[];
  /** Codes that stay where they lie, and where they lead now. */
  stay: { number: number; code: string; now: "story" | "help" }[];
};

/** What must be collected after a story went; `undefined` where neither the list nor a placement ever knew it, which is likely a slip of the pen. */
export function collectionFor(
  story: string,
  inventory: Inventory,
  { exhibition, answering }: Pick<TakenOrder, "exhibition" | "answering">,
): Collection | undefined {
  const isPublic = exhibition.stories.some(({ id }) => id === story);
  const printable = new Set(exhibition.stories.map(({ id }) => id));
  // What rests on the same consent went with it: every leaflet in the folder whose story may not be printed now.
  const remove = [
    ...inventory.files.filter(({ stories }) => stories.some((id) => id === story || !printable.has(id))),
    ...(inventory.gone ?? []).filter(({ stories }) => stories.includes(story)),
  ].map(({ path }) => path);
  const replacement = inventory.files
    .filter(({ stories }) => stories.length > 0 && stories.every((id) => id !== story && printable.has(id)))
    .map(({ path }) => path);
  const stay = exhibition.placements
    .filter(({ data }) => data.candidates.includes(story))
    .map(({ data: { number, code } }) => ({
      number,
      code,
      now: answering.get(code) === true ? ("story" as const) : ("help" as const),
    }));
  return !isPublic && remove.length === 0 && stay.length === 0
    ? undefined
    : { isPublic, remove, replacement, stay };
}
