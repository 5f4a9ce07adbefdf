/** An event: when, in every clock that matters; where; who; and how it stands at this minute. */
import { calendarPath, listPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { programmeMessages } from "@bluehour/i18n/programme";
import { itemOf, whenOf } from "../views/entries.tsx";
import { langOf } from "../views/layout.tsx";
import { Moment, momentSheet } from "../views/moment.tsx";
import { occasionSheet, Position, Standing } from "../views/occasion.tsx";
import { Piece, textOf } from "../views/piece.tsx";
import { imageOf, organisationsOf } from "./gather.ts";
import { definePage, parseSlug } from "./page.ts";
import { compact } from "../views/style.ts";

export const occasionPageSheet = compact(momentSheet + occasionSheet);

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
  view({ event, image, organisations }, setting) {
    const { frame } = setting.around;
    const { t, ui, edition, locale } = frame;
    const p = programmeMessages(ui);
    const text = textOf(event, frame);
    const item = itemOf(event, locale);
    if (item === undefined) throw new TypeError(`An event without a text was rendered in ${locale}.`);
    const { coordinates } = event.data;
    const when = <Moment when={whenOf(item)} frame={frame} />;
    return (
      <Piece
        setting={setting}
        thing={event}
        text={text}
        part="nav.events"
        standing={<Standing item={item} moment={setting.moment} frame={frame} />}
        pairs={[
          [t("thing.when"), item.isCancelled ? <s>{when}</s> : when],
          [t("thing.place"), <span {...langOf(text.lang, ui)}>{text.head.place}</span>],
          coordinates && [p("place.position"), <Position coordinates={coordinates} frame={frame} />],
        ]}
        actions={
          item.isCancelled ? null : (
            <p class="add">
              <a
                href={calendarPath(edition.id, locale, { kind: "event", id: event.id })}
                type="text/calendar"
              >
                {p("event.add")}
              </a>
            </p>
          )
        }
        image={image}
        source={event.data.source}
        organisations={organisations}
        back={{ href: listPath(edition.id, locale, "event"), words: p("all.title") }}
      />
    );
  },
});
