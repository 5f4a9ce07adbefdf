import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { releaseSchema } from "./release.ts";
import { canonicalJson, contentHash, readingHash } from "./text.ts";
import type { DraftText } from "./text.ts";

function release(): Record<string, unknown> {
  return {
    schema: 1,
    kind: "story",
    id: "AAAAAAAAAA",
    edition: "2026",
    data: {
      teller: "survivor",
      basis: "composite",
      naming: "anonymous",
      minor: false,
      silhouette: { figure: "adult", pose: "standing", seed: 1 },
    },
    locales: {
      fr: {
        state: "human",
        lang: "fr",
        head: { title: "Titre", contentNote: "Dettes." },
        blocks: [
          {
            id: "one",
            state: "human",
            lang: "fr",
            content: [
              { p: ["Un ", { em: [{ strong: ["mot"] }] }, { link: ["ici"], href: "https://example.org/" }] },
              { ul: [["a"], ["b"]] },
            ],
          },
        ],
      },
    },
    uses: ["web"],
    restsOn: ["AAAAAAAAAAAAAAAA"],
    notBefore: null,
    notAfter: "2027-01-01T00:00:00Z",
    generation: 1,
    media: [{ hash: "0".repeat(64), type: "image/webp", width: 1, height: 1, bytes: 1 }],
    stopHash: "0".repeat(64),
  };
}

/** Every object inside a value, itself included; a record keyed by language is left out, since its keys are free. */
function objectsIn(value: unknown, key = ""): object[] {
  if (value === null || typeof value !== "object") return [];
  const inner = Object.entries(value).flatMap(([name, item]) => objectsIn(item, name));
  return Array.isArray(value) || key === "locales" ? inner : [value, ...inner];
}

test("a release is read as it was written", () => {
  assert.deepEqual(releaseSchema.parse(release()), release());
});

test("an unknown key is refused at every depth", () => {
  const count = objectsIn(release()).length;
  assert.ok(count > 9);
  for (let index = 0; index < count; index += 1) {
    const changed = release();
    const target = objectsIn(changed)[index];
    assert.ok(target);
    Object.assign(target, { canary: "private" });
    assert.equal(releaseSchema.safeParse(changed).success, false, JSON.stringify(target));
  }
});

test("a release needs a kind, an id of its kind, a language, and an end where it rests on somebody", () => {
  for (const change of [
    { kind: "secret" },
    { kind: undefined },
    { kind: "__proto__" },
    { kind: "constructor" },
    { schema: 2 },
    { id: "a-word" },
    { locales: {} },
    { locales: { FR: release()["locales"] } },
    { notAfter: null },
    { uses: ["everything"] },
    { generation: 0 },
    { restsOn: ["a name"] },
    { data: {} },
  ])
    assert.equal(releaseSchema.safeParse({ ...release(), ...change }).success, false, JSON.stringify(change));
  for (const value of [null, undefined, 1, "story", []])
    assert.equal(releaseSchema.safeParse(value).success, false);
  assert.ok(releaseSchema.safeParse({ ...release(), restsOn: [], notAfter: null }).success);
});

test("a link leads to the web, a telephone, a mailbox or this site, and nowhere else", () => {
  const linked = (href: string): unknown => {
    const value = JSON.parse(JSON.stringify(release())) as {
      locales: { fr: { blocks: { content: unknown }[] } };
    };
    Object.assign(value.locales.fr.blocks[0] ?? {}, { content: [{ p: [{ link: ["x"], href }] }] });
    return value;
  };
  for (const href of ["https://example.org/", "tel:+32112", "mailto:a@b.org", "/help"])
    assert.ok(releaseSchema.safeParse(linked(href)).success, href);
  for (const href of ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://"x', "ftp://x", ""])
    assert.equal(releaseSchema.safeParse(linked(href)).success, false, href);
});

test("canonical JSON does not depend on the order of keys, and hides nothing", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).toReversed());
      assert.equal(canonicalJson(turned), canonicalJson(value));
      assert.deepEqual(JSON.parse(canonicalJson(value)), JSON.parse(JSON.stringify(value)));
    }),
  );
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      // -0 and 0 are the same number in JSON.
      const same =
        JSON.stringify(JSON.parse(canonicalJson(a))) === JSON.stringify(JSON.parse(canonicalJson(b)));
      assert.equal(contentHash(a) === contentHash(b), same);
    }),
  );
});

test("a reading hash follows every word and block, and no state", () => {
  const text = (change: Partial<DraftText<"story">> = {}): DraftText<"story"> => ({
    state: "human",
    head: { title: "Titre", contentNote: "Dettes." },
    blocks: [{ id: "one", state: "human", content: [{ p: ["Un."] }] }],
    ...change,
  });
  const hash = readingHash(text());
  assert.equal(readingHash(text({ state: "machine" })), hash);
  assert.equal(readingHash(text({ head: { contentNote: "Dettes.", title: "Titre" } })), hash);
  for (const change of [
    { head: { title: "Titre" } },
    { head: { title: "Titre.", contentNote: "Dettes." } },
    { blocks: [] },
    { blocks: [{ id: "two", state: "human" as const, content: [{ p: ["Un."] }] }] },
    { blocks: [{ id: "one", state: "human" as const, content: [{ h: ["Un."] }] }] },
    { blocks: [{ id: "one", state: "human" as const, content: [{ p: ["Un", "."] }] }] },
  ])
    assert.notEqual(readingHash(text(change)), hash, JSON.stringify(change));
});
