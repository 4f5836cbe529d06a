import { testExactly } from "./fisher.ts";
import { twoSidedP } from "./normal.ts";
import type { ShareCounts } from "./proportion.ts";

/**
 * Two-sided p value of equal shares: the N-1 two-proportion test, or Fisher's when a count of under 1 is expected anywhere.
 *
 * @returns null when there is nothing to test: nobody hit, or everybody did
 * @source  Campbell (2007), Statistics in Medicine 26, 3661-3675
 */
export function testShares(before: ShareCounts, after: ShareCounts): number | null {
  const hits = before.hits + after.hits;
  const n = before.n + after.n;
  if (hits === 0 || hits === n) return null;

  const fewestExpected = (Math.min(before.n, after.n) * Math.min(hits, n - hits)) / n;
  if (fewestExpected < 1) return testExactly(before, after);

  const pooled = hits / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n));
  const z = (after.hits / after.n - before.hits / before.n) / error;
  return twoSidedP(z * Math.sqrt((n - 1) / n));
}
