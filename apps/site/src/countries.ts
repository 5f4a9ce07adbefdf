/** Countries as a reader picks one, and what is known of each without asking anybody. */
import type { InterfaceLocale } from "@bluehour/domain/locales";
import { countryName } from "./views/format.ts";

// The platform knows the zones of every place where people live by a clock. Older type libraries do not know that it does.
type Place = Intl.Locale & { getTimeZones?(): string[] | undefined };

function placeOf(country: string): Place {
  return new Intl.Locale(`und-${country}`);
}

/** The clocks of a country; none where the platform knows none. */
export function zonesOf(country: string): readonly string[] {
  return placeOf(country).getTimeZones?.() ?? [];
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** ISO codes of every country and territory that stands for itself today: not the Soviet Union, not the United Nations. */
export const countries: ReadonlySet<string> = new Set(
  letters
    .flatMap((first) => letters.map((second) => first + second))
    // Kosovo has a code in common use, and no zone of its own in the platform's data.
    .filter((code) => code === "XK" || (placeOf(code).region === code && zonesOf(code).length > 0))
    // A code that was given up is known to the platform under its successor's name.
    .filter((code) => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`),
);

const byName = new Map<InterfaceLocale, readonly { code: string; name: string }[]>();

/** All of them by their names in a language. */
export function countriesByName(ui: InterfaceLocale): readonly { code: string; name: string }[] {
  let sorted = byName.get(ui);
  if (sorted === undefined) {
    const { compare } = new Intl.Collator(ui);
    sorted = [...countries]
      .map((code) => ({ code, name: countryName(ui, code) }))
      .toSorted((a, b) => compare(a.name, b.name));
    byName.set(ui, sorted);
  }
  return sorted;
}

const europeanUnion = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);

/** Whether 112 reaches the emergency services there by the law of the European Union. */
export function hasEuropeanEmergencyNumber(country: string): boolean {
  return europeanUnion.has(country);
}
