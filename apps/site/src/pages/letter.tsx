/** The letter that asks a landmark's owner to take part, on a sheet that prints by itself, with a word above it on how to use it. */
import { itemPath } from "@bluehour/domain/addresses";
import type { PublicRelease } from "@bluehour/domain/release";
import { letterFactsOf, letterMessages, letterOf } from "@bluehour/i18n/letter";
import type { Letter, LetterLine, LetterTranslate } from "@bluehour/i18n/letter";
import { lightsOf } from "../lights/lights.ts";
import { Layout } from "../views/layout.tsx";
import { Tone } from "../views/things.tsx";
import { organisationsOf } from "./gather.ts";
import type { Ask } from "./page.ts";
import { definePage, parseSlug } from "./page.ts";
import { compact } from "../views/style.ts";

type Found = { landmark: PublicRelease<"landmark">; letter: Letter };

async function decide(ask: Ask, id: string): Promise<"missing" | { show: Found }> {
  const { frame, reads, moment, origin } = ask;
  const { edition, locale, ui, organiser } = frame;
  const landmark = await reads.find({ kind: "landmark", edition: edition.id, id, surface: "page" });
  if (landmark === undefined) return "missing";
  const facts = letterFactsOf({
    locale,
    ui,
    now: moment,
    origin,
    edition,
    landmark,
    organiser,
    organisations: await organisationsOf(ask, landmark.data.organisations),
    ...lightsOf(landmark.data, edition.data.days),
  });
  return facts === undefined ? "missing" : { show: { landmark, letter: letterOf(facts) } };
}

/** A browser's spelling service would carry away what is typed. In words, for a false value is left out. */
const unspelled: Record<string, string> = { spellcheck: "false" };

function Line({ line, t }: { line: LetterLine; t: LetterTranslate }) {
  return (
    <>
      {line.map((piece) =>
        typeof piece === "string" ? (
          piece
        ) : "link" in piece ? (
          <a href={piece.link}>{piece.link}</a>
        ) : (
          <span
            class="blank"
            role="textbox"
            tabindex={0}
            contenteditable="plaintext-only"
            {...unspelled}
            aria-label={t("page.fill", { label: piece.blank })}
          />
        ),
      )}
    </>
  );
}

function Lines({ lines, t }: { lines: readonly LetterLine[]; t: LetterTranslate }) {
  return (
    <>
      {lines.map((line) => (
        <p>
          <Line line={line} t={t} />
        </p>
      ))}
    </>
  );
}

function Facts({ facts, t }: { facts: Letter["facts"]; t: LetterTranslate }) {
  return (
    <table>
      <caption>{facts.caption}</caption>
      <tbody>
        {facts.rows.map(({ label, lines, note, colour }) => (
          <tr>
            <th scope="row">{label}</th>
            <td>
              {lines.map((line) => (
                <p>
                  {colour === undefined ? null : (
                    <>
                      <Tone colour={colour} />{" "}
                    </>
                  )}
                  <Line line={line} t={t} />
                </p>
              ))}
              {note === undefined ? null : <p class="aside">{note}</p>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The sheet of paper. */
function Sheet({ letter, t }: { letter: Letter; t: LetterTranslate }) {
  const { past, sender, addressee, dateline, enclosures, annex } = letter;
  return (
    <article class="letter" aria-label={t("page.letter")}>
      {past === undefined ? null : <p class="mark">{past}</p>}
      <div class="head">
        <div>
          <p>
            <strong>{sender.name}</strong>
          </p>
          <Lines lines={sender.lines} t={t} />
        </div>
        <div>
          <Lines lines={addressee} t={t} />
        </div>
      </div>
      <p class="date">
        <Line line={dateline} t={t} />
      </p>
      <h2>{letter.subject}</h2>
      <p>{letter.salutation}</p>
      {letter.before.map((words) => (
        <p>{words}</p>
      ))}
      <Facts facts={letter.facts} t={t} />
      {letter.after.map((words) => (
        <p>{words}</p>
      ))}
      <div class="end">
        <p>{letter.closing}</p>
        <div class="signature">
          <Lines lines={letter.signature} t={t} />
        </div>
      </div>
      {enclosures === undefined ? null : <p class="aside">{enclosures}</p>}
      {annex === undefined ? null : (
        <section class="annex" aria-labelledby="annex">
          <h2 id="annex">{annex.title}</h2>
          <table>
            <thead>
              <tr>
                {annex.columns.map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {annex.rows.map(({ day, hours }) => (
                <tr>
                  <th scope="row">{day}</th>
                  <td>{hours}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </article>
  );
}

// Paper is white at night too: the sheet is shown as it will be printed.
const sheet = `
.how { padding-inline-start: 1.3rem; }
.how li { margin-block-end: 0.35rem; }
.letter { color-scheme: light; background: #fff; color: #111; border: 1px solid var(--line); border-radius: 2px; box-shadow: 0 1px 6px rgb(12 22 49 / 0.18); max-inline-size: 50rem; margin: var(--s3) auto 0; padding: clamp(1.1rem, 6vw, 4.5rem) clamp(1rem, 6vw, 4.5rem); font: 1rem/1.5 Arial, "Liberation Sans", Helvetica, var(--sans); overflow-wrap: anywhere; }
.letter a { color: #111; }
.letter > p, .letter .end { margin-block-start: 0.75rem; }
.letter .head { display: grid; grid-template-columns: 1fr 1fr; gap: 1.25rem 2rem; }
.letter .head p { margin: 0; }
.letter .date { margin-block-start: 1.75rem; text-align: end; }
.letter h2 { font: inherit; font-weight: 700; font-size: 1.0625rem; margin-block-start: 1.25rem; text-wrap: pretty; }
.letter table { inline-size: 100%; border-collapse: collapse; margin-block-start: 1rem; font-size: 0.9375rem; line-height: 1.45; }
.letter caption { text-align: start; font-weight: 600; padding-block-end: 0.35rem; }
.letter tr { border-block: 1px solid #b5b9c6; break-inside: avoid; }
.letter th, .letter td { padding: 0.35rem 0; text-align: start; vertical-align: top; }
.letter th { font-weight: 700; inline-size: 12rem; padding-inline-end: 1rem; }
.letter td p { margin: 0; }
.letter td p + p { margin-block-start: 0.15rem; }
.letter .aside { font-size: 0.875rem; color: #4a4f5c; }
.letter .tone { inline-size: 1.6em; block-size: 1.6em; vertical-align: -0.45em; color: #111; }
.letter .signature { margin-block-start: 2.5rem; }
.letter .signature p { margin: 0; }
.letter .annex { margin-block-start: 2rem; }
.letter .mark { margin: 0 0 1.25rem; border: 2px solid #8a4d05; color: #8a4d05; font-weight: 600; text-align: center; padding: 0.3rem; }
.blank:empty::before { content: "\\200b"; }
.blank { display: inline-block; max-inline-size: 100%; line-height: 1.15; min-inline-size: 9rem; border-block-end: 1px dotted #111; cursor: text; }
.blank:hover, .blank:focus { background: #fff3df; }
.date .blank { text-align: start; min-inline-size: 7rem; }
@media (max-width: 40rem) {
  .letter .head { grid-template-columns: 1fr; }
  .letter .date { text-align: start; }
  .letter th, .letter td { display: block; inline-size: auto; padding: 0; }
  .letter th { padding-block-start: 0.4rem; }
  .letter td { padding-block-end: 0.4rem; }
  .letter thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
}
@media print {
  @page { size: A4; margin: 16mm 20mm; }
  .use, .letter-back { display: none; }
  .in { max-inline-size: none; padding: 0; }
  .letter { border: 0; box-shadow: none; margin: 0; padding: 0; max-inline-size: none; font-size: 10pt; line-height: 1.38; }
  .letter .head { grid-template-columns: 1fr 1fr; gap: 0 12mm; }
  .letter .date { text-align: end; margin-block-start: 5mm; }
  .letter > p, .letter .end { margin-block-start: 2.4mm; }
  .letter h2 { font-size: 10.5pt; margin-block-start: 4mm; }
  .letter table { font-size: 9.5pt; line-height: 1.35; margin-block-start: 3mm; }
  .letter th, .letter td { display: table-cell; padding: 1.1mm 0; }
  .letter th { inline-size: 42mm; padding-inline-end: 4mm; }
  .letter thead { position: static; display: table-header-group; clip-path: none; }
  .letter .aside { font-size: 8.5pt; color: #333; }
  .letter a { text-decoration: none; }
  .letter .end { break-inside: avoid; }
  .letter .signature { margin-block-start: 11mm; }
  .letter .annex { break-before: page; margin: 0; }
  .letter .mark { margin-block-end: 4mm; color: #000; border-color: #000; }
  .letter .tone { print-color-adjust: exact; }
  .blank { border-color: #000; background: none; min-inline-size: 42mm; }
  .date .blank { min-inline-size: 32mm; }
}
`;

export const letterPage = definePage<string, Found>({
  surfaces: ["page"],
  // The letter bears the date, and its deadline follows from it.
  isBrief: true,
  sheet: compact(sheet),
  parse: parseSlug,
  decide,
  view({ landmark, letter }, { around }) {
    const { frame } = around;
    const { locale, edition, languages } = frame;
    const t = letterMessages(frame.ui);
    const { state } = landmark.data;
    const warning =
      letter.past !== undefined
        ? t("page.past")
        : state === "invited"
          ? undefined
          : t(state === "pledged" ? "page.promised" : "page.took-part");
    return (
      <Layout
        // A letter of request is for those who send it: it would only come before the landmark's own page in a search.
        around={{ ...around, noindex: true }}
        title={letter.title}
        here={`/landmarks/${landmark.id}/letter`}
        part="nav.landmarks"
        languages={languages.filter((other) => landmark.locales[other] !== undefined)}
      >
        <div class="use read">
          <h1>{letter.title}</h1>
          <p class="lead soft">{t("page.lead")}</p>
          {warning === undefined ? null : <p class="panel note gap">{warning}</p>}
          <section aria-labelledby="how">
            <h2 id="how">{t("page.how")}</h2>
            <ol class="how">
              {(["language", "fill", "print", "send"] as const).map((step) => (
                <li>{t(`page.how.${step}`)}</li>
              ))}
            </ol>
          </section>
        </div>
        <Sheet letter={letter} t={t} />
        <p class="gap letter-back">
          <a href={itemPath(edition.id, locale, "landmark", landmark.id)}>{t("page.back")}</a>
        </p>
      </Layout>
    );
  },
});
