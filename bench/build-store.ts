/**
 * Fills a data folder with a large edition: made, put through the real gate, published by the real writer. A process of its own, so that
 * its memory and garbage are nobody else's. `node bench/build-store.ts FOLDER STORIES WORDS PLACEMENTS [LANDMARKS]`; prints one line of JSON.
 */
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { migrateInbox } from "@bluehour/inbox/migrations";
import { planEdition } from "@bluehour/gate/plan";
import { openReleaseWriter } from "@bluehour/releases/write";
import { filesOf } from "./data-folder.ts";
import type { Contents } from "./data-folder.ts";
import { editionId, largeEdition } from "./large-edition.ts";
import { landmarkDrafts } from "./lights-edition.ts";
import { firstRefusal } from "./refusal.ts";

const [folder, ...sizes] = process.argv.slice(2);
const [stories, words, placements, landmarks = 0] = sizes.map(Number);
if (folder === undefined || stories === undefined || words === undefined || placements === undefined)
  throw new Error(
    "Say where and how large: node bench/build-store.ts FOLDER STORIES WORDS PLACEMENTS [LANDMARKS]",
  );

const files = filesOf(folder);
mkdirSync(files.publicFolder, { recursive: true });
mkdirSync(files.inboxFolder, { recursive: true });
const now = new Date();
const timeOf = (since: number) => Math.round(performance.now() - since);

const madeFrom = performance.now();
const edition = largeEdition({ stories, words, placements, now });
edition.drafts.push(...landmarkDrafts(landmarks));
const made = timeOf(madeFrom);

const plannedFrom = performance.now();
const plan = planEdition({
  ...edition,
  acts: [],
  blocked: undefined,
  tombstones: [],
  published: [],
  mode: "production",
  now,
});
const planned = timeOf(plannedFrom);
const refusal = firstRefusal(plan);
if (refusal !== undefined) throw new Error(`The gate no longer releases the generated edition: ${refusal}`);

const publishedFrom = performance.now();
await migrateInbox(files.inbox);
const writer = await openReleaseWriter({
  location: files.releases,
  mediaFolder: files.media,
  tombstoneLog: files.tombstoneLog,
  now: () => new Date(),
});
const outcome = await writer.publish({
  edition: editionId,
  owner: "folder",
  releases: plan.releases,
  media: new Map(),
});
if (!outcome.ok || outcome.refused.length > 0) throw new Error("The store refused the generated edition.");
await writer.close();
writeFileSync(
  files.contents,
  JSON.stringify({
    stories: plan.releases
      .filter(({ kind }) => kind === "story")
      .map(({ id, locales }) => ({ id, locales: Object.keys(locales) })),
    codes: plan.releases.filter(({ kind }) => kind === "placement").map(({ id }) => id),
  } satisfies Contents),
);
console.log(
  JSON.stringify({
    stories,
    releases: plan.releases.length,
    made,
    planned,
    published: timeOf(publishedFrom),
    megabytes: Math.round(statSync(files.releases.file).size / 1e6),
  }),
);
