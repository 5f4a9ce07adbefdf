/**
 * Interface messages: ICU MessageFormat strings, one JSON file a room and language, formatted by `intl-messageformat`.
 *
 * Each message is parsed when it is first said and kept, since a page says the same hundred messages over and over.
 */
import { IntlMessageFormat } from "intl-messageformat";
import type { InterfaceLocale, OperatorLocale } from "@bluehour/domain/locales";

/** Values for a message's placeholders. Dates are formatted in the zone that the message's caller passed as text. */
export type MessageValues = Readonly<Record<string, string | number | boolean | Date>>;

/** Says a message in one language. */
export type Translate<Key extends string> = {
  (key: Key, values?: MessageValues): string;
  readonly locale: InterfaceLocale;
};

/** Thrown when code asks for a message or placeholder that no catalogue has: a bug, found by the catalogue check. */
export class MessageError extends Error {
  override readonly name = "MessageError";
}

type Messages<Key extends string> = Readonly<Record<Key, string>>;

/** Makes the function that gives a language's messages, for a room that readers meet. */
export function createCatalogue<Key extends string>(
  catalogues: Readonly<Record<InterfaceLocale, Messages<Key>>>,
): (locale: InterfaceLocale) => Translate<Key> {
  return translatorsOf(catalogues);
}

/** The same for a room that only those who run a day meet. */
export function createOperatorCatalogue<Key extends string>(
  catalogues: Readonly<Record<OperatorLocale, Messages<Key>>>,
): (locale: OperatorLocale) => Translate<Key> {
  return translatorsOf(catalogues);
}

function translatorsOf<Locale extends InterfaceLocale, Key extends string>(
  catalogues: Readonly<Record<Locale, Messages<Key>>>,
): (locale: Locale) => Translate<Key> {
  const translators = new Map<Locale, Translate<Key>>();
  for (const locale of Object.keys(catalogues) as Locale[])
    translators.set(locale, createTranslate(locale, catalogues[locale]));
  return (locale) => translators.get(locale) as Translate<Key>;
}

function createTranslate<Key extends string>(
  locale: InterfaceLocale,
  messages: Messages<Key>,
): Translate<Key> {
  const parsed = new Map<Key, string | IntlMessageFormat>();
  const translate = (key: Key, values?: MessageValues): string => {
    let message = parsed.get(key);
    if (message === undefined) {
      const source = messages[key];
      if (source === undefined) throw new MessageError(`There is no message "${key}" in ${locale}.`);
      // Most messages are plain sentences: formatting those again at every page would be work for nothing.
      message = /[{}<>'#]/.test(source)
        ? new IntlMessageFormat(source, locale, undefined, { ignoreTag: true })
        : source;
      parsed.set(key, message);
    }
    if (typeof message === "string") return message;
    try {
      return String(message.format(values as Record<string, string | number | boolean | Date> | undefined));
    } catch (cause) {
      throw new MessageError(`Message "${key}" in ${locale} could not be said.`, { cause });
    }
  };
  return Object.assign(translate, { locale });
}
