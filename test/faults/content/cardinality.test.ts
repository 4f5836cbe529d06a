import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../../../src/store/open.ts";
import { testSettings } from "../../support/settings.ts";
import { account } from "../rig/account.ts";
import { isLong, rounds } from "../rig/effort.ts";
import { tell, tellRed } from "../rig/findings.ts";
import { prepareProduct, signIn, type FaultProduct } from "../rig/product.ts";
import { exchange } from "../rig/sender.ts";
import { memoryOfTree } from "../rig/tree.ts";

const many = rounds(3000, 20_000);
let product: FaultProduct;
beforeAll(async () => {
  product = await prepareProduct();
});
afterAll(() => product.killAll().catch(() => {}));

type Kind = { says: string; call(n: number): object };
const kinds: Kind[] = [
  { says: "names of properties", call: (n) => ({ type: "track", userId: "p", event: "Many", properties: { [`property ${n}`]: n } }) },
  { says: "names of events", call: (n) => ({ type: "track", userId: "e", event: `Event ${n}` }) },
  { says: "customers", call: (n) => ({ type: "track", userId: `user ${n}`, event: "Seen" }) },
  { says: "events of one customer", call: () => ({ type: "track", userId: "one", event: "Again" }) },
  { says: "users on one device", call: (n) => ({ type: "identify", userId: `kiosk user ${n}`, anonymousId: "kiosk", traits: { n } }) },
];
const questions = [
  "/api/customers?limit=50",
  "/api/touchpoints",
  "/api/segments/vocabulary",
  "/api/journeys/map",
  "/api/journeys/paths",
  "/api/journeys/variants",
  "/api/feedback",
  "/api/sources",
];

test("REL-16: names, customers and devices without end: memory stays bounded, questions go on, and one device welds nobody together", async () => {
  await product.start();
  const api = await signIn(product.url);
  const acknowledged: string[] = [];
  const ask = async (): Promise<number> => {
    const took: number[] = [];
    for (const path of questions) {
      const began = performance.now();
      const { status } = await api("GET", path);
      expect([path, status < 500]).toEqual([path, true]);
      took.push(performance.now() - began);
    }
    return Math.max(...took);
  };
  const emptyMs = await ask();
  let most = 0;
  for (const [k, { call }] of kinds.entries())
    for (let n = 0; n < many; n += 1000) {
      const batch = Array.from({ length: 1000 }, (_, i) => ({ messageId: `k${k}-${n + i}`, ...call(n + i) }));
      const { status } = await exchange(undefined, new URL("/v1/batch", product.url), product.key, JSON.stringify({ batch }));
      if (status === 429 || status === 503) n -= 1000;
      else {
        expect(status).toBe(200);
        acknowledged.push(...batch.map(({ messageId }) => messageId));
      }
      most = Math.max(most, memoryOfTree(product.pid));
    }
  const fullMs = await ask();
  const { body } = await api<{ items: unknown[] }>("GET", "/api/customers?limit=50");
  const { body: offered } = await api<{ touchpoints: unknown[] }>("GET", "/api/touchpoints");
  expect(offered.touchpoints.length).toBeLessThanOrEqual(500);
  expect(await product.stop()).toBe(0);
  const found = await account(product.data, acknowledged);
  expect(found).toMatchObject({ lost: [], double: [], drift: 0 });
  expect(most).toBeLessThan(2e9);
  expect(body.items.length).toBe(50);
  tell({
    id: "REL-16",
    fault: "cardinality",
    method: `${kinds.map(({ says }) => says).join(", ")}: ${many.toLocaleString("en")} of each`,
    count: `${acknowledged.length.toLocaleString("en")} calls`,
    acknowledged: found.acknowledged,
    lost: found.lost.length,
    double: found.double.length,
    seen: `at most ${(most / 1e6).toFixed(0)} MB for the whole product; slowest question ${fullMs.toFixed(0)} ms, on an empty store ${emptyMs.toFixed(0)} ms`,
  });
}, 600_000);

test.runIf(isLong)(
  "REL-16 red: a question without the bound on names answers with all, and one that names them all is too long for the engine",
  async () => {
    const names = 20_000;
    const store = await openStore(testSettings());
    const { client } = store.events;
    await client.command({
      query: `INSERT INTO interactions (workspace_id, seq, touchpoint) SELECT 'w', number, concat('Event ', toString(number)) FROM numbers(${names})`,
    });
    const listed = await client.query({ query: "SELECT DISTINCT touchpoint FROM interactions", format: "JSONEachRow" });
    const offered = (await listed.json<{ touchpoint: string }>()).map(({ touchpoint }) => touchpoint);
    const named = await client
      .query({
        query: "SELECT count() FROM interactions WHERE touchpoint IN {names:Array(String)}",
        query_params: { names: offered },
        format: "JSONEachRow",
      })
      .then(
        (answer) => answer.text(),
        (error: Error) => error,
      );
    await store.close();
    expect(offered.length).toBe(names);
    expect(String(named)).toContain("Max query size exceeded");
    tellRed(
      "REL-16",
      "touchpoints are asked without a limit, and then by name",
      `${offered.length} names in one answer; the engine does not take a question that names them all: Max query size exceeded`,
    );
  },
  60_000,
);
