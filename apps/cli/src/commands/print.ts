/** `bluehour print`: everything an exhibition needs on paper and pavement, from what is public now; and what must go after a withdrawal. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { isInterfaceLocale, interfaceLocales } from "@bluehour/domain/locales";
import type { InterfaceLocale } from "@bluehour/domain/locales";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { printMessages } from "@bluehour/i18n/print";
import type { PrintKey } from "@bluehour/i18n/print";
import { openInboxReader } from "@bluehour/inbox/read";
import type { Exhibition } from "@bluehour/print/exhibition";
import { openPress } from "@bluehour/print/press";
import { isProduct, printSheets, products } from "@bluehour/print/sheets";
import type { Product, SheetFile } from "@bluehour/print/sheets";
import { openReleaseReader } from "@bluehour/releases/read";
import type { ReleaseReader } from "@bluehour/releases/read";
import type { Context, ExitCode } from "../context.ts";
import { Refusal, exitCodes } from "../context.ts";
import { explained, isSystemError } from "../explain.ts";
import { hasStore, withStores } from "../stores.ts";
import { subjectId } from "./withdraw.ts";

/** What may be typed after `print INSTALLATION`. */
export type PrintOptions = {
  edition?: string;
  locale?: string;
  out: string;
  only?: string;
  figures?: string;
  height?: string;
  iban?: string;
  bic?: string;
  accountHolder?: string;
  message?: string;
  amount?: string;
  removed?: string;
  json?: boolean;
};

/** What lies in the folder and what it bears: ids and codes alone, no word of any story. */
type Inventory = {
  installation: string;
  edition: string;
  files: Printed[];
  /** Taken out of the folder again, but copies of it may lie on a table: a withdrawal asks for those too. */
  gone?: Printed[];
};

type Printed = { path: string; product: Product; stories: readonly string[]; placements: readonly string[] };

const inventoryName = "printed.json";

type Found = {
  exhibition: Omit<Exhibition, "origin" | "at">;
  leftOut: { key: PrintKey; values: Record<string, string | number> }[];
  /** For each placement's code, whether a story answers behind it now. */
  answering: ReadonlyMap<string, boolean>;
};

export async function print(
  context: Context,
  installation: string,
  options: PrintOptions,
): Promise<ExitCode> {
  const { t, note } = context;
  const wrong = (key: "locale" | "only" | "height", value: string, offered: string): ExitCode => {
    note(t(`print.${key}`, { value, offered }));
    return exitCodes.usage;
  };
  if (options.locale !== undefined && !isInterfaceLocale(options.locale)) {
    return wrong("locale", options.locale, interfaceLocales.join(", "));
  }
  const only = options.only?.split(",").map((word) => word.trim());
  const stranger = only?.find((word) => !isProduct(word));
  if (stranger !== undefined) return wrong("only", stranger, products.join(", "));
  const height = options.height === undefined ? undefined : Number(options.height.replace(",", "."));
  if (height !== undefined && !(height > 0)) return wrong("height", options.height ?? "", "140–200");
  if ((options.iban === undefined) !== (options.accountHolder === undefined)) {
    note(t("print.account"));
    return exitCodes.usage;
  }
  // Beside the edition's own account these would be left aside without a word.
  const details = (["bic", "message", "amount"] as const).filter((name) => options[name] !== undefined);
  if (options.iban === undefined && details.length > 0) {
    note(t("print.account-missing", { options: details.map((name) => `--${name}`).join(", ") }));
    return exitCodes.usage;
  }
  const found = await find(context, installation, options.edition);
  if (typeof found === "number") return found;
  if (options.removed !== undefined) return await sayRemoved(context, found, options.removed, options);
  const locale = localeFor(context, found, options.locale);
  return await write(context, found, { ...options, locale, only: only?.filter(isProduct), height });
}

/** The crew's language: as asked, else the edition's first that the interface has. */
function localeFor(context: Context, { exhibition }: Found, asked: string | undefined): InterfaceLocale {
  if (asked !== undefined && isInterfaceLocale(asked)) return asked;
  return exhibition.edition.data.languages.find(isInterfaceLocale) ?? context.locale;
}

/** Reads what is public now, as a reader of the site would get it: stops, dates and tombstones have taken their part away. */
async function find(context: Context, id: string, wanted: string | undefined): Promise<Found | ExitCode> {
  const { config, t, note } = context;
  if (!(await hasStore(context))) {
    note(t("placements.empty"));
    return exitCodes.unknown;
  }
  return await withStores(context, async () => {
    const inbox = await openInboxReader({ location: config.inbox });
    const reader = await openReleaseReader({
      location: config.releases,
      mediaFolder: config.data.media,
      tombstoneLog: config.data.tombstoneLog,
      stops: inbox.stopsInForce,
      now: context.now,
      monotonic: () => performance.now(),
    });
    try {
      await reader.confirm();
      return await findIn(context, reader, id, wanted);
    } finally {
      await reader.close();
      await inbox.close();
    }
  });
}

/** All releases of a kind that may be printed, whatever languages they are in. */
async function every<K extends Kind>(
  reader: ReleaseReader,
  query: { kind: K; edition: PublicRelease<"edition">; surface: "printed-sheet" | "placement-page" },
): Promise<PublicRelease<K>[]> {
  const releases = new Map<string, PublicRelease<K>>();
  const edition = query.edition.id;
  for (const locale of query.edition.data.languages) {
    let after: string | undefined;
    do {
      const page = await reader.list({
        kind: query.kind,
        edition,
        locale,
        surface: query.surface,
        limit: 500,
        ...(after === undefined ? {} : { after }),
      });
      for (const release of page.items) releases.set(release.id, release);
      after = page.next;
    } while (after !== undefined);
  }
  return [...releases.values()];
}

async function findIn(
  context: Context,
  reader: ReleaseReader,
  id: string,
  wanted: string | undefined,
): Promise<Found | ExitCode> {
  const { t, note } = context;
  const editions = (await reader.editions()).toReversed();
  if (wanted !== undefined && !editions.some((candidate) => candidate.id === wanted)) {
    const offered = editions.length === 0 ? "–" : editions.map((candidate) => candidate.id).join(", ");
    note(t("print.edition", { value: wanted, offered }));
    return exitCodes.unknown;
  }
  const surface = "printed-sheet";
  let edition: PublicRelease<"edition"> | undefined;
  let installation: PublicRelease<"installation"> | undefined;
  const known = new Set<string>();
  for (const candidate of editions) {
    if (wanted !== undefined && candidate.id !== wanted) continue;
    const all = await every(reader, { kind: "installation", edition: candidate, surface });
    for (const one of all) known.add(one.id);
    const one = all.find((release) => release.id === id);
    if (one !== undefined && installation === undefined) [edition, installation] = [candidate, one];
  }
  if (edition === undefined || installation === undefined) {
    note(t("print.unknown", { name: id, offered: known.size === 0 ? "–" : [...known].join(", ") }));
    return exitCodes.unknown;
  }
  const placements = (await every(reader, { kind: "placement", edition, surface }))
    .filter(({ data }) => data.installation === id)
    .toSorted((a, b) => a.data.number - b.data.number);
  if (placements.length === 0) {
    note(t("print.no-placements", { name: id }));
    return exitCodes.mend;
  }
  const candidates = [...new Set(placements.flatMap(({ data }) => data.candidates))];
  const stories: PublicRelease<"story">[] = [];
  const behind = new Set<string>();
  const leftOut: Found["leftOut"] = [];
  for (const story of candidates) {
    const query = { kind: "story", edition: edition.id, id: story } as const;
    const shown = await reader.find({ ...query, surface: "placement-page" });
    if (shown !== undefined) behind.add(story);
    const printed = await reader.find({ ...query, surface });
    if (printed !== undefined) stories.push(printed);
    else
      leftOut.push({ key: shown === undefined ? "left-out.gone" : "left-out.print", values: { id: story } });
  }
  const answering = new Map(
    placements.map(({ data }) => [data.code, data.candidates.some((story) => behind.has(story))]),
  );
  for (const { data } of placements) {
    if (answering.get(data.code) === true) continue;
    leftOut.push({ key: "left-out.placement", values: { number: data.number, code: data.code } });
  }
  const country = installation.data.country;
  const helplines = (await every(reader, { kind: "helpline", edition, surface })).filter(
    ({ data }) => data.country === country,
  );
  const organisations = await every(reader, { kind: "organisation", edition, surface });
  const appeals = await every(reader, { kind: "appeal", edition, surface });
  const account = appeals.find(({ data }) => data.account !== undefined)?.data.account;
  return {
    exhibition: { edition, installation, placements, stories, helplines, organisations, account },
    leftOut,
    answering,
  };
}

/** What is wrong with an origin that codes on a square shall lead to: it is this machine, or its pages come without encryption. */
function weaknessOf(origin: string): "machine" | "insecure" | undefined {
  const { hostname, protocol } = new URL(origin);
  if (/^(.+\.)?localhost$|^127\.|^0\.0\.0\.0$|^\[::1?\]$/.test(hostname)) return "machine";
  return protocol === "https:" ? undefined : "insecure";
}

async function readInventory(out: string): Promise<Inventory | undefined> {
  const text = await readFile(join(out, inventoryName), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const read = JSON.parse(text) as Inventory;
    return Array.isArray(read.files) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** A path from the list in the folder, which somebody may have edited: only below the folder. */
function insideOf(out: string, path: string): string | undefined {
  const whole = resolve(out, path);
  return whole.startsWith(`${resolve(out)}/`) ? whole : undefined;
}

async function write(
  context: Context,
  found: Found,
  options: Omit<PrintOptions, "locale" | "only" | "height"> & {
    locale: InterfaceLocale;
    only: Product[] | undefined;
    height: number | undefined;
  },
): Promise<ExitCode> {
  const { t, say, note, config } = context;
  const words = printMessages(context.locale);
  const out = resolve(options.out);
  const opened = await openPress();
  if (!opened.ok) {
    note(words(`problem.${opened.problem.reason}`, opened.problem.values));
    return exitCodes.machine;
  }
  const account =
    options.iban === undefined || options.accountHolder === undefined
      ? // What the edition's own ways to give say.
        found.exhibition.account
      : {
          holder: options.accountHolder,
          iban: options.iban,
          bic: options.bic,
          amount: options.amount,
          remittance: options.message,
        };
  const exhibition: Exhibition = { ...found.exhibition, origin: config.origin, at: context.now(), account };
  const before = await readInventory(out);
  const { installation, edition } = found.exhibition;
  if (before !== undefined && (before.installation !== installation.id || before.edition !== edition.id)) {
    const other = `${before.installation} (${before.edition})`;
    note(t("print.other-run", { out: options.out, other }));
    return exitCodes.usage;
  }
  const weakness = weaknessOf(config.origin);
  // A shadow bears no code.
  const isCoded = options.only === undefined || options.only.some((product) => product !== "shadows");
  const warn = () => {
    if (weakness !== undefined && isCoded) note(t(`print.origin.${weakness}`, { origin: config.origin }));
  };
  warn();
  const files: SheetFile[] = [];
  const written: Inventory["files"] = [];
  let problems = 0;
  const made = new Set<Product>();
  const keepList = async (gone: readonly string[]) => {
    const old = before?.files ?? [];
    const kept = old.filter(
      ({ path }) => !gone.includes(path) && !written.some((file) => file.path === path),
    );
    const taken = [...(before?.gone ?? []), ...old.filter(({ path }) => gone.includes(path))].filter(
      // A sheet of placements alone leads to whatever is public; only a story's copies are asked back.
      (file, index, all) =>
        file.stories.length > 0 &&
        !written.some(({ path }) => path === file.path) &&
        all.findIndex(({ path }) => path === file.path) === index,
    );
    const inventory: Inventory = {
      installation: installation.id,
      edition: edition.id,
      files: [...kept, ...written],
      ...(taken.length > 0 ? { gone: taken } : {}),
    };
    // A folder in which nothing was printed needs no list.
    if (inventory.files.length > 0 || taken.length > 0)
      await writeFile(join(out, inventoryName), `${JSON.stringify(inventory, null, 2)}\n`);
  };
  try {
    await mkdir(out, { recursive: true });
    for (const outcome of printSheets({
      exhibition,
      press: opened.press,
      locale: options.locale,
      only: options.only,
      figures: options.figures?.split(",").map((word) => word.trim()),
      stature: options.height === undefined ? undefined : options.height * 10,
    })) {
      if (options.json !== true)
        note(
          t("print.progress", {
            product: t(`print.product.${outcome.product}`),
            count: outcome.files.length,
          }),
        );
      for (const problem of outcome.problems) {
        problems += 1;
        note(words(`problem.${problem.reason}`, problem.values));
      }
      if (outcome.problems.length === 0) made.add(outcome.product);
      for (const { note: key, values } of outcome.notes) note(words(`left-out.${key}`, values));
      for (const file of outcome.files) {
        files.push(file);
        const { path, product, stories, placements } = file;
        written.push({ path, product, stories, placements });
      }
      // The list first: a run that is cut short must not leave a story's leaflet that no list knows.
      await keepList([]);
      for (const file of outcome.files) {
        const path = join(out, file.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.bytes);
      }
    }
    const gone = await removeOld(out, before, written, made, found);
    await keepList(gone);
    if (options.json === true) {
      const leftOut = found.leftOut.map(({ key, values }) => words(key, values));
      say(JSON.stringify({ ok: problems === 0, out, files: written, gone, leftOut }, null, 2));
    } else {
      for (const path of gone) say(t("print.gone", { path }));
      for (const { key, values } of found.leftOut) note(words(key, values));
      for (const product of products) {
        const own = files.filter((file) => file.product === product);
        for (const file of own.slice(0, 24)) say(`  ${join(options.out, file.path)}`);
        if (own.length > 24) say(`  ${t("print.further", { count: own.length - 24 })}`);
      }
      if (files.length === 0) note(t("print.nothing"));
      else {
        say(t("print.done", { count: files.length, out: options.out }));
        // Once more where it is read: the first warning has scrolled away.
        warn();
      }
    }
  } catch (error) {
    if (
      isSystemError(error) &&
      ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "EISDIR"].includes(error.code ?? "")
    )
      throw new Refusal(exitCodes.machine, t("print.out", { out: options.out }), { cause: error });
    throw explained(context, error);
  }
  return problems === 0 ? exitCodes.ok : exitCodes.mend;
}

/** A sheet of a story that is not public any more must not lie in the folder for the next print run. */
async function removeOld(
  out: string,
  before: Inventory | undefined,
  written: Inventory["files"],
  made: ReadonlySet<Product>,
  found: Found,
): Promise<string[]> {
  const printable = new Set(found.exhibition.stories.map(({ id }) => id));
  const gone: string[] = [];
  for (const file of before?.files ?? []) {
    const isWithdrawn = file.stories.some((story) => !printable.has(story));
    const isReplaced = made.has(file.product) && !written.some(({ path }) => path === file.path);
    const path = insideOf(out, file.path);
    if (path === undefined || !(isWithdrawn || isReplaced)) continue;
    await rm(path, { force: true });
    gone.push(file.path);
  }
  return gone;
}

/** After a withdrawal: which paper must go, which stays, and what stands in its place. */
async function sayRemoved(
  context: Context,
  found: Found,
  typed: string,
  options: PrintOptions,
): Promise<ExitCode> {
  const { t, say, note } = context;
  const id = subjectId(typed);
  const { placements, stories } = found.exhibition;
  const inventory = await readInventory(resolve(options.out));
  if (inventory === undefined) {
    throw new Refusal(exitCodes.unknown, t("print.no-inventory", { out: options.out }));
  }
  const isPublic = stories.some((story) => story.id === id);
  const bearing = [...inventory.files, ...(inventory.gone ?? [])].filter((file) => file.stories.includes(id));
  const led = placements.filter(({ data }) => data.candidates.includes(id));
  // A slip of the pen must not read as "nothing to collect".
  if (!isPublic && bearing.length === 0 && led.length === 0) {
    throw new Refusal(exitCodes.unknown, t("print.removed-unknown", { id, out: options.out }));
  }
  const staying = led.map(({ data }) => ({
    number: data.number,
    code: data.code,
    now: found.answering.get(data.code) === true ? ("story" as const) : ("help" as const),
  }));
  if (options.json === true) {
    say(
      JSON.stringify(
        { story: id, public: isPublic, remove: bearing.map(({ path }) => path), stay: staying },
        null,
        2,
      ),
    );
    return exitCodes.ok;
  }
  if (isPublic) note(t("print.still-public", { id }));
  say(t("print.remove", { count: bearing.length }));
  for (const { path } of bearing) say(`  ${t("print.remove.sheet", { path })}`);
  say(t("print.stay", { count: staying.length }));
  for (const { number, code, now } of staying) say(`  ${t(`print.stay.${now}`, { number, code })}`);
  if (bearing.length > 0) say(t("print.replace", { installation: inventory.installation, out: options.out }));
  return exitCodes.ok;
}
