/** Which language a reader gets, by what their browser or their shell asks for. */
import Negotiator from "negotiator";
import { isOperatorLocale, operatorLocales } from "@bluehour/domain/locales";
import type { Locale, OperatorLocale } from "@bluehour/domain/locales";

/**
 * The reader's order of preference among the languages that are on offer, best first; what they did not ask for follows in the offer's
 * own order, so that the answer is never empty where the offer is not.
 */
export function preferredLocales(acceptLanguage: string | undefined, offered: readonly Locale[]): Locale[] {
  const asked =
    acceptLanguage === undefined || acceptLanguage.length > 1000
      ? []
      : new Negotiator({ headers: { "accept-language": acceptLanguage } }).languages([...offered]);
  return [...new Set([...asked, ...offered])];
}

/** The interface language for a command line, from `--lang` or the shell's `LC_ALL`, `LC_MESSAGES`, `LANG`. English otherwise. */
export function localeOfShell(
  variables: Readonly<Record<string, string | undefined>>,
  asked?: string,
): OperatorLocale {
  // As POSIX has it: a variable that is set but empty counts as unset.
  const tag = asked ?? [variables["LC_ALL"], variables["LC_MESSAGES"], variables["LANG"]].find(Boolean) ?? "";
  const language = tag.toLowerCase().split(/[-_.@]/)[0] ?? "";
  return isOperatorLocale(language) ? language : operatorLocales[0];
}
