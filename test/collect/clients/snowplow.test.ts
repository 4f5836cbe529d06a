import * as snowplow from "@snowplow/node-tracker";
import { describe, expect, test } from "vitest";
import { useDoor } from "./door.ts";
import { snippetOf, useWeb } from "./web-page.ts";

const door = useDoor();
const web = useWeb();

const ticket = { schema: "iglu:com.acme/ticket_created/jsonschema/1-0-0", data: { topic: "delivery" } };
const tier = { schema: "iglu:com.acme/tier/jsonschema/1-0-0", data: { tier: "gold" } };

describe("the tracker for Node.js, unchanged", () => {
  test.each([
    ["by POST", { eventMethod: "post" as const }, {}],
    ["by GET, as pictures", { eventMethod: "get" as const }, {}],
    ["without base64", { eventMethod: "post" as const }, { encodeBase64: false }],
    ["to an address that holds the key", { eventMethod: "post" as const, customPostPath: "" }, { appId: "shop" }],
  ])("%s, tells a visitor's story whole", async (_, emitter, options) => {
    const failures: unknown[] = [];
    const isKeyed = "customPostPath" in emitter;
    const endpoint = isKeyed ? `${door.company.url}/snowplow/${door.company.key}` : door.company.url;
    const network = {
      endpoint,
      bufferSize: 1,
      onRequestFailure: (failure: unknown) => failures.push(failure),
      eventMethod: emitter.eventMethod,
    };
    const tracker = snowplow.newTracker({ namespace: "t", appId: door.company.key, ...options }, network);
    tracker.setDomainUserId("visitor-1");
    tracker.track(snowplow.buildPageView({ pageUrl: "https://shop.example/", pageTitle: "Shop" }), [tier]);
    tracker.track(snowplow.buildPagePing({ pageUrl: "https://shop.example/", maxYOffset: 900 }));
    tracker.setUserId("42");
    tracker.track(snowplow.buildStructEvent({ category: "shop", action: "add-size", value: 42 }));
    tracker.track(snowplow.buildSelfDescribingEvent({ event: ticket }));
    tracker.track(snowplow.buildEcommerceTransaction({ orderId: "7", total: 49.9, currency: "EUR" }));
    tracker.flush();
    await door.company.stored(5);
    expect(failures).toEqual([]);
    const names = (await door.company.timelines()).map((timeline) => [...timeline].sort());
    expect(names).toEqual([["Order Completed", "Page Ping", "Shop", "com.acme/ticket_created", "shop/add-size"]]);
    expect(await door.company.outcomes()).toEqual({ stored: 5 });
    expect(await door.company.addresses()).toEqual([""]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    door.company.loseAnswers(2);
    const tracker = snowplow.newTracker({ namespace: "t", appId: door.company.key }, { endpoint: door.company.url, bufferSize: 1 });
    tracker.setUserId("42");
    for (let i = 0; i < 3; i++) tracker.track(snowplow.buildSelfDescribingEvent({ event: ticket }));
    // It keeps what failed, and tries again with the next event or flush.
    const again = async () => (tracker.flush(), (await door.company.outcomes()).known ?? 0);
    await expect.poll(again, { timeout: 30_000 }).toBeGreaterThan(0);
    await door.company.stored(3);
  });
});

// A visitor looks, says who it is, buys and complains.
const story = (options: string) => `
  import { addPlugin, newTracker, setUserId, trackPageView, trackSelfDescribingEvent, trackStructEvent } from "@snowplow/browser-tracker";
  newTracker("t", "${door.company.url}", { appId: "${door.company.key}", ${options} });
  trackPageView({ context: [${JSON.stringify(tier)}] });
  trackStructEvent({ category: "shop", action: "Product Added" });
  setUserId("42");
  trackSelfDescribingEvent({ event: ${JSON.stringify(ticket)} });`;

describe.skipIf(!web.chromium)("the tracker for browsers, unchanged", () => {
  test.each([
    ["as it is, with credentials", ""],
    ["by pictures", 'eventMethod: "get",'],
    ["without base64, kept alive", "encodeBase64: false, keepalive: true,"],
  ])("%s, tells a visitor's story whole, and gets no cookie", async (_, options) => {
    const shop = await web.open(story(options));
    await door.company.stored(3);
    const names = (await door.company.timelines()).map((timeline) => [...timeline].sort());
    expect(names).toEqual([["Shop", "com.acme/ticket_created", "shop/Product Added"]]);
    expect(await door.company.addresses()).toEqual(["127.0.0.0"]);
    expect(shop.strangers()).toEqual([]);
    expect((await shop.page.context().cookies(door.company.url)).filter(({ name }) => !name.startsWith("_sp_"))).toEqual([]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    door.company.loseAnswers(1);
    await web.open(`${story("")} import { flushBuffer } from "@snowplow/browser-tracker"; setInterval(flushBuffer, 300);`);
    await expect.poll(async () => (await door.company.outcomes()).known ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
    await door.company.stored(3);
  });

  test("works as it is copied from the product", async () => {
    await web.open(snippetOf("snowplow", "Web page", door.company));
    await door.company.stored(1);
  });
});
