import { expect, test } from "vitest";
import type { Interaction } from "../../src/model/fact.ts";
import { rudderstack } from "../../src/collect/sources/rudderstack.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: {} };
const visitor = "4c9a5a4e-8d1b-4f0e-9d2a-0c7b6f3f1a55";
const item = {
  type: "track",
  event: "Product Viewed",
  channel: "web",
  anonymousId: visitor,
  userId: "",
  messageId: "7d1c",
  originalTimestamp: "2026-05-01T11:59:00.000Z",
  sentAt: "2026-05-01T12:00:00.000Z",
  context: { sessionId: 1777636800000, sessionStart: true, library: { name: "RudderLabs JavaScript SDK", version: "3.34.1" } },
  integrations: { All: true },
  properties: { sku: "A" },
};

keepsTheSourceContract(rudderstack, [
  {
    title: "a beacon as the browser client sends it",
    call: "batch",
    facts: 1,
    rejections: 1,
    body: { batch: [item, { type: "track" }], sentAt: item.sentAt },
  },
]);

const read = (fields: object, headers: Record<string, string> = {}) =>
  rudderstack.read({ batch: [{ ...item, ...fields }] }, "batch", { ...arrival, headers }).facts[0] as Interaction;

test("the visit and the channel are kept with the interaction", () => {
  expect(read({})).toMatchObject({
    identities: [`anonymous:${visitor}`],
    channel: "web",
    context: { channel: "web", sessionId: 1777636800000, sessionStart: true, integrations: { All: true } },
  });
  expect(read({ channel: "mobile", context: {} }).channel).toBe("app");
});

test("a visitor and a moment of sending that stand only in the headers are taken from there", () => {
  const headers = { anonymousid: Buffer.from("visitor-9").toString("base64"), sentat: "2026-05-01T12:10:00.000Z" };
  const fact = read({ anonymousId: undefined, sentAt: undefined }, headers);
  expect(fact.identities).toEqual(["anonymous:visitor-9"]);
  expect(fact.timestamp).toBe(receivedAt - 11 * 60_000);
  expect(read({}, headers).identities).toEqual([`anonymous:${visitor}`]);
  expect(read({ userId: "42", anonymousId: null }, headers).identities).toEqual(["user:42"]);
});
