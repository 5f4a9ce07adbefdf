/** Lists of an edition's things, each kind in the form that suits it: who said what, which place lights when, where shadows lie. */
import { itemPath } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import { lightsOf } from "../lights/lights.ts";
import { comma, countryName, formatDay, formatShortDay, formatTime } from "./format.ts";
import { Lamp } from "./lamp.tsx";
import { langOf } from "./layout.tsx";
import { Ground, numberOf } from "./silhouette.tsx";
import { compact } from "./style.ts";
import { detail } from "./things.tsx";

type Listed = Exclude<PagedKind, "story" | "event">;

/** A thing's title as a link, in its own language. */
function Title({ thing, frame }: { thing: PublicRelease<PagedKind>; frame: Frame }) {
  const text = thing.locales[frame.locale];
  return text === undefined ? null : (
    <h3>
      <a
        href={itemPath(frame.edition.id, frame.locale, thing.kind, thing.id)}
        {...langOf(text.lang, frame.ui)}
      >
        {text.head.title}
      </a>
    </h3>
  );
}

function Summary({ thing, frame }: { thing: PublicRelease<Listed>; frame: Frame }) {
  const text = thing.locales[frame.locale];
  return text?.head.summary === undefined ? null : (
    <p {...langOf(text.lang, frame.ui)}>{text.head.summary}</p>
  );
}

/** What was said, each with who said it; it is told in reported speech, so without quotation marks. */
export function Sayings({
  statements,
  frame,
}: {
  statements: readonly PublicRelease<"statement">[];
  frame: Frame;
}) {
  return (
    <ul class="said">
      {statements.map((statement) => {
        const text = statement.locales[frame.locale];
        return text === undefined ? null : (
          <li>
            <Title thing={statement} frame={frame} />
            <Summary thing={statement} frame={frame} />
            <p class="small soft">
              <bdi>
                <b>{statement.data.speaker}</b>
              </bdi>
              {comma(frame.ui)}
              <bdi {...langOf(text.lang, frame.ui)}>{text.head.office}</bdi> ·{" "}
              {formatDay(frame.ui, statement.data.saidOn)}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** When a place first lights, by its own clock; nothing where it does not take part, or nobody knows the hour. */
function firstLight({ data }: PublicRelease<"landmark">, { edition, ui }: Frame): Child {
  if (data.state === "invited" || data.status === "cancelled") return null;
  const [light] = lightsOf(data, edition.data.days).lights;
  if (light === undefined) return null;
  const start = new Date(light.start);
  return (
    <>
      {" · "}
      <time datetime={start.toISOString()}>
        {formatShortDay(ui, start, data.zone) + comma(ui) + formatTime(ui, start, data.zone)}
      </time>
    </>
  );
}

function Lamps({ places, frame }: { places: readonly PublicRelease<"landmark">[]; frame: Frame }) {
  const { t, ui, edition } = frame;
  return (
    <ul class="lamps">
      {places.map((place) => {
        const text = place.locales[frame.locale];
        const { country, state, status } = place.data;
        return text === undefined ? null : (
          <li>
            <Lamp place={place} />
            <div>
              <Title thing={place} frame={frame} />
              <p class="small">
                <span {...langOf(text.lang, ui)}>{text.head.city}</span>
                {country === edition.data.country ? null : comma(ui) + countryName(ui, country)}
              </p>
              <p class="small soft">
                {status === "cancelled" ? t("event.cancelled") : t(`landmark.state.${state}`)}
                {firstLight(place, frame)}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Grounds({ shows, frame }: { shows: readonly PublicRelease<"installation">[]; frame: Frame }) {
  return (
    <ul class="grounds">
      {shows.map((show) => (
        <li>
          <Ground seed={numberOf(show.id)} colour={frame.edition.data.colour} />
          <div class="flow">
            <Title thing={show} frame={frame} />
            <Summary thing={show} frame={frame} />
            <p class="small soft">{detail(show, frame)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What a row says above its title: what it is. */
function kickerOf(thing: PublicRelease<Listed>, { t, ui }: Frame): string | undefined {
  if (thing.kind === "organisation")
    return thing.data.roles.map((role) => t(`organisation.role.${role}`)).join(comma(ui));
  return thing.kind === "reference" ? thing.data.symbol : undefined;
}

function Rows({ things, frame }: { things: readonly PublicRelease<Listed>[]; frame: Frame }) {
  return (
    <ul class="rows abreast">
      {things.map((thing) => {
        const kicker = kickerOf(thing, frame);
        return (
          <li>
            {kicker === undefined ? null : <p class="kicker">{kicker}</p>}
            <Title thing={thing} frame={frame} />
            <Summary thing={thing} frame={frame} />
            {thing.kind === "organisation" ? (
              <p class="small soft">{detail(thing, frame)}</p>
            ) : thing.kind === "reference" && thing.data.adopted !== undefined ? (
              <p class="small soft">
                {frame.t("reference.adopted")} · {formatDay(frame.ui, thing.data.adopted)}
              </p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** Things of one kind, in their kind's own form. */
export function ThingList({ things, frame }: { things: readonly PublicRelease[]; frame: Frame }) {
  switch (things[0]?.kind) {
    case "statement":
      return <Sayings statements={things as PublicRelease<"statement">[]} frame={frame} />;
    case "landmark":
      return <Lamps places={things as PublicRelease<"landmark">[]} frame={frame} />;
    case "installation":
      return <Grounds shows={things as PublicRelease<"installation">[]} frame={frame} />;
    default:
      return <Rows things={things as PublicRelease<Listed>[]} frame={frame} />;
  }
}

/** What was said: also on a day's front page. */
export const saidSheet = `
.said { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: var(--s3); list-style: none; padding: 0; }
.said li { border-block-start: 2px solid var(--warm); padding-block-start: 0.8rem; } .said h3 { font-size: 1.25rem; } .said h3 a { color: inherit; text-decoration-color: var(--line); }
.said p { margin-block-start: 0.4rem; } .said b { color: var(--ink); }
`;

/** The look of lists, beside the sheet of every page. */
export const listSheet: string = compact(`${saidSheet}
.lamps { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr)); gap: var(--s2) var(--s3); }
.lamps > li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); column-gap: var(--s2); align-items: center; }
.lamps svg { inline-size: 100%; border-radius: var(--round); forced-color-adjust: none; }
.lamps h3 a, .grounds h3 a, .abreast h3 a { color: inherit; text-decoration-color: var(--warm); }
.grounds { list-style: none; padding: 0; display: grid; gap: var(--s3); }
.grounds h3 { font-size: 1.5rem; } .grounds .scene { max-inline-size: none; } .grounds .scene svg { block-size: clamp(9.5rem, 26vw, 17rem); }
.abreast { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); column-gap: var(--s4); }
.abreast > li:first-child { padding-block-start: 0.85rem; }
.abreast > li > p { margin-block-start: 0.2rem; } .abreast .kicker + h3 { margin-block-start: 0; }
@media (min-width: 60rem) { .grounds > li { display: grid; grid-template-columns: minmax(0, 1.55fr) minmax(0, 1fr); column-gap: var(--s4); align-items: center; } }
@media (max-width: 59.99rem) { .grounds .flow { margin-block-start: var(--s2); } }
@media print { .lamps svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`);
