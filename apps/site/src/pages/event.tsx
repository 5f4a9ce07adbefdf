/** An event: when, in every clock that matters; where; who; and how it stands at this minute. */
import { calendarPath, listPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { programmeMessages } from "@bluehour/i18n/programme";
import { itemOf, whenOf } from "../views/entries.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { Moment, momentSheet, viewerTimes } from "../views/moment.tsx";
import { occasionSheet, Position, Standing } from "../views/occasion.tsx";
import { Blocks, StateLabel } from "../views/rich-text.tsx";
import { Heading, Organisations, Picture, SourceLine } from "../views/things.tsx";
import { imageOf, organisationsOf } from "./gather.ts";
import { definePage, parseSlug } from "./page.ts";

export const occasionPageSheet = (momentSheet + occasionSheet).replaceAll(/\s*\n\s*/g, " ").trim();

type Found = {
  event: PublicRelease<"event">;
  image: PublicRelease<"image"> | undefined;
  organisations: PublicRelease<"organisation">[];
};

export const eventPage = definePage<string, Found>({
  surfaces: ["page"],
  isBrief: true,
  sheet: occasionPageSheet,
  scripts: ["times"],
  parse: parseSlug,
  async decide(ask, id) {
    const { edition, locale } = ask.frame;
    const event = await ask.reads.find({ kind: "event", edition: edition.id, id, surface: "page" });
    if (event?.locales[locale] === undefined) return "missing";
    const [image, organisations] = await Promise.all([
      imageOf(ask, event.data.image),
      organisationsOf(ask, event.data.organisations),
    ]);
    return { show: { event, image, organisations } };
  },
  view({ event, image, organisations }, { around, moment }) {
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const p = programmeMessages(ui);
    const text = event.locales[locale];
    const item = itemOf(event, locale);
    if (text === undefined || item === undefined)
      throw new TypeError(`An event was rendered in ${locale}, in which it does not exist.`);
    const { coordinates } = event.data;
    const when = <Moment when={whenOf(item)} frame={frame} />;
    return (
      <Layout
        around={around}
        title={text.head.title}
        here={`/events/${event.id}`}
        part="nav.events"
        languages={frame.languages.filter((other) => event.locales[other] !== undefined)}
      >
        <article {...viewerTimes(frame)}>
          <Heading kicker={t("nav.events")} text={text} frame={frame} />
          {text.state === "human" ? null : <StateLabel state={text.state} lang={text.lang} frame={frame} />}
          <Standing item={item} moment={moment} frame={frame} />
          <dl class="pairs gap read">
            <dt>{t("thing.when")}</dt>
            <dd>{item.isCancelled ? <s>{when}</s> : when}</dd>
            <dt>{t("thing.place")}</dt>
            <dd {...langOf(text.lang, ui)}>{text.head.place}</dd>
            {coordinates === undefined ? null : (
              <>
                <dt>{p("place.position")}</dt>
                <dd>
                  <Position coordinates={coordinates} frame={frame} />
                </dd>
              </>
            )}
          </dl>
          {item.isCancelled ? null : (
            <p class="gap add">
              <a
                href={calendarPath(edition.id, locale, { kind: "event", id: event.id })}
                type="text/calendar"
              >
                {p("event.add")}
              </a>
            </p>
          )}
          <div class="flow read gap">
            <Blocks blocks={text.blocks} frame={frame} level={2} />
          </div>
          <div class="gap">
            <Picture image={image} frame={frame} />
          </div>
          <div class="gap">
            <SourceLine source={event.data.source} frame={frame} />
          </div>
        </article>
        {organisations.length === 0 ? null : (
          <section aria-labelledby="who">
            <h2 id="who">{t("nav.organisations")}</h2>
            <Organisations organisations={organisations} frame={frame} />
          </section>
        )}
        <p class="gap">
          <a href={listPath(edition.id, locale, "event")}>{p("all.title")}</a>
        </p>
      </Layout>
    );
  },
});
