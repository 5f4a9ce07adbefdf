import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { richBlockSchema } from "@bluehour/domain/rich-text";
import { dataSchemas, headSchemas } from "@bluehour/domain/kinds";
import { loadBundle, pinOf } from "./load.ts";
import { formatProblem } from "./problem.ts";
import {
  greySquare,
  hash,
  inFolder,
  loadWith,
  otherStoryId,
  placementCode,
  problemsOf,
  shortly,
  storyId,
  validFiles,
} from "./test-bundle.ts";

const edition = String(validFiles["edition.yaml"]);
const story = String(validFiles["stories/the bakery.yaml"]);
const french = String(validFiles["stories/the bakery.fr.md"]);
const english = String(validFiles["stories/the bakery.en.md"]);
const event = String(validFiles["events/noon.yaml"]);
const consent = String(validFiles["private/consents/one.yaml"]);
const installation = String(validFiles["installations/shadows.yaml"]);
const placement = String(validFiles["placements/1.yaml"]);
const head = "---\ntitle: At noon\nplace: Here\n---\n";

async function valid(changes: Parameters<typeof loadWith>[0] = {}) {
  const result = await loadWith(changes);
  assert.ok(
    result.ok,
    problemsOf(result)
      .map((problem) => formatProblem(problem, "en"))
      .join("\n"),
  );
  return result;
}

describe("a good bundle", () => {
  it("becomes drafts in the order of kinds, with texts, private records and pictures", async () => {
    const { bundle, notices } = await valid();
    assert.deepEqual(notices, []);
    assert.equal(bundle.edition.id, "2026");
    assert.deepEqual(
      bundle.drafts.map(({ kind, id, edition: of, origin }) => [kind, id, of, origin]),
      [
        ["organisation", "pag-asa", "2026", "organisations/pag-asa.yaml"],
        ["helpline", "centre", "2026", "helplines/centre.yaml"],
        ["image", "square", "2026", "images/square.yaml"],
        ["event", "noon", "2026", "events/noon.yaml"],
        ["installation", "shadows", "2026", "installations/shadows.yaml"],
        ["story", storyId, "2026", "stories/the bakery.yaml"],
        ["placement", placementCode, "2026", "placements/1.yaml"],
      ],
    );
    for (const draft of [bundle.edition, ...bundle.drafts]) {
      assert.deepEqual(dataSchemas[draft.kind].parse(draft.data), draft.data);
      for (const text of Object.values(draft.texts)) {
        assert.deepEqual(headSchemas[draft.kind].parse(text.head), text.head);
        for (const block of text.blocks) for (const part of block.content) richBlockSchema.parse(part);
      }
    }
    assert.deepEqual(
      [bundle.consents, bundle.declarations, bundle.reviews, bundle.acts].map((list) => list.length),
      [1, 1, 1, 1],
    );
    assert.equal(bundle.blocked?.phrases.length, 1);
    const image = bundle.drafts.find((draft) => draft.kind === "image");
    assert.equal(bundle.media.get(image?.media[0]?.hash ?? "")?.length, image?.media[0]?.bytes);
  });

  it("keeps each block's state, and fills in defaults", async () => {
    const { bundle } = await valid();
    const draft = bundle.drafts.find(({ kind }) => kind === "story");
    assert.deepEqual(draft?.texts["en"], {
      state: "machine",
      head: { title: "The bakery", contentNote: "Tells of debts." },
      blocks: [
        {
          id: "arrival",
          state: "machine",
          content: [{ p: ["She came in the ", { em: ["spring"] }, "."] }],
        },
      ],
    });
    assert.deepEqual(draft?.texts["fr"]?.blocks[1]?.content, [
      { p: ["Les nuits étaient longues."] },
      { p: ["Très longues."] },
    ]);
    assert.equal(draft?.kind === "story" && draft.data.silhouette.figure, "adult");
  });

  it("takes plain numbers as text where text is meant, and NO as Norway", async () => {
    const { bundle } = await valid({
      "organisations/pag-asa.yaml": "language: fr\ncountry: NO\nsince: 1994\n",
      "stories/the bakery.yaml": story.replace(storyId, "1234567890"),
      "placements/1.yaml": placement.replace(storyId, "1234567890"),
      "private/consents/one.yaml": consent.replace(storyId, "1234567890"),
      "private/reviews/one.yaml": undefined,
    });
    const organisation = bundle.drafts.find((draft) => draft.kind === "organisation");
    assert.equal(organisation?.data.country, "NO");
    assert.equal(organisation?.data.since, "1994");
    assert.ok(bundle.drafts.some(({ id }) => id === "1234567890"));
    assert.deepEqual(bundle.consents[0]?.editions, ["2026"]);
  });

  it("reads exponents that are meant as ids", async () => {
    const { bundle } = await valid({
      "stories/b.yaml": story.replace(storyId, "12E4567890"),
      "stories/b.fr.md": french,
    });
    assert.ok(bundle.drafts.some(({ id }) => id === "12E4567890"));
  });

  it("accepts byte order marks, CRLF, decomposed file names and leftovers of editors", async () => {
    const { notices } = await valid({
      "edition.yaml": `\uFEFF${edition.replaceAll("\n", "\r\n")}`,
      "edition.en.md": `\uFEFF${String(validFiles["edition.en.md"]).replaceAll("\n", "\r\n")}`,
      ["stories/été.yaml".normalize("NFD")]: story.replace(storyId, otherStoryId),
      ["stories/été.fr.md".normalize("NFC")]: french,
      ".DS_Store": "x",
      "stories/.the bakery.yaml.swp": "x",
      "edition.yaml~": "x",
      "stories/README.md": "Notes.",
    });
    assert.deepEqual(notices, []);
  });

  it("carries the ground and positions on it, and tells shadows that overlap or lie nowhere while others have a place", async () => {
    const spot = (number: number, code: string, rest: string) =>
      `${placement.replace(placementCode, code).replace("number: 1", `number: ${number}`)}${rest}`;
    const words = "---\nplace: Here\n---\n";
    const { bundle, notices } = await valid({
      "installations/shadows.yaml": `${installation}ground: { width: 10, depth: 8, bearing: 100, marks: [{ what: tree, x: 1, y: 7 }] }\n`,
      "installations/shadows.en.md": "---\ntitle: Shadows\nplace: Here\nback: Station\n---\n",
      "placements/1.yaml": `${placement}position: { x: 4, y: 5.5, facing: 90 }\n`,
      "placements/2.yaml": spot(2, "4F7K2M5", "position: { x: 4.5, y: 5 }\n"),
      "placements/2.en.md": words,
      "placements/3.yaml": spot(3, "000001Y", ""),
      "placements/3.en.md": words,
    });
    const ground = bundle.drafts.find(({ kind }) => kind === "installation");
    assert.deepEqual(ground?.kind === "installation" && ground.data.ground, {
      width: 10,
      depth: 8,
      bearing: 100,
      marks: [{ what: "tree", x: 1, y: 7 }],
    });
    assert.deepEqual(
      bundle.drafts.flatMap((draft) => (draft.kind === "placement" ? [draft.data.position] : [])),
      [{ x: 4, y: 5.5, facing: 90 }, { x: 4.5, y: 5, facing: 0 }, undefined],
    );
    assert.deepEqual(notices.map(shortly), [
      "position-overlap placements/2.yaml:6:11",
      "position-missing placements/3.yaml:4:9",
    ]);
  });

  it("sorts file names as people count, and gives an edition its own id", async () => {
    const place = String(validFiles["placements/1.en.md"]);
    const { bundle } = await valid({
      "edition.yaml": `id: spring-2026\n${edition}`,
      "placements/10.yaml": placement.replace("number: 1", "number: 10").replace(placementCode, "0000000"),
      "placements/10.en.md": place,
      "placements/2.yaml": placement.replace("number: 1", "number: 2").replace(placementCode, "000001Y"),
      "placements/2.en.md": place,
    });
    assert.equal(bundle.edition.edition, "spring-2026");
    assert.deepEqual(
      bundle.drafts.filter(({ kind }) => kind === "placement").map(({ origin }) => origin),
      ["placements/1.yaml", "placements/2.yaml", "placements/10.yaml"],
    );
  });
});

describe("translations", () => {
  it("count as stale when the pinned original has changed", async () => {
    const original = await valid();
    const source = original.bundle.drafts.find(({ kind }) => kind === "story")?.texts["fr"];
    const pin = pinOf(source?.blocks[0]?.content);
    const headPin = pinOf(source?.head);
    const pinned = english
      .replace("arrival machine", `arrival of:${pin}`)
      .replace("translation: machine", `of: ${headPin}`);
    const state = async (changes: Record<string, string>) => {
      const { bundle } = await valid({ "stories/the bakery.en.md": pinned, ...changes });
      const text = bundle.drafts.find(({ kind }) => kind === "story")?.texts["en"];
      return [text?.state, text?.blocks[0]?.state];
    };
    assert.deepEqual(await state({}), ["human", "human"]);
    assert.deepEqual(await state({ "stories/the bakery.fr.md": french.replace("printemps", "hiver") }), [
      "human",
      "stale",
    ]);
    assert.deepEqual(await state({ "stories/the bakery.fr.md": french.replace("La b", "Une b") }), [
      "stale",
      "human",
    ]);
  });

  it("follow the original's order, and say so", async () => {
    const swapped = `${english}\n<!-- nights -->\nThe nights.\n`.replace(
      /<!-- arrival[^]*?(<!-- nights[^]*)$/,
      "$1\n<!-- arrival -->\nShe came.\n",
    );
    const { bundle, notices } = await valid({ "stories/the bakery.en.md": swapped });
    assert.deepEqual(notices.map(shortly), ["block-order stories/the bakery.en.md:6:1"]);
    assert.deepEqual(
      bundle.drafts.find(({ kind }) => kind === "story")?.texts["en"]?.blocks.map(({ id }) => id),
      ["arrival", "nights"],
    );
  });
});

/** What is changed, what is said (code and place), and words that the English sentence must hold. */
type Mistake = [changes: Parameters<typeof loadWith>[0], said: string | string[], words?: string];

const yamlMistakes: Mistake[] = [
  [{ "edition.yaml": `${edition}titel: x\n` }, "key-unknown edition.yaml:14:1", "`language`"],
  [
    { "edition.yaml": edition.replace("zone:", "zon:") },
    ["key-missing-example edition.yaml:1:1", "key-unknown-suggest edition.yaml:3:1"],
    "Did you mean `zone`?",
  ],
  [
    { "edition.yaml": edition.replace("phone:", "fone:") },
    "key-unknown-suggest edition.yaml:13:3",
    "Did you mean `phone`?",
  ],
  [
    { "edition.yaml": edition.replace("Europe/Brussels", "Europe/Brussel") },
    "value-suggest edition.yaml:3:7",
    "`Europe/Brussels`",
  ],
  [
    { "edition.yaml": edition.replace("Europe/Brussels", "Here") },
    "value-zone edition.yaml:3:7",
    "`Europe/Brussels`",
  ],
  [
    { "edition.yaml": edition.replace("country: BE", "country: be") },
    "value-suggest edition.yaml:4:10",
    "`BE`",
  ],
  [
    { "edition.yaml": edition.replace("country: BE", "country: Belgium") },
    "value-country edition.yaml:4:10",
    "`BE`",
  ],
  [
    { "edition.yaml": edition.replace("[en, fr]", "[en, fr, EN]") },
    "value-suggest edition.yaml:5:21",
    "`en`",
  ],
  [{ "edition.yaml": edition.replace("[en, fr]", "[en, fr, en]") }, "item-twice edition.yaml:5:21"],
  [{ "edition.yaml": edition.replace("[fr]", "[]") }, "list-empty edition.yaml:6:17"],
  [{ "edition.yaml": edition.replace('"#1d4ed8"', "blue") }, "value-colour edition.yaml:7:9"],
  [
    { "edition.yaml": edition.replace('"#1d4ed8"', "#1d4ed8") },
    "value-comment edition.yaml:7:1",
    "quotation marks",
  ],
  [{ "edition.yaml": edition.replace('"#BlueHour"', '"# x"') }, "value-hashtag edition.yaml:8:10"],
  [
    {
      "appeals/give.yaml": "language: en\naccount: { holder: Us, iban: BE68 5390 0754 7035 }\n",
      "appeals/give.en.md": "---\ntitle: Give\n---\n",
    },
    "value-account-iban appeals/give.yaml:2:30",
  ],
  [
    { "edition.yaml": edition.replace("action: light", "action: lihgt") },
    "value-choice-suggest edition.yaml:9:9",
    "`light`",
  ],
  [{ "edition.yaml": edition.replace("https:", "ftp:") }, "value-url edition.yaml:10:9"],
  [{ "edition.yaml": edition.replace("+3225116464", "02 511") }, "value-phone edition.yaml:13:10"],
  [
    { "edition.yaml": edition.replace("contact:\n", "contact:\n  email: nobody\n") },
    "value-email edition.yaml:12:10",
  ],
  [{ "edition.yaml": edition.replace("2026-07-31", "2026-07-29") }, "days-order edition.yaml:2:34"],
  [{ "edition.yaml": edition.replace("2026-07-31", "2026-02-30") }, "value-date edition.yaml:2:34"],
  [
    { "edition.yaml": edition.replace("action: light", "action: light\nimage:") },
    "value-missing edition.yaml:10:1",
  ],
  [
    { "edition.yaml": edition.replace("action:", "zone: UTC\naction:") },
    "yaml-key-twice edition.yaml:9:1",
    "`zone`",
  ],
  [{ "edition.yaml": edition.replace("  phone", "\tphone") }, "yaml-tab edition.yaml:13:1"],
  [{ "edition.yaml": edition.replace("[en, fr]", "[en, fr") }, "yaml-unclosed edition.yaml:6:1"],
  [{ "edition.yaml": edition.replace("zone: ", "zone: a: ") }, "yaml-colon edition.yaml:3:7"],
  [{ "edition.yaml": edition.replace("zone: ", "zone ") }, "yaml-no-colon edition.yaml:3:1"],
  [{ "edition.yaml": edition.replace("zone: ", "zone: @") }, "yaml-quotes edition.yaml:3:7"],
  [{ "edition.yaml": edition.replace("zone: ", "zone: &a ") }, "yaml-reference edition.yaml:3:10"],
  [{ "edition.yaml": edition.replace("BE", "!!str BE") }, "yaml-reference edition.yaml:4:16"],
  [{ "edition.yaml": `${edition}---\na: 1\n` }, "yaml-documents edition.yaml:14:1"],
  [{ "edition.yaml": "" }, "yaml-empty edition.yaml:1:1"],
  [{ "edition.yaml": "- a\n" }, "yaml-not-mapping edition.yaml:1:1"],
  [{ "edition.yaml": Buffer.from(edition, "utf16le") }, "file-encoding edition.yaml"],
  [{ "edition.yaml": `#${"x".repeat(600_000)}` }, "file-large edition.yaml"],
  [
    { "edition.yaml": edition.replace("phone:", "__proto__: { a: 1 }\n  phone:") },
    "key-unknown edition.yaml:13:3",
  ],
  [
    { "events/noon.yaml": event.replace("2026-07-30T12:00:00+02:00", "2026-07-30 12:00") },
    "value-instant events/noon.yaml:2:8",
  ],
  [{ "events/noon.yaml": event.replace("T13", "T11") }, "event-order events/noon.yaml:3:6"],
  [
    { "events/noon.yaml": event.replace("[pag-asa]", "pag-asa") },
    "value-type events/noon.yaml:6:16",
    "should be a list",
  ],
  [
    { "events/noon.yaml": event.replace("[pag-asa]", "[Pag Asa]") },
    "value-suggest events/noon.yaml:6:17",
    "`pag-asa`",
  ],
  [
    { "events/noon.yaml": event.replace("[pag-asa]", "[pagasa]") },
    "thing-missing-suggest events/noon.yaml:6:17",
    "no organisation `pagasa`. Did you mean `pag-asa`?",
  ],
  [
    { "events/noon.yaml": event.replace("image: square", "image: cloud") },
    "thing-missing events/noon.yaml:7:8",
    "no image `cloud`",
  ],
  [
    { "events/noon.yaml": `${event}coordinates: { latitude: 95.5, longitude: x }\n` },
    ["value-max events/noon.yaml:8:26", "value-type events/noon.yaml:8:43"],
  ],
  [
    {
      "helplines/centre.yaml": String(validFiles["helplines/centre.yaml"]).replace(
        "state: source-only",
        "state: cheked",
      ),
    },
    "value-choice-suggest helplines/centre.yaml:7:20",
    "`checked`",
  ],
  [
    {
      "helplines/centre.yaml": String(validFiles["helplines/centre.yaml"]).replace(
        "state: source-only",
        "state: checked, by: r-1",
      ),
    },
    "key-missing helplines/centre.yaml:7:1",
    "`on`",
  ],
  [
    {
      "helplines/centre.yaml": String(validFiles["helplines/centre.yaml"]).replace(
        "Mo-Fr 09:00-17:00",
        "office hours",
      ),
    },
    "hours-unclear helplines/centre.yaml:5:8",
  ],
  [
    { "installations/shadows.yaml": String(validFiles["installations/shadows.yaml"]).replace("T21", "T08") },
    "installation-order installations/shadows.yaml:5:9",
  ],
  [
    {
      "stories/the bakery.yaml": story.replace(/^id.*\n/m, ""),
      "placements/1.yaml": placement.replace(/^candidates.*\n/m, ""),
      "private/consents/one.yaml": undefined,
      "private/acts.yaml": undefined,
      "private/reviews/one.yaml": undefined,
    },
    "story-id-missing stories/the bakery.yaml:1:1",
    "`id: ",
  ],
  [
    { "stories/b.yaml": story, "stories/b.fr.md": french },
    "id-twice stories/the bakery.yaml:2:5",
    "stories/b.yaml",
  ],
  [
    { "placements/1.yaml": placement.replace(/^code.*\n/m, "") },
    "placement-code-missing placements/1.yaml:1:1",
    `\`code: ${placementCode}\``,
  ],
  [
    {
      "placements/1.yaml": placement.replace(
        placementCode,
        `${placementCode.slice(0, 6)}${placementCode[6] === "0" ? "1" : "0"}`,
      ),
    },
    "value-placement-check placements/1.yaml:2:7",
    `the code is \`${placementCode}\``,
  ],
  [
    { "placements/1.yaml": placement.replace(placementCode, placementCode.toLowerCase()) },
    "value-suggest placements/1.yaml:2:7",
    placementCode,
  ],
  [
    { "placements/1.yaml": placement.replace(placementCode, "ABC") },
    "value-placement-code placements/1.yaml:2:7",
  ],
  [
    { "placements/1.yaml": placement.replace("number: 1", "number: 1.5") },
    "value-whole placements/1.yaml:4:9",
  ],
  [
    { "placements/1.yaml": placement.replace("number: 1", "number: one") },
    "value-type placements/1.yaml:4:9",
    "number",
  ],
  [
    { "placements/1.yaml": placement.replace(storyId, otherStoryId) },
    "thing-missing placements/1.yaml:5:14",
    "no story",
  ],
  [
    {
      "placements/2.yaml": placement.replace(placementCode, "0000000"),
      "placements/2.en.md": "---\nplace: x\n---\n",
    },
    "number-twice placements/2.yaml:4:9",
    "placements/1.yaml",
  ],
  [
    { "placements/1.yaml": `${placement}position: { x: 1, y: 2 }\n` },
    "position-no-ground placements/1.yaml:6:11",
    "installations/shadows.yaml",
  ],
  [
    {
      "installations/shadows.yaml": `${installation}ground: { width: 10, depth: 8 }\n`,
      "placements/1.yaml": `${placement}position: { x: 4, y: 8.5 }\n`,
    },
    "position-outside placements/1.yaml:6:11",
    "10 × 8 m",
  ],
  [
    {
      "installations/shadows.yaml": `${installation}ground: { width: 10, depth: 8, marks: [{ what: tree, x: 1, y: 9 }] }\n`,
    },
    "mark-outside installations/shadows.yaml:7:40",
  ],
  [
    { "placements/1.yaml": `${placement}position: { x: 4 }\n` },
    "key-missing-example placements/1.yaml:6:1",
    "`y: 2`",
  ],
  [{ "placements/1.yaml": `${placement}position: { x: 4, y: -1 }\n` }, "value-min placements/1.yaml:6:22"],
  [
    { "private/consents/one.yaml": consent.replace(/^ref.*\n/m, ""), "private/acts.yaml": undefined },
    "consent-ref-missing private/consents/one.yaml:1:1",
  ],
  [
    { "private/consents/one.yaml": consent.replace(`story: ${storyId}`, "stroy: x") },
    "key-unknown-suggest private/consents/one.yaml:2:11",
    "`story`",
  ],
  [
    { "private/consents/one.yaml": consent.replace(`story: ${storyId}`, "") },
    "value-one-of private/consents/one.yaml:2:9",
    "`story`, `image`",
  ],
  [
    { "private/consents/one.yaml": consent.replace(storyId, otherStoryId) },
    "thing-missing private/consents/one.yaml:2:18",
  ],
  [
    { "private/consents/one.yaml": consent.replace("[web]", "[webb]") },
    "value-choice-suggest private/consents/one.yaml:5:8",
    "`web`",
  ],
  [
    { "private/consents/one.yaml": `${consent}times: { prints: 1 }\n` },
    "key-unknown-suggest private/consents/one.yaml:9:10",
    "`print`",
  ],
  [{ "private/consents/two.yaml": consent }, "ref-twice private/consents/two.yaml:1:6"],
  [
    {
      "private/reviews/one.yaml": `${String(validFiles["private/reviews/one.yaml"])}identification: [{ finding: Maria, decision: keep, reason: a pseudonym, by: r-7, on: 2026-06-01 }]\n`,
    },
    "value-finding-id private/reviews/one.yaml:8:29",
    "`Maria`",
  ],
  [
    { "private/reviews/one.yaml": String(validFiles["private/reviews/one.yaml"]).replace("r-7", "Anna") },
    "value-staff-id private/reviews/one.yaml:2:11",
    "never a name",
  ],
  [
    { "private/reviews/one.yaml": String(validFiles["private/reviews/one.yaml"]).replace("{ fr:", "{ FR:") },
    "value-suggest private/reviews/one.yaml:7:11",
    "`fr`",
  ],
  [
    { "private/reviews/one.yaml": String(validFiles["private/reviews/one.yaml"]).replace(hash, "abc") },
    "value-sha256 private/reviews/one.yaml:7:15",
  ],
  [
    { "private/acts.yaml": "- ref: 0123456789ABCDEH\n  use: print\n  on: 2026-02-01\n" },
    "ref-unknown private/acts.yaml:1:8",
  ],
  [{ "private/acts.yaml": "ref: x\n" }, "yaml-not-list private/acts.yaml:1:1"],
];

const textMistakes: Mistake[] = [
  [{ "events/noon.en.md": "Text.\n" }, "front-matter-missing events/noon.en.md:1:1"],
  [{ "events/noon.en.md": "---\ntitle: x\n" }, "front-matter-open events/noon.en.md:1:1"],
  [
    { "events/noon.en.md": "---\ntitel: x\nplace: y\n---\n" },
    ["key-missing-example events/noon.en.md:2:1", "key-unknown-suggest events/noon.en.md:2:1"],
    "`title`",
  ],
  [{ "events/noon.en.md": "---\ntitle: x\nplace: ''\n---\n" }, "value-empty events/noon.en.md:3:8"],
  [{ "events/noon.en.md": "---\ntitle: x\nplace: y\n  z: a\n---\n" }, "yaml-colon events/noon.en.md:3:8"],
  [
    { "events/noon.en.md": "---\ntitle: x\nplace: y\ntranslation: automatic\n---\n" },
    "value-choice events/noon.en.md:4:14",
  ],
  [{ "events/noon.en.md": "---\ntitle: x\nplace: y\nof: abc\n---\n" }, "value-pin events/noon.en.md:4:5"],
  [{ "events/noon.en.md": `${head}One.\n\n<!-- a -->\nTwo.\n` }, "block-early events/noon.en.md:5:1"],
  [
    { "events/noon.en.md": `${head}<!-- a -->\nOne.\n\n<!-- a -->\nTwo.\n` },
    "block-twice events/noon.en.md:8:1",
    "line 5",
  ],
  [{ "events/noon.en.md": `${head}<!-- a -->\n\n<!-- b -->\nTwo.\n` }, "block-empty events/noon.en.md:5:1"],
  [
    { "events/noon.en.md": `${head}<!-- Arrival -->\nOne.\n` },
    "block-name events/noon.en.md:5:1",
    "`arrival`",
  ],
  [
    { "events/noon.en.md": `${head}<!-- Please check this! -->\nOne.\n` },
    "block-comment events/noon.en.md:5:1",
  ],
  [{ "events/noon.en.md": `${head}<!-- a mashine -->\nOne.\n` }, "block-state events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}<!-- a of:xyz -->\nOne.\n` }, "block-pin events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}<!-- a --> One.\n` }, "block-comment events/noon.en.md:5:1"],
  [
    { "events/noon.en.md": `${head}One <b>two</b>.\n` },
    ["md-html events/noon.en.md:5:5", "md-html events/noon.en.md:5:11"],
    "`**strong**`",
  ],
  [{ "events/noon.en.md": `${head}<div>\nx\n</div>\n` }, "md-html events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}One ![two](three.jpg).\n` }, "md-image events/noon.en.md:5:5"],
  [{ "events/noon.en.md": `${head}    One.\n` }, "md-code events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}One \`two\`.\n` }, "md-code events/noon.en.md:5:5"],
  [{ "events/noon.en.md": `${head}One.\n\n***\n\nTwo.\n` }, "md-rule events/noon.en.md:7:1"],
  [{ "events/noon.en.md": `${head}One | two\n--- | ---\nx | y\n` }, "md-table events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}# One\n` }, "md-heading events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}##\n` }, "md-heading-empty events/noon.en.md:5:1"],
  [{ "events/noon.en.md": `${head}- One\n  - Two\n` }, "md-list-nested events/noon.en.md:6:3"],
  [{ "events/noon.en.md": `${head}- One\n\n  Two\n` }, "md-list-item events/noon.en.md:7:3"],
  [{ "events/noon.en.md": `${head}- One\n-\n` }, "md-list-empty events/noon.en.md:6:1"],
  [{ "events/noon.en.md": `${head}1984. It began.\n` }, "md-list-start events/noon.en.md:5:1", "1984"],
  [{ "events/noon.en.md": `${head}> # One\n` }, "md-quote events/noon.en.md:5:3"],
  [{ "events/noon.en.md": `${head}Go [there](javascript:alert(1)).\n` }, "md-link events/noon.en.md:5:4"],
  [{ "events/noon.en.md": `${head}Go [there](//example.org/x).\n` }, "md-link events/noon.en.md:5:4"],
  [{ "events/noon.en.md": `${head}Go [](https://example.org/).\n` }, "md-link-empty events/noon.en.md:5:4"],
  [
    { "events/noon.en.md": `${head}Go [there](/organisations/pagasa).\n` },
    "link-nowhere-suggest events/noon.en.md:5:4",
    "`/organisations/pag-asa`",
  ],
  [
    { "events/noon.en.md": `${head}Go\n[there][a].\n\n[a]: /organisation/pag-asa\n` },
    "link-nowhere-suggest events/noon.en.md:6:1",
    "`/organisations/pag-asa`",
  ],
  [{ "events/noon.en.md": `${head}Go [there](/nowhere/at/all).\n` }, "link-nowhere events/noon.en.md:5:4"],
  [{ "events/noon.en.md": undefined }, "text-missing events/noon.yaml:1:11", "`events/noon.en.md`"],
  [{ "events/noon.nl.md": head }, "locale-not-offered events/noon.nl.md", "only in en, fr"],
  [
    { "events/noon.yaml": event.replace("language: en", "language: nl"), "events/noon.nl.md": `${head}x\n` },
    "language-not-offered events/noon.yaml:1:11",
  ],
  [
    { "stories/the bakery.en.md": `${english}\n<!-- night -->\nx\n` },
    "block-unknown-suggest stories/the bakery.en.md:9:1",
    "`nights`",
  ],
  [
    { "stories/the bakery.en.md": `${english}\n<!-- epilogue -->\nx\n` },
    "block-unknown stories/the bakery.en.md:9:1",
    "`stories/the bakery.fr.md`",
  ],
];

const folderMistakes: Mistake[] = [
  [
    { "edition.yaml": undefined },
    ["edition-missing ", "text-alone edition.en.md", "text-alone edition.fr.md"],
  ],
  [{ "storys/x.yaml": story }, "unexpected-suggest storys/", "`stories`"],
  [{ "photographs/x.jpg": "x" }, "folder-unexpected photographs/"],
  [{ "stories/old/x.yaml": story }, "folder-unexpected stories/old/"],
  [{ "notes.txt": "x" }, "file-unexpected notes.txt", "`.yaml`"],
  [{ "events/late.yml": event }, "unexpected-suggest events/late.yml", "`late.yaml`"],
  [{ "events/After Dark.yaml": event }, "file-name events/After Dark.yaml", "`after-dark.yaml`"],
  [{ "events/nooon.en.md": head }, "text-alone-suggest events/nooon.en.md", "`noon.en.md`"],
  [{ "events/noon.md": head }, "file-locale-missing events/noon.md", "`noon.en.md`"],
  [{ "events/noon.FR.md": head }, "unexpected-suggest events/noon.FR.md", "`noon.fr.md`"],
  [{ "events/noon.french.language.md": head }, "text-alone events/noon.french.language.md"],
  [{ "events/noon.x_y!.md": head }, "file-locale events/noon.x_y!.md"],
  [
    { "stories/The Bakery.yaml": story.replace(storyId, otherStoryId), "stories/The Bakery.fr.md": french },
    ["file-name-twice stories/The Bakery.fr.md", "file-name-twice stories/The Bakery.yaml"],
  ],
  [{ "private/notes.yaml": "x" }, "file-unexpected private/notes.yaml"],
  [{ "private/consent/x.yaml": consent }, "unexpected-suggest private/consent/", "`consents`"],
  [
    { "images/square.png": undefined, "images/squared.png": greySquare },
    ["image-missing-suggest images/square.yaml:2:7", "image-unused images/squared.png"],
    "`squared.png`",
  ],
  [{ "images/square.png": undefined }, "image-missing images/square.yaml:2:7"],
  [{ "images/square.png": "<svg xmlns='http://www.w3.org/2000/svg'/>" }, "image-format images/square.png"],
  [{ "images/square.png": greySquare.subarray(0, 50) }, "image-broken images/square.png"],
];

for (const [name, mistakes] of Object.entries({ yamlMistakes, textMistakes, folderMistakes }))
  describe(name, () => {
    for (const [changes, said, words] of mistakes)
      it([said].flat().join(" + "), async () => {
        const result = await loadWith(changes);
        const problems = problemsOf(result);
        assert.deepEqual(problems.map(shortly).toSorted(), [said].flat().toSorted());
        assert.equal(
          result.ok,
          problems.every(({ severity }) => severity === "notice"),
        );
        const sentences = problems.map((problem) => formatProblem(problem, "en")).join("\n");
        if (words !== undefined) assert.ok(sentences.includes(words), sentences);
      });
  });

describe("the folder itself", () => {
  it("missing, empty, or a file: one sentence each", async () => {
    await inFolder({ "a.txt": "x", "empty/.gitkeep": "" }, async (folder) => {
      for (const [path, said] of [
        ["nothing", "folder-missing "],
        ["empty", "folder-empty "],
        ["a.txt", "folder-other "],
      ] as const) {
        const result = await loadBundle(join(folder, path));
        assert.deepEqual(problemsOf(result).map(shortly), [said]);
        assert.equal(result.ok, false);
      }
    });
  });

  it("does not follow links out of it", async () => {
    await inFolder({ ...validFiles }, async (folder) => {
      symlinkSync("/etc/hosts", join(folder, "events", "late.yaml"));
      symlinkSync("/etc", join(folder, "landmarks"));
      assert.deepEqual(problemsOf(await loadBundle(folder)).map(shortly), [
        "file-link events/late.yaml",
        "file-link landmarks",
      ]);
    });
  });

  it("may itself be reached by a link", async () => {
    await inFolder({ ...validFiles }, async (folder) => {
      await inFolder({}, async (elsewhere) => {
        symlinkSync(folder, join(elsewhere, "day"));
        assert.equal((await loadBundle(join(elsewhere, "day"))).ok, true);
      });
    });
  });
});

describe("private/ and git", () => {
  const git = (folder: string, ...words: string[]) =>
    execFileSync("git", ["-C", folder, ...words], { stdio: "pipe" });

  it("is refused while git tracks it, with the command that mends it; a sample may be tracked", async () => {
    await inFolder({ ...validFiles }, async (folder) => {
      git(folder, "init", "-q");
      assert.equal((await loadBundle(folder)).ok, true);
      git(folder, "add", "private");
      const refused = await loadBundle(folder);
      assert.deepEqual(problemsOf(refused).map(shortly), ["private-tracked private/"]);
      const [problem] = problemsOf(refused);
      assert.ok(problem !== undefined);
      const command = `git -C "${folder}" rm -r --cached private`;
      assert.ok(formatProblem(problem, "en").includes(command));
      assert.match(formatProblem(problem, "en"), /Git tracks 5 private files \(private\/acts\.yaml, /);
      writeFileSync(join(folder, "edition.yaml"), `${edition}sample: true\n`);
      assert.equal((await loadBundle(folder)).ok, true);
      writeFileSync(join(folder, "edition.yaml"), edition);
      execFileSync("sh", ["-c", command], { stdio: "pipe" });
      assert.equal((await loadBundle(folder)).ok, true);
    });
  });

  it("a broken repository is only a notice", async () => {
    await inFolder({ ...validFiles }, async (folder) => {
      mkdirSync(join(folder, ".git"));
      const result = await loadBundle(folder);
      assert.equal(result.ok, true);
      assert.deepEqual(problemsOf(result).map(shortly), ["git-silent private/"]);
    });
  });
});
