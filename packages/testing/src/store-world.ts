/** The surroundings of one release store in a test: folder, clock, stops, and every reader and writer closed at the end. */
import { join } from "node:path";
import type { ReaderOptions, ReleaseReader, StoreLocation } from "@bluehour/releases/read";
import type { ReleaseWriter, WriterOptions } from "@bluehour/releases/write";
import { fixedClock } from "./clock.ts";
import type { FixedClock } from "./clock.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What the suite runs against: the doors of the release room, and a place for a new store. */
export type StoreUnderTest = {
  database: StoreLocation["database"];
  openReader: (options: ReaderOptions) => Promise<ReleaseReader>;
  openWriter: (options: WriterOptions) => Promise<ReleaseWriter>;
  newLocation: (folder: string) => Promise<StoreLocation>;
};

/** One store and what stands around it. */
export type StoreWorld = {
  folder: string;
  location: StoreLocation;
  mediaFolder: string;
  tombstoneLog: string;
  clock: FixedClock;
  /** Stops in force; `fail` makes the source reject, `asked` counts. */
  stops: { add(id: string): void; fail: boolean; asked: number };
  writer(): Promise<ReleaseWriter>;
  /** A reader with its first check done. */
  reader(options?: Partial<ReaderOptions>): Promise<ReleaseReader>;
  close(): Promise<void>;
};

/** Makes a world with an empty store. */
export async function storeWorld(store: StoreUnderTest): Promise<StoreWorld> {
  const folder = temporaryFolder();
  const location = await store.newLocation(folder.path);
  const clock = fixedClock();
  const opened: { close: () => Promise<void> }[] = [];
  let ids: ReadonlySet<string> = new Set();
  let version = 1;

  const world: StoreWorld = {
    folder: folder.path,
    location,
    mediaFolder: join(folder.path, "media"),
    tombstoneLog: join(folder.path, "tombstones.log"),
    clock,
    stops: {
      add(id) {
        ids = new Set([...ids, id]);
        version += 1;
      },
      fail: false,
      asked: 0,
    },
    async writer() {
      const { mediaFolder, tombstoneLog } = world;
      const writer = await store.openWriter({ location, mediaFolder, tombstoneLog, now: clock.now });
      opened.push(writer);
      return writer;
    },
    async reader(options = {}) {
      const reader = await store.openReader({
        location,
        mediaFolder: world.mediaFolder,
        tombstoneLog: world.tombstoneLog,
        now: clock.now,
        monotonic: clock.monotonic,
        stops: async () => {
          world.stops.asked += 1;
          if (world.stops.fail) throw new Error("The stops cannot be known.");
          return { version, ids };
        },
        ...options,
      });
      opened.push(reader);
      await reader.confirm();
      return reader;
    },
    async close() {
      // Readers first, as a supervisor does.
      for (const one of opened.toReversed()) await one.close();
      folder.remove();
    },
  };
  return world;
}
