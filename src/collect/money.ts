const digitsOf = new Map<string, number | null>();

/** Digits after the point of a currency by ISO 4217 (EUR 2, JPY 0, KWD 3); `null` when the code is none. */
export function currencyDigits(code: string): number | null {
  const remembered = digitsOf.get(code);
  if (remembered !== undefined) return remembered;
  const digits = (Intl.supportedValuesOf("currency") as string[]).includes(code)
    ? (new Intl.NumberFormat("en", { style: "currency", currency: code }).resolvedOptions().maximumFractionDigits ?? null)
    : null;
  if (digitsOf.size < 1000) digitsOf.set(code, digits);
  return digits;
}

/** The ISO 4217 code meant by a text in any case; `null` when there is no such currency. */
export function currencyOf(text: string): string | null {
  const code = text.trim().toUpperCase();
  return currencyDigits(code) === null ? null : code;
}

const plain = /^[-+]?\d{1,13}(?:\.\d+)?$/;

/** An amount in whole minor units, rounded half away from zero; `null` when it is not a plain number or too large to be one. */
export function minorOf(amount: unknown, currency: string): number | null {
  const digits = currencyDigits(currency);
  const text = typeof amount === "number" ? amount.toFixed(9) : typeof amount === "string" ? amount.trim() : "";
  if (digits === null || !plain.test(text)) return null;
  // 1.005 is 1.00499999… as a number: shifting the point in the text rounds what was written.
  const minor = Math.round(Number(`${Math.abs(Number(text))}e${digits}`));
  return Number.isSafeInteger(minor) ? (Number(text) < 0 ? -minor : minor) : null;
}
