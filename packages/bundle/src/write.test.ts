import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Draft } from "@bluehour/domain/draft";
import { loadBundle } from "./load.ts";
import type { Bundle } from "./load.ts";
import { inFolder, loadWith, shortly } from "./test-bundle.ts";
import { anyBundle } from "@bluehour/testing/any-bundle";
import { bundleFiles, writeBundle } from "./write.ts";
import type { BundleFiles, PublicHalf } from "./write.ts";

const campaigns = fileURLToPath(new URL("../../../campaigns", import.meta.url));

function filesOf(bundle: PublicHalf): BundleFiles {
  const result = bundleFiles(bundle);
  assert.ok(result.ok, JSON.stringify(result));
  return result.files;
}

function problemsOf(bundle: PublicHalf): string[] {
  const result = bundleFiles(bundle);
  return result.ok ? [] : result.problems.map(shortly);
}

async function loaded(folder: string): Promise<Bundle> {
  const result = await loadBundle(folder);
  assert.ok(result.ok, JSON.stringify(result));
  return result.bundle;
}

async function writtenAndLoaded(bundle: PublicHalf): Promise<Bundle> {
  return await inFolder({}, async (folder) => {
    assert.deepEqual(writeBundle(join(folder, "out"), filesOf(bundle)), { ok: true });
    return await loaded(join(folder, "out"));
  });
}

/** All that a bundle's public half is, whatever its files are called and in whatever order they stand. */
function essence({ edition, drafts, media }: PublicHalf): object {
  const plain = ({ origin: _origin, ...draft }: Draft): object => draft;
  return {
    edition: plain(edition),
    drafts: Object.fromEntries(drafts.map((draft) => [`${draft.kind} ${draft.id}`, plain(draft)]).toSorted()),
    media: Object.fromEntries([...media].map(([hash, bytes]) => [hash, Buffer.from(bytes).toString("hex")])),
  };
}

async function valid(changes: Record<string, string | undefined> = {}): Promise<Bundle> {
  const result = await loadWith(changes);
  assert.ok(result.ok, JSON.stringify(result));
  return result.bundle;
}

describe("a bundle that is written", () => {
  for (const name of readdirSync(campaigns))
    it(`is the same when it is read again: ${name}`, async () => {
      const bundle = await loaded(join(campaigns, name));
      const again = await writtenAndLoaded(bundle);
      assert.deepEqual(essence(again), essence(bundle));
      // Once written, it is written alike for ever: nothing drifts.
      assert.deepEqual(filesOf(again), filesOf(bundle));
    });

  it("is the same when it is read again, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(anyBundle, async (bundle) => {
        const again = await writtenAndLoaded(bundle);
        // Computed by the loader from the lights that are there.
        delete again.edition.data.lightsEnd;
        assert.deepEqual(essence(again), essence(bundle));
      }),
      { numRuns: 25 },
    );
  });

  it("is written in the hand of the samples", async () => {
    const files = filesOf(await valid());
    assert.equal(
      files.get("edition.yaml"),
      `language: en
id: "2026"
days: { first: 2026-07-30, last: 2026-07-31 }
zone: Europe/Brussels
country: BE
languages: [en, fr]
localLanguages: [fr]
colour: "#1d4ed8"
hashtag: "#BlueHour"
action: light
exitTo: https://www.wikipedia.org/
contact: { organisation: pag-asa, phone: "+3225116464" }
sample: false
`,
    );
    assert.match(
      String(files.get("stories/the bakery.en.md")),
      /^---\ntitle: The bakery\ncontentNote: Tells of debts\.\ntranslation: machine\nof: "?[0-9a-f]{8}"?\n---\n<!-- arrival machine of:[0-9a-f]{8} -->\nShe came in the \*spring\*\.\n$/,
    );
    assert.equal(files.get(".gitignore"), "private/\n");
    assert.deepEqual(
      [...files.keys()].filter((path) => path.startsWith("private")),
      [],
    );
    assert.deepEqual(
      [...files.keys()].filter((path) => path.startsWith("placements")),
      ["placements/shadows-1.en.md", "placements/shadows-1.yaml"],
    );
  });

  it("keeps every state, and what was by a person becomes stale when its original changes", async () => {
    const bundle = await valid({
      "stories/the bakery.en.md": `---
title: The bakery
contentNote: Tells of debts.
translation: stale
---
<!-- arrival -->
She came in the *spring*.

<!-- nights stale -->
The nights were long.
`,
    });
    const again = await writtenAndLoaded(bundle);
    const story = (of: Bundle) => of.drafts.find(({ kind }) => kind === "story")?.texts["en"];
    assert.deepEqual(story(again), story(bundle));
    assert.equal(story(again)?.state, "stale");
    const files = Object.fromEntries(filesOf(bundle));
    await inFolder(
      {
        ...files,
        "stories/the bakery.fr.md": String(files["stories/the bakery.fr.md"]).replace("printemps", "hiver"),
      },
      async (folder) => {
        assert.deepEqual(
          story(await loaded(folder))?.blocks.map(({ state }) => state),
          ["stale", "stale"],
        );
      },
    );
  });

  it("writes hours that follow the sun as the rule they are", async () => {
    const bundle = await valid({
      "events/noon.yaml": `language: en
start: { day: 2026-07-30, sun: sunset, offsetMinutes: -15 }
end: { day: 2026-07-30, clock: "24:00" }
zone: Europe/Brussels
country: BE
coordinates: { latitude: 50.8467, longitude: 4.3525 }
`,
    });
    assert.match(
      String(filesOf(bundle).get("events/noon.yaml")),
      /\nstart: \{ day: 2026-07-30, sun: sunset, offsetMinutes: -15 \}\nend: 2026-07-31T00:00:00\+02:00\n/,
    );
    assert.deepEqual(essence(await writtenAndLoaded(bundle)), essence(bundle));
  });

  it("names stories by their id where no file of theirs is known, or where its name is no name everywhere", async () => {
    const bundle = await valid();
    const [story] = bundle.drafts.filter(({ kind }) => kind === "story");
    assert.ok(story !== undefined);
    for (const origin of [
      "studio:stories/41",
      "stories/con.yaml",
      "stories/../x.yaml",
      "stories/README.yaml",
      "stories/a\\b.yaml",
    ]) {
      const drafts = bundle.drafts.map((draft) => (draft === story ? { ...story, origin } : draft));
      assert.ok(filesOf({ ...bundle, drafts }).has("stories/7k3m9qx2tr.fr.md"), origin);
    }
  });

  it("says what cannot be kept, and writes nothing of it", async () => {
    const bundle = await valid();
    const withStory = (change: (story: Draft<"story">) => Draft<"story">): string[] =>
      problemsOf({
        ...bundle,
        drafts: bundle.drafts.map((draft) =>
          draft.kind === "story" ? change(structuredClone(draft)) : draft,
        ),
      });
    const inFrench = (change: (text: Draft<"story">["texts"][string]) => void): string[] =>
      withStory((story) => {
        const text = story.texts["fr"];
        assert.ok(text !== undefined);
        change(text);
        return story;
      });
    assert.deepEqual(
      inFrench((text) => text.blocks[0]?.content.push({ p: ["one\ntwo"] })),
      ["write-text stories/the bakery.fr.md"],
    );
    assert.deepEqual(
      inFrench((text) => (text.head.title = " padded ")),
      ["write-changed stories/the bakery.fr.md"],
    );
    assert.deepEqual(
      inFrench((text) => text.blocks[1]?.content.splice(0)),
      ["block-empty stories/the bakery.fr.md"],
    );
    assert.deepEqual(
      inFrench((text) => text.blocks.splice(0, 1)),
      ["block-unknown stories/the bakery.en.md"],
    );
    assert.deepEqual(
      withStory((story) => ({ ...story, texts: { en: story.texts["en"] } }) as Draft<"story">),
      ["text-missing stories/the bakery.yaml"],
    );
    assert.deepEqual(
      withStory((story) => ({ ...story, data: { ...story.data, image: "nowhere" } })),
      ["thing-missing stories/the bakery.yaml"],
    );
    assert.deepEqual(
      withStory((story) => ({ ...story, data: { ...story.data, secret: 1 } }) as never),
      ["key-unknown stories/the bakery.yaml"],
    );
    assert.deepEqual(problemsOf({ ...bundle, media: new Map() }), ["write-picture images/square.yaml"]);
    const square = bundle.drafts.find(({ id }) => id === "square");
    assert.ok(square !== undefined);
    assert.deepEqual(problemsOf({ ...bundle, drafts: [...bundle.drafts, square] }), [
      "id-twice images/square.yaml",
    ]);
    assert.deepEqual(
      problemsOf({ ...bundle, drafts: [...bundle.drafts, { ...square, id: "readme" } as Draft] }),
      ["write-readme images/readme.yaml"],
    );
  });
});

describe("the folder that a bundle is written into", () => {
  const files = new Map([
    ["edition.yaml", "new"],
    ["stories/one.yaml", "new"],
  ]);

  it("may be missing, empty, or a bundle that may be replaced; then nothing of what was there is lost", async () => {
    await inFolder({}, async (folder) => {
      assert.deepEqual(writeBundle(join(folder, "a/b"), files), { ok: true });
      mkdirSync(join(folder, "empty"));
      assert.deepEqual(writeBundle(join(folder, "empty"), files), { ok: true });
      assert.deepEqual(readdirSync(folder).toSorted(), ["a", "empty"]);
    });
    const old = {
      "day/edition.yaml": "old",
      "day/stories/two.yaml": "old",
      "day/private/acts.yaml": "secret",
      "day/.git/HEAD": "ref",
      "day/README.md": "mine",
    };
    await inFolder(old, async (folder) => {
      const day = join(folder, "day");
      assert.deepEqual(writeBundle(day, files, { replace: true }), { ok: true, kept: `${day}.replaced-1` });
      assert.deepEqual(readdirSync(day).toSorted(), [
        ".git",
        "README.md",
        "edition.yaml",
        "private",
        "stories",
      ]);
      assert.deepEqual(readdirSync(join(day, "stories")), ["one.yaml"]);
      assert.equal(readFileSync(join(day, "private/acts.yaml"), "utf8"), "secret");
      assert.equal(readFileSync(`${day}.replaced-1/stories/two.yaml`, "utf8"), "old");
      assert.deepEqual(readdirSync(folder).toSorted(), ["day", "day.replaced-1"]);
      assert.deepEqual(writeBundle(day, files, { replace: true }), { ok: true, kept: `${day}.replaced-2` });
    });
  });

  it("is left alone in every other case", async () => {
    await inFolder({ "photos/one.jpg": "x", file: "x", "day/edition.yaml": "old" }, async (folder) => {
      const tell = (path: string, options = {}): string[] => {
        const outcome = writeBundle(join(folder, path), files, options);
        return outcome.ok ? [] : outcome.problems.map(({ code }) => code);
      };
      assert.deepEqual(tell("photos", { replace: true }), ["write-not-empty"]);
      assert.deepEqual(tell("file"), ["write-no-folder"]);
      assert.deepEqual(tell("day"), ["write-bundle-there"]);
      assert.deepEqual(tell("file/inside"), ["write-no-folder"]);
      assert.deepEqual(readdirSync(folder).toSorted(), ["day", "file", "photos"]);
      assert.equal(readFileSync(join(folder, "day/edition.yaml"), "utf8"), "old");
    });
  });

  it("is as it was when the writing fails half-way", async () => {
    await inFolder({ "day/edition.yaml": "old" }, async (folder) => {
      const impossible = new Map([...files, ["edition.yaml/inside", "x"]]);
      const outcome = writeBundle(join(folder, "day"), impossible, { replace: true });
      assert.deepEqual(outcome.ok ? [] : outcome.problems.map(({ code }) => code), ["write-failed"]);
      assert.deepEqual(readdirSync(folder), ["day"]);
      assert.equal(readFileSync(join(folder, "day/edition.yaml"), "utf8"), "old");
    });
  });
});
