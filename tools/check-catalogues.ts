/**
 * Holds the message catalogues against each other: the same keys in every language that a room is in, the same placeholders in each message, no
 * message that could not be parsed, none that nobody says.
 *
 * What it cannot catch: a key put together at run time counts as said when its constant beginning occurs in a template literal.
 */
import { readFileSync, readdirSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { interfaceLocales, operatorLocales } from "../packages/domain/src/locales.ts";
import { root, sourceFiles } from "./sources.ts";

type Element = {
  type: number;
  value?: unknown;
  options?: Record<string, { value: Element[] }>;
  children?: Element[];
};

/** Placeholder names of a message, at every depth. Plain text (type 0) and `#` (type 7) have none. */
function placeholders(elements: Element[], into = new Set<string>()): Set<string> {
  for (const element of elements) {
    if (element.type !== 0 && element.type !== 7) into.add(String(element.value));
    for (const option of Object.values(element.options ?? {})) placeholders(option.value, into);
    if (element.children) placeholders(element.children, into);
  }
  return into;
}

/** Parser's type of an element that counts. */
const pluralType = 6;

/** Numbers of which something is said must be said in every form that the language has, and in no other. */
function pluralFaults(message: string, locale: string): string[] {
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const walk = (elements: Element[]): string[] =>
    elements.flatMap((element) => {
      const options = Object.entries(element.options ?? {});
      const inner = options.flatMap(([, { value }]) => walk(value));
      if (element.type !== pluralType) return inner;
      const given = options.map(([name]) => name).filter((name) => !name.startsWith("="));
      // Where a form is that of 1 alone, "tomorrow" may stand for it.
      const said = "=1" in (element.options ?? {}) && isOfOneAlone(locale) ? [...given, "one"] : given;
      const missing = needed.filter((name) => !said.includes(name) && !isRare(locale, name));
      const needless = given.filter((name) => !(needed as string[]).includes(name));
      return [
        ...inner,
        ...missing.map((name) => `lacks the plural form "${name}" of {${String(element.value)}}`),
        ...needless.map(
          (name) => `has a plural form "${name}" of {${String(element.value)}} that ${locale} does not know`,
        ),
      ];
    });
  return walk(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst() as Element[]);
}

function isOfOneAlone(locale: string): boolean {
  return new Intl.PluralRules(locale).select(0) !== "one";
}

/** French counts whole millions in a form of their own; nothing here comes in millions, and "other" then serves. */
function isRare(locale: string, form: string): boolean {
  return locale === "fr" && form === "many";
}

/** Rooms that readers never meet. */
const operatorRooms = ["bundle", "cli", "config", "gate", "identify", "preview", "translate"];

export function checkCatalogues(): string[] {
  const complaints: string[] = [];
  const folder = `${root}/packages/i18n/messages`;
  const code = sourceFiles([".ts", ".tsx"])
    .filter((file) => !file.includes("check-catalogues") && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(`${root}/${file}`, "utf8"))
    .join("\n");
  for (const room of readdirSync(folder)) {
    const catalogues = new Map<string, Record<string, string>>();
    for (const locale of operatorRooms.includes(room) ? operatorLocales : interfaceLocales) {
      catalogues.set(
        locale,
        JSON.parse(readFileSync(`${folder}/${room}/${locale}.json`, "utf8")) as Record<string, string>,
      );
    }
    const english = catalogues.get("en") ?? {};
    for (const [locale, messages] of catalogues) {
      const where = `packages/i18n/messages/${room}/${locale}.json`;
      for (const key of Object.keys(english))
        if (!(key in messages)) complaints.push(`${where}: "${key}" is missing`);
      for (const [key, message] of Object.entries(messages)) {
        if (!(key in english)) complaints.push(`${where}: "${key}" is not in English`);
        if (message.trim() === "") complaints.push(`${where}: "${key}" is empty`);
        if (message.includes("'"))
          complaints.push(`${where}: "${key}" has a straight quote, which ICU reads as an escape`);
        try {
          const names = (text: string) =>
            [
              ...placeholders(
                new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst() as Element[],
              ),
            ]
              .toSorted()
              .join(", ");
          const [theirs, ours] = [names(english[key] ?? message), names(message)];
          complaints.push(...pluralFaults(message, locale).map((fault) => `${where}: "${key}" ${fault}`));
          if (theirs !== ours)
            complaints.push(`${where}: "${key}" has {${ours}} where English has {${theirs}}`);
        } catch (error) {
          complaints.push(
            `${where}: "${key}" cannot be parsed: ${error instanceof Error ? error.message : String(error)}`,
          );
        }
      }
    }
    for (const key of Object.keys(english)) {
      const said =
        code.includes(`"${key}"`) ||
        prefixesOf(key).some((prefix) => code.includes(`\`${prefix}\${`)) ||
        suffixesOf(key).some((suffix) => code.includes(`}${suffix}\``));
      if (!said) complaints.push(`packages/i18n/messages/${room}/en.json: nobody says "${key}"`);
    }
  }
  return complaints;
}

/** `a.b-c` -> `a.`, `a.b-`: where a key may be put together from a constant beginning. */
function prefixesOf(key: string): string[] {
  return [...key.matchAll(/[.-]/g)].map((match) => key.slice(0, match.index + 1));
}

/** `a.b.title` -> `.b.title`, `.title`: or from a constant end. */
function suffixesOf(key: string): string[] {
  return [...key.matchAll(/\./g)].map((match) => key.slice(match.index));
}
