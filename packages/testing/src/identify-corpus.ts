/**
 * Sentences that we made up, with what the identification check should find in them, and how near it comes. Half of each language was
 * there while the rules were made; the part that is held back was not looked at for them, so it says how the check does on new sentences.
 */
import { readFileSync } from "node:fs";
import { checkedLanguages, identify, needsDecision } from "@bluehour/gate/identify";
import type { Finding, FindingSort } from "@bluehour/gate/identify";

/** A span that should be found, in UTF-16 offsets. */
export type Label = { start: number; end: number; sort: FindingSort };

/** One sentence of the corpus. */
export type Labelled = { language: string; isHeldBack: boolean; text: string; labels: Label[] };

/** Takes the marks out of `I met [Ann|name].` */
export function parseLabelled(line: string): { text: string; labels: Label[] } {
  const labels: Label[] = [];
  let text = "";
  let at = 0;
  for (const match of line.matchAll(/\[([^[\]|]+)\|([a-z-]+)\]/g)) {
    const [whole, words = "", sort = ""] = match;
    text += line.slice(at, match.index);
    labels.push({ start: text.length, end: text.length + words.length, sort: sort as FindingSort });
    text += words;
    at = match.index + whole.length;
  }
  return { text: text + line.slice(at), labels };
}

/** Every sentence of the corpus. */
export function identifyCorpus(): Labelled[] {
  return checkedLanguages.flatMap((language) => {
    let isHeldBack = false;
    const file = new URL(`../identify-corpus/${language}.txt`, import.meta.url);
    return readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line): Labelled[] => {
        if (line.startsWith("# held back")) isHeldBack = true;
        return line === "" || line.startsWith("#") ? [] : [{ language, isHeldBack, ...parseLabelled(line) }];
      });
  });
}

/** What the check finds in one sentence standing alone. */
export function findIn(text: string, language: string): Finding[] {
  return identify({
    text: {
      state: "human",
      head: { title: "" } as never,
      blocks: [{ id: "only", state: "human", content: [{ p: [text] }] }],
    },
    locale: language,
    country: "BE",
  }).filter(({ sort }) => sort !== "combination");
}

/** Hits, misses and false alarms of one sort. */
export type Score = { hits: number; missed: number; alarms: number };

/** One sentence that did not come out as it should. */
export type Slip = { language: string; isHeldBack: boolean; text: string; what: string };

/** How the check does on sentences. A finding hits a label if sort and words overlap; hints count, but a false hint is no alarm. */
export function scoreCorpus(sentences: readonly Labelled[]): {
  all: Score;
  bySort: Map<FindingSort, Score>;
  slips: Slip[];
} {
  const bySort = new Map<FindingSort, Score>();
  const all: Score = { hits: 0, missed: 0, alarms: 0 };
  const slips: Slip[] = [];
  const count = (sort: FindingSort, what: keyof Score): void => {
    const score = bySort.get(sort) ?? { hits: 0, missed: 0, alarms: 0 };
    score[what] += 1;
    all[what] += 1;
    bySort.set(sort, score);
  };
  for (const { language, isHeldBack, text, labels } of sentences) {
    const found = findIn(text, language);
    const used = new Set<Finding>();
    for (const label of labels) {
      const hit = found.find(
        (finding) => finding.sort === label.sort && finding.start < label.end && finding.end > label.start,
      );
      count(label.sort, hit === undefined ? "missed" : "hits");
      if (hit === undefined)
        slips.push({
          language,
          isHeldBack,
          text,
          what: `missed ${label.sort} "${text.slice(label.start, label.end)}"`,
        });
      else used.add(hit);
    }
    for (const finding of found) {
      if (used.has(finding) || !needsDecision(finding)) continue;
      count(finding.sort, "alarms");
      slips.push({ language, isHeldBack, text, what: `false ${finding.sort} "${finding.matched}"` });
    }
  }
  return { all, bySort, slips };
}
