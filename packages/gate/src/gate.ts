/**
 * The gate: asks every rule about a draft, takes away what the rules take away, and puts a release together from what is left.
 *
 * Inside the package only: rules are a parameter here so that a test can show what each of them is there for. Other rooms call
 * `decide` and `planEdition`, which always ask all.
 */
import type { Draft } from "@bluehour/domain/draft";
import type { Kind } from "@bluehour/domain/kinds";
import type { Locale } from "@bluehour/domain/locales";
import { releaseSchema, releaseSchemaVersion } from "@bluehour/domain/release";
import type { Release, ReleaseContent } from "@bluehour/domain/release";
import { canonicalJson, readingHash } from "@bluehour/domain/text";
import type { DraftText, ReleaseBlock, ReleaseText, TranslationState } from "@bluehour/domain/text";
import { uses } from "@bluehour/domain/uses";
import type { Use } from "@bluehour/domain/uses";
import { publicData } from "./public-data.ts";
import { createQuestions, draftsOf } from "./question.ts";
import type { GateContext, Neighbours, Question } from "./question.ts";
import { because } from "./reason.ts";
import type { Reason } from "./reason.ts";
import type { Checks, Level, Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import { windowOf } from "./rules/dates.ts";
import { accompanyingUses } from "./rules/scope.ts";
import { vouch } from "./vouch.ts";

/** A release, with what it had to leave out and somebody could mend; or every reason why there is none. */
export type Decision = { ok: true; release: Release; withheld: Reason[] } | { ok: false; reasons: Reason[] };

/** What organisations, events and other things without a person behind them may be used for: everything but a recorded voice. */
export const openUses: readonly Use[] = uses.filter((use) => use !== "audio" && use !== "placement");

/** A placement is read on the ground and printed; it has no page of its own. */
export const placementUses: readonly Use[] = ["placement", "print"];

/** What a person may be thought to allow who has not been asked yet, so that every page can be looked at: all but a recorded voice. */
const presumedUses: readonly Use[] = uses.filter((use) => use !== "audio");

/** What the rules found about one draft, before its references to other drafts are looked at. */
type Weighed = {
  question: Question;
  reasons: Reason[];
  withheld: Reason[];
  /** Complete but for references; absent where there are reasons. */
  content: ReleaseContent | undefined;
};

/** Reasons of one level's rules, those to mend apart from those that are the person's own wish. */
type Found = { mend: Reason[]; wishes: Reason[] };

function isEmpty({ mend, wishes }: Found): boolean {
  return mend.length === 0 && wishes.length === 0;
}

function unique(reasons: readonly Reason[]): Reason[] {
  return [...new Map(reasons.map((reason) => [canonicalJson(reason), reason])).values()];
}

function withoutKey<T extends object>(value: T, key: string): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as T;
}

/** Makes the function that decides about drafts of one context; answers are kept, since drafts bear on one another. */
export function createGate(context: GateContext, asked: readonly Rule[] = rules): (draft: Draft) => Decision {
  const judge = createJudge(context, asked, { presume: false });
  return (draft) => {
    const judged = judge(draft);
    return judged.ok ? { ...judged, release: vouch(judged.release) } : judged;
  };
}

/**
 * Rules that hold also for what is only looked at: what a person wished, what they allowed, and what may not be handed on. The others ask
 * for a record, a review or a correction, and a candidate is what there would be if those were there.
 */
function holdsForCandidates({ level, wish }: Rule): boolean {
  return level === "use" || level === "part" || (wish === true && level !== "whole");
}

/** Makes the function that says what drafts would be released as if nothing were missing. It never gives a release. */
export function createPresumption(context: GateContext): (draft: Draft) => Presumed {
  return createJudge(context, rules.filter(holdsForCandidates), { presume: true });
}

/** What a draft would be released as; or why it could not be anything. */
export type Presumed =
  | { ok: true; release: ReleaseContent; withheld: Reason[] }
  | { ok: false; reasons: Reason[] };

/** `presume` takes records that are missing for given: what comes out may be looked at, and vouched for by nobody. */
function createJudge(
  context: GateContext,
  asked: readonly Rule[],
  { presume }: { presume: boolean },
): (draft: Draft) => Presumed {
  const questionOf = createQuestions(context);
  const drafts = draftsOf(context);
  const byKey = new Map(drafts.map((draft) => [`${draft.kind}:${draft.id}`, draft]));
  const published = new Map(
    context.published
      .filter((release) => release.edition === context.edition.id)
      .map((release) => [`${release.kind}:${release.id}`, release]),
  );
  const namers = Map.groupBy(drafts, imageNamedBy);
  const weighed = new Map<Draft, Weighed>();
  let helplines: Draft<"helpline">[] | undefined;

  function ask<L extends Level>(level: L, ...about: Parameters<Checks[L]>): Found {
    const found: Found = { mend: [], wishes: [] };
    for (const rule of asked) {
      if (rule.level !== level) continue;
      const check = rule.check as (...args: Parameters<Checks[L]>) => Reason[];
      found[rule.wish === true ? "wishes" : "mend"].push(...check(...about));
    }
    return found;
  }

  function lookUp<K extends Kind>(kind: K, id: string): Draft<K> | undefined {
    return byKey.get(`${kind}:${id}`) as Draft<K> | undefined;
  }

  function isReleased(draft: Draft | undefined): boolean {
    return draft !== undefined && weigh(draft).content !== undefined;
  }

  // A picture that nothing names may be one whose story was withdrawn and then deleted from the folder.
  function outlivesStory(naming: readonly Draft[]): boolean {
    return !naming.some((draft) => {
      const { content } = weigh(draft);
      return content !== undefined && (content.kind !== "story" || content.uses.includes("image"));
    });
  }

  function neighboursOf(draft: Draft): Neighbours {
    const editionReleased = draft.kind === "edition" || isReleased(context.edition);
    if (draft.kind === "story") {
      helplines ??= drafts.filter((other) => other.kind === "helpline").filter(isReleased);
      return { editionReleased, helplines, installation: undefined, outlivesStory: false };
    }
    const installation =
      draft.kind === "placement" ? lookUp("installation", draft.data.installation) : undefined;
    return {
      editionReleased,
      helplines: [],
      installation: isReleased(installation) ? installation : undefined,
      outlivesStory: draft.kind === "image" && outlivesStory(namers.get(draft.id) ?? []),
    };
  }

  function weigh(draft: Draft): Weighed {
    const known = weighed.get(draft);
    if (known !== undefined) return known;
    const result = weighAfresh(draft);
    weighed.set(draft, result);
    return result;
  }

  function weighAfresh(draft: Draft): Weighed {
    const first = questionOf(draft, neighboursOf(draft));
    const whole = ask("whole", first);
    const reviews = first.standing
      .filter((review) => review.decision === "passed")
      .map((review) => ({ review, found: ask("review", first, review) }));
    const question: Question = {
      ...first,
      passing: reviews.filter(({ found }) => isEmpty(found)).map(({ review }) => review),
    };
    const texts = compose(question);
    const allowed = allow(question);
    const refusing = [...whole.mend, ...whole.wishes];
    const mend = [...reviews.flatMap(({ found }) => found.mend), ...texts.found.mend, ...allowed.found.mend];
    const left: Reason[] = [];
    if (Object.keys(texts.locales).length === 0)
      left.push(...texts.found.wishes, because("no-locale-left", "texts"));
    // Nothing rests on nothing: without a single record to stand on there is no release, whatever the rules say.
    const rests = presume || question.needs === "nothing" || question.ground !== undefined;
    if (rests && allowed.uses.every((use) => accompanyingUses.includes(use)))
      left.push(
        ...allowed.found.wishes,
        because("uses-none", `${question.needs}s[${question.ground?.ref}].uses`),
      );
    if (refusing.length > 0 || left.length > 0 || !rests)
      return { question, reasons: unique([...refusing, ...mend, ...left]), withheld: [], content: undefined };

    const parsed = releaseSchema.safeParse({
      schema: releaseSchemaVersion,
      kind: draft.kind,
      id: draft.id,
      edition: draft.edition,
      data: publicData(draft),
      locales: texts.locales,
      uses: allowed.uses,
      restsOn: question.ground === undefined ? [] : [question.ground.ref],
      ...windowOf(question),
      generation: 1,
      media: draft.kind === "image" ? draft.media : [],
      ...(draft.kind === "story" && { stopHash: question.ground?.stopHash }),
    });
    if (!parsed.success) {
      const faults = parsed.error.issues.map(({ path }) =>
        because("schema", path.join(".") || draft.kind, { path: path.join(".") || draft.kind }),
      );
      return { question, reasons: unique([...faults, ...mend]), withheld: [], content: undefined };
    }
    return { question, reasons: [], withheld: unique(mend), content: parsed.data };
  }

  /** The texts that readers of each language are shown. */
  function compose(question: Question): { locales: { [locale: Locale]: ReleaseText }; found: Found } {
    const { draft, edition } = question;
    const found: Found = { mend: [], wishes: [] };
    const add = (more: Found): boolean => {
      found.mend.push(...more.mend);
      found.wishes.push(...more.wishes);
      return isEmpty(more);
    };
    const usable = new Map<Locale, DraftText>();
    for (const locale of new Set([draft.language, ...edition.data.languages])) {
      const text = draft.texts[locale];
      if (text !== undefined && add(ask("text", question, { locale, text, hash: readingHash(text) })))
        usable.set(locale, text);
    }
    const admitted = new Set(
      [...new Set(edition.data.languages)].filter((locale) => add(ask("locale", question, locale))),
    );
    const original = draft.language;
    // Where a person is behind it, a fallback shows only what readers of the original are shown anyway: the original's own language must
    // be open too.
    const fallback =
      question.needs === "nothing" || admitted.has(original) ? usable.get(original) : undefined;
    const mayShow = (locale: Locale, state: TranslationState): boolean =>
      add(ask("part", question, locale, state));
    const order = draft.texts[original]?.blocks.map((block) => block.id) ?? [];

    const locales: { [locale: Locale]: ReleaseText } = {};
    for (const locale of admitted) {
      const own = usable.get(locale);
      const missing: ReleaseText | undefined = headFrom(fallback, original, locale, mayShow);
      const text = headFrom(own, locale, locale, mayShow) ?? missing;
      const blocks = order.map(
        (id) =>
          blockFrom(own, id, locale, locale, mayShow) ?? blockFrom(fallback, id, original, locale, mayShow),
      );
      if (text === undefined || blocks.includes(undefined)) {
        found.mend.push(because("text-missing", `texts.${locale}`, { locale, original }));
        continue;
      }
      locales[locale] = { ...text, blocks: blocks as ReleaseBlock[] };
    }
    return { locales, found };
  }

  /** The uses that are left. */
  function allow(question: Question): { uses: Use[]; found: Found } {
    const { draft, needs, ground } = question;
    const found: Found = { mend: [], wishes: [] };
    if (needs === "nothing")
      return { uses: [...(draft.kind === "placement" ? placementUses : openUses)], found };
    const allowed = ground === undefined && presume ? presumedUses : (ground?.uses ?? []);
    const left = uses.filter((use) => {
      if (!allowed.includes(use)) return false;
      const against = ask("use", question, use);
      found.mend.push(...against.mend);
      found.wishes.push(...against.wishes);
      return isEmpty(against);
    });
    return { uses: left, found };
  }

  /** Cuts references to what is not public, so that nothing points at a gap. */
  function resolve({ question, content, withheld }: Weighed & { content: ReleaseContent }): {
    content: ReleaseContent;
    withheld: Reason[];
  } {
    const image = (content.data as { image?: string }).image;
    if (image !== undefined) {
      const allowed = content.kind !== "story" || content.uses.includes("image");
      if (!allowed || !isReleased(lookUp("image", image))) {
        const cut = { ...content, data: withoutKey(content.data, "image") } as ReleaseContent;
        const reason = because("image-not-released", "data.image", { image });
        return { content: cut, withheld: allowed ? [...withheld, reason] : withheld };
      }
    }
    const { installation } = question;
    if (content.kind !== "placement") return { content, withheld };
    const found: Reason[] = [];
    const candidates = [...new Set(content.data.candidates)].filter((id) => {
      if (installation === undefined) return false;
      const story = lookUp("story", id);
      const release = story === undefined ? undefined : weigh(story);
      if (story === undefined || release?.content === undefined) {
        found.push(
          because("candidate-not-released", "data.candidates", { story: id, placement: content.id }),
        );
        return false;
      }
      const against = ask("candidate", question, {
        installation,
        story,
        uses: release.content.uses,
        consent: release.question.consent,
        consents: release.question.consents,
      });
      found.push(...against.mend);
      return isEmpty(against);
    });
    return {
      content: { ...content, data: { ...content.data, candidates } },
      withheld: unique([...withheld, ...found]),
    };
  }

  /** Unchanged content keeps its generation, so that publishing the same twice changes nothing. */
  function withGeneration(content: ReleaseContent): ReleaseContent {
    const before = published.get(`${content.kind}:${content.id}`);
    if (before === undefined) return content;
    const same = publicFace(before) === publicFace(content);
    return { ...content, generation: same ? before.generation : before.generation + 1 };
  }

  return (draft) => {
    const result = weigh(draft);
    const { content } = result;
    if (content === undefined) return { ok: false, reasons: result.reasons };
    const resolved = resolve({ ...result, content });
    return { ok: true, release: withGeneration(resolved.content), withheld: resolved.withheld };
  };
}

function imageNamedBy(draft: Draft): string | undefined {
  return "image" in draft.data ? draft.data.image : undefined;
}

function publicFace(content: object): string {
  return canonicalJson(withoutKey(withoutKey(content, "generation"), "stopHash"));
}

type MayShow = (locale: Locale, state: TranslationState) => boolean;

/** A text's head for readers of `locale`, where it may be shown; in another language it counts as missing, and says so. */
function headFrom(
  text: DraftText | undefined,
  lang: Locale,
  locale: Locale,
  mayShow: MayShow,
): ReleaseText | undefined {
  if (text === undefined || !mayShow(lang, text.state)) return undefined;
  return { state: lang === locale ? text.state : "missing", lang, head: text.head, blocks: [] };
}

function blockFrom(
  text: DraftText | undefined,
  id: string,
  lang: Locale,
  locale: Locale,
  mayShow: MayShow,
): ReleaseBlock | undefined {
  const block = text?.blocks.find((candidate) => candidate.id === id);
  if (block === undefined || !mayShow(lang, block.state)) return undefined;
  return { id, state: lang === locale ? block.state : "missing", lang, content: block.content };
}
