import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consentOf } from "../../src/collect/privacy/consent-fact.ts";
import { compileNames, compilePrivacy } from "../../src/collect/privacy/privacy-rules.ts";
import { consent } from "../../src/collect/steps/consent.ts";
import { networkOf, redact } from "../../src/collect/steps/redact.ts";
import { usualCatalogue } from "../../src/collect/catalogue/usual.ts";
import { compilePlaces } from "../../src/collect/catalogue/places.ts";
import type { Interaction } from "../../src/model/fact.ts";
import { usualPrivacy, type Privacy } from "../../src/model/privacy.ts";
import { ask } from "../../src/store/ask.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

const rulesOf = (change: Partial<Privacy> = {}, others: string[] = []) => ({
  places: compilePlaces(usualCatalogue()),
  privacy: compilePrivacy({ ...usualPrivacy, ...change }, "salt", new Set(others)),
});

const visit = (more: Partial<Interaction> = {}): Interaction => ({
  fact: "interaction",
  messageId: "m",
  identities: ["user:1", "email:ada@example.com"],
  timestamp: 0,
  originalTimestamp: null,
  sentAt: null,
  receivedAt: 0,
  sourceId: "s",
  flags: [],
  kind: "track",
  name: "Cart Viewed",
  touchpoint: "Cart Viewed",
  channel: "web",
  stage: "",
  revenueMinor: null,
  currency: "",
  properties: { email: "ada@example.com", total: 5 },
  context: { ip: "203.0.113.77", userAgent: "Browser", library: { name: "x" } },
  ...more,
});

describe("consent at the door", () => {
  const denied = (context: Record<string, unknown>) => visit({ context });
  test.each([
    ["a consent tool's categories", { consent: { categoryPreferences: { Analytics: false, Marketing: true } } }, true],
    ["the same by code", { consent: { categoryPreferences: { C0002: false } } }, true],
    ["consent mode", { consent: { analytics_storage: "denied", ad_storage: "granted" } }, true],
    ["lists of ids", { consentManagement: { allowedConsentIds: [], deniedConsentIds: ["Analytics"] } }, true],
    ["another purpose alone", { consent: { categoryPreferences: { Marketing: false } } }, false],
    ["a granted category", { consent: { categoryPreferences: { Analytics: true } } }, false],
    ["silence", {}, false],
  ])("%s", (_, context, isDenied) => {
    expect(rulesOf().privacy.isDenied(denied(context))).toBe(isDenied);
  });

  test("what silence means is the workspace's decision, and a customer's word outweighs it", () => {
    const strict = usualPrivacy.purposes.map((purpose) => ({ ...purpose, whenUnknown: "denied" as const }));
    expect(rulesOf({ purposes: strict }).privacy.isDenied(visit())).toBe(true);
    expect(rulesOf({ purposes: strict }, ["email:ada@example.com"]).privacy.isDenied(visit())).toBe(false);
    expect(rulesOf({}, ["user:1"]).privacy.isDenied(visit())).toBe(true);
  });

  test("PRV-02: denied facts are dropped, or kept without anything that says who, or kept", () => {
    const gate = (whenDenied: Privacy["gate"]["whenDenied"]) => rulesOf({ gate: { purpose: "measurement", whenDenied } }, ["user:1"]);
    expect(consent(visit(), gate("drop"))).toMatchObject({ code: "consent_denied", keepsText: false });
    const kept = visit();
    expect(consent(kept, gate("keep"))).toBeNull();
    expect(kept).toEqual(visit());
    const hidden = visit();
    expect(consent(hidden, gate("pseudonymise"))).toBeNull();
    expect(JSON.stringify(hidden)).not.toMatch(/ada|user:1|203\.0|Browser/);
    expect(hidden).toMatchObject({
      identities: [expect.stringMatching(/^anonymous:p_/)],
      flags: ["pseudonymised"],
      properties: { total: 5 },
    });
    const again = visit();
    consent(again, gate("pseudonymise"));
    expect(again.identities).toEqual(hidden.identities);
  });

  test("a word about consent says its purposes and its proof, or is refused with a reason", () => {
    const { fact: _, kind: __, ...shared } = visit();
    const word = (properties: Record<string, unknown>, name = "Consent Updated") => consentOf(shared, name, properties, {});
    expect(word({ purpose: "marketing", granted: true, version: "3", proof: "box ticked" }).traits).toEqual({
      words: [{ purpose: "marketing", granted: true }],
      version: "3",
      channel: "",
      proof: "box ticked",
    });
    expect(word({ purposes: { analytics: "denied" } }).traits.words).toEqual([{ purpose: "analytics", granted: false }]);
    expect(word({ purposes: ["a"] }, "Consent Withdrawn").traits.words).toEqual([{ purpose: "a", granted: false }]);
    expect(() => word({})).toThrow(expect.objectContaining({ code: "no_purpose" }));
    expect(() => word({ purpose: "a", granted: "perhaps" })).toThrow(expect.objectContaining({ code: "no_consent" }));
  });
});

describe("what is never stored", () => {
  test("values under redacted names, at any depth, are replaced and the fact says so", () => {
    const fact = visit({ properties: { Password: "p", form: [{ api_token: "t", note: "kept" }], empty: { cvv: "" } } });
    redact(fact, rulesOf());
    expect(fact.properties).toEqual({ Password: "[removed]", form: [{ api_token: "[removed]", note: "kept" }], empty: { cvv: "" } });
    expect(fact.flags).toEqual(["redacted"]);
    redact(fact, rulesOf());
    expect(fact.flags).toEqual(["redacted"]);
  });

  test("patterns know * and nothing else, and judge whole names whatever their case", () => {
    const judge = compileNames(["*pass*", "a.b", "pin"]);
    expect(["myPASSword", "a.b", "PIN", "axb", "spin", "pins"].map(judge)).toEqual([true, true, true, false, false, false]);
    expect(compileNames([])("anything")).toBe(false);
  });

  test.each([
    ["203.0.113.77", "203.0.113.0"],
    ["2001:db8:1:2:3::4", "2001:db8:1::"],
    ["::ffff:203.0.113.77", "203.0.113.0"],
    ["ada@example.com", null],
  ])("PRV-60: the network of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));

  test("PRV-60: addresses and browsers are kept as the workspace says", () => {
    const stored = (change: Partial<Privacy>) => {
      const fact = visit({ properties: { $ip: "203.0.113.77" } });
      redact(fact, rulesOf(change));
      return JSON.stringify([fact.properties, fact.context]);
    };
    expect(stored({ ip: "keep" })).toContain("203.0.113.77");
    expect(stored({})).not.toContain("203.0.113.77");
    expect(stored({})).toContain("203.0.113.0");
    expect(stored({ ip: "drop", userAgent: "drop" })).not.toMatch(/203|Browser/);
  });
});

describe("a company that asks its customers", () => {
  let product: TestProduct;
  let key: string;
  beforeAll(async () => {
    product = await startTestProduct();
    key = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Shop" })).body.key;
  });
  afterAll(() => product.stop());

  const send = async (...batch: object[]) => {
    const answer = await fetch(`${product.url}/v1/batch`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` },
      body: JSON.stringify({ batch }),
    });
    expect(answer.status).toBe(200);
    await product.product.collect.follower.caughtUp();
  };
  const rows = (messageId: string) =>
    ask<{ identities: string[]; properties: string; context: string }>(product.product.store.events.client, {
      tag: "test",
      sql: "SELECT identities, properties, context FROM interactions WHERE message_id = {messageId:String}",
      bound: { messageId },
    });
  const visited = (messageId: string, who: object) => ({
    type: "track",
    event: "Cart Viewed",
    messageId,
    ...who,
    properties: { email: "bo@example.com" },
  });
  const customerOf = async (words: string) =>
    (await product.api<{ items: { id: string }[] }>("GET", `/api/customers?q=${encodeURIComponent(words)}`)).body.items[0]!.id;

  test("a customer who denies is forgotten at the door under every key of theirs, and remembered again when they allow", async () => {
    await send(
      { type: "identify", userId: "bo", anonymousId: "device", messageId: "i", traits: { email: "bo@example.com" } },
      {
        type: "track",
        userId: "bo",
        event: "Consent Withdrawn",
        messageId: "c1",
        properties: { purpose: "analytics", version: "2026-01", proof: "banner" },
      },
    );
    await send(visited("later", { anonymousId: "device" }));
    const [hidden] = await rows("later");
    expect(hidden!.identities).toEqual([expect.stringMatching(/^anonymous:p_/)]);
    expect(JSON.stringify(hidden)).not.toMatch(/device|bo@example/);

    const id = await customerOf("bo@example.com");
    const { body } = await product.api("GET", `/api/customers/${id}/consents`);
    expect(body).toMatchObject({
      purposes: expect.arrayContaining([expect.objectContaining({ id: "measurement", state: "denied" })]),
      log: [{ purpose: "measurement", granted: false, version: "2026-01", proof: "banner" }],
    });
    await send({ type: "track", userId: "bo", event: "Consent Given", messageId: "c2", properties: { purpose: "analytics" } });
    await send(visited("again", { anonymousId: "device" }));
    expect((await rows("again"))[0]!.identities).toEqual(["anonymous:device"]);
  });

  test("a word that a person writes down counts as well, with who wrote it", async () => {
    await send({ type: "identify", userId: "cy", messageId: "i2", traits: { email: "cy@example.com" } });
    const id = await customerOf("cy@example.com");
    const { status } = await product.api("POST", `/api/customers/${id}/consents`, {
      purpose: "measurement",
      granted: false,
      proof: "told us on the phone",
    });
    expect(status).toBe(201);
    await send(visited("cy1", { userId: "cy" }));
    expect((await rows("cy1"))[0]!.identities[0]).toMatch(/^anonymous:p_/);
    const { body } = await product.api("GET", `/api/customers/${id}/consents`);
    expect(body).toMatchObject({ log: [{ who: "Owner", proof: "told us on the phone" }] });
  });

  test("dropping leaves nothing but a count, and received still equals stored, known and set aside", async () => {
    const { body: privacy } = await product.api<Privacy>("GET", "/api/privacy");
    await product.api("PATCH", "/api/privacy", { ...privacy, gate: { purpose: "measurement", whenDenied: "drop" } });
    await send(visited("gone", { userId: "cy" }));
    expect(await rows("gone")).toEqual([]);
    const { body: letters } = await product.api<{ items: { raw: string }[] }>("GET", "/api/dead-letters");
    expect(JSON.stringify(letters.items)).not.toContain("gone");
    const { body } = await product.api<{ sources: { received: number; stored: number; known: number; setAside: number }[] }>(
      "GET",
      "/api/sources",
    );
    expect(body.sources).toEqual([expect.objectContaining({ setAside: 1 })]);
    const { received, stored, known, setAside } = body.sources[0]!;
    expect(received).toBe(stored + known + setAside);
    await product.api("PATCH", "/api/privacy", privacy);
  });

  test("a decision that does not fit is refused and names the field", async () => {
    const { body: privacy } = await product.api<Privacy>("GET", "/api/privacy");
    const answer = await product.api("PATCH", "/api/privacy", { ...privacy, gate: { purpose: "nothing", whenDenied: "drop" } });
    expect(answer).toMatchObject({ status: 400 });
    expect(JSON.stringify(answer.body)).toContain("choose one of the purposes");
  });
});
