/** `bluehour withdraw` and `bluehour dark`: two doors to the same end. Final, immediate, with a receipt. */
import { hashStopCode, isStoryId, normalizeCrockford, parseStopCode } from "@bluehour/domain/codes";
import type { PublicRelease } from "@bluehour/domain/release";
import { receiptSchema } from "@bluehour/domain/tombstone";
import type { Receipt } from "@bluehour/domain/tombstone";
import type { ReleaseWriter, WithdrawOutcome } from "@bluehour/releases/write";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { withStores } from "../stores.ts";
import type { FolderCollection } from "./print.ts";

export async function withdraw(
  context: Context,
  subject: string | undefined,
  options: { json?: boolean; door: "withdraw" | "dark"; stopCode?: string; printed?: readonly string[] },
): Promise<ExitCode> {
  const { t, note, say } = context;
  const json = options.json === true;
  let done: { story: string; receipt: Receipt } | undefined;
  const fail = (code: ExitCode, reason: string, message: string): ExitCode => {
    if (options.json) context.say(JSON.stringify({ ok: false, reason, message }, null, 2));
    else note(message);
    return code;
  };
  if (subject === undefined && options.stopCode === undefined) {
    note(t("withdraw.subject-missing"));
    return exitCodes.usage;
  }
  const work = async (writer: ReleaseWriter): Promise<ExitCode> => {
    let id: string | undefined;
    if (options.stopCode !== undefined) {
      const code = parseStopCode(options.stopCode);
      if (code === undefined) {
        return fail(exitCodes.usage, "stop-code", t("withdraw.code-invalid"));
      }
      id = await writer.subjectOfStopHash(hashStopCode(code));
      if (id === undefined) {
        return fail(exitCodes.unknown, "unknown", t("withdraw.code-unknown"));
      }
    } else {
      id = subjectId(subject ?? "");
    }
    const outcome = await writer.withdraw({ id, door: options.door });
    if (!outcome.ok) {
      return fail(exitCodes.unknown, outcome.reason, t("withdraw.unknown", { subject: subject ?? "" }));
    }
    done = { story: id, receipt: receiptOf(outcome) };
    if (json) return exitCodes.ok;
    // Only now, and only for who reads it: going through ten thousand releases must not keep the story public for seconds.
    const placements = outcome.already ? [] : await placementsLeadingTo(writer, id);
    sayReceipt(context, done.receipt, { already: outcome.already, placements: placements.length });
    if (options.printed === undefined)
      for (const installation of new Set(placements.map(({ data }) => data.installation)))
        say(t("withdraw.paper", { installation, id }));
    return exitCodes.ok;
  };
  const code = await withStores(context, work, { repairFirst: false });
  if (done === undefined) return code;
  if (options.printed === undefined) {
    if (json) say(JSON.stringify(done.receipt, null, 2));
    return code;
  }
  // Paper comes last: the story is dark already. And its room is loaded only now.
  const paper: FolderCollection[] = [];
  const { collectionOf, sayCollection } = await import("./print.ts");
  for (const folder of options.printed) {
    const found = await collectionOf(context, { folder, story: done.story });
    if (typeof found !== "string") paper.push(found);
    else if (found !== "") note(found);
  }
  if (json) {
    const list = paper.map(({ folder, installation, collection: { remove, replacement, stay } }) => ({
      folder,
      installation,
      remove,
      replacement,
      stay,
    }));
    say(JSON.stringify({ ...done.receipt, paper: list }, null, 2));
  } else for (const found of paper) sayCollection(context, found);
  return code;
}

/** An id as people paste it: the id itself, in any case, or an address that ends with it. Anything else is an image's name. */
export function subjectId(typed: string): string {
  const last =
    typed
      .trim()
      .replace(/[?#].*$/, "")
      .split("/")
      .findLast((part) => part !== "") ?? "";
  const normalized = normalizeCrockford(last);
  return isStoryId(normalized) ? normalized : last.toLowerCase();
}

async function placementsLeadingTo(writer: ReleaseWriter, id: string): Promise<PublicRelease<"placement">[]> {
  const found: PublicRelease<"placement">[] = [];
  for (const edition of await writer.editions()) {
    for (const release of await writer.published(edition.id)) {
      if (release.kind === "placement" && release.data.candidates.includes(id)) found.push(release);
    }
  }
  return found;
}

function receiptOf(outcome: Extract<WithdrawOutcome, { ok: true }>): Receipt {
  return receiptSchema.parse({
    door: outcome.tombstone.door,
    darkAt: outcome.tombstone.at,
    ...(outcome.erasedAt === undefined ? {} : { erasedAt: outcome.erasedAt }),
    surfaces: outcome.surfaces,
  });
}

function sayReceipt(
  { t, say, locale }: Context,
  receipt: Receipt,
  { already, placements }: { already: boolean; placements: number },
): void {
  const time = (instant: string) =>
    new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
      dateStyle: "long",
      timeStyle: "long",
    }).format(new Date(instant));
  say(t("withdraw.done"));
  if (already) say(t("withdraw.already"));
  say("");
  say(t("receipt.title"));
  say(`  ${t("receipt.dark", { time: time(receipt.darkAt) })}`);
  say(
    `  ${receipt.erasedAt === undefined ? t("receipt.erasing") : t("receipt.erased", { time: time(receipt.erasedAt) })}`,
  );
  const list = new Intl.ListFormat(locale).format(receipt.surfaces.map((surface) => t(`surface.${surface}`)));
  say(`  ${receipt.surfaces.length === 0 ? t("receipt.none") : t("receipt.surfaces", { list })}`);
  say("");
  if (!already) say(t("withdraw.placements", { count: placements }));
  say(t("withdraw.folder", { date: receipt.darkAt.slice(0, 10) }));
}
