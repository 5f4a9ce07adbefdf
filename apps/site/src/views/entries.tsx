/** Events and exhibitions as rows of the programme: when, what, where, and how it stands at a moment. */
import { itemPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { ProgrammeTranslate } from "@bluehour/i18n/programme";
import type { Frame } from "../frame.ts";
import { minutesBetween, stateOf, waitUntil } from "../programme.ts";
import type { Entry } from "../programme.ts";
import { langOf } from "./layout.tsx";
import { Moment, momentSheet } from "./moment.tsx";
import type { DayStyle, When } from "./moment.tsx";

/** An entry with its release. */
export type Item = Entry & { release: PublicRelease<"event"> | PublicRelease<"installation"> };

/** A release as an entry; `undefined` where it does not exist in the page's language. */
export function itemOf(release: Item["release"], locale: string): Item | undefined {
  const text = release.locales[locale];
  if (text === undefined) return undefined;
  const { zone, country, organisations } = release.data;
  const shared = { release, id: release.id, zone, country, organisations, place: text.head.place };
  if (release.kind === "installation") {
    const { opens, closes } = release.data;
    return {
      ...shared,
      kind: "installation",
      start: new Date(opens),
      end: new Date(closes),
      isCancelled: false,
      city: undefined,
    };
  }
  const { start, end, status, city } = release.data;
  return {
    ...shared,
    kind: "event",
    start: new Date(start),
    end: end === undefined ? undefined : new Date(end),
    isCancelled: status === "cancelled",
    city,
  };
}

/** When an entry is. */
export function whenOf({ start, end, zone, country, release }: Item): When {
  const rules =
    release.kind === "event" ? { startRule: release.data.startRule, endRule: release.data.endRule } : {};
  return { start, end, zone, country, ...rules };
}

/** How long until something begins, in words: "in 40 minutes". */
export function waitText(start: Date, moment: Date, zone: string, p: ProgrammeTranslate): string {
  const { unit, ...values } = waitUntil(start, moment, zone);
  return p(`wait.${unit}`, values);
}

/** For something that is on: when it ends, or how long ago it began where nobody has said. Only what is near is said. */
export function progressText({ start, end }: Item, moment: Date, p: ProgrammeTranslate): string | undefined {
  if (end !== undefined && end > start) {
    const minutes = minutesBetween(moment, end);
    return minutes === 0 ? p("ends.now") : minutes < 60 ? p("ends", { minutes }) : undefined;
  }
  const minutes = minutesBetween(start, moment);
  return minutes === 0 ? p("began.now") : p("began", { minutes });
}

/**
 * What is said of an entry at a moment. `wait`: how long until it begins or ends. `state`: whether it is on or over. `nothing` where
 * the page has said so for all.
 */
export type Telling = "wait" | "state" | "nothing";

function tellingText(item: Item, telling: Telling, moment: Date, frame: Frame): string | undefined {
  const p = programmeMessages(frame.ui);
  const state = stateOf(item, moment);
  if (telling === "nothing" || item.isCancelled) return undefined;
  if (telling === "state") return state === "before" ? undefined : p(`state.${state}`);
  if (state === "now") return progressText(item, moment, p);
  return state === "before" ? waitText(item.start, moment, frame.edition.data.zone, p) : undefined;
}

type RowsProps = {
  items: readonly Item[];
  frame: Frame;
  moment: Date;
  telling: Telling;
  day: DayStyle;
  /** Level of the titles' headings. */
  level: 3 | 4;
  /** Gives the first row that is not over yet the fragment `present`. */
  present?: Item | undefined;
};

function Row({ item, frame, moment, telling, day, level, present }: RowsProps & { item: Item }) {
  const { t, ui, edition, locale } = frame;
  const p = programmeMessages(ui);
  const text = item.release.locales[locale];
  if (text === undefined) return null;
  const Heading = `h${level}` as const;
  const told = tellingText(item, telling, moment, frame);
  const isPast = telling === "state" && stateOf(item, moment) === "past";
  const link = (
    <a href={itemPath(edition.id, locale, item.kind, item.id)} {...langOf(text.lang, ui)}>
      {text.head.title}
    </a>
  );
  return (
    <li class={`slot${isPast ? " past" : ""}`} {...(present === item ? { id: "present" } : {})}>
      <p class="at">
        <Moment when={whenOf(item)} day={day} frame={frame} />
      </p>
      <div class="what">
        {item.kind === "event" ? null : <p class="kind">{p("kind.installation")}</p>}
        {item.isCancelled ? <p class="off">{t("event.cancelled")}</p> : null}
        <Heading>{item.isCancelled ? <s>{link}</s> : link}</Heading>
        <p class="small soft" {...langOf(text.lang, ui)}>
          {text.head.place}
        </p>
      </div>
      {told === undefined ? null : <p class={`told ${stateOf(item, moment)}`}>{told}</p>}
    </li>
  );
}

export function EntryRows(props: RowsProps) {
  return (
    <ul class="slots">
      {props.items.map((item) => (
        <Row {...props} item={item} />
      ))}
    </ul>
  );
}

/** The look of rows, for the sheet of a page that shows them. */
export const entriesSheet = `${momentSheet}
h4 { font: 600 1.0625rem/1.3 var(--serif); margin: 0; text-wrap: balance; }
.slots { list-style: none; padding: 0; }
.slot { display: grid; grid-template-columns: minmax(0, 1fr) max-content; column-gap: var(--s2); row-gap: 0.1rem; padding-block: 0.8rem; border-block-end: 1px solid var(--line); }
.slot > .what { grid-column: 1 / -1; min-inline-size: 0; }
.slots > .slot:first-child { padding-block-start: 0.35rem; }
.slot .when { display: inline-block; text-wrap: balance; }
.slot .when::first-letter { text-transform: uppercase; }
.slot > .at { font-size: 0.9375rem; font-weight: 600; }
.slot > .told { grid-area: 1 / 2; font-size: 0.875rem; line-height: 1.6; text-align: end; max-inline-size: 9rem; }
.slot h3 a, .slot h4 a { color: inherit; text-decoration-color: var(--line); }
.slot h3 a:hover, .slot h4 a:hover { text-decoration-color: var(--warm); }
.told.now, .told.before, .off { color: var(--warm-ink); font-weight: 600; }
.told.past, .kind { color: var(--soft); }
.kind, .off { font-size: 0.875rem; line-height: 1.4; }
.past > .at, .past h4 { font-weight: 400; }
#present { scroll-margin-block-start: 4.5rem; }
@media (min-width: 44rem) {
  .slot { grid-template-columns: 12.5rem minmax(0, 1fr) max-content; }
  .slot > .what { grid-column: 2; }
  .slot > .told { grid-area: 1 / 3; }
  .slot .day { display: block; }
}
@media print {
  :root { --paper: #fff; --panel: #fff; --ink: #000; --soft: #333; --line: #999; --link: #000; --warm: #666; --warm-ink: #000; color-scheme: light; }
  .slot { break-inside: avoid; padding-block: 0.35rem; grid-template-columns: 11rem minmax(0, 1fr); }
  .slot > .what { grid-column: 2; }
  .slot > .told { display: none; }
  .slot .day { display: block; }
  .slot .at, .slot .small, .slot .kind, .slot .off { font-size: 9.5pt; }
  .slot .at, .slot h3, .slot h4 { font-weight: 600; }
  .slot h3, .slot h4 { font-size: 11pt; }
  .slot .when .also { font-size: 8.5pt; }
  .slot a { text-decoration: none; }
}
`;
