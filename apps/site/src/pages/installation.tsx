/** An exhibition in a place: where and when. Its spots are not listed: placements are allowed on the ground and in print, not on the web. */
import { listPath } from "@bluehour/domain/addresses";
import { helpMessages } from "@bluehour/i18n/help";
import { programmeMessages } from "@bluehour/i18n/programme";
import { itemOf, whenOf } from "../views/entries.tsx";
import { HelpBox } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { Moment, viewerTimes } from "../views/moment.tsx";
import { Position, Standing } from "../views/occasion.tsx";
import { Blocks } from "../views/rich-text.tsx";
import { Heading, Organisations, Picture } from "../views/things.tsx";
import { occasionPageSheet } from "./event.tsx";
import { imageOf, organisationsOf } from "./gather.ts";
import { definePage, parseSlug } from "./page.ts";
import { stickerPath } from "./sticker.tsx";

export const installationPage = definePage({
  surfaces: ["page"],
  isBrief: true,
  sheet: occasionPageSheet,
  scripts: ["times"],
  parse: parseSlug,
  async decide(ask, id) {
    const { edition, locale } = ask.frame;
    const thing = await ask.reads.find({ kind: "installation", edition: edition.id, id, surface: "page" });
    const text = thing?.locales[locale];
    if (thing === undefined || text === undefined) return "missing";
    const [image, organisations] = await Promise.all([
      imageOf(ask, thing.data.image),
      organisationsOf(ask, thing.data.organisations),
    ]);
    return { show: { thing, text, image, organisations } };
  },
  view({ thing, text, image, organisations }, { around, now, moment }) {
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const p = programmeMessages(ui);
    const { coordinates } = thing.data;
    const item = itemOf(thing, locale);
    return (
      <Layout
        around={around}
        title={text.head.title}
        here={`/installations/${thing.id}`}
        part="nav.installations"
        languages={frame.languages.filter((other) => thing.locales[other] !== undefined)}
      >
        <article {...viewerTimes(frame)}>
          <Heading kicker={t("nav.installations")} text={text} frame={frame} />
          {item === undefined ? null : <Standing item={item} moment={moment} frame={frame} />}
          <dl class="pairs gap read">
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
            <dt>{t("thing.when")}</dt>
            <dd>{item === undefined ? null : <Moment when={whenOf(item)} frame={frame} />}</dd>
          </dl>
          <div class="flow read gap">
            <Blocks blocks={text.blocks} frame={frame} level={2} />
          </div>
          <Picture image={image} frame={frame} />
        </article>
        <p class="gap">
          <a href={listPath(edition.id, locale, "story")}>{t("now.stories")}</a>
        </p>
        <p>
          <a href={stickerPath(frame)}>{helpMessages(ui)("code.title")}</a>
        </p>
        {organisations.length === 0 ? null : (
          <section aria-labelledby="who">
            <h2 id="who">{t("nav.organisations")}</h2>
            <Organisations organisations={organisations} frame={frame} />
          </section>
        )}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
});
