/** Messages of the translation exchange, in every language of those who run a day. */
import de from "../messages/translate/de.json" with { type: "json" };
import en from "../messages/translate/en.json" with { type: "json" };
import fr from "../messages/translate/fr.json" with { type: "json" };
import nl from "../messages/translate/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type TranslateKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type TranslateTranslate = Translate<TranslateKey>;

/** The room's messages: `translateMessages("fr")("key", { n: 2 })`. */
export const translateMessages = createOperatorCatalogue<TranslateKey>({ en, fr, nl, de });
