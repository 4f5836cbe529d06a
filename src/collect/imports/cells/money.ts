import { readWritten, type DecimalSign } from "./number.ts";

const signs: Record<string, string> = {
  "€": "EUR",
  $: "USD",
  "£": "GBP",
  "¥": "JPY",
  "₺": "TRY",
  "₽": "RUB",
  "₹": "INR",
  "₩": "KRW",
  zł: "PLN",
  лв: "BGN",
};
const codes = new Set(Intl.supportedValuesOf("currency"));
const fractions = new Map<string, number>();

/** How many digits a currency has behind its decimal sign: 2 for EUR, 0 for JPY, 3 for KWD. */
function fractionDigits(currency: string): number {
  const known = fractions.get(currency);
  if (known !== undefined) return known;
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  fractions.set(currency, digits);
  return digits;
}

/** The ISO 4217 code that a text names, by code or by sign; `null` when it names none. */
export function readCurrency(text: string): string | null {
  const trimmed = text.trim();
  const sign = Object.keys(signs).find((key) => trimmed.includes(key));
  if (sign) return signs[sign]!;
  const code = /(?:^|[^\p{L}])([A-Z]{3})(?:$|[^\p{L}])/u.exec(trimmed.toUpperCase())?.[1];
  return code && codes.has(code) ? code : null;
}

/** Money in whole minor units, and its currency: the one written in the cell, or else the given one; `null` when it is not an amount. */
export function readMoney(cell: string, decimal: DecimalSign, currency: string): { minor: number; currency: string } | null {
  const bare = /^[\d.,+-]+$/.test(cell);
  const own = bare ? currency : (readCurrency(cell) ?? currency);
  const written = readWritten(bare ? cell : cell.replace(/[\p{L}\p{Sc}]+\.?/gu, "").replace(/^\s*([+-])\s+/, "$1"), decimal);
  if (!written) return null;
  const digits = fractionDigits(own);
  const padded = written.fraction.padEnd(digits + 1, "0");
  const minor = Number(written.whole + padded.slice(0, digits)) + (padded.charCodeAt(digits) >= 53 ? 1 : 0);
  return Number.isSafeInteger(minor) ? { minor: written.negative && minor !== 0 ? -minor : minor, currency: own } : null;
}

/** An amount in whole minor units as `12.50 EUR`. */
export const formatMinor = (minor: number, currency: string): string =>
  `${(minor / 10 ** fractionDigits(currency)).toFixed(fractionDigits(currency))} ${currency}`;
