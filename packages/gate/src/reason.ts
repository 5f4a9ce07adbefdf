/** Why something may not be public: a rule, a code, the place where a person can mend it, and the sentence that says so. */
import type { OperatorLocale } from "@bluehour/domain/locales";
import { gateMessages } from "@bluehour/i18n/gate";

/** A rule of docs/safeguarding.md, or `form` for what is simply incomplete or contradicts itself. */
export type RuleId =
  | "form"
  | "S1"
  | "S2"
  | "S3"
  | "S4"
  | "S5"
  | "S6"
  | "S7"
  | "S8"
  | "S9"
  | "S10"
  | "S11"
  | "S12"
  | "S13"
  | "S14"
  | "S15"
  | "S16"
  | "S17"
  | "S18"
  | "S19"
  | "S20"
  | "S21"
  | "S22";

/** Every code that the gate can give, and the rule that it belongs to. Each has a sentence `reason.CODE` in every interface language. */
export const ruleOfCode = {
  schema: "form",
  "original-missing": "form",
  "text-missing": "form",
  "block-twice": "form",
  "block-unknown": "form",
  "id-twice": "form",
  "other-edition": "form",
  "edition-refused": "form",
  "edition-days": "form",
  "date-in-future": "form",
  "fact-expired": "form",
  "media-missing": "form",
  "installation-missing": "form",
  "candidate-not-released": "form",
  "image-not-released": "form",
  "no-locale-left": "form",
  "consent-missing": "S1",
  "consents-same-day": "S1",
  "disclosure-missing": "S1",
  "voluntariness-missing": "S1",
  "comprehension-missing": "S1",
  "competence-missing": "S1",
  "edition-not-allowed": "S2",
  "locale-not-allowed": "S2",
  "use-exhausted": "S2",
  "uses-none": "S2",
  "placement-not-allowed": "S2",
  withdrawn: "S3",
  tombstoned: "S3",
  "picture-without-story": "S3",
  "stop-code-missing": "S3",
  "stop-code-shared": "S3",
  expired: "S4",
  "too-long": "S4",
  "window-empty": "S4",
  "minor-not-declared": "S5",
  "minor-without-record": "S5",
  "assent-missing": "S5",
  "guardian-missing": "S5",
  "minor-image": "S5",
  "minor-recognisable": "S5",
  "minor-named": "S5",
  "second-review-missing": "S5",
  "minor-no-regions": "S5",
  "minor-region": "S5",
  "naming-differs": "S6",
  "naming-declared": "S6",
  "byline-missing": "S6",
  "byline-unwanted": "S6",
  "review-missing": "S7",
  "review-refused": "S7",
  "review-own-words": "S7",
  "checklist-open": "S7",
  "finding-undecided": "S7",
  "finding-to-change": "S7",
  "text-not-reviewed": "S8",
  "read-back-missing": "S8",
  "machine-translated": "S10",
  "ai-people": "S11",
  "alt-missing": "S11",
  "image-not-allowed": "S11",
  "country-excluded": "S12",
  "help-missing": "S14",
  "helpline-unchecked": "S14",
  "helpline-stale": "S14",
  "sample-in-production": "S14",
  "content-note-missing": "S15",
  "support-person-missing": "S16",
  "declaration-missing": "S18",
  recognisable: "S18",
  "declaration-for-testimony": "S18",
  "consent-for-sample": "S18",
  "employer-missing": "S19",
  "named-service": "S19",
  "sector-missing": "S19",
  "blocked-phrase": "S19",
} as const satisfies Record<string, RuleId>;

/** What exactly is wrong. */
export type ReasonCode = keyof typeof ruleOfCode;

/** Why something is refused or shown with less. */
export type Reason = {
  rule: RuleId;
  code: ReasonCode;
  /** Where a person can mend it: a path into the draft (`texts.fr.head.byline`) or a record (`consents[REF].notAfter`). */
  field: string;
  /** What the sentence needs. Never text of the draft, and never the match of a blocked phrase. */
  values: Record<string, string | number>;
};

/** Makes a reason; its rule follows from its code. */
export function because(
  code: ReasonCode,
  field: string,
  values: Record<string, string | number> = {},
): Reason {
  return { rule: ruleOfCode[code], code, field, values };
}

const dayFormats = new Map<OperatorLocale, Intl.DateTimeFormat>();

function dayInWords(date: string, locale: OperatorLocale): string {
  let format = dayFormats.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
    dayFormats.set(locale, format);
  }
  return format.format(new Date(`${date}T00:00:00Z`));
}

/** Values whose words differ from language to language: dates, languages, countries, and the words of consents and checklists. */
function valueInWords(name: string, value: string | number, locale: OperatorLocale): string | number {
  if (typeof value === "number") return value;
  const say = gateMessages(locale);
  switch (name) {
    case "date":
    case "latest":
      return dayInWords(value, locale);
    case "locale":
    case "original":
      return new Intl.DisplayNames([locale], { type: "language" }).of(value) ?? value;
    case "country":
      return new Intl.DisplayNames([locale], { type: "region" }).of(value) ?? value;
    case "use":
      return say(`use.${value}` as Parameters<typeof say>[0]);
    case "item":
      return say(`check.${value}` as Parameters<typeof say>[0]);
    case "asked":
    case "allowed":
      return say(`naming.${value}` as Parameters<typeof say>[0]);
    default:
      return value;
  }
}

/** Values as a sentence in this language says them. */
export function valuesInWords(
  values: Readonly<Record<string, string | number>>,
  locale: OperatorLocale,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, valueInWords(name, value, locale)]),
  );
}

/** Says in one language what is wrong and what to do; the place is the reason's `field`. For organisers, never for the public. */
export function sentenceOf(reason: Reason, locale: OperatorLocale): string {
  const values = valuesInWords({ ...reason.values, field: reason.field }, locale);
  return gateMessages(locale)(`reason.${reason.code}`, values);
}
