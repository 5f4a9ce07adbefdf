/** What somebody typed who stands before a sticker: its code, the address under it, or something else. */
import { crockford, normalizeCrockford, parsePlacementCode } from "@bluehour/domain/codes";

export type StickerReading =
  | { is: "nothing" }
  | { is: "code"; code: string }
  /** Seven symbols that do not fit each other: one was misread. `read` is what they were taken for. */
  | { is: "symbol"; read: string }
  | { is: "length"; count: number; read: string }
  /** An address of another site, by the name that a browser would go to. */
  | { is: "elsewhere"; host: string }
  /** An address of this site, but not a sticker's. */
  | { is: "other-page" }
  /** Digits as long as a stop code: it must not be typed here, and is not repeated. */
  | { is: "stop" }
  | { is: "unreadable" };

const longest = 300;
const codeLength = 7;
const longestCode = 20;
const symbols = new RegExp(`^[${crockford}U]+$`);

const before = /[\s"'“”„«»‹›‘’<(]/;
const after = /[\s"'“”«»‹›‘’>).,;:!?…]/;

/** Without blanks at the ends, and the marks between which it may stand. */
function bare(typed: string): string {
  const text = typed.replaceAll(/\p{Cf}/gu, "");
  let [start, end] = [0, text.length];
  while (start < end && before.test(text.charAt(start))) start += 1;
  while (end > start && after.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function readCode(typed: string): StickerReading {
  if (/^(?:\p{Nd}[\s\p{Pd}.,]*){16,}$/u.test(typed)) return { is: "stop" };
  const code = parsePlacementCode(typed);
  if (code !== undefined) return { is: "code", code };
  const read = normalizeCrockford(typed);
  if (!symbols.test(read) || read.length > longestCode) return { is: "unreadable" };
  return read.length === codeLength ? { is: "symbol", read } : { is: "length", count: read.length, read };
}

/** A host's name; the point of the root may end it. */
function nameOf(url: URL): string {
  return url.hostname.replace(/\.$/, "");
}

function addressOf(typed: string, own: URL): URL | undefined {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed);
  const address = URL.parse(hasScheme ? typed : `${own.protocol}//${typed}`);
  if (address === null || !/^https?:$/.test(address.protocol) || nameOf(address) === "") return undefined;
  return address;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Reads what was typed on a site with this origin. Forgiving in form alone: which site an address leads to is taken as a browser does. */
export function readSticker(typed: string, origin: string): StickerReading {
  if (typed.length > longest) return { is: "unreadable" };
  const given = bare(typed);
  if (given === "") return { is: "nothing" };
  const path = /^\/?s\/([^/?#]+)\/?$/i.exec(given)?.[1];
  if (path !== undefined) return readCode(decoded(path));
  // A stop code may be written in groups with points.
  if (!/[/\\.:@]/.test(given) || /^[\p{Nd}\s\p{Pd}.,]+$/u.test(given)) return readCode(given);
  const own = new URL(origin);
  const address = addressOf(given.replaceAll(/\s/g, ""), own);
  if (address === undefined) return { is: "unreadable" };
  if (nameOf(address) !== nameOf(own) || address.port !== own.port)
    return { is: "elsewhere", host: nameOf(address) + (address.port === "" ? "" : `:${address.port}`) };
  const code = /^\/s\/([^/]+)\/?$/i.exec(address.pathname)?.[1];
  return code === undefined ? { is: "other-page" } : readCode(decoded(code));
}
