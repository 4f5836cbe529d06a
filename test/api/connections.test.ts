import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { watchConnections, type ConnectionLimits, type Connections } from "../../src/show/api/connections.ts";
import { RateMemory } from "../../src/show/api/rate-memory.ts";
import { until } from "../faults/rig/effort.ts";
import { headOf, openRaw } from "../faults/rig/raw-socket.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers when a request is whole, with `answerBytes`. */
async function serve(
  limits: Partial<ConnectionLimits>,
  { proxies = "", answerBytes = 2 } = {},
): Promise<{ port: number; connections: Connections }> {
  const server = createServer((request, response) => {
    if (connections.isTooMany(request.socket)) return void response.writeHead(429, { connection: "close" }).end();
    request.resume();
    request.once("end", () => response.end(Buffer.alloc(answerBytes)));
  });
  servers.push(server);
  const connections = watchConnections(server, proxies, { perAddress: 1000, all: 1000, leastBytesPerS: 500, patienceMs: 1000, ...limits });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { port: (server.address() as AddressInfo).port, connections };
}

const ask = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

test("a body that drips is cut off; one that keeps the least pace is not", async () => {
  const { port } = await serve({});
  const [dripping, steady] = [await openRaw(port), await openRaw(port)];
  for (const { socket } of [dripping, steady]) socket.write(headOf("key", 10_000));
  const timers = [setInterval(() => dripping.socket.write("x"), 100), setInterval(() => steady.socket.write("x".repeat(200)), 100)];
  await until("the dripping one is cut off", () => !dripping.isOpen(), 8000);
  await until("the steady one is answered", () => steady.received().startsWith("HTTP/1.1 200"), 15_000);
  timers.forEach(clearInterval);
  steady.socket.destroy();
});

test("who never reads a large answer is cut off", async () => {
  const { port } = await serve({ leastBytesPerS: 1e9 }, { answerBytes: 50e6 });
  const raw = await openRaw(port);
  raw.socket.pause();
  raw.socket.write(ask);
  await new Promise((resolve) => setTimeout(resolve, 5000));
  raw.socket.resume();
  await until("it is closed", () => !raw.isOpen(), 5000);
  expect(raw.received().length).toBeLessThan(50e6);
});

test("one address may hold so many connections, others are not hindered, and a trusted proxy is not counted", async () => {
  const { port } = await serve({ perAddress: 2 });
  await Promise.all([openRaw(port), openRaw(port)]);
  const third = await openRaw(port);
  third.socket.write(ask);
  const other = await openRaw(port, "127.0.0.9");
  other.socket.write(ask);
  await until("both are answered", () => third.received() !== "" && other.received() !== "");
  expect([third.received().slice(0, 12), other.received().slice(0, 12)]).toEqual(["HTTP/1.1 429", "HTTP/1.1 200"]);

  for (const proxies of ["127.0.0.1", "127.0.0.0/8", "10.0.0.1, loopback"]) {
    const trusted = await serve({ perAddress: 1 }, { proxies });
    await openRaw(trusted.port);
    const second = await openRaw(trusted.port);
    second.socket.write(ask);
    await until("it is answered", () => second.received() !== "");
    expect([proxies, second.received().slice(0, 12)]).toEqual([proxies, "HTTP/1.1 200"]);
  }
});

test("a farewell waits for busy connections and not for quiet ones", async () => {
  const { port, connections } = await serve({});
  const quiet = await openRaw(port);
  const began = performance.now();
  await connections.farewell(5000);
  // It would wait for 5 s.
  expect(performance.now() - began).toBeLessThan(4000);
  quiet.socket.destroy();

  const busy = await serve({});
  const slow = await openRaw(busy.port);
  slow.socket.write(`${headOf("key", 10)}12345`);
  await new Promise((resolve) => setTimeout(resolve, 100));
  let isOver = false;
  const farewell = busy.connections.farewell(5000).then(() => (isOver = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isOver).toBe(false);
  slow.socket.write("67890");
  await farewell;
  // It has left; whoever asked reads it a moment later.
  await expect.poll(() => slow.received()).toContain("200");
});

test("a limit counts within its window, ends with it, and does not care what the wall clock says", () => {
  let clock = 0;
  const memory = new RateMemory(undefined, () => clock);
  const count = (key: string): { current: number; ttl: number } => {
    let seen = { current: 0, ttl: 0 };
    memory.incr(key, (_, now) => (seen = now), 1000);
    return seen;
  };
  expect(count("a")).toEqual({ current: 1, ttl: 1000 });
  clock = 400;
  expect([count("a"), count("b")]).toEqual([
    { current: 2, ttl: 600 },
    { current: 1, ttl: 1000 },
  ]);
  clock = 1000;
  expect(count("a")).toEqual({ current: 1, ttl: 1000 });
});
