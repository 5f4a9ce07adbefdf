/**
 * `npm start`: the supervisor. It opens the release store before any reader and holds it until the last has ended, publishes the bundles,
 * starts the site, and makes stops final as they come.
 */
import { watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { createServer } from "node:net";
import { join, resolve as absolute, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { siteEnvironment, siteNodeFlags } from "@bluehour/config/cli";
import { homePath, listPath, placementPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseWriter } from "@bluehour/releases/write";
import { bundleFolders, bundlesIn } from "../bundle-folders.ts";
import { Refusal, exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { isSystemError } from "../explain.ts";
import { createFolderPublisher } from "../publish-folders.ts";
import type { FolderPublisher } from "../publish-folders.ts";
import { settleStops } from "../settle.ts";
import { openStores } from "../stores.ts";
import { supervise } from "../supervise.ts";

/** Where bundles are looked for: folders that were named, or those of one folder whose names begin with a word. */
type Places = { bundle: readonly string[]; defaultBundles: { folder: string; beginning: string } };

/** How often stops are looked for and an interrupted erasure is finished, in milliseconds. */
const settleEvery = 2000;
const repairEvery = 60_000;

export async function start(
  context: Context,
  options: Places & {
    watch?: boolean;
    ended: Promise<void>;
    environment: Record<string, string | undefined>;
  },
): Promise<ExitCode> {
  const { t, say, note, config } = context;
  await checkPort(context, config.sitePort);
  const writer = await openStores(context);
  try {
    const publisher = createFolderPublisher(context, writer);
    const published = await publisher.publish(foldersOf(options));
    // A day that is already public must not go offline, help numbers and all, because somebody mistyped a line.
    const served = published.length > 0 ? published : (await writer.editions()).map(({ id }) => id);
    if (served.length === 0) return exitCodes.mend;
    await settleAndSay(context, writer);

    const site = supervise({
      program: fileURLToPath(new URL("../../../site/src/main.ts", import.meta.url)),
      nodeFlags: siteNodeFlags,
      environment: siteEnvironment(options.environment),
      monotonic: () => performance.now(),
      onProblem: note,
      onRestart: (seconds) => note(t("start.restarting", { process: "site", seconds })),
    });
    const first = await Promise.race([site.ready, options.ended.then(() => undefined)]);
    if (first?.ok === false) {
      note(first.problem);
      await site.end();
      return exitCodes.machine;
    }
    const stopWatching =
      options.watch === true ? watchBundles(context, publisher, options) : () => Promise.resolve();
    if (first?.ok === true) await sayAddresses(context, writer, served);
    const stopUpkeep = startUpkeep(context, writer);
    await options.ended;
    say(t("start.ending"));
    await stopWatching();
    await stopUpkeep();
    await site.end();
    say(t("start.ended"));
    return exitCodes.ok;
  } finally {
    // Only now: a reader that outlived us could neither create the shared memory file nor roll back a journal.
    await writer.close();
  }
}

async function checkPort(context: Context, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const server = createServer();
  server.once("error", reject);
  server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  try {
    await promise;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "EADDRINUSE") {
      const other = port >= 65_535 ? port - 1 : port + 1;
      throw new Refusal(
        exitCodes.machine,
        context.t("error.port-taken", { port: String(port), other: String(other) }),
        { cause: error },
      );
    }
    if (code === "EACCES") {
      throw new Refusal(exitCodes.machine, context.t("error.port-forbidden", { port: String(port) }), {
        cause: error,
      });
    }
    throw error;
  }
  await new Promise((done) => server.close(done));
}

/** The bundles that are meant now: folders come and go while `--watch` runs. */
function foldersOf({ bundle, defaultBundles }: Places): string[] {
  if (bundle.length > 0) return bundleFolders(bundle);
  const found = bundlesIn(defaultBundles.folder, defaultBundles.beginning);
  return found.length > 0 ? found : [defaultBundles.folder];
}

async function settleAndSay(context: Context, writer: ReleaseWriter): Promise<void> {
  const { t, note, say } = context;
  try {
    const settled = await settleStops(context, writer);
    if (settled.length > 0) say(t("start.stopped", { count: settled.length }));
  } catch (error) {
    note(t("start.settle-failed", { detail: error instanceof Error ? error.message : String(error) }));
  }
}

/** Looks for stops and finishes interrupted erasures on a schedule. Returns how to stop, which waits for what is under way. */
function startUpkeep(context: Context, writer: ReleaseWriter): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let sinceRepair = 0;
  let running: Promise<void> = Promise.resolve();
  const turn = async () => {
    try {
      await settleAndSay(context, writer);
      sinceRepair += settleEvery;
      if (sinceRepair >= repairEvery) {
        sinceRepair = 0;
        await writer.repair();
      }
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      context.note(context.t("start.settle-failed", { detail }));
    }
    next();
  };
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = turn();
    }, settleEvery);
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}

/**
 * Publishes again when a file of a bundle changes; an editor saves in several steps, so it waits for quiet first. Returns how to stop, which
 * waits for what is under way.
 */
function watchBundles(context: Context, publisher: FolderPublisher, places: Places): () => Promise<void> {
  const roots = places.bundle.length > 0 ? places.bundle : [places.defaultBundles.folder];
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const onChange = (path: string): void => {
    const file = absolute(path) + sep;
    const folder = foldersOf(places).find((candidate) => file.startsWith(absolute(candidate) + sep));
    // Even where it belongs to none: a folder may be about to become a bundle, and its files may be there before they are watched.
    if (folder !== undefined) changed.add(absolute(folder));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const since = changed;
      changed = new Set();
      running = running.then(() => republish(context, publisher, foldersOf(places), since));
    }, 200);
  };
  const watchers = roots.map((root) => watchRoot(root, onChange));
  return async () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher?.close();
    await running;
  };
}

/** Watches a folder with all that is in it. A folder that is missing was complained of when it was read. */
function watchRoot(root: string, onChange: (path: string) => void): FSWatcher | undefined {
  try {
    return watch(root, { recursive: true }, (_, name) => onChange(join(root, name ?? "")));
  } catch (error) {
    if (isSystemError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR")) return undefined;
    throw error;
  }
}

async function republish(
  context: Context,
  publisher: FolderPublisher,
  folders: readonly string[],
  changed: ReadonlySet<string>,
): Promise<void> {
  if (publisher.due(folders, changed).length === 0) return;
  context.say(context.t("start.republished"));
  try {
    await publisher.publish(folders, changed);
  } catch (error) {
    context.note(error instanceof Error ? error.message : String(error));
  }
}

/** What is to be seen of an edition at this moment. */
async function shownOf(context: Context, writer: ReleaseWriter, edition: string) {
  const published = await writer.published(edition);
  const live = context.now().toISOString();
  const isShown = (release: PublicRelease) =>
    (release.notBefore === null || release.notBefore <= live) &&
    (release.notAfter === null || release.notAfter > live);
  const stories = published.filter((release) => release.kind === "story").filter(isShown);
  return { edition, published, stories };
}

/** Says where to begin: at the edition with the most stories, or else the last one, since there is most to see. */
async function sayAddresses(
  context: Context,
  writer: ReleaseWriter,
  editions: readonly string[],
): Promise<void> {
  const { t, say, config, locale } = context;
  let richest = { edition: "", published: [], stories: [] } as Awaited<ReturnType<typeof shownOf>>;
  for (const id of editions.toSorted()) {
    const shown = await shownOf(context, writer, id);
    if (shown.stories.length >= richest.stories.length) richest = shown;
  }
  const { edition, published, stories } = richest;
  const shown = published.find((release) => release.kind === "edition")?.data.languages ?? [];
  const language = shown.includes(locale) ? locale : (shown[0] ?? locale);
  const placement = published
    .filter((release) => release.kind === "placement")
    .find((release) => stories.some((candidate) => release.data.candidates.includes(candidate.id)));
  const lines: [string, string][] = [
    [t("start.home"), homePath(edition, language)],
    [t("start.front"), "/"],
    // The list and no story of it: what a terminal shows is often kept, and a story may be stopped tomorrow.
    ...(stories.length === 0
      ? []
      : [[t("start.stories"), listPath(edition, language, "story")] as [string, string]]),
    ...(placement === undefined ? [] : [[t("start.code"), placementPath(placement.id)] as [string, string]]),
    [t("start.help"), `${homePath(edition, language)}/help`],
    [t("start.stop"), `${homePath(edition, language)}/stop`],
  ];
  const width = Math.max(...lines.map(([label]) => label.length));
  say("");
  for (const [label, path] of lines) say(`  ${label.padEnd(width)}  ${config.origin}${path}`);
  say("");
  say(t("start.ready"));
}
