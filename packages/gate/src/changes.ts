/** What readers would notice: the difference between what is public and what would be, piece by piece, and as sentences. */
import type { Candidate } from "@bluehour/domain/candidate";
import type { Locale, OperatorLocale } from "@bluehour/domain/locales";
import type { PublicRelease, ReleaseContent } from "@bluehour/domain/release";
import { plainText } from "@bluehour/domain/rich-text";
import { canonicalJson } from "@bluehour/domain/text";
import type { ReleaseBlock, ReleaseText, TranslationState } from "@bluehour/domain/text";
import type { Use } from "@bluehour/domain/uses";
import { gateMessages } from "@bluehour/i18n/gate";

/** Whether a piece is new, gone, or other than before. */
export type How = "added" | "removed" | "changed";

/** The piece as text before and after; absent on the side where it is not there. */
type Words = { how: How; before?: string; after?: string };

/** One difference. Generations, hashes of stop codes and the envelope's version are none: no reader sees them. */
export type Change =
  /** A language in which it can be read. Its texts follow as changes of their own. */
  | { part: "locale"; how: "added" | "removed"; locale: Locale }
  | ({ part: "head"; locale: Locale; field: string } & Words)
  /** `isForm`: the same words, set differently (emphasis, a link's goal, a list instead of paragraphs). */
  | ({ part: "block"; locale: Locale; block: string; isForm?: true } & Words)
  /** The blocks that were there before and are there still stand in another order. */
  | { part: "order"; how: "changed"; locale: Locale }
  /** A head (`block` absent) or block is shown in another language than before, or its translation has another state. */
  | {
      part: "state";
      how: "changed";
      locale: Locale;
      block?: string;
      before: { lang: Locale; state: TranslationState };
      after: { lang: Locale; state: TranslationState };
    }
  /** A fact without language; `field` is its path: `lighting.colour`, `candidates.0`. */
  | ({ part: "data"; field: string } & Words)
  | { part: "use"; how: "added" | "removed"; use: Use }
  /** From when (`from`) and until when (`until`) it may be shown; `null` is without limit. Absent where it is not public. */
  | { part: "from" | "until"; how: "changed"; before?: string | null; after: string | null }
  | { part: "picture"; how: "added" | "removed"; hash: string }
  /** It rests on another record of consent. */
  | { part: "ground"; how: "changed" };

/** What can be compared: of both sides only what readers are shown counts. */
type Shown = Omit<ReleaseContent, "stopHash">;

/**
 * Every difference between what is public now and what would be, in reading order: languages and their texts, facts, uses, dates. Nothing
 * is public where `published` is undefined; then everything is new. Two releases are alike for readers exactly where the list is empty.
 */
export function changesBetween(
  published: PublicRelease | ReleaseContent | Candidate["content"] | undefined,
  next: ReleaseContent | Candidate["content"],
): Change[] {
  const before: Shown | undefined = published;
  const after: Shown = next;
  if (before !== undefined && (before.kind !== after.kind || before.id !== after.id))
    throw new RangeError(`${before.kind} ${before.id} and ${after.kind} ${after.id} are two things.`);
  return [
    ...textChanges(before?.locales ?? {}, after.locales),
    // Which edition it stands in counts as a detail, where it has moved.
    ...(before === undefined || before.edition === after.edition
      ? []
      : dataChanges({ edition: before.edition }, { edition: after.edition })),
    ...dataChanges(before?.data ?? {}, after.data),
    ...setChanges(before?.uses ?? [], after.uses).map(([how, use]): Change => ({
      part: "use",
      how,
      use: use as Use,
    })),
    ...setChanges(hashesOf(before), hashesOf(after)).map(([how, hash]): Change => ({
      part: "picture",
      how,
      hash,
    })),
    ...dateChange("from", before, before?.notBefore, after.notBefore),
    ...dateChange("until", before, before?.notAfter, after.notAfter),
    ...(before !== undefined && canonicalJson(before.restsOn) !== canonicalJson(after.restsOn)
      ? [{ part: "ground", how: "changed" } as const]
      : []),
  ];
}

function hashesOf(content: Shown | undefined): string[] {
  // With its measures: the same bytes said to be of another size would be drawn otherwise.
  return content?.media.map((media) => canonicalJson(media)) ?? [];
}

function setChanges(before: readonly string[], after: readonly string[]): ["added" | "removed", string][] {
  return [
    ...after.filter((item) => !before.includes(item)).map((item): ["added", string] => ["added", item]),
    ...before.filter((item) => !after.includes(item)).map((item): ["removed", string] => ["removed", item]),
  ];
}

function dateChange(
  part: "from" | "until",
  published: Shown | undefined,
  before: string | null | undefined,
  after: string | null,
): Change[] {
  if (published === undefined) return after === null ? [] : [{ part, how: "changed", after }];
  return before === undefined || before === after ? [] : [{ part, how: "changed", before, after }];
}

/** What became of one piece of text. */
function wordsOf(before: string | undefined, after: string | undefined): Words | undefined {
  if (before === after) return undefined;
  if (before === undefined) return { how: "added", after: after ?? "" };
  if (after === undefined) return { how: "removed", before };
  return { how: "changed", before, after };
}

type Texts = { readonly [locale: Locale]: ReleaseText };

function textChanges(before: Texts, after: Texts): Change[] {
  const locales = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return locales.flatMap((locale): Change[] => {
    const [then, now] = [before[locale], after[locale]];
    return [
      ...(then === undefined ? [{ part: "locale", how: "added", locale } as const] : []),
      ...(now === undefined ? [{ part: "locale", how: "removed", locale } as const] : []),
      ...headChanges(locale, then, now),
      ...blockChanges(locale, then?.blocks ?? [], now?.blocks ?? []),
    ];
  });
}

function headChanges(locale: Locale, then: ReleaseText | undefined, now: ReleaseText | undefined): Change[] {
  const before: Readonly<Record<string, string | undefined>> = then?.head ?? {};
  const after: Readonly<Record<string, string | undefined>> = now?.head ?? {};
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return [
    ...fields.flatMap((field): Change[] => {
      const words = wordsOf(before[field], after[field]);
      return words === undefined ? [] : [{ part: "head", locale, field, ...words }];
    }),
    ...stateChange(locale, undefined, then, now),
  ];
}

function stateChange(
  locale: Locale,
  block: string | undefined,
  then: { lang: Locale; state: TranslationState } | undefined,
  now: { lang: Locale; state: TranslationState } | undefined,
): Change[] {
  if (then === undefined || now === undefined || (then.lang === now.lang && then.state === now.state))
    return [];
  return [
    {
      part: "state",
      how: "changed",
      locale,
      ...(block === undefined ? {} : { block }),
      before: { lang: then.lang, state: then.state },
      after: { lang: now.lang, state: now.state },
    },
  ];
}

function blockChanges(locale: Locale, then: readonly ReleaseBlock[], now: readonly ReleaseBlock[]): Change[] {
  const before = new Map(then.map((block) => [block.id, block]));
  const after = new Map(now.map((block) => [block.id, block]));
  const ids = [...new Set([...after.keys(), ...before.keys()])];
  const kept = (blocks: readonly ReleaseBlock[]): string =>
    blocks
      .map(({ id }) => id)
      .filter((id) => before.has(id) && after.has(id))
      .join(" ");
  return [
    ...ids.flatMap((id): Change[] => {
      const [old, fresh] = [before.get(id), after.get(id)];
      return [...contentChange(locale, id, old, fresh), ...stateChange(locale, id, old, fresh)];
    }),
    ...(kept(then) === kept(now) ? [] : [{ part: "order", how: "changed", locale } as const]),
  ];
}

function contentChange(
  locale: Locale,
  block: string,
  old: ReleaseBlock | undefined,
  fresh: ReleaseBlock | undefined,
): Change[] {
  const before = old === undefined ? undefined : plainText(old.content);
  const after = fresh === undefined ? undefined : plainText(fresh.content);
  const words = wordsOf(before, after);
  if (words !== undefined) return [{ part: "block", locale, block, ...words }];
  if (before === undefined || after === undefined) return [];
  return canonicalJson(old?.content) === canonicalJson(fresh?.content)
    ? []
    : [{ part: "block", locale, block, isForm: true, how: "changed", before, after }];
}

/** Facts as paths to their ends: what cannot be taken apart further is said as it is. */
function leavesOf(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  if (inner.length === 0) {
    if (value !== undefined && path !== "")
      into.set(path, typeof value === "string" ? value : JSON.stringify(value));
    return into;
  }
  for (const [key, one] of inner) leavesOf(one, path === "" ? key : `${path}.${key}`, into);
  return into;
}

function dataChanges(before: object, after: object): Change[] {
  const [then, now] = [leavesOf(before, "", new Map()), leavesOf(after, "", new Map())];
  return [...new Set([...now.keys(), ...then.keys()])].flatMap((field): Change[] => {
    const words = wordsOf(then.get(field), now.get(field));
    return words === undefined ? [] : [{ part: "data", field, ...words }];
  });
}

/** How a field is called in a form; without one, a fact's path stands in the sentence, and a head's field is named by the gate. */
export type FieldName = (field: string) => string | undefined;

const headFields = [
  "title",
  "summary",
  "theme",
  "place",
  "hours",
  "definition",
  "alt",
  "caption",
  "office",
  "city",
  "contentNote",
  "byline",
] as const;

/** Says a change in one language. The words before and after are not repeated: show them beside the sentence. Dates are in the zone given. */
export function changeSentence(
  change: Change,
  locale: OperatorLocale,
  { zone, nameOf = () => undefined }: { zone: string; nameOf?: FieldName },
): string {
  const t = gateMessages(locale);
  const languageNames = new Intl.DisplayNames([locale], { type: "language" });
  const language = (tag: Locale): string => languageNames.of(tag) ?? tag;
  const fieldName = (field: string): string => {
    const known = headFields.find((name) => name === field);
    return nameOf(field) ?? (known === undefined ? field : t(`field.${known}`));
  };
  switch (change.part) {
    case "locale":
      return t(`change.locale-${change.how}`, { locale: language(change.locale) });
    case "head":
      return t(`change.head-${change.how}`, {
        locale: language(change.locale),
        field: fieldName(change.field),
      });
    case "block": {
      const values = { locale: language(change.locale), block: change.block };
      return change.isForm === true
        ? t("change.block-form", values)
        : t(`change.block-${change.how}`, values);
    }
    case "order":
      return t("change.order", { locale: language(change.locale) });
    case "state": {
      const { before, after, block } = change;
      const values = { locale: language(change.locale), block: block ?? "" };
      const where = block === undefined ? "head" : "block";
      if (before.lang !== after.lang)
        return t(`change.${where}-language`, {
          ...values,
          before: language(before.lang),
          after: language(after.lang),
        });
      return t(`change.${where}-state`, {
        ...values,
        before: t(`state.${before.state}`),
        after: t(`state.${after.state}`),
      });
    }
    case "data":
      return t(`change.data-${change.how}`, { field: nameOf(change.field) ?? change.field });
    case "use":
      return t(`change.use-${change.how}`, { use: t(`use.${change.use}`) });
    case "picture":
      return t(`change.picture-${change.how}`);
    case "ground":
      return t("change.ground");
    default: {
      if (change.after === null) return t(`change.${change.part}-none`);
      const format = new Intl.DateTimeFormat(locale, {
        dateStyle: "long",
        timeStyle: "short",
        timeZone: zone,
      });
      return t(`change.${change.part}`, { date: format.format(new Date(change.after)) });
    }
  }
}
