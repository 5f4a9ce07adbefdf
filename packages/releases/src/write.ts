/** Writes releases: publishes an edition, withdraws a story or image for good, and finishes what a killed process left. */
import type { Kind } from "@bluehour/domain/kinds";
import { kinds } from "@bluehour/domain/kinds";
import type { PublicRelease, ReleaseContent } from "@bluehour/domain/release";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { surfacesOf } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import type { Kysely, Transaction } from "kysely";
import type {
  HandOverOutcome,
  Owner,
  PublishOutcome,
  ReleaseWriter,
  StoreLocation,
  WithdrawOutcome,
  WriterOptions,
} from "./contract.ts";
import { createEraser, settleAdded, tablesHolding } from "./erase.ts";
import { keepMedia, removeUnlistedMedia } from "./media-files.ts";
import { lockForWriting, openMigrated } from "./migrations.ts";
import {
  checkedRelease,
  createBodyParser,
  imageShownBy,
  rowsOf,
  storedInstant,
  tombstoneOf,
} from "./rows.ts";
import type { Rows } from "./rows.ts";
import { indexReleases, takingAway, unindexReleases } from "./search-index.ts";
import { openSqliteForReading } from "./sqlite.ts";
import { RefusedByStore } from "./store-unavailable.ts";
import type { Tables, TombstoneRow } from "./tables.ts";
import { appendTombstones, followTombstoneLog } from "./tombstone-log.ts";
import { isWithdrawable } from "./visibility.ts";

export type {
  HandOverOutcome,
  Owner,
  PublishOutcome,
  ReleaseWriter,
  StoreLocation,
  WithdrawOutcome,
  WriterOptions,
} from "./contract.ts";
export { RefusedByStore, StoreUnavailable } from "./store-unavailable.ts";

type Trx = Transaction<Tables>;

/** Tables whose rows belong to one release. */
const tablesOfRelease = ["release", "listing", "rest", "media", "showing"] as const;

// Far below both databases' limits on parameters, and few enough rows that a statement is quick to compile.
const rowsAtOnce = 250;

function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += rowsAtOnce) yield items.slice(start, start + rowsAtOnce);
}

async function deleteReleases(
  trx: Trx,
  database: StoreLocation["database"],
  releases: readonly { edition: string; kind: string; id: string }[],
): Promise<void> {
  const groups = Map.groupBy(releases, ({ edition, kind }) => `${edition} ${kind}`);
  await takingAway(trx, database, releases.length, async () => {
    for (const group of groups.values()) {
      for (const chunk of chunks(group)) {
        const ids = chunk.map(({ id }) => id);
        const { edition = "", kind = "" } = chunk[0] ?? {};
        await unindexReleases(trx, database, { edition, kind, ids });
        for (const table of tablesOfRelease) {
          await trx
            .deleteFrom(table)
            .where("edition", "=", edition)
            .where("kind", "=", kind)
            .where("id", "in", ids)
            .execute();
        }
      }
    }
  });
}

async function insertReleases(trx: Trx, rows: readonly Rows[]): Promise<void> {
  for (const chunk of chunks(rows.map(({ release }) => release))) {
    await trx.insertInto("release").values(chunk).execute();
  }
  for (const chunk of chunks(rows.flatMap(({ listings }) => listings))) {
    await trx.insertInto("listing").values(chunk).execute();
  }
  for (const chunk of chunks(rows.flatMap(({ rests }) => rests))) {
    await trx.insertInto("rest").values(chunk).execute();
  }
  for (const chunk of chunks(rows.flatMap(({ media }) => media))) {
    await trx.insertInto("media").values(chunk).execute();
  }
  for (const chunk of chunks(rows.flatMap(({ showings }) => showings))) {
    await trx.insertInto("showing").values(chunk).execute();
  }
}

/**
 * Tells every reader that something changed, and the next erasure from which tables something was taken away. Last in a transaction, and
 * only when something changed.
 */
async function countChange(trx: Trx, unerased: readonly string[]): Promise<void> {
  await trx
    .updateTable("change")
    .set(({ eb }) => ({ counter: eb("counter", "+", 1) }))
    .execute();
  for (const name of unerased) {
    await trx
      .insertInto("unerased")
      .expression((eb) =>
        eb
          .selectFrom("change")
          .select([eb.val(name).as("name"), "counter"])
          .where("id", "=", 1),
      )
      .onConflict((conflict) =>
        conflict.column("name").doUpdateSet(({ ref }) => ({ counter: ref("excluded.counter") })),
      )
      .execute();
  }
}

async function listedHashes(trx: Trx): Promise<Set<string>> {
  const rows = await trx.selectFrom("media").select("hash").distinct().execute();
  return new Set(rows.map(({ hash }) => hash));
}

/**
 * Writes tombstones into the store and takes away what they name, and what rests on the same consents. Returns how many releases went, and
 * from which tables.
 */
async function bury(
  trx: Trx,
  database: StoreLocation["database"],
  tombstones: readonly Tombstone[],
  surfaces: readonly Surface[],
): Promise<{ gone: number; unerased: string[] }> {
  const refs = [...new Set(tombstones.flatMap(({ consents }) => consents))];
  const ids = [...new Set(tombstones.map(({ id }) => id))];
  for (const tombstone of tombstones) {
    const row: TombstoneRow = {
      id: tombstone.id,
      edition: tombstone.edition,
      kind: tombstone.kind,
      consents: JSON.stringify(tombstone.consents),
      at: tombstone.at,
      door: tombstone.door,
      stop_hash: tombstone.stopHash ?? null,
      surfaces: JSON.stringify(surfaces),
      erased_at: null,
    };
    await trx
      .insertInto("tombstone")
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (const chunk of chunks(refs)) {
    await trx
      .insertInto("tombstoned_consent")
      .values(chunk.map((ref) => ({ ref })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const dead = new Map<string, { edition: string; kind: string; id: string }>();
  for (const chunk of chunks(ids)) {
    const rows = await trx
      .selectFrom("release")
      .select(["edition", "kind", "id"])
      .where("id", "in", chunk)
      .where("kind", "in", ["story", "image"])
      .execute();
    for (const row of rows) dead.set(`${row.edition} ${row.kind} ${row.id}`, row);
  }
  for (const chunk of chunks(refs)) {
    const rows = await trx
      .selectFrom("rest")
      .select(["edition", "kind", "id"])
      .where("ref", "in", chunk)
      .execute();
    for (const row of rows) dead.set(`${row.edition} ${row.kind} ${row.id}`, row);
  }
  for (const row of await picturesOnlyOf(trx, [...dead.values()]))
    dead.set(`${row.edition} image ${row.id}`, row);
  const unerased = await tablesHolding(
    trx,
    database,
    [...dead.values()].map((row) => row.id),
  );
  await deleteReleases(trx, database, [...dead.values()]);
  return { gone: dead.size, unerased };
}

/**
 * Pictures that no other release shows than these stories. They go with them: a portrait rests on a consent of its own, but without its
 * story nobody has reason to show it. It is no tombstone: the gate releases it again only beside something else that shows it.
 */
async function picturesOnlyOf(
  trx: Trx,
  dead: readonly { edition: string; kind: string; id: string }[],
): Promise<{ edition: string; kind: string; id: string }[]> {
  const found: { edition: string; kind: string; id: string }[] = [];
  const isDead = new Set(dead.map(({ edition, kind, id }) => `${edition} ${kind} ${id}`));
  for (const { edition, kind, id } of dead) {
    if (kind !== "story") continue;
    const images = await trx
      .selectFrom("showing")
      .select("image")
      .where("edition", "=", edition)
      .where("kind", "=", "story")
      .where("id", "=", id)
      .execute();
    for (const { image } of images) {
      const showing = await trx
        .selectFrom("showing")
        .select(["kind", "id"])
        .where("edition", "=", edition)
        .where("image", "=", image)
        .execute();
      if (showing.every((one) => isDead.has(`${edition} ${one.kind} ${one.id}`)))
        found.push({ edition, kind: "image", id: image });
    }
  }
  return found;
}

/**
 * Opens the release store for writing, brings its schema up to date and repairs what a killed process left, so that no reader can be
 * opened on a store that still holds something withdrawn (with `repairFirst: false` it does not, and waits for nobody). Throws {@link StoreUnavailable} with a sentence for the operator.
 */
export async function openReleaseWriter(options: WriterOptions): Promise<ReleaseWriter> {
  const { location } = options;
  const { database } = location;
  const db = await openMigrated(location);
  // Looks up while this process or another one writes or erases: a withdrawal must be in the log before it waits for anybody.
  const lookups = location.database === "sqlite" ? openSqliteForReading(location.file).db : db;
  const eraser = createEraser(db, location);
  const parse = createBodyParser();
  const readLog = followTombstoneLog(options.tombstoneLog);
  const inTurn = oneAfterTheOther();

  /** One writer at a time, all or nothing. */
  async function write<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return await inTurn(() =>
      db.transaction().execute(async (trx) => {
        await lockForWriting(trx, database);
        return await work(trx);
      }),
    );
  }

  /** Erases deleted rows and unlisted media, and notes it where it was waited for, unless somebody still reads the old state. */
  async function eraseOnce(): Promise<void> {
    const { unerased, waiting } = await write(async (trx) => {
      removeUnlistedMedia(options.mediaFolder, await listedHashes(trx));
      return {
        unerased: await trx.selectFrom("unerased").selectAll().execute(),
        waiting: await trx.selectFrom("tombstone").select("id").where("erased_at", "is", null).execute(),
      };
    });
    const names = unerased.map(({ name }) => name);
    if (names.length > 0 && !(await eraser.erase(names))) return;
    // Only what stood before the erasure began: something else may have been taken away meanwhile.
    await write(async (trx) => {
      for (const { name, counter } of unerased) {
        await trx.deleteFrom("unerased").where("name", "=", name).where("counter", "<=", counter).execute();
      }
      for (const chunk of chunks(waiting.map(({ id }) => id))) {
        await trx
          .updateTable("tombstone")
          .set({ erased_at: options.now().toISOString() })
          .where("erased_at", "is", null)
          .where("id", "in", chunk)
          .execute();
      }
    });
  }

  const erasing = oneAfterTheOther();
  let nextErasure: Promise<void> | undefined;

  /** Whatever is taken away during an erasure shares the next one: ten withdrawals are two erasures, not ten. */
  async function erase(): Promise<void> {
    nextErasure ??= erasing(() => {
      nextErasure = undefined;
      return eraseOnce();
    });
    await nextErasure;
  }

  /**
   * What PostgreSQL rolls back stays in the tables' files, so everything counts as unerased until the transaction is through. (SQLite
   * leaves it in the journal, which every repair empties.) Under the writer's lock, so that no erasure takes the mark away too early.
   */
  async function markedMeanwhile<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
    if (database === "sqlite") return await work();
    const marked = await trx.selectFrom("unerased").select("name").where("name", "=", "release").execute();
    if (marked.length > 0) return await work();
    const { counter } = await trx.selectFrom("change").select("counter").executeTakeFirstOrThrow();
    // On a connection of its own: it is to stay if the transaction does not come through.
    await db.insertInto("unerased").values({ name: "release", counter }).execute();
    const result = await work();
    await trx.deleteFrom("unerased").where("name", "=", "release").execute();
    return result;
  }

  async function tombstonesOf(id: string): Promise<TombstoneRow[]> {
    return await lookups
      .selectFrom("tombstone")
      .selectAll()
      .where("id", "=", id)
      .orderBy("edition", "desc")
      .execute();
  }

  const writer: ReleaseWriter = {
    async publish({ edition, owner, releases, media }) {
      const checked = checkedInput(edition, releases.map(checkedRelease));
      const outcome = await write(async (trx) => {
        const known = readLog();
        return await markedMeanwhile(trx, () =>
          publishIn(trx, database, { edition, owner, releases: checked, media }, known, options.mediaFolder),
        );
      });
      if (outcome.ok && (outcome.removed.length > 0 || outcome.changed.length > 0)) await erase();
      if (outcome.ok && outcome.added.length > 0) await settleAdded(db, database);
      return outcome;
    },

    async withdraw({ id, door, at }) {
      const [existing] = await tombstonesOf(id);
      if (existing !== undefined) return await withdrawn(existing, true);

      const rows = await lookups
        .selectFrom("release")
        .select(["edition", "kind", "id", "stop_hash", "body"])
        .where("id", "=", id)
        .where("kind", "in", ["story", "image"])
        .orderBy("edition", "desc")
        .execute();
      const bodies = rows.map(({ body }) => parse(body));
      const consents = [...new Set(bodies.flatMap(({ restsOn }) => restsOn))];
      // Read last: whoever withdraws the same at this moment is in the log before anything is gone from the store.
      const logged = readLog().list.filter((tombstone) => tombstone.id === id);
      const fresh = rows
        .filter((row) => !logged.some(({ edition }) => edition === row.edition))
        .map((row): Tombstone => ({
          kind: row.kind as Tombstone["kind"],
          id,
          edition: row.edition,
          consents,
          at: storedInstant(at ?? null) ?? options.now().toISOString(),
          door,
          ...(row.stop_hash === null ? {} : { stopHash: row.stop_hash }),
        }));
      const tombstones = [...logged, ...fresh];
      if (tombstones.length === 0) return { ok: false, reason: "unknown" };

      // The log first, before waiting for any lock: from here on it is dark, whatever becomes of this process.
      appendTombstones(options.tombstoneLog, fresh);
      const surfaces = surfacesOf([...new Set(bodies.flatMap(({ uses }) => uses))]);
      await write(async (trx) => {
        const { unerased } = await bury(trx, database, tombstones, surfaces);
        await countChange(trx, unerased);
      });
      const [written] = await tombstonesOf(id);
      if (written === undefined) throw new Error(`The tombstone of ${id} was committed and is not there.`);
      return await withdrawn(written, logged.length > 0);
    },

    async subjectOfStopHash(hash) {
      const live = await lookups
        .selectFrom("release")
        .select("id")
        .where("stop_hash", "=", hash)
        .where("kind", "=", "story")
        .orderBy("edition", "desc")
        .executeTakeFirst();
      if (live !== undefined) return live.id;
      const gone = await lookups
        .selectFrom("tombstone")
        .select("id")
        .where("stop_hash", "=", hash)
        .where("kind", "=", "story")
        .orderBy("edition", "desc")
        .executeTakeFirst();
      return gone?.id;
    },

    async published(edition) {
      const rows = await lookups
        .selectFrom("release")
        .select(["kind", "position", "body"])
        .where("edition", "=", edition)
        .execute();
      return rows
        .toSorted(
          (a, b) => kinds.indexOf(a.kind as Kind) - kinds.indexOf(b.kind as Kind) || a.position - b.position,
        )
        .map(({ body }): PublicRelease => parse(body));
    },

    async handOver({ edition, from, to }) {
      return await write((trx) => handOverIn(trx, { edition, from, to }));
    },

    async owner(edition) {
      return await ownerOf(lookups, edition);
    },

    async editions() {
      const rows = await lookups.selectFrom("owner").selectAll().orderBy("edition").execute();
      return rows.map((row) => ({ id: row.edition, owner: row.owner as Owner }));
    },

    async tombstones() {
      const rows = await lookups.selectFrom("tombstone").selectAll().orderBy("at").orderBy("id").execute();
      return rows.map(tombstoneOf);
    },

    async repair() {
      const { isPending, ...outcome } = await write(async (trx) => {
        const log = readLog();
        const rows = await trx.selectFrom("tombstone").selectAll().execute();
        const inStore = new Set(rows.map(({ id, edition }) => `${id} ${edition}`));
        const inLog = new Set(log.list.map(({ id, edition }) => `${id} ${edition}`));
        const missing = log.list.filter(({ id, edition }) => !inStore.has(`${id} ${edition}`));
        // The other way round too: a log that was lost is written again from the store.
        appendTombstones(
          options.tombstoneLog,
          rows.filter(({ id, edition }) => !inLog.has(`${id} ${edition}`)).map(tombstoneOf),
        );
        const { gone, unerased } = await bury(trx, database, [...rows.map(tombstoneOf), ...log.list], []);
        if (gone > 0 || missing.length > 0) await countChange(trx, unerased);
        const pending = await trx.selectFrom("unerased").select("name").execute();
        return {
          replayed: new Set(missing.map(({ id, edition }) => `${id} ${edition}`)).size,
          erased: gone,
          isPending: pending.length > 0 || missing.length > 0 || rows.some((row) => row.erased_at === null),
          mediaRemoved: removeUnlistedMedia(options.mediaFolder, await listedHashes(trx)),
        };
      });
      if (isPending) await erase();
      else await settleAdded(db, database);
      return outcome;
    },

    async close() {
      // An erasure that is under way is still to be noted.
      await erasing(async () => undefined);
      await closeAll();
    },
  };

  async function closeAll(): Promise<void> {
    await eraser.close();
    if (lookups !== db) await lookups.destroy();
    await db.destroy();
  }

  /** Erases, if that is still to be done, and tells what a withdrawal did. Dark it is already, whether or not the erasure succeeds now. */
  async function withdrawn(row: TombstoneRow, already: boolean): Promise<WithdrawOutcome> {
    const tombstone = tombstoneOf(row);
    const surfaces = JSON.parse(row.surfaces) as Surface[];
    let erasedAt = row.erased_at ?? undefined;
    if (erasedAt === undefined) {
      try {
        await erase();
        erasedAt = (await tombstonesOf(row.id))[0]?.erased_at ?? undefined;
      } catch {
        // A full disk or a busy store must not make a withdrawal look failed: `erasedAt` stays absent, and repair() tries again.
        erasedAt = undefined;
      }
    }
    return { ok: true, tombstone, surfaces, erasedAt, already };
  }

  try {
    if (options.repairFirst !== false) await writer.repair();
    return writer;
  } catch (outage) {
    await closeAll();
    throw outage;
  }
}

/** Runs works in the order in which they are handed over, each when the one before has ended, well or not. */
function oneAfterTheOther(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const turn = last.then(work, work);
    last = turn;
    return await turn;
  };
}

async function ownerOf(db: Kysely<Tables>, edition: string): Promise<Owner | undefined> {
  const row = await db.selectFrom("owner").select("owner").where("edition", "=", edition).executeTakeFirst();
  return row?.owner as Owner | undefined;
}

/** Readers know nothing of owners, so no change is counted: what they have cached stays good. */
async function handOverIn(
  trx: Trx,
  { edition, from, to }: { edition: string; from: Owner; to: Owner },
): Promise<HandOverOutcome> {
  const owner = await ownerOf(trx, edition);
  if (owner === undefined) return { ok: false, reason: "unknown" };
  if (owner !== from) return { ok: false, reason: "owner", owner };
  await trx.updateTable("owner").set({ owner: to }).where("edition", "=", edition).execute();
  return { ok: true };
}

/** A publication is one edition, each release once. */
function checkedInput(edition: string, releases: ReleaseContent[]): ReleaseContent[] {
  const seen = new Set<string>();
  for (const release of releases) {
    const key = `${release.kind} ${release.id}`;
    if (release.edition !== edition) {
      throw new RefusedByStore(
        `${key} belongs to the edition ${release.edition}, not to ${edition}; nothing was published.`,
      );
    }
    if (seen.has(key)) throw new RefusedByStore(`${key} was handed over twice; nothing was published.`);
    seen.add(key);
  }
  return releases;
}

async function publishIn(
  trx: Trx,
  database: StoreLocation["database"],
  input: {
    edition: string;
    owner: Owner;
    releases: readonly ReleaseContent[];
    media: ReadonlyMap<string, Uint8Array>;
  },
  log: { ids: ReadonlySet<string>; consents: ReadonlySet<string> },
  mediaFolder: string,
): Promise<PublishOutcome> {
  const { edition, owner } = input;
  const owned = await ownerOf(trx, edition);
  if (owned !== undefined && owned !== owner) return { ok: false, reason: "owner", owner: owned };

  const buried = await trx.selectFrom("tombstone").select("id").execute();
  const deadIds = new Set([...log.ids, ...buried.map(({ id }) => id)]);
  const deadConsents = new Set(log.consents);
  for (const { ref } of await trx.selectFrom("tombstoned_consent").select("ref").execute())
    deadConsents.add(ref);
  const isDead = ({ kind, id, restsOn }: ReleaseContent): boolean =>
    (isWithdrawable(kind) && deadIds.has(id)) || restsOn.some((ref) => deadConsents.has(ref));
  const showing = Map.groupBy(input.releases, imageShownBy);
  // A story that was withdrawn after the gate had decided takes its own picture along here as well.
  const isRefused = (release: ReleaseContent): boolean =>
    isDead(release) || (release.kind === "image" && showing.get(release.id)?.every(isDead) === true);

  const standing = new Map(
    (
      await trx
        .selectFrom("release")
        .select(["edition", "kind", "id", "position", "digest"])
        .where("edition", "=", edition)
        .orderBy("kind")
        .orderBy("position")
        .execute()
    ).map((row) => [`${row.kind} ${row.id}`, row]),
  );

  const outcome = {
    ok: true as const,
    added: [] as string[],
    changed: [] as string[],
    unchanged: 0,
    removed: [] as string[],
    refused: [] as string[],
  };
  const positions = new Map<Kind, number>();
  const written: Rows[] = [];
  const findable: { release: ReleaseContent; position: number }[] = [];
  const hashes = new Set<string>();
  for (const release of input.releases) {
    if (isRefused(release)) {
      outcome.refused.push(release.id);
      continue;
    }
    const position = positions.get(release.kind) ?? 0;
    positions.set(release.kind, position + 1);
    for (const { hash } of release.media) hashes.add(hash);
    const rows = rowsOf(release, position);
    const key = `${release.kind} ${release.id}`;
    const before = standing.get(key);
    standing.delete(key);
    if (before === undefined) outcome.added.push(release.id);
    else if (before.digest !== rows.release.digest) outcome.changed.push(release.id);
    else outcome.unchanged += 1;
    // One that only moved is written anew as well: it is in another place of its lists.
    if (before?.digest === rows.release.digest && before.position === position) continue;
    written.push(rows);
    findable.push({ release, position });
  }
  outcome.removed.push(...[...standing.values()].map(({ id }) => id));

  keepMedia(mediaFolder, hashes, input.media);
  // One that only moved is still public; whatever it leaves goes with it when it goes.
  const unerased = await tablesHolding(trx, database, [...outcome.removed, ...outcome.changed]);
  await deleteReleases(trx, database, [...standing.values(), ...written.map(({ release }) => release)]);
  await insertReleases(trx, written);
  await indexReleases(trx, database, edition, findable);
  if (owned === undefined) await trx.insertInto("owner").values({ edition, owner }).execute();
  if (owned === undefined || written.length > 0 || standing.size > 0) {
    await countChange(trx, unerased);
  }
  return outcome;
}
