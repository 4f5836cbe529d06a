import { Failure } from "../../../model/failure.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { readItems } from "../items.ts";
import { picture } from "../segment/pixel.ts";
import { Refusal } from "../refusal.ts";
import type { Arrival, Asked, Entry, Reading, Source } from "../source.ts";
import { readEvent } from "./event.ts";
import { unpack } from "./self-describing.ts";

const itemBytes = 1024 * 1024;

const post = "/com.snowplowanalytics.snowplow/tp2";
const entries: Entry[] = [
  { method: "POST", path: post, call: "post" },
  { method: "GET", path: "/i", call: "pixel" },
  // A tracker can be told another address or path: the key stands there, and the app id may be any.
  { method: "POST", path: `/snowplow/:key${post}`, call: "keyed post" },
  { method: "POST", path: "/snowplow/:key/tp2", call: "keyed post" },
  { method: "GET", path: "/snowplow/:key/i", call: "keyed pixel" },
];

// Platforms that a person holds or sits at: web, phone, computer, television, console. A server calls itself srv.
const devices = new Set(["web", "mob", "pc", "tv", "cnsl"]);

/** The Snowplow tracker protocol. It knows no keys: the write key is the app id, or stands in the address. */
export const snowplow: Source = {
  id: "snowplow",
  title: "Snowplow trackers",
  entries,
  isSingle: () => false,
  isClientSide: (context) => devices.has(textOf(bagOf(context.snowplow).p)),
  keyIn: ({ params, query, body }: Asked) => params.key ?? (textOf(query.aid) || appIdOf(itemsIn(body)[0])),
  read,
  again: (item) => ({ call: "keyed post", body: { data: [item] } }),
  answer: (call) => (call.endsWith("pixel") ? picture : { status: 200, type: "text/plain; charset=utf-8", body: "ok" }),
  tooLarge: 413,
  snippets: [
    {
      language: "javascript",
      title: "Web page",
      code: `// npm install @snowplow/browser-tracker
import { newTracker, setUserId, trackPageView } from "@snowplow/browser-tracker";

newTracker("rapport", "{url}", { appId: "{key}" });
setUserId("customer-1");
trackPageView();`,
    },
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install @snowplow/node-tracker
import { buildSelfDescribingEvent, newTracker } from "@snowplow/node-tracker";

const tracker = newTracker({ namespace: "rapport", appId: "{key}" }, { endpoint: "{url}" });
tracker.setUserId("customer-1");
const schema = "iglu:com.example/ticket_created/jsonschema/1-0-0";
tracker.track(buildSelfDescribingEvent({ event: { schema, data: { topic: "delivery" } } }));
tracker.flush();`,
    },
  ],
};

const itemsIn = (body: unknown): readonly unknown[] => {
  const { data } = bagOf(body);
  return Array.isArray(data) ? data : [];
};
const appIdOf = (item: unknown): string | null => textOf(bagOf(item).aid) || null;

function read(body: unknown, call: string, arrival: Arrival): Reading {
  if (call.endsWith("pixel")) return readEvents([arrival.query], call, arrival);
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Failure("bad_json", { problem: "it is not a JSON object" });
  if (!Array.isArray((body as Bag).data)) throw new Failure("bad_input", { field: "data", problem: "give a list of events" });
  return readEvents(itemsIn(body), call, arrival);
}

function readEvents(items: readonly unknown[], call: string, arrival: Arrival): Reading {
  const key = appIdOf(items[0]);
  return readItems(items, arrival, {
    itemBytes,
    open: unpack,
    read(item, flags) {
      if (!call.startsWith("keyed") && appIdOf(item) !== key)
        throw new Refusal("key_conflict", "Its app id is another than that of the first in its batch.");
      return [readEvent(item, flags, arrival)];
    },
  });
}
