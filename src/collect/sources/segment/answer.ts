import { questionScale, type Arrived, type Feedback, type ScoredQuestion } from "../../../model/fact.ts";
import { Refusal } from "../refusal.ts";
import { isGiven, textOf, type Bag } from "../bag.ts";
import { channelOf } from "./interaction.ts";

// What senders call the three scored questions. Without a prototype: a sender may say `constructor`.
const questionNames: Record<string, ScoredQuestion> = {
  __proto__: null as never,
  recommend: "recommend",
  nps: "recommend",
  satisfaction: "satisfaction",
  csat: "satisfaction",
  ease: "ease",
  effort: "ease",
  ces: "ease",
};

const impliedQuestion: Record<string, ScoredQuestion | ""> = {
  __proto__: null as never,
  "survey answered": "",
  "feedback submitted": "",
  "nps answered": "recommend",
  "csat answered": "satisfaction",
  "ces answered": "ease",
};

// A name from outside may be one that every object has.
const own = <T>(names: Record<string, T>, name: string): T | undefined => (Object.hasOwn(names, name) ? names[name] : undefined);

const isReview = (name: string): boolean => name.toLowerCase() === "product reviewed";

/** Whether a tracked event is an answer of a customer rather than something that happened. */
export const isAnswer = (name: string, properties: Bag): boolean =>
  Object.hasOwn(impliedQuestion, name.toLowerCase()) || (isReview(name) && isGiven(properties.rating));

/**
 * The feedback in an answer event: `{question | metric, score, comment, language, touchpoint}`, or a product review's rating.
 *
 * @throws Refusal `unknown_question`, `score_off_scale`, `no_answer`
 */
export function answerOf(shared: Arrived, name: string, properties: Bag, context: Bag): Feedback {
  const review = isReview(name);
  const asked = textOf(properties.question || properties.metric)
    .trim()
    .toLowerCase();
  const question = review ? "satisfaction" : asked === "" ? impliedQuestion[name.toLowerCase()]! : own(questionNames, asked);
  const raw = review ? properties.rating : properties.score;
  const comment = textOf(review ? properties.review_body : properties.comment).trim();
  if (question === undefined)
    throw new Refusal("unknown_question", "Give `question` as recommend (nps), satisfaction (csat) or ease (ces).");
  const score = isGiven(raw) ? scoreOf(raw, question) : null;
  if (score === null && comment === "") throw new Refusal("no_answer", "An answer needs a `score` or a `comment`.");
  return {
    fact: "feedback",
    question: score === null ? "" : question,
    score,
    comment,
    language: textOf(properties.language || context.locale).trim(),
    touchpoint: textOf(properties.touchpoint).trim() || (review ? "Product Reviewed" : "Survey"),
    channel: channelOf("track", properties, context),
    stage: review ? "loyalty" : "",
    surveyId: textOf(properties.survey_id || properties.surveyId),
    properties,
    ...shared,
  };
}

function scoreOf(raw: unknown, question: ScoredQuestion | ""): number {
  if (question === "")
    throw new Refusal("unknown_question", "A `score` needs its `question`: recommend (nps), satisfaction (csat) or ease (ces).");
  const [low, high] = questionScale[question];
  const score = typeof raw === "number" ? raw : typeof raw === "string" && raw.trim() !== "" ? Number(raw) : NaN;
  if (Number.isInteger(score) && score >= low && score <= high) return score;
  throw new Refusal("score_off_scale", `\`score\` for ${question} is a whole number from ${low} to ${high}.`);
}
