/**
 * The languages a reader can have the interface in, and what a page must know of each.
 *
 * A `Locale` is a BCP 47 tag in its canonical form ("fr", "nl", "pt-BR"). Content may be in any locale that its edition lists; the
 * interface exists in {@link interfaceLocales}.
 */
import { z } from "zod";

/** A BCP 47 language tag in canonical form. Parse with {@link localeSchema}. */
export type Locale = string;

/** Languages of what readers meet: pages, calendars, paper. A check holds the catalogues against this list. */
export const interfaceLocales = ["en", "fr", "nl", "de", "ar", "ro"] as const;

/** Languages of what only those who run a day meet: the command line, the gate's reasons, a folder's problems, settings. */
export const operatorLocales = ["en", "fr", "nl", "de"] as const;

/** One of {@link interfaceLocales}. */
export type InterfaceLocale = (typeof interfaceLocales)[number];

/** One of {@link operatorLocales}. */
export type OperatorLocale = (typeof operatorLocales)[number];

/** Whether the interface exists in this locale. */
export function isInterfaceLocale(value: string): value is InterfaceLocale {
  return (interfaceLocales as readonly string[]).includes(value);
}

/** Whether those who run a day are spoken to in this locale. */
export function isOperatorLocale(value: string): value is OperatorLocale {
  return (operatorLocales as readonly string[]).includes(value);
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

// Asking the platform costs more than all else in reading a short release, and a day has a handful of languages.
const knownTags = new Set<string>();
const knownTagsKept = 200;

function isCanonical(tag: string): boolean {
  if (knownTags.has(tag)) return true;
  if (canonical(tag) !== tag) return false;
  if (knownTags.size < knownTagsKept) knownTags.add(tag);
  return true;
}

/** Accepts only canonical tags, so that two spellings of one language cannot stand side by side. */
export const localeSchema: z.ZodType<Locale, string> = z.string().refine(isCanonical, { message: "locale" });

const rightToLeft = new Set(["ar", "fa", "he", "ku-Arab", "ps", "ur", "yi", "dv", "sd", "ug"]);

/** Direction of a locale's script, for the `dir` attribute. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return rightToLeft.has(locale) || rightToLeft.has(locale.split("-")[0] ?? "") ? "rtl" : "ltr";
}

/** The language's name in the language itself ("français"), for a language switch. Falls back to the tag. */
export function autonymOf(locale: Locale): string {
  return new Intl.DisplayNames([locale], { type: "language", fallback: "code" }).of(locale) ?? locale;
}
