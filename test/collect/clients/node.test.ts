import { jitsuAnalytics } from "@jitsu/js";
import RudderAnalytics from "@rudderstack/rudder-sdk-node";
import { Analytics } from "@segment/analytics-node";
import { describe, expect, test } from "vitest";
import { useDoor } from "./door.ts";

const door = useDoor();

type Step = ["track" | "page" | "identify" | "group" | "alias", Record<string, unknown> & { messageId: string }];

// A visitor becomes a customer, who was known under an older id too. The ids are given, so that telling it again sends the same messages.
const steps: Step[] = [
  ["page", { anonymousId: "visitor-1", name: "Shop" }],
  ["track", { anonymousId: "visitor-1", event: "Product Viewed", properties: { sku: "A" } }],
  ["identify", { anonymousId: "visitor-1", userId: "42", traits: { name: "Ada", email: "ada@example.com" } }],
  ["group", { userId: "42", groupId: "g1", traits: { name: "Analytical Engines" } }],
  ["track", { userId: "42", event: "Order Completed", properties: { total: 49.9, currency: "EUR" } }],
  ["track", { userId: "legacy-7", event: "Cart Viewed" }],
  ["alias", { userId: "42", previousId: "legacy-7" }],
  ["track", { userId: "42", event: "NPS Answered", properties: { score: 3, comment: "Late" } }],
  ["track", { anonymousId: "visitor-2", event: "Cart Viewed" }],
].map(([call, fields], i) => [call, { ...(fields as object), messageId: `m${i}` }] as Step);

const at = (i: number) => new Date(Date.UTC(2026, 4, 1, 12, i));
const told = [["Cart Viewed", "Order Completed", "Product Viewed", "Shop", "recommend"], ["Cart Viewed"]];

const tellers = {
  async segment() {
    const analytics = new Analytics({ writeKey: door.company.key, host: door.company.url, flushAt: 4 });
    const failures: unknown[] = [];
    analytics.on("error", (error) => failures.push(error));
    for (const [i, [call, fields]] of steps.entries()) analytics[call]({ ...fields, timestamp: at(i) } as never);
    await analytics.closeAndFlush();
    expect(failures).toEqual([]);
  },
  async rudderstack() {
    const analytics = new RudderAnalytics(door.company.key, { dataPlaneUrl: door.company.url, flushAt: 4, logLevel: "none" as never });
    for (const [i, [call, fields]] of steps.entries()) analytics[call]({ ...fields, originalTimestamp: at(i) } as never);
    while ((await analytics.flush()) as unknown) await new Promise((resolve) => setTimeout(resolve, 20));
  },
};

describe.each(Object.keys(tellers) as (keyof typeof tellers)[])("%s's unchanged library for Node.js", (name) => {
  test("tells a story whole, and telling it twice changes nothing", async () => {
    for (let time = 0; time < 2; time++) {
      await tellers[name]();
      await door.company.stored(steps.length);
      expect(await door.company.timelines()).toEqual(told);
    }
    expect(await door.company.identifications()).toEqual(["alias user", "group user", "identify user email anonymous"]);
    expect(await door.company.addresses()).toEqual([""]);
  });

  test("sends again what it thinks was lost, and it counts once", async () => {
    door.company.loseAnswers(1);
    await tellers[name]();
    await door.company.stored(steps.length);
    expect(door.company.requests.filter((line) => line.endsWith(" 503"))).toHaveLength(1);
    expect(await door.company.timelines()).toEqual(told);
  });
});

test("Jitsu's unchanged library on a server tells everything, without a cookie or a visitor", async () => {
  const analytics = jitsuAnalytics({ host: door.company.url, writeKey: `${door.company.key}:any`, s2s: true });
  await analytics.identify("42", { email: "ada@example.com" });
  await analytics.page({ name: "Shop" });
  await analytics.track("Order Completed", { total: 49.9, currency: "EUR" });
  await analytics.group("g1", { name: "Analytical Engines" });
  await door.company.stored(4);
  expect(await door.company.timelines()).toEqual([["Order Completed", "Shop"]]);
  expect(await door.company.addresses()).toEqual([""]);
  expect(door.company.requests.every((line) => line.startsWith("POST /api/s/s2s/") && line.endsWith(" 200"))).toBe(true);
});
