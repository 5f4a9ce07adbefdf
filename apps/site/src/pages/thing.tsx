/** Statements, references and organisations: a heading, facts in pairs, the text, where it comes from. */
import { calendarPath, homePath, itemPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseText } from "@bluehour/domain/text";
import { programmeMessages } from "@bluehour/i18n/programme";
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import { inOrder } from "../programme.ts";
import { Follow } from "../views/follow.tsx";
import { EntryRows, entriesSheet } from "../views/entries.tsx";
import type { Item } from "../views/entries.tsx";
import { countryName, formatDay } from "../views/format.ts";
import { langOf, Layout } from "../views/layout.tsx";
import { viewerTimes } from "../views/moment.tsx";
import { Blocks, StateLabel } from "../views/rich-text.tsx";
import { Heading, Organisations, SourceLine } from "../views/things.tsx";
import { entriesOf } from "./entries.ts";
import { organisationsOf } from "./gather.ts";
import { navKeys } from "./listing.tsx";
import type { Ask, Setting } from "./page.ts";
import { definePage, parseSlug } from "./page.ts";
import { sections } from "@bluehour/domain/addresses";

export type ThingKind = "statement" | "reference" | "organisation";
type Thing = PublicRelease<ThingKind>;

type Found = {
  thing: Thing;
  organisations: PublicRelease<"organisation">[];
  /** What an organisation has in the programme. */
  programme: Item[];
};

/** Facts of a thing, as pairs of a name and what is to be said. */
function pairsOf(thing: Thing, frame: Frame, organisations: Found["organisations"]): [string, Child][] {
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
        ...(organisation === undefined || name === undefined
          ? []
          : [
              [
                t("statement.organisation"),
                <a href={itemPath(edition.id, locale, "organisation", organisation.id)}>{name.head.title}</a>,
              ] as [string, Child],
            ]),
      ];
    }
    case "reference": {
      const { symbol, adopted, inForce, url } = thing.data;
      return [
        [t("reference.symbol"), symbol],
        ...(adopted === undefined
          ? []
          : [[t("reference.adopted"), formatDay(ui, adopted)] as [string, Child]]),
        ...(inForce === undefined
          ? []
          : [[t("reference.in-force"), formatDay(ui, inForce)] as [string, Child]]),
        ...(url === undefined ? [] : [[t("reference.text"), <Outside url={url} />] as [string, Child]]),
      ];
    }
    default: {
      const { roles, city, country, since, url } = thing.data;
      return [
        [t("organisation.role"), roles.map((role) => t(`organisation.role.${role}`)).join(", ")],
        [t("thing.place"), [city, countryName(ui, country)].filter(Boolean).join(", ")],
        ...(since === undefined ? [] : [[t("organisation.since"), since] as [string, Child]]),
        ...(url === undefined ? [] : [[t("organisation.website"), <Outside url={url} />] as [string, Child]]),
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
  const { around } = setting;
  const { frame } = around;
  const { t, edition, locale } = frame;
  const text = thing.locales[locale] as ReleaseText<ThingKind> | undefined;
  if (text === undefined)
    throw new TypeError(`A ${thing.kind} was rendered in ${locale}, in which it does not exist.`);
  const key = navKeys[thing.kind];
  const source = thing.data.source;
  return (
    <Layout
      around={around}
      title={text.head.title}
      here={`/${sections[thing.kind]}/${thing.id}`}
      part={key}
      languages={frame.languages.filter((other) => thing.locales[other] !== undefined)}
    >
      <article>
        <Heading kicker={t(key)} text={text} frame={frame} />
        {text.state === "human" ? null : <StateLabel state={text.state} lang={text.lang} frame={frame} />}
        <dl class="pairs gap read">
          {pairsOf(thing, frame, organisations).map(([name, value]) => (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ))}
        </dl>
        <div class="flow read gap">
          <Blocks blocks={text.blocks} frame={frame} level={2} />
        </div>
        <div class="gap">
          <SourceLine source={source} frame={frame} />
        </div>
        {thing.kind === "statement" && edition.data.contact.email !== undefined ? (
          <p class="small soft read">
            {t("statement.reply")}{" "}
            <a href={`mailto:${edition.data.contact.email}`}>{edition.data.contact.email}</a>
          </p>
        ) : null}
      </article>
      {thing.kind !== "statement" && organisations.length > 0 ? (
        <section aria-labelledby="who">
          <h2 id="who">{t("nav.organisations")}</h2>
          <Organisations organisations={organisations} frame={frame} />
        </section>
      ) : null}
      {thing.kind === "organisation" ? <Programme id={thing.id} items={programme} setting={setting} /> : null}
      <p class="gap">
        <a href={`${homePath(edition.id, locale)}/${sections[thing.kind]}`}>{t("thing.back")}</a>
      </p>
    </Layout>
  );
}

const rowsSheet = entriesSheet.replaceAll(/\s*\n\s*/g, " ").trim();

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
