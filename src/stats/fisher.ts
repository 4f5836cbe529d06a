import type { ShareCounts } from "./proportion.ts";

/**
 * Fisher's exact two-sided p value: the chance of any table with these margins that is no likelier than the one seen.
 *
 * @source Fisher (1935); tables as likely as the seen one, to seven digits, count as no likelier
 */
export function testExactly(before: ShareCounts, after: ShareCounts): number {
  const hits = before.hits + after.hits;
  const fewest = Math.max(0, hits - after.n);
  const most = Math.min(before.n, hits);

  // Each table's likelihood follows from its neighbour's, relative to the one seen: no factorial, so no overflow at survey sizes.
  const step = (k: number) => ((before.n - k) * (hits - k)) / ((k + 1) * (after.n - hits + k + 1));
  let asExtreme = 1;
  let all = 1;
  const weigh = (weight: number) => {
    all += weight;
    if (weight <= 1 + 1e-7) asExtreme += weight;
  };
  for (let k = before.hits, weight = 1; k < most; k++) weigh((weight *= step(k)));
  for (let k = before.hits, weight = 1; k > fewest; k--) weigh((weight /= step(k - 1)));
  return asExtreme / all;
}
