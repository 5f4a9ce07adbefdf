/** Runs the private preview: reads its settings, listens on this machine. It opens no store. Started by preview-main.ts. */
import "../tsx-hook.ts";
import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { environment } from "@bluehour/config/environment";
import { readPreviewConfig } from "@bluehour/config/preview";
import { sentenceOf } from "@bluehour/config/problem";
import type { ConfigProblem } from "@bluehour/config/problem";
import { localeOfShell } from "@bluehour/i18n/negotiate";
import { refuse, report } from "../saying.ts";

/** Nobody but this machine: what is shown here is not public yet. */
const host = "127.0.0.1";

const variables = environment();
const settings = readPreviewConfig(variables);
const say = (problem: ConfigProblem): string => sentenceOf(problem, localeOfShell(variables));
if (!settings.ok) refuse(settings.problems.map(say));
const { config } = settings;

// Loaded after the hook that reads the site's views.
const { createPreview } = await import("./preview.ts");

const preview = createPreview({
  secret: config.secret,
  origin: config.origin,
  now: () => new Date(),
  monotonic: () => performance.now(),
  report,
});
const server = createServer(
  { requestTimeout: 30_000 },
  getRequestListener(preview.fetch, { overrideGlobalObjects: false }),
);
server.on("error", (error: NodeJS.ErrnoException) => {
  const values = { where: `${host}:${config.port}`, name: "PREVIEW_PORT" };
  if (error.code === "EADDRINUSE") refuse([say({ code: "listen-taken", values })]);
  if (error.code === "EACCES") refuse([say({ code: "listen-forbidden", values })]);
  throw error;
});
server.listen(config.port, host, () => process.send?.({ ready: true }));

function end(): void {
  // A page takes milliseconds; whoever waits for one asks again.
  server.close(() => process.exit(0));
  server.closeAllConnections();
}
process.on("SIGTERM", end);
process.on("SIGINT", end);
process.on("disconnect", end);
