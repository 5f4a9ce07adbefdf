/** Publishes several bundles, each by itself: one that cannot be read or is refused leaves the others, and what is public, as they are. */
import { resolve } from "node:path";
import type { ReleaseWriter } from "@bluehour/releases/write";
import { sayKeptBack, sayOutcome } from "./commands/publish.ts";
import type { Context } from "./context.ts";
import { failureSentence, load, publishBundle, sayProblems } from "./publish-bundle.ts";
import type { Loaded } from "./publish-bundle.ts";

export type FolderPublisher = {
  /** Those of the folders that this publisher never published, that failed the last time, or that changed (absolute paths). */
  due: (folders: readonly string[], changed: ReadonlySet<string>) => string[];
  /** Publishes those of the folders that are due, and returns the ids of the editions that could be. */
  publish: (folders: readonly string[], changed?: ReadonlySet<string>) => Promise<string[]>;
};

export function createFolderPublisher(context: Context, writer: ReleaseWriter): FolderPublisher {
  const { t, say, note } = context;
  /** The edition that each folder was found to hold, by absolute path, and whether it was published. */
  const known = new Map<string, { edition: string; isPublished: boolean }>();

  const due = (folders: readonly string[], changed: ReadonlySet<string>): string[] =>
    folders.filter(
      (folder) => known.get(resolve(folder))?.isPublished !== true || changed.has(resolve(folder)),
    );

  return {
    due,
    publish: async (folders, changed = new Set()) => {
      const present = new Set(folders.map((folder) => resolve(folder)));
      for (const path of known.keys()) if (!present.has(path)) known.delete(path);

      const read: { folder: string; loaded: Extract<Loaded, { ok: true }> }[] = [];
      let isComplete = true;
      for (const folder of due(folders, changed)) {
        const path = resolve(folder);
        say(t("start.publishing", { folder }));
        const loaded = await load(folder);
        if (loaded.ok) {
          known.set(path, { edition: loaded.bundle.edition.id, isPublished: false });
          read.push({ folder, loaded });
          continue;
        }
        known.delete(path);
        isComplete = false;
        sayProblems(context, folder, loaded.problems, { tell: note });
      }

      const published: string[] = [];
      for (const { folder, loaded } of read) {
        const edition = loaded.bundle.edition.id;
        const path = resolve(folder);
        const others = folders.filter(
          (other) => resolve(other) !== path && known.get(resolve(other))?.edition === edition,
        );
        if (others.length > 0) {
          // Nobody can say which is meant, and an old copy may hold what a teller has since withdrawn.
          note(t("start.edition-twice", { folder, edition, other: others.join(", ") }));
          isComplete = false;
          continue;
        }
        const { plan, outcome } = await publishBundle(context, writer, loaded.bundle);
        sayKeptBack(context, plan);
        if (outcome.ok) {
          sayOutcome(context, edition, outcome);
          known.set(path, { edition, isPublished: true });
          published.push(edition);
        } else {
          note(failureSentence(context, edition, outcome));
          isComplete = false;
        }
      }
      if (!isComplete && (await writer.editions()).length > 0) note(t("start.broken-serving"));
      return published;
    },
  };
}
