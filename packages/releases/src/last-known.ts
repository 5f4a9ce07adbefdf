/**
 * What a reader falls back on while its store does not answer: the releases that it read before and that rest on nobody's consent
 * (programme, places, help). What rests on a consent is never kept.
 */
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";

// A site asks the same few hundred questions all day; the answers share their releases with each other. Of one sort, that is: a kind, a
// form of question, and whether there was an answer. Whoever asks for a thousand made-up stories or pages pushes out other made-up ones,
// and never the help numbers.
const answersKept = 1000;

/** Releases as the store gave them; `isStale` when it did not answer and these are from memory. */
export type Answer = { releases: PublicRelease[]; isStale: boolean };

/** What is asked for: the kind, the form of the question and what fills it in. */
export type Question = readonly [
  kind: Kind,
  form: "find" | "in-editions" | "list" | "further" | "all" | "showing",
  ...values: (string | number)[],
];

/** Runs a query; when it fails, gives what the same question got last time. Rethrows the outage when it was never answered. */
export type LastKnown = (question: Question, query: () => Promise<PublicRelease[]>) => Promise<Answer>;

/** The memory of one reader. */
export function createLastKnown(): LastKnown {
  const memories = new Map<string, Map<string, PublicRelease[]>>();
  const memory = (question: Question, sort: "some" | "none"): Map<string, PublicRelease[]> => {
    const name = `${question[0]} ${question[1]} ${sort}`;
    const answers = memories.get(name) ?? new Map<string, PublicRelease[]>();
    memories.set(name, answers);
    return answers;
  };
  return async (question, query) => {
    const key = JSON.stringify(question);
    const [some, none] = [memory(question, "some"), memory(question, "none")];
    try {
      const releases = await query();
      const kept = releases.filter(({ restsOn }) => restsOn.length === 0);
      some.delete(key);
      none.delete(key);
      const answers = kept.length > 0 ? some : none;
      answers.set(key, kept);
      if (answers.size > answersKept) answers.delete(answers.keys().next().value ?? "");
      return { releases, isStale: false };
    } catch (outage) {
      const known = some.get(key) ?? none.get(key);
      if (known === undefined) throw outage;
      return { releases: known, isStale: true };
    }
  };
}
