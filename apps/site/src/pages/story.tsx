/**
 * A story, at its own address and behind a code: title, what it rests on, content note, help, then the text; where there is a note, the
 * text waits until the reader opens it.
 */
import { homePath, itemPath, listPath } from "@bluehour/domain/addresses";
import { isStoryId } from "@bluehour/domain/codes";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import type { Frame } from "../frame.ts";
import { autonym } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { kept, langOf, Layout } from "../views/layout.tsx";
import { Blocks, StateLabel } from "../views/rich-text.tsx";
import { Scene } from "../views/silhouette.tsx";
import { Appeals, Picture, storyKicker } from "../views/things.tsx";
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

function Others({ spot, frame }: { spot: Spot; frame: Frame }) {
  const { t, ui, edition, locale } = frame;
  const place = spot.installation?.locales[locale];
  if (spot.others.length === 0 && place === undefined) return null;
  return (
    <section class="read" aria-labelledby="others">
      <h2 id="others">{t("placement.others")}</h2>
      {spot.others.length === 0 ? null : (
        <ul class="rows">
          {spot.others.map((story) => {
            const text = story.locales[locale];
            return text === undefined ? null : (
              <li>
                <a href={itemPath(edition.id, locale, "story", story.id)} {...langOf(text.lang, ui)}>
                  {text.head.title}
                </a>
              </li>
            );
          })}
        </ul>
      )}
      {place === undefined || spot.installation === undefined ? null : (
        <p>
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

/** The whole answer around a story. */
export function storyView({ story, image, spot }: StoryFound, { around, now, origin }: Setting) {
  const { frame } = around;
  const { t, ui, edition, locale } = frame;
  const text = story.locales[locale];
  if (text === undefined)
    throw new TypeError(`A story was rendered in ${locale}, in which it does not exist.`);
  const { head } = text;
  const onTheWeb = allowsSurface(story.uses, "page");
  const address = itemPath(edition.id, locale, "story", story.id);
  // Where the person allowed the ground but not the web, there is no page to lead to.
  const languages = onTheWeb
    ? frame.languages.filter((other) => story.locales[other] !== undefined)
    : [locale];
  const others = languages.filter((other) => other !== locale);
  const body = (
    <div class="story flow read">
      <Blocks blocks={text.blocks} frame={frame} level={head.contentNote === undefined ? 2 : 3} />
    </div>
  );
  return (
    <Layout
      around={around}
      title={head.title}
      here={`/stories/${story.id}`}
      part="nav.stories"
      languages={languages}
      canonical={spot !== undefined && onTheWeb ? origin + address : undefined}
    >
      <article>
        <Scene silhouette={story.data.silhouette} colour={edition.data.colour} />
        <header class="read gap flow">
          <p class="kicker">{storyKicker(story, frame)}</p>
          <h1 {...langOf(text.lang, ui)}>{head.title}</h1>
          {head.byline === undefined ? null : (
            <p class="soft" {...langOf(text.lang, ui)}>
              {head.byline}
            </p>
          )}
          <p>{t(`basis.${story.data.basis}`)}</p>
          {text.state === "human" ? null : <StateLabel state={text.state} lang={text.lang} frame={frame} />}
        </header>
        {head.contentNote === undefined ? null : (
          <section class="panel note read gap" aria-labelledby="note">
            <h2 id="note">{t("story.note")}</h2>
            <p {...langOf(text.lang, ui)}>{head.contentNote}</p>
            <p class="small">{t("story.choose")}</p>
          </section>
        )}
        <HelpBox frame={frame} t={t} now={now} />
        {head.contentNote === undefined ? (
          <div class="gap">{body}</div>
        ) : (
          <details class="unfold read">
            <summary>{t("story.open")}</summary>
            {body}
          </details>
        )}
        <Picture image={image} frame={frame} />
      </article>
      {others.length === 0 ? null : (
        <p class="read gap small">
          {t("story.languages")}{" "}
          {others.map((other, index) => (
            <>
              {index === 0 ? null : " · "}
              <a href={itemPath(edition.id, other, "story", story.id)} lang={other} hreflang={other}>
                {autonym(other)}
              </a>
            </>
          ))}
        </p>
      )}
      {spot === undefined ? null : <Others spot={spot} frame={frame} />}
      {kept(frame, "after a story", () => (
        <>
          <section class="read" aria-labelledby="now">
            <h2 id="now">{t("now.title")}</h2>
            <ul class="rows">
              <li>
                <a href={`${homePath(edition.id, locale)}/help`}>{t("now.help")}</a>
              </li>
              <Appeals appeals={frame.appeals} frame={frame} />
              <li>
                <a href={listPath(edition.id, locale, "story")}>{t("now.stories")}</a>
              </li>
            </ul>
          </section>
          <details class="read gap small">
            <summary>{t("history.title")}</summary>
            <div class="flow">
              <p>{t("history.exit")}</p>
              <p>{t("history.phone")}</p>
              <p>{t("history.computer")}</p>
            </div>
          </details>
        </>
      ))}
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
