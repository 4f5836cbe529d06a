import type { Fact } from "../../../model/fact.ts";
import { Failure } from "../../../model/failure.ts";
import { sanitise } from "../../sanitise.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { Refusal } from "../refusal.ts";
import { readCall, type Setting } from "./call.ts";
import { callOfPixel, keyOfPixel, picture } from "./pixel.ts";
import type { Arrival, Entry, Page, Reading, Rejection, Source } from "../source.ts";

const calls = ["identify", "track", "page", "screen", "group", "alias"] as const;
const limits = { items: 2500, itemBytes: 32 * 1024 };

const entryOf = (path: string, call: string): Entry => ({ method: "POST", path: `/v1/${path}`, call });
const entries: Entry[] = [
  ...["batch", "b", "import"].map((path) => entryOf(path, "batch")),
  ...calls.flatMap((call) => [entryOf(call, call), entryOf(call[0]!, call)]),
  ...calls.map((call): Entry => ({ method: "GET", path: `/v1/pixel/${call}`, call: `pixel ${call}` })),
];

/** What browser libraries ask for before they send: the key that they will use, and where to send. We want no figures about themselves. */
const settings: Page = {
  path: "/v1/projects/:key/settings",
  answer(key, url) {
    const [protocol, apiHost] = `${url}/v1`.split("://");
    const own = { apiKey: key, apiHost, protocol };
    return { status: 200, body: { integrations: { "Segment.io": own }, plan: {}, edgeFunction: {}, metrics: { sampleRate: 0 } } };
  },
};

/** The Segment HTTP tracking API: the protocol of most tracking libraries. */
export const segment: Source = {
  id: "segment",
  title: "Segment-compatible tracking",
  entries,
  pages: [settings],
  isSingle: (call) => call !== "batch",
  isClientSide,
  keyIn: ({ query }) => keyOfPixel(query),
  read,
  answer: (call) => (call.startsWith("pixel ") ? picture : null),
  snippets: [
    {
      language: "javascript",
      title: "Web page",
      code: `// npm install @segment/analytics-next
import { AnalyticsBrowser } from "@segment/analytics-next";

const analytics = AnalyticsBrowser.load({
  writeKey: "{key}",
  cdnURL: "{url}",
});
analytics.page();
analytics.identify("customer-1", { email: "customer@example.com" });
analytics.track("Order Completed", { total: 49.9, currency: "EUR" });`,
    },
    {
      language: "html",
      title: "Web page, no library",
      code: `<script>
  const visitor = (localStorage.visitor ??= crypto.randomUUID());
  const send = (type, words) =>
    fetch("{url}/v1/" + type, {
      method: "POST",
      keepalive: true,
      headers: { "content-type": "text/plain" },
      body: JSON.stringify({
        writeKey: "{key}",
        messageId: crypto.randomUUID(),
        anonymousId: visitor,
        ...words,
      }),
    });

  send("page", { name: document.title, properties: { url: location.href } });
</script>`,
    },
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install @segment/analytics-node
import { Analytics } from "@segment/analytics-node";

const analytics = new Analytics({
  writeKey: "{key}",
  host: "{url}",
});
analytics.identify({ userId: "customer-1", traits: { email: "customer@example.com" } });
analytics.track({
  userId: "customer-1",
  event: "Order Completed",
  properties: { total: 49.9, currency: "EUR" },
});
await analytics.closeAndFlush();`,
    },
    {
      language: "shell",
      title: "curl",
      code: `curl {url}/v1/track \\
  -u '{key}:' \\
  -H 'content-type: application/json' \\
  -d '{ "userId": "customer-1", "event": "Order Completed",
        "properties": { "total": 49.9, "currency": "EUR" } }'`,
    },
  ],
};

// What Segment's, RudderStack's and Jitsu's libraries for browsers and apps call themselves; those for servers are named otherwise.
const devices = /^analytics\.js$|\bjavascript sdk\b|\b(?:ios|swift|android|kotlin|react-?native|flutter|unity)\b/i;

/** A library that runs on either side says where it is. Without a library it was a page, if a browser says so. */
function isClientSide({ library }: Bag, headers: Arrival["headers"]): boolean {
  const { name, env } = bagOf(library);
  if (textOf(name) === "") return headers.origin !== undefined || headers["sec-fetch-dest"] === "image";
  return env === "browser" || devices.test(textOf(name));
}

function read(body: unknown, call: string, arrival: Arrival): Reading {
  if (call.startsWith("pixel ")) return read(callOfPixel(arrival.query), call.slice("pixel ".length), arrival);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Failure("bad_json", { problem: "it is not a JSON object" });
  const envelope = body as Bag;
  if (call !== "batch") return readItems([envelope], { ...arrival, envelope: {}, call });
  if (!Array.isArray(envelope.batch)) throw new Failure("bad_input", { field: "batch", problem: "give a list of calls" });
  const found = envelope.batch.length;
  if (found > limits.items) throw new Failure("batch_too_large", { limit: limits.items, found });
  return readItems(envelope.batch, { ...arrival, envelope, call: null });
}

function readItems(items: unknown[], setting: Omit<Setting, "anonymousId">): Reading {
  const reading: Reading = { facts: [], rejections: [] };
  // What the whole batch says is mended once, not for each of its items.
  const envelope = sanitise({ context: setting.envelope.context, integrations: setting.envelope.integrations }).value;
  const { anonymousId, sentAt } = headerWords(setting.headers);
  const { timestamp } = setting.envelope;
  const shared = { ...setting, anonymousId, envelope: { ...envelope, sentAt: setting.envelope.sentAt ?? sentAt, timestamp } };
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

/** What some clients say in headers, for items that do not say it themselves. */
function headerWords({ anonymousid, sentat }: Arrival["headers"]): { anonymousId: string; sentAt: string | undefined } {
  const encoded = typeof anonymousid === "string" ? Buffer.from(anonymousid, "base64").toString("utf8") : "";
  return { anonymousId: sanitise(encoded).value, sentAt: typeof sentat === "string" ? sentat : undefined };
}

function readItem(item: unknown, setting: Setting): Fact {
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
