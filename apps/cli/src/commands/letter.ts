/** `bluehour letter`: the letters that ask landmarks' owners to take part, as PDFs to be signed and sent. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nearest } from "@bluehour/bundle/suggest";
import { isInterfaceLocale } from "@bluehour/domain/locales";
import type { InterfaceLocale } from "@bluehour/domain/locales";
import { currentEdition, phaseTimes } from "@bluehour/domain/phase";
import type { PublicRelease } from "@bluehour/domain/release";
import { allowsSurface } from "@bluehour/domain/uses";
import { letterFactsOf, letterMessages, letterOf } from "@bluehour/i18n/letter";
import { printMessages } from "@bluehour/i18n/print";
import { printLetter } from "@bluehour/print/letter";
import { openPress } from "@bluehour/print/press";
import { schedule, toMinutes } from "@bluehour/sky/sky";
import { Refusal, exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { isSystemError } from "../explain.ts";
import { hasStore, withStores } from "../stores.ts";

type Options = { edition?: string; locale?: string; allInvited?: boolean; out: string; json?: boolean };
type Landmark = PublicRelease<"landmark">;
type Organisation = PublicRelease<"organisation">;

/** What is published of an edition, as far as a letter needs it. */
type Day = {
  edition: PublicRelease<"edition">;
  landmarks: ReadonlyMap<string, Landmark>;
  organisations: ReadonlyMap<string, Organisation>;
};

type Written = { edition: string; landmark: string; locale: InterfaceLocale; file: string };

export async function letter(context: Context, id: string | undefined, options: Options): Promise<ExitCode> {
  const { t, say, note } = context;
  if ((id === undefined) !== (options.allInvited === true))
    throw new Refusal(exitCodes.usage, t(id === undefined ? "letter.which" : "letter.both"));
  const day = chooseDay(context, await daysOf(context), id, options);
  const landmarks = landmarksOf(context, day, id);
  if (landmarks.length === 0) note(t("letter.nobody-invited", { edition: day.edition.id }));

  const opened = await openPress();
  if (!opened.ok) {
    const { reason, values } = opened.problem;
    throw new Refusal(exitCodes.machine, printMessages(context.locale)(`problem.${reason}`, values));
  }
  const written: Written[] = [];
  let isWhole = true;
  for (const landmark of landmarks) {
    for (const locale of localesOf(context, day, landmark, options.locale)) {
      const composed = compose(context, day, landmark, locale);
      if (composed.past !== undefined) warn(context, landmark, "page.past");
      else if (landmark.data.state !== "invited")
        warn(context, landmark, landmark.data.state === "pledged" ? "page.promised" : "page.took-part");
      const printed = printLetter(opened.press, { letter: composed, at: context.now() });
      if (!printed.ok) {
        const { reason, values } = printed.problem;
        note(printMessages(context.locale)(`problem.${reason}`, values));
        isWhole = false;
        continue;
      }
      const file = join(options.out, `${day.edition.id}-${landmark.id}-${locale}.pdf`);
      await store(context, options.out, file, printed.pdf);
      written.push({ edition: day.edition.id, landmark: landmark.id, locale, file });
      if (options.json !== true) say(file);
    }
  }
  if (options.json === true) say(JSON.stringify(written, null, 2));
  return isWhole ? exitCodes.ok : exitCodes.mend;
}

function warn({ locale, note }: Context, { id }: Landmark, key: `page.${"past" | "promised" | "took-part"}`) {
  note(`${id}: ${letterMessages(locale)(key)}`);
}

/** Everything published that paper may show. */
async function daysOf(context: Context): Promise<Day[]> {
  if (!(await hasStore(context))) return [];
  return await withStores(context, async (writer) => {
    const days: Day[] = [];
    for (const { id } of await writer.editions()) {
      const landmarks = new Map<string, Landmark>();
      const organisations = new Map<string, Organisation>();
      let edition: Day["edition"] | undefined;
      for (const release of await writer.published(id)) {
        if (!allowsSurface(release.uses, "printed-sheet")) continue;
        if (release.kind === "edition") edition = release;
        if (release.kind === "landmark") landmarks.set(release.id, release);
        if (release.kind === "organisation") organisations.set(release.id, release);
      }
      if (edition !== undefined) days.push({ edition, landmarks, organisations });
    }
    return days;
  });
}

/** The edition that was named; else, of those that have the landmark, the one that is on, comes next, or was last. */
function chooseDay(context: Context, days: readonly Day[], id: string | undefined, options: Options): Day {
  const { t, now } = context;
  if (days.length === 0) throw new Refusal(exitCodes.unknown, t("letter.empty"));
  if (options.edition !== undefined) {
    const named = days.find(({ edition }) => edition.id === options.edition);
    if (named !== undefined) return named;
    const editions = days.map(({ edition }) => edition.id).join(", ");
    throw new Refusal(exitCodes.unknown, t("letter.unknown-edition", { id: options.edition, editions }));
  }
  const having = id === undefined ? days : days.filter(({ landmarks }) => landmarks.has(id));
  const timed = (having.length === 0 ? days : having).map((day) => ({
    day,
    times: phaseTimes(day.edition.data),
  }));
  const current = currentEdition(timed, now());
  if (current === undefined) throw new Refusal(exitCodes.unknown, t("letter.empty"));
  if (id !== undefined && having.length === 0)
    throw unknownLandmark(context, { id, known: days.flatMap(({ landmarks }) => [...landmarks.keys()]) });
  return current.day;
}

function landmarksOf(context: Context, { edition, landmarks }: Day, id: string | undefined): Landmark[] {
  if (id === undefined) return [...landmarks.values()].filter(({ data }) => data.state === "invited");
  const landmark = landmarks.get(id);
  if (landmark === undefined)
    throw unknownLandmark(context, { id, known: [...landmarks.keys()], edition: edition.id });
  return [landmark];
}

function unknownLandmark(
  { t }: Context,
  { id, known, edition }: { id: string; known: readonly string[]; edition?: string },
): Refusal {
  const suggestion = nearest(id, known);
  const sentence =
    edition === undefined ? t("letter.unknown", { id }) : t("letter.unknown-in", { id, edition });
  return new Refusal(
    exitCodes.unknown,
    suggestion === undefined ? sentence : `${sentence} ${t("letter.suggest", { suggestion })}`,
  );
}

/** The language that was asked for; else those spoken where the day takes place, as far as letters can be written in them. */
function localesOf(
  { t }: Context,
  { edition }: Day,
  landmark: Landmark,
  asked: string | undefined,
): InterfaceLocale[] {
  const offered = edition.data.languages
    .filter(isInterfaceLocale)
    .filter((locale) => landmark.locales[locale] !== undefined && edition.locales[locale] !== undefined);
  if (asked !== undefined) {
    const found = offered.find((locale) => locale === asked);
    if (found !== undefined) return [found];
    const languages = offered.join(", ");
    throw new Refusal(exitCodes.unknown, t("letter.language", { locale: asked, id: landmark.id, languages }));
  }
  const local = offered.filter((locale) => edition.data.localLanguages.includes(locale));
  return local.length > 0 ? local : offered.slice(0, 1);
}

function compose({ config, now }: Context, day: Day, landmark: Landmark, locale: InterfaceLocale) {
  const { edition, organisations } = day;
  const { coordinates, zone, lighting } = landmark.data;
  const place = { ...coordinates, zone };
  const { lights, without } = schedule({ place, rules: lighting.intervals, days: edition.data.days });
  const facts = letterFactsOf({
    locale,
    ui: locale,
    now: now(),
    origin: new URL(config.origin).origin,
    edition,
    landmark,
    organiser: organisations.get(edition.data.contact.organisation),
    organisations: landmark.data.organisations
      .map((one) => organisations.get(one))
      .filter((one) => one !== undefined),
    lights: toMinutes(lights),
    without,
  });
  if (facts === undefined)
    throw new TypeError(`A letter was asked for in ${locale}, in which the landmark does not exist.`);
  return letterOf(facts);
}

async function store({ t }: Context, folder: string, file: string, pdf: Uint8Array): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(file, pdf);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code === "ENOSPC") throw new Refusal(exitCodes.machine, t("error.disk-full"), { cause: error });
    throw new Refusal(exitCodes.machine, t("letter.unwritable", { file }), { cause: error });
  }
}
