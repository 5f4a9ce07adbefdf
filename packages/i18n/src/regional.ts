/**
 * In whose manner a language's dates, times and numbers are written. British and Belgian habits where a language has several: day before
 * month, twenty-four hours. Arabic with the digits that stand on the sticker, the telephone and the clock beside the text.
 */
import type { InterfaceLocale } from "@bluehour/domain/locales";

const tags: Record<InterfaceLocale, string> = {
  en: "en-GB",
  fr: "fr-BE",
  nl: "nl-BE",
  de: "de",
  ar: "ar-u-hc-h23-nu-latn",
  ro: "ro",
};

/** The BCP 47 tag to hand to `Intl` for an interface language. */
export function regionalTag(locale: InterfaceLocale): string {
  return tags[locale];
}
