import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { MessageError, createCatalogue, createOperatorCatalogue } from "./catalogue.ts";
import { localeOfShell, preferredLocales } from "./negotiate.ts";

const say = createOperatorCatalogue<"plain" | "count" | "tag">({
  en: { plain: "Hello", count: "{n, plural, one {# story} other {# stories}}", tag: "a <b> c {x}" },
  fr: { plain: "Bonjour", count: "{n, plural, one {# récit} other {# récits}}", tag: "a <b> c {x}" },
  nl: { plain: "Hallo", count: "{n, plural, one {# verhaal} other {# verhalen}}", tag: "a <b> c {x}" },
  de: { plain: "Hallo", count: "{n, plural, one {# Geschichte} other {# Geschichten}}", tag: "a <b> c {x}" },
});

test("plurals follow the language: zero is one in French", () => {
  assert.equal(say("fr")("count", { n: 0 }), "0 récit");
  assert.equal(say("en")("count", { n: 0 }), "0 stories");
  assert.equal(say("de")("count", { n: 1200 }), "1.200 Geschichten");
});

test("in a right-to-left language a Latin name is isolated, and what a message chooses by is not", () => {
  const same = { read: "X {source}.", choose: "{yes, select, yes {A} other {B}}", count: "{n, number}" };
  const told = createCatalogue<keyof typeof same>({
    en: same,
    fr: same,
    nl: same,
    de: same,
    ro: same,
    ar: { ...same, read: "قُرئ في {source}." },
  });
  assert.equal(told("ar")("read", { source: "Le Vif" }), "قُرئ في \u2068Le Vif\u2069.");
  assert.equal(told("ar")("read", { source: "بروكسل" }), "قُرئ في بروكسل.");
  assert.equal(told("ar")("choose", { yes: "yes" }), "A");
  assert.equal(told("ar")("count", { n: 1200 }), "1,200");
  assert.equal(told("ro")("read", { source: "Le Vif" }), "X Le Vif.");
});

test("angle brackets in a message are text", () => {
  assert.equal(say("en")("tag", { x: 1 }), "a <b> c 1");
});

test("a message that does not exist, or lacks a value, is a bug with a name", () => {
  assert.throws(() => say("en")("nothing" as "plain"), MessageError);
  assert.throws(() => say("en")("count"), MessageError);
});

test("a browser's wishes order the offer, and the offer is never lost", () => {
  assert.deepEqual(preferredLocales("nl-BE,nl;q=0.9,fr;q=0.8", ["en", "fr", "nl", "de"]), [
    "nl",
    "fr",
    "en",
    "de",
  ]);
  assert.deepEqual(preferredLocales("fr;q=0,*", ["fr", "en"]), ["en", "fr"]);
  assert.deepEqual(preferredLocales(undefined, ["de", "en"]), ["de", "en"]);
  assert.deepEqual(preferredLocales("*", ["de", "en"]), ["de", "en"]);
});

test("any header at all gives every offered language once", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      assert.deepEqual(preferredLocales(header, ["en", "fr", "nl"]).toSorted(), ["en", "fr", "nl"]);
    }),
  );
});

test("a shell's language", () => {
  assert.equal(localeOfShell({ LANG: "fr_BE.UTF-8" }), "fr");
  assert.equal(localeOfShell({ LC_ALL: "nl_NL@euro", LANG: "fr" }), "nl");
  assert.equal(localeOfShell({ LC_ALL: "", LANG: "fr_BE.UTF-8" }), "fr");
  assert.equal(localeOfShell({ LANG: "C.UTF-8" }), "en");
  assert.equal(localeOfShell({}, "de"), "de");
});
