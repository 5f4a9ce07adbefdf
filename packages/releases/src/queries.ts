/** Every query of the read side. What is tombstoned in the store never leaves it; dates, lease and stops are decided on the parsed rows. */
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import { surfaces } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import type { CompiledQuery, Kysely } from "kysely";
import type { ReadonlyKysely } from "kysely/readonly";
import type { Tables } from "./tables.ts";

type Db = ReadonlyKysely<Tables>;

/** Releases without those that are tombstoned or rest on a tombstoned consent: both are erased, this holds while that is unfinished. */
function bodies(db: Db) {
  return db
    .selectFrom("release")
    .select(["id", "body"])
    .where(({ not, exists, selectFrom, and, eb }) =>
      not(
        and([
          eb("kind", "in", ["story", "image"]),
          exists(selectFrom("tombstone").select("tombstone.id").whereRef("tombstone.id", "=", "release.id")),
        ]),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("rest")
            .innerJoin("tombstoned_consent", "tombstoned_consent.ref", "rest.ref")
            .select("rest.ref")
            .whereRef("rest.id", "=", "release.id")
            .whereRef("rest.kind", "=", "release.kind")
            .whereRef("rest.edition", "=", "release.edition"),
        ),
      ),
    );
}

// The one question that nearly every page asks. Kysely puts a query together anew at each call, which takes longer than SQLite takes to
// answer it (measured), so this one is put together once a database and asked with other values.
const findQueries = new WeakMap<object, CompiledQuery<{ id: string; body: string }>>();

/** The body of one id of a kind in an edition. */
async function bodyById(db: Db, key: { edition: string; kind: Kind; id: string }): Promise<string[]> {
  const { edition, kind, id } = key;
  let query = findQueries.get(db);
  if (query === undefined) {
    query = bodies(db)
      .where("edition", "=", slots.edition)
      .where("kind", "=", slots.kind)
      .where("id", "=", slots.id)
      .compile();
    findQueries.set(db, query);
  }
  const values: Record<string, string> = { [slots.edition]: edition, [slots.kind]: kind, [slots.id]: id };
  const parameters = query.parameters.map((value) => values[String(value)] ?? value);
  // A read-only Kysely runs only what it put together itself just now; this one it put together before.
  const runner = db as unknown as Kysely<Tables>;
  const { rows } = await runner.executeQuery<{ body: string }>({ ...query, parameters });
  return rows.map(({ body }) => body);
}

/** Stand-ins for values in a query that is put together once; no id or kind of ours looks like them. */
const slots = { edition: "<edition>", kind: "<kind>" as Kind, id: "<id>" };

/** Bodies of these ids of a kind in an edition, in the order of the ids; what is not there is left out. */
export async function bodiesByIds(
  db: Db,
  key: { edition: string; kind: Kind; ids: readonly string[] },
): Promise<string[]> {
  const [only] = key.ids;
  if (only === undefined) return [];
  if (key.ids.length === 1) return await bodyById(db, { edition: key.edition, kind: key.kind, id: only });
  const rows = await bodies(db)
    .where("edition", "=", key.edition)
    .where("kind", "=", key.kind)
    .where("id", "in", key.ids)
    .execute();
  const byId = new Map(rows.map(({ id, body }) => [id, body]));
  return key.ids.map((id) => byId.get(id)).filter((body) => body !== undefined);
}

/** Bodies of an id in every edition. */
export async function bodiesInEditions(db: Db, key: { kind: Kind; id: string }): Promise<string[]> {
  const rows = await bodies(db).where("id", "=", key.id).where("kind", "=", key.kind).execute();
  return rows.map(({ body }) => body);
}

/** Bodies of a kind in every edition: for kinds with few releases. */
export async function bodiesOfKind(db: Db, kind: Kind): Promise<string[]> {
  const rows = await bodies(db).where("kind", "=", kind).execute();
  return rows.map(({ body }) => body);
}

/** Rows of a list that may be on the surface as far as the index knows. */
function listing(
  db: Db,
  query: {
    kind: Kind;
    edition: string;
    locale: Locale;
    surface: Surface;
    now: string;
    latest: string;
    confirmed: boolean;
  },
) {
  let found = db
    .selectFrom("listing")
    .select(["id", "position"])
    .where("edition", "=", query.edition)
    .where("kind", "=", query.kind)
    .where("locale", "=", query.locale)
    .where(({ or, eb }) => or([eb("not_before", "is", null), eb("not_before", "<=", query.now)]))
    .where(({ or, eb }) => or([eb("not_after", "is", null), eb("not_after", ">", query.latest)]));
  for (const use of surfaces[query.surface]) found = found.where("uses", "like", `%,${use},%`);
  if (!query.confirmed) found = found.where("rests", "=", 0);
  return found;
}

/** Where a list goes on: ids with their positions, past a position, that may be on the surface as far as the index knows. */
export async function listedIds(
  db: Db,
  query: {
    kind: Kind;
    edition: string;
    locale: Locale;
    surface: Surface;
    after: number;
    limit: number;
    now: string;
    latest: string;
    confirmed: boolean;
  },
): Promise<{ id: string; position: number }[]> {
  return await listing(db, query)
    .where("position", ">", query.after)
    .orderBy("position")
    .limit(query.limit)
    .execute();
}

/** The number under which the search knows a language of an edition. */
export async function searchScopeOf(
  db: Db,
  { edition, locale }: { edition: string; locale: Locale },
): Promise<number | undefined> {
  const row = await db
    .selectFrom("search_scope")
    .select("number")
    .where("edition", "=", edition)
    .where("locale", "=", locale)
    .executeTakeFirst();
  return row?.number;
}

/** Of these positions of a kind, those with an id that may be on the surface as far as the index knows. */
export async function listedAt(
  db: Db,
  query: {
    kind: Kind;
    edition: string;
    locale: Locale;
    surface: Surface;
    positions: readonly number[];
    now: string;
    latest: string;
    confirmed: boolean;
  },
): Promise<{ id: string; position: number }[]> {
  return await listing(db, query).where("position", "in", query.positions).orderBy("position").execute();
}

/** Moments after `now` at which something begins or ends, in order, and whether there are more beyond them. */
export async function boundariesAfter(db: Db, now: string): Promise<{ at: number[]; isCut: boolean }> {
  const limit = 500;
  const begins = await db
    .selectFrom("release")
    .select("not_before as at")
    .distinct()
    .where("not_before", ">", now)
    .orderBy("not_before")
    .limit(limit)
    .execute();
  const ends = await db
    .selectFrom("release")
    .select("not_after as at")
    .distinct()
    .where("not_after", ">", now)
    .orderBy("not_after")
    .limit(limit)
    .execute();
  const moments = [begins, ends].map((rows) => rows.map(({ at }) => Date.parse(at ?? "")));
  // Past the last of a cut half, the other half alone would be a list with holes.
  const known = Math.min(
    ...moments.map((half) => (half.length < limit ? Infinity : (half.at(-1) ?? Infinity))),
  );
  return {
    at: moments
      .flat()
      .filter((at) => at <= known)
      .toSorted((a, b) => a - b),
    isCut: known !== Infinity,
  };
}

/** Which releases list a media file. */
export async function listersOf(
  db: Db,
  hash: string,
): Promise<{ edition: string; kind: string; id: string; type: string; bytes: number }[]> {
  return await db
    .selectFrom("media")
    .select(["edition", "kind", "id", "type", "bytes"])
    .where("hash", "=", hash)
    .execute();
}

/** Stories whose card carries this stop code, as they stand in the store. */
export async function storiesByStopHash(db: Db, hash: string): Promise<{ id: string; edition: string }[]> {
  return await db
    .selectFrom("release")
    .select(["id", "edition"])
    .where("stop_hash", "=", hash)
    .where("kind", "=", "story")
    .orderBy("edition", "desc")
    .execute();
}

/** Withdrawn stories whose card carried this stop code. */
export async function tombstonesByStopHash(db: Db, hash: string): Promise<{ id: string; edition: string }[]> {
  return await db
    .selectFrom("tombstone")
    .select(["id", "edition"])
    .where("stop_hash", "=", hash)
    .where("kind", "=", "story")
    .orderBy("edition", "desc")
    .execute();
}

/** Whether an id is tombstoned in the store. */
export async function isTombstoned(db: Db, id: string): Promise<boolean> {
  const row = await db.selectFrom("tombstone").select("id").where("id", "=", id).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** How many releases that show a picture are looked at together. */
export const showingAtOnce = 20;

/** Releases that show a picture, past the first `after` of them: what is no story first, for it is nearly always public. */
export async function showingOf(
  db: Db,
  query: { edition: string; image: string; after: number },
): Promise<{ showing: { kind: Kind; id: string }[]; isLast: boolean }> {
  const rows = await db
    .selectFrom("showing")
    .select(["kind", "id"])
    .where("edition", "=", query.edition)
    .where("image", "=", query.image)
    .orderBy(({ eb }) => eb("kind", "=", "story"))
    .orderBy("kind")
    .orderBy("id")
    .limit(showingAtOnce)
    .offset(query.after)
    .execute();
  return {
    showing: rows.map(({ kind, id }) => ({ kind: kind as Kind, id })),
    isLast: rows.length < showingAtOnce,
  };
}
