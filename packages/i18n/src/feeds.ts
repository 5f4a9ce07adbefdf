/** Messages of the feeds room, in every interface language. */
import ar from "../messages/feeds/ar.json" with { type: "json" };
import de from "../messages/feeds/de.json" with { type: "json" };
import en from "../messages/feeds/en.json" with { type: "json" };
import fr from "../messages/feeds/fr.json" with { type: "json" };
import nl from "../messages/feeds/nl.json" with { type: "json" };
import ro from "../messages/feeds/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type FeedsKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type FeedsTranslate = Translate<FeedsKey>;

/** The room's messages: `feedsMessages("fr")("key", { n: 2 })`. */
export const feedsMessages = createCatalogue<FeedsKey>({ en, fr, nl, de, ar, ro });
