/** Messages of the print room, in every interface language. */
import ar from "../messages/print/ar.json" with { type: "json" };
import de from "../messages/print/de.json" with { type: "json" };
import en from "../messages/print/en.json" with { type: "json" };
import fr from "../messages/print/fr.json" with { type: "json" };
import nl from "../messages/print/nl.json" with { type: "json" };
import ro from "../messages/print/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type PrintKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type PrintTranslate = Translate<PrintKey>;

/** The room's messages: `printMessages("fr")("key", { n: 2 })`. */
export const printMessages = createCatalogue<PrintKey>({ en, fr, nl, de, ar, ro });
