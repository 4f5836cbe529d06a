import { Failure } from "../../model/failure.ts";
import { sanitise } from "../sanitise.ts";
import type { Bag } from "./bag.ts";
import { readCall, type Setting } from "./segment-call.ts";
import { Refusal } from "./refusal.ts";
import type { Arrival, Reading, Rejection, Source } from "./source.ts";

const calls = ["identify", "track", "page", "screen", "group", "alias"] as const;
const limits = { items: 2500, itemBytes: 32 * 1024 };

const routes: Record<string, string> = { "/v1/batch": "batch", "/v1/b": "batch", "/v1/import": "batch" };
for (const call of calls) {
  routes[`/v1/${call}`] = call;
  routes[`/v1/${call[0]}`] = call;
}

/** The Segment HTTP tracking API: the protocol of most tracking libraries. */
export const segment: Source = {
  id: "segment",
  title: "Segment-compatible tracking",
  routes,
  isSingle: (call) => call !== "batch",
  read,
  snippets: [
    {
      language: "javascript",
      title: "Node.js",
      code: `import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({ writeKey: "{key}", host: "{url}" });
analytics.identify({ userId: "42", traits: { name: "Ada", email: "ada@example.com" } });
analytics.track({ userId: "42", event: "Order Completed", properties: { total: 49.9, currency: "EUR" } });
await analytics.closeAndFlush();`,
    },
    {
      language: "shell",
      title: "curl",
      code: `curl {url}/v1/track -u {key}: -H 'content-type: application/json' \\
  -d '{"userId": "42", "event": "Order Completed", "properties": {"total": 49.9, "currency": "EUR"}}'`,
    },
  ],
};

function read(body: unknown, call: string, arrival: Arrival): Reading {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Failure("bad_json", { problem: "it is not a JSON object" });
  const envelope = body as Bag;
  if (call !== "batch") return readItems([envelope], { ...arrival, envelope: {}, call });
  if (!Array.isArray(envelope.batch)) throw new Failure("bad_input", { field: "batch", problem: "give a list of calls" });
  const found = envelope.batch.length;
  if (found > limits.items) throw new Failure("batch_too_large", { limit: limits.items, found });
  return readItems(envelope.batch, { ...arrival, envelope, call: null });
}

function readItems(items: unknown[], setting: Setting): Reading {
  const reading: Reading = { facts: [], rejections: [] };
  // What the whole batch says is mended once, not for each of its items.
  const envelope = sanitise({ context: setting.envelope.context, integrations: setting.envelope.integrations }).value;
  const shared = { ...setting, envelope: { ...envelope, sentAt: setting.envelope.sentAt, timestamp: setting.envelope.timestamp } };
  for (const [index, item] of items.entries()) {
    try {
      reading.facts.push(readItem(item, shared));
    } catch (error) {
      // Whatever is wrong with one item, even if it is our mistake, the others of its batch are not refused for it.
      const code = error instanceof Refusal ? error.code : "not_understood";
      const rejection: Rejection = { index, code, problem: (error as Error).message, item };
      reading.rejections.push(rejection);
    }
  }
  return reading;
}

function readItem(item: unknown, setting: Setting) {
  if (typeof item !== "object" || item === null || Array.isArray(item))
    throw new Refusal("not_an_object", "An item of a batch is a JSON object.");
  const { value, flags, tooDeep, letters } = sanitise(item as Bag);
  if (tooDeep) throw new Refusal("too_deep", "It is nested deeper than 200 levels.");
  // A letter takes up to four bytes: only what may be too large is measured.
  if (letters > limits.itemBytes / 4 && Buffer.byteLength(JSON.stringify(item)) > limits.itemBytes)
    throw new Refusal("too_large", "One call may hold 32 KiB.");
  if (!setting.isUtf8 && JSON.stringify(item).includes("\ufffd")) throw new Refusal("bad_utf8", "Its bytes are not UTF-8.");
  return readCall(value, flags, setting);
}
