/** What every release store must do, whichever database it is in: the contract of `packages/releases/src/contract.ts` as tests. */
import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import type { Release } from "@bluehour/domain/release";
import type { SearchQuery } from "@bluehour/releases/read";
import fc from "fast-check";
import type { Tombstone } from "@bluehour/domain/tombstone";
import {
  consentRef,
  editionRelease,
  eventRelease,
  helplineRelease,
  imageRelease,
  stopHashOf,
  storyId,
  storyRelease,
} from "./release-factory.ts";
import { storeWorld } from "./store-world.ts";
import type { StoreUnderTest, StoreWorld } from "./store-world.ts";

const noMedia = new Map<string, Uint8Array>();
const minute = 60_000;

/** Longer than the reader lets requests share a check. */
const later = 30;

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function ids(releases: readonly { id: string }[]): string[] {
  return releases.map(({ id }) => id);
}

/** Runs the suite against a store. */
export function testReleaseStore(store: StoreUnderTest): void {
  async function world(t: TestContext): Promise<StoreWorld> {
    const made = await storeWorld(store);
    t.after(() => made.close());
    return made;
  }

  /** A world with an edition published, its writer and a confirmed reader. */
  async function published(t: TestContext, releases: readonly Release[], media = noMedia) {
    const around = await world(t);
    const writer = await around.writer();
    const publish = (now: readonly Release[], edition = "2020") =>
      writer.publish({ edition, owner: "folder", releases: now, media });
    const outcome = await publish([editionRelease(), ...releases]);
    assert.equal(outcome.ok, true);
    const reader = await around.reader();
    const story = (number: number) =>
      reader.find({ kind: "story", edition: "2020", id: storyId(number), surface: "page" });
    const stories = async (limit = 50, after?: string) =>
      await reader.list({
        kind: "story",
        edition: "2020",
        locale: "en",
        surface: "list",
        limit,
        ...(after === undefined ? {} : { after }),
      });
    const confirm = async () => {
      around.clock.advance(later);
      return await reader.confirm();
    };
    return { ...around, around, writer, reader, publish, story, stories, confirm };
  }

  describe(`release store in ${store.database}`, () => {
    test("gives back what was published, without the stop hash", async (t) => {
      const { reader, story, stories } = await published(t, [
        storyRelease(2),
        storyRelease(1),
        eventRelease("noon"),
      ]);
      const found = await story(1);
      assert.equal(found?.locales["fr"]?.head.title, `Title of ${storyId(1)}`);
      assert.equal(JSON.stringify(found).includes("stopHash"), false);
      assert.deepEqual(ids((await stories()).items), [storyId(2), storyId(1)]);
      assert.deepEqual(ids(await reader.editions()), ["2020"]);
      assert.equal(
        await reader.find({ kind: "event", edition: "2021", id: "noon", surface: "page" }),
        undefined,
      );
      assert.throws(() => {
        (found as { id: string }).id = "changed";
      }, TypeError);
    });

    test("publishing the same twice changes nothing", async (t) => {
      const { publish, confirm } = await published(t, [storyRelease(1), eventRelease("noon")]);
      const before = await confirm();
      const outcome = await publish([editionRelease(), storyRelease(1), eventRelease("noon")]);
      assert.deepEqual(outcome, { ok: true, added: [], changed: [], unchanged: 3, removed: [], refused: [] });
      assert.deepEqual(await confirm(), before);
    });

    test("publishes exactly what is handed over: adds, changes, moves, removes", async (t) => {
      const { publish, stories, story, confirm } = await published(
        t,
        range(1, 4).map((n) => storyRelease(n)),
      );
      const before = await confirm();
      const outcome = await publish([
        editionRelease(),
        storyRelease(5),
        storyRelease(3),
        storyRelease(1, { title: "Another title", generation: 2 }),
      ]);
      assert.deepEqual(outcome, {
        ok: true,
        added: [storyId(5)],
        changed: [storyId(1)],
        unchanged: 2,
        removed: [storyId(2), storyId(4)],
        refused: [],
      });
      assert.deepEqual(ids((await stories()).items), [5, 3, 1].map(storyId));
      assert.equal((await story(1))?.locales["en"]?.head.title, "Another title");
      assert.notEqual((await confirm()).epoch, before.epoch);
    });

    test("a changed stop hash alone is a change", async (t) => {
      const { publish, reader } = await published(t, [storyRelease(1)]);
      const outcome = await publish([editionRelease(), storyRelease(1, { stopHash: stopHashOf("new") })]);
      assert.deepEqual(outcome.ok && outcome.changed, [storyId(1)]);
      assert.equal(await reader.storyOfStopHash(stopHashOf("stop-1")), undefined);
      assert.equal((await reader.storyOfStopHash(stopHashOf("new")))?.id, storyId(1));
    });

    test("refuses a whole publication for one bad release, and keeps what was there", async (t) => {
      const { publish, writer, story } = await published(t, [storyRelease(1)]);
      const { release, hash } = imageRelease("square");
      const bad = [
        [editionRelease(), storyRelease(2), { ...storyRelease(3), secret: "x" } as unknown as Release],
        [editionRelease(), storyRelease(2), storyRelease(2)],
        [editionRelease(), storyRelease(2, { edition: "2021" })],
        [editionRelease(), storyRelease(2), release],
      ];
      for (const releases of bad) await assert.rejects(publish(releases), { name: "RefusedByStore" });
      await assert.rejects(
        writer.publish({
          edition: "2020",
          owner: "folder",
          releases: [release],
          media: new Map([[hash, new Uint8Array(3)]]),
        }),
        { name: "RefusedByStore" },
      );
      assert.notEqual(await story(1), undefined);
      assert.equal(await story(2), undefined);
      assert.deepEqual(ids(await writer.published("2020")), ["2020", storyId(1)]);
    });

    test("an edition has one owner; everybody may withdraw", async (t) => {
      const { writer, story, confirm } = await published(t, [storyRelease(1)]);
      assert.deepEqual(
        await writer.publish({ edition: "2020", owner: "studio", releases: [], media: noMedia }),
        { ok: false, reason: "owner", owner: "folder" },
      );
      assert.deepEqual(await writer.editions(), [{ id: "2020", owner: "folder" }]);
      assert.notEqual(await story(1), undefined);
      assert.equal((await writer.withdraw({ id: storyId(1), door: "dark" })).ok, true);
      await confirm();
      assert.equal(await story(1), undefined);
    });

    test("an edition is handed over by its owner alone, stays public as it is, and only the new owner publishes then", async (t) => {
      const { writer, around, publish, story, confirm } = await published(t, [storyRelease(1)]);
      assert.equal(await writer.owner("2020"), "folder");
      assert.equal(await writer.owner("2021"), undefined);
      assert.deepEqual(await writer.handOver({ edition: "2020", from: "studio", to: "folder" }), {
        ok: false,
        reason: "owner",
        owner: "folder",
      });
      assert.deepEqual(await writer.handOver({ edition: "2021", from: "folder", to: "studio" }), {
        ok: false,
        reason: "unknown",
      });
      assert.deepEqual(await writer.handOver({ edition: "2020", from: "folder", to: "studio" }), {
        ok: true,
      });

      assert.equal((await confirm()).confirmed, true);
      assert.notEqual(await story(1), undefined);
      assert.deepEqual(await publish([editionRelease()]), {
        ok: false,
        reason: "owner",
        owner: "studio",
      });
      assert.notEqual(await story(1), undefined);
      const other = await around.writer();
      assert.equal(await other.owner("2020"), "studio");
      const outcome = await other.publish({
        edition: "2020",
        owner: "studio",
        releases: [editionRelease()],
        media: noMedia,
      });
      assert.deepEqual(outcome.ok && outcome.removed, [storyId(1)]);
      await confirm();
      assert.equal(await story(1), undefined);
      assert.deepEqual(await other.handOver({ edition: "2020", from: "studio", to: "folder" }), {
        ok: true,
      });
      assert.equal((await publish([editionRelease(), storyRelease(1)])).ok, true);
    });

    test("of those who hand over the same edition at once one does, and who publishes meanwhile is whole or refused", async (t) => {
      const { writer, around, publish } = await published(t, [storyRelease(1)]);
      const other = await around.writer();
      const give = { edition: "2020", from: "folder", to: "studio" } as const;
      const [first, publication, second, third] = await Promise.all([
        writer.handOver(give),
        publish([editionRelease(), storyRelease(1), storyRelease(2)]),
        other.handOver(give),
        other.handOver(give),
      ]);
      const outcomes = [first, second, third];
      assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
      for (const outcome of outcomes)
        if (!outcome.ok) assert.deepEqual(outcome, { ok: false, reason: "owner", owner: "studio" });
      const stories = ids(await writer.published("2020")).slice(1);
      assert.deepEqual(stories, publication.ok ? [storyId(1), storyId(2)] : [storyId(1)]);
      assert.equal(await other.owner("2020"), "studio");
    });

    test("shows a release on no surface, in no locale, that was not allowed", async (t) => {
      const { reader, stories } = await published(t, [
        storyRelease(1, { uses: ["placement"] }),
        storyRelease(2, { locales: ["fr"] }),
        storyRelease(3, { uses: ["web", "open-data"] }),
        storyRelease(4, { uses: [] }),
      ]);
      assert.deepEqual(ids((await stories()).items), [storyId(3)]);
      const onPlacement = {
        kind: "story",
        id: storyId(1),
        edition: "2020",
        surface: "placement-page",
      } as const;
      assert.equal((await reader.find(onPlacement))?.id, storyId(1));
      assert.equal(await reader.find({ ...onPlacement, surface: "page" }), undefined);
      assert.deepEqual(ids(await reader.findInEditions({ ...onPlacement, surface: "card-image" })), []);
      const data = { kind: "story", edition: "2020", surface: "data", limit: 9 } as const;
      assert.deepEqual(ids((await reader.list({ ...data, locale: "en" })).items), [storyId(3)]);
      assert.deepEqual(
        ids((await reader.list({ ...data, locale: "fr", surface: "list" })).items),
        [2, 3].map(storyId),
      );
    });

    test("pages through a list once, each page full, however many are stopped", async (t) => {
      const { stories, stops, confirm } = await published(
        t,
        range(1, 60).map((n) => storyRelease(n)),
      );
      for (const number of range(3, 50)) stops.add(storyId(number));
      await confirm();
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await stories(5, after);
        assert.equal(page.items.length === 5 || page.next === undefined, true);
        seen.push(...ids(page.items));
        after = page.next;
      } while (after !== undefined);
      assert.deepEqual(seen, [1, 2, ...range(51, 60)].map(storyId));
      assert.deepEqual(ids((await stories(12)).items), seen);
      assert.equal((await stories(12)).next, undefined);
      await assert.rejects(stories(501), RangeError);
    });

    test("begins at its first instant and is dark at its last", async (t) => {
      const { clock, story, stories } = await published(t, [
        storyRelease(1, { notBefore: "2020-07-30T12:00:10Z", notAfter: "2020-07-30T12:00:20Z" }),
      ]);
      const seen: boolean[] = [];
      for (const instant of ["12:00:09.999", "12:00:10.000", "12:00:19.999", "12:00:20.000"]) {
        clock.advance(Date.parse(`2020-07-30T${instant}Z`) - clock.now().getTime());
        const isFound = (await story(1)) !== undefined;
        assert.equal((await stories()).items.length, isFound ? 1 : 0);
        seen.push(isFound);
      }
      assert.deepEqual(seen, [false, true, true, false]);
    });

    test("enforces dates by the true clock, and counts an epoch when one is reached", async (t) => {
      const { clock, story, stories, confirm } = await published(t, [
        storyRelease(1, { notBefore: "2020-07-30T14:05:00+02:00", notAfter: "2020-07-30T12:10:00Z" }),
      ]);
      const first = await confirm();
      assert.equal(await story(1), undefined);
      clock.advance(5 * minute - later);
      const second = await confirm();
      assert.notEqual(second.epoch, first.epoch);
      assert.notEqual(await story(1), undefined);
      assert.equal((await stories()).items.length, 1);
      clock.advance(minute);
      assert.equal((await confirm()).epoch, second.epoch);
      clock.advance(4 * minute);
      assert.notEqual((await confirm()).epoch, second.epoch);
      assert.equal(await story(1), undefined);
      assert.deepEqual((await stories()).items, []);
    });

    test("a clock set back reopens nothing that ended, and hides again what has not begun", async (t) => {
      const { clock, reader, story, stories, confirm } = await published(t, [
        storyRelease(1, { notAfter: "2020-07-30T12:10:00Z" }),
        storyRelease(2, { notBefore: "2020-07-30T12:10:00Z", notAfter: "2021-01-01T00:00:00Z" }),
      ]);
      const seen = async () => {
        const { epoch } = await confirm();
        const found = [(await story(1)) !== undefined, (await story(2)) !== undefined];
        assert.deepEqual(
          ids((await stories()).items),
          [1, 2].filter((_, index) => found[index]).map((number) => storyId(number)),
        );
        return { epoch, found };
      };
      const before = await seen();
      assert.deepEqual(before.found, [true, false]);
      clock.advance(11 * minute);
      const ended = await seen();
      assert.deepEqual(ended.found, [false, true]);
      assert.notEqual(ended.epoch, before.epoch);
      clock.moveWall(-5 * minute);
      clock.moveMonotonic(later);
      const back = await seen();
      assert.deepEqual(back.found, [false, false]);
      assert.notEqual(back.epoch, ended.epoch);
      clock.advance(5 * minute);
      const again = await seen();
      assert.deepEqual(again.found, [false, true]);
      assert.notEqual(again.epoch, back.epoch);
      assert.equal((await reader.confirm()).epoch, again.epoch);
    });

    test("what one source tells counts while another fails", async (t) => {
      const { clock, stops, writer, reader, story, confirm, publish, tombstoneLog } = await published(t, [
        storyRelease(1),
        storyRelease(2),
        storyRelease(3),
      ]);
      stops.fail = true;
      const first = await confirm();
      assert.equal(first.confirmed, true);
      await writer.withdraw({ id: storyId(1), door: "dark" });
      const second = await confirm();
      assert.notEqual(second.epoch, first.epoch);
      assert.equal(await story(1), undefined);
      // By the log alone, by the counter alone.
      const tombstone: Tombstone = {
        kind: "story",
        id: storyId(2),
        edition: "2020",
        consents: [],
        at: "2020-07-30T11:00:00.000Z",
        door: "stop",
      };
      appendFileSync(tombstoneLog, `${JSON.stringify(tombstone)}\n`);
      const third = await confirm();
      assert.notEqual(third.epoch, second.epoch);
      assert.equal(await story(2), undefined);
      const ends = new Date(clock.now().getTime() + 10_000).toISOString();
      await publish([editionRelease(), storyRelease(3, { notAfter: ends })]);
      const fourth = await confirm();
      assert.notEqual(fourth.epoch, third.epoch);
      assert.equal((await confirm()).epoch, fourth.epoch);
      clock.advance(10_000);
      assert.notEqual((await confirm()).epoch, fourth.epoch);
      assert.equal(await story(3), undefined);
      // The lease was never renewed.
      clock.advance(50_000);
      assert.equal((await reader.confirm()).confirmed, false);
    });

    test("a source that never answers does not hold back what the others tell", async (t) => {
      const { around, writer, clock } = await published(t, [storyRelease(1)]);
      let isHanging = false;
      const reader = await around.reader({
        stops: () =>
          isHanging ? new Promise(() => undefined) : Promise.resolve({ version: 1, ids: new Set<string>() }),
      });
      clock.advance(later);
      const before = await reader.confirm();
      isHanging = true;
      await writer.withdraw({ id: storyId(1), door: "dark" });
      clock.advance(later);
      const after = await reader.confirm();
      assert.equal(after.confirmed, true);
      assert.notEqual(after.epoch, before.epoch);
    });

    test("without confirmation for 60 s, what rests on a consent is dark and the rest is not", async (t) => {
      const picture = imageRelease("square", { restsOn: [consentRef(9)], notAfter: "2021-01-01T00:00:00Z" });
      const { clock, stops, reader, story, stories, confirm } = await published(
        t,
        [storyRelease(1), picture.release, helplineRelease("emergency")],
        new Map([[picture.hash, picture.bytes]]),
      );
      const helplines = () =>
        reader.list({ kind: "helpline", edition: "2020", locale: "en", surface: "list", limit: 9 });
      const held = await confirm();
      assert.equal(held.confirmed, true);
      stops.fail = true;
      clock.advance(59_900);
      assert.deepEqual({ ...(await confirm()), epoch: 0 }, { confirmed: true, epoch: 0 });
      assert.notEqual(await story(1), undefined);
      assert.notEqual(await reader.media(picture.hash), undefined);
      clock.advance(100);
      // Dark without anybody having asked for a confirmation.
      assert.equal(await story(1), undefined);
      assert.deepEqual((await stories()).items, []);
      assert.equal(await reader.media(picture.hash), undefined);
      assert.equal((await helplines()).items.length, 1);
      const lost = await confirm();
      assert.equal(lost.confirmed, false);
      assert.notEqual(lost.epoch, held.epoch);
      assert.deepEqual(await reader.storyOfStopHash(stopHashOf("stop-1")), {
        id: storyId(1),
        edition: "2020",
        alreadyDark: false,
      });
      stops.fail = false;
      const won = await confirm();
      assert.equal(won.confirmed, true);
      assert.notEqual(won.epoch, lost.epoch);
      assert.notEqual(await story(1), undefined);
    });

    test("the lease counts the longer of two clocks, and a wall clock set back does not lengthen it", async (t) => {
      const { clock, stops, reader, story } = await published(t, [storyRelease(1)]);
      stops.fail = true;
      clock.moveWall(61_000);
      assert.equal(await story(1), undefined);
      stops.fail = false;
      assert.equal((await reader.confirm()).confirmed, true);
      stops.fail = true;
      clock.moveMonotonic(61_000);
      assert.equal(await story(1), undefined);
      stops.fail = false;
      clock.advance(later);
      assert.equal((await reader.confirm()).confirmed, true);
      stops.fail = true;
      clock.moveWall(50_000);
      assert.notEqual(await story(1), undefined);
      clock.moveWall(-3_600_000);
      assert.notEqual(await story(1), undefined);
      clock.moveWall(11_000);
      assert.equal(await story(1), undefined);
    });

    test("requests share a check", async (t) => {
      const { clock, stops, reader } = await published(t, [storyRelease(1)]);
      clock.advance(later);
      const asked = stops.asked;
      await Promise.all(range(1, 20).map(() => reader.confirm()));
      assert.equal(stops.asked, asked + 1);
      await reader.confirm();
      assert.equal(stops.asked, asked + 1);
      clock.advance(later);
      await reader.confirm();
      assert.equal(stops.asked, asked + 2);
    });

    test("a source of stops that never answers costs a second, not a request", async (t) => {
      const { around, clock } = await published(t, [storyRelease(1)]);
      const began = performance.now();
      const reader = await around.reader({ stops: () => new Promise(() => undefined) });
      assert.equal(performance.now() - began < 2500, true);
      clock.advance(later);
      assert.equal((await reader.confirm()).confirmed, false);
      assert.equal(
        await reader.find({ kind: "story", edition: "2020", id: storyId(1), surface: "page" }),
        undefined,
      );
    });

    test("a stop darkens at the next check, and the same code typed again is known", async (t) => {
      const { stops, reader, story, stories, confirm } = await published(t, [
        storyRelease(1),
        storyRelease(2),
      ]);
      const hash = stopHashOf("stop-1");
      assert.deepEqual(await reader.storyOfStopHash(hash), {
        id: storyId(1),
        edition: "2020",
        alreadyDark: false,
      });
      const before = await confirm();
      stops.add(storyId(1));
      assert.notEqual((await confirm()).epoch, before.epoch);
      assert.equal(await story(1), undefined);
      assert.deepEqual(ids((await stories()).items), [storyId(2)]);
      assert.deepEqual(await reader.storyOfStopHash(hash), {
        id: storyId(1),
        edition: "2020",
        alreadyDark: true,
      });
      assert.equal(await reader.storyOfStopHash(stopHashOf("guess")), undefined);
    });

    test("a code on several stories names a live one until none is left", async (t) => {
      const stopHash = stopHashOf("shared");
      const { publish, reader, stops, writer, confirm } = await published(t, [
        storyRelease(1, { stopHash }),
        storyRelease(2, { stopHash }),
      ]);
      await publish([editionRelease("2021"), storyRelease(3, { edition: "2021", stopHash })], "2021");
      await writer.withdraw({ id: storyId(2), door: "withdraw" });
      const stopped: string[] = [];
      let match = await reader.storyOfStopHash(stopHash);
      while (match?.alreadyDark === false && stopped.length < 9) {
        stopped.push(match.id);
        stops.add(match.id);
        await confirm();
        match = await reader.storyOfStopHash(stopHash);
      }
      assert.deepEqual(stopped.toSorted(), [storyId(1), storyId(3)]);
      assert.equal(match?.alreadyDark, true);
    });

    test("a code finds its story outside its dates too", async (t) => {
      const { reader } = await published(t, [storyRelease(1, { notAfter: "2020-01-01T00:00:00Z" })]);
      assert.equal((await reader.storyOfStopHash(stopHashOf("stop-1")))?.alreadyDark, false);
    });

    test("withdraws a story in every edition, for good", async (t) => {
      const { writer, reader, publish, story, stories, confirm, tombstoneLog } = await published(t, [
        storyRelease(1),
        storyRelease(2),
      ]);
      await publish([editionRelease("2021"), storyRelease(1, { edition: "2021" })], "2021");
      const both = { kind: "story", id: storyId(1), surface: "page" } as const;
      assert.deepEqual(
        (await reader.findInEditions(both)).map(({ edition }) => edition),
        ["2021", "2020"],
      );
      const before = await confirm();
      const outcome = await writer.withdraw({
        id: storyId(1),
        door: "withdraw",
        at: "2020-07-30T13:00:00+02:00",
      });
      assert.equal(outcome.ok && outcome.already, false);
      if (!outcome.ok) return;
      assert.deepEqual(outcome.tombstone, {
        kind: "story",
        id: storyId(1),
        edition: "2021",
        consents: [consentRef(1)],
        at: "2020-07-30T11:00:00.000Z",
        door: "withdraw",
        stopHash: stopHashOf("stop-1"),
      });
      assert.deepEqual(outcome.surfaces, ["page", "list", "search", "feed", "placement-page"]);
      assert.notEqual(outcome.erasedAt, undefined);
      assert.notEqual((await confirm()).epoch, before.epoch);
      assert.equal(await story(1), undefined);
      assert.deepEqual(await reader.findInEditions(both), []);
      assert.deepEqual(ids((await stories()).items), [storyId(2)]);
      assert.equal((await reader.storyOfStopHash(stopHashOf("stop-1")))?.alreadyDark, true);
      assert.equal(await writer.subjectOfStopHash(stopHashOf("stop-1")), storyId(1));
      assert.equal(await writer.subjectOfStopHash(stopHashOf("stop-2")), storyId(2));
      assert.equal(await writer.subjectOfStopHash(stopHashOf("guess")), undefined);

      const again = await writer.withdraw({ id: storyId(1), door: "dark" });
      assert.deepEqual(again, { ...outcome, already: true });
      assert.equal(readFileSync(tombstoneLog, "utf8").trim().split("\n").length, 2);
      assert.equal((await writer.tombstones()).length, 2);

      const refused = await publish([
        editionRelease(),
        storyRelease(1),
        storyRelease(2),
        storyRelease(3, { restsOn: [consentRef(1)] }),
      ]);
      assert.deepEqual(refused.ok && refused.refused, [storyId(1), storyId(3)]);
      await confirm();
      assert.equal(await story(1), undefined);
      assert.equal(await story(3), undefined);
    });

    test("withdraws only stories and images, and takes along what rests on the same consent", async (t) => {
      const picture = imageRelease("noon", { restsOn: [consentRef(1)], notAfter: "2021-01-01T00:00:00Z" });
      const { writer, reader, story, confirm } = await published(
        t,
        [storyRelease(1), picture.release, eventRelease("noon")],
        new Map([[picture.hash, picture.bytes]]),
      );
      for (const id of ["nothing", "2020", storyId(9)]) {
        assert.deepEqual(await writer.withdraw({ id, door: "dark" }), { ok: false, reason: "unknown" });
      }
      const outcome = await writer.withdraw({ id: "noon", door: "dark" });
      assert.equal(outcome.ok && outcome.tombstone.kind, "image");
      await confirm();
      const noon = { edition: "2020", id: "noon", surface: "page" } as const;
      assert.notEqual(await reader.find({ ...noon, kind: "event" }), undefined);
      assert.equal(await reader.find({ ...noon, kind: "image" }), undefined);
      assert.equal(await story(1), undefined);
      assert.deepEqual(ids(await writer.published("2020")), ["2020", "noon"]);
    });

    test("serves a media file while a live release lists it for that surface, and no longer", async (t) => {
      const one = imageRelease("square");
      const printed = imageRelease("poster", { uses: ["print"] });
      const files = new Map([
        [one.hash, one.bytes],
        [printed.hash, printed.bytes],
      ]);
      const second = { ...imageRelease("twin").release, media: one.release.media };
      const { reader, writer, publish, confirm, mediaFolder } = await published(
        t,
        [one.release, second, printed.release],
        files,
      );
      const found = await reader.media(one.hash);
      assert.deepEqual({ ...found, file: "" }, { file: "", type: "image/webp", bytes: one.bytes.length });
      assert.deepEqual(new Uint8Array(readFileSync(found?.file ?? "")), one.bytes);
      assert.equal(await reader.media(printed.hash), undefined);
      assert.notEqual(await reader.media(printed.hash, { surface: "printed-sheet" }), undefined);
      assert.equal(await reader.media(stopHashOf("other")), undefined);

      await writer.withdraw({ id: "square", door: "dark" });
      await confirm();
      assert.notEqual(await reader.media(one.hash), undefined);
      await publish([editionRelease(), printed.release]);
      await confirm();
      assert.equal(await reader.media(one.hash), undefined);
      assert.deepEqual(readdirSync(mediaFolder), [printed.hash]);
    });

    describe("a story's own picture goes with it", () => {
      const begins = "2020-07-30T12:00:10Z";
      const ends = "2020-07-30T12:00:20Z";
      const own = imageRelease("own");
      const shared = imageRelease("shared");
      const open = imageRelease("open", { uses: ["web", "open-data"] });
      const files = new Map([own, shared, open].map(({ hash, bytes }) => [hash, bytes]));
      const image = (name: string) => ({ data: { image: name } });

      /** Story 1 shows "own"; stories 2 and 3 and an event show "shared". */
      async function pictured(t: TestContext, wish: Parameters<typeof storyRelease>[1] = {}) {
        const releases = [
          own.release,
          shared.release,
          storyRelease(1, { ...wish, ...image("own") }),
          storyRelease(2, image("shared")),
          storyRelease(3, image("shared")),
        ];
        const around = await published(t, [...releases, eventRelease("noon", image("shared"))], files);
        const { reader } = around;
        /** What answers: the file, the picture itself, its place in a list; all three are always one. */
        const seen = async ({ release: { id }, hash }: typeof own) => {
          const surface = "page";
          const list = { kind: "image", edition: "2020", locale: "en", limit: 9 } as const;
          const found = [
            (await reader.media(hash)) !== undefined,
            (await reader.media(hash, { surface })) !== undefined,
            (await reader.find({ kind: "image", edition: "2020", id, surface })) !== undefined,
            (await reader.findInEditions({ kind: "image", id, surface })).length > 0,
            ids((await reader.list({ ...list, surface })).items).includes(id),
          ];
          assert.equal(new Set(found).size, 1, `${id}: ${JSON.stringify(found)}`);
          return found[0] === true;
        };
        return { ...around, releases, seen };
      }

      test("at a typed stop, at once, and stays while anything else shows it", async (t) => {
        const { stops, seen, confirm, publish, releases } = await pictured(t);
        assert.deepEqual([await seen(own), await seen(shared)], [true, true]);
        stops.add(storyId(1));
        stops.add(storyId(2));
        stops.add(storyId(3));
        await confirm();
        assert.deepEqual([await seen(own), await seen(shared)], [false, true], "the event stays");
        await publish([editionRelease(), ...releases, storyRelease(4, image("shared"))]);
        await confirm();
        assert.equal(await seen(shared), true, "a fourth story shows it");
        stops.add(storyId(4));
        await confirm();
        assert.equal(await seen(shared), false);
      });

      test("at its last instant, and before its first", async (t) => {
        const { clock, seen } = await pictured(t, { notBefore: begins, notAfter: ends });
        assert.equal(await seen(own), false);
        clock.advance(Date.parse(begins) - clock.now().getTime());
        assert.equal(await seen(own), true);
        clock.advance(Date.parse(ends) - clock.now().getTime() - 1);
        assert.equal(await seen(own), true);
        clock.advance(1);
        assert.deepEqual([await seen(own), await seen(shared)], [false, true]);
      });

      test("while the lease is unconfirmed", async (t) => {
        const { clock, stops, seen, confirm } = await pictured(t);
        stops.fail = true;
        clock.advance(60_000);
        assert.deepEqual([await seen(own), await seen(shared)], [false, true]);
        stops.fail = false;
        await confirm();
        assert.equal(await seen(own), true);
      });

      test("when only the log knows that the story, or its consent, is withdrawn", async (t) => {
        const { seen, confirm, tombstoneLog } = await pictured(t);
        const tombstone: Tombstone = {
          kind: "story",
          id: storyId(9),
          edition: "2020",
          consents: [consentRef(1)],
          at: "2020-07-30T11:00:00.000Z",
          door: "withdraw",
        };
        appendFileSync(tombstoneLog, `${JSON.stringify(tombstone)}\n`);
        await confirm();
        assert.deepEqual([await seen(own), await seen(shared)], [false, true]);
      });

      test("for good, bytes and all, and no late publication brings it back", async (t) => {
        const { writer, seen, confirm, publish, releases, mediaFolder } = await pictured(t);
        await writer.withdraw({ id: storyId(1), door: "withdraw" });
        await confirm();
        assert.equal(await seen(own), false);
        assert.deepEqual(readdirSync(mediaFolder), [shared.hash]);
        // Decided by the gate before the withdrawal, handed over after it.
        const outcome = await publish([editionRelease(), ...releases]);
        assert.deepEqual(outcome.ok && outcome.refused.toSorted(), [storyId(1), "own"]);
        await confirm();
        assert.equal(await seen(own), false);
        assert.deepEqual(readdirSync(mediaFolder), [shared.hash]);
      });

      test("on the surfaces and in the editions where it may be seen, and no others", async (t) => {
        const { publish, reader, stops, confirm } = await pictured(t);
        const twin = { ...open.release, edition: "2021" };
        await publish(
          [
            editionRelease(),
            open.release,
            storyRelease(1, { uses: ["web"], ...image("open") }),
            storyRelease(5, { uses: ["placement"], ...image("own") }),
            own.release,
          ],
          "2020",
        );
        await publish(
          [
            editionRelease("2021"),
            twin,
            storyRelease(6, { edition: "2021", uses: ["web", "open-data"], ...image("open") }),
          ],
          "2021",
        );
        await confirm();
        const at = async (edition: string, surface: "page" | "data") =>
          (await reader.find({ kind: "image", edition, id: "open", surface })) !== undefined;
        assert.deepEqual(
          [await at("2020", "page"), await at("2020", "data"), await at("2021", "data")],
          [true, false, true],
        );
        // Where a story is read at a code alone, its picture is asked for as on every page.
        const ownPicture = { kind: "image", edition: "2020", id: "own", surface: "page" } as const;
        assert.notEqual(await reader.find(ownPicture), undefined);
        assert.notEqual(await reader.media(own.hash), undefined);
        stops.add(storyId(6));
        await confirm();
        assert.deepEqual([await at("2020", "page"), await at("2021", "page")], [true, false]);
        assert.notEqual(await reader.media(open.hash), undefined);
        assert.equal(await reader.media(open.hash, { surface: "data" }), undefined);
        stops.add(storyId(1));
        await confirm();
        assert.equal(await reader.media(open.hash), undefined);
      });

      test("however many stories share it", async (t) => {
        const { publish, reader, stops, confirm } = await pictured(t);
        const many = range(10, 70).map((number) => storyRelease(number, image("shared")));
        await publish([editionRelease(), shared.release, ...many]);
        for (const number of range(10, 69)) stops.add(storyId(number));
        await confirm();
        assert.notEqual(await reader.media(shared.hash), undefined);
        stops.add(storyId(70));
        await confirm();
        assert.equal(await reader.media(shared.hash), undefined);
      });
    });

    describe("search", () => {
      /** A published edition, and the ids that a text finds in it. */
      async function searched(t: TestContext, releases: readonly Release[]) {
        const around = await published(t, releases);
        const page = (text: string, more: Partial<SearchQuery> = {}) =>
          around.reader.search({
            edition: "2020",
            locale: "en",
            surface: "search",
            text,
            limit: 50,
            ...more,
          });
        const found = async (text: string, more: Partial<SearchQuery> = {}) =>
          ids((await page(text, more)).items);
        return { ...around, page, found };
      }

      test("finds what readers of the language are shown, whatever its accents, and nothing else", async (t) => {
        const { found } = await searched(t, [
          storyRelease(1, {
            title: "Une nuit à Liège",
            text: "L’esclavage n’a pas d’âge. Œuvre, Straße, ﬁnir.",
          }),
          storyRelease(2, { title: "Quiet", locales: ["fr"], text: "Seulement en français." }),
          eventRelease("noon", { title: "Noon at the fountain" }),
          helplineRelease("line", { title: "Somebody listens" }),
        ]);
        for (const text of ["liege", "LIÈGE", "nuit liège", "esclavage", "l'esclavage", "d’esclavage", "age"])
          assert.deepEqual(await found(text), [storyId(1)], text);
        for (const text of ["oeuvre", "œuvre", "strasse", "STRASSE", "finir", "exploitation"])
          assert.deepEqual(await found(text, { kinds: ["story"] }), [storyId(1)], text);
        assert.deepEqual(await found("francais"), []);
        assert.deepEqual(await found("francais", { locale: "fr" }), [storyId(2)]);
        assert.deepEqual(await found("fountain square"), ["noon"]);
        assert.deepEqual(await found("listens"), ["line"]);
        // The beginning of the last word, and of no other.
        assert.deepEqual(await found("noon fount"), ["noon"]);
        assert.deepEqual(await found("fount noon"), []);
        assert.deepEqual(await found("ount"), []);
        // All words.
        assert.deepEqual(await found("noon esclavage"), []);
        for (const text of [
          stopHashOf("stop-1"),
          consentRef(1),
          storyId(1),
          "survivor fiction",
          "web",
          "story",
        ])
          assert.deepEqual(await found(text, { kinds: ["event", "helpline"] }), [], text);
        for (const text of [stopHashOf("stop-1"), consentRef(1), "survivor", "fiction", "web", "2021"])
          assert.deepEqual(await found(text), [], text);
        assert.deepEqual(await found("liege", { edition: "2021" }), []);
        assert.deepEqual(await found("liege", { locale: "nl" }), []);
      });

      test("cuts words in scripts without spaces, and folds each script in its own way", async (t) => {
        const texts: Record<string, string> = {
          zh: "反对人口贩运的人们",
          th: "การค้ามนุษย์เป็นอาชญากรรม",
          ja: "ガラスの人身取引を止める",
          ar: "الاتِّجار بالأشخاص جريمة",
          el: "ΕΜΠΟΡΙΑ ΑΝΘΡΩΠΩΝ και λόγος",
          ru: "Ёлка и торговля людьми",
          vi: "Đường dây nóng",
        };
        const { found } = await searched(
          t,
          Object.entries(texts).map(([locale, text], index) =>
            storyRelease(index + 1, { locales: [locale], text }),
          ),
        );
        const asked: [string, string, boolean][] = [
          ["zh", "人口", true],
          ["zh", "人口贩运", true],
          ["zh", "贩毒", false],
          ["th", "มนุษย์", true],
          ["th", "อาชญากรรม", true],
          ["ja", "ガラス", true],
          ["ja", "カラス", false],
          ["ja", "人身取引", true],
          ["ar", "الاتجار", true],
          ["ar", "بالاشخاص", true],
          ["el", "εμπορία ανθρώπων", true],
          ["el", "ΛΟΓΟΣ", true],
          ["ru", "елка людьми", true],
          ["vi", "duong day nong", true],
        ];
        for (const [locale, text, isFound] of asked)
          assert.equal((await found(text, { locale })).length, isFound ? 1 : 0, `${locale} ${text}`);
      });

      test("orders by title, text and beginning, then by kind and place, and pages through all once", async (t) => {
        const { found, page, stops, confirm } = await searched(t, [
          storyRelease(1, { text: "The harbour at night." }),
          storyRelease(2, { title: "Harbour", text: "Nothing." }),
          storyRelease(3, { title: "Harbours", text: "Nothing." }),
          storyRelease(4, { title: "The harbour again", text: "Nothing." }),
          eventRelease("walk", { title: "Harbour walk" }),
          eventRelease("talk", { text: "About a harbour." }),
          helplineRelease("line", { title: "Harbourmaster" }),
        ]);
        const order = [storyId(2), storyId(4), "walk", storyId(1), "talk", "line", storyId(3)];
        assert.deepEqual(await found("harbour"), order);
        assert.deepEqual(await found("harbours"), [storyId(3)]);
        assert.deepEqual(await found("harbour", { kinds: ["event", "helpline"] }), ["walk", "talk", "line"]);
        assert.deepEqual(await found("harbour", { kinds: [] }), []);
        for (const limit of [1, 2, 3]) {
          const seen: string[] = [];
          let after: string | undefined;
          do {
            const one: Awaited<ReturnType<typeof page>> = await page("harbour", {
              limit,
              ...(after === undefined ? {} : { after }),
            });
            assert.equal(one.items.length === limit || one.next === undefined, true);
            seen.push(...ids(one.items));
            after = one.next;
          } while (after !== undefined);
          assert.deepEqual(seen, order, `${limit} at a time`);
        }
        stops.add(storyId(2));
        stops.add(storyId(1));
        await confirm();
        assert.deepEqual(await found("harbour", { limit: 3 }), [storyId(4), "walk", "talk"]);
        assert.deepEqual(await found("harbour", { after: "nonsense" }), [
          storyId(4),
          "walk",
          "talk",
          "line",
          storyId(3),
        ]);
        await assert.rejects(page("harbour", { limit: 101 }), RangeError);
      });

      test("a page is full however many hits are dark, and no count tells of them", async (t) => {
        const { page, found, stops, confirm } = await searched(
          t,
          range(1, 150).map((number) => storyRelease(number, { text: "One lantern." })),
        );
        for (const number of range(2, 149)) stops.add(storyId(number));
        await confirm();
        assert.deepEqual(await found("lantern", { limit: 2 }), [storyId(1), storyId(150)]);
        assert.equal((await page("lantern", { limit: 2 })).next, undefined);
        stops.add(storyId(150));
        await confirm();
        assert.equal((await page("lantern", { limit: 1 })).next, undefined);
      });

      test("filters by sector, country and city, with words and without", async (t) => {
        const told = { teller: "responder", basis: "testimony" };
        const there = { zone: "Europe/Brussels", country: "BE", start: "2020-07-30T12:00:00+02:00" };
        const { found } = await searched(t, [
          storyRelease(1, { data: { ...told, sector: "police" }, text: "A lantern." }),
          storyRelease(2, { data: { ...told, sector: "social-work" }, text: "A lantern." }),
          eventRelease("ghent", { data: { ...there, city: "ghent" }, text: "A lantern." }),
          eventRelease("bruges", { data: { ...there, city: "bruges" } }),
          eventRelease("paris", { data: { ...there, country: "FR", city: "paris" }, text: "A lantern." }),
        ]);
        assert.deepEqual(await found("lantern", { sector: "police" }), [storyId(1)]);
        assert.deepEqual(await found("", { sector: "social-work" }), [storyId(2)]);
        assert.deepEqual(await found(" ", { country: "BE" }), ["ghent", "bruges"]);
        assert.deepEqual(await found("lantern", { country: "BE" }), ["ghent"]);
        assert.deepEqual(await found("lantern", { country: "BE", city: "bruges" }), []);
        assert.deepEqual(await found("", { country: "FR", city: "paris" }), ["paris"]);
        assert.deepEqual(await found("", { country: "FR", city: "ghent" }), []);
        assert.deepEqual(await found("???", { country: "BE" }), []);
        assert.deepEqual(await found(""), []);
        // Nobody can type a filter.
        for (const text of ["=sector-police", "sector-police", '"=sector-police"', "sector", "police"])
          assert.deepEqual(await found(text), [], text);
      });

      test("shows nothing that may not be searched, is not yet or no more public, or is unconfirmed", async (t) => {
        const { found, clock, stops, writer, publish, confirm, tombstoneLog } = await searched(t, [
          storyRelease(1, { text: "lantern", uses: ["placement"] }),
          storyRelease(2, { text: "lantern", notBefore: "2020-07-30T12:00:10Z" }),
          storyRelease(3, { text: "lantern", notAfter: "2020-07-30T12:00:20Z" }),
          storyRelease(4, { text: "lantern" }),
          storyRelease(5, { text: "lantern" }),
          storyRelease(6, { text: "lantern" }),
          eventRelease("noon", { text: "lantern" }),
        ]);
        const at = async (instant: string) => {
          clock.advance(Date.parse(`2020-07-30T${instant}Z`) - clock.now().getTime());
          return await found("lantern");
        };
        assert.deepEqual(await at("12:00:09.999"), [3, 4, 5, 6].map(storyId).concat("noon"));
        assert.deepEqual(await at("12:00:10"), [2, 3, 4, 5, 6].map(storyId).concat("noon"));
        assert.deepEqual(await at("12:00:20"), [2, 4, 5, 6].map(storyId).concat("noon"));
        stops.add(storyId(4));
        await writer.withdraw({ id: storyId(5), door: "dark" });
        const tombstone: Tombstone = {
          kind: "story",
          id: storyId(6),
          edition: "2020",
          consents: [],
          at: "2020-07-30T11:00:00.000Z",
          door: "stop",
        };
        appendFileSync(tombstoneLog, `${JSON.stringify(tombstone)}\n`);
        await confirm();
        assert.deepEqual(await found("lantern"), [storyId(2), "noon"]);
        stops.fail = true;
        clock.advance(60_000);
        assert.deepEqual(await found("lantern"), ["noon"]);
        stops.fail = false;
        await confirm();
        await publish([editionRelease(), eventRelease("noon", { text: "candle" })]);
        await confirm();
        assert.deepEqual([await found("lantern"), await found("candle")], [[], ["noon"]]);
      });

      test("follows what is published: changed, moved, removed, in one edition and not in another", async (t) => {
        const { found, publish, confirm } = await searched(
          t,
          range(1, 6).map((number) => storyRelease(number, { text: `common word${number}` })),
        );
        await publish([editionRelease("2021"), storyRelease(1, { edition: "2021", text: "common" })], "2021");
        const after = [6, 3, 1].map((number) =>
          storyRelease(number, { text: number === 3 ? "common other" : `common word${number}` }),
        );
        await publish([editionRelease(), ...after, storyRelease(7, { text: "common" })]);
        await confirm();
        assert.deepEqual(await found("common"), [6, 3, 1, 7].map(storyId));
        for (const number of [2, 3, 4, 5]) assert.deepEqual(await found(`word${number}`), [], `${number}`);
        assert.deepEqual(await found("other"), [storyId(3)]);
        assert.deepEqual(await found("common", { edition: "2021" }), [storyId(1)]);
        // So many that the index is not cleared word by word.
        const many = range(10, 400).map((number) => storyRelease(number, { text: "crowd" }));
        await publish([editionRelease(), ...many]);
        await publish([editionRelease(), ...many.slice(300), ...after]);
        await confirm();
        assert.deepEqual((await found("crowd", { limit: 100 })).length, 91);
        assert.deepEqual(await found("common"), [6, 3, 1].map(storyId));
        assert.deepEqual(await found("word1"), [storyId(1)]);
      });

      test("any characters at all are a question with an answer", async (t) => {
        const { found, page } = await searched(t, [
          storyRelease(1, { title: "A near lantern or not", text: "Words" }),
        ]);
        const hostile = [
          ..."\"'`*^:(){}[]<>&|!\\%_-+=~@#$;,.?/\0\u0001\u001f\ud800\udfff\u{1f4a1}\u200d\ufeff",
          "NEAR(lantern, 2)",
          "lantern AND",
          "NOT lantern",
          "head : lantern",
          "- head : lantern",
          '"lantern',
          "lantern*",
          "lan*",
          "lantern:*",
          "!lantern",
          "lantern <-> near",
          "'lantern' & 'x",
          "\\'",
          "); drop table release; --",
          "\u0000lantern",
          "a".repeat(10_000),
          "ع".repeat(10_000),
          "ﷺ".repeat(10_000),
          `${"x ".repeat(5000)}`,
          `lantern ${"👩🏽‍🚒".repeat(2000)}`,
          "́".repeat(5000),
        ];
        for (const text of hostile) await page(text);
        for (const text of [
          "lantern*",
          '"lantern',
          "\u0000lantern",
          "(lantern) OR",
          "lantern 💡",
          "NEAR not lantern",
        ])
          assert.deepEqual(await found(text), [storyId(1)], text);
        const anyText = fc.oneof(
          fc.string({ unit: "binary", maxLength: 40 }),
          fc.string({ unit: "grapheme", maxLength: 40 }),
          fc
            .array(
              fc.constantFrom("lantern", "near", " ", '"', "*", "NEAR", "AND", "(", ")", "^", ":", "'", "\\"),
              {
                maxLength: 12,
              },
            )
            .map((parts) => parts.join("")),
        );
        await fc.assert(
          fc.asyncProperty(
            anyText,
            fc.constantFrom("en", "fr", "ar", "zh", "th"),
            fc.string({ maxLength: 12 }),
            async (text, locale, after) => {
              const { items } = await page(text, { locale, after });
              assert.equal(
                items.every(({ id }) => id === storyId(1)),
                true,
              );
            },
          ),
          { numRuns: 150 },
        );
      });
    });

    test("finishes a withdrawal that was killed between log and store", async (t) => {
      const { around, reader, story, confirm, writer, tombstoneLog } = await published(t, [
        storyRelease(1),
        storyRelease(2),
      ]);
      const tombstone: Tombstone = {
        kind: "story",
        id: storyId(1),
        edition: "2020",
        consents: [consentRef(1)],
        at: "2020-07-30T12:00:00.000Z",
        door: "withdraw",
        stopHash: stopHashOf("stop-1"),
      };
      const before = await confirm();
      appendFileSync(tombstoneLog, `${JSON.stringify(tombstone)}\n{"kind":"story","id":"0000`);
      assert.notEqual((await confirm()).epoch, before.epoch);
      assert.equal(await story(1), undefined);
      assert.equal((await reader.storyOfStopHash(stopHashOf("stop-1")))?.alreadyDark, true);
      assert.notEqual(await story(2), undefined);

      const next = await around.writer();
      assert.deepEqual(await next.tombstones(), [tombstone]);
      assert.deepEqual(ids(await next.published("2020")), ["2020", storyId(2)]);
      assert.deepEqual(await next.repair(), { replayed: 0, erased: 0, mediaRemoved: 0 });
      // The torn line is closed by the next one and lost with nobody having been told of it.
      await writer.withdraw({ id: storyId(2), door: "dark" });
      await confirm();
      assert.equal(await story(2), undefined);
    });

    test("who withdraws what another process has just logged finishes it, and logs nothing twice", async (t) => {
      const { writer, story, confirm, tombstoneLog } = await published(t, [storyRelease(1)]);
      const tombstone: Tombstone = {
        kind: "story",
        id: storyId(1),
        edition: "2020",
        consents: [consentRef(1)],
        at: "2020-07-30T11:00:00.000Z",
        door: "stop",
        stopHash: stopHashOf("stop-1"),
      };
      appendFileSync(tombstoneLog, `${JSON.stringify(tombstone)}\n`);
      const outcome = await writer.withdraw({ id: storyId(1), door: "dark" });
      assert.deepEqual(outcome.ok && { ...outcome, erasedAt: outcome.erasedAt !== undefined }, {
        ok: true,
        tombstone,
        surfaces: ["page", "list", "search", "feed", "placement-page"],
        erasedAt: true,
        already: true,
      });
      assert.equal(readFileSync(tombstoneLog, "utf8").trim().split("\n").length, 1);
      assert.deepEqual(ids(await writer.published("2020")), ["2020"]);
      await confirm();
      assert.equal(await story(1), undefined);
    });

    test("withdrawals at the same moment are each done, and done once", async (t) => {
      const { writer, stories, confirm, tombstoneLog } = await published(
        t,
        range(1, 12).map((n) => storyRelease(n)),
      );
      const numbers = [...range(1, 10), 3, 3];
      const outcomes = await Promise.all(
        numbers.map((number) => writer.withdraw({ id: storyId(number), door: "dark" })),
      );
      for (const outcome of outcomes) assert.equal(outcome.ok && outcome.erasedAt !== undefined, true);
      const first = outcomes.filter((outcome) => outcome.ok && !outcome.already);
      assert.equal(first.length, 10);
      assert.equal(readFileSync(tombstoneLog, "utf8").trim().split("\n").length, 10);
      await confirm();
      assert.deepEqual(ids((await stories()).items), [storyId(11), storyId(12)]);
    });

    test("a lost log is written again from the store", async (t) => {
      const { around, writer, tombstoneLog } = await published(t, [storyRelease(1)]);
      await writer.withdraw({ id: storyId(1), door: "dark" });
      const written = JSON.parse(readFileSync(tombstoneLog, "utf8")) as Tombstone;
      rmSync(tombstoneLog);
      await around.writer();
      assert.deepEqual(JSON.parse(readFileSync(tombstoneLog, "utf8")), written);
    });

    test("removes media that a killed publication left", async (t) => {
      const { writer, mediaFolder } = await published(t, []);
      mkdirSync(mediaFolder, { recursive: true });
      for (const name of [stopHashOf("a"), `${stopHashOf("b")}.part`, "README"]) {
        writeFileSync(`${mediaFolder}/${name}`, "x");
      }
      assert.deepEqual(await writer.repair(), { replayed: 0, erased: 0, mediaRemoved: 2 });
      assert.deepEqual(readdirSync(mediaFolder), ["README"]);
    });

    test("several writers may start and publish at once", async (t) => {
      const around = await world(t);
      const writers = await Promise.all(range(1, 4).map(() => around.writer()));
      await Promise.all(
        writers.map((writer, index) =>
          writer.publish({
            edition: `202${index}`,
            owner: "folder",
            releases: [editionRelease(`202${index}`), storyRelease(index + 1, { edition: `202${index}` })],
            media: noMedia,
          }),
        ),
      );
      const reader = await around.reader();
      assert.deepEqual(ids(await reader.editions()), ["2020", "2021", "2022", "2023"]);
      assert.equal(existsSync(around.tombstoneLog), false);
    });
  });
}
