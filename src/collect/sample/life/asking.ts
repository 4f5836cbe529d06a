import { scoredQuestions } from "../../../model/fact.ts";
import { dayMs } from "../calendar.ts";
import type { Topic } from "../comments/phrases.ts";
import { composeComment } from "../comments/compose.ts";
import { fall } from "../dice.ts";
import { addFeedback, addInteraction, type Life } from "./life.ts";
import { planted, responseShare } from "../planted.ts";
import type { HappeningName } from "../touchpoints.ts";

/** The surveys of the sample company: what each asks, how, and how many answer it. */
export const townSurveys = {
  delivery: { id: "sample-delivery", title: "After the delivery", question: "recommend", by: "askedByEmail", share: responseShare.email },
  checkout: { id: "sample-checkout", title: "After the checkout", question: "satisfaction", by: "askedOnWeb", share: responseShare.web },
  store: { id: "sample-store", title: "After a visit to a store", question: "satisfaction", by: "askedAtTill", share: responseShare.till },
  support: { id: "sample-support", title: "After help from support", question: "ease", by: "askedByEmail", share: responseShare.support },
  app: { id: "sample-app", title: "While using the app", question: "satisfaction", by: "askedInApp", share: null },
} as const satisfies Record<string, Survey>;

type Survey = { id: string; title: string; question: (typeof scoredQuestions)[number]; by: HappeningName; share: number | null };

/** One ask: which survey, about which touchpoint, in which mood the person is and what is on their mind. */
export type Ask = {
  survey: keyof typeof townSurveys;
  at: number;
  about: string;
  mood: readonly number[];
  topic: Topic;
  /** The score the person has in mind; without it, it follows from the mood. */
  score?: number;
  properties?: Record<string, unknown>;
};

/** How much of a person's answer is their own disposition; the rest is the day. */
const dispositionShare = 0.3;
const commentShare = 0.62;

/** Asks a person for feedback; some answer, most do not. */
export function askForFeedback(life: Life, ask: Ask): void {
  const { dice } = life;
  const { id, question, by, share } = townSurveys[ask.survey];
  const response = share ?? shareInApp(life, ask.at);
  const request = addInteraction(life, { what: by, at: ask.at, properties: { survey: id, about: ask.about } });
  if (!dice.chance(response)) return;

  const delayMs = ask.survey === "app" || ask.survey === "checkout" ? 40_000 + dice.wait(60_000) : dice.spread(5 * 3_600_000, 1.2);
  const score = ask.score ?? feel(life, ask.mood, question);
  const comment = dice.chance(commentShare) ? commentOn(life, { question, score, topic: ask.topic }) : "";
  const properties = { request, ...ask.properties };
  addFeedback(life, { at: ask.at + delayMs, question, score, comment, touchpoint: ask.about, surveyId: id, properties });
}

/** The score a person has in mind when in a mood. */
export function feel({ person, dice }: Life, mood: readonly number[], question: Survey["question"]): number {
  // One of two uniform points is uniform again: each mood keeps its distribution and each person their disposition.
  const point = dice.chance(dispositionShare) ? person.warmth : dice.roll();
  return fall(point, mood) + (question === "recommend" ? 0 : 1);
}

/** A person's words about a topic to go with their score. */
export function commentOn({ person, dice }: Life, about: { question: Survey["question"]; score: number; topic: Topic }): string {
  const { question, score, topic } = about;
  const [pleased, annoyed] = { recommend: [9, 6], satisfaction: [4, 2], ease: [5, 3] }[question] as [number, number];
  const tone = score >= pleased ? "good" : score <= annoyed ? "bad" : "mixed";
  return composeComment({ language: person.language, topic, tone, city: person.city.name }, dice);
}

function shareInApp(life: Life, at: number): number {
  const { windowDays, responseShare } = planted.appFatigue;
  const before = life.appAsks.filter((ask) => ask < at && ask >= at - windowDays * dayMs).length;
  life.appAsks.push(at);
  return responseShare[Math.min(before, responseShare.length - 1)]!;
}
