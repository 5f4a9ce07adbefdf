/** What python3-icalendar, which shares no line with our packages, understands of our calendars. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { calendarOf } from "@bluehour/feeds/calendar";
import { releaseSchema } from "@bluehour/domain/release";
import type { PublicRelease } from "@bluehour/domain/release";
import { editionRelease, eventRelease } from "@bluehour/testing/release-factory";
import { root } from "../../tools/sources.ts";

type Understood = {
  name: string;
  zones: string[];
  entries: {
    uid: string;
    summary: string;
    language: string;
    location: string;
    description: string;
    status: string;
    sequence: number;
    start: string;
    end: string | null;
    errors: string[];
  }[];
};

// Debian's own Python, which Debian's package is for; another one may come first in the path.
const understood = (file: string) =>
  JSON.parse(
    execFileSync("/usr/bin/python3", [join(root, "e2e/tools/ical.py")], { input: file, encoding: "utf8" }),
  ) as Understood;

const read = <T extends PublicRelease>(release: object) => releaseSchema.parse(release) as T;

// Either side of each change of clocks, within the hours that exist once, and where a zone has another law today than it had then.
const hours = [
  ["Europe/Brussels", "2020-07-30T12:00:00+02:00", "2020-07-30T13:30:00+02:00"],
  ["Europe/Brussels", "2020-03-29T01:59:59+01:00", "2020-03-29T03:00:00+02:00"],
  ["Europe/Brussels", "2020-10-25T01:59:59+02:00", "2020-10-25T03:00:00+01:00"],
  ["Europe/Brussels", "2020-10-25T02:30:00+02:00", "2020-10-25T02:30:00+01:00"],
  ["America/New_York", "2020-03-08T01:30:00-05:00", "2020-03-08T03:30:00-04:00"],
  ["America/Mexico_City", "2020-07-30T12:00:00-05:00", "2020-07-30T20:00:00-05:00"],
  ["Australia/Lord_Howe", "2020-10-03T12:00:00+10:30", "2020-10-05T12:00:00+11:00"],
  ["Asia/Kolkata", "2020-07-30T12:00:00+05:30", "2020-07-30T12:00:01+05:30"],
  ["Pacific/Chatham", "2020-07-30T23:45:00+12:45", "2020-07-31T00:15:00+12:45"],
  ["Africa/Casablanca", "2020-07-30T12:00:00+01:00", "2020-07-30T13:00:00+01:00"],
  ["UTC", "2020-07-30T12:00:00Z", "2020-07-30T13:00:00Z"],
] as const;

const strange = "Ünïted, “nations”; 日本語 🕯️ שלום: \r\nEND:VEVENT\u2028BEGIN:VEVENT ".repeat(5).trim();

test("python3-icalendar reads every instant and every word as they were meant", () => {
  const items = hours.map(([zone, start, end], n) => ({
    release: read<PublicRelease<"event">>(
      eventRelease(`event-${n}`, {
        title: `${n} ${strange}`,
        generation: n + 1,
        data: { start, end, zone, status: n % 2 === 0 ? "planned" : "cancelled" },
      }),
    ),
  }));
  const said = understood(
    calendarOf({
      edition: read(editionRelease()),
      locale: "en",
      items,
      origin: "https://blue.example.org",
      name: "Lights, and more",
      path: "/2020/en",
    }),
  );
  assert.equal(said.name, "Lights, and more");
  assert.equal(said.entries.length, hours.length);
  assert.equal(new Set(said.zones).size, said.zones.length);
  assert.equal(new Set(said.entries.map(({ uid }) => uid)).size, hours.length);
  for (const [n, [zone, start, end]] of hours.entries()) {
    const entry = said.entries.find(({ sequence }) => sequence === n);
    assert.ok(entry);
    assert.deepEqual(entry.errors, []);
    assert.equal(Date.parse(entry.start), Date.parse(start), zone);
    assert.equal(Date.parse(entry.end ?? ""), Date.parse(end), zone);
    const title = `${n} ${strange.replaceAll(/\s*[\r\n\u2028]+\s*/g, " ")}`;
    assert.equal(entry.summary, n % 2 === 0 ? title : `Cancelled: ${title}`);
    assert.equal(entry.status, n % 2 === 0 ? "CONFIRMED" : "CANCELLED");
    assert.equal(entry.language, "en");
    assert.equal(entry.location, "A square");
    assert.match(entry.description, /https:\/\/blue\.example\.org\/2020\/en\/events\/event-\d+$/);
  }
});
