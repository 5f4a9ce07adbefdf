/**
 * What the rules look at: one draft, everything that was recorded about it, and the moment. Private records end here; a release is put
 * together from the draft alone.
 */
import { createSecretKey } from "node:crypto";
import type { Act, BlockedPhrases, Consent, Declaration, Review } from "@bluehour/domain/consent";
import { blockedPhraseHash, normalizedWords } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import { dayAt } from "@bluehour/domain/phase";
import type { PublicRelease } from "@bluehour/domain/release";
import { readingHash } from "@bluehour/domain/text";
import type { DraftText } from "@bluehour/domain/text";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { identify } from "./identify.ts";
import type { Finding } from "./identify.ts";

/** Everything that bears on whether a draft may be public. */
export type GateContext = {
  edition: Draft<"edition">;
  /** All drafts of the edition: help lines, pictures, installations and stories bear on one another. */
  drafts: readonly Draft[];
  consents: readonly Consent[];
  declarations: readonly Declaration[];
  reviews: readonly Review[];
  /** What was already done under a consent that allows only so many. */
  acts: readonly Act[];
  blocked: BlockedPhrases | undefined;
  tombstones: readonly Tombstone[];
  /** What is public now, so that unchanged content keeps its generation. */
  published: readonly PublicRelease[];
  mode: "demo" | "production";
  now: Date;
};

/** What a thing must rest on before it may be public. */
export type Needs = "consent" | "declaration" | "nothing";

/** One draft with all that was recorded about it. */
export type Question<K extends Kind = Kind> = {
  draft: Draft<K>;
  edition: Draft<"edition">;
  mode: GateContext["mode"];
  now: Date;
  /** The calendar day in the edition's zone. */
  today: string;
  needs: Needs;
  /** Every record that covers it, also withdrawn and superseded ones. */
  consents: readonly Consent[];
  declarations: readonly Declaration[];
  reviews: readonly Review[];
  /** The newest consent: a person's latest word counts alone. `undefined` where there is none, or two of one day. */
  consent: Consent | undefined;
  declaration: Declaration | undefined;
  /** What it rests on, by its needs. */
  ground: Consent | Declaration | undefined;
  /** Every writer and translator that any record names. */
  writers: ReadonlySet<string>;
  /** The newest decision of each reviewer; several where one reviewer wrote down several on one day. */
  standing: readonly Review[];
  /** The standing reviews that count as passed; filled in before texts are looked at. */
  passing: readonly Review[];
  tombstoned: boolean;
  /** Whether another story's record, or a tombstone of one, holds the same stop code. */
  stopCodeShared: boolean;
  /** Acts under its consent. */
  acts: readonly Act[];
  /** Whether the words hold a blocked phrase. */
  isBlocked: (text: string) => boolean;
  /** What the identification check finds in a story's text of one language. */
  findingsIn: (locale: Locale) => readonly Finding[];
  /** Help lines that the gate lets through, by the locale that they must be understood in. */
  helplines: readonly Draft<"helpline">[];
  /** A picture that nothing public shows: no released story with the use `image`, and nothing else. */
  outlivesStory: boolean;
  /** Whether the edition itself may be public. */
  editionReleased: boolean;
  /** How many drafts of this kind carry this id. */
  sameId: number;
  /** The installation that a placement belongs to, where it is released. */
  installation: Draft<"installation"> | undefined;
};

/** One locale's text of the draft, with the hash that reviews and read-backs are bound to. */
export type TextQuestion = { locale: Locale; text: DraftText; hash: string };

/** A story that a placement would lead to. */
export type Candidacy = {
  installation: Draft<"installation">;
  story: Draft<"story">;
  uses: readonly string[];
  consent: Consent | undefined;
  /** Every consent that covers it, also superseded ones. */
  consents: readonly Consent[];
};

type Subject = { story: string } | { image: string };

function keyOfSubject(subject: Subject): string {
  return "story" in subject ? `story:${subject.story}` : `image:${subject.image}`;
}

function keyOf(draft: { kind: string; id: string }): string {
  return `${draft.kind}:${draft.id}`;
}

function newest<T>(records: readonly T[], dayOf: (record: T) => string): T[] {
  const latest = records.map(dayOf).toSorted().at(-1);
  return records.filter((record) => dayOf(record) === latest);
}

function alone<T>(records: readonly T[]): T | undefined {
  return records.length === 1 ? records[0] : undefined;
}

/**
 * What a draft must rest on. A picture in which nobody can be recognised rests on nothing, unless somebody recorded a consent or a
 * declaration for it: then it stands and falls with that.
 */
function needsOf(draft: Draft, consents: readonly Consent[], declarations: readonly Declaration[]): Needs {
  if (draft.kind === "story") return draft.data.basis === "testimony" ? "consent" : "declaration";
  if (draft.kind !== "image") return "nothing";
  if (draft.data.persons === "recognisable" || draft.data.minors || consents.length > 0) return "consent";
  return declarations.length > 0 ? "declaration" : "nothing";
}

/** Says whether words hold a blocked phrase. Answers are kept, since editions repeat themselves. */
function createBlockedCheck(blocked: BlockedPhrases | undefined): (text: string) => boolean {
  if (blocked === undefined || blocked.phrases.length === 0) return () => false;
  const secret = createSecretKey(Buffer.from(blocked.key, "hex"));
  const hashes = new Map<number, Set<string>>();
  for (const { words, hash } of blocked.phrases) {
    hashes.set(words, (hashes.get(words) ?? new Set()).add(hash));
  }
  const search = (text: string): boolean => {
    const words = normalizedWords(text);
    if (holds(words)) return true;
    // An invisible sign may also stand where a blank belongs.
    const spaced = text.replaceAll(/\p{Cf}/gu, " ");
    return spaced !== text && holds(normalizedWords(spaced));
  };
  const holds = (words: readonly string[]): boolean => {
    return hashes.entries().some(([length, wanted]) => {
      for (let start = 0; start + length <= words.length; start += 1) {
        if (wanted.has(blockedPhraseHash(secret, words.slice(start, start + length)))) return true;
      }
      return false;
    });
  };
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = search(text);
    answers.set(text, answer);
    return answer;
  };
}

// The same words always give the same findings, and a studio asks about a whole edition each time that somebody saves.
const knownFindings = new Map<string, readonly Finding[]>();
const findingsKept = 2000;

/** Looks at a story's text of one language when a rule asks: looking takes a millisecond or two. */
function findingsOf(draft: Draft, locale: Locale, country: string): readonly Finding[] {
  const text: DraftText | undefined = draft.texts[locale];
  if (draft.kind !== "story" || text === undefined) return [];
  const { naming } = draft.data;
  const key = `${locale} ${country} ${naming} ${readingHash(text)}`;
  const known = knownFindings.get(key);
  if (known !== undefined) return known;
  const findings = identify({ text, locale, country, naming });
  // The oldest goes first: what is asked about again soon comes back.
  for (const oldest of knownFindings.size >= findingsKept ? knownFindings.keys().take(1) : [])
    knownFindings.delete(oldest);
  knownFindings.set(key, findings);
  return findings;
}

/** The edition first, then everything in it; callers may or may not list the edition among its drafts. */
export function draftsOf(context: GateContext): Draft[] {
  const { edition, drafts } = context;
  return [edition, ...drafts.filter((draft) => draft.kind !== "edition" || draft.id !== edition.id)];
}

/** A draft's texts, locale by locale. */
export function textsOf(draft: Draft): [Locale, DraftText][] {
  return Object.entries<DraftText>(draft.texts);
}

/** What only the gate itself can know about other drafts. */
export type Neighbours = Pick<Question, "helplines" | "editionReleased" | "installation" | "outlivesStory">;

/** Sorts the records once, then asks about one draft after another. */
export function createQuestions(context: GateContext): (draft: Draft, neighbours: Neighbours) => Question {
  const today = dayAt(context.now, context.edition.data.zone);
  const consents = Map.groupBy(context.consents, (record) => keyOfSubject(record.covers));
  const declarations = Map.groupBy(context.declarations, (record) => keyOfSubject(record.covers));
  const reviews = Map.groupBy(context.reviews, (record) => keyOfSubject(record.covers));
  const acts = Map.groupBy(context.acts, (act) => act.ref);
  const deadIds = new Set(context.tombstones.map(keyOf));
  const deadRecords = new Set(context.tombstones.flatMap((tombstone) => tombstone.consents));
  const holders = new Map<string, Set<string>>();
  const hold = (hash: string | undefined, key: string): void => {
    if (hash !== undefined) holders.set(hash, (holders.get(hash) ?? new Set()).add(key));
  };
  for (const record of [...context.consents, ...context.declarations])
    hold(record.stopHash, keyOfSubject(record.covers));
  for (const tombstone of context.tombstones) hold(tombstone.stopHash, keyOf(tombstone));
  const counts = new Map<string, number>();
  for (const draft of draftsOf(context)) counts.set(keyOf(draft), (counts.get(keyOf(draft)) ?? 0) + 1);
  const isBlocked = createBlockedCheck(context.blocked);

  return (draft, neighbours) => {
    const key = keyOf(draft);
    const covering = consents.get(key) ?? [];
    const declared = declarations.get(key) ?? [];
    const reviewed = reviews.get(key) ?? [];
    const consent = alone(newest(covering, (record) => record.givenOn));
    const declaration = alone(newest(declared, (record) => record.declaredOn));
    const needs = needsOf(draft, covering, declared);
    const ground = needs === "consent" ? consent : needs === "declaration" ? declaration : undefined;
    return {
      ...neighbours,
      draft,
      edition: context.edition,
      mode: context.mode,
      now: context.now,
      today,
      needs,
      consents: covering,
      declarations: declared,
      reviews: reviewed,
      consent,
      declaration,
      ground,
      writers: new Set([
        ...reviewed.flatMap((review) => review.writers),
        ...declared.map((record) => record.author),
      ]),
      standing: Map.groupBy(reviewed, (review) => review.reviewer)
        .values()
        .flatMap((own) => newest(own, (review) => review.decidedOn))
        .toArray(),
      passing: [],
      tombstoned:
        deadIds.has(key) || [...covering, ...declared].some((record) => deadRecords.has(record.ref)),
      stopCodeShared: ground?.stopHash !== undefined && (holders.get(ground.stopHash) ?? new Set()).size > 1,
      acts: ground === undefined ? [] : (acts.get(ground.ref) ?? []),
      isBlocked,
      findingsIn: (locale) => findingsOf(draft, locale, context.edition.data.country),
      sameId: counts.get(key) ?? 1,
    };
  };
}

/** Asks about a draft for its records alone: neighbours bear on texts and uses, not on what it rests on. */
export function recordsOf(questionOf: ReturnType<typeof createQuestions>, draft: Draft): Question {
  return questionOf(draft, {
    editionReleased: true,
    helplines: [],
    installation: undefined,
    outlivesStory: false,
  });
}
