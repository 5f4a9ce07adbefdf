import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { calendarLine, calendarText } from "./text.ts";

test("every kind of line break is one, and nothing else that can be seen is lost", () => {
  assert.equal(calendarText("a\r\nb\rc\nd\u2028e\u2029f\u0085g\vh\fi"), "a\nb\nc\nd\ne\nf\ng\nh\ni");
  assert.equal(calendarText("a\tb\u0000\u001b\u007f\u009fc"), "a\tbc");
  assert.equal(calendarText("\ud83c!"), "\ufffd!");
  assert.equal(calendarLine("  a \r\n\n b "), "  a b ");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const seen = (words: string) => words.replace(/[\p{Cc}\u2028\u2029]/gu, "");
      assert.equal(seen(calendarText(text)), seen(text));
      assert.equal(calendarText(calendarText(text)), calendarText(text));
    }),
  );
});
