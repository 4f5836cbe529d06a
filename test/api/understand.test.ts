import { afterAll, beforeAll, expect, test } from "vitest";
import { customerIdOf } from "../../src/store/customer-id.ts";
import { factsOf, repeatAnswers } from "../support/facts.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";

let product: TestProduct;
let workspace: string;
const days = "from=2026-03-01&to=2026-03-31";

beforeAll(async () => {
  product = await startTestProduct();
  const { store } = product.product;
  workspace = (await store.records.database.selectFrom("workspaces").select("id").executeTakeFirstOrThrow()).id;
  const facts = factsOf(store, workspace);
  const at = "2026-03-10T10:00:00Z";
  await facts.answers([
    ...repeatAnswers(40, { at, question: "recommend", score: 9, touchpoint: "Delivery" }),
    ...repeatAnswers(20, { at, question: "recommend", score: 2, touchpoint: "Call", channel: "phone", comment: "Slow, sorry" }),
    { at, id: "one", question: "recommend", score: 9, who: "user:ada", touchpoint: "Delivery" },
  ]);
  await facts.interactions([
    { who: "user:ada", at: "2026-03-09T10:00:00Z", touchpoint: "Order", stage: "purchase", revenueMinor: 900 },
    { who: "user:ada", at: "2026-03-10T09:00:00Z", touchpoint: "Delivery", stage: "service" },
  ]);
  await facts.interactions(
    (["user:A-10441", "user:A-10442"] as const).map((who) => ({
      who,
      at: "2026-01-10T09:00:00Z",
      touchpoint: "Delivery",
      stage: "service",
    })),
  );
  await facts.profiles([{ who: "user:ada", name: "Ada", traits: { region: "North" } }]);
});
afterAll(() => product.stop());

async function get<T>(path: string): Promise<T> {
  const { status, body } = await product.api<T>("GET", path);
  expect({ path, status, body: status === 200 ? "" : body }).toEqual({ path, status: 200, body: "" });
  return body;
}

test("a score, its trend, its parts, what changed and the answers behind it agree", async () => {
  const score = await get<{ estimate: { n: number }; metric: object }>(`/api/metrics/nps?${days}`);
  expect(score).toMatchObject({
    estimate: { n: 61 },
    metric: { scale: [0, 10], version: 1 },
    previous: { from: "2026-01-29", to: "2026-02-28" },
  });
  const { points } = await get<{ points: { estimate: { n: number } | null }[] }>(`/api/metrics/nps/trend?${days}&by=day`);
  expect([points.length, points.reduce((sum, { estimate }) => sum + (estimate?.n ?? 0), 0)]).toEqual([31, 61]);
  const { rows } = await get<{ rows: { key: string; estimate: { n: number } }[] }>(`/api/metrics/nps/split?${days}&by=channel`);
  expect(rows.map(({ key, estimate }) => [key, estimate.n])).toEqual([
    ["web", 41],
    ["phone", 20],
  ]);
  expect(await get(`/api/metrics/nps/changes?${days}`)).toEqual({ changes: [] });
  expect(await get(`/api/changes?${days}`)).toEqual({ changes: [] });
  expect(await get(`/api/feedback?${days}&metric=nps&channel=phone&limit=1`)).toMatchObject({
    total: 20,
    items: [{ band: "detractor", caseId: null }],
    next: "1",
  });
  expect(await get(`/api/feedback/facets?${days}&metric=nps`)).toMatchObject({ total: 61 });
  expect(await get(`/api/metrics`)).toMatchObject({ metrics: [{ id: "nps" }, { id: "csat" }, { id: "ces" }] });
});

test("a trait in the address narrows every figure", async () => {
  expect(await get(`/api/metrics/nps?${days}&trait.region=North`)).toMatchObject({ estimate: { n: 1 } });
  expect(await get(`/api/feedback?${days}&trait.region=North`)).toMatchObject({ total: 1, items: [{ id: "one", customerName: "Ada" }] });
  expect(await get(`/api/journeys/paths?${days}&trait.region=South`)).toMatchObject({ nodes: [], edges: [] });
});

test("one answer comes with the steps around it", async () => {
  expect(await get(`/api/feedback/one`)).toMatchObject({
    id: "one",
    steps: [{ touchpoint: "Order", timestamp: "2026-03-09T10:00:00.000Z" }, { touchpoint: "Delivery" }],
  });
});

test("the graph, the variants, the map and the rows behind them agree", async () => {
  const paths = await get<{ edges: object[] }>(`/api/journeys/paths?${days}&coverage=1`);
  expect(paths.edges).toEqual([{ from: "Order", to: "Delivery", count: 1, customers: 1, medianMs: 82_800_000, meanMs: 82_800_000 }]);
  const { variants } = await get<{ variants: { id: string }[] }>(`/api/journeys/variants?${days}`);
  for (const figure of ["source=Order&target=Delivery", "touchpoint=Order", `variant=${variants[0]!.id}`])
    expect(await get(`/api/journeys/rows?${days}&${figure}`)).toMatchObject({ total: 1, items: [{ customerName: "Ada" }], next: null });
  expect(await get(`/api/journeys/map?${days}`)).toMatchObject({ stages: [{ stage: "purchase" }, { stage: "service" }, { stage: "" }] });
  const csv = await get<string>(`/api/journeys/rows.csv?${days}&source=Order&target=Delivery`);
  expect(csv.split("\r\n")[1]).toBe(
    `${customerIdOf(workspace, "user:ada")},Ada,2026-03-09T10:00:00.000Z,2026-03-10T09:00:00.000Z,82800000`,
  );
});

test("the export of a list holds as many rows as the list", async () => {
  const csv = await get<string>(`/api/feedback.csv?${days}&metric=nps`);
  expect(csv.trim().split("\r\n").length).toBe(1 + 61);
});

test("a customer's page and timeline answer, and a segment can be made of what is offered", async () => {
  const id = customerIdOf(workspace, "user:ada");
  expect(await get(`/api/customers?q=ada`)).toMatchObject({ total: 1, items: [{ id, openCase: false, revenueMinor: 900 }] });
  expect(await get(`/api/customers/${id}`)).toMatchObject({ id, openCase: null, orders: { count: 1 } });
  expect(await get(`/api/customers/${id}/timeline?kind=feedback`)).toMatchObject({ items: [{ id: "one", score: 9 }], next: null });
  expect(await get(`/api/customers?q=A-`)).toMatchObject({ total: 0 });
  expect(await get(`/api/customers?q=a-104`)).toMatchObject({ total: 2 });
  expect(await get(`/api/customers?q=0442`)).toMatchObject({ total: 1, items: [{ called: "A-10442" }] });
  expect(await get(`/api/customers?q=${encodeURIComponent("a_1")}`)).toMatchObject({ total: 0 });
  const conditions = [{ field: "trait.region", op: "is", value: "North" }];
  const made = await product.api<{ id: string }>("POST", "/api/segments", { name: "The north", conditions });
  expect(made.status).toBe(201);
  expect(await get(`/api/segments`)).toMatchObject({ segments: [{ name: "The north", conditions, customers: 1 }] });
  expect(await get(`/api/customers?segment=${made.body.id}`)).toMatchObject({ total: 1 });
  expect(await get(`/api/metrics/nps/split?${days}&by=segment`)).toMatchObject({ rows: [{ label: "The north", estimate: { n: 1 } }] });
  expect((await product.api("DELETE", `/api/segments/${made.body.id}`, {})).status).toBe(200);
  expect(await get(`/api/segments/vocabulary`)).toMatchObject({
    fields: expect.arrayContaining([expect.objectContaining({ field: "trait.region", values: ["North"] })]),
  });
  expect(await get(`/api/touchpoints`)).toMatchObject({ touchpoints: [{ touchpoint: "Delivery" }, { touchpoint: "Order" }] });
});

test.each([
  ["/api/metrics/nps?from=2026-02-30", 400, "from"],
  ["/api/metrics/nps?from=tomorrow", 400, "from"],
  ["/api/metrics/nps/trend?by=hour", 400, "by"],
  ["/api/metrics/nps/split?by=weather", 400, "by"],
  ["/api/journeys/paths?coverage=2", 400, "coverage"],
  ["/api/journeys/rows?source=x", 400, "touchpoint"],
  ["/api/feedback?band=happy", 400, "band"],
  ["/api/feedback?limit=0", 400, "limit"],
  ["/api/metrics/ltv", 404, "metric ltv"],
  ["/api/customers/12", 404, "customer"],
  ["/api/customers/ada/timeline", 404, "customer"],
  ["/api/customers/99999999999999999999", 404, "customer"],
  ["/api/metrics/nps?segment=none", 404, "segment"],
])("%s is refused with a sentence that names what is off", async (path, status, named) => {
  const answer = await product.api<{ error: { message: string } }>("GET", path);
  expect(answer.status).toBe(status);
  expect(answer.body.error.message).toContain(named);
});
