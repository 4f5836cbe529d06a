import type { Channel, Stage } from "./channel.ts";
import type { Identity } from "./identity.ts";

/** What every fact carries, whichever door it came through. Instants are UTC milliseconds since 1970. */
export type Arrived = {
  /** The sender's id of this fact; the same id counts once in a workspace. */
  messageId: string;
  /** Who, strongest key first. Empty for feedback given anonymously, for a name that names nobody (`guest`), and for what is said of a group alone. */
  identities: Identity[];
  /** When it happened, after clock correction. */
  timestamp: number;
  /** When the sender's clock said that it happened; `null` when it did not say. */
  originalTimestamp: number | null;
  /** When the sender's clock said that it was sent; `null` when it did not say. */
  sentAt: number | null;
  /** When Rapport received it. */
  receivedAt: number;
  /** The write key, import or survey that it came through. */
  sourceId: string;
  /** What had to be mended on the way in, as stable codes such as `ts_clamped`. */
  flags: string[];
  /** Told by a message for which another fact stands already: it is stored, and not counted as one that arrived. */
  isFurther?: true;
};

/**
 * Where a fact belongs, filled in on the way in by the steps of the intake (`collect/steps`). A source leaves them out, unless the sender
 * says so in a field of the protocol's own.
 */
export type Placed = {
  /** The touchpoint and stage that the sender named, before the workspace's catalogue had its say; empty when it named none. */
  saidTouchpoint?: string;
  saidStage?: Stage | "";
  /** The code of a location, such as a store or a till, as the sender wrote it; empty when it named none. */
  location?: string;
  /** Who served, and in which shift; empty when not said. */
  staff?: string;
  shift?: string;
};

/** One thing that happened to one customer at one touchpoint at one time. */
export type Interaction = Arrived &
  Placed & {
    fact: "interaction";
    kind: "track" | "page" | "screen";
    /** The event's name as the sender gave it, or the page's title or path. */
    name: string;
    /** The touchpoint that the sender named; empty when it named none, and then the workspace's catalogue decides. */
    touchpoint: string;
    channel: Channel;
    stage: Stage | "";
    /** Money that changed hands, in whole minor units of `currency`; `null` when none did. */
    revenueMinor: number | null;
    /** ISO 4217 code, or empty. */
    currency: string;
    properties: Record<string, unknown>;
    context: Record<string, unknown>;
  };

/** The questions whose answers are scored. Each has one scale: 0-10, 1-5, 1-7. */
export const scoredQuestions = ["recommend", "satisfaction", "ease"] as const;
export type ScoredQuestion = (typeof scoredQuestions)[number];

/** Lowest and highest answer to each scored question, both inclusive. */
export const questionScale: Record<ScoredQuestion, readonly [low: number, high: number]> = {
  recommend: [0, 10],
  satisfaction: [1, 5],
  ease: [1, 7],
};

/** What a customer scored or said. */
export type Feedback = Arrived &
  Placed & {
    fact: "feedback";
    /** The question that was answered; empty for a comment without a score. */
    question: ScoredQuestion | "";
    /** Answer on the question's scale; `null` for a comment without a score. */
    score: number | null;
    /** The customer's words; empty when there are none. */
    comment: string;
    /** BCP 47 language of the comment as the source gave it; empty when unknown. */
    language: string;
    touchpoint: string;
    channel: Channel;
    stage: Stage | "";
    /** The survey that asked; empty when it came from elsewhere. */
    surveyId: string;
    properties: Record<string, unknown>;
  };

/** What a source said about who a customer is: traits, a group, or that two keys are one person. Only `identify` says that a user id is known. */
export type Identification = Arrived & {
  fact: "identification";
  kind: "identify" | "set" | "set_once" | "group" | "alias" | "consent";
  /**
   * `identify`, `set`: traits to set; a `null` value unsets. `set_once`: traits where none was said. `group`: the group's traits. `consent`: what
   * was allowed or denied, with its proof.
   */
  traits: Record<string, unknown>;
  /** `group`: the group's id; otherwise empty. */
  groupId: string;
  /** `alias`: the key that is the same person as `identities[0]`; otherwise `null`. */
  previous: Identity | null;
  context: Record<string, unknown>;
};

export type Fact = Interaction | Feedback | Identification;

/**
 * A fact that could not be used, kept whole so that it can be mended and replayed. `protocol` reads it; empty for a row of a file; see
 * `collect/steps/letter.ts` for what a step set aside. `isFurther`: another fact of its message stands for the message already.
 */
export type DeadLetter = {
  sourceId: string;
  protocol: string;
  receivedAt: number;
  code: string;
  problem: string;
  raw: string;
  isFurther?: true;
};
