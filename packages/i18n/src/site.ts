/** Messages of the site room, in every interface language. */
import ar from "../messages/site/ar.json" with { type: "json" };
import de from "../messages/site/de.json" with { type: "json" };
import en from "../messages/site/en.json" with { type: "json" };
import fr from "../messages/site/fr.json" with { type: "json" };
import nl from "../messages/site/nl.json" with { type: "json" };
import ro from "../messages/site/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type SiteKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type SiteTranslate = Translate<SiteKey>;

/** The room's messages: `siteMessages("fr")("key", { n: 2 })`. */
export const siteMessages = createCatalogue<SiteKey>({ en, fr, nl, de, ar, ro });
