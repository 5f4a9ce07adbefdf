/** The lights of an edition: every landmark with its stretches of light, small enough that ten thousand fit in memory. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Data } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Surface, Use } from "@bluehour/domain/uses";
import type { ReleaseReader, Snapshot } from "@bluehour/releases/read";
import { schedule, toMinutes } from "@bluehour/sky/sky";
import type { Light, NoLight } from "@bluehour/sky/sky";
import type { Edition } from "../frame.ts";

type Landmark = Data<"landmark">;

/** A landmark as lists and maps need it. */
export type Spot = {
  id: string;
  country: string;
  city: string;
  latitude: number;
  longitude: number;
  zone: string;
  state: Landmark["state"];
  /** It had promised, and does not take part after all: in calendars only. */
  isCancelled: boolean;
  action: Landmark["lighting"]["action"];
  colour: string;
  names: { [locale: Locale]: { title: string; city: string; lang: Locale } };
  /** By start. Instants are milliseconds since 1970. */
  lights: readonly Light[];
  /** Days on which the sun does not give what a rule asks for. */
  without: readonly NoLight[];
};

export type Lights = {
  /** By the beginning of their first light; those that never light come last. */
  spots: readonly Spot[];
  /** Local days on which something lights, in order. */
  days: readonly string[];
  /** Highest generation of what was read. */
  generation: number;
};

/** When a landmark lights, over its own days or the edition's. */
export function lightsOf(
  data: Pick<Landmark, "coordinates" | "zone" | "lighting">,
  days: Edition["data"]["days"],
): { lights: Light[]; without: NoLight[] } {
  const { lights, without } = schedule({
    place: { ...data.coordinates, zone: data.zone },
    rules: data.lighting.intervals,
    days,
  });
  return { lights: toMinutes(lights), without };
}

/** A landmark as lists and maps need it. */
export function spotOf(landmark: PublicRelease<"landmark">, days: Edition["data"]["days"]): Spot {
  const { data } = landmark;
  const names: Spot["names"] = {};
  for (const [locale, { head, lang }] of Object.entries(landmark.locales))
    names[locale] = { title: head.title, city: head.city, lang };
  return {
    id: landmark.id,
    country: data.country,
    city: data.city,
    ...data.coordinates,
    zone: data.zone,
    state: data.state,
    isCancelled: data.status === "cancelled",
    action: data.lighting.action,
    colour: data.lighting.colour,
    names,
    ...lightsOf(data, days),
  };
}

/** Puts spots in order and counts their days. */
export function gatherLights(spots: readonly Spot[], generation = 0): Lights {
  const first = ({ lights }: Spot): number => lights[0]?.start ?? Infinity;
  const days = new Set(spots.flatMap(({ lights }) => lights.map(({ day }) => day)));
  return {
    spots: spots.toSorted((a, b) => first(a) - first(b) || (a.id < b.id ? -1 : 1)),
    days: [...days].toSorted(),
    generation,
  };
}

/** So few that others wait for some ten milliseconds only while a page of them is read. */
const pageSize = 100;
/** Above this many, a change is shown with the next reading but one: reading them costs half a second of a core. */
const manySpots = 500;
const shownForMilliseconds = 30_000;

export type LightsSource = {
  /** The lights of an edition that may stand on this surface. */
  of(snapshot: Snapshot, edition: Edition, surface: Surface): Promise<Lights>;
};

/**
 * Reads an edition's landmarks once for each change of the releases. A landmark rests on nobody's consent, so thousands of them may be
 * shown as they were half a minute ago while they are read anew.
 */
export function createLights(reader: ReleaseReader, monotonic: () => number): LightsSource {
  type Loaded = { lights: Lights; uses: ReadonlySet<string> };
  type Kept = Loaded & { epoch: number; at: number };
  const kept = new Map<string, Kept>();
  const reading = new Map<string, Promise<Loaded>>();

  const load = async (edition: Edition): Promise<Loaded> => {
    const spots: Spot[] = [];
    const uses = new Set<string>();
    const [locale] = edition.data.languages;
    let after: string | undefined;
    let generation = edition.generation;
    do {
      const page = await reader.list({
        kind: "landmark",
        edition: edition.id,
        // Every landmark stands in every language of its edition, if need be in another's words.
        locale: locale ?? "en",
        surface: "list",
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      for (const landmark of page.items) {
        spots.push(spotOf(landmark, edition.data.days));
        uses.add(landmark.uses.join(" "));
        generation = Math.max(generation, landmark.generation);
      }
      after = page.next;
      // Others are served between two pages.
      await nextTurn();
    } while (after !== undefined);
    return { lights: gatherLights(spots, generation), uses };
  };

  /** Reads anew; who asks meanwhile waits for the same reading. */
  const renew = async (snapshot: Snapshot, edition: Edition): Promise<Loaded> => {
    const under = reading.get(edition.id);
    if (under !== undefined) return under;
    const loading = load(edition);
    reading.set(edition.id, loading);
    try {
      const loaded = await loading;
      kept.set(edition.id, { ...loaded, epoch: snapshot.epoch, at: monotonic() });
      return loaded;
    } finally {
      reading.delete(edition.id);
    }
  };

  const current = async (snapshot: Snapshot, edition: Edition): Promise<Loaded> => {
    const last = kept.get(edition.id);
    if (last === undefined || last.lights.spots.length <= manySpots)
      return last?.epoch === snapshot.epoch ? last : renew(snapshot, edition);
    const isOld = last.epoch !== snapshot.epoch && monotonic() - last.at > shownForMilliseconds;
    // An outage shows in the pages that ask for more; the lights stay as they were.
    if (isOld) renew(snapshot, edition).catch(() => undefined);
    return last;
  };

  return {
    async of(snapshot, edition, surface) {
      const { lights, uses } = await current(snapshot, edition);
      const isOpen = [...uses].every((each) => allowsSurface(each.split(" ") as Use[], surface));
      return isOpen ? lights : { ...lights, spots: [] };
    },
  };
}
