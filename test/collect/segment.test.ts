import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Feedback, Identification, Interaction } from "../../src/model/fact.ts";
import { segment } from "../../src/collect/sources/segment/segment.ts";
import { keepsTheSourceContract, placed } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: {} };
const read = (call: string, body: unknown) => segment.read(body, call, arrival);
const one = <T>(call: string, body: object): T => read(call, body).facts[0] as T;
const code = (call: string, body: object) => read(call, body).rejections[0]?.code;
const track = (event: string, properties: object = {}, rest: object = {}) =>
  one<Interaction>("track", { userId: "1", event, properties, messageId: "m", ...rest });

keepsTheSourceContract(segment, [
  {
    title: "a batch as the Node client sends it",
    call: "batch",
    facts: 3,
    rejections: 1,
    body: {
      batch: [
        {
          type: "identify",
          userId: "42",
          traits: { email: "a@b.co" },
          context: { library: { name: "@segment/analytics-node" } },
          messageId: "node-1",
        },
        {
          type: "track",
          event: "Order Completed",
          userId: "42",
          properties: { total: 9.9 },
          timestamp: "2026-04-30T10:00:00Z",
          messageId: "node-2",
        },
        { type: "alias", userId: "42", previousId: "old", messageId: "node-3" },
        { type: "track", userId: "42", messageId: "node-4" },
      ],
      sentAt: "2026-05-01T00:00:00.000Z",
      writeKey: "k",
    },
  },
  {
    title: "a page call as the browser client sends it",
    call: "page",
    facts: 1,
    rejections: 0,
    body: {
      anonymousId: "f3a1",
      properties: { path: "/shop", title: "Shop", url: "https://example.com/shop" },
      context: { page: { path: "/shop" }, locale: "de-DE", library: { name: "analytics.js", version: "next-1.0" } },
      integrations: { All: true },
      _metadata: { bundled: ["Segment.io"] },
    },
  },
]);

describe("what a call needs", () => {
  test.each([
    ["no_user_anon_id", "track", { event: "x" }],
    ["no_user_anon_id", "track", { event: "x", userId: "", anonymousId: null }],
    ["no_event", "track", { userId: "1" }],
    ["no_event", "track", { userId: "1", event: "\u0007\n" }],
    ["no_group_id", "group", { userId: "1" }],
    ["no_previous_id", "alias", { userId: "1" }],
    ["no_user_id", "alias", { anonymousId: "1", previousId: "2" }],
    ["message_id_too_long", "track", { userId: "1", event: "x", messageId: "x".repeat(257) }],
    [
      "too_large",
      "track",
      { userId: "1", event: "x", properties: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [i, "é".repeat(500)])) },
    ],
    ["score_off_scale", "track", { userId: "1", event: "NPS Answered", properties: { score: 11 } }],
    ["unknown_question", "track", { userId: "1", event: "Survey Answered", properties: { question: "mood", score: 3 } }],
    ["no_answer", "track", { userId: "1", event: "Survey Answered", properties: { question: "nps" } }],
  ])("otherwise %s", (expected, call, body) => expect(code(call, body)).toBe(expected));

  test("an item of a batch needs its type, and a bad one takes no other with it", () => {
    const { facts, rejections } = read("batch", { batch: [null, { userId: "1" }, { type: "page", userId: "1" }, "x"] });
    expect(facts).toHaveLength(1);
    expect(rejections.map(({ index, code }) => [index, code])).toEqual([
      [0, "not_an_object"],
      [1, "unknown_type"],
      [3, "not_an_object"],
    ]);
  });

  test("a batch of more than 2 500 is refused as a whole", () => {
    const batch = Array.from({ length: 2501 }, () => ({ type: "page", userId: "1" }));
    expect(() => read("batch", { batch })).toThrow(expect.objectContaining({ code: "batch_too_large" }));
  });
});

test("ids that name nobody are not used, and the event is kept", () => {
  const fact = track("Visit", {}, { userId: "guest", anonymousId: 77 });
  expect(fact).toMatchObject({ identities: ["anonymous:77"], flags: ["id_illegal"] });
  expect(track("Visit", {}, { userId: "null" })).toMatchObject({ identities: [], flags: ["id_illegal"] });
});

test("an address and a phone number with its country are keys, other numbers are not", () => {
  const said = (traits: object) => one<Identification>("identify", { userId: "1", traits }).identities;
  expect(said({ email: " Ada@Example.com ", phone: "+49 (151) 123-456" })).toEqual([
    "user:1",
    "email:ada@example.com",
    "phone:+49151123456",
  ]);
  expect(said({ email: "nobody", phone: "0151 123456" })).toEqual(["user:1"]);
});

test("what the batch says holds for items that do not say otherwise", () => {
  const item = { type: "track", userId: "1", event: "x", context: { b: 2 }, timestamp: receivedAt - 5000 };
  const body = { context: { a: 1, b: 1 }, sentAt: receivedAt + 60_000, batch: [item, { ...item, sentAt: receivedAt }] };
  const [first, second] = read("batch", body).facts as Interaction[];
  expect(first).toMatchObject({ context: { a: 1, b: 2 }, timestamp: receivedAt - 65_000 });
  expect(second!.timestamp).toBe(receivedAt - 5000);
});

test("an item's own clock wins over its batch's, and a batch's holds for items without one", () => {
  const at = (minutes: number) => new Date(receivedAt + minutes * 60_000).toISOString();
  const item = { type: "track", userId: "1", event: "x" };
  const batch = [item, { ...item, originalTimestamp: at(-30), sentAt: at(-20) }, { ...item, timestamp: at(-2) }];
  const facts = read("batch", { batch, timestamp: at(-5), sentAt: at(-1) }).facts as Interaction[];
  expect(facts.map(({ timestamp }) => (timestamp - receivedAt) / 60_000)).toEqual([-4, -10, -1]);
  const impossible = track("x", {}, { timestamp: "1999-01-01" });
  expect(impossible).toMatchObject({ timestamp: receivedAt, originalTimestamp: Date.UTC(1999, 0, 1), flags: ["ts_clamped"] });
});

test("without an id an item gets one of its own, and ids that repeat are left for the intake to count once", () => {
  const item = { type: "track", userId: "1", event: "x" };
  const [first, second, third, fourth] = read("batch", {
    batch: [item, item, { ...item, messageId: " m " }, { ...item, messageId: "m" }],
  }).facts;
  expect(first!.messageId).not.toBe(second!.messageId);
  expect(first!.flags).toEqual(["message_id_assigned"]);
  expect([third!.messageId, fourth!.messageId]).toEqual(["m", "m"]);
});

test("integrations of a batch and of its item are kept together, nested as they came, and no key is", () => {
  const item = {
    type: "track",
    userId: "1",
    event: "x",
    writeKey: "wk_1",
    api_key: "wk_1",
    integrations: { All: false, Mail: { list: ["a"] } },
  };
  const [fact] = read("batch", { batch: [item], writeKey: "wk_1", integrations: { All: true, Ads: { on: true } } }).facts as Interaction[];
  expect(fact!.context).toEqual({ integrations: { All: false, Ads: { on: true }, Mail: { list: ["a"] } } });
});

test("a field that the protocol does not know is kept", () => {
  expect(track("x", {}, { mood: "fine", integrations: { All: false } }).context).toEqual({
    integrations: { All: false },
    extra: { mood: "fine" },
  });
});

test("events of the shopping vocabulary have their stage in any version, others are their own touchpoint", () => {
  const at = (event: string) => placed(track(event));
  expect(at("Completed Order")).toMatchObject({ name: "Completed Order", touchpoint: "Order Completed", stage: "purchase" });
  expect(at("product viewed")).toMatchObject({ touchpoint: "Product Viewed", stage: "consideration" });
  expect(at("Door Opened")).toMatchObject({ touchpoint: "Door Opened", stage: "" });
  const screen = placed(one<Interaction>("screen", { userId: "1", name: "Home" }));
  expect(screen).toMatchObject({ touchpoint: "Home", channel: "app", kind: "screen" });
});

test("the channel is what the call says, else what its sender suggests", () => {
  const channel = (properties: object, context: object = {}) => track("x", properties, { context }).channel;
  expect(channel({ channel: "Store" })).toBe("store");
  expect(channel({ channel: "carrier pigeon" }, { library: { name: "analytics-ios" } })).toBe("app");
  expect(channel({}, { library: { name: "analytics-react-native-js" } })).toBe("app");
  expect(channel({}, { library: { name: "analytics.js" }, device: {} })).toBe("web");
  expect(channel({}, { device: { type: "ios" } })).toBe("app");
});

test("money counts once: on the completed order, against it on a refund, and nowhere in between", () => {
  const money = (event: string, properties: object) => {
    const { revenueMinor, currency, flags } = track(event, properties);
    return [revenueMinor, currency, ...flags];
  };
  expect(money("Order Completed", { revenue: 1.005, total: 5 })).toEqual([101, "EUR"]);
  expect(money("Order Completed", { total: "1200", currency: "jpy" })).toEqual([1200, "JPY"]);
  expect(money("Order Refunded", { total: 20, currency: "USD" })).toEqual([-2000, "USD"]);
  expect(money("Checkout Started", { revenue: 20 })).toEqual([null, ""]);
  expect(money("Ticket Sold", { revenue: 1.234, currency: "KWD" })).toEqual([1234, "KWD"]);
  expect(money("Order Completed", { total: 1, currency: "XYZ" })).toEqual([null, "", "currency_unknown"]);
  expect(money("Order Completed", { total: "a lot" })).toEqual([null, "", "revenue_unreadable"]);
});

test("answers and reviews are feedback", () => {
  const answer = { metric: "CSAT", score: "4", comment: " fine ", language: "en", touchpoint: "Delivery" };
  expect(one<Feedback>("track", { userId: "1", event: "Survey Answered", properties: answer })).toMatchObject({
    fact: "feedback",
    question: "satisfaction",
    score: 4,
    comment: "fine",
    touchpoint: "Delivery",
  });
  const review = { rating: 2, review_body: "Broke", product_id: "p" };
  expect(one<Feedback>("track", { userId: "1", event: "Product Reviewed", properties: review })).toMatchObject({
    question: "satisfaction",
    score: 2,
    comment: "Broke",
  });
  expect(one<Feedback>("track", { userId: "1", event: "Feedback Submitted", properties: { comment: "Hi" } })).toMatchObject({
    question: "",
    score: null,
  });
});

test("whatever JSON comes as a call, it is a fact or a rejection", () => {
  const name = fc.constantFrom(
    "type",
    "userId",
    "anonymousId",
    "event",
    "properties",
    "traits",
    "context",
    "timestamp",
    "messageId",
    "previousId",
    "groupId",
  );
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom("track", "identify", "alias", "1", "2026-01-01", "NPS Answered"));
  fc.assert(
    fc.property(fc.array(fc.dictionary(name, value), { maxLength: 5 }), (batch) => {
      const { facts, rejections } = read("batch", { batch });
      expect(facts.length + rejections.length).toBe(batch.length);
    }),
  );
});
