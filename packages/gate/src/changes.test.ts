import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { operatorLocales } from "@bluehour/domain/locales";
import type { ReleaseContent } from "@bluehour/domain/release";
import { canonicalJson } from "@bluehour/domain/text";
import { exampleWorld, storyIds, worldArbitrary } from "@bluehour/testing/example-world";
import { changeSentence, changesBetween } from "./changes.ts";
import type { Change } from "./changes.ts";
import { createCandidates } from "./candidate.ts";
import { planEdition } from "./plan.ts";

const zone = "Europe/Brussels";

/** Everything that readers are shown, in any order that does not show. */
function publicFace(content: ReleaseContent): string {
  const { generation: _, stopHash: __, ...rest } = content;
  return canonicalJson({
    ...rest,
    uses: rest.uses.toSorted(),
    media: rest.media.map(canonicalJson).toSorted(),
  });
}

/** Candidates of two disturbed worlds, thing by thing: they differ in texts, states, data, uses and dates. */
const pairs = fc.tuple(worldArbitrary, worldArbitrary).map(([one, other]) => {
  const [before, after] = [createCandidates(one), createCandidates(other)];
  return [one.edition, ...one.drafts].flatMap((draft): [ReleaseContent, ReleaseContent][] => {
    const twin = [other.edition, ...other.drafts].find(
      ({ kind, id }) => kind === draft.kind && id === draft.id,
    );
    const [a, b] = [before(draft).candidate?.content, twin && after(twin).candidate?.content];
    return a === undefined || b === undefined ? [] : [[a as ReleaseContent, b as ReleaseContent]];
  });
});

test("no change is listed exactly where readers are shown the same", () => {
  let [same, other] = [0, 0];
  fc.assert(
    fc.property(pairs, (found) => {
      for (const [before, after] of found) {
        assert.deepEqual(changesBetween(before, structuredClone(before)), []);
        const isSame = publicFace(before) === publicFace(after);
        if (isSame) same += 1;
        else other += 1;
        assert.equal(changesBetween(before, after).length === 0, isSame);
      }
    }),
    { numRuns: 60 },
  );
  assert.ok(same > 20 && other > 20, `${same} alike, ${other} not`);
});

const mirrored = { added: "removed", removed: "added", changed: "changed" } as const;

/** A change as it would be told by somebody who looks from the other side. */
function mirror(change: Change): string {
  const { before, after, ...rest } = { before: undefined, after: undefined, ...change };
  return canonicalJson({ ...rest, how: mirrored[change.how], before: after, after: before });
}

test("what is added one way is removed the other way", () => {
  fc.assert(
    fc.property(pairs, (found) => {
      for (const [before, after] of found)
        assert.deepEqual(
          changesBetween(before, after).map(mirror).toSorted(),
          changesBetween(after, before)
            .map((change) => canonicalJson(change))
            .toSorted(),
        );
    }),
    { numRuns: 60 },
  );
});

test("where nothing is public, everything is new", () => {
  for (const release of planEdition(exampleWorld()).releases) {
    const changes = changesBetween(undefined, release);
    assert.ok(changes.length > 0);
    for (const change of changes)
      assert.ok(change.how === "added" || change.part === "from" || change.part === "until");
    assert.equal(changes.filter(({ part }) => part === "use").length, release.uses.length);
  }
});

test("every change can be said in every language, without the words themselves", () => {
  const said = new Set<string>();
  fc.assert(
    fc.property(pairs, (found) => {
      for (const [before, after] of found)
        for (const change of [...changesBetween(before, after), ...changesBetween(undefined, after)])
          for (const locale of operatorLocales) {
            const sentence = changeSentence(change, locale, { zone });
            said.add(change.part);
            assert.match(sentence, /^[^{}]{8,}\.$/u);
            // Letters, alt texts and lone symbols are in every sentence; a passage is not.
            for (const side of ["before", "after"] as const) {
              const words = side in change ? (change as Record<string, unknown>)[side] : undefined;
              if (typeof words === "string" && words.length > 30) assert.ok(!sentence.includes(words));
            }
          }
    }),
    { numRuns: 30 },
  );
  for (const part of ["locale", "head", "block", "state", "data", "use", "from", "until"])
    assert.ok(said.has(part), part);
});

function story(): ReleaseContent<"story"> {
  const found = planEdition(exampleWorld()).releases.find(({ id }) => id === storyIds.survivor);
  assert.ok(found?.kind === "story");
  return structuredClone(found);
}

test("what an organiser reads of a story that was edited", () => {
  const [before, after] = [story(), story()];
  const text = after.locales["fr"];
  assert.ok(text !== undefined);
  text.head.title = "Un autre titre";
  text.blocks.reverse();
  text.blocks[0]?.content.push({ p: ["Une phrase de plus."] });
  after.uses = after.uses.filter((use) => use !== "social");
  after.notAfter = "2027-01-01T22:59:59.999Z";
  after.data.silhouette.seed = 7;
  const changes = changesBetween(before, after);
  assert.deepEqual(
    changes.map(({ part, how }) => `${part} ${how}`),
    ["head changed", "block changed", "order changed", "data changed", "use removed", "until changed"],
  );
  const [title, block] = changes;
  assert.ok(title?.part === "head" && title.after === "Un autre titre");
  assert.ok(block?.part === "block" && block.after === `${block.before}\nUne phrase de plus.`);
  assert.deepEqual(changes.map((change) => changeSentence(change, "fr", { zone })).slice(0, 1), [
    "Texte modifié en français : titre.",
  ]);
  assert.match(
    changeSentence(changes[3] as Change, "nl", { zone, nameOf: () => "silhouet" }),
    /^Gewijzigd gegeven: silhouet\.$/,
  );
});

test("the same words set differently are said to be that", () => {
  const [before, after] = [story(), story()];
  const block = after.locales["fr"]?.blocks[0];
  assert.ok(block !== undefined);
  block.content = block.content.map((rich) => ("p" in rich ? { quote: [rich.p] } : rich));
  const [change, ...others] = changesBetween(before, after);
  assert.ok(change?.part === "block" && change.isForm === true && others.length === 0);
});

test("two different things are not compared", () => {
  assert.throws(() => changesBetween({ ...story(), id: storyIds.fiction }, story()), RangeError);
});
