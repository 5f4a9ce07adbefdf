/**
 * Where a hit stands: language of an edition, kind, place in the kind's order, packed into one whole number that both databases sort by. So
 * a page of hits, a kind alone and the place to go on from are each a range of numbers.
 */
import type { Kind } from "@bluehour/domain/kinds";

/**
 * Kinds that can be searched, in the order in which their hits stand: help first. The numbers are stored: never give one away twice.
 * Pictures are found with what shows them; where a code lies on the ground is nobody's to look up.
 */
const numbers = {
  helpline: 1,
  story: 2,
  event: 3,
  installation: 4,
  landmark: 5,
  organisation: 6,
  statement: 7,
  reference: 8,
  fact: 9,
  appeal: 10,
} as const satisfies Partial<Record<Kind, number>>;

/** A kind that can be searched. */
export type SearchKind = keyof typeof numbers;

/** Every kind that can be searched, in the order of hits. */
export const searchKinds = Object.keys(numbers) as SearchKind[];

const byNumber = new Map<number, SearchKind>(searchKinds.map((kind) => [numbers[kind], kind]));

// 30 bits of position and 5 of kind leave 18 for the language of an edition, within the whole numbers that a double holds.
const positions = 2 ** 30;
const kindsOfScope = 2 ** 5;

export function isSearchKind(kind: string): kind is SearchKind {
  return Object.hasOwn(numbers, kind);
}

/** Packs a place. `scope` is the number of an edition's language. */
export function placeOf(scope: number, kind: SearchKind, position: number): number {
  return (scope * kindsOfScope + numbers[kind]) * positions + position;
}

/** The kind and position at a place; `undefined` where no kind of ours has that number. */
export function atPlace(place: number): { kind: SearchKind; position: number } | undefined {
  const kind = byNumber.get(Math.floor(place / positions) % kindsOfScope);
  return kind === undefined ? undefined : { kind, position: place % positions };
}

/** First and last place of a language of an edition, or of one kind in it. */
export function rangeOf(scope: number, kind?: SearchKind): { from: number; to: number } {
  const first = kind === undefined ? scope * kindsOfScope : scope * kindsOfScope + numbers[kind];
  const past = kind === undefined ? (scope + 1) * kindsOfScope : first + 1;
  return { from: first * positions, to: past * positions - 1 };
}
