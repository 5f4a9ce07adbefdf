/** What stands around every page: the way out first, then where you are, then the page, then the small print. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { homePath, lightsPath, listPath, searchPath } from "@bluehour/domain/addresses";
import type { PagedKind } from "@bluehour/domain/addresses";
import { directionOf } from "@bluehour/domain/locales";
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { searchMessages } from "@bluehour/i18n/search";
import type { SiteKey, SiteTranslate } from "@bluehour/i18n/site";
import { inlineScripts } from "../client-scripts.ts";
import type { InlineName } from "../client-scripts.ts";
import type { Frame } from "../frame.ts";
import { autonym } from "./format.ts";
import { Horizon } from "./horizon.tsx";
import { css } from "./style.ts";

/** A page without an edition (nothing published yet, or the store cannot be read) has no frame. */
export type Surroundings = {
  t: SiteTranslate;
  ui: InterfaceLocale;
  frame: Frame | undefined;
  /** Somebody on the page did not allow search engines. */
  noindex: boolean;
  /** A style sheet and scripts of the page's own. */
  sheet?: string | undefined;
  scripts?: readonly string[];
};

export type LayoutProps = {
  around: Surroundings;
  title: string;
  /** Address after the edition and the language, for the language switch: "/stories". */
  here?: string;
  /** The current part of the site, for the main navigation. */
  part?: SiteKey | "search";
  /** Languages in which this very page exists; all of the edition's if left out. */
  languages?: readonly Locale[] | undefined;
  /** Stands in the bar in place of the edition's name, and the tab bears the title alone: for what may be read with somebody looking on. */
  plainName?: string;
  /** Whether the switch leads to the home page of each language instead. */
  switchHome?: boolean;
  canonical?: string | undefined;
  /** Whether the page begins with a horizon of its own, and so needs none at its end: a story behind a code counts every byte. */
  hasScene?: boolean;
  /** A full-width opening above the page's text. */
  hero?: Child;
  /** Added at the very end, so that two answers have the same size. */
  padding?: number;
  children: Child;
};

/** `lang` and `dir` where a piece is in another language than the page. */
export function langOf(lang: Locale, page: Locale): { lang?: Locale; dir?: "ltr" | "rtl" } {
  return lang === page ? {} : { lang, dir: directionOf(lang) };
}

/**
 * A piece that is the same on every page of a frame, rendered once for it: of a story's page, most elements stand in such pieces. What
 * `name` says must be all that the piece depends on beside the frame.
 */
export function kept(frame: Frame, name: string, render: () => Child): Child {
  let piece = frame.kept.get(name) as Child | undefined;
  if (piece === undefined) {
    // The text was made by the same escaping as the rest of the page.
    piece = raw(String(render()));
    frame.kept.set(name, piece);
  }
  return piece;
}

const parts: readonly { kind: PagedKind; key: SiteKey }[] = [
  { kind: "story", key: "nav.stories" },
  { kind: "event", key: "nav.events" },
  { kind: "installation", key: "nav.installations" },
  { kind: "landmark", key: "nav.landmarks" },
];

const sources: readonly { kind: PagedKind; key: SiteKey }[] = [
  { kind: "organisation", key: "nav.organisations" },
  { kind: "statement", key: "nav.statements" },
  { kind: "reference", key: "nav.references" },
];

function isPresent(frame: Frame, kind: PagedKind): boolean {
  return kind === "story" || frame.present.has(kind as "event");
}

function Ways({ frame, t, props }: { frame: Frame; t: SiteTranslate; props: LayoutProps }) {
  const { edition, locale } = frame;
  const home = homePath(edition.id, locale);
  const switchTo = (to: Locale): string =>
    homePath(edition.id, to) + (props.switchHome === true ? "" : (props.here ?? ""));
  const languages = props.languages ?? frame.languages;
  return (
    <div class="ways">
      <div class="in">
        {kept(frame, `nav ${props.part ?? ""}`, () => (
          <nav aria-label={t("nav.label")}>
            <ul>
              {parts.flatMap(({ kind, key }) => [
                isPresent(frame, kind) ? (
                  <li>
                    <a
                      href={
                        kind === "landmark"
                          ? lightsPath(edition.id, locale)
                          : listPath(edition.id, locale, kind)
                      }
                      {...(props.part === key ? { "aria-current": "true" } : {})}
                    >
                      {t(key)}
                    </a>
                  </li>
                ) : null,
                // Second, so that no telephone is too narrow for it.
                kind === "story" ? (
                  <li>
                    <a
                      href={`${home}/help`}
                      {...(props.part === "nav.help" ? { "aria-current": "true" } : {})}
                    >
                      {t("nav.help")}
                    </a>
                  </li>
                ) : null,
              ])}
              <li>
                <a
                  href={searchPath(edition.id, locale)}
                  {...(props.part === "search" ? { "aria-current": "true" } : {})}
                >
                  {searchMessages(frame.ui)("title")}
                </a>
              </li>
            </ul>
          </nav>
        ))}
        {languages.length > 1 ? (
          <nav aria-label={t("nav.languages")}>
            <ul class="tongues">
              {languages.map((other) => (
                <li>
                  {other === locale && props.switchHome !== true ? (
                    <b lang={other}>{autonym(other)}</b>
                  ) : (
                    <a href={switchTo(other)} lang={other} hreflang={other} dir={directionOf(other)}>
                      {autonym(other)}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </div>
  );
}

function Footer({ around: { t, frame }, hasTown }: { around: Surroundings; hasTown: boolean }) {
  if (frame === undefined)
    return (
      <footer>
        <div class="in">
          <p>{t("footer.promise")}</p>
        </div>
      </footer>
    );
  const { edition, locale, organiser } = frame;
  const home = homePath(edition.id, locale);
  const name = organiser?.locales[locale]?.head.title;
  return (
    <footer>
      <div class="in">
        <nav aria-label={t("nav.footer")}>
          <ul>
            {frame.appeals.length === 0 ? null : (
              <li>
                <a href={`${home}/ways`}>{t("nav.ways")}</a>
              </li>
            )}
            {(["about", "privacy", "stop"] as const).map((page) => (
              <li>
                <a href={`${home}/${page}`}>{t(`nav.${page}`)}</a>
              </li>
            ))}
            {sources.map(({ kind, key }) =>
              isPresent(frame, kind) ? (
                <li>
                  <a href={listPath(edition.id, locale, kind)}>{t(key)}</a>
                </li>
              ) : null,
            )}
          </ul>
        </nav>
        {frame.editions.length < 2 ? null : (
          <nav class="years" aria-label={t("nav.editions")}>
            <ul>
              <li>{t("nav.editions")}</li>
              {frame.editions.map((other) => (
                <li>
                  {other.id === edition.id ? (
                    <b aria-current="true">{yearOf(other, frame)}</b>
                  ) : (
                    <a href={homePath(other.id, other.locale)}>{yearOf(other, frame)}</a>
                  )}
                </li>
              ))}
            </ul>
          </nav>
        )}
        <p>
          {name === undefined ? "" : `${t("footer.by", { name })} `}
          {t("footer.promise")}
        </p>
      </div>
      {hasTown ? <Horizon lit={0} /> : null}
    </footer>
  );
}

/** A style sheet of ours; the headers name it by its hash. */
export function Sheet({ sheet }: { sheet: string }) {
  return <style dangerouslySetInnerHTML={{ __html: sheet }} />;
}

/** A script that the page holds in itself; the headers name it by its hash. */
export function InlineScript({ name }: { name: InlineName }) {
  return <script dangerouslySetInnerHTML={{ __html: inlineScripts[name] }} />;
}

/** A page's own sheet and scripts. Scripts wait for the page: it is whole without them. */
export function Extras({ around: { sheet, scripts = [] } }: { around: Surroundings }) {
  return (
    <>
      {sheet === undefined ? null : <Sheet sheet={sheet} />}
      {scripts.map((path) => (
        <script src={path} defer />
      ))}
    </>
  );
}

/** A page of its own kind, without what stands around others: for a wall, or within another site's page. */
export function LooseLayout(props: {
  around: Surroundings;
  title: string;
  /** Name of the body, for its sheet. */
  name: string;
  /** A screen that runs unattended. */
  isWall: boolean;
  /** Seconds after which a browser without script asks again. */
  refresh: number;
  children: Child;
}) {
  const { around } = props;
  return (
    <html lang={around.ui} dir={directionOf(around.ui)} {...(props.isWall ? { "data-wall": "" } : {})}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{props.title}</title>
        <meta name="robots" content="noindex" />
        <meta name="theme-color" content="#0c1631" />
        <link rel="icon" href="data:," />
        <noscript>
          <meta http-equiv="refresh" content={String(props.refresh)} />
        </noscript>
        <Sheet sheet={css} />
        <Extras around={around} />
      </head>
      <body class={props.name}>
        <main>{props.children}</main>
      </body>
    </html>
  );
}

/** An edition's year, or its own id where two are of one year. */
function yearOf({ id, year }: Frame["editions"][number], { editions }: Frame): string {
  return editions.filter((other) => other.year === year).length > 1 ? id : year;
}

export function Layout(props: LayoutProps) {
  const { around } = props;
  const { t, ui, frame } = around;
  const locale = frame?.locale ?? ui;
  const siteName = frame?.text.head.title ?? t("site.name");
  return (
    <html lang={ui} dir={directionOf(ui)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>
          {props.title === siteName || props.plainName !== undefined
            ? props.title
            : `${props.title} – ${siteName}`}
        </title>
        {around.noindex ? <meta name="robots" content="noindex" /> : null}
        {props.canonical === undefined ? null : <link rel="canonical" href={props.canonical} />}
        <meta name="theme-color" content="#0c1631" />
        <link rel="icon" href="data:," />
        <Sheet sheet={css} />
        <Extras around={around} />
      </head>
      <body>
        <a class="skip" href="#main">
          {t("site.skip")}
        </a>
        <header class="bar">
          <div class="in">
            <a
              class="brand"
              href={frame === undefined ? "/" : homePath(frame.edition.id, locale)}
              {...(frame === undefined || props.plainName !== undefined ? {} : langOf(frame.text.lang, ui))}
            >
              {props.plainName ?? siteName}
            </a>
            <a
              class="exit"
              href="/exit"
              rel="nofollow noreferrer"
              data-hint={t("site.exit-hint")}
              data-two={t("site.exit-two")}
              data-one={t("site.exit-one")}
            >
              {t("site.exit")}
            </a>
          </div>
        </header>
        <InlineScript name="exit" />
        {frame?.edition.data.sample === true ? (
          <aside class="sample" aria-label={t("site.sample-label")}>
            <p class="in">{t("site.sample")}</p>
          </aside>
        ) : null}
        {frame === undefined ? null : <Ways frame={frame} t={t} props={props} />}
        <main id="main" tabindex={-1}>
          {props.hero ?? null}
          <div class="in">{props.children}</div>
        </main>
        {frame === undefined ? (
          <Footer around={around} hasTown={false} />
        ) : (
          kept(frame, props.hasScene === true ? "footer" : "footer and town", () => (
            <Footer around={around} hasTown={props.hasScene !== true} />
          ))
        )}
        {props.padding === undefined ? null : <p hidden>{".".repeat(props.padding)}</p>}
      </body>
    </html>
  );
}
