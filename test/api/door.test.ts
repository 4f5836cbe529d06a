import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "../../src/show/api/routes/list.ts";
import { createClient, owner, startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
});
afterAll(() => product.stop());

const stranger = () => createClient(product.url);

describe("the first visit", () => {
  test("an owner can be created only once", async () => {
    const again = await stranger()("POST", "/api/setup", { ...owner, email: "second@example.com" });
    expect(again).toMatchObject({ status: 409, body: { error: { code: "already_set_up" } } });
  });

  test("the owner is signed in and sees the workspace", async () => {
    const { body } = await product.api("GET", "/api/state");
    expect(body).toMatchObject({
      setUp: true,
      signedIn: true,
      user: { email: owner.email },
      workspace: { name: owner.workspace, timezone: owner.timezone },
    });
  });
});

describe("the door", () => {
  test("every route that needs a sign-in refuses a stranger, before it looks at what was sent", async () => {
    const closed = routes.filter(({ may }) => may !== "anyone");
    expect(closed.length).toBeGreaterThan(2);
    for (const { method, path } of closed) {
      const answer = await stranger()(method, path.replace(/:\w+/g, "x"), method === "GET" ? undefined : { any: "thing" });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
    }
  });

  test("a change that does not come from our own pages is refused", async () => {
    const { api } = product;
    const withoutHeader = await api("PATCH", "/api/workspace", { name: "Stolen" }, { "x-rapport": "" });
    const foreign = await api("PATCH", "/api/workspace", { name: "Stolen" }, { origin: "https://evil.example" });
    expect([withoutHeader.status, foreign.status]).toEqual([403, 403]);
    expect((await api<{ name: string }>("GET", "/api/workspace")).body.name).toBe(owner.workspace);
  });

  test("a wrong password and an unknown e-mail get the same answer, and guessing is slowed down", async () => {
    const guess = (email: string) => stranger()("POST", "/api/sign-in", { email, password: "wrong" });
    const [known, unknown] = [await guess("guess@example.com"), await guess("nobody@example.com")];
    expect([known.status, unknown.status]).toEqual([401, 401]);
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await guess("victim@example.com")).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });

  test("a login ends for good when its owner signs out", async () => {
    const browser = stranger();
    expect((await browser("POST", "/api/sign-in", owner)).status).toBe(200);
    const thief = (await browser("GET", "/api/team")).status;
    await browser("POST", "/api/sign-out");
    expect([thief, (await browser("GET", "/api/team")).status]).toEqual([200, 401]);
  });

  test("a password is changed by who knows it, which ends every other sign-in", async () => {
    const [mine, other] = [product.api, stranger()];
    expect((await other("POST", "/api/sign-in", owner)).status).toBe(200);
    const another = { ...owner, password: "another horse, another battery" };
    const wrong = await mine("POST", "/api/password", { current: "not it", password: another.password });
    expect(wrong).toMatchObject({ status: 400, body: { error: { code: "wrong_password" } } });
    expect((await mine("POST", "/api/password", { current: owner.password, password: "short" })).status).toBe(400);
    expect((await other("GET", "/api/team")).status).toBe(200);
    expect((await mine("POST", "/api/password", { current: owner.password, password: another.password })).status).toBe(200);
    expect([(await mine("GET", "/api/team")).status, (await other("GET", "/api/team")).status]).toEqual([200, 401]);
    expect((await other("POST", "/api/sign-in", owner)).status).toBe(401);
    expect((await other("POST", "/api/sign-in", another)).status).toBe(200);
    await mine("POST", "/api/password", { current: another.password, password: owner.password });
  });

  test("a browser cannot replace a forgotten password, whoever is signed in", async () => {
    const answer = await product.api("POST", "/api/password/replacement", { email: owner.email });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: "not_allowed" } } });
  });
});

describe("bad input", () => {
  test("each wrong field is named with its remedy, and nothing is changed", async () => {
    const answer = await product.api("PATCH", "/api/workspace", { name: "New", timezone: "Mars/Olympus", currency: "euro" });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "bad_input", issues: [{ path: "timezone" }, { path: "currency" }] } },
    });
    expect((await product.api<{ name: string }>("GET", "/api/workspace")).body.name).toBe(owner.workspace);
  });

  test("broken JSON, an unknown address and a huge body each get a clear sentence", async () => {
    const broken = await product.api("PATCH", "/api/workspace", "{ nope");
    const nowhere = await product.api("GET", "/api/nowhere");
    const huge = await product.api("PATCH", "/api/workspace", { name: "x".repeat(2_000_000) });
    expect([broken, nowhere, huge].map(({ status, body }) => [status, (body as { error: { code: string } }).error.code])).toEqual([
      [400, "bad_json"],
      [404, "not_found"],
      [413, "body_too_large"],
    ]);
  });
});

test("health tells the truth, and the description lists exactly the routes", async () => {
  expect(await product.api("GET", "/readyz")).toMatchObject({ status: 200, body: { ok: true } });
  const { body } = await product.api<{ openapi: string; paths: Record<string, object> }>("GET", "/api/openapi.json");
  const described = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  const declared = routes.filter(({ path }) => path.startsWith("/api/")).map(({ method, path }) => `${method} ${path}`);
  expect(body.openapi).toBe("3.1.0");
  expect(described.sort()).toEqual(declared.sort());
});
