import type { Estimate } from "../../model/estimate.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { countAnswers } from "../metrics/count.ts";
import type { Metric } from "../metrics/metric.ts";
import { keepShare } from "./coverage.ts";
import { findPlaces, visitsOf, type Place, type Travel } from "./visits.ts";

/** A touchpoint on the graph. `starts` and `ends`: journeys that began or ended there. `score`: of the answers given at it. */
export type PathNode = {
  touchpoint: string;
  channel: string;
  count: number;
  customers: number;
  starts: number;
  ends: number;
  score: Estimate | null;
};

/** Visits that directly follow each other within a journey: how often, by how many customers, and the wait between them in milliseconds. */
export type PathEdge = { from: string; to: string; count: number; customers: number; medianMs: number; meanMs: number };

/** What the graph shows and what it hides. */
export type PathTotals = {
  interactions: number;
  customers: number;
  journeys: number;
  transitions: number;
  shownTransitions: number;
  edges: number;
  touchpoints: number;
  gapDays: number;
};
export type Paths = { nodes: PathNode[]; edges: PathEdge[]; totals: PathTotals };

/**
 * The directly-follows graph of the journeys in a scope: the fewest arrows that cover a share of all transitions, and their touchpoints.
 *
 * @param coverage  share of the transitions to show, in [0, 1]
 * @param metric    whose score stands on the touchpoints
 */
export async function findPaths(store: Store, travel: Travel, { coverage, metric }: { coverage: number; metric: Metric }): Promise<Paths> {
  const places = await findPlaces(store, travel.scope);
  const [edges, travellers, answers] = await Promise.all([
    countTransitions(store, travel, places),
    countTravellers(store, travel, places),
    countAnswers(store, metric, { scope: travel.scope, by: { key: "touchpoint" } }),
  ]);
  const shown = keepShare(edges, coverage);
  const transitions = sumCounts(edges);
  const interactions = sumCounts(places);
  const isOnPath = new Set(shown.flatMap(({ from, to }) => [from, to]));
  // Without any transition there is no arrow to keep: the touchpoints stand alone.
  const nodes = places.filter(({ touchpoint }) => isOnPath.has(touchpoint) || transitions === 0);
  const into = tally(edges, "to");
  const outOf = tally(edges, "from");
  return {
    nodes: nodes.map(({ touchpoint, channel, count }) => {
      const counts = answers.get(touchpoint);
      return {
        touchpoint,
        channel,
        count,
        customers: travellers.at.get(touchpoint) ?? 0,
        // Every visit that nothing leads to begins a journey, every visit that leads nowhere ends one.
        starts: count - (into.get(touchpoint) ?? 0),
        ends: count - (outOf.get(touchpoint) ?? 0),
        score: counts ? metric.estimate(counts) : null,
      };
    }),
    edges: shown,
    totals: {
      interactions,
      customers: travellers.all,
      journeys: interactions - transitions,
      transitions,
      shownTransitions: sumCounts(shown),
      edges: edges.length,
      touchpoints: places.length,
      gapDays: travel.gapDays,
    },
  };
}

/** Every transition between two visits of one journey, counted by its two touchpoints, the most frequent first. */
export async function countTransitions(store: Store, travel: Travel, places: readonly Place[]): Promise<PathEdge[]> {
  if (!places.length) return [];
  const visits = visitsOf(travel, places);
  const rows = await ask<{ from: number; to: number; count: number; customers: number; median: number; mean: number }>(
    store.events.client,
    {
      tag: "journeys transitions",
      // Zero marks the step into a new journey: nobody travelled it. `nth` finds each customer's first time on an arrow.
      sql: `SELECT toFloat64(bitShiftRight(pair, 32)) AS from, toFloat64(toUInt32(pair)) AS to, toFloat64(count()) AS count, toFloat64(countIf(nth = 1)) AS customers,
        quantileExactInclusive(0.5)(wait) AS median, avg(wait) AS mean
      FROM (SELECT arrayMap((a, b, isBegin) -> if(isBegin, 0, bitOr(bitShiftLeft(toUInt64(a), 32), b)), arrayPopBack(places), arrayPopFront(places), arrayPopFront(begins)) AS pairs,
          arrayPopFront(waits) AS later FROM ${visits.sql})
      ARRAY JOIN pairs AS pair, later AS wait, arrayEnumerateUniq(pairs) AS nth
      WHERE pair != 0 GROUP BY pair`,
      bound: visits.bound,
    },
  );
  const named = (position: number) => places[position - 1]!.touchpoint;
  return rows
    .map(({ from, to, count, customers, median, mean }) => ({
      from: named(from),
      to: named(to),
      count,
      customers,
      medianMs: median,
      meanMs: mean,
    }))
    .sort(byCount(({ from, to }) => `${from}\u0000${to}`));
}

/** How many customers visited each touchpoint, and any. */
async function countTravellers(store: Store, travel: Travel, places: readonly Place[]): Promise<{ all: number; at: Map<string, number> }> {
  if (!places.length) return { all: 0, at: new Map() };
  const visits = visitsOf(travel, places);
  const rows = await ask<{ place: number; customers: number }>(store.events.client, {
    tag: "journeys travellers",
    sql: `SELECT place, toFloat64(count()) AS customers FROM (SELECT arrayJoin(arrayPushBack(arrayDistinct(places), 0)) AS place FROM ${visits.sql}) GROUP BY place`,
    bound: visits.bound,
  });
  const at = new Map(rows.map(({ place, customers }) => [places[place - 1]?.touchpoint ?? "", customers]));
  return { all: rows.find(({ place }) => place === 0)?.customers ?? 0, at };
}

const sumCounts = (list: readonly { count: number }[]): number => list.reduce((sum, { count }) => sum + count, 0);

function tally(edges: readonly PathEdge[], end: "from" | "to"): Map<string, number> {
  const counts = new Map<string, number>();
  for (const edge of edges) counts.set(edge[end], (counts.get(edge[end]) ?? 0) + edge.count);
  return counts;
}

/** Largest count first; equal counts in the order of their names, so that the same data always draws the same graph. */
function byCount<Row extends { count: number }>(name: (row: Row) => string): (a: Row, b: Row) => number {
  return (a, b) => b.count - a.count || (name(a) < name(b) ? -1 : 1);
}
