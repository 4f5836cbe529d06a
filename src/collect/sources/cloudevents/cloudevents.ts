import { Failure } from "../../../model/failure.ts";
import { bagOf, textOf, type Bag } from "../bag.ts";
import { readItems } from "../items.ts";
import { Refusal } from "../refusal.ts";
import type { Arrival, Reading, Source } from "../source.ts";
import { eventOfHeaders } from "./binary.ts";
import { readEvent } from "./event.ts";

const itemBytes = 1024 * 1024;

/**
 * CloudEvents 1.0 over HTTP, in its three modes: attributes in headers, one event in the body, a list of them.
 *
 * Whatever a label says, an event is held to the same rules.
 */
export const cloudevents: Source = {
  id: "cloudevents",
  title: "CloudEvents",
  entries: [
    { method: "POST", path: "/cloudevents", call: "events" },
    // For senders that can be told an address and no header.
    { method: "POST", path: "/cloudevents/:key", call: "events" },
  ],
  isSingle: () => false,
  isClientSide: () => false,
  keyIn: ({ params }) => params.key ?? null,
  parse: (plain, headers) => eventOfHeaders(plain, headers),
  read,
  again,
  tooLarge: 413,
  snippets: [
    {
      language: "javascript",
      title: "Node.js",
      code: `// npm install cloudevents
import { CloudEvent, HTTP } from "cloudevents";

const event = new CloudEvent({
  source: "/shop",
  type: "Order Completed",
  subject: "customer-1",
  data: { total: 49.9, currency: "EUR" },
});
const { headers, body } = HTTP.structured(event);
await fetch("{url}/cloudevents", { method: "POST", headers: { ...headers, authorization: "Bearer {key}" }, body });`,
    },
    {
      language: "shell",
      title: "curl",
      code: `curl {url}/cloudevents -H 'authorization: Bearer {key}' -H 'content-type: application/json' \\
  -H 'ce-specversion: 1.0' -H 'ce-id: order-7' -H 'ce-source: /shop' -H 'ce-type: Order Completed' -H 'ce-subject: customer-1' \\
  -d '{"total": 49.9, "currency": "EUR"}'`,
    },
  ],
};

/** Reads one event or a list. One that is alone and bad is refused whole, so that its sender hears why. */
function read(body: unknown, _call: string, arrival: Arrival): Reading {
  if (typeof body !== "object" || body === null) throw new Failure("bad_json", { problem: "it is neither an event nor a list of events" });
  const isAlone = !Array.isArray(body);
  if (isAlone && (body as Bag).specversion === undefined)
    throw new Failure("bad_input", { field: "specversion", problem: "give 1.0, in the event or as the header ce-specversion" });
  // Only a request that says that it is a batch may be an empty one.
  if (!isAlone && body.length === 0 && !/^application\/cloudevents-batch/i.test(textOf(arrival.headers["content-type"])))
    throw new Failure("bad_input", { field: "events", problem: "the list is empty" });
  const path = textOf(arrival.query.user);
  const reading = readItems(isAlone ? [body] : body, arrival, {
    itemBytes,
    read: (item, flags) => [readEvent(item, flags, { ...arrival, path })],
    ...(path === "" ? {} : { whole: (event) => ({ event, user: path }) }),
  });
  const [first] = reading.rejections;
  if (isAlone && first) throw new Refusal(first.code, first.problem);
  return reading;
}

/** A rejected event as a list of one, with where its request said that the user stands. */
function again(item: unknown): ReturnType<NonNullable<Source["again"]>> {
  const { event, user } = bagOf(item);
  const isWrapped = typeof user === "string" && bagOf(item).specversion === undefined;
  return isWrapped ? { call: "events", body: [event], query: { user } } : { call: "events", body: [item] };
}
