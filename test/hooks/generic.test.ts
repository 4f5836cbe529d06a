import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyMapping, type HookMapping } from "../../src/model/hook-mapping.ts";
import { createTestWorkspace } from "../support/workspace.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";
import { factsOf, healthOf, lettersOf, makeHook, post } from "./sending.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const mapping: HookMapping = { ...emptyMapping, fields: { email: "email", event: "type" } };
const order = JSON.stringify({ type: "order.placed", email: "ada@example.com" });

describe("any sender may prove itself", () => {
  const secret = "hunter2-hunter2-hunter2";
  const mac = (algorithm: string, encoding: "hex" | "base64") => createHmac(algorithm, secret).update(order).digest(encoding);
  test.each<[string, object, { headers?: Record<string, string>; search?: string }, { headers?: Record<string, string>; search?: string }]>(
    [
      [
        "in a header of its own",
        { proof: "header", header: "X-Token" },
        { headers: { "x-token": secret } },
        { headers: { "x-token": "no" } },
      ],
      ["as a bearer", { proof: "header", header: "authorization" }, { headers: { authorization: `Bearer ${secret}` } }, { headers: {} }],
      ["in the address", { proof: "query" }, { search: `?token=${secret}` }, { search: "?token=" }],
      [
        "as a password",
        { proof: "basic" },
        { headers: { authorization: `Basic ${btoa(`any:${secret}`)}` } },
        { headers: { authorization: `Basic ${btoa("any:no")}` } },
      ],
      [
        "by a signature with a prefix",
        { proof: "hmac", header: "x-hub-signature-256", prefix: "sha256=" },
        { headers: { "x-hub-signature-256": `sha256=${mac("sha256", "hex").toUpperCase()}` } },
        { headers: { "x-hub-signature-256": mac("sha256", "hex") } },
      ],
      [
        "by a signature of another kind",
        { proof: "hmac", header: "x-sig", algorithm: "sha512", encoding: "base64" },
        { headers: { "x-sig": mac("sha512", "base64") } },
        { headers: { "x-sig": mac("sha256", "base64") } },
      ],
    ],
  )("%s", async (_, options, right, wrong) => {
    const { id } = await makeHook(product, "generic", { options });
    const send = ({ headers = {}, search = "" }) => post(product, id, { body: order, headers, search });
    expect((await send(wrong)).status).toBe(401);
    expect((await send(right)).status).toBe(200);
  });

  test("with a secret that we made, which is shown once", async () => {
    const { body } = await product.api<{ id: string; secret: string; address: string }>("POST", "/api/webhooks", {
      name: "Ours",
      sender: "generic",
    });
    expect(body.secret).toMatch(/^[\w-]{43}$/);
    expect(body.address).toBe(`${product.url}/hooks/${body.id}`);
    expect((await post(product, body.id, { body: order, headers: { "x-webhook-secret": body.secret } })).status).toBe(200);
    expect(JSON.stringify((await product.api("GET", `/api/webhooks/${body.id}`)).body)).not.toContain(body.secret);
  });

  test("or else nothing is believed: a webhook without a secret refuses everything", async () => {
    const { body } = await product.api<{ id: string; secret: null }>("POST", "/api/webhooks", { name: "Shop", sender: "stripe" });
    expect(body.secret).toBeNull();
    expect((await post(product, body.id, { body: order, headers: { "stripe-signature": "t=1,v1=" } })).status).toBe(401);
    await expect.poll(async () => (await healthOf(product, body.id)).refused).toEqual({ no_secret: 1 });
  });
});

describe("a webhook that a person maps", () => {
  type Preview = { problems: { role: string }[]; deliveries: { facts: { fields: Record<string, unknown> }[]; problems: string[] }[] };
  let id: string;
  let secret: string;
  beforeAll(async () => {
    ({ id, secret } = await makeHook(product, "generic"));
  });
  const send = (body: unknown, type = "application/json") =>
    post(product, id, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers: { "x-webhook-secret": secret, "content-type": type },
    });
  const deliveries = async () => {
    await product.product.collect.hooks.flush();
    return (
      await product.api<{ items: { id: string; topic: string; stored: number; setAside: number; code: string }[] }>(
        "GET",
        `/api/webhooks/${id}/deliveries`,
      )
    ).body.items;
  };
  const sale = (name: string, stars: number) => ({
    type: "sale",
    items: [
      { ref: `${name}-1`, mail: "ada@example.com", stars },
      { ref: `${name}-2`, mail: "bob@example.com", stars: 9 },
    ],
  });
  const bySale: HookMapping = {
    ...emptyMapping,
    each: "items[]",
    fields: { email: "items[].mail", score: "items[].stars", delivery: "items[].ref" },
    question: "satisfaction",
  };

  test("keeps what came before anybody said what it means", async () => {
    for (const body of [sale("a", 5), sale("b", 4)]) expect((await send(body)).status).toBe(200);
    expect(await deliveries()).toMatchObject([
      { topic: "sale", stored: 0, setAside: 1, code: "unmapped" },
      { topic: "sale", stored: 0, setAside: 1, code: "unmapped" },
    ]);
    expect(await lettersOf(product, id)).toMatchObject([{ code: "unmapped" }, { code: "unmapped" }]);
    const [newest] = await deliveries();
    const { body } = await product.api<{ raw: string }>("GET", `/api/webhooks/${id}/deliveries/${newest!.id}`);
    expect(JSON.parse(body.raw)).toEqual(sale("b", 4));
  });

  test("shows what the last deliveries would become, and in words what would not", async () => {
    const preview = (what: HookMapping) => product.api<Preview>("POST", `/api/webhooks/${id}/preview`, { mapping: what });
    const { body } = await preview(bySale);
    expect(body.problems).toEqual([]);
    expect(body.deliveries.map(({ facts, problems }) => [facts.map(({ fields }) => fields.score), problems])).toEqual([
      [[4], ["`items[].stars` is no whole number from 1 to 5: it holds 9."]],
      [[5], ["`items[].stars` is no whole number from 1 to 5: it holds 9."]],
    ]);
    expect((await preview({ ...bySale, question: "" })).body).toMatchObject({ problems: [{ role: "score" }], deliveries: [] });
    expect(await factsOf(product, id)).toEqual([]);
  });

  test("refuses a mapping that is not whole, and takes in everything earlier once it is", async () => {
    const save = (what: unknown) => product.api("POST", `/api/webhooks/${id}/mapping`, { mapping: what });
    expect(await save({ ...bySale, question: "" })).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining("question") } },
    });
    expect(await save({ ...bySale, fields: { hacker: "x" } })).toMatchObject({ status: 400 });
    expect((await save({ ...bySale, question: "recommend" })).status).toBe(200);
    const replay = () => product.api("POST", `/api/webhooks/${id}/replay`, {});
    expect((await replay()).body).toEqual({ taken: 2, left: 0 });
    expect((await replay()).body).toEqual({ taken: 0, left: 0 });
    expect((await factsOf(product, id)).map(({ messageId, score, who }) => [messageId, score, who[0]])).toEqual([
      [`hook:${id}:a-1:0`, 5, "email:ada@example.com"],
      [`hook:${id}:a-2:1`, 9, "email:bob@example.com"],
      [`hook:${id}:b-1:0`, 4, "email:ada@example.com"],
      [`hook:${id}:b-2:1`, 9, "email:bob@example.com"],
    ]);
    expect(await healthOf(product, id)).toMatchObject({ stored: 4, setAside: 0 });
  });

  test("reads what comes from then on, item by item: one that cannot be used stops no other", async () => {
    expect((await send(sale("c", 12))).status).toBe(200);
    expect((await deliveries())[0]).toMatchObject({ stored: 1, setAside: 1, code: "score_off_scale" });
    const [letter] = await lettersOf(product, id);
    const mended = letter!.raw.replace('"stars":12', '"stars":10');
    expect((await product.api("POST", `/api/dead-letters/${letter!.id}/replay`, { raw: mended })).status).toBe(200);
    expect((await factsOf(product, id)).at(-1)).toMatchObject({ messageId: `hook:${id}:c-1:0`, score: 10 });
  });

  test("tells deliveries without an id apart by their bytes", async () => {
    await product.api("POST", `/api/webhooks/${id}/mapping`, { mapping });
    for (const email of ["eva@example.com", "eva@example.com", "max@example.com"]) await send({ type: "visit", email });
    const last = (await factsOf(product, id)).slice(-2);
    expect(last.map(({ name, who }) => [name, who[0]])).toEqual([
      ["visit", "email:eva@example.com"],
      ["visit", "email:max@example.com"],
    ]);
  });

  test("reads the fields of a form as well", async () => {
    await send("type=signed+up&email=form%40example.com", "application/x-www-form-urlencoded");
    expect((await factsOf(product, id)).at(-1)).toMatchObject({ name: "signed up", who: ["email:form@example.com"] });
  });

  test("survives whatever is sent: keys that poison, letters that break, levels without end", async () => {
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`;
    const poison =
      '{"type":"x","email":"p@example.com","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"nul":"\\u0000","half":"\\ud800","big":12345678901234567890}';
    for (const body of [deep, poison, "[]", "null", "1", '"text"', "[[[]]]"])
      expect((await send(body)).status, body.slice(0, 20)).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect((await factsOf(product, id)).at(-1)).toMatchObject({
      who: ["email:p@example.com"],
      properties: { big: "12345678901234567890" },
    });
    const codes = (await lettersOf(product, id)).map(({ code }) => code);
    expect(codes).toContain("too_deep");
    const latin = Buffer.from('{"type":"x","email":"\xff@example.com"}', "latin1");
    await post(product, id, { body: latin, headers: { "x-webhook-secret": secret } });
    expect((await lettersOf(product, id))[0]).toMatchObject({ code: "bad_utf8" });
  });

  test("of another workspace is not there: nothing of it can be read, changed or replayed", async () => {
    const { database } = product.product.store.records;
    await createTestWorkspace(database, "other");
    const { user_id } = await database.selectFrom("members").select("user_id").where("role", "=", "owner").executeTakeFirstOrThrow();
    await database.insertInto("members").values({ workspace_id: "other", user_id, role: "owner" }).execute();
    expect((await product.api("POST", "/api/workspaces/other/enter", {})).status).toBe(200);
    for (const [method, path] of [
      ["GET", ""],
      ["PATCH", ""],
      ["DELETE", ""],
      ["POST", "/replay"],
      ["POST", "/secrets"],
      ["POST", "/mapping"],
      ["POST", "/preview"],
    ] as const) {
      const sent = method === "GET" || method === "DELETE" ? undefined : { mapping, secret: "long-enough-secret" };
      const answer = await product.api(method, `/api/webhooks/${id}${path}`, path === "/replay" || path === "" ? sent && {} : sent);
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    expect((await product.api<{ items: unknown[] }>("GET", `/api/webhooks/${id}/deliveries`)).body.items).toEqual([]);
  });
});
