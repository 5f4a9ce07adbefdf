/** Messages of the lights room, in every interface language. */
import ar from "../messages/lights/ar.json" with { type: "json" };
import de from "../messages/lights/de.json" with { type: "json" };
import en from "../messages/lights/en.json" with { type: "json" };
import fr from "../messages/lights/fr.json" with { type: "json" };
import nl from "../messages/lights/nl.json" with { type: "json" };
import ro from "../messages/lights/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type LightsKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type LightsTranslate = Translate<LightsKey>;

/** The room's messages: `lightsMessages("fr")("key", { n: 2 })`. */
export const lightsMessages = createCatalogue<LightsKey>({ en, fr, nl, de, ar, ro });
