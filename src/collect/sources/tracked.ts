import type { Arrived, Fact } from "../../model/fact.ts";
import { consentOf, isConsentEvent } from "../privacy/consent-fact.ts";
import { answerOf, isAnswer } from "./segment/answer.ts";
import { interactionOf, type Told } from "./segment/interaction.ts";

/**
 * A tracked event as what its name says that it is: a word about consent, an answer of a customer, or something that happened.
 *
 * @throws Refusal when it is a word or an answer that cannot be read
 */
export function trackedOf(shared: Arrived, told: Omit<Told, "kind">): Fact {
  const { name, properties, context } = told;
  if (isConsentEvent(name)) return consentOf(shared, name, properties, context);
  if (isAnswer(name, properties)) return answerOf(shared, name, properties, context);
  // The spread stands last, as in `interactionOf`.
  return interactionOf(shared, { kind: "track", ...told });
}
