import type { Change } from "../model/estimate.ts";
import type { Signed } from "./counts.ts";
import { contrastMeans, type MeanSums } from "./mean.ts";
import { criticalZ, twoSidedP } from "./normal.ts";
import { contrastNps, countNps, type NpsCounts } from "./nps.ts";
import { checkShare, recoverInterval, type ShareCounts } from "./proportion.ts";
import { verdictOf } from "./verdict.ts";

/** A group that got the improvement and one that did not, each before and after it. */
export type Comparison<Of> = { treated: { before: Of; after: Of }; control: { before: Of; after: Of } };

/**
 * How much more the treated group's Net Promoter Score moved than the control group's.
 *
 * @returns NPS points; null when any of the four has no answers
 * @throws  RangeError when a count is none
 */
export function npsDifferenceInDifferences(of: Comparison<NpsCounts>): Change | null {
  return judge(of, contrastNps(signComparison(of)), countNps);
}

/**
 * How much more the treated group's mean moved than the control group's.
 *
 * @returns in the unit of the scores; null when any of the four has under two answers
 * @throws  RangeError when `n` or `squares` is no count
 */
export function meanDifferenceInDifferences(of: Comparison<MeanSums>): Change | null {
  return judge(of, contrastMeans(signComparison(of)), ({ n }) => n);
}

/**
 * How much more the treated group's share moved than the control group's.
 *
 * @returns percentage points; null when any of the four has no answers
 * @throws  RangeError when a count is none or `hits` exceeds `n`
 * @source  Zou, Huang & Zhang (2009), Computational Statistics & Data Analysis 53(4)
 */
export function shareDifferenceInDifferences(of: Comparison<ShareCounts>): Change | null {
  const terms = signComparison(of);
  for (const term of terms) checkShare(term.of);
  if (terms.some((term) => term.of.n === 0)) return null;
  return judge(of, { ...recoverInterval(terms, criticalZ(0.95)), p: testContrast(terms) }, ({ n }) => n);
}

function signComparison<Of>({ treated, control }: Comparison<Of>): Signed<Of>[] {
  return [
    { sign: 1, of: treated.after },
    { sign: -1, of: treated.before },
    { sign: -1, of: control.after },
    { sign: 1, of: control.before },
  ];
}

function judge<Of>({ treated, control }: Comparison<Of>, change: Omit<Change, "verdict"> | null, count: (of: Of) => number): Change | null {
  const before = Math.min(count(treated.before), count(control.before));
  const after = Math.min(count(treated.after), count(control.after));
  return change && { ...change, verdict: verdictOf(change, before, after) };
}

/** The p value at which the interval would just touch 0, so that test and interval never contradict each other. */
function testContrast(terms: readonly Signed<ShareCounts>[]): number | null {
  const hits = terms.reduce((sum, { of }) => sum + of.hits, 0);
  const n = terms.reduce((sum, { of }) => sum + of.n, 0);
  if (hits === 0 || hits === n) return null;

  let inside = 0;
  let outside = 40; // beyond it a p value is 0 in double precision
  for (let halvings = 0; halvings < 60; halvings++) {
    const z = (inside + outside) / 2;
    const { low, high } = recoverInterval(terms, z);
    if (low > 0 || high < 0) inside = z;
    else outside = z;
  }
  return twoSidedP(inside);
}
