/** `bluehour placements`: codes and printed addresses, for whoever prints or checks them. */
import { printedPlacementAddress } from "@bluehour/domain/addresses";
import { exitCodes } from "../context.ts";
import type { Context, ExitCode } from "../context.ts";
import { hasStore, withStores } from "../stores.ts";

type Row = { code: string; address: string; edition: string; installation: string; number: number };

export async function placements(
  context: Context,
  options: { json?: boolean; edition?: string; installation?: string },
): Promise<ExitCode> {
  const { t, say, note, config } = context;
  const rows: Row[] = [];
  if (await hasStore(context)) {
    await withStores(context, async (writer) => {
      for (const edition of await writer.editions()) {
        if (options.edition !== undefined && options.edition !== edition.id) continue;
        for (const release of await writer.published(edition.id)) {
          if (release.kind !== "placement") continue;
          const { code, installation, number } = release.data;
          if (options.installation !== undefined && options.installation !== installation) continue;
          const address = printedPlacementAddress(config.origin, code);
          rows.push({ code, address, edition: edition.id, installation, number });
        }
      }
    });
  }
  rows.sort(
    (a, b) =>
      a.edition.localeCompare(b.edition) ||
      a.installation.localeCompare(b.installation) ||
      a.number - b.number,
  );
  if (options.json) {
    say(JSON.stringify(rows, null, 2));
    return exitCodes.ok;
  }
  if (rows.length === 0) {
    const narrowed = options.edition !== undefined || options.installation !== undefined;
    note(t(narrowed ? "placements.unknown" : "placements.empty"));
    return narrowed ? exitCodes.unknown : exitCodes.ok;
  }
  for (const row of rows)
    say(`${row.code}  ${row.address}  ${row.edition}  ${row.installation}  ${row.number}`);
  return exitCodes.ok;
}
