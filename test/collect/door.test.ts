import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import Fastify, { type FastifyInstance } from "fastify";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { ingest } from "../../src/show/api/ingest.ts";
import { Failure } from "../../src/model/failure.ts";
import { ask } from "../../src/store/ask.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { testSettings } from "../support/settings.ts";
import { outcomes } from "./facts.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let collect: Collect;
let app: FastifyInstance;
let url: string;
let key: string;
let keyId: string;
let lasting: string;
beforeAll(async () => {
  store = await openStore(testSettings());
  await addWorkspace(store, "w");
  collect = await createCollect(store);
  ({ key, id: keyId } = await collect.keys.create("w", "Shop"));
  app = Fastify();
  const options = { intake: collect.intake, keys: collect.keys, bodyLimitBytes: 600_000 };
  await app.register(ingest, options);
  await app.register(ingest, { ...options, prefix: "/under/a/prefix" });
  url = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await collect.stop();
  await store.close();
});

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString("base64")}` });
let messages = 0;
const call = (fields: object = {}) => ({ userId: "1", event: "Cart Viewed", messageId: `m${++messages}`, ...fields });

async function post(path: string, body: unknown, headers: Record<string, string> = basic(`${key}:`)) {
  const isRaw = typeof body === "string" || Buffer.isBuffer(body);
  const init = { method: "POST", headers, body: (isRaw ? body : JSON.stringify(body)) as BodyInit, redirect: "manual" as const };
  const response = await fetch(`${url}${path}`, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? (JSON.parse(text) as Record<string, unknown>) : null };
}

const isStored = async (messageId: string): Promise<boolean> => {
  await collect.intake.written();
  const sql = "SELECT 1 AS one FROM interactions WHERE workspace_id = 'w' AND message_id = {messageId:String}";
  return (await ask(store.events.client, { tag: "test", sql, bound: { messageId } })).length === 1;
};

test("an acknowledged call can be queried as soon as what was acknowledged is written", async () => {
  const body = call();
  expect(await post("/v1/track", body)).toMatchObject({ status: 200, body: { success: true } });
  expect(await isStored(body.messageId)).toBe(true);
});

test.each(["/v1/t", "/v1/track/", "/v1/t/", "/under/a/prefix/v1/track"])("%s is the same address, without a redirect", async (path) => {
  expect(await post(path, call())).toMatchObject({ status: 200, body: { success: true } });
});

test.each(["/v1/batch", "/v1/b", "/v1/import"])("%s takes a batch and lists what was rejected", async (path) => {
  const batch = [
    { ...call(), type: "track" },
    { type: "track", userId: "1" },
    { ...call(), type: "page" },
  ];
  const expected = { success: true, accepted: 2, rejected: [{ index: 1, code: "no_event" }] };
  expect(await post(path, { batch })).toMatchObject({ status: 200, body: expected });
});

test("RudderStack's settings are found by the key in the address or in Basic", async () => {
  const read = async (path: string, headers = {}) => {
    const answer = await fetch(url + path, { headers });
    return [answer.status, ((await answer.json()) as { source?: { enabled: boolean; writeKey: string } }).source];
  };
  const expected = [200, expect.objectContaining({ enabled: true, writeKey: key, connections: [], destinations: [] })];
  expect(await read(`/sourceConfig/?p=npm&v=3.34.1&writeKey=${key}`)).toEqual(expected);
  expect(await read("/sourceConfig", basic(`${key}:`))).toEqual(expected);
  expect(await read("/sourceConfig/?writeKey=wk_nobody")).toEqual([404, undefined]);
});

test("Jitsu's addresses take a key of the shape id:secret beside a masked one, and answer as its clients expect", async () => {
  const body = { ...call(), writeKey: `${key}:***` };
  expect(await post("/api/s/track", body, { "x-write-key": `${key}:any` })).toMatchObject({ status: 200, body: { ok: true } });
  expect(await post("/api/s/s2s/page", { ...call(), writeKey: "***" }, { "x-write-key": key })).toMatchObject({ status: 200 });
  expect(await isStored(body.messageId)).toBe(true);
  expect(await post("/api/s/track", call(), { "x-write-key": "no:any" })).toMatchObject({ status: 401 });
});

describe("a key is found", () => {
  test.each([
    ["in Basic without its colon", () => [basic(key), {}] as const],
    ["as Bearer", () => [{ authorization: `Bearer ${key}` }, {}] as const],
    ["in its own header", () => [{ "x-write-key": key }, {}] as const],
    ["in the body", () => [{}, { writeKey: key }] as const],
    ["in the body as api_key", () => [{}, { api_key: key }] as const],
    ["in the header when the body masks it", () => [basic(`${key}:`), { writeKey: "id:***" }] as const],
  ])("%s", async (_, make) => {
    const [headers, fields] = make();
    expect((await post("/v1/track", call(fields), headers)).status).toBe(200);
  });

  test("in the address of a beacon", async () => {
    expect((await post(`/v1/track?writeKey=${key}`, call(), { "content-type": "text/plain" })).status).toBe(200);
  });
});

test("an unknown key, no key and two different keys are refused with 401", async () => {
  expect(await post("/v1/track", call(), basic("wk_nobody:"))).toMatchObject({ status: 401, body: { code: "unknown_key" } });
  expect(await post("/v1/track", call(), {})).toMatchObject({ status: 401, body: { code: "unknown_key" } });
  expect(await post("/v1/track", call({ writeKey: "other" }))).toMatchObject({ status: 401, body: { code: "key_conflict" } });
});

test("JSON is read under any content type and label", async () => {
  const types = ["text/plain", "application/json; charset=utf-8", "application/x-www-form-urlencoded", "image/png", "nonsense", ";;"];
  for (const type of types) expect((await post("/v1/track", call(), { ...basic(key), "content-type": type })).status, type).toBe(200);
  const packed = gzipSync(JSON.stringify(call()));
  expect((await post("/v1/track", packed, { ...basic(key), "content-type": "application/x-www-form-urlencoded" })).status).toBe(200);
  for (const [encoding, pack] of Object.entries({
    gzip: gzipSync,
    br: brotliCompressSync,
    deflate: deflateSync,
    "x-raw": deflateRawSync,
  })) {
    const headers = { ...basic(key), "content-encoding": encoding.replace("x-raw", "deflate"), "x-retry-count": "3" };
    expect((await post("/v1/track", pack(JSON.stringify(call())), headers)).status, encoding).toBe(200);
  }
  const form = `data=${encodeURIComponent(Buffer.from(JSON.stringify(call())).toString("base64"))}`;
  expect((await post("/v1/track", form, { ...basic(key), "content-type": "application/x-www-form-urlencoded" })).status).toBe(200);
});

test("what cannot be read is answered with 400 and a code, never with a redirect or a 5xx", async () => {
  const refused = async (body: unknown, path = "/v1/track") => {
    const { status, body: answer } = await post(path, body);
    return [status, answer?.code];
  };
  expect(await refused("{")).toEqual([400, "bad_json"]);
  expect(await refused("")).toEqual([400, "bad_json"]);
  expect(await refused([])).toEqual([400, "bad_json"]);
  expect(await refused({ userId: "1" })).toEqual([400, "no_event"]);
  expect(await refused({}, "/v1/batch")).toEqual([400, "bad_input"]);
  expect(await refused(gzipSync(Buffer.alloc(5_000_000, 32)))).toEqual([400, "body_too_large"]);
  expect(await refused("x".repeat(700_000))).toEqual([400, "body_too_large"]);
  expect(await refused(Buffer.from('{"userId":"1","event":"\xff"}', "latin1"))).toEqual([400, "bad_utf8"]);
  expect(await refused(call({ properties: { a: "x".repeat(16_000), b: "x".repeat(16_000), c: "x".repeat(16_000) } }))).toEqual([
    400,
    "too_large",
  ]);
  expect(await refused({ batch: Array.from({ length: 2501 }, () => call({ type: "track" })) }, "/v1/batch")).toEqual([
    400,
    "batch_too_large",
  ]);
  await post("/v1/track", call());
  await collect.intake.written();
  const counted = await outcomes(store, "w");
  expect(counted).toMatchObject({ "refused:bad_json": 3, "refused:bad_utf8": 1, "refused:no_event": 1 });
});

test("one item with broken bytes is set aside, the rest of its batch is stored", async () => {
  const good = { ...call(), type: "track" };
  const text = JSON.stringify({ batch: [good, { ...call(), type: "track", event: "BROKEN" }] });
  const bytes = Buffer.from(text.replace("BROKEN", "\xfe"), "latin1");
  expect((await post("/v1/batch", bytes)).body).toEqual({ success: true, accepted: 1, rejected: [{ index: 1, code: "bad_utf8" }] });
  expect(await isStored(good.messageId)).toBe(true);
});

test("a body deep enough to exhaust a stack is set aside", async () => {
  const deep = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  const batch = `{"batch":[{"type":"track","userId":"1","event":"x","properties":${deep}}]}`;
  expect((await post("/v1/batch", batch)).body).toEqual({ success: true, accepted: 0, rejected: [{ index: 0, code: "too_deep" }] });
});

test("a pixel is a call in an address, and is answered with a picture", async () => {
  const body = call({ writeKey: key });
  const data = Buffer.from(JSON.stringify(body)).toString("base64");
  const answer = await fetch(`${url}/v1/pixel/track?data=${encodeURIComponent(data)}`);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "image/gif", "no-store"]);
  expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  expect((await answer.arrayBuffer()).byteLength).toBe(42);
  expect(await isStored(body.messageId)).toBe(true);
  const status = async (query: string, method = "GET") => (await fetch(`${url}/v1/pixel/track${query}`, { method })).status;
  expect(await status("")).toBe(401);
  expect(await status("?data=e30")).toBe(401);
  expect(await status("?data=%7B")).toBe(400);
  const other = call({ writeKey: key });
  expect(await status(`?data=${encodeURIComponent(JSON.stringify(other))}`, "HEAD")).toBe(405);
  expect(await isStored(other.messageId)).toBe(false);
});

test("any page may send, also after asking first, and the key's settings echo the key", async () => {
  const origin = "https://shop.example";
  const asked = await fetch(`${url}/v1/track`, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
  expect(asked.status).toBe(204);
  expect(asked.headers.get("access-control-allow-origin")).toBe(origin);
  expect(asked.headers.get("access-control-allow-headers")).toContain("x-write-key");
  expect(asked.headers.get("access-control-max-age")).toBe("7200");
  const wanted = { origin, "access-control-request-method": "POST", "access-control-request-headers": "authorization,rsa-retry-attempt" };
  const retried = await fetch(`${url}/v1/track`, { method: "OPTIONS", headers: wanted });
  expect(retried.headers.get("access-control-allow-headers")).toBe("authorization,rsa-retry-attempt");
  const settings = await fetch(`${url}/v1/projects/${key}/settings`);
  expect(settings.headers.get("cache-control")).toBe("public,max-age=60");
  const own = { apiKey: key, apiHost: `${url.slice("http://".length)}/v1`, protocol: "http" };
  const expected = { integrations: { "Segment.io": own }, plan: {}, edgeFunction: {}, metrics: { sampleRate: 0 } };
  expect(await settings.json()).toEqual(expected);
  const behindProxy = await fetch(`${url}/under/a/prefix/v1/projects/${key}/settings`);
  expect(await behindProxy.json()).toMatchObject({
    integrations: { "Segment.io": { apiHost: `${own.apiHost.replace("/v1", "")}/under/a/prefix/v1` } },
  });
  expect((await fetch(`${url}/v1/projects/wk_nobody/settings`)).status).toBe(404);
});

test("a key may name the pages that use it: other pages are refused and may not read why, servers and its own pages may send", async () => {
  const { key: bound, id } = await collect.keys.create("w", "Bound", ["https://shop.example", "https://*.shop.example"]);
  const from = (origin: string | null) => post("/v1/track", call(), { ...basic(bound), ...(origin ? { origin } : {}) });
  for (const origin of ["https://shop.example", "https://m.shop.example", null]) expect((await from(origin)).status).toBe(200);
  for (const origin of ["https://evil.example", "http://shop.example", "https://evilshop.example", "null"]) {
    const { status, body, headers } = await from(origin);
    expect([status, body?.code, headers.get("access-control-allow-origin")]).toEqual([403, "origin_not_allowed", null]);
  }
  const settings = await fetch(`${url}/v1/projects/${bound}/settings`, { headers: { origin: "https://evil.example" } });
  expect(settings.status).toBe(403);
  await collect.keys.admit("w", id, []);
  expect((await from("https://evil.example")).status).toBe(200);
  await collect.intake.written();
  expect((await outcomes(store, "w"))["refused:origin_not_allowed"]).toBe(4);
});

test("credentials are granted to an exact origin only, and no cookie is ever set", async () => {
  const { headers } = await post("/v1/track", call(), { ...basic(key), origin: "https://shop.example", cookie: "rapport=x" });
  expect(headers.get("access-control-allow-origin")).toBe("https://shop.example");
  expect(headers.get("access-control-allow-credentials")).toBe("true");
  expect(headers.get("access-control-expose-headers")).toBe("Retry-After");
  expect(headers.get("set-cookie")).toBeNull();
  const sandboxed = await post("/v1/track", call(), { ...basic(key), origin: "null" });
  expect(sandboxed.headers.get("access-control-allow-credentials")).toBeNull();
});

test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])(
  "%s to an address that takes events is told how to send, never 404",
  async (method) => {
    for (const path of ["/v1/track", "/v1/batch/", "/under/a/prefix/v1/t"]) {
      const { status, headers } = await fetch(url + path, { method, redirect: "manual" });
      expect([status, headers.get("allow")], path).toEqual([405, "OPTIONS, POST"]);
    }
  },
);

test("a revoked key is refused, and only the hash of a key was ever stored", async () => {
  const rows = await store.records.database.selectFrom("sources").selectAll().execute();
  expect(JSON.stringify(rows)).not.toContain(key);
  await collect.keys.revoke("w", keyId);
  expect((await post("/v1/track", call())).status).toBe(401);
  await expect(collect.keys.revoke("w", keyId)).rejects.toMatchObject({ code: "not_found" });
  await expect(collect.keys.revoke("other", keyId)).rejects.toMatchObject({ code: "not_found" });
});

test("too much at once is answered with 429 and a pause in whole seconds, and a page may read both", async () => {
  const crowded = Fastify();
  const accept = () => Promise.reject(new Failure("overloaded", { seconds: 2 }));
  await crowded.register(ingest, { intake: { ...collect.intake, accept }, keys: collect.keys, bodyLimitBytes: 600_000 });
  const { key: busy } = await collect.keys.create("w", "Busy");
  const headers = { ...basic(busy), origin: "https://shop.example" };
  const answer = await crowded.inject({ method: "POST", url: "/v1/track", headers, payload: JSON.stringify(call()) });
  expect([answer.statusCode, answer.json<{ code: string }>().code, answer.headers["retry-after"]]).toEqual([429, "overloaded", "2"]);
  expect(answer.headers["access-control-allow-origin"]).toBe("https://shop.example");
  await crowded.close();
});

test("while the record store is away a key that is not remembered is our trouble: 503 with Retry-After", async () => {
  ({ key: lasting } = await collect.keys.create("w", "Lasting"));
  expect((await post("/v1/track", call(), basic(`${lasting}:`))).status).toBe(200);
  await store.records.close();
  const { status, headers } = await post("/v1/track", call(), basic("wk_never-seen:"));
  expect([status, Number(headers.get("retry-after"))]).toEqual([503, 2]);
});

test("while nothing can be kept, nothing is acknowledged: 503 with Retry-After", async () => {
  await store.journal.close();
  rmSync(join(store.settings.data, "journal"), { recursive: true });
  const { status, headers, body } = await post("/v1/track", call(), basic(`${lasting}:`));
  expect([status, body?.code, Number(headers.get("retry-after"))]).toEqual([503, "not_durable", 2]);
});
