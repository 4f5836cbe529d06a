import { describe, expect, test } from "vitest";
import type { Interaction } from "../../src/model/fact.ts";
import { snowplow } from "../../src/collect/sources/snowplow/snowplow.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: {} };
const read = (data: object[]) => snowplow.read({ data }, "post", arrival);
const one = (event: object): Interaction => read([{ eid: "e", uid: "42", ...event }]).facts[0] as Interaction;
const code = (event: object) => read([{ eid: "e", ...event }]).rejections[0]?.code;

const unstruct = (schema: string, data: unknown) => ({
  schema: "iglu:com.snowplowanalytics.snowplow/unstruct_event/jsonschema/1-0-0",
  data: { schema, data },
});
const packed = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const contexts = (...data: object[]) => ({ schema: "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-0", data });

keepsTheSourceContract(snowplow, [
  {
    title: "a payload as the browser tracker sends it",
    call: "post",
    facts: 2,
    rejections: 1,
    body: {
      schema: "iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4",
      data: [
        {
          e: "pv",
          url: "https://shop.example/shoes?x=1",
          page: "Shoes",
          tv: "js-4.10.1",
          tna: "sp",
          aid: "k",
          p: "web",
          cookie: "1",
          lang: "en-US",
          res: "800x600",
          eid: "8f9b1d62-b0d4-4c2e-8d0c-3a2a3c4a9f11",
          dtm: "1777629599000",
          vid: "1",
          sid: "6c3e3f9a-1d3d-4f8c-9c3a-6f2d1b7e8a90",
          duid: "d1",
          cx: packed(contexts({ schema: "iglu:com.snowplowanalytics.snowplow/web_page/jsonschema/1-0-0", data: { id: "p1" } })),
          stm: "1777629600000",
        },
        {
          e: "ue",
          eid: "b",
          duid: "d1",
          aid: "k",
          p: "web",
          ue_px: packed(unstruct("iglu:com.snowplowanalytics.snowplow/link_click/jsonschema/1-0-1", { targetUrl: "https://a.example/" })),
        },
        { e: "ue", eid: "c", duid: "d1", aid: "k", ue_px: "no json" },
      ],
    },
  },
]);

test("a page view, a page ping and a structured event are what they are, and only the first is a page", () => {
  const page = { url: "https://shop.example/shoes?x=1", page: "Shoes", refr: "https://a.example/", p: "web" };
  expect(one({ e: "pv", ...page })).toMatchObject({
    kind: "page",
    name: "Shoes",
    channel: "web",
    properties: { path: "/shoes", url: page.url, referrer: page.refr },
  });
  expect(one({ e: "pp", ...page, pp_may: "900" })).toMatchObject({ kind: "track", name: "Page Ping", properties: { most_y: "900" } });
  const structured = one({ e: "se", se_ca: "shop", se_ac: "add-size", se_la: "42", se_va: "1", p: "mob" });
  expect(structured).toMatchObject({ kind: "track", name: "shop/add-size", channel: "app", revenueMinor: null });
  expect(structured.properties).toEqual({ category: "shop", action: "add-size", label: "42", value: "1" });
});

describe("a self-describing event", () => {
  const event = unstruct("iglu:com.acme/ticket_created/jsonschema/2-1-0", { topic: "delivery" });
  const said = { name: "com.acme/ticket_created", touchpoint: "Ticket Created", stage: "service", properties: { topic: "delivery" } };
  test("is named by its schema, and known by the words of it", () => {
    expect(one({ e: "ue", ue_pr: JSON.stringify(event) })).toMatchObject(said);
  });
  test("is the same in base64", () => expect(one({ e: "ue", ue_px: packed(event) })).toMatchObject(said));
  test("has its own name where the words are not known", () => {
    const other = unstruct("iglu:com.acme/size_chosen/jsonschema/1-0-0", [1]);
    expect(one({ e: "ue", ue_pr: JSON.stringify(other) })).toMatchObject({ name: "com.acme/size_chosen", touchpoint: "", stage: "" });
  });
  test("of an app's screen is a screen", () => {
    const screen = unstruct("iglu:com.snowplowanalytics.mobile/screen_view/jsonschema/1-0-0", { name: "Basket", id: "x" });
    expect(one({ e: "ue", ue_pr: JSON.stringify(screen), p: "mob" })).toMatchObject({ kind: "screen", name: "Basket", channel: "app" });
  });
  test("longer than a text may be is unpacked before it is cut", () => {
    const long = unstruct("iglu:com.acme/note/jsonschema/1-0-0", { a: "x".repeat(15_000), b: "y".repeat(15_000) });
    expect(one({ e: "ue", ue_px: packed(long) }).properties).toEqual({ a: "x".repeat(15_000), b: "y".repeat(15_000) });
  });
});

test("entities are kept under the context, and the address under its usual name", () => {
  const entity = { schema: "iglu:com.acme/user/jsonschema/1-0-0", data: { tier: "gold" } };
  const plain = one({ e: "pv", co: JSON.stringify(contexts(entity)), ip: "1.2.3.4", res: "1x1" });
  expect(plain.context).toEqual({ contexts: [entity], ip: "1.2.3.4", snowplow: { res: "1x1" } });
  expect(one({ e: "pv", cx: packed(contexts(entity)) }).context.contexts).toEqual([entity]);
});

test("an order counts its money once, also by the shop's plugin", () => {
  const order = { e: "tr", tr_id: "7", tr_tt: "49.90", tr_cu: "USD" };
  expect(one(order)).toMatchObject({ name: "Order Completed", revenueMinor: 4990, currency: "USD" });
  expect(one({ e: "ti", ti_id: "7", ti_sk: "s", ti_pr: "49.90" })).toMatchObject({ name: "Order Item", revenueMinor: null });
  const commerce = (type: string, name: string, data: object) => ({
    e: "ue",
    ue_pr: JSON.stringify(unstruct("iglu:com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action/jsonschema/1-0-2", { type })),
    co: JSON.stringify(contexts({ schema: `iglu:com.snowplowanalytics.snowplow.ecommerce/${name}/jsonschema/1-0-0`, data })),
  });
  const name = "com.snowplowanalytics.snowplow.ecommerce/snowplow_ecommerce_action";
  const bought = one(commerce("transaction", "transaction", { transaction_id: "7", revenue: 49.9, currency: "USD" }));
  expect(bought).toMatchObject({ name, touchpoint: "Order Completed", revenueMinor: 4990, currency: "USD" });
  const returned = one(commerce("refund", "refund", { transaction_id: "7", refund_amount: 9.9, currency: "USD" }));
  expect(returned).toMatchObject({ touchpoint: "Order Refunded", revenueMinor: -990 });
  expect(one(commerce("add_to_cart", "product", { id: "p" }))).toMatchObject({ touchpoint: "Product Added", revenueMinor: null });
});

test("the user, the device and what else knows the device are keys of the customer", () => {
  const session = { schema: "iglu:com.snowplowanalytics.snowplow/client_session/jsonschema/1-0-2", data: { userId: "phone" } };
  const event = { e: "pv", duid: "d", tnuid: "n", co: JSON.stringify(contexts(session)) };
  expect(one(event).identities).toEqual(["user:42", "anonymous:d", "anonymous:n", "anonymous:phone"]);
});

describe("when it happened", () => {
  test.each([
    ["is corrected by the time of sending", { dtm: "1577836800000", stm: "1577836805000" }, -5000],
    ["is the true time as it stands", { ttm: String(receivedAt - 7000), dtm: "1577836800000", stm: "1577836805000" }, -7000],
    ["is when it came, where nothing is said", {}, 0],
  ])("%s", (_, times, expected) => expect(one({ e: "pv", ...times }).timestamp - receivedAt).toBe(expected));
});

describe("what an event needs", () => {
  test.each([
    ["unknown_type", { e: "xx", uid: "1" }],
    ["unknown_type", { uid: "1" }],
    ["no_user_anon_id", { e: "pv" }],
    ["no_event", { e: "se", uid: "1" }],
    ["bad_self_describing", { e: "ue", uid: "1" }],
    ["bad_self_describing", { e: "ue", uid: "1", ue_pr: "{" }],
    ["bad_self_describing", { e: "ue", uid: "1", ue_pr: JSON.stringify(unstruct("acme", {})) }],
    ["bad_self_describing", { e: "pv", uid: "1", cx: "e30x" }],
  ])("otherwise %s", (expected, event) => expect(code(event)).toBe(expected));
});

test("the key is the app id, wherever it stands, or in the address, where the app id may be any", () => {
  const keyIn = (asked: object) => snowplow.keyIn!({ headers: {}, query: {}, params: {}, body: null, ...asked });
  expect(keyIn({ body: { data: [{ aid: "k" }] } })).toBe("k");
  expect(keyIn({ query: { aid: "k" } })).toBe("k");
  expect(keyIn({ params: { key: "k" }, query: { aid: "shop" } })).toBe("k");
  const data = [
    { e: "pv", uid: "1", eid: "a", aid: "k" },
    { e: "pv", uid: "1", eid: "b", aid: "other" },
  ];
  expect(read(data).rejections).toMatchObject([{ index: 1, code: "key_conflict" }]);
  expect(snowplow.read({ data }, "keyed post", arrival).rejections).toEqual([]);
});

test("what is set aside can be read again on its own, also when it came as a picture", () => {
  const query = { e: "xx", uid: "1", eid: "e", aid: "k" };
  const { rejections } = snowplow.read(null, "pixel", { ...arrival, query });
  const { call, body } = snowplow.again!({ ...(rejections[0]!.item as object), e: "pv" });
  expect(snowplow.read(body, call, arrival).facts).toMatchObject([{ kind: "page", messageId: "e" }]);
});
