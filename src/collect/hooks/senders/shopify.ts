import { bagOf, textOf } from "../../sources/bag.ts";
import { Refusal } from "../../sources/refusal.ts";
import { headerOf, type Parcel, type Sender, type Story } from "../sender.ts";
import { requireSignature } from "../signature.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { unmappedTopic } from "../unmapped.ts";
import { checkoutTold, orderTold, refundTold, shopCountry } from "./shopify-order.ts";

const privacyTopics: Record<string, string> = {
  "customers/data_request": "asks what is held of a customer: export it and send it to the shop",
  "customers/redact": "asks to erase a customer",
  "shop/redact": "asks to erase everything that came from this shop",
};

/** Shops on Shopify: `X-Shopify-Hmac-Sha256` is the base64 HMAC-SHA256 of the raw body under the app's client secret. */
export const shopify: Sender = {
  id: "shopify",
  title: "Shopify",
  secretFrom: "sender",
  verify: (delivery, secrets) =>
    requireSignature([headerOf(delivery, "x-shopify-hmac-sha256")], {
      message: [delivery.bytes],
      secrets,
      algorithm: "sha256",
      encoding: "base64",
    }),
  // The event's id is the same in every subscription; the webhook's id is that of one delivery and its retries.
  unpack: (body, delivery) => [
    {
      id: headerOf(delivery, "x-shopify-webhook-id") || headerOf(delivery, "x-shopify-event-id"),
      topic: headerOf(delivery, "x-shopify-topic"),
      body,
    },
  ],
  read(parcel, story) {
    const { topic } = parcel;
    if (topic.startsWith("orders/")) return orderTold(parcel, story);
    if (topic === "refunds/create") return refundTold(parcel);
    if (topic === "checkouts/create" || topic === "checkouts/update") return checkoutTold(parcel, story);
    if (topic === "customers/create" || topic === "customers/update") return customerTold(parcel, story);
    if (topic in privacyTopics) throw privacyRequest(parcel);
    throw unmappedTopic(topic);
  },
};

function customerTold({ body }: Parcel, { country }: Story): Tale[] {
  const customer = bagOf(body);
  const { id, email, phone, first_name, last_name, tags, locale, created_at, updated_at, orders_count, total_spent, currency } = customer;
  const name = [first_name, last_name].map(textOf).join(" ").trim();
  const traits = given({
    email,
    phone,
    name,
    firstName: first_name,
    lastName: last_name,
    tags,
    locale,
    orders_count,
    total_spent,
    currency,
  });
  return [
    {
      what: "is",
      who: keysOf("shopify", { id, email, phone, country: shopCountry(customer, country) }),
      at: updated_at ?? created_at,
      traits,
    },
  ];
}

/** A duty of whoever runs the shop: it waits among what is set aside until a person has done it. */
function privacyRequest({ topic, body }: Parcel): Refusal {
  const { customer, shop_domain } = bagOf(body);
  const { email, phone, id } = bagOf(customer);
  const shop = textOf(shop_domain);
  const whom = [email, phone, id].map(textOf).find((text) => text !== "");
  const named = whom ? ` (${whom})` : "";
  return new Refusal("privacy_request", `To do: ${shop || "Shopify"} ${privacyTopics[topic]}${named}. Remove this when it is done.`);
}
