import { createHash, createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plainText } from "../../src/collect/hooks/reading/plain-text.ts";
import type { SenderId } from "../../src/model/hook.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";
import { factsOf, lettersOf, makeHook, post, publicUrl, signers } from "./sending.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ RAPPORT_URL: publicUrl });
});
afterAll(() => product.stop());

/** A webhook of a sender, and what it told since the last time. */
async function open(sender: SenderId) {
  const { id, secret } = await makeHook(product, sender);
  let seen = 0;
  return {
    id,
    secret,
    async tell(body: unknown, name?: string) {
      const sent = signers[sender]({ body: JSON.stringify(body), ...(name ? { id: name } : {}) }, secret, id);
      expect(await post(product, id, sent)).toMatchObject({ status: 200 });
      const facts = (await factsOf(product, id)).slice(seen);
      seen += facts.length;
      return facts;
    },
  };
}

describe("Zendesk", () => {
  let hook: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    hook = await open("zendesk");
  });
  let events = 0;
  const event = (type: string, detail: object, change: object = {}) =>
    hook.tell({
      type: `zen:event-type:${type}`,
      id: `evt-${++events}`,
      time: "2026-11-20T10:00:00Z",
      zendesk_event_version: "2022-11-06",
      detail: { id: "35436", requester_id: "20978392", via: { channel: "email" }, ...detail },
      event: change,
    });

  test("events tell a ticket's life, and its first words are feedback", async () => {
    const opened = await event("ticket.created", { subject: "Help", description: "My parcel is late.", status: "NEW" });
    expect(opened).toMatchObject([
      {
        name: "Ticket Created",
        channel: "email",
        who: ["anonymous:zendesk:20978392", "anonymous:zendesk-ticket:35436"],
        messageId: "zendesk:evt-1",
      },
      { table: "feedback", comment: "My parcel is late.", touchpoint: "Ticket Created", messageId: "zendesk:evt-1:1" },
    ]);
    const changes = [
      await event("ticket.status_changed", {}, { current: "SOLVED", previous: "OPEN" }),
      await event("ticket.status_changed", {}, { current: "OPEN", previous: "SOLVED" }),
      await event("ticket.priority_changed", {}, { current: "HIGH", previous: "LOW" }),
    ];
    expect(changes.flat().map(({ name }) => name)).toEqual(["Ticket Solved", "Ticket Reopened", "Ticket Updated"]);
  });

  test("a rating is an answer on the scale of five; who requested is known by his contacts", async () => {
    const rated = [
      await event("ticket.csat_received", {}, { rating: "BAD", comment: "Too slow" }),
      await event("ticket.csat_received", {}, { rating: 4 }),
    ];
    expect(rated.flat().map(({ name, score, comment }) => [name, score, comment])).toEqual([
      ["satisfaction", 1, "Too slow"],
      ["satisfaction", 4, ""],
    ]);
    const user = { id: "20978392", email: "ada@example.com", role: "end-user", name: "Ada" };
    expect(await event("user.created", user)).toMatchObject([
      { who: ["email:ada@example.com", "anonymous:zendesk:20978392"], properties: { name: "Ada" } },
    ]);
  });

  test("a trigger's own JSON tells the same by the template's names", async () => {
    const ticket = {
      ticket_id: "7",
      requester_email: "bob@example.com",
      requester_external_id: "",
      channel: "Web",
      updated_at: "2026-11-20T10:00:00Z",
    };
    const told = [
      await hook.tell({ event: "ticket.created", ...ticket, description: "Broken", status: "New" }, "i-1"),
      await hook.tell({ event: "ticket.solved", ...ticket, status: "Solved" }, "i-2"),
      await hook.tell({ event: "ticket.rated", ...ticket, satisfaction: "Good", satisfaction_comment: "Quick" }, "i-3"),
    ];
    expect(told.flat().map(({ name, score, comment, who }) => [name, score, comment, who[0]])).toEqual([
      ["Ticket Created", null, "", "email:bob@example.com"],
      ["", null, "Broken", "email:bob@example.com"],
      ["Ticket Solved", null, "", "email:bob@example.com"],
      ["satisfaction", 5, "Quick", "email:bob@example.com"],
    ]);
    expect(await hook.tell({ hello: "world" }, "i-4")).toEqual([]);
    expect(await lettersOf(product, hook.id)).toMatchObject([{ code: "incomplete", problem: expect.stringContaining("ticket_id") }]);
  });
});

describe("Intercom", () => {
  let hook: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    hook = await open("intercom");
  });
  let notices = 0;
  const notice = (topic: string, item: object) =>
    hook.tell({
      type: "notification_event",
      id: `notif_${++notices}`,
      topic,
      created_at: 1_780_000_000,
      data: { type: "notification_event_data", item },
    });
  const contacts = { type: "contact.list", contacts: [{ type: "contact", id: "66a", external_id: "42" }] };
  const author = { type: "user", id: "66a", email: "ada@example.com" };

  test("a ping is answered and is no fact", async () => {
    expect(await notice("ping", { type: "ping", message: "hi" })).toEqual([]);
    expect(await lettersOf(product, hook.id)).toEqual([]);
    expect((await fetch(`${product.url}/hooks/${hook.id}`, { method: "HEAD" })).status).toBe(200);
  });

  test("a conversation's first words are feedback without markup, and its rating is an answer", async () => {
    const source = { type: "conversation", body: "<p>Hello &amp; <b>help</b></p><p>Please</p>", author };
    const begun = await notice("conversation.user.created", { type: "conversation", id: "9", source, contacts });
    expect(begun).toMatchObject([
      {
        name: "Conversation Started",
        channel: "chat",
        who: ["user:42", "email:ada@example.com", "anonymous:intercom:66a", "anonymous:intercom-conversation:9"],
      },
      { table: "feedback", comment: "Hello & help\nPlease" },
    ]);
    const rating = { rating: 2, remark: "Slow", created_at: 1_780_000_500 };
    expect(await notice("conversation.rating.added", { id: "9", contacts, source, conversation_rating: rating })).toMatchObject([
      { name: "satisfaction", score: 2, comment: "Slow", at: "2026-05-28 20:35:00.000" },
    ]);
    expect(await notice("conversation.admin.closed", { id: "9", contacts, source })).toMatchObject([{ name: "Conversation Closed" }]);
  });

  test("contacts are customers; what has no use is kept", async () => {
    const contact = {
      type: "contact",
      id: "66a",
      external_id: "42",
      email: "ada@example.com",
      name: "Ada",
      custom_attributes: { plan: "pro" },
    };
    expect(await notice("contact.user.updated", contact)).toMatchObject([
      { table: "identification", properties: { name: "Ada", plan: "pro" } },
    ]);
    await notice("company.created", { id: "c" });
    expect(await lettersOf(product, hook.id)).toMatchObject([{ code: "unmapped_topic" }]);
  });

  test("a page of markup is read in no time, whatever it is made of", () => {
    expect(plainText("<".repeat(200_000)).length).toBe(200_000);
    expect(plainText("plain, 3 < 4 and 5 > 4")).toContain("plain");
  });
});

describe("HubSpot", () => {
  let hook: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    hook = await open("hubspot");
  });
  const change = (eventId: number, subscriptionType: string, more: object) => ({
    eventId,
    subscriptionId: 12_345,
    portalId: 62_515,
    appId: 54_321,
    occurredAt: 1_780_000_000_000,
    subscriptionType,
    attemptNumber: 0,
    objectId: 123,
    changeSource: "CRM",
    ...more,
  });

  test("one delivery brings many events, and one of no use stops no other", async () => {
    const facts = await hook.tell([
      change(1, "contact.propertyChange", { propertyName: "email", propertyValue: "ada@example.com" }),
      change(2, "contact.propertyChange", { propertyName: "firstname", propertyValue: "Ada" }),
      change(3, "company.creation", {}),
      change(4, "deal.propertyChange", { objectId: 9, propertyName: "dealstage", propertyValue: "closedwon" }),
      change(5, "object.propertyChange", { objectTypeId: "0-5", objectId: 8, propertyName: "closed_date", propertyValue: "1780000000000" }),
      change(6, "contact.privacyDeletion", {}),
    ]);
    expect(facts.map(({ name, who, properties }) => [name, who[0], properties.email ?? properties.firstName ?? properties.value])).toEqual([
      ["identify", "email:ada@example.com", "ada@example.com"],
      ["identify", "anonymous:hubspot:123", "Ada"],
      ["Deal Won", "anonymous:hubspot-deal:9", "closedwon"],
      ["Ticket Solved", "anonymous:hubspot-ticket:8", "1780000000000"],
    ]);
    expect((await lettersOf(product, hook.id)).map(({ code }) => code).sort()).toEqual(["privacy_request", "unmapped_topic"]);
  });

  test("a retry is the same event, although its attempt is counted", async () => {
    const again = change(1, "contact.propertyChange", { propertyName: "email", propertyValue: "ada@example.com", attemptNumber: 3 });
    expect(await hook.tell([again])).toEqual([]);
  });

  test("what it signs is the address in the settings: a Host of the sender's own proves nothing", async () => {
    const body = "[]";
    const at = String(Date.now());
    const signedFor = (uri: string) => createHmac("sha256", hook.secret).update(`POST${uri}${body}${at}`).digest("base64");
    const send = (uri: string, search = "") => {
      const headers = {
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-hubspot-request-timestamp": at,
        "x-hubspot-signature-v3": signedFor(uri),
      };
      return post(product, hook.id, { body, headers, search });
    };
    expect((await send(`https://evil.example/hooks/${hook.id}`)).status).toBe(401);
    expect((await send(`${publicUrl}/hooks/${hook.id}`)).status).toBe(200);
    expect((await send(`${publicUrl}/hooks/${hook.id}?a=/b`, "?a=%2Fb")).status).toBe(200);
  });

  test("without an address in the settings it is refused, and says what to set", async () => {
    const bare = await startTestProduct();
    const { id, secret } = await makeHook(bare, "hubspot");
    const answer = await post(bare, id, signers.hubspot({ body: "[]" }, secret, id));
    expect(answer).toMatchObject({ status: 401, body: { message: expect.stringContaining("RAPPORT_URL") } });
    await bare.stop();
  });
});

test("the ways of signing agree with the vendors' published examples", () => {
  // HubSpot's example of its second version, which has the same idea of an address: method, full address, body.
  const source = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyyGEThttps://www.example.com/webhook_uri";
  expect(createHash("sha256").update(source).digest("hex")).toBe("eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e");
});
