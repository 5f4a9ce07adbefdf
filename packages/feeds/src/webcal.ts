/** The address with which a calendar program subscribes instead of importing once. */

/**
 * `webcal://example.org/2020/fr/calendar.ics` for a site with TLS. A site without it, which only a demonstration on one machine is, gets its
 * plain `http:` address: `webcal:` does not say whether TLS is meant, and a program that tries it would find nobody there.
 */
export function webcalAddress(origin: string, path: string): string {
  const address = new URL(path, origin);
  return address.protocol === "https:" ? `webcal:${address.href.slice("https:".length)}` : address.href;
}
