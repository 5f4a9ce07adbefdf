/** Messages of the programme: what is on, when, where, in every interface language. */
import ar from "../messages/programme/ar.json" with { type: "json" };
import de from "../messages/programme/de.json" with { type: "json" };
import en from "../messages/programme/en.json" with { type: "json" };
import fr from "../messages/programme/fr.json" with { type: "json" };
import nl from "../messages/programme/nl.json" with { type: "json" };
import ro from "../messages/programme/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type ProgrammeKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type ProgrammeTranslate = Translate<ProgrammeKey>;

/** The room's messages: `programmeMessages("fr")("key", { n: 2 })`. */
export const programmeMessages = createCatalogue<ProgrammeKey>({ en, fr, nl, de, ar, ro });
