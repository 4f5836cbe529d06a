import { randomUUID } from "node:crypto";
import { questionScale, type Feedback } from "../../model/fact.ts";
import { identityOf, type Identity } from "../../model/identity.ts";
import { reasonLimit } from "../../model/survey-texts.ts";
import type { Survey } from "./survey.ts";

/** What a respondent sent, as text: `score`, `comment`, `customer` or `email`, and the `nonce` of the page it was written on. */
export type Response = Readonly<Partial<Record<"score" | "comment" | "customer" | "email" | "nonce", string>>>;

/** Why a response cannot be taken. */
export type ResponseProblem = "chooseScore" | "tooLong";

/** The score that was chosen; `null` when it is none on the question's scale. */
export function scoreIn({ question }: Survey, { score = "" }: Response): number | null {
  const [low, high] = questionScale[question];
  const number = Number(score);
  return /^\d{1,2}$/.test(score.trim()) && number >= low && number <= high ? number : null;
}

/** Why a response cannot be taken; `null` when it can. */
export function problemWith(survey: Survey, response: Response): ResponseProblem | null {
  if (scoreIn(survey, response) === null) return "chooseScore";
  return (response.comment ?? "").length > reasonLimit ? "tooLong" : null;
}

/**
 * Who a link says the respondent is, strongest key only: anyone can write a link, and two keys on one answer would weld two customers
 * together. `null`: the answer is anonymous.
 */
export const respondentOf = ({ customer, email }: Response): Identity | null => identityOf("user", customer) ?? identityOf("email", email);

/** A response as a fact. The same page sent twice is the same fact. */
export function feedbackFrom(survey: Survey, response: Response, { now, language }: { now: number; language: string }): Feedback {
  const who = respondentOf(response);
  const isNonce = /^[\w-]{8,64}$/.test(response.nonce ?? "");
  return {
    fact: "feedback",
    messageId: `survey:${survey.id}:${isNonce ? response.nonce : randomUUID()}`,
    identities: who === null ? [] : [who],
    timestamp: now,
    originalTimestamp: null,
    sentAt: null,
    receivedAt: now,
    sourceId: survey.id,
    flags: [],
    question: survey.question,
    score: scoreIn(survey, response),
    comment: (response.comment ?? "").replaceAll("\r\n", "\n").trim(),
    language,
    touchpoint: survey.touchpoint,
    channel: survey.channel,
    stage: "",
    surveyId: survey.id,
    properties: {},
  };
}
