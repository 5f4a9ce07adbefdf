/** Messages of the config room, in every interface language. */
import de from "../messages/config/de.json" with { type: "json" };
import en from "../messages/config/en.json" with { type: "json" };
import fr from "../messages/config/fr.json" with { type: "json" };
import nl from "../messages/config/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type ConfigKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type ConfigTranslate = Translate<ConfigKey>;

/** The room's messages: `configMessages("fr")("key", { n: 2 })`. */
export const configMessages = createOperatorCatalogue<ConfigKey>({ en, fr, nl, de });
