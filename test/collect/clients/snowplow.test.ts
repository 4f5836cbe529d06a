import * as snowplow from "@snowplow/node-tracker";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findChromium, openBrowser } from "../../support/browser.ts";
import { openDoor, type Company, type Door } from "./door.ts";
import { openPage, snippetOf, type WebPage } from "./web-page.ts";

const chromium = findChromium();
let browser: Browser;
let door: Door;
let company: Company;
let shop: WebPage | null = null;
beforeAll(async () => {
  if (chromium) browser = await openBrowser(chromium);
  door = await openDoor();
});
afterAll(async () => {
  await browser?.close();
  await door.stop();
});
beforeEach(async () => {
  company = await door.addCompany();
});
afterEach(async () => {
  await shop?.close();
  shop = null;
});

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
    const endpoint = isKeyed ? `${company.url}/snowplow/${company.key}` : company.url;
    const network = {
      endpoint,
      bufferSize: 1,
      onRequestFailure: (failure: unknown) => failures.push(failure),
      eventMethod: emitter.eventMethod,
    };
    const tracker = snowplow.newTracker({ namespace: "t", appId: company.key, ...options }, network);
    tracker.setDomainUserId("visitor-1");
    tracker.track(snowplow.buildPageView({ pageUrl: "https://shop.example/", pageTitle: "Shop" }), [tier]);
    tracker.track(snowplow.buildPagePing({ pageUrl: "https://shop.example/", maxYOffset: 900 }));
    tracker.setUserId("42");
    tracker.track(snowplow.buildStructEvent({ category: "shop", action: "add-size", value: 42 }));
    tracker.track(snowplow.buildSelfDescribingEvent({ event: ticket }));
    tracker.track(snowplow.buildEcommerceTransaction({ orderId: "7", total: 49.9, currency: "EUR" }));
    tracker.flush();
    await company.stored(5);
    expect(failures).toEqual([]);
    const names = (await company.timelines()).map((timeline) => [...timeline].sort());
    expect(names).toEqual([["Order Completed", "Page Ping", "Shop", "com.acme/ticket_created", "shop/add-size"]]);
    expect(await company.outcomes()).toEqual({ stored: 5 });
    expect(await company.addresses()).toEqual([""]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    company.loseAnswers(2);
    const tracker = snowplow.newTracker({ namespace: "t", appId: company.key }, { endpoint: company.url, bufferSize: 1 });
    tracker.setUserId("42");
    for (let i = 0; i < 3; i++) tracker.track(snowplow.buildSelfDescribingEvent({ event: ticket }));
    // It keeps what failed, and tries again with the next event or flush.
    const again = async () => (tracker.flush(), (await company.outcomes()).known ?? 0);
    await expect.poll(again, { timeout: 30_000 }).toBeGreaterThan(0);
    await company.stored(3);
  });
});

// A visitor looks, says who it is, buys and complains.
const story = (options: string) => `
  import { addPlugin, newTracker, setUserId, trackPageView, trackSelfDescribingEvent, trackStructEvent } from "@snowplow/browser-tracker";
  newTracker("t", "${company.url}", { appId: "${company.key}", ${options} });
  trackPageView({ context: [${JSON.stringify(tier)}] });
  trackStructEvent({ category: "shop", action: "Product Added" });
  setUserId("42");
  trackSelfDescribingEvent({ event: ${JSON.stringify(ticket)} });`;

describe.skipIf(!chromium)("the tracker for browsers, unchanged", () => {
  test.each([
    ["as it is, with credentials", ""],
    ["by pictures", 'eventMethod: "get",'],
    ["without base64, kept alive", "encodeBase64: false, keepalive: true,"],
  ])("%s, tells a visitor's story whole, and gets no cookie", async (_, options) => {
    shop = await openPage(browser, story(options));
    await company.stored(3);
    const names = (await company.timelines()).map((timeline) => [...timeline].sort());
    expect(names).toEqual([["Shop", "com.acme/ticket_created", "shop/Product Added"]]);
    expect(await company.addresses()).toEqual(["127.0.0.0"]);
    expect(shop.requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url))).toEqual([]);
    expect((await shop.page.context().cookies(company.url)).filter(({ name }) => !name.startsWith("_sp_"))).toEqual([]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    company.loseAnswers(1);
    shop = await openPage(browser, `${story("")} import { flushBuffer } from "@snowplow/browser-tracker"; setInterval(flushBuffer, 300);`);
    await expect.poll(async () => (await company.outcomes()).known ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
    await company.stored(3);
  });

  test("works as it is copied from the product", async () => {
    shop = await openPage(browser, snippetOf("snowplow", "Web page", company));
    await company.stored(1);
  });
});
