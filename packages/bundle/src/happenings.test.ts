import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Draft } from "@bluehour/domain/draft";
import { happeningsOf, nowAndNext } from "./happenings.ts";
import type { Happening } from "./happenings.ts";
import { loadWith } from "./test-bundle.ts";

const landmark = (intervals: string, more = "state: pledged"): string => `language: en
country: BE
city: brussels
coordinates: { latitude: 50.8467, longitude: 4.3525 }
zone: Europe/Brussels
${more}
lighting: { colour: "#1d4ed8", action: light, intervals: [${intervals}] }
`;
const words = "---\ntitle: A tower\ncity: Brussels\n---\n";

async function drafts(): Promise<{ edition: Draft<"edition">; drafts: Draft[] }> {
  const loaded = await loadWith({
    "landmarks/lit.yaml": landmark('{ from: { sun: sunset }, to: { clock: "24:00" } }'),
    "landmarks/lit.en.md": words,
    "landmarks/open.yaml": landmark('{ from: { clock: "20:00" } }', "state: lit"),
    "landmarks/open.en.md": words,
    "landmarks/silent.yaml": landmark('{ from: { clock: "20:00" } }', "state: invited"),
    "landmarks/silent.en.md": words,
    "landmarks/off.yaml": landmark('{ from: { clock: "20:00" } }', "state: pledged\nstatus: cancelled"),
    "landmarks/off.en.md": words,
  });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.bundle;
}

test("what takes part is on from its beginning to its end, and what has not answered or was cancelled is not", async () => {
  const { edition, drafts: all } = await drafts();
  const happenings = happeningsOf(edition, all);
  const lights = happenings.filter(({ kind }) => kind === "landmark");
  assert.deepEqual(
    lights.map(({ id, isOpen }) => [id, isOpen]),
    [
      ["open", true],
      ["lit", false],
      ["open", true],
      ["lit", false],
    ],
    "on both days of the edition",
  );
  const event = happenings.find(({ kind }) => kind === "event");
  assert.ok(event);
  const cancelled = all.map((draft) =>
    draft.kind === "event" ? { ...draft, data: { ...draft.data, status: "cancelled" as const } } : draft,
  );
  assert.ok(!happeningsOf(edition, cancelled).some(({ kind }) => kind === "event"));
  const namesAt = (at: number) => nowAndNext(happenings, new Date(at)).on.map(({ id }) => id);
  assert.ok(namesAt(event.start).includes(event.id));
  assert.ok(!namesAt(event.start - 1).includes(event.id));
  assert.ok(!namesAt(event.end).includes(event.id));
  const evening = lights.at(-1)?.start ?? 0;
  assert.deepEqual(namesAt(evening).slice(0, 2), ["lit", "open"], "the latest begun first");
});

test("an event whose end nobody has said is on for an hour", async () => {
  const { edition, drafts: all } = await drafts();
  const open = all.map((draft) => {
    if (draft.kind !== "event") return draft;
    const { end: _end, ...data } = draft.data;
    return { ...draft, data } as Draft;
  });
  const event = happeningsOf(edition, open).find(({ kind }) => kind === "event");
  assert.deepEqual([event?.isOpen, (event?.end ?? 0) - (event?.start ?? 0)], [true, 3_600_000]);
});

test("property: whatever there is, is over, on, among the next, or counted with what comes later", () => {
  const happening = fc
    .record({ start: fc.integer({ min: 0, max: 50 }), length: fc.integer({ min: 0, max: 30 }) })
    .map(({ start, length }, index = 0): Happening => ({
      kind: "event",
      id: `e-${index}`,
      origin: "",
      start,
      end: start + length,
      isOpen: false,
    }));
  fc.assert(
    fc.property(fc.array(happening), fc.integer({ min: 0, max: 90 }), fc.nat(5), (all, at, most) => {
      const ordered = all.toSorted((a, b) => a.start - b.start);
      const { on, next, later } = nowAndNext(ordered, new Date(at), most);
      const over = ordered.filter(({ start, end }) => start <= at && end <= at).length;
      assert.equal(over + on.length + next.length + later, all.length);
      assert.ok(next.length <= most);
      for (const { start } of next) assert.ok(start > at);
      for (const { start, end } of on) assert.ok(start <= at && at < end);
    }),
  );
});
