import { questionScale, type Arrived, type Feedback } from "../../../model/fact.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { channelOf } from "../segment/interaction.ts";
import { contextOf, propertiesOf } from "./circumstances.ts";

const isAboutRecommending = /\bNPS\b|net promoter/i;
const [lowest, highest] = questionScale.recommend;

/**
 * The answer in a finished survey that says that it asked for recommendation, by its name. Other surveys do not say on which scale they
 * asked: their answers are kept as something that happened.
 *
 * @returns `null` when it is no such answer
 */
export function surveyAnswerOf(name: string, item: Bag, shared: Arrived): Feedback | null {
  const properties = bagOf(item.properties);
  const survey = textOf(properties.$survey_name);
  if (name !== "survey sent" || properties.$survey_completed === false || !isAboutRecommending.test(survey)) return null;
  const answers = answersIn(properties);
  const scores = answers.filter((answer) => /^\d{1,2}$/.test(answer)).map(Number);
  const [score] = scores;
  if (scores.length !== 1 || score === undefined || score < lowest || score > highest) return null;
  return {
    fact: "feedback",
    ...shared,
    question: "recommend",
    score,
    comment: answers.find((answer) => !/^\d*$/.test(answer)) ?? "",
    language: textOf(properties.$browser_language),
    touchpoint: "Survey",
    channel: channelOf("track", properties, contextOf(item)),
    stage: "",
    surveyId: textOf(properties.$survey_id),
    properties: {
      survey,
      ...propertiesOf(item),
      ...Object.fromEntries(Object.entries(properties).filter(([key]) => key.startsWith("$survey"))),
    },
  };
}

// Older clients name answers by place (`$survey_response`, `$survey_response_1`), newer ones by question as well: each counts once.
function answersIn(properties: Bag): string[] {
  const questions = properties.$survey_questions;
  const listed = Array.isArray(questions) ? questions.map((question) => textOf(bagOf(question).response).trim()).filter(Boolean) : [];
  if (listed.length > 0) return listed;
  const keys = Object.keys(properties).filter((key) => key.startsWith("$survey_response"));
  const byPlace = keys.filter((key) => /^\$survey_response(_\d+)?$/.test(key));
  return (byPlace.length > 0 ? byPlace : keys).map((key) => textOf(properties[key]).trim()).filter(Boolean);
}
