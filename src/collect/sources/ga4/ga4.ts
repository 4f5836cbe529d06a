import { Failure } from "../../../model/failure.ts";
import { isGiven, textOf, type Bag } from "../bag.ts";
import { readItems } from "../items.ts";
import type { Arrival, Reading, Source } from "../source.ts";
import { readEvent } from "./event.ts";
import { validate } from "./validate.ts";

const itemBytes = 1024 * 1024;

/**
 * Google Analytics 4's Measurement Protocol. It has no message ids, so an event that is sent again counts again; and it never tells its
 * sender what is wrong, except at its debug address.
 */
export const ga4: Source = {
  id: "ga4",
  title: "GA4 Measurement Protocol",
  entries: [
    { method: "POST", path: "/mp/collect", call: "collect" },
    { method: "POST", path: "/debug/mp/collect", call: "debug" },
  ],
  isSingle: () => false,
  // The protocol is for servers; what its clients for pages send is no part of it.
  isClientSide: () => false,
  keyIn: ({ query }) => textOf(query.api_secret) || null,
  read,
  again: (item) => ({ call: "collect", body: item }),
  answer: (call, _reading, request) =>
    call === "debug" ? { status: 200, body: { validationMessages: validate(request) } } : { status: 204 },
  tooLarge: 413,
  snippets: [
    {
      language: "shell",
      title: "curl",
      code: `curl '{url}/mp/collect?measurement_id=G-ANY&api_secret={key}' -H 'content-type: application/json' \\
  -d '{"client_id": "1.2", "user_id": "customer-1", "events": [{"name": "purchase", "params": {"value": 49.9, "currency": "EUR"}}]}'`,
    },
  ],
};

function read(body: unknown, call: string, arrival: Arrival): Reading {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw new Failure("bad_json", { problem: "it is not a JSON object" });
  if (call === "debug") return { facts: [], rejections: [] };
  return readItems(itemsIn(body as Bag), arrival, { itemBytes, read: (item, flags) => readEvent(item, flags, arrival) });
}

/**
 * Each event as a request of its own. What is said of the user goes with the first, or alone.
 *
 * More events, parameters and letters than the protocol allows are kept.
 */
function itemsIn({ events, ...envelope }: Bag): Bag[] {
  const list = Array.isArray(events) ? (events as unknown[]) : isGiven(events) ? [events] : [];
  if (list.length === 0 && !isGiven(envelope.user_properties))
    throw new Failure("bad_input", { field: "events", problem: "give a list of events" });
  const { user_properties: _said, ...others } = envelope;
  const [first, ...rest] = list;
  return [{ ...envelope, events: first === undefined ? [] : [first] }, ...rest.map((event) => ({ ...others, events: [event] }))];
}
