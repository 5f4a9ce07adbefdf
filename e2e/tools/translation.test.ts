/**
 * What translators' own tools make of our files: gettext, the Translate Toolkit, i18nspector and xmllint from Debian, and npm's xliff, none of which
 * shares a line with what writes them. No program of Debian reads XLIFF 2 yet.
 */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadBundle } from "@bluehour/bundle/load";
import type { Draft } from "@bluehour/domain/draft";
import { plainText } from "@bluehour/domain/rich-text";
import { applyJob } from "@bluehour/i18n/apply-job";
import { readExchange, writeExchange } from "@bluehour/i18n/exchange";
import { jobOf } from "@bluehour/i18n/translation-job";
import type { TranslationJob } from "@bluehour/i18n/translation-job";
import { root } from "../../tools/sources.ts";

let folder: string;
let drafts: Draft[];

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "bluehour-translation-"));
  const loaded = await loadBundle(join(root, "campaigns/belgium-2020"));
  assert.ok(loaded.ok);
  drafts = [loaded.bundle.edition, ...loaded.bundle.drafts];
});
after(() => rmSync(folder, { recursive: true, force: true }));

function jobTo(to: string): TranslationJob {
  return jobOf({ drafts, edition: "2020", from: "en", to, madeAt: "2020-07-01T10:00:00.000Z", notes: "fr" })
    .job;
}

/** A file of the sample day, with all states and a source from before. */
function written(to: string, ending: "po" | "xlf"): { job: TranslationJob; file: string } {
  const job = jobTo(to);
  for (const [index, unit] of job.units.entries()) {
    if (unit.target === undefined) continue;
    if (index % 7 === 0) Object.assign(unit, { state: "stale", previousSource: unit.source });
    if (index % 11 === 0 && index % 7 !== 0) unit.state = "machine";
  }
  const file = join(folder, `${to}.${ending}`);
  writeFileSync(file, writeExchange(job, ending === "po" ? "po" : "xliff"));
  return { job, file };
}

function read(file: string): TranslationJob {
  const result = readExchange(readFileSync(file));
  assert.ok(result.ok, JSON.stringify(result).slice(0, 500));
  assert.deepEqual(result.broken, []);
  return result.job;
}

const run = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { encoding: "utf8", env: { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8" } });

const languages = ["fr", "nl", "de", "ar", "ro"];

test("gettext finds nothing to complain of, and gives back every text, mark and hash when it writes the file anew", () => {
  for (const to of languages) {
    const { job, file } = written(to, "po");
    const checked = spawnSync("msgfmt", ["--check", "--verbose", "-o", "/dev/null", file], {
      encoding: "utf8",
    });
    assert.equal(checked.status, 0, checked.stderr);
    assert.doesNotMatch(checked.stderr, /warning|error/);
    const again = join(folder, "again.po");
    for (const words of [["--width=50"], ["--no-wrap", "--sort-output"], ["--escape"]]) {
      run("msgcat", ...words, "-o", again, file);
      const back = read(again);
      const sorted = (units: TranslationJob["units"]) => units.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      // It writes nothing but ASCII with --escape, in octal numbers that our reader does not know.
      if (words[0] !== "--escape") assert.deepEqual(sorted(back.units), sorted(job.units));
    }
  }
});

test("lifting a fuzzy mark with gettext makes it a person's text", () => {
  const { job, file } = written("nl", "po");
  const cleared = join(folder, "cleared.po");
  run("msgattrib", "--clear-fuzzy", "--clear-previous", "-o", cleared, file);
  const back = read(cleared);
  assert.deepEqual(
    back.units.map(({ state }) => state),
    job.units.map(() => "human"),
  );
  const applied = applyJob({ drafts, job: back });
  assert.ok(applied.ok);
  assert.deepEqual([applied.conflicts, applied.refused], [[], []]);
});

test("the Translate Toolkit counts what we count, and its filter finds the tag that a translator broke", () => {
  const { job, file } = written("ar", "po");
  const [, numbers = ""] = run("pocount", "--csv", file).trim().split("\n");
  const [, translated, , , fuzzy, , untranslated, , total] = numbers.split(",").map(Number);
  const count = (...states: string[]): number =>
    job.units.filter(({ state }) => states.includes(state)).length;
  assert.deepEqual(
    [translated, fuzzy, untranslated, total],
    [count("human"), count("stale", "machine"), count("missing"), job.units.length],
  );
  const dutch = written("nl", "po").file;
  const sound = join(folder, "sound.po");
  const tests = ["--test=xmltags", "--test=newlines", "--test=tabs", "--test=escapes", "--test=nplurals"];
  spawnSync("pofilter", [...tests, dutch, sound], { encoding: "utf8" });
  assert.throws(() => readFileSync(sound), "nothing to complain of is no file");
  const broken = join(folder, "broken.po");
  writeFileSync(broken, readFileSync(dutch, "utf8").replace(/(msgstr[^]*?)<h2>Waar deze/, "$1Waar deze"));
  spawnSync("pofilter", [...tests, broken, sound], { encoding: "utf8" });
  assert.match(readFileSync(sound, "utf8"), /\(pofilter\) xmltags/);
});

test("i18nspector misses what we leave out on purpose, and nothing else", () => {
  // There is nobody's address in a file: neither a translator's nor one to write to.
  const left = ["no-report-msgid-bugs-to-header-field", "invalid-last-translator"];
  for (const to of languages) {
    const told = spawnSync("i18nspector", [written(to, "po").file], { encoding: "utf8" }).stdout.trim();
    const tags = told
      .split("\n")
      .map((line) => / ([a-z0-9-]+)( |$)/.exec(line.replace(/^\S: \S+:/, ""))?.[1]);
    assert.deepEqual([...new Set(tags)].toSorted(), left.toSorted(), told);
  }
});

test("XLIFF is well-formed to xmllint, and another reader finds the same words in it", async () => {
  // Has no types of its own.
  const { xliff2js } = (await import("xliff" as string)) as {
    xliff2js: (text: string) => Promise<{
      sourceLanguage: string;
      targetLanguage: string;
      resources: Record<
        string,
        Record<string, { groupUnits: Record<string, { source: unknown; target?: unknown }> }>
      >;
    }>;
  };
  /** Words of whatever shape that reader gives codes. */
  const wordsOf = (value: unknown): string => {
    if (typeof value === "string") return value;
    if (Array.isArray(value)) return value.map(wordsOf).join("");
    const span = value as { Span?: { contents?: unknown } } | null;
    return span?.Span === undefined ? "" : wordsOf(span.Span.contents);
  };
  const flat = (text: string): string => text.replaceAll(/\s+/g, "");
  for (const to of languages) {
    const { job, file } = written(to, "xlf");
    run("xmllint", "--noout", file);
    const theirs = await xliff2js(readFileSync(file, "utf8"));
    assert.deepEqual([theirs.sourceLanguage, theirs.targetLanguage], ["en", to]);
    const groups = theirs.resources[job.id] ?? {};
    for (const unit of job.units) {
      const group = groups[unit.id.split("/").slice(0, 2).join(":")];
      const found = group?.groupUnits[unit.id.replaceAll("/", ":")];
      assert.ok(found, unit.id);
      const isSingle =
        typeof unit.source === "string" || (unit.source.length === 1 && "p" in (unit.source[0] ?? {}));
      const text = typeof unit.source === "string" ? unit.source : plainText(unit.source);
      // Of a unit with several segments it keeps the last.
      if (isSingle) assert.equal(flat(wordsOf(found.source)), flat(text), unit.id);
    }
  }
});

test("xmllint writes the file anew, in another encoding, and nothing is lost", () => {
  for (const to of languages) {
    const { job, file } = written(to, "xlf");
    const again = join(folder, "again.xlf");
    for (const encoding of ["UTF-8", "UTF-16"]) {
      run("xmllint", "--encode", encoding, "--output", again, file);
      assert.deepEqual(read(again), job);
    }
    // ASCII, with every other sign as a number.
    run("xmllint", "--encode", "US-ASCII", "--output", again, file);
    assert.deepEqual(read(again), job);
  }
});

test("a tool that only knows XLIFF 1.2 gets a sentence, and its way back through PO as well", () => {
  const { file } = written("nl", "po");
  const old = join(folder, "old.xlf");
  run("po2xliff", "--progress=none", file, old);
  const refused = readExchange(readFileSync(old));
  assert.ok(!refused.ok);
  assert.deepEqual(
    refused.problems.map(({ code }) => code),
    ["xliff-version"],
  );
  const back = join(folder, "back.po");
  run("xliff2po", "--progress=none", old, back);
  const nameless = readExchange(readFileSync(back));
  assert.ok(!nameless.ok);
  assert.deepEqual(
    nameless.problems.map(({ code }) => code),
    ["po-context"],
  );
});
