/** "Did you mean": the word that is nearest to a mistyped one. */
import { distance } from "fastest-levenshtein";

/** The nearest of `known`, or `undefined` where nothing is near enough to be what was meant. */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  const word = typed.normalize("NFC").toLowerCase();
  let best: string | undefined;
  // Two of five letters may be wrong, but at least one and at most four: beyond that a suggestion is a guess.
  let limit = Math.min(4, Math.max(1, Math.floor(word.length * 0.4)));
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const away = distance(word, candidate.toLowerCase());
    if (away > limit || (away === limit && best !== undefined)) continue;
    best = candidate;
    limit = away;
    if (away === 0) break;
  }
  return best;
}
