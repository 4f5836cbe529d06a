import { afterAll, beforeAll, expect, test } from "vitest";
import type { CatalogueAnswer } from "../../src/show/api/routes/catalogue.ts";
import type { CoverageAnswer, RemappingItem, UnmappedAnswer } from "../../src/show/api/routes/catalogue-history.ts";
import type { JobAnswer } from "../../src/show/api/routes/jobs.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
let key = "";
beforeAll(async () => {
  product = await startTestProduct();
  key = (await product.api<{ key: string }>("POST", "/api/keys", { name: "Shop" })).body.key;
});
afterAll(() => product.stop());

const get = async <T>(path: string): Promise<T> => (await product.api<T>("GET", path)).body;
const send = async (...events: string[]): Promise<void> => {
  const batch = events.map((event, i) => ({ type: "track", event, userId: `u${i % 3}`, context: { page: { path: `/p/${i}` } } }));
  const answer = await fetch(`${product.url}/v1/batch`, {
    method: "POST",
    headers: { "x-write-key": key },
    body: JSON.stringify({ batch }),
  });
  expect(answer.status).toBe(200);
};
const finished = async (id: string): Promise<JobAnswer> => {
  for (;;) {
    const job = await get<JobAnswer>(`/api/jobs/${id}`);
    if (job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

test("a new workspace has the shopping vocabulary, each touchpoint with a stage", async () => {
  const { touchpoints, rules } = await get<CatalogueAnswer>("/api/catalogue");
  expect(touchpoints.length).toBeGreaterThan(30);
  expect(touchpoints.every(({ stage }) => stage !== "")).toBe(true);
  expect(touchpoints.find(({ name }) => name === "Product Viewed")).toMatchObject({ names: ["Viewed Product"], isDirect: true });
  expect(rules).toEqual([]);
});

test("a name that nobody knows is mapped at one press, counts from then on, and its past follows when it is told to", async () => {
  await send("Viewed product page", "Viewed product page", "Order Completed", "Ping", "Ping");
  const before = await get<UnmappedAnswer>("/api/catalogue/unmapped");
  expect(before).toMatchObject({ unmapped: 4, total: 5 });
  const suggestion = before.names.find(({ name }) => name === "Viewed product page")!.suggestion;
  expect(suggestion).toMatchObject({ name: "Product Viewed" });

  await product.api("POST", "/api/catalogue/map", { names: ["Viewed product page"], touchpointId: suggestion!.id });
  await product.api("POST", "/api/catalogue/map", { names: ["Ping"], touchpointId: null });
  await send("VIEWED product page", "ping");
  expect(await get("/api/catalogue/unmapped")).toMatchObject({ names: [], unmapped: 0, total: 7 });
  const history = await get<{ misplaced: object }>("/api/catalogue/history");
  expect(history.misplaced).toEqual({ interactions: 4, feedback: 0 });

  const { status, body } = await product.api<{ job: string }>("POST", "/api/catalogue/history", {});
  expect(status).toBe(202);
  expect(await finished(body.job)).toMatchObject({ kind: "remap", state: "done", done: 4, total: 4, unit: "facts" });
  const coverage = await get<CoverageAnswer>("/api/catalogue/coverage");
  expect(coverage.total).toMatchObject({ seen: 2, interactions: 4, known: 4 });
  const seen = coverage.stages.flatMap(({ touchpoints }) => touchpoints).filter(({ interactions }) => interactions > 0);
  expect(seen.map(({ name, interactions }) => [name, interactions])).toEqual([
    ["Product Viewed", 3],
    ["Order Completed", 1],
  ]);
});

test("a re-mapping is found again, and can be taken back once", async () => {
  const { remappings } = await get<{ remappings: RemappingItem[] }>("/api/catalogue/history");
  expect(remappings).toMatchObject([{ state: "done", rows: 4, canUndo: true }]);
  const { body } = await product.api<{ job: string }>("POST", `/api/catalogue/history/${remappings[0]!.id}/undo`, {});
  expect((await finished(body.job)).state).toBe("done");
  // What came in after the change was told differently; taken back, it stands with the rest.
  expect(await get("/api/catalogue/unmapped")).toMatchObject({ unmapped: 6, total: 7 });
  const again = await product.api("POST", `/api/catalogue/history/${remappings[0]!.id}/undo`, {});
  expect(again.status).toBe(409);
});

test("rules are kept in their order, and say what is wrong with them", async () => {
  const rule = (value: string) => ({ conditions: [{ field: "path", op: "pattern", values: [value] }], touchpointId: "cart-viewed" });
  await product.api("POST", "/api/catalogue/rules", rule("/p/*"));
  const { body } = await product.api<CatalogueAnswer>("POST", "/api/catalogue/rules", rule("/q/*"));
  const ids = body.rules.map(({ id }) => id);
  const turned = await product.api<CatalogueAnswer>("POST", "/api/catalogue/order", { what: "rules", ids: ids.toReversed() });
  expect(turned.body.rules.map(({ id }) => id)).toEqual(ids.toReversed());
  expect((await get<CatalogueAnswer>("/api/catalogue")).rules.map(({ id }) => id)).toEqual(ids.toReversed());
  const bad = await product.api<{ error: { message: string } }>("POST", "/api/catalogue/rules", {
    conditions: [{ field: "property", op: "is", values: ["x"] }],
    touchpointId: null,
  });
  expect(bad.status).toBe(400);
  expect(bad.body.error.message).toBe("key: name the property.");
  const lost = await product.api("PATCH", "/api/catalogue/rules/nothing", { touchpointId: null });
  expect(lost.status).toBe(404);
});

test("a survey follows its touchpoint to a new name, and locations narrow every figure", async () => {
  await product.api("POST", "/api/surveys", { title: "After the order", touchpoint: "Order Completed" });
  await product.api("PATCH", "/api/catalogue/touchpoints/order-completed", { name: "Order" });
  expect((await get<{ surveys: object[] }>("/api/surveys")).surveys).toMatchObject([{ touchpoint: "Order" }]);
  const { body: shop } = await product.api<{ id: string }>("POST", "/api/locations", { name: "Shop", codes: ["S1"] });
  const figure = await product.api<{ estimate: null }>("GET", `/api/metrics/nps?location=${shop.id}`);
  expect(figure).toMatchObject({ status: 200, body: { estimate: null } });
  expect((await product.api("GET", "/api/metrics/nps?location=nowhere")).status).toBe(404);
});
