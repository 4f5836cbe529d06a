import { Agent, request } from "node:http";

/** Where a load goes: a loopback port, and the key that it carries. */
export type Target = { port: number; key: string };

/** What a load saw: how long it took, and the time of each acknowledgement, both in ms. */
export type Load = { events: number; wallMs: number; acksMs: number[] };

export const batchSize = 100;

const names = ["Product Viewed", "Product Added", "Cart Viewed", "Checkout Started", "Order Completed", "Door Opened"];
let sent = 0;

/** A batch as a tracking library sends it, about 600 bytes an event; every message id is new. */
export function batchBody(): string {
  const items = Array.from({ length: batchSize }, () => {
    const i = ++sent;
    const user = (i * 7919) % 20_000;
    const at = new Date().toISOString();
    return `{"type":"track","event":"${names[i % names.length]}","userId":"user-${user}","anonymousId":"a-${user}-5f2c9d6e","messageId":"node-next-${process.pid}-${i}-8d3f2a51c7b94e60","timestamp":"${at}","properties":{"product_id":"507f1f77bcf8${i % 1000}","sku":"G-${i % 97}","category":"Games","name":"Monopoly: 3rd Edition","brand":"Hasbro","price":18.99,"quantity":1,"currency":"EUR","total":18.99,"position":3,"url":"https://www.example.com/product/path/${i % 500}"},"context":{"library":{"name":"@segment/analytics-node","version":"3.1.0"},"locale":"de-DE","userAgent":"Mozilla/5.0 (X11; Linux x86_64)"},"integrations":{}}`;
  });
  return `{"batch":[${items.join(",")}],"sentAt":"${new Date().toISOString()}"}`;
}

/** Sends `events` in batches over `width` connections, each waiting for its acknowledgement; at most `perSecond` when given. */
export async function sendLoad(target: Target, events: number, { width, perSecond }: { width: number; perSecond?: number }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const acksMs: number[] = [];
  const start = performance.now();
  let started = 0;
  const worker = async () => {
    while (started < events) {
      const due = perSecond ? start + (started / perSecond) * 1000 : 0;
      started += batchSize;
      const early = due - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      // At a given rate the clock starts when the batch was due: a server that stalls does not slow its own measurement down.
      const from = perSecond ? due : performance.now();
      await post(agent, target, batchBody());
      acksMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  agent.destroy();
  return { events, wallMs: performance.now() - start, acksMs };
}

function post(agent: Agent, { port, key }: Target, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
    };
    const sending = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/v1/batch", headers }, (response) => {
      response.resume();
      response.once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}`))));
    });
    sending.once("error", reject);
    sending.end(body);
  });
}
