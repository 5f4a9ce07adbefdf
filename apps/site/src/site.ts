/** What every handler needs: which language, which edition, how an answer leaves. */
import type { Context } from "hono";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { currentEdition } from "@bluehour/domain/phase";
import { preferredLocales } from "@bluehour/i18n/negotiate";
import { siteMessages } from "@bluehour/i18n/site";
import type { ReleaseReader, Snapshot } from "@bluehour/releases/read";
import { createFrames, languagesOf, timesOf } from "./frame.ts";
import type { Edition, Frame } from "./frame.ts";
import { baseHeaders } from "./headers.ts";
import { createLights } from "./lights/lights.ts";
import { quietPage } from "./pages/quiet.tsx";
import type { QuietReason } from "./pages/quiet.tsx";
import { bytesOf, createShelf, encode, send } from "./respond.ts";
import type { Kept, Keeping, Shelf, Variant, Wishes } from "./respond.ts";
import type { Surroundings } from "./views/layout.tsx";

export type SiteOptions = {
  reader: ReleaseReader;
  /** Records a stop so that it survives a crash; rejects where it could not. */
  stop: (storyId: string) => Promise<unknown>;
  /** Scheme, host and port under which people reach the site. */
  origin: string;
  mode: "demo" | "production";
  /** Wall clock. */
  now: () => Date;
  /** Milliseconds that never go back. */
  monotonic: () => number;
  pause: (milliseconds: number) => Promise<void>;
  /** Told of every error, with the route's pattern and never the address. */
  report: (error: unknown, route: string) => void;
  /** Where answers are kept; pass one to share it with a server that looks there first. */
  shelf?: Shelf;
};

export type Site = ReturnType<typeof createSite>;

export function createSite(options: SiteOptions) {
  const { reader, origin, mode, now } = options;
  const shelf = options.shelf ?? createShelf(now);
  const frames = createFrames(reader, mode);
  const lights = createLights(reader, options.monotonic);
  const headers = baseHeaders(origin, mode);

  /** The interface language that the browser prefers. */
  const languageOf = (c: Context): InterfaceLocale =>
    preferredLocales(c.req.header("accept-language"), interfaceLocales)[0] as InterfaceLocale;

  /** A demonstration may be looked at as of another moment: `?at=2020-07-30T20:00:00Z` moves the phase and nothing else. */
  const askedMoment = (c: Context): Date | undefined => {
    const at = mode === "demo" ? c.req.query("at") : undefined;
    const moment = at === undefined || at.length > 40 ? undefined : new Date(at);
    return moment === undefined || Number.isNaN(moment.getTime()) ? undefined : moment;
  };

  const currentOf = (editions: readonly Edition[], moment: Date): Edition | undefined =>
    currentEdition(
      editions.map((edition) => ({ edition, times: timesOf(edition) })),
      moment,
    )?.edition;

  /** The reader's languages, best first, over all that any edition offers. */
  const orderOf = (c: Context, editions: readonly Edition[]): Locale[] =>
    preferredLocales(c.req.header("accept-language"), [
      ...new Set([...editions.toReversed().flatMap(languagesOf), ...interfaceLocales]),
    ]);

  /** The edition and language that an address names. */
  const namedFrame = async (c: Context, snapshot: Snapshot): Promise<Frame | undefined> => {
    const [edition, locale] = c.req.path.split("/").slice(1);
    return edition === undefined || locale === undefined
      ? undefined
      : frames.frame(snapshot, edition, locale);
  };

  /** The frame that an address names, else that of the edition it names or the current one, in the reader's language. */
  const frameFor = async (c: Context, snapshot: Snapshot): Promise<Frame | undefined> => {
    const named = await namedFrame(c, snapshot);
    if (named !== undefined) return named;
    const editions = await frames.editions(snapshot);
    const current = editions.find(({ id }) => id === c.req.path.split("/")[1]) ?? currentOf(editions, now());
    if (current === undefined) return undefined;
    const [best] = preferredLocales(c.req.header("accept-language"), languagesOf(current));
    return best === undefined ? undefined : frames.frame(snapshot, current.id, best);
  };

  const surroundings = (c: Context, frame: Frame | undefined, noindex: boolean): Surroundings => {
    const ui = frame?.ui ?? languageOf(c);
    return { t: frame?.t ?? siteMessages(ui), ui, frame, noindex };
  };

  /** The bytes of a page that says that there is nothing here. */
  const quietBytes = (
    c: Context,
    frame: Frame | undefined,
    reason: QuietReason,
    status: number,
    { keeping = "never", negotiated = true }: { keeping?: Keeping; negotiated?: boolean } = {},
  ): Kept => {
    const around = surroundings(c, frame, true);
    const html = toHtml(quietPage({ around, reason, now: now() }));
    const page = { status, body: html, locale: around.ui, keeping, negotiated, noindex: true, generation: 0 };
    return encode(page, headers);
  };

  /** Answers with such a page, in the edition and language that the address names or the reader prefers. */
  const quiet = async (
    c: Context,
    reason: QuietReason,
    status: number,
    extra: Record<string, string> = {},
  ): Promise<Response> => {
    const frame = await frameFor(c, await reader.confirm());
    return toResponse(send(quietBytes(c, frame, reason, status), wishesOf(c)), extra);
  };

  /** An answer without a page. */
  const bare = (status: number, own: Record<string, string>, body: string | null = null): Response =>
    new Response(body, { status, headers: { ...headers, ...own } });

  const redirect = (location: string, status: 302 | 308, own: Record<string, string> = {}): Response =>
    bare(status, { location, "cache-control": "no-store", ...own });

  return {
    ...options,
    shelf,
    frames,
    lights,
    headers,
    languageOf,
    askedMoment,
    currentOf,
    orderOf,
    namedFrame,
    frameFor,
    surroundings,
    quietBytes,
    quiet,
    bare,
    redirect,
  };
}

/** A rendered page as text. Views are plain functions without promises, so the text is there at once. */
export function toHtml(view: unknown): string {
  return `<!doctype html>${String(view)}`;
}

export function toResponse(variant: Variant, extra: Record<string, string> = {}): Response {
  return new Response(bytesOf(variant), {
    status: variant.status,
    headers: { ...variant.headers, ...extra },
  });
}

export function wishesOf(c: Context): Wishes {
  return {
    acceptEncoding: c.req.header("accept-encoding"),
    ifNoneMatch: c.req.header("if-none-match"),
  };
}

/** Queries of which there are few, so that their pages may be kept too. */
const keptQueries = new Set(["?by=place", "?by=organisation", "?by=time"]);

/** The address as a key of the shelf; most queries make another page of it, which is not kept. */
export function keyOf(c: Context): string | undefined {
  const query = c.req.url.indexOf("?");
  if (query < 0) return c.req.path;
  const asked = c.req.url.slice(query);
  return keptQueries.has(asked) ? c.req.path + asked : undefined;
}
