import { describe, expect, test } from "vitest";
import { useDoor } from "./door.ts";
import { snippetOf, useWeb } from "./web-page.ts";

const door = useDoor();
const web = useWeb();

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
    const analytics = AnalyticsBrowser.load({ writeKey: "${door.company.key}", cdnURL: "${door.company.url}" });`,
  "segment in batches": () => `import { AnalyticsBrowser } from "@segment/analytics-next";
    const analytics = AnalyticsBrowser.load({ writeKey: "${door.company.key}", cdnURL: "${door.company.url}" },
      { integrations: { "Segment.io": { deliveryStrategy: { strategy: "batching", config: { size: 3, timeout: 500 } } } } });`,
  rudderstack: () => `import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
    const analytics = new RudderAnalytics();
    analytics.load("${door.company.key}", "${door.company.url}", { configUrl: "${door.company.url}" });
    analytics.reset = ((reset) => () => reset({ entries: { anonymousId: true } }))(analytics.reset.bind(analytics));`,
  "rudderstack with beacons": () => `import { RudderAnalytics } from "@rudderstack/analytics-js/bundled";
    const analytics = new RudderAnalytics();
    analytics.load("${door.company.key}", "${door.company.url}", { configUrl: "${door.company.url}", useBeacon: true, beaconQueueOptions: { flushQueueInterval: 500 } });
    analytics.reset = ((reset) => () => reset({ entries: { anonymousId: true } }))(analytics.reset.bind(analytics));`,
  // An answer to its identify that comes after its reset names the visitor again, inside the library: a page waits for it.
  jitsu: () => `import { jitsuAnalytics } from "@jitsu/js";
    const analytics = jitsuAnalytics({ host: "${door.company.url}", writeKey: "${door.company.key}:any" });
    let identified;
    analytics.identify = ((identify) => (...said) => (identified = identify(...said)))(analytics.identify);
    analytics.reset = ((reset) => () => identified.then(reset))(analytics.reset.bind(analytics));`,
};

describe.skipIf(!web.chromium)("an unchanged library in a browser", () => {
  test.each(Object.keys(programs) as (keyof typeof programs)[])("%s tells a visitor's story whole, and mixes up nobody", async (name) => {
    const shop = await web.open(story(programs[name]()));
    await door.company.stored(7);
    expect(await door.company.timelines()).toEqual(told);
    expect(await door.company.identifications()).toEqual(["group user anonymous", "identify user email anonymous"]);
    // The connection's, shortened as is usual: no library in a browser knows its own.
    expect(await door.company.addresses()).toEqual(["127.0.0.0"]);
    expect(shop.strangers()).toEqual([]);
  });

  test.each([
    ["segment", 9],
    ["segment in batches", 3],
    ["rudderstack", 9],
  ] as const)("%s sends again what it thinks was lost, and it counts once", async (name, requests) => {
    door.company.loseAnswers(2);
    await web.open(story(programs[name]()));
    await expect.poll(() => door.company.requests.length).toBeGreaterThanOrEqual(requests);
    await door.company.stored(7);
    expect(door.company.requests.filter((line) => line.endsWith(" 503"))).toHaveLength(2);
    expect(await door.company.timelines()).toEqual(told);
  });

  test.each(["segment in batches", "rudderstack with beacons"] as const)("%s sends what it holds when its page is left", async (name) => {
    const program = programs[name]().replace(/timeout: 500|flushQueueInterval: 500/, (text) => text.replace("500", "60000"));
    const shop = await web.open(
      `${program}\nanalytics.track("Cart Viewed"); analytics.ready(() => setTimeout(() => (window.isReady = true), 200));`,
    );
    await shop.page.waitForFunction("window.isReady");
    await shop.leave();
    await door.company.stored(1);
    expect(await door.company.timelines()).toEqual([["Cart Viewed"]]);
  });
});

describe.skipIf(!web.chromium)("a program as it is copied from the product", () => {
  test.each([
    ["segment", "Web page", 3],
    ["segment", "Web page, no library", 1],
    ["rudderstack", "Web page", 3],
    ["jitsu", "Web page", 3],
  ])("works: %s, %s", async (sourceId, title, facts) => {
    const shop = await web.open(snippetOf(sourceId, title, door.company));
    await door.company.stored(facts);
    expect(shop.strangers()).toEqual([]);
  });
});
