import { fewestForVerdict, type Change, type Verdict } from "../model/estimate.ts";

/** Chance of calling a change real when nothing moved: the p value below which a change counts as proven. */
export const falseAlarm = 0.05;

/**
 * What may be said about a change: it moved only when its interval excludes 0 and its test agrees.
 *
 * @param nBefore  answers before; of several groups, the smallest
 * @param nAfter   answers after; of several groups, the smallest
 */
export function verdictOf({ low, high, p }: Omit<Change, "verdict">, nBefore: number, nAfter: number): Verdict {
  if (Math.min(nBefore, nAfter) < fewestForVerdict) return "too few";
  if (p === null || p >= falseAlarm) return "not proven";
  if (low > 0) return "moved up";
  if (high < 0) return "moved down";
  return "not proven";
}
