/**
 * What the release store promises to the rooms that use it, without saying how. Implementations: `read.ts`, `write.ts`, over SQLite and
 * PostgreSQL, held to one contract suite.
 */
import type { Data, Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import type { PublicRelease, Release } from "@bluehour/domain/release";
import type { Door, StopSource, Tombstone } from "@bluehour/domain/tombstone";
import type { Surface } from "@bluehour/domain/uses";
import type { SearchKind } from "./search-places.ts";

/** Which database holds the releases. */
export type StoreLocation = { database: "sqlite"; file: string } | { database: "postgres"; url: string };

/** What a reader knows at a moment. */
export type Snapshot = {
  /** Whether the store's change counter and the stops were read from the primary within 60 s. If not, what rests on a consent is dark. */
  confirmed: boolean;
  /** Changes whenever what is visible may have changed: a write, a stop, a date reached, the lease lost or won. Caches are keyed by it. */
  epoch: number;
};

/** One page of a list, in the edition's own order. */
export type ReleasePage<K extends Kind> = { items: PublicRelease<K>[]; next: string | undefined };

/** What is searched for, in one language of an edition. */
export type SearchQuery = {
  edition: string;
  /** Only texts as readers of this language are shown them are looked through. */
  locale: Locale;
  surface: "search";
  /**
   * As it was typed, any characters. Every word must occur, the last one may be a beginning; accents, capitals, ligatures and elided
   * articles make no difference. The first 16 words of the first 1,000 characters count. Blank text finds what the filters leave; text
   * without a word in it, nothing.
   */
  text: string;
  /** All kinds that can be searched where left out. */
  kinds?: readonly SearchKind[];
  /** Of stories: where their teller works. */
  sector?: Data<"story">["sector"];
  /** Of what stands in a country, as ISO 3166 writes it; with `city`, of the events and landmarks of that city. */
  country?: string;
  /** The city's word in addresses; needs its country. */
  city?: string;
  /** From 1 to 100. */
  limit: number;
  /** The `next` of the page before. */
  after?: string;
};

/** One page of hits: what has all words in its title, then what has them anywhere, then what has the last one only begun; each in the order of kinds and of the edition. */
export type SearchPage = { items: PublicRelease<SearchKind>[]; next: string | undefined };

/** For which surface a media file is asked. */
export type MediaQuery = { surface: Surface };

/** What a typed stop code means. */
export type StopMatch = { id: string; edition: string; alreadyDark: boolean };

/**
 * Reads releases. Every answer leaves out what is tombstoned, stopped, outside its dates or, while unconfirmed, resting on a consent; so
 * a caller cannot forget to.
 */
export type ReleaseReader = {
  /** Confirms with the store (at most one check under way, and none within 25 ms of the last). Never rejects: an outage is `confirmed: false` once the lease of 60 s is over. */
  confirm(): Promise<Snapshot>;
  /** A release that may appear on this surface, in any of its locales. */
  find<K extends Kind>(query: {
    kind: K;
    edition: string;
    id: string;
    surface: Surface;
  }): Promise<PublicRelease<K> | undefined>;
  /** The same id in every edition that has it, newest edition first: a placement's sticker outlives its year. */
  findInEditions<K extends Kind>(query: {
    kind: K;
    id: string;
    surface: Surface;
  }): Promise<PublicRelease<K>[]>;
  /** Releases of a kind that exist in this locale and may appear on this surface. `after` is the `next` of the page before. `limit` is at most 500. */
  list<K extends Kind>(query: {
    kind: K;
    edition: string;
    locale: Locale;
    surface: Surface;
    limit: number;
    after?: string;
  }): Promise<ReleasePage<K>>;
  /** What is found for a text. The same on both databases. Pages are full however much is dark, and nothing counts what is. */
  search(query: SearchQuery): Promise<SearchPage>;
  /** Every edition, by first day. */
  editions(): Promise<PublicRelease<"edition">[]>;
  /**
   * The file of a media hash, while a live release lists it that allows this surface; without one, a surface on which a visitor's browser
   * loads pictures (`page`, `placement-page`, `card-image`). Here as everywhere, a picture that releases show is public only while one of
   * them is, on that surface and in that edition: it goes with its story.
   */
  media(hash: string, query?: MediaQuery): Promise<{ file: string; type: string; bytes: number } | undefined>;
  /** Which story a stop code belongs to, by the code's SHA-256. */
  storyOfStopHash(hash: string): Promise<StopMatch | undefined>;
  close(): Promise<void>;
};

/** What a reader is opened with. Nothing in it can write. */
export type ReaderOptions = {
  location: StoreLocation;
  mediaFolder: string;
  /** The tombstone log, where this machine has it: a restored backup is then dark before anybody has repaired it. */
  tombstoneLog?: string;
  stops: StopSource;
  /** Wall clock. */
  now: () => Date;
  /** Milliseconds that never go back; they may stop while the machine sleeps. */
  monotonic: () => number;
};

/** What a publication changed. */
export type PublishOutcome =
  | {
      ok: true;
      added: string[];
      changed: string[];
      unchanged: number;
      /** Was public, is not any more; erased, or to be erased by repair() where somebody held an old state. */
      removed: string[];
      /** Refused in the same transaction, because they rest on a tombstoned consent or are tombstoned themselves. */
      refused: string[];
    }
  | { ok: false; reason: "owner"; owner: Owner };

/** Who may publish an edition: a bundle folder or the studio, never both. */
export type Owner = "folder" | "studio";

/** What a hand-over did; `owner` is who the edition belongs to instead of who was said to give it away. */
export type HandOverOutcome =
  | { ok: true }
  | { ok: false; reason: "unknown" }
  | { ok: false; reason: "owner"; owner: Owner };

/** What a withdrawal did. */
export type WithdrawOutcome =
  | { ok: true; tombstone: Tombstone; surfaces: Surface[]; erasedAt: string | undefined; already: boolean }
  | { ok: false; reason: "unknown" };

/** Writes releases. One process at a time holds it for long (the supervisor); commands open it for a moment. */
export type ReleaseWriter = {
  /**
   * Makes the edition's public state exactly `releases`, in one transaction. Publishing the same twice changes nothing.
   * `media` holds the bytes of every media hash that the releases list (a hash already on disk may be left out).
   */
  publish(input: {
    edition: string;
    owner: Owner;
    releases: readonly Release[];
    media: ReadonlyMap<string, Uint8Array>;
  }): Promise<PublishOutcome>;
  /**
   * Tombstones a story or image, in every edition, for good: log first (fsync), then the store, then erasure. Known by its id. The log is
   * written before any lock is waited for, so readers that follow it are dark at once, also while something else is being published or
   * erased; the promise resolves when the bytes are gone, or when that must be left to repair() (`erasedAt` undefined).
   */
  withdraw(input: { id: string; door: Door; at?: string }): Promise<WithdrawOutcome>;
  /** The id of the story that a stop code belongs to (by the code's SHA-256), live or withdrawn: a teller may telephone instead of typing. */
  subjectOfStopHash(hash: string): Promise<string | undefined>;
  /** What the store holds of an edition, whatever its dates say today, in the order of its kinds and of publication. */
  published(edition: string): Promise<PublicRelease[]>;
  /**
   * Gives an edition from one owner to the other, if it is still `from`'s at that moment. What is public stays as it is; from then on `from`
   * is refused, also in a publication that waits for its turn meanwhile.
   */
  handOver(input: { edition: string; from: Owner; to: Owner }): Promise<HandOverOutcome>;
  /** Who may publish an edition; nobody yet where it was never published, and then whoever does so first. */
  owner(edition: string): Promise<Owner | undefined>;
  /** Editions that have anything, with their owner. */
  editions(): Promise<{ id: string; owner: Owner }[]>;
  tombstones(): Promise<Tombstone[]>;
  /** Finishes what a killed process left: replays the log, erases what is tombstoned or was removed or changed, removes media that no release lists, truncates the journal. */
  repair(): Promise<{ replayed: number; erased: number; mediaRemoved: number }>;
  close(): Promise<void>;
};

/** What a writer is opened with. */
export type WriterOptions = {
  location: StoreLocation;
  mediaFolder: string;
  tombstoneLog: string;
  now: () => Date;
  /**
   * `false` for who opens the store only to withdraw: what a killed process left is then not finished first, and opening waits for no
   * other process that writes or erases. Not before readers are started.
   */
  repairFirst?: boolean;
};
