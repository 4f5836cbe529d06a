import { PostHog } from "posthog-node";
import { describe, expect, test } from "vitest";
import { useDoor } from "./door.ts";
import { snippetOf, useWeb } from "./web-page.ts";

const door = useDoor();
const web = useWeb();

const visitor = "0199a1c2-7d1e-7000-8000-0123456789ab";
const id = (n: number) => `0199a1c2-7d1e-7000-8000-00000000000${n}`;

/** A server's program. The messages that may have an id have one, so that running it again sends the same. */
async function runServer(options: object = {}): Promise<void> {
  const failures: unknown[] = [];
  const posthog = new PostHog(door.company.key, { host: door.company.url, flushAt: 3, fetchRetryDelay: 100, ...options });
  posthog.on("error", (error: unknown) => failures.push(error));
  posthog.capture({ distinctId: visitor, event: "Product Viewed", uuid: id(1) });
  posthog.capture({
    distinctId: "42",
    event: "Order Completed",
    properties: { total: 49.9, currency: "EUR" },
    groups: { company: "acme" },
    uuid: id(2),
  });
  posthog.capture({
    distinctId: "42",
    event: "Plan Changed",
    properties: { $set: { plan: "pro" }, $set_once: { plan: "free", since: 2026 } },
    uuid: id(3),
  });
  posthog.capture({ distinctId: "old", event: "Cart Viewed", uuid: id(4) });
  await posthog.shutdown();
  expect(failures).toEqual([]);
}

test("posthog-node tells of one person by several names, of traits and of a group, and nothing is missing", async () => {
  await runServer();
  const posthog = new PostHog(door.company.key, { host: door.company.url });
  posthog.identify({ distinctId: "42", properties: { name: "Ada", $set_once: { first: "ad" } } });
  posthog.alias({ distinctId: "42", alias: "old" });
  posthog.alias({ distinctId: "42", alias: visitor });
  posthog.groupIdentify({ groupType: "company", groupKey: "acme", properties: { size: 12 } });
  await posthog.shutdown();
  const [timeline, ...others] = await door.company.timelines();
  expect([...timeline!].sort()).toEqual(["Cart Viewed", "Order Completed", "Plan Changed", "Product Viewed"]);
  expect(others).toEqual([]);
  expect(await door.company.traits()).toEqual([
    { name: "Ada", first: "ad", plan: "pro", since: 2026, group: "acme", "group.company": "acme" },
  ]);
  expect(await door.company.outcomes()).toMatchObject({ stored: 8 });
  expect(await door.company.addresses()).toEqual([""]);
});

test("posthog-node sends again what it thinks was lost, and the same events twice, and each counts once", async () => {
  door.company.loseAnswers(2);
  await runServer();
  expect(door.company.requests.filter((line) => line.endsWith(" 503"))).toHaveLength(2);
  const once = await door.company.timelines();
  await runServer();
  expect(await door.company.timelines()).toEqual(once);
  expect((await door.company.outcomes()).stored).toBe(4);
});

test.each([true, false])("posthog-node halves a batch that is too large, and nothing is missing (packed: %s)", async (isPacked) => {
  const failures: unknown[] = [];
  const posthog = new PostHog(door.company.key, { host: door.company.url, flushAt: 100, maxBatchSize: 100, disableCompression: !isPacked });
  posthog.on("error", (error: unknown) => failures.push(error));
  const words = Array.from({ length: 80 }, (_, i) => `${i}`.repeat(5000).slice(0, 10_000));
  for (let i = 0; i < 8; i++) posthog.capture({ distinctId: "42", event: "Essay Written", properties: { words } });
  await posthog.shutdown();
  expect(door.company.requests.filter((line) => line.endsWith(" 413")).length).toBeGreaterThan(0);
  expect(await door.company.outcomes()).toMatchObject({ stored: 8 });
  expect(failures).toEqual([]);
});

test("posthog-node by its newer protocol hears what became of each event", async () => {
  process.env.POSTHOG_CAPTURE_MODE = "v1";
  try {
    await runServer();
  } finally {
    delete process.env.POSTHOG_CAPTURE_MODE;
  }
  expect(door.company.requests[0]).toBe("POST /i/v1/analytics/events 200");
  expect((await door.company.timelines()).flat().sort()).toEqual(["Cart Viewed", "Order Completed", "Plan Changed", "Product Viewed"]);
  expect(await door.company.outcomes()).toEqual({ stored: 4 });
});

// A visitor looks, says who it is, joins a company, answers; then another person takes the seat.
const story = (options: string) => `
  import posthog from "posthog-js";
  const wait = () => new Promise((resolve) => setTimeout(resolve, 30));
  posthog.init("${door.company.key}", { api_host: "${door.company.url}", ${options} loaded: async () => {
    posthog.capture("Product Viewed", { sku: "A" }); await wait();
    posthog.identify("42", { name: "Ada", email: "ada@example.com" }, { first: "ad" }); await wait();
    posthog.group("company", "g1", { name: "Analytical Engines" }); await wait();
    posthog.capture("Order Completed", { total: 49.9, currency: "EUR" }); await wait();
    posthog.capture("survey sent", { $survey_id: "s", $survey_name: "NPS", $survey_response: 3 }); await wait();
    posthog.alias("old"); await wait();
    posthog.reset(true); await wait();
    posthog.capture("Cart Viewed");
    window.isTold = true;
  } });`;

describe.skipIf(!web.chromium)("posthog-js, unchanged, in a browser", () => {
  test.each([
    ["as it is", ""],
    ["without compression", "disable_compression: true,"],
    ["by XHR and without a queue", 'request_batching: false, api_transport: "XHR",'],
  ])("%s tells a visitor's story whole, and mixes up nobody", async (_, options) => {
    const shop = await web.open(story(options));
    await shop.page.waitForFunction("window.isTold");
    await expect.poll(door.company.outcomes).toMatchObject({ stored: 8 });
    const [first, second, ...others] = await door.company.timelines();
    expect([...first!].sort()).toEqual(["Order Completed", "Product Viewed", "Shop", "recommend"]);
    expect(second).toEqual(["Cart Viewed"]);
    expect(others).toEqual([]);
    expect(await door.company.addresses()).toEqual(["127.0.0.0"]);
    expect(await door.company.traits()).toMatchObject([
      { name: "Ada", email: "ada@example.com", first: "ad", group: "g1", "group.name": "Analytical Engines" },
    ]);
    expect(shop.strangers()).toEqual([]);
  });

  test("clicks are kept unless the page wants none, and the last words come as a beacon", async () => {
    const program = (options: string) => `import posthog from "posthog-js";
      document.body.innerHTML = "<button>Buy</button>";
      posthog.init("${door.company.key}", { api_host: "${door.company.url}", ${options} });`;
    const names = async () => (await door.company.timelines()).flat();
    const left = async () => (await names()).filter((name) => name === "$pageleave").length;
    for (const options of ["", "autocapture: false,"]) {
      const before = await left();
      const shop = await web.open(program(options));
      await shop.page.click("button");
      await shop.page.waitForTimeout(500);
      // The client sends its last words as a beacon when the page hides.
      await shop.page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
      await expect.poll(left).toBeGreaterThan(before);
      await shop.close();
    }
    expect((await names()).filter((name) => name !== "$pageleave").sort()).toEqual(["$autocapture", "Shop", "Shop"]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    door.company.loseAnswers(2);
    await web.open(story("request_batching: false,"));
    await expect.poll(() => door.company.requests.filter((line) => line.endsWith(" 503")).length).toBe(2);
    await expect.poll(async () => (await door.company.outcomes()).known, { timeout: 30_000 }).toBe(2);
    expect((await door.company.outcomes()).stored).toBe(8);
  });
});

describe("a program as it is copied from the product", () => {
  test.skipIf(!web.chromium)("works in a page", async () => {
    await web.open(snippetOf("posthog", "Web page", door.company));
    await expect.poll(door.company.outcomes).toEqual({ stored: 3 });
  });
});
