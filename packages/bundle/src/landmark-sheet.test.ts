import assert from "node:assert/strict";
import { describe, it } from "node:test";
import tzLookup from "@photostructure/tz-lookup";
import fc from "fast-check";
import { bundleMessages } from "@bluehour/i18n/bundle";
import { operatorLocales } from "@bluehour/domain/locales";
import { dataSchemas, headSchemas, lightActionSchema } from "@bluehour/domain/kinds";
import type { Draft } from "@bluehour/domain/draft";
import { slugOf } from "./check-values.ts";
import { formatProblem, mostAlike, sentenceOf } from "./problem.ts";
import { inFolder, loadWith, problemsOf, validFiles } from "./test-bundle.ts";
import { loadBundle } from "./load.ts";
import { writeInterval } from "./when.ts";
import type { LightInterval } from "./when.ts";

type Landmark = Draft<"landmark">;

const titles = "title,city,country,latitude,longitude,when";
const hall = "Town Hall,Brussels,BE,50.8467,4.3525,sunset to 24:00";

async function landmarksOf(changes: Record<string, string | Uint8Array>): Promise<Landmark[]> {
  const result = await loadWith(changes);
  assert.ok(
    result.ok,
    problemsOf(result)
      .map((problem) => formatProblem(problem, "en"))
      .join("\n"),
  );
  const drafts = result.bundle.drafts.filter((draft) => draft.kind === "landmark");
  for (const { data, texts } of drafts) {
    assert.deepEqual(dataSchemas.landmark.parse(data), data);
    for (const { head } of Object.values(texts)) assert.deepEqual(headSchemas.landmark.parse(head), head);
  }
  return drafts;
}

async function told(csv: string | Uint8Array, changes: Record<string, string> = {}): Promise<string[]> {
  const result = await loadWith({ "landmarks/a.csv": csv, ...changes });
  return problemsOf(result).map((problem) => formatProblem(problem, "en"));
}

const rows = (...lines: string[]): string => `${lines.join("\n")}\n`;

describe("landmarks in a spreadsheet", () => {
  it("have their own country's day beside the date line", async () => {
    const lines = [
      "Pier,Pago Pago,AS,-14.2756,-170.702,sunset",
      "Clock,Apia,WS,-13.8333,-171.7667,sunset",
      "Jetty,Fakaofo,TK,-9.38,-171.25,sunset",
      // Another country's row is left to its coordinates.
      "Pier,Nuku'alofa,TO,-21.13,-175.2,sunset",
      "Square,Brussels,AS,50.8467,4.3525,sunset",
    ];
    const drafts = await landmarksOf({ "landmarks/a.csv": rows(titles, ...lines) });
    assert.deepEqual(drafts.map(({ data }) => `${data.city} ${data.zone}`).toSorted(), [
      "apia Pacific/Apia",
      "brussels Europe/Brussels",
      "fakaofo Pacific/Fakaofo",
      "nuku-alofa Pacific/Tongatapu",
      "pago-pago Pacific/Pago_Pago",
    ]);
  });

  it("take what they do not say from the edition, the coordinates and the title", async () => {
    const [draft] = await landmarksOf({ "landmarks/a.csv": rows(titles, hall) });
    assert.deepEqual(draft, {
      kind: "landmark",
      id: "town-hall-brussels",
      edition: "2026",
      origin: "landmarks/a.csv:2",
      language: "en",
      data: {
        country: "BE",
        city: "brussels",
        coordinates: { latitude: 50.8467, longitude: 4.3525 },
        zone: "Europe/Brussels",
        state: "pledged",
        status: "planned",
        lighting: {
          colour: "#1d4ed8",
          action: "light",
          intervals: [{ from: { sun: "sunset", offsetMinutes: 0 }, to: { clock: "24:00" } }],
        },
        organisations: [],
      },
      texts: { en: { state: "human", head: { title: "Town Hall", city: "Brussels" }, blocks: [] } },
      media: [],
    });
  });

  it("say everything that a YAML file can, in whichever order, and titles may be in capitals", async () => {
    const [draft] = await landmarksOf({
      "landmarks/a.csv": rows(
        "Status,IMAGE,organisations,days,When,Colour,action,state,zone,longitude,latitude,country,city id,city.en,city,summary.en,Summary,title.en,Title,language,id,source_title,source_url,source_read_on",
        'cancelled,square,pag-asa,2026-07-31,"00:01 to sunrise; dusk",#ff0000,dark,confirmed,Europe/Paris,4.3525,50.8467,BE,bxl,Brussels,Bruxelles,In English,En français,The hall,L’hôtel,fr,the-hall,A page,https://example.org/,2026-01-02',
      ),
    });
    assert.equal(draft?.id, "the-hall");
    assert.equal(draft?.language, "fr");
    assert.deepEqual(draft?.data, {
      country: "BE",
      city: "bxl",
      coordinates: { latitude: 50.8467, longitude: 4.3525 },
      zone: "Europe/Paris",
      state: "confirmed",
      status: "cancelled",
      lighting: {
        colour: "#ff0000",
        action: "dark",
        intervals: [
          {
            from: { clock: "00:01" },
            to: { sun: "sunrise", offsetMinutes: 0 },
            days: { first: "2026-07-31", last: "2026-07-31" },
          },
          {
            from: { sun: "civil-dusk", offsetMinutes: 0 },
            days: { first: "2026-07-31", last: "2026-07-31" },
          },
        ],
      },
      organisations: ["pag-asa"],
      image: "square",
      source: { title: "A page", url: "https://example.org/", readOn: "2026-01-02" },
    });
    assert.deepEqual(draft?.texts["en"]?.head, {
      title: "The hall",
      summary: "In English",
      city: "Brussels",
    });
    assert.deepEqual(draft?.texts["fr"]?.head, {
      title: "L’hôtel",
      summary: "En français",
      city: "Bruxelles",
    });
  });

  it("may stand in any number of files, beside YAML ones, with empty rows, columns and a line that names the separator", async () => {
    const drafts = await landmarksOf({
      "landmarks/b 10.csv": rows(titles, "", hall.replace("Town", "City"), ",,,,,"),
      "landmarks/b 2.csv": rows(
        "sep=;",
        `${titles.replaceAll(",", ";")};;`,
        `${hall.replaceAll(",", ";")};;`,
      ),
      "landmarks/tower.yaml":
        'language: en\ncountry: BE\ncity: gent\ncoordinates: { latitude: 51.05, longitude: 3.72 }\nzone: Europe/Brussels\nstate: pledged\nlighting: { colour: "#1d4ed8", action: light, intervals: [{ from: { sun: sunset } }] }\n',
      "landmarks/tower.en.md": "---\ntitle: Tower\ncity: Gent\n---\n",
    });
    assert.deepEqual(
      drafts.map(({ id, origin }) => [id, origin]),
      [
        ["tower", "landmarks/tower.yaml"],
        ["town-hall-brussels", "landmarks/b 2.csv:3"],
        ["city-hall-brussels", "landmarks/b 10.csv:3"],
      ],
    );
  });

  it("make the edition's last light, as others do", async () => {
    const result = await loadWith({ "landmarks/a.csv": rows(titles, hall.replace("24:00", "01:30")) });
    assert.ok(result.ok);
    assert.equal(result.bundle.edition.data.lightsEnd, "2026-08-01T01:30:00+02:00");
  });

  it("write words for addresses in plain letters", async () => {
    const drafts = await landmarksOf({
      "landmarks/a.csv": rows(
        titles,
        "Große Straße,Łódź,PL,51.77,19.46,sunset",
        `Abc ${"very long ".repeat(12)},Tromsø,NO,69.65,18.96,21:00 to 22:00`,
      ),
    });
    assert.deepEqual(
      drafts.map(({ id, data }) => [id, data.city]),
      [
        ["grosse-strasse-lodz", "lodz"],
        ["abc-very-long-very-long-very-long-very-long-very-long-very-long", "tromso"],
      ],
    );
  });
});

describe("a mistake in a spreadsheet", () => {
  const cases: [string, string, string[]][] = [
    ["an empty file", "", ["1:1  This file has no rows. Write the titles of the columns in the first line"]],
    [
      "no titles",
      rows(hall),
      ["1:1  This line should hold the titles of the columns, but none of them is known."],
    ],
    [
      "titles that are unknown, twice, or in a language that is none",
      rows(`${titles},Titel,titel2xyz,when,title.nl,title.f_r-!`, `${hall},,,,,`),
      [
        "1:1  Column `title.f_r-!`: `f_r-!` is not a language tag.",
        "1:1  Column `title.nl`: The edition is not offered in `nl`, only in en, fr.",
        "1:1  Column `when`: This title stands above two columns. Keep one of the two.",
        "1:1  Column `titel2xyz`: No column of this title is known, so it would not be read. Known are",
        "1:1  Column `Titel`: No column of this title is known, so it would not be read. Did you mean `title`?",
      ],
    ],
    [
      "a column that is missing is told once",
      rows("title,city,country,latitude,longitude", "A,Gent,BE,51,3.7", "B,Gent,BE,51,3.7"),
      ["1:1  Column `when`: This column is missing. Add it, with values such as `sunset to 24:00`."],
    ],
    [
      "empty cells",
      rows(titles, "Town Hall,,,,,"),
      ["city", "country", "latitude", "longitude", "when"].map(
        (column) =>
          `2:1  Column \`${column}\`: This cell is empty, but a value is needed. Write one, such as`,
      ),
    ],
    [
      "values without their form, all in one go",
      rows(
        `${titles},state,action,colour,zone,days,image,source_url,organisations,id,city_id`,
        "Hall,Gent,be,51°,200,sunsett to 24:00,pleged,glow,blue,Europe/Brusels,30/07/2026,Square!,ftp://x,pag-asa pag-asa Pag,Town Hall,Big City",
      ),
      [
        "2:1  Column `action`: `glow` is not one of the choices. Choose from `light`, `dark`, `other`.",
        "2:1  Column `city_id`: `Big City` is not written as it should be. Did you mean `big-city`?",
        "2:1  Column `colour`: `blue` is not a colour. Write `#` and six digits or letters a to f, such as `#1d4ed8`.",
        "2:1  Column `country`: `be` is not written as it should be. Did you mean `BE`?",
        "2:1  Column `id`: `Town Hall` is not written as it should be. Did you mean `town-hall`?",
        "2:1  Column `image`: `Square!` is not written as it should be. Did you mean `square`?",
        "2:1  Column `latitude`: `51°` is not a number of degrees.",
        "2:1  Column `longitude`: This number is too large. At most 180 is allowed.",
        "2:1  Column `organisations`: `Pag` is not written as it should be. Did you mean `pag`?",
        "2:1  Column `organisations`: `pag-asa` is in this list twice. Remove one of the two.",
        "2:1  Column `source_title`: This cell is empty, but a value is needed.",
        "2:1  Column `source_url`: `ftp://x` is not a web address.",
        "2:1  Column `state`: `pleged` is not one of the choices (`invited`, `pledged`, `lit`, `confirmed`). Did you mean `pledged`?",
        "2:1  Column `when`: `sunsett to 24:00` is not written as it should be. Did you mean `sunset to 24:00`?",
        "2:1  Column `zone`: `Europe/Brusels` is not written as it should be. Did you mean `Europe/Brussels`?",
      ],
    ],
    [
      "times and days that the grammar lets pass",
      rows(
        `${titles},days`,
        "A,Gent,BE,51,3.7,25:00 to 26:00,2026-07-30",
        "B,Gent,BE,51,3.7,sunset+900,2026-07-30",
        "C,Gent,BE,51,3.7,20:00 to 21:00; 22:00 to 23:00,2026-02-30",
        "D,Gent,BE,51,3.7,sunset,2026-07-31/2026-07-30",
        `E,Gent,BE,51,3.7,"${"20:00 to 20:01; ".repeat(21)}",`,
      ),
      [
        "2:1  Column `when`: `25:00` does not say when. Write two moments",
        "2:1  Column `when`: `26:00` does not say when.",
        "3:1  Column `when`: This number is too large. At most 720 is allowed.",
        "4:1  Column `days`: `2026-02-30` is not a date in the calendar.",
        "5:1  Column `days`: The last day comes before the first. Correct one of the two.",
        "6:1  Column `when`: The list `when` is too long. Keep it to 20 items.",
      ],
    ],
    [
      "a cell of several lines: further problems keep the true line",
      rows(titles, '"Town\nHall",Brussels,BE,50.8,4.3,sunset', "", "Tower,Brussels,XYZ,50.8,4.3,sunset"),
      ["5:1  Column `country`: `XYZ` is not a country code."],
    ],
    [
      "quotation marks that do not fit hide no other row",
      rows(
        titles,
        'The "old" hall,Gent,BE,51,3.7,sunset',
        hall.replace("BE", "be"),
        '"Open,Gent,BE,51,3.7,sunset',
        "A,Gent,b,51,3.7,sunset",
      ),
      [
        "2:1  In the row that begins here, a quotation mark stands in the middle of a cell.",
        "3:1  Column `country`: `be` is not written as it should be.",
        "4:1  In the row that begins here, a quotation mark opens a cell and is never closed.",
        "5:1  Column `country`: `b` is not a country code.",
      ],
    ],
    [
      "cells without a title above",
      rows(titles, `${hall},more`),
      [
        "2:1  `more` stands in a cell that has no title above it: the row has 7 cells, the first line 6 titles.",
      ],
    ],
    [
      "a comma in the degrees where commas separate",
      rows(titles, 'Hall,Gent,BE,"51,05",3.7,sunset'),
      ["2:1  Column `latitude`: `51,05` is not written as it should be. Did you mean `51.05`?"],
    ],
    [
      "languages of a row",
      rows(
        `${titles},language,title.en,title.fr,city.fr,summary.fr`,
        `${hall},fr,,Autre,,`,
        `${hall.replace("Hall", "A")},nl,,,,`,
        `${hall.replace("Hall", "B")},,,,,Un texte`,
        `${hall.replace("Hall", "C")},,Town C,Salle C,Bruxelles,`,
        `${hall.replace("Hall", "D")},?,,,,`,
      ),
      [
        "2:1  Column `title.fr`: The row is written in `fr`, so its text already stands in `title`, and this one differs.",
        "3:1  Column `language`: The edition is not offered in `nl`, only in en, fr.",
        "4:1  Column `city.fr`: The row has other words in `fr`, so this text is needed in it too. Write it; a name may be the same as in the original (`Brussels`).",
        "4:1  Column `title.fr`: The row has other words in `fr`",
        "6:1  Column `language`: `?` is not a language tag.",
      ],
    ],
    [
      "characters that would turn words about",
      rows(titles, "Hall,Ge\u202Ent,BE,51,3.7,sunset", "Ha\u0007ll,Gent,BE,51,3.7,sunset"),
      [
        "2:1  Column `city`: The invisible character U+202E stands in this cell",
        "3:1  Column `title`: The invisible character U+0007 stands in this cell",
      ],
    ],
    [
      "names of which no word for addresses can be made",
      rows(titles, "東京タワー,東京,JP,35.6586,139.7454,sunset"),
      [
        "2:1  Column `city_id`: No word for addresses can be made of `東京`",
        "2:1  Column `id`: No word for addresses can be made of `東京タワー 東京`",
      ],
    ],
    [
      "ids that are taken, by a row or by a YAML file",
      rows(`${titles},id`, `${hall},`, `${hall},`, `${hall},x`, `${hall},x`),
      [
        "3:1  Column `id`: The id `town-hall-brussels` is already taken by landmarks/a.csv:2. Write another one in the column `id`; where that is empty, title and city make the id.",
        "5:1  Column `id`: The id `x` is already taken by landmarks/a.csv:4.",
      ],
    ],
    [
      "what the world says, in the column it is about",
      rows(
        `${titles},zone,organisations`,
        "A,Gent,BE,3.7,51,sunset,,",
        "B,Gent,BE,0,0,sunset,,",
        "C,Gent,BE,51,3.7,sunset,Asia/Tokyo,",
        "D,Gent,BE,45,-40,sunset,,",
        "E,Tromsø,NO,69.65,18.96,nautical-dusk,,",
        "F,Gent,BE,51,3.7,sunset; 23:00 to 23:30,,nobody",
      ),
      [
        "2:1  Note: Column `latitude`: These coordinates lie in the zone Etc/GMT-3, not in Europe/Brussels; the other way round they would fit.",
        "3:1  Column `latitude`: Latitude and longitude are both 0",
        "4:1  Note: Column `zone`: The zone Asia/Tokyo is in another part of the world",
        "5:1  Note: Column `latitude`: These coordinates lie in the open sea",
        "6:1  Column `when`: The sun never gets that low at this place on 2026-07-30/2026-07-31, so `nautical-dusk` gives no light at all. Write clock times instead, such as `20:00 to 24:00`.",
        "7:1  Column `organisations`: This bundle has no organisation `nobody`.",
        "7:1  Column `when`: `sunset` has no end",
      ],
    ],
  ];
  for (const [name, csv, expected] of cases)
    it(`is told: ${name}`, async () => {
      const said = await told(csv);
      const order = (lines: readonly string[]) => lines.toSorted((a, b) => (a < b ? -1 : 1));
      assert.equal(said.length, expected.length, said.join("\n"));
      for (const [index, line] of order(said).entries())
        assert.ok(
          line.startsWith(`landmarks/a.csv:${order(expected)[index]}`),
          `${line}\n${order(expected)[index]}`,
        );
    });

  it("is told of an id that a YAML file has, and of names of files", async () => {
    const said = await told(rows(`${titles},id`, `${hall},tower`), {
      "landmarks/tower.yaml":
        'language: en\ncountry: BE\ncity: gent\ncoordinates: { latitude: 51.05, longitude: 3.72 }\nzone: Europe/Brussels\nstate: pledged\nlighting: { colour: "#1d4ed8", action: light, intervals: [{ from: { sun: sunset } }] }\n',
      "landmarks/tower.en.md": "---\ntitle: Tower\ncity: Gent\n---\n",
      "landmarks/b.xlsx": "x",
      "landmarks/c.CSV": "x",
      "landmarks/d.txt": "x",
      "events/e.csv": "x",
    });
    assert.deepEqual(
      said.map((line) => line.slice(0, 90)),
      [
        "events/e.csv  A bundle has no file `e.csv` here, so it would not be read. Expected: `.yaml`",
        "landmarks/a.csv:2:1  Column `id`: The id `tower` is already taken by landmarks/tower.yaml. W",
        "landmarks/b.xlsx  A spreadsheet is read as CSV only. Save it from your program as CSV with t",
        "landmarks/c.CSV  `c.CSV` is not a name that a bundle knows here. Rename it: did you mean `c.",
        "landmarks/d.txt  A bundle has no file `d.txt` here, so it would not be read. Expected: `.yam",
      ].map((line) => line.slice(0, 90)),
    );
  });

  it("is told in each language with its column", async () => {
    const result = await loadWith({ "landmarks/a.csv": rows(titles, hall.replace("BE", "be")) });
    assert.deepEqual(
      operatorLocales.map((locale) =>
        problemsOf(result)
          .map((problem) => formatProblem(problem, locale))[0]
          ?.slice(0, 40),
      ),
      [
        "landmarks/a.csv:2:1  Column `country`: `b",
        "landmarks/a.csv:2:1  Colonne `country` :",
        "landmarks/a.csv:2:1  Kolom `country`: `be",
        "landmarks/a.csv:2:1  Spalte `country`: `b",
      ].map((line) => line.slice(0, 40)),
    );
  });

  it("that every row has is shown fifty times, and then counted", async () => {
    const line = (index: number): string =>
      `Hall ${index},Gent,be,51,3.7,${index % 2 === 0 ? "sunset" : "sunst"}`;
    const said = await told(rows(titles, ...Array.from({ length: 300 }, (_, index) => line(index))));
    assert.equal(said.length, mostAlike * 2 + 2);
    assert.ok(
      said.includes(
        "landmarks/a.csv:52:1  Column `country`: Like the one in line 2, 250 more problems were left out here. Mend those shown, then check again.",
      ),
    );
    assert.ok(
      said.some((sentence) => sentence.includes("Column `when`: Like the one in line 3, 100 more problems")),
    );
  });

  it("does not blame a link to a row that could not be read", async () => {
    const link = {
      "events/noon.en.md": "---\ntitle: At noon\nplace: Here\n---\n[The hall](/landmarks/hall).\n",
    };
    assert.equal((await told(rows(titles, hall), link)).length, 1);
    assert.equal((await told(rows(`${titles},id`, `${hall.replace("BE", "be")},hall`), link)).length, 1);
    assert.deepEqual(await told(rows(`${titles},id`, `${hall},hall`), link), []);
    assert.match(
      (await told(Uint8Array.of(0x54, 0xe9, 0x0a), link)).join("\n"),
      /^[^\n]*not text in UTF-8[^\n]*$/,
    );
  });
});

const place = fc
  .tuple(fc.integer({ min: -550_000, max: 550_000 }), fc.integer({ min: -1_799_999, max: 1_799_999 }))
  .map(([latitude, longitude]) => ({ latitude: latitude / 10_000, longitude: longitude / 10_000 }))
  .filter(({ latitude, longitude }) => latitude !== 0 || longitude !== 0);

const words = fc
  .oneof(fc.string({ unit: "grapheme" }), fc.constantFrom('The "old" hall', "a;b,c", "'x'", "=1+1", "#1"))
  .map((text) => text.replaceAll(/\s+/gu, " ").trim())
  .filter((text) => text !== "" && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text));

const wordsOfLanguage = fc.record(
  { title: words, city: words, summary: words },
  { requiredKeys: ["title", "city"], noNullPrototype: true },
);

const someIntervals: LightInterval[][] = [
  [{ from: { sun: "sunset", offsetMinutes: 0 } }],
  [{ from: { sun: "sunset", offsetMinutes: 30 }, to: { sun: "sunrise", offsetMinutes: -15 } }],
  [{ from: { clock: "20:30" }, to: { clock: "21:30" } }],
  [
    { from: { clock: "00:01" }, to: { clock: "03:00" } },
    { from: { clock: "19:00" }, to: { clock: "24:00" } },
  ],
];

const landmark = fc.record({
  place,
  language: fc.constantFrom("en", "fr"),
  original: wordsOfLanguage,
  translation: fc.option(wordsOfLanguage),
  hasZone: fc.boolean(),
  state: fc.constantFrom(undefined, "invited", "lit", "confirmed"),
  action: fc.constantFrom(undefined, ...lightActionSchema.options),
  colour: fc.constantFrom(undefined, "#FF0000"),
  intervals: fc.constantFrom(...someIntervals),
  days: fc.constantFrom(undefined, "2026-08-02", "2026-07-29/2026-08-02"),
  organisations: fc.constantFrom([], ["pag-asa"]),
  source: fc.constantFrom(undefined, { title: "A; page, or two" }, { title: "Page", readOn: "2026-01-02" }),
  image: fc.constantFrom(undefined, "square"),
});

type Sample = typeof landmark extends fc.Arbitrary<infer T> ? T : never;

const dialect = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t"),
  quoting: fc.constantFrom("all", "needed"),
  mark: fc.constantFrom("", "\uFEFF"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  hasComma: fc.boolean(),
  seed: fc.nat(),
});

type Dialect = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function cellsOf(sample: Sample, index: number): Record<string, string> {
  const other = sample.language === "en" ? "fr" : "en";
  const translated = Object.entries(sample.translation ?? {}).map(([key, value]) => [
    `${key}.${other}`,
    value,
  ]);
  return {
    id: `place-${index}`,
    ...sample.original,
    ...Object.fromEntries(translated),
    // Two rows in different languages share the columns; what a row says twice, it says alike.
    language: sample.language,
    city_id: slugOf(sample.original.city) === undefined ? "some-city" : "",
    country: "BE",
    latitude: String(sample.place.latitude),
    longitude: String(sample.place.longitude),
    zone: sample.hasZone ? "Europe/Brussels" : "",
    state: sample.state ?? "",
    action: sample.action ?? "",
    colour: sample.colour ?? "",
    when: sample.intervals.map(writeInterval).join("; "),
    days: sample.days ?? "",
    organisations: sample.organisations.join(" "),
    source_title: sample.source?.title ?? "",
    source_read_on:
      sample.source !== undefined && "readOn" in sample.source ? (sample.source.readOn ?? "") : "",
    image: sample.image ?? "",
  };
}

function csvOf(
  samples: readonly Sample[],
  { delimiter, quoting, mark, lineEnd, hasComma, seed }: Dialect,
): string {
  const all = samples.map(cellsOf);
  const names = [...new Set([...titles.split(","), ...all.flatMap((cells) => Object.keys(cells))])];
  const shift = seed % names.length;
  const columns = [...names.slice(shift), ...names.slice(0, shift)];
  const write = (cell: string): string =>
    quoting === "all" || /["\n]/.test(cell) || cell.includes(delimiter)
      ? `"${cell.replaceAll('"', '""')}"`
      : cell;
  const lines = all.map((cells) =>
    columns.map((column) => {
      const cell = cells[column] ?? "";
      const isNumber = column === "latitude" || column === "longitude";
      return write(isNumber && hasComma && delimiter !== "," ? cell.replace(".", ",") : cell);
    }),
  );
  return mark + [columns.map(write), ...lines].map((line) => line.join(delimiter) + lineEnd).join("");
}

function yamlOf(samples: readonly Sample[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const [index, sample] of samples.entries()) {
    const other = sample.language === "en" ? "fr" : "en";
    const [first, last = first] = (sample.days ?? "").split("/");
    const days = sample.days === undefined ? {} : { days: { first, last } };
    // JSON is YAML.
    files[`landmarks/place-${index}.yaml`] = JSON.stringify({
      language: sample.language,
      country: "BE",
      city: slugOf(sample.original.city) ?? "some-city",
      coordinates: sample.place,
      zone: sample.hasZone ? "Europe/Brussels" : tzLookup(sample.place.latitude, sample.place.longitude),
      state: sample.state ?? "pledged",
      lighting: {
        colour: sample.colour ?? "#1d4ed8",
        action: sample.action ?? "light",
        intervals: sample.intervals.map((interval) => ({ ...interval, ...days })),
      },
      organisations: sample.organisations,
      ...(sample.source === undefined ? {} : { source: sample.source }),
      ...(sample.image === undefined ? {} : { image: sample.image }),
    });
    for (const [locale, texts] of [
      [sample.language, sample.original],
      [other, sample.translation],
    ] as const)
      if (texts !== null)
        files[`landmarks/place-${index}.${locale}.md`] = `---\n${JSON.stringify(texts)}\n---\n`;
  }
  return files;
}

describe("a sheet of any dialect", () => {
  it("holds the same landmarks as the same written in YAML", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(landmark, { minLength: 1, maxLength: 5 }), dialect, async (samples, how) => {
        const plain = (drafts: readonly Landmark[]) =>
          drafts.map((draft) => ({ ...draft, origin: "" })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
        const fromSheet = await landmarksOf({ "landmarks/all.csv": csvOf(samples, how) });
        assert.deepEqual(plain(fromSheet), plain(await landmarksOf(yamlOf(samples))));
      }),
      { numRuns: 60 },
    );
  });

  it("is never an exception, however garbled: it loads, or is refused in sentences of every language", async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .constantFrom(
          '"',
          '""',
          ",",
          ";",
          "\t",
          "\n",
          "\r",
          '",',
          "sep=;\n",
          "\0",
          "\u202E",
          "99999999999",
          "-",
          " to ",
        )
        .map((text) => new TextEncoder().encode(text)),
    );
    const garble = fc.record({ at: fc.nat(900), length: fc.nat(30), bytes });
    await inFolder({ ...validFiles }, async (folder) => {
      const { mkdirSync, writeFileSync } = await import("node:fs");
      mkdirSync(`${folder}/landmarks`);
      await fc.assert(
        fc.asyncProperty(
          fc.array(landmark, { minLength: 1, maxLength: 3 }),
          dialect,
          fc.array(garble, { minLength: 1, maxLength: 4 }),
          async (samples, how, garbles) => {
            let content = Buffer.from(csvOf(samples, how));
            for (const { at, length, bytes: put } of garbles)
              content = Buffer.concat([content.subarray(0, at), put, content.subarray(at + length)]);
            writeFileSync(`${folder}/landmarks/a.csv`, content);
            const result = await loadBundle(folder);
            if (!result.ok) assert.ok(result.problems.some(({ severity }) => severity === "error"));
            for (const problem of problemsOf(result)) {
              assert.notEqual(problem.code, "value-other", JSON.stringify(problem));
              for (const locale of operatorLocales)
                assert.match(sentenceOf(problem, bundleMessages(locale)), /[.?]$/);
              assert.doesNotMatch(formatProblem(problem, "en"), /[\p{Cc}\p{Cf}]/u);
            }
          },
        ),
        { numRuns: 150 },
      );
    });
  });
});
