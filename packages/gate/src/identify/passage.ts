/** A story's text as the detectors read it: passages of plain words, and where their links lead. */
import { plainText } from "@bluehour/domain/rich-text";
import type { Inline, RichBlock } from "@bluehour/domain/rich-text";
import type { DraftText } from "@bluehour/domain/text";
import { fold } from "./finding.ts";

/** A word with its place. */
export type Word = {
  start: number;
  end: number;
  raw: string;
  /** Without accents and capitals. */
  folded: string;
  isCapital: boolean;
  /** Whether a sentence, a line or a quotation begins with it: a capital then means nothing. */
  isFirst: boolean;
};

/** A link's address, and the words that a reader presses. */
export type Link = { href: string; start: number; end: number };

/** One block, or one field of the head. */
export type Passage = {
  block: string;
  text: string;
  words: readonly Word[];
  links: readonly Link[];
  /** Every Noun Has A Capital: in such a line one says nothing. */
  isTitleCase: boolean;
};

/** A whole text in one language. */
export type Reading = {
  /** Base language: `nl` for `nl-BE`. */
  language: string;
  /** The edition's country: who telephones, and what is home. */
  country: string;
  passages: readonly Passage[];
  /** Words that stand with a small letter anywhere in the text, folded: a capital elsewhere is then no name. */
  small: ReadonlySet<string>;
};

// A half-written emoji or a stray accent must not tear a word apart.
const wordPattern = /\p{L}[\p{L}\p{M}\p{Cf}]*(?:[-’'][\p{L}\p{M}\p{Cf}]+)*/gu;
const elision = /^(?:[dlnmtscj]|qu|jusqu|lorsqu|puisqu)[’']/iu;
// A Dutch sentence may begin with ’s, ’t or ’n, and its capital then stands on the next word.
const sentenceEnd = /(?:^|[.!?…:]["»”’)\]]*\s+|\n\s*|["“„«»(]\s*|[-–—•]\s+)(?:[’'‘][stn] )?$/u;

/** Whether any word, or a part of one with a hyphen, passes. */
export function someWord(words: readonly Word[], passes: (folded: string) => boolean): boolean {
  return words.some(
    ({ folded }) =>
      passes(folded) || (folded.includes("-") && folded.split("-").some((part) => passes(part))),
  );
}

/** Splits a text into words; what French joins by an apostrophe stands apart. */
export function wordsOf(text: string, language: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(wordPattern)) {
    let raw = match[0];
    let start = match.index;
    const joined = language === "fr" ? elision.exec(raw)?.[0] : undefined;
    if (joined !== undefined) {
      raw = raw.slice(joined.length);
      start += joined.length;
    }
    // Neither the English genitive nor a shortened verb is part of a name.
    if (language === "en") raw = raw.replace(/[’'](?:s|m|d|ll|ve|re|t)?$/u, "");
    if (raw === "") continue;
    const isCapital = /^\p{Lu}/u.test(raw);
    words.push({
      start,
      end: start + raw.length,
      raw,
      folded: fold(raw),
      isCapital,
      isFirst:
        isCapital &&
        joined === undefined &&
        sentenceEnd.test(text.slice(Math.max(0, match.index - 10), match.index)),
    });
  }
  return words;
}

function linesOf(block: RichBlock): readonly (readonly Inline[])[] {
  if ("p" in block) return [block.p];
  if ("h" in block) return [block.h];
  if ("ul" in block) return block.ul;
  return "ol" in block ? block.ol : block.quote;
}

/** Links with the place of their words in `plainText(content)`. */
function linksOf(content: readonly RichBlock[]): Link[] {
  const links: Link[] = [];
  let at = 0;
  const walk = (parts: readonly Inline[]): void => {
    for (const part of parts) {
      if (typeof part === "string") at += part.length;
      else if ("em" in part) walk(part.em);
      else if ("strong" in part) walk(part.strong);
      else {
        const start = at;
        walk(part.link);
        links.push({ href: part.href, start, end: at });
      }
    }
  };
  for (const line of content.flatMap(linesOf)) {
    walk(line);
    // The line's end.
    at += 1;
  }
  return links;
}

function passageOf(block: string, text: string, links: readonly Link[], language: string): Passage {
  const words = wordsOf(text, language);
  const long = words.filter(({ raw }) => raw.length >= 4);
  const isTitleCase =
    long.length >= (block === "head.title" ? 2 : 3) && long.every(({ isCapital }) => isCapital);
  return { block, text, words, links, isTitleCase };
}

/** Reads a text of one language. */
export function readingOf(text: DraftText, locale: string, country: string): Reading {
  const language = locale.split("-")[0]?.toLowerCase() ?? locale;
  const passages = [
    ...Object.entries(text.head).flatMap(([field, words]) =>
      typeof words === "string" ? [passageOf(`head.${field}`, words, [], language)] : [],
    ),
    ...text.blocks.map(({ id, content }) => passageOf(id, plainText(content), linksOf(content), language)),
  ];
  const small = new Set<string>();
  for (const { words } of passages) for (const word of words) if (!word.isCapital) small.add(word.folded);
  return { language, country, passages, small };
}
