/** Holds two plans against each other: what does the second one show that the first one does not? For tests. */
import type { Release } from "@bluehour/domain/release";
import type { ReleaseText } from "@bluehour/domain/text";

/** Names a release, draft or tombstone. */
export function keyOf({ kind, id }: { kind: string; id: string }): string {
  return `${kind}:${id}`;
}

/** Every way in which `after` shows something that `before` does not. */
export function moreIn(
  before: { releases: readonly Release[] },
  after: { releases: readonly Release[] },
): string[] {
  const found: string[] = [];
  const earlier = new Map(before.releases.map((release) => [keyOf(release), release]));
  for (const release of after.releases) {
    const key = keyOf(release);
    const old = earlier.get(key);
    if (old === undefined) {
      found.push(key);
      continue;
    }
    const added = <T>(now: readonly T[], then: readonly T[]): T[] =>
      now.filter((item) => !then.includes(item));
    found.push(...added(release.uses, old.uses).map((use) => `${key} use ${use}`));
    found.push(
      ...added(Object.keys(release.locales), Object.keys(old.locales)).map(
        (locale) => `${key} locale ${locale}`,
      ),
    );
    found.push(
      ...added(
        release.media.map(({ hash }) => hash),
        old.media.map(({ hash }) => hash),
      ),
    );
    if (old.notBefore !== null && (release.notBefore === null || release.notBefore < old.notBefore))
      found.push(`${key} earlier`);
    if (old.notAfter !== null && (release.notAfter === null || release.notAfter > old.notAfter))
      found.push(`${key} later`);
    // What nobody's consent is needed for falls back freely to its original language.
    if (release.restsOn.length > 0) found.push(...added(wordsOf(release), wordsOf(old)));
    if (release.kind === "placement" && old.kind === "placement")
      found.push(...added(release.data.candidates, old.data.candidates));
    const [image, oldImage] = [imageOf(release), imageOf(old)];
    if (image !== undefined && image !== oldImage) found.push(`${key} image`);
  }
  return found;
}

/** The picture that a release refers to. */
export function imageOf(release: Release): string | undefined {
  return "image" in release.data ? release.data.image : undefined;
}

/** Head and blocks, each with the language that it is truly in. */
function wordsOf(release: Release): string[] {
  return Object.values<ReleaseText>(release.locales).flatMap(({ lang, head, blocks }) => [
    `${keyOf(release)} ${lang} ${JSON.stringify(head)}`,
    ...blocks.map((block) => `${keyOf(release)} ${block.lang} ${block.id} ${JSON.stringify(block.content)}`),
  ]);
}
