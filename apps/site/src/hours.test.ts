import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { groupedDays, isAlways, readHours, standingAt, standingIn } from "./hours.ts";
import type { Hours } from "./hours.ts";

const brussels = "Europe/Brussels";

function hoursOf(text: string): Hours {
  const hours = readHours(text);
  assert.ok(hours, text);
  return hours;
}

/** `open` or `closed`, and until when in UTC. */
function at(text: string, moment: string, zone = brussels): string {
  const { isOpen, changes } = standingAt(hoursOf(text), new Date(moment), zone);
  return `${isOpen ? "open" : "closed"} ${changes?.toISOString().slice(0, 16) ?? "always"}`;
}

describe("what is understood", () => {
  test("days, times, nights, holidays", () => {
    const office = "Mo-Fr 09:00-17:00";
    // Tuesday 24 November 2026, 12:00 in Brussels.
    assert.equal(at(office, "2026-11-24T11:00:00Z"), "open 2026-11-24T16:00");
    assert.equal(at(office, "2026-11-24T16:00:00Z"), "closed 2026-11-25T08:00");
    assert.equal(at(office, "2026-11-27T20:00:00Z"), "closed 2026-11-30T08:00");
    assert.equal(at("24/7", "2026-11-24T11:00:00Z"), "open always");
    assert.equal(at("Mo-Su 00:00-24:00", "2026-11-24T11:00:00Z"), "open always");
    assert.equal(at("off", "2026-11-24T11:00:00Z"), "closed always");
    assert.equal(
      at("Mo-Fr 09:00-12:00,13:00-17:00; We off", "2026-11-25T09:00:00Z"),
      "closed 2026-11-26T08:00",
    );
    assert.equal(at("Mo-Fr 09:00-12:00, Sa 10:00-11:00", "2026-11-28T09:30:00Z"), "open 2026-11-28T10:00");
    assert.equal(at("Mo 22:00-06:00", "2026-11-24T02:00:00Z"), "open 2026-11-24T05:00");
    assert.equal(at("Sa-Mo 10:00-11:00", "2026-11-29T09:30:00Z"), "open 2026-11-29T10:00");
    assert.equal(at("Mo 18:00-24:00; Tu 00:00-08:00", "2026-11-23T20:00:00Z"), "open 2026-11-24T07:00");
    assert.equal(hoursOf("Mo-Fr 09:00-17:00; PH off").holidays, "closed");
    assert.deepEqual(hoursOf("Mo-Fr 09:00-17:00; PH 10:00-12:00").holidays, [{ from: 600, to: 720 }]);
    assert.equal(isAlways(hoursOf("24/7; PH off")), true);
  });

  test("on the days on which clocks change, and in another zone", () => {
    // 25 October 2026: clocks go back at 03:00, so 00:00-06:00 lasts seven hours.
    assert.equal(at("Su 00:00-06:00", "2026-10-24T22:00:00Z"), "open 2026-10-25T05:00");
    // 29 March 2026: 02:30 does not exist.
    assert.equal(at("Su 02:30-04:00", "2026-03-29T01:40:00Z"), "open 2026-03-29T02:00");
    assert.equal(
      at("Mo-Fr 09:00-17:00", "2026-11-24T14:00:00Z", "America/New_York"),
      "open 2026-11-24T22:00",
    );
  });

  test("clocks of a country that agree give an answer, others none", () => {
    const hours = hoursOf("Mo-Fr 09:00-17:00");
    const now = new Date("2026-11-24T14:30:00Z");
    assert.equal(standingIn(hours, now, ["Europe/Berlin", "Europe/Busingen"])?.isOpen, true);
    assert.equal(standingIn(hours, now, ["America/New_York", "America/Los_Angeles"]), undefined);
    assert.equal(standingIn(hoursOf("24/7"), now, ["America/New_York", "America/Los_Angeles"])?.isOpen, true);
    assert.equal(standingIn(hours, now, []), undefined);
  });
});

describe("what is not understood is not guessed", () => {
  const strange = [
    "",
    "9-5",
    "Mo-Fr",
    "Mo-Fr 09:00",
    "Mo-Fr 09:00+",
    "Mo-Fr 09:00-09:00",
    "Mo-Fr 09:60-10:00",
    "Mo-Fr 25:00-26:00",
    "Xx 09:00-10:00",
    "Mo-Fr sunrise-sunset",
    "Dec Mo-Fr 09:00-17:00",
    "SH off",
    'Mo-Fr 09:00-17:00 "by appointment"',
    "Mo-Fr 09:00-17:00 || off",
    "Mo 24/7",
    ";",
    "Fr 22:00-06:00; Sa off",
    "Mo 09:00-10:00; 12:00-13:00",
    `Mo 09:00-10:00${" ".repeat(300)}`,
  ];
  for (const text of strange)
    test(JSON.stringify(text.slice(0, 40)), () => assert.equal(readHours(text), undefined));

  test("no text at all makes it fail", () => {
    const piece = fc.constantFrom("Mo", "-", "Fr", " ", "09:00", "PH", "off", ",", ";", "24/7", "17:00");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join("")),
        ),
        (text) => {
          const hours = readHours(text);
          if (hours !== undefined) standingAt(hours, new Date("2026-11-24T11:00:00Z"), brussels);
        },
      ),
    );
  });
});

const names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from !== to);
const spanText = ([from, to]: [number, number]): string => `${clock(from)}-${clock(to)}`;

test("property: a week of days is open at exactly the minutes that it names, and changes when it says", () => {
  const days = fc.array(fc.array(stretch, { maxLength: 2 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 7 * 1440 - 1 }), (week, minute) => {
      const rules = week.flatMap((spans, day) =>
        spans.length === 0 ? [] : [`${names[day]} ${spans.map((span) => spanText(span)).join(",")}`],
      );
      fc.pre(rules.length > 0);
      const hours = hoursOf(rules.join(", "));
      // The oracle: one flag for each minute of the week, nights running over.
      const flags = new Uint8Array(7 * 1440);
      for (const [day, spans] of week.entries())
        for (const [from, to] of spans)
          for (let minuteOfDay = from; minuteOfDay < (to < from ? to + 1440 : to); minuteOfDay += 1)
            flags[(day * 1440 + minuteOfDay) % flags.length] = 1;
      // Monday 23 November 2026, in a zone without changes of the clock.
      const now = new Date(Date.UTC(2026, 10, 23) + minute * 60_000);
      const { isOpen, changes } = standingAt(hours, now, "UTC");
      assert.equal(isOpen, flags[minute] === 1);
      let ahead = 1;
      while (ahead <= flags.length && flags[(minute + ahead) % flags.length] === flags[minute]) ahead += 1;
      const expected = ahead > flags.length ? undefined : now.getTime() + ahead * 60_000;
      assert.equal(changes?.getTime(), expected);
    }),
  );
});

test("days with the same hours stand together", () => {
  assert.deepEqual(
    groupedDays(hoursOf("Mo-We,Sa 10:00-12:00,09:00-09:30; We off")).map(({ first, last, stretches }) => [
      first,
      last,
      stretches.length,
    ]),
    [
      [0, 1, 2],
      [5, 5, 2],
    ],
  );
});
