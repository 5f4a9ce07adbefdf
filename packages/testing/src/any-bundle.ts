/** Bundles of every sort: each kind, each short text, rich text, states, several languages. */
import fc from "fast-check";
import sharp from "sharp";
import { createPlacementCode, createStoryId } from "@bluehour/domain/codes";
import type { Draft } from "@bluehour/domain/draft";
import { dataSchemas, headSchemas, kinds } from "@bluehour/domain/kinds";
import type { Data, Kind } from "@bluehour/domain/kinds";
import type { DraftText } from "@bluehour/domain/text";
import { resolveEventHours } from "@bluehour/bundle/event-hours";
import { cleanImage } from "@bluehour/bundle/images";
import type { CleanImage } from "@bluehour/bundle/images";
import { anyRichBlocks } from "./any-rich-text.ts";
import type { PublicHalf } from "@bluehour/bundle/write";

async function cleanPicture(red: number, alpha: number): Promise<CleanImage> {
  const picture = sharp({
    create: { width: 12, height: 9, channels: 4, background: { r: red, g: 60, b: 90, alpha } },
  });
  const result = await cleanImage(await picture.png().toBuffer());
  if (!result.ok) throw new Error(result.code);
  return result.image;
}

const pictures = await Promise.all([cleanPicture(10, 1), cleanPicture(200, 0.5), cleanPicture(90, 1)]);

const hardTexts = [
  "yes", "No", "NO", "on", "null", "~", "2020", "1e3", "12E4567890", "0x1F", "0o17", "1_000", ".5", "+32", "21:00", "2020-07-30", "#EndHumanTrafficking", "a # b", "a: b", "a:", ": a", "- a", "-", "--- a", "? a", "@a", "`a`",
  "'a'", '"a"', "{a}", "[a]", "a, b", "a]b", "*a", "&a", "!a", "|", ">", "%a", "a\nb", "a\r\nb", "a\tb", "a\\b", "é", "مرحبا", "ا\u200Fب", "a\u00A0b", "a\u2028b", "\uFEFFa", "😀", "<<", "=", "...", "true story", "C:/x", "a\u0085b", "a\u0007b",
]; // prettier-ignore

/** Text of one field, as hard as YAML can make it. */
const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.constantFrom(...hardTexts),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.lorem({ maxCount: 30 }),
  )
  .map((text) => text.trim())
  .filter((text) => text !== "" && !/\p{Cs}/u.test(text));

const anyDate = fc
  .date({ min: new Date("2019-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anySource = fc.record(
  { title: anyText, url: fc.constant("https://example.org/a?b=c#d"), readOn: anyDate },
  { requiredKeys: ["title"] },
);
const flag = fc.boolean();
const coordinates = fc.record({
  latitude: fc.double({ min: 50.2, max: 51.2, noNaN: true }),
  longitude: fc.double({ min: 3.2, max: 5.2, noNaN: true }),
});
const zone = fc.constant("Europe/Brussels");
const country = fc.constantFrom("BE", "NO", "FR");
const hour = fc.constantFrom("2026-07-30T09:00:00+02:00", "2026-07-30T07:30:00Z");
const url = fc.constant("https://example.org/");
const organisations = fc.subarray(["our-group", "no"]);
const image = fc.constantFrom("square", "on");

type Input = { [K in Kind]: fc.Arbitrary<object> };

function anyData(days: Data<"edition">["days"], languages: string[]): Input {
  const { first } = days;
  const rule = fc.record({
    day: fc.constant(first),
    sun: fc.constantFrom("sunset", "civil-dusk"),
    offsetMinutes: fc.integer({ min: -60, max: 60 }),
  });
  return {
    edition: fc.record(
      {
        days: fc.constant(days),
        zone,
        country,
        languages: fc.constant(languages),
        localLanguages: fc.constant(["fr", "nl"]),
        colour: fc.constantFrom("#1d4ed8", "#123456", "#00000E"),
        hashtag: fc.constantFrom("#BlueHour", "#2020"),
        action: fc.constantFrom("light", "dark", "other"),
        exitTo: url,
        contact: fc.constant({ organisation: "our-group", phone: "+3225116464", email: "a@example.org" }),
        sample: flag,
        image,
      },
      {
        requiredKeys: [
          "days",
          "zone",
          "country",
          "languages",
          "localLanguages",
          "colour",
          "action",
          "exitTo",
          "contact",
        ],
      },
    ),
    organisation: fc.record(
      {
        roles: fc.subarray(["organiser", "partner", "city"]),
        country,
        city: anyText,
        url,
        since: anyText,
        source: anySource,
      },
      { requiredKeys: ["country"] },
    ),
    helpline: fc.record(
      {
        country,
        number: fc.constantFrom("112", "+3225116464", "0800".slice(1)),
        display: fc.constantFrom("112", "02 511 64 64", "1e3"),
        emergency: flag,
        children: flag,
        free: flag,
        hours: fc.constantFrom("24/7", "Mo-Fr 09:00-17:00"),
        spoken: fc.subarray(["en", "no", "ar"]),
        url,
        source: anySource,
        verified: fc.oneof(
          fc.record({ state: fc.constant("checked"), by: anyText, on: anyDate }),
          fc.constant({ state: "source-only" }),
        ),
      },
      { requiredKeys: ["country", "number", "display", "source", "verified"] },
    ),
    reference: fc.record(
      { symbol: anyText, adopted: anyDate, inForce: anyDate, url, source: anySource },
      { requiredKeys: ["symbol", "source"] },
    ),
    fact: fc.record({ figure: anyText, year: fc.constant("2019"), source: anySource, validUntil: anyDate }),
    image: fc.record({
      file: fc.constant(""),
      credit: anyText,
      licence: anyText,
      made: fc.constantFrom("photograph", "drawing", "ai-generated"),
      persons: fc.constantFrom("none", "not-recognisable", "recognisable"),
      minors: flag,
    }),
    event: fc.record(
      {
        start: fc.oneof(hour, rule, fc.constant({ day: first, clock: "21:00" })),
        zone,
        country,
        city: fc.constant("brussels"),
        coordinates,
        organisations,
        status: fc.constantFrom("planned", "cancelled"),
        image,
        source: anySource,
      },
      { requiredKeys: ["start", "zone", "country", "coordinates"] },
    ),
    statement: fc.record(
      {
        speaker: anyText,
        organisation: fc.constantFrom("our-group", "no"),
        saidOn: anyDate,
        source: anySource,
      },
      { requiredKeys: ["speaker", "saidOn", "source"] },
    ),
    landmark: fc.record(
      {
        country,
        city: fc.constantFrom("brussels", "no"),
        coordinates,
        zone,
        state: fc.constantFrom("invited", "pledged", "lit", "confirmed"),
        status: fc.constantFrom("planned", "cancelled"),
        lighting: fc.record({
          colour: fc.constant("#1d4ed8"),
          action: fc.constantFrom("light", "dark", "other"),
          intervals: fc.constantFrom(
            [{ from: { sun: "sunset", offsetMinutes: -5 }, to: { clock: "24:00" } }],
            [{ from: { clock: "21:00" } }],
            [
              { from: { clock: "00:01" }, to: { sun: "sunrise" } },
              { from: { sun: "nautical-dusk" }, to: { clock: "23:59" }, days },
            ],
          ),
        }),
        organisations,
        image,
        source: anySource,
      },
      { requiredKeys: ["country", "city", "coordinates", "zone", "state", "lighting"] },
    ),
    appeal: fc.record(
      {
        organisation: fc.constant("our-group"),
        url,
        account: fc.constant({ holder: "Our group", iban: "BE68539007547034", remittance: "Blue: hour" }),
      },
      { requiredKeys: [] },
    ),
    installation: fc.record(
      {
        country,
        region: anyText,
        coordinates,
        opens: hour,
        closes: fc.constant("2026-07-30T21:00:00+02:00"),
        zone,
        organisations,
        image,
        ground: fc.record(
          {
            width: fc.constant(30),
            depth: fc.constant(20.5),
            bearing: fc.integer({ min: 0, max: 359 }),
            marks: fc.subarray([
              { what: "tree", x: 3, y: 4.25 },
              { what: "stop", x: 0, y: 20 },
            ]),
          },
          { requiredKeys: ["width", "depth"] },
        ),
      },
      { requiredKeys: ["country", "region", "opens", "closes", "zone", "ground"] },
    ),
    story: fc.record(
      {
        teller: fc.constantFrom("responder", "survivor"),
        basis: fc.constantFrom("testimony", "composite", "fiction"),
        naming: fc.constantFrom("anonymous", "role", "pseudonym", "name"),
        sector: fc.constantFrom("police", "ngo"),
        minor: flag,
        silhouette: fc.record(
          { figure: fc.constantFrom("adult", "child"), seed: fc.nat(9999) },
          { requiredKeys: [] },
        ),
        image,
      },
      { requiredKeys: ["teller", "basis"] },
    ),
    placement: fc.record(
      {
        code: fc.constant(""),
        installation: fc.constantFrom("shadows", "no"),
        number: fc.constant(0),
        position: fc.record({
          x: fc.double({ min: 0, max: 30, noNaN: true }),
          y: fc.integer({ min: 0, max: 20 }),
          facing: fc.integer({ min: 0, max: 359 }),
        }),
      },
      { requiredKeys: ["code", "installation", "number"] },
    ),
  };
}

const anyState = fc.constantFrom("human", "machine", "stale");

function anyHead(kind: Kind): fc.Arbitrary<object> {
  const shape = headSchemas[kind].shape as Record<
    string,
    { safeParse: (value: unknown) => { success: boolean } }
  >;
  const needed = Object.keys(shape).filter((key) => shape[key]?.safeParse(undefined).success === false);
  return fc.record(Object.fromEntries(Object.keys(shape).map((key) => [key, anyText])), {
    requiredKeys: needed,
  });
}

function anyTexts(
  kind: Kind,
  languages: readonly string[],
  language: string,
): fc.Arbitrary<Record<string, DraftText>> {
  const ids = fc.uniqueArray(fc.constantFrom("text", "a", "arrival", "nights-2"), { maxLength: 3 });
  return ids.chain((order) => {
    const text = (isOriginal: boolean): fc.Arbitrary<DraftText> =>
      fc
        .tuple(anyHead(kind), anyState, isOriginal ? fc.constant(order) : fc.subarray(order))
        .chain(([head, state, own]) =>
          fc
            .tuple(
              ...own.map((id) => fc.record({ id: fc.constant(id), state: anyState, content: anyRichBlocks })),
            )
            .map((blocks) => ({ head, state, blocks }) as DraftText),
        );
    const others = fc.subarray(languages.filter((locale) => locale !== language));
    return others.chain((locales) =>
      fc.record(
        Object.fromEntries([language, ...locales].map((locale) => [locale, text(locale === language)])),
      ),
    );
  }) as fc.Arbitrary<Record<string, DraftText>>;
}

const ids: Record<Kind, readonly string[]> = {
  edition: ["2026"],
  organisation: ["our-group", "no"],
  helpline: ["112", "centre"],
  reference: ["a-res-55-25"],
  fact: ["true", "towns"],
  image: ["square", "on"],
  event: ["noon", "blue-hour"],
  statement: ["mayor"],
  landmark: ["city-hall", "1e3"],
  appeal: ["gifts"],
  installation: ["shadows", "no"],
  story: [createStoryId(), createStoryId()],
  placement: [createPlacementCode(), createPlacementCode()],
};

function finished(kind: Kind, id: string, number: number, data: object): unknown {
  if (kind === "image") return { ...data, file: number === 0 ? "square.png" : "on.webp" };
  if (kind === "placement")
    return { ...data, code: id, number: number + 9, candidates: ids.story.slice(number) };
  if (kind !== "event") return data;
  return resolveEventHours(data as never, (code) => {
    throw new Error(code);
  });
}

/** Any bundle that can be loaded; its event hours are computed, and the end of its lights is left to the loader. */
export const anyBundle: fc.Arbitrary<PublicHalf> = fc
  .tuple(
    fc.constantFrom({ first: "2026-07-30", last: "2026-07-30" }, { first: "2026-07-30", last: "2026-08-01" }),
    fc.subarray(["en", "fr", "nl", "ar", "ro", "pt-BR"], { minLength: 1 }),
  )
  .chain(([days, languages]) => {
    const data = anyData(days, languages);
    const drafts = kinds.flatMap((kind) =>
      ids[kind].map((id, number) =>
        fc.tuple(data[kind], fc.constantFrom(...languages)).chain(([value, language]) =>
          anyTexts(kind, languages, language).map((texts) => ({
            kind,
            id,
            edition: "2026",
            origin: "studio",
            language,
            data: dataSchemas[kind].parse(finished(kind, id, number, value)),
            texts,
            media: kind === "image" ? [pictures[number]?.media] : [],
          })),
        ),
      ),
    );
    return fc.tuple(...drafts);
  })
  .map((all) => {
    const [edition, ...drafts] = structuredClone(all) as unknown as [Draft<"edition">, ...Draft[]];
    return {
      edition,
      drafts,
      media: new Map(pictures.slice(0, 2).map(({ media, bytes }) => [media.hash, bytes])),
    };
  });
