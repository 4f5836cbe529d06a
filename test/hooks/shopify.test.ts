import "@shopify/shopify-api/adapters/node";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../support/product.ts";
import { factsOf, healthOf, lettersOf, makeHook, post, signers } from "./sending.ts";

let product: TestProduct;
let id: string;
let secret: string;
beforeAll(async () => {
  product = await startTestProduct();
  ({ id, secret } = await makeHook(product, "shopify"));
});
afterAll(() => product.stop());

// The shape of Shopify's own sample of an order, shortened.
const order = {
  id: "820982911946154508",
  name: "#9999",
  email: "Jon@example.com",
  created_at: "2026-10-31T16:09:02-05:00",
  updated_at: "2026-11-01T10:00:00-05:00",
  processed_at: "2026-10-31T16:10:02-05:00",
  cancelled_at: null as string | null,
  cancel_reason: null as string | null,
  closed_at: null,
  currency: "USD",
  total_price: "398.00",
  subtotal_price: "388.00",
  total_tax: "0.00",
  total_discounts: "20.00",
  discount_codes: [{ code: "SPRING", amount: "20.00", type: "fixed_amount" }],
  location_id: 655441491,
  source_name: "pos",
  financial_status: "paid",
  fulfillment_status: "pending",
  test: false,
  phone: null,
  customer: { id: "115310627314723954", email: "jon@example.com", phone: "+15550100123", first_name: "Jon", last_name: "Smith" },
  billing_address: { phone: "555-625-1199" },
  line_items: [
    {
      id: 1,
      product_id: "788032119674292922",
      title: "Example T-Shirt",
      sku: "ex-1",
      price: "19.99",
      quantity: 1,
      vendor: "Acme",
      variant_title: null,
    },
    {
      id: 2,
      product_id: "788032119674292923",
      title: "Hat",
      sku: "ex-2",
      price: "368.01",
      quantity: 1,
      vendor: "Acme",
      variant_title: "red",
    },
  ],
};

// Shopify's ids are numbers beyond 2^53, which JavaScript cannot write.
const unquoted = (body: object) => JSON.stringify(body).replace(/"(\d{18})"/g, "$1");
let deliveries = 0;
const send = async (topic: string, body: object, name = `w${++deliveries}`) => {
  const sent = signers.shopify({ id: name, topic, body: unquoted(body) }, secret, id);
  expect((await post(product, id, sent)).status).toBe(200);
};
const facts = () => factsOf(product, id);

test("what we sign is what Shopify's own library accepts", async () => {
  const shopify = shopifyApi({
    apiKey: "key",
    apiSecretKey: secret,
    hostName: "cx.example.com",
    apiVersion: ApiVersion.July25,
    isEmbeddedApp: false,
    logger: { level: LogSeverity.Error },
  });
  const rawBody = JSON.stringify(order);
  const { headers } = signers.shopify({ body: rawBody, topic: "orders/create" }, secret, id);
  const rawRequest = { method: "POST", url: "/", headers: { ...headers, "X-Shopify-API-Version": "2025-07" } };
  const check = await shopify.webhooks.validate({ rawBody, rawRequest });
  expect(check).toMatchObject({ valid: true });
});

describe("an order", () => {
  test("is completed once, whichever of its events comes first, and carries its money, items and place", async () => {
    await send("orders/paid", order);
    await send("orders/create", order);
    const completed = (await facts()).filter(({ name }) => name === "Order Completed");
    expect(completed).toHaveLength(1);
    expect(completed[0]).toMatchObject({
      revenue: 39_800,
      currency: "USD",
      channel: "store",
      touchpoint: "Order Completed",
      at: "2026-10-31 21:09:02.000",
      who: [
        "email:jon@example.com",
        "phone:+15550100123",
        "anonymous:shopify:115310627314723954",
        "anonymous:shopify-order:820982911946154508",
      ],
      properties: {
        order_id: "820982911946154508",
        location_id: "655441491",
        coupon: "SPRING",
        products: [{ sku: "ex-1" }, { variant: "red" }],
      },
    });
    expect((await facts()).map(({ name }) => name).sort()).toEqual(["Order Completed", "Order Paid", "identify"]);
    expect(await healthOf(product, id)).toMatchObject({ stored: 3, known: 2 });
  });

  test("goes on: updated, fulfilled and cancelled are moments of their own without money", async () => {
    await send("orders/updated", order);
    await send("orders/fulfilled", order);
    await send("orders/cancelled", { ...order, cancelled_at: "2026-11-02T00:00:00Z", cancel_reason: "customer" });
    const after = (await facts()).slice(3);
    expect(after.map(({ name, revenue }) => [name, revenue])).toEqual([
      ["Order Updated", null],
      ["Order Fulfilled", null],
      ["Order Cancelled", null],
    ]);
    expect(after.at(-1)).toMatchObject({ at: "2026-11-02 00:00:00.000", properties: { reason: "customer" } });
  });

  test("that is refunded gives back what was paid back, to the customer who ordered", async () => {
    const transactions = [
      { kind: "refund", status: "success", amount: "19.99", currency: "USD" },
      { kind: "refund", status: "failure", amount: "99.00", currency: "USD" },
    ];
    await send("refunds/create", {
      id: "890088186047892319",
      order_id: "820982911946154508",
      created_at: "2026-11-03T00:00:00Z",
      transactions,
    });
    expect((await facts()).at(-1)).toMatchObject({ name: "Order Refunded", revenue: -1999, currency: "USD" });
    await product.product.collect.follower.caughtUp();
    type Customers = { items: { interactions: number }[] };
    const { items } = (await product.api<Customers>("GET", "/api/customers")).body;
    const lived = items.filter(({ interactions }) => interactions > 0);
    expect(lived).toMatchObject([{ name: "Jon Smith", revenueMinor: 39_800 - 1999 }]);
  });

  test("in a test of the shop's is no money", async () => {
    await send("orders/create", { ...order, id: 1, test: true });
    const [told] = (await facts()).filter(({ flags }) => flags.includes("test_order"));
    expect(told).toMatchObject({ name: "Order Completed", revenue: null });
  });
});

test("a customer and a checkout are told in the vocabulary of tracking", async () => {
  await send("customers/update", {
    id: 7,
    email: "ada@example.com",
    first_name: "Ada",
    last_name: "L",
    updated_at: "2026-11-01T00:00:00Z",
  });
  expect((await facts()).at(-1)).toMatchObject({ table: "identification", properties: { name: "Ada L", email: "ada@example.com" } });
  const checkout = {
    id: 9,
    token: "tok",
    email: "ada@example.com",
    total_price: "10.00",
    currency: "USD",
    created_at: "2026-11-01T00:00:00Z",
    line_items: [],
  };
  await send("checkouts/create", checkout);
  await send("checkouts/update", { ...checkout, updated_at: "2026-11-01T00:05:00Z" });
  expect((await facts()).slice(-2).map(({ name }) => name)).toEqual(["Checkout Started", "Checkout Step Completed"]);
});

test("a privacy request and an unknown event wait for a person, with what there is to do", async () => {
  await send("customers/redact", { shop_domain: "shop.example.com", customer: { id: 7, email: "ada@example.com" }, orders_to_redact: [] });
  await send("products/update", { id: 1 });
  const letters = await lettersOf(product, id);
  expect(letters.map(({ code }) => code).sort()).toEqual(["privacy_request", "unmapped_topic"]);
  const privacy = letters.find(({ code }) => code === "privacy_request")!;
  expect(privacy.problem).toBe("To do: shop.example.com asks to erase a customer (ada@example.com). Remove this when it is done.");
  expect((await product.api("POST", `/api/dead-letters/${privacy.id}/replay`, {})).status).toBe(400);
  expect((await product.api("DELETE", `/api/dead-letters/${privacy.id}`)).status).toBe(200);
});
