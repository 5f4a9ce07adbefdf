/** Reading the programme: events and exhibitions, all of them and not a page at a time, since they are told by time. */
import type { PublicRelease } from "@bluehour/domain/release";
import type { Surface } from "@bluehour/domain/uses";
import { itemOf } from "../views/entries.tsx";
import type { Item } from "../views/entries.tsx";
import type { Ask } from "./page.ts";

/** The reader's longest page. */
const pageSize = 500;
/** Most of a kind that one page shows; it says so where there are more. */
export const mostEntries = 2000;

type ListedKind = "event" | "installation" | "organisation" | "landmark";

/** Every release of a kind in the page's language, up to a limit, in the edition's own order. */
export async function everyOf<K extends ListedKind>(
  { frame, reads }: Ask,
  kind: K,
  most: number,
  surface: Surface = "list",
): Promise<{ all: PublicRelease<K>[]; isCut: boolean }> {
  const all: PublicRelease<K>[] = [];
  let after: string | undefined;
  do {
    const page = await reads.list({
      kind,
      edition: frame.edition.id,
      locale: frame.locale,
      surface,
      limit: Math.min(pageSize, most - all.length),
      ...(after === undefined ? {} : { after }),
    });
    all.push(...page.items);
    after = page.next;
  } while (after !== undefined && all.length < most);
  return { all, isCut: after !== undefined };
}

/** All that stands in the programme. */
export async function entriesOf(ask: Ask): Promise<{ items: Item[]; isCut: boolean }> {
  const [events, installations] = await Promise.all([
    everyOf(ask, "event", mostEntries),
    everyOf(ask, "installation", mostEntries),
  ]);
  const items = [...events.all, ...installations.all]
    .map((release) => itemOf(release, ask.frame.locale))
    .filter((item) => item !== undefined);
  return { items, isCut: events.isCut || installations.isCut };
}
