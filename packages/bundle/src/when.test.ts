import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { sunEventSchema } from "@bluehour/domain/kinds";
import { parseDays, parseWhen, writeInterval } from "./when.ts";

const sunset = { sun: "sunset", offsetMinutes: 0 };
const midnight = { clock: "24:00" };

describe("a when cell", () => {
  const good: [string, object[]][] = [
    ["sunset to 24:00", [{ from: sunset, to: midnight }]],
    ["sunset", [{ from: sunset }]],
    ["19:00 to 24:00", [{ from: { clock: "19:00" }, to: midnight }]],
    ["9:05 TO 21:30", [{ from: { clock: "09:05" }, to: { clock: "21:30" } }]],
    [
      "00:01 to sunrise; sunset to 23:59;",
      [
        { from: { clock: "00:01" }, to: { sun: "sunrise", offsetMinutes: 0 } },
        { from: sunset, to: { clock: "23:59" } },
      ],
    ],
    [
      "sunset+30 to sunrise-15",
      [{ from: { sun: "sunset", offsetMinutes: 30 }, to: { sun: "sunrise", offsetMinutes: -15 } }],
    ],
    [
      "sunset − 15 min – civil dawn + 5",
      [{ from: { sun: "sunset", offsetMinutes: -15 }, to: { sun: "civil-dawn", offsetMinutes: 5 } }],
    ],
    [
      "Dusk to dawn",
      [{ from: { sun: "civil-dusk", offsetMinutes: 0 }, to: { sun: "civil-dawn", offsetMinutes: 0 } }],
    ],
    ["20:30-21:30", [{ from: { clock: "20:30" }, to: { clock: "21:30" } }]],
    ["sunset-24:00", [{ from: sunset, to: midnight }]],
    [
      "nautical-dusk–nautical-dawn",
      [{ from: { sun: "nautical-dusk", offsetMinutes: 0 }, to: { sun: "nautical-dawn", offsetMinutes: 0 } }],
    ],
    [
      "sunset-15-sunrise",
      [{ from: { sun: "sunset", offsetMinutes: -15 }, to: { sun: "sunrise", offsetMinutes: 0 } }],
    ],
  ];
  for (const [text, intervals] of good)
    it(`reads ${text}`, () => {
      assert.deepEqual(parseWhen(text), { ok: true, intervals });
    });

  it("offers the nearest text that can be read, or none", () => {
    for (const [text, suggestion] of [
      ["sunsett to 24:00", "sunset to 24:00"],
      ["Sunset too 24:00", "sunset to 24:00"],
      ["19.30 to 24h00", "19:30 to 24:00"],
      ["evening", undefined],
      ["sunset to", undefined],
      ["sunset 24:00", undefined],
      ["; sunset", undefined],
      ["sunset to 24:00 to 25:00", undefined],
      ["sunsetter", "sunset"],
      ["", undefined],
    ] as const)
      assert.deepEqual(
        parseWhen(text),
        { ok: false, ...(suggestion === undefined ? {} : { suggestion }) },
        text,
      );
  });

  it("is read as it is written, whatever the interval", () => {
    const clock = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => ({ clock: parts.map((part) => String(part).padStart(2, "0")).join(":") }));
    const sun = fc.record(
      {
        sun: fc.constantFrom(...sunEventSchema.options),
        offsetMinutes: fc.integer({ min: -720, max: 720 }).map((minutes) => minutes || 0),
      },
      { noNullPrototype: true },
    );
    const moment = fc.oneof(clock, sun, fc.constant(midnight));
    const interval = fc.record(
      { from: moment, to: moment },
      { requiredKeys: ["from"], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(interval, { minLength: 1, maxLength: 4 }), (intervals) => {
        assert.deepEqual(parseWhen(intervals.map(writeInterval).join(" ; ")), { ok: true, intervals });
      }),
    );
  });

  it("is never an exception", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9:;+\- ]*$/)), (text) => {
        const result = parseWhen(text);
        if (!result.ok && result.suggestion !== undefined) assert.ok(parseWhen(result.suggestion).ok);
        parseDays(text);
      }),
    );
  });
});

describe("a days cell", () => {
  it("holds one day, or the first and the last", () => {
    assert.deepEqual(parseDays("2020-09-23"), { first: "2020-09-23", last: "2020-09-23" });
    for (const text of ["2020-09-23/2020-09-30", "2020-09-23 to 2020-09-30", "2020-09-23 – 2020-09-30"])
      assert.deepEqual(parseDays(text), { first: "2020-09-23", last: "2020-09-30" });
  });
});
