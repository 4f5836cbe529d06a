import { isUtf8 } from "node:buffer";
import { readJson } from "../../body.ts";
import { textOf, type Bag } from "../bag.ts";
import type { Arrival } from "../source.ts";

const prefix = "ce-";

/**
 * The event whose attributes are in headers and whose data is the body, as if it had come in one piece.
 *
 * @returns  `null` when the request holds its events in the body
 * @throws   Failure `bad_json` when the data says that it is JSON and is none
 */
export function eventOfHeaders(plain: Buffer, headers: Arrival["headers"]): Bag | null {
  const type = textOf(headers["content-type"]).trim().toLowerCase();
  if (type.startsWith("application/cloudevents") || headers["ce-specversion"] === undefined) return null;
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  const event: Bag = Object.fromEntries(attributes.map(([name, value]) => [name.slice(prefix.length), decoded(textOf(value))]));
  return { ...event, ...(type ? { datacontenttype: type } : {}), ...dataIn(plain, type) };
}

function dataIn(plain: Buffer, type: string): Bag {
  if (plain.length === 0) return {};
  if (!isUtf8(plain)) return { data_base64: plain.toString("base64") };
  const text = plain.toString("utf8");
  return { data: type === "" || /[/+]json\b/.test(type) ? readJson(text) : text };
}

// Headers hold other letters as %XX.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
