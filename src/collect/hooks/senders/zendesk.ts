import type { Channel } from "../../../model/channel.ts";
import { bagOf, isGiven, textOf, type Bag } from "../../sources/bag.ts";
import { headerOf, type Parcel, type Sender, type Story } from "../sender.ts";
import { requireFresh, requireSignature } from "../signature.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { incomplete, unmappedTopic } from "../unmapped.ts";

/** Zendesk: `X-Zendesk-Webhook-Signature` is the base64 HMAC-SHA256 of the signature's time and the raw body. */
export const zendesk: Sender = {
  id: "zendesk",
  title: "Zendesk",
  secretFrom: "sender",
  verify(delivery, secrets) {
    const signedAt = headerOf(delivery, "x-zendesk-webhook-signature-timestamp");
    const message = [signedAt, delivery.bytes];
    requireSignature([headerOf(delivery, "x-zendesk-webhook-signature")], { message, secrets, algorithm: "sha256", encoding: "base64" });
    requireFresh(signedAt, delivery.receivedAt);
  },
  unpack(body, delivery) {
    const { id, type, event } = bagOf(body);
    const isEvent = textOf(type).startsWith("zen:event-type:");
    const topic = isEvent ? textOf(type).slice("zen:event-type:".length) : textOf(event) || "ticket.updated";
    return [{ id: (isEvent && textOf(id)) || headerOf(delivery, "x-zendesk-webhook-invocation-id"), topic, body }];
  },
  read: (parcel, story) =>
    textOf(bagOf(parcel.body).type).startsWith("zen:event-type:") ? eventTold(parcel, story) : triggerTold(parcel, story),
};

/** A ticket in the words that both kinds of webhooks are brought to. */
type Ticket = {
  id: string;
  status: string;
  before: string;
  words: string;
  rating: unknown;
  remark: string;
  via: string;
  at: unknown;
  who: Tale["who"];
  more: Bag;
};

function eventTold({ topic, body }: Parcel, { country }: Story): Tale[] {
  const { detail, event, time } = bagOf(body);
  const told = bagOf(detail);
  const change = bagOf(event);
  if (topic === "user.created" || (topic.startsWith("user.") && isGiven(told.email))) return userTold(told, { at: time, country });
  if (!topic.startsWith("ticket.")) throw unmappedTopic(topic);
  const rated = bagOf(told.satisfaction_rating);
  const isRated = topic === "ticket.csat_received";
  return ticketTold(topic, {
    id: textOf(told.id),
    status: (topic === "ticket.status_changed" ? textOf(change.current) : textOf(told.status)).toLowerCase(),
    before: textOf(change.previous).toLowerCase(),
    words: textOf(told.description),
    rating: isRated ? (change.rating ?? change.score ?? change.current ?? rated.score) : null,
    remark: textOf(change.comment ?? rated.comment),
    via: textOf(bagOf(told.via).channel),
    at: time ?? told.updated_at,
    who: [...keysOf("zendesk", { id: told.requester_id }), ...keysOf("zendesk-ticket", { id: told.id })],
    more: { subject: told.subject, priority: told.priority, type: told.type, tags: told.tags },
  });
}

/** What a trigger sends is what its author wrote: the fields of the template in the console. */
function triggerTold({ topic, body }: Parcel, { country }: Story): Tale[] {
  const told = bagOf(body);
  if (!isGiven(told.ticket_id)) throw incomplete("A trigger's JSON needs `ticket_id`. Copy the template from the webhook's page.");
  const rating = textOf(told.satisfaction).toLowerCase();
  const status = textOf(told.status).toLowerCase();
  const implied = rating !== "" && topic === "ticket.rated" ? "ticket.csat_received" : topic;
  return ticketTold(implied, {
    id: textOf(told.ticket_id),
    status: topic === "ticket.solved" ? "solved" : status,
    before: "",
    words: textOf(told.description),
    rating: implied === "ticket.csat_received" ? rating : null,
    remark: textOf(told.satisfaction_comment),
    via: textOf(told.channel).toLowerCase(),
    at: told.updated_at,
    who: [
      ...keysOf("zendesk", {
        id: told.requester_id,
        user: told.requester_external_id,
        email: told.requester_email,
        phone: told.requester_phone,
        country,
      }),
      ...keysOf("zendesk-ticket", { id: told.ticket_id }),
    ],
    more: { subject: told.subject, priority: told.priority, tags: told.tags },
  });
}

const isDone = (status: string): boolean => status === "solved" || status === "closed";

function ticketTold(topic: string, { id, status, before, words, rating, remark, via, at, who, more }: Ticket): Tale[] {
  const channel = channels[via] ?? "web";
  const properties = given({ ticket_id: id, status, ...more });
  const happened = (name: string): Tale => ({ what: "happened", name, channel, who, at, properties });
  if (topic === "ticket.csat_received") {
    const score = scoreOf(rating);
    if (score === null) return [happened("Ticket Updated")];
    const touchpoint = "Ticket Solved";
    return [
      {
        what: "said",
        question: "satisfaction",
        score,
        comment: remark,
        touchpoint,
        channel,
        who,
        at,
        properties: { ...properties, rating },
      },
    ];
  }
  if (topic === "ticket.created") {
    const said: Tale[] = words.trim()
      ? [{ what: "said", question: "", score: null, comment: words.trim(), touchpoint: "Ticket Created", channel, who, at, properties }]
      : [];
    return [happened("Ticket Created"), ...said];
  }
  if (topic === "ticket.status_changed" || topic === "ticket.solved") {
    if (isDone(status)) return [happened(status === "closed" ? "Ticket Closed" : "Ticket Solved")];
    return [happened(isDone(before) ? "Ticket Reopened" : "Ticket Updated")];
  }
  if (topic.startsWith("ticket.")) return [happened("Ticket Updated")];
  throw unmappedTopic(topic);
}

// A rating of two faces on the scale of five: the ends, so that the share of satisfied answers is the same.
const faces: Record<string, number> = { good: 5, bad: 1, good_with_comment: 5, bad_with_comment: 1 };

function scoreOf(rating: unknown): number | null {
  const number = typeof rating === "number" ? rating : Number(textOf(rating) || NaN);
  if (Number.isInteger(number) && number >= 1 && number <= 5) return number;
  return faces[textOf(rating).toLowerCase().replaceAll(" ", "_")] ?? null;
}

const channels: Record<string, Channel> = {
  email: "email",
  mail: "email",
  chat: "chat",
  messaging: "chat",
  native_messaging: "chat",
  voice: "phone",
  phone: "phone",
  sms: "sms",
  twitter: "social",
  facebook: "social",
  instagram_dm: "social",
  whatsapp: "chat",
  mobile_sdk: "app",
};

function userTold(user: Bag, { at, country }: { at: unknown; country: string }): Tale[] {
  const { id, email, external_id, name, role, phone } = user;
  if (isGiven(role) && role !== "end-user") return [];
  const who = keysOf("zendesk", { id, user: external_id, email, phone, country });
  return [{ what: "is", who, at, traits: given({ email, name, phone }) }];
}
