/** Messages of the gate room, in every interface language. */
import de from "../messages/gate/de.json" with { type: "json" };
import en from "../messages/gate/en.json" with { type: "json" };
import fr from "../messages/gate/fr.json" with { type: "json" };
import nl from "../messages/gate/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type GateKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type GateTranslate = Translate<GateKey>;

/** The room's messages: `gateMessages("fr")("key", { n: 2 })`. */
export const gateMessages = createOperatorCatalogue<GateKey>({ en, fr, nl, de });
