/** Help, about and privacy. */
import { homePath, itemPath, listPath } from "@bluehour/domain/addresses";
import type { Frame } from "../frame.ts";
import { formatDays } from "../views/format.ts";
import { HelpBox, HelpList } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { Blocks } from "../views/rich-text.tsx";
import { autonym, countryName } from "../views/format.ts";
import { definePage, parseNothing } from "./page.ts";

/** Who answers when a person is needed. */
export function Contact({ frame }: { frame: Frame }) {
  const { t, ui, edition, locale, organiser } = frame;
  const { phone, email } = edition.data.contact;
  const text = organiser?.locales[locale];
  return (
    <ul class="plain">
      {organiser === undefined || text === undefined ? null : (
        <li>
          <a href={itemPath(edition.id, locale, "organisation", organiser.id)} {...langOf(text.lang, ui)}>
            {text.head.title}
          </a>
        </li>
      )}
      {phone === undefined ? null : (
        <li>
          {t("contact.phone")}{" "}
          <a class="call" href={`tel:${phone}`} dir="ltr">
            {phone}
          </a>
        </li>
      )}
      {email === undefined ? null : (
        <li>
          {t("contact.email")} <a href={`mailto:${email}`}>{email}</a>
        </li>
      )}
    </ul>
  );
}

export const helpPage = definePage({
  surfaces: ["page"],
  parse: parseNothing,
  async decide() {
    return { show: true as const };
  },
  view(_found, { around, now }) {
    const { frame } = around;
    const { t, edition, locale } = frame;
    const local = edition.data.localLanguages.filter((other) => other !== locale);
    return (
      <Layout around={around} title={t("nav.help")} here="/help" part="nav.help">
        <header class="read">
          <h1>{t("nav.help")}</h1>
          <p class="lead soft">{t("help.lead", { country: countryName(frame.ui, edition.data.country) })}</p>
        </header>
        <section class="read" aria-labelledby="numbers">
          <h2 id="numbers">{t("help.numbers")}</h2>
          {frame.help.length === 0 ? (
            <p>
              {t("help.bare")}{" "}
              <a class="call" href="tel:112">
                112
              </a>
            </p>
          ) : (
            <HelpList frame={frame} now={now} full />
          )}
        </section>
        {local.length === 0 ? null : (
          <section class="read" aria-labelledby="show">
            <h2 id="show">{t("help.show")}</h2>
            {local.map((other) => {
              const lines = frame.help.filter((line) => line.locales[other] !== undefined);
              return lines.length === 0 ? null : (
                <div class="gap" lang={other}>
                  <h3>{autonym(other)}</h3>
                  <ul class="plain">
                    {lines.map((line) => (
                      <li>
                        {line.locales[other]?.head.title} ·{" "}
                        <a href={`tel:${line.data.number}`} dir="ltr">
                          {line.data.display}
                        </a>
                      </li>
                    ))}
                  </ul>
                </div>
              );
            })}
          </section>
        )}
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

export const aboutPage = definePage({
  surfaces: ["page"],
  parse: parseNothing,
  async decide() {
    return { show: true as const };
  },
  view(_found, { around, now }) {
    const { frame } = around;
    const { t, ui, edition, text, locale } = frame;
    return (
      <Layout around={around} title={t("nav.about")} here="/about">
        <article class="read">
          <header>
            <p class="kicker">{formatDays(ui, edition.data.days.first, edition.data.days.last)}</p>
            <h1 {...langOf(text.lang, ui)}>{text.head.title}</h1>
            <p class="lead soft" {...langOf(text.lang, ui)}>
              {text.head.theme}
            </p>
          </header>
          <div class="flow gap">
            <Blocks blocks={text.blocks} frame={frame} level={2} />
          </div>
          <section class="flow" aria-labelledby="site">
            <h2 id="site">{t("about.site")}</h2>
            <p>{t("about.stories")}</p>
            <p>{t("about.consent")}</p>
            <p>{t("about.translations")}</p>
            {frame.present.has("reference") ? (
              <p>
                <a href={listPath(edition.id, locale, "reference")}>{t("about.sources")}</a>
              </p>
            ) : null}
          </section>
          <section class="flow" aria-labelledby="who">
            <h2 id="who">{t("contact.title")}</h2>
            <Contact frame={frame} />
          </section>
        </article>
        <HelpBox frame={frame} t={t} now={now} />
      </Layout>
    );
  },
});

const promises = [
  "privacy.nothing",
  "privacy.requests",
  "privacy.address",
  "privacy.codes",
  "privacy.history",
] as const;

export const privacyPage = definePage({
  surfaces: ["page"],
  parse: parseNothing,
  async decide() {
    return { show: true as const };
  },
  view(_found, { around }) {
    const { frame } = around;
    const { t, edition, locale } = frame;
    return (
      <Layout around={around} title={t("nav.privacy")} here="/privacy">
        <article class="read">
          <h1>{t("nav.privacy")}</h1>
          <p class="lead soft">{t("privacy.lead")}</p>
          <ul class="gap flow">
            {promises.map((promise) => (
              <li>{t(promise)}</li>
            ))}
          </ul>
          <section class="flow" aria-labelledby="stories">
            <h2 id="stories">{t("privacy.stories")}</h2>
            <p>{t("privacy.stories-text")}</p>
            <p>
              <a href={`${homePath(edition.id, locale)}/stop`}>{t("nav.stop")}</a>
            </p>
          </section>
          <section class="flow" aria-labelledby="who">
            <h2 id="who">{t("contact.title")}</h2>
            <Contact frame={frame} />
          </section>
        </article>
      </Layout>
    );
  },
});
