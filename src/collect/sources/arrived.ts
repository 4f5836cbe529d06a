import { createHash, randomUUID } from "node:crypto";
import type { Arrived, Fact } from "../../model/fact.ts";
import { rankIdentities, type Identity } from "../../model/identity.ts";
import type { Moment } from "../instant.ts";
import { isGiven, textOf } from "./bag.ts";
import { Refusal } from "./refusal.ts";
import type { Arrival } from "./source.ts";

const idLimitBytes = 256;
const nameLimitBytes = 256;

/** Raw keys beside what they are. */
export type Names = readonly (readonly [raw: unknown, identity: Identity | null])[];

/** What an item says about itself. `names` are the raw keys beside what each of them is: `null` names nobody, which is flagged. */
export type Told = { messageId: unknown; names: Names; moment: Moment; flags: string[] };

/**
 * What every fact of an item carries.
 *
 * @param wanted  the sentence for an item that names nobody
 * @throws        Refusal `no_user_anon_id`, `message_id_too_long`
 */
export function arrivedOf({ messageId: raw, names, moment, flags }: Told, { sourceId, receivedAt }: Arrival, wanted: string): Arrived {
  if (!names.some(([name]) => isGiven(name))) throw new Refusal("no_user_anon_id", wanted);
  const isIllegal = names.some(([name, identity]) => isGiven(name) && identity === null);
  const identities = names.flatMap(([, identity]) => identity ?? []);
  const messageId = textOf(raw).trim();
  if (Buffer.byteLength(messageId) > idLimitBytes) throw new Refusal("message_id_too_long", "The id of a message may hold 256 bytes.");
  return {
    messageId: messageId || randomUUID(),
    identities: rankIdentities(identities),
    timestamp: moment.timestamp,
    originalTimestamp: moment.originalTimestamp,
    sentAt: moment.sentAt,
    receivedAt,
    sourceId,
    flags: [...flags, ...moment.flags, ...(isIllegal ? ["id_illegal"] : []), ...(messageId ? [] : ["message_id_assigned"])],
  };
}

/** A further fact of the same message: its id follows from the message's, so that the same message tells it once. */
export function furtherOf<T extends Fact>(fact: T, part: string): T {
  const messageId = `${fact.messageId}/${part}`;
  const isLong = Buffer.byteLength(messageId) > idLimitBytes;
  const ownId = isLong ? createHash("sha256").update(messageId).digest("hex") : messageId;
  // The steps on the way in mend each fact by itself.
  return { ...fact, messageId: ownId, isFurther: true, flags: [...fact.flags, "further"] };
}

// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f]/g;

/** A name without control characters, at most 256 bytes; empty when there is none. */
export function nameOf(raw: unknown): string {
  const name = textOf(raw).replace(control, "").trim();
  if (name.length * 3 <= nameLimitBytes || Buffer.byteLength(name) <= nameLimitBytes) return name;
  return Buffer.from(name)
    .subarray(0, nameLimitBytes)
    .toString("utf8")
    .replace(/\ufffd+$/, "");
}
