/** Where help is: emergency numbers first, each number with what is known of it. */
import { homePath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { dayBegins } from "@bluehour/domain/phase";
import type { Frame } from "../frame.ts";
import { formatDay, formatHours, formatList, languageName } from "./format.ts";
import { kept, langOf } from "./layout.tsx";

type Helpline = PublicRelease<"helpline">;

const staleAfter = 180 * 24 * 60 * 60 * 1000;

function hoursOf(line: Helpline, frame: Frame): string | undefined {
  const said = line.locales[frame.locale]?.head.hours;
  if (said !== undefined) return said;
  if (line.data.hours === undefined) return undefined;
  return line.data.hours === "24/7" ? frame.t("help.always") : formatHours(frame.ui, line.data.hours);
}

/** How far the number can be trusted: who called it when, or that it was only read somewhere (never more than is known). */
function verifiedText(line: Helpline, frame: Frame, now: Date): string {
  const { verified, source } = line.data;
  if (verified.state === "source-only") return frame.t("help.source-only", { source: source.title });
  const day = formatDay(frame.ui, verified.on);
  const age = now.getTime() - dayBegins(verified.on, frame.edition.data.zone).getTime();
  return frame.t(age > staleAfter ? "help.stale" : "help.checked", { day });
}

function HelpItem({ line, frame, now, full }: { line: Helpline; frame: Frame; now: Date; full: boolean }) {
  const text = line.locales[frame.locale];
  if (text === undefined) return null;
  const { t, ui } = frame;
  const { data } = line;
  const about = [
    data.children ? t("help.children") : undefined,
    data.free === true ? t("help.free") : undefined,
    hoursOf(line, frame),
  ].filter((part) => part !== undefined);
  return (
    <li>
      <strong {...langOf(text.lang, ui)}>{text.head.title}</strong>
      <br />
      <a class="call" href={`tel:${data.number}`} dir="ltr">
        {data.display}
      </a>
      {about.length > 0 ? <span> · {about.join(" · ")}</span> : null}
      {full && text.head.summary !== undefined ? <p {...langOf(text.lang, ui)}>{text.head.summary}</p> : null}
      {full && data.spoken.length > 0 ? (
        <p class="small">
          {t("help.spoken", {
            languages: formatList(
              ui,
              data.spoken.map((locale) => languageName(ui, locale)),
            ),
          })}
        </p>
      ) : null}
      {full && data.url !== undefined ? (
        <p class="small">
          <a href={data.url} rel="noreferrer">
            {t("help.website", { name: text.head.title })}
          </a>
        </p>
      ) : null}
      <p class="small soft">{verifiedText(line, frame, now)}</p>
    </li>
  );
}

export function HelpList({ frame, now, full }: { frame: Frame; now: Date; full: boolean }) {
  return (
    <ul class="plain help">
      {frame.help.map((line) => (
        <HelpItem line={line} frame={frame} now={now} full={full} />
      ))}
    </ul>
  );
}

/** The help box of a page; without an edition there is still the number that works in the whole European Union. */
export function HelpBox(props: { frame: Frame | undefined; t: Frame["t"]; now: Date }) {
  // What is said of a number's freshness changes by the day.
  const day = props.now.toISOString().slice(0, 10);
  return props.frame === undefined ? (
    <Box {...props} />
  ) : (
    <>{kept(props.frame, `help ${day}`, () => Box(props))}</>
  );
}

function Box({ frame, t, now }: { frame: Frame | undefined; t: Frame["t"]; now: Date }) {
  return (
    <section class="panel read gap" aria-labelledby="help">
      <h2 id="help">{t("help.box")}</h2>
      {frame === undefined || frame.help.length === 0 ? (
        <p>
          {t("help.bare")}{" "}
          <a class="call" href="tel:112">
            112
          </a>
        </p>
      ) : (
        <>
          <HelpList frame={frame} now={now} full={false} />
          <p class="small">
            <a href={`${homePath(frame.edition.id, frame.locale)}/help`}>{t("help.more")}</a>
          </p>
        </>
      )}
    </section>
  );
}
