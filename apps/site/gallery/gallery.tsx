/**
 * Every component of docs/design.md in every state, on one page: for whoever changes the look. It stands outside `src` and no page of the
 * site imports it (a test holds that); `npm run gallery` and the pictures in e2e/visual show it, fed by the examples of the tests.
 */
import type { Child } from "hono/jsx";
import { lightsPath } from "@bluehour/domain/addresses";
import { directionOf } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { programmeMessages } from "@bluehour/i18n/programme";
import { storyMessages } from "@bluehour/i18n/story";
import type { Frame } from "../src/frame.ts";
import { EntryRows, entriesSheet, itemOf } from "../src/views/entries.tsx";
import type { Telling } from "../src/views/entries.tsx";
import { EuropeanNumber, HelpBox, HelpEntries } from "../src/views/help.tsx";
import { Danger, Figures } from "../src/views/home-parts.tsx";
import { homeSheet } from "../src/views/home-style.ts";
import { Horizon } from "../src/views/horizon.tsx";
import type { SkyHour } from "../src/views/horizon.tsx";
import { Layout, Sheet } from "../src/views/layout.tsx";
import { Moment } from "../src/views/moment.tsx";
import { Pairs } from "../src/views/piece.tsx";
import { listSheet, ThingList } from "../src/views/lists.tsx";
import { Blocks, StateLabel } from "../src/views/rich-text.tsx";
import { Scene } from "../src/views/silhouette.tsx";
import { compact } from "../src/views/style.ts";
import { Appeals, Organisations, SourceLine, StoryItems, Tone } from "../src/views/things.tsx";

/** What the gallery is fed with: a frame, and one small day's releases. */
export type Examples = {
  frame: Frame;
  now: Date;
  stories: readonly PublicRelease<"story">[];
  things: readonly PublicRelease[];
  events: readonly PublicRelease<"event">[];
  facts: readonly PublicRelease<"fact">[];
};

const tokens = ["paper", "panel", "ink", "soft", "line", "link", "night", "dusk", "warm", "warm-ink"];
const hours: readonly SkyHour[] = ["day", "golden", "blue", "night"];
const figures = ["adult", "child", "pair"] as const;
const poses = ["standing", "walking", "seated", "working"] as const;
const states = ["machine", "stale", "missing"] as const;
const tellings: readonly Telling[] = ["wait", "state", "nothing"];

const sheet = compact(`
.tokens { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: var(--s2); list-style: none; padding: 0; }
.tokens svg { inline-size: 100%; block-size: 3rem; border: 1px solid var(--line); border-radius: var(--round); }
.specimen { margin-block-start: var(--s2); }
.specimen > .name { font: 0.8125rem/1.4 var(--sans); color: var(--soft); margin-block-end: 0.3rem; }
.specimen .sky { min-block-size: 11rem; } .specimen .bar { position: static; }
.specimen .sky .in { padding-block: var(--s2) 4.5rem; }
`);

/** One component in one state, under its name. */
function Specimen({ name, children }: { name: string; children: Child }) {
  return (
    <div class="specimen">
      <p class="name" dir="ltr">
        {name}
      </p>
      {children}
    </div>
  );
}

function Part({ id, name, children }: { id: string; name: string; children: Child }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} dir="ltr">
        {name}
      </h2>
      {children}
    </section>
  );
}

function Foundations({ frame: { text } }: Examples) {
  return (
    <Part id="foundations" name="Tokens and type">
      <ul class="tokens">
        {tokens.map((token) => (
          <li class="small" dir="ltr">
            <svg viewBox="0 0 8 3" preserveAspectRatio="none" aria-hidden="true">
              <rect width="8" height="3" fill={`var(--${token})`} />
            </svg>
            --{token}
          </li>
        ))}
      </ul>
      <Specimen name="heading 2, heading 3, lead, body, soft, small, kicker">
        <div class="flow read">
          <h3>{text.head.title}</h3>
          <p class="lead">{text.head.theme}</p>
          <p>{text.head.summary}</p>
          <p class="soft">{text.head.summary}</p>
          <p class="small">{text.head.summary}</p>
          <p class="kicker">{text.head.theme}</p>
        </div>
      </Specimen>
    </Part>
  );
}

function Exit({ frame: { t, text }, presses }: { frame: Frame; presses: number }) {
  return (
    <div class="bar">
      <div class="in">
        <a class="brand" href="#foundations">
          {text.head.title}
        </a>
        <a class="exit" href="#foundations" {...(presses === 0 ? {} : { "data-presses": String(presses) })}>
          {t("site.exit")}
        </a>
      </div>
    </div>
  );
}

function Signature({ frame }: Examples) {
  const { text } = frame;
  return (
    <Part id="signature" name="Bar, sky, scene">
      {[0, 1, 2].map((presses) => (
        <Specimen name={`bar, Shift pressed ${presses} times`}>
          <Exit frame={frame} presses={presses} />
        </Specimen>
      ))}
      {hours.map((hour, index) => (
        <Specimen name={`sky, ${hour}, ${index * 12} places lit`}>
          <div class="sky" data-hour={hour}>
            <div class="in">
              <p class="kicker">{text.head.theme}</p>
              <p class="lead">{text.head.title}</p>
              <p class="place">{text.head.summary}</p>
            </div>
            <Horizon lit={index * 12} />
          </div>
        </Specimen>
      ))}
      <Specimen name="scene: adult, child, pair; standing, walking, seated, working">
        <ul class="items">
          {figures.flatMap((figure) =>
            poses.map((pose, index) => (
              <li>
                <Scene silhouette={{ figure, pose, seed: index + 7 }} colour={frame.edition.data.colour} />
              </li>
            )),
          )}
        </ul>
      </Specimen>
    </Part>
  );
}

function Reading({ frame, stories }: Examples) {
  const { t } = frame;
  const s = storyMessages(frame.ui);
  const mixed = stories.flatMap((story) => story.locales[frame.locale]?.blocks ?? []);
  const unfold = (
    <>
      <summary>{t("story.open")}</summary>
      <div class="story flow">
        <Blocks blocks={mixed.slice(0, 1).map(firstParagraph)} frame={frame} />
      </div>
    </>
  );
  return (
    <Part id="reading" name="Story">
      <Specimen name="items">
        <StoryItems stories={stories} frame={frame} />
      </Specimen>
      <Specimen name="basis, note, closed and open text">
        <p class="read basis small">{t("basis.composite")}</p>
        <div class="panel note read gap">
          <h3>{t("story.note")}</h3>
          <p>{stories[0]?.locales[frame.locale]?.head.contentNote}</p>
          <p class="small">{t("story.choose")}</p>
        </div>
        <details class="unfold read">{unfold}</details>
        <details class="unfold read" open>
          {unfold}
        </details>
      </Specimen>
      <Specimen name="tag: machine, stale, missing">
        <div class="flow read">
          {states.map((state) => (
            <StateLabel state={state} lang="fr" frame={frame} />
          ))}
        </div>
      </Specimen>
      <Specimen name="read aloud and hand on: rest, quiet, reading">
        <div class="aloud">
          <button type="button">{s("listen")}</button>
          <button type="button" class="quiet-button">
            {s("silence")}
          </button>
          <span class="small soft">{s("voice")}</span>
        </div>
        <p class="story read">
          <span class="heard">{frame.text.head.summary}</span>
        </p>
      </Specimen>
    </Part>
  );
}

/** A story's first words are enough here. */
function firstParagraph<B extends { content: readonly unknown[] }>(block: B): B {
  return { ...block, content: block.content.slice(0, 1) };
}

function Helping({ frame, now }: Examples) {
  const { t } = frame;
  const [line] = frame.help;
  const nobody = { ...frame, help: [], kept: new Map() };
  return (
    <Part id="helping" name="Help">
      <Specimen name="danger">
        <Danger frame={frame} />
      </Specimen>
      <Specimen name="box">
        <HelpBox frame={frame} t={t} now={now} />
      </Specimen>
      <Specimen name="box without numbers of its own">
        <div class="panel read">
          <EuropeanNumber t={nobody.t} />
        </div>
      </Specimen>
      <Specimen name="in full: read only, checked, checked long ago">
        <HelpEntries lines={frame.help} frame={frame} now={now} />
        {line === undefined ? null : (
          <HelpEntries lines={frame.help.slice(1)} frame={frame} now={new Date(now.getTime() + 4e10)} />
        )}
      </Specimen>
    </Part>
  );
}

function Listing({ frame, things, facts, now }: Examples) {
  const { t } = frame;
  const organisations = things.filter(({ kind }) => kind === "organisation");
  return (
    <Part id="listing" name="Rows, pairs, figures">
      {[...Map.groupBy(things, ({ kind }) => kind)].map(([kind, alike]) => (
        <Specimen name={`list: ${kind}`}>
          <ThingList things={alike} frame={frame} />
        </Specimen>
      ))}
      <Specimen name="empty list">
        <p>{t("list.empty")}</p>
      </Specimen>
      <Specimen name="pairs, with a tone">
        <Pairs
          pairs={[
            [t("thing.place"), frame.text.head.title],
            [t("landmark.state"), t("landmark.state.confirmed")],
            [
              t("landmark.action"),
              <>
                <Tone colour={frame.edition.data.colour} /> {t("landmark.action.light")}
              </>,
            ],
          ]}
        />
      </Specimen>
      <Specimen name="figures: of its year, and one that may be old">
        <Figures facts={facts} frame={frame} now={now} />
      </Specimen>
      <Specimen name="organisations, appeals, source">
        <Organisations organisations={organisations as PublicRelease<"organisation">[]} frame={frame} />
        <ul class="rows">
          <Appeals appeals={frame.appeals} frame={frame} />
        </ul>
        <SourceLine source={facts[0]?.data.source} frame={frame} />
      </Specimen>
    </Part>
  );
}

function Timing({ frame, events, now }: Examples) {
  const p = programmeMessages(frame.ui);
  const items = events.flatMap((event) => itemOf(event, frame.locale) ?? []);
  const { zone, country } = frame.edition.data;
  const start = new Date("2020-07-30T19:31:00Z");
  return (
    <Part id="timing" name="Times and slots">
      <Specimen name="moment: an hour, a stretch, by the sun, elsewhere, across days">
        <ul class="plain flow">
          {[
            { start, zone, country },
            { start, end: new Date("2020-07-30T21:00:00Z"), zone, country },
            {
              start,
              zone,
              country,
              startRule: { day: "2020-07-30", sun: "sunset", offsetMinutes: 0 } as const,
            },
            { start, end: new Date("2020-07-31T05:00:00Z"), zone: "America/Los_Angeles", country: "US" },
            { start, end: new Date("2020-08-02T10:00:00Z"), zone, country },
          ].map((when) => (
            <li>
              <Moment when={when} frame={frame} />
            </li>
          ))}
        </ul>
      </Specimen>
      {tellings.map((telling) => (
        <Specimen name={`slots, telling ${telling}`}>
          <EntryRows items={items} frame={frame} moment={now} telling={telling} day="short" level={3} />
        </Specimen>
      ))}
      <Specimen name="nothing on">
        <p>{p("now.nothing")}</p>
      </Specimen>
      {[
        ["before the day", "2020-07-30T10:00:00Z"],
        ["shining", "2020-07-30T20:00:00Z"],
        ["over", "2020-07-30T23:30:00Z"],
      ].map(([name, at]) => (
        <Specimen name={`chart, ${name}`}>
          <img
            src={`${lightsPath(frame.edition.id, frame.locale, { country: "BE" }, "picture")}?at=${at}`}
            width="640"
            height="400"
            alt={name ?? ""}
          />
        </Specimen>
      ))}
    </Part>
  );
}

function Asking({ frame: { t } }: Examples) {
  return (
    <Part id="asking" name="Forms">
      <Specimen name="label, hint, field: empty, filled, focused; button: rest, quiet">
        <form>
          <label for="empty">{t("stop.label")}</label>
          <p class="small soft">{t("stop.hint")}</p>
          <input id="empty" />
          <label for="filled">{t("stop.label")}</label>
          <input id="filled" value="1234 5678" />
          <p class="gap">
            <button type="button">{t("stop.button")}</button>{" "}
            <button type="button" class="quiet-button">
              {t("stop.call")}
            </button>
          </p>
        </form>
      </Specimen>
    </Part>
  );
}

/** The page as a document of its own, with the bar and the footer that every page has. */
export function gallery(examples: Examples): Child {
  const { frame } = examples;
  const around = { t: frame.t, ui: frame.ui, frame, noindex: true, sheet: homeSheet };
  return (
    <Layout around={around} title="Gallery" here="" languages={frame.languages} switchHome>
      <Sheet sheet={compact(entriesSheet) + listSheet + sheet} />
      <header class="read" dir={directionOf(frame.ui)}>
        <h1 lang="en" dir="ltr">
          Gallery
        </h1>
      </header>
      {[Foundations, Signature, Reading, Helping, Listing, Timing, Asking].map((Show) => (
        <Show {...examples} />
      ))}
    </Layout>
  );
}
