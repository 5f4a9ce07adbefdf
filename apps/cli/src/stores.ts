/** Opens the stores for a command and closes them again, whatever happens in between. */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { openReleaseWriter } from "@bluehour/releases/write";
import type { ReleaseWriter } from "@bluehour/releases/write";
import type { Context } from "./context.ts";
import { Refusal, exitCodes } from "./context.ts";
import { explained, isSystemError } from "./explain.ts";

/** Makes the folders of the data folder. Only `keys` and `studio` are private: the site runs as another user and reads the rest. */
export async function makeDataFolder(context: Context): Promise<void> {
  const { data } = context.config;
  try {
    for (const folder of [data.root, dirname(data.releases), data.media, dirname(data.inbox)]) {
      await mkdir(folder, { recursive: true });
    }
    await mkdir(data.keys, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw explained(context, error);
  }
}

/** Whether anything was ever published here; asking must not create a store. */
export async function hasStore(context: Context): Promise<boolean> {
  const { releases } = context.config;
  if (releases.database === "postgres") return true;
  return await stat(releases.file).then(
    () => true,
    (error: unknown) => {
      if (isSystemError(error) && error.code === "ENOENT") return false;
      throw explained(context, error);
    },
  );
}

/**
 * Opens the release store for writing and the inbox's tables, as the supervisor and every writing command need them. Only a withdrawal
 * does so without `repairFirst`: it must be dark before anything else is finished or waited for.
 */
export async function openStores(context: Context, { repairFirst = true } = {}): Promise<ReleaseWriter> {
  const { config, t } = context;
  await makeDataFolder(context);
  try {
    // A withdrawal asks nothing of the inbox, so an inbox that does not answer must not keep it waiting.
    if (repairFirst) await migrateInbox(config.inbox);
    return await openReleaseWriter({
      location: config.releases,
      mediaFolder: config.data.media,
      tombstoneLog: config.data.tombstoneLog,
      now: context.now,
      repairFirst,
    });
  } catch (error) {
    const known = explained(context, error);
    if (known instanceof Refusal) throw known;
    const detail = error instanceof Error ? error.message : String(error);
    throw new Refusal(exitCodes.machine, t("error.store", { detail }), { cause: error });
  }
}

/** Runs something with the stores open. */
export async function withStores<Result>(
  context: Context,
  use: (writer: ReleaseWriter) => Promise<Result>,
  options: { repairFirst?: boolean } = {},
): Promise<Result> {
  const writer = await openStores(context, options);
  try {
    return await use(writer);
  } finally {
    await writer.close();
  }
}
