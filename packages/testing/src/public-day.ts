/** One whole small day as releases, in four languages, with something of every kind. Only tests may: nobody has vouched for these. */
import { createPlacementCode, createStopCode, hashStopCode } from "@bluehour/domain/codes";
import type { Kind } from "@bluehour/domain/kinds";
import { interfaceLocales } from "@bluehour/domain/locales";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release } from "@bluehour/domain/release";
import { uses } from "@bluehour/domain/uses";
import type { Use } from "@bluehour/domain/uses";
import { consentRef, imageRelease, storyId } from "./release-factory.ts";

/** Bytes that are the same at each run, so that ids and codes of the day are too. */
function fixedRandom(start: number): (length: number) => Uint8Array {
  let state = start;
  return (length) =>
    Uint8Array.from({ length }, () => {
      // In 32 bits throughout: as a product of doubles it loses its low bits and ends in a short circle.
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 16;
    });
}

/** Placement codes of the day: `first` leads to a story, `ground` to one that is not on the web, `empty` to none. */
export const placementCodes = {
  first: createPlacementCode(fixedRandom(1)),
  ground: createPlacementCode(fixedRandom(2)),
  empty: createPlacementCode(fixedRandom(3)),
  /** Well formed, and nobody's. */
  nobody: createPlacementCode(fixedRandom(4)),
};

/** The stop code of a numbered story. */
export function stopCodeOf(number: number): string {
  return createStopCode(fixedRandom(100 + number));
}

type Options = {
  id: string;
  data: object;
  head: object;
  locales?: readonly string[];
  blocks?: object[];
  extra?: object;
  uses?: readonly Use[];
};

function make<K extends Kind>(kind: K, options: Options): Release<K> {
  const { id, data, head, locales = interfaceLocales, extra = {} } = options;
  return releaseSchema.parse({
    schema: 1,
    kind,
    id,
    edition: "2020",
    data,
    locales: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          state: "human",
          lang: locale,
          head: Object.fromEntries(
            Object.entries(head).map(([key, value]) => [key, `${String(value)} (${locale})`]),
          ),
          blocks: options.blocks ?? [
            { id: "text", state: "human", lang: locale, content: [{ p: [`Words of ${id} in ${locale}.`] }] },
          ],
        },
      ]),
    ),
    uses: [...(options.uses ?? uses)],
    restsOn: [],
    notBefore: null,
    notAfter: null,
    generation: 1,
    media: [],
    ...extra,
  }) as Release<K>;
}

const source = { title: "A source", url: "https://source.example/", readOn: "2020-07-01" };
const place = { country: "BE", zone: "Europe/Brussels" };
const onGroundAndWeb: readonly Use[] = ["web", "placement"];

/** A survivor's story; its title is `Story N`, its stop code {@link stopCodeOf}. */
export function dayStory(number: number, wish: Partial<Options> = {}): Release<"story"> {
  return make("story", {
    id: storyId(number),
    data: {
      teller: "survivor",
      basis: "composite",
      silhouette: { figure: "adult", pose: "standing", seed: number },
    },
    head: { title: `Story ${number}`, contentNote: "Tells of debts" },
    uses: onGroundAndWeb,
    ...wish,
    extra: {
      restsOn: [consentRef(number)],
      notAfter: "2021-12-31T23:00:00Z",
      stopHash: hashStopCode(stopCodeOf(number)),
      ...wish.extra,
    },
  });
}

/** Words of a length that a real story has. */
const longWords = Array.from({ length: 24 }, (_, at) => ({
  p: [
    `Paragraph ${at}: she counted the days by the light that came under the door, ${at * 7 + 3} of them, ` +
      `and wrote each one down with the name of a street, a price, a song heard through wall number ${at * 13 + 5}.`,
  ],
}));

/**
 * The day: story 1 in all languages, 2 in French alone, 3 on the ground but not on the web, 4 for search engines too, with honest states,
 * 5 a testimony of a responder without a note.
 */
export function publicDay(): {
  releases: Release[];
  media: ReadonlyMap<string, Uint8Array>;
  imageHash: string;
} {
  const picture = imageRelease("square", { locales: [...interfaceLocales] });
  const releases: Release[] = [
    make("edition", {
      id: "2020",
      data: {
        days: { first: "2020-07-30", last: "2020-07-30" },
        zone: "Europe/Brussels",
        country: "BE",
        languages: [...interfaceLocales],
        localLanguages: ["fr", "nl"],
        colour: "#4b8fd2",
        action: "light",
        exitTo: "https://weather.example/",
        contact: { organisation: "organiser", phone: "+3225550100", email: "day@organiser.example" },
        image: "square",
      },
      head: { title: "The day", theme: "Those who stay", summary: "What the day is" },
    }),
    make("organisation", {
      id: "organiser",
      data: { country: "BE", city: "Brussels", url: "https://organiser.example/", roles: ["organiser"] },
      head: { title: "Organiser" },
    }),
    make("helpline", {
      id: "emergency",
      data: {
        country: "BE",
        number: "112",
        display: "112",
        emergency: true,
        source,
        verified: { state: "source-only" },
      },
      head: { title: "Emergency" },
    }),
    make("helpline", {
      id: "line",
      data: {
        country: "BE",
        number: "+3225550199",
        display: "02 555 01 99",
        hours: "Mo-Fr 09:00-17:00",
        spoken: ["fr", "nl"],
        source,
        verified: { state: "checked", by: "Somebody", on: "2020-07-20" },
      },
      head: { title: "Line" },
    }),
    make("reference", {
      id: "protocol",
      data: { symbol: "A/RES/55/25", adopted: "2000-11-15", source },
      head: { title: "Protocol" },
    }),
    make("fact", {
      id: "people",
      data: { figure: "173", year: "2019", source, validUntil: "2020-12-31" },
      head: { title: "Parties" },
    }),
    { ...picture.release },
    make("event", {
      id: "noon",
      data: { ...place, start: "2020-07-30T12:00:00+02:00", organisations: ["organiser"], image: "square" },
      head: { title: "Noon", place: "A square" },
    }),
    make("statement", {
      id: "free",
      data: { speaker: "A mayor", organisation: "organiser", saidOn: "2020-07-30", source },
      head: { title: "Free city", office: "Mayor" },
    }),
    make("landmark", {
      id: "hall",
      data: {
        ...place,
        city: "brussels",
        coordinates: { latitude: 50.85, longitude: 4.35 },
        state: "lit",
        lighting: {
          colour: "#4b8fd2",
          action: "light",
          intervals: [{ from: { sun: "sunset", offsetMinutes: -10 }, to: { clock: "24:00" } }],
        },
      },
      head: { title: "Hall", city: "Brussels" },
    }),
    make("appeal", { id: "give", data: { url: "https://give.example/" }, head: { title: "Give" } }),
    make("installation", {
      id: "shadows",
      data: {
        ...place,
        region: "Brussels",
        opens: "2020-07-30T08:00:00+02:00",
        closes: "2020-07-30T20:00:00+02:00",
      },
      head: { title: "Shadows", place: "A square" },
    }),
    dayStory(1, {
      blocks: [{ id: "text", state: "human", lang: "en", content: longWords }],
    }),
    dayStory(2, { locales: ["fr"] }),
    dayStory(3, { uses: ["placement"] }),
    dayStory(4, {
      uses: ["web", "search-engine", "placement"],
      blocks: [
        { id: "one", state: "machine", lang: "fr", content: [{ p: ["Un bloc."] }] },
        { id: "two", state: "missing", lang: "ar", content: [{ p: ["كلمات"] }] },
        {
          id: "three",
          state: "stale",
          lang: "fr",
          content: [{ p: [{ link: ["lien"], href: "/references/protocol" }] }],
        },
      ],
    }),
    dayStory(5, {
      data: { teller: "responder", basis: "testimony", sector: "health-care", naming: "role" },
      head: { title: "Story 5", byline: "A nurse" },
    }),
    make("placement", {
      id: placementCodes.first,
      data: {
        code: placementCodes.first,
        installation: "shadows",
        number: 1,
        candidates: [storyId(1), storyId(2), storyId(4)],
      },
      head: { place: "By the fountain" },
      uses: ["placement", "print"],
    }),
    make("placement", {
      id: placementCodes.ground,
      data: { code: placementCodes.ground, installation: "shadows", number: 2, candidates: [storyId(3)] },
      head: { place: "By the steps" },
      uses: ["placement", "print"],
    }),
    make("placement", {
      id: placementCodes.empty,
      data: { code: placementCodes.empty, installation: "shadows", number: 3, candidates: [storyId(900)] },
      head: { place: "By the tree" },
      uses: ["placement", "print"],
    }),
  ];
  return { releases, media: new Map([[picture.hash, picture.bytes]]), imageHash: picture.hash };
}
