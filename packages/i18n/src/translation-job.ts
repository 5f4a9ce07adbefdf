/**
 * What a translator is given and gives back: texts, each with its source, its state and the hash of what it was made from. Nothing else of a thing is in
 * it: no record, no person, no file name.
 */
import type { Draft } from "@bluehour/domain/draft";
import type { Head, Kind } from "@bluehour/domain/kinds";
import type { Locale, OperatorLocale } from "@bluehour/domain/locales";
import { canonicalJson, contentHash } from "@bluehour/domain/text";
import type { DraftText, TranslationState } from "@bluehour/domain/text";
import { canonicalText, readPlainText, readRichText, taggedText } from "./tagged-text.ts";
import type { UnitText } from "./tagged-text.ts";
import { translateMessages } from "./translate.ts";

export type { UnitText } from "./tagged-text.ts";

/** One text: a field of a thing's head, or a block of its body. */
export type TranslationUnit = {
  /** `story/7K3M9QX2TR/head.title`, `story/7K3M9QX2TR/opening`: the same for every language and file. */
  id: string;
  source: UnitText;
  /** Hash of the source when the file was made ({@link textHash}). */
  sourceHash: string;
  /** What a stale translation was made from, where that is known. */
  previousSource?: UnitText;
  /** Left out where there is none yet. */
  target?: UnitText;
  state: TranslationState;
  /** Hash of target and state as the file was made ({@link givenHash}): by it is known what a translator changed. */
  given?: string;
  /** For the translator: what this is, and what to mind. */
  note?: string;
};

/** Texts of one edition from one language into another. */
export type TranslationJob = {
  id: string;
  edition: string;
  from: Locale;
  to: Locale;
  /** An instant, UTC. */
  madeAt: string;
  units: TranslationUnit[];
};

/** A text that is not in the job, and why: its own text in this language is no sure ground, or no file could hold it. */
export type LeftOut = { unit: string; reason: "source-unsure" | "unwritable" };

/** Sixteen hex digits of a text: enough to tell any two apart, short enough for a line in a file. */
export function textHash(text: UnitText): string {
  return contentHash(canonicalText(text)).slice(0, 16);
}

/** The same of a translation with its state. */
export function givenHash(target: UnitText | undefined, state: TranslationState): string {
  return contentHash(
    target === undefined ? { state: "missing" } : { target: canonicalText(target), state },
  ).slice(0, 16);
}

/** Whether two texts have the same words and marks. */
export function isSameText(a: UnitText | undefined, b: UnitText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(canonicalText(a)) === canonicalJson(canonicalText(b));
}

/** The parts of a unit's id; `field` for a head's text, `block` for one of the body. */
export type UnitAddress = { kind: string; thing: string } & ({ field: string } | { block: string });

const address = /^([a-z]+)\/([A-Za-z0-9-]+)\/(?:head\.([A-Za-z]+)|([a-z][a-z0-9-]{0,31}))$/;

/** Takes a unit's id apart. */
export function addressOf(id: string): UnitAddress | undefined {
  const [, kind = "", thing = "", field, block] = address.exec(id) ?? [];
  if (field !== undefined) return { kind, thing, field };
  return block === undefined ? undefined : { kind, thing, block };
}

/** A text of a draft with its state, at an address. */
export type Held = { text: UnitText; state: DraftText["state"] };

/** All texts of a draft in one language, by their place: head first, in the order in which they are read. */
export function textsOf(draft: Draft, locale: Locale): Map<string, Held> {
  const texts = new Map<string, Held>();
  const own = draft.texts[locale];
  if (own === undefined) return texts;
  const head = own.head as Record<string, unknown>;
  for (const field of fieldOrder(Object.keys(head))) {
    const value = head[field];
    if (typeof value === "string" && value.trim() !== "")
      texts.set(`head.${field}`, { text: value.trim(), state: own.state });
  }
  for (const { id, state, content } of own.blocks)
    // A block that stands twice is told of by the gate; here the first counts.
    if (content.length > 0 && !texts.has(id)) texts.set(id, { text: canonicalText(content), state });
  return texts;
}

// Whatever order a head was written in; names that are not here follow as they are.
const reading = ["title", "contentNote", "byline", "theme", "alt", "caption", "summary", "place", "city"];

function fieldOrder(fields: readonly string[]): string[] {
  const rank = (field: string): number => (reading.includes(field) ? reading.indexOf(field) : reading.length);
  return fields.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Whether a text comes back from a file as it went in: not with half a character in it, nor with marks within marks without end. */
function survives(text: UnitText): boolean {
  const written = taggedText(text);
  const read = typeof text === "string" ? readPlainText(written) : readRichText(written);
  return read.ok && isSameText(read.text, text);
}

/** What a job is made of. */
export type JobOptions = {
  drafts: readonly Draft[];
  edition: string;
  from: Locale;
  to: Locale;
  madeAt: string;
  /** Language of the notes to the translator. */
  notes: OperatorLocale;
  /** Which things and which states go in; all, where nothing is said. */
  only?: { things?: (draft: Draft) => boolean; states?: readonly TranslationState[] };
  /** What stale translations were made from, by unit. */
  previous?: ReadonlyMap<string, UnitText>;
};

/**
 * Makes the job of an edition from one language into another. What was first written in the target language is not translated back. A thing first
 * written in a third language goes in by its translation, and the note says so, as long as that is a person's and up to date.
 */
export function jobOf(options: JobOptions): { job: TranslationJob; leftOut: LeftOut[] } {
  const { drafts, edition, from, to, madeAt, only = {} } = options;
  const units: TranslationUnit[] = [];
  const leftOut: LeftOut[] = [];
  for (const draft of drafts) {
    if (draft.edition !== edition || draft.language === to || from === to) continue;
    if (only.things?.(draft) === false) continue;
    const originals = textsOf(draft, draft.language);
    const sources = textsOf(draft, from);
    const targets = textsOf(draft, to);
    for (const place of originals.keys()) {
      const id = `${draft.kind}/${draft.id}/${place}`;
      const source = sources.get(place);
      if (source === undefined || (draft.language !== from && source.state !== "human")) {
        leftOut.push({ unit: id, reason: "source-unsure" });
        continue;
      }
      const target = targets.get(place);
      const state = target?.state ?? "missing";
      if (only.states?.includes(state) === false) continue;
      if (!survives(source.text) || (target !== undefined && !survives(target.text))) {
        leftOut.push({ unit: id, reason: "unwritable" });
        continue;
      }
      const previous = options.previous?.get(id);
      units.push({
        id,
        source: source.text,
        sourceHash: textHash(source.text),
        ...(previous !== undefined && state === "stale" && survives(previous)
          ? { previousSource: canonicalText(previous) }
          : {}),
        ...(target === undefined ? {} : { target: target.text }),
        state,
        given: givenHash(target?.text, state),
        note: noteOf(draft, place, options),
      });
    }
  }
  const digits = contentHash({ edition, from, to, units }).slice(0, 8);
  return {
    job: { id: `${edition}-${from}-${to}-${digits}`, edition, from, to, madeAt, units },
    leftOut,
  };
}

/** Every field that the head of some kind has; a field without a name for translators is a type error below. */
type HeadField = { [K in Kind]: keyof Head<K> }[Kind];

/** Fields of which a translator must know more than their name. */
const delicate = ["contentNote", "alt", "byline", "hours", "office"] as const;

function noteOf(draft: Draft, place: string, { from, notes }: JobOptions): string {
  const t = translateMessages(notes);
  const field = place.startsWith("head.") ? place.slice("head.".length) : undefined;
  const kind = t(`kind.${draft.kind}`);
  const parts = [
    field === undefined
      ? t("note.block", { kind, block: place })
      : t("note.field", { kind, field: t(`field.${field as HeadField}`) }),
  ];
  const advice = delicate.find((name) => name === field);
  if (advice !== undefined) parts.push(t(`advice.${advice}`));
  if (draft.language !== from) {
    const names = new Intl.DisplayNames([notes], { type: "language" });
    parts.push(t("note.relay", { language: names.of(draft.language) ?? draft.language }));
  }
  return parts.join(" ");
}
