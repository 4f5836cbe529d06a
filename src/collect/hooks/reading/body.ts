import { isUtf8 } from "node:buffer";
import { Failure } from "../../../model/failure.ts";
import { readBody } from "../../body.ts";
import { sanitise } from "../../sanitise.ts";
import { headerOf, type Delivery } from "../sender.ts";

/** What a proven delivery says, made harmless, and what was mended; or why it cannot be read, with its bytes as text. */
export type Content = { body: unknown; flags: string[] } | { code: string; problem: string; text: string };

/** Reads a delivery: JSON under any content type, or the fields of a form. What cannot be read is kept as text, to be mended. */
export function readContent(delivery: Delivery, limitBytes: number): Content {
  const { bytes } = delivery;
  const text = bytes.toString("utf8");
  try {
    if (!isUtf8(bytes) && !headerOf(delivery, "content-encoding")) return { code: "bad_utf8", problem: "Its bytes are not UTF-8.", text };
    return harmless(valueIn(delivery, limitBytes), text);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { code: error.code, problem: error.message, text };
  }
}

function valueIn(delivery: Delivery, limitBytes: number): unknown {
  const encoding = headerOf(delivery, "content-encoding");
  const isForm = headerOf(delivery, "content-type").toLowerCase().startsWith("application/x-www-form-urlencoded");
  try {
    return readBody(delivery.bytes, encoding, limitBytes).value;
  } catch (error) {
    const text = delivery.bytes.toString("utf8");
    if (!isForm || !/^[^{[]*=/.test(text)) throw error;
    return Object.fromEntries(new URLSearchParams(text));
  }
}

/** A JSON value that every later stage can hold. */
export function harmless(value: unknown, text: string): Content {
  const { value: body, flags, tooDeep } = sanitise(value);
  return tooDeep ? { code: "too_deep", problem: "It is nested deeper than 200 levels.", text } : { body, flags };
}
