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
afterEach(() => shop?.close());

/** Everything that a page's program did stayed on this machine. */
const expectNoStranger = () => expect(shop!.requests.filter((url) => !/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(url))).toEqual([]);

// Each program: a visitor looks, says who it is, joins a company, answers; then another person takes the seat.
const story = (analytics: string) => `
  const wait = () => new Promise((resolve) => setTimeout(resolve, 30));
  ${analytics}
  (async () => {
    analytics.page("Shop"); await wait();
    analytics.track("Product Viewed", { sku: "A" }); await wait();
    analytics.identify("42", { name: "Ada", email: "ada@example.com" }); await wait();
    analytics.group("g1", { name: "Analytical Engines" }); await wait();
    analytics.track("Order Completed", { total: 49.9, currency: "EUR" }); await wait();
    analytics.track("NPS Answered", { score: 3 }); await wait();
    await analytics.reset(); await wait();
    analytics.track("Cart Viewed"); await wait();
  })();`;
const told = [["Order Completed", "Product Viewed", "Shop", "recommend"], ["Cart Viewed"]];

const programs = {
  segment: () => `import { AnalyticsBrowser } from "@segment/analytics-next";
    const analytics = AnalyticsBrowser.load({ writeKey: "${company.key}", cdnURL: "${company.url}" });`,
  "segment in batches": () => `import { AnalyticsBrowser } from "@segment/analytics-next";
    const analytics = AnalyticsBrowser.load({ writeKey: "${company.key}", cdnURL: "${company.url}" },
      { integrations: { "Segment.io": { deliveryStrategy: { strategy: "batching", config: { size: 3, timeout: 500 } } } } });`,
  rudderstack: () => `import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
    const analytics = new RudderAnalytics();
    analytics.load("${company.key}", "${company.url}", { configUrl: "${company.url}" });
    analytics.reset = ((reset) => () => reset({ entries: { anonymousId: true } }))(analytics.reset.bind(analytics));`,
  "rudderstack with beacons": () => `import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
    const analytics = new RudderAnalytics();
    analytics.load("${company.key}", "${company.url}", { configUrl: "${company.url}", useBeacon: true, beaconQueueOptions: { flushQueueInterval: 500 } });
    analytics.reset = ((reset) => () => reset({ entries: { anonymousId: true } }))(analytics.reset.bind(analytics));`,
  jitsu: () => `import { jitsuAnalytics } from "@jitsu/js";
    const analytics = jitsuAnalytics({ host: "${company.url}", writeKey: "${company.key}:any" });`,
};

describe.skipIf(!chromium)("an unchanged library in a browser", () => {
  test.each(Object.keys(programs) as (keyof typeof programs)[])("%s tells a visitor's story whole, and mixes up nobody", async (name) => {
    shop = await openPage(browser, story(programs[name]()));
    await company.stored(7);
    expect(await company.timelines()).toEqual(told);
    expect(await company.identifications()).toEqual(["group user anonymous", "identify user email anonymous"]);
    // The connection's, shortened as is usual: no library in a browser knows its own.
    expect(await company.addresses()).toEqual(["127.0.0.0"]);
    expectNoStranger();
  });

  test.each([
    ["segment", 9],
    ["segment in batches", 3],
    ["rudderstack", 9],
  ] as const)("%s sends again what it thinks was lost, and it counts once", async (name, requests) => {
    company.loseAnswers(2);
    shop = await openPage(browser, story(programs[name]()));
    await expect.poll(() => company.requests.length).toBeGreaterThanOrEqual(requests);
    await company.stored(7);
    expect(company.requests.filter((line) => line.endsWith(" 503"))).toHaveLength(2);
    expect(await company.timelines()).toEqual(told);
  });

  test.each(["segment in batches", "rudderstack with beacons"] as const)("%s sends what it holds when its page is left", async (name) => {
    const program = programs[name]().replace(/timeout: 500|flushQueueInterval: 500/, (text) => text.replace("500", "60000"));
    shop = await openPage(
      browser,
      `${program}\nanalytics.track("Cart Viewed"); analytics.ready(() => setTimeout(() => (window.isReady = true), 200));`,
    );
    await shop.page.waitForFunction("window.isReady");
    await shop.leave();
    await company.stored(1);
    expect(await company.timelines()).toEqual([["Cart Viewed"]]);
  });
});

describe.skipIf(!chromium)("a program as it is copied from the product", () => {
  test.each([
    ["segment", "Web page", 3],
    ["segment", "Web page, no library", 1],
    ["rudderstack", "Web page", 3],
    ["jitsu", "Web page", 3],
  ])("works: %s, %s", async (sourceId, title, facts) => {
    shop = await openPage(browser, snippetOf(sourceId, title, company));
    await company.stored(facts);
    expectNoStranger();
  });
});
