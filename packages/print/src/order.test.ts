import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface, uses } from "@bluehour/domain/uses";
import { printMessages } from "@bluehour/i18n/print";
import { dayStory, placementCodes, publicDay } from "@bluehour/testing/public-day";
import { collectionFor, groundsOf, inventoryAfter, outdatedIn } from "./inventory.ts";
import { figuresIn, filesOf, productsIn, readForPrint, sentencesIn, takeOrder, weaknessOf } from "./order.ts";
import type { PrintOrder, ReleaseSource, TakenOrder } from "./order.ts";
import { openPress } from "./press.ts";
import { products } from "./sheets.ts";
import { figureNames } from "./silhouettes.ts";

const day = publicDay().releases as unknown as PublicRelease[];
const others = day.filter(({ kind }) => kind !== "story");
const order = (change: Partial<PrintOrder> = {}): PrintOrder => ({
  releases: day,
  installation: "shadows",
  origin: "https://day.example.org",
  at: new Date("2020-07-01T12:00:00Z"),
  ...change,
});

function taken(change: Partial<PrintOrder> = {}): TakenOrder {
  const result = takeOrder(order(change));
  assert.ok(result.ok);
  return result.taken;
}

/** Gives what a store would: releases that the surface allows, page by page. */
const source: ReleaseSource = {
  find: (async ({ kind, id, surface }: { kind: string; id: string; surface: "printed-sheet" }) =>
    day.find(
      (release) => release.kind === kind && release.id === id && allowsSurface(release.uses, surface),
    )) as unknown as ReleaseSource["find"],
  list: (async ({
    kind,
    locale,
    surface,
    after,
  }: {
    kind: string;
    locale: string;
    surface: "printed-sheet";
    after?: string;
  }) => {
    const all = day.filter(
      (release) => release.kind === kind && locale in release.locales && allowsSurface(release.uses, surface),
    );
    const from = after === undefined ? 0 : Number(after);
    return { items: all.slice(from, from + 1), next: from + 1 < all.length ? String(from + 1) : undefined };
  }) as unknown as ReleaseSource["list"],
};

test("one call goes from an edition's releases to files; what a reader gives page by page makes the same ones", async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  const files = (wish: TakenOrder) => [...filesOf(wish, opened.press)].flatMap((outcome) => outcome.files);
  const whole = files(taken({ only: ["codes", "crew"] }));
  assert.ok(whole.some(({ path }) => path === "codes/codes-a4.pdf"));
  const [edition] = day.filter((release) => release.kind === "edition");
  assert.ok(edition);
  const releases = await readForPrint(source, edition, "shadows");
  assert.deepEqual(files(taken({ releases, only: ["codes", "crew"] })), whole);
});

test("a sticker that was torn off is printed alone", async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  const wish = taken({ placements: [placementCodes.ground], only: ["stickers"] });
  for (const { files } of filesOf(wish, opened.press))
    for (const file of files) {
      assert.deepEqual(file.placements, [placementCodes.ground]);
      // Beside the sheets of all, not over them.
      assert.ok(file.path.endsWith(`-${placementCodes.ground}.pdf`), file.path);
    }
  const run = { installation: "shadows", edition: "2020", removed: [] };
  const whole = { path: "stickers/floor-round-30cm.pdf", product: "stickers" } as const;
  const before = inventoryAfter(undefined, { ...run, written: [{ ...whole, stories: [], placements: [] }] });
  assert.deepEqual(outdatedIn(before, wish, { written: [], made: new Set(["stickers"]) }), []);
});

test("a colour that is too light for codes is said, wherever codes are asked for", () => {
  const said = (change: Partial<PrintOrder>) =>
    taken(change).leftOut.find(({ key }) => key === "left-out.colour")?.values;
  assert.deepEqual(said({}), { colour: "#4b8fd2", contrast: "3.4", least: 10 });
  assert.ok(said({ only: ["codes", "crew"] }));
  assert.equal(said({ only: ["shadows", "crew"] }), undefined);
  const dark = day.map((release) =>
    release.kind === "edition" ? { ...release, data: { ...release.data, colour: "#102A43" } } : release,
  );
  assert.equal(said({ releases: dark as PublicRelease[] }), undefined);
});

test("the library of shadows has a picture, a name and its limits in every language; every sentence is one", () => {
  for (const locale of interfaceLocales) {
    const offered = figuresIn(locale);
    assert.deepEqual(
      offered.map(({ figure }) => figure),
      [...figureNames],
    );
    assert.equal(new Set(offered.map(({ name }) => name)).size, offered.length);
    for (const { picture, stature, hair } of offered) {
      assert.match(picture, /^<svg .*currentColor/);
      assert.ok(stature.least < stature.usual && stature.usual < stature.most);
      assert.ok(hair.length === 0 || hair.length === 5);
    }
    const { problem, leftOut, note } = sentencesIn(locale);
    const sentences = [
      problem({ reason: "no-edition", values: {} }),
      problem({
        reason: "figure-part",
        values: { figure: "pair+scarf", part: "scarf", offered: "165, left" },
      }),
      problem({ reason: "font-missing", values: { font: "Serif" } }),
      leftOut({ key: "left-out.square", values: { id: "0000000001" } }),
      note({ note: "flow", values: { id: "0000000001", pages: 8 } }),
    ];
    assert.equal(new Set(sentences).size, 5);
    for (const sentence of sentences) assert.ok(sentence.length > 20 && !sentence.includes("{"), sentence);
  }
});

test("whatever a story may be used for: it is on paper if print and the place are among it, and otherwise said to be left out", () => {
  fc.assert(
    fc.property(fc.subarray([...uses]), (allowed) => {
      const story = { ...dayStory(1), uses: allowed } as unknown as PublicRelease;
      const { exhibition, leftOut } = taken({ releases: [...others, story] });
      const isPrinted = exhibition.stories.some(({ id }) => id === story.id);
      assert.equal(isPrinted, allowed.includes("print") && allowed.includes("placement"));
      const keys = leftOut.filter(({ values }) => "id" in values && values.id === story.id);
      assert.deepEqual(
        keys.map(({ key }) => key),
        isPrinted
          ? []
          : [
              allowed.includes("placement")
                ? "left-out.print"
                : allowed.includes("print")
                  ? "left-out.square"
                  : "left-out.gone",
            ],
      );
    }),
  );
});

test("an order that cannot be printed is a sentence in every language", () => {
  const wishes: [Partial<PrintOrder>, string, RegExp][] = [
    [{ releases: [] }, "no-edition", /not public/],
    [{ installation: "statues" }, "no-installation", /“statues”.*shadows/],
    [{ releases: day.filter(({ kind }) => kind !== "placement") }, "no-placements", /“shadows”/],
    [{ placements: ["0000000"] }, "no-placement", new RegExp(`0000000.*${placementCodes.ground}`)],
  ];
  for (const [wish, reason, sentence] of wishes) {
    const result = takeOrder(order(wish));
    assert.ok(!result.ok);
    assert.equal(result.problem.reason, reason);
    for (const locale of interfaceLocales) {
      const said = printMessages(locale)(`problem.${result.problem.reason}`, result.problem.values);
      if (locale === "en") assert.match(said, sentence);
    }
  }
});

test("the products have a name in every language, for buttons", () => {
  for (const locale of interfaceLocales) {
    const list = productsIn(locale);
    assert.deepEqual(
      list.map(({ product }) => product),
      [...products],
    );
    assert.equal(new Set(list.map(({ name }) => name)).size, products.length);
  }
});

test("an origin that no square can use is told", () => {
  assert.equal(weaknessOf("http://localhost:4000"), "machine");
  assert.equal(weaknessOf("http://day.example.org"), "insecure");
  assert.equal(weaknessOf("https://day.example.org"), undefined);
});

test("the list of what was printed remembers a story's leaflet until somebody has collected it", () => {
  const first = dayStory(1, { uses: ["placement", "print"] }) as unknown as PublicRelease;
  const withStory = taken({ releases: [...others, first] });
  const without = taken({ releases: others });
  const leaflet = {
    path: "leaflets/a.pdf",
    product: "leaflets",
    stories: [first.id],
    placements: [],
  } as const;
  const run = { installation: "shadows", edition: "2020" };
  const before = inventoryAfter(undefined, { ...run, written: [leaflet], removed: [] });
  assert.deepEqual(outdatedIn(before, withStory, { written: [], made: new Set() }), []);
  const removed = outdatedIn(before, without, { written: [], made: new Set() });
  assert.deepEqual(removed, [leaflet.path]);
  const after = inventoryAfter(before, { ...run, written: [], removed });
  assert.deepEqual(after, { ...run, files: [], gone: [leaflet] });
  assert.deepEqual(collectionFor(first.id, after, without)?.remove, [leaflet.path]);
  assert.equal(collectionFor("0000000000", after, without), undefined);
  const restless = { ...first, restsOn: ["b-consent", "a-consent"] } as PublicRelease;
  assert.deepEqual(groundsOf(taken({ releases: [...others, restless] }), [leaflet]), [
    "a-consent",
    "b-consent",
  ]);
  assert.deepEqual(groundsOf(taken({ releases: [...others, restless] }), []), []);
  // Another story of the same consent went with it, and a third one may take their place.
  const files = [1, 2, 3].map((number) => ({
    ...leaflet,
    path: `leaflets/${number}.pdf`,
    stories: [dayStory(number).id],
  }));
  const third = dayStory(3, { uses: ["placement", "print"] }) as unknown as PublicRelease;
  const placements = others.map((release) =>
    release.kind === "placement"
      ? { ...release, data: { ...release.data, candidates: [first.id, third.id] } }
      : release,
  ) as PublicRelease[];
  const collection = collectionFor(
    first.id,
    inventoryAfter(undefined, { ...run, written: files, removed: [] }),
    taken({ releases: [...placements, third] }),
  );
  assert.deepEqual(collection?.remove, ["leaflets/1.pdf", "leaflets/2.pdf"]);
  assert.deepEqual(collection.replacement, ["leaflets/3.pdf"]);
  assert.ok(collection.stay.length > 0 && collection.stay.every(({ now }) => now === "story"));
});
