/** Statements, references and organisations: a heading, facts in pairs, the text, where it comes from. */
import { calendarPath, itemPath, listPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import { inOrder } from "../programme.ts";
import { Follow } from "../views/follow.tsx";
import { EntryRows, entriesSheet } from "../views/entries.tsx";
import type { Item } from "../views/entries.tsx";
import { comma, formatDay } from "../views/format.ts";
import { langOf } from "../views/layout.tsx";
import { viewerTimes } from "../views/moment.tsx";
import { Piece, textOf } from "../views/piece.tsx";
import type { Pair } from "../views/piece.tsx";
import { placeOf } from "../views/things.tsx";
import { entriesOf } from "./entries.ts";
import { organisationsOf } from "./gather.ts";
import { navKeys } from "./listing.tsx";
import type { Ask, Setting } from "./page.ts";
import { definePage, parseSlug } from "./page.ts";
import { compact } from "../views/style.ts";

export type ThingKind = "statement" | "reference" | "organisation";
type Thing = PublicRelease<ThingKind>;

type Found = {
  thing: Thing;
  organisations: PublicRelease<"organisation">[];
  /** What an organisation has in the programme. */
  programme: Item[];
};

/** Facts of a thing, as pairs of a name and what is to be said. */
function pairsOf(thing: Thing, frame: Frame, organisations: Found["organisations"]): Pair[] {
  const { t, ui, locale, edition } = frame;
  const said = (lang: string | undefined, words: string | undefined): Child =>
    words === undefined || lang === undefined ? null : <span {...langOf(lang, ui)}>{words}</span>;
  switch (thing.kind) {
    case "statement": {
      const text = thing.locales[locale];
      const [organisation] = organisations;
      const name = organisation?.locales[locale];
      return [
        [t("statement.speaker"), thing.data.speaker],
        [t("statement.office"), said(text?.lang, text?.head.office)],
        [t("statement.said-on"), formatDay(ui, thing.data.saidOn)],
        organisation &&
          name && [
            t("statement.organisation"),
            <a href={itemPath(edition.id, locale, "organisation", organisation.id)}>{name.head.title}</a>,
          ],
      ];
    }
    case "reference": {
      const { symbol, adopted, inForce, url } = thing.data;
      return [
        [t("reference.symbol"), symbol],
        adopted === undefined ? undefined : [t("reference.adopted"), formatDay(ui, adopted)],
        inForce === undefined ? undefined : [t("reference.in-force"), formatDay(ui, inForce)],
        url === undefined ? undefined : [t("reference.text"), <Outside url={url} />],
      ];
    }
    default: {
      const { roles, since, url } = thing.data;
      return [
        [t("organisation.role"), roles.map((role) => t(`organisation.role.${role}`)).join(comma(ui))],
        [t("thing.place"), placeOf(thing, frame)],
        since === undefined ? undefined : [t("organisation.since"), since],
        url === undefined ? undefined : [t("organisation.website"), <Outside url={url} />],
      ];
    }
  }
}

function Outside({ url }: { url: string }) {
  const { hostname } = new URL(url);
  return (
    <a href={url} rel="noreferrer">
      {hostname.replace(/^www\./, "")}
    </a>
  );
}

function organisationIds(thing: Thing): readonly string[] {
  if (thing.kind === "statement" && thing.data.organisation !== undefined) return [thing.data.organisation];
  return [];
}

/** What an organisation has in the programme, and its dates for the reader's own calendar. */
function Programme({ id, items, setting }: { id: string; items: readonly Item[]; setting: Setting }) {
  const { around, moment } = setting;
  const { frame } = around;
  const p = programmeMessages(frame.ui);
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="programme" {...viewerTimes(frame)}>
      <h2 id="programme">{p("organisation.title")}</h2>
      <EntryRows items={items} frame={frame} moment={moment} telling="nothing" day="short" level={3} />
      {items.some(({ kind }) => kind === "event") ? (
        <p class="small gap">
          <Follow
            path={calendarPath(frame.edition.id, frame.locale, { kind: "organisation", id })}
            origin={setting.origin}
            frame={frame}
            words={p("organisation.subscribe")}
          />
        </p>
      ) : null}
    </section>
  );
}

function thingView({ thing, organisations, programme }: Found, setting: Setting) {
  const { frame } = setting.around;
  const { t, edition, locale } = frame;
  const key = navKeys[thing.kind];
  const { email } = edition.data.contact;
  return (
    <Piece
      setting={setting}
      thing={thing}
      text={textOf<ThingKind>(thing, frame)}
      part={key}
      pairs={pairsOf(thing, frame, organisations)}
      source={thing.data.source}
      closing={
        thing.kind === "statement" && email !== undefined ? (
          <p class="small soft">
            {t("statement.reply")} <a href={`mailto:${email}`}>{email}</a>
          </p>
        ) : null
      }
      back={{ href: listPath(edition.id, locale, thing.kind), words: t(key) }}
    >
      {thing.kind === "organisation" ? <Programme id={thing.id} items={programme} setting={setting} /> : null}
    </Piece>
  );
}

const rowsSheet = compact(entriesSheet);

export function thingPage(kind: ThingKind) {
  return definePage<string, Found>({
    ...(kind === "organisation"
      ? { surfaces: ["page", "list"], sheet: rowsSheet, scripts: ["times"] }
      : { surfaces: ["page"] }),
    parse: parseSlug,
    async decide(ask: Ask, id) {
      const { edition, locale } = ask.frame;
      const thing = (await ask.reads.find({ kind, edition: edition.id, id, surface: "page" })) as
        | Thing
        | undefined;
      if (thing === undefined || thing.locales[locale] === undefined) return "missing";
      const [organisations, programme] = await Promise.all([
        organisationsOf(ask, organisationIds(thing)),
        kind === "organisation" ? entriesOf(ask) : undefined,
      ]);
      const own = programme?.items.filter((item) => item.organisations.includes(id)) ?? [];
      return { show: { thing, organisations, programme: inOrder(own) } };
    },
    view: thingView,
  });
}
