/** Runs the public site: reads its settings, opens the releases to read and the inbox to append, listens. Started by main.ts. */
import "./tsx-hook.ts";
import { setTimeout as pause } from "node:timers/promises";
import { environment } from "@bluehour/config/environment";
import { sentenceOf } from "@bluehour/config/problem";
import type { ConfigProblem } from "@bluehour/config/problem";
import { readSiteConfig } from "@bluehour/config/site";
import { localeOfShell } from "@bluehour/i18n/negotiate";
import { openInboxAppender } from "@bluehour/inbox/append";
import { openReleaseReader } from "@bluehour/releases/read";
import type { ReleaseReader } from "@bluehour/releases/read";
import { createShelf } from "./respond.ts";
import { refuse, report } from "./saying.ts";
import { createSiteServer } from "./server.ts";

/** How long running requests may take once the process was told to end. */
const drainMilliseconds = 5000;

const now = (): Date => new Date();
const monotonic = (): number => performance.now();

const variables = environment();
const settings = readSiteConfig(variables);
const say = (problem: ConfigProblem): string => sentenceOf(problem, localeOfShell(variables));
if (!settings.ok) refuse(settings.problems.map(say));
const { config } = settings;

// The app is loaded after the hook that reads its views.
const { createApp } = await import("./app.ts");

async function openStores() {
  const inbox = await openInboxAppender({ location: config.inbox, now });
  const reader: ReleaseReader = await openReleaseReader({
    location: config.releases,
    mediaFolder: config.mediaFolder,
    ...(config.tombstoneLog === undefined ? {} : { tombstoneLog: config.tombstoneLog }),
    stops: inbox.stops,
    now,
    monotonic,
  });
  return { inbox, reader };
}

const { inbox, reader } = await openStores().catch((error: unknown) =>
  refuse([error instanceof Error ? error.message : String(error)]),
);
const shelf = createShelf(now);
const app = createApp({
  reader,
  stop: (storyId) => inbox.appendStop(storyId),
  origin: config.origin,
  mode: config.mode,
  now,
  monotonic,
  pause: (milliseconds) => pause(milliseconds),
  report,
  shelf,
});
const server = createSiteServer({ app, reader, shelf, report });

server.on("error", (error: NodeJS.ErrnoException) => {
  const where = `${config.host}:${config.port}`;
  if (error.code === "EADDRINUSE")
    refuse([say({ code: "listen-taken", values: { where, name: "SITE_PORT" } })]);
  if (error.code === "EACCES")
    refuse([say({ code: "listen-forbidden", values: { where, name: "SITE_PORT" } })]);
  throw error;
});
server.listen(config.port, config.host, () => {
  if (process.send === undefined) {
    console.log(JSON.stringify({ level: "info", message: "listening", origin: config.origin }));
  } else process.send({ ready: true });
});

let isEnding = false;
async function end(): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await Promise.race([closed, pause(drainMilliseconds, undefined, { ref: false })]);
  server.closeAllConnections();
  await Promise.all([reader.close(), inbox.close()]);
  process.exit(0);
}
process.on("SIGTERM", () => void end());
process.on("SIGINT", () => void end());
// The supervisor holds the store open for us; without it nobody would make stops final, so we end with it, however it ended.
process.on("disconnect", () => void end());
