import { describe, expect, test } from "vitest";
import type { Interaction } from "../../src/model/fact.ts";
import { ga4 } from "../../src/collect/sources/ga4/ga4.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: { measurement_id: "G-1" } };
const read = (body: object) => ga4.read({ client_id: "1.2", ...body }, "collect", arrival);
const one = (name: string, params: object = {}): Interaction => read({ events: [{ name, params }] }).facts[0] as Interaction;
const debug = (body: object, query: object = arrival.query) => {
  const answer = ga4.answer!("debug", ga4.read(body, "debug", arrival), { body, query: query as never, receivedAt })!;
  return (answer.body as { validationMessages: { fieldPath: string; validationCode: string }[] }).validationMessages.map(
    ({ fieldPath, validationCode }) => `${fieldPath} ${validationCode}`,
  );
};

test("a national number of a user is one of the source's country, unless the request says where the user is", () => {
  const keys = (more: object) =>
    ga4.read({ client_id: "1.2", user_properties: { phone: { value: "01 5123456" } }, ...more }, "collect", { ...arrival, country: "FR" })
      .facts[0]!.identities;
  expect(keys({ user_properties: { phone: { value: "01 51 23 45 67" } } })).toContain("phone:+33151234567");
  expect(keys({ user_location: { city: "Vienna", country_id: "AT" } })).toContain("phone:+4315123456");
});

keepsTheSourceContract(ga4, [
  {
    title: "a purchase as a shop's server sends it",
    call: "collect",
    facts: 4,
    rejections: 1,
    body: {
      client_id: "1234567890.1777629600",
      user_id: "42",
      timestamp_micros: 1777629600000000,
      non_personalized_ads: false,
      user_properties: { customer_tier: { value: "premium" } },
      consent: { ad_user_data: "GRANTED", ad_personalization: "DENIED" },
      events: [
        {
          name: "purchase",
          params: {
            transaction_id: "T_12345",
            value: 72.05,
            tax: 3.6,
            shipping: 5.99,
            currency: "USD",
            session_id: "1777629500",
            engagement_time_msec: 100,
            items: [{ item_id: "SKU_12345", item_name: "Shirt", price: 10.01, quantity: 3 }],
          },
        },
        { name: "tutorial_begin" },
        { name: "page_view", params: { page_location: "https://shop.example/a?b", page_title: "Shoes" } },
        { params: {} },
      ],
    },
  },
]);

test("user properties are traits, told once, with the first event or alone", () => {
  const user_properties = { tier: { value: "gold" }, gone: { value: null } };
  const { facts } = read({ user_id: "42", user_properties, events: [{ name: "login" }, { name: "search" }] });
  const traits = { kind: "set", traits: { tier: "gold", gone: null }, identities: ["user:42", "anonymous:1.2"] };
  expect(facts).toMatchObject([{ name: "login" }, { ...traits, isFurther: true }, { name: "search" }]);
  const [alone] = read({ user_properties, events: [] }).facts;
  expect(alone).toMatchObject({ ...traits, identities: ["anonymous:1.2"] });
  expect(alone!.isFurther).toBeUndefined();
});

test("a shop's events are known by the shops' vocabulary and keep their names and items", () => {
  const items = [{ item_id: "a", price: 5 }];
  expect(one("add_to_cart", { value: 5, currency: "USD", items })).toMatchObject({
    name: "add_to_cart",
    touchpoint: "Product Added",
    stage: "consideration",
    revenueMinor: null,
    properties: { value: 5, items },
  });
  expect(one("begin_checkout")).toMatchObject({ touchpoint: "Checkout Started", stage: "purchase" });
  expect(one("constructor")).toMatchObject({ name: "constructor", touchpoint: "", stage: "" });
});

test("money changes hands in a purchase and back in a refund, and nowhere else", () => {
  const money = (name: string, params: object) => [one(name, params).revenueMinor, one(name, params).currency];
  expect(money("purchase", { value: 72.05, currency: "usd" })).toEqual([7205, "USD"]);
  expect(money("purchase", { value: "5" })).toEqual([500, "EUR"]);
  expect(money("refund", { value: 5, currency: "USD" })).toEqual([-500, "USD"]);
  expect(money("purchase", { revenue: 5 })).toEqual([null, ""]);
  expect(money("lead", { value: 5, revenue: 5, currency: "USD" })).toEqual([null, ""]);
});

test("pages and screens are what they are", () => {
  const page = one("page_view", { page_location: "https://shop.example/a?b", page_title: "Shoes", page_referrer: "https://r.example/" });
  expect(page).toMatchObject({ kind: "page", name: "Shoes", channel: "web", properties: { path: "/a", referrer: "https://r.example/" } });
  expect(one("screen_view", { screen_name: "Basket" })).toMatchObject({ kind: "screen", name: "Basket", channel: "app" });
});

test("an event's own time comes before its request's, and consent stays beside it, but no address of the network", () => {
  const micros = (ms: number) => (receivedAt + ms) * 1000;
  const events = [{ name: "a", timestamp_micros: String(micros(-5000)) }, { name: "b" }];
  const consent = { ad_user_data: "GRANTED" };
  const { facts } = read({ timestamp_micros: micros(-9000), events, consent, ip_override: "1.2.3.4" });
  expect(facts.map(({ timestamp }) => timestamp - receivedAt)).toEqual([-5000, -9000]);
  expect((facts[0] as Interaction).context).toEqual({ property: "G-1", consent });
});

test("more than the protocol allows is kept, and its debug address says so", () => {
  const params = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`p${i}`, "x".repeat(i === 0 ? 200 : 1)]));
  const body = { client_id: "1.2", events: Array.from({ length: 30 }, () => ({ name: "a", params })) };
  expect(read(body).facts).toHaveLength(30);
  expect(Object.keys((read(body).facts[0] as Interaction).properties)).toHaveLength(30);
  const messages = debug(body);
  expect(messages[0]).toBe("events EXCEEDED_MAX_ENTITIES");
  expect(messages).toContain("events[29].params EXCEEDED_MAX_ENTITIES");
  expect(messages).toContain("events[0].params.p0 VALUE_INVALID");
});

describe("the debug address says", () => {
  const event = { name: "a", params: { b: 1 } };
  test.each([
    ["nothing of a good request", { client_id: "1", events: [event] }, []],
    ["that nobody is named", { events: [event] }, ["client_id VALUE_REQUIRED"]],
    ["that there is nothing", { client_id: "1" }, ["events VALUE_REQUIRED"]],
    ["that a name is missing", { client_id: "1", events: [{}] }, ["events[0].name VALUE_REQUIRED"]],
    ["that a name is none", { client_id: "1", events: [{ name: "a b" }] }, ["events[0].name NAME_INVALID"]],
    ["that a name is taken", { client_id: "1", events: [{ name: "ga_x" }] }, ["events[0].name NAME_RESERVED"]],
    [
      "that money has no currency",
      { client_id: "1", events: [{ name: "purchase", params: { value: 1 } }] },
      ["events[0].params.currency VALUE_REQUIRED"],
    ],
    [
      "that it is too old",
      { client_id: "1", timestamp_micros: (receivedAt - 73 * 3_600_000) * 1000, events: [event] },
      ["timestamp_micros VALUE_OUT_OF_BOUNDS"],
    ],
    ["that it is too large", { client_id: "1", more: "x".repeat(140_000), events: [event] }, [" EXCEEDED_MAX_ENTITIES"]],
  ])("%s", (_, body, expected) => expect(debug(body)).toEqual(expected));

  test("that the address names no property", () => {
    expect(debug({ client_id: "1", events: [event] }, {})).toEqual(["measurement_id VALUE_REQUIRED"]);
  });
});

test("collecting answers with no words, and what is set aside can be read again on its own", () => {
  const { rejections } = read({ user_id: "42", events: [{ name: "a" }, { params: { x: 1 } }] });
  expect(ga4.answer!("collect", { facts: [], rejections }, { body: {}, query: {}, receivedAt })).toEqual({ status: 204 });
  const item = structuredClone(rejections[0]!.item) as { events: { name?: string }[] };
  item.events[0]!.name = "mended";
  const { call, body } = ga4.again!(item);
  expect(ga4.read(body, call, arrival).facts).toMatchObject([{ name: "mended", identities: ["user:42", "anonymous:1.2"] }]);
});
