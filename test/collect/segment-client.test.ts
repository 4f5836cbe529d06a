import { Analytics } from "@segment/analytics-node";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { ingest } from "../../src/show/api/ingest.ts";
import { ask } from "../../src/store/ask.ts";
import { openStore, type Store } from "../../src/store/open.ts";
import { testSettings } from "../support/settings.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let collect: Collect;
let app: FastifyInstance;
let url: string;
let writeKey: string;
beforeAll(async () => {
  store = await openStore(testSettings());
  await addWorkspace(store, "w");
  collect = await createCollect(store);
  writeKey = (await collect.keys.create("w", "Server")).key;
  app = Fastify();
  await app.register(ingest, { intake: collect.intake, keys: collect.keys, bodyLimitBytes: 4_194_304 });
  url = await app.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await app.close();
  await collect.stop();
  await store.close();
});

/** A program as a company would write it. The ids are given, so that running it again sends the same messages. */
async function runProgram(): Promise<void> {
  const analytics = new Analytics({ writeKey, host: url, flushAt: 3 });
  const failures: unknown[] = [];
  analytics.on("error", (error) => failures.push(error));
  analytics.track({ anonymousId: "visitor-1", event: "Product Viewed", properties: { sku: "A" }, messageId: "m1" });
  analytics.identify({
    anonymousId: "visitor-1",
    userId: "42",
    traits: { name: "Ada Lovelace", email: "ada@example.com" },
    messageId: "m2",
  });
  analytics.track({ userId: "42", event: "Order Completed", properties: { total: 49.9, currency: "EUR" }, messageId: "m3" });
  analytics.track({ userId: "legacy-7", event: "Cart Viewed", messageId: "m4" });
  analytics.alias({ previousId: "legacy-7", userId: "42", messageId: "m5" });
  analytics.track({ userId: "42", event: "NPS Answered", properties: { score: 3, comment: "Late" }, messageId: "m6" });
  await analytics.closeAndFlush();
  expect(failures).toEqual([]);
}

const timeline = () =>
  ask<{ customer: string; names: string[] }>(store.events.client, {
    tag: "test",
    sql: `SELECT toString(customer_id) AS customer, arraySort(groupArray(name)) AS names FROM (
      SELECT customer_id, name FROM lived_interactions(workspace = {workspace:String})
      UNION ALL SELECT customer_id, question AS name FROM lived_feedback(workspace = {workspace:String})) GROUP BY customer_id`,
    bound: { workspace: "w" },
  });

test("a real client's identify, track and alias make one customer's timeline, and running it twice changes no count", async () => {
  await runProgram();
  await collect.follower.caughtUp();
  const once = await timeline();
  expect(once.map(({ names }) => names)).toEqual([["Cart Viewed", "Order Completed", "Product Viewed", "recommend"]]);

  await runProgram();
  await collect.follower.caughtUp();
  expect(await timeline()).toEqual(once);

  const profiles = await ask(store.events.client, {
    tag: "test",
    sql: "SELECT name, email FROM profiles FINAL WHERE name != ''",
    bound: {},
  });
  expect(profiles).toEqual([{ name: "Ada Lovelace", email: "ada@example.com" }]);
});
