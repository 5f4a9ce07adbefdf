import "../tsx-hook.ts";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { operatorLocales } from "@bluehour/domain/locales";
import type { PreviewRequest } from "@bluehour/domain/preview";
import type { ReleaseContent } from "@bluehour/domain/release";
import { dayStory, placementCodes, publicDay } from "@bluehour/testing/public-day";
import { publicWorld } from "@bluehour/testing/public-world";
import { storyId } from "@bluehour/testing/release-factory";
import { toInert } from "./inert.ts";
const { createApp, pageKinds } = await import("../app.ts");
const { createPreview } = await import("./preview.ts");

const secret = "a-secret-of-this-boot-and-no-other";
const origin = "https://day.example";
const day = publicDay();
const now = (): Date => new Date("2020-07-30T12:00:00Z");
const problems: unknown[] = [];
const preview = createPreview({
  secret,
  origin,
  now,
  monotonic: () => 0,
  report: (error) => problems.push(error),
});

/** As JSON hands it over: without the stop hash, as a reader or the gate would give it. */
function shown(release: ReleaseContent): ReleaseContent {
  const { stopHash: _, ...rest } = release;
  return rest;
}
const releases = day.releases.map(shown);
const edition = releases.find(({ kind }) => kind === "edition") as ReleaseContent<"edition">;
const around = releases.filter((release) => release !== edition);
const byId = (id: string): ReleaseContent => releases.find((release) => release.id === id) as ReleaseContent;
const candidateOf = (content: ReleaseContent) => ({ candidate: true, content }) as const;

/** A story that is nowhere public. */
const draft = shown(
  dayStory(700, {
    head: { title: "Nobody has read this", contentNote: "Tells of a cellar" },
    extra: { restsOn: [], notBefore: "2099-01-01T00:00:00Z", notAfter: null },
  }),
);

async function ask(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await preview.request("/preview", {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${secret}`, ...headers },
  });
}
const request = (over: Partial<PreviewRequest> = {}): PreviewRequest => ({
  candidate: candidateOf(draft),
  edition,
  around,
  locale: "fr",
  ...over,
});
async function page(over: Partial<PreviewRequest> = {}): Promise<string> {
  const response = await ask(request(over));
  const body = await response.text();
  assert.equal(response.status, 200, body);
  assert.deepEqual(problems, []);
  assert.equal(response.headers.get("cache-control"), "no-store");
  assertInert(body);
  return body;
}
/** Nothing in it can load, run, send or lead anywhere. */
function assertInert(html: string): void {
  assert.match(html, /<head><meta http-equiv="Content-Security-Policy" content="default-src 'none';/);
  assert.doesNotMatch(html, /<script|http-equiv="refresh"/);
  for (const [, value = ""] of html.matchAll(/\s(?:href|src|srcset|action|formaction|poster)="([^"]*)"/g))
    assert.match(value, /^(data:|#)/);
}
async function refusal(body: unknown, headers: Record<string, string> = {}) {
  const response = await ask(body, headers);
  const said = (await response.json()) as { error: string; sentence: string; at: string[] };
  return { status: response.status, ...said };
}

test("a story that nobody may read yet is drawn as the site would draw it, in each language", async () => {
  for (const locale of edition.data.languages) {
    const html = await page({ locale });
    assert.match(html, new RegExp(`<html lang="${locale}"`));
    assert.match(html, new RegExp(`Nobody has read this \\(${locale}\\)`));
    assert.match(html, /112/);
    assert.match(html, new RegExp(`Tells of a cellar \\(${locale}\\)`));
  }
});

test("of what is public, the preview is the public page itself, but that it does nothing", async () => {
  const world = await publicWorld();
  await world.publish(day.releases, day.media);
  const site = createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "production",
    now,
    monotonic: world.clock.monotonic,
    pause: async () => undefined,
    report: (error) => problems.push(error),
  });
  const paths: [string, string][] = [
    [storyId(1), `/2020/fr/stories/${storyId(1)}`],
    ["shadows", "/2020/fr/installations/shadows"],
    ["noon", "/2020/fr/events/noon"],
    ["hall", "/2020/fr/landmarks/hall"],
    ["free", "/2020/fr/statements/free"],
    ["protocol", "/2020/fr/references/protocol"],
    ["organiser", "/2020/fr/organisations/organiser"],
    ["2020", "/2020/fr"],
    ["people", "/2020/fr"],
    ["line", "/2020/fr/help"],
    ["give", "/2020/fr/ways"],
    [placementCodes.first, `/s/${placementCodes.first}`],
  ];
  for (const [id, path] of paths) {
    const response = await site.request(origin + path, { headers: { "accept-language": "fr" } });
    assert.equal(response.status, 200, path);
    const expected = toInert(await response.text(), new Map());
    const candidate = byId(id);
    // In their own order, so that lists are alike: what is looked at otherwise stands first.
    const html = await page({ candidate, around: releases.filter((one) => one !== edition) });
    const order = (text: string) => text.replaceAll(/<li\b[\s\S]*?<\/li>/g, "").replaceAll(/\s+/g, " ");
    assert.equal(order(html), order(expected), path);
  }
  await world.reader.close();
});

test("the page behind a code, the list and the home page show it too", async () => {
  const spot = byId(placementCodes.first) as ReleaseContent<"placement">;
  const leading = {
    ...spot,
    data: { ...spot.data, candidates: [...spot.data.candidates, draft.id] },
  };
  const others = [...around.filter((one) => one !== spot), leading];
  const code = await page({ page: "placement", around: others });
  assert.match(code, /<h1[^>]*>[\s\S]*Nobody has read this/);
  const list = await page({ page: "list" });
  assert.match(list, /Nobody has read this[\s\S]*Story 1 /);
  const home = await page({ page: "home" });
  assert.match(home, /The day \(fr\)/);
  for (const { id } of releases.filter(({ kind }) => kind !== "placement"))
    await page({ page: "list", candidate: byId(id) });
});

test("another moment can be looked at, also of a sample", async () => {
  const sample = { ...edition, data: { ...edition.data, sample: true } };
  const before = await page({ candidate: sample, edition: sample, at: "2020-07-01T12:00:00Z" });
  const after = await page({ candidate: sample, edition: sample, at: "2021-07-01T12:00:00Z" });
  assert.notEqual(before, after);
});

test("pictures stand in the page where they were sent, and as their description where not", async () => {
  const bytes = day.media.get(day.imageHash) as Uint8Array;
  const base64 = Buffer.from(bytes).toString("base64");
  const noon = byId("noon");
  const html = await page({ candidate: noon, media: { [day.imageHash]: base64 } });
  assert.ok(html.includes(`src="data:image/webp;base64,${base64}"`));
  const without = await page({ candidate: noon });
  assert.match(without, /<img [^>]*alt="[^"]+"/);
  assert.doesNotMatch(without, /<img [^>]*src=/);
});

test("a picture that is not what its name says is refused", async () => {
  const media = { [createHash("sha256").update("one").digest("hex")]: Buffer.from("two").toString("base64") };
  const { status, error } = await refusal(request({ media }));
  assert.deepEqual([status, error], [422, "picture-differs"]);
});

test("without the secret of this start nothing is looked at, not even what else is wrong", async () => {
  for (const authorization of ["", secret, `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, "Bearer "]) {
    const { status, error } = await refusal("{", { authorization });
    assert.deepEqual([status, error], [401, "not-allowed"]);
  }
  const response = await preview.request("/elsewhere");
  assert.equal(response.status, 401);
});

const wrong: [string, unknown, number, string, string[]][] = [
  ["no JSON", "{", 400, "not-json", []],
  ["nothing", {}, 422, "schema", ["candidate", "locale"]],
  ["an unknown key", { ...request(), path: "/x" }, 422, "schema", ["path"]],
  [
    "an unknown key deep down",
    request({ candidate: candidateOf({ ...draft, vault: "x" } as never) }),
    422,
    "schema",
    ["candidate.content.vault"],
  ],
  [
    "a stop hash",
    request({ candidate: candidateOf({ ...draft, stopHash: "0".repeat(64) } as never) }),
    422,
    "schema",
    ["candidate.content.stopHash"],
  ],
  ["no edition", { ...request(), edition: undefined }, 422, "edition-missing", ["edition"]],
  ["another thing for an edition", request({ edition: draft }), 422, "edition-missing", ["edition"]],
  [
    "another edition",
    request({ candidate: candidateOf({ ...draft, edition: "2021" }) }),
    422,
    "other-edition",
    ["candidate"],
  ],
  ["a language that the edition lacks", request({ locale: "uk" }), 422, "edition-language", ["locale"]],
  [
    "a language that the story lacks",
    request({ candidate: byId(storyId(2)), locale: "nl" }),
    422,
    "language-missing",
    ["locale"],
  ],
  [
    "no page on the web",
    request({ candidate: byId(storyId(3)) }),
    422,
    "not-on-web",
    ["candidate.content.uses"],
  ],
  [
    "nothing on the ground",
    request({ candidate: candidateOf({ ...draft, uses: ["web"] }), page: "placement" }),
    422,
    "not-on-ground",
    ["candidate.content.uses"],
  ],
  ["a code for an event", request({ candidate: byId("noon"), page: "placement" }), 422, "no-code", ["page"]],
  ["no code that leads there", request({ page: "placement" }), 422, "no-placement", ["around"]],
  ["a picture alone", request({ candidate: byId("square") }), 422, "picture-alone", ["candidate"]],
  ["too much", `"${"x".repeat(25 * 1024 * 1024)}"`, 413, "too-large", []],
];
for (const [name, body, status, error, at] of wrong) {
  test(`refused with a sentence in every language: ${name}`, async () => {
    for (const locale of operatorLocales) {
      const said = await refusal(body, { "accept-language": locale });
      assert.deepEqual([said.status, said.error, said.at], [status, error, at]);
      assert.match(said.sentence, /^[^{}]{20,}\.$/s);
    }
    assert.deepEqual(problems, []);
  });
}

test("only POST /preview is answered", async () => {
  const headers = { authorization: `Bearer ${secret}` };
  assert.equal((await preview.request("/preview", { headers })).status, 405);
  for (const path of ["/", "/2020/fr", `/2020/fr/stories/${storyId(1)}`, "/stop", "/media/x"])
    assert.equal((await preview.request(path, { headers })).status, 404);
});

test("the public site has no such route, whatever is sent", async () => {
  const world = await publicWorld();
  const site = createApp({
    reader: world.reader,
    stop: world.stop,
    origin,
    mode: "demo",
    now,
    monotonic: world.clock.monotonic,
    pause: async () => undefined,
    report: (error) => problems.push(error),
  });
  const sent = await site.request(`${origin}/preview`, {
    method: "POST",
    body: JSON.stringify(request()),
    headers: { authorization: `Bearer ${secret}` },
  });
  assert.equal(sent.status, 405);
  assert.doesNotMatch(await sent.text(), /Nobody has read this/);
  assert.equal((await site.request(`${origin}/preview`)).status, 404);
  assert.ok(!pageKinds.some(([route]) => route.includes("preview")));
  await world.reader.close();
});

test("whatever words and addresses a page holds, its inert form leads nowhere and keeps the words", () => {
  const escape = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "<script>alert(1)</script>",
      ' href="https://x.example/"',
      "<a href='/x'>",
      "javascript:x",
    ),
  );
  fc.assert(
    fc.property(words, words, (address, text) => {
      const html = `<html><head></head><body><a class="x" href="${escape(address)}">${escape(text)}</a><form action="${escape(address)}"><img alt="${escape(text)}" src="${escape(address)}"/></form><script src="/x.js"></script></body></html>`;
      const inert = toInert(html, new Map());
      const outside = inert.replaceAll(/>[^<]*</g, "><");
      for (const [, value = ""] of outside.matchAll(/\s(?:href|src|action)="([^"]*)"/g))
        assert.match(value, /^(data:|#)/);
      assert.ok(inert.includes(`>${escape(text)}</a>`));
      assert.ok(!inert.includes("<script"));
    }),
  );
});
