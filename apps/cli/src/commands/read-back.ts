/** `bluehour read-back`: the exact text of a story in one language, to be read to its teller, and the hash their approval is bound to. */
import { formatProblem } from "@bluehour/bundle/problem";
import { plainText } from "@bluehour/domain/rich-text";
import { readingHash } from "@bluehour/domain/text";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { load } from "../publish-bundle.ts";
import { shown } from "../shown.ts";
import { subjectId } from "./withdraw.ts";

export async function readBack(
  context: Context,
  folder: string,
  options: { json?: boolean; story: string; locale: string },
): Promise<ExitCode> {
  const { t, say, note } = context;
  const loaded = await load(folder);
  const fail = (code: ExitCode, message: string): ExitCode => {
    if (options.json) say(JSON.stringify({ ok: false, message }, null, 2));
    else note(message);
    return code;
  };
  if (!loaded.ok) {
    return fail(
      exitCodes.mend,
      loaded.problems.map((problem) => formatProblem(problem, context.locale)).join("\n"),
    );
  }
  const id = subjectId(options.story);
  const stories = loaded.bundle.drafts.filter((draft) => draft.kind === "story");
  const story = stories.find((draft) => draft.id === id);
  if (story === undefined) {
    const ids = stories.map((draft) => draft.id).join(", ");
    return fail(exitCodes.unknown, t("readback.unknown", { id, folder, ids }));
  }
  const text = story.texts[options.locale];
  if (text === undefined) {
    const locales = Object.keys(story.texts).join(", ");
    return fail(exitCodes.unknown, t("readback.no-locale", { id, locale: options.locale, locales }));
  }
  const hash = readingHash(text);
  if (options.json) {
    const blocks = text.blocks.map((block) => ({ id: block.id, text: plainText(block.content) }));
    say(JSON.stringify({ story: id, locale: options.locale, hash, head: text.head, blocks }, null, 2));
    return exitCodes.ok;
  }
  for (const line of Object.values(text.head)) say(`${shown(line ?? "")}\n`);
  for (const block of text.blocks) say(`${shown(plainText(block.content))}\n`);
  say(t("readback.hash", { hash }));
  return exitCodes.ok;
}
