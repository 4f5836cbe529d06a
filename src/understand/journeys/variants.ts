import type { Estimate } from "../../model/estimate.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import type { Metric } from "../metrics/metric.ts";
import { journeysOf, variantId } from "./journey.ts";
import { scoreVariants } from "./variant-scores.ts";
import { listPlaces, type Travel } from "./visits.ts";

/** One way in which journeys went: its touchpoints in order, how many journeys went exactly so, and their median duration in milliseconds. */
export type Variant = { id: string; steps: string[]; count: number; share: number; medianMs: number; score: Estimate | null };

/** The most frequent variants. Their remainder is `total` minus what they count. */
export type Variants = { total: { journeys: number; variants: number; gapDays: number }; variants: Variant[] };

/** The most frequent ways in which journeys of a scope went, the most frequent first; equal ones in the order of their ids. */
export async function findVariants(store: Store, travel: Travel, { limit, metric }: { limit: number; metric: Metric }): Promise<Variants> {
  const places = await listPlaces(store, travel.scope.workspaceId);
  if (!places.length) return { total: { journeys: 0, variants: 0, gapDays: travel.gapDays }, variants: [] };
  const journeys = journeysOf(travel, places);
  const rows = await ask<{ steps: number[]; count: number; median: number; id: string; journeys: number; variants: number }>(
    store.events.client,
    {
      tag: "journeys variants",
      sql: `SELECT steps, toFloat64(n) AS count, median, ${variantId("steps")} AS id, toFloat64(sum(n) OVER ()) AS journeys, toFloat64(count() OVER ()) AS variants
      FROM (SELECT steps, count() AS n, quantileExactInclusive(0.5)(lasted) AS median FROM ${journeys.sql} GROUP BY steps)
      ORDER BY n DESC, id LIMIT {limit:UInt32}`,
      bound: { ...journeys.bound, limit },
    },
  );
  const scores = await scoreVariants(store, metric, { travel, places, ids: rows.map(({ id }) => id) });
  const total = { journeys: rows[0]?.journeys ?? 0, variants: rows[0]?.variants ?? 0, gapDays: travel.gapDays };
  return {
    total,
    variants: rows.map(({ id, steps, count, median }) => ({
      id,
      steps: steps.map((position) => places[position - 1]!),
      count,
      share: count / total.journeys,
      medianMs: median,
      score: scores.get(id) ?? null,
    })),
  };
}
