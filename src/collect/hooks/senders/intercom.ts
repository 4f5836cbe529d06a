import { countryAmong } from "../../phone.ts";
import { bagOf, isGiven, textOf, type Bag } from "../../sources/bag.ts";
import { plainText } from "../reading/plain-text.ts";
import { headerOf, type Parcel, type Sender, type Story } from "../sender.ts";
import { requireSignature } from "../signature.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { incomplete, unmappedTopic } from "../unmapped.ts";

/** Intercom: `X-Hub-Signature: sha1=…`, the hex HMAC-SHA1 of the raw body under the app's client secret. A `ping` is answered and is no fact. */
export const intercom: Sender = {
  id: "intercom",
  title: "Intercom",
  secretFrom: "sender",
  verify(delivery, secrets) {
    const signature = headerOf(delivery, "x-hub-signature").replace(/^sha1=/i, "");
    requireSignature([signature], { message: [delivery.bytes], secrets, algorithm: "sha1", encoding: "hex" });
  },
  unpack(body) {
    const { id, topic } = bagOf(body);
    return topic === "ping" ? [] : [{ id: textOf(id), topic: textOf(topic), body }];
  },
  read: told,
};

const happenings: Record<string, string> = {
  "conversation.user.created": "Conversation Started",
  "conversation.user.replied": "Conversation Replied",
  "conversation.admin.replied": "Conversation Answered",
  "conversation.operator.replied": "Conversation Answered",
  "conversation.admin.single.created": "Conversation Started by Us",
  "conversation.admin.assigned": "Conversation Assigned",
  "conversation.admin.opened": "Conversation Reopened",
  "conversation.admin.snoozed": "Conversation Snoozed",
  "conversation.admin.unsnoozed": "Conversation Unsnoozed",
  "conversation.admin.closed": "Conversation Closed",
  "conversation.contact.attached": "Conversation Joined",
  "conversation.priority.updated": "Conversation Updated",
  "conversation.read": "Conversation Read",
};

function told({ topic, body }: Parcel, { country }: Story): Tale[] {
  const { data, created_at } = bagOf(body);
  const item = bagOf(bagOf(data).item);
  if (topic.startsWith("contact.") || topic.startsWith("user.")) return contactTold(topic, item, { at: created_at, country });
  if (!topic.startsWith("conversation.")) throw unmappedTopic(topic);
  const who = talkerOf(item);
  const channel = bagOf(item.source).type === "email" ? ("email" as const) : ("chat" as const);
  const properties = given({
    conversation_id: textOf(item.id),
    state: item.state,
    priority: item.priority,
    subject: bagOf(item.source).subject,
  });
  if (topic === "conversation.rating.added") {
    const { rating, remark, created_at: ratedAt } = bagOf(item.conversation_rating);
    const score = Number(textOf(rating) || NaN);
    if (!Number.isInteger(score) || score < 1 || score > 5) throw incomplete("A rating needs `conversation_rating.rating` from 1 to 5.");
    const shared = { who, at: ratedAt ?? created_at, channel, properties };
    return [
      { what: "said", question: "satisfaction", score, comment: plainText(textOf(remark)), touchpoint: "Conversation Closed", ...shared },
    ];
  }
  const name = happenings[topic];
  if (name === undefined) throw unmappedTopic(topic);
  const shared = { who, at: created_at, channel, properties };
  const words = topic === "conversation.user.created" ? plainText(textOf(bagOf(item.source).body)) : "";
  return [
    { what: "happened", name, ...shared },
    ...(words ? [{ what: "said" as const, question: "" as const, score: null, comment: words, touchpoint: name, ...shared }] : []),
  ];
}

/** The contact in a conversation: listed as such, or the author of its first message. */
function talkerOf(item: Bag): Tale["who"] {
  const { contacts } = bagOf(item.contacts);
  const listed = bagOf(Array.isArray(contacts) ? contacts[0] : item.user);
  const author = bagOf(bagOf(item.source).author);
  const isContact = ["user", "lead", "contact"].includes(textOf(author.type));
  const user = listed.external_id ?? listed.user_id;
  const email = listed.email ?? (isContact ? author.email : null);
  return [
    ...keysOf("intercom", { id: listed.id ?? (isContact ? author.id : null), user, email }),
    ...keysOf("intercom-conversation", { id: item.id }),
  ];
}

function contactTold(topic: string, item: Bag, { at, country }: { at: unknown; country: string }): Tale[] {
  if (/\.(?:deleted|archived|archive)$/.test(topic)) throw unmappedTopic(topic);
  // Tags and attached companies come with the contact beside what was attached.
  const contact = isGiven(item.contact) ? bagOf(item.contact) : isGiven(item.user) ? bagOf(item.user) : item;
  const { id, external_id, user_id, email, phone, name, role, location, custom_attributes } = contact;
  const who = keysOf("intercom", {
    id,
    user: external_id ?? user_id,
    email,
    phone,
    country: countryAmong(bagOf(location).country_code, country),
  });
  const traits = given({
    email,
    phone,
    name,
    role,
    country: bagOf(location).country,
    city: bagOf(location).city,
    ...given(bagOf(custom_attributes)),
  });
  return [{ what: "is", who, at, traits }];
}
