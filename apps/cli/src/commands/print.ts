/** `bluehour print`: everything an exhibition needs on paper and pavement, from what is public now; and what must go after a withdrawal. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { normalizeCrockford } from "@bluehour/domain/codes";
import { isInterfaceLocale, interfaceLocales } from "@bluehour/domain/locales";
import { dayAt } from "@bluehour/domain/phase";
import type { PublicRelease } from "@bluehour/domain/release";
import { printMessages } from "@bluehour/i18n/print";
import { openInboxReader } from "@bluehour/inbox/read";
import { collectionFor, groundsOf, inventoryAfter, listedFile, outdatedIn } from "@bluehour/print/inventory";
import type { Collection, Inventory, PrintedFile } from "@bluehour/print/inventory";
import {
  filesOf,
  installationsOf,
  readForPrint,
  sentencesIn,
  takeOrder,
  weaknessOf,
} from "@bluehour/print/order";
import type { TakenOrder } from "@bluehour/print/order";
import { openPress } from "@bluehour/print/press";
import { isProduct, products } from "@bluehour/print/sheets";
import type { Product } from "@bluehour/print/sheets";
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
  placements?: string;
  iban?: string;
  bic?: string;
  accountHolder?: string;
  message?: string;
  amount?: string;
  removed?: string;
  json?: boolean;
};

const inventoryName = "printed.json";

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
  const weighed = { ...options, only: only?.filter(isProduct), height };
  const taken = await take(context, installation, weighed);
  if (typeof taken === "number") return taken;
  return options.removed === undefined
    ? await write(context, taken, options)
    : await sayRemoved(context, taken, options.removed, options);
}

type Weighed = Omit<PrintOptions, "only" | "height"> & {
  only: Product[] | undefined;
  height: number | undefined;
};

/** Reads what is public now, as a reader of the site would get it: stops, dates and tombstones have taken their part away. */
async function take(context: Context, id: string, options: Weighed): Promise<TakenOrder | ExitCode> {
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
      return await takeFrom(context, reader, id, options);
    } finally {
      await reader.close();
      await inbox.close();
    }
  });
}

async function takeFrom(
  context: Context,
  reader: ReleaseReader,
  id: string,
  options: Weighed,
): Promise<TakenOrder | ExitCode> {
  const { t, note, config } = context;
  const words = printMessages(context.locale);
  const { edition: wanted, locale, accountHolder, iban } = options;
  const editions = (await reader.editions()).toReversed();
  if (wanted !== undefined && !editions.some((candidate) => candidate.id === wanted)) {
    const offered = editions.length === 0 ? "–" : editions.map((candidate) => candidate.id).join(", ");
    note(t("print.edition", { value: wanted, offered }));
    return exitCodes.unknown;
  }
  // The newest edition that has it.
  const known = new Set<string>();
  let edition: PublicRelease<"edition"> | undefined;
  for (const candidate of editions) {
    if (wanted !== undefined && candidate.id !== wanted) continue;
    const ids = (await installationsOf(reader, candidate)).map((installation) => installation.id);
    for (const one of ids) known.add(one);
    if (ids.includes(id)) edition ??= candidate;
  }
  if (edition === undefined) {
    const offered = known.size === 0 ? "–" : [...known].join(", ");
    note(words("problem.no-installation", { name: id, offered }));
    return exitCodes.unknown;
  }
  const result = takeOrder({
    releases: await readForPrint(reader, edition, id),
    installation: id,
    origin: config.origin,
    at: context.now(),
    only: options.only,
    placements: options.placements?.split(",").map((word) => normalizeCrockford(word)),
    locale:
      locale !== undefined && isInterfaceLocale(locale)
        ? locale
        : edition.data.languages.some(isInterfaceLocale)
          ? undefined
          : context.locale,
    figures: options.figures?.split(",").map((word) => word.trim()),
    stature: options.height === undefined ? undefined : options.height * 10,
    account:
      iban === undefined || accountHolder === undefined
        ? undefined
        : {
            holder: accountHolder,
            iban,
            bic: options.bic,
            amount: options.amount,
            remittance: options.message,
          },
  });
  if (result.ok) return result.taken;
  note(sentencesIn(context.locale).problem(result.problem));
  return exitCodes.mend;
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

async function write(context: Context, taken: TakenOrder, options: PrintOptions): Promise<ExitCode> {
  const { t, say, note, config } = context;
  const words = printMessages(context.locale);
  const sentences = sentencesIn(context.locale);
  const out = resolve(options.out);
  const opened = await openPress();
  if (!opened.ok) {
    note(sentences.problem(opened.problem));
    return exitCodes.machine;
  }
  const before = await readInventory(out);
  const { only } = taken.order;
  const { installation, edition } = taken.exhibition;
  if (before !== undefined && (before.installation !== installation.id || before.edition !== edition.id)) {
    const other = `${before.installation} (${before.edition})`;
    note(t("print.other-run", { out: options.out, other }));
    return exitCodes.usage;
  }
  const weakness = weaknessOf(config.origin);
  // A shadow bears no code.
  const isCoded = only === undefined || only.some((product) => product !== "shadows");
  const warn = () => {
    if (weakness !== undefined && isCoded) note(t(`print.origin.${weakness}`, { origin: config.origin }));
  };
  warn();
  const written: PrintedFile[] = [];
  let problems = 0;
  const made = new Set<Product>();
  const keepList = async (removed: readonly string[]) => {
    const inventory = inventoryAfter(before, {
      installation: installation.id,
      edition: edition.id,
      written,
      removed,
    });
    // A folder in which nothing was printed needs no list.
    if (inventory.files.length > 0 || inventory.gone !== undefined)
      await writeFile(join(out, inventoryName), `${JSON.stringify(inventory, null, 2)}\n`);
  };
  try {
    await mkdir(out, { recursive: true });
    for (const outcome of filesOf(taken, opened.press)) {
      const product = words(`product.${outcome.product}`);
      if (options.json !== true) note(t("print.progress", { product, count: outcome.files.length }));
      for (const problem of outcome.problems) {
        problems += 1;
        note(sentences.problem(problem));
      }
      if (outcome.problems.length === 0) made.add(outcome.product);
      for (const one of outcome.notes) note(sentences.note(one));
      written.push(...outcome.files.map(listedFile));
      // The list first: a run that is cut short must not leave a story's leaflet that no list knows.
      await keepList([]);
      for (const file of outcome.files) {
        const path = join(out, file.path);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, file.bytes);
      }
    }
    const gone = await removeOld(out, outdatedIn(before, taken, { written, made }));
    await keepList(gone);
    const refs = groundsOf(taken, written);
    const day = dayAt(context.now(), edition.data.zone);
    if (options.json === true) {
      const leftOut = taken.leftOut.map(sentences.leftOut);
      const acts = refs.map((ref) => ({ ref, use: "print", on: day }));
      say(JSON.stringify({ ok: problems === 0, out, files: written, gone, leftOut, acts }, null, 2));
    } else {
      for (const path of gone) say(t("print.gone", { path }));
      for (const left of taken.leftOut) note(sentences.leftOut(left));
      for (const product of products) {
        const own = written.filter((file) => file.product === product);
        for (const file of own.slice(0, 24)) say(`  ${join(options.out, file.path)}`);
        if (own.length > 24) say(`  ${t("print.further", { count: own.length - 24 })}`);
      }
      if (written.length === 0) note(t("print.nothing"));
      else {
        say(t("print.done", { count: written.length, out: options.out }));
        if (refs.length > 0) note(t("print.act", { day, refs: refs.join(", ") }));
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
async function removeOld(out: string, outdated: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const path of outdated) {
    const whole = insideOf(out, path);
    if (whole === undefined) continue;
    await rm(whole, { force: true });
    gone.push(path);
  }
  return gone;
}

/** What a withdrawal means for one folder of printed sheets. */
export type FolderCollection = {
  folder: string;
  installation: string;
  story: string;
  collection: Collection;
};

/** After a withdrawal: which paper of a folder must go, which stays, and what stands in its place; or a sentence why nobody knows. */
async function collectionIn(
  context: Context,
  taken: TakenOrder,
  { folder, story }: { folder: string; story: string },
): Promise<FolderCollection | string> {
  const { t } = context;
  const inventory = await readInventory(resolve(folder));
  if (inventory === undefined) return t("print.no-inventory", { out: folder });
  const collection = collectionFor(story, inventory, taken);
  // A slip of the pen must not read as "nothing to collect".
  return collection === undefined
    ? t("print.removed-unknown", { id: story, out: folder })
    : { folder, installation: inventory.installation, story, collection };
}

/** The same for a folder alone, whose own list says of which exhibition it is. */
export async function collectionOf(
  context: Context,
  { folder, story }: { folder: string; story: string },
): Promise<FolderCollection | string> {
  const inventory = await readInventory(resolve(folder));
  if (inventory === undefined) return context.t("print.no-inventory", { out: folder });
  const { installation, edition } = inventory;
  const taken = await take(context, installation, {
    out: folder,
    edition,
    only: undefined,
    height: undefined,
  });
  // What is wrong has been said.
  return typeof taken === "number" ? "" : await collectionIn(context, taken, { folder, story });
}

/** Says what must be collected, what stays, and what comes in its place. */
export function sayCollection(
  { t, say }: Context,
  { folder, installation, collection: { remove, replacement, stay } }: FolderCollection,
): void {
  say(t("print.remove", { count: remove.length }));
  for (const path of remove) say(`  ${t("print.remove.sheet", { path })}`);
  if (remove.length > 0 && replacement.length > 0) {
    say(t("print.replace", { count: replacement.length }));
    for (const path of replacement) say(`  ${path}`);
  }
  if (remove.length > 0) say(t("print.renew", { installation, out: folder }));
  say(t("print.stay", { count: stay.length }));
  for (const { number, code, now } of stay) say(`  ${t(`print.stay.${now}`, { number, code })}`);
}

async function sayRemoved(
  context: Context,
  taken: TakenOrder,
  typed: string,
  options: PrintOptions,
): Promise<ExitCode> {
  const { t, say, note } = context;
  const story = subjectId(typed);
  const found = await collectionIn(context, taken, { folder: options.out, story });
  if (typeof found === "string") throw new Refusal(exitCodes.unknown, found);
  const { isPublic, remove, replacement, stay } = found.collection;
  if (options.json === true) {
    say(JSON.stringify({ story, public: isPublic, remove, replacement, stay }, null, 2));
    return exitCodes.ok;
  }
  if (isPublic) note(t("print.still-public", { id: story }));
  sayCollection(context, found);
  return exitCodes.ok;
}
