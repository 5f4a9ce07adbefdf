/** The things of an edition as they stand in lists, and the small parts that several pages share. */
import type { Child } from "hono/jsx";
import { itemPath, mediaPath } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import type { Source } from "@bluehour/domain/primitives";
import type { PublicRelease } from "@bluehour/domain/release";
import type { SiteKey } from "@bluehour/i18n/site";
import type { Frame } from "../frame.ts";
import { comma, countryName, formatDate, formatDay, formatTimes } from "./format.ts";
import { langOf } from "./layout.tsx";
import { Scene } from "./silhouette.tsx";

/** One line that says what a story is and what it rests on. */
export function storyKicker(story: PublicRelease<"story">, { t }: Frame): string {
  const { teller, basis, sector } = story.data;
  const who = teller === "survivor" || sector === undefined ? t(`story.${teller}`) : t(`sector.${sector}`);
  return `${who} · ${t(`basis.short.${basis}`)}`;
}

function StoryItem({ story, frame }: { story: PublicRelease<"story">; frame: Frame }) {
  const text = story.locales[frame.locale];
  if (text === undefined) return null;
  return (
    <li>
      <Scene silhouette={story.data.silhouette} colour={frame.edition.data.colour} />
      <p class="kicker small">{storyKicker(story, frame)}</p>
      <h3>
        <a
          href={itemPath(frame.edition.id, frame.locale, "story", story.id)}
          {...langOf(text.lang, frame.ui)}
        >
          {text.head.title}
        </a>
      </h3>
      {text.head.byline === undefined ? null : (
        <p class="small soft" {...langOf(text.lang, frame.ui)}>
          {text.head.byline}
        </p>
      )}
    </li>
  );
}

export function StoryItems({ stories, frame }: { stories: readonly PublicRelease<"story">[]; frame: Frame }) {
  return (
    <ul class="items">
      {stories.map((story) => (
        <StoryItem story={story} frame={frame} />
      ))}
    </ul>
  );
}

/** A colour as the neutral square that a reader sees; its name is beside it in words. */
export function Tone({ colour }: { colour: string }) {
  return (
    <svg class="tone" viewBox="0 0 16 16" aria-hidden="true">
      <rect x="1" y="1" width="14" height="14" rx="3" fill={colour} stroke="currentColor" stroke-width="1" />
    </svg>
  );
}

/** Where an organisation is, as the page's language writes it. */
export function placeOf({ data, locales }: PublicRelease<"organisation">, { ui, locale }: Frame): string {
  const city = locales[locale]?.head.city ?? data.city;
  return [city, countryName(ui, data.country)].filter(Boolean).join(comma(ui));
}

/** The line under a title in a list, kind by kind. */
export function detail(release: PublicRelease<PagedKind>, frame: Frame): Child {
  const { t, ui, locale } = frame;
  switch (release.kind) {
    case "event": {
      const { start, end, zone, status } = release.data;
      const place = release.locales[locale]?.head.place;
      return (
        <>
          {status === "cancelled" ? <strong>{t("event.cancelled")} · </strong> : null}
          <time datetime={start}>
            {formatDate(ui, start, zone) + comma(ui) + formatTimes(ui, start, end, zone)}
          </time>
          {place === undefined ? null : ` · ${place}`}
        </>
      );
    }
    case "installation":
      return (
        <>
          <bdi>{release.locales[locale]?.head.place}</bdi>
          {` · ${formatDate(ui, release.data.opens, release.data.zone)}`}
        </>
      );
    case "landmark":
      return `${release.locales[locale]?.head.city ?? ""} · ${release.data.status === "cancelled" ? t("event.cancelled") : t(`landmark.state.${release.data.state}`)}`;
    case "statement": {
      const text = release.locales[locale];
      return (
        <>
          <bdi>{release.data.speaker}</bdi>
          {comma(ui)}
          <bdi {...langOf(text?.lang ?? ui, ui)}>{text?.head.office}</bdi>
          {` · ${formatDay(ui, release.data.saidOn)}`}
        </>
      );
    }
    case "reference":
      return release.data.symbol;
    case "organisation":
      return placeOf(release, frame);
    default:
      return null;
  }
}

export function SourceLine({ source, frame }: { source: Source | undefined; frame: Frame }) {
  if (source === undefined) return null;
  const { t, ui } = frame;
  return (
    <p class="small soft">
      {t("source.label")}{" "}
      {source.url === undefined ? (
        source.title
      ) : (
        <a href={source.url} rel="noreferrer">
          {source.title}
        </a>
      )}
      {source.readOn === undefined
        ? null
        : ` (${t("source.read-on", { day: formatDay(ui, source.readOn) })})`}
    </p>
  );
}

/** A picture with its rights and, where there is one, its caption. Sizes are known, so that nothing moves while it loads. */
export function Picture({ image, frame }: { image: PublicRelease<"image"> | undefined; frame: Frame }) {
  const text = image?.locales[frame.locale];
  const sizes = image?.media.toSorted((a, b) => a.width - b.width) ?? [];
  const largest = sizes.at(-1);
  if (image === undefined || text === undefined || largest === undefined) return null;
  const alike = sizes.filter((media) => media.type === largest.type);
  return (
    <figure class="read">
      <img
        src={mediaPath(largest)}
        {...(alike.length > 1
          ? {
              srcset: alike.map((media) => `${mediaPath(media)} ${media.width}w`).join(", "),
              sizes: "(max-width: 40rem) 100vw, 38rem",
            }
          : {})}
        width={largest.width}
        height={largest.height}
        alt={text.head.alt}
        loading="lazy"
        decoding="async"
      />
      <figcaption>
        {text.head.caption === undefined ? null : (
          <span {...langOf(text.lang, frame.ui)}>{text.head.caption} </span>
        )}
        {frame.t(`image.${image.data.made}`, { credit: image.data.credit, licence: image.data.licence })}
      </figcaption>
    </figure>
  );
}

/** Names of organisations as links, in the order given. */
export function Organisations({
  organisations,
  frame,
}: {
  organisations: readonly PublicRelease<"organisation">[];
  frame: Frame;
}) {
  return (
    <ul class="plain">
      {organisations.map((organisation) => {
        const text = organisation.locales[frame.locale];
        return text === undefined ? null : (
          <li>
            <a
              href={itemPath(frame.edition.id, frame.locale, "organisation", organisation.id)}
              {...langOf(text.lang, frame.ui)}
            >
              {text.head.title}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** Ways to do something now. */
export function Appeals({ appeals, frame }: { appeals: readonly PublicRelease<"appeal">[]; frame: Frame }) {
  return (
    <>
      {appeals.map((appeal) => {
        const text = appeal.locales[frame.locale];
        if (text === undefined) return null;
        const title = <span {...langOf(text.lang, frame.ui)}>{text.head.title}</span>;
        return (
          <li>
            {appeal.data.url === undefined ? (
              <strong>{title}</strong>
            ) : (
              <a href={appeal.data.url} rel="noreferrer">
                {title}
              </a>
            )}
            {text.head.summary === undefined ? null : (
              <p class="small soft" {...langOf(text.lang, frame.ui)}>
                {text.head.summary}
              </p>
            )}
          </li>
        );
      })}
    </>
  );
}

/** Title, kicker and summary at the head of a thing's page. */
export function Heading({
  kicker,
  text,
  frame,
}: {
  kicker: string;
  text: { lang: string; head: { title: string; summary?: string | undefined } };
  frame: Frame;
}) {
  return (
    <header class="read">
      <p class="kicker">{kicker}</p>
      <h1 {...langOf(text.lang, frame.ui)}>{text.head.title}</h1>
      {text.head.summary === undefined ? null : (
        <p class="lead soft" {...langOf(text.lang, frame.ui)}>
          {text.head.summary}
        </p>
      )}
    </header>
  );
}

export type PartKey = Extract<SiteKey, `nav.${string}`>;
