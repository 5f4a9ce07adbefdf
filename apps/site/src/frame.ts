/** What stands around every page of an edition in a language: its name, help, languages, what there is to see. */
import type { InterfaceLocale, Locale } from "@bluehour/domain/locales";
import { interfaceLocales, isInterfaceLocale } from "@bluehour/domain/locales";
import { phaseTimes } from "@bluehour/domain/phase";
import type { PhaseTimes } from "@bluehour/domain/phase";
import type { PublicRelease } from "@bluehour/domain/release";
import type { ReleaseText } from "@bluehour/domain/text";
import { siteMessages } from "@bluehour/i18n/site";
import type { SiteTranslate } from "@bluehour/i18n/site";
import type { ReleaseReader, Snapshot } from "@bluehour/releases/read";

export type Edition = PublicRelease<"edition">;

export type Frame = {
  edition: Edition;
  text: ReleaseText<"edition">;
  locale: Locale;
  /** Language of the interface: the page's own where it exists, else the first of the edition's that does. */
  ui: InterfaceLocale;
  t: SiteTranslate;
  languages: Locale[];
  times: PhaseTimes;
  help: PublicRelease<"helpline">[];
  organiser: PublicRelease<"organisation"> | undefined;
  /** The first few ways to help; they stand below every story. */
  appeals: PublicRelease<"appeal">[];
  /** Every edition, by first day, with the language in which it is best read from here. */
  editions: { id: string; locale: Locale; year: string }[];
  /** Kinds that have at least one page in this language; stories always have their list. */
  present: ReadonlySet<"event" | "installation" | "landmark" | "statement" | "reference" | "organisation">;
  /** Pieces of pages that are the same on every page of this frame, rendered once (see `kept` in views/layout.tsx). */
  kept: Map<string, unknown>;
};

/** Languages in which an edition can be read, the one it falls back to first. */
export function languagesOf(edition: Edition): Locale[] {
  return edition.data.languages.filter((locale) => edition.locales[locale] !== undefined);
}

/** When an edition's phases begin; it is live until the last light goes out. */
export function timesOf({ data }: Edition): PhaseTimes {
  return phaseTimes(data, data.lightsEnd === undefined ? undefined : new Date(data.lightsEnd));
}

const optionalKinds = [
  "event",
  "installation",
  "landmark",
  "statement",
  "reference",
  "organisation",
] as const;

function interfaceFor(locale: Locale, languages: readonly Locale[]): InterfaceLocale {
  const base = locale.split("-")[0] ?? locale;
  if (isInterfaceLocale(locale)) return locale;
  if (isInterfaceLocale(base)) return base;
  return languages.find(isInterfaceLocale) ?? interfaceLocales[0];
}

export type Frames = {
  /** Every edition that this process may serve, by first day. */
  editions(snapshot: Snapshot): Promise<Edition[]>;
  /** `undefined` where the edition or its language does not exist. */
  frame(snapshot: Snapshot, edition: string, locale: Locale): Promise<Frame | undefined>;
  /** The last frame that was made for a language, if any: an error page can still show help when the store cannot be read. */
  lastKnown(ui: InterfaceLocale): Frame | undefined;
};

/** Frames are made once for each change of the releases. */
export function createFrames(reader: ReleaseReader, mode: "demo" | "production"): Frames {
  let epoch: number | undefined;
  let editions: Promise<Edition[]> | undefined;
  const made = new Map<string, Promise<Frame | undefined>>();
  const known = new Map<InterfaceLocale, Frame>();

  const turnTo = (snapshot: Snapshot): void => {
    if (snapshot.epoch === epoch) return;
    epoch = snapshot.epoch;
    editions = undefined;
    made.clear();
  };
  const loadEditions = async (): Promise<Edition[]> => {
    const all = await reader.editions();
    // A sample may show help numbers that nobody called: never in production.
    return all.filter((edition) => mode === "demo" || !edition.data.sample);
  };
  const current = (snapshot: Snapshot): Promise<Edition[]> => {
    turnTo(snapshot);
    if (editions === undefined) {
      const loading = loadEditions();
      editions = loading;
      // A failed load is not remembered: the next request tries again.
      loading.catch(() => {
        if (editions === loading) editions = undefined;
      });
    }
    return editions;
  };
  /** Numbers grow old: an archived edition without its own shows those of the newest edition that has some in this language. */
  const helpElsewhere = async (
    snapshot: Snapshot,
    id: string,
    locale: Locale,
  ): Promise<PublicRelease<"helpline">[]> => {
    for (const other of (await current(snapshot)).toReversed()) {
      if (other.id === id) continue;
      const page = await reader.list({
        kind: "helpline",
        edition: other.id,
        locale,
        surface: "page",
        limit: 100,
      });
      if (page.items.length > 0) return page.items;
    }
    return [];
  };
  const build = async (snapshot: Snapshot, id: string, locale: Locale): Promise<Frame | undefined> => {
    const edition = (await current(snapshot)).find((candidate) => candidate.id === id);
    const text = edition?.locales[locale];
    if (edition === undefined || text === undefined || !edition.data.languages.includes(locale))
      return undefined;
    const languages = languagesOf(edition);
    const ui = interfaceFor(locale, languages);
    const [help, organiser, appeals, ...lists] = await Promise.all([
      reader.list({ kind: "helpline", edition: id, locale, surface: "page", limit: 100 }),
      reader.find({
        kind: "organisation",
        edition: id,
        id: edition.data.contact.organisation,
        surface: "page",
      }),
      reader.list({ kind: "appeal", edition: id, locale, surface: "list", limit: 4 }),
      ...optionalKinds.map((kind) => reader.list({ kind, edition: id, locale, surface: "list", limit: 1 })),
    ]);
    const own = help.items.length > 0 ? help.items : await helpElsewhere(snapshot, id, locale);
    const frame: Frame = {
      edition,
      text,
      locale,
      ui,
      t: siteMessages(ui),
      languages,
      times: timesOf(edition),
      help: own.toSorted((a, b) => Number(b.data.emergency) - Number(a.data.emergency)),
      organiser,
      appeals: appeals.items,
      editions: (await current(snapshot)).map((other) => {
        const offered = languagesOf(other);
        return {
          id: other.id,
          locale: offered.includes(locale) ? locale : (offered[0] ?? locale),
          year: other.data.days.first.slice(0, 4),
        };
      }),
      kept: new Map(),
      present: new Set(optionalKinds.filter((_, index) => (lists[index]?.items.length ?? 0) > 0)),
    };
    known.set(ui, frame);
    return frame;
  };
  return {
    editions: current,
    frame(snapshot, id, locale) {
      turnTo(snapshot);
      const key = `${id}/${locale}`;
      let frame = made.get(key);
      if (frame === undefined) {
        frame = build(snapshot, id, locale);
        const making = frame;
        // Only editions and languages that exist are remembered, so that made-up addresses cannot fill the memory.
        const forget = (): void => {
          if (made.get(key) === making) made.delete(key);
        };
        made.set(key, making);
        making.then((result) => (result === undefined ? forget() : undefined), forget);
      }
      return frame;
    },
    lastKnown: (ui) => known.get(ui) ?? [...known.values()][0],
  };
}
