import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Kind } from "@bluehour/domain/kinds";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { printMessages } from "@bluehour/i18n/print";
import { dayStory, publicDay } from "@bluehour/testing/public-day";
import { colophonOf } from "./exhibition.ts";
import type { Exhibition } from "./exhibition.ts";
import { openPress } from "./press.ts";
import type { Press } from "./press.ts";
import { figureAt, printSheets } from "./sheets.ts";
import type { Product, SheetOutcome, SheetRequest } from "./sheets.ts";
import { figureNames } from "./silhouettes.ts";

let press: Press;

before(async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  press = opened.press;
});

type Story = PublicRelease<"story">;

function exhibition(
  stories: readonly unknown[] = [dayStory(1)],
  change: Partial<Exhibition> = {},
): Exhibition {
  const all = publicDay().releases as unknown as PublicRelease[];
  const of = <K extends Kind>(kind: K) =>
    all.filter((release) => release.kind === kind) as unknown as PublicRelease<K>[];
  const [edition] = of("edition");
  const [installation] = of("installation");
  assert.ok(edition && installation);
  return {
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    edition,
    installation,
    placements: of("placement"),
    stories: stories as Story[],
    helplines: of("helpline"),
    organisations: of("organisation"),
    ...change,
  };
}

function printed(request: Partial<SheetRequest> & { exhibition: Exhibition }): SheetOutcome {
  const outcomes = [...printSheets({ press, locale: "en", ...request })];
  return {
    files: outcomes.flatMap(({ files }) => files),
    notes: outcomes.flatMap(({ notes }) => notes),
    problems: outcomes.flatMap(({ problems }) => problems),
  };
}

const latin = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);
const only = (...products: Product[]) => products;

test("every product is made, each a tagged PDF with title, language and boxes", () => {
  const { files, problems } = printed({
    exhibition: exhibition([dayStory(1)], {
      account: { holder: "Organiser", iban: "BE68539007547034", remittance: "Shadows" },
    }),
    figures: ["child", "pair", "child"],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(
    [...new Set(files.map(({ product }) => product))],
    ["codes", "stickers", "posters", "boards", "cards", "leaflets", "shadows", "crew"],
  );
  for (const { path, bytes } of files.filter((file) => file.path.endsWith(".pdf"))) {
    const text = latin(bytes);
    assert.match(text, /\/Marked true/, path);
    assert.match(text, /\/Lang \((en|fr|nl|de|ar|ro)\)/, path);
    assert.match(text, /\/DisplayDocTitle true/, path);
    assert.match(text, /\/TrimBox/, path);
  }
});

test("the crew's folder and the letters exist in every language", () => {
  for (const locale of interfaceLocales) {
    const { files, problems } = printed({ exhibition: exhibition(), locale, only: only("crew") });
    assert.deepEqual(problems, []);
    const folder = files.find(({ path }) => path === `crew/folder-${locale}.pdf`);
    assert.match(latin(folder?.bytes ?? new Uint8Array()), new RegExp(`/Lang \\(${locale}\\)`));
  }
});

test("nothing on the ground or on a wall changes when a story goes", () => {
  const ground = only("codes", "stickers", "posters", "boards", "cards", "crew");
  const told = printed({ exhibition: exhibition([dayStory(1), dayStory(5)]), only: ground });
  const gone = printed({ exhibition: exhibition([]), only: ground });
  assert.deepEqual(gone.files, told.files);
  for (const file of told.files) assert.deepEqual(file.stories, []);
  assert.deepEqual(figureAt(3), figureAt(3 + figureNames.length));
});

test("every sheet of a sample says so in its imprint, and is another version than the real one", () => {
  const real = exhibition();
  const { edition } = real;
  const sample: Exhibition = { ...real, edition: { ...edition, data: { ...edition.data, sample: true } } };
  for (const [locale, word] of Object.entries({
    en: "Sample",
    fr: "Exemple",
    nl: "Voorbeeld",
    de: "Muster",
  })) {
    const t = printMessages(locale as "en");
    assert.ok(colophonOf(sample, t, "A3", {}).startsWith(`${word} · `));
    assert.ok(!colophonOf(real, t, "A3", {}).includes(word));
  }
  const version = (of: Exhibition) =>
    /version (\w{6})/.exec(colophonOf(of, printMessages("en"), "A3", {}))?.[1];
  assert.notEqual(version(sample), version(real));
});

test("only leaflets bear a story, and each says which", () => {
  const [one, other] = [1, 5].map((number) => dayStory(number, { locales: ["en", "fr"] }));
  const { files } = printed({ exhibition: exhibition([one, other]), only: only("leaflets") });
  assert.deepEqual(
    files.map(({ stories }) => stories),
    [[dayStory(1).id], [dayStory(5).id]],
  );
});

const paragraphs = (count: number, words: string) => Array.from({ length: count }, () => ({ p: [words] }));

test("a long story becomes a booklet of four, eight, twelve pages and says so; nothing of it is lost", () => {
  const story = dayStory(1, {
    blocks: [
      {
        id: "text",
        state: "human",
        lang: "en",
        content: paragraphs(30, `She wrote each day down with the name of a street and a price. `.repeat(5)),
      },
    ],
  });
  const { files, notes, problems } = printed({ exhibition: exhibition([story]), only: only("leaflets") });
  assert.deepEqual(problems, []);
  assert.equal(files[0]?.path, `leaflets/booklet-${story.id}.pdf`);
  const note = notes.find((one) => one.note === "flow");
  assert.ok(note?.note === "flow");
  assert.equal(note.values.pages % 4, 0);
  const pages = [...latin(files[0]?.bytes ?? new Uint8Array()).matchAll(/\/Count (\d+)/g)].map((found) =>
    Number(found[1]),
  );
  assert.ok(pages.includes(note.values.pages), `${pages.join()} and ${note.values.pages}`);
});

/** A story whose text is truly in each of these languages. */
function storyIn(words: Record<string, string>) {
  const locales = Object.keys(words);
  const story = dayStory(1, { locales }) as unknown as { locales: Record<string, { blocks: unknown[] }> };
  for (const [lang, text] of Object.entries(words)) {
    const version = story.locales[lang];
    assert.ok(version);
    version.blocks = [
      { id: "text", state: "human", lang, content: [{ p: [text] }, { ul: [[text], [{ em: [text] }]] }] },
    ];
  }
  return story as unknown as ReturnType<typeof dayStory>;
}

test("a story in more than four languages gets a second leaflet, in its own words and direction; what nobody translated gets none", () => {
  const words = { en: "She counted", fr: "Elle comptait", nl: "Zij telde", de: "Sie zählte", ar: "كانت تعد" };
  const story = storyIn({ ...words, ro: "Număra" });
  const untranslated = story as unknown as { locales: Record<string, { blocks: { state: string }[] }> };
  for (const block of untranslated.locales["ro"]?.blocks ?? []) block.state = "missing";
  const day = exhibition([story]);
  const edition = { ...day.edition, data: { ...day.edition.data, languages: Object.keys(words) } };
  const made = printed({ exhibition: { ...day, edition }, only: only("leaflets") });
  assert.deepEqual(made.problems, []);
  assert.deepEqual(
    made.files.map(({ path, stories }) => [path, stories]),
    ["", "-2"].map((part) => [`leaflets/leaflet-${dayStory(1).id}${part}.pdf`, [dayStory(1).id]]),
  );
  assert.deepEqual(made.notes, [{ note: "languages", values: { id: dayStory(1).id, locales: "ar" } }]);
  assert.match(latin(made.files[1]?.bytes ?? new Uint8Array()), /\/Lang \(ar\)/);
});

test("scripts are drawn, or named where no font has them", () => {
  const made = printed({
    exhibition: exhibition([
      storyIn({
        ar: "كانت تعد الأيام بالضوء",
        ti: "ነፍሲ ወከፍ መዓልቲ ትጽሕፍ ነበረት",
        el: "Μετρούσε τις μέρες",
        uk: "Вона рахувала дні",
        vi: "Cô đếm từng ngày",
      }),
    ]),
    only: only("leaflets"),
  });
  assert.deepEqual(made.problems, []);
  assert.equal(made.files.length, 2);
  const chinese = dayStory(2, {
    locales: ["zh"],
    blocks: [{ id: "text", state: "human", lang: "zh", content: [{ p: ["她"] }] }],
  });
  const refused = printed({ exhibition: exhibition([chinese]), only: only("leaflets") });
  assert.deepEqual(refused.files, []);
  assert.equal(refused.problems[0]?.reason, "characters");
});

test("bad wishes are sentences: a figure, a height, an account, an address that no code holds", () => {
  const reasons = (request: Partial<SheetRequest>, change: Partial<Exhibition> = {}) => {
    const { problems } = printed({ exhibition: exhibition([], change), ...request });
    for (const { reason, values } of problems)
      for (const locale of interfaceLocales)
        assert.ok(printMessages(locale)(`problem.${reason}`, values).length > 20);
    return [...new Set(problems.map(({ reason }) => reason))];
  };
  assert.deepEqual(reasons({ figures: ["dragon"], only: only("shadows") }), ["figure"]);
  assert.deepEqual(reasons({ figures: ["pair+scarf"], only: only("shadows") }), ["figure-part"]);
  assert.deepEqual(reasons({ figures: ["child+190"], only: only("shadows") }), ["stature"]);
  assert.deepEqual(reasons({ stature: 4000, figures: ["pair"], only: only("crew") }), ["stature"]);
  assert.deepEqual(reasons({ only: only("posters") }, { account: { holder: "O", iban: "BE00" } }), ["iban"]);
  const long = { origin: `https://${"day.".repeat(40)}example.org` };
  assert.deepEqual(reasons({ only: only("stickers") }, long), ["code-too-long"]);
  const longer = { origin: "https://the-very-long-name-of-a-campaign.example.org" };
  assert.deepEqual(reasons({ only: only("stickers") }, longer), ["page-too-small"]);
});
