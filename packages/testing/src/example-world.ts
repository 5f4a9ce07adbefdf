/**
 * A small edition in which everything may be public, and all the ways to disturb it: what the gate's tests are made from.
 *
 * For tests only. A world is plain data; disturbances change it in place and draw from a seeded chooser, so that a failing run can be
 * repeated and shrunk.
 */
import fc from "fast-check";
import { blockedPhraseHash, checklistItems } from "@bluehour/domain/consent";
import type { Consent, Declaration, Review } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import type { Head, Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import { contentHash, readingHash } from "@bluehour/domain/text";
import type { DraftText } from "@bluehour/domain/text";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { uses } from "@bluehour/domain/uses";
import { identify, needsDecision } from "@bluehour/gate/identify";
import type { GateContext } from "@bluehour/gate/decide";

/** A context whose lists can be changed. */
export type World = {
  -readonly [K in keyof GateContext]: GateContext[K] extends readonly (infer Item)[]
    ? Item[]
    : GateContext[K];
};

/** Draws from a seed. */
export type Chooser = {
  int: (min: number, max: number) => number;
  chance: (percent: number) => boolean;
  pick: <T>(items: readonly T[]) => T;
  some: <T>(items: readonly T[]) => T[];
};

/** Small and even enough for tests (mulberry32). */
export function createChooser(seed: number): Chooser {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    chance: (percent) => int(1, 100) <= percent,
    pick: (items) => items[int(0, items.length - 1)] as (typeof items)[number],
    some: (items) => items.filter(() => int(0, 1) === 1),
  };
}

/** The moment at which worlds are looked at. */
export const worldNow = new Date("2026-06-15T10:00:00Z");

/** Story ids of every world, by what they are. */
export const storyIds = {
  survivor: "AAAAAAAAAA",
  responder: "BBBBBBBBBB",
  fiction: "CCCCCCCCCC",
  minor: "DDDDDDDDDD",
  composite: "EEEEEEEEEE",
} as const;

/** Two valid placement codes. */
export const placementCodes = ["4F7K2M5", "000001Y"] as const;

const languages = ["en", "fr", "nl", "de"];
const key = "11".repeat(32);

/** Consents and declarations have references that say in tests what they are about. */
function refOf(name: string): string {
  return name
    .toUpperCase()
    .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, "0")
    .padEnd(16, "0")
    .slice(0, 16);
}

function textIn<K extends Kind>(
  locale: Locale,
  head: Head<K>,
  blocks: readonly string[],
  what: string,
): DraftText<K> {
  return {
    state: "human",
    head,
    blocks: blocks.map((id) => ({
      id,
      state: "human",
      content: [{ p: [`${what} ${id} in ${locale}, `, { em: ["softly"] }, " told."] }],
    })),
  };
}

function draftOf<K extends Kind>(
  kind: K,
  id: string,
  data: Draft<K>["data"],
  head: (locale: Locale) => object,
  blocks: readonly string[] = [],
  locales: readonly Locale[] = languages,
): Draft {
  return {
    kind,
    id,
    edition: "2026",
    origin: `origin of ${id}`,
    language: "fr",
    data,
    texts: Object.fromEntries(
      locales.map((locale) => [locale, textIn(locale, head(locale) as Head<K>, blocks, id)]),
    ),
    media:
      kind === "image"
        ? [{ hash: contentHash(id), type: "image/webp", width: 800, height: 600, bytes: 1234 }]
        : [],
  } as unknown as Draft;
}

function storyOf(id: string, data: Partial<Draft<"story">["data"]>, head: object): Draft {
  return draftOf(
    "story",
    id,
    {
      teller: "survivor",
      basis: "testimony",
      naming: "anonymous",
      minor: false,
      silhouette: { figure: "adult", pose: "standing", seed: 1 },
      ...data,
    },
    (locale) => ({ title: `Title of ${id} in ${locale}`, ...head }),
    ["one", "two"],
  );
}

/** A consent with everything in it. */
export function consentFor(covers: Consent["covers"], change: Partial<Consent> = {}): Consent {
  const name = Object.values(covers)[0] ?? "";
  return {
    ref: refOf(`c${name}`),
    covers,
    givenOn: "2026-03-01",
    elements: {
      disclosure: { explained: "everything", by: "s-1", language: "fr" },
      voluntariness: { how: "alone", supportPerson: "a friend" },
      comprehension: { ownWords: "people will read it" },
      competence: { how: "calm", by: "s-1" },
    },
    uses: [...uses],
    locales: [...languages],
    editions: ["2026"],
    times: {},
    countriesExcluded: [],
    knowsWebIsEverywhere: false,
    notAfter: "2027-02-28",
    coolingOffDays: 7,
    naming: "anonymous",
    machineTranslation: false,
    stopHash: contentHash(`stop ${name}`),
    ...change,
  };
}

/** A declaration with everything in it. */
export function declarationFor(
  covers: Declaration["covers"],
  change: Partial<Declaration> = {},
): Declaration {
  const name = Object.values(covers)[0] ?? "";
  return {
    ref: refOf(`d${name}`),
    covers,
    declaredOn: "2026-03-01",
    author: "a-1",
    nobodyRecognisable: true,
    uses: [...uses],
    locales: [...languages],
    editions: ["2026"],
    notAfter: "2030-12-31",
    stopHash: contentHash(`stop ${name}`),
    ...change,
  };
}

/** A review that passes all texts of a draft as they stand, read back in each language. */
export function reviewOf(draft: Draft, reviewer: string, change: Partial<Review> = {}): Review {
  const hashes = Object.fromEntries(
    Object.entries<DraftText>(draft.texts).map(([locale, text]) => [locale, readingHash(text)]),
  );
  return {
    covers: draft.kind === "image" ? { image: draft.id } : { story: draft.id },
    reviewer,
    decidedOn: "2026-04-01",
    decision: "passed",
    writers: ["w-1", "w-2"],
    checklist: Object.fromEntries(checklistItems.map((item) => [item, true])),
    hashes,
    readBack: Object.fromEntries(
      Object.entries(hashes).map(([locale, hash]) => [locale, { hash, on: "2026-04-02", by: "teller" }]),
    ),
    identification: Object.entries<DraftText>(draft.kind === "story" ? draft.texts : {}).flatMap(
      ([locale, text]) =>
        identify({ text, locale, country: "BE" })
          .filter(needsDecision)
          .map(({ id }) => ({
            finding: id,
            decision: "keep",
            reason: "Told widely",
            by: reviewer,
            on: "2026-04-01",
          })),
    ),
    ...change,
  };
}

function helplineOf(id: string, number: string, emergency: boolean): Draft {
  return draftOf(
    "helpline",
    id,
    {
      country: "BE",
      number,
      display: number,
      emergency,
      children: false,
      spoken: [],
      source: { title: "A source" },
      verified: { state: "checked", by: "s-1", on: "2026-05-01" },
    },
    (locale) => ({ title: `Help ${id} in ${locale}` }),
  );
}

/** An edition in which every draft may be public, in production. A new copy each time. */
export function exampleWorld(): World {
  const edition = draftOf(
    "edition",
    "2026",
    {
      days: { first: "2026-07-30", last: "2026-07-30" },
      zone: "Europe/Brussels",
      country: "BE",
      languages: [...languages],
      localLanguages: ["fr", "nl", "de"],
      colour: "#4b8fd2",
      action: "light",
      exitTo: "https://example.org/",
      contact: { organisation: "helpers" },
      sample: false,
      image: "horizon",
    },
    (locale) => ({ title: `The day in ${locale}`, theme: "Theme" }),
    ["text"],
  ) as Draft<"edition">;
  const picture = {
    credit: "Somebody",
    licence: "CC0-1.0",
    made: "photograph",
    persons: "none",
    minors: false,
  } as const;
  const alt = (locale: Locale): object => ({ alt: `What it shows in ${locale}` });
  const drafts = [
    draftOf(
      "organisation",
      "helpers",
      { roles: ["organiser"], country: "BE" },
      (locale) => ({ title: `Helpers in ${locale}` }),
      ["text"],
      ["fr", "nl"],
    ),
    helplineOf("emergency", "112", true),
    helplineOf("line", "+3278055800", false),
    draftOf(
      "fact",
      "figure",
      { figure: "100", year: "2025", source: { title: "A source" }, validUntil: "2027-12-31" },
      () => ({ title: "Figure" }),
    ),
    draftOf("image", "horizon", { file: "horizon.webp", ...picture, made: "drawing" }, alt),
    draftOf("image", "portrait", { file: "portrait.webp", ...picture, persons: "recognisable" }, alt),
    draftOf(
      "installation",
      "shadows",
      {
        country: "BE",
        region: "Brussels-Capital Region",
        opens: "2026-07-30T08:00:00Z",
        closes: "2026-07-30T20:00:00Z",
        zone: "Europe/Brussels",
        organisations: ["helpers"],
        image: "horizon",
      },
      () => ({ title: "Shadows", place: "A square" }),
    ),
    storyOf(
      storyIds.survivor,
      { naming: "pseudonym", image: "portrait" },
      { contentNote: "Debts.", byline: "Mira" },
    ),
    storyOf(
      storyIds.responder,
      { teller: "responder", naming: "role", sector: "police" },
      { byline: "A police officer" },
    ),
    storyOf(
      storyIds.fiction,
      { basis: "fiction", naming: "role" },
      { contentNote: "Threats.", byline: "A cook" },
    ),
    storyOf(storyIds.minor, { minor: true }, { contentNote: "Threats." }),
    storyOf(storyIds.composite, { basis: "composite", teller: "responder", image: "horizon" }, {}),
    ...placementCodes.map((code, index) =>
      draftOf(
        "placement",
        code,
        {
          code,
          installation: "shadows",
          number: index + 1,
          candidates: index === 0 ? Object.values(storyIds) : [storyIds.minor, storyIds.survivor],
        },
        () => ({ place: "By the fountain" }),
      ),
    ),
  ];
  const world: World = {
    edition,
    drafts,
    consents: [
      consentFor({ story: storyIds.survivor }, { naming: "pseudonym" }),
      consentFor({ story: storyIds.responder }, { naming: "role", employerApproved: true }),
      consentFor(
        { story: storyIds.minor },
        { minor: { assent: true, guardian: true, avoidRegions: ["Ghent"] } },
      ),
      consentFor({ image: "portrait" }),
    ],
    declarations: [
      declarationFor({ story: storyIds.fiction }),
      declarationFor({ story: storyIds.composite }),
    ],
    reviews: [],
    acts: [],
    blocked: { key, phrases: [{ words: 3, hash: blockedPhraseHash(key, ["hidden", "lane", "7"]) }] },
    tombstones: [],
    published: [],
    mode: "production",
    now: worldNow,
  };
  for (const { blocks } of Object.values<DraftText>(draftIn(world, "story", storyIds.survivor).texts))
    blocks[0]?.content.push({ p: ["Kortrijk."] });
  reviewAll(world);
  return world;
}

/** Replaces all reviews by ones that pass every text as it stands now. */
export function reviewAll(world: World): void {
  const reviewed = world.drafts.filter(
    (draft) => draft.kind === "story" || (draft.kind === "image" && draft.id === "portrait"),
  );
  world.reviews = reviewed.flatMap((draft) => [reviewOf(draft, "r-1"), reviewOf(draft, "r-2")]);
}

/** The reviews of one story about which something had to be decided. */
function reviewsOfOne(world: World, choose: Chooser): Review[] {
  const subject = choose.pick(
    world.reviews.filter(({ identification }) => identification.length > 0),
  )?.covers;
  return world.reviews.filter(
    ({ covers }) => subject !== undefined && Object.values(covers)[0] === Object.values(subject)[0],
  );
}

/** A draft of a world, by kind and id. */
export function draftIn<K extends Kind>(world: World, kind: K, id: string): Draft<K> {
  const found = [world.edition, ...world.drafts].find((draft) => draft.kind === kind && draft.id === id);
  if (found === undefined) throw new RangeError(`No ${kind} ${id} in this world.`);
  return found as Draft<K>;
}

/** The consent of a story or image. */
export function consentIn(world: World, id: string): Consent {
  const found = world.consents.find((consent) => Object.values(consent.covers)[0] === id);
  if (found === undefined) throw new RangeError(`No consent for ${id} in this world.`);
  return found;
}

/** A tombstone for a story. */
export function tombstoneFor(id: string, consents: string[] = []): Tombstone {
  return { kind: "story", id, edition: "2026", consents, at: "2026-06-01T10:00:00Z", door: "withdraw" };
}

/** Changes a world in place. */
export type Disturbance = (world: World, choose: Chooser) => void;

type StoryDraft = Draft<"story">;

function anyStory(world: World, { pick }: Chooser): StoryDraft {
  return pick(world.drafts.filter((draft) => draft.kind === "story")) as StoryDraft;
}

function anyText(world: World, { pick }: Chooser): { draft: Draft; locale: Locale; text: DraftText } {
  const draft = pick(world.drafts);
  const locale = pick(Object.keys(draft.texts));
  return { draft, locale, text: draft.texts[locale] as DraftText };
}

function ground(world: World, { pick }: Chooser): Consent | Declaration {
  return pick([...world.consents, ...world.declarations]);
}

function without<T>(items: T[], item: T): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}

/** A record may be gone already; what has nothing to change changes nothing. */
function adjust<T>(item: T | undefined, how: (item: T) => void): void {
  if (item !== undefined) how(item);
}

/**
 * Each makes the rules stricter, and therefore may never make more public. Starting from any world, not only a good one.
 */
export const raised: Record<string, Disturbance> = {
  "a use less": (world, choose) =>
    adjust(ground(world, choose), (record) => without(record.uses, choose.pick(record.uses))),
  "a language less": (world, choose) =>
    adjust(ground(world, choose), (record) => without(record.locales, choose.pick(record.locales))),
  "an edition less": (world, choose) => adjust(ground(world, choose), (record) => record.editions.pop()),
  "an earlier end": (world, choose) =>
    adjust(ground(world, choose), (record) => {
      const earlier = choose.pick(["2026-03-02", "2026-06-14", "2026-06-16", "2026-12-31"]);
      // Cutting short a consent of more than five years would mend it.
      if (earlier < record.notAfter && record.notAfter <= "2031-03-01") record.notAfter = earlier;
    }),
  "a later beginning": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      const later = choose.pick(["2026-06-14", "2026-06-20", "2026-12-31", "2029-01-01"]);
      if (later > (consent.notBefore ?? "")) consent.notBefore = later;
    }),
  "longer to think": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      consent.coolingOffDays += choose.int(1, 300);
    }),
  "a country excluded": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) =>
      consent.countriesExcluded.push(choose.pick(["BE", "NL"])),
    ),
  "a country excluded and the web not known": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      consent.knowsWebIsEverywhere = false;
    }),
  "fewer times": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      const use = choose.pick(uses);
      consent.times[use] = Math.min(consent.times[use] ?? 5, choose.int(0, 2));
    }),
  "an act more": (world, choose) =>
    adjust(choose.pick(world.consents), ({ ref }) =>
      world.acts.push({
        ref,
        use: choose.pick(uses),
        on: "2026-05-01",
        what: choose.pick(["2026", "2025", "run"]),
      }),
    ),
  "an element lost": (world, choose) =>
    adjust(choose.pick(world.consents), ({ elements }) => {
      delete elements[choose.pick(["disclosure", "voluntariness", "comprehension", "competence"] as const)];
    }),
  "a support person lost": (world, choose) =>
    adjust(choose.pick(world.consents).elements.voluntariness, (voluntariness) => {
      delete voluntariness.supportPerson;
    }),
  "machine translation refused": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      consent.machineTranslation = false;
    }),
  "employer against it": (world, choose) =>
    adjust(choose.pick(world.consents), (consent) => {
      consent.employerApproved = false;
    }),
  "child or guardian against it": (world, choose) =>
    adjust(choose.pick(world.consents).minor, (minor) => {
      minor[choose.pick(["assent", "guardian"] as const)] = false;
    }),
  "a region to avoid": (world, choose) =>
    adjust(choose.pick(world.consents).minor, ({ avoidRegions }) => {
      // The first region recorded is a mend, not a restriction: before it, nothing at all is placed.
      if (avoidRegions.length > 0)
        avoidRegions.push(choose.pick(["Brussels", "Liège", "brussels capital region"]));
    }),
  "under 18 after all": (world, choose) => {
    const story = anyStory(world, choose);
    const consent = world.consents.find((record) => Object.values(record.covers)[0] === story.id);
    if (consent?.minor === undefined) story.data.minor = true;
  },
  withdrawn: (world, choose) =>
    adjust(ground(world, choose), (record) => {
      record.withdrawnOn = choose.pick(["2026-01-01", "2026-06-01", "2030-01-01"]);
    }),
  "a tombstone": (world, choose) => {
    const { ref } = ground(world, choose);
    world.tombstones.push(
      choose.chance(50) ? tombstoneFor(anyStory(world, choose).id) : tombstoneFor("ZZZZZZZZZZ", [ref]),
    );
  },
  "a stop code lost": (world, choose) =>
    adjust(ground(world, choose), (record) => {
      const holders = [...world.consents, ...world.declarations].filter(
        ({ stopHash }) => stopHash === record.stopHash,
      );
      // A code that two held would be mended for the other.
      if (holders.length === 1) delete record.stopHash;
    }),
  "a reviewer refuses": (world, choose) =>
    adjust(choose.pick(world.drafts.filter(({ kind }) => kind === "story" || kind === "image")), (draft) =>
      world.reviews.push(reviewOf(draft, "r-9", { decision: "refused", decidedOn: "2026-06-01" })),
    ),
  "a point of the checklist open": (world, choose) =>
    adjust(choose.pick(world.reviews), ({ checklist }) => {
      checklist[choose.pick(checklistItems)] = false;
    }),
  "a reviewer wrote it": (world, choose) =>
    adjust(choose.pick(world.reviews), ({ writers }) => writers.push(choose.pick(["r-1", "r-2"]))),
  "a reading not approved": (world, choose) =>
    adjust(choose.pick(world.reviews), ({ covers }) => {
      const locale = choose.pick(languages);
      for (const review of world.reviews)
        if (Object.values(review.covers)[0] === Object.values(covers)[0]) delete review.readBack[locale];
    }),
  "a text not reviewed": (world, choose) =>
    adjust(choose.pick(world.reviews), (review) => {
      delete review.hashes[choose.pick(languages)];
    }),
  "nothing decided about what was found": (world, choose) => {
    for (const review of reviewsOfOne(world, choose)) review.identification = [];
  },
  "what was found must be changed": (world, choose) => {
    for (const { identification } of reviewsOfOne(world, choose))
      for (const decision of identification) decision.decision = "change";
  },
  "a text less": (world, choose) => {
    const { draft, locale } = anyText(world, choose);
    delete draft.texts[locale];
  },
  "a blocked phrase": (world, choose) => {
    const words = [choose.pick(["one", "two", "title"]), choose.pick(["in", "of"])];
    const phrase = { words: 2, hash: blockedPhraseHash(key, words) };
    world.blocked = { key, phrases: [...(world.blocked?.phrases ?? []), phrase] };
  },
  "a help line less": (world, choose) => {
    const id = choose.pick(["emergency", "line"]);
    world.drafts = world.drafts.filter((draft) => draft.kind !== "helpline" || draft.id !== id);
  },
  "help not called": (world, choose) => {
    const line = choose.pick(world.drafts.filter((draft) => draft.kind === "helpline"));
    if (line?.kind !== "helpline" || line.data.verified.state !== "checked") return;
    // A call dated in the future would be mended.
    if (line.data.verified.on <= "2026-06-15") line.data.verified = { state: "source-only" };
  },
  "a declaration less sure": (world, choose) =>
    adjust(choose.pick(world.declarations), (declaration) => {
      declaration.nobodyRecognisable = false;
    }),
  "production instead of demo": (world) => {
    world.mode = "production";
  },
};

/** Each changes a world in another way: slips, loosened rules, texts that changed, records that do not fit. */
export const changed: Record<string, Disturbance> = {
  "an edited text": (world, choose) => {
    const { text } = anyText(world, choose);
    if (text.blocks[0] !== undefined) text.blocks[0].content = [{ p: ["Edited since."] }];
  },
  "everything reviewed again": (world) => reviewAll(world),
  "a machine's block": (world, choose) => {
    const { text } = anyText(world, choose);
    const block = choose.pick(text.blocks);
    if (block !== undefined) block.state = choose.pick(["machine", "stale"]);
  },
  "a machine's head": (world, choose) => {
    anyText(world, choose).text.state = choose.pick(["machine", "stale"]);
  },
  "machine translation allowed": (world, choose) => {
    choose.pick(world.consents).machineTranslation = true;
  },
  "a block less": (world, choose) => {
    anyText(world, choose).text.blocks.pop();
  },
  "a block more": (world, choose) => {
    anyText(world, choose).text.blocks.push({
      id: choose.pick(["one", "extra"]),
      state: "human",
      content: [{ p: ["More."] }],
    });
  },
  "a blocked address": (world, choose) => {
    const { text } = anyText(world, choose);
    text.blocks[0]?.content.push({ p: ["At ", { em: ["Hidden"] }, " Lane, 7!"] });
  },
  "a byline changed": (world, choose) => {
    const story = anyStory(world, choose);
    const text = story.texts[choose.pick(languages)];
    if (text === undefined) return;
    if (choose.chance(50)) delete text.head.byline;
    else text.head.byline = "Somebody";
  },
  "no content note": (world, choose) => {
    const text = anyStory(world, choose).texts[choose.pick(languages)];
    if (text !== undefined) delete text.head.contentNote;
  },
  "another naming": (world, choose) => {
    anyStory(world, choose).data.naming = choose.pick(["anonymous", "role", "pseudonym", "name"]);
  },
  "another consent to naming": (world, choose) => {
    choose.pick(world.consents).naming = choose.pick(["anonymous", "role", "pseudonym", "name"]);
  },
  "another basis": (world, choose) => {
    anyStory(world, choose).data.basis = choose.pick(["testimony", "composite", "fiction"]);
  },
  "another teller": (world, choose) => {
    anyStory(world, choose).data.teller = choose.pick(["survivor", "responder"]);
  },
  "no sector": (world, choose) => {
    delete anyStory(world, choose).data.sector;
  },
  "an older record of a minor": (world, choose) => {
    const old = choose.pick(world.consents);
    world.consents.push({
      ...structuredClone(old),
      ref: refOf(`m${old.ref}`),
      givenOn: "2025-01-01",
      minor: { assent: true, guardian: true, avoidRegions: choose.some(["Brussels", "Ghent"]) },
    });
  },
  "a child's face": (world, choose) => {
    Object.assign(draftIn(world, "image", "portrait").data, { minors: true });
    const consent = world.consents.find(({ covers }) => "image" in covers);
    if (consent !== undefined && choose.chance(80))
      consent.minor = { assent: true, guardian: true, avoidRegions: [] };
  },
  "another sector": (world, choose) => {
    anyStory(world, choose).data.sector = choose.pick(["police", "border", "ngo"]);
  },
  "minor or not": (world, choose) => {
    const story = anyStory(world, choose);
    story.data.minor = !story.data.minor;
  },
  "a record of a minor": (world, choose) => {
    const consent = choose.pick(world.consents);
    if (consent.minor !== undefined && choose.chance(50)) delete consent.minor;
    else
      consent.minor = {
        assent: choose.chance(80),
        guardian: choose.chance(80),
        avoidRegions: choose.some(["Brussels", "Ghent"]),
      };
  },
  "an image in a story": (world, choose) => {
    anyStory(world, choose).data.image = choose.pick(["horizon", "portrait", "nowhere"]);
  },
  "another picture": (world, choose) => {
    const image = draftIn(world, "image", choose.pick(["horizon", "portrait"]));
    image.data.persons = choose.pick(["none", "not-recognisable", "recognisable"]);
    image.data.made = choose.pick(["photograph", "drawing", "ai-generated"]);
    image.data.minors = choose.chance(30);
    if (choose.chance(20)) image.media = [];
  },
  "a newer consent": (world, choose) => {
    const old = choose.pick(world.consents);
    world.consents.push({
      ...structuredClone(old),
      ref: refOf(`n${old.ref}`),
      givenOn: choose.pick([old.givenOn, "2026-04-01", "2026-06-10", "2026-12-01"]),
      uses: choose.some(uses),
      locales: choose.some(languages),
      notAfter: choose.pick(["2026-06-14", "2026-09-01", "2031-04-01", "2032-01-01"]),
    });
  },
  "a consent less": (world, choose) => {
    if (world.consents.length > 1) without(world.consents, choose.pick(world.consents));
  },
  "a declaration less": (world, choose) => {
    if (world.declarations.length > 1) without(world.declarations, choose.pick(world.declarations));
  },
  "a declaration more": (world, choose) => {
    const story = anyStory(world, choose);
    world.declarations.push(declarationFor({ story: story.id }, { ref: refOf(`x${story.id}`) }));
  },
  "a consent for a sample": (world, choose) => {
    const story = anyStory(world, choose);
    world.consents.push(consentFor({ story: story.id }, { ref: refOf(`y${story.id}`) }));
  },
  "a shared stop code": (world, choose) => {
    const record = ground(world, choose);
    const other = ground(world, choose);
    if (other.stopHash !== undefined) record.stopHash = other.stopHash;
  },
  "the web known": (world, choose) => {
    choose.pick(world.consents).knowsWebIsEverywhere = true;
  },
  "a review less": (world, choose) => {
    if (world.reviews.length > 1) without(world.reviews, choose.pick(world.reviews));
  },
  "a later review": (world, choose) => {
    const draft = anyStory(world, choose);
    world.reviews.push(
      reviewOf(draft, choose.pick(["r-1", "r-2", "w-1", "a-1"]), {
        decision: choose.pick(["passed", "refused"]),
        decidedOn: choose.pick(["2026-03-01", "2026-04-01", "2026-06-01", "2026-12-01"]),
      }),
    );
  },
  "an older help line": (world, choose) => {
    const line = choose.pick(world.drafts.filter((draft) => draft.kind === "helpline"));
    if (line?.kind !== "helpline") return;
    line.data.verified = {
      state: "checked",
      by: "s-1",
      on: choose.pick(["2025-12-16", "2025-12-17", "2025-12-18", "2024-01-01", "2026-07-01"]),
    };
    line.data.country = choose.pick(["BE", "BE", "NL"]);
    if (choose.chance(30)) delete line.texts[choose.pick(["fr", "nl"])];
  },
  "other languages": (world, choose) => {
    const kept = choose.some(languages);
    world.edition.data.languages = kept.length > 0 ? kept : ["nl"];
  },
  "another original language": (world, choose) => {
    choose.pick(world.drafts).language = choose.pick(["en", "nl", "ar"]);
  },
  "a sample in demo": (world, choose) => {
    world.mode = choose.pick(["demo", "demo", "production"]);
    world.edition.data.sample = choose.chance(80);
  },
  "another zone": (world, choose) => {
    world.edition.data.zone = choose.pick(["Pacific/Auckland", "Pacific/Honolulu", "UTC"]);
  },
  "another country": (world, choose) => {
    draftIn(world, "installation", "shadows").data.country = choose.pick(["BE", "NL"]);
  },
  "another edition's draft": (world, choose) => {
    choose.pick(world.drafts).edition = "2025";
  },
  "a double": (world, choose) => {
    world.drafts.push(structuredClone(choose.pick(world.drafts)));
  },
  "an old fact": (world) => {
    draftIn(world, "fact", "figure").data.validUntil = "2026-06-14";
  },
  "an unknown key": (world, choose) => {
    Object.assign(choose.pick(world.drafts).data, { secret: "unknown" });
  },
};

/** A world some steps away from the good one, by name of step and seed. */
export const worldArbitrary: fc.Arbitrary<World> = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(changed), ...Object.keys(raised)), fc.nat()), {
    maxLength: 7,
  })
  .map((steps) => disturbed(exampleWorld(), steps));

/** Disturbs a world step by step. */
export function disturbed(world: World, steps: readonly (readonly [string, number])[]): World {
  for (const [name, seed] of steps) {
    const disturb = changed[name] ?? raised[name];
    if (disturb === undefined) throw new RangeError(`There is no disturbance "${name}".`);
    if (canStillChange(world)) disturb(world, createChooser(seed));
  }
  return world;
}

/** Whether every draft still has a text; otherwise further steps would find nothing to change. */
export function canStillChange(world: World): boolean {
  return world.drafts.every((draft) => Object.keys(draft.texts).length > 0);
}

/** One stricter rule, by name and seed. */
export const raisedArbitrary: fc.Arbitrary<readonly [string, number]> = fc.tuple(
  fc.constantFrom(...Object.keys(raised)),
  fc.nat(),
);
