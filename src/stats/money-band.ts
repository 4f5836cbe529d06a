import type { Estimate } from "../model/estimate.ts";
import { checkCounts } from "./counts.ts";

/** A figure that is a guess at both ends: what it is at least, most plausibly and at most. */
export type Band = { low: number; base: number; high: number };

/**
 * What an effect is worth, the interval of the effect carried through: a band, never one number.
 *
 * @param effect              points moved, as an estimate or a change
 * @param customers           customers who felt it
 * @param valuePerPointMinor  worth of one point for one customer, in minor units of one currency, not necessarily whole
 * @returns                   whole minor units of that currency
 * @throws                    RangeError when `customers` is no count
 */
export function benefitMinor(effect: Pick<Estimate, "value" | "low" | "high">, customers: number, valuePerPointMinor: number): Band {
  checkCounts({ customers });
  const worth = (points: number) => Math.round(points * customers * valuePerPointMinor) + 0; // + 0 turns -0 into 0
  const ends = [worth(effect.low), worth(effect.high)];
  return { low: Math.min(...ends), base: worth(effect.value), high: Math.max(...ends) };
}

/**
 * Return on what was spent: (benefit - cost) / cost. 0 is break-even, 1 is the cost earned back once more.
 *
 * @param benefit    whole minor units
 * @param costMinor  whole minor units of the same currency
 * @returns          null when nothing was spent, where a return has no meaning
 */
export function returnOnCost(benefit: Band, costMinor: number): Band | null {
  if (costMinor <= 0) return null;
  const gain = (amountMinor: number) => (amountMinor - costMinor) / costMinor;
  return { low: gain(benefit.low), base: gain(benefit.base), high: gain(benefit.high) };
}
