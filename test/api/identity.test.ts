import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
let key: string;
beforeAll(async () => {
  product = await startTestProduct();
  key = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Shop" })).body.key;
});
afterAll(() => product.stop());

const hour = 3_600_000;
const began = Date.now() - 48 * hour;
const at = (hours: number) => new Date(began + hours * hour).toISOString();

async function send(...batch: object[]): Promise<void> {
  const { status } = await product.api("POST", "/v1/batch", { batch }, { authorization: `Bearer ${key}` });
  expect(status).toBe(200);
  await product.product.collect.follower.caughtUp();
}

async function ok<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await product.api<T>(method, path, body);
  expect({ path, status: answer.status < 300, body: answer.status < 300 ? "" : answer.body }).toEqual({ path, status: true, body: "" });
  return answer.body;
}

type Made = { decisions: string[] };
type Profile = {
  id: string;
  name: string | null;
  traits: Record<string, string>;
  said: Record<string, { source: string | null }>;
  openCase: object | null;
};
const idOf = async (name: string) =>
  (await ok<{ items: { id: string; name: string }[] }>("GET", `/api/customers?q=${encodeURIComponent(name)}`)).items.find(
    (one) => one.name === name,
  )!.id;

/** What every analysis says of a customer and its segment. */
async function everywhere(id: string) {
  const days = `from=${at(-24).slice(0, 10)}&to=${at(72).slice(0, 10)}`;
  const [profile, timeline, nps, paths, cases, list] = await Promise.all([
    ok<Profile>("GET", `/api/customers/${id}`),
    ok<{ items: { id: string }[] }>("GET", `/api/customers/${id}/timeline`),
    ok<{ estimate: { n: number } | null }>("GET", `/api/metrics/nps?${days}&trait.plan=gold`),
    ok<{ edges: { from: string; to: string; count: number }[] }>("GET", `/api/journeys/paths?${days}`),
    ok<{ items: { customerId: string }[] }>("GET", "/api/cases?state=open"),
    ok<{ total: number }>("GET", "/api/customers"),
  ]);
  return {
    traits: profile.traits,
    hasCase: profile.openCase !== null,
    timeline: timeline.items.map((item) => item.id).sort(),
    nps: nps.estimate?.n ?? 0,
    arrows: paths.edges.map(({ from, to, count }) => `${from} > ${to} ${count}`).sort(),
    cases: cases.items.filter(({ customerId }) => customerId === id).length,
    customers: list.total,
  };
}

test("history moves with a merge into every analysis, and back when it is taken back", async () => {
  const track = (messageId: string, who: object, event: string, hours: number, properties = {}) => ({
    type: "track",
    messageId,
    event,
    timestamp: at(hours),
    properties,
    ...who,
  });
  await send(
    { type: "identify", messageId: "i1", userId: "1", timestamp: at(0), traits: { name: "Greta Gold", plan: "gold" } },
    track("t1", { userId: "1" }, "Product Viewed", 1),
    { type: "identify", messageId: "i2", userId: "2", timestamp: at(0), traits: { name: "Mona Moved", city: "Rome" } },
    track("t2", { userId: "2" }, "Checkout Started", 2),
    track("f1", { userId: "2" }, "Survey Answered", 3, { question: "recommend", score: 2, comment: "Late" }),
  );
  const [greta, mona] = [await idOf("Greta Gold"), await idOf("Mona Moved")];
  const before = await everywhere(greta);
  expect(before).toMatchObject({ nps: 0, cases: 0, hasCase: false, customers: 2, timeline: ["i1", "t1"] });

  const merged = await ok<Made>("POST", "/api/customers/merge", { left: mona, right: greta, why: "one household card" });
  const after = await everywhere(greta);
  expect(after).toMatchObject({
    nps: 1,
    cases: 1,
    hasCase: true,
    customers: 1,
    timeline: ["f1", "i1", "i2", "t1", "t2"],
    traits: { plan: "gold", city: "Rome" },
  });
  expect(after.arrows).not.toEqual(before.arrows);
  expect((await ok<Profile>("GET", `/api/customers/${mona}`)).id).toBe(greta);

  await ok("POST", "/api/customers/undo", merged);
  expect(await everywhere(greta)).toEqual(before);
  expect((await ok<Profile>("GET", `/api/customers/${mona}`)).name).toBe("Mona Moved");
  expect((await product.api("POST", "/api/customers/undo", merged)).status).toBe(404);
});

test("a late identify moves what a visitor did before into every analysis", async () => {
  const visitor = { anonymousId: "late" };
  await send(
    { type: "track", messageId: "l1", event: "Product Viewed", timestamp: at(5), ...visitor },
    {
      type: "track",
      messageId: "l2",
      event: "Survey Answered",
      timestamp: at(6),
      properties: { question: "recommend", score: 3 },
      ...visitor,
    },
  );
  await send({ type: "identify", messageId: "l3", userId: "3", timestamp: at(7), traits: { name: "Lea Late", plan: "gold" }, ...visitor });
  const found = await everywhere(await idOf("Lea Late"));
  expect(found).toMatchObject({ nps: 1, cases: 1, hasCase: true, timeline: ["l1", "l2", "l3"] });
});

test("a key says where, when and how it came to belong, can be separated with a reason, and comes back", async () => {
  await send(
    {
      type: "identify",
      messageId: "k1",
      userId: "4",
      anonymousId: "laptop",
      timestamp: at(8),
      traits: { name: "Kim Keys", email: "kim@example.com", phone: "030 1234567" },
    },
    {
      type: "identify",
      messageId: "k2",
      userId: "5",
      timestamp: at(9),
      traits: { name: "Kay Keys", email: "kim@example.com", phone: "call me" },
    },
  );
  const [kim, kay] = [await idOf("Kim Keys"), await idOf("Kay Keys")];
  type Evidence = {
    keys: {
      kind: string;
      value: string;
      through: { how: string; source: string; messageId: string; at: string } | null;
      refused: { outcome: string }[];
      decided: { id: string; kind: string; who: string; why: string }[];
    }[];
  };
  const evidence = async (id: string) => (await ok<Evidence>("GET", `/api/customers/${id}/identity`)).keys;
  const keys = await evidence(kim);
  expect(keys.map(({ kind, value }) => `${kind}:${value}`)).toEqual([
    "user:4",
    "email:kim@example.com",
    "phone:+49301234567",
    "anonymous:laptop",
  ]);
  expect(keys[1]).toMatchObject({
    through: { how: "same_fact", source: "Shop", messageId: "k1", at: at(8) },
    refused: [{ outcome: "two_known" }],
  });
  expect(await ok<Profile>("GET", `/api/customers/${kay}`)).toMatchObject({
    traits: { phone: "call me" },
    said: { phone: { source: "Shop" } },
  });

  await ok("POST", "/api/customers/separate", { kind: "email", value: "kim@example.com", why: "her sister's" });
  // The first claim was cut, so the second holds.
  const [email] = (await evidence(kay)).filter(({ kind }) => kind === "email");
  expect(email).toMatchObject({ value: "kim@example.com", decided: [{ kind: "separate", who: "Owner", why: "her sister's" }] });
  await ok("POST", "/api/customers/undo", { decisions: [email!.decided[0]!.id] });
  expect((await evidence(kim)).map(({ kind }) => kind)).toContain("email");
  expect((await product.api("POST", "/api/customers/separate", { kind: "user", value: "4" })).status).toBe(409);
  expect((await product.api("POST", "/api/customers/separate", { kind: "user", value: "nobody knows" })).status).toBe(404);
});

test("a shared address on the list joins nobody, and what cannot be a key is refused by name", async () => {
  const list = () => ok<{ nobodies: { id: string; value: string; kind: string; who: string }[] }>("GET", "/api/nobodies");
  await ok("POST", "/api/nobodies", { kind: "email", value: " Info@Shop.example" });
  expect((await list()).nobodies).toMatchObject([{ kind: "email", value: "info@shop.example", who: "Owner" }]);
  await send({
    type: "identify",
    messageId: "n1",
    userId: "6",
    timestamp: at(10),
    traits: { name: "Nia Nobody", email: "info@shop.example" },
  });
  const { keys } = await ok<{ keys: { kind: string }[] }>("GET", `/api/customers/${await idOf("Nia Nobody")}/identity`);
  expect(keys.map(({ kind }) => kind)).toEqual(["user"]);
  await ok("POST", "/api/customers/undo", { decisions: [(await list()).nobodies[0]!.id] });
  expect((await list()).nobodies).toEqual([]);
  const refused = await product.api<{ message: string }>("POST", "/api/nobodies", { kind: "phone", value: "call me" });
  expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining("value")]);
});

test("pairs that may be one are suggested, never merged, decided once, and decided back", async () => {
  const twin = { city: "Köln", postcode: "50667", birthday: "1984-03-12", street: "Domstraße 3" };
  await send(
    { type: "identify", messageId: "d1", userId: "7", timestamp: at(11), traits: { name: "Katherine Schröder", ...twin } },
    {
      type: "identify",
      messageId: "d2",
      userId: "8",
      timestamp: at(12),
      traits: { name: "Catherine Schroeder", ...twin, phone: "0221 123456" },
    },
  );
  type Found = {
    total: number;
    pairs: { left: { id: string; name: string }; right: { id: string; name: string }; reasons: { field: string; agreement: string }[] }[];
    lookedAt: string | null;
  };
  const waiting = () => ok<Found>("GET", "/api/duplicates");
  expect(await waiting()).toEqual({ total: 0, pairs: [], lookedAt: null });
  const customers = (await ok<{ total: number }>("GET", "/api/customers")).total;
  const look = async () => {
    const { job } = await ok<{ job: string }>("POST", "/api/duplicates/look");
    while ((await ok<{ state: string }>("GET", `/api/jobs/${job}`)).state === "running") await new Promise((done) => setTimeout(done, 50));
  };
  await look();
  const found = await waiting();
  expect(found.total).toBe(1);
  const [{ left, right, reasons }] = found.pairs as [Found["pairs"][0]];
  expect([left.name, right.name].sort()).toEqual(["Catherine Schroeder", "Katherine Schröder"]);
  expect(reasons).toContainEqual(expect.objectContaining({ field: "born", agreement: "same" }));
  expect((await ok<{ total: number }>("GET", "/api/customers")).total).toBe(customers);

  const different = await ok<Made>("POST", "/api/duplicates/decide", { left: left.id, right: right.id, verdict: "different" });
  await look();
  expect((await waiting()).total).toBe(0);
  await ok("POST", "/api/customers/undo", different);
  expect((await waiting()).total).toBe(1);
  const same = await ok<Made>("POST", "/api/duplicates/decide", { left: left.id, right: right.id, verdict: "same" });
  expect((await waiting()).total).toBe(0);
  expect((await ok<{ total: number }>("GET", "/api/customers")).total).toBe(customers - 1);
  await ok("POST", "/api/customers/undo", same);
  expect((await waiting()).total).toBe(1);
});

test("national numbers are meant in the workspace's country, which follows from its time zone and can be changed", async () => {
  const settings = await ok<{ country: string }>("GET", "/api/workspace");
  expect(settings.country).toBe("DE");
  expect((await product.api("PATCH", "/api/workspace", { country: "Germany" })).status).toBe(400);
  await ok("PATCH", "/api/workspace", { country: "" });
  expect(await ok("GET", "/api/workspace")).toMatchObject({ country: "" });
  expect((await product.api("POST", "/api/nobodies", { kind: "phone", value: "030 1234567" })).status).toBe(400);
});
