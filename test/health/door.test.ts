import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../support/product.ts";

type Key = { id: string; key: string };
type Health = { id: string; state: string; perMinute: number; hours: number[]; takenAt: string | null; lag: { medianMs: number } | null };
type Source = {
  id: string;
  received: number;
  stored: number;
  known: number;
  setAside: number;
  setAsideFor: { code: string; n: number }[];
  refused: { code: string; n: number }[];
};
type Warning = { kind: string; code: string; sourceId: string; n: number; isNote: boolean; samples: { says: string; event: string }[] };

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ RAPPORT_BODY_LIMIT_KB: "512" });
});
afterAll(() => product.stop());

const makeKey = async (name: string, origins: string[] = []) => (await product.api<Key>("POST", "/api/keys", { name, origins })).body;
const basic = (key: string) => ({ authorization: `Basic ${btoa(`${key}:`)}` });
const post = (path: string, body: unknown, key: string, headers = {}) => product.api("POST", path, body, { ...basic(key), ...headers });
const healthOf = async (id: string) =>
  (await product.api<{ sources: Health[] }>("GET", "/api/sources/health")).body.sources.find((one) => one.id === id)!;
const sourceOf = async (id: string) =>
  (await product.api<{ sources: Source[] }>("GET", "/api/sources")).body.sources.find((one) => one.id === id)!;
const warningsOf = async (source: string) => {
  await settle();
  await product.product.observer.look();
  return (await product.api<{ warnings: Warning[] }>("GET", `/api/warnings?source=${source}`)).body.warnings;
};
/** What was taken or refused is told a moment later. */
const settle = () => product.product.collect.intake.settled();

describe("a source", () => {
  test("ING-16 has never been seen, then is fresh, with its rate, its day by the hour and its lag after the clock was corrected", async () => {
    const { id, key } = await makeKey("Web shop");
    expect(await healthOf(id)).toMatchObject({ state: "never", perMinute: 0, takenAt: null, lag: null });
    // Its clock is an hour behind, and it waits for two minutes before it sends.
    const sentAt = Date.now() - 3_600_000;
    const event = (n: number) => ({
      type: "track",
      userId: "1",
      event: "Order Completed",
      messageId: `m${n}`,
      timestamp: new Date(sentAt - 120_000),
    });
    const batch = Array.from({ length: 10 }, (_, n) => event(n));
    await post("/v1/batch", { batch, sentAt: new Date(sentAt) }, key);
    const found = await healthOf(id);
    expect(found).toMatchObject({ state: "fresh", perMinute: 2, takenAt: expect.any(String) });
    expect(found.hours.reduce((sum, n) => sum + n)).toBe(10);
    expect(Math.abs(found.lag!.medianMs - 120_000)).toBeLessThan(5000);
    expect(await warningsOf(id)).toMatchObject([{ kind: "mended", code: "clock_corrected", n: 10, isNote: false }]);
  });

  test("ING-16 that does not say when things happened has no lag, and not a lag of zero", async () => {
    const { id, key } = await makeKey("Silent clock");
    await post("/v1/track", { userId: "1", event: "Order Completed" }, key);
    expect(await healthOf(id)).toMatchObject({ state: "fresh", lag: null });
    expect(await warningsOf(id)).toMatchObject([{ code: "message_id_assigned", isNote: true, samples: [{ event: "Order Completed" }] }]);
  });

  test("ING-16 has every 4xx counted with its code, and says that it refuses", async () => {
    const { id, key } = await makeKey("Refused", ["https://shop.example"]);
    const statuses = [
      await post("/v1/track", "{", key),
      await post("/v1/track", { userId: "1" }, key),
      await post("/v1/batch", { batch: 5 }, key),
      await post("/v1/track", JSON.stringify({ a: "x".repeat(600_000) }), key),
      await post("/v1/track", { userId: "1", event: "E" }, key, { origin: "https://other.example" }),
      await product.api("PUT", "/v1/track", undefined, basic(key)),
      await product.api("POST", "/v1/track", { writeKey: key, userId: "1" }),
    ].map(({ status }) => status);
    await settle();
    expect(statuses).toEqual([400, 400, 400, 400, 403, 405, 400]);
    const { refused, received } = await sourceOf(id);
    expect(received).toBe(0);
    expect(Object.fromEntries(refused.map(({ code, n }) => [code, n]))).toEqual({
      bad_json: 1,
      no_event: 2,
      bad_input: 1,
      body_too_large: 1,
      origin_not_allowed: 1,
      wrong_method: 1,
    });
    expect(await healthOf(id)).toMatchObject({ state: "refusing" });
    const told = (await warningsOf(id)).find(({ code }) => code === "bad_input");
    expect(told).toMatchObject({ kind: "refused", n: 1, samples: [{ says: "batch: give a list of calls" }] });
    await post("/v1/track", { userId: "1", event: "Order Completed" }, key);
    expect(await healthOf(id)).toMatchObject({ state: "fresh" });
  });

  test("ING-16 whose key was revoked and is still used is told so, and a key that nobody knows is nobody's", async () => {
    const { id, key } = await makeKey("Old app");
    await product.api("DELETE", `/api/keys/${id}`);
    expect((await post("/v1/track", { userId: "1", event: "E" }, key)).status).toBe(401);
    expect((await post("/v1/track", { userId: "1", event: "E" }, "wk_unknown")).status).toBe(401);
    await settle();
    expect((await sourceOf(id)).refused).toEqual([{ code: "unknown_key", n: 1 }]);
    expect(await healthOf(id)).toMatchObject({ state: "revoked", refusedAt: expect.any(String) });
  });

  test("ING-16 ING-15 accounts for what it sent, with the reasons for what was set aside, before and after it is mended", async () => {
    const { id, key } = await makeKey("Shop floor");
    const good = { type: "track", userId: "guest", event: "Visit", messageId: "v1", properties: { note: "x".repeat(20_000) } };
    await post("/v1/batch", { batch: [good, { type: "track", userId: "1", messageId: "v2" }, good] }, key);
    expect(await sourceOf(id)).toMatchObject({ received: 3, stored: 1, known: 1, setAside: 1, setAsideFor: [{ code: "no_event", n: 1 }] });
    const warnings = await warningsOf(id);
    expect(warnings.map(({ kind, code, n }) => `${kind} ${code} ${n}`).sort()).toEqual([
      "mended id_illegal 1",
      "mended text_cut 1",
      "set_aside no_event 1",
    ]);
    expect(JSON.stringify(warnings)).not.toContain("xxx");
    const letters = `/api/dead-letters?source=${id}&code=no_event`;
    const { body } = await product.api<{ items: { id: string }[] }>("GET", letters);
    const raw = JSON.stringify({ type: "track", userId: "1", messageId: "v2", event: "Visit" });
    await product.api("POST", `/api/dead-letters/${body.items[0]!.id}/replay`, { raw });
    expect(await sourceOf(id)).toMatchObject({ received: 3, stored: 2, known: 1, setAside: 0 });
    expect((await product.api<{ total: number }>("GET", letters)).body.total).toBe(0);
  });

  test("ING-49 shows its vocabulary, and none of another's", async () => {
    const { id, key } = await makeKey("Till");
    await post("/v1/track", { userId: "1", event: "Sale", properties: { total: 5 } }, key);
    await settle();
    await product.product.observer.look();
    type Schema = { names: { kind: string; name: string; types: { type: string }[] }[]; inWorkspace: { most: number } };
    const { body } = await product.api<Schema>("GET", `/api/sources/${id}/schema`);
    expect(body.names.map(({ kind, name, types }) => [kind, name, types[0]!.type])).toEqual(
      expect.arrayContaining([
        ["event", "Sale", "track"],
        ["property", "total", "number"],
      ]),
    );
    expect(body.names).toHaveLength(2);
    expect((await product.api("GET", "/api/sources/src_of_nobody/schema")).status).toBe(404);
  });
});

test("REL the check of the accounts is there for whoever may read, and says what is gone", async () => {
  type Checked = { differences: { sourceId: string; what: string; n: number }[]; elsewhere: number };
  const { product: inner } = product;
  expect((await product.api<Checked>("POST", "/api/accounts/check")).body).toEqual({ differences: [], elsewhere: 0 });
  expect((await product.api("GET", "/api/accounts")).body).toMatchObject({ check: { differences: [] } });
  const lost =
    "INSERT INTO tallies (workspace_id, source_id, hour, outcome, n) VALUES ('another', 'src', '2026-01-01 00:00:00', 'stored', 3)";
  await inner.store.events.client.command({ query: lost });
  expect((await product.api<Checked>("POST", "/api/accounts/check")).body).toEqual({ differences: [], elsewhere: 2 });
});
