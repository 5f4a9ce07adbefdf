/** About and privacy. */
import { homePath, itemPath, listPath } from "@bluehour/domain/addresses";
import { helpMessages } from "@bluehour/i18n/help";
import type { Frame } from "../frame.ts";
import { formatDays } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { langOf, Layout } from "../views/layout.tsx";
import { Blocks } from "../views/rich-text.tsx";
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
            <p>
              <a href={`${homePath(edition.id, locale)}/code`}>{helpMessages(ui)("code.title")}</a>
            </p>
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
