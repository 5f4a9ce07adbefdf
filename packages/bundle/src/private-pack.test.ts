import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Encrypter, armor, generateIdentity, identityToRecipient } from "age-encryption";
import type { OperatorLocale } from "@bluehour/domain/locales";
import { operatorLocales } from "@bluehour/domain/locales";
import { loadBundle } from "./load.ts";
import type { Bundle } from "./load.ts";
import { formatProblem } from "./problem.ts";
import { identitiesIn, packPrivate, privateFiles, unpackPrivate, writePrivate } from "./private-pack.ts";
import type { PrivateHalf } from "./private-pack.ts";
import { inFolder, loadWith } from "./test-bundle.ts";
import { bundleFiles, writeBundle } from "./write.ts";

const campaign = fileURLToPath(new URL("../../../campaigns/belgium-2020", import.meta.url));

let bundle: Bundle;
let secret: string;
let recipient: string;

before(async () => {
  const result = await loadWith({});
  assert.ok(result.ok);
  ({ bundle } = result);
  secret = await generateIdentity();
  recipient = await identityToRecipient(secret);
});

function recordsOf({ consents, declarations, reviews, acts, blocked }: PrivateHalf): PrivateHalf {
  const sorted = <T extends object>(list: T[]): T[] =>
    list.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return {
    consents: sorted(consents),
    declarations: sorted(declarations),
    reviews: sorted(reviews),
    acts,
    blocked,
  };
}

async function packed(to = [recipient], records: PrivateHalf = bundle): Promise<Uint8Array> {
  const result = await packPrivate("2026", records, to);
  assert.ok(result.ok, JSON.stringify(result));
  return result.file;
}

function codeOf(result: { ok: boolean; problems?: { code: string }[] }): string | undefined {
  return result.problems?.[0]?.code;
}

/** A file that age made and Bluehour did not. */
async function encrypted(content: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return await encrypter.encrypt(content);
}

describe("private records in a file", () => {
  it("are for each of those named, come back as they were, and are not to be read without a key", async () => {
    const other = await generateIdentity();
    const file = await packed([recipient, await identityToRecipient(other)]);
    for (const identity of [secret, other]) {
      const opened = await unpackPrivate(file, [identity]);
      assert.ok(opened.ok, JSON.stringify(opened));
      assert.equal(opened.edition, "2026");
      assert.deepEqual(recordsOf(opened.records), recordsOf(bundle));
    }
    assert.ok(!Buffer.from(file).includes("consents"));
    assert.ok(!Buffer.from(file).includes("0123456789"));
  });

  it("with the public half are the whole bundle: a folder that was packed, written and unpacked is the same", async () => {
    const result = await loadBundle(campaign);
    assert.ok(result.ok);
    const original = result.bundle;
    const files = bundleFiles(original);
    assert.ok(files.ok);
    const opened = await unpackPrivate(await packed([recipient], original), [secret]);
    assert.ok(opened.ok, JSON.stringify(opened));
    await inFolder({}, async (folder) => {
      const copy = join(folder, "copy");
      assert.ok(writeBundle(copy, files.files).ok);
      assert.deepEqual(writePrivate(copy, opened.records, { sample: true }), { ok: true });
      const again = await loadBundle(copy);
      assert.ok(again.ok, JSON.stringify(again));
      assert.deepEqual(recordsOf(again.bundle), recordsOf(original));
      assert.deepEqual(again.bundle.edition.data, original.edition.data);
    });
  });

  it("may travel as text, and a key file may have comments", async () => {
    const text = Buffer.from(armor.encode(await packed()).replaceAll("\n", "\r\n"));
    const keys = identitiesIn(`# created: 2026-01-01\r\n# public key: ${recipient}\r\n${secret}\r\n`);
    assert.equal((await unpackPrivate(text, keys)).ok, true);
  });

  it("are refused with a reason in four languages, and nothing of a broken file is used", async () => {
    const file = await packed();
    const content = (more: object): string =>
      JSON.stringify({ format: "bluehour-private", version: 1, edition: "2026", files: {}, ...more });
    const cases: [string, { ok: boolean; problems?: never[] }][] = [
      ["pack-nobody", await packPrivate("2026", bundle, [])],
      ["pack-recipient", await packPrivate("2026", bundle, [`${recipient.slice(0, -1)}x`])],
      ["pack-secret", await packPrivate("2026", bundle, [secret])],
      ["pack-key", await unpackPrivate(file, ["AGE-SECRET-KEY-1XYZ"])],
      ["pack-key", await unpackPrivate(file, [])],
      ["pack-stranger", await unpackPrivate(file, [await generateIdentity()])],
      ["pack-broken", await unpackPrivate(file.subarray(0, -20), [secret])],
      ["pack-broken", await unpackPrivate(file.subarray(0, 60), [secret])],
      [
        "pack-broken",
        await unpackPrivate(
          file.map((byte, at) => (at === file.length - 5 ? byte ^ 1 : byte)),
          [secret],
        ),
      ],
      ["pack-broken", await unpackPrivate(Buffer.from(armor.encode(file).slice(0, 200)), [secret])],
      ["pack-other", await unpackPrivate(Buffer.from("PK\u0003\u0004 a zip"), [secret])],
      ["pack-other", await unpackPrivate(new Uint8Array(), [secret])],
      ["pack-other", await unpackPrivate(await encrypted("a diary"), [secret])],
      ["pack-other", await unpackPrivate(await encrypted('{"format":"another"}'), [secret])],
      ["pack-version", await unpackPrivate(await encrypted(content({ version: 2, more: [] })), [secret])],
      [
        "pack-broken",
        await unpackPrivate(await encrypted(content({ files: { "../../etc/x.yaml": "" } })), [secret]),
      ],
      [
        "pack-broken",
        await unpackPrivate(await encrypted(content({ files: { "private/x/y.yaml": "" } })), [secret]),
      ],
      [
        "key-missing",
        await unpackPrivate(await encrypted(content({ files: { "private/blocked.yaml": "name: x\n" } })), [
          secret,
        ]),
      ],
    ] as never;
    for (const [code, result] of cases) {
      assert.equal(result.ok, false, code);
      assert.equal(codeOf(result), code);
      for (const locale of operatorLocales satisfies readonly OperatorLocale[])
        for (const problem of result.problems ?? []) {
          const sentence = formatProblem(problem, locale);
          assert.ok(sentence.length > 30, sentence);
          assert.ok(!sentence.includes("AGE-SECRET-KEY-1"), sentence);
        }
    }
  });

  it("that cannot be kept exactly are not packed", async () => {
    const [consent] = bundle.consents;
    assert.ok(consent !== undefined);
    const padded = { ...consent, elements: { comprehension: { ownWords: " padded " } } };
    assert.equal(
      codeOf(await packPrivate("2026", { ...bundle, consents: [padded] }, [recipient])),
      "write-changed",
    );
  });
});

describe("private records in a folder", () => {
  it("are for this user alone and passed over by git, and never take the place of others", async () => {
    await inFolder({}, async (folder) => {
      mkdirSync(join(folder, "private"));
      assert.deepEqual(writePrivate(folder, bundle, { sample: false }), { ok: true });
      assert.deepEqual(readdirSync(folder), ["private"]);
      assert.equal(readFileSync(join(folder, "private/.gitignore"), "utf8"), "*\n");
      assert.equal(statSync(join(folder, "private")).mode & 0o77, 0);
      assert.equal(statSync(join(folder, "private/acts.yaml")).mode & 0o77, 0);
      const second = writePrivate(folder, bundle, { sample: false });
      assert.equal(codeOf(second), "write-private-there");
      assert.deepEqual(readdirSync(folder), ["private"]);
    });
    await inFolder({ file: "x" }, async (folder) => {
      assert.equal(codeOf(writePrivate(join(folder, "file"), bundle, { sample: false })), "write-failed");
      writeFileSync(join(folder, "private"), "x");
      assert.equal(codeOf(writePrivate(folder, bundle, { sample: true })), "write-failed");
      assert.deepEqual(readdirSync(folder).toSorted(), ["file", "private"]);
    });
  });

  it("are named by what says nothing of a person", () => {
    const files = privateFiles({ ...bundle, reviews: [...bundle.reviews, ...bundle.reviews] });
    assert.ok(files.ok);
    assert.deepEqual(
      [...files.files.keys()],
      [
        "private/acts.yaml",
        "private/blocked.yaml",
        "private/consents/0123456789abcdef.yaml",
        "private/declarations/0123456789abcdeg.yaml",
        "private/reviews/7k3m9qx2tr-r-7-2026-01-16-2.yaml",
        "private/reviews/7k3m9qx2tr-r-7-2026-01-16.yaml",
      ],
    );
  });
});
