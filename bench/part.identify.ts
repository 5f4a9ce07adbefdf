/** The identification check: what it finds of what should be found, what it finds for nothing, and whether it keeps up with an author. */
import { loadBundle } from "@bluehour/bundle/load";
import type { DraftText } from "@bluehour/domain/text";
import { checkedLanguages, identify, needsDecision } from "@bluehour/gate/identify";
import { identifyCorpus, scoreCorpus } from "@bluehour/testing/identify-corpus";
import type { Score } from "@bluehour/testing/identify-corpus";
import { root } from "../tools/sources.ts";
import { judged, median, number, percentile } from "./row.ts";
import type { Row } from "./row.ts";

const rounds = 60;
const storyWords = 800;

type Written = { locale: string; text: DraftText };

export async function measureIdentify(): Promise<Row[]> {
  const loaded = await loadBundle(`${root}/campaigns/belgium-2020`);
  if (!loaded.ok) throw new Error("campaigns/belgium-2020 cannot be read; restore it with git.");
  const stories = loaded.bundle.drafts.flatMap((draft): Written[] =>
    draft.kind === "story"
      ? Object.entries<DraftText>(draft.texts).map(([locale, text]) => ({ locale, text }))
      : [],
  );
  // The corpus has not been looked at yet in this process, so the first of these is the first of all.
  return [...measureSpeed(stories), ...measureCorpus(), alarmsIn(stories)];
}

function share(part: number, rest: number): number {
  return Math.round((part / (part + rest)) * 1000) / 10;
}

function found(measure: string, { hits, missed, alarms }: Score, note: string): Row[] {
  const row = { part: "identify", unit: "%" };
  return [
    {
      ...row,
      measure: `${measure}: found`,
      value: share(hits, missed),
      note: `${hits} of ${hits + missed}; ${note}`,
    },
    {
      ...row,
      measure: `${measure}: rightly`,
      value: share(hits, alarms),
      note: `${alarms} marked for nothing`,
    },
  ];
}

function measureCorpus(): Row[] {
  const corpus = identifyCorpus();
  return [false, true].flatMap((isHeldBack) =>
    checkedLanguages.flatMap((language) => {
      const sentences = corpus.filter((one) => one.isHeldBack === isHeldBack && one.language === language);
      const { all, bySort } = scoreCorpus(sentences);
      const worst = [...bySort]
        .filter(([, { missed, alarms }]) => missed + alarms > 0)
        .map(([sort, { missed, alarms }]) => `${sort} ${missed} missed ${alarms} too many`);
      const what = isHeldBack
        ? "sentences that no rule was made after"
        : "sentences that the rules were made with";
      return found(
        `${what}, ${language}`,
        all,
        `${sentences.length} sentences${worst.length === 0 ? "" : `; ${worst.join(", ")}`}`,
      );
    }),
  );
}

/** Stories that a person went through so that nobody can be known by them: whatever is asked about in them is a question too many. */
function alarmsIn(stories: readonly Written[]): Row {
  const asking = stories.flatMap(({ locale, text }) =>
    identify({ text, locale, country: "BE" }).filter(needsDecision),
  );
  const words = stories.reduce((sum, { text }) => sum + wordsIn(text), 0);
  return {
    part: "identify",
    measure: "asked about in the campaign’s own stories",
    value: Math.round((asking.length / words) * 10_000) / 10,
    unit: "a 1,000 words",
    note: `${asking.length} in ${stories.length} texts of ${number(words)} words, which were written so that nobody is known by them`,
  };
}

function wordsIn({ blocks }: DraftText): number {
  return JSON.stringify(blocks.map(({ content }) => content)).split(" ").length;
}

function measureSpeed(stories: readonly Written[]): Row[] {
  return checkedLanguages.map((language) => {
    const own = stories.filter(({ locale }) => locale === language).map(({ text }) => text);
    const first = own[0];
    if (first === undefined) throw new Error(`The campaign has no story in ${language}.`);
    // Blocks of several stories, until there are words enough.
    const blocks: DraftText["blocks"] = [];
    for (const [index, text] of own.entries()) {
      if (wordsIn({ ...first, blocks }) >= storyWords) break;
      blocks.push(...text.blocks.map((block) => ({ ...block, id: `s${index}-${block.id}` })));
    }
    const text = { ...first, blocks };
    const cold = timed(() => identify({ text, locale: language, country: "BE" }));
    const warm = Array.from({ length: rounds }, () =>
      timed(() => identify({ text, locale: language, country: "BE" })),
    );
    return judged(
      {
        part: "identify",
        measure: `a story of ${wordsIn(text)} words, ${language}`,
        value: percentile(warm, 0.95),
        unit: "ms",
        note: `95% of ${rounds}; median ${number(median(warm))}; the very first time ${number(cold)}, lists included`,
      },
      "below",
      50,
    );
  });
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
