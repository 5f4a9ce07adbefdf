/** Searching: what was typed becomes one question for each rank, which each database is asked in its own language. */
import type { PublicRelease } from "@bluehour/domain/release";
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { ReadonlyKysely } from "kysely/readonly";
import type { SearchPage, SearchQuery, StoreLocation } from "./contract.ts";
import { wordsOf } from "./folding.ts";
import { schemaName } from "./postgres.ts";
import { bodiesByIds, listedAt, searchScopeOf } from "./queries.ts";
import { facetsOf } from "./search-index.ts";
import { atPlace, placeOf, rangeOf, searchKinds } from "./search-places.ts";
import type { SearchKind } from "./search-places.ts";
import type { Tables } from "./tables.ts";
import { isVisible } from "./visibility.ts";
import type { View } from "./visibility.ts";

type Db = ReadonlyKysely<Tables>;
type Database = StoreLocation["database"];

/** Longest page of hits. */
export const searchLimit = 100;

const longestText = 1000;
const mostWords = 16;
/** Rows that are looked at one after the other on PostgreSQL before its index of words is asked. */
const nearRows = 500;

/** What was asked for, folded. `words` is empty where filters alone are asked for. */
type Asked = { words: string[]; facets: string[] };

/**
 * Ranks. Words that are there as typed come before beginnings, not only because they fit better: their rows can be read one after the other
 * in order, while the rows of many words with one beginning have to be merged first. So a page of hits costs the same among 100,000 stories.
 */
const ranks = ["title", "text", "beginning"] as const;
type Rank = (typeof ranks)[number];

/** What to look for; `undefined` where nothing can be found. */
function askedOf({ text, locale, sector, country, city }: SearchQuery): Asked | undefined {
  const typed = text.slice(0, longestText);
  // A word typed twice counts where it was typed last, so that the last one stays the last.
  const words = [...new Set(wordsOf(typed, locale).slice(0, mostWords).toReversed())].toReversed();
  const facets = facetsOf({ sector, country, city });
  if (words.length > 0) return { words, facets };
  return facets.length > 0 && text.trim() === "" ? { words, facets } : undefined;
}

/** The parts of a question: every word as it is, and with the last one as a beginning. Quoted, so that no database reads more in them. */
function partsOf({ words, facets }: Asked, database: Database) {
  const quote = (word: string): string => (database === "sqlite" ? `"${word}"` : `'${word}'`);
  const and = database === "sqlite" ? " AND " : " & ";
  const beginning = database === "sqlite" ? "*" : ":*";
  const typed = words.map(quote);
  const begun = typed.map((word, index) => (index === typed.length - 1 ? word + beginning : word));
  return {
    exact: typed.join(and),
    begun: [...facets.map(quote), ...begun].join(and),
    all: [...facets.map(quote), ...typed].join(and),
    facets: facets.map(quote).join(and),
  };
}

/** A question in FTS5's language. */
function sqliteQuestion(asked: Asked, rank: Rank): string {
  const { exact, begun, all, facets } = partsOf(asked, "sqlite");
  if (exact === "") return all;
  const inTitle = `(head : (${exact}))`;
  if (rank === "title") return facets === "" ? inTitle : `${inTitle} AND ${facets}`;
  return rank === "text" ? `(${all}) NOT ${inTitle}` : `(${begun}) NOT (${exact})`;
}

/** The places of hits of one rank between two places, in order. */
async function placesOf(
  db: Db,
  database: Database,
  query: { asked: Asked; rank: Rank; from: number; to: number; limit: number },
): Promise<number[]> {
  const { asked, rank, from, to, limit } = query;
  // A read-only Kysely runs only what it composed itself; these two questions only read.
  const runner = db as unknown as Kysely<Tables>;
  if (database === "sqlite") {
    const { rows } = await sql<{ place: number }>`
      select rowid as place from search
      where search match ${sqliteQuestion(asked, rank)} and rowid between ${from} and ${to}
      order by rowid limit ${limit}`.execute(runner);
    return rows.map(({ place }) => place);
  }
  const { exact, begun, all, facets } = partsOf(asked, "postgres");
  const matches = {
    title:
      facets === ""
        ? sql`head @@ ${exact}::tsquery`
        : sql`head @@ ${exact}::tsquery and words @@ ${facets}::tsquery`,
    text:
      exact === ""
        ? sql`words @@ ${all}::tsquery`
        : sql`words @@ ${all}::tsquery and not head @@ ${exact}::tsquery`,
    beginning: sql`words @@ ${`${begun} & !(${exact})`}::tsquery`,
  }[rank];
  const table = sql.table(`${schemaName}.search`);
  const range = sql`place between ${from} and ${to}`;
  // What most rows have, the first rows have: an index would gather all of them for one page (a tenth of a second among 100,000).
  const near = await sql<{ place: number }>`
    select place from (select place, head, words from ${table} where ${range} order by place limit ${nearRows}) near
    where ${matches} order by place limit ${limit}`.execute(runner);
  if (near.rows.length === limit) return near.rows.map(({ place }) => place);
  const { rows } = await sql<{ place: number }>`
    select place from ${table} where ${matches} and ${range} order by place limit ${limit}`.execute(runner);
  return rows.map(({ place }) => place);
}

/** Where a page goes on: after which place of which rank. It names no scope, so it can be kept in an address. */
type Cursor = { rank: number; after: { kind: SearchKind; position: number } | undefined };

function cursorOf(after: string | undefined): Cursor {
  const [, rank, kind, position] = /^([0-2])-([a-z]+)-(\d{1,9})$/.exec(after ?? "") ?? [];
  const known = searchKinds.find((one) => one === kind);
  return known === undefined
    ? { rank: 0, after: undefined }
    : { rank: Number(rank), after: { kind: known, position: Number(position) } };
}

/** What the search needs of its reader. */
export type SearchTools = {
  db: () => Db;
  database: Database;
  view: () => View;
  parse: (body: string) => PublicRelease;
};

type Hit = { release: PublicRelease<SearchKind>; rank: number; position: number };

/** Answers a question, page by page; every release passes the one decision of the read side. */
export async function searchIn(tools: SearchTools, query: SearchQuery): Promise<SearchPage> {
  const { edition, locale, surface, limit, kinds } = query;
  if (!Number.isInteger(limit) || limit < 1 || limit > searchLimit)
    throw new RangeError(`A search's limit is a whole number from 1 to ${searchLimit}, not ${limit}.`);
  const asked = askedOf(query);
  const scope = asked === undefined ? undefined : await searchScopeOf(tools.db(), { edition, locale });
  if (asked === undefined || scope === undefined) return { items: [], next: undefined };

  const ranges =
    kinds === undefined
      ? [rangeOf(scope)]
      : searchKinds.filter((kind) => kinds.includes(kind)).map((kind) => rangeOf(scope, kind));
  const cursor = cursorOf(query.after);
  const start = cursor.after === undefined ? -1 : placeOf(scope, cursor.after.kind, cursor.after.position);
  const hits: Hit[] = [];

  /** Releases at these places, in order, as far as they may be seen. */
  const shown = async (places: readonly number[], rank: number): Promise<Hit[]> => {
    const { now, latest, confirmed } = tools.view();
    const byKind = Map.groupBy(
      places.map(atPlace).filter((at) => at !== undefined),
      ({ kind }) => kind,
    );
    const found: Hit[] = [];
    for (const [kind, those] of byKind) {
      const listed = await listedAt(tools.db(), {
        kind,
        edition,
        locale,
        surface,
        positions: those.map(({ position }) => position),
        now: new Date(now).toISOString(),
        latest: new Date(latest).toISOString(),
        confirmed,
      });
      const positions = new Map(listed.map(({ id, position }) => [id, position]));
      const bodies = await bodiesByIds(tools.db(), { edition, kind, ids: [...positions.keys()] });
      for (const release of bodies.map(tools.parse)) {
        const position = positions.get(release.id);
        if (position !== undefined) found.push({ release: release as Hit["release"], rank, position });
      }
    }
    const view = tools.view();
    return found.filter(({ release }) => locale in release.locales && isVisible(release, surface, view));
  };

  // Filters alone have no ranks.
  const lastRank = asked.words.length === 0 ? 1 : ranks.length - 1;
  for (let rank = Math.max(cursor.rank, asked.words.length === 0 ? 1 : 0); rank <= lastRank; rank += 1) {
    for (const range of ranges) {
      let from = rank === cursor.rank ? Math.max(range.from, start + 1) : range.from;
      // One more than the page, to know whether there is a next one.
      let batch = limit + 1 - hits.length;
      while (from <= range.to && hits.length <= limit) {
        const places = await placesOf(tools.db(), tools.database, {
          asked,
          rank: ranks[rank] ?? "title",
          from,
          to: range.to,
          limit: batch,
        });
        if (places.length > 0) hits.push(...(await shown(places, rank)));
        from = places.length < batch ? Infinity : (places.at(-1) ?? Infinity) + 1;
        // Many are dark: look further at once.
        batch = searchLimit;
      }
    }
  }
  const page = hits.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ release }) => release),
    next:
      hits.length > limit && last !== undefined
        ? `${last.rank}-${last.release.kind}-${last.position}`
        : undefined,
  };
}
