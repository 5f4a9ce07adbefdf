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
import { filledSvg } from "./drawing.ts";
import type { Press, PrintProblem } from "./press.ts";
import { codeColour, contrastOf, leastContrast } from "./qr.ts";
import { printSheets, products } from "./sheets.ts";
import type { Product, SheetFile, SheetNote, SheetOutcome, SheetProblem } from "./sheets.ts";
import { choicesOf, drawSilhouette, figureNames, hairs, staturesOf } from "./silhouettes.ts";
import type { FigureName, Hair } from "./silhouettes.ts";

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
  /** Codes of the placements, where not all of them: a sticker that was torn off. Its sheets lie beside the others, under names that say so. */
  placements?: readonly string[] | undefined;
  /** All where left out. */
  only?: readonly Product[] | undefined;
  /** Language of the crew; else the edition's first that there are words in. */
  locale?: InterfaceLocale | undefined;
  /**
   * Figures to lay, in order of the placements' numbers: a name of {@link figuresIn}, then what is chosen of it, each after a plus sign:
   * height in centimetres, `left`, hair, how far the movement goes. `walking+165+left+scarf+60%`.
   */
  figures?: readonly string[] | undefined;
  /** Height of the adults' shadows that have none of their own, millimetres. */
  stature?: number | undefined;
  /** Where gifts go; else the account of the edition's first appeal that has one. */
  account?: Account | undefined;
};

/** Something that will not be printed and that somebody should know; the room `print` has a sentence for each (`left-out.KEY`). */
export type LeftOut =
  | { key: "left-out.print" | "left-out.square" | "left-out.gone"; values: { id: string } }
  | { key: "left-out.placement"; values: { number: number; code: string } }
  | { key: "left-out.colour"; values: { colour: string; contrast: string; least: number } };

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
    // A leaflet lies on a table beside the shadows: whoever allowed print, but not the place, is not laid out there.
    const isPrintable = story !== undefined && allowsSurface(story.uses, "printed-sheet");
    if (isPrintable && isBehind(id)) printed.push(story);
    else {
      const key = isBehind(id) ? "left-out.print" : isPrintable ? "left-out.square" : "left-out.gone";
      leftOut.push({ key, values: { id } });
    }
  }
  const answering = new Map(placements.map(({ data }) => [data.code, data.candidates.some(isBehind)]));
  for (const { data } of placements)
    if (answering.get(data.code) !== true)
      leftOut.push({ key: "left-out.placement", values: { number: data.number, code: data.code } });
  const { colour } = edition.data;
  if (codeColour(colour) !== colour.toLowerCase() && order.only?.every(isWithoutCode) !== true) {
    const contrast = contrastOf(colour, "#ffffff").toFixed(1);
    leftOut.push({ key: "left-out.colour", values: { colour, contrast, least: leastContrast } });
  }
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

/** Whether a product bears no code. */
function isWithoutCode(product: Product): boolean {
  return product === "shadows" || product === "crew";
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "–" : names.join(", ");
}

/** Prints an order, product after product, so that a caller can say how far it is, and stop. */
export function* filesOf(
  { order, exhibition, locale }: TakenOrder,
  press: Press,
): Generator<SheetOutcome & { product: Product }> {
  const { only, figures, stature, placements } = order;
  for (const outcome of printSheets({ exhibition, press, locale, only, figures, stature }))
    yield placements === undefined
      ? outcome
      : { ...outcome, files: outcome.files.map((file) => ofSome(file, placements)) };
}

/** A sheet of some placements beside that of all of them: its name says which. */
function ofSome(file: SheetFile, codes: readonly string[]): SheetFile {
  if (file.placements.length === 0 || codes.some((code) => file.path.includes(code))) return file;
  const which = codes.length <= 3 ? codes.join("-") : `${codes[0] ?? ""}-${codes.length}`;
  return { ...file, path: file.path.replace(/(?=\.\w+$)/, `-${which}`) };
}

/** Every product with its name, in the order in which they are made: for a list of buttons. */
export function productsIn(locale: InterfaceLocale): { product: Product; name: string }[] {
  const t = printMessages(locale);
  return products.map((product) => ({ product, name: t(`product.${product}`) }));
}

/** A figure of the library as a person chooses it: by its picture, its name, and what may be said of it. */
export type OfferedFigure = {
  figure: FigureName;
  name: string;
  /** SVG, its box in millimetres at the usual height. */
  picture: string;
  /** Centimetres. */
  stature: { least: number; usual: number; most: number };
  /** None where the figure is a child or several people. */
  hair: { hair: Hair; name: string }[];
  /** Whether its movement may go less far. */
  isPosed: boolean;
};

/** The library of shadows with names in a language, in the order in which they are laid where nobody chooses. */
export function figuresIn(locale: InterfaceLocale): OfferedFigure[] {
  const t = printMessages(locale);
  return figureNames.map((figure) => {
    const { least, usual, most } = staturesOf(figure);
    const { hair, pose } = choicesOf(figure);
    return {
      figure,
      name: t(`figure.${figure}`),
      picture: filledSvg(drawSilhouette(figure), "currentColor"),
      stature: { least: least / 10, usual: usual / 10, most: most / 10 },
      hair: hair ? hairs.map((one) => ({ hair: one, name: t(`figure.hair.${one}`) })) : [],
      isPosed: pose,
    };
  });
}

/** The sentences for whatever an order or a press answers, in a language. */
export function sentencesIn(locale: InterfaceLocale): {
  problem: (problem: OrderProblem | SheetProblem | PrintProblem) => string;
  leftOut: (left: LeftOut) => string;
  note: (note: SheetNote) => string;
} {
  const t = printMessages(locale);
  return {
    problem: ({ reason, values }) => t(`problem.${reason}`, values),
    leftOut: ({ key, values }) => t(key, values),
    note: ({ note, values }) => t(`left-out.${note}`, values),
  };
}

/** What is wrong with an origin that codes on a square shall lead to: it is this machine, or its pages come without encryption. */
export function weaknessOf(origin: string): "machine" | "insecure" | undefined {
  const { hostname, protocol } = new URL(origin);
  if (/^(.+\.)?localhost$|^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)) return "machine";
  return protocol === "https:" ? undefined : "insecure";
}
