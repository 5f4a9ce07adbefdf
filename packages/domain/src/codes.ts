/**
 * Codes that people scan, read aloud and type.
 *
 * - A **placement code** stands on the ground: 6 random symbols and 1 check symbol of Crockford's 32 (Luhn mod 32).
 * - A **stop code** is in a teller's hand: 24 decimal digits, 22 random and 2 check (ISO 7064 mod 97-10).
 * - A **story id** and a **reference** are random Crockford symbols without meaning.
 *
 * Sources: Crockford, Base 32 (crockford.com/base32.html); Luhn mod N; ISO/IEC 7064:2003.
 */
import { createHash } from "node:crypto";
import { cryptoRandomBytes, drawSymbols } from "./random.ts";
import type { RandomBytes } from "./random.ts";

/** Crockford's 32 symbols: digits and letters without I, L, O and U. All of them stay in the QR alphanumeric mode. */
export const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What a person may type for a Crockford symbol: any case, O for 0, I and L for 1, hyphens and blanks anywhere. */
export function normalizeCrockford(typed: string): string {
  return typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
}

function luhnMod32(symbols: string): string {
  let sum = 0;
  let factor = 2;
  for (const symbol of [...symbols].toReversed()) {
    const addend = factor * crockford.indexOf(symbol);
    factor = factor === 2 ? 1 : 2;
    sum += Math.floor(addend / 32) + (addend % 32);
  }
  return crockford[(32 - (sum % 32)) % 32] ?? "0";
}

/** Draws a new placement code, seven symbols such as `4F7K2MQ`. Never reuse one: a sticker outlives its story. */
export function createPlacementCode(random: RandomBytes = cryptoRandomBytes): string {
  const body = drawSymbols(crockford, 6, random);
  return body + luhnMod32(body);
}

/** Reads a placement code as typed or scanned; `undefined` where it cannot be one (length, symbol or check symbol). */
export function parsePlacementCode(typed: string): string | undefined {
  const code = normalizeCrockford(typed);
  if (!/^[0-9A-HJKMNP-TV-Z]{7}$/.test(code)) return undefined;
  return luhnMod32(code.slice(0, 6)) === code[6] ? code : undefined;
}

/** Draws a story's public id: 10 symbols with no relation to title, folder, time or person. */
export function createStoryId(random: RandomBytes = cryptoRandomBytes): string {
  return drawSymbols(crockford, 10, random);
}

/** Whether a string is a well-formed story id in its canonical (upper-case) form. */
export function isStoryId(value: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{10}$/.test(value);
}

/** Draws an opaque reference (16 symbols) by which a release names the consent or declaration that it rests on. */
export function createConsentRef(random: RandomBytes = cryptoRandomBytes): string {
  return drawSymbols(crockford, 16, random);
}

function mod97(digits: string): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest;
}

/** Draws a stop code: 24 digits, ungrouped. Show it with {@link formatStopCode}; keep only {@link hashStopCode}. */
export function createStopCode(random: RandomBytes = cryptoRandomBytes): string {
  const body = drawSymbols("0123456789", 22, random);
  const check = 98 - mod97(`${body}00`);
  return body + String(check).padStart(2, "0");
}

/** Six groups of four digits, as it is printed on a card and spoken. */
export function formatStopCode(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join(" ");
}

// Zeros of the decimal digit sets that a phone keyboard offers (Unicode, general category Nd). Each set is ten code points in a row.
const zeros = [
  0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
  0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0xff10,
];

/** A digit of any of those scripts as the number that it means; `undefined` for anything else. */
function digitValue(symbol: string): number | undefined {
  const codePoint = symbol.codePointAt(0) ?? 0;
  const zero = zeros.find((start) => codePoint >= start && codePoint < start + 10);
  return zero === undefined ? undefined : codePoint - zero;
}

/** Reads a stop code in any script's digits, with blanks and hyphens anywhere; `undefined` where it cannot be one. */
export function parseStopCode(typed: string): string | undefined {
  let digits = "";
  for (const symbol of typed) {
    if (/^[\s\p{Pd}.,\p{Cf}]$/u.test(symbol)) continue;
    const value = digitValue(symbol);
    if (value === undefined) return undefined;
    digits += value;
  }
  return digits.length === 24 && mod97(digits) === 1 ? digits : undefined;
}

/** SHA-256 of a parsed stop code, in lower-case hex: the only form in which a store holds it. */
export function hashStopCode(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
