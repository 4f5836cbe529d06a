import t from "@stdlib/stats-base-dists-t";
import { checkLevel } from "./normal.ts";

/**
 * The deviate of Student's t that cuts off both tails at a confidence `level`.
 *
 * @param level    confidence, in (0, 1)
 * @param freedom  degrees of freedom, above 0, not necessarily whole
 * @throws         RangeError when either is out of range
 */
export function criticalT(level: number, freedom: number): number {
  checkLevel(level);
  if (!(freedom > 0)) throw new RangeError(`degrees of freedom are above 0, not ${freedom}`);
  return t.quantile((1 + level) / 2, freedom);
}

/** Two-sided p value of a t deviate with `freedom` degrees of freedom. */
export function twoSidedTP(deviate: number, freedom: number): number {
  return 2 * t.cdf(-Math.abs(deviate), freedom);
}
