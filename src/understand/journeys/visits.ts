import { ask, type Bound } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { rowsOf, type Scope } from "../scope.ts";

/** Days without any interaction after which a customer's next one begins a new journey. */
export const usualGapDays = 30;

/** What a question about journeys looks at: a scope, and after how many days without an interaction a journey is over. */
export type Travel = { scope: Scope; gapDays: number };

// What the workspace's catalogue leaves out of journeys stands at no touchpoint.
const isVisit = "touchpoint != ''";

/** Every touchpoint of a workspace: the list in which visits are numbered. It may hold more than a scope has. */
export async function listPlaces(store: Store, workspaceId: string): Promise<string[]> {
  const rows = await ask<{ touchpoint: string }>(store.events.client, {
    tag: "journeys places",
    sql: `SELECT DISTINCT touchpoint FROM interactions WHERE workspace_id = {workspace:String} AND ${isVisit} ORDER BY touchpoint`,
    bound: { workspace: workspaceId },
  });
  return rows.map(({ touchpoint }) => touchpoint);
}

/** A subquery, and what is bound to it. */
export type Visits = { sql: string; bound: Bound };

/**
 * Each customer's interactions in the order in which they happened: one row a customer with parallel arrays
 * `places` (positions in the list of places, from 1), `times` (UTC milliseconds), `waits` (milliseconds since the interaction before; the
 * first of a customer waits 0) and `begins` (1 where a journey begins).
 *
 * @param among  a condition in SQL that leaves only some customers
 */
export function visitsOf({ scope, gapDays }: Travel, places: readonly string[], among = "1"): Visits {
  const rows = rowsOf(scope, "interactions", "customers");
  const place = "transform(touchpoint, {places:Array(String)}, range(1, length({places:Array(String)}) + 1), 0)";
  // One number holds instant (44 bits), ingest sequence (52) and place (32): sorting plain numbers orders the visits and breaks ties.
  const visit = `bitOr(bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(timestamp)), 84), bitShiftLeft(toUInt128(seq), 32)), toUInt128(${place}))`;
  return {
    sql: `(SELECT customer_id, arraySort(groupArray(${visit})) AS visits,
      arrayMap(v -> toUInt32(v), visits) AS places,
      arrayMap(v -> toInt64(bitShiftRight(v, 84)), visits) AS times,
      arrayDifference(times) AS waits,
      arrayMap((wait, nth) -> nth = 1 OR wait > {gap:Int64}, waits, arrayEnumerate(waits)) AS begins
      FROM ${rows.table} WHERE ${rows.where} AND ${isVisit} AND ${among} GROUP BY customer_id)`,
    bound: { ...rows.bound, places, gap: gapDays * 86_400_000 },
  };
}
