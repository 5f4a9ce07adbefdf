/**
 * Whether a sticker is ours: its code or address typed, the answer says where it should stand. Placements are public; of the stories
 * behind them nothing is asked, so nothing can be said. What was typed is never repeated but as a code's symbols or a host's name.
 */
import type { Child } from "hono/jsx";
import { homePath, itemPath, placementPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { helpMessages } from "@bluehour/i18n/help";
import type { HelpTranslate } from "@bluehour/i18n/help";
import type { Frame } from "../frame.ts";
import { readSticker } from "../sticker.ts";
import type { StickerReading } from "../sticker.ts";
import { formatDate, formatTimes } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { definePage } from "./page.ts";
import type { Ask } from "./page.ts";
import { Contact } from "./plain.tsx";

/** Where a sticker should stand. */
type Spot = {
  placement: PublicRelease<"placement">;
  installation: PublicRelease<"installation"> | undefined;
};

type Answer =
  | Exclude<StickerReading, { is: "code" }>
  | { is: "ours" | "unknown"; code: string; spots: Spot[] };

/** The page's own address: `/2020/fr/code`. */
export function stickerPath({ edition, locale }: Pick<Frame, "edition" | "locale">): string {
  return `${homePath(edition.id, locale)}/code`;
}

async function decide(ask: Ask, typed: string): Promise<{ show: Answer }> {
  const reading = readSticker(typed, ask.origin);
  if (reading.is !== "code") return { show: reading };
  const { frame, reads } = ask;
  const { code } = reading;
  const served = new Set(frame.editions.map(({ id }) => id));
  const placements = await reads.findInEditions({ kind: "placement", id: code, surface: "placement-page" });
  const spots = await Promise.all(
    placements
      .filter(({ edition }) => served.has(edition))
      .map(async (placement) => ({
        placement,
        installation: await reads.find({
          kind: "installation",
          edition: placement.edition,
          id: placement.data.installation,
          surface: "page",
        }),
      })),
  );
  // This edition's first, then the newest.
  spots.sort(
    (a, b) =>
      Number(b.placement.edition === frame.edition.id) - Number(a.placement.edition === frame.edition.id),
  );
  return { show: { is: spots.length > 0 ? "ours" : "unknown", code, spots } };
}

/** The text in the page's language, else in any that there is. */
function textOf<K extends "placement" | "installation">(release: PublicRelease<K>, frame: Frame) {
  return release.locales[frame.locale] ?? Object.values(release.locales)[0];
}

function Where({ spot, frame, h }: { spot: Spot; frame: Frame; h: HelpTranslate }) {
  const { ui } = frame;
  const { placement, installation } = spot;
  const place = textOf(placement, frame);
  const show = installation === undefined ? undefined : textOf(installation, frame);
  const hasPage =
    installation?.edition === frame.edition.id && installation.locales[frame.locale] !== undefined;
  return (
    <dl class="pairs gap">
      <dt>{h("code.place")}</dt>
      <dd {...(place === undefined ? {} : langOf(place.lang, ui))}>
        <strong>{place?.head.place}</strong>
      </dd>
      <dt>{h("code.number")}</dt>
      <dd>{placement.data.number}</dd>
      {installation === undefined || show === undefined ? null : (
        <>
          <dt>{h("code.installation")}</dt>
          <dd {...langOf(show.lang, ui)}>
            {hasPage ? (
              <a href={itemPath(frame.edition.id, frame.locale, "installation", installation.id)}>
                {show.head.title}
              </a>
            ) : (
              show.head.title
            )}
            , {show.head.place}
          </dd>
          <dt>{h("code.open")}</dt>
          <dd>
            {formatDate(ui, installation.data.opens, installation.data.zone)},{" "}
            {formatTimes(ui, installation.data.opens, installation.data.closes, installation.data.zone)}
          </dd>
        </>
      )}
    </dl>
  );
}

function Form({ frame, answer, h }: { frame: Frame; answer: Answer; h: HelpTranslate }) {
  const isWrong = answer.is === "symbol" || answer.is === "length" || answer.is === "unreadable";
  const value = "code" in answer ? answer.code : "read" in answer ? answer.read : undefined;
  return (
    <form method="get" action={stickerPath(frame)} class="gap" accept-charset="utf-8">
      <label for="code">{h("code.label")}</label>
      <p class="small soft" id="hint">
        {h("code.hint")}
      </p>
      <p>
        <input
          id="code"
          name="code"
          type="text"
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          {...({ spellcheck: "false" } as object)}
          maxlength={300}
          required
          dir="ltr"
          aria-describedby={isWrong ? "answer hint" : "hint"}
          {...(isWrong ? { "aria-invalid": "true" } : {})}
          {...(value === undefined ? {} : { value })}
        />
      </p>
      <p class="gap">
        <button type="submit">{h("code.button")}</button>
      </p>
    </form>
  );
}

function Said({ frame, answer, h, host }: { frame: Frame; answer: Answer; h: HelpTranslate; host: string }) {
  const { t, edition, locale } = frame;
  switch (answer.is) {
    case "nothing":
      return <p class="lead soft">{h("code.lead")}</p>;
    case "ours":
      return (
        <>
          <p class="lead">{h("code.ours-text")}</p>
          {answer.spots.map((spot) => (
            <Where spot={spot} frame={frame} h={h} />
          ))}
          <p class="gap">{h("code.ours-address")}</p>
          <p>
            <a class="lead" href={placementPath(answer.code)} dir="ltr">
              {host}
              {placementPath(answer.code)}
            </a>
          </p>
          <p>{h("code.ours-moved")}</p>
        </>
      );
    case "length":
      return <p class="lead">{h("code.length-text", { count: answer.count })}</p>;
    case "elsewhere":
      return (
        <>
          <p class="lead">
            {h("code.elsewhere-leads")} <bdi dir="ltr">{answer.host}</bdi>
          </p>
          <p>
            {h("code.elsewhere-own")} <bdi dir="ltr">{`${host}/s/`}</bdi>
          </p>
          <p>{h("code.elsewhere-text")}</p>
        </>
      );
    case "stop":
      return (
        <>
          <p class="lead">{h("code.stop-text")}</p>
          <p>
            <a href={`${homePath(edition.id, locale)}/stop`}>{t("nav.stop")}</a>
          </p>
        </>
      );
    default:
      return <p class="lead">{h(`code.${answer.is}-text`)}</p>;
  }
}

export const stickerPage = definePage<string, Answer>({
  surfaces: ["placement-page", "page"],
  parse: ({ query }) => query["code"] ?? "",
  decide,
  view(answer, { around, now, origin }) {
    const { frame } = around;
    const { t, ui } = frame;
    const h = helpMessages(ui);
    const host = new URL(origin).host;
    const title = answer.is === "nothing" ? h("code.title") : h(`code.${answer.is}`);
    const said: Child = <Said frame={frame} answer={answer} h={h} host={host} />;
    return (
      <Layout
        around={{ ...around, noindex: true }}
        title={title}
        here={"code" in answer ? `/code?code=${answer.code}` : "/code"}
      >
        <div class="read">
          <div {...(answer.is === "nothing" ? {} : { role: "status", id: "answer" })} class="flow">
            <h1>{title}</h1>
            {said}
          </div>
          <Form frame={frame} answer={answer} h={h} />
        </div>
        {answer.is === "nothing" ? null : (
          <section class="read flow" aria-labelledby="person">
            <h2 id="person">{t("contact.title")}</h2>
            <Contact frame={frame} />
          </section>
        )}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
});
