import assert from "node:assert/strict";
import { createSecretKey } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { blockedPhraseHash, checklistItems, normalizedWords } from "@bluehour/domain/consent";
import type { Consent, Declaration } from "@bluehour/domain/consent";
import type { Draft } from "@bluehour/domain/draft";
import { dayEnds, dayLater } from "@bluehour/domain/phase";
import { releaseSchema } from "@bluehour/domain/release";
import type { PublicRelease, Release } from "@bluehour/domain/release";
import { plainText } from "@bluehour/domain/rich-text";
import { readingHash } from "@bluehour/domain/text";
import type { DraftText, ReleaseText } from "@bluehour/domain/text";
import {
  canStillChange,
  changed,
  createChooser,
  disturbed,
  draftIn,
  exampleWorld,
  raised,
  raisedArbitrary,
  storyIds,
  tombstoneFor,
  worldArbitrary,
} from "@bluehour/testing/example-world";
import type { World } from "@bluehour/testing/example-world";
import { planEdition } from "./plan.ts";
import { imageOf, keyOf, moreIn } from "./publishes-more.ts";
import { identify } from "./identify.ts";
import type { Plan } from "./plan.ts";

// Enough to find a broken rule within seconds; the generators were tried with ten times as many.
const runs = { numRuns: 50 };

function subjectOf({ covers }: Consent | Declaration): string {
  return "story" in covers ? `story:${covers.story}` : `image:${covers.image}`;
}

/** As the store would hand them back. */
function asPublic(releases: readonly Release[]): PublicRelease[] {
  return releases.map((release) => {
    const { stopHash: _, ...rest } = release;
    return rest as unknown as PublicRelease;
  });
}

/**
 * The rules once more, said from the reader's side and straight from the records: what is wrong with these releases? Knows nothing of how
 * the gate decides.
 */
function violations(world: World, { releases }: Plan): string[] {
  const wrong: string[] = [];
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: world.edition.data.zone }).format(world.now);
  const released = new Set(releases.map(keyOf));
  if (releases.length > 0 && !released.has(keyOf(world.edition))) wrong.push("releases without edition");
  const sampleAtHome = world.edition.data.sample && world.mode === "demo";
  if (world.edition.data.sample && world.mode === "production" && releases.length > 0)
    wrong.push("S14 sample");

  for (const release of releases) {
    const key = keyOf(release);
    const say = (what: string): void => void wrong.push(`${key}: ${what}`);
    const same = [world.edition, ...world.drafts].filter((draft) => keyOf(draft) === key);
    const draft = same[0];
    if (draft === undefined || same.length !== 1) {
      say("one draft for one release");
      continue;
    }
    const records = [...world.consents, ...world.declarations].filter((record) => subjectOf(record) === key);
    const consents = world.consents.filter((record) => subjectOf(record) === key);
    const reviews = world.reviews.filter(({ covers }) => Object.values(covers)[0] === draft.id);

    // S3
    if (records.some((record) => record.withdrawnOn !== undefined)) say("S3 withdrawn");
    for (const tombstone of world.tombstones) {
      if (keyOf(tombstone) === key) say("S3 tombstone of its id");
      if (records.some(({ ref }) => tombstone.consents.includes(ref))) say("S3 tombstone of its record");
    }
    // Who may be seen needs a consent.
    const needsConsent =
      (draft.kind === "story" && draft.data.basis === "testimony") ||
      (draft.kind === "image" && (draft.data.persons === "recognisable" || draft.data.minors));
    if (needsConsent && consents.length === 0) say("S1 no consent");
    if (draft.kind === "story" && release.restsOn.length !== 1) say("S1 rests on nothing");
    if (records.length > 0 && release.restsOn.length !== 1) say("rests on what was recorded");
    if (needsConsent && records.length !== consents.length) say("S18 declaration for a testimony");
    if (draft.kind === "story" && !needsConsent && consents.length > 0) say("S18 consent for a sample");

    const ground = records.find(({ ref }) => ref === release.restsOn[0]);
    if (release.restsOn.length > 0) {
      if (ground === undefined) {
        say("rests on a record that covers it");
        continue;
      }
      if (release.uses.some((use) => !ground.uses.includes(use))) say("S2 use");
      if (Object.keys(release.locales).some((locale) => !ground.locales.includes(locale))) say("S2 locale");
      if (!ground.editions.includes(world.edition.id)) say("S2 edition");
      if (ground.notAfter < today) say("S4 expired");
      if (release.notAfter !== dayEnds(ground.notAfter, world.edition.data.zone).toISOString()) say("S4 end");
      for (const text of Object.values<ReleaseText>(release.locales))
        for (const { lang } of [text, ...text.blocks])
          if (!ground.locales.includes(lang)) say(`S2 words in ${lang}`);
    } else if (draft.kind !== "placement" && release.uses.includes("audio")) say("a voice");

    if (ground !== undefined && "givenOn" in ground) {
      const { elements } = ground;
      if (consents.some((other) => other !== ground && other.givenOn >= ground.givenOn))
        say("S1 not the latest");
      if (ground.givenOn > today) say("S1 future");
      for (const element of ["disclosure", "voluntariness", "comprehension", "competence"] as const)
        if (elements[element] === undefined) say(`S1 ${element}`);
      if (ground.notAfter > dayLater(ground.givenOn, { years: 5 })) say("S4 too long");
      const first = dayLater(ground.givenOn, { days: ground.coolingOffDays });
      for (const day of [first, ground.notBefore ?? first])
        if (
          (release.notBefore ?? "") <
          dayEnds(dayLater(day, { days: -1 }), world.edition.data.zone).toISOString()
        )
          say("S16 too early");
      for (const [use, times] of Object.entries(ground.times)) {
        const acts = world.acts.filter((act) => act.ref === ground.ref && act.use === use);
        const oneByOne = ["print", "press", "partner", "social", "fediverse", "newsletter", "archive"];
        const done = acts.filter(({ what }) => oneByOne.includes(use) || what !== world.edition.id);
        if (done.length >= times && release.uses.some((other) => other === use)) say(`S2 ${use} too often`);
      }
      const everywhere = [
        "web",
        "search-engine",
        "social",
        "fediverse",
        "newsletter",
        "open-data",
        "archive",
      ];
      if (ground.countriesExcluded.length > 0 && !ground.knowsWebIsEverywhere)
        if (release.uses.some((use) => everywhere.includes(use))) say("S12 web");
      if (ground.countriesExcluded.includes(world.edition.data.country))
        if (release.uses.some((use) => ["placement", "print", "press", "partner"].includes(use)))
          say("S12 place");
    }

    if (ground !== undefined && "nobodyRecognisable" in ground) {
      if (!ground.nobodyRecognisable) say("S18 recognisable");
      if (ground.declaredOn > today) say("S18 future");
    }

    // Reviews and words.
    const latest = new Map<string, string>();
    if (reviews.some(({ decidedOn }) => decidedOn > today)) say("S7 future");
    for (const review of reviews)
      if (review.decidedOn > (latest.get(review.reviewer) ?? ""))
        latest.set(review.reviewer, review.decidedOn);
    const standing = reviews.filter((review) => latest.get(review.reviewer) === review.decidedOn);
    if (standing.some(({ decision }) => decision === "refused")) say("S7 refused");
    const good = standing.filter(
      (review) =>
        reviews.every(({ writers }) => !writers.includes(review.reviewer)) &&
        world.declarations.every(
          (record) => subjectOf(record) !== key || record.author !== review.reviewer,
        ) &&
        checklistItems.every((item) => review.checklist[item] === true),
    );
    const isMinor =
      (draft.kind === "story" && draft.data.minor) || (draft.kind === "image" && draft.data.minors);
    if (release.restsOn.length > 0) {
      const shown = Object.values<ReleaseText>(release.locales).flatMap(({ lang, blocks }) => [
        lang,
        ...blocks.map((block) => block.lang),
      ]);
      for (const lang of new Set(shown)) {
        const text = draft.texts[lang] as DraftText;
        const passes = good.filter((review) => review.hashes[lang] === readingHash(text));
        if (passes.length === 0) say(`S8 ${lang} not reviewed`);
        if (isMinor && new Set(passes.map(({ reviewer }) => reviewer)).size < 2)
          say(`S5 ${lang} one reviewer`);
        if (draft.kind === "story" && needsConsent)
          if (!good.some(({ readBack }) => readBack[lang]?.hash === readingHash(text)))
            say(`S8 ${lang} not read`);
        if (draft.kind === "story")
          for (const { id, sort, strength } of identify({
            text,
            locale: lang,
            country: "BE",
            naming: draft.data.naming,
          })) {
            const decisions = good.flatMap(({ identification }) => identification);
            const own = decisions.filter(({ finding }) => finding === id).map(({ decision }) => decision);
            // In the example nothing adds up to a combination.
            if (strength === "hint") continue;
            if (!own.includes("keep") || own.includes("change")) say(`S7 ${sort} in ${lang}`);
          }
      }
    }
    for (const [locale, text] of Object.entries<ReleaseText>(release.locales)) {
      if (!world.edition.data.languages.includes(locale)) say(`not a language of the edition: ${locale}`);
      const original = draft.texts[draft.language] as DraftText;
      const order: string[] = original.blocks.map(({ id }) => id);
      assert.deepEqual(
        text.blocks.map(({ id }) => id),
        order,
        `${key}: every block, in order`,
      );
      const parts: { state: string; lang: string; id?: string }[] = [text, ...text.blocks];
      for (const part of parts) {
        if ((part.state === "missing") !== (part.lang !== locale)) say("dishonest state");
        const source = draft.texts[part.lang] as DraftText;
        const written =
          part.id !== undefined ? source.blocks.find(({ id }) => id === part.id)?.state : source.state;
        if (part.state !== "missing" && part.state !== written) say("another state");
        if (written === "machine" && draft.kind === "story" && needsConsent)
          if (ground !== undefined && "givenOn" in ground && !ground.machineTranslation) say("S10 machine");
      }
      if (draft.kind === "story") {
        const head = text.head as { byline?: string; contentNote?: string };
        if (draft.data.teller === "survivor" && head.contentNote === undefined) say("S15 content note");
        if ((draft.data.naming === "anonymous") !== (head.byline === undefined)) say("S6 byline");
        const help = world.drafts.some(
          (other) =>
            other.kind === "helpline" &&
            released.has(keyOf(other)) &&
            !other.data.emergency &&
            other.data.country === world.edition.data.country &&
            (sampleAtHome ||
              (other.data.verified.state === "checked" &&
                dayLater(other.data.verified.on, { days: 180 }) >= today)) &&
            [locale, ...world.edition.data.localLanguages].every(
              (needed) => other.texts[needed]?.state === "human",
            ),
        );
        if (!help) say(`S14 no help in ${locale}`);
      }
    }
    // Kind by kind.
    if (draft.kind === "story" && release.kind === "story") {
      if (release.stopHash === undefined || release.stopHash !== ground?.stopHash) say("S3 stop code");
      const shared = [...world.consents, ...world.declarations].some(
        (record) => record.stopHash === release.stopHash && subjectOf(record) !== key,
      );
      if (shared) say("S3 shared stop code");
      if (ground !== undefined && "givenOn" in ground) {
        if ((ground.minor !== undefined) !== draft.data.minor) say("S5 minor");
        if (consents.some((old) => old.minor !== undefined) && !draft.data.minor) say("S5 old record");
        if (draft.data.teller === "responder" && draft.data.sector === undefined)
          if (["name", "pseudonym"].includes(draft.data.naming)) say("S19 no sector");
        if (ground.minor?.assent === false || ground.minor?.guardian === false) say("S5 assent");
        if (ground.naming !== draft.data.naming) say("S6 naming");
        if (draft.data.teller === "survivor" && !ground.elements.voluntariness?.supportPerson)
          say("S16 support");
        if (draft.data.teller === "responder" && ground.employerApproved !== true) say("S19 employer");
        if (["police", "border", "labour-inspection"].includes(draft.data.sector ?? ""))
          if (["name", "pseudonym"].includes(draft.data.naming)) say("S19 service");
      } else if (draft.data.naming === "name") say("S6 named sample");
      if (draft.data.minor && (release.data.image !== undefined || draft.data.naming === "name"))
        say("S5 shown");
      if (release.data.image !== undefined && !release.uses.includes("image")) say("S11 image use");
    } else if (release.stopHash !== undefined) say("stop code of no story");
    if (draft.kind === "image") {
      if (draft.data.made === "ai-generated" && (draft.data.persons !== "none" || draft.data.minors))
        say("S11");
      if (ground !== undefined && !ground.uses.includes("image")) say("S11 use");
      if (draft.data.minors && (ground as Consent | undefined)?.minor?.guardian !== true) say("S5 image");
      if (release.media.length === 0) say("no file");
    }
    if (draft.kind === "image") {
      if (!releases.some((other) => imageOf(other) === draft.id)) say("S3 outlives its story");
      if (draft.data.minors && draft.data.persons === "recognisable") say("S5 face");
    }
    const image = imageOf(release);
    if (image !== undefined && !released.has(`image:${image}`)) say("image that is not public");
    if (release.kind === "helpline") {
      const { verified } = release.data;
      if (verified.state === "source-only" && !sampleAtHome) say("S14 unchecked");
      if (verified.state === "checked" && world.mode === "production")
        if (dayLater(verified.on, { days: 180 }) < today || verified.on > today) say("S14 stale");
      const last = dayEnds(
        dayLater(verified.state === "checked" ? verified.on : today, { days: 180 }),
        world.edition.data.zone,
      ).toISOString();
      if (world.mode === "production" && release.notAfter !== last) say("S14 end");
    }
    if (release.kind === "fact" && release.data.validUntil < today) say("old fact");
    if (release.kind === "placement") {
      const place = draftIn(world, "installation", release.data.installation);
      if (!released.has(keyOf(place))) say("installation that is not public");
      for (const id of release.data.candidates) {
        const story = releases.find((other) => keyOf(other) === `story:${id}`);
        const consent = world.consents.find(({ ref }) => ref === story?.restsOn[0]);
        if (story === undefined || !story.uses.includes("placement")) say("S2 placement");
        if (consent?.countriesExcluded.includes(place.data.country)) say("S12 placement");
        if (!draftIn(world, "story", id).data.minor) continue;
        const regions = world.consents
          .filter((record) => subjectOf(record) === `story:${id}`)
          .flatMap((record) => record.minor?.avoidRegions ?? []);
        if (regions.length === 0) say("S5 no regions");
        if (regions.some((region) => /brussels/i.test(region))) say("S5 region");
      }
    }
    // S19, by brute force over every word in the order it is read.
    const secret = createSecretKey(Buffer.from(world.blocked?.key ?? "", "hex"));
    if (world.blocked !== undefined)
      for (const text of Object.values<DraftText>(draft.texts))
        for (const words of [
          ...Object.values(text.head),
          ...text.blocks.map(({ content }) => plainText(content)),
        ])
          for (const phrase of world.blocked.phrases) {
            const list = normalizedWords(String(words));
            for (const index of list.keys())
              if (
                blockedPhraseHash(secret, list.slice(index, index + phrase.words)) === phrase.hash &&
                index + phrase.words <= list.length
              )
                say("S19 blocked");
          }
  }
  return wrong;
}

test("in the example everything is released", () => {
  const world = exampleWorld();
  const plan = planEdition(world);
  assert.deepEqual(plan.refused, []);
  assert.equal(plan.releases.length, world.drafts.length + 1);
  assert.deepEqual(violations(world, plan), []);
});

test("no input for which a rule fails yields a release", () => {
  let stories = 0;
  let refusals = 0;
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      const plan = planEdition(world);
      stories += plan.releases.filter(({ kind }) => kind === "story").length;
      refusals += plan.refused.length;
      assert.deepEqual(violations(world, plan), []);
    }),
    { numRuns: 150 },
  );
  // The property would be empty if nothing ever came through, or everything.
  assert.ok(stories > 60 && refusals > 60, `${stories} stories released, ${refusals} refusals`);
});

test("withdrawing any consent or declaration always removes", () => {
  fc.assert(
    fc.property(
      worldArbitrary,
      fc.nat(),
      fc.constantFrom("2020-01-01", "2026-06-15", "2031-01-01"),
      (world, pick, day) => {
        const records = [...world.consents, ...world.declarations];
        const record = records[pick % records.length];
        assert.ok(record);
        record.withdrawnOn = day;
        const { releases } = planEdition(world);
        assertGone(releases, subjectOf(record));
      },
    ),
    runs,
  );
});

function assertGone(releases: readonly Release[], key: string): void {
  assert.ok(!releases.some((release) => keyOf(release) === key), `${key} is still released`);
  const id = key.slice(key.indexOf(":") + 1);
  for (const release of releases) {
    assert.notEqual(imageOf(release), id);
    if (release.kind === "placement") assert.ok(!release.data.candidates.includes(id));
  }
}

test("a tombstone outranks everything", () => {
  fc.assert(
    fc.property(worldArbitrary, fc.nat(), fc.boolean(), (world, pick, byId) => {
      const records = [...world.consents, ...world.declarations];
      const record = records[pick % records.length];
      assert.ok(record);
      const [kind, id] = subjectOf(record).split(":") as ["story" | "image", string];
      world.tombstones.push(
        byId ? { ...tombstoneFor(id), kind, edition: "1999" } : tombstoneFor("ZZZZZZZZZZ", [record.ref]),
      );
      assertGone(planEdition(world).releases, `${kind}:${id}`);
    }),
    runs,
  );
});

test("raising a restriction never publishes more", () => {
  let fewer = 0;
  fc.assert(
    fc.property(worldArbitrary, raisedArbitrary, (world, step) => {
      const before = planEdition(world);
      const stricter = disturbed(structuredClone(world), [step]);
      const after = planEdition(stricter);
      assert.deepEqual(moreIn(before, after), []);
      if (moreIn(after, before).length > 0) fewer += 1;
    }),
    { numRuns: 150 },
  );
  assert.ok(fewer > 15, `only ${fewer} runs made less public`);
});

test("once the last day is over, nothing that rests on anybody is released", () => {
  fc.assert(
    fc.property(worldArbitrary, fc.nat(400), (world, days) => {
      const last = [...world.consents, ...world.declarations]
        .map(({ notAfter }) => notAfter)
        .toSorted()
        .at(-1);
      assert.ok(last);
      const later = {
        ...world,
        now: new Date(dayEnds(last, world.edition.data.zone).getTime() + days * 86_400_000),
      };
      const after = planEdition(later);
      assert.deepEqual(
        after.releases.filter(({ restsOn }) => restsOn.length > 0),
        [],
      );
    }),
    { numRuns: 20 },
  );
});

test("every disturbance does something", () => {
  const good = JSON.stringify(planEdition(exampleWorld()));
  // These need another one before them to show.
  const quiet = new Set([
    "an act more",
    "machine translation refused",
    "machine translation allowed",
    "the web known",
    "a country excluded and the web not known",
    "production instead of demo",
    "everything reviewed again",
  ]);
  for (const name of [...Object.keys(raised), ...Object.keys(changed)]) {
    if (quiet.has(name)) continue;
    const differs = (seed: number): boolean =>
      JSON.stringify(planEdition(disturbed(exampleWorld(), [[name, seed]]))) !== good;
    assert.ok(Array.from({ length: 40 }, (_, seed) => seed).some(differs), name);
  }
});

test("every release passes the schema of the store", () => {
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      for (const release of planEdition(world).releases)
        assert.deepEqual(releaseSchema.parse(release), release);
    }),
    { numRuns: 30 },
  );
});

test("a plan depends on nothing but its input, not even its order", () => {
  fc.assert(
    fc.property(worldArbitrary, fc.nat(), (world, seed) => {
      const { int } = createChooser(seed);
      const mixed = <T>(items: readonly T[]): T[] =>
        items
          .map((item) => ({ item, order: int(0, 1_000_000) }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ item }) => item);
      const copy = structuredClone(world);
      const other = {
        ...copy,
        drafts: mixed(copy.drafts),
        consents: mixed(copy.consents),
        declarations: mixed(copy.declarations),
        reviews: mixed(copy.reviews),
        acts: mixed(copy.acts),
        tombstones: mixed(copy.tombstones),
      };
      assert.deepEqual(planEdition(other).releases, planEdition(world).releases);
      assert.deepEqual(planEdition(world), planEdition(world));
    }),
    { numRuns: 30 },
  );
});

test("publishing again changes nothing; a change raises the generation by one", () => {
  fc.assert(
    fc.property(worldArbitrary, raisedArbitrary, (world, step) => {
      const first = planEdition(world);
      const again = planEdition({ ...world, published: asPublic(first.releases) });
      assert.deepEqual(again, first);
      const next = planEdition({ ...disturbed(world, [step]), published: asPublic(first.releases) });
      const before = new Map(first.releases.map((release) => [keyOf(release), release]));
      for (const release of next.releases) {
        const old = before.get(keyOf(release));
        const face = (value: Release): object => ({ ...value, generation: 0, stopHash: "" });
        const same = old !== undefined && JSON.stringify(face(old)) === JSON.stringify(face(release));
        assert.equal(release.generation, old === undefined || same ? 1 : 2);
      }
    }),
    { numRuns: 30 },
  );
});

test("nothing private reaches a release", () => {
  const canary = "KANARIE";
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      for (const draft of [world.edition, ...world.drafts]) {
        draft.origin = `${canary} origin`;
        if (draft.kind === "helpline" && draft.data.verified.state === "checked")
          draft.data.verified.by = `${canary} caller`;
        if (draft.kind === "image") draft.data.file = `${canary.toLowerCase()}.webp`;
        for (const text of Object.values<DraftText>(draft.texts)) {
          Object.assign(text, { note: canary });
          for (const block of text.blocks) Object.assign(block, { note: canary });
        }
      }
      for (const consent of world.consents) {
        consent.notes = canary;
        consent.elements = {
          ...(consent.elements.disclosure && {
            disclosure: { explained: canary, by: canary, language: "fr", interpreter: canary },
          }),
          ...(consent.elements.voluntariness && {
            voluntariness: {
              how: canary,
              ...(consent.elements.voluntariness.supportPerson && { supportPerson: canary }),
            },
          }),
          ...(consent.elements.comprehension && { comprehension: { ownWords: canary } }),
          ...(consent.elements.competence && { competence: { how: canary, by: canary } }),
        };
        consent.minor?.avoidRegions.push(canary);
      }
      for (const declaration of world.declarations) {
        declaration.notes = canary;
        declaration.author = canary;
      }
      for (const review of world.reviews) {
        review.notes = canary;
        review.writers.push(`${canary} writer`);
        review.reviewer = `${canary} ${review.reviewer}`;
      }
      for (const act of world.acts) act.what = canary;
      const { releases } = planEdition(world);
      assert.ok(!JSON.stringify(releases).toUpperCase().includes(canary));
      for (const { data } of releases) {
        // The same in all, whoever tells and whoever is shown.
        if ("minor" in data) assert.deepEqual([data.minor, data.naming], [false, "anonymous"]);
        if ("minors" in data) assert.equal(data.minors, false);
      }
    }),
    { numRuns: 30 },
  );
});

test("a story's release holds exactly what was allowed", () => {
  const world = exampleWorld();
  const consent = world.consents.find(
    ({ covers }) => "story" in covers && covers.story === storyIds.survivor,
  );
  assert.ok(consent);
  consent.uses = ["print", "web"];
  consent.locales = ["fr", "en"];
  delete draftIn(world, "story", storyIds.survivor).texts["en"];
  const release = planEdition(world).releases.find(({ id }) => id === storyIds.survivor);
  assert.ok(release);
  assert.deepEqual(release.uses, ["web", "print"]);
  assert.deepEqual(Object.keys(release.locales).toSorted(), ["en", "fr"]);
  assert.equal(release.locales["en"]?.state, "missing");
  assert.equal(release.locales["en"]?.lang, "fr");
  assert.deepEqual(release.locales["en"]?.head, release.locales["fr"]?.head);
  assert.deepEqual(
    release.locales["en"]?.blocks.map(({ id, state, lang }) => [id, state, lang]),
    [
      ["one", "missing", "fr"],
      ["two", "missing", "fr"],
    ],
  );
  assert.deepEqual(release.restsOn, [consent.ref]);
  // Given on 1 March, seven days to think, midnight in Brussels; the last day is 28 February.
  assert.equal(release.notBefore, "2026-03-07T23:00:00.000Z");
  assert.equal(release.notAfter, "2027-02-28T23:00:00.000Z");
  assert.equal(release.stopHash, consent.stopHash);
  assert.ok(!("image" in release.data), "a picture needs the use image");
});

test("a machine's block gives way to the original, and says so", () => {
  const world = exampleWorld();
  const story = draftIn(world, "story", storyIds.survivor);
  const block = story.texts["en"]?.blocks[1];
  assert.ok(block);
  block.state = "machine";
  const plan = planEdition(world);
  const release = plan.releases.find(({ id }) => id === storyIds.survivor);
  assert.deepEqual(
    release?.locales["en"]?.blocks.map(({ state, lang }) => [state, lang]),
    [
      ["human", "en"],
      ["missing", "fr"],
    ],
  );
  assert.deepEqual(
    plan.withheld.find(({ id }) => id === storyIds.survivor)?.reasons.map(({ code }) => code),
    ["machine-translated"],
  );
});

test("an edited translation is not shown, and the organiser is told", () => {
  const world = exampleWorld();
  const story: Draft<"story"> = draftIn(world, "story", storyIds.survivor);
  story.texts["nl"]?.blocks.at(0)?.content.push({ p: ["New."] });
  const plan = planEdition(world);
  const release = plan.releases.find(({ id }) => id === storyIds.survivor);
  assert.equal(release?.locales["nl"]?.lang, "fr");
  assert.deepEqual(
    plan.withheld.find(({ id }) => id === storyIds.survivor)?.reasons.map(({ code }) => code),
    ["text-not-reviewed", "read-back-missing"],
  );
  // Edited in its original, there is nothing left to fall back to but the reviewed translations themselves.
  story.texts["fr"]?.blocks.at(0)?.content.push({ p: ["New."] });
  const next = planEdition(world).releases.find(({ id }) => id === storyIds.survivor);
  assert.deepEqual(Object.keys(next?.locales ?? {}).toSorted(), ["de", "en"]);
});

test("a sample is for home: demo releases it, production nothing of it", () => {
  const world = exampleWorld();
  world.edition.data.sample = true;
  for (const draft of world.drafts)
    if (draft.kind === "helpline") draft.data.verified = { state: "source-only" };
  assert.deepEqual(planEdition({ ...world, mode: "demo" }).refused, []);
  const plan = planEdition(world);
  assert.deepEqual(plan.releases, []);
  assert.deepEqual(
    plan.refused[0]?.reasons.map(({ code }) => code),
    ["sample-in-production"],
  );
  assert.ok(canStillChange(world));
});
