import { afterAll, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { startProduct } from "../../../src/show/api/start.ts";
import { ask } from "../../../src/store/ask.ts";
import { openStore, type Store } from "../../../src/store/open.ts";
import { lentEngines } from "../../support/engines.ts";
import { emptySettings, testSettings } from "../../support/settings.ts";
import { createTestWorkspace } from "../../support/workspace.ts";
import { account, kept } from "../rig/account.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { createFakeClock, type FakeClock } from "../rig/fake-clock.ts";
import { prepareProduct, type FaultProduct } from "../rig/product.ts";
import { bodyOf, exchange } from "../rig/sender.ts";

const batches = rounds(20, 200);
const perBatch = 50;
const made: FaultProduct[] = [];
afterAll(async () => {
  for (const product of made) await product.killAll().catch(() => {});
});

/** Numbers in [0, 1) that are the same in every run. */
function dice(start: number): () => number {
  let state = start;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

async function post(product: Pick<FaultProduct, "url" | "key">, body: string): Promise<void> {
  for (;;) {
    const { status } = await exchange(undefined, new URL("/v1/batch", product.url), product.key, body);
    if (status === 200) return;
    if (status !== 429 && status !== 503) throw new Error(`answered ${status}`);
  }
}

async function fresh(options: Parameters<typeof prepareProduct>[0] = {}): Promise<FaultProduct> {
  const product = await prepareProduct(options);
  made.push(product);
  await product.start();
  return product;
}

test("REL-08: batches that are sent again, at once, after a restart and a week later, count once", async () => {
  const roll = dice(8);
  const ids = (batch: number): string[] => Array.from({ length: perBatch }, (_, i) => `d${batch}-${i}${i % 10 === 0 ? "-low" : ""}`);
  const product = await fresh();
  let again = 0;
  for (let batch = 0; batch < batches; batch++) {
    await post(product, bodyOf(ids(batch)));
    // The server starts anew in the middle of it, and remembers.
    if (batch === Math.floor(batches / 2)) {
      await product.killAll();
      await product.start();
    }
    if (roll() >= 0.3) continue;
    const times = 1 + Math.floor(roll() * 5);
    again += times;
    for (let n = 0; n < times; n++) await post(product, bodyOf(ids(Math.floor(roll() * (batch + 1)))));
  }
  await product.killAll();
  let later = "the week was left out: no faketime";
  const clock = createFakeClock(7 * 86_400, { ofAll: isLong });
  if (clock) {
    const next = await prepareLater(product, clock);
    for (let batch = 0; batch < batches; batch += 5) await post(next, bodyOf(ids(batch)));
    await next.killAll();
    later = "and seven days later";
  }
  const all = Array.from({ length: batches }, (_, batch) => ids(batch)).flat();
  const found = await account(product.data, all);
  expect(found).toMatchObject({ ...kept, stored: all.length, cases: all.length / 10 });
  tell({
    id: "REL-08",
    fault: "duplicates",
    method: `a third of ${batches} batches sent again 1 to 5 times, across kill -9, ${later}`,
    count: `${again} repeats`,
    acknowledged: found.acknowledged,
    lost: found.lost.length,
    double: found.double.length,
    seen: `${found.stored} stored, as without repeats; ${found.cases} cases`,
  });
}, 240_000);

/** The same folder, opened by a product that believes that it is seven days later. */
async function prepareLater({ data, key }: FaultProduct, { wrap }: FakeClock): Promise<FaultProduct> {
  const { serve } = await import("../../support/served.ts");
  const served = await serve(data, {}, { wrap });
  const product = Object.assign(served, { data, key }) as FaultProduct;
  made.push(product);
  await product.start();
  return product;
}

test("REL-09: three days of events in any order end as the same export, customers and all", async () => {
  const total = rounds(400, 10_000);
  const digests = await exportsOfTwoOrders(total, exported);
  expect(digests[1]).toBe(digests[0]);
  tell({
    id: "REL-09",
    fault: "disorder",
    method: "tracks, identifies and aliases of 72 hours, sorted and shuffled, into two products",
    count: `${total} calls`,
    acknowledged: total * 2,
    lost: 0,
    double: 0,
    seen: `the exports of rows with their customers, and of profiles, are the same byte for byte (${digests[0]!.slice(0, 12)}…)`,
  });
}, 240_000);

test.runIf(isLong)(
  "REL-09 red: figures in which whatever arrived last wins depend on the order",
  async () => {
    const total = 400;
    const naive = `SELECT toString(customer_id) AS customer, argMax(message_id, seq) AS last
    FROM lived_interactions(workspace = {workspace:String}) GROUP BY customer ORDER BY customer`;
    const digests = await exportsOfTwoOrders(total, [naive]);
    expect(digests[1]).not.toBe(digests[0]);
    const seen = `two exports of the same ${total} calls: ${digests.map((digest) => `${digest.slice(0, 12)}…`).join(" and ")}`;
    tellRed("REL-09", "what a customer did last is what arrived last", seen);
  },
  120_000,
);

/** What two products say that were sent the same calls, one in their order and one shuffled. */
async function exportsOfTwoOrders(total: number, questions: readonly string[]): Promise<string[]> {
  const calls = journeyOf(total);
  const roll = dice(2);
  const shuffled = calls
    .map((call) => ({ call, at: roll() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ call }) => call);
  const digests: string[] = [];
  for (const sent of [calls, shuffled]) {
    const { product, url, stop } = await startProduct(emptySettings(), { connect: lentEngines });
    // The workspace is the same in both: who is who follows from its id.
    await createTestWorkspace(product.store.records.database, "w");
    const { key } = await product.collect.keys.create("w", "Test");
    for (let n = 0; n < sent.length; n += 100) await post({ url, key }, JSON.stringify({ batch: sent.slice(n, n + 100) }));
    await product.collect.follower.caughtUp();
    digests.push(await exportOf(product.store, questions));
    await stop();
  }
  return digests;
}

const now = Date.now();

/** Calls of a few dozen people over three days: anonymous first, then known, some under an older name. */
function journeyOf(total: number): object[] {
  const people = Math.ceil(total / 20);
  return Array.from({ length: total }, (_, n) => {
    const who = n % people;
    const step = Math.floor(n / people);
    const shared = { messageId: `o-${n}`, timestamp: new Date(now - (total - n) * ((72 * 3_600_000) / total)).toISOString() };
    if (step === 5)
      return { ...shared, type: "identify", userId: `user-${who}`, anonymousId: `anon-${who}`, traits: { plan: `p${who % 3}`, visits: n } };
    if (step === 12 && who % 4 === 0) return { ...shared, type: "alias", userId: `user-${who}`, previousId: `old-${who}` };
    if (step === 8 && who % 4 === 0) return { ...shared, type: "track", userId: `old-${who}`, event: "Product Viewed" };
    return {
      ...shared,
      type: "track",
      event: "Product Viewed",
      ...(step < 5 ? { anonymousId: `anon-${who}` } : { userId: `user-${who}` }),
    };
  });
}

const exported = [
  "SELECT message_id, toString(customer_id) AS customer, toString(timestamp) AS at FROM lived_interactions(workspace = {workspace:String}) ORDER BY message_id",
  "SELECT toString(customer_id) AS customer, traits FROM profiles FINAL WHERE workspace_id = {workspace:String} ORDER BY customer",
];

async function exportOf({ events }: Store, questions: readonly string[]): Promise<string> {
  const rows = [];
  for (const sql of questions) rows.push(await ask(events.client, { tag: "test", sql, bound: { workspace: "w" } }));
  return createHash("sha256").update(JSON.stringify(rows)).digest("hex");
}

test.runIf(isLong)(
  "REL-08 red: a row that is stored twice is seen by the checker",
  async () => {
    const product = await fresh();
    await post(product, bodyOf(["once", "twice"]));
    await product.stop();
    const store = await openStore(testSettings({ RAPPORT_DATA: product.data }));
    await store.events.client.command({
      query: "INSERT INTO interactions SELECT * REPLACE (seq + 1 AS seq) FROM interactions WHERE message_id = 'twice'",
    });
    await store.close();
    const found = await account(product.data, ["once", "twice"]);
    expect(found.double).toEqual(["twice"]);
    tellRed(
      "REL-08",
      "a row is written past the door, which would have known it",
      `the checker reports ${found.double.length} double and a drift of ${found.drift}`,
    );
  },
  60_000,
);
