import { Agent, request } from "node:http";
import type { Shape } from "./shapes.ts";

/** Where a load goes: a loopback port, and the key that it carries. */
export type Target = { port: number; key: string };

/** What a load saw: how long it took, and the time of each acknowledgement, both in ms. */
export type Load = { events: number; wallMs: number; acksMs: number[] };

/** How a load is sent: over how many connections, each waiting for its acknowledgement; at most `perSecond` events when given. */
export type Pace = { width: number; perSecond?: number };

/** Sends `events` events of one shape. */
export async function sendLoad(target: Target, shape: Shape, events: number, { width, perSecond }: Pace): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  const acksMs: number[] = [];
  const start = performance.now();
  let started = 0;
  const worker = async () => {
    while (started < events) {
      const due = perSecond ? start + (started / perSecond) * 1000 : 0;
      started += shape.events;
      const early = due - performance.now();
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
      const body = shape.body();
      // At a given rate the clock starts when the request was due: a server that stalls does not slow its own measurement down.
      const from = perSecond ? due : performance.now();
      await post(agent, target, shape, body);
      acksMs.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  agent.destroy();
  return { events, wallMs: performance.now() - start, acksMs };
}

function post(agent: Agent, { port, key }: Target, shape: Shape, body: string | Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...shape.headers(key) };
    const sending = request({ agent, port, host: "127.0.0.1", method: "POST", path: shape.path, headers }, (response) => {
      let said = "";
      response.setEncoding("utf8").on("data", (text: string) => (said += text));
      response.once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`answered ${response.statusCode}: ${said}`))));
    });
    sending.once("error", reject);
    sending.end(body);
  });
}
