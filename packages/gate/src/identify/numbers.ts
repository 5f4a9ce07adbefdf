/** What has a form of its own: addresses of the net, telephones, accounts, cards, national numbers, plates, papers. */
import { electronicFormatIBAN, isValidIBAN } from "ibantools";
import { findPhoneNumbersInText, isSupportedCountry } from "libphonenumber-js/max";
import type { CountryCode } from "libphonenumber-js/max";
import { LinkifyIt } from "linkify-it";
import * as insz from "stdnum/lib/cjs/be/insz.js";
import * as idnr from "stdnum/lib/cjs/de/idnr.js";
import * as svnr from "stdnum/lib/cjs/de/svnr.js";
import * as nir from "stdnum/lib/cjs/fr/nir.js";
import * as nino from "stdnum/lib/cjs/gb/nino.js";
import * as bsn from "stdnum/lib/cjs/nl/bsn.js";
import * as cnp from "stdnum/lib/cjs/ro/cnp.js";
import { luhnChecksumValidate } from "stdnum/lib/cjs/util/checksum.js";
import type { FindingSort, Mark, NoteCode, Strength } from "./finding.ts";

const linkify = new LinkifyIt({ fuzzyLink: true });

function markOf(match: RegExpExecArray, sort: FindingSort, strength: Strength, note?: NoteCode): Mark {
  return {
    sort,
    start: match.index,
    end: match.index + match[0].length,
    strength,
    ...(note !== undefined && { note }),
  };
}

/** The group of a match that ends it. */
function endingOf(match: RegExpExecArray, group: string, sort: FindingSort, strength: Strength): Mark {
  const end = match.index + match[0].length;
  return { sort, start: end - group.length, end, strength };
}

/** Addresses of web and mail, also those spelt so that machines do not read them: people do. Names on platforms. */
export function findNetAddresses(text: string): Mark[] {
  const marks: Mark[] = [];
  // Most passages have none, and looking for them properly is dear.
  if (!/[@/([]|\S\.[\p{L}\p{N}]|insta|snap|t[ei][kl]|signal|face|mess|what|skyp|vib|only/iu.test(text))
    return marks;
  for (const { schema, index, lastIndex, raw } of linkify.match(text) ?? []) {
    // "…home.The next day": a blank is missing, and no address is meant.
    if (schema === "" && /\.\p{Lu}\p{Ll}*$/u.test(raw)) continue;
    marks.push({
      sort: schema === "mailto:" ? "email" : "url",
      start: index,
      end: lastIndex,
      strength: "certain",
    });
  }
  for (const match of text.matchAll(
    /[\w.+-]{2,64}\s?(?:\[at\]|\(at\)|\[arobase\]|\(arobase\)|\(apenstaartje\))\s?[\w-]+(?:(?:\.|\s?[[(](?:dot|point|punt|punkt)[\])]\s?)[\w-]+)+/giu,
  ))
    marks.push(markOf(match, "email", "certain"));
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}@._/-])@[\p{L}\p{N}_][\p{L}\p{N}_.]{0,28}[\p{L}\p{N}_]/gu,
  ))
    marks.push(markOf(match, "handle", "certain"));
  for (const match of text.matchAll(
    /\b(?:instagram|insta|snapchat|snap|tiktok|telegram|signal|facebook|messenger|whatsapp|skype|viber|onlyfans)\s?(?::|=|\bas\b|\bals\b|\bsous\b)\s*([\p{L}\p{N}_.]{2,29}[\p{L}\p{N}_])/giu,
  ))
    marks.push(endingOf(match, match[1] ?? "", "handle", "likely"));
  return marks;
}

/** Where people around here telephone: what is no number at home may be one next door. */
const neighbours: readonly CountryCode[] = ["BE", "NL", "FR", "LU", "DE"];

/** Stretches of text that could hold a telephone number. To look everywhere in five countries' ways takes most of the time there is. */
const digitRun = /(?:\+|\b)\d(?:[^\p{L}\p{N}\n]{0,3}\d){4,}/gu;

/** Telephone numbers in the form of the country itself or of its neighbours, or with a country's code. */
export function findPhones(text: string, country: string): Mark[] {
  const home: CountryCode = isSupportedCountry(country) ? country : "BE";
  const marks: Mark[] = [];
  for (const run of text.matchAll(digitRun)) {
    const from = Math.max(0, run.index - 3);
    const around = text.slice(from, run.index + run[0].length + 1);
    for (const there of new Set([home, ...neighbours])) {
      const found = findPhoneNumbersInText(around, { defaultCountry: there, extended: true });
      for (const { startsAt, endsAt } of found) {
        const written = around.slice(startsAt, endsAt);
        // Short or bare digits of elsewhere would take every number for a telephone.
        if (there !== home && !/^(?:\+|0)/.test(written)) continue;
        const isSure = there === home || /^(?:\+|00)/.test(written);
        marks.push({
          sort: "phone",
          start: from + startsAt,
          end: from + endsAt,
          strength: isSure ? "certain" : "likely",
        });
      }
      if (found.length > 0) break;
    }
  }
  return marks;
}

/** International bank account numbers. A wrong check digit is more often a slip of the pen than another number. */
export function findAccounts(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[\s.-]?[A-Z0-9]){11,30}/giu)) {
    const mark = accountIn(match[0], match.index);
    if (mark !== undefined) marks.push(mark);
  }
  return marks;
}

const nearbyAccount =
  /^(?:BE\d{2}(?:[\s.-]?\d){12}|NL\d{2}[\s.-]?[A-Z]{4}(?:[\s.-]?\d){10}|(?:FR|DE|LU)\d{2}(?:[\s.-]?\d){12,23})(?![\p{L}\p{N}])/iu;

function accountIn(candidate: string, start: number): Mark | undefined {
  // The pattern may have run on into the next words.
  for (let length = candidate.length; length >= 15; length -= 1) {
    if (/[\p{L}\p{N}]/u.test(candidate[length] ?? "")) continue;
    const part = electronicFormatIBAN(candidate.slice(0, length).replaceAll(/[\s.]/g, "")) ?? "";
    if (isValidIBAN(part)) return { sort: "bank-account", start, end: start + length, strength: "certain" };
  }
  const slip = nearbyAccount.exec(candidate);
  return slip === null
    ? undefined
    : {
        sort: "bank-account",
        start,
        end: start + slip[0].length,
        strength: "likely",
        note: "check-digits",
      };
}

const numberWord =
  /\b(?:rijksregister\w*|insz|niss|registre national|numéro national|national (?:register )?number|nationalnummer|bsn|burgerservice\w*|sofi\w*|sécurité sociale|social security|steuer-?id\w*|identifikationsnummer|sozialversicherungs\w*|rentenversicherungs\w*|cnp|matricule)\b/iu;

type Judgement = { sort: "national-number" | "card"; strength: Strength; note?: NoteCode };

type Check = { validate: (input: string) => { isValid: boolean } };

const passes = (check: Check, digits: string): boolean => check.validate(digits).isValid;

/** What a run of digits is, where it is one person's. */
function judgeNumber(written: string, before: string): Judgement | undefined {
  const compact = written.replaceAll(/[^\p{L}\p{N}]/gu, "").toUpperCase();
  const isNamed = numberWord.test(before);
  const person = (strength: Strength, note?: NoteCode): Judgement => ({
    sort: "national-number",
    strength,
    ...(note !== undefined && { note }),
  });
  if (/^\d{11}$/.test(compact)) {
    if (passes(insz, compact) || passes(idnr, compact)) return person("certain");
    // In its own dress it is one all the same.
    if (/^\d{2}[. ]\d{2}[. ]\d{2}[- ]\d{3}[. -]\d{2}$/.test(written)) return person("likely", "check-digits");
  }
  if (/^\d{9}$/.test(compact) && passes(bsn, compact)) return person(isNamed ? "certain" : "likely");
  if (/^[12][\dAB]{14}$/.test(compact) && passes(nir, compact)) return person("certain");
  if (/^\d{8}[A-Z]\d{3}$/.test(compact) && passes(svnr, compact)) return person("certain");
  if (/^[1-9]\d{12}$/.test(compact) && passes(cnp, compact)) return person("certain");
  if (/^[A-Z]{2}\d{6}[A-D]$/.test(compact)) return passes(nino, compact) ? person("likely") : undefined;
  if (/^[3-6]\d{12,18}$/.test(compact) && luhnChecksumValidate(compact))
    return { sort: "card", strength: "certain" };
  if (!/^\d+$/.test(compact)) return undefined;
  if (isNamed) return person("likely", "check-digits");
  // So many digits in one go name something that is one person's, whatever it is.
  return /^\d{8,19}$/.test(compact) && !isSum(written) ? person("likely") : undefined;
}

/** "1 200 000" and "25.000.000" are sums. */
function isSum(written: string): boolean {
  return /^\d{1,3}(?:[ \u00A0\u202F.,]\d{3})+$/.test(written);
}

const numberPatterns = [
  // Digits with blanks, dots, hyphens or slashes in between.
  /(?<![\p{L}\p{N}])\d(?:[ \u00A0\u202F./-]{0,2}\d){5,18}(?![\p{L}\p{N}])/gu,
  // Letters where Corsica, German pensions and British insurance have them.
  /(?<![\p{L}\p{N}])[12] ?\d{2} ?\d{2} ?2[AB] ?\d{3} ?\d{3} ?\d{2}(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])\d{2} ?\d{6} ?[A-Z] ?\d{3}(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\p{N}])/gu,
];

/** National numbers with their check digits, payment cards, and any other long number. */
export function findNumbers(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const pattern of numberPatterns)
    for (const match of text.matchAll(pattern)) {
      const found = judgeNumber(match[0], text.slice(Math.max(0, match.index - 48), match.index));
      if (found !== undefined) marks.push(markOf(match, found.sort, found.strength, found.note));
    }
  return marks;
}

const plateWord =
  /\b(?:plate|registration|plaque|immatricul\w*|nummerplaat|nummerplaten|kenteken\w*|kennzeichen|nummernschild)\b/iu;

const platePatterns: readonly [pattern: RegExp, strength: Strength][] = [
  // Belgium since 2010; before.
  [/(?<![\p{L}\p{N}-])[1-9][- .][A-Z]{3}[- .]\d{3}(?![\p{L}\p{N}-])/gu, "certain"],
  [/(?<![\p{L}\p{N}-])(?:[A-Z]{3}-\d{3}|\d{3}-[A-Z]{3})(?![\p{L}\p{N}-])/gu, "likely"],
  // France since 2009; before.
  [/(?<![\p{L}\p{N}-])[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}(?![\p{L}\p{N}-])/gu, "certain"],
  [/(?<![\p{L}\p{N}-])\d{3,4} [A-Z]{2,3} \d{2}(?![\p{L}\p{N}-])/gu, "likely"],
  // The Netherlands, side codes 1 to 14.
  [
    /(?<![\p{L}\p{N}-])(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|\d-[A-Z]{2}-\d{3})(?![\p{L}\p{N}-])/gu,
    "certain",
  ],
  // Germany: the letters of a district, then of the car.
  [/(?<![\p{L}\p{N}-])[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}[ -]?\d{1,4}[EH]?(?![\p{L}\p{N}-])/gu, "likely"],
];

/** Vehicle plates of Belgium and the countries around it. Those without a form of their own need the word for them just before. */
export function findPlates(text: string): Mark[] {
  const marks = platePatterns.flatMap(([pattern, strength]) =>
    [...text.matchAll(pattern)].map((match) => markOf(match, "plate", strength)),
  );
  const loose =
    /(?<![\p{L}\p{N}-])(?=[A-Z\d -]*\d)(?:[A-Z]{1,3}[ -]?)?\d{1,4}(?:[ -]?[A-Z]{1,3})?(?:[ -]?\d{1,4})?(?![\p{L}\p{N}-])/gu;
  for (const match of text.matchAll(loose))
    if (match[0].length >= 4 && plateWord.test(text.slice(Math.max(0, match.index - 32), match.index)))
      marks.push(markOf(match, "plate", "likely"));
  return marks;
}

const paper =
  /(?<!\p{L})(?:passports?|passeports?|paspoort(?:nummer)?|reisepass(?:nummer)?|visas?|visum(?:nummer)?|dossiers?(?:nummer)?|case|file|zaak(?:nummer)?|aktenzeichen|akte|notitienummer|procès-verbal|proces-verbaal|protokoll|pv|identity card|id card|carte d[’']identité|titre de séjour|identiteitskaart|verblijfs(?:kaart|titel)|personalausweis|aufenthaltstitel|permit|notice|parquet|référence|reference|referentie|réf|ref|ov|sp|driving licen[cs]e|permis de conduire|rijbewijs|führerschein)(?!\p{L})[^\n.!?;]{0,28}?(?<![\p{L}\p{N}])((?=[\p{L}\p{N}./-]*\d{3})[\p{L}\p{N}][\p{Lu}\p{N}]*(?:[./-][\p{Lu}\p{N}]+)*)(?![\p{L}\p{N}])/giu;

/** Numbers of passports, permits, cases and files: a word for the paper, and soon after it something with digits. */
export function findPapers(text: string): Mark[] {
  const marks: Mark[] = [];
  for (const match of text.matchAll(paper)) {
    const number = match[1] ?? "";
    // A year alone is no number of anything.
    if (/^(?:19|20)\d{2}$/.test(number) || number.length < 4) continue;
    marks.push(endingOf(match, number, "document", "likely"));
  }
  // Notices of the Belgian police and prosecution.
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])[A-Z]{2}\.?\d{2}\.[A-Z0-9]{2}\.\d{4,6}[/-]\d{2,4}/gu))
    marks.push(markOf(match, "document", "certain"));
  // Passports of many countries: one or two letters and a row of digits.
  for (const match of text.matchAll(/(?<![\p{L}\p{N}-])[A-Z]{1,2}\d{6,9}(?![\p{L}\p{N}-])/gu))
    marks.push(markOf(match, "document", "likely"));
  return marks;
}
