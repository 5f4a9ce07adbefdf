/** Messages of the bundle room, in every interface language. */
import de from "../messages/bundle/de.json" with { type: "json" };
import en from "../messages/bundle/en.json" with { type: "json" };
import fr from "../messages/bundle/fr.json" with { type: "json" };
import nl from "../messages/bundle/nl.json" with { type: "json" };
import { createOperatorCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type BundleKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type BundleTranslate = Translate<BundleKey>;

/** The room's messages: `bundleMessages("fr")("key", { n: 2 })`. */
export const bundleMessages = createOperatorCatalogue<BundleKey>({ en, fr, nl, de });
