import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { currentEdition, dayAt, dayBegins, dayEnds, dayLater, phaseAt, phaseTimes } from "./phase.ts";

// Samoa left out 30 December 2011: that day is left out below too.
const zones = [
  "Europe/Brussels",
  "Pacific/Auckland",
  "America/New_York",
  "Pacific/Apia",
  "Asia/Kolkata",
  "UTC",
];
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

function at(times: ReturnType<typeof phaseTimes>, iso: string): string {
  return phaseAt(times, new Date(iso));
}

test("a day is announced, live, after and archived, in its own zone", () => {
  const times = phaseTimes({ days: { first: "2020-07-30", last: "2020-07-30" }, zone: "Europe/Brussels" });
  assert.equal(at(times, "2020-07-29T21:59:59.999Z"), "announced");
  assert.equal(at(times, "2020-07-29T22:00:00Z"), "live");
  assert.equal(at(times, "2020-07-30T21:59:59.999Z"), "live");
  assert.equal(at(times, "2020-07-30T22:00:00Z"), "after");
  assert.equal(at(times, "2020-08-29T21:59:59.999Z"), "after");
  assert.equal(at(times, "2020-08-29T22:00:00Z"), "archived");
});

test("an edition stays live until its last light is out", () => {
  const edition = { days: { first: "2020-07-30", last: "2020-07-30" }, zone: "Europe/Brussels" };
  const late = phaseTimes(edition, new Date("2020-07-31T00:30:00Z"));
  assert.equal(at(late, "2020-07-31T00:29:59Z"), "live");
  assert.equal(at(late, "2020-07-31T00:30:00Z"), "after");
  assert.deepEqual(phaseTimes(edition, new Date("2020-07-30T20:00:00Z")), phaseTimes(edition));
});

test("days keep their true length when the clocks change", () => {
  const hours = (date: string): number =>
    (dayEnds(date, "Europe/Brussels").getTime() - dayBegins(date, "Europe/Brussels").getTime()) / 3_600_000;
  assert.deepEqual(["2026-03-28", "2026-03-29", "2026-10-25"].map(hours), [24, 23, 25]);
  // Thirty days later is the same time of the clock, not 720 hours.
  const times = phaseTimes({ days: { first: "2026-10-10", last: "2026-10-10" }, zone: "Europe/Brussels" });
  assert.equal(times.archived.toISOString(), "2026-11-09T23:00:00.000Z");
  assert.equal(times.after.toISOString(), "2026-10-10T22:00:00.000Z");
});

test("a day without midnight begins with its first moment", () => {
  // Clocks in Beirut go forward at midnight.
  assert.equal(dayBegins("2026-03-29", "Asia/Beirut").toISOString(), "2026-03-28T22:00:00.000Z");
  assert.equal(dayAt(new Date("2026-03-28T22:00:00Z"), "Asia/Beirut"), "2026-03-29");
});

test("phases follow one another, whatever zone and date", () => {
  fc.assert(
    fc.property(day, fc.nat(20), fc.constantFrom(...zones), (first, span, zone) => {
      fc.pre(!(zone === "Pacific/Apia" && first === "2011-12-30"));
      const times = phaseTimes({ days: { first, last: dayLater(first, { days: span }) }, zone });
      assert.ok(times.live < times.after && times.after < times.archived);
      assert.equal(dayAt(times.live, zone), first);
    }),
  );
});

test("a day holds exactly the moments between its beginning and its end", () => {
  fc.assert(
    fc.property(day, fc.constantFrom(...zones), (date, zone) => {
      fc.pre(!(zone === "Pacific/Apia" && date === "2011-12-30"));
      const [begins, ends] = [dayBegins(date, zone), dayEnds(date, zone)];
      assert.equal(dayAt(begins, zone), date);
      assert.equal(dayAt(new Date(ends.getTime() - 1), zone), date);
      assert.notEqual(dayAt(ends, zone), date);
      assert.notEqual(dayAt(new Date(begins.getTime() - 1), zone), date);
    }),
  );
});

test("days are counted over months, years and 29 February", () => {
  assert.equal(dayLater("2024-02-28", { days: 2 }), "2024-03-01");
  assert.equal(dayLater("2024-02-29", { years: 5 }), "2029-02-28");
  assert.equal(dayLater("2026-12-31", { days: 1 }), "2027-01-01");
});

test("/ leads to the live edition, else the next announced, else the latest", () => {
  const editionOf = (id: string): { id: string; times: ReturnType<typeof phaseTimes> } => ({
    id,
    times: phaseTimes({ days: { first: `${id}-07-30`, last: `${id}-07-30` }, zone: "Europe/Brussels" }),
  });
  const editions = ["2021", "2019", "2020", "2022"].map(editionOf);
  const leadsTo = (iso: string): string | undefined => currentEdition(editions, new Date(iso))?.id;
  assert.equal(leadsTo("2020-07-30T12:00:00Z"), "2020");
  assert.equal(leadsTo("2020-08-05T12:00:00Z"), "2021");
  assert.equal(leadsTo("2018-01-01T00:00:00Z"), "2019");
  assert.equal(leadsTo("2030-01-01T00:00:00Z"), "2022");
  assert.equal(currentEdition([], new Date("2020-01-01T00:00:00Z")), undefined);
});
