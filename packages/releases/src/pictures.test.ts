import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import type { Release } from "@bluehour/domain/release";
import { editionRelease, imageRelease, storyId, storyRelease } from "@bluehour/testing/release-factory";
import { openReleaseWriter } from "./write.ts";

test("a picture goes with the last story that shows it, and stays while another release does", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "bluehour-pictures-"));
  const writer = await openReleaseWriter({
    location: { database: "sqlite", file: join(folder, "releases.db") },
    mediaFolder: join(folder, "media"),
    tombstoneLog: join(folder, "tombstones.log"),
    now: () => new Date("2020-07-30T12:00:00Z"),
  });
  t.after(async () => {
    await writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const withImage = (number: number, image: string): Release<"story"> => {
    const story = storyRelease(number);
    return { ...story, data: { ...story.data, image } };
  };
  const portrait = imageRelease("portrait");
  const shared = imageRelease("shared");
  await writer.publish({
    edition: "2020",
    owner: "folder",
    releases: [
      editionRelease(),
      portrait.release,
      shared.release,
      withImage(1, "portrait"),
      withImage(2, "shared"),
      withImage(3, "shared"),
    ],
    media: new Map([
      [portrait.hash, portrait.bytes],
      [shared.hash, shared.bytes],
    ]),
  });
  const left = async () =>
    (await writer.published("2020")).filter(({ kind }) => kind === "image").map(({ id }) => id);

  assert.deepEqual((await left()).toSorted(), ["portrait", "shared"]);
  await writer.withdraw({ id: storyId(1), door: "withdraw" });
  assert.deepEqual(await left(), ["shared"]);
  assert.deepEqual(readdirSync(join(folder, "media")), [shared.hash]);
  await writer.withdraw({ id: storyId(2), door: "stop" });
  assert.deepEqual(await left(), ["shared"], "story 3 still shows it");
  await writer.withdraw({ id: storyId(3), door: "dark" });
  assert.deepEqual(await left(), []);
  assert.deepEqual(readdirSync(join(folder, "media")), []);
});
