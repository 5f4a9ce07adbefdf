/** Valid releases for tests, made without the gate. Only tests may: nobody has vouched for these. */
import { createHash } from "node:crypto";
import type { Head, Kind } from "@bluehour/domain/kinds";
import { releaseSchema } from "@bluehour/domain/release";
import type { Release, ReleaseContent } from "@bluehour/domain/release";
import type { Use } from "@bluehour/domain/uses";

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function symbolsOf(number: number, length: number): string {
  let rest = number;
  let symbols = "";
  for (let place = 0; place < length; place += 1) {
    symbols = (crockford[rest % 32] ?? "0") + symbols;
    rest = Math.floor(rest / 32);
  }
  return symbols;
}

/** The story id that stands for a number. */
export function storyId(number: number): string {
  return symbolsOf(number, 10);
}

/** The consent reference that stands for a number. */
export function consentRef(number: number): string {
  return symbolsOf(number, 16);
}

/** The stop hash that stands for a word. */
export function stopHashOf(word: string): string {
  return createHash("sha256").update(word).digest("hex");
}

/** What a test may say of a release; the rest is filled in. */
export type Wish<K extends Kind> = Partial<
  Pick<
    ReleaseContent<K>,
    "id" | "edition" | "restsOn" | "notBefore" | "notAfter" | "generation" | "media" | "stopHash"
  >
> & {
  uses?: Use[];
  locales?: string[];
  title?: string;
  /** Its one paragraph, in every locale. */
  text?: string;
  data?: Record<string, unknown>;
};

const page: Use[] = ["web", "placement"];

function make<K extends Kind>(
  kind: K,
  defaults: Wish<K> & { id: string },
  head: object,
  wish: Wish<K>,
): Release<K> {
  const { locales = ["en", "fr"], title = `Title of ${wish.id ?? defaults.id}`, text, data, ...rest } = wish;
  const { data: usualData, ...usual } = defaults;
  const release = {
    schema: 1,
    kind,
    edition: "2020",
    uses: page,
    restsOn: [],
    notBefore: null,
    notAfter: null,
    generation: 1,
    media: [],
    ...usual,
    ...rest,
    data: { ...usualData, ...data },
    locales: Object.fromEntries(
      locales.map((locale) => [
        locale,
        {
          state: "human",
          lang: locale,
          head: { title, ...head } as unknown as Head<K>,
          blocks:
            text === undefined
              ? []
              : [{ id: "text", state: "human", lang: locale, content: [{ p: [text] }] }],
        },
      ]),
    ),
  };
  return releaseSchema.parse(release) as Release<K>;
}

/** A survivor's story, number `n`: consent `n`, stop hash of `stop-n`, allowed on the web and on placements until the end of 2021. */
export function storyRelease(number: number, wish: Wish<"story"> = {}): Release<"story"> {
  const id = storyId(number);
  return make(
    "story",
    {
      id,
      data: { teller: "survivor", basis: "fiction" },
      restsOn: [consentRef(number)],
      notAfter: "2021-12-31T23:00:00Z",
      stopHash: stopHashOf(`stop-${number}`),
    },
    { contentNote: "Tells of exploitation." },
    { text: `The story of ${id}.`, ...wish },
  );
}

/** A picture with the bytes that its media hash stands for. */
export function imageRelease(
  id: string,
  wish: Wish<"image"> = {},
): { release: Release<"image">; bytes: Uint8Array; hash: string } {
  const bytes = new TextEncoder().encode(`picture ${id}`);
  const hash = createHash("sha256").update(bytes).digest("hex");
  const release = make(
    "image",
    {
      id,
      data: { file: `${id}.webp`, credit: "Nobody", licence: "CC0-1.0", made: "drawing", persons: "none" },
      media: [{ hash, type: "image/webp", width: 4, height: 3, bytes: bytes.length }],
    },
    { alt: "A drawing." },
    wish,
  );
  return { release, bytes, hash };
}

/** An edition; `first` is its day. */
export function editionRelease(id = "2020", first = `${id}-07-30`): Release<"edition"> {
  return make(
    "edition",
    {
      id,
      edition: id,
      data: {
        days: { first, last: first },
        zone: "Europe/Brussels",
        country: "BE",
        languages: ["en", "fr"],
        localLanguages: ["fr"],
        colour: "#1d4f91",
        action: "light",
        exitTo: "https://www.example.org/",
        contact: { organisation: "organiser" },
        sample: true,
      },
    },
    { theme: "A day" },
    {},
  );
}

/** An event, which rests on nobody's consent. */
export function eventRelease(id: string, wish: Wish<"event"> = {}): Release<"event"> {
  return make(
    "event",
    { id, data: { start: "2020-07-30T12:00:00+02:00", zone: "Europe/Brussels", country: "BE" } },
    { place: "A square" },
    wish,
  );
}

/** A help number, which rests on nobody's consent. */
export function helplineRelease(id: string, wish: Wish<"helpline"> = {}): Release<"helpline"> {
  return make(
    "helpline",
    {
      id,
      data: {
        country: "BE",
        number: "112",
        display: "112",
        source: { title: "A source" },
        verified: { state: "source-only" },
      },
    },
    {},
    wish,
  );
}
