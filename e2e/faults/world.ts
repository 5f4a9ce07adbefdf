/**
 * Everything that the fault proofs publish. A thing is known by its number and a version of its text; the same seed gives the same things
 * in the process that writes and in the one that checks, so only numbers pass between them. Each text of each version carries words that
 * stand nowhere else, by which its bytes can be found.
 */
import { createHash } from "node:crypto";
import { createConsentRef, createStoryId, createStopCode, hashStopCode } from "@bluehour/domain/codes";
import type { RandomBytes } from "@bluehour/domain/random";
import type { Release } from "@bluehour/domain/release";
import type { Surface } from "@bluehour/domain/uses";
import { eventRelease, imageRelease, storyRelease } from "@bluehour/testing/release-factory";

export const editions = ["2020", "2021"] as const;
export type EditionId = (typeof editions)[number];

/** A story (even number) or an image (odd number), by its number. */
export type Thing = number;

/** Text version by thing: what stands, or shall stand, in an edition. */
export type Offer = [thing: Thing, version: number][];

export const wordPattern = /zq[0-9a-f]{16}qz/g;
/** Surfaces on which everything here may be seen. */
export const surface: Surface = "page";

const known = new Map<string, unknown>();

/** The same question has the same answer: drawing it thousands of times would take longer than the rest of the proof. */
function remembered<Answer>(question: string, answer: () => Answer): Answer {
  if (!known.has(question)) known.set(question, answer());
  return known.get(question) as Answer;
}

function bytesOf(seed: number, purpose: string): Buffer {
  return createHash("sha256").update(`${seed} ${purpose}`).digest();
}

/** Bytes that are random and always the same, for drawing ids and codes. */
function drawing(seed: number, purpose: string): RandomBytes {
  let count = 0;
  return (length) => {
    const parts: Buffer[] = [];
    while (parts.length * 32 < length) parts.push(bytesOf(seed, `${purpose} ${count++}`));
    return Buffer.concat(parts).subarray(0, length);
  };
}

/** A word that stands in one version of one thing, in one place of it. */
export function wordOf(seed: number, thing: Thing, version: number, place: string): string {
  const name = `word ${thing} ${version} ${place}`;
  return remembered(`${seed} ${name}`, () => `zq${bytesOf(seed, name).toString("hex", 0, 8)}qz`);
}

/** Every word of a version's texts, and of the file behind it. */
export function wordsOf(seed: number, thing: Thing, version: number): string[] {
  const texts = ["title", "text", "end"].map((place) => wordOf(seed, thing, version, place));
  return isImage(thing) ? [...texts, wordOf(seed, fileOwner(thing), 0, "file")] : texts;
}

/** Each file stands behind two images, so that one may be withdrawn while the other keeps it. */
function fileOwner(thing: Thing): Thing {
  return Math.floor((thing - 1) / 4) * 4 + 1;
}

export function isImage(thing: Thing): boolean {
  return thing % 2 === 1;
}

export function idOf(seed: number, thing: Thing): string {
  return remembered(`${seed} id ${thing}`, () =>
    isImage(thing)
      ? `picture-${thing}-${bytesOf(seed, `picture ${thing}`).toString("hex", 0, 4)}`
      : createStoryId(drawing(seed, `id ${thing}`)),
  );
}

/** The same person's story under a new id: it rests on the same consent. */
export function otherIdOf(seed: number, thing: Thing): string {
  return isImage(thing) ? `${idOf(seed, thing)}-again` : createStoryId(drawing(seed, `other id ${thing}`));
}

function consentOf(seed: number, thing: Thing): string {
  return remembered(`${seed} consent ${thing}`, () => createConsentRef(drawing(seed, `consent ${thing}`)));
}

export function stopHashOf(seed: number, thing: Thing): string {
  return remembered(`${seed} stop ${thing}`, () =>
    hashStopCode(createStopCode(drawing(seed, `stop ${thing}`))),
  );
}

/** A picture's bytes. */
export function fileOf(seed: number, thing: Thing): Buffer {
  const owner = fileOwner(thing);
  return remembered(`${seed} file ${owner}`, () => {
    const noise = Array.from({ length: 40 }, (_, index) => bytesOf(seed, `noise ${owner} ${index}`));
    return Buffer.concat([Buffer.from(wordOf(seed, owner, 0, "file")), ...noise]);
  });
}

export function fileHashOf(seed: number, thing: Thing): string {
  return remembered(`${seed} hash ${thing}`, () =>
    createHash("sha256").update(fileOf(seed, thing)).digest("hex"),
  );
}

/** Long after any test: what is dark here is dark for another reason. */
const notAfter = "2099-01-01T00:00:00.000Z";

/** A story or image in a version. */
export function releaseOf(
  seed: number,
  thing: Thing,
  version: number,
  edition: string,
  id = idOf(seed, thing),
): Release {
  // Of many lengths, so that rows move between the database's pages.
  const filling = bytesOf(seed, `filling ${thing} ${version}`)
    .toString("hex")
    .repeat(1 + ((thing + version) % 40));
  const wish = {
    id,
    edition,
    title: wordOf(seed, thing, version, "title"),
    text: `${wordOf(seed, thing, version, "text")} ${filling} ${wordOf(seed, thing, version, "end")}`,
    restsOn: [consentOf(seed, thing)],
    notAfter,
    generation: version + 1,
  };
  if (!isImage(thing)) return storyRelease(thing, { ...wish, stopHash: stopHashOf(seed, thing) });
  const file = fileOf(seed, thing);
  const hash = fileHashOf(seed, thing);
  const media = [{ hash, type: "image/webp" as const, width: 4, height: 3, bytes: file.length }];
  return imageRelease(id, { ...wish, media }).release;
}

/** What rests on nobody's consent: it must never be lost with what is taken away around it. */
export const standingId = "at-noon";

/** What `publish` is handed for an offer. */
export function publicationOf(seed: number, edition: string, offer: Offer) {
  return {
    edition,
    owner: "folder" as const,
    releases: [
      eventRelease(standingId, { edition }),
      ...offer.map(([thing, version]) => releaseOf(seed, thing, version, edition)),
    ],
    media: new Map(
      offer
        .filter(([thing]) => isImage(thing))
        .map(([thing]) => [fileHashOf(seed, thing), new Uint8Array(fileOf(seed, thing))]),
    ),
  };
}
