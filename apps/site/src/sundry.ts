/** What is not a page: pictures, the way out, and the small files that machines ask for. */
import { readFile } from "node:fs/promises";
import type { Handler } from "hono";
import { homePath, mediaPath } from "@bluehour/domain/addresses";
import { interfaceLocales } from "@bluehour/domain/locales";
import { scriptAt } from "./client-scripts.ts";
import { languagesOf } from "./frame.ts";
import { encode, send } from "./respond.ts";
import { toResponse, wishesOf } from "./site.ts";
import type { Site } from "./site.ts";

/** Where a reader goes who leaves before any edition could say where. */
const neutralPlace = "https://www.wikipedia.org/";
/** RFC 9116 asks for less than a year; a site that stopped being looked after should not promise for longer. */
const securityValidFor = 180 * 24 * 60 * 60 * 1000;
/** Programs that collect text for models: no story's consent covers that, so they are asked to stay away altogether. */
const collectors = [
  "GPTBot",
  "CCBot",
  "Google-Extended",
  "ClaudeBot",
  "Applebot-Extended",
  "Bytespider",
  "meta-externalagent",
];
const plainText = { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=300" };

export function createSundry(site: Site) {
  const { reader, frames, now, origin } = site;
  let lastExit = neutralPlace;

  const currentEdition = async () => site.currentOf(await frames.editions(await reader.confirm()), now());

  /** A picture, while a live release lists it. */
  const media: Handler = async (c) => {
    const snapshot = await reader.confirm();
    const hash = /^([0-9a-f]{64})\.(?:jpg|png|webp|avif)$/.exec(c.req.param("file") ?? "")?.[1];
    const found = hash === undefined ? undefined : await reader.media(hash);
    if (hash === undefined || found === undefined || mediaPath({ hash, type: found.type }) !== c.req.path) {
      const frame = await site.frameFor(c, snapshot);
      return toResponse(send(site.quietBytes(c, frame, "missing", 404), wishesOf(c)));
    }
    // Asked for anew each time, and left to no search engine: the picture may rest on a consent.
    const headers = {
      ...site.headers,
      "cache-control": "no-cache",
      "x-robots-tag": "noindex",
      etag: `"${hash}"`,
    };
    if (c.req.header("if-none-match")?.includes(hash) === true)
      return new Response(null, { status: 304, headers });
    const bytes = await readFile(found.file);
    return new Response(bytes as BodyInit, {
      headers: { ...headers, "content-type": found.type, "content-length": String(bytes.length) },
    });
  };

  /** Leaves at once, whatever else is broken. */
  const exit: Handler = async () => {
    try {
      lastExit = (await currentEdition())?.data.exitTo ?? lastExit;
    } catch (error) {
      site.report(error, "/exit");
    }
    return site.bare(303, {
      location: lastExit,
      "clear-site-data": '"cache", "storage"',
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  };

  const robots: Handler = async () => {
    const editions = await frames.editions(await reader.confirm());
    const isOpen = editions.some(({ data }) => !data.sample);
    const lines = [
      ...collectors.map((name) => `User-agent: ${name}`),
      "Disallow: /",
      "",
      "User-agent: *",
      // Page by page, "noindex" says what each person allowed; a page that may not be fetched could not say so.
      ...(isOpen ? ["Disallow: /exit"] : ["Disallow: /"]),
      "",
    ];
    return site.bare(200, plainText, lines.join("\n"));
  };

  const security: Handler = async () => {
    const current = await currentEdition();
    const languages = current === undefined ? [...interfaceLocales] : languagesOf(current);
    const { security: ownAddress, email } = current?.data.contact ?? {};
    const address = ownAddress ?? email;
    const page = current === undefined ? "/" : `${homePath(current.id, languages[0] ?? "en")}/about`;
    const lines = [
      `Contact: ${address === undefined ? origin + page : `mailto:${address}`}`,
      `Expires: ${new Date(now().getTime() + securityValidFor).toISOString().slice(0, 10)}T00:00:00Z`,
      `Preferred-Languages: ${languages.join(", ")}`,
      `Canonical: ${origin}/.well-known/security.txt`,
      "",
    ];
    return site.bare(200, plainText, lines.join("\n"));
  };

  /** A script of ours; named by its content, so it may be kept for good. */
  const asset: Handler = async (c) => {
    const script = scriptAt(c.req.path);
    if (script === undefined) return site.quiet(c, "missing", 404);
    const kept = encode(
      {
        status: 200,
        body: script.body,
        type: "text/javascript; charset=utf-8",
        locale: "zxx",
        keeping: "forever",
        negotiated: false,
        noindex: false,
        generation: 0,
      },
      site.headers,
    );
    return toResponse(send(kept, wishesOf(c)));
  };

  const favicon: Handler = () => site.bare(204, { "cache-control": "public, max-age=300" });

  return { media, asset, exit, robots, security, favicon };
}
