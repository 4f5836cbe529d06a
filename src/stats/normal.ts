import normal from "@stdlib/stats-base-dists-normal";

/** The standard normal deviate below which a share `p` of the distribution lies. @throws RangeError when `p` is outside (0, 1) */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability lies strictly between 0 and 1, not at ${p}`);
  return normal.quantile(p, 0, 1);
}

/** The deviate that cuts off both tails at a confidence `level`: 1.96 at 0.95. @throws RangeError when `level` is outside (0, 1) */
export function criticalZ(level: number): number {
  checkLevel(level);
  return normalQuantile((1 + level) / 2);
}

/** @throws RangeError when a confidence `level` is outside (0, 1) */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) throw new RangeError(`a confidence level lies strictly between 0 and 1, not at ${level}`);
}

/** Probability of a standard normal value above `z`, exact far into the tail. */
export function upperTail(z: number): number {
  // 1 - cdf(z) has no digits left beyond z = 8, and rankings over hundreds of segments are decided out there.
  return normal.cdf(-z, 0, 1);
}

/** Two-sided p value of a standard normal deviate. */
export function twoSidedP(z: number): number {
  return 2 * upperTail(Math.abs(z));
}
