import { fewestForVerdict, type Change, type Estimate, type EvidenceGrade } from "../model/estimate.ts";
import type { Counts } from "../understand/metrics/count.ts";
import type { Metric } from "../understand/metrics/metric.ts";

/** Counted answers of one group in the window before the start, in the one before that, and in the one after. */
export type Waves = { earlier: Counts; before: Counts; after: Counts };

/** A score before and after, and its change. `null`: nobody answered. */
export type BeforeAfter = { before: Estimate | null; after: Estimate | null; change: Change | null };

/** What the answers say about an initiative. */
export type Evidence = BeforeAfter & {
  /** Everybody outside the initiative in the same windows; `null` when it acts everywhere, or too few outside it answered. */
  control: BeforeAfter | null;
  /** Whether the two groups moved apart before the start already, so that the one cannot stand for the other. */
  isDiverged: boolean;
  /** Whether the score had just fallen when the initiative began, so that it would on average have risen by itself. */
  isAfterDip: boolean;
  /** What the grade rests on: B against the control group, C before against after; `null` for D. */
  effect: Change | null;
  grade: EvidenceGrade;
};

/**
 * Weighs what was counted where an initiative acted and, if it did not act everywhere, where it did not.
 *
 * Never grade A: nobody drew lots over who would be helped.
 */
export function weighEvidence(metric: Metric, treated: Waves, others: Waves | null): Evidence {
  const change = metric.change(treated.before, treated.after);
  const against = others && hasEnough(metric, others) ? others : null;
  const compare = (from: "earlier" | "before", to: "before" | "after") =>
    against &&
    metric.effect({ treated: { before: treated[from], after: treated[to] }, control: { before: against[from], after: against[to] } });
  const isDiverged = isProven(compare("earlier", "before"));
  const isJudged = change !== null && change.verdict !== "too few";
  const grade = !isJudged ? "D" : against && !isDiverged ? "B" : "C";
  return {
    ...beforeAfter(metric, treated),
    control: against && beforeAfter(metric, against),
    isDiverged,
    isAfterDip: metric.change(treated.earlier, treated.before)?.verdict === "moved down",
    effect: grade === "B" ? compare("before", "after") : grade === "C" ? change : null,
    grade,
  };
}

function beforeAfter(metric: Metric, { before, after }: Waves): BeforeAfter {
  return { before: metric.estimate(before), after: metric.estimate(after), change: metric.change(before, after) };
}

/** Whether a change or an effect is proven, up or down. */
export const isProven = (change: Change | null): boolean => change?.verdict === "moved up" || change?.verdict === "moved down";

const hasEnough = (metric: Metric, { before, after }: Waves): boolean =>
  [before, after].every((counts) => (metric.estimate(counts)?.n ?? 0) >= fewestForVerdict);
