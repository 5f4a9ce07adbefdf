/** `bluehour letter` through its own door: a process, its words, its exit code and the PDFs that it leaves. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { environment } from "@bluehour/config/environment";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const campaign = fileURLToPath(new URL("../../../campaigns/belgium-2020", import.meta.url));
let folder: string;

function bluehour(data: string, words: string[], language = "en") {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    timeout: 60_000,
    env: { PATH: environment()["PATH"] ?? "", LANG: language, BLUEHOUR_DATA: join(folder, data) },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-letter-"));
  const bundle = join(folder, "bundle");
  cpSync(campaign, bundle, { recursive: true });
  // One that was asked and has not answered.
  const file = join(bundle, "landmarks", "ghent-city-hall.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("state: lit", "state: invited"));
  const { code, err } = bluehour("data", ["publish", bundle]);
  assert.ok(code === 0 || code === 3, err);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test("one landmark gives one PDF in each language of the place, and says that the day is over", () => {
  const out = join(folder, "each");
  const { code, out: said, err } = bluehour("data", ["letter", "brussels-city-hall", "--out", out]);
  assert.equal(code, 0, err);
  const names = ["de", "fr", "nl"].map((locale) => `2020-brussels-city-hall-${locale}.pdf`);
  assert.deepEqual(readdirSync(out).toSorted(), names);
  assert.deepEqual(
    said.trim().split("\n").toSorted(),
    names.map((name) => join(out, name)),
  );
  assert.match(err, /^brussels-city-hall: This day is over\./m);
  const pdf = readFileSync(join(out, "2020-brussels-city-hall-fr.pdf"), "latin1");
  assert.match(pdf, /^%PDF-1\.\d/);
  assert.match(pdf, /\/Marked true/);
  assert.match(pdf, /\/Lang \(fr\)/);
  assert.match(pdf, /\/Count 1\b/);
});

test("all that are invited, as JSON, in one language", () => {
  const out = join(folder, "invited");
  const words = ["letter", "--all-invited", "--edition", "2020", "--locale", "en", "--out", out, "--json"];
  const { code, out: said } = bluehour("data", words);
  assert.equal(code, 0);
  const file = join(out, "2020-ghent-city-hall-en.pdf");
  assert.deepEqual(JSON.parse(said), [{ edition: "2020", landmark: "ghent-city-hall", locale: "en", file }]);
  assert.ok(existsSync(file));
});

test("what cannot be done gets a sentence and its exit code, and leaves no file", () => {
  const out = join(folder, "none");
  const taken = join(folder, "a-file");
  writeFileSync(taken, "");
  const cases: [words: string[], code: number, sentence: RegExp, language?: string][] = [
    [
      ["brussel-city-hall"],
      4,
      /No published landmark is called “brussel-city-hall”.*Did you mean “brussels-city-hall”\?/,
    ],
    [["ghent-hall", "--edition", "2020"], 4, /The edition 2020 has no landmark “ghent-hall”/],
    [["brussels-city-hall", "--edition", "1999"], 4, /There is no edition “1999”\. There are: 2020\./],
    [["brussels-city-hall", "--locale", "es"], 4, /in “es”\. There are: en, fr, nl, de, ar, ro\./],
    [
      ["brussels-city-hall", "--locale", "es"],
      4,
      /Für brussels-city-hall gibt es keinen Brief in „es“/,
      "de",
    ],
    [[], 2, /Which landmark\?/],
    [["brussels-city-hall", "--all-invited"], 2, /not both/],
    [["brussels-city-hall", "--out", taken], 69, /cannot be written/],
  ];
  for (const [words, code, sentence, language] of cases) {
    const typed = words.includes("--out") ? words : [...words, "--out", out];
    const answer = bluehour("data", ["letter", ...typed], language);
    assert.equal(answer.code, code, words.join(" "));
    assert.match(answer.err, sentence);
    assert.equal(answer.out, "");
    assert.doesNotMatch(answer.err, /\n\s+at /);
  }
  assert.ok(!existsSync(out));
});

test("where nothing is published, it says what to do and makes no store", () => {
  const { code, err } = bluehour("untouched", ["letter", "brussels-city-hall"], "fr");
  assert.equal(code, 4);
  assert.match(err, /Rien n’est encore publié ici/);
  assert.ok(!existsSync(join(folder, "untouched")));
});
