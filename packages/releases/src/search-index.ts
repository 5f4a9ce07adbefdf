/**
 * The index of the search: on SQLite an FTS5 table, on PostgreSQL a table of tsvectors in partitions as `release` is. Both hold the same
 * folded words at the same places, so both find the same. It is written in the transaction that writes the releases, and goes with them.
 */
import type { Locale } from "@bluehour/domain/locales";
import type { ReleaseContent } from "@bluehour/domain/release";
import { plainText } from "@bluehour/domain/rich-text";
import { allowsSurface } from "@bluehour/domain/uses";
import { sql } from "kysely";
import type { Transaction } from "kysely";
import type { StoreLocation } from "./contract.ts";
import { distinctWordsOf } from "./folding.ts";
import { schemaName } from "./postgres.ts";
import { isSearchKind, placeOf } from "./search-places.ts";
import type { Tables } from "./tables.ts";

type Trx = Transaction<Tables>;
type Database = StoreLocation["database"];

/** Most words of a text that are kept: with words of 40 letters they just fit into a tsvector, and no told story has as many. */
const mostWords = 5000;
const rowsAtOnce = 50;
/** From so many releases on, FTS5 overwrites word by word for longer than it takes to merge the index once, which every erasure does. */
const fewReleases = 200;

/** What is looked for beside words; no folded word has such a sign in it, so nobody can type one. */
export function facetsOf(asked: {
  sector?: string | undefined;
  country?: string | undefined;
  city?: string | undefined;
}): string[] {
  const { sector, country, city } = asked;
  return [
    ...(sector === undefined ? [] : [`=sector-${sector}`]),
    ...(country === undefined || city !== undefined ? [] : [`=country-${country.toLowerCase()}`]),
    ...(country === undefined || city === undefined ? [] : [`=city-${country.toLowerCase()}-${city}`]),
  ];
}

/** Language-neutral words that stand beside the text on its page. Named one by one: nothing else of the data is ever found. */
function neutralText(release: ReleaseContent): string[] {
  switch (release.kind) {
    case "statement":
      return [release.data.speaker];
    case "reference":
      return [release.data.symbol];
    case "fact":
      return [release.data.figure, release.data.year];
    case "organisation":
      return [release.data.city ?? ""];
    case "helpline":
      return [release.data.display];
    default:
      return [];
  }
}

function facetsOfRelease(release: ReleaseContent): string[] {
  switch (release.kind) {
    case "story":
      return facetsOf({ sector: release.data.sector });
    case "event":
    case "landmark":
      return [...facetsOf({ country: release.data.country }), ...facetsOf(release.data)];
    case "installation":
    case "organisation":
    case "helpline":
      return facetsOf({ country: release.data.country });
    default:
      return [];
  }
}

/** The words of a release in one of its languages: of its title, and of all else that a reader of that language is shown. */
function indexedWords(release: ReleaseContent, locale: Locale): { head: string[]; rest: string[] } {
  const text = release.locales[locale];
  if (text === undefined) return { head: [], rest: [] };
  const { title, ...others } = text.head as Record<string, string | undefined>;
  const head = new Set([...distinctWordsOf(title ?? "", locale)].slice(0, mostWords));
  const rest = new Set(facetsOfRelease(release));
  const texts = [
    ...Object.values(others),
    ...neutralText(release),
    ...text.blocks.map(({ content }) => plainText(content)),
  ];
  for (const one of texts)
    for (const word of distinctWordsOf(one ?? "", locale))
      if (head.size + rest.size < mostWords && !head.has(word)) rest.add(word);
  return { head: [...head], rest: [...rest] };
}

async function scopeNumbers(trx: Trx, edition: string): Promise<Map<Locale, number>> {
  const rows = await trx
    .selectFrom("search_scope")
    .select(["locale", "number"])
    .where("edition", "=", edition)
    .execute();
  return new Map(rows.map(({ locale, number }) => [locale, number]));
}

async function newScope(trx: Trx, edition: string, locale: Locale): Promise<number> {
  const { last } = await trx
    .selectFrom("search_scope")
    .select(({ fn }) => fn.max("number").as("last"))
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await trx.insertInto("search_scope").values({ number, edition, locale }).execute();
  return number;
}

/** Makes releases of one edition findable, at their places in their kinds' order. What may not be searched gets no row. */
export async function indexReleases(
  trx: Trx,
  database: Database,
  edition: string,
  releases: Iterable<{ release: ReleaseContent; position: number }>,
): Promise<void> {
  const scopes = await scopeNumbers(trx, edition);
  let rows: { place: number; id: string; head: string[]; rest: string[] }[] = [];
  const write = async (): Promise<void> => {
    if (rows.length === 0) return;
    const values = rows.map(({ place, id, head, rest }) =>
      database === "sqlite"
        ? sql`(${place}, ${head.join(" ")}, ${rest.join(" ")})`
        : sql`(${place}, ${id}, array_to_tsvector(${head}::text[]), array_to_tsvector(${[...head, ...rest]}::text[]))`,
    );
    await (
      database === "sqlite"
        ? sql`insert into search (rowid, head, rest) values ${sql.join(values)}`
        : sql`insert into ${searchTable} (place, id, head, words) values ${sql.join(values)}`
    ).execute(trx);
    rows = [];
  };
  for (const { release, position } of releases) {
    const { kind, id } = release;
    if (!isSearchKind(kind) || !allowsSurface(release.uses, "search")) continue;
    for (const locale of Object.keys(release.locales)) {
      let scope = scopes.get(locale);
      if (scope === undefined) {
        scope = await newScope(trx, edition, locale);
        scopes.set(locale, scope);
      }
      rows.push({ place: placeOf(scope, kind, position), id, ...indexedWords(release, locale) });
    }
    if (rows.length >= rowsAtOnce) await write();
  }
  await write();
}

/** The table on PostgreSQL. */
const searchTable = sql.table(`${schemaName}.search`);

/** Takes releases of one edition and kind out of the index. Before their rows in `listing` go: those know their places. */
export async function unindexReleases(
  trx: Trx,
  database: Database,
  releases: { edition: string; kind: string; ids: readonly string[] },
): Promise<void> {
  const { edition, kind, ids } = releases;
  if (!isSearchKind(kind) || ids.length === 0) return;
  const rows = await trx
    .selectFrom("listing")
    .innerJoin("search_scope", (join) =>
      join
        .onRef("search_scope.edition", "=", "listing.edition")
        .onRef("search_scope.locale", "=", "listing.locale"),
    )
    .select(["search_scope.number", "listing.position"])
    .where("listing.edition", "=", edition)
    .where("listing.kind", "=", kind)
    .where("listing.id", "in", ids)
    .execute();
  const places = rows.map(({ number, position }) => placeOf(number, kind, position));
  if (places.length === 0) return;
  await (
    database === "sqlite"
      ? sql`delete from search where rowid in (${sql.join(places)})`
      : sql`delete from ${searchTable} where id = any(${ids}) and place = any(${places}::bigint[])`
  ).execute(trx);
}

/** Runs what takes many releases away. FTS5 then leaves the words to the erasure that follows, as SQLite leaves pages. */
export async function takingAway<T>(
  trx: Trx,
  database: Database,
  count: number,
  work: () => Promise<T>,
): Promise<T> {
  if (database === "postgres" || count <= fewReleases) return await work();
  await sql`insert into search (search, rank) values ('secure-delete', 0)`.execute(trx);
  const result = await work();
  await sql`insert into search (search, rank) values ('secure-delete', 1)`.execute(trx);
  return result;
}

async function makeSqliteIndex(trx: Trx): Promise<void> {
  // Words come folded and parted by blanks, so the simplest tokenizer is the right one. No ranks: no column sizes, no positions in a text.
  await sql`create virtual table search using fts5(head, rest,
    tokenize = "ascii tokenchars '=-'", detail = column, columnsize = 0, prefix = '1 2 3')`.execute(trx);
  await sql`insert into search (search, rank) values ('secure-delete', 1)`.execute(trx);
  // Bytes held back before they are written: with the usual one of them, an edition of 10,000 stories takes twice the time.
  await sql`insert into search (search, rank) values ('hashsize', 16777216)`.execute(trx);
}

async function makePostgresIndex(trx: Trx, partitions: number): Promise<void> {
  await sql`create table ${searchTable} (place bigint not null, id text not null, head tsvector not null,
    words tsvector not null, primary key (place, id)) partition by hash (id)`.execute(trx);
  for (let remainder = 0; remainder < partitions; remainder += 1) {
    await sql`create table ${sql.table(`${schemaName}.search_${remainder}`)} partition of ${searchTable}
      for values with (modulus ${sql.lit(partitions)}, remainder ${sql.lit(remainder)})`.execute(trx);
  }
  await sql`create index search_words on ${searchTable} using gin (words)`.execute(trx);
  await sql`create index search_head on ${searchTable} using gin (head)`.execute(trx);
  // The planner's statistics keep the most frequent words, in a table that no erasure reaches.
  await sql`alter table ${searchTable} alter column head set statistics 0, alter column words set statistics 0`.execute(
    trx,
  );
}

/** Makes the index, empty. On PostgreSQL in as many partitions as the releases have, and by the same hash. */
export async function makeSearchIndex(trx: Trx, database: Database, partitions: number): Promise<void> {
  await trx.schema
    .createTable("search_scope")
    .addColumn("number", "integer", (column) => column.primaryKey())
    .addColumn("edition", "text", (column) => column.notNull())
    .addColumn("locale", "text", (column) => column.notNull())
    .addUniqueConstraint("search_scope_name", ["edition", "locale"])
    .execute();
  if (database === "sqlite") await makeSqliteIndex(trx);
  else await makePostgresIndex(trx, partitions);
}
