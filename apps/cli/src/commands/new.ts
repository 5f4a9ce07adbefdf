/** `bluehour new` and `bluehour block`: what a person writes into a bundle by hand but must not make up. */
import {
  createConsentRef,
  createPlacementCode,
  createStopCode,
  createStoryId,
  formatStopCode,
  hashStopCode,
} from "@bluehour/domain/codes";
import { blockedPhraseHash, normalizedWords } from "@bluehour/domain/consent";
import { cryptoRandomBytes } from "@bluehour/domain/random";
import type { drawable } from "../drawable.ts";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";

export function drawNew(
  context: Context,
  what: (typeof drawable)[number],
  options: { json?: boolean },
): ExitCode {
  const { t, say } = context;
  if (what === "stop-code") {
    const code = createStopCode();
    const hash = hashStopCode(code);
    if (options.json) say(JSON.stringify({ stopCode: formatStopCode(code), stopHash: hash }, null, 2));
    else {
      say(t("new.stop-code", { code: formatStopCode(code) }));
      say(t("new.stop-hash", { hash }));
    }
    return exitCodes.ok;
  }
  const drawn = {
    "placement-code": createPlacementCode,
    "story-id": createStoryId,
    "consent-ref": createConsentRef,
  }[what]();
  say(options.json ? JSON.stringify({ [what]: drawn }, null, 2) : drawn);
  return exitCodes.ok;
}

export function block(context: Context, phrase: string, options: { json?: boolean; key?: string }): ExitCode {
  const { t, say, note } = context;
  const words = normalizedWords(phrase);
  if (words.length === 0) {
    note(t("block.empty"));
    return exitCodes.usage;
  }
  if (words.length > 12) {
    note(t("block.too-long", { count: words.length }));
    return exitCodes.usage;
  }
  if (options.key !== undefined && !/^[0-9a-f]{64}$/.test(options.key)) {
    note(t("block.key-invalid"));
    return exitCodes.usage;
  }
  const key = options.key ?? Buffer.from(cryptoRandomBytes(32)).toString("hex");
  const entry = { words: words.length, hash: blockedPhraseHash(key, words) };
  if (options.json) {
    say(JSON.stringify({ key, ...entry }, null, 2));
    return exitCodes.ok;
  }
  say(t("block.line"));
  if (options.key === undefined) say(`key: "${key}"\nphrases:`);
  say(`  - { words: ${entry.words}, hash: "${entry.hash}" }`);
  return exitCodes.ok;
}
