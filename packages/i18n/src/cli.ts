/** Messages of the cli room, in every interface language. */
import de from "../messages/cli/de.json" with { type: "json" };
import en from "../messages/cli/en.json" with { type: "json" };
import fr from "../messages/cli/fr.json" with { type: "json" };
import nl from "../messages/cli/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type CliKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type CliTranslate = Translate<CliKey>;

/** The room's messages: `cliMessages("fr")("key", { n: 2 })`. */
export const cliMessages = createOperatorCatalogue<CliKey>({ en, fr, nl, de });
