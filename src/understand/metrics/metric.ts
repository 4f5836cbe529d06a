import type { Change, Estimate } from "../../model/estimate.ts";
import type { ScoredQuestion } from "../../model/fact.ts";
import type { Comparison } from "../../stats/did.ts";

/**
 * A metric: which question it scores, what SQL counts of the answers, and how those counts become an estimate and a change.
 *
 * The counts see only answers on the question's scale. Raise `version` whenever `rule` or `counts` change: figures of two versions
 * must not be drawn as one line.
 */
export type Metric<Key extends string = string> = {
  id: string;
  title: string;
  unit: "points" | "percent";
  question: ScoredQuestion;
  /** How an answer is scored, in one sentence that stands beside the figure. */
  rule: string;
  version: number;
  /** Aggregates in the ClickHouse dialect over `score`. */
  counts: Record<Key, string>;
  estimate(counts: Record<Key, number>): Estimate | null;
  change(before: Record<Key, number>, after: Record<Key, number>): Change | null;
  /** How much more one group moved than another. */
  effect(comparison: Comparison<Record<Key, number>>): Change | null;
};

/** Declares a metric; the compiler ties the keys of `counts` to the arguments of `estimate` and `change`. */
export const defineMetric = <Key extends string>(metric: Metric<Key>): Metric => metric as unknown as Metric;
