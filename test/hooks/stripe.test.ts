import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../support/product.ts";
import { factsOf, lettersOf, makeHook, post, signers } from "./sending.ts";

let product: TestProduct;
let id: string;
let secret: string;
beforeAll(async () => {
  product = await startTestProduct();
  ({ id, secret } = await makeHook(product, "stripe"));
});
afterAll(() => product.stop());

let events = 0;
const send = async (type: string, object: object, more: object = {}, data: object = {}) => {
  const body = JSON.stringify({
    id: `evt_${++events}`,
    object: "event",
    type,
    created: 1_780_000_000,
    livemode: true,
    data: { object, ...data },
    ...more,
  });
  expect((await post(product, id, signers.stripe({ body }, secret, id))).status).toBe(200);
};
const facts = () => factsOf(product, id);
const charge = {
  id: "ch_1",
  object: "charge",
  amount: 2599,
  currency: "eur",
  customer: "cus_9",
  billing_details: { email: "Ada@example.com", phone: null },
  payment_method_details: { type: "card" },
  metadata: { user_id: "42", order_id: "o-1" },
};

test("a charge is money, in whole minor units of its currency", async () => {
  await send("charge.succeeded", charge);
  expect((await facts()).at(-1)).toMatchObject({
    name: "Payment Succeeded",
    revenue: 2599,
    currency: "EUR",
    messageId: "stripe:evt_1",
    at: "2026-05-28 20:26:40.000",
    who: ["user:42", "email:ada@example.com", "anonymous:stripe:cus_9"],
    properties: { order_id: "o-1", method: "card" },
  });
});

test.each([
  ["jpy", 500, 500],
  ["krw", 12_000, 12_000],
  ["usd", 500, 500],
  ["kwd", 5000, 5000],
  ["isk", 50_000, 500],
  ["ugx", 50_000, 500],
])("an amount in %s of %i is %i of its smallest units", async (currency, amount, minor) => {
  await send("charge.succeeded", { ...charge, currency, amount });
  expect((await facts()).at(-1)).toMatchObject({ revenue: minor, currency: currency.toUpperCase() });
});

test("each refund counts what it gave back, not what was given back so far", async () => {
  await send("charge.refunded", { ...charge, amount_refunded: 599 }, {}, { previous_attributes: { amount_refunded: 0 } });
  await send("charge.refunded", { ...charge, amount_refunded: 2599 }, {}, { previous_attributes: { amount_refunded: 599 } });
  expect((await facts()).slice(-2).map(({ name, revenue }) => [name, revenue])).toEqual([
    ["Order Refunded", -599],
    ["Order Refunded", -2000],
  ]);
});

test("an invoice and a checkout are paid by a charge, so they are no money again", async () => {
  await send("invoice.paid", {
    id: "in_1",
    customer: "cus_9",
    customer_email: "ada@example.com",
    amount_paid: 2599,
    currency: "eur",
    number: "A-1",
  });
  await send("checkout.session.completed", {
    id: "cs_1",
    client_reference_id: "42",
    amount_total: 2599,
    currency: "eur",
    customer_details: { email: "ada@example.com" },
  });
  await send("invoice.payment_failed", { id: "in_2", customer: "cus_9", amount_due: 900, currency: "eur", attempt_count: 2 });
  expect((await facts()).slice(-3).map(({ name, revenue }) => [name, revenue])).toEqual([
    ["Invoice Paid", null],
    ["Checkout Completed", null],
    ["Payment Failed", null],
  ]);
});

test("customers and subscriptions are told", async () => {
  await send("customer.updated", {
    id: "cus_9",
    object: "customer",
    email: "ada@example.com",
    name: "Ada",
    metadata: { user_id: "42", plan: "pro" },
  });
  expect((await facts()).at(-1)).toMatchObject({
    table: "identification",
    who: ["user:42", "email:ada@example.com", "anonymous:stripe:cus_9"],
    properties: { name: "Ada", plan: "pro" },
  });
  const subscription = {
    id: "sub_1",
    customer: "cus_9",
    status: "active",
    items: { data: [{ price: { id: "price_1", nickname: "Pro", unit_amount: 900 } }] },
  };
  for (const change of ["created", "updated", "deleted"]) await send(`customer.subscription.${change}`, subscription);
  expect((await facts()).slice(-3).map(({ name, properties }) => [name, properties.plan])).toEqual([
    ["Subscription Started", "Pro"],
    ["Subscription Updated", "Pro"],
    ["Subscription Ended", "Pro"],
  ]);
});

test("a test payment is no money, and an event without a use is kept", async () => {
  await send("charge.succeeded", charge, { livemode: false });
  expect((await facts()).at(-1)).toMatchObject({ revenue: null, flags: ["test_mode"] });
  await send("balance.available", {});
  expect(await lettersOf(product, id)).toMatchObject([{ code: "unmapped_topic", problem: expect.stringContaining("balance.available") }]);
});
