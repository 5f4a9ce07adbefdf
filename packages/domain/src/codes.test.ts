import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  createConsentRef,
  createPlacementCode,
  createStopCode,
  createStoryId,
  crockford,
  formatStopCode,
  hashStopCode,
  isStoryId,
  parsePlacementCode,
  parseStopCode,
} from "./codes.ts";
import type { RandomBytes } from "./random.ts";
import { drawSymbols } from "./random.ts";

/** Bytes that are drawn from a seed, so that a failing code can be drawn again. */
function seeded(seed: number): RandomBytes {
  let state = seed;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}

const placementCode = fc.nat().map((seed) => createPlacementCode(seeded(seed)));
const stopCode = fc.nat().map((seed) => createStopCode(seeded(seed)));

test("a placement code is seven symbols of Crockford's 32", () => {
  fc.assert(
    fc.property(placementCode, (code) => {
      assert.match(code, /^[0-9A-HJKMNP-TV-Z]{7}$/);
      assert.equal(parsePlacementCode(code), code);
    }),
  );
});

test("any single wrong symbol in a placement code is caught", () => {
  fc.assert(
    fc.property(placementCode, (code) => {
      for (const place of code.split("").keys())
        for (const symbol of crockford) {
          if (symbol === code[place]) continue;
          assert.equal(parsePlacementCode(code.slice(0, place) + symbol + code.slice(place + 1)), undefined);
        }
    }),
  );
});

test("a placement code is read as people type it", () => {
  fc.assert(
    fc.property(
      placementCode,
      fc.nat(7),
      fc.constantFrom(" ", "-", "–", "\u00a0", "\u2011"),
      (code, place, blank) => {
        const typed = code.slice(0, place) + blank + code.slice(place);
        assert.equal(parsePlacementCode(typed.toLowerCase()), code);
        // Full-width letters and digits, as an East Asian keyboard gives them.
        const wide = [...code]
          .map((symbol) => String.fromCodePoint((symbol.codePointAt(0) ?? 0) + 0xfee0))
          .join("");
        assert.equal(parsePlacementCode(wide), code);
        const confused = code.replaceAll("0", "o").replace("1", "l").replace("1", "I");
        assert.equal(parsePlacementCode(confused), code);
      },
    ),
  );
});

test("what cannot be a placement code is none", () => {
  for (const typed of ["", "U", "4F7K2M", "4F7K2M55", "4F7K2M*", "٤F7K2M5", "🜁🜁🜁🜁🜁🜁🜁"])
    assert.equal(parsePlacementCode(typed), undefined, typed);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      const code = parsePlacementCode(typed);
      if (code !== undefined) assert.equal(parsePlacementCode(code), code);
    }),
  );
});

test("a stop code is 24 digits, and reads back from its groups", () => {
  fc.assert(
    fc.property(stopCode, (code) => {
      assert.match(code, /^\d{24}$/);
      assert.match(formatStopCode(code), /^(\d{4} ){5}\d{4}$/);
      assert.equal(parseStopCode(formatStopCode(code)), code);
    }),
  );
});

test("any single wrong digit and any swap of two neighbours in a stop code is caught", () => {
  fc.assert(
    fc.property(stopCode, (code) => {
      for (const place of code.split("").keys()) {
        for (const digit of "0123456789") {
          if (digit === code[place]) continue;
          assert.equal(parseStopCode(code.slice(0, place) + digit + code.slice(place + 1)), undefined);
        }
        const [one, two] = [code[place], code[place + 1]];
        if (two === undefined || one === two) continue;
        assert.equal(parseStopCode(code.slice(0, place) + two + one + code.slice(place + 2)), undefined);
      }
    }),
  );
});

test("a stop code may be typed in the digits of any script", () => {
  const zeros = {
    arabic: 0x660,
    persian: 0x6f0,
    devanagari: 0x966,
    bengali: 0x9e6,
    thai: 0xe50,
    fullwidth: 0xff10,
  };
  fc.assert(
    fc.property(stopCode, fc.constantFrom(...Object.values(zeros)), (code, zero) => {
      const typed = [...code].map((digit) => String.fromCodePoint(zero + Number(digit))).join("");
      assert.equal(parseStopCode(typed), code);
      assert.equal(parseStopCode(typed.replaceAll(/(.{4})/gu, "$1 - ")), code);
      // A mark that sets the writing direction comes along when a code is copied.
      assert.equal(parseStopCode(`\u200f${typed}\u200e`), code);
    }),
  );
});

test("what cannot be a stop code is none", () => {
  const code = createStopCode(seeded(1));
  for (const typed of ["", code.slice(1), `${code}0`, `${code.slice(0, 23)}x`, `${code}½`])
    assert.equal(parseStopCode(typed), undefined, typed);
});

test("a stop code is kept as a hash that tells nothing of its writing", () => {
  const code = createStopCode(seeded(7));
  assert.match(hashStopCode(code), /^[0-9a-f]{64}$/);
  assert.notEqual(hashStopCode(code), hashStopCode(createStopCode(seeded(8))));
  assert.equal(hashStopCode(parseStopCode(formatStopCode(code)) ?? ""), hashStopCode(code));
});

test("ids and references are well formed, and differ", () => {
  const ids = Array.from({ length: 500 }, () => createStoryId());
  assert.ok(ids.every(isStoryId));
  assert.equal(new Set(ids).size, 500);
  assert.match(createConsentRef(), /^[0-9A-HJKMNP-TV-Z]{16}$/);
  assert.ok(!isStoryId("aaaaaaaaaa") && !isStoryId("AAAAAAAAAU") && !isStoryId("AAAAAAAAA"));
});

test("symbols are drawn evenly", () => {
  const counts = new Map<string, number>();
  for (const digit of drawSymbols("0123456789", 20_000, seeded(3)))
    counts.set(digit, (counts.get(digit) ?? 0) + 1);
  for (const count of counts.values()) assert.ok(count > 1800 && count < 2200, String(count));
});
