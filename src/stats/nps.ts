import type { Change, Estimate } from "../model/estimate.ts";
import { checkCounts, signChange, type Signed } from "./counts.ts";
import { criticalZ, twoSidedP } from "./normal.ts";
import { verdictOf } from "./verdict.ts";

/** Answers to the 0-10 recommendation question, counted by band: 9-10, 7-8, 0-6. */
export type NpsCounts = { promoters: number; passives: number; detractors: number };

/**
 * Net Promoter Score with its adjusted-Wald interval.
 *
 * @param level  confidence, in (0, 1)
 * @returns      NPS points in [-100, 100]; null when nobody answered
 * @throws       RangeError when `level` is outside (0, 1) or a count is none
 * @source       Rocks (2016), The American Statistician 70(4)
 */
export function nps(counts: NpsCounts, level = 0.95): Estimate | null {
  const z = criticalZ(level);
  const n = countNps(counts);
  if (n === 0) return null;

  const { centre, error } = adjustNps(counts);
  return { value: scoreNps(counts), low: clamp(centre - z * error, 100), high: clamp(centre + z * error, 100), n };
}

/**
 * Change of a Net Promoter Score between two independent waves.
 *
 * @returns `after - before` in NPS points, in [-200, 200]; null when either wave is empty
 * @throws  RangeError when a count is none
 */
export function npsChange(before: NpsCounts, after: NpsCounts): Change | null {
  const change = contrastNps(signChange(before, after));
  return change && { ...change, verdict: verdictOf(change, countNps(before), countNps(after)) };
}

/** Signed sum of scores with its 95 % interval and test; null when any of them has no answers. */
export function contrastNps(terms: readonly Signed<NpsCounts>[]): Omit<Change, "verdict"> | null {
  if (terms.some(({ of }) => countNps(of) === 0)) return null;
  const z = criticalZ(0.95);
  const widest = 100 * terms.length;
  const value = terms.reduce((sum, { sign, of }) => sum + sign * scoreNps(of), 0);
  const centre = terms.reduce((sum, { sign, of }) => sum + sign * adjustNps(of).centre, 0);
  const error = Math.hypot(...terms.map(({ of }) => adjustNps(of).error));

  // Only unanimous waves that contradict each other leave their own difference outside the adjusted interval: reach out to it.
  const low = Math.min(value, clamp(centre - z * error, widest));
  const high = Math.max(value, clamp(centre + z * error, widest));
  return { value, low, high, p: twoSidedP(centre / error) };
}

/** Number of answers behind a score. @throws RangeError when a count is none */
export function countNps(counts: NpsCounts): number {
  checkCounts(counts);
  return counts.promoters + counts.passives + counts.detractors;
}

function scoreNps(counts: NpsCounts): number {
  return (100 * (counts.promoters - counts.detractors)) / countNps(counts);
}

function adjustNps(counts: NpsCounts): { centre: number; error: number } {
  // Plain Wald gives a unanimous panel a zero-width interval. Three ghost answers keep it honest.
  const m = countNps(counts) + 3;
  const p = (counts.promoters + 0.75) / m;
  const d = (counts.detractors + 0.75) / m;
  return { centre: 100 * (p - d), error: 100 * Math.sqrt((p + d - (p - d) ** 2) / m) };
}

function clamp(points: number, widest: number): number {
  return Math.min(widest, Math.max(-widest, points));
}
