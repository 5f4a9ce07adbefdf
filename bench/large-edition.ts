/**
 * An edition of any size, made up on the spot: drafts with consents, declarations and reviews, as an organiser would have them, so that
 * the real gate can release them. Words are drawn one by one from the campaign's own texts, as often as they stand there, into phrases in
 * which nobody could be recognised: the bytes are those of real languages, and compress a little worse than real sentences would.
 */
import { readFileSync } from "node:fs";
import {
  createConsentRef,
  createPlacementCode,
  createStopCode,
  createStoryId,
  hashStopCode,
} from "@bluehour/domain/codes";
import { checklistItems } from "@bluehour/domain/consent";
import type { Consent, Declaration, Review } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import type { RandomBytes } from "@bluehour/domain/random";
import { readingHash } from "@bluehour/domain/text";
import type { DraftText } from "@bluehour/domain/text";
import type { Use } from "@bluehour/domain/uses";
import { findIn } from "@bluehour/testing/identify-corpus";
import { root, sourceFiles } from "../tools/sources.ts";

/** Languages of the edition; a story exists in two to four of them. */
export const languages = ["fr", "nl", "en", "de"] as const;
type Language = (typeof languages)[number];

/** How large it is. */
export type Size = {
  stories: number;
  /** Words of each story in each of its languages. */
  words: number;
  placements: number;
  /** The clock: consents are a month old, the day is today. */
  now: Date;
};

/** All that the gate is asked about. */
export type LargeEdition = {
  edition: Draft<"edition">;
  drafts: Draft[];
  consents: Consent[];
  declarations: Declaration[];
  reviews: Review[];
};

/** The edition's id, part of every address. */
export const editionId = "large";

/** The same numbers at every run, so that two runs measure the same edition (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Phrases of one length and language to choose from: enough that no two stories are alike. */
const phrasesKept = 400;

/** Every word of the campaign in a language, in order, so that a frequent word is drawn often. */
function wordsOf(language: Language): string[] {
  const words = sourceFiles([`.${language}.md`])
    .filter((path) => path.startsWith("campaigns/"))
    .flatMap((path) =>
      readFileSync(`${root}/${path}`, "utf8")
        .replace(/^---\n.*?\n---\n/s, "")
        .replaceAll(/<!--.*?-->|\]\([^)]*\)/gs, " ")
        .split(/[^\p{L}’-]+/u)
        .filter((word) => /^\p{L}/u.test(word))
        // A capital within a sentence would be a name, save in German.
        .map((word) => (language === "de" ? word : word.toLowerCase())),
    );
  if (words.length < 500)
    throw new Error(
      `campaigns/ has too few words in "${language}" to make an edition of; restore it with git.`,
    );
  return words;
}

function day(now: Date, days: number): string {
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** Makes an edition. The same size and day always give the same edition. */
export function largeEdition(size: Size): LargeEdition {
  const random = numbers(30_07_2020);
  const bytes: RandomBytes = (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const vocabulary = Object.fromEntries(languages.map((language) => [language, wordsOf(language)])) as Record<
    Language,
    string[]
  >;
  const drawn = (language: Language, count: number): string => {
    const text = Array.from({ length: count }, () => pick(vocabulary[language])).join(" ");
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  // Words drawn by chance would hold names and ages everywhere, and the gate would ask for a decision about each.
  const stock = new Map<string, string[]>();
  const phrase = (language: Language, count: number): string => {
    const key = `${language} ${count}`;
    let phrases = stock.get(key);
    if (phrases === undefined) {
      phrases = [];
      while (phrases.length < phrasesKept) {
        const text = drawn(language, count);
        if (findIn(`${text}.`, language).length === 0) phrases.push(text);
      }
      stock.set(key, phrases);
    }
    return pick(phrases);
  };
  const paragraph = (language: Language, count: number): string => {
    const sentences: string[] = [];
    for (let left = count; left > 0;) {
      const length = Math.min(left, 6 + Math.floor(random() * 16));
      sentences.push(`${phrase(language, length)}.`);
      left -= length;
    }
    return sentences.join(" ");
  };
  const inAll = <T>(make: (language: Language) => T): { [language: string]: T } =>
    Object.fromEntries(languages.map((language) => [language, make(language)]));
  const human = <H>(head: H) => ({ state: "human" as const, head, blocks: [] });

  const { now } = size;
  const edition: Draft<"edition"> = {
    kind: "edition",
    id: editionId,
    edition: editionId,
    origin: "edition.yaml",
    language: "fr",
    data: {
      days: { first: day(now, 0), last: day(now, 0) },
      zone: "Europe/Brussels",
      country: "BE",
      languages: [...languages],
      localLanguages: ["fr", "nl"],
      colour: "#1f6fb2",
      hashtag: "#bluehour",
      action: "light",
      exitTo: "https://www.example.org/",
      contact: { organisation: "organiser", phone: "+3225110000", email: "hello@example.org" },
      sample: false,
    },
    texts: inAll((language) => human({ title: phrase(language, 4), theme: phrase(language, 6) })),
    media: [],
  };
  const drafts: Draft[] = [edition];
  const consents: Consent[] = [];
  const declarations: Declaration[] = [];
  const reviews: Review[] = [];

  drafts.push({
    kind: "organisation",
    id: "organiser",
    edition: editionId,
    origin: "organisations/organiser.yaml",
    language: "fr",
    data: { roles: ["organiser"], country: "BE", url: "https://www.example.org/" },
    texts: inAll((language) => human({ title: phrase(language, 3), summary: paragraph(language, 20) })),
    media: [],
  });
  for (const [id, display, emergency] of [
    ["emergency", "112", true],
    ["victims", "+32 2 511 64 64", false],
    ["children", "116 000", false],
  ] as const) {
    drafts.push({
      kind: "helpline",
      id,
      edition: editionId,
      origin: `helplines/${id}.yaml`,
      language: "fr",
      data: {
        country: "BE",
        number: display.replaceAll(" ", ""),
        display,
        emergency,
        children: id === "children",
        free: true,
        hours: "24/7",
        spoken: ["fr", "nl", "en"],
        source: { title: "The line's own page", url: "https://www.example.org/", readOn: day(now, -20) },
        verified: { state: "checked", by: "the organiser", on: day(now, -20) },
      },
      texts: inAll((language) => human({ title: phrase(language, 3), summary: paragraph(language, 12) })),
      media: [],
    });
  }

  const storyIds: string[] = [];
  for (let index = 0; index < size.stories; index += 1) {
    const id = createStoryId(bytes);
    storyIds.push(id);
    const own = languages.filter((_, place) => place < 2 || random() < 0.5);
    const language = pick(own);
    const teller = index % 3 === 0 ? ("responder" as const) : ("survivor" as const);
    const basis = index % 4 === 3 ? ("composite" as const) : ("testimony" as const);
    const blockCount = size.words >= 400 ? 8 : 2;
    const texts: { [locale: string]: DraftText<"story"> } = {};
    for (const locale of own) {
      texts[locale] = {
        state: "human",
        head: {
          title: phrase(locale, 4),
          ...(teller === "survivor" && { contentNote: `${phrase(locale, 10)}.` }),
        },
        blocks: Array.from({ length: blockCount }, (_, block) => ({
          id: `part-${block + 1}`,
          state: "human" as const,
          content: [{ p: [paragraph(locale, Math.round(size.words / blockCount))] }],
        })),
      };
    }
    drafts.push({
      kind: "story",
      id,
      edition: editionId,
      origin: `stories/${index}.yaml`,
      language,
      data: {
        teller,
        basis,
        naming: "anonymous",
        ...(teller === "responder" && { sector: pick(["social-work", "health-care", "ngo"] as const) }),
        minor: false,
        silhouette: {
          figure: pick(["adult", "pair"] as const),
          pose: pick(["standing", "walking", "seated", "working"] as const),
          seed: Math.floor(random() * 10_000),
        },
      },
      texts,
      media: [],
    });

    const ref = createConsentRef(bytes);
    const uses: Use[] = [
      "web",
      "placement",
      "print",
      "social",
      ...(index % 2 === 0 ? ["search-engine" as const] : []),
    ];
    const stopHash = hashStopCode(createStopCode(bytes));
    const notAfter = day(now, 60 + Math.floor(random() * 240));
    const scope = { uses, locales: own, editions: [editionId], notAfter, stopHash };
    if (basis === "testimony") {
      consents.push({
        ...scope,
        ref,
        covers: { story: id },
        givenOn: day(now, -30),
        elements: {
          disclosure: { explained: "Everything, with examples.", by: "c-1", language },
          voluntariness: { how: "Asked twice, alone.", supportPerson: "Chosen by the person." },
          comprehension: { ownWords: "My story, where everybody can read it." },
          competence: { how: "Rested, and accompanied.", by: "c-1" },
        },
        times: {},
        countriesExcluded: [],
        knowsWebIsEverywhere: true,
        coolingOffDays: 7,
        naming: "anonymous",
        machineTranslation: false,
        ...(teller === "responder" && { employerApproved: true }),
      });
    } else {
      declarations.push({
        ...scope,
        ref,
        covers: { story: id },
        declaredOn: day(now, -30),
        author: "a-1",
        nobodyRecognisable: true,
      });
    }
    const hashes = Object.fromEntries(
      Object.entries(texts).map(([locale, text]) => [locale, readingHash(text)]),
    );
    reviews.push({
      covers: { story: id },
      reviewer: "r-1",
      decidedOn: day(now, -20),
      decision: "passed",
      writers: ["a-1", "t-1"],
      checklist: Object.fromEntries(checklistItems.map((item) => [item, true])),
      hashes,
      readBack: Object.fromEntries(
        Object.entries(hashes).map(([locale, hash]) => [
          locale,
          { hash, on: day(now, -19), by: "teller" as const },
        ]),
      ),
      identification: [],
    });
  }

  const perInstallation = 100;
  for (let index = 0; index < size.placements; index += 1) {
    const installation = `square-${Math.floor(index / perInstallation) + 1}`;
    if (index % perInstallation === 0) {
      drafts.push({
        kind: "installation",
        id: installation,
        edition: editionId,
        origin: `installations/${installation}.yaml`,
        language: "fr",
        data: {
          country: "BE",
          region: "Brussels-Capital Region",
          opens: `${day(now, 0)}T08:00:00Z`,
          closes: `${day(now, 0)}T20:00:00Z`,
          zone: "Europe/Brussels",
          organisations: ["organiser"],
        },
        texts: inAll((language) => human({ title: phrase(language, 3), place: phrase(language, 3) })),
        media: [],
      });
    }
    const code = createPlacementCode(bytes);
    drafts.push({
      kind: "placement",
      id: code,
      edition: editionId,
      origin: `placements/${index}.yaml`,
      language: "fr",
      data: {
        code,
        installation,
        number: (index % perInstallation) + 1,
        candidates: [0, 1, 2].map((step) => storyIds[(index + step * 7) % storyIds.length] as string),
      },
      texts: inAll((language) => human({ place: phrase(language, 4) })),
      media: [],
    });
  }
  return { edition, drafts, consents, declarations, reviews };
}
