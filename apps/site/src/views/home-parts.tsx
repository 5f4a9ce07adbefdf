/** The parts of a day's front page. A part of which there is nothing to show is not there: no empty box asks to be read. */
import type { Child } from "hono/jsx";
import { calendarPath, homePath, itemPath, lightsPath, listPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { dayAt, dayEnds, daysBetween } from "@bluehour/domain/phase";
import { regionalTag } from "@bluehour/i18n/regional";
import { homeMessages } from "@bluehour/i18n/home";
import { lightsMessages } from "@bluehour/i18n/lights";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";
import type { Stretch } from "../lights/wave.ts";
import type { Found } from "../pages/home.tsx";
import type { Setting } from "../pages/page.ts";
import { EntryRows, waitText } from "./entries.tsx";
import { Follow } from "./follow.tsx";
import { comma, countryName, formatDays, formatShortDay, formatTime } from "./format.ts";
import { Call, inOrderOfNeed } from "./help.tsx";
import { Horizon, skyHourAt } from "./horizon.tsx";
import { langOf } from "./layout.tsx";
import { Sayings } from "./lists.tsx";
import { Scene } from "./silhouette.tsx";
import { Appeals, Organisations, Picture, SourceLine, StoryItems, storyKicker } from "./things.tsx";

type Parts = { found: Found; children?: Child } & Omit<Setting, "around">;

function isOver({ phase }: Found): boolean {
  return phase === "after" || phase === "archived";
}

/** The sky with what the day is, and how near. */
export function Opening({ found, frame, moment }: Pick<Parts, "found" | "frame" | "moment">) {
  const { ui, edition, text } = frame;
  const h = homeMessages(ui);
  const { days, zone } = edition.data;
  const { phase, lights } = found;
  const said = {
    dates: formatDays(ui, days.first, days.last),
    days: daysBetween(dayAt(moment, zone), days.first),
    time: formatTime(ui, moment, zone),
  };
  return (
    <div class="sky" data-hour={skyHourAt(lights.sky, moment)}>
      <div class="in">
        <p class="kicker">{h(`opening.${phase}`, said)}</p>
        <h1 {...langOf(text.lang, ui)}>{text.head.title}</h1>
        <p class="lead read" {...langOf(text.lang, ui)}>
          {text.head.theme}
        </p>
        {text.head.place === undefined ? null : (
          <p class="place" {...langOf(text.lang, ui)}>
            {text.head.place}
          </p>
        )}
      </div>
      <Horizon lit={phase === "live" ? Math.max(lights.shining, lights.lit) : lights.lit} />
    </div>
  );
}

/** One line for who needs a number now; the whole box stands below. */
export function Danger({ frame }: { frame: Frame }) {
  const { t, ui, edition, locale, help } = frame;
  const own = help.filter(({ data }) => data.emergency && data.country === edition.data.country);
  const [line] = inOrderOfNeed(own);
  const number = line?.data.number ?? "112";
  return (
    <p class="danger">
      <span>{homeMessages(ui)("danger")}</span> <Call number={number}>{line?.data.display ?? number}</Call>{" "}
      <a href={`${homePath(edition.id, locale)}/help`}>{t("help.more")}</a>
    </p>
  );
}

/** What the day is, with its picture once it is over, and beside it what the phase asks for. */
export function Lead({ found, frame, children }: Parts) {
  const { ui, text, edition, locale } = frame;
  return (
    <div class="opening">
      <div>
        {text.head.summary === undefined ? null : (
          <p class="lead" {...langOf(text.lang, ui)}>
            {text.head.summary}
          </p>
        )}
        <p class={text.head.summary === undefined ? "" : "gap"}>
          <a href={`${homePath(edition.id, locale)}/about`}>{homeMessages(ui)("about")}</a>
        </p>
        {isOver(found) ? <Picture image={found.image} frame={frame} /> : null}
      </div>
      {children}
    </div>
  );
}

export function Join({ frame, origin }: Parts) {
  const { ui, edition, locale } = frame;
  const h = homeMessages(ui);
  return (
    <section class="panel" aria-labelledby="join">
      <h2 id="join">{h("join.title")}</h2>
      <ul>
        {frame.present.has("landmark") ? (
          <li>
            <a href={lightsPath(edition.id, locale)}>{h(`join.${edition.data.action}`)}</a>
          </li>
        ) : null}
        <li>
          <Follow
            path={calendarPath(edition.id, locale)}
            origin={origin}
            frame={frame}
            words={h("join.calendar")}
          />
        </li>
        <li>
          <a href={`${homePath(edition.id, locale)}/ways`}>{h("join.ways")}</a>
        </li>
      </ul>
    </section>
  );
}

/** What is on and what comes next; before the day, what it begins with. */
export function Now({ found, frame, moment }: Parts) {
  const { ui, edition, locale } = frame;
  const [h, p] = [homeMessages(ui), programmeMessages(ui)];
  const { now, next } = found.now;
  const isLive = found.phase === "live";
  const today = dayAt(moment, edition.data.zone);
  // Before the day the kicker says how long it is; on the day each row does.
  const rows = { frame, moment, telling: isLive ? "wait" : "nothing", level: 3 } as const;
  const hasNow = now.length > 0 || isLive;
  return (
    <section aria-labelledby="programme">
      <h2 id="programme">{p(hasNow ? "now.title" : "next.first")}</h2>
      {now.length > 0 ? (
        <EntryRows {...rows} items={now.slice(0, 4)} day={{ under: today }} />
      ) : isLive ? (
        <p>{p(next.length > 0 ? "now.nothing" : "now.over")}</p>
      ) : null}
      {next.length > 0 ? (
        <>
          {hasNow ? <h3 class="minor">{p("next.title")}</h3> : null}
          <EntryRows {...rows} items={next.slice(0, 4)} day={isLive ? { under: today } : "short"} />
        </>
      ) : hasNow ? null : (
        <p>{h("soon")}</p>
      )}
      <WholeProgramme found={found} path={listPath(edition.id, locale, "event")} words={h("programme.all")} />
    </section>
  );
}

function WholeProgramme({ found, path, words }: { found: Found; path: string; words: string }) {
  if (found.items.length === 0) return null;
  return (
    <p class="gap">
      <a href={path}>{words}</a>
    </p>
  );
}

/** The programme of a day that is over. */
export function Programme({ found, frame, moment }: Parts) {
  const { ui, edition, locale } = frame;
  const h = homeMessages(ui);
  if (found.items.length === 0) return null;
  return (
    <section aria-labelledby="programme">
      <h2 id="programme">{h("programme.past")}</h2>
      <EntryRows
        items={found.items.slice(0, 5)}
        frame={frame}
        moment={moment}
        telling="nothing"
        day="short"
        level={3}
      />
      <WholeProgramme found={found} path={listPath(edition.id, locale, "event")} words={h("programme.all")} />
    </section>
  );
}

/** Which city's lights begin next, and in how long. */
function Turns({
  stretches,
  frame,
  moment,
  isLive,
}: {
  stretches: Stretch[];
  frame: Frame;
  moment: Date;
  isLive: boolean;
}) {
  const { ui, edition, locale } = frame;
  const p = programmeMessages(ui);
  return (
    <ul class="turn">
      {stretches.map(({ spot, light }) => {
        const names = spot.names[locale];
        const begins = new Date(light.start);
        const path = lightsPath(edition.id, locale, { country: spot.country, city: spot.city });
        const isAbroad = spot.country !== edition.data.country;
        return (
          <li>
            <span>
              <a href={path} {...langOf(names?.lang ?? ui, ui)}>
                {names?.city ?? spot.city}
              </a>
              {isAbroad ? comma(ui) + countryName(ui, spot.country) : ""}
            </span>
            {isLive ? <span class="told">{waitText(begins, moment, spot.zone, p)}</span> : null}
            <span class="small soft">
              {formatShortDay(ui, begins, spot.zone) + comma(ui) + formatTime(ui, begins, spot.zone)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** The lights: how many shine and which come next while it lasts; where each place stood, in numbers that are never added up. */
export function Lights({ found, frame, moment }: Parts) {
  const { t, ui, edition, locale } = frame;
  const [h, l] = [homeMessages(ui), lightsMessages(ui)];
  const { shining, next, states, cities } = found.lights;
  if (cities.length === 0) return null;
  const isPast = isOver(found);
  const number = new Intl.NumberFormat(regionalTag(ui));
  return (
    <section aria-labelledby="lights">
      <h2 id="lights">{t("nav.landmarks")}</h2>
      {isPast || (found.phase === "announced" && shining === 0) ? (
        <dl class="states">
          {(["confirmed", "lit", "pledged", "invited"] as const).map((state) =>
            states[state] === 0 ? null : (
              <div>
                <dt>{number.format(states[state])}</dt>
                <dd>{l(`lights.state.${state}`)}</dd>
              </div>
            ),
          )}
        </dl>
      ) : (
        <p class="glow">{h("lights.shining", { count: shining })}</p>
      )}
      {isPast || next.length === 0 ? null : (
        <>
          <h3 class="minor">{l(shining === 0 ? "lights.next.first" : "lights.next")}</h3>
          <Turns stretches={next} frame={frame} moment={moment} isLive={found.phase === "live"} />
        </>
      )}
      {isPast || cities.length < 2 ? null : (
        <>
          <h3 class="minor">{h("near.title")}</h3>
          <ul class="near">
            {cities.map(({ country, city, names }) => (
              <li>
                <a
                  href={lightsPath(edition.id, locale, { country, city })}
                  {...langOf(names[locale]?.lang ?? ui, ui)}
                >
                  {names[locale]?.city ?? city}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="gap">
        <a href={lightsPath(edition.id, locale)}>{h("lights.all")}</a>
      </p>
    </section>
  );
}

/** One story stands out; a few others follow. */
export function Stories({ found, frame, snapshot }: Parts) {
  const { t, ui, edition, locale } = frame;
  const [first, ...others] = found.stories;
  const text = first?.locales[locale];
  // An archive that never had stories need not say so; before and during the day an empty list does.
  if (first === undefined && found.phase === "archived" && snapshot.confirmed) return null;
  return (
    <section aria-labelledby="stories">
      <h2 id="stories">{t("nav.stories")}</h2>
      {first === undefined || text === undefined ? (
        <p class="read">{t(snapshot.confirmed ? "stories.none" : "stories.unconfirmed")}</p>
      ) : (
        <>
          <article class="foremost">
            <Scene silhouette={first.data.silhouette} colour={edition.data.colour} />
            <div class="words">
              <p class="kicker">{storyKicker(first, frame)}</p>
              <h3>
                <a href={itemPath(edition.id, locale, "story", first.id)} {...langOf(text.lang, ui)}>
                  {text.head.title}
                </a>
              </h3>
              {text.head.byline === undefined ? null : (
                <p class="soft" {...langOf(text.lang, ui)}>
                  {text.head.byline}
                </p>
              )}
            </div>
          </article>
          {others.length > 0 ? <StoryItems stories={others} frame={frame} /> : null}
          <p class="gap">
            <a href={listPath(edition.id, locale, "story")}>{homeMessages(ui)("stories.all")}</a>
          </p>
        </>
      )}
    </section>
  );
}

export function Said({ found, frame }: Parts) {
  const { t, ui, edition, locale } = frame;
  if (found.statements.length === 0) return null;
  return (
    <section aria-labelledby="statements">
      <h2 id="statements">{t("nav.statements")}</h2>
      <Sayings statements={found.statements} frame={frame} />
      <p class="gap">
        <a href={listPath(edition.id, locale, "statement")}>{homeMessages(ui)("said.all")}</a>
      </p>
    </section>
  );
}

export function Figures({
  facts,
  frame,
  now,
}: {
  facts: readonly PublicRelease<"fact">[];
  frame: Frame;
  now: Date;
}) {
  const { t, ui, edition, locale } = frame;
  if (facts.length === 0) return null;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">{homeMessages(ui)("facts.title")}</h2>
      <dl class="facts">
        {facts.map(({ data, locales }) => {
          const words = locales[locale];
          if (words === undefined) return null;
          const own = langOf(words.lang, ui);
          const isOld = now > dayEnds(data.validUntil, edition.data.zone);
          return (
            <div>
              <dt>
                <bdi dir="ltr">{data.figure}</bdi>
              </dt>
              <dd>
                <p {...own}>{words.head.title}</p>
                {words.head.definition === undefined ? null : (
                  <p class="small soft" {...own}>
                    {words.head.definition}
                  </p>
                )}
                <p class="small soft">{t(isOld ? "fact.old-year" : "fact.year", { year: data.year })}</p>
                <SourceLine source={data.source} frame={frame} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** What a reader can do: now, or still. */
export function Done({ found, frame, title }: Parts & { title: "now" | "still" }) {
  const { t, ui, edition, locale } = frame;
  if (found.appeals.length === 0) return null;
  return (
    <section aria-labelledby="now">
      <h2 id="now">{title === "now" ? t("now.title") : homeMessages(ui)("still.title")}</h2>
      <ul class="rows read">
        <Appeals appeals={title === "now" ? found.appeals : found.appeals.slice(0, 3)} frame={frame} />
      </ul>
      <p class="gap">
        <a href={`${homePath(edition.id, locale)}/ways`}>{t("nav.ways")}</a>
      </p>
    </section>
  );
}

export function Who({ found, frame }: Parts) {
  if (found.organisations.length === 0) return null;
  return (
    <section aria-labelledby="who">
      <h2 id="who">{frame.t("nav.organisations")}</h2>
      <Organisations organisations={found.organisations} frame={frame} />
    </section>
  );
}

/** From an archive to the latest day. */
export function NextEdition({ frame }: Parts) {
  const latest = frame.editions.at(-1);
  if (latest === undefined || latest.id === frame.edition.id) return null;
  return (
    <p class="glow">
      <a href={homePath(latest.id, latest.locale)} hreflang={latest.locale}>
        {homeMessages(frame.ui)("edition.next", { year: latest.year })}
      </a>
    </p>
  );
}
