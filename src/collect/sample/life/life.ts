import type { Channel, Stage } from "../../../model/channel.ts";
import type { Fact, Feedback, Interaction } from "../../../model/fact.ts";
import type { Identity } from "../../../model/identity.ts";
import { dayMs, rhythms, type Calendar } from "../calendar.ts";
import type { Dice } from "../dice.ts";
import type { Person } from "../people/person.ts";
import { happenings, touchpoints, type HappeningName } from "../touchpoints.ts";

/** One person's year while it is being written down. */
export type Life = {
  person: Person;
  dice: Dice;
  calendar: Calendar;
  sourceId: string;
  /** Begins the id of every message of this person. */
  prefix: string;
  facts: Fact[];
  /** The instant from which the company knows who it is; before it, only the browser's key. Infinity while nobody knows. */
  knownFrom: number;
  /** Instants at which the app asked for feedback. */
  appAsks: number[];
  orders: number;
};

/** What happened, when, and where if it was in a store. */
export type Happened = {
  what: HappeningName;
  at: number;
  touchpoint?: string;
  revenueMinor?: number;
  properties?: Record<string, unknown>;
};

/** Writes down that something happened; returns its message id. */
export function addInteraction(life: Life, { what, at, touchpoint, revenueMinor, properties }: Happened): string {
  const { name, kind, touchpoint: usual } = happenings[what] as { name: string; touchpoint: string; kind?: Interaction["kind"] };
  const place = placeOf(touchpoint ?? usual);
  const fact: Interaction = {
    fact: "interaction",
    ...arrival(life, at, place.channel),
    kind: kind ?? "track",
    name,
    ...place,
    revenueMinor: revenueMinor ?? null,
    currency: revenueMinor === undefined ? "" : "EUR",
    properties: properties ?? nothing,
    context: nothing,
  };
  life.facts.push(fact);
  return fact.messageId;
}

/** An answer as it was given. */
export type Answered = Pick<Feedback, "question" | "score" | "comment" | "touchpoint" | "surveyId" | "properties"> & { at: number };

/** Writes down what somebody answered. */
export function addFeedback(life: Life, { at, touchpoint, ...answer }: Answered): void {
  const place = placeOf(touchpoint);
  const language = answer.comment === "" ? "" : life.person.language;
  life.facts.push({ fact: "feedback", ...arrival(life, at, place.channel), ...answer, language, ...place });
}

/** Writes down that the company learns who it is, and with which traits; from here on facts carry the user's key. */
export function introduce(life: Life, at: number): void {
  if (life.knownFrom <= at) return;
  life.knownFrom = at;
  const { keys, anonymousId, traits } = life.person;
  const identities: Identity[] = life.person.habit === "store" ? keys : [...keys, `anonymous:${anonymousId}`];
  const kind = "identify" as const;
  const said = { fact: "identification", kind, traits, groupId: "", previous: null, context: nothing } as const;
  life.facts.push({ ...said, ...arrival(life, at, "web"), identities });
}

/** Writes down that somebody unknown left an e-mail address for the newsletter; nothing when there is no address or no need. */
export function subscribe(life: Life, at: number): void {
  const email = life.person.keys.find((key) => key.startsWith("email:"));
  if (!email || life.knownFrom <= at) return;
  const said = { fact: "identification", kind: "identify", groupId: "", previous: null, context: nothing } as const;
  const identities: Identity[] = [email, `anonymous:${life.person.anonymousId}`];
  life.facts.push({ ...said, traits: { email: life.person.traits.email }, ...arrival(life, at, "web"), identities });
}

/** An instant on a day while a place is open. */
export function momentOn({ person, calendar, dice }: Life, day: number, rhythm: keyof typeof rhythms): number {
  return calendar.moment(day, { zone: person.city.zone, hours: rhythms[rhythm] }, dice);
}

/** The id of the order that a person makes next. */
export function orderId({ person, orders }: Life): string {
  return `${person.userId}-${orders + 1}`;
}

/** The day of the year, counted from 0, on which an instant falls. */
export function dayOf({ calendar }: Life, at: number): number {
  return Math.floor(at / dayMs) - Math.floor(calendar.start / dayMs);
}

const nothing: Record<string, unknown> = Object.freeze({});

type Place = { touchpoint: string; channel: Channel; stage: Stage | ""; location: string };

// A row of this year may name its place a hundred thousand times: each is built once.
const places = new Map(
  Object.entries(touchpoints).map(([touchpoint, { channel, stage, location = "" }]) => [
    touchpoint,
    { touchpoint, channel, stage, location },
  ]),
);

function placeOf(touchpoint: string): Place {
  return places.get(touchpoint)!;
}

function arrival(life: Life, at: number, channel: Channel) {
  const timestamp = Math.floor(at);
  const sentAt = timestamp + 20 + (life.facts.length % 7) * 110;
  return {
    messageId: `${life.prefix}-${life.facts.length}`,
    identities: identitiesAt(life, timestamp, channel),
    timestamp,
    originalTimestamp: timestamp,
    sentAt,
    receivedAt: sentAt + 35,
    sourceId: life.sourceId,
    flags: [],
  };
}

function identitiesAt({ person, knownFrom }: Life, at: number, channel: Channel): Identity[] {
  const known = at >= knownFrom;
  if (channel === "web" || channel === "app" || channel === "ad")
    return known ? [`user:${person.userId}`, `anonymous:${person.anonymousId}`] : [`anonymous:${person.anonymousId}`];
  if (known && channel === "store" && person.card) return [`user:${person.userId}`, person.card];
  return [known ? `user:${person.userId}` : `anonymous:${person.anonymousId}`];
}
