/** What each type of page may weigh on the wire, in bytes as a browser of today gets them (Brotli): markup, look and behaviour apart. */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import type { IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { interfaceLocales } from "@bluehour/domain/locales";
import { root } from "../tools/sources.ts";
import { pageTypes, samplesOf } from "./page-types.ts";
import { startDay } from "./start-day.ts";

/** What ten packets of a new connection hold: one round trip. */
const oneTrip = 14_600;
const budgets = {
  /** Any page, with its headers. */
  page: oneTrip,
  /** The map of the world has two thousand corners of coast. */
  map: 24_000,
  /** All sheets of a page. */
  sheets: 5_500,
  /** What a page carries in itself, and each script that it asks for. */
  scriptWithin: 3_000,
  script: 10_000,
};

type Answer = { bytes: number; text: string };

async function fetchRaw(address: string, language: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  get(address, { headers: { "accept-encoding": "br", "accept-language": language } }, resolve).on(
    "error",
    reject,
  );
  const answer = await promise;
  const body = Buffer.concat(await answer.toArray());
  assert.equal(answer.headers["content-encoding"], "br", `${address} is not compressed`);
  const head = answer.rawHeaders.reduce((sum, part) => sum + part.length + 2, 0);
  return { bytes: head + body.length, text: brotliDecompressSync(body).toString("utf8") };
}

function compressed(parts: Iterable<RegExpExecArray>): number {
  return brotliCompressSync([...parts].map(([, inner]) => inner).join("\n")).length;
}

test("every type of page keeps its budgets in every language", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "bluehour-budgets-"));
  const day = await startDay({ data: join(folder, "data"), bundle: join(root, "campaigns/belgium-2020") });
  try {
    const samples = await samplesOf(day);
    const over: string[] = [];
    const hold = (what: string, bytes: number, budget: number) => {
      if (bytes > budget) over.push(`${what}: ${bytes} bytes, ${budget} are allowed`);
    };
    const scripts = new Set<string>();
    for (const locale of interfaceLocales) {
      for (const address of pageTypes(locale, samples)) {
        const { bytes, text } = await fetchRaw(day.origin + address, locale);
        hold(
          address,
          bytes,
          /\/lights(?:\/(?:screen|embed))?(?:\?|$)/.test(address) ? budgets.map : budgets.page,
        );
        hold(`sheets of ${address}`, compressed(text.matchAll(/<style>(.*?)<\/style>/gs)), budgets.sheets);
        hold(
          `script in ${address}`,
          compressed(text.matchAll(/<script>(.*?)<\/script>/gs)),
          budgets.scriptWithin,
        );
        for (const [, path] of text.matchAll(/<script[^>]* src="([^"]+)"/g)) scripts.add(path ?? "");
      }
    }
    for (const path of scripts) hold(path, (await fetchRaw(day.origin + path, "en")).bytes, budgets.script);
    assert.deepEqual(over, []);
    assert.ok(scripts.size >= 2, "the pages of times and lights have scripts");
  } finally {
    await day.end();
    await rm(folder, { recursive: true, force: true });
  }
});
