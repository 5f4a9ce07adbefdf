/**
 * Numbers to call, by country. It may be read while somebody looks over one's shoulder: neither the tab, nor the bar, nor a heading
 * names a cause, and the numbers are larger than the names beside them.
 */
import { homePath } from "@bluehour/domain/addresses";
import { helpMessages } from "@bluehour/i18n/help";
import { countries, countriesByName, hasEuropeanEmergencyNumber } from "../countries.ts";
import type { Frame } from "../frame.ts";
import { autonym, countryName } from "../views/format.ts";
import {
  EuropeanNumber,
  HelpEntries,
  inOrderOfNeed,
  internationalForm,
  isInternational,
} from "../views/help.tsx";
import type { Helpline } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { definePage } from "./page.ts";
import type { Ask, Came } from "./page.ts";
import { compact } from "../views/style.ts";

/** A country's code, or nothing: the edition's own. */
type Asked = { country: string | undefined };

type Found = {
  country: string;
  /** Whether the address names it. */
  isNamed: boolean;
  lines: Helpline[];
  /** Countries that have numbers. */
  answered: string[];
  /** Where the country has none: numbers elsewhere that answer in the reader's language and can be dialled from abroad. */
  elsewhere: Helpline[];
};

const pageSize = 500;
const mostLines = 2000;
const mostElsewhere = 6;

function parse({ parts, query }: Came): Asked | undefined {
  const typed = parts["country"] ?? query["country"]?.toLowerCase();
  if (typed === undefined || typed === "") return { country: undefined };
  const country = typed.toUpperCase();
  // One address a page: an address in capitals would be another one.
  return typed === typed.toLowerCase() && countries.has(country) ? { country } : undefined;
}

/** Every number of the edition in this language; those that its frame has where it has none of its own. */
async function linesOf({ frame, reads }: Ask): Promise<Helpline[]> {
  const lines: Helpline[] = [];
  let after: string | undefined;
  do {
    const page = await reads.list({
      kind: "helpline",
      edition: frame.edition.id,
      locale: frame.locale,
      surface: "page",
      limit: pageSize,
      ...(after === undefined ? {} : { after }),
    });
    lines.push(...page.items);
    after = page.next;
  } while (after !== undefined && lines.length < mostLines);
  return lines.length > 0 ? lines : frame.help;
}

const languagePart = (locale: string): string => locale.split("-")[0] ?? locale;

async function decide(ask: Ask, asked: Asked): Promise<{ show: Found }> {
  const { frame } = ask;
  const all = await linesOf(ask);
  const country = asked.country ?? frame.edition.data.country;
  const lines = inOrderOfNeed(all.filter(({ data }) => data.country === country));
  const { compare } = new Intl.Collator(frame.ui);
  const answered = [...new Set(all.map(({ data }) => data.country))].toSorted((a, b) =>
    compare(countryName(frame.ui, a), countryName(frame.ui, b)),
  );
  const speaks = ({ data }: Helpline): boolean =>
    data.spoken.some((spoken) => languagePart(spoken) === languagePart(frame.locale));
  const elsewhere =
    lines.length > 0
      ? []
      : all
          .filter((line) => line.data.country !== country && isInternational(line.data) && speaks(line))
          .slice(0, mostElsewhere);
  return { show: { country, isNamed: asked.country !== undefined, lines, answered, elsewhere } };
}

function Choose({ found, frame }: { found: Found; frame: Frame }) {
  const { ui, edition, locale } = frame;
  const h = helpMessages(ui);
  const path = `${homePath(edition.id, locale)}/help`;
  return (
    <div class="where" role="group" aria-labelledby="where">
      <p id="where">{h("where")}</p>
      <ul>
        {found.answered.map((country) => (
          <li>
            <a
              href={`${path}/${country.toLowerCase()}`}
              {...(country === found.country ? { "aria-current": "true" } : {})}
            >
              {countryName(ui, country)}
            </a>
          </li>
        ))}
      </ul>
      <details>
        <summary>{h("where.other")}</summary>
        <form method="get" action={path}>
          <label for="country">{h("where.label")}</label>
          <select id="country" name="country">
            {countriesByName(ui).map(({ code, name }) => (
              <option value={code.toLowerCase()} {...(code === found.country ? { selected: true } : {})}>
                {name}
              </option>
            ))}
          </select>{" "}
          <button type="submit">{h("where.button")}</button>
        </form>
      </details>
    </div>
  );
}

/** Where nobody wrote down an emergency number. */
function Emergency({ country, frame }: { country: string; frame: Frame }) {
  return hasEuropeanEmergencyNumber(country) ? (
    <EuropeanNumber t={frame.t} />
  ) : (
    <p>{helpMessages(frame.ui)("none.ask")}</p>
  );
}

/** A country of which no number is known here. */
function None({ found, frame }: { found: Found; frame: Frame }) {
  const { ui, locale, edition } = frame;
  const h = helpMessages(ui);
  return (
    <div class="flow">
      <p>{h("none")}</p>
      <Emergency country={found.country} frame={frame} />
      {found.elsewhere.length === 0 ? null : (
        <>
          <h3 class="gap">{h("elsewhere")}</h3>
          <ul class="plain numbers">
            {found.elsewhere.map(({ data, locales }) => {
              const text = locales[locale];
              return text === undefined ? null : (
                <li>
                  <a class="call" href={`tel:${data.number}`} dir="ltr">
                    {internationalForm(data)}
                  </a>
                  <p>
                    <span {...langOf(text.lang, ui)}>{text.head.title}</span>
                    {" · "}
                    <a href={`${homePath(edition.id, locale)}/help/${data.country.toLowerCase()}`}>
                      {countryName(ui, data.country)}
                    </a>
                  </p>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

/** The names of the numbers in the languages of the place, to be held out to a passer-by. */
function ToShow({ lines, frame }: { lines: readonly Helpline[]; frame: Frame }) {
  const { t, edition, locale } = frame;
  const parts = edition.data.localLanguages
    .filter((other) => other !== locale)
    .map((other) => ({ other, named: lines.filter((line) => line.locales[other] !== undefined) }))
    .filter(({ named }) => named.length > 0);
  if (parts.length === 0) return null;
  return (
    <section class="read" aria-labelledby="show">
      <h2 id="show">{t("help.show")}</h2>
      {parts.map(({ other, named }) => (
        <div class="gap" {...langOf(other, frame.ui)}>
          <h3>{autonym(other)}</h3>
          <ul class="plain">
            {named.map((line) => (
              <li>
                {line.locales[other]?.head.title} ·{" "}
                <a href={`tel:${line.data.number}`} dir="ltr">
                  {line.data.display}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

const sheet = `
.where { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.25rem 1.1rem; margin-block: var(--s2); padding-block: 0.35rem; border-block: 1px solid var(--line); font-size: 0.9375rem; }
.where p { font-weight: 600; }
.where ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; column-gap: 1.1rem; }
.where details { min-inline-size: 0; max-inline-size: 100%; }
.where ul a, .where summary { display: inline-block; padding-block: 0.35rem; }
.where a[aria-current] { color: inherit; font-weight: 600; text-decoration-color: var(--warm); text-decoration-thickness: 2px; }
.where summary { color: var(--link); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 0.18em; list-style: none; }
.where summary::-webkit-details-marker { display: none; }
.where summary::after { content: " \\25BE" / ""; text-decoration: none; }
.where details[open] { flex-basis: 100%; }
.where form { display: flex; flex-wrap: wrap; max-inline-size: 28rem; align-items: center; gap: 0.5rem; padding-block: 0.25rem 0.6rem; }
.where label { flex-basis: 100%; margin: 0; font-weight: 400; }
.where select { flex: 1 1 9rem; inline-size: 9rem; min-inline-size: 0; max-inline-size: 22rem; min-block-size: 2.9rem; font: inherit; color: var(--ink); background: var(--paper); border: 2px solid var(--soft); border-radius: var(--round); padding: 0.5rem; }
.where button { padding: 0.75rem 1.2rem; }
.place { margin-block-start: var(--s3); }
.numbers > li + li { border-block-start: 1px solid var(--line); margin-block-start: 0.9rem; padding-block-start: 0.9rem; }
.numbers .call { font-size: 1.6rem; line-height: 1.3; }
.place > p + .numbers { margin-block-start: var(--s2); }
.numbers p + p { margin-block-start: 0.2rem; }
.hours .open { font-weight: 600; }
.hours .open::before, .hours .shut::before { content: ""; display: inline-block; inline-size: 0.6em; block-size: 0.6em; margin-inline-end: 0.45em; border: 2px solid currentcolor; border-radius: 50%; }
.hours .open::before { background: var(--warm); border-color: var(--warm-ink); }
@media (forced-colors: active) { .where select { border-color: ButtonText; } .hours .open::before { background: CanvasText; } }
@media print { .where { display: none; } }
`;

export const helpPage = definePage<Asked, Found>({
  surfaces: ["page"],
  // "Open now" is true for a minute.
  isBrief: true,
  sheet: compact(sheet),
  parse,
  decide,
  view(found, { around, now, origin }) {
    const { frame } = around;
    const { t, ui, edition, locale } = frame;
    const h = helpMessages(ui);
    const { country, isNamed, lines } = found;
    const here = isNamed ? `/help/${country.toLowerCase()}` : "/help";
    const lacksEmergency = !lines.some(({ data }) => data.emergency);
    return (
      <Layout
        around={lines.length > 0 ? around : { ...around, noindex: true }}
        title={h("title")}
        plainName={h("home")}
        here={here}
        part="nav.help"
        canonical={`${origin}${homePath(edition.id, locale)}${here}`}
      >
        <header class="read">
          <h1>{h("title")}</h1>
        </header>
        <Choose found={found} frame={frame} />
        <section class="read place" aria-labelledby="numbers">
          <h2 id="numbers">{countryName(ui, country)}</h2>
          {lines.length === 0 ? (
            <None found={found} frame={frame} />
          ) : (
            <>
              {lacksEmergency ? <Emergency country={country} frame={frame} /> : null}
              <HelpEntries lines={lines} frame={frame} now={now} />
              <p class="small gap">{h("no-name")}</p>
            </>
          )}
        </section>
        {country === edition.data.country ? <ToShow lines={lines} frame={frame} /> : null}
        <section class="read flow" aria-labelledby="safe">
          <h2 id="safe">{t("history.title")}</h2>
          <p>{t("history.exit")}</p>
          <p>{t("history.phone")}</p>
          <p>{t("history.computer")}</p>
        </section>
      </Layout>
    );
  },
});
