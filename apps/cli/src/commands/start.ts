/**
 * `npm start`: the supervisor. It opens the release store before any reader and holds it until the last has ended, publishes the bundle,
 * starts the site, and makes stops final as they come.
 */
import { watch } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { siteEnvironment, siteNodeFlags } from "@bluehour/config/cli";
import { homePath, itemPath, placementPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseWriter } from "@bluehour/releases/write";
import { Refusal, exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { failureSentence, load, publishBundle, sayProblems } from "../publish-bundle.ts";
import { settleStops } from "../settle.ts";
import { openStores } from "../stores.ts";
import { supervise } from "../supervise.ts";
import { sayKeptBack, sayOutcome } from "./publish.ts";

/** How often stops are looked for and an interrupted erasure is finished, in milliseconds. */
const settleEvery = 2000;
const repairEvery = 60_000;

export async function start(
  context: Context,
  options: {
    bundle: string;
    watch?: boolean;
    ended: Promise<void>;
    environment: Record<string, string | undefined>;
  },
): Promise<ExitCode> {
  const { t, say, note, config } = context;
  await checkPort(context, config.sitePort);
  const writer = await openStores(context);
  try {
    const served = await publishAtStart(context, writer, options.bundle);
    if (served === undefined) return exitCodes.mend;
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
    if (first?.ok === true) await sayAddresses(context, writer, served);

    const stopUpkeep = startUpkeep(context, writer);
    const stopWatching =
      options.watch === true ? watchBundle(context, writer, options.bundle) : () => undefined;
    await options.ended;
    say(t("start.ending"));
    stopWatching();
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

/** Publishes and returns the edition that is now served; `undefined` where nothing can be. */
async function publishAtStart(
  context: Context,
  writer: ReleaseWriter,
  folder: string,
): Promise<string | undefined> {
  const { t, say, note } = context;
  say(t("start.publishing", { folder }));
  const loaded = await load(folder);
  if (loaded.ok) {
    const { plan, outcome } = await publishBundle(context, writer, loaded.bundle);
    sayKeptBack(context, plan);
    if (outcome.ok) {
      sayOutcome(context, plan.edition, outcome);
      return plan.edition;
    }
    note(failureSentence(context, plan.edition, outcome));
  } else {
    sayProblems(context, folder, loaded.problems, { tell: note });
  }
  // A day that is already public must not go offline, help numbers and all, because somebody mistyped a line.
  const before = await writer.editions();
  const edition = before.at(-1)?.id;
  if (edition !== undefined) note(t("start.broken-serving"));
  return edition;
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

/** Publishes again when a file of the bundle changes; an editor saves in several steps, so it waits for quiet first. */
function watchBundle(context: Context, writer: ReleaseWriter, folder: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void republish(context, writer, folder), 200);
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

async function republish(context: Context, writer: ReleaseWriter, folder: string): Promise<void> {
  context.say(context.t("start.republished"));
  try {
    await publishAtStart(context, writer, folder);
  } catch (error) {
    context.note(error instanceof Error ? error.message : String(error));
  }
}

async function sayAddresses(context: Context, writer: ReleaseWriter, edition: string): Promise<void> {
  const { t, say, config, locale } = context;
  const published = await writer.published(edition);
  const shown = published.find((release) => release.kind === "edition")?.data.languages ?? [];
  const language = shown.includes(locale) ? locale : (shown[0] ?? locale);
  const live = context.now().toISOString();
  const isShown = (release: PublicRelease) =>
    (release.notBefore === null || release.notBefore <= live) &&
    (release.notAfter === null || release.notAfter > live);
  const stories = published.filter((release) => release.kind === "story").filter(isShown);
  const story = stories.find(
    (release) => release.uses.includes("web") && release.locales[language] !== undefined,
  );
  const placement = published
    .filter((release) => release.kind === "placement")
    .find((release) => stories.some((candidate) => release.data.candidates.includes(candidate.id)));
  const lines: [string, string][] = [
    [t("start.home"), "/"],
    ...(story === undefined
      ? []
      : [[t("start.story"), itemPath(edition, language, "story", story.id)] as [string, string]]),
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
