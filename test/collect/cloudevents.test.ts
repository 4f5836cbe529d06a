import { describe, expect, test } from "vitest";
import { readBody } from "../../src/collect/body.ts";
import type { Feedback, Interaction } from "../../src/model/fact.ts";
import { cloudevents } from "../../src/collect/sources/cloudevents/cloudevents.ts";
import { keepsTheSourceContract } from "./source-contract.ts";

const receivedAt = Date.UTC(2026, 4, 1, 12);
const arrival = { sourceId: "src", receivedAt, currency: "EUR", country: "", isUtf8: true, headers: {}, query: {} };
const event = { specversion: "1.0", id: "7", source: "/shop", type: "Order Completed", subject: "42" };
const read = (body: unknown, query = {}) => cloudevents.read(body, "events", { ...arrival, query });
const one = (more: object, query = {}): Interaction => read([{ ...event, ...more }], query).facts[0] as Interaction;

keepsTheSourceContract(cloudevents, [
  {
    title: "an event of its own",
    call: "events",
    facts: 1,
    rejections: 0,
    body: {
      ...event,
      time: "2026-04-30T10:00:00.123456Z",
      datacontenttype: "application/json",
      data: { total: 49.9 },
      traceparent: "00-x",
    },
  },
  {
    title: "a batch",
    call: "events",
    facts: 2,
    rejections: 2,
    body: [event, { ...event, id: "8", source: `/${"s".repeat(300)}` }, { ...event, id: undefined }, null],
  },
]);

test("a national number in its data is one of the source's country, unless the data say another", () => {
  const keys = (data: object) => cloudevents.read([{ ...event, data }], "events", { ...arrival, country: "DE" }).facts[0]!.identities;
  expect(keys({ phone: "030 123456" })).toContain("phone:+4930123456");
  expect(keys({ phone: "01 5123456", address: { country: "AT" } })).toContain("phone:+4315123456");
});

test("an event keeps its name, its data, its time and everything that it says about itself", () => {
  const fact = one({ time: "2026-04-30T10:00:00Z", data: { total: 49.9 }, dataschema: "https://a.example/order", traceparent: "00-x" });
  expect(fact).toMatchObject({
    name: "Order Completed",
    messageId: "/shop 7",
    identities: ["user:42"],
    timestamp: Date.UTC(2026, 3, 30, 10),
    revenueMinor: 4990,
    properties: { total: 49.9 },
    context: { cloudevent: { source: "/shop", subject: "42", dataschema: "https://a.example/order", traceparent: "00-x" } },
  });
  expect(one({ data: 5 }).properties).toEqual({ value: 5 });
  expect(one({ data: ["a"] }).properties).toEqual({ value: ["a"] });
  expect(one({ data_base64: "AAE=" }).properties).toEqual({ data_base64: "AAE=" });
  const answer = read([{ ...event, type: "NPS Answered", data: { score: 3 } }]).facts[0] as Feedback;
  expect(answer).toMatchObject({ fact: "feedback", question: "recommend", score: 3 });
});

test("the same id in two sources is two events", () => {
  expect(one({ source: "/a" }).messageId).not.toBe(one({ source: "/b" }).messageId);
});

test("the user is the subject, or who the data names, or stands where the address says", () => {
  expect(one({ subject: undefined, data: { userId: 7, anonymousId: "v", email: "a@b.co" } }).identities).toEqual([
    "user:7",
    "email:a@b.co",
    "anonymous:v",
  ]);
  const elsewhere = { subject: "orders/7", data: { customer: { id: "c" } } };
  expect(one(elsewhere, { user: "data.customer.id" }).identities).toEqual(["user:c"]);
  expect(read([{ ...event, ...elsewhere }], { user: "data.constructor.name" }).rejections).toMatchObject([{ code: "no_user_anon_id" }]);
  const { rejections } = read([{ ...event, ...elsewhere, type: "" }], { user: "data.customer.id" });
  const item = structuredClone(rejections[0]!.item) as { event: { type: string } };
  item.event.type = "Mended";
  const { call, body, query = {} } = cloudevents.again!(item);
  expect(cloudevents.read(body, call, { ...arrival, query }).facts).toMatchObject([{ name: "Mended", identities: ["user:c"] }]);
});

describe("attributes in headers", () => {
  const headers = {
    "ce-specversion": "1.0",
    "ce-id": "7",
    "ce-source": "/shop",
    "ce-type": "Order%20Completed",
    "ce-subject": "42",
    "ce-traceparent": "00-x",
  };
  const binary = (bytes: Buffer, type: string) => {
    const { value } = readBody(bytes, undefined, 1e6, (plain) => cloudevents.parse!(plain, { ...headers, "content-type": type }));
    return cloudevents.read(value, "events", { ...arrival, headers }).facts[0] as Interaction;
  };
  test.each([
    ["JSON", Buffer.from('{"total":5}'), "application/json", { total: 5 }],
    ["JSON of another kind", Buffer.from('{"total":5}'), "application/vnd.acme+json; charset=utf-8", { total: 5 }],
    ["text that looks like a number", Buffer.from("5"), "text/plain", { value: "5" }],
    ["bytes", Buffer.from([0, 255]), "application/octet-stream", { data_base64: "AP8=" }],
    ["nothing", Buffer.alloc(0), "", {}],
  ])("with %s as data", (_, bytes, type, properties) => {
    const fact = binary(bytes, type);
    expect(fact).toMatchObject({ name: "Order Completed", messageId: "/shop 7", identities: ["user:42"], properties });
    expect(fact.context.cloudevent).toMatchObject({ traceparent: "00-x" });
  });
  test("that promise JSON and bring none are refused", () => {
    expect(() => binary(Buffer.from("{"), "application/json")).toThrow(expect.objectContaining({ code: "bad_json" }));
  });
});

describe("what an event needs, alone or in a batch, whatever its label says", () => {
  test.each([
    ["bad_specversion", { specversion: "0.3" }],
    ["no_id", { id: "" }],
    ["no_source", { source: undefined }],
    ["no_event", { type: " " }],
    ["no_user_anon_id", { subject: undefined }],
    ["score_off_scale", { type: "NPS Answered", data: { score: 11 } }],
  ])("otherwise %s", (code, more) => {
    for (const type of ["application/cloudevents+json", "application/cloudevents-batch+json", "text/plain", "image/png"]) {
      const headers = { "content-type": type };
      expect(cloudevents.read([{ ...event, ...more }], "events", { ...arrival, headers }).rejections).toMatchObject([{ code }]);
      expect(() => cloudevents.read({ ...event, ...more }, "events", { ...arrival, headers })).toThrow(expect.objectContaining({ code }));
    }
  });

  test("a batch that says that it is one may be empty", () => {
    const headers = { "content-type": "application/cloudevents-batch+json; charset=UTF-8" };
    expect(cloudevents.read([], "events", { ...arrival, headers })).toEqual({ facts: [], rejections: [] });
  });
});
