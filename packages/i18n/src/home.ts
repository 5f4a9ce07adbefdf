/** Messages of the home room, in every interface language. */
import ar from "../messages/home/ar.json" with { type: "json" };
import de from "../messages/home/de.json" with { type: "json" };
import en from "../messages/home/en.json" with { type: "json" };
import fr from "../messages/home/fr.json" with { type: "json" };
import nl from "../messages/home/nl.json" with { type: "json" };
import ro from "../messages/home/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type HomeKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type HomeTranslate = Translate<HomeKey>;

/** The room's messages: `homeMessages("fr")("key", { n: 2 })`. */
export const homeMessages = createCatalogue<HomeKey>({ en, fr, nl, de, ar, ro });
