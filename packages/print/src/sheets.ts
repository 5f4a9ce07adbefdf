/** The products: which sheets an exhibition needs, what stands on each, and the files they become. */
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { autonymOf, directionOf, interfaceLocales, isInterfaceLocale } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { transferText } from "@bluehour/domain/transfer";
import type { TransferProblem } from "@bluehour/domain/transfer";
import type { PrintTranslate } from "@bluehour/i18n/print";
import { cutterSvg, filledSvg } from "./drawing.ts";
import {
  colophonOf,
  dayIn,
  headOf,
  helpIn,
  hostOf,
  installationAddress,
  languagesOnASheet,
  localesOf,
  minutesOf,
  openingIn,
  organiserOf,
  said,
  scannedAddress,
  typedAddress,
  wordsIn,
} from "./exhibition.ts";
import type { Exhibition } from "./exhibition.ts";
import { markNames, numberAt, planMargin, planOf, planPicture, planSvg } from "./plan.ts";
import type { Plan } from "./plan.ts";
import { template } from "./press.ts";
import type { Job, Press, PrintProblem } from "./press.ts";
import {
  codeColour,
  encodeCode,
  leastContrast,
  moduleFor,
  moduleOf,
  sideOf,
  svgOfCode,
  wordsOn,
} from "./qr.ts";
import type { Code } from "./qr.ts";
import { areaOf } from "./shapes.ts";
import {
  choicesOf,
  drawSilhouette,
  figureNames,
  hairs,
  parseFigure,
  slugOf,
  staturesOf,
} from "./silhouettes.ts";
import type { Figure, FigureName, Silhouette } from "./silhouettes.ts";
import { papers, tile, tileMargin, tileOverlap } from "./tiles.ts";
import type { Paper } from "./tiles.ts";
import { transferCode } from "./transfer.ts";

/** What can be printed, in the order in which it is made. */
export const products = [
  "codes",
  "stickers",
  "posters",
  "boards",
  "cards",
  "leaflets",
  "shadows",
  "crew",
] as const;

/** A product's name. */
export type Product = (typeof products)[number];

/** Whether a word names a product. */
export function isProduct(word: string): word is Product {
  return (products as readonly string[]).includes(word);
}

/** Anything that keeps a sheet from being made. */
export type SheetProblem =
  | PrintProblem
  | TransferProblem
  | { reason: "code-too-long"; values: { text: string } }
  | { reason: "page-too-small"; values: { sheet: string; distance: string; needed: string; given: string } }
  | { reason: "figure"; values: { figure: string; offered: string } }
  | { reason: "figure-part"; values: { figure: string; part: string; offered: string } }
  | { reason: "stature"; values: { figure: string; stature: string; least: string; most: string } };

/** One file. `stories` and `placements` say what it bears, so that a withdrawal can name what must go. */
export type SheetFile = {
  product: Product;
  /** Below the folder that was asked for. */
  path: string;
  bytes: Uint8Array;
  stories: readonly string[];
  placements: readonly string[];
};

/** Something that a person must know of a sheet: a language that found no room, another fold. */
export type SheetNote =
  | { note: "languages"; values: { id: string; locales: string } }
  | { note: "flow"; values: { id: string; pages: number } };

/** What a step of printing gives. */
export type SheetOutcome = { files: SheetFile[]; notes: SheetNote[]; problems: SheetProblem[] };

/** What is asked for. */
export type SheetRequest = {
  exhibition: Exhibition;
  press: Press;
  /** Language of the crew, and of the sheets that are in one language. */
  locale: InterfaceLocale;
  only?: readonly Product[] | undefined;
  /** Figures to lay, in order of the placements, as {@link parseFigure} reads them; the library's in turn where left out. */
  figures?: readonly string[] | undefined;
  /** Height of the adults' shadows, millimetres. */
  stature?: number | undefined;
};

/** From how far away each sheet is scanned, in millimetres. */
export const distances = {
  sticker: 1400,
  sheet: 1400,
  a3: 700,
  a2: 1000,
  board: 1500,
  card: 450,
  leaflet: 300,
  // A bank's app is held close, to a poster as to an invoice.
  gift: 300,
} as const;

/** Makes product after product, so that a caller can say how far it is. */
export function* printSheets(request: SheetRequest): Generator<SheetOutcome & { product: Product }> {
  for (const product of products) {
    if (request.only !== undefined && !request.only.includes(product)) continue;
    yield { product, ...makers[product](request) };
  }
}

const makers: Record<Product, (request: SheetRequest) => SheetOutcome> = {
  codes: codeSheets,
  stickers,
  posters: (request) => posters(request, ["a3", "a2"]),
  boards: (request) => posters(request, ["a1"]),
  cards,
  leaflets,
  shadows,
  crew,
};

const nothing = (...problems: SheetProblem[]): SheetOutcome => ({ files: [], notes: [], problems });

/** Compiles a job into a file. */
function filed(
  { press }: SheetRequest,
  job: Job,
  file: Omit<SheetFile, "bytes" | "stories" | "placements"> & Partial<SheetFile>,
): SheetOutcome {
  const printed = press.compile(job);
  if (!printed.ok) return nothing(printed.problem);
  return {
    files: [{ stories: [], placements: [], ...file, bytes: printed.pdf }],
    notes: [],
    problems: [],
  };
}

function joined(outcomes: readonly SheetOutcome[]): SheetOutcome {
  return {
    files: outcomes.flatMap(({ files }) => files),
    notes: outcomes.flatMap(({ notes }) => notes),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}

/** A code that fits a square and is still read from the distance: with the strongest correction that leaves its modules large enough. */
export function codeThatFits(
  text: string,
  side: number,
  options: { distance: number; ground?: boolean; sheet: string },
): { ok: true; code: Code; module: number } | { ok: false; problem: SheetProblem } {
  const needed = moduleFor(options.distance, { ground: options.ground === true });
  let given = 0;
  for (const level of ["H", "Q"] as const) {
    const encoded = encodeCode(text, { level });
    if (!encoded.ok) return { ok: false, problem: encoded.problem };
    const module = moduleOf(encoded.code, side);
    if (module >= needed) return { ok: true, code: encoded.code, module };
    given = Math.max(given, module);
  }
  const millimetres = (value: number) => value.toFixed(1);
  const values = {
    sheet: options.sheet,
    distance: millimetres(options.distance / 1000),
    needed: millimetres(needed),
    given: millimetres(given),
  };
  return { ok: false, problem: { reason: "page-too-small", values } };
}

/** Colours of an exhibition: its own where they can be read, ours else. */
function coloursOf({ edition }: Exhibition) {
  const { colour } = edition.data;
  return { accent: colour, onAccent: wordsOn(colour), code: codeColour(colour), leastContrast };
}

function languageOfMost(locales: readonly InterfaceLocale[]): InterfaceLocale {
  return locales[0] ?? "en";
}

/** One placement's code with all that stands beside it. */
function placementItems(
  request: SheetRequest,
  side: number,
  options: { distance: number; ground?: boolean; sheet: string },
): { ok: true; items: unknown[] } | { ok: false; problem: SheetProblem } {
  const { exhibition } = request;
  const { code: colour } = coloursOf(exhibition);
  const locales = localesOf(exhibition);
  const items: unknown[] = [];
  for (const placement of exhibition.placements) {
    const { code, number } = placement.data;
    const address = scannedAddress(exhibition, code);
    const fitted = codeThatFits(address, side, options);
    if (!fitted.ok) return fitted;
    const title = headOf(placement, languageOfMost(locales), exhibition.edition.data.languages);
    items.push({
      svg: svgOfCode(fitted.code, { colour }),
      alt: wordsIn(request.locale)("code.alt", { address: typedAddress(exhibition, code) }),
      side: sideOf(fitted.code, fitted.module),
      number,
      numbers: locales.map((locale) => said(wordsIn(locale)("code.shadow", { number }), locale)),
      place: said(title.head.place, title.lang),
      typed: typedAddress(exhibition, code),
    });
  }
  return { ok: true, items };
}

const withoutColon = (words: string) => words.replace(/[\s\u00A0]*:$/, "");

function groundWords(request: SheetRequest) {
  const { exhibition } = request;
  const locales = localesOf(exhibition);
  const organiser = organiserOf(exhibition, languageOfMost(locales));
  return {
    behind: locales.map((locale) => said(wordsIn(locale)("code.behind"), locale)),
    scan: locales.map((locale) => said(withoutColon(wordsIn(locale)("code.scan")), locale)),
    plain: locales.map((locale) => said(wordsIn(locale)("code.plain"), locale)),
    checks: locales.map((locale) =>
      said(
        wordsIn(locale)("code.check", {
          organiser: organiserOf(exhibition, locale),
          host: hostOf(exhibition),
        }),
        locale,
      ),
    ),
    check: locales.map((locale) => withoutColon(wordsIn(locale)("code.check.short"))).join(" / "),
    organiser,
    host: hostOf(exhibition),
  };
}

function jobOf(
  request: SheetRequest,
  /** The template, after the parts that it shares with others. */
  names: string | readonly string[],
  { title, lang, data, boxes }: { title: string; lang: Locale; data: object; boxes?: Job["boxes"] },
): Job {
  const { exhibition } = request;
  const { head } = headOf(exhibition.installation, lang, exhibition.edition.data.languages);
  return {
    title: `${head.title} – ${title}`,
    lang,
    at: exhibition.at,
    source: [names].flat().map(template).join("\n"),
    data: { ...coloursOf(exhibition), ...data },
    ...(boxes === undefined ? {} : { boxes }),
  };
}

const marks = { trimInset: 10, bleed: 3 };

const codesOf = ({ exhibition }: SheetRequest) => exhibition.placements.map(({ data }) => data.code);

function codeSheets(request: SheetRequest): SheetOutcome {
  const { exhibition } = request;
  const lang = languageOfMost(localesOf(exhibition));
  const t = wordsIn(lang);
  const sheet = t("codes.title");
  const made = placementItems(request, 178, {
    distance: distances.sheet,
    ground: true,
    sheet: wordsIn(request.locale)("codes.title"),
  });
  if (!made.ok) return nothing(made.problem);
  const words = { ...groundWords(request), items: made.items };
  const data = { ...words, colophon: colophonOf(exhibition, t, sheet, words) };
  const pdf = filed(request, jobOf(request, "codes", { title: sheet, lang, data }), {
    product: "codes",
    path: "codes/codes-a4.pdf",
    placements: codesOf(request),
  });
  const colour = coloursOf(exhibition).code;
  const vectors = exhibition.placements.flatMap(({ data: { code, number } }): SheetFile[] => {
    const encoded = encodeCode(scannedAddress(exhibition, code));
    if (!encoded.ok) return [];
    const svg = svgOfCode(encoded.code, { colour, module: 5 });
    return [
      {
        product: "codes",
        path: `codes/svg/${String(number).padStart(3, "0")}-${code}.svg`,
        bytes: Buffer.from(svg),
        stories: [],
        placements: [code],
      },
    ];
  });
  return joined([pdf, { files: pdf.problems.length > 0 ? [] : vectors, notes: [], problems: [] }]);
}

function stickers(request: SheetRequest): SheetOutcome {
  const { exhibition } = request;
  const lang = languageOfMost(localesOf(exhibition));
  const t = wordsIn(lang);
  return joined(
    (["round", "square"] as const).map((shape) => {
      const sheet = t(`sticker.${shape}.title`);
      const made = placementItems(request, shape === "round" ? 185 : 200, {
        distance: distances.sticker,
        ground: true,
        sheet: wordsIn(request.locale)(`sticker.${shape}.title`),
      });
      if (!made.ok) return nothing(made.problem);
      const words = { ...groundWords(request), items: made.items, shape };
      const data = { ...words, colophon: colophonOf(exhibition, t, sheet, words) };
      return filed(request, jobOf(request, "sticker", { title: sheet, lang, data, boxes: marks }), {
        product: "stickers",
        path: `stickers/floor-${shape}-30cm.pdf`,
        placements: codesOf(request),
      });
    }),
  );
}

const posterSizes = {
  a3: { width: 297, height: 420, distance: distances.a3, product: "posters" },
  a2: { width: 420, height: 594, distance: distances.a2, product: "posters" },
  a1: { width: 594, height: 841, distance: distances.board, product: "boards" },
} as const;

function posters(request: SheetRequest, sizes: readonly (keyof typeof posterSizes)[]): SheetOutcome {
  const { exhibition } = request;
  const { edition, installation } = exhibition;
  const locales = localesOf(exhibition);
  const shown = (
    ["with-child", "walking", "coat", "at-work", "standing", "reading", "wheelchair", "carrying"] as const
  ).map((name) => {
    const figure = drawSilhouette(name, 1700);
    return { svg: filledSvg(figure, "#070d20"), width: figure.width, height: figure.height };
  });
  const gift = giftOf(exhibition);
  if (gift !== undefined && !gift.ok) return nothing(gift.problem);
  return joined(
    sizes.map((name) => {
      const size = posterSizes[name];
      const isBoard = name === "a1";
      const lang = languageOfMost(locales);
      const t = wordsIn(lang);
      const title = isBoard ? "board.title" : "poster.title";
      const sheet = `${t(title)} ${name.toUpperCase()}`;
      // What is wrong is said in the language of whoever asks.
      const named = `${wordsIn(request.locale)(title)} ${name.toUpperCase()}`;
      const pages: unknown[] = [];
      for (const locale of locales) {
        const words = wordsIn(locale);
        const address = installationAddress(exhibition, locale);
        const side = 0.33 * size.width;
        const fitted = codeThatFits(address, side, { distance: size.distance, sheet: named });
        if (!fitted.ok) return nothing(fitted.problem);
        const { head, lang: spoken } = headOf(installation, locale, edition.data.languages);
        const day = headOf(edition, locale, edition.data.languages);
        const content = {
          lang: spoken,
          dir: said("", spoken).dir,
          title: head.title,
          summary: head.summary ?? "",
          place: head.place,
          when: openingIn(exhibition, words),
          day: day.head.title,
          theme: day.head.theme,
          hashtag: edition.data.hashtag ?? "",
          scan: words("poster.scan"),
          typed: address.replace(/^https?:\/\//, ""),
          check: words("code.check", {
            organiser: organiserOf(exhibition, locale),
            host: hostOf(exhibition),
          }),
          plain: words("code.plain"),
          ask: words("board.ask"),
          look: words("board.look"),
          steps: [words("board.step.1"), words("board.step.2"), words("board.step.3")],
          helpTitle: words("poster.help"),
          help: helpIn(exhibition, words, "passers-by").slice(0, 3),
          svg: svgOfCode(fitted.code, { colour: coloursOf(exhibition).code, mark: true }),
          alt: words("code.alt", { address }),
          side: sideOf(fitted.code, fitted.module),
          give:
            gift === undefined || isBoard
              ? null
              : {
                  title: words("poster.give"),
                  how: words("poster.give.how", {
                    message: gift.message === "" ? "no" : "yes",
                    amount: gift.amount === undefined ? "no" : "yes",
                    sum:
                      gift.amount === undefined
                        ? ""
                        : new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }).format(
                            gift.amount,
                          ),
                  }),
                  message: gift.message === "" ? "" : words("poster.give.message", { text: gift.message }),
                  svg: gift.svg,
                  side: Math.max((32 * size.width) / 297, sideOf(gift, moduleFor(distances.gift))),
                  alt: words("give.alt", { holder: gift.holder, iban: gift.iban }),
                  holder: gift.holder,
                  iban: gift.iban,
                },
        };
        pages.push({ ...content, colophon: colophonOf(exhibition, words, sheet, content) });
      }
      const data = { pages, figures: shown, width: size.width, height: size.height, board: isBoard };
      return filed(request, jobOf(request, "poster", { title: sheet, lang, data, boxes: marks }), {
        product: size.product,
        path: isBoard ? "boards/a-board-a1.pdf" : `posters/poster-${name}.pdf`,
      });
    }),
  );
}

function giftOf({ account }: Exhibition) {
  if (account === undefined) return undefined;
  const made = transferText(account);
  if (!made.ok) return made;
  const amount = account.amount?.trim() ?? "";
  const code = transferCode(made.text);
  if (code === undefined) return { ok: false as const, problem: { reason: "epc-long" as const, values: {} } };
  return {
    ok: true as const,
    svg: svgOfCode(code),
    holder: account.holder,
    iban: made.iban,
    message: account.remittance?.trim() ?? "",
    // Euros, which may have been typed with a comma; the code above has accepted it.
    amount: amount === "" ? undefined : Number(amount.replace(",", ".")),
    size: code.size,
  };
}

function cards(request: SheetRequest): SheetOutcome {
  const { exhibition } = request;
  const { edition, installation } = exhibition;
  const locales = localesOf(exhibition);
  const lang = languageOfMost(locales);
  const sheet = wordsIn(lang)("card.title");
  const pages: unknown[] = [];
  for (const locale of locales) {
    const words = wordsIn(locale);
    const address = installationAddress(exhibition, locale);
    const fitted = codeThatFits(address, 62, {
      distance: distances.card,
      sheet: wordsIn(request.locale)("card.title"),
    });
    if (!fitted.ok) return nothing(fitted.problem);
    const { head, lang: spoken } = headOf(installation, locale, edition.data.languages);
    const content = {
      lang: spoken,
      dir: said("", spoken).dir,
      title: head.title,
      scan: words("poster.scan"),
      typed: address.replace(/^https?:\/\//, ""),
      check: words("code.check", { organiser: organiserOf(exhibition, locale), host: hostOf(exhibition) }),
      plain: words("code.plain"),
      fold: words("card.fold"),
      helpTitle: words("poster.help"),
      help: helpIn(exhibition, words, "passers-by").slice(0, 3),
      svg: svgOfCode(fitted.code, { colour: coloursOf(exhibition).code, mark: true }),
      alt: words("code.alt", { address }),
      side: sideOf(fitted.code, fitted.module),
    };
    pages.push({ ...content, colophon: colophonOf(exhibition, words, sheet, content) });
  }
  return filed(request, jobOf(request, "card", { title: sheet, lang, data: { pages } }), {
    product: "cards",
    path: "cards/table-card-a4.pdf",
  });
}

/** Languages of a story's leaflet: those of the place first. One in which nothing was translated would say the original twice. */
function leafletLocales({ exhibition }: SheetRequest, story: PublicRelease<"story">): Locale[] {
  const wanted = [...exhibition.edition.data.localLanguages, ...exhibition.edition.data.languages];
  const offered = Object.entries(story.locales)
    .filter(([, { blocks }]) => blocks.some(({ state }) => state !== "missing"))
    .map(([locale]) => locale);
  return [...new Set([...wanted, ...offered])].filter((locale) => offered.includes(locale));
}

/** A leaflet for every four languages of each story: whoever reads the fifth is not sent home. */
function leaflets(request: SheetRequest): SheetOutcome {
  return joined(
    request.exhibition.stories.map((story): SheetOutcome => {
      const all = leafletLocales(request, story);
      const groups = all.flatMap((_, at) =>
        at % languagesOnASheet === 0 ? [all.slice(at, at + languagesOnASheet)] : [],
      );
      const made = joined(groups.map((locales, at) => leaflet(request, story, { locales, part: at + 1 })));
      const more = all.slice(languagesOnASheet);
      if (more.length > 0)
        made.notes.unshift({ note: "languages", values: { id: story.id, locales: more.join(", ") } });
      return made;
    }),
  );
}

function leaflet(
  request: SheetRequest,
  story: PublicRelease<"story">,
  { locales, part }: { locales: readonly Locale[]; part: number },
): SheetOutcome {
  const { exhibition, press } = request;
  const { edition, installation } = exhibition;
  const first = locales[0] ?? "en";
  const own = localesOf(exhibition);
  const wordsFor = (locale: Locale): PrintTranslate =>
    wordsIn(
      isInterfaceLocale(locale) && edition.data.languages.includes(locale) ? locale : languageOfMost(own),
    );
  const t = wordsFor(first);
  const address = installationAddress(exhibition, t.locale);
  const sheet = t("leaflet.title");
  const fitted = codeThatFits(address, 42, {
    distance: distances.leaflet,
    sheet: wordsIn(request.locale)("leaflet.title"),
  });
  if (!fitted.ok) return nothing(fitted.problem);
  const figure = drawSilhouette(figureOfStory(story));
  const versions = locales.map((locale) => {
    const text = story.locales[locale];
    const words = wordsFor(locale);
    const states = new Set(text?.blocks.map(({ state }) => state));
    return {
      lang: text?.lang ?? locale,
      dir: said("", text?.lang ?? locale).dir,
      name: autonymOf(locale),
      title: text?.head.title ?? "",
      byline: text?.head.byline ?? "",
      basis: words(`leaflet.basis.${story.data.basis}`),
      basisLang: words.locale,
      note:
        text?.head.contentNote === undefined ? "" : words("leaflet.note", { note: text.head.contentNote }),
      states: (["machine", "stale", "missing"] as const)
        .filter((state) => states.has(state))
        .map((state) => words(`leaflet.${state}`)),
      blocks:
        text?.blocks.map((block) => ({
          lang: block.lang,
          dir: said("", block.lang).dir,
          content: block.content,
        })) ?? [],
    };
  });
  const place = headOf(installation, t.locale, edition.data.languages);
  const content = {
    versions,
    frame: t.locale,
    rightToLeft: interfaceLocales.filter((locale) => directionOf(locale) === "rtl"),
    day: headOf(edition, t.locale, edition.data.languages).head.title,
    installation: place.head.title,
    place: place.head.place,
    when: openingIn(exhibition, t),
    more: t("leaflet.more"),
    back: t("leaflet.return"),
    helpTitle: t("poster.help"),
    help: helpIn(exhibition, t, "passers-by").slice(0, 4),
    typed: address.replace(/^https?:\/\//, ""),
    check: t("code.check", { organiser: organiserOf(exhibition, t.locale), host: hostOf(exhibition) }),
    svg: svgOfCode(fitted.code, { colour: coloursOf(exhibition).code }),
    alt: t("code.alt", { address }),
    side: sideOf(fitted.code, fitted.module),
    figure: { svg: filledSvg(figure, "#070d20"), width: figure.width, height: figure.height },
  };
  const data = { ...content, colophon: colophonOf(exhibition, t, sheet, content) };
  const { id } = story;
  const notes: SheetNote[] = [];
  const folded = jobOf(request, "leaflet", { title: sheet, lang: first, data, boxes: marks });
  const asked = { ...folded, title: versions[0]?.title ?? folded.title };
  const size = Number(
    press.query({ ...asked, source: `${template("leaflet-parts")}\n${template("leaflet-fit")}` }, "size"),
  );
  const isFolded = size > 0;
  const booklet = (blank: number): Job => ({
    ...asked,
    data: { ...coloursOf(exhibition), ...data, blank },
    source: `${template("leaflet-parts")}\n${template("booklet")}`,
    boxes: { trimInset: 0, bleed: 0 },
  });
  const pages = isFolded ? 0 : Number(press.query(booklet(0), "pages"));
  const blank = (4 - (pages % 4)) % 4;
  const job = isFolded
    ? {
        ...asked,
        source: `${template("leaflet-parts")}\n${template("leaflet")}`,
        data: { ...coloursOf(exhibition), ...data, size },
      }
    : booklet(blank);
  const made = filed(request, job, {
    product: "leaflets",
    path: `leaflets/${isFolded ? "leaflet" : "booklet"}-${id}${part > 1 ? `-${part}` : ""}.pdf`,
    stories: [id],
  });
  if (!isFolded && made.problems.length === 0)
    notes.push({ note: "flow", values: { id, pages: pages + blank } });
  return { ...made, notes };
}

/** The library's figure for a story's drawn silhouette: shape alone, as on the site. */
function figureOfStory({ data }: PublicRelease<"story">): FigureName {
  const { figure, pose } = data.silhouette;
  if (figure === "child") return "child";
  if (figure === "pair") return "pair";
  return ({ standing: "standing", walking: "walking", seated: "seated", working: "at-work" } as const)[pose];
}

/** Which figure lies at each placement. It follows the number, never the story: a story may go, the shadow stays. */
export function figureAt(
  number: number,
  figures: readonly Figure[] = figureNames.map((name) => ({ name })),
): Figure {
  return figures[(number - 1) % figures.length] ?? { name: "standing" };
}

/** A figure's name in words, with all that was chosen of it. */
export function calledIn(t: PrintTranslate, { name, stature, mirrored, hair, pose }: Figure): string {
  return [
    t(`figure.${name}`),
    stature === undefined ? "" : `${centimetres(stature)} cm`,
    hair === undefined ? "" : t(`figure.hair.${hair}`),
    mirrored === true ? t("figure.mirrored") : "",
    pose === undefined ? "" : t("figure.pose", { share: Math.round(pose * 100) }),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** The figures asked for, or what is wrong with the wish. */
function wishedFigures(
  request: SheetRequest,
  t: PrintTranslate,
): { figures: Figure[]; problems: SheetProblem[] } {
  const figures: Figure[] = [];
  const problems: SheetProblem[] = [];
  for (const typed of request.figures ?? figureNames) {
    const parsed = parseFigure(typed);
    if (parsed.ok) figures.push(parsed.figure);
    else if (parsed.reason === "figure")
      problems.push({ reason: "figure", values: { figure: parsed.part, offered: figureNames.join(", ") } });
    else {
      const { hair, pose } = choicesOf(parsed.name);
      const offered = ["165", "left", ...(hair ? hairs : []), ...(pose ? ["60%"] : [])].join(", ");
      problems.push({ reason: "figure-part", values: { figure: typed, part: parsed.part, offered } });
    }
  }
  for (const figure of distinct(figures)) {
    const { least, most } = staturesOf(figure.name);
    const { stature } = asAsked(request, figure);
    if (stature !== undefined && (stature < least || stature > most)) {
      problems.push({
        reason: "stature",
        values: {
          figure: t(`figure.${figure.name}`),
          stature: centimetres(stature),
          least: centimetres(least),
          most: centimetres(most),
        },
      });
    }
  }
  return { figures, problems };
}

/** Each figure once. */
function distinct(figures: readonly Figure[]): Figure[] {
  return [...new Map(figures.map((figure) => [slugOf(figure), figure])).values()];
}

/** The height asked for all adults, for those that have none of their own. */
function asAsked({ stature }: SheetRequest, figure: Figure): Figure {
  return figure.stature !== undefined || figure.name === "child" || stature === undefined
    ? figure
    : { ...figure, stature };
}

function drawn(request: SheetRequest, figure: Figure): Silhouette {
  return drawSilhouette(asAsked(request, figure));
}

function shadows(request: SheetRequest): SheetOutcome {
  const { exhibition } = request;
  const t = wordsIn(request.locale);
  const { figures, problems } = wishedFigures(request, t);
  if (problems.length > 0) return nothing(...problems);
  const used = distinct(exhibition.placements.map(({ data }) => figureAt(data.number, figures)));
  return joined(used.map((figure) => shadowFiles(request, figure, t)));
}

const centimetres = (value: number) => String(Math.round(value / 10));

function shadowFiles(request: SheetRequest, asked: Figure, t: PrintTranslate): SheetOutcome {
  const { exhibition } = request;
  const figure = drawn(request, asked);
  const { width, height } = figure;
  const called = calledIn(t, asked);
  const title = t("shadow.title", { figure: called });
  const size = { width: centimetres(width), height: centimetres(height) };
  const alt = t("shadow.alt", { figure: called, ...size });
  const folder = `shadows/${slugOf(asked)}`;
  const common = { title, alt, width, height };
  const colophon = (sheet: string) => colophonOf(exhibition, t, `${called}, ${sheet}`, { figure });
  const job = (kind: string, sheet: string, data: object): Job =>
    jobOf(request, kind, {
      title: `${title}, ${sheet}`,
      lang: t.locale,
      data: { ...common, ...data, sheet, colophon: colophon(sheet) },
    });
  const outcomes = [
    filed(request, job("shadow-plot", t("shadow.plot"), { svg: filledSvg(figure, "#000000") }), {
      product: "shadows",
      path: `${folder}/plot-1to1.pdf`,
    }),
    ...(["a4", "a3"] as const).map((paper) =>
      tiledShadow(request, figure, { paper, called, folder, job, t }),
    ),
    filed(request, job("shadow-chalk", t("shadow.chalk"), chalkOf(figure, t)), {
      product: "shadows",
      path: `${folder}/chalk-grid.pdf`,
    }),
  ];
  const svgs: SheetFile[] = (["cutter", "stencil"] as const).map((kind) => ({
    product: "shadows",
    path: `${folder}/${kind}.svg`,
    bytes: Buffer.from(cutterSvg(figure, { title, stencil: kind === "stencil" })),
    stories: [],
    placements: [],
  }));
  return joined([...outcomes, { files: svgs, notes: [], problems: [] }]);
}

function tiledShadow(
  request: SheetRequest,
  figure: Silhouette,
  {
    paper,
    called,
    folder,
    job,
    t,
  }: {
    paper: Paper;
    called: string;
    folder: string;
    job: (kind: string, sheet: string, data: object) => Job;
    t: PrintTranslate;
  },
): SheetOutcome {
  const tiling = tile(figure, paper);
  const sheet = t("shadow.tiles", { paper: paper.toUpperCase() });
  const count = tiling.tiles.length;
  const data = {
    svg: filledSvg(figure, "#e6e8ef", { stroke: "#172038", strokeWidth: 1.4 }),
    plan: filledSvg(figure, "#172038"),
    paper: papers[paper],
    margin: tileMargin,
    overlap: tileOverlap,
    columns: tiling.columns,
    rows: tiling.rows,
    step: tiling.step,
    window: tiling.window,
    offset: tiling.offset,
    size: t("shadow.size", { width: centimetres(figure.width), height: centimetres(figure.height), count }),
    scale: t("shadow.scale"),
    steps: [t("shadow.step.1"), t("shadow.step.2"), t("shadow.step.3"), t("shadow.step.4")],
    tiles: tiling.tiles.map(({ name, row, column, window }, index) => ({
      name,
      row,
      column,
      left: window.left,
      top: window.top,
      label: t("shadow.tile", { figure: called, tile: name, index: index + 1, count }),
      hasRight: tiling.tiles.some((other) => other.row === row && other.column === column + 1),
      hasLeft: tiling.tiles.some((other) => other.row === row && other.column === column - 1),
      hasAbove: tiling.tiles.some((other) => other.row === row - 1 && other.column === column),
      hasBelow: tiling.tiles.some((other) => other.row === row + 1 && other.column === column),
    })),
  };
  return filed(request, job("shadow-tiles", sheet, data), {
    product: "shadows",
    path: `${folder}/tiles-${paper}.pdf`,
  });
}

function chalkOf(figure: Silhouette, t: PrintTranslate) {
  // Squares of 10 cm where they stay large enough on the page to be copied from, else of 20.
  const cell = Math.max(figure.width / 170, figure.height / 205) > 12 ? 200 : 100;
  return {
    svg: filledSvg(figure, "#e6e8ef", { stroke: "#172038", strokeWidth: 9 }),
    cell,
    how: t("shadow.chalk.how", { cell: cell / 10 }),
    // From left to right in every script: a width, a height, a unit.
    size: `\u2066${centimetres(figure.width)} × ${centimetres(figure.height)} cm\u2069`,
  };
}

const hour = 60;

/** A shadow as it stands in the crew's list. */
type LaidShadow = {
  number: number;
  place: string;
  shadow: string;
  code: string;
  figure: string;
  silhouette: Silhouette;
};

function crew(request: SheetRequest): SheetOutcome {
  const { exhibition, locale } = request;
  const { edition, installation, placements } = exhibition;
  const t = wordsIn(locale);
  const { figures, problems } = wishedFigures(request, t);
  if (problems.length > 0) return nothing(...problems);
  const { head } = headOf(installation, locale, edition.data.languages);
  const list = (room: string, count: number, say: (index: number) => string) => ({
    room,
    items: Array.from({ length: count }, (_, index) => say(index + 1)),
  });
  // By what they look like: a figure is drawn once, however often it lies there.
  const silhouettes = new Map<string, Silhouette>();
  const laid = placements.map((placement): LaidShadow => {
    const figure = figureAt(placement.data.number, figures);
    const slug = slugOf(figure);
    const silhouette = silhouettes.get(slug) ?? drawn(request, figure);
    silhouettes.set(slug, silhouette);
    return {
      number: placement.data.number,
      place: headOf(placement, locale, edition.data.languages).head.place,
      shadow: calledIn(t, figure),
      code: placement.data.code,
      figure: slug,
      silhouette,
    };
  });
  const plan = planOf(
    installation.data.ground,
    placements.map(({ data: { number, position } }, index) => ({
      number,
      position,
      figure: laid[index]?.silhouette ?? drawSilhouette("standing"),
    })),
  );
  const small = Object.fromEntries(
    [...silhouettes].map(([slug, figure]) => [
      slug,
      { svg: filledSvg(figure, "#172038"), width: figure.width, height: figure.height },
    ]),
  );
  const counts = Map.groupBy(laid, ({ figure }) => figure);
  const { opens, closes, zone } = installation.data;
  const start = Math.max(8 * hour, minutesOf(opens, zone));
  const end = Math.min(22 * hour, Math.max(minutesOf(closes, zone), start + 2 * hour));
  const clock = (minutes: number) =>
    `${String(Math.floor(minutes / hour)).padStart(2, "0")}:${String(minutes % hour).padStart(2, "0")}`;
  const slots: string[] = [];
  for (let at = start; at < end; at += 2 * hour)
    slots.push(`${clock(at)}–${clock(Math.min(at + 2 * hour, end))}`);
  const content = {
    title: t("crew.title"),
    lead: t("crew.lead"),
    installation: head.title,
    facts: [
      [t("crew.where"), head.place],
      [t("crew.when"), openingIn(exhibition, t)],
      [t("crew.who"), organiserOf(exhibition, locale)],
      // Isolated: a number reads from left to right, its plus sign first, whatever script stands around it.
      [
        t("crew.contact"),
        edition.data.contact.phone === undefined ? "" : `\u2066${edition.data.contact.phone}\u2069`,
      ],
    ],
    plan: { title: t("crew.plan.title"), how: t("crew.plan.how") },
    scaled: plan === undefined ? null : planContent(exhibition, plan, t),
    setOut: plan === undefined ? null : settingOutContent(plan, t),
    list: {
      title: t("crew.list.title"),
      how: t("crew.list.how"),
      head: [
        t("crew.list.number"),
        t("crew.list.place"),
        t("crew.list.shadow"),
        t("crew.list.code"),
        t("crew.list.laid"),
        t("crew.list.tried"),
        t("crew.list.gone"),
      ],
    },
    laid: laid.map(({ number, place, shadow, code, figure }) => ({ number, place, shadow, code, figure })),
    small,
    mount: { title: t("crew.mount.title"), ...list("mount", 6, (n) => t(`crew.mount.${n as 1}`)) },
    remove: { title: t("crew.remove.title"), ...list("remove", 5, (n) => t(`crew.remove.${n as 1}`)) },
    safety: { title: t("crew.safety.title"), ...list("safety", 6, (n) => t(`crew.safety.${n as 1}`)) },
    talk: { title: t("crew.talk.title"), ...list("talk", 6, (n) => t(`crew.talk.${n as 1}`)) },
    victim: {
      title: t("crew.victim.title"),
      lead: t("crew.victim.lead"),
      doTitle: t("crew.victim.do"),
      do: list("do", 5, (n) => t(`crew.victim.do.${n as 1}`)).items,
      notTitle: t("crew.victim.not"),
      not: list("not", 5, (n) => t(`crew.victim.not.${n as 1}`)).items,
      child: t("crew.victim.child"),
      after: t("crew.victim.after"),
    },
    withdraw: {
      title: t("crew.withdraw.title"),
      ...list("withdraw", 3, (n) => t(`crew.withdraw.${n as 1}`)),
    },
    helpTitle: t("help.title"),
    help: helpIn(exhibition, t, "crew"),
    rota: {
      title: t("crew.rota.title"),
      how: t("crew.rota.how"),
      head: [t("crew.rota.time"), t("crew.rota.one"), t("crew.rota.two"), t("crew.rota.break")],
      slots,
    },
    inventory: {
      title: t("crew.inventory.title"),
      head: [
        t("crew.inventory.thing"),
        t("crew.inventory.count"),
        t("crew.inventory.material"),
        t("crew.inventory.out"),
        t("crew.inventory.back"),
      ],
      rows: [
        ...[...counts.values()].flatMap((some) => {
          const [one] = some;
          if (one === undefined) return [];
          const { shadow, silhouette } = one;
          const size = { width: centimetres(silhouette.width), height: centimetres(silhouette.height) };
          return [
            [t("shadow.title", { figure: shadow }), String(some.length), t("crew.inventory.shadow", size)],
          ];
        }),
        [t("sticker.round.title"), String(placements.length), t("crew.inventory.sticker")],
        [t("codes.title"), "", t("crew.inventory.codes")],
        [t("board.title"), "2", t("crew.inventory.board")],
        [t("poster.title"), "", t("crew.inventory.poster")],
        [t("card.title"), String(localesOf(exhibition).length), t("crew.inventory.card")],
        [t("leaflet.title"), "", t("crew.inventory.leaflet")],
        [t("crew.inventory.toolbox"), "1", t("crew.inventory.tools")],
      ],
    },
  };
  const folder = filed(
    request,
    jobOf(request, ["plan-parts", "crew"], {
      title: t("crew.title"),
      lang: locale,
      data: { ...content, colophon: colophonOf(exhibition, t, t("crew.title"), content) },
    }),
    { product: "crew", path: `crew/folder-${locale}.pdf`, placements: codesOf(request) },
  );
  // The authority is written to in the languages of the place.
  const letters = [...new Set([...localesOf(exhibition).slice(0, 3), locale])].map((lang) =>
    permitLetter(request, lang, { laid, plan }),
  );
  const pictures: SheetFile[] =
    plan === undefined || folder.problems.length > 0
      ? []
      : [
          {
            product: "crew",
            path: `crew/plan-${locale}.svg`,
            bytes: Buffer.from(pictureOf(exhibition, plan, t)),
            stories: [],
            placements: codesOf(request),
          },
        ];
  return joined([folder, { files: pictures, notes: [], problems: [] }, ...letters]);
}

/** The plan's words in a language, and where they stand; lengths in millimetres on paper. */
function planContent(exhibition: Exhibition, plan: Plan, t: PrintTranslate) {
  const { ground, scale, bar, grid, numbered, isLandscape, spots } = plan;
  const millimetres = (metres: number) => (metres * 1000) / scale;
  const number = (value: number) => new Intl.NumberFormat(t.locale).format(value);
  const names = ground.marks.map(({ what }) => t(`mark.${what}`));
  const along = (side: number) =>
    Array.from({ length: Math.floor(side / numbered + 1e-9) + 1 }, (_, index) => index * numbered).map(
      (metres) => ({ at: millimetres(metres), label: number(metres) }),
    );
  return {
    svg: planSvg(plan),
    alt: t("crew.plan.alt", {
      width: number(ground.width),
      depth: number(ground.depth),
      count: spots.length,
    }),
    how: t("crew.plan.scaled", { scale }),
    isLandscape,
    width: millimetres(ground.width),
    height: millimetres(ground.depth),
    across: along(ground.width),
    up: along(ground.depth),
    grid: millimetres(grid),
    bar: { length: millimetres(bar), label: t("crew.plan.scale", { bar: number(bar) }) },
    north: ground.bearing === undefined ? null : { turn: -ground.bearing, label: t("crew.plan.north") },
    edges: edgesIn(exhibition, t),
    margin: planMargin,
    marks: markNames(plan, names).map((at, index) => ({ ...at, label: names[index] ?? "" })),
    numbers: spots.map((spot) => {
      const { x, y } = numberAt(spot, plan);
      return { number: spot.number, x: millimetres(x), y: millimetres(ground.depth - y) };
    }),
    missing:
      plan.missing.length === 0
        ? ""
        : t("crew.plan.missing", { numbers: new Intl.ListFormat(t.locale).format(plan.missing.map(String)) }),
  };
}

/** What lies along each edge, or the edge's own name. */
function edgesIn({ edition, installation }: Exhibition, t: PrintTranslate) {
  const { head, lang } = headOf(installation, t.locale, edition.data.languages);
  const side = (name: "front" | "right" | "back" | "left") =>
    head[name] === undefined ? said(t(`crew.plan.${name}`), t.locale) : said(head[name], lang);
  return { front: side("front"), right: side("right"), back: side("back"), left: side("left") };
}

function settingOutContent(plan: Plan, t: PrintTranslate) {
  const metres = new Intl.NumberFormat(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const degrees = new Intl.NumberFormat(t.locale, { maximumFractionDigits: 0 });
  return {
    title: t("crew.set.title"),
    how: t("crew.set.how"),
    walk: t("crew.set.walk", { length: degrees.format(plan.walk) }),
    head: [
      t("crew.list.number"),
      t("crew.set.left"),
      t("crew.set.front"),
      t("crew.set.a"),
      t("crew.set.b"),
      t("crew.set.head"),
      t("crew.list.laid"),
    ],
    rows: plan.settingOut.map(({ number, fromLeft, fromFront, fromA, fromB, facing }) => ({
      number,
      distances: [fromLeft, fromFront, fromA, fromB].map(
        (value) => `${metres.format(value)} ${t("crew.plan.scale", { bar: "" }).trim()}`,
      ),
      facing,
      head: `${degrees.format(facing)}°`,
    })),
  };
}

function pictureOf(exhibition: Exhibition, plan: Plan, t: PrintTranslate): string {
  const { head } = headOf(exhibition.installation, t.locale, exhibition.edition.data.languages);
  const { edges, bar, marks: things, north } = planContent(exhibition, plan, t);
  const words = {
    title: `${head.title} – ${t("crew.plan.title")}`,
    lang: t.locale,
    edges: {
      front: edges.front.text,
      right: edges.right.text,
      back: edges.back.text,
      left: edges.left.text,
    },
    marks: things.map(({ label }) => label),
    north: north?.label ?? "",
    bar: bar.label,
  };
  return planPicture(plan, { ...words, colophon: colophonOf(exhibition, t, t("crew.plan.title"), words) });
}

function permitLetter(
  request: SheetRequest,
  locale: InterfaceLocale,
  { laid, plan }: { laid: readonly LaidShadow[]; plan: Plan | undefined },
): SheetOutcome {
  const { exhibition } = request;
  const { edition, installation } = exhibition;
  const t = wordsIn(locale);
  const { head } = headOf(installation, locale, edition.data.languages);
  const day = headOf(edition, locale, edition.data.languages);
  const silhouettes = laid.map(({ silhouette }) => silhouette);
  const area = silhouettes.flatMap(({ loops }) => loops).reduce((sum, loop) => sum + areaOf(loop), 0);
  const { opens, closes, zone } = installation.data;
  const isWhole = minutesOf(opens, zone) === 0 && minutesOf(closes, zone) >= 23 * 60 + 59;
  const time = (at: string) =>
    new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(
      new Date(at),
    );
  const content = {
    title: t("permit.title"),
    to: t("permit.to"),
    from: t("permit.from", { organiser: organiserOf(exhibition, locale) }),
    dear: t("permit.dear"),
    ask: t("permit.ask", {
      day: dayIn(locale, opens, zone),
      edition: day.head.title,
      title: head.title,
      place: head.place,
      time: isWhole ? "____ – ____" : `${time(opens)} – ${time(closes)}`,
    }),
    what: t("permit.what"),
    things: [
      t("permit.shadows", {
        count: laid.length,
        width: centimetres(Math.max(0, ...silhouettes.map(({ width }) => width))),
        height: centimetres(Math.max(0, ...silhouettes.map(({ height }) => height))),
        area: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(area / 1e6),
      }),
      t("permit.stickers", { count: laid.length }),
      t("permit.boards"),
    ],
    promise: t("permit.promise"),
    insurance: t("permit.insurance"),
    close: t("permit.close"),
    sign: t("permit.sign"),
    annex: plan === undefined ? "" : t("permit.annex"),
    planTitle: t("crew.plan.title"),
    scaled: plan === undefined ? null : planContent(exhibition, plan, t),
  };
  return filed(
    request,
    jobOf(request, ["plan-parts", "permit"], {
      title: t("permit.title"),
      lang: locale,
      data: { ...content, colophon: colophonOf(exhibition, t, t("permit.title"), content) },
    }),
    { product: "crew", path: `crew/permit-letter-${locale}.pdf`, placements: codesOf(request) },
  );
}
