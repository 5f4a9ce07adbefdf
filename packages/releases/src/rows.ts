/** Between releases and rows. The only place that vouches for a {@link PublicRelease}. */
import type { PublicRelease, Release, ReleaseContent } from "@bluehour/domain/release";
import { releaseSchema } from "@bluehour/domain/release";
import { canonicalJson, contentHash } from "@bluehour/domain/text";
import { tombstoneSchema } from "@bluehour/domain/tombstone";
import type { Tombstone } from "@bluehour/domain/tombstone";
import { RefusedByStore, StoreUnavailable } from "./store-unavailable.ts";
import type { ListingRow, MediaRow, ReleaseRow, RestRow, ShowingRow, TombstoneRow } from "./tables.ts";

/** An instant as the store writes it: UTC, always 24 characters, so that text sorts as time. */
export function storedInstant(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** All that one release becomes. */
export type Rows = {
  release: ReleaseRow;
  listings: ListingRow[];
  rests: RestRow[];
  media: MediaRow[];
  showings: ShowingRow[];
};

/** A stored body as a release, without its stop hash; `undefined` where this version cannot read it. */
export function readStoredRelease(body: string): ReleaseContent | undefined {
  const parsed = releaseSchema.safeParse(JSON.parse(body));
  return parsed.success ? parsed.data : undefined;
}

/** Parses a release once more before it is written; what the schema does not know is refused. */
export function checkedRelease(release: Release): ReleaseContent {
  const parsed = releaseSchema.safeParse(release);
  if (parsed.success) return parsed.data;
  throw new RefusedByStore(
    `The release ${release.kind} ${release.id} does not fit the schema, so nothing was published. This is a fault in the gate: report it with the cause.`,
    { cause: parsed.error },
  );
}

/** The name of the picture that a release shows. */
export function imageShownBy({ data }: ReleaseContent): string | undefined {
  return "image" in data ? data.image : undefined;
}

/** The rows of a release at a place in its kind's order. */
export function rowsOf(release: ReleaseContent, position: number): Rows {
  const { stopHash, ...body } = release;
  const key = { edition: release.edition, kind: release.kind, id: release.id };
  const dates = {
    not_before: storedInstant(release.notBefore),
    not_after: storedInstant(release.notAfter),
  };
  const image = imageShownBy(release);
  const files = new Map(release.media.map((file) => [file.hash, file]));
  return {
    release: {
      ...key,
      position,
      ...dates,
      stop_hash: stopHash ?? null,
      digest: contentHash(release),
      body: canonicalJson(body),
    },
    listings: Object.keys(release.locales).map((locale) => ({
      ...key,
      locale,
      position,
      uses: `,${release.uses.join(",")},`,
      rests: release.restsOn.length > 0 ? 1 : 0,
      ...dates,
    })),
    rests: [...new Set(release.restsOn)].map((ref) => ({ ref, ...key })),
    media: [...files.values()].map(({ hash, type, bytes }) => ({ hash, ...key, type, bytes })),
    showings: image === undefined ? [] : [{ ...key, image }],
  };
}

function freeze(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

// The bodies that a site renders again and again. An 800-word story in three languages holds about 60 kB here, text and value (measured).
const parsedKept = 100;

/**
 * Parses bodies as public releases: against the schema, at every depth, without the stop hash. The same text gives the same frozen value
 * while it is remembered, so that a page drawn twice is parsed once.
 */
export function createBodyParser(): (body: string) => PublicRelease {
  const parsed = new Map<string, PublicRelease>();
  return (body) => {
    const known = parsed.get(body);
    if (known !== undefined) return known;
    const result = releaseSchema.safeParse(JSON.parse(body));
    if (!result.success) {
      throw new StoreUnavailable(
        "The release store holds a row that this version cannot read. Update Bluehour, or publish the edition again.",
        { cause: result.error },
      );
    }
    const { stopHash: _never, ...content } = result.data;
    const release = content as PublicRelease;
    freeze(release);
    if (parsed.size >= parsedKept) parsed.delete(parsed.keys().next().value ?? "");
    parsed.set(body, release);
    return release;
  };
}

/** A tombstone as the domain knows it. */
export function tombstoneOf(row: TombstoneRow): Tombstone {
  return tombstoneSchema.parse({
    kind: row.kind,
    id: row.id,
    edition: row.edition,
    consents: JSON.parse(row.consents),
    at: row.at,
    door: row.door,
    ...(row.stop_hash === null ? {} : { stopHash: row.stop_hash }),
  });
}
