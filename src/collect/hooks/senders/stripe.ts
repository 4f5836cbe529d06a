import { countryAmong } from "../../phone.ts";
import { bagOf, isGiven, textOf, type Bag } from "../../sources/bag.ts";
import { minorMoney, refunded, type Money } from "../reading/amount.ts";
import { headerOf, type Parcel, type Sender, type Story } from "../sender.ts";
import { requireFresh, requireSignature } from "../signature.ts";
import { given, keysOf, type Tale } from "../reading/tale.ts";
import { unmappedTopic } from "../unmapped.ts";

/** Stripe: `Stripe-Signature: t=…,v1=…`, the hex HMAC-SHA256 of `t.body` under the endpoint's secret, five minutes old at most. */
export const stripe: Sender = {
  id: "stripe",
  title: "Stripe",
  secretFrom: "sender",
  verify(delivery, secrets) {
    const parts = headerOf(delivery, "stripe-signature")
      .split(",")
      .map((part) => part.trim().split("=", 2));
    const signedAt = parts.find(([name]) => name === "t")?.[1] ?? "";
    const signatures = parts.filter(([name]) => name === "v1").map(([, value = ""]) => value);
    requireSignature(signatures, { message: [`${signedAt}.`, delivery.bytes], secrets, algorithm: "sha256", encoding: "hex" });
    requireFresh(signedAt, delivery.receivedAt);
  },
  unpack: (body) => [{ id: textOf(bagOf(body).id), topic: textOf(bagOf(body).type), body }],
  read: told,
};

// Amounts are in the smallest unit; in these currencies Stripe's smallest unit is the whole one, and in two it is not although ISO's is.
const whole = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const thousandths = new Set("BHD JOD KWD OMR TND".split(" "));
const stripeDigits = (code: string): number => (whole.has(code) ? 0 : thousandths.has(code) ? 3 : 2);
const moneyOf = (amount: unknown, currency: unknown): Money => minorMoney(amount, currency, stripeDigits);

/**
 * Money is counted on charges and their refunds alone: an invoice and a checkout session are paid by a charge, which has its own event,
 * and would count the same money again.
 */
function told({ topic, body }: Parcel, { country }: Story): Tale[] {
  const event = bagOf(body);
  const object = bagOf(bagOf(event.data).object);
  const before = bagOf(bagOf(event.data).previous_attributes);
  const shared = { who: payerOf(object, country), at: event.created };
  const happened = (name: string, more: Bag, money: Money | null = null): Tale[] => [
    {
      what: "happened",
      name,
      channel: "web",
      ...shared,
      money: event.livemode === false ? null : money,
      flags: event.livemode === false ? ["test_mode"] : [],
      properties: given({ id: object.id, amount_minor: object.amount, currency: object.currency, ...more }),
    },
  ];
  switch (topic) {
    case "charge.succeeded":
      return happened("Payment Succeeded", chargeWords(object), moneyOf(object.amount, object.currency));
    case "charge.failed":
      return happened("Payment Failed", { ...chargeWords(object), reason: object.failure_code });
    case "charge.refunded": {
      // The amount is the sum of all refunds so far; what was there before says how much this one is.
      const amount = Number(object.amount_refunded) - (Number(before.amount_refunded) || 0);
      return happened("Order Refunded", { ...chargeWords(object), refunded_minor: amount }, refunded(moneyOf(amount, object.currency)));
    }
    case "invoice.paid":
      return happened("Invoice Paid", invoiceWords(object));
    case "invoice.payment_failed":
      return happened("Payment Failed", { ...invoiceWords(object), attempt: object.attempt_count });
    case "checkout.session.completed":
      return happened("Checkout Completed", {
        amount_minor: object.amount_total,
        mode: object.mode,
        payment_status: object.payment_status,
      });
    case "customer.created":
    case "customer.updated":
      return [{ what: "is", ...shared, traits: traitsOf(object) }];
    case "customer.subscription.created":
      return happened("Subscription Started", planWords(object));
    case "customer.subscription.deleted":
      return happened("Subscription Ended", { ...planWords(object), reason: bagOf(object.cancellation_details).reason });
    case "customer.subscription.updated":
    case "customer.subscription.paused":
    case "customer.subscription.resumed":
    case "customer.subscription.trial_will_end":
      return happened(subscriptionNames[topic] ?? "Subscription Updated", {
        ...planWords(object),
        changed: Object.keys(before).join(", "),
      });
    default:
      throw unmappedTopic(topic);
  }
}

const subscriptionNames: Record<string, string> = {
  "customer.subscription.paused": "Subscription Paused",
  "customer.subscription.resumed": "Subscription Resumed",
  "customer.subscription.trial_will_end": "Trial Will End",
};

/** Whoever pays: the customer's id at Stripe, addresses, and our own id where the shop handed it over. */
function payerOf(object: Bag, home: string) {
  const isCustomer = object.object === "customer";
  const billing = bagOf(object.billing_details);
  const details = bagOf(object.customer_details);
  const firstOf = (...values: unknown[]) => values.find(isGiven);
  return keysOf("stripe", {
    id: isCustomer ? object.id : (bagOf(object.customer).id ?? object.customer),
    user: firstOf(object.client_reference_id, bagOf(object.metadata).user_id, bagOf(object.metadata).userId),
    email: firstOf(object.email, billing.email, details.email, object.customer_email, object.receipt_email),
    phone: firstOf(object.phone, billing.phone, details.phone, object.customer_phone),
    country: countryAmong(...[object, billing, details, bagOf(object.shipping)].map(({ address }) => bagOf(address).country), home),
  });
}

const chargeWords = ({ description, invoice, payment_intent, metadata, payment_method_details }: Bag): Bag => ({
  description,
  invoice,
  payment_intent,
  method: bagOf(payment_method_details).type,
  order_id: bagOf(metadata).order_id,
});
const invoiceWords = ({ number, amount_paid, amount_due, billing_reason, subscription }: Bag): Bag => ({
  number,
  amount_minor: amount_paid || amount_due,
  billing_reason,
  subscription,
});
const planWords = ({ status, cancel_at_period_end, items }: Bag): Bag => {
  const price = bagOf(bagOf(Array.isArray(bagOf(items).data) ? (bagOf(items).data as unknown[])[0] : null).price);
  return {
    status,
    ending: cancel_at_period_end || null,
    plan: price.nickname ?? price.lookup_key ?? price.id,
    amount_minor: price.unit_amount,
  };
};
const traitsOf = ({ email, phone, name, description, address, metadata, delinquent }: Bag): Bag =>
  given({
    email,
    phone,
    name,
    description,
    country: bagOf(address).country,
    city: bagOf(address).city,
    delinquent,
    ...given(bagOf(metadata)),
  });
