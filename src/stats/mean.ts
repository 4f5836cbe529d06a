import type { Change, Estimate } from "../model/estimate.ts";
import { checkCounts, signChange, type Signed } from "./counts.ts";
import { criticalT, twoSidedTP } from "./student.ts";
import { verdictOf } from "./verdict.ts";

/** Scores as a query sums them up: how many, their sum, the sum of their squares. */
export type MeanSums = { n: number; sum: number; squares: number };

/**
 * Mean score with its t interval.
 *
 * @param level  confidence, in (0, 1)
 * @returns      in the unit of the scores; null under two answers, which have no spread to judge by
 * @throws       RangeError when `level` is outside (0, 1) or `n` or `squares` is no count
 * @source       Student (1908)
 */
export function mean(sums: MeanSums, level = 0.95): Estimate | null {
  const { n, value, variance } = describe(sums);
  if (n < 2) return null;
  const reach = criticalT(level, n - 1) * Math.sqrt(variance / n);
  return { value, low: value - reach, high: value + reach, n };
}

/**
 * Change of a mean between two independent waves, by Welch's test.
 *
 * @returns `after - before` in the unit of the scores; null when either wave has under two answers
 * @throws  RangeError when `n` or `squares` is no count
 * @source  Welch (1947), Biometrika 34
 */
export function meanChange(before: MeanSums, after: MeanSums): Change | null {
  const change = contrastMeans(signChange(before, after));
  return change && { ...change, verdict: verdictOf(change, before.n, after.n) };
}

/**
 * Signed sum of means with its 95 % interval and test; of two means this is Welch's. null when any has under two answers.
 *
 * @source Satterthwaite (1946), Biometrics Bulletin 2
 */
export function contrastMeans(terms: readonly Signed<MeanSums>[]): Omit<Change, "verdict"> | null {
  const parts = terms.map(({ sign, of }) => ({ sign, ...describe(of) }));
  if (parts.some(({ n }) => n < 2)) return null;
  const value = parts.reduce((sum, part) => sum + part.sign * part.value, 0);
  const errors = parts.map(({ variance, n }) => variance / n);
  const squaredError = errors.reduce((sum, part) => sum + part, 0);
  if (squaredError === 0) return { value, low: value, high: value, p: null };

  const error = Math.sqrt(squaredError);
  const freedom = squaredError ** 2 / parts.reduce((sum, { n }, at) => sum + errors[at]! ** 2 / (n - 1), 0);
  const reach = criticalT(0.95, freedom) * error;
  return { value, low: value - reach, high: value + reach, p: twoSidedTP(value / error, freedom) };
}

function describe({ n, sum, squares }: MeanSums): { n: number; value: number; variance: number } {
  checkCounts({ n, squares });
  const value = sum / n;
  // Equal scores can leave a rounding error below zero, and its root would be NaN.
  return { n, value, variance: Math.max(0, (squares - sum * value) / (n - 1)) };
}
