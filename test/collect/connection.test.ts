import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCollect, type Collect } from "../../src/collect/collect.ts";
import { savePrivacy } from "../../src/collect/privacy/privacy-rules.ts";
import { sources } from "../../src/collect/sources/list.ts";
import { usualPrivacy, type Privacy } from "../../src/model/privacy.ts";
import { ingest } from "../../src/show/api/ingest.ts";
import { ask } from "../../src/store/ask.ts";
import type { Store } from "../../src/store/open.ts";
import { openLentStore } from "../support/store.ts";
import { addWorkspace } from "./workspace.ts";

let store: Store;
let collect: Collect;
let key: string;
const apps: FastifyInstance[] = [];
const urls: Record<"direct" | "behind", string> = { direct: "", behind: "" };
beforeAll(async () => {
  store = await openLentStore();
  await addWorkspace(store, "w");
  collect = await createCollect(store);
  ({ key } = await collect.keys.create("w", "Shop"));
  for (const [name, trustProxy] of [
    ["direct", false],
    ["behind", ["127.0.0.1"]],
  ] as const) {
    const app = Fastify({ trustProxy: trustProxy as boolean | string[] });
    await app.register(ingest, { intake: collect.intake, keys: collect.keys, bodyLimitBytes: 600_000 });
    urls[name] = await app.listen({ port: 0, host: "127.0.0.1" });
    apps.push(app);
  }
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await collect.stop();
  await store.close();
});

let messages = 0;
const page = { library: { name: "analytics.js", version: "next-1.81.0" } };
const theirs = "203.0.113.77";

/** The address that is stored with a call. */
async function addressOf({
  context = page,
  headers = {},
  to = "behind",
}: {
  context?: object;
  headers?: Record<string, string>;
  to?: "direct" | "behind";
}) {
  const messageId = `m${++messages}`;
  const body = JSON.stringify({ writeKey: key, userId: "1", event: "Cart Viewed", messageId, context });
  const answer = await fetch(`${urls[to]}/v1/track`, { method: "POST", body, headers: { "x-forwarded-for": theirs, ...headers } });
  expect(answer.status).toBe(200);
  await collect.intake.written();
  const sql = "SELECT JSONExtractRaw(context, 'ip') AS ip FROM interactions WHERE workspace_id = 'w' AND message_id = {messageId:String}";
  const [row] = await ask<{ ip: string }>(store.events.client, { tag: "test", sql, bound: { messageId } });
  return row!.ip === "" ? null : (JSON.parse(row!.ip) as string | null);
}

async function decide(privacy: Partial<Privacy>): Promise<void> {
  await savePrivacy(store.records.database, "w", { ...usualPrivacy, ...privacy });
  await collect.rules.refresh("w");
}

test("what a browser sends has the address of its connection, under the workspace's rule about addresses", async () => {
  expect(await addressOf({})).toBe("203.0.113.0");
  await decide({ ip: "keep" });
  expect(await addressOf({})).toBe(theirs);
  expect(await addressOf({ headers: { "x-forwarded-for": "::ffff:203.0.113.9" } })).toBe("203.0.113.9");
  await decide({ ip: "drop" });
  expect(await addressOf({})).toBeNull();
  await decide({ ip: "keep" });
});

test("a header that no trusted proxy wrote says nothing", async () => {
  await decide({ ip: "keep" });
  expect(await addressOf({ to: "direct" })).toBe("127.0.0.1");
  // Nearer proxies write at the end: what the visitor claims stands before it.
  expect(await addressOf({ headers: { "x-forwarded-for": `198.51.100.1, ${theirs}` } })).toBe(theirs);
  for (const odd of ["unknown", "<script>", "999.1.1.1", "_hidden"])
    expect(await addressOf({ headers: { "x-forwarded-for": odd } })).toBeNull();
});

test("what the sender says of its address stands, also that there is none", async () => {
  await decide({ ip: "keep" });
  expect(await addressOf({ context: { ...page, ip: "198.51.100.7" } })).toBe("198.51.100.7");
  expect(await addressOf({ context: { ...page, ip: null } })).toBeNull();
  expect(await addressOf({ context: { ...page, ip: "" } })).toBe("");
});

test("a program on a server has the customer's address only from its author", async () => {
  await decide({ ip: "keep" });
  expect(await addressOf({ context: { library: { name: "@segment/analytics-node" } } })).toBeNull();
  expect(await addressOf({ context: {} })).toBeNull();
  expect(await addressOf({ context: {}, headers: { origin: "https://shop.example" } })).toBe(theirs);
});

const clientSide: Record<string, object[]> = {
  segment: [
    "analytics.js",
    "analytics-ios",
    "analytics-swift",
    "analytics-android",
    "analytics-kotlin",
    "@segment/analytics-react-native",
    "RudderLabs JavaScript SDK",
    "rudder-ios-library",
    "com.rudderstack.android.sdk.core",
  ].map((name) => ({ library: { name } })),
  jitsu: [{ library: { name: "@jitsu/js", env: "browser" } }],
  posthog: ["web", "posthog-ios", "posthog-android", "posthog-react-native"].map((name) => ({ library: { name } })),
  snowplow: ["web", "mob"].map((p) => ({ snowplow: { p } })),
};
const serverSide: Record<string, object[]> = {
  segment: ["@segment/analytics-node", "analytics-python", "analytics-ruby", "axios", "@rudderstack/rudder-sdk-node"].map((name) => ({
    library: { name },
  })),
  jitsu: [{ library: { name: "@jitsu/js", env: "node" } }],
  posthog: ["posthog-node", "posthog-python", "posthog-php", "constructor", ""].map((name) => ({ library: { name } })),
  snowplow: ["srv", "iot", ""].map((p) => ({ snowplow: { p } })),
  ga4: [{ device: { category: "mobile" } }],
  cloudevents: [{ cloudevent: { source: "/shop" } }],
};

test.each(sources.map((source) => [source.id, source] as const))(
  "%s tells the programs on customers' devices from those on servers",
  (id, { isClientSide }) => {
    for (const context of clientSide[id] ?? []) expect(isClientSide(context as never, {}), JSON.stringify(context)).toBe(true);
    for (const context of serverSide[id] ?? []) expect(isClientSide(context as never, {}), JSON.stringify(context)).toBe(false);
    for (const odd of [{}, { library: null }, { library: [] }, { library: { name: {} } }, { snowplow: 7 }])
      expect(isClientSide(odd as never, {})).toBe(false);
  },
);
