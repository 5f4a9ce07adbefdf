/**
 * The door to paper: from public releases and a wish to files. The command line and the studio come in here; neither knows what a sheet is made
 * of, and this room neither reads a store nor writes a file.
 *
 * `readForPrint` gathers what a reader gives, `takeOrder` says what would be printed and what not, `filesOf` prints it.
 */
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { isInterfaceLocale } from "@bluehour/domain/locales";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Account } from "@bluehour/domain/transfer";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import { printMessages } from "@bluehour/i18n/print";
import type { Exhibition } from "./exhibition.ts";
import type { Press } from "./press.ts";
import { printSheets, products } from "./sheets.ts";
import type { Product, SheetOutcome } from "./sheets.ts";

/** As much of a release reader as printing needs; that of `releases/read` is one. */
export type ReleaseSource = {
  find<K extends Kind>(query: {
    kind: K;
    edition: string;
    id: string;
    surface: Surface;
  }): Promise<PublicRelease<K> | undefined>;
  list<K extends Kind>(query: {
    kind: K;
    edition: string;
    locale: Locale;
    surface: Surface;
    limit: number;
    after?: string;
  }): Promise<{ items: PublicRelease<K>[]; next: string | undefined }>;
};

/** Kinds that are read whole; of stories, only those to which a placement may lead. */
const listed = ["installation", "placement", "helpline", "organisation", "appeal"] as const;

/** All releases of a kind that may be printed, whatever languages they are in. */
async function every<K extends Kind>(
  source: ReleaseSource,
  edition: PublicRelease<"edition">,
  kind: K,
): Promise<PublicRelease<K>[]> {
  const found = new Map<string, PublicRelease<K>>();
  for (const locale of edition.data.languages) {
    let after: string | undefined;
    do {
      const page = await source.list({
        kind,
        edition: edition.id,
        locale,
        surface: "printed-sheet",
        limit: 500,
        ...(after === undefined ? {} : { after }),
      });
      for (const release of page.items) found.set(release.id, release);
      after = page.next;
    } while (after !== undefined);
  }
  return [...found.values()];
}

/** Which of an edition's installations may be printed. */
export async function installationsOf(
  source: ReleaseSource,
  edition: PublicRelease<"edition">,
): Promise<PublicRelease<"installation">[]> {
  return await every(source, edition, "installation");
}

/** Everything of an edition that the sheets of one installation can be made of, as the reader gives it at this moment. */
export async function readForPrint(
  source: ReleaseSource,
  edition: PublicRelease<"edition">,
  installation: string,
): Promise<PublicRelease[]> {
  const releases: PublicRelease[] = [edition];
  for (const kind of listed) releases.push(...(await every(source, edition, kind)));
  const ids = new Set(
    releases.flatMap((release) =>
      release.kind === "placement" && release.data.installation === installation
        ? release.data.candidates
        : [],
    ),
  );
  for (const id of ids) {
    const query = { kind: "story", edition: edition.id, id } as const;
    const story =
      (await source.find({ ...query, surface: "placement-page" })) ??
      (await source.find({ ...query, surface: "printed-sheet" }));
    if (story !== undefined) releases.push(story);
  }
  return releases;
}

/** What is asked for. */
export type PrintOrder = {
  /** Of one edition, itself among them: what a reader gives now. Which of them may be printed is decided here, by their uses. */
  releases: readonly PublicRelease[];
  installation: string;
  /** Where the site is: `https://day.example.org`. */
  origin: string;
  /** When it is printed. */
  at: Date;
  /** Codes of the placements, where not all of them: a sticker that was torn off. Sheets that are not of a placement stay as they are. */
  placements?: readonly string[] | undefined;
  /** All where left out. */
  only?: readonly Product[] | undefined;
  /** Language of the crew; else the edition's first that there are words in. */
  locale?: InterfaceLocale | undefined;
  /** Figures to lay, in order of the placements' numbers. */
  figures?: readonly string[] | undefined;
  /** Height of the adults' shadows, millimetres. */
  stature?: number | undefined;
  /** Where gifts go; else the account of the edition's first appeal that has one. */
  account?: Account | undefined;
};

/** Something that will not be printed and that somebody should know; the room `print` has a sentence for each (`left-out.KEY`). */
export type LeftOut =
  | { key: "left-out.print" | "left-out.gone"; values: { id: string } }
  | { key: "left-out.placement"; values: { number: number; code: string } };

/** Why nothing can be printed; the room `print` has a sentence for each (`problem.REASON`). */
export type OrderProblem =
  | { reason: "no-edition"; values: Record<never, never> }
  | { reason: "no-installation"; values: { name: string; offered: string } }
  | { reason: "no-placements"; values: { name: string } }
  | { reason: "no-placement"; values: { code: string; offered: string } };

/** An order that can be printed. */
export type TakenOrder = {
  order: PrintOrder;
  exhibition: Exhibition;
  locale: InterfaceLocale;
  leftOut: LeftOut[];
  /** For each placement's code, whether a story answers behind it now. */
  answering: ReadonlyMap<string, boolean>;
};

/** Takes an order, or says why there is nothing to print. Pure. */
export function takeOrder(
  order: PrintOrder,
): { ok: true; taken: TakenOrder } | { ok: false; problem: OrderProblem } {
  const { installation: name } = order;
  const printable = order.releases.filter(({ uses }) => allowsSurface(uses, "printed-sheet"));
  const of = <K extends Kind>(kind: K) =>
    printable.filter((release): release is PublicRelease & PublicRelease<K> => release.kind === kind);
  // An edition has no person behind it, and no sheet is of it alone.
  const edition = order.releases.find(
    (release): release is PublicRelease<"edition"> => release.kind === "edition",
  );
  if (edition === undefined) return { ok: false, problem: { reason: "no-edition", values: {} } };
  const installation = of("installation").find(({ id }) => id === name);
  if (installation === undefined) {
    const offered = listOf(of("installation").map(({ id }) => id));
    return { ok: false, problem: { reason: "no-installation", values: { name, offered } } };
  }
  const all = of("placement")
    .filter(({ data }) => data.installation === name)
    .toSorted((a, b) => a.data.number - b.data.number);
  if (all.length === 0) return { ok: false, problem: { reason: "no-placements", values: { name } } };
  const stranger = order.placements?.find((code) => !all.some(({ data }) => data.code === code));
  if (stranger !== undefined) {
    const offered = listOf(all.map(({ data }) => data.code));
    return { ok: false, problem: { reason: "no-placement", values: { code: stranger, offered } } };
  }
  const placements = all.filter(({ data }) => order.placements?.includes(data.code) !== false);
  const stories = new Map(
    order.releases.flatMap((release) => (release.kind === "story" ? [[release.id, release] as const] : [])),
  );
  const isBehind = (id: string) => allowsSurface(stories.get(id)?.uses ?? [], "placement-page");
  const candidates = [...new Set(placements.flatMap(({ data }) => data.candidates))];
  const leftOut: LeftOut[] = [];
  const printed: PublicRelease<"story">[] = [];
  for (const id of candidates) {
    const story = stories.get(id);
    if (story !== undefined && allowsSurface(story.uses, "printed-sheet")) printed.push(story);
    else leftOut.push({ key: isBehind(id) ? "left-out.print" : "left-out.gone", values: { id } });
  }
  const answering = new Map(placements.map(({ data }) => [data.code, data.candidates.some(isBehind)]));
  for (const { data } of placements)
    if (answering.get(data.code) !== true)
      leftOut.push({ key: "left-out.placement", values: { number: data.number, code: data.code } });
  const { country } = installation.data;
  const exhibition: Exhibition = {
    origin: order.origin,
    at: order.at,
    edition,
    installation,
    placements,
    stories: printed,
    helplines: of("helpline").filter(({ data }) => data.country === country),
    organisations: of("organisation"),
    account: order.account ?? of("appeal").find(({ data }) => data.account !== undefined)?.data.account,
  };
  const locale = order.locale ?? edition.data.languages.find(isInterfaceLocale) ?? "en";
  return { ok: true, taken: { order, exhibition, locale, leftOut, answering } };
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.join(", ");
}

/** Prints an order, product after product, so that a caller can say how far it is, and stop. */
export function* filesOf(
  { order, exhibition, locale }: TakenOrder,
  press: Press,
): Generator<SheetOutcome & { product: Product }> {
  const { only, figures, stature } = order;
  yield* printSheets({ exhibition, press, locale, only, figures, stature });
}

/** Every product with its name, in the order in which they are made: for a list of buttons. */
export function productsIn(locale: InterfaceLocale): { product: Product; name: string }[] {
  const t = printMessages(locale);
  return products.map((product) => ({ product, name: t(`product.${product}`) }));
}

/** What is wrong with an origin that codes on a square shall lead to: it is this machine, or its pages come without encryption. */
export function weaknessOf(origin: string): "machine" | "insecure" | undefined {
  const { hostname, protocol } = new URL(origin);
  if (/^(.+\.)?localhost$|^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)) return "machine";
  return protocol === "https:" ? undefined : "insecure";
}
