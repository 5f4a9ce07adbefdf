/** Messages of the help room: numbers to call, and whether a sticker is ours; in every interface language. */
import ar from "../messages/help/ar.json" with { type: "json" };
import de from "../messages/help/de.json" with { type: "json" };
import en from "../messages/help/en.json" with { type: "json" };
import fr from "../messages/help/fr.json" with { type: "json" };
import nl from "../messages/help/nl.json" with { type: "json" };
import ro from "../messages/help/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type HelpKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type HelpTranslate = Translate<HelpKey>;

/** The room's messages: `helpMessages("fr")("open.today", { time: "17:00" })`. */
export const helpMessages = createCatalogue<HelpKey>({ en, fr, nl, de, ar, ro });
