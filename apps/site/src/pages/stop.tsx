/** A teller stops a story: one code, no account. The answer shows nothing of the story. */
import type { Child } from "hono/jsx";
import type { Frame } from "../frame.ts";
import { formatDate, formatTime } from "../views/format.ts";
import { HelpBox } from "../views/help.tsx";
import { Layout } from "../views/layout.tsx";
import type { Surroundings } from "../views/layout.tsx";
import { Contact } from "./plain.tsx";

/** What is said after a code was sent. `failed`: it is not stopped. `unsure`: it is recorded, but not yet seen to be dark here. */
export type StopAnswer = "done" | "wrong" | "wait" | "failed" | "unsure" | "refused";

type StopProps = { around: Surroundings; now: Date; padding?: number };

function Page({ around, now, padding, children }: StopProps & { children: Child }) {
  const { t, frame } = around;
  return (
    <Layout
      around={around}
      title={t("nav.stop")}
      here="/stop"
      {...(padding === undefined ? {} : { padding })}
    >
      <div class="read">{children}</div>
      {frame === undefined ? null : (
        <section class="read flow" aria-labelledby="person">
          <h2 id="person">{t("stop.call")}</h2>
          <Contact frame={frame} />
        </section>
      )}
      <HelpBox frame={frame} t={t} now={now} />
    </Layout>
  );
}

function Form({ t, invalid }: { t: Frame["t"]; invalid: boolean }) {
  return (
    <form method="post" class="gap" accept-charset="utf-8">
      <label for="code">{t("stop.label")}</label>
      <p class="small soft" id="hint">
        {t("stop.hint")}
      </p>
      <p>
        <input
          id="code"
          name="code"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          autocorrect="off"
          {...({ spellcheck: "false" } as object)}
          maxlength={60}
          required
          dir="ltr"
          aria-describedby={invalid ? "wrong hint" : "hint"}
          {...(invalid ? { "aria-invalid": "true" } : {})}
        />
      </p>
      <p class="gap">
        <button type="submit">{t("stop.button")}</button>
      </p>
    </form>
  );
}

export function stopForm({ around, now }: StopProps) {
  const { t } = around;
  return (
    <Page around={around} now={now}>
      <h1>{t("nav.stop")}</h1>
      <p class="lead soft">{t("stop.lead")}</p>
      <Form t={t} invalid={false} />
      <p class="small soft gap">{t("stop.final")}</p>
    </Page>
  );
}

export function stopAnswered({
  around,
  now,
  padding,
  answer,
  zone,
}: StopProps & { answer: StopAnswer; zone: string }) {
  const { t, ui } = around;
  const time = `${formatDate(ui, now, zone)}, ${formatTime(ui, now, zone)}`;
  const mayTryAgain = answer === "wrong" || answer === "wait" || answer === "refused";
  return (
    <Page around={around} now={now} {...(padding === undefined ? {} : { padding })}>
      <div role="status">
        <h1>{t(`stop.${answer}`)}</h1>
        <p class="lead" id="wrong">
          {t(`stop.${answer}-text`)}
        </p>
        <p class="soft">{t("stop.time", { time })}</p>
      </div>
      {mayTryAgain ? <Form t={t} invalid={answer === "wrong"} /> : null}
    </Page>
  );
}
