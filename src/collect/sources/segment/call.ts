import { randomUUID } from "node:crypto";
import type { Arrived, Fact } from "../../../model/fact.ts";
import { identityOf, rankIdentities, type Identity } from "../../../model/identity.ts";
import { correctClock } from "../../instant.ts";
import { bagOf, isGiven, textOf, type Bag } from "../bag.ts";
import { contactsIn } from "../contacts.ts";
import { Refusal } from "../refusal.ts";
import { interactionOf } from "./interaction.ts";
import type { Arrival } from "../source.ts";
import { trackedOf } from "../tracked.ts";

/**
 * What is known around a call: its arrival, what its batch says for all, the call that the address names (`null` in a batch), and the
 * visitor that a header names (empty when none does).
 */
export type Setting = Arrival & { envelope: Bag; call: string | null; anonymousId: string };

const messageIdLimitBytes = 256;
const nameLimitBytes = 256;

/**
 * Maps one call to the fact that it tells.
 *
 * @throws Refusal with a stable code when the protocol's requirements are not met
 */
export function readCall(call: Bag, flags: string[], setting: Setting): Fact {
  const type = setting.call ?? textOf(call.type);
  const shared = readShared(call, type, flags, setting);
  const context = contextOf(call, setting.envelope);
  switch (type) {
    case "track": {
      const name = nameOf(call.event);
      if (name === "") throw new Refusal("no_event", "A track call needs `event`, the event's name.");
      const properties = bagOf(call.properties);
      return trackedOf(shared, { name, properties, context, currency: setting.currency });
    }
    case "page":
    case "screen": {
      const properties = bagOf(call.properties);
      const title = [call.name, properties.name, properties.title, properties.path].map(nameOf).find((text) => text !== "");
      const name = title ?? (type === "page" ? "Page" : "Screen");
      return interactionOf(shared, { kind: type, name, properties, context, currency: setting.currency });
    }
    case "identify":
      return { fact: "identification", kind: "identify", traits: traitsOf(call), groupId: "", previous: null, context, ...shared };
    case "group": {
      const groupId = textOf(call.groupId).trim();
      if (groupId === "") throw new Refusal("no_group_id", "A group call needs `groupId`.");
      return { fact: "identification", kind: "group", traits: bagOf(call.traits), groupId, previous: null, context, ...shared };
    }
    case "alias": {
      const previous = identityOf("user", call.previousId);
      if (!isGiven(call.previousId)) throw new Refusal("no_previous_id", "An alias call needs `previousId`.");
      if (previous === null) shared.flags.push("id_illegal");
      return { fact: "identification", kind: "alias", traits: {}, groupId: "", previous, context, ...shared };
    }
    default:
      throw new Refusal("unknown_type", "Give `type` as identify, track, page, screen, group or alias.");
  }
}

function readShared(call: Bag, type: string, flags: string[], setting: Setting): Arrived {
  const anonymousId = isGiven(call.userId) || isGiven(call.anonymousId) ? call.anonymousId : setting.anonymousId;
  if (!isGiven(call.userId) && !isGiven(anonymousId)) throw new Refusal("no_user_anon_id", "Give `userId` or `anonymousId`.");
  if (type === "alias" && !isGiven(call.userId)) throw new Refusal("no_user_id", "An alias call needs `userId`.");
  const moment = correctClock(
    call.originalTimestamp ?? call.timestamp ?? setting.envelope.timestamp,
    call.sentAt ?? setting.envelope.sentAt,
    setting.receivedAt,
  );
  const { messageId, assigned } = messageIdOf(call.messageId);
  const named = [identityOf("user", call.userId), identityOf("anonymous", anonymousId)];
  const isIllegal = (isGiven(call.userId) && !named[0]) || (isGiven(anonymousId) && !named[1]);
  const traits = type === "identify" ? traitsOf(call) : type === "group" ? {} : bagOf(bagOf(call.context).traits);
  const contacts = contactsIn(traits, setting.country);
  return {
    messageId,
    identities: rankIdentities([...named, ...contacts.identities].filter((identity): identity is Identity => identity !== null)),
    timestamp: moment.timestamp,
    originalTimestamp: moment.originalTimestamp,
    sentAt: moment.sentAt,
    receivedAt: setting.receivedAt,
    sourceId: setting.sourceId,
    flags: [
      ...flags,
      ...moment.flags,
      ...contacts.flags,
      ...(isIllegal ? ["id_illegal"] : []),
      ...(assigned ? ["message_id_assigned"] : []),
    ],
  };
}

// The trait names `email` and `phone` are the protocol's own; it has none for a loyalty card.
const traitsOf = (call: Bag): Bag => ({ ...bagOf(bagOf(call.context).traits), ...bagOf(call.traits) });

function messageIdOf(raw: unknown): { messageId: string; assigned: boolean } {
  const messageId = textOf(raw).trim();
  if (messageId === "") return { messageId: randomUUID(), assigned: true };
  if (Buffer.byteLength(messageId) > messageIdLimitBytes) throw new Refusal("message_id_too_long", "`messageId` may hold 256 bytes.");
  return { messageId, assigned: false };
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/g;

/** An event's name without control characters, at most 256 bytes; empty when there is none. */
function nameOf(raw: unknown): string {
  const name = textOf(raw).replace(control, "").trim();
  if (name.length * 3 <= nameLimitBytes || Buffer.byteLength(name) <= nameLimitBytes) return name;
  return Buffer.from(name)
    .subarray(0, nameLimitBytes)
    .toString("utf8")
    .replace(/\ufffd+$/, "");
}

const protocolFields = new Set([
  "type",
  "userId",
  "anonymousId",
  "previousId",
  "groupId",
  "event",
  "name",
  "category",
  "properties",
  "traits",
  "context",
  "messageId",
  "timestamp",
  "originalTimestamp",
  "sentAt",
  "channel",
  "integrations",
  "writeKey",
  "api_key",
  "token",
]);

/** The call's context over the batch's, with every field that the protocol does not know under `extra`. */
function contextOf(call: Bag, envelope: Bag): Bag {
  const own = bagOf(call.context);
  const context = envelope.context ? { ...bagOf(envelope.context), ...own } : own;
  const integrations = { ...bagOf(envelope.integrations), ...bagOf(call.integrations) };
  const extra = Object.keys(call).filter((key) => !protocolFields.has(key));
  if (extra.length === 0 && call.channel === undefined && Object.keys(integrations).length === 0) return context;
  return {
    ...context,
    ...(isGiven(call.channel) ? { channel: call.channel } : {}),
    ...(Object.keys(integrations).length ? { integrations } : {}),
    ...(extra.length ? { extra: Object.fromEntries(extra.map((key) => [key, call[key]])) } : {}),
  };
}
