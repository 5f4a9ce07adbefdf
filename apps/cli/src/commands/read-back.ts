/** `bluehour read-back`: the exact text of a story in one language, to be read to its teller, and the hash their approval is bound to. */
import { formatProblem } from "@bluehour/bundle/problem";
import { plainText } from "@bluehour/domain/rich-text";
import { readingHash } from "@bluehour/domain/text";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { load } from "../publish-bundle.ts";
import { subjectId } from "./withdraw.ts";

export async function readBack(
  context: Context,
  folder: string,
  options: { json?: boolean; story: string; locale: string },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const loaded = await load(folder);
  if (!loaded.ok) {
    for (const problem of loaded.problems) note(formatProblem(problem, context.locale));
    return exitCodes.mend;
  }
  const id = subjectId(options.story);
  const stories = loaded.bundle.drafts.filter((draft) => draft.kind === "story");
  const story = stories.find((draft) => draft.id === id);
  if (story === undefined) {
    note(t("readback.unknown", { id, folder, ids: stories.map((draft) => draft.id).join(", ") }));
    return exitCodes.unknown;
  }
  const text = story.texts[options.locale];
  if (text === undefined) {
    note(
      t("readback.no-locale", { id, locale: options.locale, locales: Object.keys(story.texts).join(", ") }),
    );
    return exitCodes.unknown;
  }
  const hash = readingHash(text);
  if (options.json) {
    const blocks = text.blocks.map((block) => ({ id: block.id, text: plainText(block.content) }));
    say(JSON.stringify({ story: id, locale: options.locale, hash, head: text.head, blocks }, null, 2));
    return exitCodes.ok;
  }
  for (const line of Object.values(text.head)) say(`${line}\n`);
  for (const block of text.blocks) say(`${plainText(block.content)}\n`);
  say(t("readback.hash", { hash }));
  return exitCodes.ok;
}
