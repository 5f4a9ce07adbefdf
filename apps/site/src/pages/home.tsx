/** The day at a glance. */
import { homePath, lightsPath, listPath } from "@bluehour/domain/addresses";
import type { Kind } from "@bluehour/domain/kinds";
import { dayEnds, phaseAt } from "@bluehour/domain/phase";
import type { PublicRelease } from "@bluehour/domain/release";
import { HelpBox } from "../views/help.tsx";
import { formatDays } from "../views/format.ts";
import { langOf, Layout } from "../views/layout.tsx";
import { Horizon } from "../views/silhouette.tsx";
import { Appeals, Organisations, Picture, SourceLine, StoryItems, ThingRows } from "../views/things.tsx";
import type { Ask } from "./page.ts";
import { definePage, parseNothing } from "./page.ts";

async function some<K extends Kind>(ask: Ask, kind: K, limit: number): Promise<PublicRelease<K>[]> {
  const { edition, locale } = ask.frame;
  const page = await ask.reads.list({ kind, edition: edition.id, locale, surface: "list", limit });
  return page.items;
}

export const homePage = definePage({
  surfaces: ["page", "list"],
  parse: parseNothing,
  async decide(ask) {
    const { edition } = ask.frame;
    const [stories, events, installations, landmarks, statements, facts, appeals, organisations, image] =
      await Promise.all([
        some(ask, "story", 6),
        some(ask, "event", 100),
        some(ask, "installation", 3),
        some(ask, "landmark", 100),
        some(ask, "statement", 3),
        some(ask, "fact", 4),
        some(ask, "appeal", 6),
        some(ask, "organisation", 12),
        edition.data.image === undefined
          ? undefined
          : ask.reads.find({ kind: "image", edition: edition.id, id: edition.data.image, surface: "page" }),
      ]);
    const shown = {
      stories,
      // As the day goes, not by their words in addresses.
      events: events.toSorted((a, b) => Date.parse(a.data.start) - Date.parse(b.data.start)).slice(0, 4),
      installations,
      landmarks,
      statements,
      facts,
      appeals,
      organisations,
      image,
    };
    return { show: { ...shown, phase: phaseAt(ask.frame.times, ask.moment) } };
  },
  view(found, { around, snapshot, now }) {
    const { frame } = around;
    const { t, ui, edition, text, locale } = frame;
    const home = homePath(edition.id, locale);
    const dates = formatDays(ui, edition.data.days.first, edition.data.days.last);
    const lit = found.landmarks.filter(({ data }) => data.state === "lit" || data.state === "confirmed");
    return (
      <Layout
        around={around}
        title={text.head.title}
        here=""
        hero={
          <div class="sky">
            <div class="in">
              <p class="kicker">{t(`phase.${found.phase}`, { dates })}</p>
              <h1 {...langOf(text.lang, ui)}>{text.head.title}</h1>
              <p class="lead read" {...langOf(text.lang, ui)}>
                {text.head.theme}
              </p>
              {text.head.place === undefined ? null : (
                <p class="lead" {...langOf(text.lang, ui)}>
                  {text.head.place}
                </p>
              )}
            </div>
            <Horizon lit={lit.length} />
          </div>
        }
      >
        {text.head.summary === undefined ? null : (
          <p class="lead read gap" {...langOf(text.lang, ui)}>
            {text.head.summary}
          </p>
        )}
        <p class="read gap">
          <a href={`${home}/about`}>{t("home.about")}</a>
        </p>
        {/* Before and during the day an empty list says so; an archive that never had stories need not. */}
        {found.stories.length === 0 && snapshot.confirmed && found.phase === "archived" ? null : (
          <section aria-labelledby="stories">
            <h2 id="stories">{t("nav.stories")}</h2>
            {found.stories.length > 0 ? (
              <>
                <StoryItems stories={found.stories} frame={frame} />
                <p class="gap">
                  <a href={listPath(edition.id, locale, "story")}>{t("home.all-stories")}</a>
                </p>
              </>
            ) : (
              <p class="read">{t(snapshot.confirmed ? "stories.none" : "stories.unconfirmed")}</p>
            )}
          </section>
        )}
        {found.events.length > 0 ? (
          <section aria-labelledby="events">
            <h2 id="events">{t("nav.events")}</h2>
            <ThingRows things={found.events} frame={frame} />
            <p class="gap">
              <a href={listPath(edition.id, locale, "event")}>{t("home.all-events")}</a>
            </p>
          </section>
        ) : null}
        {found.installations.length > 0 ? (
          <section aria-labelledby="installations">
            <h2 id="installations">{t("nav.installations")}</h2>
            <ThingRows things={found.installations} frame={frame} />
          </section>
        ) : null}
        {found.landmarks.length > 0 ? (
          <section aria-labelledby="landmarks">
            <h2 id="landmarks">{t("nav.landmarks")}</h2>
            <ThingRows things={found.landmarks.slice(0, 6)} frame={frame} />
            <p class="gap">
              <a href={lightsPath(edition.id, locale)}>{t("home.all-landmarks")}</a>
            </p>
          </section>
        ) : null}
        <Picture image={found.image} frame={frame} />
        {found.facts.length > 0 ? (
          <section aria-labelledby="facts">
            <h2 id="facts">{t("home.facts")}</h2>
            <dl class="facts">
              {found.facts.map((fact) => {
                const words = fact.locales[locale];
                if (words === undefined) return null;
                const old = now > dayEnds(fact.data.validUntil, edition.data.zone);
                return (
                  <div>
                    <dt>{fact.data.figure}</dt>
                    <dd>
                      <p {...langOf(words.lang, ui)}>{words.head.title}</p>
                      {words.head.definition === undefined ? null : (
                        <p class="small soft" {...langOf(words.lang, ui)}>
                          {words.head.definition}
                        </p>
                      )}
                      <p class="small soft">
                        {t(old ? "fact.old-year" : "fact.year", { year: fact.data.year })}
                      </p>
                      <SourceLine source={fact.data.source} frame={frame} />
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ) : null}
        {found.statements.length > 0 ? (
          <section aria-labelledby="statements">
            <h2 id="statements">{t("nav.statements")}</h2>
            <ThingRows things={found.statements} frame={frame} />
          </section>
        ) : null}
        {found.appeals.length > 0 ? (
          <section aria-labelledby="now">
            <h2 id="now">{t("now.title")}</h2>
            <ul class="rows read">
              <Appeals appeals={found.appeals} frame={frame} />
            </ul>
            <p class="gap">
              <a href={`${home}/ways`}>{t("nav.ways")}</a>
            </p>
          </section>
        ) : null}
        {found.organisations.length > 0 ? (
          <section aria-labelledby="who">
            <h2 id="who">{t("nav.organisations")}</h2>
            <Organisations organisations={found.organisations} frame={frame} />
          </section>
        ) : null}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
});
