/** From a file's bytes to its characters: in whatever way of Unicode it was saved, and in no other. */
import type { ExchangeProblem } from "./exchange-problem.ts";

/** Largest file that is read, in bytes: an edition of ten thousand texts in two languages is a quarter of it. */
export const exchangeLimit = 32 * 1024 * 1024;

export type DecodedFile =
  | { ok: true; text: string; encoding: "utf-8" | "utf-16" }
  | { ok: false; problem: ExchangeProblem };

/** Decodes a file. Line ends of any system become line feeds; a byte order mark goes. */
export function decodeFile(bytes: Uint8Array): DecodedFile {
  if (bytes.length === 0) return { ok: false, problem: { code: "file-empty", values: {} } };
  if (bytes.length > exchangeLimit)
    return {
      ok: false,
      problem: { code: "file-large", values: { limit: exchangeLimit / 1024 / 1024 } },
    };
  const wide = wideEncodingOf(bytes);
  let text;
  try {
    text = new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: { code: "file-encoding", values: {}, line: firstBadLine(bytes) } };
  }
  const broken = text.indexOf("\0");
  if (broken >= 0)
    return {
      ok: false,
      problem: { code: "file-nul", values: {}, line: text.slice(0, broken).split("\n").length },
    };
  if (text.trim() === "") return { ok: false, problem: { code: "file-empty", values: {} } };
  return {
    ok: true,
    text: text.replaceAll(/\r\n?/g, "\n"),
    encoding: wide === undefined ? "utf-8" : "utf-16",
  };
}

/** UTF-16 says so by its mark, or by a NUL beside its first `<` or `#`. */
function wideEncodingOf([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return "utf-16be";
  return undefined;
}

/** The first line that is not UTF-8. */
function firstBadLine(bytes: Uint8Array): number {
  const whole = new TextDecoder("utf-8").decode(bytes);
  const bad = whole.indexOf("\uFFFD");
  return bad < 0 ? 1 : whole.slice(0, bad).split("\n").length;
}
