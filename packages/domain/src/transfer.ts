/**
 * Giving by code: the quick response code of the European Payments Council for SEPA credit transfers (EPC069-12, version 2.1 of the
 * guidelines: twelve lines, UTF-8, at most 331 bytes, error correction M, QR version 13 at most).
 */
import { z } from "zod";

/** Where a gift goes. */
export type Account = {
  holder: string;
  iban: string;
  bic?: string | undefined;
  /** Euros; left out, the giver chooses. */
  amount?: string | undefined;
  /** A message, or a structured creditor reference (ISO 11649, begins with RF). */
  remittance?: string | undefined;
};

/** An account as a bundle holds it; what cannot be coded is refused by {@link transferText}. */
export const accountSchema = z
  .strictObject({
    holder: z.string().min(1),
    iban: z.string().min(1),
    bic: z.string().optional(),
    remittance: z.string().optional(),
  })
  .superRefine((account, context) => {
    const made = transferText(account);
    if (made.ok) return;
    const { reason } = made.problem;
    const field = { "iban-sepa": "iban", "epc-long": "remittance" }[reason as string] ?? reason;
    context.addIssue({ code: "custom", path: [field], message: `account-${reason}` });
  });

/** Why a transfer cannot be coded. */
export type TransferProblem =
  | { reason: "holder"; values: Record<string, never> }
  | { reason: "iban"; values: { iban: string } }
  | { reason: "iban-sepa"; values: { country: string } }
  | { reason: "bic"; values: { bic: string } }
  | { reason: "amount"; values: { amount: string } }
  | { reason: "remittance"; values: Record<string, never> }
  | { reason: "epc-long"; values: Record<string, never> };

/** Length of an IBAN by country of the SEPA scheme (ISO 13616 registry; EPC409-09 list of countries). */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24, AL: 28, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18, FR: 27, GB: 22, GI: 23,
  GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21, MC: 27, MD: 24, ME: 22, MK: 19, MT: 31, NL: 18,
  NO: 15, PL: 28, PT: 25, RO: 24, RS: 22, SE: 24, SI: 19, SK: 24, SM: 27, VA: 22,
}; // prettier-ignore

// Outside the European Economic Area the bank's BIC is still needed.
const economicArea = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);

/** Remainder of a text by 97 after letters became numbers (A is 10) and the first four symbols went to the end. */
function remainder97(text: string): number {
  let rest = 0;
  for (const symbol of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(symbol, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** The payload of a transfer code, or what is wrong. */
export function transferText(
  account: Account,
): { ok: true; text: string; iban: string } | { ok: false; problem: TransferProblem } {
  const refuse = (problem: TransferProblem) => ({ ok: false as const, problem });
  const holder = account.holder.trim();
  if (holder === "" || [...holder].length > 70 || /[\r\n]/.test(holder))
    return refuse({ reason: "holder", values: {} });
  const iban = account.iban.replaceAll(/[\s-]/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban))
    return refuse({ reason: "iban", values: { iban: account.iban } });
  const country = iban.slice(0, 2);
  const length = ibanLengths[country];
  if (remainder97(iban) !== 1 || (length !== undefined && iban.length !== length)) {
    return refuse({ reason: "iban", values: { iban: account.iban } });
  }
  if (length === undefined) return refuse({ reason: "iban-sepa", values: { country } });
  const bic = account.bic?.replaceAll(/\s/g, "").toUpperCase() ?? "";
  if (!/^([A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?)?$/.test(bic) || (bic === "" && !economicArea.has(country))) {
    return refuse({ reason: "bic", values: { bic } });
  }
  const typed = account.amount?.trim() ?? "";
  const amount = /^\d{1,9}([.,]\d{1,2})?$/.test(typed) ? Number(typed.replace(",", ".")) : Number.NaN;
  if (typed !== "" && !(amount >= 0.01 && amount <= 999_999_999.99)) {
    return refuse({ reason: "amount", values: { amount: typed } });
  }
  const message = account.remittance?.trim() ?? "";
  const isReference = /^RF\d{2}[A-Z0-9]{1,21}$/.test(message.replaceAll(" ", "").toUpperCase());
  const reference = isReference ? message.replaceAll(" ", "").toUpperCase() : "";
  const isBroken = isReference
    ? remainder97(reference) !== 1
    : [...message].length > 140 || /[\r\n]/.test(message);
  if (isBroken) return refuse({ reason: "remittance", values: {} });
  const text = [
    "BCD",
    "002",
    "1",
    "SCT",
    bic,
    holder,
    iban,
    typed === "" ? "" : `EUR${amount.toFixed(2).replace(/\.?0+$/, "")}`,
    "",
    reference,
    isReference ? "" : message,
  ]
    .join("\n")
    .replace(/\n+$/, "");
  if (Buffer.byteLength(text) > 331) return refuse({ reason: "epc-long", values: {} });
  return { ok: true, text, iban: (iban.match(/.{1,4}/g) ?? []).join(" ") };
}
