/** Pages that say that there is nothing to read here, each with help and a way on. None says whether there ever was. */
import { homePath, listPath } from "@bluehour/domain/addresses";
import type { SiteKey } from "@bluehour/i18n/site";
import { HelpBox } from "../views/help.tsx";
import { Layout } from "../views/layout.tsx";
import type { Surroundings } from "../views/layout.tsx";

/** Which page: each has a title and a sentence in the catalogue. */
export type QuietReason =
  | "gone"
  | "placement"
  | "code"
  | "missing"
  | "method"
  | "long"
  | "large"
  | "error"
  | "outage"
  | "empty";

export function quietPage({ around, reason, now }: { around: Surroundings; reason: QuietReason; now: Date }) {
  const { t, frame } = around;
  const title: SiteKey = `quiet.${reason}`;
  return (
    <Layout around={{ ...around, noindex: true }} title={t(title)} switchHome>
      <div class="read flow">
        <h1>{t(title)}</h1>
        <p class="lead soft">{t(`quiet.${reason}-text`)}</p>
        {frame === undefined ? (
          <p>
            <a href="/">{t("quiet.home")}</a>
          </p>
        ) : (
          <ul class="plain">
            <li>
              <a href={homePath(frame.edition.id, frame.locale)}>{t("quiet.home")}</a>
            </li>
            <li>
              <a href={listPath(frame.edition.id, frame.locale, "story")}>{t("now.stories")}</a>
            </li>
          </ul>
        )}
      </div>
      <HelpBox frame={frame} t={t} now={now} />
    </Layout>
  );
}
