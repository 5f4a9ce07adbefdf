/** Words of a text as a terminal may show them. */

/** A terminal obeys control characters, and bidirectional overrides show other words than those that are there. */
export function shown(words: string): string {
  return words.replaceAll(/(?![\n\t])[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, "\uFFFD");
}
