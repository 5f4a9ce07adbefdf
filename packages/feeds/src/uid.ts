/** Ids that calendars keep for ever. */
import { createHash } from "node:crypto";

/** RFC 9562's namespace for names that are addresses. */
const addressNamespace = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

/** The name-based UUID (RFC 9562, version 5) of a name within a namespace: the same in every process and for ever. */
export function uuidOfName(namespace: string, name: string): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** What an entry is, apart from everything about it that may change. */
export type Identity = {
  kind: string;
  id: string;
  edition: string;
  /** For a light: the local day and the rule that begin it. */
  light?: { day: string; rule: number } | undefined;
};

/**
 * The entry's UID: a UUID over the campaign's host and what the entry is. Scheme, port, language, title, time and the address of its page
 * have no part in it.
 */
export function uidOf(host: string, { kind, id, edition, light }: Identity): string {
  const parts = [edition, kind, id, ...(light === undefined ? [] : [light.day, String(light.rule)])];
  return uuidOfName(addressNamespace, `bluehour://${host.toLowerCase()}/${parts.join("/")}`);
}
