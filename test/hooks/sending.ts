import { createHmac } from "node:crypto";
import { Stripe as StripeClient } from "stripe";
import { Webhook } from "standardwebhooks";
import type { SenderId } from "../../src/model/hook.ts";
import { owner, type TestProduct } from "../support/product.ts";
import { ask } from "../../src/store/ask.ts";

/** The address that senders were given; what HubSpot signs. */
export const publicUrl = "https://cx.example.com/rapport";

/** A request as a sender makes it. */
export type Sent = { body: string | Buffer; headers: Record<string, string>; search?: string };

/** What is being sent: its body, its delivery id, its topic and when it is signed (UTC ms). */
export type Event = { body: string; id?: string; topic?: string; at?: number };

const mac = (algorithm: string, secret: string | Buffer, ...parts: (string | Buffer)[]) =>
  parts.reduce((hmac, part) => hmac.update(part), createHmac(algorithm, secret));

const json = { "content-type": "application/json" };

/** Signs as each sender does: by its own library where there is one, otherwise as its documentation says. */
export const signers: Record<SenderId, (event: Event, secret: string, hookId: string) => Sent> = {
  shopify: ({ body, id = "b1", topic = "orders/create" }, secret) => ({
    body,
    headers: {
      ...json,
      "X-Shopify-Topic": topic,
      "X-Shopify-Webhook-Id": id,
      "X-Shopify-Shop-Domain": "shop.example.com",
      "X-Shopify-Hmac-Sha256": mac("sha256", secret, body).digest("base64"),
    },
  }),
  stripe: ({ body, at = Date.now() }, secret) => ({
    body,
    headers: {
      ...json,
      "Stripe-Signature": StripeClient.webhooks.generateTestHeaderString({ payload: body, secret, timestamp: Math.floor(at / 1000) }),
    },
  }),
  zendesk: ({ body, id = "inv-1", at = Date.now() }, secret) => {
    const signedAt = new Date(at).toISOString();
    return {
      body,
      headers: {
        ...json,
        "X-Zendesk-Webhook-Invocation-Id": id,
        "X-Zendesk-Webhook-Signature-Timestamp": signedAt,
        "X-Zendesk-Webhook-Signature": mac("sha256", secret, signedAt, body).digest("base64"),
      },
    };
  },
  intercom: ({ body }, secret) => ({ body, headers: { ...json, "X-Hub-Signature": `sha1=${mac("sha1", secret, body).digest("hex")}` } }),
  hubspot: ({ body, at = Date.now() }, secret, hookId) => ({
    body,
    headers: {
      ...json,
      "X-HubSpot-Request-Timestamp": String(at),
      "X-HubSpot-Signature-v3": mac("sha256", secret, `POST${publicUrl}/hooks/${hookId}`, body, String(at)).digest("base64"),
    },
  }),
  standard: ({ body, id = "msg_1", at = Date.now() }, secret) => ({
    body,
    headers: {
      ...json,
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, new Date(at), body),
    },
  }),
  generic: ({ body, id = "" }, secret) => ({ body, headers: { ...json, "x-webhook-secret": secret, "x-delivery-id": id } }),
};

/** A body that each sender might send, with its delivery id in it where that is where it stands. */
export const plainEvents: Record<SenderId, (id: string) => Event> = {
  shopify: (id) => ({
    id,
    body: JSON.stringify({ id: Number(id.replace(/\D/g, "")) + 1, email: "a@example.com", total_price: "10.00", currency: "EUR" }),
  }),
  stripe: (id) => ({
    body: JSON.stringify({
      id,
      type: "charge.succeeded",
      created: 1_780_000_000,
      data: { object: { amount: 500, currency: "eur", customer: "cus_1" } },
    }),
  }),
  zendesk: (id) => ({ id, body: JSON.stringify({ event: "ticket.created", ticket_id: "1", requester_email: "a@example.com" }) }),
  intercom: (id) => ({
    body: JSON.stringify({ id, topic: "conversation.user.replied", data: { item: { id: "7", contacts: { contacts: [{ id: "c1" }] } } } }),
  }),
  hubspot: (id) => ({
    body: JSON.stringify([
      { eventId: id, subscriptionType: "contact.propertyChange", objectId: 1, propertyName: "email", propertyValue: "a@example.com" },
    ]),
  }),
  standard: (id) => ({ id, body: JSON.stringify({ type: "order.placed", data: { email: "a@example.com" } }) }),
  generic: (id) => ({ id, body: JSON.stringify({ type: "order.placed", data: { email: "a@example.com" } }) }),
};

/** Sends to a webhook. */
export async function post(product: TestProduct, hookId: string, { body, headers, search = "" }: Sent) {
  const response = await fetch(`${product.url}/hooks/${hookId}${search}`, {
    method: "POST",
    headers,
    body: body as BodyInit,
    redirect: "manual",
  });
  return { status: response.status, body: (await response.json()) as { ok: boolean; code?: string; message?: string } };
}

/** Makes a webhook with a secret that the test knows. */
export async function makeHook(product: TestProduct, sender: SenderId, more: object = {}): Promise<{ id: string; secret: string }> {
  const secret =
    sender === "standard" ? `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}` : "hunter2-hunter2-hunter2";
  const made = await product.api<{ id: string }>("POST", "/api/webhooks", { name: sender, sender, secret, ...more });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return { id: made.body.id, secret };
}

/** What became of everything that a webhook was sent, as its card says. */
export async function healthOf(product: TestProduct, id: string) {
  type Source = { id: string; stored: number; known: number; setAside: number; refused: { code: string; n: number }[] };
  const { body } = await product.api<{ sources: Source[] }>("GET", "/api/sources");
  const { stored, known, setAside, refused } = body.sources.find((source) => source.id === id)!;
  return { stored, known, setAside, refused: Object.fromEntries(refused.map(({ code, n }) => [code, n])) };
}

/** The facts of a webhook, in the order of arrival. */
export async function factsOf(product: TestProduct, id: string) {
  type Row = {
    table: string;
    name: string;
    who: string[];
    messageId: string;
    revenue: number | null;
    currency: string;
    score: number | null;
    comment: string;
    properties: string;
    channel: string;
    touchpoint: string;
    at: string;
    flags: string[];
  };
  const shared = "seq, identities AS who, message_id AS messageId, toString(timestamp) AS at, flags";
  const where = "WHERE source_id = {id:String}";
  const sql = `SELECT * FROM (
    SELECT ${shared}, 'interaction' AS table, name, revenue_minor AS revenue, toString(currency) AS currency, NULL AS score, '' AS comment, properties, toString(channel) AS channel, toString(touchpoint) AS touchpoint FROM interactions ${where}
    UNION ALL SELECT ${shared}, 'feedback', toString(question), NULL, '', score, comment, properties, toString(channel), toString(touchpoint) FROM feedback ${where}
    UNION ALL SELECT ${shared}, 'identification', toString(kind), NULL, '', NULL, '', traits, '', '' FROM identifications ${where}
  ) ORDER BY seq`;
  await product.product.collect.intake.written();
  const rows = await ask<Row>(product.product.store.events.client, { tag: "test", sql, bound: { id } });
  return rows.map((row) => ({ ...row, properties: JSON.parse(row.properties) as Record<string, unknown> }));
}

/** What a webhook set aside: reason and sentence. */
export async function lettersOf(product: TestProduct, id: string) {
  type Letter = { id: string; code: string; problem: string; raw: string };
  return (await product.api<{ items: Letter[] }>("GET", `/api/dead-letters?source=${id}`)).body.items;
}

export { owner };
