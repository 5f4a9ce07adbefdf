/**
 * Interface messages: ICU MessageFormat strings, one JSON file a room and language, formatted by `intl-messageformat`.
 *
 * Each message is parsed when it is first said and kept, since a page says the same hundred messages over and over.
 */
import { IntlMessageFormat } from "intl-messageformat";
import { directionOf } from "@bluehour/domain/locales";
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

const leftToRightLetter = /\p{Script=Latin}/u;
const [isolate, pop] = ["\u2068", "\u2069"];
/** The parser's type of an element by which a message chooses between words. */
const selectType = 5;

type Format = (values: MessageValues | undefined) => string;

/** Names of the values by which a message chooses between words, at any depth. */
function choosers(message: IntlMessageFormat): ReadonlySet<string> {
  const names = new Set<string>();
  JSON.stringify(message.getAst(), (_key, element: { type?: number; value?: string } | null) => {
    if (element?.type === selectType && element.value !== undefined) names.add(element.value);
    return element;
  });
  return names;
}

/**
 * A message whose values of the other direction, names and addresses, stand each in an isolate of its own (Unicode's bidirectional algorithm, FSI
 * and PDI): without it the full stop behind a Latin name would jump before it.
 */
function isolating(message: IntlMessageFormat, format: Format): Format {
  const chosen = choosers(message);
  return (values = {}) =>
    format(
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === "string" && leftToRightLetter.test(value) && !chosen.has(name)
            ? `${isolate}${value}${pop}`
            : value,
        ]),
      ),
    );
}

function formatOf(source: string, locale: InterfaceLocale): Format {
  const message = new IntlMessageFormat(source, locale, undefined, { ignoreTag: true });
  const format: Format = (values) => String(message.format(values));
  return directionOf(locale) === "rtl" ? isolating(message, format) : format;
}

function createTranslate<Key extends string>(
  locale: InterfaceLocale,
  messages: Messages<Key>,
): Translate<Key> {
  const parsed = new Map<Key, string | Format>();
  const translate = (key: Key, values?: MessageValues): string => {
    let message = parsed.get(key);
    if (message === undefined) {
      const source = messages[key];
      if (source === undefined) throw new MessageError(`There is no message "${key}" in ${locale}.`);
      // Most messages are plain sentences: formatting those again at every page would be work for nothing.
      message = /[{}<>'#]/.test(source) ? formatOf(source, locale) : source;
      parsed.set(key, message);
    }
    if (typeof message === "string") return message;
    try {
      return message(values);
    } catch (cause) {
      throw new MessageError(`Message "${key}" in ${locale} could not be said.`, { cause });
    }
  };
  return Object.assign(translate, { locale });
}
