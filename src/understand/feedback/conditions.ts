import type { Condition } from "../condition.ts";
import { findMetric } from "../metrics/list.ts";
import { onScale } from "../band.ts";
import { rowsOf, type Rows, type Scope } from "../scope.ts";

/** What a reading list may be narrowed by, beyond the bar. `metric`: only what that metric counts, so that a score opens its own answers. */
export type FeedbackAsk = {
  metric?: string;
  question?: string;
  band?: string;
  score?: string;
  language?: string;
  q?: string;
  source?: string;
  ids?: readonly string[];
};

/** The rows of feedback that a reading list holds. `ids`: only these message ids. */
export function feedbackRows(scope: Scope, asked: FeedbackAsk): Rows {
  const conditions: Condition[] = [...scope.conditions];
  for (const field of ["question", "band", "score", "language", "source"] as const)
    if (asked[field] !== undefined && asked[field] !== "") conditions.push({ field, op: "is", value: asked[field] });
  if (asked.q) conditions.push({ field: "comment", op: "contains", value: asked.q });
  const rows = rowsOf({ ...scope, conditions }, "feedback", "customers");
  const parts = [rows.where];
  if (asked.metric) parts.push(onScale(findMetric(asked.metric).question));
  if (asked.ids) parts.push("message_id IN {ids:Array(String)}");
  return { ...rows, where: parts.join(" AND "), bound: { ...rows.bound, ...(asked.ids ? { ids: asked.ids } : {}) } };
}
