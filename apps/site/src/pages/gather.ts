/** Small readings that several pages share. */
import type { PublicRelease } from "@bluehour/domain/release";
import type { Ask } from "./page.ts";

export async function imageOf(
  { frame, reads }: Ask,
  id: string | undefined,
): Promise<PublicRelease<"image"> | undefined> {
  if (id === undefined) return undefined;
  return reads.find({ kind: "image", edition: frame.edition.id, id, surface: "page" });
}

export async function organisationsOf(
  { frame, reads }: Ask,
  ids: readonly string[],
): Promise<PublicRelease<"organisation">[]> {
  const found = await Promise.all(
    ids.map((id) => reads.find({ kind: "organisation", edition: frame.edition.id, id, surface: "page" })),
  );
  return found.filter((organisation) => organisation !== undefined);
}
