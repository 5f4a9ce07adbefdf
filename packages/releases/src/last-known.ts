/**
 * What a reader falls back on while its store does not answer: the releases that it read before and that rest on nobody's consent
 * (programme, places, help). What rests on a consent is never kept.
 */
import type { PublicRelease } from "@bluehour/domain/release";

// A site asks the same few hundred questions all day; the answers share their releases with each other.
const answersKept = 1000;

/** Releases as the store gave them; `isStale` when it did not answer and these are from memory. */
export type Answer = { releases: PublicRelease[]; isStale: boolean };

/** Runs a query; when it fails, gives what the same question got last time. Rethrows the outage when it was never answered. */
export type LastKnown = (
  question: readonly unknown[],
  query: () => Promise<PublicRelease[]>,
) => Promise<Answer>;

/** The memory of one reader. */
export function createLastKnown(): LastKnown {
  const answers = new Map<string, PublicRelease[]>();
  return async (question, query) => {
    const key = JSON.stringify(question);
    try {
      const releases = await query();
      answers.delete(key);
      answers.set(
        key,
        releases.filter(({ restsOn }) => restsOn.length === 0),
      );
      if (answers.size > answersKept) answers.delete(answers.keys().next().value ?? "");
      return { releases, isStale: false };
    } catch (outage) {
      const known = answers.get(key);
      if (known === undefined) throw outage;
      return { releases: known, isStale: true };
    }
  };
}
