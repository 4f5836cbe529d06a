import { placeFeedback, placeInteraction } from "../catalogue/places.ts";
import type { Step } from "./step.ts";

/** Gives each fact its touchpoint and stage from the workspace's catalogue, and remembers what the sender said. */
export const place: Step = (fact, { places }) => {
  if (fact.fact === "identification") return null;
  fact.saidTouchpoint ??= fact.touchpoint;
  fact.saidStage ??= fact.stage;
  const { touchpoint, stage } = fact.fact === "interaction" ? placeInteraction(places, fact) : placeFeedback(places, fact);
  fact.touchpoint = touchpoint;
  fact.stage = stage;
  return null;
};
