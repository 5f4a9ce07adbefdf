/** Messages of the preview room, in every interface language. */
import de from "../messages/preview/de.json" with { type: "json" };
import en from "../messages/preview/en.json" with { type: "json" };
import fr from "../messages/preview/fr.json" with { type: "json" };
import nl from "../messages/preview/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type PreviewKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type PreviewTranslate = Translate<PreviewKey>;

/** The room's messages: `previewMessages("fr")("key", { n: 2 })`. */
export const previewMessages = createOperatorCatalogue<PreviewKey>({ en, fr, nl, de });
