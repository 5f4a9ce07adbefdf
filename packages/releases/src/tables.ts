/**
 * The tables, one set for SQLite and PostgreSQL: ids as text made in code, instants as ISO text in UTC (24 characters, so that they sort),
 * JSON as text, positions as integers. On PostgreSQL `release` is in partitions, so that rewriting it holds nobody up for long.
 */

/** One row a release. `body` is its canonical JSON without the stop hash. */
export type ReleaseRow = {
  edition: string;
  kind: string;
  id: string;
  /** Place among the edition's releases of the same kind, in the order in which they were published. */
  position: number;
  not_before: string | null;
  not_after: string | null;
  stop_hash: string | null;
  /** SHA-256 of the whole release, stop hash included: equal means unchanged. */
  digest: string;
  body: string;
};

/** One row a release and locale: what a list needs to find its page without reading a body. */
export type ListingRow = {
  edition: string;
  kind: string;
  locale: string;
  position: number;
  id: string;
  /** Uses between commas, `,web,print,`. */
  uses: string;
  /** 1 when it rests on a consent, else 0. */
  rests: number;
  not_before: string | null;
  not_after: string | null;
};

/** Which releases rest on a consent or declaration. */
export type RestRow = { ref: string; edition: string; kind: string; id: string };

/** Which releases list a media file. */
export type MediaRow = {
  hash: string;
  edition: string;
  kind: string;
  id: string;
  type: string;
  bytes: number;
};

/** Which releases show a picture: its name stands in their data. */
export type ShowingRow = { edition: string; image: string; kind: string; id: string };

/** What was withdrawn, one row an edition it stood in. `erased_at` is empty until its bytes are gone. */
export type TombstoneRow = {
  id: string;
  edition: string;
  kind: string;
  /** JSON array of references. */
  consents: string;
  at: string;
  door: string;
  stop_hash: string | null;
  /** JSON array: the surfaces on which it could be seen. */
  surfaces: string;
  erased_at: string | null;
};

/** Every table of the store. */
export type Tables = {
  release: ReleaseRow;
  listing: ListingRow;
  rest: RestRow;
  media: MediaRow;
  showing: ShowingRow;
  tombstone: TombstoneRow;
  tombstoned_consent: { ref: string };
  owner: { edition: string; owner: string };
  /** One row: a counter that grows with every write that changed something. */
  change: { id: number; counter: number };
  /** Numbers the languages of editions for the search; its index itself differs by database and stands in `search-index.ts`. */
  search_scope: { number: number; edition: string; locale: string };
  /**
   * Tables in which bytes may be that should be gone, and the change that left them last: erasure is pending. On PostgreSQL partitions of
   * `release`, or all of them under that name; on SQLite the whole file under that name.
   */
  unerased: { name: string; counter: number };
};
