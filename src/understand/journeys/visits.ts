import { ask, type Bound } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { rowsOf, type Scope } from "../scope.ts";

/** Days without any interaction after which a customer's next one begins a new journey. */
export const usualGapDays = 30;

/** What a question about journeys looks at: a scope, and after how many days without an interaction a journey is over. */
export type Travel = { scope: Scope; gapDays: number };

/** A touchpoint that was visited: its channel and stage (the most frequent ones, where it has several) and how often. */
export type Place = { touchpoint: string; channel: string; stage: string; count: number };

/** The touchpoints of a scope, the most visited first. */
export async function findPlaces(store: Store, scope: Scope): Promise<Place[]> {
  const rows = rowsOf(scope, "interactions");
  const found = await ask<Place>(store.events.client, {
    tag: "journeys places",
    sql: `SELECT touchpoint, channel, stage, toFloat64(count()) AS count FROM ${rows.table} WHERE ${rows.where} GROUP BY touchpoint, channel, stage ORDER BY count DESC, channel, stage`,
    bound: rows.bound,
  });
  const places = new Map<string, Place>();
  for (const row of found) {
    const known = places.get(row.touchpoint);
    if (known) known.count += row.count;
    else places.set(row.touchpoint, { ...row });
  }
  return [...places.values()].sort((a, b) => b.count - a.count || (a.touchpoint < b.touchpoint ? -1 : 1));
}

/** A subquery with one row a customer, and what is bound to it. */
export type Visits = { sql: string; bound: Bound };

/**
 * Each customer's interactions in the order in which they happened, as parallel arrays:
 * `places` (positions in the list of places, from 1), `times` (UTC milliseconds), `waits` (milliseconds since the interaction before; the
 * first of a customer waits 0) and `begins` (1 where a journey begins).
 */
export function visitsOf({ scope, gapDays }: Travel, places: readonly Place[]): Visits {
  const rows = rowsOf(scope, "interactions", "customers");
  // One number holds instant (44 bits), ingest sequence (52) and place (32), so that a plain sort of numbers orders visits and breaks ties.
  const visit = `bitOr(bitOr(bitShiftLeft(toUInt128(toUnixTimestamp64Milli(timestamp)), 84), bitShiftLeft(toUInt128(seq), 32)), toUInt128(transform(touchpoint, {places:Array(String)}, range(1, length({places:Array(String)}) + 1), 0)))`;
  return {
    sql: `(SELECT customer_id, arraySort(groupArray(${visit})) AS visits,
      arrayMap(v -> toUInt32(v), visits) AS places,
      arrayMap(v -> toInt64(bitShiftRight(v, 84)), visits) AS times,
      arrayDifference(times) AS waits,
      arrayMap((wait, nth) -> nth = 1 OR wait > {gap:Int64}, waits, arrayEnumerate(waits)) AS begins
      FROM ${rows.table} WHERE ${rows.where} GROUP BY customer_id)`,
    bound: { ...rows.bound, places: places.map(({ touchpoint }) => touchpoint), gap: gapDays * 86_400_000 },
  };
}
