/** What the outside sees: through a reader, opened as the site opens it, and in the bytes on disk. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson } from "@bluehour/domain/text";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseReader } from "@bluehour/releases/read";
import type { Model, Shown } from "./model.ts";
import { isPublished, visible } from "./model.ts";
import {
  editions,
  fileHashOf,
  idOf,
  isImage,
  releaseOf,
  standingId,
  stopHashOf,
  surface,
  wordPattern,
  wordsOf,
} from "./world.ts";
import type { EditionId, Thing } from "./world.ts";

/** Holds a release against what was published, to the last character, and says which version it is. */
export function versionOf(seed: number, thing: Thing, release: PublicRelease): number {
  const version = release.generation - 1;
  const { stopHash: _never, ...expected } = releaseOf(seed, thing, version, release.edition);
  assert.equal(canonicalJson(release), canonicalJson(expected), `The text of ${release.id} is not whole.`);
  return version;
}

/** Everything that a reader finds in an edition, from its lists, walked in pages. */
export async function seenBy(
  seed: number,
  reader: ReleaseReader,
  edition: EditionId,
  thingOf: (id: string) => Thing,
): Promise<Shown> {
  const seen: Shown = new Map();
  for (const kind of ["story", "image"] as const) {
    for (const locale of ["en", "fr"]) {
      const found: Shown = new Map();
      let after: string | undefined;
      do {
        const page = await reader.list({
          kind,
          edition,
          locale,
          surface,
          limit: 25,
          ...(after === undefined ? {} : { after }),
        });
        for (const release of page.items) {
          const thing = thingOf(release.id);
          assert.ok(!found.has(thing), `${release.id} stands twice in one list.`);
          found.set(thing, versionOf(seed, thing, release));
        }
        after = page.next;
      } while (after !== undefined);
      for (const [thing, version] of found) {
        assert.ok(locale === "en" || seen.get(thing) === version, "The lists of two languages differ.");
        seen.set(thing, version);
      }
    }
  }
  return seen;
}

/** Asks one by one for what a list would only leave out: each withdrawn thing at its own address, by its stop code and its file. */
export async function assertDark(
  seed: number,
  reader: ReleaseReader,
  model: Model,
  things: Iterable<Thing>,
): Promise<void> {
  for (const thing of things) {
    const id = idOf(seed, thing);
    for (const edition of editions) {
      const found = isImage(thing)
        ? await reader.find({ kind: "image", edition, id, surface })
        : await reader.find({ kind: "story", edition, id, surface });
      assert.equal(found, undefined, `${id} was withdrawn or stopped and is public in ${edition}.`);
    }
    if (isImage(thing)) {
      const hash = fileHashOf(seed, thing);
      const isListed = editions.some((edition) =>
        [...visible(model, edition).keys()].some(
          (other) => isImage(other) && fileHashOf(seed, other) === hash,
        ),
      );
      if (!isListed)
        assert.equal(await reader.media(hash), undefined, `The file of ${id} is public, ${id} is not.`);
    } else if (model.withdrawn.has(thing) || isPublished(model, thing)) {
      const match = await reader.storyOfStopHash(stopHashOf(seed, thing));
      assert.deepEqual(
        { id: match?.id, alreadyDark: match?.alreadyDark },
        { id, alreadyDark: true },
        `A stop code of a dark story must be answered with "done".`,
      );
    }
  }
}

/** Holds all that a reader sees against the model; `lists` are what it was seen to list a moment ago. */
export async function assertSees(
  seed: number,
  reader: ReleaseReader,
  model: Model,
  thingOf: (id: string) => Thing,
  lists?: ReadonlyMap<EditionId, Shown>,
): Promise<void> {
  const snapshot = await reader.confirm();
  assert.ok(snapshot.confirmed, "The reader is not confirmed.");
  for (const edition of editions) {
    const seen = lists?.get(edition) ?? (await seenBy(seed, reader, edition, thingOf));
    const expected = visible(model, edition);
    assert.deepEqual(named(seed, seen), named(seed, expected), `What is public in ${edition}`);
    for (const thing of someOf(expected.keys())) {
      const id = idOf(seed, thing);
      const found = isImage(thing)
        ? await reader.find({ kind: "image", edition, id, surface })
        : await reader.find({ kind: "story", edition, id, surface });
      assert.ok(found, `${id} is in the list of ${edition} and has no page.`);
    }
    if (model.published.has(edition)) {
      const standing = await reader.find({ kind: "event", edition, id: standingId, surface });
      assert.ok(standing, `What rests on no consent is lost in ${edition}.`);
    }
  }
  await assertDark(seed, reader, model, someOf(model.withdrawn));
  await assertDark(seed, reader, model, someOf(model.stopped));
}

/** Its newest and a few older ones: a list shows at once what is public and should not be, single questions cost one at a time. */
function someOf(things: Iterable<Thing>): Thing[] {
  const all = [...things];
  const step = Math.max(1, Math.floor(all.length / 3));
  return all.filter((_, index) => index >= all.length - 4 || index % step === 0);
}

/** For messages: ids with versions, sorted. */
export function named(seed: number, shown: Shown): string[] {
  return [...shown].map(([thing, version]) => `${thing} ${idOf(seed, thing)} v${version}`).toSorted();
}

/** Words that stand in any file below a folder, by file. */
export function wordsInFiles(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) continue;
    for (const [word] of readFileSync(file, "latin1").matchAll(wordPattern)) found.set(word, name);
  }
  return found;
}

/** Words that may be on disk: those of what is published, and no others. */
export function allowedWords(seed: number, model: Model): Set<string> {
  return new Set(
    [...model.published.values()].flatMap((shown) =>
      [...shown].flatMap(([thing, version]) => wordsOf(seed, thing, version)),
    ),
  );
}

/** Hashes of the files in the media folder; anything else that lies there is said. */
export function mediaFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder);
  for (const name of names) assert.match(name, /^[0-9a-f]{64}$/, "A half-written media file is left.");
  return names;
}
