/**
 * What is still to be done before the day, and whose turn it is: what the gate refuses or leaves out, and what it lets through today but
 * will not stand on the day itself, or is simply not there yet. Pure, like the gate: the same records and moment give the same list.
 */
import type { Draft } from "@bluehour/domain/draft";
import type { Kind } from "@bluehour/domain/kinds";
import type { OperatorLocale } from "@bluehour/domain/locales";
import { dayAt, dayLater, daysBetween } from "@bluehour/domain/phase";
import { coverageOf, totalCoverage } from "@bluehour/i18n/coverage";
import type { Coverage } from "@bluehour/i18n/coverage";
import { gateMessages } from "@bluehour/i18n/gate";
import { planEdition } from "./plan.ts";
import type { Plan, Refusal } from "./plan.ts";
import { createQuestions, draftsOf } from "./question.ts";
import type { GateContext } from "./question.ts";
import { sentenceOf, valuesInWords } from "./reason.ts";
import type { Reason, ReasonCode } from "./reason.ts";
import { helplineFreshDays } from "./rules/help.ts";

/** Who can do it. `teller` means: somebody talks with the person, and nobody else can decide. */
export const hands = ["teller", "reviewer", "author", "translator", "organiser", "city"] as const;
export type Hand = (typeof hands)[number];

/** What is not a reason of the gate: it stands today, or is not public by nature, and yet somebody must see to it. */
export const todoCodes = [
  "consent-ends",
  "declaration-ends",
  "helpline-uncalled",
  "helpline-due",
  "fact-ends",
  "landmark-unanswered",
  "landmark-unconfirmed",
  "placement-empty",
  "installation-without-placements",
  "no-helpline",
] as const;
export type TodoCode = (typeof todoCodes)[number];

/** One thing to do. `origin` says where a person finds it; `field` where in it. */
export type Todo = {
  hand: Hand;
  kind: Kind;
  id: string;
  origin: string;
  /** Whether it keeps the thing, or a part of it, from being public now. */
  isBlocking: boolean;
} & ({ reason: Reason } | { code: TodoCode; values: Record<string, string | number> });

export type Readiness = {
  edition: string;
  /** Whole days until the first day of the edition, in its zone; negative once it has begun. */
  daysToGo: number;
  todos: Todo[];
  /** In the order of the edition's languages. */
  coverage: Coverage[];
};

const handOfReason: Record<ReasonCode, Hand> = {
  schema: "organiser",
  "original-missing": "author",
  "text-missing": "translator",
  "block-twice": "author",
  "block-unknown": "translator",
  "id-twice": "organiser",
  "other-edition": "organiser",
  "edition-refused": "organiser",
  "edition-days": "organiser",
  "date-in-future": "organiser",
  "fact-expired": "author",
  "media-missing": "author",
  "installation-missing": "organiser",
  "candidate-not-released": "organiser",
  "image-not-released": "author",
  "no-locale-left": "translator",
  "consent-missing": "teller",
  "consents-same-day": "organiser",
  "disclosure-missing": "teller",
  "voluntariness-missing": "teller",
  "comprehension-missing": "teller",
  "competence-missing": "teller",
  "edition-not-allowed": "teller",
  "locale-not-allowed": "teller",
  "use-exhausted": "teller",
  "uses-none": "teller",
  "placement-not-allowed": "organiser",
  withdrawn: "organiser",
  tombstoned: "organiser",
  "picture-without-story": "organiser",
  "stop-code-missing": "teller",
  "stop-code-shared": "teller",
  expired: "teller",
  "too-long": "teller",
  "window-empty": "teller",
  "minor-not-declared": "author",
  "minor-without-record": "teller",
  "assent-missing": "teller",
  "guardian-missing": "teller",
  "minor-image": "author",
  "minor-recognisable": "author",
  "minor-named": "author",
  "second-review-missing": "reviewer",
  "minor-no-regions": "teller",
  "minor-region": "organiser",
  "naming-differs": "author",
  "naming-declared": "author",
  "byline-missing": "author",
  "byline-unwanted": "author",
  "review-missing": "reviewer",
  "review-refused": "author",
  "review-own-words": "reviewer",
  "checklist-open": "reviewer",
  "finding-undecided": "reviewer",
  "finding-to-change": "author",
  "text-not-reviewed": "reviewer",
  "read-back-missing": "teller",
  "machine-translated": "translator",
  "ai-people": "author",
  "alt-missing": "translator",
  "image-not-allowed": "teller",
  "country-excluded": "organiser",
  "help-missing": "organiser",
  "helpline-unchecked": "organiser",
  "helpline-stale": "organiser",
  "sample-in-production": "organiser",
  "content-note-missing": "author",
  "support-person-missing": "teller",
  "declaration-missing": "author",
  recognisable: "author",
  "declaration-for-testimony": "teller",
  "consent-for-sample": "author",
  "employer-missing": "teller",
  "named-service": "author",
  "sector-missing": "author",
  "blocked-phrase": "author",
};

/** What is said of an edition's things is shown for thirty days after the last of its days. */
const afterDays = 30;

/** What follows by itself from something else that is to be done about the same thing, and goes away with it. */
const follows: { readonly [code in ReasonCode]?: readonly ReasonCode[] } = {
  "text-not-reviewed": ["review-missing", "review-refused"],
  "text-missing": [
    "review-missing",
    "review-refused",
    "text-not-reviewed",
    "finding-undecided",
    "finding-to-change",
    "read-back-missing",
    "machine-translated",
    "help-missing",
    "locale-not-allowed",
  ],
  "no-locale-left": [
    "review-missing",
    "review-refused",
    "text-not-reviewed",
    "finding-undecided",
    "finding-to-change",
    "read-back-missing",
    "machine-translated",
    "help-missing",
    "locale-not-allowed",
    "text-missing",
  ],
};

function fromGate(refusals: readonly Refusal[], isBlocking: boolean): Todo[] {
  return refusals.flatMap(({ kind, id, origin, reasons }) => {
    const codes = new Set(reasons.map(({ code }) => code));
    return reasons
      .filter(({ code }) => !follows[code]?.some((cause) => codes.has(cause)))
      .map((reason) => ({ hand: handOfReason[reason.code], kind, id, origin, isBlocking, reason }));
  });
}

/** What to see to about one draft, beside what the gate says. */
function beside(
  draft: Draft,
  context: GateContext,
  today: string,
): { hand: Hand; code: TodoCode; values: Record<string, string | number> }[] {
  const { last } = context.edition.data.days;
  const isOver = today > last;
  switch (draft.kind) {
    case "helpline": {
      const { verified } = draft.data;
      // In a sample the gate lets such numbers through; somebody must call them all the same.
      if (verified.state === "source-only")
        return [{ hand: "organiser", code: "helpline-uncalled", values: {} }];
      const due = dayLater(verified.on, { days: helplineFreshDays });
      return due < last ? [{ hand: "organiser", code: "helpline-due", values: { date: due } }] : [];
    }
    case "fact": {
      const { validUntil } = draft.data;
      return validUntil >= today && validUntil < last
        ? [{ hand: "author", code: "fact-ends", values: { date: validUntil } }]
        : [];
    }
    case "landmark":
      if (draft.data.status === "cancelled") return [];
      if (draft.data.state === "invited" && !isOver)
        return [{ hand: "city", code: "landmark-unanswered", values: {} }];
      return draft.data.state === "pledged" && isOver
        ? [{ hand: "city", code: "landmark-unconfirmed", values: {} }]
        : [];
    case "placement":
      return draft.data.candidates.length === 0
        ? [{ hand: "organiser", code: "placement-empty", values: { number: draft.data.number } }]
        : [];
    case "installation":
      return context.drafts.some(
        (other) => other.kind === "placement" && other.data.installation === draft.id,
      )
        ? []
        : [{ hand: "organiser", code: "installation-without-placements", values: {} }];
    default:
      return [];
  }
}

/** Records that end before the thing has been shown as long as its edition is. */
function endings(context: GateContext, plan: Plan, today: string): Todo[] {
  const questionOf = createQuestions(context);
  const released = new Set(plan.releases.map(({ kind, id }) => `${kind}:${id}`));
  const until = dayLater(context.edition.data.days.last, { days: afterDays });
  return draftsOf(context).flatMap((draft) => {
    if ((draft.kind !== "story" && draft.kind !== "image") || !released.has(`${draft.kind}:${draft.id}`))
      return [];
    const { ground, needs } = questionOf(draft, {
      editionReleased: true,
      helplines: [],
      installation: undefined,
      outlivesStory: false,
    });
    if (ground === undefined || ground.notAfter >= until || ground.notAfter < today) return [];
    const { kind, id, origin } = draft;
    const code = needs === "consent" ? "consent-ends" : "declaration-ends";
    const hand = needs === "consent" ? "teller" : "author";
    return [{ hand, kind, id, origin, isBlocking: false, code, values: { date: ground.notAfter } }];
  });
}

/**
 * What is to be done. Blocking things first, then by whose turn it is, then by kind as they are released, then by id.
 *
 * @param context the same as the gate is asked with; its clock is today
 */
export function readinessOf(context: GateContext): Readiness {
  const plan = planEdition(context);
  const { edition } = context;
  const today = dayAt(context.now, edition.data.zone);
  const drafts = draftsOf(context);
  const { languages } = edition.data;
  const todos: Todo[] = [
    ...fromGate(plan.refused, true),
    ...fromGate(plan.withheld, true),
    ...endings(context, plan, today),
    ...drafts.flatMap((draft) =>
      beside(draft, context, today).map((todo) => ({
        ...todo,
        kind: draft.kind,
        id: draft.id,
        origin: draft.origin,
        isBlocking: false,
      })),
    ),
  ];
  if (!drafts.some((draft) => draft.kind === "helpline")) {
    const { kind, id, origin } = edition;
    todos.push({
      hand: "organiser",
      kind,
      id,
      origin,
      isBlocking: true,
      code: "no-helpline",
      values: {},
    });
  }
  // The gate's own order within each group is kept: sorting is stable.
  const rank = ({ isBlocking, hand }: Todo): number => (isBlocking ? 0 : hands.length) + hands.indexOf(hand);
  return {
    edition: edition.id,
    daysToGo: daysBetween(today, edition.data.days.first),
    todos: todos.toSorted((a, b) => rank(a) - rank(b)),
    coverage: totalCoverage(coverageOf(drafts, languages), languages),
  };
}

/** Says in one language what is to be done. */
export function todoSentence(todo: Todo, locale: OperatorLocale): string {
  if ("reason" in todo) return sentenceOf(todo.reason, locale);
  return gateMessages(locale)(`todo.${todo.code}`, valuesInWords(todo.values, locale));
}
