/** Giving by code, on paper: the matrix for what `domain/transfer.ts` has checked (EPC069-12: error correction M, version 13 at most). */
import { encodeCode } from "./qr.ts";
import type { Code } from "./qr.ts";

/** The transfer's code at the level and the greatest version that banks accept. */
export function transferCode(text: string): Code | undefined {
  const encoded = encodeCode(text, { level: "M", version: 13 });
  return encoded.ok ? encoded.code : undefined;
}
