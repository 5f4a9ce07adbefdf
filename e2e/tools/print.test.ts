/** What independent tools say of the sheets that `bluehour print` writes: poppler, qpdf, zbar, ZXing, and a ruler. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, before as beforeAll, test } from "node:test";
import sharp from "sharp";
import type { Kind } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { openPress } from "@bluehour/print/press";
import { printSheets } from "@bluehour/print/sheets";
import { dayStory, publicDay } from "@bluehour/testing/public-day";
import { root } from "../../tools/sources.ts";
import { cleanEnvironment } from "../start-day.ts";
import { structureOf } from "./print-structure.ts";
import { readPgm, renderPages, writePgm, zbarReads, zxingReads } from "./print-decoders.ts";

let folder: string;
let out: string;

function bluehourAt(origin: string, ...words: string[]) {
  return spawnSync(process.execPath, [`${root}/apps/cli/src/main.ts`, ...words], {
    env: cleanEnvironment({ BLUEHOUR_DATA: join(folder, "data"), BLUEHOUR_ORIGIN: origin }),
    encoding: "utf8",
  });
}

const bluehour = (...words: string[]) => bluehourAt("https://day.example.org", ...words);

const account = ["--iban", "BE68539007547034", "--account-holder", "Organiser", "--message", "Shadows 2020"];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-print-"));
  out = join(folder, "out");
  const published = bluehour("publish", join(root, "campaigns/belgium-2020"));
  assert.equal(published.status, 0, published.stderr);
  const printed = bluehour("print", "shadows", "--out", out, "--figures", "walking,wheelchair", ...account);
  assert.equal(printed.status, 0, printed.stderr);
});

after(() => rmSync(folder, { recursive: true, force: true }));

function files(end: string): string[] {
  return readdirSync(out, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(end))
    .map((path) => join(out, path));
}

test("poppler and qpdf find every PDF sound: all of it tagged or an artifact, titled, vectors alone, fonts embedded, trim inside bleed inside page", () => {
  const pdfs = files(".pdf");
  assert.ok(pdfs.length > 20);
  for (const pdf of pdfs) {
    const check = spawnSync("qpdf", ["--check", pdf], { encoding: "utf8" });
    assert.equal(check.status, 0, `${pdf}: ${check.stdout}${check.stderr}`);
    const info = execFileSync("pdfinfo", ["-box", pdf], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    assert.match(info, /Tagged:\s+yes/, pdf);
    assert.match(info, /Title:\s+\S/, pdf);
    const box = (name: string) =>
      (new RegExp(`${name}:\\s+([-\\d. ]+)`).exec(info)?.[1] ?? "").trim().split(/\s+/).map(Number);
    const [media, bleed, trim] = [box("MediaBox"), box("BleedBox"), box("TrimBox")];
    for (const side of [0, 1]) assert.ok(media[side]! <= bleed[side]! && bleed[side]! <= trim[side]!, pdf);
    for (const side of [2, 3]) assert.ok(media[side]! >= bleed[side]! && bleed[side]! >= trim[side]!, pdf);
    // Vectors alone: nothing that a large print would show in steps.
    const pictures = execFileSync("pdfimages", ["-list", pdf], { encoding: "utf8" });
    assert.equal(pictures.trim().split("\n").length, 2, pictures);
    assert.deepEqual(structureOf(pdf).complaints, [], pdf);
    const fonts = execFileSync("pdffonts", [pdf], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    for (const line of fonts.trim().split("\n").slice(2))
      assert.match(line, /\s+yes yes yes\s+/, `${pdf}: ${line}`);
  }
  const sticker = execFileSync("pdfinfo", ["-box", join(out, "stickers/floor-round-30cm.pdf")], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [left = 0, , right = 0] =
    /TrimBox:\s+([\d. ]+)/.exec(sticker)?.[1]?.trim().split(/\s+/).map(Number) ?? [];
  assert.ok(Math.abs(((right - left) / 72) * 25.4 - 300) < 0.05);
});

/** Main language of a PDF, as it says itself. */
function languageOf(pdf: string): string {
  return /\/Lang \((\w+)\)/.exec(readFileSync(pdf, "latin1"))?.[1] ?? "";
}

test("zbar and ZXing both read every code of every product from the rendered page, and every code that is a drawing", async () => {
  const codes = (JSON.parse(bluehour("placements", "--json").stdout) as { address: string }[]).map(
    ({ address }) => address,
  );
  assert.ok(codes.length >= 6);
  const page = (locale: string) => `https://day.example.org/2020/${locale}/installations/shadows`;
  const place = ["fr", "nl", "de", "en"].map(page);
  const gift = [
    "BCD",
    "002",
    "1",
    "SCT",
    "",
    "Organiser",
    "BE68539007547034",
    "",
    "",
    "",
    "Shadows 2020",
  ].join("\n");
  const leaflets = files(".pdf").filter((file) => file.includes("leaflets/"));
  assert.ok(leaflets.length >= 4);
  const expected: [string, number, string[]][] = [
    ["codes/codes-a4.pdf", 60, codes],
    ["stickers/floor-round-30cm.pdf", 60, codes],
    ["stickers/floor-square-30cm.pdf", 60, codes],
    ["posters/poster-a3.pdf", 120, [...place, gift]],
    ["posters/poster-a2.pdf", 90, [...place, gift]],
    ["boards/a-board-a1.pdf", 50, place],
    ["cards/table-card-a4.pdf", 150, place],
    ...leaflets.map((file): [string, number, string[]] => [
      file.slice(out.length + 1),
      150,
      // A second leaflet is framed in the first of its own languages.
      [page(file.endsWith("-2.pdf") ? languageOf(file) : "fr")],
    ]),
  ];
  for (const [path, resolution, wanted] of expected) {
    const pages = join(folder, "pages", basename(path, ".pdf"));
    mkdirSync(pages, { recursive: true });
    renderPages(join(out, path), join(pages, "p"), resolution);
    const pictures = readdirSync(pages).map((name) => join(pages, name));
    const zbar = new Set([...zbarReads(pictures).values()].flat());
    const zxing = new Set<string>();
    for (const picture of pictures) for (const text of await zxingReads(readPgm(picture))) zxing.add(text);
    assert.deepEqual([...zbar].toSorted(), wanted.toSorted(), `zbar, ${path}`);
    assert.deepEqual([...zxing].toSorted(), wanted.toSorted(), `ZXing, ${path}`);
  }
  const drawings = files(".svg").filter((file) => file.includes("codes/svg/"));
  assert.equal(drawings.length, codes.length);
  const pictures = await Promise.all(
    drawings.map(async (file) => {
      const { data, info } = await sharp(file, { density: 72 })
        .flatten({ background: "#ffffff" })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      // Drawn at 185 mm, as the file itself says.
      assert.ok(Math.abs((info.width / 72) * 25.4 - 185) < 1, `${info.width} pixels`);
      const picture = { width: info.width, height: info.height, data: new Uint8Array(data) };
      const pgm = join(folder, `${basename(file, ".svg")}.pgm`);
      writePgm(pgm, picture);
      return { pgm, picture };
    }),
  );
  assert.deepEqual(
    [...zbarReads(pictures.map(({ pgm }) => pgm)).values()].flat().toSorted(),
    codes.toSorted(),
  );
  const read = await Promise.all(pictures.map(async ({ picture }) => await zxingReads(picture)));
  assert.deepEqual(read.flat().toSorted(), codes.toSorted());
});

test("the plan of the square is true to scale on paper: its front edge measures 32 m at 1 to 150", () => {
  const pages = join(folder, "plan");
  mkdirSync(pages, { recursive: true });
  // Ten pixels a millimetre.
  renderPages(join(out, "crew/folder-en.pdf"), join(pages, "p"), 254);
  const longest = readdirSync(pages).map((name) => {
    const { width, height, data } = readPgm(join(pages, name));
    let best = 0;
    for (let row = 0; row < height; row += 1) {
      let run = 0;
      for (let column = 0; column < width; column += 1) {
        run = (data[row * width + column] ?? 255) < 70 ? run + 1 : 0;
        best = Math.max(best, run);
      }
    }
    return best / 10;
  });
  // The line is 0.6 mm thick and ends half of that outside on both sides.
  assert.ok(
    Math.max(...longest.filter((length) => Math.abs(length - 32_000 / 150 - 0.6) < 0.3)) > 0,
    longest.join(),
  );
});

test("no word runs out of its page or is cut off at its edge, in any language", () => {
  for (const pdf of files(".pdf").filter((file) => !file.includes("plot"))) {
    const boxes = execFileSync("pdftotext", ["-bbox", pdf, "-"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    for (const page of boxes.split("<page ").slice(1)) {
      const width = Number(/width="([\d.]+)"/.exec(page)?.[1]);
      const height = Number(/height="([\d.]+)"/.exec(page)?.[1]);
      for (const [word, x0, y0, x1, y1] of page.matchAll(
        /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"/g,
      )) {
        const isInside =
          Number(x0) >= 8 && Number(y0) >= 0 && Number(x1) <= width - 8 && Number(y1) <= height;
        assert.ok(isInside, `${pdf}: ${word}`);
      }
    }
  }
});

const wordsOf = (path: string) =>
  execFileSync("pdftotext", ["-layout", join(out, path), "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

test("the words of posters, cards and letters: the gift as it is coded, an address that can be copied, a sample’s mark", () => {
  const poster = wordsOf("posters/poster-a3.pdf");
  for (const path of ["posters/poster-a3.pdf", "cards/table-card-a4.pdf"]) {
    assert.doesNotMatch(wordsOf(path), /[\u200B\uFFFC]/);
    assert.match(
      wordsOf(path).replaceAll(/(?<=\/)\s+/g, ""),
      /day\.example\.org\/2020\/en\/installations\/shadows/,
    );
  }
  assert.match(poster, /Message: Shadows 2020/);
  for (const mark of ["Exemple ·", "Voorbeeld ·", "Muster ·", "Sample ·"])
    assert.ok(poster.includes(mark), mark);
  assert.match(poster, /choose the amount/);
  const letter = wordsOf("crew/permit-letter-fr.pdf");
  assert.match(letter, /Veuillez agréer/);
  // What is announced must be there: the plan, on a page of its own.
  assert.equal(letter.match(/^Annexe : /gm)?.length, 1);
  const [asking = "", ...enclosed] = letter.split("\f");
  assert.match(asking, /^Annexe : un plan du terrain/m);
  assert.match(enclosed.join("\f"), /Plan des emplacements/);
  const set = ["--iban", "BE68539007547034", "--account-holder", "Organiser", "--amount", "12,50"];
  const made = bluehour("print", "shadows", "--out", join(out, "..", "set"), "--only", "posters", ...set);
  assert.equal(made.status, 0, made.stderr);
  const fixed = wordsOf("../set/posters/poster-a3.pdf");
  assert.match(fixed, /€12\.50/);
  assert.doesNotMatch(fixed, /choose the amount|Message:|and message/);
});

test("without a measured ground there is no plan, and the letter for permission announces none", async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  const all = publicDay().releases as unknown as PublicRelease[];
  const of = <K extends Kind>(kind: K) =>
    all.filter((release) => release.kind === kind) as unknown as PublicRelease<K>[];
  const [edition] = of("edition");
  const [installation] = of("installation");
  assert.ok(edition && installation);
  assert.equal(installation.data.ground, undefined);
  const exhibition = {
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    edition,
    installation,
    placements: of("placement"),
    stories: of("story"),
    helplines: of("helpline"),
    organisations: of("organisation"),
  };
  const [made] = printSheets({ exhibition, press: opened.press, locale: "fr", only: ["crew"] });
  const sheet = made?.files.find(({ path }) => path === "crew/permit-letter-fr.pdf");
  assert.ok(sheet);
  const file = join(folder, "without-plan.pdf");
  writeFileSync(file, sheet.bytes);
  const words = execFileSync("pdftotext", ["-layout", file, "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  assert.match(words, /Veuillez agréer/);
  assert.doesNotMatch(words, /Annexe|Plan des emplacements/);
});

test("a telephone number reads from left to right in a leaflet whose language does not", async () => {
  const opened = await openPress();
  assert.ok(opened.ok);
  const all = publicDay().releases as unknown as PublicRelease[];
  const of = <K extends Kind>(kind: K) =>
    all.filter((release) => release.kind === kind) as unknown as PublicRelease<K>[];
  const story = dayStory(1, {
    locales: ["ar"],
    head: { title: "ظل", contentNote: "ديون" },
    blocks: [{ id: "text", state: "human", lang: "ar", content: [{ p: ["كانت تعد الأيام بالضوء"] }] }],
  }) as unknown as PublicRelease<"story">;
  const [edition] = of("edition");
  const [installation] = of("installation");
  assert.ok(edition && installation);
  const exhibition = {
    origin: "https://day.example.org",
    at: new Date("2020-07-01T12:00:00Z"),
    edition,
    installation,
    placements: of("placement"),
    stories: [story],
    helplines: of("helpline"),
    organisations: of("organisation"),
  };
  const [made] = printSheets({ exhibition, press: opened.press, locale: "en", only: ["leaflets"] });
  const [leaflet] = made?.files ?? [];
  assert.ok(leaflet);
  const file = join(folder, "right-to-left.pdf");
  writeFileSync(file, leaflet.bytes);
  const words = execFileSync("pdftotext", ["-bbox", file, "-"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const leftOf = (word: string) =>
    Number(new RegExp(`xMin="([\\d.]+)"[^>]*>${word}</word>`).exec(words)?.[1]);
  const places = ["02", "555", "01", "99"].map(leftOf);
  assert.deepEqual(
    places,
    places.toSorted((a, b) => a - b),
  );
  assert.ok(places.every((place) => place > 0));
});

test("after a withdrawal the leaflet is named, its file goes at the next run, and the ground stays", () => {
  const [leaflet = ""] = files(".pdf").filter((file) => file.includes("leaflets/"));
  const id = basename(leaflet, ".pdf").split("-")[1] ?? "";
  const own = files(".pdf").filter((file) => file.includes(`-${id}`));
  const before = readFileSync(join(out, "codes/svg", readdirSync(join(out, "codes/svg"))[0] ?? ""), "utf8");
  // One command: dark, and what it means for paper.
  const withdrawn = bluehour("withdraw", id, "--printed", out, join(folder, "nowhere"));
  assert.equal(withdrawn.status, 0, withdrawn.stderr);
  assert.match(withdrawn.stdout, new RegExp(`leaflets/(leaflet|booklet)-${id}\\.pdf`));
  assert.match(withdrawn.stderr, /nowhere holds no list of what was printed/);
  const listed = bluehour("print", "shadows", "--removed", id, "--out", out);
  assert.equal(listed.status, 0, listed.stderr);
  assert.ok(withdrawn.stdout.endsWith(listed.stdout));
  const [, replacement = ""] = /in their place \(\d+\):\n([\s\S]*?)\nPrint/i.exec(listed.stdout) ?? [];
  const others = files(".pdf").filter((file) => file.includes("leaflets/") && !file.includes(id));
  assert.deepEqual(
    replacement
      .split("\n")
      .map((line) => line.trim())
      .toSorted(),
    others.map((file) => file.slice(out.length + 1)).toSorted(),
  );
  assert.match(listed.stdout, new RegExp(`leaflets/(leaflet|booklet)-${id}\\.pdf`));
  assert.match(listed.stdout, /Stays on the ground/);
  const again = bluehour("print", "shadows", "--out", out, "--only", "leaflets,codes", "--json");
  const answer = JSON.parse(again.stdout) as { gone: string[]; leftOut: string[] };
  assert.deepEqual(answer.gone.toSorted(), own.map((file) => file.slice(out.length + 1)).toSorted());
  assert.ok(answer.leftOut.some((sentence) => sentence.includes(id)));
  // The file is gone from the folder; the copies on the tables are not.
  const later = bluehour("print", "shadows", "--removed", id, "--out", out);
  assert.match(later.stdout, new RegExp(`leaflets/(leaflet|booklet)-${id}\\.pdf`));
  const mistyped = bluehour("print", "shadows", "--removed", "0000000000", "--out", out);
  assert.equal(mistyped.status, 4, mistyped.stdout);
  assert.match(mistyped.stderr, /0000000000/);
  assert.equal(
    readFileSync(join(out, "codes/svg", readdirSync(join(out, "codes/svg"))[0] ?? ""), "utf8"),
    before,
  );
  assert.ok(
    files(".pdf").some((file) => file.includes("shadows/")),
    "what was not printed again stays",
  );
});

test("a run that breaks off has already listed the leaflets that it wrote, and says what is in the way", () => {
  const broken = join(folder, "broken");
  const ids = files(".pdf").filter((file) => file.includes("leaflets/"));
  mkdirSync(join(broken, "leaflets", basename(ids.at(-1) ?? "")), { recursive: true });
  const { status, stderr } = bluehour("print", "shadows", "--out", broken, "--only", "leaflets");
  assert.equal(status, 69, stderr);
  assert.match(stderr, /broken.*--out/);
  const list = JSON.parse(readFileSync(join(broken, "printed.json"), "utf8")) as { files: object[] };
  assert.equal(list.files.length, ids.length);
  // The list of another exhibition is not written over.
  writeFileSync(
    join(broken, "printed.json"),
    JSON.stringify({ ...list, installation: "statues", edition: "2020" }),
  );
  const other = bluehour("print", "shadows", "--out", broken, "--only", "cards");
  assert.equal(other.status, 2, other.stderr);
  assert.match(other.stderr, /statues \(2020\).*--out/);
});

test("what cannot be printed gets a sentence", () => {
  const sentence = (words: string[], code: number, pattern: RegExp) => {
    const { status, stderr } = bluehour("print", ...words, "--out", join(folder, "none"));
    assert.equal(status, code, stderr);
    assert.match(stderr, pattern);
  };
  sentence(["statues"], 4, /no installation “statues”.*shadows/);
  sentence(["shadows", "--edition", "1999"], 4, /no edition “1999”.*2020/);
  sentence(["shadows", "--locale", "xx"], 2, /not available in “xx”.*en, fr, nl, de/);
  sentence(["shadows", "--only", "hats"], 2, /no product “hats”.*codes/);
  sentence(["shadows", "--height", "tall"], 2, /not a height/);
  sentence(["shadows", "--iban", "BE68539007547034"], 2, /--account-holder/);
  sentence(["shadows", "--amount", "5", "--message", "M"], 2, /--message, --amount.*--iban/);
  sentence(["shadows", "--bic", "KREDBEBB"], 2, /--bic.*--account-holder/);
  sentence(
    ["shadows", "--only", "posters", "--iban", "BE00", "--account-holder", "O"],
    1,
    /not a valid IBAN/,
  );
  sentence(["shadows", "--only", "shadows", "--figures", "dragon"], 1, /no shadow “dragon”/);
  sentence(
    ["shadows", "--only", "shadows", "--figures", "pair+scarf"],
    1,
    /“scarf” in “pair\+scarf”.*165, left/,
  );
  sentence(
    ["shadows", "--only", "crew", "--figures", "child+190"],
    1,
    /190\scm cannot be drawn: “child” goes from 80\sto\s145/,
  );
  sentence(["shadows", "--placements", "0000000"], 1, /Placement 0000000 .*AXBC8TV/);
  const far = (origin: string, pattern: RegExp) => {
    const words = ["--only", "stickers", "--locale", "en", "--out", join(folder, "far")];
    const { status, stderr } = bluehourAt(origin, "print", "shadows", ...words);
    assert.equal(status, 1, stderr);
    assert.match(stderr, pattern);
  };
  far(`https://${"day.".repeat(40)}example.org`, /too long for a code that phones read.*BLUEHOUR_ORIGIN/);
  far(
    "https://the-very-long-name-of-a-campaign.example.org",
    /Floor sticker, round: the page is too small.*1\.4\sm needs modules of 4\.7\smm/,
  );
  sentence(["shadows", "--removed", "7K3M9QX2TR"], 4, /no list of what was printed/);
  const nothing = bluehour("print", "shadows", "--only", "shadows", "--figures", "dragon", "--out", out);
  assert.doesNotMatch(nothing.stdout, /100 %/);
  assert.match(nothing.stderr, /Nothing was made/);
});

test("a sticker that was torn off is printed alone, beside the sheets of all", () => {
  const words = ["--placements", "axbc8tv", "--only", "stickers,codes", "--out", out];
  const { status, stderr, stdout } = bluehour("print", "shadows", ...words);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /floor-round-30cm-AXBC8TV\.pdf/);
  assert.ok(files(".pdf").some((file) => file.endsWith("stickers/floor-round-30cm.pdf")));
  assert.ok(files(".svg").filter((file) => file.includes("codes/svg")).length > 6);
  const pages = join(folder, "torn");
  mkdirSync(pages);
  renderPages(join(out, "stickers/floor-square-30cm-AXBC8TV.pdf"), join(pages, "p"), 60);
  const pictures = readdirSync(pages).map((name) => join(pages, name));
  assert.deepEqual([...zbarReads(pictures).values()].flat(), ["HTTPS://DAY.EXAMPLE.ORG/S/AXBC8TV"]);
});

test("codes that lead to this machine or to an address without encryption are printed with a warning, first and last", () => {
  const warnings = (origin: string, only: string) => {
    const words = ["print", "shadows", "--only", only, "--out", join(folder, "origin")];
    const { status, stderr } = bluehourAt(origin, ...words);
    assert.equal(status, 0, stderr);
    return stderr.split("\n").filter((line) => line.startsWith("WARNING"));
  };
  const here = warnings("http://localhost:4000", "codes");
  assert.equal(here.length, 2);
  for (const line of here) assert.match(line, /this machine only.*localhost:4000.*BLUEHOUR_ORIGIN/);
  const plain = warnings("http://day.example.org", "codes");
  assert.equal(plain.length, 2);
  for (const line of plain) assert.match(line, /without encryption.*https:/);
  assert.deepEqual(warnings("https://day.example.org", "codes"), []);
  assert.deepEqual(warnings("http://localhost:4000", "shadows"), []);
});
