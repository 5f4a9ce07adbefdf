/** `bluehour doctor`: looks at the machine and the stores before somebody relies on them, and says what to mend. */
import { access, constants, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { readTombstoneLog } from "@bluehour/releases/tombstone-log";
import { openInboxReader } from "@bluehour/inbox/read";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { waitingStops } from "../settle.ts";
import { hasStore, withStores } from "../stores.ts";

type Finding = { level: "ok" | "hint" | "bad"; check: string; message: string };

export async function doctor(context: Context, options: { json?: boolean }): Promise<ExitCode> {
  const { t, say } = context;
  const findings: Finding[] = [];
  const found = (level: Finding["level"], check: string, message: string) =>
    findings.push({ level, check, message });

  found("ok", "node", t("doctor.node", { version: process.versions.node }));
  await examineDataFolder(context, found);
  await examinePort(context, found);
  try {
    await examineStores(context, found);
  } catch (error) {
    found("bad", "store", error instanceof Error ? error.message : String(error));
  }

  const bad = findings.filter((finding) => finding.level === "bad").length;
  if (options.json) say(JSON.stringify({ ok: bad === 0, findings }, null, 2));
  else {
    const signs = { ok: "✓", hint: "·", bad: "✗" };
    for (const finding of findings) say(`${signs[finding.level]} ${finding.message}`);
    say(bad === 0 ? t("doctor.ok") : t("doctor.bad", { count: bad }));
  }
  return bad === 0 ? exitCodes.ok : exitCodes.mend;
}

type Found = (level: Finding["level"], check: string, message: string) => void;

async function examineDataFolder(context: Context, found: Found): Promise<void> {
  const { t, config } = context;
  const folder = config.data.root;
  const about = await stat(folder).catch(() => undefined);
  if (about === undefined) return found("ok", "data", t("doctor.data-new", { folder }));
  if (!about.isDirectory()) return found("bad", "data", t("error.folder-not-folder", { folder }));
  const writable = await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  found(
    writable ? "ok" : "bad",
    "data",
    writable ? t("doctor.data", { folder }) : t("error.folder-unwritable", { folder }),
  );
  const keys = await stat(config.data.keys).catch(() => undefined);
  if (keys !== undefined && (keys.mode & 0o077) !== 0) {
    found("bad", "keys", t("doctor.private-open", { folder: config.data.keys }));
  }
  return undefined;
}

async function examinePort(context: Context, found: Found): Promise<void> {
  const port = context.config.sitePort;
  const server = createServer();
  const free = await new Promise<boolean>((resolve) => {
    server.once("error", () => resolve(false));
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => resolve(true));
  });
  if (free) await new Promise((done) => server.close(done));
  found(
    free ? "ok" : "hint",
    "port",
    context.t(free ? "doctor.port" : "doctor.port-used", { port: String(port) }),
  );
}

async function examineStores(context: Context, found: Found): Promise<void> {
  const { t, config } = context;
  if (!(await hasStore(context))) return found("ok", "store", t("doctor.store-new"));
  await withStores(context, async (writer) => {
    // Opening it has already finished whatever was interrupted.
    found("ok", "store", t("doctor.store"));
    const log = await readTombstoneLog(config.data.tombstoneLog);
    found("ok", "tombstones", t("doctor.log", { count: log.length }));
    if (log.length > 0) found("hint", "backup", t("doctor.backup", { file: config.data.tombstoneLog }));
    const inbox = await openInboxReader({ location: config.inbox });
    await inbox.close();
    found("ok", "inbox", t("doctor.inbox"));
    const waiting = await waitingStops(context, writer);
    if (waiting.length > 0) found("hint", "stops", t("status.stops", { count: waiting.length }));
    for (const edition of await writer.editions()) {
      const release = (await writer.published(edition.id)).find((candidate) => candidate.kind === "edition");
      if (release?.data.sample === true) found("hint", "sample", t("doctor.sample", { edition: edition.id }));
    }
  });
  return undefined;
}
