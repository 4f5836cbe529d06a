import { criticalZ, normalQuantile } from "./normal.ts";

/**
 * Answers needed in each of two waves to prove a move of a Net Promoter Score.
 *
 * @param points    move to be seen, in NPS points
 * @param variance  of the scores +1, 0, -1: p + d - (p - d) squared
 * @param power     chance of proving a move of that size
 * @throws          RangeError when there is no move to see or `power` is outside (0, 1)
 */
export function answersForNpsMove(points: number, variance: number, power = 0.8): number {
  checkMove(points);
  return Math.ceil((2 * variance * deviates(power) ** 2) / (points / 100) ** 2);
}

/**
 * Answers needed in each of two waves to prove that a share moved.
 *
 * @param power  chance of proving a move of that size
 * @throws       RangeError when there is no move to see or `power` is outside (0, 1)
 * @source       Fleiss, Levin & Paik (2003), section 4.2, without continuity correction
 */
export function answersForShareMove(beforePercent: number, afterPercent: number, power = 0.8): number {
  const before = beforePercent / 100;
  const after = afterPercent / 100;
  checkMove(after - before);
  const pooled = (before + after) / 2;
  const ifEqual = criticalZ(0.95) * Math.sqrt(2 * pooled * (1 - pooled));
  const ifMoved = normalQuantile(power) * Math.sqrt(before * (1 - before) + after * (1 - after));
  return Math.ceil(((ifEqual + ifMoved) / (after - before)) ** 2);
}

/**
 * Answers needed in each of two waves to prove that a mean moved.
 *
 * @param move   in standard deviations of the scores
 * @param power  chance of proving a move of that size
 * @throws       RangeError when there is no move to see or `power` is outside (0, 1)
 * @source       Guenther (1981), The American Statistician 35(4): the last term pays for not knowing the deviation
 */
export function answersForMeanMove(move: number, power = 0.8): number {
  checkMove(move);
  return Math.ceil((2 * deviates(power) ** 2) / move ** 2 + criticalZ(0.95) ** 2 / 4);
}

/**
 * The smallest observed move of a Net Promoter Score that two waves of `n` answers each can prove.
 *
 * @param variance  of the scores +1, 0, -1: p + d - (p - d) squared
 * @returns         NPS points; null when there are no answers
 */
export function smallestNpsMove(n: number, variance: number): number | null {
  return n > 0 ? 100 * criticalZ(0.95) * Math.sqrt((2 * variance) / n) : null;
}

function deviates(power: number): number {
  return criticalZ(0.95) + normalQuantile(power);
}

function checkMove(move: number): void {
  if (!Number.isFinite(move) || move === 0) throw new RangeError(`no number of answers proves a move of ${move}`);
}
