import { gzipSync } from "node:zlib";

/** What one kind of client sends: where, how many events in a request, and the next request's bytes. Every message id is new. */
export type Shape = { name: string; path: string; events: number; headers(key: string): Record<string, string>; body(): string | Buffer };

const names = ["Product Viewed", "Product Added", "Cart Viewed", "Checkout Started", "Order Completed", "Door Opened"];
let sent = 0;

/** An event as a tracking library sends it, about 600 bytes. */
function event(library: string): string {
  const i = ++sent;
  const user = (i * 7919) % 20_000;
  const at = new Date().toISOString();
  return `{"type":"track","event":"${names[i % names.length]}","userId":"user-${user}","anonymousId":"a-${user}-5f2c9d6e","messageId":"node-next-${process.pid}-${i}-8d3f2a51c7b94e60","timestamp":"${at}","properties":{"product_id":"507f1f77bcf8${i % 1000}","sku":"G-${i % 97}","category":"Games","name":"Monopoly: 3rd Edition","brand":"Hasbro","price":18.99,"quantity":1,"currency":"EUR","total":18.99,"position":3,"url":"https://www.example.com/product/path/${i % 500}"},"context":{"library":{"name":"${library}","version":"3.1.0"},"locale":"de-DE","userAgent":"Mozilla/5.0 (X11; Linux x86_64)"},"integrations":{}}`;
}

const batchOf = (library: string, events: number): string =>
  `{"batch":[${Array.from({ length: events }, () => event(library)).join(",")}],"sentAt":"${new Date().toISOString()}"}`;
const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` });

const node = "@segment/analytics-node";
export const batches: Shape = {
  name: "Segment, batches of 100",
  path: "/v1/batch",
  events: 100,
  headers: basic,
  body: () => batchOf(node, 100),
};
export const singles: Shape = {
  name: "Segment, single events",
  path: "/v1/track",
  events: 1,
  headers: basic,
  body: () => event("analytics.js"),
};

/** Every kind of client that is measured. */
export const shapes: readonly Shape[] = [
  batches,
  singles,
  {
    name: "RudderStack, packed batches of 100",
    path: "/v1/batch",
    events: 100,
    headers: (key) => ({ ...basic(key), "content-encoding": "gzip" }),
    body: () => gzipSync(batchOf("@rudderstack/rudder-sdk-node", 100)),
  },
  {
    name: "Jitsu, single events",
    path: "/api/s/track",
    events: 1,
    headers: (key) => ({ "x-write-key": `${key}:any` }),
    body: () => event("@jitsu/js"),
  },
];
