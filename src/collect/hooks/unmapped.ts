import { Refusal } from "../sources/refusal.ts";

/** An event that has no meaning here. It is kept, since only a person can say that it is not missed. */
export const unmappedTopic = (topic: string): Refusal =>
  new Refusal(
    "unmapped_topic",
    `Rapport has no use for ${topic.slice(0, 80) || "an event without a name"}. Switch it off at the sender, or remove this.`,
  );

/** An event that lacks what it should say. */
export const incomplete = (problem: string): Refusal => new Refusal("incomplete", problem);
