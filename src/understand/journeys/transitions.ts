import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { visitsOf, type Travel } from "./visits.ts";

/** Visits that directly follow each other within a journey: how often, by how many customers, and the wait between them in milliseconds. */
export type Transition = { from: string; to: string; count: number; customers: number; medianMs: number; meanMs: number };

/** A touchpoint on the way: how many visits, by how many customers, and how many journeys began and ended with it. */
export type Stop = { touchpoint: string; count: number; customers: number; starts: number; ends: number };

/** Everything that a directly-follows graph counts, each list with the largest first. */
export type Graph = { transitions: Transition[]; stops: Stop[]; customers: number };

type Row = {
  source: number;
  target: number;
  count: number;
  customers: number;
  visitors: number;
  firsts: number;
  median: number;
  mean: number;
};

// Waits within a journey of at most 49 days fit in 32 bits, and medians of narrow numbers are a third faster.
const narrowGapDays = 49;

const mostPairs = 1_000_000;

/**
 * Counts every pair of visits that directly follow each other, in one pass over the scope.
 *
 * A visit that begins a journey counts as coming from nowhere (0). `nth` tells a customer's first time on a pair, `visit` their first
 * time at a place; somebody's very first visit is the only beginning that waited 0.
 *
 * @param places  from `listPlaces`
 */
export async function countTransitions(store: Store, travel: Travel, places: readonly string[]): Promise<Graph> {
  if (!places.length) return { transitions: [], stops: [], customers: 0 };
  const visits = visitsOf(travel, places);
  const wait = travel.gapDays <= narrowGapDays ? "toUInt32(wait)" : "wait";
  const rows = await ask<Row>(store.events.client, {
    tag: "journeys transitions",
    sql: `SELECT toFloat64(bitShiftRight(pair, 32)) AS source, toFloat64(toUInt32(pair)) AS target, toFloat64(count()) AS count, toFloat64(countIf(nth = 1)) AS customers,
        toFloat64(countIf(visit = 1)) AS visitors, toFloat64(countIf(wait = 0)) AS firsts, quantileExactInclusive(0.5)(${wait}) AS median, avg(wait) AS mean
      FROM (SELECT places, waits, arrayMap((a, b, isBegin) -> if(isBegin, toUInt64(b), bitOr(bitShiftLeft(toUInt64(a), 32), b)), arrayPushFront(arrayPopBack(places), 0), places, begins) AS pairs FROM ${visits.sql})
      ARRAY JOIN pairs AS pair, waits AS wait, arrayEnumerateUniq(pairs) AS nth, arrayEnumerateUniq(places) AS visit
      GROUP BY pair`,
    bound: visits.bound,
    limitRows: mostPairs,
  });
  const customers = rows.reduce((sum, { source, firsts }) => sum + (source === 0 ? firsts : 0), 0);
  return { transitions: readTransitions(rows, places), stops: readStops(rows, places), customers };
}

function readTransitions(rows: readonly Row[], places: readonly string[]): Transition[] {
  return rows
    .filter(({ source }) => source !== 0)
    .map(({ source, target, count, customers, median, mean }) => ({
      from: places[source - 1]!,
      to: places[target - 1]!,
      count,
      customers,
      medianMs: median,
      meanMs: mean,
    }))
    .sort((a, b) => b.count - a.count || compare(a.from, b.from) || compare(a.to, b.to));
}

function readStops(rows: readonly Row[], places: readonly string[]): Stop[] {
  const stops = new Map<number, Stop>();
  const stopAt = (place: number): Stop => {
    const known = stops.get(place) ?? { touchpoint: places[place - 1]!, count: 0, customers: 0, starts: 0, ends: 0 };
    stops.set(place, known);
    return known;
  };
  for (const { source, target, count, visitors } of rows) {
    const stop = stopAt(target);
    stop.count += count;
    stop.customers += visitors;
    // Every visit ends a journey, except those that lead on.
    stop.ends += count;
    if (source === 0) stop.starts += count;
    else stopAt(source).ends -= count;
  }
  return [...stops.values()].sort((a, b) => b.count - a.count || compare(a.touchpoint, b.touchpoint));
}

/** Equal counts stand in the order of their names, so that the same data always draws the same graph. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
