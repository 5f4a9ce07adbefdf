/** Pages of an edition, the answer behind a code, and the front door: parse what came, decide, render, respond. */
import type { Context, Handler } from "hono";
import { homePath } from "@bluehour/domain/addresses";
import { parsePlacementCode } from "@bluehour/domain/codes";
import type { Locale } from "@bluehour/domain/locales";
import { preferredLocales } from "@bluehour/i18n/negotiate";
import type { Snapshot } from "@bluehour/releases/read";
import { clientScript } from "./client-scripts.ts";
import { languagesOf } from "./frame.ts";
import type { Edition, Frame } from "./frame.ts";
import { extraHeaders } from "./headers.ts";
import type { AnyPage } from "./pages/page.ts";
import { decidePlacement, placementSurfaces } from "./pages/placement.ts";
import { storyView } from "./pages/story.tsx";
import { createReads } from "./reads.ts";
import { encode, send } from "./respond.ts";
import { keyOf, toHtml, toResponse, wishesOf } from "./site.ts";
import type { Site } from "./site.ts";

function hasExtras({ sheet, scripts, embeddable }: AnyPage): boolean {
  return sheet !== undefined || scripts !== undefined || embeddable === true;
}

export function createServe(site: Site) {
  const { reader, shelf, frames, now, origin } = site;

  /** The quiet page of every story address that is not public now: one page for an edition and language, whatever the reason. */
  const gone = (c: Context, snapshot: Snapshot, frame: Frame): Response => {
    const key = `gone ${frame.edition.id} ${frame.locale}`;
    const wishes = { ...wishesOf(c), ifNoneMatch: undefined };
    const recalled = shelf.recall(snapshot, key, undefined, wishes);
    if (recalled !== undefined) return toResponse(recalled);
    const made = site.quietBytes(c, frame, "gone", 410, { negotiated: false });
    shelf.keep(snapshot, key, undefined, made);
    return toResponse(send(made, wishes));
  };

  /** A page under `/:edition/:locale`. */
  const page =
    (kind: AnyPage): Handler =>
    async (c) => {
      const snapshot = await reader.confirm();
      const key = keyOf(c);
      const wishes = wishesOf(c);
      const recalled = key === undefined ? undefined : shelf.recall(snapshot, key, undefined, wishes);
      if (recalled !== undefined) return toResponse(recalled);

      // Parse.
      const parts = c.req.param() as Record<string, string | undefined>;
      const { edition = "", locale = "", id = "" } = parts;
      const frame = await frames.frame(snapshot, edition, locale);
      const parsed = frame === undefined ? undefined : kind.parse({ id, parts, query: c.req.query() });
      if (frame === undefined || parsed === undefined) return site.quiet(c, "missing", 404);

      // Decide.
      const reads = createReads(reader, kind.surfaces, (of, surface) =>
        site.lights.of(snapshot, of, surface),
      );
      const ask = { frame, reads, snapshot, now: now(), moment: site.askedMoment(c) ?? now(), origin };
      const decision = await kind.decide(ask, parsed);
      if (decision === "missing") return site.quiet(c, "missing", 404);
      if (decision === "gone") return gone(c, snapshot, frame);

      // Render.
      const noindex = reads.keepsFromSearch() || frame.edition.data.sample;
      const scripts = kind.scripts?.map((name) => clientScript(name).path) ?? [];
      const around = { ...site.surroundings(c, frame, noindex), frame, sheet: kind.sheet, scripts };
      const made = kind.view(decision.show, { ...ask, around });

      // Respond.
      const keeping = reads.restsOnConsent() ? "consent" : kind.isBrief === true ? "brief" : "public";
      const kept = encode(
        {
          status: 200,
          body: kind.type === undefined ? toHtml(made) : String(made),
          type: kind.type,
          locale: frame.locale,
          keeping,
          negotiated: false,
          noindex,
          generation: reads.generation(),
          isBrief: kind.isBrief,
          own: hasExtras(kind) ? extraHeaders({ ...kind, scripts }) : undefined,
        },
        site.headers,
      );
      if (key !== undefined) shelf.keep(snapshot, key, undefined, kept);
      return toResponse(send(kept, wishes));
    };

  /** The current edition in the reader's language: around a code that leads nowhere. */
  const fallbackFrame = async (
    snapshot: Snapshot,
    editions: readonly Edition[],
    order: readonly Locale[],
  ): Promise<Frame | undefined> => {
    const current = site.currentOf(editions, now());
    const best = order.find((locale) => current?.locales[locale] !== undefined);
    return current === undefined || best === undefined ? undefined : frames.frame(snapshot, current.id, best);
  };

  /** A sticker's address answers in the reader's language, without redirect. */
  const placement: Handler = async (c) => {
    const snapshot = await reader.confirm();
    const key = keyOf(c);
    const wishes = wishesOf(c);
    const acceptLanguage = c.req.header("accept-language");
    const recalled = key === undefined ? undefined : shelf.recall(snapshot, key, acceptLanguage, wishes);
    if (recalled !== undefined) return toResponse(recalled);

    // Parse.
    const code = parsePlacementCode(c.req.param("code") ?? "");
    const editions = await frames.editions(snapshot);
    const order = site.orderOf(c, editions);
    if (code === undefined) {
      const frame = await fallbackFrame(snapshot, editions, order);
      return toResponse(send(site.quietBytes(c, frame, "code", 404), wishes));
    }

    // Decide.
    const reads = createReads(reader, placementSurfaces);
    const found = await decidePlacement(reads, code, order, (edition, locale) =>
      frames.frame(snapshot, edition, locale),
    );
    if (found.story === undefined) {
      // No story, or no such spot: the same quiet page with help, which says of neither that it ever was.
      const frame = found.frame ?? (await fallbackFrame(snapshot, editions, order));
      return toResponse(send(site.quietBytes(c, frame, "placement", 200), wishes));
    }

    // Render.
    const { frame, story } = found;
    const noindex = reads.keepsFromSearch() || frame.edition.data.sample;
    const around = { ...site.surroundings(c, frame, noindex), frame };
    const html = toHtml(storyView(story, { frame, snapshot, now: now(), moment: now(), origin, around }));

    // Respond.
    const kept = encode(
      {
        status: 200,
        body: html,
        locale: frame.locale,
        keeping: "consent",
        negotiated: true,
        noindex,
        generation: reads.generation(),
      },
      site.headers,
    );
    if (key !== undefined) shelf.keep(snapshot, key, { acceptLanguage, order: order.join(",") }, kept);
    return toResponse(send(kept, wishes));
  };

  const toEdition = (c: Context, edition: Edition, query: string): Response => {
    const [best = ""] = preferredLocales(c.req.header("accept-language"), languagesOf(edition));
    return site.redirect(homePath(edition.id, best) + query, 302, { vary: "Accept-Language" });
  };

  /** `/`: the current edition in the reader's language. */
  const front: Handler = async (c) => {
    const asked = site.askedMoment(c);
    const editions = await frames.editions(await reader.confirm());
    const current = site.currentOf(editions, asked ?? now());
    if (current === undefined) return site.quiet(c, "empty", 404);
    return toEdition(c, current, asked === undefined ? "" : `?at=${encodeURIComponent(asked.toISOString())}`);
  };

  /** `/2020`: that edition in the reader's language. */
  const edition: Handler = async (c) => {
    const editions = await frames.editions(await reader.confirm());
    const named = editions.find(({ id }) => id === c.req.param("edition"));
    return named === undefined ? site.quiet(c, "missing", 404) : toEdition(c, named, "");
  };

  /** Something broke: say so in the reader's language, with help and a way on; without asking the store, which may be what broke. */
  const failed = (error: Error, c: Context): Response => {
    site.report(error, c.req.routePath);
    const isOutage = error.name === "StoreUnavailable";
    const bytes = site.quietBytes(
      c,
      frames.lastKnown(site.languageOf(c)),
      isOutage ? "outage" : "error",
      isOutage ? 503 : 500,
    );
    return toResponse(send(bytes, wishesOf(c)), isOutage ? { "retry-after": "30" } : {});
  };

  return { page, placement, front, edition, failed };
}
