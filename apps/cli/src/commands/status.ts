/** `bluehour status`: what is public now, and what is waiting. */
import { kinds } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import { phaseAt, phaseTimes } from "@bluehour/domain/phase";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { waitingStops } from "../settle.ts";
import { hasStore, withStores } from "../stores.ts";

export async function status(context: Context, options: { json?: boolean }): Promise<ExitCode> {
  const { t, say, now } = context;
  if (!(await hasStore(context))) {
    say(
      options.json
        ? JSON.stringify({ editions: [], tombstones: 0, stopsWaiting: 0 }, null, 2)
        : t("status.empty"),
    );
    return exitCodes.ok;
  }
  return await withStores(context, async (writer) => {
    const editions = [];
    for (const { id, owner } of await writer.editions()) {
      const published = await writer.published(id);
      const counts: Partial<Record<Kind, number>> = {};
      for (const kind of kinds) {
        const count = published.filter((release) => release.kind === kind).length;
        if (count > 0) counts[kind] = count;
      }
      const edition = published.find((release) => release.kind === "edition");
      const phase = edition === undefined ? "archived" : phaseAt(phaseTimes(edition.data), now());
      editions.push({ id, owner, phase, released: published.length, counts });
    }
    const tombstones = (await writer.tombstones()).length;
    const stopsWaiting = (await waitingStops(context, writer)).length;
    if (options.json) {
      say(JSON.stringify({ editions, tombstones, stopsWaiting }, null, 2));
      return exitCodes.ok;
    }
    if (editions.length === 0) say(t("status.empty"));
    for (const edition of editions) {
      say(
        t("status.edition", {
          edition: edition.id,
          phase: t(`phase.${edition.phase}`),
          owner: t(`owner.${edition.owner}`),
          count: edition.released,
        }),
      );
      for (const kind of kinds) {
        const count = edition.counts[kind];
        if (count !== undefined) say(t("status.kind", { kind: t(`kind.${kind}`), count }));
      }
    }
    say(t("status.tombstones", { count: tombstones }));
    say(t("status.stops", { count: stopsWaiting }));
    return exitCodes.ok;
  });
}
