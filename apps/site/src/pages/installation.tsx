/** An exhibition in a place: where and when. Its spots are not listed: placements are allowed on the ground and in print, not on the web. */
import { listPath } from "@bluehour/domain/addresses";
import { helpMessages } from "@bluehour/i18n/help";
import { programmeMessages } from "@bluehour/i18n/programme";
import { itemOf, whenOf } from "../views/entries.tsx";
import { HelpBox } from "../views/help.tsx";
import { langOf } from "../views/layout.tsx";
import { Moment } from "../views/moment.tsx";
import { Position, Standing } from "../views/occasion.tsx";
import { Piece } from "../views/piece.tsx";
import { Ground, numberOf } from "../views/silhouette.tsx";
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
  view({ thing, text, image, organisations }, setting) {
    const { around, now, moment } = setting;
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const p = programmeMessages(ui);
    const { coordinates } = thing.data;
    const item = itemOf(thing, locale);
    return (
      <Piece
        setting={setting}
        thing={thing}
        text={text}
        part="nav.installations"
        standing={item === undefined ? null : <Standing item={item} moment={moment} frame={frame} />}
        pairs={[
          [t("thing.place"), <span {...langOf(text.lang, ui)}>{text.head.place}</span>],
          coordinates && [p("place.position"), <Position coordinates={coordinates} frame={frame} />],
          item && [t("thing.when"), <Moment when={whenOf(item)} frame={frame} />],
        ]}
        actions={
          <>
            <p>
              <a href={listPath(edition.id, locale, "story")}>{t("now.stories")}</a>
            </p>
            <p>
              <a href={stickerPath(frame)}>{helpMessages(ui)("code.title")}</a>
            </p>
          </>
        }
        chart={image === undefined ? <Ground seed={numberOf(thing.id)} colour={edition.data.colour} /> : null}
        image={image}
        organisations={organisations}
      >
        <HelpBox frame={frame} t={t} now={now} />
      </Piece>
    );
  },
});
