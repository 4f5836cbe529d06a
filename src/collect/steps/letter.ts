import { z } from "zod";
import { channels, stages } from "../../model/channel.ts";
import { questionScale, scoredQuestions, type DeadLetter, type Fact } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { identityOf, identityParts, rankIdentities, type Identity } from "../../model/identity.ts";
import { readJson } from "../body.ts";
import { sanitise } from "../sanitise.ts";
import type { Reason } from "./step.ts";

/** The protocol of dead letters that hold a fact as JSON. */
const protocol = "fact";

/** Whether a dead letter holds a fact that a step set aside, whatever way it came in by. */
export const holdsFact = (letter: Pick<DeadLetter, "protocol">): boolean => letter.protocol === protocol;

/** A fact that a step set aside, kept whole. */
export const letterOfFact = (fact: Fact, { code, problem }: Reason): DeadLetter => ({
  sourceId: fact.sourceId,
  receivedAt: fact.receivedAt,
  protocol,
  code,
  problem,
  raw: JSON.stringify(fact),
  ...(fact.isFurther ? { isFurther: fact.isFurther } : {}),
});

const isIdentity = (text: string): text is Identity => {
  const { kind, value } = identityParts(text as Identity);
  return text.includes(":") && identityOf(kind, value) === text;
};
const identity = z.string().refine(isIdentity, "give keys such as user:42 or email:ada@example.com");
const bag = z.record(z.string(), z.unknown());
const instant = z.number();
const name = z.string().max(256);
const stage = z.enum([...stages, ""]);

const arrived = {
  messageId: z.string().min(1).max(256),
  identities: z.array(identity).max(100).transform(rankIdentities),
  timestamp: instant,
  originalTimestamp: instant.nullable(),
  sentAt: instant.nullable(),
  flags: z.array(z.string().regex(/^[a-z_0-9]+$/)).max(100),
  isFurther: z.literal(true).optional(),
};
const placed = {
  touchpoint: name,
  stage,
  channel: z.enum(channels),
  saidTouchpoint: name.optional(),
  saidStage: stage.optional(),
  location: name.optional(),
  staff: name.optional(),
  shift: name.optional(),
};
const shape = z.discriminatedUnion("fact", [
  z.object({
    fact: z.literal("interaction"),
    kind: z.enum(["track", "page", "screen"]),
    name,
    revenueMinor: z.int().nullable(),
    currency: z.string().regex(/^(?:[A-Z]{3})?$/, "give an ISO 4217 code"),
    properties: bag,
    context: bag,
    ...arrived,
    ...placed,
  }),
  z
    .object({
      fact: z.literal("feedback"),
      question: z.enum([...scoredQuestions, ""]),
      score: z.int().nullable(),
      comment: z.string(),
      language: z.string().max(100),
      surveyId: z.string().max(256),
      properties: bag,
      ...arrived,
      ...placed,
    })
    .refine(({ question, score }) => isOnScale(question, score), { path: ["score"], message: "give an answer on the question's scale" }),
  z.object({
    fact: z.literal("identification"),
    kind: z.enum(["identify", "set", "set_once", "group", "alias", "consent"]),
    traits: bag,
    groupId: z.string().max(256),
    previous: identity.nullable(),
    context: bag,
    ...arrived,
  }),
]);

function isOnScale(question: keyof typeof questionScale | "", score: number | null): boolean {
  if (question === "" || score === null) return question === "" && score === null;
  const [low, high] = questionScale[question];
  return score >= low && score <= high;
}

/**
 * The fact in a dead letter, as its sender told it: whatever a step derived from the workspace's catalogue is forgotten. Somebody may have mended
 * it by hand, so it is believed as little as anything from outside; where it came from and when is the letter's.
 *
 * @throws Failure `bad_input` or `bad_json` when it is no fact
 */
export function factIn({ raw, sourceId, receivedAt }: Pick<DeadLetter, "raw" | "sourceId" | "receivedAt">): Fact {
  const { value, flags, tooDeep } = sanitise(readJson(raw));
  if (tooDeep) throw new Failure("bad_input", { field: "raw", problem: "it is nested deeper than 200 levels." });
  const read = shape.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new Failure("bad_input", { field: issue!.path.join(".") || "raw", problem: issue!.message });
  }
  const fact = { ...read.data, sourceId, receivedAt, flags: [...new Set([...read.data.flags, ...flags])] } as Fact;
  if (fact.fact === "identification") return fact;
  const { saidTouchpoint = fact.touchpoint, saidStage = fact.stage, ...rest } = fact;
  return { ...rest, touchpoint: saidTouchpoint, stage: saidStage };
}
