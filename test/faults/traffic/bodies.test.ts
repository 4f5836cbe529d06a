import { createHash, randomBytes } from "node:crypto";
import { brotliCompressSync, constants, gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isLong, pause, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { prepareProduct, type FaultProduct } from "../rig/product.ts";
import { bodyOf, exchange } from "../rig/sender.ts";
import { memoryOf } from "../rig/tree.ts";

let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
  await product.start();
});
afterAll(() => product.killAll());

type Hostile = { says: string; body: Buffer; headers?: Record<string, string>; path?: string; status: number[] };

const limitBytes = 4096 * 1024;
const zeros = Buffer.alloc(300e6);
const bomb = gzipSync(zeros, { level: 9 });
const gzip = { "content-encoding": "gzip" };

const harmless: Hostile = { says: "an ordinary event", body: Buffer.from(bodyOf(["ordinary"])), path: "/v1/batch", status: [200] };

const tooLarge: Hostile[] = [
  { says: "one byte over the limit", body: Buffer.alloc(limitBytes + 1, 0x20), status: [400] },
  { says: "10 MB", body: Buffer.alloc(10e6, 0x20), status: [400] },
  { says: "291 KB of gzip that become 300 MB", body: bomb, headers: gzip, status: [400] },
  { says: "the same without saying that it is gzip", body: bomb, status: [400] },
  { says: "a bomb in a bomb", body: gzipSync(bomb), headers: gzip, status: [400] },
  {
    says: "a thousand small bombs in one stream",
    body: Buffer.concat(Array.from({ length: 1000 }, () => gzipSync(Buffer.alloc(10_000)))),
    headers: gzip,
    status: [400],
  },
  {
    says: "a brotli bomb",
    body: brotliCompressSync(zeros, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
    headers: { "content-encoding": "br" },
    status: [400],
  },
  { says: "gzip cut in the middle", body: bomb.subarray(0, 1000), headers: gzip, status: [400] },
];

const event = (inside: string): Buffer => Buffer.from(`{"userId":"u","event":"E","properties":${inside}}`);
const keys = (n: number): string => `{${Array.from({ length: n }, (_, i) => `"key${i}":${i}`).join(",")}}`;
const fullest: Hostile = {
  says: "2 500 full items",
  body: Buffer.from(bodyOf(Array.from({ length: 2500 }, () => randomBytes(9).toString("hex")))),
  path: "/v1/batch",
  status: [200],
};
const malformed: Hostile[] = [
  { says: "bytes that are no UTF-8", body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), status: [400] },
  { says: "JSON that ends too early", body: Buffer.from('{"userId":"u","event":'), status: [400] },
  { says: "nothing", body: Buffer.alloc(0), status: [400] },
  { says: "a million lists in each other", body: event("[".repeat(1e6) + "]".repeat(1e6)), status: [400] },
  { says: "a million objects in each other", body: event('{"a":'.repeat(7e5) + "1" + "}".repeat(7e5)), status: [400] },
  { says: "two million brackets that are never closed", body: Buffer.from("[".repeat(2e6)), status: [400] },
  { says: "5 000 levels", body: event("[".repeat(5000) + "]".repeat(5000)), status: [400] },
  { says: "100 000 keys", body: event(keys(100_000)), status: [400] },
  { says: "a key of a megabyte", body: event(`{"${"k".repeat(1e6)}":1}`), status: [400] },
  { says: "a text of three megabytes", body: event(`{"t":"${"x".repeat(3e6)}"}`), status: [400] },
  {
    says: "long digits before a quote that never closes",
    body: Buffer.from(`{"a":1234567890123456789,"b":"${'\\"'.repeat(1.5e6)}`),
    status: [400],
  },
  { says: "a number of two million digits", body: event(`{"n":${"9".repeat(2e6)}}`), status: [200, 400] },
  { says: "a million unclosed form fields", body: Buffer.from(`data=${"%7B".repeat(1e6)}`), status: [400] },
  {
    says: "2 500 items that are no objects",
    body: Buffer.from(JSON.stringify({ batch: Array.from({ length: 2500 }, () => 1) })),
    path: "/v1/batch",
    status: [200],
  },
  fullest,
];

type Seen = { status: number; ms: number; lagMs: number; riseBytes: number };

/** Sends something hostile while another connection keeps asking whether the process lives: the longest wait is how long it stood still. */
async function attack({ body, headers, path = "/v1/track" }: Hostile): Promise<Seen> {
  const before = memoryOf(product.pid);
  let [lagMs, riseBytes, watching] = [0, 0, true];
  const watch = (async () => {
    while (watching) {
      const asked = performance.now();
      await fetch(`${product.url}/healthz`).then((answer) => answer.text());
      lagMs = Math.max(lagMs, performance.now() - asked);
      riseBytes = Math.max(riseBytes, memoryOf(product.pid) - before);
      await pause(2);
    }
  })();
  const began = performance.now();
  // A refusal may come before everything was sent; whether the rest still gets through is not the point.
  const { status } = await exchange(undefined, new URL(path, product.url), product.key, body, 60_000, headers).catch(
    (error: NodeJS.ErrnoException) => {
      if (/EPIPE|ECONNRESET/.test(error.code ?? "")) return { status: 400 };
      throw error;
    },
  );
  const ms = performance.now() - began;
  watching = false;
  await watch;
  return { status, ms, lagMs, riseBytes };
}

async function attackWithAll(list: Hostile[]): Promise<{ worstLag: string; worstRise: string; lags: number[]; rises: number[] }> {
  const seen: (Seen & { says: string })[] = [];
  for (const hostile of list) {
    const one = await attack(hostile);
    expect([hostile.says, one.status, hostile.status.includes(one.status)]).toEqual([hostile.says, one.status, true]);
    seen.push({ says: hostile.says, ...one });
  }
  const worst = (of: (one: Seen) => number) => seen.toSorted((a, b) => of(b) - of(a))[0]!;
  const [lag, rise] = [worst((one) => one.lagMs), worst((one) => one.riseBytes)];
  return {
    worstLag: `${lag.lagMs.toFixed(0)} ms (${lag.says})`,
    worstRise: `${(rise.riseBytes / 1e6).toFixed(0)} MB (${rise.says})`,
    lags: seen.map(({ lagMs }) => lagMs),
    rises: seen.map(({ riseBytes }) => riseBytes),
  };
}

test("REL-14: bodies that are too large, packed or not, are refused without being unpacked", async () => {
  await attackWithAll(tooLarge.slice(0, 2));
  // How long the process stands still for no fault of theirs, on a machine that does other things.
  const usual = await attackWithAll(tooLarge.map(() => harmless));
  const { worstLag, worstRise, lags, rises } = await attackWithAll(tooLarge);
  expect(Math.max(...rises)).toBeLessThan(96e6);
  expect(Math.max(...lags)).toBeLessThan(1000 + Math.max(...usual.lags));
  tell({
    id: "REL-14",
    fault: "oversized bodies and bombs",
    method: "over the limit by a byte, 10 MB, gzip and brotli bombs of 300 MB, nested, in many members, cut",
    count: `${tooLarge.length} bodies`,
    acknowledged: null,
    lost: null,
    double: null,
    seen: `all refused; longest standstill ${worstLag}, largest rise of memory ${worstRise}`,
  });
}, 120_000);

test("REL-15: broken and endless JSON is refused or set aside, and nobody else waits for it", async () => {
  await attackWithAll(malformed.slice(0, 3));
  // The largest body that is no attack, on a machine that does other things: what is broken may cost a few of it, and not a hundred.
  const usual = await attackWithAll([fullest, fullest, fullest]);
  const { worstLag, lags } = await attackWithAll(malformed);
  expect(Math.max(...lags)).toBeLessThan(1000 + 5 * Math.max(...usual.lags));
  const answer = await exchange(undefined, new URL("/v1/batch", product.url), product.key, bodyOf(["after"]));
  expect(answer.status).toBe(200);
  tell({
    id: "REL-15",
    fault: "malformed JSON",
    method: "bad UTF-8, cut, nested 10^6 deep, 10^5 keys, a key of 1 MB, quotes that never close, 2 500 items",
    count: `${malformed.length} bodies, ${rounds(1, 1)} time`,
    acknowledged: null,
    lost: null,
    double: null,
    seen: `400 or set aside; longest standstill of the process ${worstLag}`,
  });
}, 120_000);

test.runIf(isLong)("REL-14 and 15 red: the same bodies hurt a reader without these bounds", () => {
  const before = process.memoryUsage().rss;
  const unpacked = gunzipSync(bomb);
  const riseBytes = process.memoryUsage().rss - before;
  expect(createHash("sha256").update(unpacked).digest("hex")).toHaveLength(64);
  expect(riseBytes).toBeGreaterThan(200e6);
  tellRed("REL-14", "the same bomb given to zlib without a limit", `memory rises by ${(riseBytes / 1e6).toFixed(0)} MB`);

  const text = `{"a":1234567890123456789,"b":"${'\\"'.repeat(20_000)}`;
  const began = performance.now();
  text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+/gs, (token) => token);
  const ms = performance.now() - began;
  expect(ms).toBeGreaterThan(200);
  tellRed(
    "REL-15",
    "numbers are searched in text that was not parsed first, as this door once did",
    `40 KB stand still for ${ms.toFixed(0)} ms, and ten times as much a hundred times as long`,
  );
});
