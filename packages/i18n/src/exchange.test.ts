/** Jobs through both formats and back: nothing is lost, nothing is changed that nobody touched, and no translator's word disappears. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Draft } from "@bluehour/domain/draft";
import type { DraftText } from "@bluehour/domain/text";
import {
  plainTextArbitrary,
  richTextArbitrary,
  storiesArbitrary,
} from "@bluehour/testing/translation-drafts";
import { applyJob } from "./apply-job.ts";
import type { Conflict } from "./apply-job.ts";
import { exchangeFormats, readExchange, writeExchange } from "./exchange.ts";
import type { ExchangeFormat } from "./exchange.ts";
import { canonicalText, readPlainText, readRichText, taggedText } from "./tagged-text.ts";
import { isSameText, jobOf, textsOf } from "./translation-job.ts";
import type { TranslationJob, UnitText } from "./translation-job.ts";

const madeAt = "2020-07-01T10:00:00.000Z";
const pairs = [
  ["en", "fr"],
  ["fr", "en"],
  ["en", "ar"],
  ["fr", "ar"],
] as const;

function jobFor(drafts: readonly Draft[], [from, to]: (typeof pairs)[number]): TranslationJob {
  return jobOf({ drafts, edition: "2020", from, to, madeAt, notes: "nl" }).job;
}

function through(job: TranslationJob, format: ExchangeFormat): TranslationJob {
  const read = readExchange(writeExchange(job, format));
  assert.ok(read.ok, JSON.stringify(read));
  assert.deepEqual(read.broken, []);
  return read.job;
}

function applied(drafts: readonly Draft[], job: TranslationJob) {
  const result = applyJob({ drafts, job });
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

test("every text of every script comes back from its tagged form as it was", () => {
  fc.assert(
    fc.property(richTextArbitrary, (text) => {
      assert.deepEqual(readRichText(taggedText(canonicalText(text))), {
        ok: true,
        text: canonicalText(text),
      });
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(plainTextArbitrary, (text) => {
      assert.deepEqual(readPlainText(taggedText(text)), { ok: true, text });
    }),
    { numRuns: 500 },
  );
});

for (const format of exchangeFormats) {
  test(`a job comes back from ${format} as it was, and applied changes nothing`, () => {
    fc.assert(
      fc.property(storiesArbitrary, fc.constantFrom(...pairs), (drafts, pair) => {
        const job = jobFor(drafts, pair);
        const back = through(job, format);
        assert.deepEqual(back, job);
        assert.deepEqual(applied(drafts, back), { ok: true, changed: [], conflicts: [], refused: [] });
      }),
      { numRuns: 200 },
    );
  });

  test(`what stale translations were made from survives ${format}`, () => {
    fc.assert(
      fc.property(storiesArbitrary, richTextArbitrary, plainTextArbitrary, (drafts, rich, plain) => {
        const { job } = jobOf({ drafts, edition: "2020", from: "en", to: "ar", madeAt, notes: "en" });
        const previous = new Map<string, UnitText>(
          job.units.map(({ id }) => [id, id.includes("/head.") ? plain : rich]),
        );
        const again = jobOf({
          drafts,
          edition: "2020",
          from: "en",
          to: "ar",
          madeAt,
          notes: "en",
          previous,
        }).job;
        assert.deepEqual(through(again, format), again);
      }),
      { numRuns: 50 },
    );
  });
}

/** A translator who writes other words into some units. */
const editsArbitrary = fc.array(
  fc.record({
    at: fc.nat(40),
    plain: plainTextArbitrary,
    rich: richTextArbitrary,
    keepsShape: fc.boolean(),
    state: fc.constantFrom("human", "machine", "stale"),
  }),
  { maxLength: 8 },
);

type Edit = { at: number; plain: string; rich: UnitText; keepsShape: boolean; state: DraftText["state"] };

function translated(job: TranslationJob, edits: readonly Edit[]): TranslationJob {
  const units = job.units.map((unit) => ({ ...unit }));
  for (const { at, plain, rich, keepsShape, state } of edits) {
    const unit = units[at % Math.max(1, units.length)];
    if (unit === undefined) continue;
    const words = typeof unit.source === "string" ? plain : keepsShape ? unit.source : canonicalText(rich);
    unit.target = words;
    unit.state = state;
  }
  return { ...job, units };
}

/** Somebody who goes on writing while the file is away. */
function changedMeanwhile(drafts: readonly Draft[], edits: readonly Edit[]): Draft[] {
  const copies = structuredClone(drafts) as Draft[];
  for (const { at, plain, rich, state } of edits) {
    const draft = copies[at % copies.length];
    if (draft?.kind !== "story") continue;
    const locales = Object.keys(draft.texts);
    const text = draft.texts[locales[at % locales.length] ?? ""];
    if (text === undefined) continue;
    if (at % 3 === 0) text.head.title = plain;
    else if (at % 3 === 1) text.blocks.splice(at % 2, 1);
    else {
      const [block] = text.blocks;
      if (block !== undefined) Object.assign(block, { content: rich, state });
    }
  }
  return copies;
}

test("every word that a translator wrote is taken in, comes back to be merged, or comes back with a reason", () => {
  fc.assert(
    fc.property(
      storiesArbitrary,
      fc.constantFrom(...pairs),
      fc.constantFrom(...exchangeFormats),
      editsArbitrary,
      editsArbitrary,
      (drafts, pair, format, edits, meanwhile) => {
        const job = jobFor(drafts, pair);
        const work = through(translated(job, edits), format);
        const now = changedMeanwhile(drafts, meanwhile);
        const result = applied(now, work);
        const after = now.map(
          (draft) => result.changed.find(({ draft: { id } }) => id === draft.id)?.draft ?? draft,
        );
        for (const [index, unit] of work.units.entries()) {
          const before = job.units[index];
          if (unit.target === undefined || isSameText(unit.target, before?.target)) continue;
          const [, id, place = ""] = unit.id.split("/");
          const held = textsOf(after.find((draft) => draft.id === id) as Draft, pair[1]).get(place);
          const back = [
            ...result.conflicts
              .filter((conflict) => conflict.unit === unit.id)
              .map(({ theirTarget }) => theirTarget),
            ...result.refused.filter((refused) => refused.unit === unit.id).map(({ target }) => target),
          ];
          assert.ok(
            isSameText(held?.text, unit.target) || back.some((text) => isSameText(text, unit.target)),
            `${unit.id} was lost`,
          );
        }
        // What nobody sent is as it was.
        const sent = new Set(result.changed.flatMap(({ units }) => units));
        for (const [index, draft] of now.entries())
          for (const locale of Object.keys(draft.texts)) {
            const then = textsOf(after[index] as Draft, locale);
            for (const [place, { text }] of textsOf(draft, locale))
              if (locale !== pair[1] || !sent.has(`story/${draft.id}/${place}`))
                assert.ok(isSameText(then.get(place)?.text, text), `${draft.id} ${locale} ${place} changed`);
          }
        // The same file a second time finds its work done.
        const again = applied(after, work);
        assert.deepEqual(again.changed, []);
        // A head has one state for all its fields, so that of ours may be another by now.
        const merging = (conflicts: readonly Conflict[]) =>
          conflicts.map(({ ourState: _ourState, ...conflict }) => conflict);
        assert.deepEqual(merging(again.conflicts), merging(result.conflicts));
        assert.deepEqual(again.refused, result.refused);
      },
    ),
    { numRuns: 500 },
  );
});

test("nothing of a thing but its texts is in a file", () => {
  fc.assert(
    fc.property(storiesArbitrary, fc.constantFrom(...exchangeFormats), (drafts, format) => {
      const secret = drafts.map((draft) => ({ ...draft, origin: "stories/CANARY-of-jane.yaml" }));
      const file = new TextDecoder().decode(writeExchange(jobFor(secret, ["en", "ar"]), format));
      assert.doesNotMatch(file, /CANARY|fiction|silhouette|survivor/);
    }),
    { numRuns: 20 },
  );
});
