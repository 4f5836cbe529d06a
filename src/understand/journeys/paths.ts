import type { Estimate } from "../../model/estimate.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { countAnswers } from "../metrics/count.ts";
import type { Metric } from "../metrics/metric.ts";
import { rowsOf, type Scope } from "../scope.ts";
import { keepShare } from "./coverage.ts";
import { countTransitions, type Stop, type Transition } from "./transitions.ts";
import { listPlaces, type Travel } from "./visits.ts";

/** A touchpoint on the graph. `channel`: the one in which it is met most. `score`: of the answers given at it. */
export type PathNode = Stop & { channel: string; score: Estimate | null };

/** What the graph shows, and what there is. */
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
export type Paths = { nodes: PathNode[]; edges: Transition[]; totals: PathTotals };

/**
 * The directly-follows graph of the journeys in a scope: the fewest arrows that cover a share of all transitions, and their touchpoints.
 *
 * @param coverage  share of the transitions to show, in [0, 1]
 * @param metric    whose score stands on the touchpoints
 */
export async function findPaths(store: Store, travel: Travel, { coverage, metric }: { coverage: number; metric: Metric }): Promise<Paths> {
  const places = await listPlaces(store, travel.scope.workspaceId);
  const [{ transitions, stops, customers }, channels, answers] = await Promise.all([
    countTransitions(store, travel, places),
    findChannels(store, travel.scope),
    countAnswers(store, metric, { scope: travel.scope, by: { key: "touchpoint" } }),
  ]);
  const edges = keepShare(transitions, coverage);
  const onPath = new Set(edges.flatMap(({ from, to }) => [from, to]));
  // Without any transition there is no arrow to keep: the touchpoints stand alone.
  const shown = stops.filter(({ touchpoint }) => onPath.has(touchpoint) || transitions.length === 0);
  const interactions = total(stops);
  return {
    nodes: shown.map((stop) => {
      const counts = answers.get(stop.touchpoint);
      return { ...stop, channel: channels.get(stop.touchpoint) ?? "", score: counts ? metric.estimate(counts) : null };
    }),
    edges,
    totals: {
      interactions,
      customers,
      journeys: interactions - total(transitions),
      transitions: total(transitions),
      shownTransitions: total(edges),
      edges: transitions.length,
      touchpoints: stops.length,
      gapDays: travel.gapDays,
    },
  };
}

/** The channel in which each touchpoint is met most; of equal ones the first by name. */
async function findChannels(store: Store, scope: Scope): Promise<Map<string, string>> {
  const rows = rowsOf(scope, "interactions");
  const found = await ask<{ touchpoint: string; channel: string }>(store.events.client, {
    tag: "journeys channels",
    sql: `SELECT touchpoint, channel FROM ${rows.table} WHERE ${rows.where} GROUP BY touchpoint, channel ORDER BY count() DESC, channel LIMIT 1 BY touchpoint`,
    bound: rows.bound,
  });
  return new Map(found.map(({ touchpoint, channel }) => [touchpoint, channel]));
}

const total = (list: readonly { count: number }[]): number => list.reduce((sum, { count }) => sum + count, 0);
