/** The list of a kind: stories as pictures, everything else as rows; a page at a time, in the edition's own order. */
import { listPath, sections } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { SiteKey } from "@bluehour/i18n/site";
import { HelpBox } from "../views/help.tsx";
import { Layout } from "../views/layout.tsx";
import { listSheet, ThingList } from "../views/lists.tsx";
import { StoryItems } from "../views/things.tsx";
import { definePage } from "./page.ts";

export const navKeys = {
  story: "nav.stories",
  event: "nav.events",
  installation: "nav.installations",
  landmark: "nav.landmarks",
  organisation: "nav.organisations",
  statement: "nav.statements",
  reference: "nav.references",
} as const satisfies Record<PagedKind, SiteKey>;

const leads = {
  story: "list.stories",
  event: "list.events",
  installation: "list.installations",
  landmark: "list.landmarks",
  organisation: "list.organisations",
  statement: "list.statements",
  reference: "list.references",
} as const satisfies Record<PagedKind, SiteKey>;

const pageSize = 24;

export function listingPage(kind: PagedKind) {
  return definePage({
    surfaces: ["list"],
    ...(kind === "story" ? {} : { sheet: listSheet }),
    parse({ query }): { after: string | undefined } | undefined {
      const after = query["after"];
      // A place in the list is the reader's own mark: opaque here, and short.
      return after === undefined || /^[\w.:~=-]{1,200}$/.test(after) ? { after } : undefined;
    },
    async decide({ frame, reads }, { after }) {
      const page = await reads.list({
        kind,
        edition: frame.edition.id,
        locale: frame.locale,
        surface: "list",
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      return { show: { items: page.items as PublicRelease[], next: page.next, first: after === undefined } };
    },
    view({ items, next, first }, { around, snapshot, now }) {
      const { frame } = around;
      const { t, edition, locale } = frame;
      const key = navKeys[kind];
      const path = listPath(edition.id, locale, kind);
      const empty = kind === "story" && !snapshot.confirmed ? "stories.unconfirmed" : "list.empty";
      return (
        <Layout around={around} title={t(key)} here={`/${sections[kind]}`} part={key}>
          <header class="read">
            <h1>{t(key)}</h1>
            <p class="lead soft">{t(leads[kind])}</p>
          </header>
          <div>
            {items.length === 0 ? (
              <p class="read">{t(empty)}</p>
            ) : (
              // The items carry third-level headings; this one names them for those who jump by headings.
              <section aria-labelledby="all">
                <h2 id="all" class="unseen">
                  {t("list.these")}
                </h2>
                {kind === "story" ? (
                  <StoryItems stories={items as PublicRelease<"story">[]} frame={frame} />
                ) : (
                  <ThingList things={items} frame={frame} />
                )}
              </section>
            )}
          </div>
          {next === undefined && first ? null : (
            <nav class="gap" aria-label={t("list.pages")}>
              <ul class="plain">
                {first ? null : (
                  <li>
                    <a href={path}>{t("list.first")}</a>
                  </li>
                )}
                {next === undefined ? null : (
                  <li>
                    <a href={`${path}?after=${encodeURIComponent(next)}`} rel="next">
                      {t("list.more")}
                    </a>
                  </li>
                )}
              </ul>
            </nav>
          )}
          {kind === "story" ? <HelpBox frame={frame} t={t} now={now} /> : null}
        </Layout>
      );
    },
  });
}
