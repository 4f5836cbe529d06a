import { stages, type Stage } from "../../model/channel.ts";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { rowsOf, type Scope } from "../scope.ts";

/** A touchpoint as it was designed, with the facts that stand at it in a scope. Without any it is only a plan. */
export type DesignedTouchpoint = { id: string; name: string; channel: string; isMoment: boolean; interactions: number; answers: number };

/**
 * How much of a stage is seen. `designed`: its touchpoints in the catalogue; `seen`: those of them with facts; `interactions`: all that
 * stand in the stage; `known`: those of them at a touchpoint of the catalogue.
 */
export type StageCoverage = {
  stage: Stage | "";
  designed: number;
  seen: number;
  interactions: number;
  known: number;
  touchpoints: DesignedTouchpoint[];
};

/** Coverage stage by stage, in the order in which customers live them, and of everything together. The empty stage stands last. */
export type Coverage = { stages: StageCoverage[]; total: Omit<StageCoverage, "stage" | "touchpoints"> };

/** How far a workspace's facts reach its designed journey, and how far its design reaches the facts. */
export async function measureCoverage(store: Store, scope: Scope): Promise<Coverage> {
  const [designed, interactions, answers] = await Promise.all([
    store.records.database
      .selectFrom("touchpoints")
      .select(["id", "name", "stage", "channel", "is_moment"])
      .where("workspace_id", "=", scope.workspaceId)
      .orderBy("position")
      .execute(),
    countAt(store, scope, "interactions"),
    countAt(store, scope, "feedback"),
  ]);
  const at = (rows: Awaited<ReturnType<typeof countAt>>, name: string) => sum(rows.filter(({ touchpoint }) => touchpoint === name));
  const names = new Set(designed.map(({ name }) => name));
  const measured = [...stages, "" as const].map((stage): StageCoverage => {
    const touchpoints = designed
      .filter((each) => each.stage === stage)
      .map(({ id, name, channel, is_moment }) => ({
        id,
        name,
        channel,
        isMoment: is_moment,
        interactions: at(interactions, name),
        answers: at(answers, name),
      }));
    const here = interactions.filter((row) => row.stage === stage);
    return {
      stage,
      designed: touchpoints.length,
      seen: touchpoints.filter((each) => each.interactions + each.answers > 0).length,
      interactions: sum(here),
      known: sum(here.filter(({ touchpoint }) => names.has(touchpoint))),
      touchpoints,
    };
  });
  const add = (field: "designed" | "seen" | "interactions" | "known") => measured.reduce((all, stage) => all + stage[field], 0);
  return {
    stages: measured.filter(({ stage, designed, interactions }) => stage !== "" || designed + interactions > 0),
    total: { designed: add("designed"), seen: add("seen"), interactions: add("interactions"), known: add("known") },
  };
}

type Row = { touchpoint: string; stage: string; n: number };

/** Facts of a scope by touchpoint and stage. What is no part of journeys counts nowhere. */
function countAt(store: Store, scope: Scope, of: "interactions" | "feedback"): Promise<Row[]> {
  const rows = rowsOf(scope, of);
  return ask<Row>(store.events.client, {
    tag: "coverage",
    sql: `SELECT touchpoint, stage, toFloat64(count()) AS n FROM ${rows.table} WHERE ${rows.where} AND touchpoint != '' GROUP BY touchpoint, stage`,
    bound: rows.bound,
  });
}

const sum = (rows: readonly Row[]): number => rows.reduce((all, { n }) => all + n, 0);
