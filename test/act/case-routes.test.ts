import { afterAll, beforeAll, expect, test } from "vitest";
import { openCases } from "../../src/act/cases/open-cases.ts";
import type { CaseFile, CaseInbox } from "../../src/show/api/routes/cases.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct();
  const { database } = product.product.store.records;
  const { id: workspaceId } = await database.selectFrom("workspaces").select("id").executeTakeFirstOrThrow();
  const low = {
    workspaceId,
    customerId: "1",
    question: "ease" as const,
    score: 1,
    comment: "endless forms",
    touchpoint: "returns",
    channel: "web",
  };
  await database
    .transaction()
    .execute((trx) => openCases(trx, [{ ...low, messageId: "m", timestamp: Date.now(), identities: ["user:1"] }]));
});
afterAll(() => product.stop());

test("a case is found, worked, wrongly closed, taken back and resolved over HTTP", async () => {
  const { body: inbox } = await product.api<CaseInbox>("GET", "/api/cases");
  expect(inbox).toMatchObject({
    counts: { open: 1, late: 0, mine: 0 },
    items: [{ number: 1, state: "new", comment: "endless forms", owner: null }],
    next: null,
  });
  const path = `/api/cases/${inbox.items[0]!.id}`;
  expect(await product.api("POST", `${path}/take`)).toMatchObject({ status: 200, body: { owner: { name: "Owner" }, state: "new" } });
  expect(await product.api("POST", `${path}/contact`, { note: "called" })).toMatchObject({ status: 200, body: { state: "contacted" } });
  expect(await product.api("POST", `${path}/close`, {})).toMatchObject({ status: 400, body: { error: { code: "bad_input" } } });
  expect(await product.api("POST", `${path}/close`, { reason: "oops" })).toMatchObject({ status: 200, body: { state: "closed" } });
  expect(await product.api("POST", `${path}/undo`)).toMatchObject({ status: 200, body: { state: "contacted" } });
  expect(await product.api("POST", `${path}/resolve`, { cause: "rules.effort" })).toMatchObject({
    status: 200,
    body: { cause: "rules.effort" },
  });
  expect(await product.api("POST", `${path}/take`)).toMatchObject({ status: 409 });
  const { body: file } = await product.api<CaseFile>("GET", path);
  expect(file.history.map(({ what }) => what)).toEqual(["opened", "took", "contacted", "closed", "undone", "resolved"]);
  expect(file.causes.length).toBeGreaterThan(5);
});

test("a case that does not exist is not found, and an unknown folder is a bad request", async () => {
  expect(await product.api("GET", "/api/cases/none")).toMatchObject({ status: 404 });
  expect(await product.api("GET", "/api/cases?state=lost")).toMatchObject({ status: 400 });
});

test("the description of the API knows the tree of causes, although it is a tree", async () => {
  const { status, body } = await product.api<{ paths: object }>("GET", "/api/openapi.json");
  expect(status).toBe(200);
  expect(body.paths).toHaveProperty(["/api/cases/{id}/resolve"]);
});
