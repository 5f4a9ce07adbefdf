/** What a calendar says of an entry, in the reader's language. */
import type { Data } from "@bluehour/domain/kinds";
import { interfaceLocales, isInterfaceLocale } from "@bluehour/domain/locales";
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { plainText } from "@bluehour/domain/rich-text";
import type { ReleaseText, TranslationState } from "@bluehour/domain/text";
import type { FeedsTranslate } from "@bluehour/i18n/feeds";
import { regionalTag } from "@bluehour/i18n/regional";

/** The interface's language for readers of a locale: the same choice as the pages make. */
export function interfaceFor(locale: Locale, languages: readonly Locale[]): InterfaceLocale {
  const candidates = [locale, locale.split("-")[0] ?? locale, ...languages];
  return candidates.find(isInterfaceLocale) ?? interfaceLocales[0];
}

type SunMoment = {
  sun: "sunset" | "civil-dusk" | "nautical-dusk" | "nautical-dawn" | "civil-dawn" | "sunrise";
  offsetMinutes: number;
};

/** "30 minutes after sunset" */
export function sunWords(t: FeedsTranslate, { sun, offsetMinutes }: SunMoment): string {
  const event = t(`sun.${sun}`);
  if (offsetMinutes === 0) return event;
  return t(offsetMinutes < 0 ? "sun.before" : "sun.after", { minutes: Math.abs(offsetMinutes), event });
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** A moment to the second with its offset from UTC, by the clocks of its place. */
export function timeWords(locale: InterfaceLocale, zone: string, instant: number): string {
  const key = `${locale} ${zone}`;
  let format = timeFormats.get(key);
  if (format === undefined) {
    // French as in France: with seconds, Belgian French has "21 h 38 min 12 s".
    format = new Intl.DateTimeFormat(locale === "fr" ? "fr" : regionalTag(locale), {
      timeZone: zone,
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "shortOffset",
    });
    timeFormats.set(key, format);
  }
  return format.format(instant);
}

const languageNames = new Map<InterfaceLocale, Intl.DisplayNames>();

function languageName(locale: InterfaceLocale, tag: Locale): string {
  let names = languageNames.get(locale);
  if (names === undefined) {
    names = new Intl.DisplayNames([locale], { type: "language", fallback: "code" });
    languageNames.set(locale, names);
  }
  return names.of(tag) ?? tag;
}

/**
 * The summary and the blocks as plain paragraphs, with a sentence wherever what follows is a machine's translation, out of date or in
 * another language than what stood before it. `mixed`: not all of it is in the language of the head.
 */
export function textWords(
  t: FeedsTranslate,
  locale: Locale,
  text: ReleaseText<"event" | "landmark" | "installation">,
): { paragraphs: string[]; mixed: boolean } {
  let said: { state: TranslationState; lang: Locale } = { state: "human", lang: locale };
  const note = (state: TranslationState, lang: Locale): string[] => {
    if (state === said.state && lang === said.lang) return [];
    said = { state, lang };
    if (state === "human") return [];
    if (state !== "missing") return [t(`state.${state}`)];
    return [
      t("state.missing", { here: languageName(t.locale, locale), shown: languageName(t.locale, lang) }),
    ];
  };
  const { summary } = text.head;
  return {
    paragraphs: [
      ...note(text.state, text.lang),
      ...(summary === undefined ? [] : [summary]),
      ...text.blocks.flatMap(({ state, lang, content }) => [...note(state, lang), plainText(content)]),
    ].filter((paragraph) => paragraph !== ""),
    mixed: text.blocks.some(({ lang }) => lang !== text.lang),
  };
}

type Landmark = Data<"landmark">;

/** When and how a place does its part, for those who throw the switch. */
export function lightWords(
  t: FeedsTranslate,
  { lighting, zone, state }: Landmark,
  light: { rule: number; start: number; end: number; open: boolean },
): string {
  const { colour, action } = lighting;
  const interval = lighting.intervals[light.rule];
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const begins = timeWords(t.locale, zone, light.start);
  const ends = timeWords(t.locale, zone, light.end);
  const { from, to } = interval ?? {};
  return [
    t(`light.do-${action}`, { colour, red, green, blue }),
    from !== undefined && "sun" in from
      ? t("light.begins-sun", { time: begins, rule: sunWords(t, from) })
      : t("light.begins", { time: begins }),
    light.open
      ? t("light.ends-open", { time: ends })
      : to !== undefined && "sun" in to
        ? t("light.ends-sun", { time: ends, rule: sunWords(t, to) })
        : t("light.ends", { time: ends }),
    t("light.zone", { zone }),
    ...(state === "pledged" ? [t("light.pledged")] : []),
  ].join("\n");
}
