/**
 * The one shape of randomness that codes and ids are drawn from, so that tests can pass a seeded one and production passes
 * `crypto.getRandomValues`.
 */

/** Fills a new array of `length` bytes with random values. */
export type RandomBytes = (length: number) => Uint8Array;

/** Cryptographically strong bytes from the platform. */
export const cryptoRandomBytes: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Draws `count` symbols of `alphabet` without modulo bias. `alphabet` has between 2 and 256 symbols. */
export function drawSymbols(alphabet: string, count: number, random: RandomBytes): string {
  const limit = 256 - (256 % alphabet.length);
  let drawn = "";
  while (drawn.length < count) {
    for (const byte of random((count - drawn.length) * 2)) {
      if (byte >= limit || drawn.length === count) continue;
      drawn += alphabet[byte % alphabet.length];
    }
  }
  return drawn;
}
