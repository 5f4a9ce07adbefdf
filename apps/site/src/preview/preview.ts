/**
 * The private preview: the public pages, drawn from what one request holds. Parse what came, decide which page is meant, let the site's own
 * handlers render it, respond with a page that does nothing. It opens no store and keeps nothing.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { Hono } from "hono";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { homePath, itemPath, lightsPath, listPath, placementPath } from "@bluehour/domain/addresses";
import { operatorLocales } from "@bluehour/domain/locales";
import type { OperatorLocale } from "@bluehour/domain/locales";
import { largestPreview, previewRequestSchema } from "@bluehour/domain/preview";
import type { PreviewAsked } from "@bluehour/domain/preview";
import type { ReleaseContent } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import { preferredLocales } from "@bluehour/i18n/negotiate";
import { previewMessages } from "@bluehour/i18n/preview";
import type { PreviewKey } from "@bluehour/i18n/preview";
import { createApp } from "../app.ts";
import { toInert } from "./inert.ts";
import { createSentReader } from "./reader.ts";

export type PreviewOptions = {
  /** What a request must show. */
  secret: string;
  /** Where people will reach the page. */
  origin: string;
  now: () => Date;
  monotonic: () => number;
  report: (error: unknown, route: string) => void;
};

type Status = 400 | 401 | 404 | 405 | 413 | 422 | 500;

/** Why there is no page: the status, the sentence, and where in the request. */
class Refused extends Error {
  override readonly name = "Refused";
  readonly status: Status;
  readonly key: PreviewKey;
  readonly values: Readonly<Record<string, string>>;
  readonly at: readonly string[];
  constructor(
    status: Status,
    key: PreviewKey,
    values: Readonly<Record<string, string>> = {},
    at: readonly string[] = [],
  ) {
    super(key);
    this.status = status;
    this.key = key;
    this.values = values;
    this.at = at;
  }
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function operatorLocaleOf(c: Context): OperatorLocale {
  return preferredLocales(c.req.header("accept-language"), operatorLocales)[0] as OperatorLocale;
}

export function createPreview(options: PreviewOptions): Hono {
  const expected = digest(`Bearer ${options.secret}`);
  const app = new Hono({ strict: true });

  const refuse = (c: Context, refused: Refused): Response => {
    const speaking = operatorLocaleOf(c);
    const { locale } = refused.values;
    const language =
      locale === undefined ? "" : new Intl.DisplayNames([speaking], { type: "language" }).of(locale);
    const values = { ...refused.values, language: language ?? locale ?? "" };
    const sentence = previewMessages(speaking)(refused.key, values);
    return c.json({ error: refused.key, sentence, at: refused.at }, refused.status, {
      "cache-control": "no-store",
      ...(refused.status === 405 ? { allow: "POST" } : {}),
    });
  };

  app.use(async (c, next) => {
    // Before anything is read of it. Compared by digest, so that neither length nor beginning of the secret can be timed.
    const shown = digest(c.req.header("authorization") ?? "");
    return timingSafeEqual(shown, expected) ? next() : refuse(c, new Refused(401, "not-allowed"));
  });
  app.post(
    "/preview",
    bodyLimit({
      maxSize: largestPreview,
      onError: (c) =>
        refuse(c, new Refused(413, "too-large", { most: String(largestPreview / 1024 / 1024) })),
    }),
    async (c) => {
      const asked = parse(await c.req.text());
      const { path, things } = decide(asked);
      const html = await render(options, asked, path, things);
      return c.html(toInert(html, picturesOf(asked)), 200, {
        "cache-control": "no-store",
        "content-language": asked.locale,
        "x-content-type-options": "nosniff",
        // Never as a page of its own with rights.
        "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      });
    },
  );
  app.all("/preview", (c) => refuse(c, new Refused(405, "only-post")));
  app.notFound((c) => refuse(c, new Refused(404, "only-post")));
  app.onError((error, c) => {
    if (error instanceof Refused) return refuse(c, error);
    options.report(error, "/preview");
    return refuse(c, new Refused(500, "failed"));
  });
  return app;
}

function parse(body: string): PreviewAsked {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new Refused(400, "not-json");
  }
  const parsed = previewRequestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => [...issue.path, key].join("."))
      : [issue.path.join(".")],
  );
  const at = [...new Set(places.filter((place) => place !== ""))];
  throw new Refused(422, "schema", { path: at[0] ?? "JSON" }, at);
}

/** Which address is meant, and what the site then finds. */
function decide(asked: PreviewAsked): { path: string; things: ReleaseContent[] } {
  const { candidate, locale, page } = asked;
  const edition = candidate.kind === "edition" ? candidate : asked.edition;
  if (edition?.kind !== "edition") throw new Refused(422, "edition-missing", {}, ["edition"]);
  if (candidate.edition !== edition.id)
    throw new Refused(422, "other-edition", { edition: candidate.edition, given: edition.id }, ["candidate"]);
  if (edition.locales[locale] === undefined || !edition.data.languages.includes(locale))
    throw new Refused(422, "edition-language", { locale }, ["locale"]);
  if (candidate.locales[locale] === undefined && page === "page" && candidate.kind !== "placement")
    throw new Refused(422, "language-missing", { locale }, ["locale"]);

  const home = homePath(edition.id, locale);
  const around = asked.around.filter(({ kind, id }) => kind !== candidate.kind || id !== candidate.id);
  // What is looked at stands first in every list, so that it is seen there.
  const things = [candidate, ...(edition === candidate ? [] : [edition]), ...around];
  if (page === "placement") return atCode(candidate, things);
  if (page === "home") return { path: home, things };
  return { path: page === "list" ? listOf(candidate, home, asked) : pageOf(candidate, home, asked), things };
}

function pageOf(candidate: ReleaseContent, home: string, { locale }: PreviewAsked): string {
  const { kind, id, edition, uses } = candidate;
  if (kind === "placement") return placementPath(id);
  if (!allowsSurface(uses, "page")) throw new Refused(422, "not-on-web", {}, ["candidate.content.uses"]);
  switch (kind) {
    case "edition":
    case "fact":
      return home;
    case "helpline":
      return `${home}/help`;
    case "appeal":
      return `${home}/ways`;
    case "image":
      throw new Refused(422, "picture-alone", {}, ["candidate"]);
    default:
      return itemPath(edition, locale, kind, id);
  }
}

function listOf(candidate: ReleaseContent, home: string, asked: PreviewAsked): string {
  const { kind, edition } = candidate;
  switch (kind) {
    case "edition":
    case "fact":
    case "helpline":
    case "appeal":
      return pageOf(candidate, home, asked);
    case "image":
    case "placement":
      return home;
    case "landmark":
      return lightsPath(edition, asked.locale);
    default:
      return listPath(edition, asked.locale, kind);
  }
}

/** The page behind a code: the code's own, or the first that leads to the story, which then comes before the other stories there. */
function atCode(
  candidate: ReleaseContent,
  things: ReleaseContent[],
): { path: string; things: ReleaseContent[] } {
  if (candidate.kind === "placement") return { path: placementPath(candidate.id), things };
  if (candidate.kind !== "story") throw new Refused(422, "no-code", {}, ["page"]);
  if (!allowsSurface(candidate.uses, "placement-page"))
    throw new Refused(422, "not-on-ground", {}, ["candidate.content.uses"]);
  const { id } = candidate;
  const spot = things.find((thing) => thing.kind === "placement" && thing.data.candidates.includes(id));
  if (spot?.kind !== "placement") throw new Refused(422, "no-placement", {}, ["around"]);
  const candidates = [id, ...spot.data.candidates.filter((other) => other !== id)];
  const first = { ...spot, data: { ...spot.data, candidates } };
  return { path: placementPath(spot.id), things: things.map((thing) => (thing === spot ? first : thing)) };
}

/** The very handlers of the public site, with a reader that knows only what was sent. */
async function render(
  { origin, now, monotonic, report }: PreviewOptions,
  { at, locale }: PreviewAsked,
  path: string,
  things: readonly ReleaseContent[],
): Promise<string> {
  let broken: unknown;
  const site = createApp({
    reader: createSentReader(things),
    stop: async () => undefined,
    origin,
    // Another moment may be looked at, and a sample too: nobody but the studio sees it.
    mode: "demo",
    now,
    monotonic,
    pause: async () => undefined,
    report: (error) => {
      broken = error;
    },
  });
  const query = at === undefined ? "" : `?at=${encodeURIComponent(at)}`;
  const response = await site.request(origin + path + query, { headers: { "accept-language": locale } });
  if (broken !== undefined) {
    report(broken, "/preview");
    throw new Refused(500, "failed");
  }
  if (response.status !== 200) throw new Refused(422, "no-page", { path });
  return await response.text();
}

/** Pictures that were sent, as addresses that hold them; each must be what its name says, since that is what will be public. */
function picturesOf({ media, candidate, around, edition }: PreviewAsked): Map<string, string> {
  const things = [candidate, ...around, ...(edition === undefined ? [] : [edition])];
  const types = new Map(things.flatMap((thing) => thing.media.map(({ hash, type }) => [hash, type])));
  return new Map(
    Object.entries(media).map(([hash, base64]) => {
      if (createHash("sha256").update(Buffer.from(base64, "base64")).digest("hex") !== hash)
        throw new Refused(422, "picture-differs", { hash }, [`media.${hash}`]);
      return [hash, `data:${types.get(hash) ?? "image/webp"};base64,${base64}`];
    }),
  );
}
