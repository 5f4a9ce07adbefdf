/** Reads releases. Nothing in here can write, and nothing that may not be seen at this moment gets out. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface } from "@bluehour/domain/uses";
import type { ReaderOptions, ReleaseReader, StopMatch } from "./contract.ts";
import { createCurrency } from "./currency.ts";
import { createLastKnown } from "./last-known.ts";
import type { Question } from "./last-known.ts";
import {
  bodiesByIds,
  bodiesInEditions,
  bodiesOfKind,
  isTombstoned,
  listedIds,
  listersOf,
  showingAtOnce,
  showingOf,
  storiesByStopHash,
  tombstonesByStopHash,
} from "./queries.ts";
import { isConnectionLost } from "./postgres.ts";
import { openReading } from "./reading.ts";
import { createBodyParser } from "./rows.ts";
import { searchIn } from "./search.ts";
import { isLive, isVisible, isWithdrawable } from "./visibility.ts";

export type {
  MediaQuery,
  ReaderOptions,
  ReleasePage,
  ReleaseReader,
  SearchPage,
  SearchQuery,
  Snapshot,
  StopMatch,
  StoreLocation,
} from "./contract.ts";
export { searchKinds } from "./search-places.ts";
export type { SearchKind } from "./search-places.ts";
export { StoreUnavailable } from "./store-unavailable.ts";

/** Longest page of a list. */
export const listLimit = 500;

/** Surfaces on which a visitor's browser loads a picture from the site; a picture allowed for print alone is not handed to the web. */
const pictureSurfaces: readonly Surface[] = ["page", "placement-page", "card-image"];

/** A story that is read at a code alone has its picture there, and asks for it as every page does. */
const readingSurfaces: readonly Surface[] = ["page", "placement-page"];

/** Where a release must be visible for its picture to be: on the surface that is asked for. */
function showingSurfaces(surface: Surface): readonly Surface[] {
  return readingSurfaces.includes(surface) ? readingSurfaces : [surface];
}

/**
 * Opens the release store for reading. Throws {@link StoreUnavailable} with a sentence for the operator when the store is missing or
 * cannot be opened; afterwards an outage is an unconfirmed snapshot, and answers about what was never read before reject.
 */
export async function openReleaseReader(options: ReaderOptions): Promise<ReleaseReader> {
  const reading = await openReading(options.location);
  const currency = createCurrency(options, reading);
  const parse = createBodyParser();
  const remember = createLastKnown();

  /** Asks the store; during an outage, answers from memory what rests on nobody's consent, and keeps stories dark once unconfirmed. */
  async function read(question: Question, query: () => Promise<string[]>) {
    try {
      return await remember(question, async () => (await twice(query)).map(parse));
    } catch (outage) {
      if (isWithdrawable(question[0]) && !currency.view().confirmed) return { releases: [], isStale: true };
      throw outage;
    }
  }

  /**
   * Whether something shows the picture that may be seen itself, on one of these surfaces: a picture goes with its story, however that one
   * went. A picture that no release shows (a poster for print) stands for itself.
   */
  async function isShown({ edition, id }: PublicRelease, on: readonly Surface[]): Promise<boolean> {
    for (let after = 0; ; after += showingAtOnce) {
      // From memory, during an outage, only what rests on nobody's consent shows anything.
      let isNamed = true;
      let isLast = true;
      const { releases } = await read(["image", "showing", edition, id, after], async () => {
        const found = await showingOf(reading.db(), { edition, image: id, after });
        isNamed = after > 0 || found.showing.length > 0;
        isLast = found.isLast;
        const byKind = Map.groupBy(found.showing, ({ kind }) => kind);
        const bodies: string[] = [];
        for (const [kind, some] of byKind)
          bodies.push(
            ...(await bodiesByIds(reading.db(), { edition, kind, ids: some.map((one) => one.id) })),
          );
        return bodies;
      });
      if (!isNamed) return true;
      const view = currency.view();
      if (releases.some((release) => on.some((surface) => isVisible(release, surface, view)))) return true;
      if (isLast) return false;
    }
  }

  /** What of these is shown by something that may be seen; only pictures have to be. */
  async function onlyShown(
    releases: readonly PublicRelease[],
    surface: Surface,
  ): Promise<readonly PublicRelease[]> {
    const shown: PublicRelease[] = [];
    for (const release of releases)
      if (release.kind !== "image" || (await isShown(release, showingSurfaces(surface)))) shown.push(release);
    return shown;
  }

  async function editions(): Promise<PublicRelease<"edition">[]> {
    const { releases } = await read(["edition", "all"], () => bodiesOfKind(reading.db(), "edition"));
    const view = currency.view();
    return (releases as PublicRelease<"edition">[])
      .filter((edition) => isLive(edition, view))
      .toSorted((a, b) => compare(a.data.days.first, b.data.days.first) || compare(a.id, b.id));
  }

  return {
    confirm: () => currency.confirm(),

    async find({ kind, edition, id, surface }) {
      const { releases } = await read([kind, "find", edition, id], () =>
        bodiesByIds(reading.db(), { edition, kind, ids: [id] }),
      );
      const shown = kind === "image" ? await onlyShown(releases, surface) : releases;
      const view = currency.view();
      return shown.find((release) => isVisible(release, surface, view)) as never;
    },

    async findInEditions({ kind, id, surface }) {
      const { releases } = await read([kind, "in-editions", id], () =>
        bodiesInEditions(reading.db(), { kind, id }),
      );
      const shown = kind === "image" ? await onlyShown(releases, surface) : releases;
      const inOrder = releases.length < 2 ? [] : (await editions()).map((edition) => edition.id);
      const view = currency.view();
      return shown
        .filter((release) => isVisible(release, surface, view))
        .toSorted(
          (a, b) => inOrder.indexOf(b.edition) - inOrder.indexOf(a.edition) || compare(b.edition, a.edition),
        ) as never;
    },

    async list({ kind, edition, locale, surface, limit, after }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > listLimit) {
        throw new RangeError(`A list's limit is a whole number from 1 to ${listLimit}, not ${limit}.`);
      }
      const places = new Map<string, number>();
      const items: PublicRelease[] = [];
      let start = cursorOf(after);
      // One more than the page, to know whether there is a next one.
      let batch = limit + 1;
      let isMore = true;
      while (isMore && items.length <= limit) {
        const form = start < 0 ? "list" : "further";
        const question: Question = [kind, form, edition, locale, surface, start, batch];
        const { releases, isStale } = await read(question, async () => {
          const { now, latest, confirmed } = currency.view();
          const listed = await listedIds(reading.db(), {
            kind,
            edition,
            locale,
            surface,
            after: start,
            limit: batch,
            now: new Date(now).toISOString(),
            latest: new Date(latest).toISOString(),
            confirmed,
          });
          for (const { id, position } of listed) places.set(id, position);
          isMore = listed.length === batch;
          start = listed.at(-1)?.position ?? start;
          return await bodiesByIds(reading.db(), { edition, kind, ids: listed.map(({ id }) => id) });
        });
        if (isStale) isMore = false;
        const shown = kind === "image" ? await onlyShown(releases, surface) : releases;
        const view = currency.view();
        items.push(
          ...shown.filter((release) => locale in release.locales && isVisible(release, surface, view)),
        );
        // Many are stopped: look further at once.
        batch = listLimit;
      }
      const page = items.slice(0, limit);
      const last = page.at(-1);
      const next = items.length > limit && last !== undefined ? places.get(last.id) : undefined;
      return { items: page as never, next: next === undefined ? undefined : String(next) };
    },

    async search(query) {
      const { database } = options.location;
      return await twice(() => searchIn({ db: reading.db, database, view: currency.view, parse }, query));
    },

    editions,

    async media(hash, query) {
      const listers = await twice(() => listersOf(reading.db(), hash));
      const asked = query === undefined ? pictureSurfaces : [query.surface];
      for (const { edition, kind, id, type, bytes } of listers) {
        const found = await bodiesByIds(reading.db(), { edition, kind: kind as Kind, ids: [id] });
        for (const release of found.map(parse)) {
          const allowed = asked.filter((surface) => allowsSurface(release.uses, surface));
          if (allowed.length === 0) continue;
          if (release.kind === "image" && !(await isShown(release, allowed.flatMap(showingSurfaces))))
            continue;
          if (!isLive(release, currency.view())) continue;
          const file = join(options.mediaFolder, hash);
          if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return { file, type, bytes };
        }
      }
      return undefined;
    },

    async storyOfStopHash(hash) {
      const stories = await twice(() => storiesByStopHash(reading.db(), hash));
      const gone = await tombstonesByStopHash(reading.db(), hash);
      const view = currency.view();
      const matches: StopMatch[] = [];
      for (const { id, edition } of stories) {
        const alreadyDark = view.isDark(id) || (await isTombstoned(reading.db(), id));
        matches.push({ id, edition, alreadyDark });
      }
      for (const { id, edition } of gone) matches.push({ id, edition, alreadyDark: true });
      // A tombstone of which only the log knows: a restored backup, not yet repaired.
      const logged = currency
        .tombstones()
        .find(({ kind, stopHash }) => kind === "story" && stopHash === hash);
      if (logged !== undefined) matches.push({ id: logged.id, edition: logged.edition, alreadyDark: true });
      return matches.find(({ alreadyDark }) => !alreadyDark) ?? matches[0];
    },

    close: () => reading.close(),
  };
}

/** Asks again when the connection broke under the question: it was idle while the server restarted, and the next one is new. */
async function twice<T>(query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    return await query();
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A cursor is the position of the last release of the page before; anything else starts at the beginning. */
function cursorOf(after: string | undefined): number {
  return after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) : -1;
}
