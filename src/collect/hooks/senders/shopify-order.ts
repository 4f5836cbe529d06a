import type { Channel } from "../../../model/channel.ts";
import { countryAmong } from "../../phone.ts";
import { bagOf, isGiven, textOf, type Bag } from "../../sources/bag.ts";
import { majorMoney, refunded } from "../reading/amount.ts";
import type { Parcel, Story } from "../sender.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { incomplete, unmappedTopic } from "../unmapped.ts";

const listOf = (value: unknown): Bag[] => (Array.isArray(value) ? value.map(bagOf) : []);

/** The country of an order's or a customer's addresses; without one, the workspace's. */
export function shopCountry(told: Bag, home: string): string {
  const addresses = [told.billing_address, told.shipping_address, told.default_address, bagOf(told.customer).default_address];
  return countryAmong(...addresses.map((address) => bagOf(address).country_code), home);
}

/** An order's customer. The order itself is one of the keys: a refund names only its order. */
function buyerOf(order: Bag, home: string): ReturnType<typeof keysOf> {
  const { id, phone } = bagOf(order.customer);
  const email = order.email || order.contact_email || bagOf(order.customer).email;
  return [
    ...keysOf("shopify", {
      id,
      email,
      phone: order.phone || phone || bagOf(order.billing_address).phone,
      country: shopCountry(order, home),
    }),
    ...keysOf("shopify-order", { id: order.id }),
  ];
}

/** Who ordered, once an order. */
function buyerTold(order: Bag, home: string): Tale[] {
  const { first_name, last_name, email, phone } = bagOf(order.customer);
  const name = [first_name, last_name].map(textOf).join(" ").trim();
  const traits = given({ email: order.email || email, phone: order.phone || phone, name, firstName: first_name, lastName: last_name });
  if (Object.keys(traits).length === 0) return [];
  return [{ what: "is", who: buyerOf(order, home), at: order.created_at, once: `order:${textOf(order.id)}:customer`, traits }];
}

const channels: Record<string, Channel> = { pos: "store", android: "app", iphone: "app", web: "web" };
const channelOf = ({ source_name }: Bag): Channel => channels[textOf(source_name)] ?? "web";

function itemsOf({ line_items }: Bag): Bag[] {
  return listOf(line_items).map((item) =>
    given({
      product_id: textOf(item.product_id),
      sku: item.sku,
      name: item.title ?? item.name,
      variant: item.variant_title,
      brand: item.vendor,
      price: item.price,
      quantity: item.quantity,
    }),
  );
}

function propertiesOf(order: Bag): Bag {
  return given({
    order_id: textOf(order.id),
    order_name: order.name,
    checkout_id: textOf(order.checkout_id),
    total: order.total_price,
    subtotal: order.subtotal_price,
    tax: order.total_tax,
    discount: order.total_discounts,
    shipping: bagOf(bagOf(order.total_shipping_price_set).shop_money).amount,
    coupon: listOf(order.discount_codes)
      .map(({ code }) => textOf(code))
      .join(", "),
    currency: order.currency,
    location_id: textOf(order.location_id),
    source: order.source_name,
    financial_status: order.financial_status,
    fulfillment_status: order.fulfillment_status,
    test: order.test === true ? true : null,
    products: itemsOf(order),
  });
}

/** What an order event tells. An order is completed once, whichever of its events comes first. */
export function orderTold({ topic, body }: Parcel, { country: home }: Story): Tale[] {
  const order = bagOf(body);
  if (!isGiven(order.id)) throw incomplete("An order needs its `id`.");
  const shared = { what: "happened" as const, who: buyerOf(order, home), channel: channelOf(order), properties: propertiesOf(order) };
  // A test order is no money.
  const isTest = order.test === true;
  const money = isTest ? null : majorMoney(order.total_price ?? order.current_total_price, order.currency);
  const flags = isTest ? ["test_order"] : [];
  const completed: Tale = {
    ...shared,
    name: "Order Completed",
    at: order.created_at,
    once: `order:${textOf(order.id)}:completed`,
    money,
    flags,
  };
  switch (topic) {
    case "orders/create":
      return [completed, ...buyerTold(order, home)];
    case "orders/paid":
      return [completed, ...buyerTold(order, home), { ...shared, name: "Order Paid", at: order.processed_at ?? order.updated_at, flags }];
    case "orders/updated":
    case "orders/edited":
    case "orders/partially_fulfilled":
      return [{ ...shared, name: "Order Updated", at: order.updated_at, flags }];
    case "orders/fulfilled":
      return [{ ...shared, name: "Order Fulfilled", at: order.closed_at ?? order.updated_at, flags }];
    case "orders/cancelled": {
      const properties = given({ ...shared.properties, reason: order.cancel_reason });
      return [{ ...shared, name: "Order Cancelled", at: order.cancelled_at ?? order.updated_at, properties, flags }];
    }
    default:
      throw unmappedTopic(topic);
  }
}

/** What a refund tells: what went back to the customer, which may be nothing. */
export function refundTold({ body }: Parcel): Tale[] {
  const refund = bagOf(body);
  const back = listOf(refund.transactions).filter(({ kind, status }) => kind === "refund" && (status === "success" || !isGiven(status)));
  const total = back.reduce((sum, { amount }) => sum + (Number(amount) || 0), 0);
  const currency = back[0]?.currency;
  const lines = listOf(refund.refund_line_items);
  const properties = given({
    refund_id: textOf(refund.id),
    order_id: textOf(refund.order_id),
    note: refund.note,
    products: lines.flatMap(({ line_item, quantity }) => itemsOf({ line_items: [{ ...bagOf(line_item), quantity }] })),
  });
  const money = back.length > 0 ? refunded(majorMoney(total, currency)) : null;
  const who = keysOf("shopify-order", { id: refund.order_id });
  return [
    { what: "happened", name: "Order Refunded", channel: "web", who, at: refund.processed_at ?? refund.created_at, money, properties },
  ];
}

/** What a checkout tells: that it was begun, once. */
export function checkoutTold({ topic, body }: Parcel, { country: home }: Story): Tale[] {
  const checkout = bagOf(body);
  const { id, phone } = bagOf(checkout.customer);
  const email = checkout.email || bagOf(checkout.customer).email;
  const who = [
    ...keysOf("shopify", { id, email, phone: checkout.phone || phone, country: shopCountry(checkout, home) }),
    ...keysOf("shopify-checkout", { id: checkout.token }),
  ];
  const properties = given({
    checkout_id: textOf(checkout.id),
    total: checkout.total_price,
    currency: checkout.currency ?? checkout.presentment_currency,
    products: itemsOf(checkout),
  });
  const shared = { what: "happened" as const, who, channel: channelOf(checkout), properties };
  const started: Tale = {
    ...shared,
    name: "Checkout Started",
    at: checkout.created_at,
    once: `checkout:${textOf(checkout.token)}:started`,
  };
  return topic === "checkouts/create" ? [started] : [started, { ...shared, name: "Checkout Step Completed", at: checkout.updated_at }];
}
