import { readWritten, type DecimalSign } from "./number.ts";

// How currencies are written, where it says which one is meant. A letter more makes it another: `R$` is no `$`.
const signs: [RegExp, string][] = Object.entries({
  BRL: "R\\$",
  AUD: "AU?\\$",
  CAD: "CA?\\$",
  NZD: "NZ\\$",
  HKD: "HK\\$",
  SGD: "SG?\\$",
  TWD: "NT\\$",
  MXN: "MX\\$",
  USD: "US\\$",
  EUR: "€",
  GBP: "£",
  TRY: "₺|TL",
  RUB: "₽|руб",
  UAH: "₴|грн",
  INR: "₹|Rs",
  KRW: "₩|원",
  JPY: "円",
  CNY: "元",
  ILS: "₪",
  VND: "₫",
  THB: "฿",
  PHP: "₱",
  NGN: "₦",
  PLN: "zł",
  BGN: "лв",
  CZK: "Kč",
  HUF: "Ft",
  RON: "lei",
  CHF: "Fr|SFr",
  MYR: "RM",
  IDR: "Rp",
}).map(([code, written]) => [new RegExp(`(?<!\\p{L})(?:${written})(?!\\p{L})`, "u"), code]);

// Signs that several countries share: where the given currency is one of them, it is meant.
const shared: [RegExp, readonly string[], string | null][] = [
  [/\$/, ["USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU"], "USD"],
  [/¥/, ["JPY", "CNY"], "JPY"],
  [/(?<!\p{L})kr(?!\p{L})/iu, ["SEK", "NOK", "DKK", "ISK"], null],
];

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

/**
 * The ISO 4217 code that a text names, by code or by sign; `null` when it names none.
 *
 * @param home  the currency that is meant by a sign that several share, such as `$`
 */
export function readCurrency(text: string, home = ""): string | null {
  // The cells of a column name one currency again and again.
  const named = text.replace(/[\d.,'\s+-]+/g, " ");
  const key = `${home} ${named}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= 1000) known.clear();
  const currency = findCurrency(named, home);
  known.set(key, currency);
  return currency;
}

const known = new Map<string, string | null>();

function findCurrency(text: string, home: string): string | null {
  const plain = text.normalize("NFKC").trim();
  const code = /(?:^|[^\p{L}])([A-Z]{3})(?:$|[^\p{L}])/u.exec(plain.toUpperCase())?.[1];
  if (code && codes.has(code)) return code;
  const own = signs.find(([written]) => written.test(plain));
  if (own) return own[1];
  const several = shared.find(([written]) => written.test(plain));
  return several ? (several[1].includes(home) ? home : several[2]) : null;
}

/** Money in whole minor units, and its currency: the one written in the cell, or else the given one; `null` when it is not an amount. */
export function readMoney(cell: string, decimal: DecimalSign, currency: string): { minor: number; currency: string } | null {
  const bare = /^[\d.,+-]+$/.test(cell);
  const own = bare ? currency : (readCurrency(cell, currency) ?? currency);
  const written = readWritten(
    bare
      ? cell
      : cell
          .normalize("NFKC")
          .replace(/[\p{L}\p{Sc}]+\.?/gu, "")
          .replace(/^\s*([+-])\s+/, "$1"),
    decimal,
  );
  if (!written) return null;
  const digits = fractionDigits(own);
  const padded = written.fraction.padEnd(digits + 1, "0");
  const minor = Number(written.whole + padded.slice(0, digits)) + (padded.charCodeAt(digits) >= 53 ? 1 : 0);
  return Number.isSafeInteger(minor) ? { minor: written.negative && minor !== 0 ? -minor : minor, currency: own } : null;
}

/** An amount in whole minor units as `12.50 EUR`. */
export const formatMinor = (minor: number, currency: string): string =>
  `${(minor / 10 ** fractionDigits(currency)).toFixed(fractionDigits(currency))} ${currency}`;
