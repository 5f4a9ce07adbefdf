import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { printedPlacementAddress } from "@bluehour/domain/addresses";
import { createPlacementCode } from "@bluehour/domain/codes";
import { transferText } from "@bluehour/domain/transfer";
import {
  bearsMark,
  codeColour,
  contrastOf,
  encodeCode,
  leastContrast,
  moduleFor,
  moduleOf,
  pathOfModules,
  quietZone,
  sideOf,
  svgOfCode,
  wordsOn,
} from "./qr.ts";
import { isInside } from "./shapes.ts";
import type { Point } from "./shapes.ts";
import { codeThatFits } from "./sheets.ts";
import { transferCode } from "./transfer.ts";

function loopsOfPath(path: string): Point[][] {
  return path
    .split("Z")
    .filter((part) => part !== "")
    .map((part) => {
      const loop: Point[] = [];
      let [x, y] = [0, 0];
      for (const [, letter, a, b] of part.matchAll(/([MHV])(\d+)(?: (\d+))?/g)) {
        if (letter === "M") [x, y] = [Number(a), Number(b)];
        else if (letter === "H") x = Number(a);
        else y = Number(a);
        loop.push([x, y]);
      }
      return loop;
    });
}

test("a placement's address is a small alphanumeric code with the strongest correction", () => {
  fc.assert(
    fc.property(fc.noShrink(fc.constant(undefined)), () => {
      const address = printedPlacementAddress("https://day.example.org", createPlacementCode());
      const encoded = encodeCode(address);
      assert.ok(encoded.ok);
      assert.equal(encoded.code.alphanumeric, true);
      assert.equal(encoded.code.size, 29);
      assert.equal(encoded.code.level, "H");
    }),
    { numRuns: 20 },
  );
});

test("the drawing is exactly the modules: dark inside, light outside, quiet zone of four", () => {
  const encoded = encodeCode("HTTPS://DAY.EXAMPLE.ORG/S/4F7K2MQ");
  assert.ok(encoded.ok);
  const { modules, size } = encoded.code;
  const loops = loopsOfPath(pathOfModules(modules));
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      assert.equal(isInside(loops, [x + 0.5, y + 0.5]), modules[y]?.[x], `${x} ${y}`);
    }
  }
  assert.match(svgOfCode(encoded.code), new RegExp(`viewBox="-${quietZone} -${quietZone} 37 37"`));
});

test("a mark stands only in a code that can bear it", () => {
  const strong = encodeCode("HTTPS://DAY.EXAMPLE.ORG/S/4F7K2MQ");
  const weak = encodeCode("HTTPS://DAY.EXAMPLE.ORG/S/4F7K2MQ", { level: "Q" });
  assert.ok(strong.ok && weak.ok);
  assert.equal(bearsMark(strong.code), true);
  assert.equal(svgOfCode(weak.code, { mark: true }), svgOfCode(weak.code));
  assert.notEqual(svgOfCode(strong.code, { mark: true }), svgOfCode(strong.code));
});

test("modules are large enough for the distance, on the ground a quarter larger", () => {
  assert.ok(Math.abs(moduleFor(3000) * 37 - 300) < 1e-9);
  assert.ok(Math.abs(moduleFor(3000, { ground: true }) * 37 - 375) < 1e-9);
  assert.equal(moduleOf({ size: 29 }, 185), 5);
  assert.equal(sideOf({ size: 29 }, 5), 185);
  const fitted = codeThatFits("HTTPS://DAY.EXAMPLE.ORG/S/4F7K2MQ", 185, {
    distance: 1400,
    ground: true,
    sheet: "x",
  });
  assert.ok(fitted.ok && fitted.code.level === "H" && fitted.module === 5);
});

test("a longer address gives up a little correction before its modules get too small; too long a one is refused", () => {
  const text = "HTTPS://WORLD-DAY.EXAMPLE.ORG/S/4F7K2MQ";
  const fitted = codeThatFits(text, 185, { distance: 1400, ground: true, sheet: "x" });
  assert.ok(fitted.ok && fitted.code.level === "Q");
  const small = codeThatFits(text, 60, { distance: 1400, ground: true, sheet: "Sticker" });
  assert.deepEqual(small, {
    ok: false,
    problem: {
      reason: "page-too-small",
      values: { sheet: "Sticker", distance: "1.4", needed: "4.7", given: "1.6" },
    },
  });
  const long = codeThatFits(`HTTPS://${"A".repeat(300)}.EXAMPLE/S/4F7K2MQ`, 185, {
    distance: 100,
    sheet: "x",
  });
  assert.ok(!long.ok && long.problem.reason === "code-too-long");
});

test("a code is never printed in a colour that is too light", () => {
  assert.ok(Math.abs(contrastOf("#000000", "#ffffff") - 21) < 1e-9);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xff_ff_ff }), (value) => {
      const colour = `#${value.toString(16).padStart(6, "0")}`;
      assert.ok(contrastOf(codeColour(colour), "#ffffff") >= leastContrast);
      assert.ok(contrastOf(wordsOn(colour), colour) >= 3.9);
    }),
  );
});

const example = { holder: "Fondation Exemple", iban: "BE68 5390 0754 7034" };

test("a transfer code has the twelve lines of EPC069-12", () => {
  const made = transferText({ ...example, amount: "12,5", remittance: "Ombres 2020" });
  assert.ok(made.ok);
  assert.deepEqual(made.text.split("\n"), [
    "BCD",
    "002",
    "1",
    "SCT",
    "",
    "Fondation Exemple",
    "BE68539007547034",
    "EUR12.5",
    "",
    "",
    "Ombres 2020",
  ]);
  assert.equal(transferCode(made.text)?.level, "M");
  const free = transferText(example);
  assert.ok(free.ok && free.text.split("\n").length === 7);
  const reference = transferText({ ...example, remittance: "rf18 5390 0754 7034" });
  assert.ok(reference.ok && reference.text.endsWith("\nRF18539007547034"));
});

test("an account that cannot be right is refused, each for its own reason", () => {
  const reasonOf = (change: object) => {
    const made = transferText({ ...example, ...change });
    return made.ok ? "ok" : made.problem.reason;
  };
  assert.equal(reasonOf({}), "ok");
  assert.equal(reasonOf({ iban: "BE68539007547035" }), "iban");
  assert.equal(reasonOf({ iban: "BE6853900754703" }), "iban");
  assert.equal(reasonOf({ iban: "nonsense" }), "iban");
  assert.equal(reasonOf({ iban: "TR330006100519786457841326" }), "iban-sepa");
  assert.equal(reasonOf({ iban: "GB29NWBK60161331926819" }), "bic");
  assert.equal(reasonOf({ iban: "GB29NWBK60161331926819", bic: "NWBKGB2L" }), "ok");
  assert.equal(reasonOf({ bic: "NOTABIC" }), "bic");
  assert.equal(reasonOf({ holder: " " }), "holder");
  assert.equal(reasonOf({ holder: "x".repeat(71) }), "holder");
  assert.equal(reasonOf({ holder: "A\nB" }), "holder");
  assert.equal(reasonOf({ amount: "0" }), "amount");
  assert.equal(reasonOf({ amount: "1e3" }), "amount");
  assert.equal(reasonOf({ amount: "10.50" }), "ok");
  assert.equal(reasonOf({ remittance: "RF19539007547034" }), "remittance");
  assert.equal(reasonOf({ remittance: "x".repeat(141) }), "remittance");
  assert.equal(reasonOf({ holder: "ж".repeat(70), remittance: "ж".repeat(140) }), "epc-long");
});

test("one digit of an account typed wrong is always noticed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [..."BE68539007547034"];
      digits[at] = String((Number(digits[at]) + by) % 10);
      assert.equal(transferText({ ...example, iban: digits.join("") }).ok, false);
    }),
  );
});
