/** Chance that can be repeated: everything random in the fault proofs comes from one number, which a failure prints. */
import { environment } from "@bluehour/config/environment";

/** A stream of random choices. */
export type Chance = {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  /** One of them. */
  pick<Item>(items: readonly Item[]): Item;
  /** Each with this probability, in their order. */
  some<Item>(items: readonly Item[], probability: number): Item[];
};

/** Mulberry32: small, and good enough to shuffle actions. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    is: (probability) => next() < probability,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("Nothing to pick from.");
      return item;
    },
    some: (items, probability) => items.filter(() => next() < probability),
  };
}

function wholeNumber(name: string): number | undefined {
  const value = environment()[name];
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** The seed of this run: `FAULTS_SEED` where it is set, to repeat a failure (moments of killing aside, which the machine decides). */
export function seedOfRun(): number {
  return wholeNumber("FAULTS_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0] ?? 1;
}

/** How many actions must be acknowledged: `FAULTS_ACTIONS`, or as many as the proof takes where it is not set. */
export function actionsOfRun(usual: number): number {
  return wholeNumber("FAULTS_ACTIONS") ?? usual;
}
