import type { Channel } from "../../../model/channel.ts";
import type { ScoredQuestion } from "../../../model/fact.ts";
import { identityOf, type Identity } from "../../../model/identity.ts";
import { contactsIn } from "../../sources/contacts.ts";
import { isGiven, textOf, type Bag } from "../../sources/bag.ts";
import type { Money } from "./amount.ts";

/** What an event says, before it is a fact: who, when, and one of three things. `once` names something that counts once however often it is told. */
export type Tale = { who: (Identity | null)[]; at: unknown; once?: string; flags?: string[] } & (Happening | Saying | Being);

/** Something happened. The touchpoint is the name's own unless it is told. */
export type Happening = {
  what: "happened";
  name: string;
  channel: Channel;
  touchpoint?: string;
  money?: Money | null;
  properties: Bag;
  context?: Bag;
};
/** The customer scored or said something. */
export type Saying = {
  what: "said";
  question: ScoredQuestion | "";
  score: number | null;
  comment: string;
  touchpoint: string;
  channel: Channel;
  language?: string;
  properties: Bag;
};
/** Who the customer is. */
export type Being = { what: "is"; traits: Bag };

/**
 * A customer's keys as another company knows them: contacts, our own user id where it was told, and the company's id of the customer.
 *
 * Ids of others are no user ids: two user ids never become one person, and the same customer has one id at each company.
 * `country` is where a national phone number is meant.
 */
export function keysOf(
  company: string,
  { id, user, email, phone, country = "" }: { id?: unknown; user?: unknown; email?: unknown; phone?: unknown; country?: string },
): Identity[] {
  const theirs = isGiven(id) && textOf(id) !== "" ? identityOf("anonymous", `${company}:${textOf(id)}`) : null;
  const ours = isGiven(user) ? identityOf("user", user) : null;
  return [ours, ...contactsIn({ email, phone }, country).identities, theirs].filter((identity) => identity !== null);
}

/** The fields of a bag that say something. */
export const given = (bag: Bag): Bag => Object.fromEntries(Object.entries(bag).filter(([, value]) => isGiven(value)));
