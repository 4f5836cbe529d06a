import { expect, test } from "vitest";
import { readParcels } from "../../src/collect/hooks/reading/reading.ts";
import { usualOptions, type SenderId } from "../../src/model/hook.ts";

const payer = { id: "evt", data: { object: { object: "customer", id: "c1", phone: "01 5123456" } } };
const stripeOf = (more: object) => ({ ...payer, data: { object: { ...payer.data.object, ...more } } });
const hubspotChange = { objectId: 7, propertyName: "phone", propertyValue: "01 5123456" };
const order = { id: "9", total_price: "1.00", currency: "EUR", phone: "01 5123456" };

/** A sender's event with a number of Vienna as people there write it, and the country that its payload names, if any. */
const events: [SenderId, string, unknown, string | null][] = [
  ["shopify", "orders/create", order, null],
  ["shopify", "orders/create", { ...order, billing_address: { country: "Austria", country_code: "AT" } }, "AT"],
  ["shopify", "orders/create", { ...order, shipping_address: { country_code: "AT" } }, "AT"],
  ["shopify", "checkouts/create", { token: "t", phone: "01 5123456", billing_address: { country_code: "AT" } }, "AT"],
  ["shopify", "customers/create", { id: "5", phone: "01 5123456" }, null],
  ["shopify", "customers/create", { id: "5", phone: "01 5123456", default_address: { country_code: "AT" } }, "AT"],
  ["stripe", "customer.created", payer, null],
  ["stripe", "customer.created", stripeOf({ address: { country: "AT" } }), "AT"],
  ["stripe", "charge.succeeded", stripeOf({ billing_details: { address: { country: "AT" } } }), "AT"],
  ["stripe", "checkout.session.completed", stripeOf({ customer_details: { address: { country: "AT" } } }), "AT"],
  ["stripe", "charge.succeeded", stripeOf({ shipping: { address: { country: "AT" } } }), "AT"],
  ["zendesk", "ticket.updated", { ticket_id: "1", requester_id: 2, requester_phone: "01 5123456" }, null],
  [
    "zendesk",
    "user.created",
    { type: "zen:event-type:user.created", detail: { id: 2, phone: "01 5123456", email: "a@example.com" } },
    null,
  ],
  ["hubspot", "contact.propertyChange", hubspotChange, null],
  ["intercom", "contact.user.created", { data: { item: { id: "i", phone: "01 5123456" } } }, null],
  ["intercom", "contact.user.created", { data: { item: { id: "i", phone: "01 5123456", location: { country_code: "AT" } } } }, "AT"],
];

/** The phone number that one event of a sender names, when its workspace is in a country. */
function phoneIn(sender: SenderId, topic: string, body: unknown, country: string): string | undefined {
  const hook = { id: "h", sender, options: usualOptions, mapping: null, currency: "EUR", country };
  const { facts, letters } = readParcels([{ id: "1", topic, body }], { hook, receivedAt: 0, flags: [] });
  expect(letters).toEqual([]);
  return facts[0]!.identities.find((identity) => identity.startsWith("phone:"));
}

test.each(events)(
  "%s %s: a national number is one of the country that the payload names, otherwise of the workspace's",
  (sender, topic, body, said) => {
    expect(phoneIn(sender, topic, body, "AT")).toBe("phone:+4315123456");
    expect(phoneIn(sender, topic, body, "CH")).toBe(said === "AT" ? "phone:+4315123456" : "phone:+41015123456");
    expect(phoneIn(sender, topic, body, "")).toBe(said === "AT" ? "phone:+4315123456" : undefined);
  },
);
