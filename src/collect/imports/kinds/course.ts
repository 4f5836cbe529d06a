import type { Interaction } from "../../../model/fact.ts";
import type { Told } from "./kind.ts";

/** What is said of one step of a thing; nothing was paid unless it says so. */
type Step = Pick<Interaction, "identities" | "timestamp" | "name" | "touchpoint" | "channel" | "stage" | "properties"> &
  Partial<Pick<Interaction, "revenueMinor" | "currency">>;

/** One step in the course of a thing with an id, such as an order: the first without a word for it, each further one under its own, so that each is known when it comes again. */
export const stepOf = (id: string, said: Step, word?: string): Told => ({
  draft: { fact: "interaction", kind: "track", revenueMinor: null, currency: "", context: {}, ...said },
  key: word ? [id, word] : [id],
});
