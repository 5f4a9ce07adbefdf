/** Messages of the story, in every interface language. */
import ar from "../messages/story/ar.json" with { type: "json" };
import de from "../messages/story/de.json" with { type: "json" };
import en from "../messages/story/en.json" with { type: "json" };
import fr from "../messages/story/fr.json" with { type: "json" };
import nl from "../messages/story/nl.json" with { type: "json" };
import ro from "../messages/story/ro.json" with { type: "json" };
import { createCatalogue } from "./catalogue.ts";
import type { Translate } from "./catalogue.ts";

/** A message's key in this room. */
export type StoryKey = keyof typeof en & string;

/** Says messages of this room in one language. */
export type StoryTranslate = Translate<StoryKey>;

/** The room's messages: `storyMessages("fr")("key", { n: 2 })`. */
export const storyMessages = createCatalogue<StoryKey>({ en, fr, nl, de, ar, ro });
