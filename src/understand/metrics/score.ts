import { fewestForVerdict, type Change, type Estimate } from "../../model/estimate.ts";
import { questionScale } from "../../model/fact.ts";
import { mean } from "../../stats/mean.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { onScale } from "../band.ts";
import { daysBefore, periodOf, type Days } from "../calendar.ts";
import { rowsOf, type CalendarScope } from "../scope.ts";
import { countAnswers, noCounts, type Counts } from "./count.ts";
import type { Metric } from "./metric.ts";

/** A metric in words: what it asks, on which scale, how it scores and in which version. */
export const describeMetric = ({ id, title, unit, question, rule, version }: Metric) => ({
  id,
  title,
  unit,
  question,
  scale: questionScale[question],
  rule,
  version,
});

/** A score with everything that it must not travel without. */
export type Score = {
  metric: ReturnType<typeof describeMetric>;
  estimate: Estimate | null;
  /** Too few answers for a verdict: read it as a hint. */
  indicative: boolean;
  /** Mean answer on the question's scale; `null` where the metric does not use one, or under two answers. */
  mean: Estimate | null;
  counts: Counts;
  distribution: { score: number; count: number }[];
  change: Change | null;
  previous: Days & { estimate: Estimate | null };
};

/** The same scope over the equally many days just before. */
export function scopeBefore(scope: CalendarScope): CalendarScope {
  const days = daysBefore(scope.days);
  return { ...scope, days, period: periodOf(days, scope.timezone) };
}

/** The score of a scope, its distribution, and its change against the equally many days before. */
export async function measureScore(store: Store, metric: Metric, scope: CalendarScope): Promise<Score> {
  const earlier = scopeBefore(scope);
  const [now, before, distribution] = await Promise.all([
    countAnswers(store, metric, { scope }),
    countAnswers(store, metric, { scope: earlier }),
    countScores(store, metric, scope),
  ]);
  const counts = now.get("") ?? noCounts(metric);
  const countsBefore = before.get("") ?? noCounts(metric);
  const estimate = metric.estimate(counts);
  return {
    metric: describeMetric(metric),
    estimate,
    indicative: (estimate?.n ?? 0) < fewestForVerdict,
    mean: "squares" in counts ? mean(counts as { n: number; sum: number; squares: number }) : null,
    counts,
    distribution,
    change: metric.change(countsBefore, counts),
    previous: { ...earlier.days, estimate: metric.estimate(countsBefore) },
  };
}

/** How often each answer of the scale was given, the ones that nobody gave included. */
async function countScores(store: Store, metric: Metric, scope: CalendarScope): Promise<Score["distribution"]> {
  const rows = rowsOf(scope, "feedback");
  const found = await ask<{ answer: number; count: number }>(store.events.client, {
    tag: `metric ${metric.id} distribution`,
    sql: `SELECT score AS answer, toFloat64(count()) AS count FROM ${rows.table} WHERE ${rows.where} AND ${onScale(metric.question)} GROUP BY answer`,
    bound: rows.bound,
  });
  const [low, high] = questionScale[metric.question];
  const count = new Map(Array.from({ length: high - low + 1 }, (_, index) => [low + index, 0]));
  for (const row of found) count.set(row.answer, row.count);
  return [...count].map(([score, count]) => ({ score, count })).sort((a, b) => a.score - b.score);
}
