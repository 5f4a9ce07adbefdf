/** A landmark: what it does and when, by its own clock; for readers, for the city, and for whoever switches the lights. */
import { calendarPath, letterPath, lightsPath } from "@bluehour/domain/addresses";
import { rgbOf } from "@bluehour/domain/colour";
import type { Data } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { lightsMessages } from "@bluehour/i18n/lights";
import type { LightsTranslate } from "@bluehour/i18n/lights";
import type { Light } from "@bluehour/sky/sky";
import type { Frame } from "../frame.ts";
import { spotOf } from "../lights/lights.ts";
import type { Spot } from "../lights/lights.ts";
import { countryMap } from "../lights/map.ts";
import { momentOf, takesPart, waveOf } from "../lights/wave.ts";
import { ChartPicture } from "../views/chart.tsx";
import { comma, countryName, formatDay, formatShortDay } from "../views/format.ts";
import { Follow } from "../views/follow.tsx";
import { langOf } from "../views/layout.tsx";
import { lightsSheet } from "../views/lights-style.ts";
import { Moment } from "../views/moment.tsx";
import type { SunRule } from "../views/moment.tsx";
import { occasionSheet, Position } from "../views/occasion.tsx";
import { Piece, textOf } from "../views/piece.tsx";
import { Tone } from "../views/things.tsx";
import { imageOf, organisationsOf } from "./gather.ts";
import { definePage, parseSlug } from "./page.ts";
import { compact } from "../views/style.ts";

type Found = {
  landmark: PublicRelease<"landmark">;
  spot: Spot;
  image: PublicRelease<"image"> | undefined;
  organisations: PublicRelease<"organisation">[];
};

type Rule = Data<"landmark">["lighting"]["intervals"][number];

function sunRule(moment: Rule["to"], day: string): SunRule | undefined {
  return moment !== undefined && "sun" in moment ? { day, ...moment } : undefined;
}

/** One stretch of light with its reason: "at sunset (21:30 CEST), until 24:00". */
function LightTime({
  light,
  landmark,
  frame,
  l,
}: {
  light: Light;
  landmark: PublicRelease<"landmark">;
  frame: Frame;
  l: LightsTranslate;
}) {
  const rule = landmark.data.lighting.intervals[light.rule];
  const when = {
    start: new Date(light.start),
    ...(light.open ? {} : { end: new Date(light.end) }),
    zone: landmark.data.zone,
    country: landmark.data.country,
    startRule: sunRule(rule?.from, light.day),
    ...(light.open ? {} : { endRule: sunRule(rule?.to, light.day) }),
  };
  return (
    <>
      <Moment when={when} frame={frame} />
      {light.open ? <span class="small soft"> {l("lights.open")}</span> : null}
    </>
  );
}

/** At most this many hours are listed; the calendar has them all. */
const listed = 32;

function Hours({
  landmark,
  spot,
  frame,
  l,
}: Pick<Found, "landmark" | "spot"> & { frame: Frame; l: LightsTranslate }) {
  return (
    <ul class="plain">
      {spot.lights.slice(0, listed).map((light) => (
        <li>
          <LightTime light={light} landmark={landmark} frame={frame} l={l} />
        </li>
      ))}
      {spot.lights.length > listed ? (
        <li class="soft">{l("landmark.times.more", { count: spot.lights.length - listed })}</li>
      ) : null}
      {spot.without.map(({ day, reason }) => (
        <li class="soft">{l(`landmark.none.${reason}`, { day: formatDay(frame.ui, day) })}</li>
      ))}
    </ul>
  );
}

/** "#4b8fd2 · RGB 75 143 210": what a lighting engineer types. */
function colourWords(colour: string): string {
  return `${colour.toLowerCase()} · RGB ${rgbOf(colour).join(" ")}`;
}

/** The light that matters at a moment: the one that shines, else the next, else the last. */
function lightAt({ lights }: Spot, at: number): Light | undefined {
  return lights.find(({ end }) => at < end) ?? lights.at(-1);
}

export const landmarkPage = definePage<string, Found>({
  surfaces: ["page"],
  isBrief: true,
  sheet: `${lightsSheet}${compact(occasionSheet)}`,
  scripts: ["times"],
  parse: parseSlug,
  async decide(ask, id) {
    const { edition, locale } = ask.frame;
    const landmark = await ask.reads.find({ kind: "landmark", edition: edition.id, id, surface: "page" });
    if (landmark?.locales[locale] === undefined) return "missing";
    const [image, organisations] = await Promise.all([
      imageOf(ask, landmark.data.image),
      organisationsOf(ask, landmark.data.organisations),
    ]);
    return { show: { landmark, spot: spotOf(landmark, edition.data.days), image, organisations } };
  },
  view({ landmark, spot, image, organisations }, setting) {
    const { moment, origin } = setting;
    const { frame } = setting.around;
    const { t, ui, edition, locale } = frame;
    const l = lightsMessages(ui);
    const text = textOf(landmark, frame);
    const { lighting, state, country, city, coordinates } = landmark.data;
    const at = moment.getTime();
    const light = lightAt(spot, at);
    const seen = light === undefined ? "silent" : momentOf(spot, light.day, at);
    const standing = {
      waiting: l("lights.waiting"),
      shining: l(`lights.shining.${lighting.action}`),
      over: l("lights.past"),
      asked: l("lights.asked"),
      silent: "",
    }[seen];
    const wave = waveOf({ spots: [spot] }, light?.day ?? edition.data.days.first);
    const shown = seen === "shining" || light === undefined ? at : (light.start + light.end) / 2;
    return (
      <Piece
        setting={setting}
        thing={landmark}
        text={text}
        part="nav.landmarks"
        standing={
          spot.isCancelled ? (
            <div class="panel note read gap">
              <p class="kicker">{t("event.status")}</p>
              <p>{l("landmark.cancelled")}</p>
            </div>
          ) : standing === "" ? null : (
            <p class={`standing ${seen === "shining" ? "now" : seen === "waiting" ? "before" : "past"}`}>
              {standing}
            </p>
          )
        }
        pairs={[
          [
            t("thing.place"),
            <>
              <a href={lightsPath(edition.id, locale, { country, city })} {...langOf(text.lang, ui)}>
                {text.head.city}
              </a>
              {comma(ui) + countryName(ui, country)}
            </>,
          ],
          [t("landmark.state"), spot.isCancelled ? t("event.cancelled") : t(`landmark.state.${state}`)],
          [t("landmark.action"), t(`landmark.action.${lighting.action}`)],
          takesPart(spot)
            ? [l("landmark.times"), <Hours landmark={landmark} spot={spot} frame={frame} l={l} />]
            : undefined,
          lighting.action === "dark"
            ? undefined
            : [
                l("landmark.colour"),
                <>
                  <Tone colour={lighting.colour} /> <span dir="ltr">{colourWords(lighting.colour)}</span>
                </>,
              ],
          [l("landmark.where"), <Position coordinates={coordinates} frame={frame} />],
        ]}
        actions={
          <ul class="plain flow add">
            {state !== "invited" && spot.lights.length > 0 ? (
              <li>
                <Follow
                  path={calendarPath(edition.id, locale, { kind: "landmark", id: landmark.id })}
                  origin={origin}
                  frame={frame}
                  words={l("landmark.calendar")}
                />
              </li>
            ) : null}
            {state === "invited" || state === "pledged" || edition.data.sample ? (
              <li>
                <a href={letterPath(edition.id, letterLocale(frame, country), landmark.id)}>
                  {l("landmark.letter")}
                </a>
              </li>
            ) : null}
            <li>
              <a href={lightsPath(edition.id, locale, { country, city })}>
                {l("landmark.city", { city: text.head.city })}
              </a>
            </li>
          </ul>
        }
        chart={
          <div class="inset" aria-hidden="true">
            <div class="chart">
              <ChartPicture
                map={countryMap(country, [spot])}
                wave={wave}
                spots={[spot]}
                at={shown}
                label={formatShortDay(ui, new Date(shown), spot.zone)}
              />
            </div>
          </div>
        }
        image={image}
        source={landmark.data.source}
        organisations={organisations}
        back={{ href: lightsPath(edition.id, locale), words: l("lights.whole") }}
      />
    );
  },
});

/** The letter goes out in a language of the place: in the edition's own country the local one, elsewhere the reader's. */
function letterLocale({ edition, languages, locale }: Frame, country: string): string {
  if (country !== edition.data.country || edition.data.localLanguages.includes(locale)) return locale;
  return edition.data.localLanguages.find((local) => languages.includes(local)) ?? locale;
}
