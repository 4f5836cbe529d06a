import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { isLong, pause, rounds, until } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { owner } from "../../support/product.ts";
import { prepareProduct, type FaultProduct } from "../rig/product.ts";
import { headOf, openRaw, type RawSocket } from "../rig/raw-socket.ts";
import { bodyOf, exchange } from "../rig/sender.ts";
import { memoryOf } from "../rig/tree.ts";

const addresses = 11;
const connections = rounds(400, 9000);
const perAddress = 1000;

let product: FaultProduct;
let port = 0;
beforeAll(async () => {
  product = await prepareProduct();
  await product.start();
  port = Number(new URL(product.url).port);
});
afterAll(() => product.killAll());

const good = async (): Promise<number> => {
  const began = performance.now();
  const { status } = await exchange(undefined, new URL("/v1/batch", product.url), product.key, bodyOf([`good-${Math.random()}`]));
  expect(status).toBe(200);
  return performance.now() - began;
};
const slowest = async (times: number): Promise<number> => {
  const took: number[] = [];
  for (let n = 0; n < times; n++) took.push(await good());
  return Math.max(...took);
};
const closeAll = (all: RawSocket[]): void => all.forEach(({ socket }) => socket.destroy());

test("REL-17: thousands of idle connections from several addresses are held, cheaply, and good requests pass between them", async () => {
  await slowest(5);
  const before = memoryOf(product.pid);
  const held: RawSocket[] = [];
  for (let n = 0; n < connections; n += 200)
    held.push(...(await Promise.all(Array.from({ length: 200 }, (_, i) => openRaw(port, `127.0.0.${2 + ((n + i) % addresses)}`)))));
  // Each is a kept connection that asked once: those that never ask anything are closed after 10 s.
  for (const { socket } of held) socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await until("all are answered", () => held.every((raw) => raw.received().startsWith("HTTP/1.1 200")), 60_000);
  const bytesEach = (memoryOf(product.pid) - before) / held.length;
  const slowestMs = await slowest(20);
  expect(held.filter((raw) => raw.isOpen()).length).toBe(held.length);
  closeAll(held);
  expect(slowestMs).toBeLessThan(3000);
  tell({
    id: "REL-17",
    fault: "connection flood",
    method: `idle kept connections from ${addresses} loopback addresses, beside good requests`,
    count: `${held.length} connections`,
    acknowledged: null,
    lost: null,
    double: null,
    seen: `all held; ${(bytesEach / 1000).toFixed(1)} KB each in the server; slowest of 20 good requests ${slowestMs.toFixed(0)} ms`,
  });
}, 180_000);

test("REL-17: one address may hold a thousand; what is beyond is told to wait, and then closed", async () => {
  const held: RawSocket[] = [];
  for (let n = 0; n < perAddress; n += 250)
    held.push(...(await Promise.all(Array.from({ length: 250 }, () => openRaw(port, "127.0.0.77")))));
  const asking = await openRaw(port, "127.0.0.77");
  asking.socket.write(`${headOf(product.key, 2)}{}`);
  const silent = await openRaw(port, "127.0.0.77");
  await until("the one that asks is refused", () => asking.received().includes("429"));
  expect(asking.received()).toMatch(/^HTTP\/1.1 429 /);
  expect(asking.received().toLowerCase()).toMatch(/\r\nretry-after: ([1-9]|[12]\d|30)\r\n/);
  expect(asking.received().toLowerCase()).toContain("\r\nconnection: close\r\n");
  await until("the silent one is closed", () => !silent.isOpen(), 5000);
  await good();
  closeAll(held);
});

// One address may hold a thousand; those who stall come from others than those who do not.
type Stalling = { says: string; limitMs: number; open(address: string): Promise<RawSocket> };

/** Writes a little again and again. */
function drip(raw: RawSocket, text: string, everyMs: number): RawSocket {
  let at = 0;
  const timer = setInterval(() => raw.socket.writable && raw.socket.write(text[at++ % text.length]!), everyMs);
  raw.socket.once("close", () => clearInterval(timer));
  return raw;
}

// Headers have 10 s and bodies 20 s to move; who moves too little is found some seconds later, on a busy machine more.
const allStalling: Stalling[] = [
  { says: "connects and says nothing", limitMs: 20_000, open: (address) => openRaw(port, address) },
  {
    says: "sends its headers one letter a second (slowloris)",
    limitMs: 20_000,
    open: async (address) =>
      drip(await openRaw(port, address), `POST /v1/track HTTP/1.1\r\nHost: localhost\r\n${"X-A: b\r\n".repeat(1000)}`, 1000),
  },
  {
    says: "announces a body and sends one letter a second (slow body)",
    limitMs: 35_000,
    open: async (address) => {
      const raw = await openRaw(port, address);
      raw.socket.write(headOf(product.key, 10_000));
      return drip(raw, '{"a":', 1000);
    },
  },
  {
    says: "announces a body and falls silent",
    limitMs: 35_000,
    open: async (address) => {
      const raw = await openRaw(port, address);
      raw.socket.write(`${headOf(product.key, 10_000)}{"a":`);
      return raw;
    },
  },
  {
    says: "keeps a connection and never asks again",
    limitMs: 40_000,
    open: async (address) => {
      const raw = await openRaw(port, address);
      raw.socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return raw;
    },
  },
  {
    says: "asks for much and never reads (slow read)",
    // 20 s, and as long as the piece of 64 KB that waits for it takes at the least pace.
    limitMs: 175_000,
    open: async (address) => {
      const raw = await openRaw(port, address);
      raw.socket.pause();
      // A megabyte and a half each, which costs the server next to nothing: what is tested is who does not read, not who asks for work.
      raw.socket.write("GET /api/docs/static/swagger-ui-bundle.js HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(10));
      return raw;
    },
  },
];

// The patient kinds take longer than `npm test` wants to wait.
const stalling = isLong ? allStalling : allStalling.slice(0, 4);

test("REL-18: who stalls is cut off, while a slow but honest upload and everyone else get through", async () => {
  const each = rounds(5, 300);
  const calmMs = await slowest(10);
  const attackers = await Promise.all(
    stalling.map(async ({ says, limitMs, open }) => ({
      says,
      limitMs,
      all: await Promise.all(Array.from({ length: each }, (_, n) => open(`127.0.0.${2 + (n % addresses)}`))),
    })),
  );
  const opened = performance.now();
  const honest = uploadSlowly();
  // It is waited for at the end; a failure before that is told first.
  honest.catch(() => {});
  const slowMs = await slowest(10);
  const lasted: string[] = [];
  for (const { says, limitMs, all } of attackers.toSorted((a, b) => a.limitMs - b.limitMs)) {
    if (says.includes("never reads")) {
      // A paused socket does not notice that it was closed: all of them look once, when they must have been.
      await pause(Math.max(0, opened + 155_000 - performance.now()));
      for (const { socket } of all) socket.removeAllListeners("data").resume();
    }
    await until(`who ${says} is cut off`, () => all.every((raw) => !raw.isOpen()), Math.max(1000, opened + limitMs - performance.now()));
    lasted.push(`${says}: ${(Math.max(...all.map((raw) => raw.lastedMs()!)) / 1000).toFixed(0)} s`);
  }
  expect(await honest).toBe(201);
  tell({
    id: "REL-18",
    fault: "slow clients",
    method: `raw sockets, some of each kind from ${addresses} addresses, beside good requests and an upload of 300 KB over ${uploadSeconds} s`,
    count: `${each} connections of ${stalling.length} kinds`,
    acknowledged: null,
    lost: null,
    double: null,
    seen: `cut off after at most: ${lasted.join("; ")}. The upload got through; slowest of 10 good requests ${slowMs.toFixed(0)} ms (${calmMs.toFixed(0)} ms before)`,
  });
}, 300_000);

/** A file of 300 KB over a slow line. */
async function uploadSlowly(): Promise<number> {
  const sent = { "x-rapport": "1", "content-type": "application/json" };
  const signedIn = await fetch(`${product.url}/api/sign-in`, { method: "POST", headers: sent, body: JSON.stringify(owner) });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(";")[0]!;
  const rows = `customer,score,date,comment\n${"42,9,2026-01-05,It came on time and the box was whole\n".repeat(6000)}`;
  const text = `${partHead}${rows}${partFoot}`;
  async function* slowly(): AsyncGenerator<Buffer> {
    for (let piece = 0; piece < uploadSeconds; piece++) {
      yield Buffer.from(text.slice((piece * text.length) / uploadSeconds, ((piece + 1) * text.length) / uploadSeconds));
      await pause(1000);
    }
  }
  const body = Readable.toWeb(Readable.from(slowly())) as unknown as BodyInit;
  const headers = { "x-rapport": "1", "content-type": "multipart/form-data; boundary=slow", cookie };
  const answer = await fetch(`${product.url}/api/imports`, { method: "POST", headers, body, duplex: "half" } as RequestInit);
  return answer.status;
}

const uploadSeconds = rounds(20, 40);
const partHead = '--slow\r\nContent-Disposition: form-data; name="file"; filename="slow.csv"\r\nContent-Type: text/csv\r\n\r\n';
const partFoot = "\r\n--slow--\r\n";

/** Node's HTTP server as it comes. */
async function startBareServer(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => response.end());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

test.runIf(isLong)(
  "REL-17 red: a server without a bound for one address holds whatever one address opens",
  async () => {
    const server = await startBareServer();
    const held: RawSocket[] = [];
    for (let n = 0; n < perAddress; n += 250)
      held.push(...(await Promise.all(Array.from({ length: 250 }, () => openRaw(portOf(server), "127.0.0.77")))));
    const asking = await openRaw(portOf(server), "127.0.0.77");
    asking.socket.write(`${headOf("none", 2)}{}`);
    const silent = await openRaw(portOf(server), "127.0.0.77");
    await pause(5000);
    const isHeld = silent.isOpen();
    closeAll([...held, asking, silent]);
    server.close();
    expect(asking.received()).toMatch(/^HTTP\/1.1 200 /);
    expect(isHeld).toBe(true);
    tellRed(
      "REL-17",
      "Node's HTTP server as it comes",
      `connection ${perAddress + 1} of one address is answered 200, and a silent one more is held`,
    );
  },
  60_000,
);

test.runIf(isLong)(
  "REL-18 red: a server with Node's own limits holds them all",
  async () => {
    const server = await startBareServer();
    const slow = await Promise.all(Array.from({ length: 20 }, () => openRaw(portOf(server))));
    for (const raw of slow) {
      raw.socket.write(headOf("none", 10_000));
      drip(raw, "x", 1000);
    }
    await pause(45_000);
    const open = slow.filter((raw) => raw.isOpen()).length;
    closeAll(slow);
    server.close();
    expect(open).toBe(20);
    tellRed("REL-18", "Node's HTTP server as it comes", `${open} of 20 slow bodies are still held after 45 s`);
  },
  90_000,
);
