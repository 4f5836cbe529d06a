import { textOf } from "../../sources/bag.ts";
import { currencyDigits, currencyOf, minorOf } from "../../money.ts";

/** Money in whole minor units; without an amount, `flag` says what was wrong with it. */
export type Money = { minor: number | null; currency: string; flag?: string };

const unknown: Money = { minor: null, currency: "", flag: "currency_unknown" };

/** An amount such as `"12.50"`, as money. */
export function majorMoney(amount: unknown, currency: unknown): Money {
  const code = currencyOf(textOf(currency));
  if (code === null) return unknown;
  const minor = minorOf(amount, code);
  return minor === null ? { minor, currency: "", flag: "revenue_unreadable" } : { minor, currency: code };
}

/**
 * A whole amount in a sender's own smallest units, as money.
 *
 * @param digitsOf  digits after the point in the sender's units of a currency, where they differ from ISO 4217
 */
export function minorMoney(amount: unknown, currency: unknown, digitsOf: (code: string) => number | null = currencyDigits): Money {
  const code = currencyOf(textOf(currency));
  if (code === null) return unknown;
  const number = typeof amount === "string" && amount.trim() !== "" ? Number(amount) : amount;
  const shift = currencyDigits(code)! - (digitsOf(code) ?? currencyDigits(code)!);
  const minor = typeof number === "number" && Number.isInteger(number) ? Math.round(number * 10 ** shift) : NaN;
  return Number.isSafeInteger(minor) ? { minor, currency: code } : { minor: null, currency: "", flag: "revenue_unreadable" };
}

/** The same money going back. */
export const refunded = (money: Money): Money => (money.minor === null ? money : { ...money, minor: -Math.abs(money.minor) });
