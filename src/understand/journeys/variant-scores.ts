import type { Estimate } from "../../model/estimate.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { onScale } from "../band.ts";
import type { Metric } from "../metrics/metric.ts";
import { rowsOf } from "../scope.ts";
import { journeysOf, variantId } from "./journey.ts";
import type { Travel } from "./visits.ts";

/**
 * What the customers of each variant answered from the journey's first step until it was over, by variant id.
 *
 * The answers may have been given anywhere: conditions on touchpoint, channel and stage narrow the journey, not the answers.
 */
export async function scoreVariants(
  store: Store,
  metric: Metric,
  { travel, places, ids }: { travel: Travel; places: readonly string[]; ids: readonly string[] },
): Promise<Map<string, Estimate | null>> {
  const answers = rowsOf({ ...travel.scope, conditions: [] }, "feedback", "customers");
  const said = `SELECT customer_id, toUnixTimestamp64Milli(timestamp) AS answered, score FROM ${answers.table} WHERE ${answers.where} AND ${onScale(metric.question)} AND customer_id != 0`;
  const journeys = journeysOf(travel, places, `customer_id IN (SELECT customer_id FROM (${said}))`);
  const counts = Object.entries(metric.counts).map(([name, sql]) => `toFloat64(${sql}) AS count_${name}`);
  const rows = await ask<{ variant: string } & Record<string, number>>(store.events.client, {
    tag: "journeys variant scores",
    sql: `SELECT variant, ${counts.join(", ")}
      FROM (${said}) AS answer
      INNER JOIN (SELECT customer_id, began, ended, ${variantId("steps")} AS variant FROM ${journeys.sql} WHERE variant IN {ids:Array(String)}) AS journey
      ON answer.customer_id = journey.customer_id
      WHERE answered >= began AND answered <= ended + {gap:Int64} GROUP BY variant`,
    bound: { ...answers.bound, ...journeys.bound, ids },
  });
  return new Map(
    rows.map((row) => [
      row.variant,
      metric.estimate(Object.fromEntries(Object.keys(metric.counts).map((name) => [name, row[`count_${name}`]!]))),
    ]),
  );
}
