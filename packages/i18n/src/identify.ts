/** Messages of the identify room: what the identification check says of what it finds, in every language of those who run a day. */
import de from "../messages/identify/de.json" with { type: "json" };
import en from "../messages/identify/en.json" with { type: "json" };
import fr from "../messages/identify/fr.json" with { type: "json" };
import nl from "../messages/identify/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type IdentifyKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type IdentifyTranslate = Translate<IdentifyKey>;

/** The room's messages: `identifyMessages("fr")("key", { n: 2 })`. */
export const identifyMessages = createOperatorCatalogue<IdentifyKey>({ en, fr, nl, de });
