/** Where things lie in a data folder; one place, so that the bench and its children agree. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { itemPath } from "@bluehour/domain/addresses";
import { editionId } from "./large-edition.ts";

/** The files of a data folder as `BLUEHOUR_DATA` names it. */
export function filesOf(folder: string) {
  const publicFolder = join(folder, "public");
  const inboxFolder = join(folder, "inbox");
  return {
    publicFolder,
    inboxFolder,
    releases: { database: "sqlite" as const, file: join(publicFolder, "releases.db") },
    inbox: { database: "sqlite" as const, file: join(inboxFolder, "inbox.db") },
    media: join(publicFolder, "media"),
    tombstoneLog: join(folder, "tombstones.log"),
    /** What is in it, so that nobody has to read ten thousand releases to know their addresses. */
    contents: join(folder, "contents.json"),
  };
}

/** What a generated edition holds. */
export type Contents = { stories: { id: string; locales: string[] }[]; codes: string[] };

export function contentsOf(folder: string): Contents {
  return JSON.parse(readFileSync(filesOf(folder).contents, "utf8")) as Contents;
}

/** Address of a generated story in the first of its languages. */
export function storyPath(story: Contents["stories"][number]): string {
  return itemPath(editionId, story.locales[0] ?? "", "story", story.id);
}
