import { bagOf, textOf, type Bag } from "../../sources/bag.ts";
import { Refusal } from "../../sources/refusal.ts";
import { headerOf, type Parcel, type Sender, type Story } from "../sender.ts";
import { requireFresh, requireSignature } from "../signature.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { incomplete, unmappedTopic } from "../unmapped.ts";

/**
 * HubSpot: `X-HubSpot-Signature-v3` is the base64 HMAC-SHA256 of method, address, raw body and time under the app's client secret. The
 * address is the one in the settings: a request's Host is whatever its sender says.
 */
export const hubspot: Sender = {
  id: "hubspot",
  title: "HubSpot",
  secretFrom: "sender",
  verify(delivery, secrets) {
    const signedAt = headerOf(delivery, "x-hubspot-request-timestamp");
    const signature = headerOf(delivery, "x-hubspot-signature-v3");
    if (delivery.uri === "")
      throw new Refusal("no_public_url", "HubSpot signs the address: set RAPPORT_URL to the one that HubSpot calls.");
    const message = [delivery.method, unescaped(delivery.uri), delivery.bytes, signedAt];
    requireSignature([signature], { message, secrets, algorithm: "sha256", encoding: "base64" });
    requireFresh(signedAt, delivery.receivedAt);
  },
  unpack: (body) => (Array.isArray(body) ? body : [body]).map(parcelOf),
  read: told,
};

/** HubSpot signs an address with these characters as themselves. */
const unescaped = (uri: string): string => uri.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (code) => decodeURIComponent(code));

// An event's id alone is not promised to be unique, and the number of the attempt is not part of it: a retry is the same event.
function parcelOf(event: unknown): Parcel {
  const { portalId, eventId, subscriptionId, objectId, occurredAt, subscriptionType, propertyName } = bagOf(event);
  const id = [portalId, eventId, subscriptionId, objectId, occurredAt, propertyName].map(textOf).filter(Boolean).join("-");
  return { id, topic: textOf(subscriptionType), body: event };
}

const objectTypes: Record<string, string> = { "0-1": "contact", "0-3": "deal", "0-5": "ticket" };

function told({ topic, body }: Parcel, { country }: Story): Tale[] {
  const event = bagOf(body);
  const [kind = "", change = ""] = topic.split(".");
  const object = kind === "object" ? (objectTypes[textOf(event.objectTypeId)] ?? "") : kind;
  if (textOf(event.objectId) === "") throw incomplete("An event needs its `objectId`.");
  if (object === "contact") return contactTold(topic, change, { event, country });
  if (object === "deal" || object === "ticket") return [recordTold(topic, object, change, event)];
  throw unmappedTopic(topic);
}

function contactTold(topic: string, change: string, { event, country }: { event: Bag; country: string }): Tale[] {
  const { objectId, occurredAt, propertyName, propertyValue } = event;
  const property = textOf(propertyName);
  if (change === "privacyDeletion")
    throw new Refusal(
      "privacy_request",
      `To do: HubSpot says that contact ${textOf(objectId)} wants to be forgotten. Remove this when it is done.`,
    );
  if (change === "creation")
    return [{ what: "is", who: keysOf("hubspot", { id: objectId }), at: occurredAt, traits: { hubspot_id: textOf(objectId) } }];
  if (change !== "propertyChange" || property === "") throw unmappedTopic(topic);
  const email = property === "email" ? propertyValue : null;
  const phone = property === "phone" || property === "mobilephone" ? propertyValue : null;
  const traits = { [traitNames[property] ?? property]: textOf(propertyValue) === "" ? null : propertyValue };
  return [{ what: "is", who: keysOf("hubspot", { id: objectId, email, phone, country }), at: occurredAt, traits }];
}

const traitNames: Record<string, string> = { firstname: "firstName", lastname: "lastName", mobilephone: "phone" };

const verbs: Record<string, string> = { creation: "Created", propertyChange: "Updated" };

function recordTold(topic: string, object: "deal" | "ticket", change: string, event: Bag): Tale {
  const { objectId, occurredAt, propertyName, propertyValue, changeSource } = event;
  const verb = verbs[change];
  if (!verb) throw unmappedTopic(topic);
  const isTicket = object === "ticket";
  const isClosed = isTicket && propertyName === "closed_date" && textOf(propertyValue) !== "";
  const isWon = !isTicket && propertyName === "dealstage" && textOf(propertyValue).toLowerCase() === "closedwon";
  const name = isClosed ? "Ticket Solved" : isWon ? "Deal Won" : `${isTicket ? "Ticket" : "Deal"} ${verb}`;
  const properties = given({ [`${object}_id`]: textOf(objectId), property: propertyName, value: propertyValue, source: changeSource });
  return { what: "happened", name, channel: "web", who: keysOf(`hubspot-${object}`, { id: objectId }), at: occurredAt, properties };
}
