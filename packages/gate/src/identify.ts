/**
 * The identification check (S7): marks in a story, block by block, what could tell who somebody is, and remembers what a person decided
 * about each. Pure and quick enough to run as an author writes. It reads English, French, Dutch and German; docs/safeguarding.md says what
 * it cannot find.
 */
import type { IdentificationDecision } from "@bluehour/domain/consent";
import type { Data } from "@bluehour/domain/kinds";
import type { OperatorLocale } from "@bluehour/domain/locales";
import type { DraftText } from "@bluehour/domain/text";
import { identifyMessages } from "@bluehour/i18n/identify";
import { findAges } from "./identify/ages.ts";
import { findDates } from "./identify/dates.ts";
import { combinationId, coverOf, findingId, findingSorts, isWithin } from "./identify/finding.ts";
import type { Finding, FindingSort, Mark } from "./identify/finding.ts";
import {
  findAccounts,
  findNetAddresses,
  findNumbers,
  findPapers,
  findPhones,
  findPlates,
} from "./identify/numbers.ts";
import { readingOf } from "./identify/passage.ts";
import type { Passage, Reading } from "./identify/passage.ts";
import {
  isGivenName,
  findNames,
  findOccupations,
  findOrigins,
  findRelatives,
  findRepeats,
  knownNames,
} from "./identify/people.ts";
import { findInstitutions, findPlaces, findStreets } from "./identify/places.ts";
import { suggestionFor } from "./identify/suggest.ts";

export { checkedLanguages } from "./identify/number-words.ts";
export { findingSorts, noteCodes, suggestionCodes } from "./identify/finding.ts";
export type {
  Finding,
  FindingSort,
  NoteCode,
  Strength,
  Suggestion,
  SuggestionCode,
} from "./identify/finding.ts";

/** What the check cannot find; each has a sentence `blind.CODE`, which is shown wherever findings are. */
export const blindSpots = [
  "meaning",
  "known-to-some",
  "manner",
  "names",
  "spelling",
  "places",
  "languages",
  "pictures",
  "elsewhere",
] as const;

/** What the check is asked about. */
export type IdentifyInput = {
  text: DraftText;
  /** The language it is written in. */
  locale: string;
  /** The edition's country. */
  country: string;
  /** How the teller is named. By a role alone, a name in the byline is a slip; else the byline is the teller's choice, or refused as a whole. */
  naming?: Data<"story">["naming"];
};

/** How many sorts of detail, each harmless, make a person one of few. */
const togetherFrom = 3;

/** Details that weigh together: none of them says who it is, three of them often do. */
const weighs: ReadonlySet<FindingSort> = new Set([
  "place",
  "date",
  "age",
  "institution",
  "nationality",
  "occupation",
]);

/** Everything in one text by which somebody could be known, in the order of the text; combinations come last. */
export function identify({ text, locale, country, naming = "role" }: IdentifyInput): Finding[] {
  const reading = readingOf(text, locale, country);
  const looked = reading.passages.map((passage) => ({ passage, marks: marksIn(reading, passage) }));
  const known = knownNames(looked);
  const findings = looked.flatMap(({ passage, marks }) => {
    const all = [...marks, ...findRepeats(passage, known, reading.language)];
    const kept = withoutOverlaps(all).filter(
      ({ sort }) => !(naming !== "role" && sort === "name" && passage.block === "head.byline"),
    );
    const found = kept.map((mark) =>
      findingOf(passage, mark, passage.text.slice(mark.start, mark.end), reading),
    );
    return [...found, ...findingsInLinks(reading, passage)].toSorted(
      (a, b) => a.start - b.start || a.end - b.end,
    );
  });
  const combination = combinationOf(findings);
  return combination === undefined ? findings : [...findings, combination];
}

function marksIn(reading: Reading, passage: Passage): Mark[] {
  const { text } = passage;
  const towns = findPlaces(reading, passage);
  const marks = [
    ...formalMarks(text, reading.country),
    ...findDates(reading, passage),
    ...findAges(reading, passage, (word) => isGivenName(word, reading.language)),
    ...towns,
    ...findStreets(reading, passage, towns),
    ...findInstitutions(reading, passage),
    ...findOrigins(reading, passage),
    ...findRelatives(reading, passage),
    ...findOccupations(reading, passage),
  ];
  return [...marks, ...findNames(reading, passage, withoutOverlaps(marks))];
}

/** What has a form of its own, in any language. */
function formalMarks(text: string, country: string): Mark[] {
  const marks = findNetAddresses(text);
  if (!/\d/.test(text)) return marks;
  return [
    ...marks,
    ...findAccounts(text),
    ...findNumbers(text),
    ...findPapers(text),
    ...findPlates(text),
    ...findPhones(text, country),
  ];
}

/** Of marks that overlap, the one that says most: a sure one before a hint, a longer one before a shorter, then in the order of the sorts. */
function withoutOverlaps(marks: readonly Mark[]): Mark[] {
  const rank = ({ sort }: Mark): number => sortRank.indexOf(sort);
  const weight = ({ strength }: Mark): number => (strength === "hint" ? 1 : 0);
  const length = ({ start, end }: Mark): number => end - start;
  const inOrder = marks.toSorted(
    (a, b) => weight(a) - weight(b) || length(b) - length(a) || rank(a) - rank(b) || a.start - b.start,
  );
  const taken = coverOf([]);
  const kept = inOrder.filter((mark) => {
    if (mark.end <= mark.start || taken.touches(mark)) return false;
    taken.add(mark);
    return true;
  });
  return kept.toSorted((a, b) => a.start - b.start);
}

/** Where two sorts claim the same words, the one whose form proves more. */
const sortRank: readonly FindingSort[] = [
  "email",
  "url",
  "bank-account",
  "card",
  "phone",
  "national-number",
  "plate",
  "document",
  ...findingSorts,
];

function findingOf({ block }: Passage, mark: Mark, matched: string, { language }: Reading): Finding {
  const { sort, start, end, strength, note } = mark;
  return {
    id: findingId(block, sort, matched),
    block,
    start,
    end,
    sort,
    matched,
    strength,
    suggestion: suggestionFor(mark, language),
    ...(note !== undefined && { note }),
  };
}

/** What stands in a link's address alone. The words that a reader presses were looked at already. */
function findingsInLinks(reading: Reading, passage: Passage): Finding[] {
  return passage.links.flatMap(({ href, start, end }) => {
    // A page of the same site.
    if (href.startsWith("/")) return [];
    const sort = href.startsWith("tel:") ? "phone" : href.startsWith("mailto:") ? "email" : "url";
    const matched = href.replace(/^(?:tel|mailto):/, "");
    return [findingOf(passage, { sort, start, end, strength: "certain", note: "in-link" }, matched, reading)];
  });
}

/** Details that stand far apart and say together what none says alone. */
function combinationOf(findings: readonly Finding[]): Finding | undefined {
  const parts = findings.filter(({ sort }) => weighs.has(sort));
  if (new Set(parts.map(({ sort }) => sort)).size < togetherFrom) return undefined;
  const words = new Map(parts.map((part) => [combinationId([part]), part.matched]));
  return {
    id: combinationId(parts),
    block: "",
    start: 0,
    end: 0,
    sort: "combination",
    matched: [...words.values()].join(" · "),
    strength: "likely",
    suggestion: suggestionFor({ sort: "combination" }, ""),
    note: "together",
  };
}

/** How a finding stands: nobody decided yet, it may stay, or it must be changed (and is still there). */
export type FindingState = "undecided" | "keep" | "change";

/**
 * The decision that holds for a finding. A decision holds as long as the same words of the same sort stand in the same block, whatever else
 * is edited and in whatever language; one about a combination also for less than what it was about. The latest counts, and of one day
 * the more careful one.
 */
export function decisionFor(
  { id }: Pick<Finding, "id">,
  decisions: readonly IdentificationDecision[],
): IdentificationDecision | undefined {
  const holding = decisions.filter(({ finding }) => finding === id || isWithin(id, finding));
  const latest = holding
    .map(({ on }) => on)
    .toSorted()
    .at(-1);
  const last = holding.filter(({ on }) => on === latest);
  return last.find(({ decision }) => decision === "change") ?? last[0];
}

/** How a finding stands under the decisions that were taken. */
export function stateOf(finding: Finding, decisions: readonly IdentificationDecision[]): FindingState {
  return decisionFor(finding, decisions)?.decision ?? "undecided";
}

/** Whether somebody must decide about it before the text may be public; hints are only shown. */
export function needsDecision({ strength }: Pick<Finding, "strength">): boolean {
  return strength !== "hint";
}

/** The findings that stop a text: those that need a decision and may not stay, each id once. */
export function openFindings(
  findings: readonly Finding[],
  decisions: readonly IdentificationDecision[],
): Finding[] {
  const open = findings.filter((finding) => needsDecision(finding) && stateOf(finding, decisions) !== "keep");
  return [...new Map(open.map((finding) => [finding.id, finding])).values()];
}

/** A finding in an operator's language: what sort of thing it is, what to write instead, what to know about it. Never the words themselves. */
export function inWords(
  { sort, suggestion, note }: Pick<Finding, "sort" | "suggestion" | "note">,
  locale: OperatorLocale,
): { sort: string; suggestion: string; note: string | undefined } {
  const say = identifyMessages(locale);
  return {
    sort: say(`sort.${sort}`),
    suggestion: say(`suggest.${suggestion.code}`, { words: suggestion.words ?? "none" }),
    note: note === undefined ? undefined : say(`note.${note}`),
  };
}

/** What the check cannot find, in an operator's language; it stands wherever findings are shown. */
export function blindSpotsInWords(locale: OperatorLocale): string[] {
  const say = identifyMessages(locale);
  return blindSpots.map((spot) => say(`blind.${spot}`));
}
