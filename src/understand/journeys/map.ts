import { stages } from "../../model/channel.ts";
import { fewestForVerdict, type Estimate } from "../../model/estimate.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { countAnswers } from "../metrics/count.ts";
import { metrics } from "../metrics/list.ts";
import { rowsOf, type Scope } from "../scope.ts";

type Volume = { interactions: number; customers: number };
export type StageTouchpoint = Volume & { touchpoint: string; channel: string };

/** One stage of the journey: how much happens there, to how many, how it felt by each metric, and its touchpoints. */
export type StageOnMap = Volume & { stage: string; scores: Record<string, Estimate | null>; touchpoints: StageTouchpoint[] };

/** Stages in the order in which customers live them. `weakest`: the one with the lowest recommendation, of those with enough answers. */
export type JourneyMap = { stages: StageOnMap[]; weakest: string | null };

/** What happens and how it feels in each stage of a scope. A touchpoint without a stage stands under the empty one. */
export async function drawMap(store: Store, scope: Scope): Promise<JourneyMap> {
  const [volumes, places, scores] = await Promise.all([
    countVisits<Volume & { stage: string }>(store, scope, ["stage"]),
    countVisits<StageTouchpoint & { stage: string }>(store, scope, ["stage", "touchpoint", "channel"]),
    Promise.all(metrics.map(async (metric) => ({ metric, counts: await countAnswers(store, metric, { scope, by: { key: "stage" } }) }))),
  ]);
  const answered = scores.flatMap(({ counts }) => [...counts.keys()]);
  const found = [...new Set([...volumes.map(({ stage }) => stage), ...answered])].sort((a, b) => rankOf(a) - rankOf(b));
  const drawn = found.map((stage) => {
    const { interactions = 0, customers = 0 } = volumes.find((volume) => volume.stage === stage) ?? {};
    const scoreOf = ({ metric, counts }: (typeof scores)[number]) => {
      const own = counts.get(stage);
      return [metric.id, own ? metric.estimate(own) : null] as const;
    };
    return {
      stage,
      interactions,
      customers,
      scores: Object.fromEntries(scores.map(scoreOf)),
      touchpoints: places
        .filter((place) => place.stage === stage)
        .map(({ touchpoint, channel, interactions, customers }) => ({ touchpoint, channel, interactions, customers })),
    };
  });
  return { stages: drawn, weakest: weakestOf(drawn) };
}

/** Stages in their usual order, unknown ones after them, the empty one last. */
const rankOf = (stage: string): number => {
  const rank = (stages as readonly string[]).indexOf(stage);
  return stage === "" ? Infinity : rank < 0 ? stages.length : rank;
};

function weakestOf(drawn: readonly StageOnMap[]): string | null {
  const known = drawn.filter(({ stage, scores }) => stage !== "" && (scores.nps?.n ?? 0) >= fewestForVerdict);
  if (known.length < 2) return null;
  return known.reduce((least, each) => (each.scores.nps!.value < least.scores.nps!.value ? each : least)).stage;
}

function countVisits<Row>(store: Store, scope: Scope, by: string[]): Promise<Row[]> {
  const rows = rowsOf(scope, "interactions", "customers");
  const keys = by.join(", ");
  return ask<Row>(store.events.client, {
    tag: "journeys map",
    sql: `SELECT ${keys}, toFloat64(count()) AS interactions, toFloat64(uniqExact(customer_id)) AS customers FROM ${rows.table} WHERE ${rows.where} AND touchpoint != '' GROUP BY ${keys} ORDER BY interactions DESC, ${keys}`,
    bound: rows.bound,
  });
}
