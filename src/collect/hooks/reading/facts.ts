import { createHash } from "node:crypto";
import type { Arrived, Fact } from "../../../model/fact.ts";
import { rankIdentities, type Identity } from "../../../model/identity.ts";
import { correctClock } from "../../instant.ts";
import { Refusal } from "../../sources/refusal.ts";
import { touchpointOf } from "../../touchpoints.ts";
import type { Parcel } from "../sender.ts";
import type { Tale } from "./tale.ts";

/** Where a parcel came from: the name that its message ids begin with, its source, when it came (UTC ms), and what was mended in it. */
export type Origin = { prefix: string; sourceId: string; receivedAt: number; flags: readonly string[] };

/**
 * The facts in an event's tales. Their message ids come from the sender's delivery id, so that what is sent again counts once.
 *
 * @throws Refusal `no_customer` for a happening that names nobody
 */
export function factsOf(tales: readonly Tale[], parcel: Parcel, origin: Origin): Fact[] {
  const base = `${origin.prefix}:${idOf(parcel)}`;
  let unnamed = 0;
  return tales.map((tale) => {
    const own = unnamed === 0 ? base : `${base}:${unnamed}`;
    if (tale.once === undefined) unnamed++;
    return factOf(tale, tale.once === undefined ? own : `${origin.prefix}:${tale.once}`, origin);
  });
}

/** The event's id, the item's place where each item is a fact; without one, what was sent is its own name. */
function idOf({ id, item, body }: Parcel): string {
  const name = id === "" ? createHash("sha256").update(JSON.stringify(body)).digest("hex").slice(0, 32) : id;
  const short = Buffer.byteLength(name) <= 160 ? name : createHash("sha256").update(name).digest("hex");
  return item ? `${short}:${item.join(".")}` : short;
}

function factOf(tale: Tale, messageId: string, { sourceId, receivedAt, flags }: Origin): Fact {
  const moment = correctClock(tale.at, undefined, receivedAt);
  const identities = rankIdentities(tale.who.filter((identity): identity is Identity => identity !== null));
  const money = tale.what === "happened" ? (tale.money ?? null) : null;
  const shared: Arrived = {
    messageId,
    identities,
    timestamp: moment.timestamp,
    originalTimestamp: moment.originalTimestamp,
    sentAt: null,
    receivedAt,
    sourceId,
    flags: [...flags, ...moment.flags, ...(tale.flags ?? []), ...(money?.flag ? [money.flag] : [])],
  };
  if (identities.length === 0 && tale.what !== "said")
    throw new Refusal("no_customer", "It names no customer: no user id, e-mail address, phone number or id of the sender's.");
  if (tale.what === "is")
    return { fact: "identification", kind: "identify", traits: tale.traits, groupId: "", previous: null, context: {}, ...shared };
  if (tale.what === "said") {
    const { question, score, comment, language = "", channel, properties } = tale;
    const touchpoint = cut(tale.touchpoint);
    const { stage } = touchpointOf(touchpoint);
    return { fact: "feedback", question, score, comment, language, touchpoint, channel, stage, surveyId: "", properties, ...shared };
  }
  const name = cut(tale.name);
  const place = touchpointOf(tale.touchpoint ? cut(tale.touchpoint) : name);
  return {
    fact: "interaction",
    kind: "track",
    name,
    ...place,
    channel: tale.channel,
    revenueMinor: money?.minor ?? null,
    currency: money?.currency ?? "",
    properties: tale.properties,
    context: tale.context ?? {},
    ...shared,
  };
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/g;

/** A name without control characters, at most 256 bytes. */
function cut(text: string): string {
  const name = text.replace(control, "").trim();
  return Buffer.byteLength(name) <= 256
    ? name
    : Buffer.from(name)
        .subarray(0, 256)
        .toString("utf8")
        .replace(/\ufffd+$/, "");
}
