/** Messages of the search, in every interface language. */
import ar from "../messages/search/ar.json" with { type: "json" };
import de from "../messages/search/de.json" with { type: "json" };
import en from "../messages/search/en.json" with { type: "json" };
import fr from "../messages/search/fr.json" with { type: "json" };
import nl from "../messages/search/nl.json" with { type: "json" };
import ro from "../messages/search/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type SearchKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type SearchTranslate = Translate<SearchKey>;

/** The room's messages: `searchMessages("fr")("key", { n: 2 })`. */
export const searchMessages = createCatalogue<SearchKey>({ en, fr, nl, de, ar, ro });
