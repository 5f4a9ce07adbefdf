/** `bluehour withdraw` and `bluehour dark`: two doors to the same end. Final, immediate, with a receipt. */
import { hashStopCode, isStoryId, normalizeCrockford, parseStopCode } from "@bluehour/domain/codes";
import { receiptSchema } from "@bluehour/domain/tombstone";
import type { Receipt } from "@bluehour/domain/tombstone";
import type { ReleaseWriter, WithdrawOutcome } from "@bluehour/releases/write";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { withStores } from "../stores.ts";

export async function withdraw(
  context: Context,
  subject: string | undefined,
  options: { json?: boolean; door: "withdraw" | "dark"; stopCode?: string },
): Promise<ExitCode> {
  const { t, note } = context;
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
    const json = options.json === true;
    // Only now, and only for who reads it: going through ten thousand releases must not keep the story public for seconds.
    const placements = json || outcome.already ? 0 : await placementsLeadingTo(writer, id);
    sayReceipt(context, outcome, { json, placements });
    return exitCodes.ok;
  };
  return await withStores(context, work, { repairFirst: false });
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

async function placementsLeadingTo(writer: ReleaseWriter, id: string): Promise<number> {
  let count = 0;
  for (const edition of await writer.editions()) {
    for (const release of await writer.published(edition.id)) {
      if (release.kind === "placement" && release.data.candidates.includes(id)) count += 1;
    }
  }
  return count;
}

function sayReceipt(
  context: Context,
  outcome: Extract<WithdrawOutcome, { ok: true }>,
  options: { json: boolean; placements: number },
): void {
  const { t, say, locale } = context;
  const receipt: Receipt = receiptSchema.parse({
    door: outcome.tombstone.door,
    darkAt: outcome.tombstone.at,
    ...(outcome.erasedAt === undefined ? {} : { erasedAt: outcome.erasedAt }),
    surfaces: outcome.surfaces,
  });
  if (options.json) {
    say(JSON.stringify(receipt, null, 2));
    return;
  }
  const time = (instant: string) =>
    new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
      dateStyle: "long",
      timeStyle: "long",
    }).format(new Date(instant));
  say(t("withdraw.done"));
  if (outcome.already) say(t("withdraw.already"));
  say("");
  say(t("receipt.title"));
  say(`  ${t("receipt.dark", { time: time(receipt.darkAt) })}`);
  say(
    `  ${receipt.erasedAt === undefined ? t("receipt.erasing") : t("receipt.erased", { time: time(receipt.erasedAt) })}`,
  );
  const list = new Intl.ListFormat(locale).format(receipt.surfaces.map((surface) => t(`surface.${surface}`)));
  say(`  ${receipt.surfaces.length === 0 ? t("receipt.none") : t("receipt.surfaces", { list })}`);
  say("");
  if (!outcome.already) say(t("withdraw.placements", { count: options.placements }));
  say(t("withdraw.folder", { date: receipt.darkAt.slice(0, 10) }));
}
