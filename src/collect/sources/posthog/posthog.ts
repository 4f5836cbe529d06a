import { Failure } from "../../../model/failure.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { readItems } from "../items.ts";
import { Refusal } from "../refusal.ts";
import type { Answer, Answered, Arrival, Asked, Entry, Reading, Source } from "../source.ts";
import { readEvent } from "./event.ts";
import { config, configScript, noFlags } from "./settings.ts";

const itemBytes = 1024 * 1024;

const entryOf = (call: string) => (path: string) => ({ method: "POST", path, call }) as Entry;
const entries = [
  ...["/batch", "/e", "/i/v0/e", "/capture", "/i/v0/ai/batch"].map(entryOf("batch")),
  entryOf("results")("/i/v1/analytics/events"),
  ...["/flags", "/decide"].map(entryOf("flags")),
];

// The libraries for browsers and apps, as they call themselves; those for servers have names of their own.
const devices = new Set(
  "web js posthog-js posthog-js-lite posthog-ios posthog-android posthog-react-native posthog-flutter posthog-unity".split(" "),
);

/** PostHog's capture protocol. Its clients ask for settings and flags too: there are none, and they go on. */
export const posthog: Source = {
  id: "posthog",
  title: "PostHog-compatible capture",
  entries,
  pages: [
    { path: "/array/:key/config", answer: (key) => ({ status: 200, body: config(key) }) },
    { path: "/array/:key/config.js", answer: (key) => ({ status: 200, type: "text/javascript; charset=utf-8", body: configScript(key) }) },
  ],
  isSingle: () => false,
  isClientSide: ({ library }) => devices.has(textOf(bagOf(library).name)),
  keyIn: ({ body }: Asked) => keyOf(Array.isArray(body) ? bagOf(body[0]) : bagOf(body)),
  read,
  answer,
  tooLarge: 413,
  snippets: [
    {
      language: "javascript",
      title: "Web page",
      code: `// npm install posthog-js
import posthog from "posthog-js";

posthog.init("{key}", { api_host: "{url}" });
posthog.identify("customer-1", { email: "customer@example.com" });
posthog.capture("Order Completed", { total: 49.9, currency: "EUR" });`,
    },
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install posthog-node
import { PostHog } from "posthog-node";

const posthog = new PostHog("{key}", { host: "{url}" });
posthog.identify({ distinctId: "customer-1", properties: { email: "customer@example.com" } });
posthog.capture({ distinctId: "customer-1", event: "Order Completed", properties: { total: 49.9, currency: "EUR" } });
await posthog.shutdown();`,
    },
  ],
};

/** The key in a body, or in an item that stands alone. */
function keyOf({ api_key: apiKey, token, properties }: Bag): string | null {
  const key = [apiKey, token, bagOf(properties).token].find((value) => typeof value === "string" && value !== "");
  return (key as string | undefined) ?? null;
}

function read(body: unknown, call: string, arrival: Arrival): Reading {
  if (typeof body !== "object" || body === null) throw new Failure("bad_json", { problem: "it is neither an object nor a list of events" });
  if (Array.isArray(body)) {
    if (body.length === 0) throw new Failure("bad_input", { field: "events", problem: "the list is empty" });
    return readBatch(body, {}, arrival);
  }
  const envelope = body as Bag;
  if (call === "flags") return { facts: [], rejections: [] };
  if (Array.isArray(envelope.batch)) return readBatch(envelope.batch, envelope, arrival);
  if (envelope.event === undefined) throw new Failure("bad_input", { field: "batch", problem: "give a list of events, or one `event`" });
  return readBatch([envelope], {}, arrival);
}

function readBatch(items: readonly unknown[], envelope: Bag, arrival: Arrival): Reading {
  const { sent_at: inAddress, _: alsoInAddress } = arrival.query;
  const sentAt = envelope.sent_at ?? envelope.created_at ?? inAddress ?? alsoInAddress;
  const inEnvelope = keyOf(envelope);
  const key = inEnvelope ?? keyOf(bagOf(items[0]));
  return readItems(items, arrival, {
    itemBytes,
    read(item, flags) {
      // Where the batch has a key, a property named token may be anything; where it has none, it is the key.
      if (inEnvelope === null && keyOf(item) !== key && keyOf(item) !== null)
        throw new Refusal("key_conflict", "It carries another key than the first of its batch.");
      return readEvent(withoutKey(item, key), flags, { ...arrival, sentAt: item.sent_at ?? sentAt });
    },
    whole: (item) => (sentAt === undefined ? item : { sent_at: sentAt, ...bagOf(item) }),
  });
}

/** An item without the key of its request among its properties. */
function withoutKey(item: Bag, key: string | null): Bag {
  const properties = bagOf(item.properties);
  if (key === null || properties.token !== key) return item;
  const kept = { ...properties };
  delete kept.token;
  return { ...item, properties: kept };
}

/** Old clients look at the status alone; a newer one asks what became of each event. */
function answer(call: string, { rejections }: Reading, { body }: Answered): Answer {
  if (call === "flags") return { status: 200, body: noFlags };
  if (call !== "results") {
    const rejected = rejections.map(({ index, code }) => ({ index, code }));
    return { status: 200, body: { status: 1, ...(rejected.length ? { rejected } : {}) } };
  }
  const { batch } = bagOf(body);
  const problems = new Map(rejections.map(({ index, problem }) => [index, problem]));
  const results = (Array.isArray(batch) ? batch : []).map((item, index) => {
    const details = problems.get(index);
    return [textOf(bagOf(item).uuid), details === undefined ? { result: "ok" } : { result: "drop", details }];
  });
  return { status: 200, body: { results: Object.fromEntries(results) as object } };
}
