import type { Change, Estimate } from "../../../model/estimate.ts";
import { useAnswer } from "./answer.ts";
import type { Params } from "./request.ts";

export type MetricId = "nps" | "csat" | "ces";
export const metricIds: MetricId[] = ["nps", "csat", "ces"];

/** The unit that a metric's figures are written in. */
export const unitOf = (metric: string): "points" | "percent" => (metric === "nps" ? "points" : "percent");

export type Metric = {
  id: MetricId;
  title: string;
  unit: "points" | "percent";
  question: string;
  scale: [number, number];
  rule: string;
  version: number | string;
};
export type MetricAnswer = {
  metric: Metric;
  estimate: Estimate | null;
  indicative: boolean;
  counts: Record<string, number>;
  distribution: { score: number; count: number }[];
  change: Change | null;
  previous?: { from: string; to: string; estimate: Estimate | null } | null;
};
export type TrendPoint = { from: string; to: string; estimate: Estimate | null; incomplete: boolean };
export type SplitRow = { key: string | null; label: string; estimate: Estimate | null; change: Change | null };
export type ChangeRow = { metric: MetricId; by: string; key: string; label: string; before: Estimate; after: Estimate; change: Change };

export const useMetrics = () => useAnswer<{ metrics: Metric[] }>("/metrics");
export const useMetric = (id: MetricId, bar: Params) => useAnswer<MetricAnswer>(`/metrics/${id}`, bar);
export const useTrend = (id: MetricId, bar: Params, by: string) =>
  useAnswer<{ points: TrendPoint[] }>(`/metrics/${id}/trend`, { ...bar, by });
export const useSplit = (id: MetricId, bar: Params, by: string) => useAnswer<{ rows: SplitRow[] }>(`/metrics/${id}/split`, { ...bar, by });
export const useChanges = (bar: Params) => useAnswer<{ changes: ChangeRow[] }>("/changes", bar);
