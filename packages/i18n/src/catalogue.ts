/**
 * Interface messages: ICU MessageFormat strings, one JSON file a room and language, formatted by `intl-messageformat`.
 *
 * Each message is parsed when it is first said and kept, since a page says the same hundred messages over and over.
 */
import { IntlMessageFormat } from "intl-messageformat";
import { interfaceLocales } from "@bluehour/domain/locales";
import type { InterfaceLocale } from "@bluehour/domain/locales";

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

/** Makes the function that gives a language's messages. */
export function createCatalogue<Key extends string>(
  catalogues: Readonly<Record<InterfaceLocale, Readonly<Record<Key, string>>>>,
): (locale: InterfaceLocale) => Translate<Key> {
  const translators = new Map<InterfaceLocale, Translate<Key>>();
  for (const locale of interfaceLocales) translators.set(locale, createTranslate(locale, catalogues[locale]));
  return (locale) => translators.get(locale) as Translate<Key>;
}

function createTranslate<Key extends string>(
  locale: InterfaceLocale,
  messages: Readonly<Record<Key, string>>,
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
