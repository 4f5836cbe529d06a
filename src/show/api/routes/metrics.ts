import { z } from "zod";
import { steps } from "../../../understand/calendar.ts";
import { findChanges } from "../../../understand/metrics/changes.ts";
import { findMetric, metrics } from "../../../understand/metrics/list.ts";
import { describeMetric, measureScore } from "../../../understand/metrics/score.ts";
import { measureSplit } from "../../../understand/metrics/split.ts";
import { measureTrend } from "../../../understand/metrics/trend.ts";
import { readScope } from "../../../understand/scope.ts";
import { defineRoute } from "../route.ts";
import { bar, change, day, estimate, withTraits } from "./figures.ts";

const tag = "Metrics";
const params = z.object({ id: z.string() });

const metric = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.enum(["points", "percent"]),
  question: z.string(),
  scale: z.tuple([z.number(), z.number()]).readonly(),
  rule: z.string(),
  version: z.number(),
});
const score = z.object({
  metric,
  estimate: estimate.nullable(),
  indicative: z.boolean(),
  mean: estimate.nullable(),
  counts: z.record(z.string(), z.number()),
  distribution: z.array(z.object({ score: z.number(), count: z.number() })),
  change: change.nullable(),
  previous: z.object({ from: day, to: day, estimate: estimate.nullable() }),
});
const trend = z.object({ points: z.array(z.object({ from: day, to: day, estimate: estimate.nullable(), incomplete: z.boolean() })) });
const split = z.object({
  rows: z.array(z.object({ key: z.string().nullable(), label: z.string(), estimate: estimate.nullable(), change: change.nullable() })),
});
const changes = z.object({
  changes: z.array(
    z.object({ metric: z.string(), by: z.string(), key: z.string(), label: z.string(), before: estimate, after: estimate, change }),
  ),
});
export type Score = z.infer<typeof score>;

export const metricRoutes = [
  defineRoute({
    method: "GET",
    path: "/api/metrics",
    summary: "Every metric with its question, its scale and its rule",
    tag,
    may: "read",
    answer: z.object({ metrics: z.array(metric) }),
    run: async () => ({ metrics: metrics.map(describeMetric) }),
  }),

  defineRoute({
    method: "GET",
    path: "/api/metrics/:id",
    summary: "A score, its distribution and its change against the days before",
    tag,
    may: "read",
    params,
    query: withTraits(bar),
    answer: score,
    async run({ product: { store, now }, caller, params, query }) {
      return measureScore(store, findMetric(params.id), await readScope(store, caller.workspaceId, query, now()));
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/metrics/:id/trend",
    summary: "A score day by day, week by week or month by month",
    tag,
    may: "read",
    params,
    query: withTraits(bar.extend({ by: z.enum(steps).default("week") })),
    answer: trend,
    async run({ product: { store, now }, caller, params, query }) {
      const scope = await readScope(store, caller.workspaceId, query, now());
      return { points: await measureTrend(store, findMetric(params.id), { scope, step: query.by }) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/metrics/:id/split",
    summary: "A score part by part; the row without a key is everything beyond the parts that are shown",
    tag,
    may: "read",
    params,
    query: withTraits(
      bar.extend({
        by: z.string().max(200).default("touchpoint").describe("channel, touchpoint, stage, language, location, segment or trait:NAME"),
      }),
    ),
    answer: split,
    async run({ product: { store, now }, caller, params, query }) {
      const scope = await readScope(store, caller.workspaceId, query, now());
      return { rows: await measureSplit(store, findMetric(params.id), { scope, by: query.by }) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/changes",
    summary: "What changed in every metric against the days before, proven moves first, judged together",
    tag,
    may: "read",
    query: withTraits(bar),
    answer: changes,
    async run({ product: { store, now }, caller, query }) {
      return { changes: await findChanges(store, metrics, await readScope(store, caller.workspaceId, query, now())) };
    },
  }),

  defineRoute({
    method: "GET",
    path: "/api/metrics/:id/changes",
    summary: "What changed in one metric against the days before, proven moves first, judged together",
    tag,
    may: "read",
    params,
    query: withTraits(bar),
    answer: changes,
    async run({ product: { store, now }, caller, params, query }) {
      return { changes: await findChanges(store, [findMetric(params.id)], await readScope(store, caller.workspaceId, query, now())) };
    },
  }),
];
