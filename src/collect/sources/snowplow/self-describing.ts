import { readJson } from "../../body.ts";
import { bagOf, isGiven, textOf, type Bag } from "../bag.ts";
import { Refusal } from "../refusal.ts";

/** Data that names its schema, as `iglu:vendor/name/format/version`. */
export type SelfDescribing = { schema: string; data: unknown };

/**
 * An event whose packed parts are unpacked: `event`, what a self-describing event says, and `contexts`, the entities around it. They come as
 * JSON text, plain or in base64.
 *
 * @throws Refusal `bad_self_describing`
 */
export function unpack(item: Bag): Bag {
  const { ue_pr: plainEvent, ue_px: packedEvent, co: plainContexts, cx: packedContexts, ...rest } = item;
  const event = wrapped("ue_pr", plainEvent, "ue_px", packedEvent);
  const contexts = wrapped("co", plainContexts, "cx", packedContexts);
  const listed = Array.isArray(contexts?.data) ? contexts.data : contexts ? [contexts.data] : [];
  return { ...rest, ...(event ? { event: event.data } : {}), ...(listed.length ? { contexts: listed } : {}) };
}

function wrapped(plainName: string, plain: unknown, packedName: string, packed: unknown): Bag | null {
  if (!isGiven(plain) && !isGiven(packed)) return null;
  const name = isGiven(plain) ? plainName : packedName;
  const text = isGiven(plain) ? textOf(plain) : Buffer.from(textOf(packed), "base64url").toString("utf8");
  try {
    const value = typeof plain === "object" && plain !== null ? plain : readJson(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Bag;
  } catch {
    // Said below, as for a value that is none.
  }
  throw new Refusal("bad_self_describing", `\`${name}\` holds no self-describing JSON.`);
}

/** The parts of a value that names its schema; `null` when it does not. */
export function selfDescribing(value: unknown): SelfDescribing | null {
  const { schema, data } = bagOf(value);
  return typeof schema === "string" && schemaOf(schema) ? { schema, data } : null;
}

/** Vendor and name of a schema; `null` when it is no schema's address. */
export function schemaOf(schema: string): { vendor: string; name: string } | null {
  const [, vendor, name] = /^iglu:([\w.-]+)\/([\w.-]+)\/[\w.-]+\/[\w.-]+$/.exec(schema) ?? [];
  return vendor && name ? { vendor, name } : null;
}

/** The data of the first entity of a schema, by the end of its vendor and its name; empty when there is none. */
export function entityIn(contexts: unknown, name: string): Bag {
  const list = Array.isArray(contexts) ? contexts : [];
  const found = list.map(selfDescribing).find((entity) => entity && schemaOf(entity.schema)?.name === name);
  return bagOf(found?.data);
}
