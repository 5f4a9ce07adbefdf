/**
 * A story, at its own address and behind a code: title, what it rests on, content note, help, then the text; where there is a note, the
 * text waits until the reader opens it.
 */
import { homePath, itemPath, listPath } from "@bluehour/domain/addresses";
import { isStoryId } from "@bluehour/domain/codes";
import { directionOf } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import { storyMessages } from "@bluehour/i18n/story";
import type { Frame } from "../frame.ts";
import { autonym, formatDays } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { InlineScript, kept, langOf, Layout } from "../views/layout.tsx";
import { textOf } from "../views/piece.tsx";
import { Blocks, StateLabel } from "../views/rich-text.tsx";
import { Scene } from "../views/silhouette.tsx";
import { Appeals, Picture, StoryItems, storyKicker } from "../views/things.tsx";
import type { Ask, Setting } from "./page.ts";
import { definePage } from "./page.ts";

type Story = PublicRelease<"story">;

/** Where a reader stands who came by a code. */
export type Spot = { installation: PublicRelease<"installation"> | undefined; others: Story[] };

export type StoryFound = {
  story: Story;
  image: PublicRelease<"image"> | undefined;
  spot: Spot | undefined;
};

/** Gathers what stands around a story. */
export async function aroundStory(
  { frame, reads }: Pick<Ask, "frame" | "reads">,
  story: Story,
  spot: Spot | undefined,
): Promise<StoryFound> {
  const image =
    story.data.image === undefined
      ? undefined
      : await reads.find({ kind: "image", edition: frame.edition.id, id: story.data.image, surface: "page" });
  return { story, image, spot };
}

/** Help that may stand beside a story: a line of the edition's own country, told by a person in this language; 112 alone is not enough. */
function hasHelp({ help, edition, locale }: Frame): boolean {
  return help.some(
    ({ data, locales }) =>
      !data.emergency && data.country === edition.data.country && locales[locale]?.state === "human",
  );
}

/** Whether a story may be shown in this language now: its person allowed the language, and help stands beside it (S14). */
export function canShow(story: Story | undefined, frame: Frame): story is Story {
  return story !== undefined && story.locales[frame.locale] !== undefined && hasHelp(frame);
}

/** At most this many neighbours are drawn; the place's own page leads to the rest. */
const drawnOthers = 3;

function Others({ spot, frame }: { spot: Spot; frame: Frame }) {
  const { t, ui, edition, locale } = frame;
  const place = spot.installation?.locales[locale];
  if (spot.others.length === 0 && place === undefined) return null;
  return (
    <section aria-labelledby="others">
      <h2 id="others">{t("placement.others")}</h2>
      {spot.others.length === 0 ? null : (
        <StoryItems stories={spot.others.slice(0, drawnOthers)} frame={frame} />
      )}
      {place === undefined || spot.installation === undefined ? null : (
        <p class="gap">
          {t("placement.about")}{" "}
          <a
            href={itemPath(edition.id, locale, "installation", spot.installation.id)}
            {...langOf(place.lang, ui)}
          >
            {place.head.title}
          </a>
        </p>
      )}
    </section>
  );
}

/** Who tells, and on what it rests: never left out. */
function Opening({ story, frame }: { story: Story; frame: Frame }) {
  const { t, ui } = frame;
  const { head, lang, state } = textOf(story, frame);
  return (
    <header class="read gap flow">
      <p class="kicker">{storyKicker(story, frame)}</p>
      <h1 {...langOf(lang, ui)}>{head.title}</h1>
      {head.byline === undefined ? null : (
        <p class="lead soft" {...langOf(lang, ui)}>
          {head.byline}
        </p>
      )}
      <p class="basis small">{t(`basis.${story.data.basis}`)}</p>
      {state === "human" ? null : <StateLabel state={state} lang={lang} frame={frame} />}
    </header>
  );
}

/** The text, with what the reader's own device can do to read it aloud. */
function Tale({ story, frame }: { story: Story; frame: Frame }) {
  const { head, blocks, lang } = textOf(story, frame);
  const s = storyMessages(frame.ui);
  return (
    <>
      {allowsSurface(story.uses, "reading-aloud") ? (
        <div
          class="aloud"
          hidden
          data-aloud=""
          data-listen={s("listen")}
          data-pause={s("pause")}
          data-go-on={s("go-on")}
        >
          <button type="button">{s("listen")}</button>
          <button type="button" class="quiet-button" hidden>
            {s("silence")}
          </button>
          <span class="small soft">{s("voice")}</span>
        </div>
      ) : null}
      <div class="story flow read" {...langOf(lang, frame.ui)}>
        <Blocks blocks={blocks} frame={frame} level={head.contentNote === undefined ? 2 : 3} />
      </div>
    </>
  );
}

/** To hand it on: the address and the title, nothing of the text. */
function Share({ title, address, frame }: { title: string; address: string; frame: Frame }) {
  const s = storyMessages(frame.ui);
  return (
    <p class="share read gap" hidden>
      <button
        type="button"
        class="quiet-button"
        data-share={address}
        data-title={title}
        data-copied={s("copied")}
      >
        {s("share")}
      </button>{" "}
      <span role="status" class="small" />
    </p>
  );
}

/** Things to do now that stand beside a story; the rest has a page of its own. */
const appealsBeside = 2;

function Now({ frame }: { frame: Frame }) {
  const { t, ui, edition, locale, appeals } = frame;
  const home = homePath(edition.id, locale);
  return (
    <>
      <section class="read screen-only" aria-labelledby="now">
        <h2 id="now">{t("now.title")}</h2>
        <ul class="rows">
          <li>
            <a href={`${home}/help`}>{t("now.help")}</a>
          </li>
          <Appeals appeals={appeals.slice(0, appealsBeside)} frame={frame} />
          {appeals.length <= appealsBeside ? null : (
            <li>
              <a href={`${home}/ways`}>{storyMessages(ui)("ways")}</a>
            </li>
          )}
          <li>
            <a href={listPath(edition.id, locale, "story")}>{t("now.stories")}</a>
          </li>
        </ul>
      </section>
      <details class="read gap small screen-only">
        <summary>{t("history.title")}</summary>
        <div class="flow">
          <p>{t("history.exit")}</p>
          <p>{t("history.phone")}</p>
          <p>{t("history.computer")}</p>
        </div>
      </details>
    </>
  );
}

/** The whole answer around a story. */
export function storyView({ story, image, spot }: StoryFound, { around, now, origin }: Setting) {
  const { frame } = around;
  const { t, ui, edition, text: day, locale } = frame;
  const { head, lang } = textOf(story, frame);
  const onTheWeb = allowsSurface(story.uses, "page");
  const address = origin + itemPath(edition.id, locale, "story", story.id);
  // Where the person allowed the ground but not the web, there is no page to lead to.
  const languages = onTheWeb
    ? frame.languages.filter((other) => story.locales[other] !== undefined)
    : [locale];
  const others = languages.filter((other) => other !== locale);
  return (
    <Layout
      around={around}
      title={head.title}
      here={`/stories/${story.id}`}
      part="nav.stories"
      languages={languages}
      hasScene
      canonical={spot !== undefined && onTheWeb ? address : undefined}
    >
      <article class="tale">
        <Scene silhouette={story.data.silhouette} colour={edition.data.colour} />
        <Opening story={story} frame={frame} />
        {head.contentNote === undefined ? null : (
          <section class="panel note read gap" aria-labelledby="note">
            <h2 id="note">{t("story.note")}</h2>
            <p {...langOf(lang, ui)}>{head.contentNote}</p>
            <p class="small screen-only">{t("story.choose")}</p>
          </section>
        )}
        <HelpBox frame={frame} t={t} now={now} />
        {head.contentNote === undefined ? (
          <div class="gap">
            <Tale story={story} frame={frame} />
          </div>
        ) : (
          <details class="unfold read">
            <summary>{t("story.open")}</summary>
            <Tale story={story} frame={frame} />
          </details>
        )}
        <Picture image={image} frame={frame} />
        {onTheWeb ? <Share title={head.title} address={address} frame={frame} /> : null}
        <p class="on-paper small">
          {day.head.title}, {formatDays(ui, edition.data.days.first, edition.data.days.last)}
          {onTheWeb ? (
            <>
              <br />
              <span dir="ltr">{address}</span>
            </>
          ) : null}
        </p>
      </article>
      {others.length === 0 ? null : (
        <p class="read gap small screen-only">
          {t("story.languages")}{" "}
          {others.map((other, index) => (
            <>
              {index === 0 ? null : " · "}
              <a
                href={itemPath(edition.id, other, "story", story.id)}
                lang={other}
                hreflang={other}
                dir={directionOf(other)}
              >
                {autonym(other)}
              </a>
            </>
          ))}
        </p>
      )}
      {spot === undefined ? null : <Others spot={spot} frame={frame} />}
      {kept(frame, "after a story", () => (
        <Now frame={frame} />
      ))}
      <InlineScript name="story" />
    </Layout>
  );
}

export const storyPage = definePage({
  surfaces: ["page"],
  parse: ({ id }) => (isStoryId(id) ? id : undefined),
  async decide(ask, id) {
    const { frame, reads } = ask;
    const story = await reads.find({ kind: "story", edition: frame.edition.id, id, surface: "page" });
    return canShow(story, frame) ? { show: await aroundStory(ask, story, undefined) } : "gone";
  },
  view: storyView,
});
