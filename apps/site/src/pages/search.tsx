/**
 * Searching what is public in one language of an edition. The form asks by address, so it works without script, and everything after it is a
 * page like any other. What is typed is shown back and goes nowhere else.
 */
import { homePath, itemPath, listPath, lightsPath, searchPath, sections } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import { localeSchema } from "@bluehour/domain/locales";
import type { Locale } from "@bluehour/domain/locales";
import { sectorSchema } from "@bluehour/domain/kinds";
import type { Data } from "@bluehour/domain/kinds";
import type { PublicRelease } from "@bluehour/domain/release";
import { searchMessages } from "@bluehour/i18n/search";
import type { SearchKind, SearchPage } from "@bluehour/releases/read";
import type { Frame } from "../frame.ts";
import { autonym, countryName } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { detail, SourceLine, storyKicker } from "../views/things.tsx";
import { everyOf } from "./entries.ts";
import { navKeys } from "./listing.tsx";
import { definePage } from "./page.ts";
import type { Ask, Came } from "./page.ts";

type Sector = NonNullable<Data<"story">["sector"]>;

const pageSize = 24;
const longestText = 200;
/** Choices of cities that a list can hold; where there are more, a city's name is typed like any other word. */
const mostPlaces = 150;
const mostEvents = 500;

/** Kinds to choose from, in the order of the site's own parts. */
const choices = [
  "story",
  "event",
  "installation",
  "landmark",
  "organisation",
  "statement",
  "reference",
] as const satisfies readonly (PagedKind & SearchKind)[];

type Asked = {
  text: string;
  kind: (typeof choices)[number] | undefined;
  sector: Sector | undefined;
  place: { country: string; city: string } | undefined;
  /** The language of what is searched, where it is not the page's own. */
  language: Locale | undefined;
  after: string | undefined;
};

type Place = { value: string; name: string };

/** What an edition can be narrowed by, in one language. */
type Filters = { kinds: (typeof choices)[number][]; sectors: Sector[]; places: Place[] };

type Found = { asked: Asked; filters: Filters; page: SearchPage };

/** A form sends every field, the untouched ones empty. */
function parse({ query }: Came): Asked | undefined {
  const field = (name: string): string | undefined => {
    const value = query[name];
    return value === "" ? undefined : value;
  };
  const [kind, sector, place, language, after] = ["kind", "sector", "place", "language", "after"].map(field);
  const knownKind = choices.find((choice) => choice === kind);
  const knownSector = sectorSchema.options.find((one) => one === sector);
  const city = /^([a-z]{2})-([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(place ?? "");
  const isKnown =
    (kind === undefined || knownKind !== undefined) &&
    (sector === undefined || knownSector !== undefined) &&
    (place === undefined || (place.length <= 80 && city !== null)) &&
    (language === undefined || localeSchema.safeParse(language).success) &&
    (after === undefined || /^[a-z0-9-]{1,40}$/.test(after));
  if (!isKnown) return undefined;
  const [, country = "", name = ""] = city ?? [];
  return {
    text: (query["q"] ?? "")
      .slice(0, longestText)
      .replaceAll(/[\p{Cc}\p{Cs}]/gu, " ")
      .trim(),
    kind: knownKind,
    sector: knownSector,
    place: city === null ? undefined : { country: country.toUpperCase(), city: name },
    language,
    after,
  };
}

function placeValue({ country, city }: { country: string; city: string }): string {
  return `${country.toLowerCase()}-${city}`;
}

/** The part of an address that asks the same again. */
function sameAgain(asked: Asked) {
  return {
    q: asked.text,
    kind: asked.kind,
    sector: asked.sector,
    place: asked.place === undefined ? undefined : placeValue(asked.place),
    language: asked.language,
  };
}

/** Cities of landmarks and events, by their names in the page's language. */
async function placesOf(ask: Ask): Promise<Place[]> {
  const { frame, reads } = ask;
  const { locale, ui, edition, present } = frame;
  const found = new Map<string, { country: string; name: string }>();
  if (present.has("event")) {
    const { all } = await everyOf(ask, "event", mostEvents);
    for (const { data } of all) {
      const { country, city } = data;
      // A city's word as a name, until a landmark tells how it is written here: "saint-gilles" is "Saint-Gilles".
      const name = city?.replaceAll(/(?:^|-)\p{L}/gu, (start) => start.toUpperCase());
      if (city !== undefined && name !== undefined)
        found.set(placeValue({ country, city }), { country, name });
    }
  }
  if (present.has("landmark"))
    for (const { country, city, names } of (await reads.lights(edition, "search")).spots) {
      const name = names[locale]?.city;
      if (name !== undefined) found.set(placeValue({ country, city }), { country, name });
    }
  if (found.size > mostPlaces) return [];
  const isOneCountry = new Set([...found.values()].map(({ country }) => country)).size < 2;
  const { compare } = new Intl.Collator(ui);
  return [...found]
    .map(([value, { country, name }]) => ({
      value,
      name: isOneCountry ? name : `${name}, ${countryName(ui, country)}`,
    }))
    .toSorted((a, b) => compare(a.name, b.name));
}

/** Only what finds something now is offered. Worked out once for each change of the releases, as the frame is. */
async function filtersOf(ask: Ask): Promise<Filters> {
  const { frame, reads } = ask;
  const known = frame.kept.get("search filters") as Filters | undefined;
  if (known !== undefined) return known;
  const { edition, locale, present } = frame;
  const sectors: Sector[] = [];
  for (const sector of sectorSchema.options) {
    const query = { edition: edition.id, locale, surface: "search", text: "", limit: 1 } as const;
    const { items } = await reads.search({ ...query, kinds: ["story"], sector });
    if (items.length > 0) sectors.push(sector);
  }
  const filters = {
    kinds: choices.filter((kind) => kind === "story" || present.has(kind)),
    sectors,
    places: await placesOf(ask),
  };
  frame.kept.set("search filters", filters);
  return filters;
}

async function decide(ask: Ask, asked: Asked): Promise<{ show: Found } | "missing"> {
  const { frame, reads } = ask;
  const { text, kind, sector, place, language = frame.locale, after } = asked;
  if (!frame.languages.includes(language)) return "missing";
  const page = await reads.search({
    edition: frame.edition.id,
    locale: language,
    surface: "search",
    text,
    limit: pageSize,
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(sector === undefined ? {} : { sector }),
    ...place,
    ...(after === undefined ? {} : { after }),
  });
  return { show: { asked, filters: await filtersOf(ask), page } };
}

type Choice = { value: string; name: string };

function Choose(props: {
  name: string;
  label: string;
  all: string;
  choices: readonly Choice[];
  chosen: string | undefined;
}) {
  const { name, label, all, chosen } = props;
  // One that was linked to stays to be seen, also where nothing has it any more.
  if (props.choices.length === 0 && chosen === undefined) return null;
  const isMissing = chosen !== undefined && !props.choices.some(({ value }) => value === chosen);
  const offered = isMissing ? [...props.choices, { value: chosen, name: chosen }] : props.choices;
  return (
    <div>
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">{all}</option>
        {offered.map((choice) => (
          <option value={choice.value} {...(choice.value === chosen ? { selected: true } : {})}>
            {choice.name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Form({ asked, filters, frame }: { asked: Asked; filters: Filters; frame: Frame }) {
  const { t, ui, edition, locale, languages } = frame;
  const s = searchMessages(ui);
  return (
    <form
      method="get"
      action={searchPath(edition.id, locale)}
      role="search"
      aria-label={s("title")}
      accept-charset="utf-8"
      class="ask gap"
    >
      <label for="q">{s("label")}</label>
      <p class="small soft" id="hint">
        {s("hint")}
      </p>
      <div class="line">
        <input
          id="q"
          name="q"
          type="search"
          value={asked.text}
          maxlength={longestText}
          enterkeyhint="search"
          autocomplete="off"
          autocorrect="off"
          {...({ spellcheck: "false", autocapitalize: "off" } as object)}
          dir="auto"
          aria-describedby="hint"
        />
        <button type="submit">{s("button")}</button>
      </div>
      <div class="by gap">
        <Choose
          name="kind"
          label={s("kind")}
          all={s("kind.all")}
          choices={filters.kinds.map((kind) => ({ value: kind, name: t(navKeys[kind]) }))}
          chosen={asked.kind}
        />
        <Choose
          name="sector"
          label={s("sector")}
          all={s("sector.all")}
          choices={filters.sectors.map((sector) => ({ value: sector, name: t(`sector.${sector}`) }))}
          chosen={asked.sector}
        />
        <Choose
          name="place"
          label={s("place")}
          all={s("place.all")}
          choices={filters.places}
          chosen={asked.place === undefined ? undefined : placeValue(asked.place)}
        />
        <Choose
          name="language"
          label={s("text-language")}
          all={autonym(locale)}
          choices={languages
            .filter((other) => other !== locale)
            .map((other) => ({ value: other, name: autonym(other) }))}
          chosen={asked.language === locale ? undefined : asked.language}
        />
      </div>
    </form>
  );
}

function isPaged(hit: PublicRelease<SearchKind>): hit is PublicRelease<SearchKind & PagedKind> {
  return hit.kind in sections;
}

/** Where a hit is read; ways to help may stand on another site. */
function addressOf(hit: PublicRelease<SearchKind>, { edition, locale }: Frame): string {
  if (isPaged(hit)) return itemPath(edition.id, locale, hit.kind, hit.id);
  const home = homePath(edition.id, locale);
  if (hit.kind === "helpline") return `${home}/help`;
  return hit.kind === "appeal" && hit.data.url !== undefined ? hit.data.url : home;
}

/** A hit as lists show it, with its kind named. Of a story no more than its title, and first what it tells of. */
function Hit({ hit, frame }: { hit: PublicRelease<SearchKind>; frame: Frame }) {
  const { t, ui, locale } = frame;
  const text = hit.locales[locale];
  if (text === undefined) return null;
  const s = searchMessages(ui);
  const words = langOf(text.lang, ui);
  const note = hit.kind === "story" ? hit.locales[locale]?.head.contentNote : undefined;
  const summary = hit.kind !== "story" && "summary" in text.head ? text.head.summary : undefined;
  return (
    <li>
      <p class="kicker small">
        {s(`hit.${hit.kind}`)}
        {hit.kind === "story" ? ` · ${storyKicker(hit, frame)}` : null}
      </p>
      {note === undefined ? null : (
        <p class="tag">
          {s("note")} <span {...words}>{note}</span>
        </p>
      )}
      <h3>
        {hit.kind === "fact" ? `${hit.data.figure} · ` : null}
        <a href={addressOf(hit, frame)} {...words} {...(hit.kind === "appeal" ? { rel: "noreferrer" } : {})}>
          {text.head.title}
        </a>
      </h3>
      {hit.kind === "story" ? null : isPaged(hit) ? <p class="small soft">{detail(hit, frame)}</p> : null}
      {hit.kind === "helpline" ? (
        <a class="call" href={`tel:${hit.data.number}`} dir="ltr">
          {hit.data.display}
        </a>
      ) : null}
      {summary === undefined ? null : (
        <p class="small" {...words}>
          {summary}
        </p>
      )}
      {hit.kind === "fact" ? (
        <>
          <p class="small soft">{t("fact.year", { year: hit.data.year })}</p>
          <SourceLine source={hit.data.source} frame={frame} />
        </>
      ) : null}
    </li>
  );
}

function browsePath(kind: (typeof choices)[number], { edition, locale }: Frame): string {
  return kind === "landmark" ? lightsPath(edition.id, locale) : listPath(edition.id, locale, kind);
}

/** Nothing was found: that is said, and where to go from here. */
function Nothing({ asked, frame }: { asked: Asked; frame: Frame }) {
  const { t, ui, edition, locale, languages, present } = frame;
  const s = searchMessages(ui);
  const again = sameAgain(asked);
  const isFiltered = asked.kind !== undefined || asked.sector !== undefined || asked.place !== undefined;
  const hasWords = asked.text !== "";
  const searched = asked.language ?? locale;
  const others = languages.filter((other) => other !== searched);
  return (
    <div class="read flow">
      {asked.text !== "" && !/[\p{L}\p{N}]/u.test(asked.text) ? <p>{s("no-word")}</p> : null}
      {hasWords ? (
        <>
          <p>{s("tips")}</p>
          <ul>
            <li>{s("tip.spelling")}</li>
            <li>{s("tip.fewer")}</li>
            <li>{s("tip.other")}</li>
            {isFiltered ? (
              <li>
                <a href={searchPath(edition.id, locale, { q: asked.text })}>{s("all-filters")}</a>
              </li>
            ) : null}
          </ul>
        </>
      ) : null}
      {others.length === 0 ? null : (
        <p>
          {s("language")}{" "}
          {others.map((other, index) => (
            <>
              {index === 0 ? null : " · "}
              <a
                href={searchPath(edition.id, other, { ...again, language: undefined })}
                lang={other}
                hreflang={other}
              >
                {autonym(other)}
              </a>
            </>
          ))}
        </p>
      )}
      <p>{s("browse")}</p>
      <ul>
        {choices
          .filter((kind) => kind === "story" || present.has(kind))
          .map((kind) => (
            <li>
              <a href={browsePath(kind, frame)}>{t(navKeys[kind])}</a>
            </li>
          ))}
      </ul>
    </div>
  );
}

/** How many there are, as far as a page tells: nobody counts beyond it, and what is dark is in no count. */
function headingOf({ asked, page }: Found, frame: Frame): string {
  const s = searchMessages(frame.ui);
  if (asked.after !== undefined) return s(page.items.length === 0 ? "nothing.end" : "further");
  if (page.items.length === 0) return s("nothing");
  return page.next === undefined
    ? s("count", { count: page.items.length })
    : s("more-than", { count: page.items.length });
}

export const searchPage = definePage({
  surfaces: ["search", "list"],
  parse,
  decide,
  view(found: Found, { around, snapshot, now }) {
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const { asked, page } = found;
    const s = searchMessages(ui);
    const again = sameAgain(asked);
    const isAsked = asked.text !== "" || asked.sector !== undefined || asked.place !== undefined;
    const path = searchPath(edition.id, locale, again);
    return (
      <Layout
        around={around}
        title={s("title")}
        here={path.slice(homePath(edition.id, locale).length)}
        part="search"
      >
        <div class="read">
          <h1>{s("title")}</h1>
          <Form asked={asked} filters={found.filters} frame={frame} />
        </div>
        {snapshot.confirmed ? null : <p class="read gap">{t("stories.unconfirmed")}</p>}
        {isAsked ? (
          <section aria-labelledby="hits">
            <h2 id="hits">{headingOf(found, frame)}</h2>
            {page.items.length === 0 ? (
              <Nothing asked={asked} frame={frame} />
            ) : (
              <ul class="rows read">
                {page.items.map((hit) => (
                  <Hit hit={hit} frame={{ ...frame, locale: asked.language ?? locale }} />
                ))}
              </ul>
            )}
          </section>
        ) : asked.kind === undefined ? null : (
          // A kind alone is its list, which has its own place.
          <p class="read gap">
            {s("browse")} <a href={browsePath(asked.kind, frame)}>{t(navKeys[asked.kind])}</a>
          </p>
        )}
        {page.next === undefined && asked.after === undefined ? null : (
          <nav class="gap" aria-label={s("pages")}>
            <ul class="plain">
              {asked.after === undefined ? null : (
                <li>
                  <a href={path}>{s("first")}</a>
                </li>
              )}
              {page.next === undefined ? null : (
                <li>
                  <a href={searchPath(edition.id, locale, { ...again, after: page.next })} rel="next">
                    {t("list.more")}
                  </a>
                </li>
              )}
            </ul>
          </nav>
        )}
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
  sheet: `
.ask .line { display: flex; flex-wrap: wrap; gap: 0.6rem; }
.ask input { flex: 1 1 14rem; inline-size: auto; min-inline-size: 0; max-inline-size: none; letter-spacing: normal; }
.ask .by { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); align-items: end; gap: var(--s2); }
.ask .by label { font-size: 0.9375rem; }
.ask select { inline-size: 100%; font: 1.0625rem/1.4 var(--sans); padding: 0.6rem 0.5rem; border: 2px solid var(--soft); border-radius: var(--round); background: var(--paper); color: var(--ink); }
.rows .tag { margin-block: 0.3rem; }
@media (forced-colors: active) { .ask select { border: 2px solid; } }
`,
});
