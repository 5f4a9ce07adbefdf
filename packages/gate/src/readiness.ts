/**
 * What is still to be done before the day, and whose turn it is: what the gate refuses or leaves out, and what it lets through today but
 * will not stand on the day itself, or is simply not there yet. Pure, like the gate: the same records and moment give the same list.
 */
import type { Draft } from "@bluehour/domain/draft";
import { kinds } from "@bluehour/domain/kinds";
import type { Kind } from "@bluehour/domain/kinds";
import type { OperatorLocale } from "@bluehour/domain/locales";
import { dayAt, dayLater, daysBetween } from "@bluehour/domain/phase";
import { coverageOf, totalCoverage } from "@bluehour/i18n/coverage";
import type { Coverage } from "@bluehour/i18n/coverage";
import { gateMessages } from "@bluehour/i18n/gate";
import { planEdition } from "./plan.ts";
import type { Plan, Refusal } from "./plan.ts";
import { createQuestions, draftsOf, recordsOf } from "./question.ts";
import type { GateContext } from "./question.ts";
import { sentenceOf, valuesInWords } from "./reason.ts";
import type { Reason, ReasonCode } from "./reason.ts";
import { helplineFreshDays } from "./rules/help.ts";

/** Who can do it. `teller` means: somebody talks with the person, and nobody else can decide. */
export const hands = ["teller", "reviewer", "author", "translator", "organiser", "city"] as const;
export type Hand = (typeof hands)[number];

/** What is not a reason of the gate: it stands today, or is not public by nature, and yet somebody must see to it. */
export const todoCodes = [
  "consent-ends-before",
  "consent-ends",
  "declaration-ends-before",
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

/** Somebody by the id under which the records know them, or an organisation of the edition. Never a teller. */
export type Responsible = { staff: string } | { organisation: string };

/** One thing to do. `origin` says where a person finds it; `field` where in it, as in a reason of the gate. */
export type Todo = {
  hand: Hand;
  kind: Kind;
  id: string;
  origin: string;
  field: string;
  /** Who is likely to do it, as far as the records say: who spoke with the teller, who wrote, who reviewed, whose landmark it is. */
  who: readonly Responsible[];
  /** The last day on which it stands as it is, where there is one. */
  due?: string;
  /** Whether it keeps the thing, or a part of it, from being public now. */
  isBlocking: boolean;
} & ({ reason: Reason } | { code: TodoCode; values: Record<string, string | number> });

/** Things of one kind: all there are, those that would be public, and those of them about which something is to be done. */
export type KindCount = { kind: Kind; all: number; public: number; waiting: number };

export type Readiness = {
  edition: string;
  /** Whole days until the first day of the edition, in its zone; negative once it has begun. */
  daysToGo: number;
  /** Whether it is one of the edition's days, in its zone. */
  isOn: boolean;
  /** In the order of the kinds; those of which there is none are left out. */
  counts: KindCount[];
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

/** A thing to do before it is known who does it. */
type Open = Omit<Extract<Todo, { reason: Reason }>, "who"> | Omit<Extract<Todo, { code: TodoCode }>, "who">;

function fromGate(refusals: readonly Refusal[], isBlocking: boolean): Open[] {
  return refusals.flatMap(({ kind, id, origin, reasons }) => {
    const codes = new Set(reasons.map(({ code }) => code));
    return reasons
      .filter(({ code }) => !follows[code]?.some((cause) => codes.has(cause)))
      .map((reason) => ({
        hand: handOfReason[reason.code],
        kind,
        id,
        origin,
        field: reason.field,
        isBlocking,
        reason,
      }));
  });
}

type Beside = {
  hand: Hand;
  code: TodoCode;
  field: string;
  due?: string;
  values?: Record<string, string | number>;
};

/** What to see to about one draft, beside what the gate says. */
function beside(draft: Draft, context: GateContext, today: string): Beside[] {
  const { first, last } = context.edition.data.days;
  const isOver = today > last;
  switch (draft.kind) {
    case "helpline": {
      const { verified } = draft.data;
      const field = "data.verified";
      // In a sample the gate lets such numbers through; somebody must call them all the same.
      if (verified.state === "source-only") return [{ hand: "organiser", code: "helpline-uncalled", field }];
      const due = dayLater(verified.on, { days: helplineFreshDays });
      return due < last
        ? [{ hand: "organiser", code: "helpline-due", field, due, values: { date: due } }]
        : [];
    }
    case "fact": {
      const { validUntil: due } = draft.data;
      return due >= today && due < last
        ? [{ hand: "author", code: "fact-ends", field: "data.validUntil", due, values: { date: due } }]
        : [];
    }
    case "landmark": {
      const field = "data.state";
      if (draft.data.status === "cancelled") return [];
      if (draft.data.state === "invited" && !isOver)
        return [{ hand: "city", code: "landmark-unanswered", field, due: first }];
      return draft.data.state === "pledged" && isOver
        ? [{ hand: "city", code: "landmark-unconfirmed", field }]
        : [];
    }
    case "placement":
      return draft.data.candidates.length === 0
        ? [
            {
              hand: "organiser",
              code: "placement-empty",
              field: "data.candidates",
              values: { number: draft.data.number },
            },
          ]
        : [];
    case "installation":
      return context.drafts.some(
        (other) => other.kind === "placement" && other.data.installation === draft.id,
      )
        ? []
        : [{ hand: "organiser", code: "installation-without-placements", field: "" }];
    default:
      return [];
  }
}

/** Records that end before the thing has been shown as long as its edition is. */
function endings(drafts: readonly Draft[], { context, plan, today, questionOf }: Surroundings): Open[] {
  const released = new Set(plan.releases.map(({ kind, id }) => `${kind}:${id}`));
  const { last } = context.edition.data.days;
  const until = dayLater(last, { days: afterDays });
  return drafts.flatMap((draft) => {
    if ((draft.kind !== "story" && draft.kind !== "image") || !released.has(`${draft.kind}:${draft.id}`))
      return [];
    const { ground, needs } = recordsOf(questionOf, draft);
    if (ground === undefined || ground.notAfter >= until || ground.notAfter < today) return [];
    const { kind, id, origin } = draft;
    const isConsent = needs === "consent";
    const code =
      `${isConsent ? "consent" : "declaration"}-ends${ground.notAfter < last ? "-before" : ""}` as const;
    return [
      {
        hand: isConsent ? "teller" : "author",
        kind,
        id,
        origin,
        field: `${isConsent ? "consents" : "declarations"}[${ground.ref}].notAfter`,
        due: ground.notAfter,
        isBlocking: false,
        code,
        values: { date: ground.notAfter },
      },
    ];
  });
}

type Surroundings = {
  context: GateContext;
  plan: Plan;
  today: string;
  questionOf: ReturnType<typeof createQuestions>;
};

/** Whom the records name for a hand. */
function responsibleFor(draft: Draft, hand: Hand, { questionOf }: Surroundings): Responsible[] {
  const staff = (ids: readonly (string | undefined)[]): Responsible[] =>
    [...new Set(ids)].filter((id) => id !== undefined).map((id) => ({ staff: id }));
  const { data } = draft;
  const owners: Responsible[] = ("organisations" in data ? data.organisations : []).map((organisation) => ({
    organisation,
  }));
  if (draft.kind !== "story" && draft.kind !== "image") return owners;
  const { ground, reviews, declarations, consents } = recordsOf(questionOf, draft);
  switch (hand) {
    case "teller":
      // Whom the person knows: who explained it to them, last time or now.
      return staff(
        [ground ?? consents.toSorted((a, b) => (a.givenOn < b.givenOn ? 1 : -1))[0]].flatMap((record) =>
          record !== undefined && "elements" in record ? [record.elements.disclosure?.by] : [],
        ),
      );
    case "reviewer":
      return staff(reviews.map(({ reviewer }) => reviewer));
    case "author":
    case "translator":
      // The records name everybody who had a hand in the words, and not who translated.
      return staff([
        ...declarations.map(({ author }) => author),
        ...reviews.flatMap(({ writers }) => writers),
      ]);
    default:
      return owners;
  }
}

/**
 * What is to be done. Blocking things first, then by whose turn it is, then by the day on which they fall due, then by kind as they are released.
 *
 * @param context the same as the gate is asked with; its clock is today
 */
export function readinessOf(context: GateContext): Readiness {
  const plan = planEdition(context);
  const { edition } = context;
  const today = dayAt(context.now, edition.data.zone);
  const drafts = draftsOf(context);
  const { languages, days } = edition.data;
  const surroundings = { context, plan, today, questionOf: createQuestions(context) };
  const open: Open[] = [
    ...fromGate(plan.refused, true),
    ...fromGate(plan.withheld, true),
    ...endings(drafts, surroundings),
    ...drafts.flatMap((draft) =>
      beside(draft, context, today).map((todo) => ({
        values: {},
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
    open.push({
      hand: "organiser",
      kind,
      id,
      origin,
      field: "",
      isBlocking: true,
      code: "no-helpline",
      values: {},
    });
  }
  const byOrigin = Map.groupBy(drafts, ({ kind, id, origin }) => `${kind} ${id} ${origin}`);
  const todos = open.map((todo): Todo => {
    const [draft] = byOrigin.get(`${todo.kind} ${todo.id} ${todo.origin}`) ?? [];
    return { ...todo, who: draft === undefined ? [] : responsibleFor(draft, todo.hand, surroundings) };
  });
  // The gate's own order within each group is kept: sorting is stable. What has a day comes before what has none.
  const rank = ({ isBlocking, hand }: Todo): number => (isBlocking ? 0 : hands.length) + hands.indexOf(hand);
  const dayOf = ({ due = "9999" }: Todo): string => due;
  return {
    edition: edition.id,
    daysToGo: daysBetween(today, days.first),
    isOn: days.first <= today && today <= days.last,
    counts: countsOf(drafts, plan, todos),
    todos: todos.toSorted(
      (a, b) => rank(a) - rank(b) || (dayOf(a) < dayOf(b) ? -1 : Number(dayOf(a) > dayOf(b))),
    ),
    coverage: totalCoverage(coverageOf(drafts, languages), languages),
  };
}

function countsOf(drafts: readonly Draft[], { releases }: Plan, todos: readonly Todo[]): KindCount[] {
  const count = (kind: Kind, things: readonly { kind: Kind; id: string }[]): number =>
    new Set(things.filter((thing) => thing.kind === kind).map(({ id }) => id)).size;
  return kinds.flatMap((kind) => {
    const all = count(kind, drafts);
    return all === 0 ? [] : [{ kind, all, public: count(kind, releases), waiting: count(kind, todos) }];
  });
}

/** Says in one language what is to be done. */
export function todoSentence(todo: Todo, locale: OperatorLocale): string {
  if ("reason" in todo) return sentenceOf(todo.reason, locale);
  return gateMessages(locale)(`todo.${todo.code}`, valuesInWords(todo.values, locale));
}
