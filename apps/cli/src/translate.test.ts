/** A folder's texts to a translator and back, through the command line. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { environment } from "@bluehour/config/environment";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const campaign = fileURLToPath(new URL("../../../campaigns/belgium-2020", import.meta.url));
let folder: string;
let copies = 0;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-translate-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function bluehour(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    timeout: 60_000,
    env: { PATH: environment()["PATH"] ?? "", LANG: "en", BLUEHOUR_DATA: join(folder, "data") },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

function copyOfCampaign(): string {
  copies += 1;
  const copy = join(folder, `day-${copies}`);
  cpSync(campaign, copy, { recursive: true });
  return copy;
}

/** What every file of a folder holds. */
function contents(day: string): Map<string, string> {
  const names = readdirSync(day, { recursive: true, encoding: "utf8" });
  return new Map(
    names
      .filter((name) => statSync(join(day, name)).isFile())
      .map((name) => [name, readFileSync(join(day, name)).toString("latin1")]),
  );
}

const edit = (file: string, from: string | RegExp, to: string): void => {
  const text = readFileSync(file, "utf8");
  assert.notEqual(text.replace(from, to), text, `${String(from)} is in ${file}`);
  writeFileSync(file, text.replace(from, to));
};

for (const [format, ending] of [
  ["xliff", "xlf"],
  ["po", "po"],
] as const)
  test(`what comes back as ${format} untouched changes nothing, and a new word is in the folder at once`, () => {
    const day = copyOfCampaign();
    const file = join(folder, `fr.${ending}`);
    const before_ = contents(day);
    const written = bluehour("translate", "export", day, "--to", "fr", "--format", format, "--out", file);
    assert.equal(written.code, 0, written.err);
    assert.match(written.out, /\d+ texts, of which \d+ missing/);
    assert.doesNotMatch(readFileSync(file, "utf8"), /\br-\d|\.yaml|\bprivate\//);

    const same = bluehour("translate", "import", day, file);
    assert.equal(same.code, 0, same.err);
    assert.match(same.out, /Nothing was new/);
    assert.deepEqual(contents(day), before_);

    edit(file, "Journée mondiale", "Grande journée mondiale");
    const dry = bluehour("translate", "import", day, file, "--dry-run");
    assert.match(dry.out, /One text would be taken in.*\n {2}edition\.fr\.md/);
    assert.deepEqual(contents(day), before_);
    const taken = bluehour("translate", "import", day, file);
    assert.equal(taken.code, 0, taken.err);
    assert.match(readFileSync(join(day, "edition.fr.md"), "utf8"), /title: Grande journée mondiale/);
    const now = contents(day);
    assert.deepEqual(
      [...now.keys()].filter((name) => now.get(name) !== before_.get(name)),
      ["edition.fr.md"],
    );
    assert.equal(bluehour("check", day).code, 0);
    assert.match(bluehour("translate", "import", day, file).out, /Nothing was new/);
  });

test("a file for an older text comes back with both versions, and all the rest is taken in", () => {
  const day = copyOfCampaign();
  const file = join(folder, "older.po");
  bluehour("translate", "export", day, "--to", "fr", "--format", "po", "--out", file);
  edit(file, "Journée mondiale", "Grande journée mondiale");
  edit(file, 'msgstr "Belgique"', 'msgstr "La Belgique"');
  edit(join(day, "edition.en.md"), "World Day against", "The World Day against");
  const { code, out, err } = bluehour("translate", "import", day, file);
  assert.equal(code, 3);
  assert.match(out, /One text was taken in/);
  assert.match(err, /edition\/2020\/head\.title: the source was changed/);
  assert.match(err, /Source in the file:\n +World Day/);
  assert.match(err, /Source now:\n +The World Day/);
  assert.match(err, /Translation in the file:\n +Grande journée/);
  assert.match(err, /One text was not taken in/);
  assert.match(readFileSync(join(day, "edition.fr.md"), "utf8"), /La Belgique/);
  assert.doesNotMatch(readFileSync(join(day, "edition.fr.md"), "utf8"), /Grande/);
});

test("a short text is taken in although the source of its neighbour was changed", () => {
  const day = copyOfCampaign();
  const file = join(folder, "neighbour.po");
  const fetch = (name: string) =>
    bluehour("translate", "export", day, "--to", "fr", "--format", "po", "--out", name);
  fetch(file);
  edit(file, "Journée mondiale", "Grande journée mondiale");
  // Written by us, the head now says what it was made from, and is out of date as soon as that changes.
  assert.equal(bluehour("translate", "import", day, file).code, 0);
  const second = join(folder, "neighbour-2.po");
  fetch(second);
  edit(second, 'msgstr "Belgique"', 'msgstr "La Belgique"');
  edit(join(day, "edition.en.md"), "World Day against", "The World Day against");
  const { code, out, err } = bluehour("translate", "import", day, second);
  assert.equal(code, 0, err);
  assert.match(out, /One text was taken in/);
  assert.match(readFileSync(join(day, "edition.fr.md"), "utf8"), /La Belgique/);
  // The title is not made good by its neighbour.
  assert.match(
    bluehour("translate", "export", day, "--to", "fr", "--only", "stale", "--out", join(folder, "rest.po"))
      .out,
    /out of date/,
  );
});

test("a broken text is told with its line, in the operator's language, and costs nothing else", () => {
  const day = copyOfCampaign();
  const file = join(folder, "broken.po");
  bluehour("translate", "export", day, "--to", "nl", "--format", "po", "--out", file);
  edit(file, '<h2>Waar deze dag voor dient</h2>\\n"', '<h2>Waar deze dag voor dient\\n"');
  const { code, err } = bluehour("translate", "import", day, file, "--lang", "fr");
  assert.equal(code, 3);
  assert.match(err, /Ligne \d+, edition\/2020\/purpose : La balise <p> ne peut pas se trouver ici\./);
  const json = JSON.parse(bluehour("translate", "import", day, file, "--json").out) as {
    ok: boolean;
    refused: { unit: string; line: number; code: string }[];
  };
  assert.equal(json.ok, false);
  assert.deepEqual(
    json.refused.map(({ unit, code: name }) => [unit, name]),
    [["edition/2020/purpose", "tag-misplaced"]],
  );
});

test("what a row of a sheet is called in another language cannot be written, and is said so", () => {
  const day = copyOfCampaign();
  const file = join(folder, "sheet.po");
  bluehour("translate", "export", day, "--to", "fr", "--format", "po", "--out", file);
  const text = readFileSync(file, "utf8");
  const ids = /^([a-z0-9-]+)[,;]/m.exec(
    readFileSync(join(day, "landmarks/elsewhere.csv"), "utf8").split("\n").slice(1).join("\n"),
  );
  assert.ok(ids?.[1]);
  const unit = `msgctxt "landmark/${ids[1]}/head.title"`;
  assert.ok(text.includes(unit), `${unit} is exported`);
  writeFileSync(file, text.replace(new RegExp(`(${unit}\\nmsgid .*\\nmsgstr ")[^"]*"`), '$1Un autre nom"'));
  const { code, err } = bluehour("translate", "import", day, file);
  assert.equal(code, 3);
  assert.match(err, /elsewhere\.csv:\d+ stands in a spreadsheet/);
});

test("a story that nobody allowed in a language is not handed out in it", () => {
  const day = copyOfCampaign();
  const name = readdirSync(join(day, "private/declarations"))[0] ?? "";
  const record = join(day, "private/declarations", name);
  const story = /story: (\w+)/.exec(readFileSync(record, "utf8"))?.[1] ?? "";
  const json = (): { withheld: { id: string }[]; file: string } =>
    JSON.parse(
      bluehour("translate", "export", day, "--to", "nl", "--out", join(folder, `${copies++}.xlf`), "--json")
        .out,
    ) as { withheld: { id: string }[]; file: string };
  const allowed = json();
  assert.ok(!allowed.withheld.some(({ id }) => id === story));
  assert.match(readFileSync(allowed.file, "utf8"), new RegExp(story));
  edit(record, /^(locales: .*)\bnl\b,? ?/m, "$1");
  const withheld = json();
  assert.ok(withheld.withheld.some(({ id }) => id === story));
  assert.doesNotMatch(readFileSync(withheld.file, "utf8"), new RegExp(story));
});

test("wishes that cannot be met get a sentence, and no file of a translator is ever overwritten", () => {
  const day = copyOfCampaign();
  const there = join(folder, "there.xlf");
  writeFileSync(there, "work of days");
  const refusals: [words: string[], code: number, sentence: RegExp][] = [
    [["export", day, "--to", "fr", "--out", there], 69, /is there already/],
    [["export", day, "--to", "tlh"], 1, /not offered in tlh, but in en/],
    [["export", day, "--to", "fr", "--from", "fr"], 1, /both fr/],
    [["export", day, "--to", "fr", "--format", "docx"], 2, /no format “docx”/],
    [["export", day, "--to", "fr", "--only", "done"], 2, /no state “done”/],
    [["export", day], 2, /--to/],
    [["export", day, "--to", "fr", "--out", join(folder, "no/where.xlf")], 69, /cannot be written/],
    [["import", day, join(folder, "nothing.po")], 1, /cannot be read/],
    [["import", day, there], 1, /neither XLIFF nor PO/],
    [["import", join(folder, "nowhere"), there], 1, /nowhere/],
    [["coverage", join(folder, "nowhere")], 1, /nowhere/],
  ];
  for (const [words, code, sentence] of refusals) {
    const done = bluehour("translate", ...words);
    assert.equal(done.code, code, `${words.join(" ")}: ${done.err}`);
    assert.match(done.err, sentence);
  }
  assert.equal(readFileSync(there, "utf8"), "work of days");
});

test("the table of languages counts by kind what ready counts in all", () => {
  const { kinds, totals } = JSON.parse(bluehour("translate", "coverage", campaign, "--json").out) as {
    kinds: { locale: string; missing: number }[];
    totals: { locale: string; missing: number }[];
  };
  const ready = JSON.parse(bluehour("ready", campaign, "--json").out) as { coverage: unknown };
  assert.deepEqual(totals, ready.coverage);
  for (const { locale, missing } of totals)
    assert.equal(
      kinds.filter((row) => row.locale === locale).reduce((sum, row) => sum + row.missing, 0),
      missing,
    );
  assert.match(bluehour("translate", "coverage", campaign, "--lang", "nl").out, /Verhaal/);
});
