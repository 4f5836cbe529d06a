import type { Change, Estimate } from "../model/estimate.ts";
import { checkCounts, signChange, type Signed } from "./counts.ts";
import { criticalZ } from "./normal.ts";
import { testShares } from "./share-test.ts";
import { verdictOf } from "./verdict.ts";

/** How many of `n` answers hit: CSAT 4-5 of 5, CES 5-7 of 7, invitations answered. */
export type ShareCounts = { hits: number; n: number };

/**
 * A share with its Wilson score interval, without continuity correction.
 *
 * @param level  confidence, in (0, 1)
 * @returns      percent in [0, 100]; null when `n` is 0
 * @throws       RangeError when `level` is outside (0, 1), a count is none or `hits` exceeds `n`
 * @source       Wilson (1927), JASA 22(158); Newcombe (1998), Statistics in Medicine 17, 857-872
 */
export function sharePercent(counts: ShareCounts, level = 0.95): Estimate | null {
  checkShare(counts);
  const z = criticalZ(level);
  return counts.n === 0 ? null : { ...scoreInterval(counts, z), n: counts.n };
}

/**
 * Change of a share between two independent waves: Newcombe's hybrid score interval, N-1 or exact test.
 *
 * @returns `after - before` in percentage points, in [-100, 100]; null when either wave is empty
 * @throws  RangeError when a count is none or `hits` exceeds `n`
 * @source  Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; Campbell (2007), Statistics in Medicine 26
 */
export function sharePercentChange(before: ShareCounts, after: ShareCounts): Change | null {
  checkShare(before);
  checkShare(after);
  if (before.n === 0 || after.n === 0) return null;
  const change = { ...recoverInterval(signChange(before, after), criticalZ(0.95)), p: testShares(before, after) };
  return { ...change, verdict: verdictOf(change, before.n, after.n) };
}

/**
 * Signed sum of shares in percent, with the interval recovered from the Wilson limits of each; of two shares this is Newcombe's.
 *
 * @param z  deviate of the confidence level
 * @source   Zou, Huang & Zhang (2009), Computational Statistics & Data Analysis 53(4)
 */
export function recoverInterval(terms: readonly Signed<ShareCounts>[], z: number): { value: number; low: number; high: number } {
  const parts = terms.map(({ sign, of }) => ({ sign, ...scoreInterval(of, z) }));
  const value = parts.reduce((sum, part) => sum + part.sign * part.value, 0);
  const below = parts.map((part) => (part.sign > 0 ? part.value - part.low : part.high - part.value));
  const above = parts.map((part) => (part.sign > 0 ? part.high - part.value : part.value - part.low));
  return { value, low: value - Math.hypot(...below), high: value + Math.hypot(...above) };
}

/** @throws RangeError when a count is none or `hits` exceeds `n` */
export function checkShare(counts: ShareCounts): void {
  checkCounts(counts);
  if (counts.hits > counts.n) throw new RangeError(`${counts.hits} hits among ${counts.n} answers cannot be`);
}

function scoreInterval({ hits, n }: ShareCounts, z: number): { value: number; low: number; high: number } {
  const p = hits / n;
  const centre = (hits + z ** 2 / 2) / (n + z ** 2);
  const reach = (z * Math.sqrt(n * p * (1 - p) + z ** 2 / 4)) / (n + z ** 2);
  // Where everybody hit the limit is the edge itself; rounding would leave it a hair inside.
  const high = hits === n ? 1 : centre + reach;
  return { value: (100 * hits) / n, low: 100 * (centre - reach), high: 100 * high };
}
