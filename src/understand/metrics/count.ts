import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { onScale } from "../band.ts";
import { rowsOf, type Scope } from "../scope.ts";
import type { Metric } from "./metric.ts";

/** What SQL counted of the answers in one group. */
export type Counts = Record<string, number>;

/** How answers are grouped: an expression from a closed list over the rows of feedback, what has to be joined for it, and what is bound. */
export type Grouping = { key: string; join?: string; bound?: Record<string, string> };

/** Everything in one group. */
export const whole: Grouping = { key: "''" };

/**
 * Counts what a metric needs of the answers in a scope, group by group. The one SQL body beneath every score.
 *
 * @returns counts by group key; a group without answers is absent
 */
export async function countAnswers(
  store: Store,
  metric: Metric,
  { scope, by = whole }: { scope: Scope; by?: Grouping },
): Promise<Map<string, Counts>> {
  const rows = rowsOf(scope, "feedback", by.join ? "customers" : undefined);
  const counts = Object.entries(metric.counts).map(([name, sql]) => `toFloat64(${sql}) AS count_${name}`);
  const found = await ask<{ key: string } & Counts>(store.events.client, {
    tag: `metric ${metric.id}`,
    sql: `SELECT toString(${by.key}) AS key, ${counts.join(", ")} FROM ${rows.table} ${by.join ?? ""} WHERE ${rows.where} AND ${onScale(metric.question)} GROUP BY key`,
    bound: { ...rows.bound, ...by.bound },
  });
  const named = (row: Counts) => Object.fromEntries(Object.keys(metric.counts).map((name) => [name, row[`count_${name}`]!]));
  return new Map(found.map((row) => [row.key, named(row)]));
}

/** Counts of nothing. */
export const noCounts = (metric: Metric): Counts => Object.fromEntries(Object.keys(metric.counts).map((name) => [name, 0]));

/** The counts of several groups together: of everything that does not overlap, counts add up. */
export function addCounts(metric: Metric, groups: Iterable<Counts>): Counts {
  const sum = noCounts(metric);
  for (const group of groups) for (const name of Object.keys(sum)) sum[name]! += group[name]!;
  return sum;
}
