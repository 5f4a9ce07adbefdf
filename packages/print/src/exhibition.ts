/** What is printed of an exhibition, taken from public releases: words in a language, times, help, who answers. Pure. */
import { createHash } from "node:crypto";
import { itemPath, printedPlacementAddress } from "@bluehour/domain/addresses";
import type { Head, Kind } from "@bluehour/domain/kinds";
import { directionOf, interfaceLocales, isInterfaceLocale } from "@bluehour/domain/locales";
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import type { PublicRelease } from "@bluehour/domain/release";
import { canonicalJson } from "@bluehour/domain/text";
import type { Account } from "@bluehour/domain/transfer";
import { printMessages } from "@bluehour/i18n/print";
import type { PrintTranslate } from "@bluehour/i18n/print";

/** All that paper is made of. Every release in it is public now, and allowed on the surface where it is used. */
export type Exhibition = {
  /** Where the site is: `https://day.example.org`. */
  origin: string;
  /** When it is printed. */
  at: Date;
  edition: PublicRelease<"edition">;
  installation: PublicRelease<"installation">;
  /** By number. */
  placements: readonly PublicRelease<"placement">[];
  /** Stories that may be printed, once each. */
  stories: readonly PublicRelease<"story">[];
  /** Of the installation's country. */
  helplines: readonly PublicRelease<"helpline">[];
  organisations: readonly PublicRelease<"organisation">[];
  /** Where gifts go, if the organiser has an account. */
  account?: Account | undefined;
};

/** Words and the language that they are truly in. */
export type Said = { text: string; lang: Locale; dir: "ltr" | "rtl" };

/** Words in a language. */
export function said(text: string, lang: Locale): Said {
  return { text, lang, dir: directionOf(lang) };
}

/** A release's short texts in a language, or in the first that it has of the fallbacks. */
export function headOf<K extends Kind>(
  release: PublicRelease<K>,
  locale: Locale,
  fallbacks: readonly Locale[] = [],
): { head: Head<K>; lang: Locale } {
  const locales = release.locales as Record<Locale, { lang: Locale; head: Head<K> }>;
  for (const wanted of [locale, ...fallbacks, ...Object.keys(locales)]) {
    const text = locales[wanted];
    if (text !== undefined) return { head: text.head, lang: text.lang };
  }
  throw new Error(`The release ${release.id} has no text in any language.`);
}

/** Most languages that share one sheet. */
export const languagesOnASheet = 4;

/** Languages of the place, as far as the interface and the installation have them: those of the ground and of the posters. */
export function localesOf({ edition, installation }: Exhibition): InterfaceLocale[] {
  const wanted = [...edition.data.localLanguages, ...edition.data.languages];
  const offered = wanted.filter(
    (locale): locale is InterfaceLocale => isInterfaceLocale(locale) && locale in installation.locales,
  );
  const unique = [...new Set(offered)].slice(0, languagesOnASheet);
  return unique.length > 0 ? unique : [interfaceLocales[0]];
}

/** Who answers for the exhibition: its first organisation, else the edition's contact. */
export function organiserOf(exhibition: Exhibition, locale: Locale): string {
  const { edition, installation, organisations } = exhibition;
  const id = installation.data.organisations[0] ?? edition.data.contact.organisation;
  const organisation = organisations.find((candidate) => candidate.id === id);
  return organisation === undefined ? id : headOf(organisation, locale, edition.data.languages).head.title;
}

/** `day.example.org`, as people read it. */
export function hostOf({ origin }: Pick<Exhibition, "origin">): string {
  return new URL(origin).host;
}

/** `day.example.org/s/4F7K2MQ`, as people type it. */
export function typedAddress(exhibition: Pick<Exhibition, "origin">, code: string): string {
  return `${hostOf(exhibition)}/s/${code}`;
}

/** The address in a placement's code. */
export function scannedAddress({ origin }: Pick<Exhibition, "origin">, code: string): string {
  return printedPlacementAddress(origin, code);
}

/** The installation's page in a language. */
export function installationAddress({ origin, edition, installation }: Exhibition, locale: Locale): string {
  return new URL(origin).origin + itemPath(edition.id, locale, "installation", installation.id);
}

function tag(locale: Locale): string {
  return locale === "en" ? "en-GB" : locale === "nl" ? "nl-BE" : locale === "fr" ? "fr-BE" : locale;
}

/** A day in words. */
export function dayIn(locale: Locale, at: Date | string, zone: string): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: "full", timeZone: zone }).format(new Date(at));
}

/** A day in figures and a short month, for a colophon. */
export function shortDay(locale: Locale, at: Date | string, zone: string): string {
  return new Intl.DateTimeFormat(tag(locale), { dateStyle: "medium", timeZone: zone }).format(new Date(at));
}

/** A clock time. */
export function timeIn(locale: Locale, at: Date | string, zone: string): string {
  return new Intl.DateTimeFormat(tag(locale), { timeStyle: "short", timeZone: zone }).format(new Date(at));
}

/** Clock time of an instant as minutes of its local day. */
export function minutesOf(at: string, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).formatToParts(new Date(at));
  const part = (type: string) => Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
  return part("hour") * 60 + part("minute");
}

/** When the installation can be seen. */
export function openingIn({ installation }: Exhibition, t: PrintTranslate): string {
  const { opens, closes, zone } = installation.data;
  const from = dayIn(t.locale, opens, zone);
  const to = dayIn(t.locale, closes, zone);
  if (from !== to) return t("poster.when.days", { from, to });
  // Midnight to midnight is how a bundle says that nobody knows the hours.
  if (minutesOf(opens, zone) === 0 && minutesOf(closes, zone) >= 23 * 60 + 59) {
    return t("poster.when.day", { day: from });
  }
  return t("poster.when", {
    day: from,
    from: timeIn(t.locale, opens, zone),
    to: timeIn(t.locale, closes, zone),
  });
}

/** A help number as it stands on paper. */
export type HelpLine = {
  title: string;
  display: string;
  about: string;
  /** How far it can be relied on. */
  checked: string;
  emergency: boolean;
};

/** Help numbers in a language, the emergency number first. */
export function helpIn(
  { helplines, edition }: Exhibition,
  t: PrintTranslate,
  reader: "passers-by" | "crew",
): HelpLine[] {
  return helplines
    .toSorted((a, b) => Number(b.data.emergency) - Number(a.data.emergency))
    .map((helpline) => {
      const { data } = helpline;
      const { head } = headOf(helpline, t.locale, edition.data.languages);
      const facts = [
        head.hours ?? (data.hours === "24/7" ? t("help.always") : undefined),
        data.free === true ? t("help.free") : undefined,
        data.children ? t("help.children") : undefined,
      ].filter((fact) => fact !== undefined);
      const { verified } = data;
      return {
        title: head.title,
        display: data.display,
        about: facts.join(" · "),
        emergency: data.emergency,
        checked:
          verified.state === "checked"
            ? t("help.checked", { day: shortDay(t.locale, verified.on, "UTC") })
            : t(reader === "crew" ? "help.source-only.crew" : "help.source-only", {
                source: data.source.title,
              }),
      };
    });
}

/** Six symbols that change when anything on the sheet does, so that two prints can be told apart. */
export function versionOf(content: unknown): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex").slice(0, 6).toUpperCase();
}

/** The line at the foot of every sheet: edition, sheet, version, date; first of all that it is a sample, where the edition is one. */
export function colophonOf(
  exhibition: Exhibition,
  t: PrintTranslate,
  sheet: string,
  content: unknown,
): string {
  const { edition, at } = exhibition;
  const { head } = headOf(edition, t.locale, edition.data.languages);
  const isSample = edition.data.sample;
  const line = t("sheet.colophon", {
    edition: `${head.title} ${edition.id}`,
    sheet,
    // The mark is on the sheet: with it and without it are two versions.
    version: versionOf(isSample ? { content, isSample } : content),
    date: shortDay(t.locale, at, edition.data.zone),
  });
  return isSample ? `${t("sheet.sample")} · ${line}` : line;
}

/** The room's messages in a language. */
export function wordsIn(locale: InterfaceLocale): PrintTranslate {
  return printMessages(locale);
}
