import type { Catalogue } from "../../model/touchpoint.ts";
import type { Bound } from "../../store/ask.ts";
import { liveRules, placesByName } from "./places.ts";
import { renderCondition } from "./rule.ts";

/** The tables whose facts have a place. */
export type PlacedTable = "interactions" | "feedback";

/**
 * A catalogue over stored rows, in the ClickHouse dialect: the touchpoint and the stage that each row should have, and whether the
 * catalogue knows its place. It decides as `placeInteraction` and `placeFeedback` do; a test holds the two together.
 */
export type RenderedPlaces = { touchpoint: string; stage: string; isKnown: string; key: string; bound: Bound };

/** Renders a catalogue. Every text in it is bound. */
export function renderPlaces(catalogue: Catalogue, table: PlacedTable): RenderedPlaces {
  const placeOf = new Map(catalogue.touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]));
  const byName = [...placesByName(catalogue)];
  const bound: Bound = {
    names: byName.map(([name]) => name),
    touchpoints: byName.map(([, { touchpoint }]) => touchpoint),
    stages: byName.map(([, { stage }]) => stage),
  };
  const rules = table === "feedback" ? [] : liveRules(catalogue);
  const conditions: string[] = [];
  const branches = { touchpoint: [] as string[], stage: [] as string[] };
  for (const [i, rule] of rules.entries()) {
    const parts = rule.conditions.map((condition, j) => renderCondition(condition, `rule_${i}_${j}`));
    for (const part of parts) Object.assign(bound, part.bound);
    const place = rule.touchpointId === null ? null : placeOf.get(rule.touchpointId)!;
    bound[`rule_${i}_touchpoint`] = place?.name ?? "";
    bound[`rule_${i}_stage`] = place?.stage ?? "";
    const holds = `(${parts.map(({ sql }) => sql).join(" AND ")})`;
    conditions.push(holds);
    branches.touchpoint.push(`${holds}, {rule_${i}_touchpoint:String}`);
    // What is no part of journeys has no stage either, whatever its sender said.
    branches.stage.push(`${holds}, ${place?.stage === "" ? "said_stage" : `{rule_${i}_stage:String}`}`);
  }
  const said = table === "feedback" ? "toString(said_touchpoint)" : "if(said_touchpoint != '', toString(said_touchpoint), name)";
  const key = `lower(${said})`;
  const named = (to: string, otherwise: string) => `transform(${key}, {names:Array(String)}, {${to}:Array(String)}, ${otherwise})`;
  const choose = (list: string[], otherwise: string) => (list.length === 0 ? otherwise : `multiIf(${list.join(", ")}, ${otherwise})`);
  const namedStage = named("stages", "''");
  return {
    touchpoint: choose(branches.touchpoint, named("touchpoints", said)),
    stage: choose(branches.stage, `if(${namedStage} = '', said_stage, ${namedStage})`),
    isKnown: [...conditions, `${key} IN {names:Array(String)}`].join(" OR "),
    key: said,
    bound,
  };
}
