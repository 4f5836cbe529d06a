import type { Change } from "../model/estimate.ts";
import { falseAlarm } from "./verdict.ts";

/**
 * p values adjusted for being looked at together: those below 0.05 hold at most 5 % false discoveries.
 *
 * @returns in the order given
 * @source  Benjamini & Hochberg (1995), JRSS B 57(1)
 */
export function adjustForFamily(pValues: readonly number[]): number[] {
  const adjusted: number[] = Array.from({ length: pValues.length });
  const largestFirst = pValues.map((p, at) => ({ p, at })).sort((a, b) => b.p - a.p);
  let smallest = 1;
  for (const [index, { p, at }] of largestFirst.entries()) {
    smallest = Math.min(smallest, (p * pValues.length) / (pValues.length - index));
    adjusted[at] = smallest;
  }
  return adjusted;
}

/**
 * Judges changes that are shown together, so that twenty quiet segments do not produce one false move.
 *
 * The family is every change that could be tested: one with too few answers, or without a test, stays as it is.
 *
 * @returns in the order given, p values adjusted, verdicts withdrawn where the adjusted p no longer proves the move
 */
export function judgeFamily(changes: readonly Change[]): Change[] {
  const tested = changes.flatMap(({ p, verdict }, at) => (p === null || verdict === "too few" ? [] : [{ p, at }]));
  const adjusted = adjustForFamily(tested.map(({ p }) => p));
  const judged = [...changes];
  for (const [index, { at }] of tested.entries()) {
    const p = adjusted[index]!;
    judged[at] = { ...changes[at]!, p, ...(p >= falseAlarm && { verdict: "not proven" }) };
  }
  return judged;
}
