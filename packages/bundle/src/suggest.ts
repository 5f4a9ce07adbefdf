/** "Did you mean": the word that is nearest to a mistyped one. */
import { distance } from "fastest-levenshtein";

/** The nearest of `known`, or `undefined` where nothing is near enough to be what was meant. */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  const word = typed.normalize("NFC").toLowerCase();
  let best: string | undefined;
  let closest = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    // Two of five letters may be wrong, but at least one and at most four: beyond that a suggestion is a guess.
    const limit = Math.min(4, Math.max(1, Math.floor(Math.max(word.length, candidate.length) * 0.4)));
    if (Math.abs(candidate.length - word.length) > Math.min(limit, closest)) continue;
    const away = distance(word, candidate.toLowerCase());
    if (away > limit || away >= closest) continue;
    best = candidate;
    closest = away;
    if (away === 0) break;
  }
  return best;
}
