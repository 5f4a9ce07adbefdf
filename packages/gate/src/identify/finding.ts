/** What the identification check finds in a story, and the id by which a decision about it is remembered. */
import { createHash } from "node:crypto";
import { normalizedWords } from "@bluehour/domain/consent";

/** What a finding may tell about a person. */
export const findingSorts = [
  "name",
  "place",
  "address",
  "date",
  "age",
  "phone",
  "email",
  "url",
  "handle",
  "national-number",
  "bank-account",
  "card",
  "plate",
  "document",
  "institution",
  "nationality",
  "occupation",
  "relative",
  "combination",
] as const;

/** One of {@link findingSorts}. */
export type FindingSort = (typeof findingSorts)[number];

/**
 * How sure the check is. `certain`: form, check digits or the words before it leave no doubt. `likely`: a person must say. A `hint` is for a
 * second look; alone it asks for no decision, together with others it may ({@link Finding} of the sort `combination`).
 */
export type Strength = "certain" | "likely" | "hint";

/** What to write instead; its sentence is `suggest.CODE`, in the operators' languages. */
export const suggestionCodes = [
  "remove",
  "pseudonym",
  "wider-place",
  "age-band",
  "minor-age",
  "season",
  "kind-of-house",
  "wider-origin",
  "wider-work",
  "wider-relative",
  "vary",
] as const;

/** One of {@link suggestionCodes}. */
export type SuggestionCode = (typeof suggestionCodes)[number];

/** A proposal: never put in by itself, since only a person sees whether the sentence still says what was meant. */
export type Suggestion = {
  code: SuggestionCode;
  /** Words in the language of the text, where the check has some: a region, an age band, a season. */
  words?: string;
};

/** What a person should know beside the sort; its sentence is `note.CODE`. */
export const noteCodes = ["unknown-word", "check-digits", "in-link", "together"] as const;

/** One of {@link noteCodes}. */
export type NoteCode = (typeof noteCodes)[number];

/** Something in a text by which a person could be known. */
export type Finding = {
  /**
   * Made of block, sort and words (case, accents and punctuation left out): it stays the same wherever else the text is edited, and a
   * second occurrence in the same block has the same.
   */
  id: string;
  /** The block's id, `head.title` and the like for the head, and nothing for a combination, which is the whole text's. */
  block: string;
  /** UTF-16 offsets in the block's `plainText`. For what stands only in a link's address: those of the link's words. */
  start: number;
  end: number;
  sort: FindingSort;
  /** The words themselves. They never go to a log, nor anywhere beyond who may read the text. */
  matched: string;
  strength: Strength;
  suggestion: Suggestion;
  note?: NoteCode;
};

/** What a detector finds, before ids and suggestions. */
export type Mark = {
  sort: FindingSort;
  start: number;
  end: number;
  strength: Strength;
  /** What a suggestion is made of. */
  detail?: Detail;
  note?: NoteCode;
};

/** A region's code, a number of years, a month. */
export type Detail = { region?: string; years?: number; month?: number };

/** Letters without accents and capitals, for looking up in lists. */
export function fold(text: string): string {
  // Nearly every word is plain, and taking letters apart is the dearest step of all.
  const lower = text.toLowerCase();
  return /^[ -~]*$/.test(lower)
    ? lower
    : lower
        .normalize("NFKD")
        .replaceAll(/[\p{M}\p{Cf}]/gu, "")
        .replaceAll("’", "'")
        .replaceAll("ß", "ss");
}

/** Sorts whose blanks and signs mean nothing: one number, however it is set. */
const numeric: ReadonlySet<FindingSort> = new Set([
  "phone",
  "national-number",
  "bank-account",
  "card",
  "plate",
  "document",
]);

function fingerprint(sort: FindingSort, matched: string, length: number): string {
  const words = normalizedWords(matched);
  // What has neither letters nor digits still needs an id of its own.
  const same = words.length === 0 ? matched : words.join(numeric.has(sort) ? "" : " ");
  return createHash("sha256").update(`${sort}\n${same}`).digest("hex").slice(0, length);
}

/** The id of what was found in one block. */
export function findingId(block: string, sort: FindingSort, matched: string): string {
  return `${block}.${sort}.${fingerprint(sort, matched, 10)}`;
}

/** The id of several things found together, wherever they stand; from it can be told whether others are among them. */
export function combinationId(parts: readonly { sort: FindingSort; matched: string }[]): string {
  const prints = parts.map(({ sort, matched }) => fingerprint(sort, matched, 6));
  return `combination.${[...new Set(prints)].toSorted().join("-")}`;
}

/** Whether all that one combination holds is in another. */
export function isWithin(id: string, wider: string): boolean {
  const [kind, parts = ""] = id.split(".");
  const [otherKind, otherParts = ""] = wider.split(".");
  if (kind !== "combination" || otherKind !== "combination") return false;
  const known = new Set(otherParts.split("-"));
  return parts.split("-").every((part) => known.has(part));
}

/** Which places of a text are taken. A list of spans that is gone through for each word would make long texts slow. */
export function coverOf(spans: readonly { start: number; end: number }[]) {
  const taken = new Set<number>();
  const add = ({ start, end }: { start: number; end: number }): void => {
    for (let at = start; at < end; at += 1) taken.add(at);
  };
  for (const span of spans) add(span);
  const touches = ({ start, end }: { start: number; end: number }): boolean => {
    for (let at = start; at < end; at += 1) if (taken.has(at)) return true;
    return false;
  };
  return { add, touches };
}
