import { createHash } from "node:crypto";
import type { Fact } from "../../../model/fact.ts";
import { identityOf } from "../../../model/identity.ts";
import { correctClock } from "../../instant.ts";
import { arrivedOf, nameOf, type Names } from "../arrived.ts";
import { bagOf, isGiven, textOf, type Bag } from "../bag.ts";
import { contactsIn } from "../contacts.ts";
import { Refusal } from "../refusal.ts";
import type { Arrival } from "../source.ts";
import { trackedOf } from "../tracked.ts";

/** An arrival with where in an event the user stands, such as `data.customer.id`; empty: in its `subject`. */
export type Setting = Arrival & { path: string };

const wanted = "Give `subject`, the user that it is about, or `userId` or `anonymousId` in `data`.";
const idLimitBytes = 256;

/**
 * The fact in one event.
 *
 * @throws Refusal `bad_specversion`, `no_id`, `no_source`, `no_event`, `no_user_anon_id`, and those of answers and of consent
 */
export function readEvent(item: Bag, flags: string[], setting: Setting): Fact {
  if (!/^1\.\d+$/.test(textOf(item.specversion))) throw new Refusal("bad_specversion", "Give `specversion` as 1.0.");
  const messageId = messageIdOf(item);
  const name = nameOf(item.type);
  if (name === "") throw new Refusal("no_event", "Give `type`, the event's name.");
  const properties = propertiesOf(item);
  const moment = correctClock(item.time, undefined, setting.receivedAt);
  const shared = arrivedOf({ messageId, names: namesIn(item, properties, setting), moment, flags }, setting, wanted);
  const context = contextOf(item);
  return trackedOf(shared, { name, properties, context, currency: setting.currency });
}

// The two together name an event in the whole world, and may be long.
function messageIdOf({ source, id }: Bag): string {
  if (textOf(id).trim() === "") throw new Refusal("no_id", "Give `id`, the event's id within its source.");
  if (textOf(source).trim() === "") throw new Refusal("no_source", "Give `source`, where the event comes from.");
  const both = `${textOf(source)} ${textOf(id)}`;
  return Buffer.byteLength(both) > idLimitBytes ? createHash("sha256").update(both).digest("hex") : both;
}

function propertiesOf({ data, data_base64: bytes }: Bag): Bag {
  if (data === undefined || data === null) return bytes === undefined ? {} : { data_base64: bytes };
  return typeof data === "object" && !Array.isArray(data) ? bagOf(data) : { value: data };
}

function namesIn(item: Bag, properties: Bag, { path, country }: Setting): Names {
  const found = path === "" ? item.subject : path.split(".").reduce<unknown>((value, key) => ownOf(value, key), item);
  const users = [found, item.userid, properties.userId, properties.user_id].filter(isGiven);
  const visitors = [item.anonymousid, properties.anonymousId, properties.anonymous_id].filter(isGiven);
  const [user] = users;
  return [
    ...(user === undefined ? [] : [[user, identityOf("user", user)] as const]),
    ...visitors.slice(0, 1).map((visitor) => [visitor, identityOf("anonymous", visitor)] as const),
    ...contactsIn(properties, country).identities.map((contact) => [contact, contact] as const),
  ];
}

const ownOf = (value: unknown, key: string): unknown => (Object.hasOwn(bagOf(value), key) ? bagOf(value)[key] : undefined);

const elsewhere = new Set(["specversion", "id", "type", "time", "data", "data_base64"]);

/** Everything that an event says about itself beside its data, extensions as well. */
function contextOf(item: Bag): Bag {
  return { cloudevent: Object.fromEntries(Object.entries(item).filter(([key]) => !elsewhere.has(key))) };
}
