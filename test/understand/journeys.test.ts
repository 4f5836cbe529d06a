import { beforeAll, expect, test } from "vitest";
import { drawMap } from "../../src/understand/journeys/map.ts";
import { findPaths } from "../../src/understand/journeys/paths.ts";
import { findJourneyRows, type Figure } from "../../src/understand/journeys/rows.ts";
import { findVariants } from "../../src/understand/journeys/variants.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { readScope, type Bar } from "../../src/understand/scope.ts";
import { customerIdOf } from "../../src/store/customer-id.ts";
import { factsOf } from "../support/facts.ts";
import { useStore } from "../support/store.ts";
import { runningExample } from "./running-example.ts";

const held = useStore("linked", "ties");
const now = Date.parse("2026-06-15T12:00:00Z");
const whole = { from: "2010-12-01", to: "2011-02-28" };
const march = { from: "2026-03-01", to: "2026-03-31" };
const travelOf = async (bar: Bar, workspace = "w", gapDays = 30) => ({ scope: await readScope(held.store, workspace, bar, now), gapDays });
const all = { coverage: 1, metric: nps };

beforeAll(async () => {
  const { store } = held;
  await factsOf(store, "w").interactions(runningExample);
  const linked = factsOf(store, "linked");
  await linked.interactions([
    { who: "anonymous:a", at: "2026-03-01T10:00:00Z", touchpoint: "Ad", channel: "ad", stage: "awareness" },
    { who: "user:ada", at: "2026-03-01T11:00:00Z", touchpoint: "Order", stage: "purchase", revenueMinor: 5000 },
    { who: "anonymous:a", at: "2026-03-01T10:30:00Z", touchpoint: "Product", stage: "consideration" },
    { who: "user:ada", at: "2026-03-31T23:00:00Z", touchpoint: "Order", stage: "purchase", revenueMinor: 700 },
    { who: "user:bob", at: "2026-03-02T10:00:00Z", touchpoint: "Product", stage: "consideration" },
    { who: "user:bob", at: "2026-03-02T10:00:10Z", touchpoint: "Order", stage: "purchase", revenueMinor: 900 },
  ]);
  await linked.link("anonymous:a", "user:ada");
  await linked.profiles([{ who: "user:ada", name: "Ada Ada" }]);
  await linked.answers([
    { who: "user:ada", at: "2026-03-02T10:00:00Z", question: "recommend", score: 2, touchpoint: "Order", stage: "purchase" },
    { who: "user:bob", at: "2026-03-03T10:00:00Z", question: "recommend", score: 10, touchpoint: "Order", stage: "purchase" },
  ]);
  // Three visits in one millisecond, inserted in two parts: the ingest sequence orders them.
  const ties = factsOf(store, "ties");
  const at = "2026-03-05T10:00:00Z";
  await ties.interactions([
    { who: "user:x", at, touchpoint: "B" },
    { who: "user:x", at, touchpoint: "A" },
  ]);
  await ties.interactions([{ who: "user:x", at, touchpoint: "C" }]);
});

test("the textbook log gives the published graph", async () => {
  const { nodes, edges, totals } = await findPaths(held.store, await travelOf(whole), all);
  expect(totals).toMatchObject({
    interactions: 42,
    customers: 6,
    journeys: 6,
    transitions: 36,
    shownTransitions: 36,
    edges: 16,
    touchpoints: 8,
  });
  const count = (from: string, to: string) => edges.find((edge) => edge.from === from && edge.to === to)?.count;
  expect([count("check ticket", "decide"), count("examine casually", "check ticket")]).toEqual([6, 4]);
  expect(edges.find(({ from, to }) => from === "check ticket" && to === "decide")).toMatchObject({ customers: 4 });
  expect(nodes.find(({ touchpoint }) => touchpoint === "register request")).toMatchObject({ count: 6, customers: 6, starts: 6, ends: 0 });
  expect(nodes.find(({ touchpoint }) => touchpoint === "decide")).toMatchObject({ count: 9, customers: 6, starts: 0, ends: 0 });
  expect(nodes.find(({ touchpoint }) => touchpoint === "reject request")).toMatchObject({ count: 3, ends: 3 });
});

test("the textbook log gives its six variants, with the published median duration", async () => {
  const { total, variants } = await findVariants(held.store, await travelOf(whole), { limit: 20, metric: nps });
  expect(total).toMatchObject({ journeys: 6, variants: 6 });
  expect(variants.every(({ count }) => count === 1)).toBe(true);
  const lasted = variants.map(({ medianMs }) => medianMs / 1000).sort((a, b) => a - b);
  expect([(lasted[2]! + lasted[3]!) / 2, lasted.reduce((sum, each) => sum + each) / 6]).toEqual([815_940, 966_890]);
});

test("an arrow's waits are exact: median between the two middle ones, and mean", async () => {
  const { edges } = await findPaths(held.store, await travelOf(whole), all);
  const hours = (ms: number) => ms / 3_600_000;
  const edge = edges.find(({ from, to }) => from === "decide" && to === "pay compensation")!;
  // 72:43, 144:50 and 210:55 hours
  expect(hours(edge.medianMs)).toBeCloseTo(144 + 50 / 60, 9);
  expect(hours(edge.meanMs)).toBeCloseTo((72 + 43 / 60 + 144 + 50 / 60 + 210 + 55 / 60) / 3, 9);
});

test("coverage keeps the fewest arrows that hold the share, and says what is hidden", async () => {
  const travel = await travelOf(whole);
  const half = await findPaths(held.store, travel, { coverage: 0.5, metric: nps });
  const least = half.edges.at(-1)!.count;
  expect(half.totals.shownTransitions).toBeGreaterThanOrEqual(18);
  expect(half.totals.shownTransitions - least).toBeLessThan(18);
  expect(half.totals.edges).toBe(16);
  const shown = new Set(half.edges.flatMap(({ from, to }) => [from, to]));
  expect(half.nodes.map(({ touchpoint }) => touchpoint).sort()).toEqual([...shown].sort());
});

test("what a customer did before we knew them belongs to the same journey", async () => {
  const { nodes, edges, totals } = await findPaths(held.store, await travelOf(march, "linked"), all);
  expect(totals).toMatchObject({ interactions: 6, customers: 2, journeys: 3, transitions: 3 });
  expect(edges.map(({ from, to, count, customers }) => [from, to, count, customers])).toEqual([
    ["Product", "Order", 2, 2],
    ["Ad", "Product", 1, 1],
  ]);
  expect(nodes.find(({ touchpoint }) => touchpoint === "Order")).toMatchObject({
    count: 3,
    customers: 2,
    starts: 1,
    ends: 3,
    score: { value: 0, n: 2 },
  });
});

test("a journey ends after days without an interaction, and how many is a choice", async () => {
  const longer = await findPaths(held.store, await travelOf(march, "linked", 31), all);
  expect(longer.totals).toMatchObject({ journeys: 2, transitions: 4, gapDays: 31 });
  const { total, variants } = await findVariants(held.store, await travelOf(march, "linked"), { limit: 20, metric: nps });
  expect(total).toEqual({ journeys: 3, variants: 3, gapDays: 30 });
  expect(variants.map(({ steps, score }) => [steps.join(" > "), score?.value ?? null]).sort()).toEqual([
    ["Ad > Product > Order", -100],
    ["Order", null],
    ["Product > Order", 100],
  ]);
});

test("visits in the same millisecond keep the order in which they were taken in", async () => {
  const { variants } = await findVariants(held.store, await travelOf(march, "ties"), { limit: 20, metric: nps });
  expect(variants.map(({ steps }) => steps)).toEqual([["B", "A", "C"]]);
});

test.each(["w", "linked", "ties"])("every figure on the graph of workspace %s equals the rows behind it", async (workspace) => {
  const travel = await travelOf(workspace === "w" ? whole : march, workspace);
  const { nodes, edges } = await findPaths(held.store, travel, all);
  const { variants } = await findVariants(held.store, travel, { limit: 100, metric: nps });
  const behind = async (figure: Figure) => {
    const { total, items, next } = await findJourneyRows(held.store, travel, { figure, limit: 1000 });
    expect([items.length, next]).toEqual([total, null]);
    return { total, customers: new Set(items.map(({ customerId }) => customerId)).size };
  };
  for (const { touchpoint, count, customers } of nodes) expect(await behind({ touchpoint })).toEqual({ total: count, customers });
  for (const { from, to, count, customers } of edges)
    expect(await behind({ source: from, target: to })).toEqual({ total: count, customers });
  for (const { id, count } of variants) expect((await behind({ variant: id })).total).toBe(count);
});

test("the rows behind an arrow name the customer, and can be turned page by page", async () => {
  const travel = await travelOf(march, "linked");
  const figure = { source: "Product", target: "Order" };
  const first = await findJourneyRows(held.store, travel, { figure, limit: 1 });
  const second = await findJourneyRows(held.store, travel, { figure, limit: 1, cursor: first.next! });
  expect([...first.items, ...second.items]).toEqual([
    {
      customerId: customerIdOf("linked", "user:bob"),
      customerName: "bob",
      from: Date.parse("2026-03-02T10:00:00Z"),
      to: Date.parse("2026-03-02T10:00:10Z"),
      waitMs: 10_000,
    },
    {
      customerId: customerIdOf("linked", "user:ada"),
      customerName: "Ada Ada",
      from: Date.parse("2026-03-01T10:30:00Z"),
      to: Date.parse("2026-03-01T11:00:00Z"),
      waitMs: 1_800_000,
    },
  ]);
  expect([first.total, second.total, second.next]).toEqual([2, 2, null]);
});

test("the map shows stages in the order in which they are lived, with scores where people answered", async () => {
  const { stages, weakest } = await drawMap(held.store, (await travelOf(march, "linked")).scope);
  expect(stages.map(({ stage, interactions, customers, scores }) => [stage, interactions, customers, scores.nps?.n ?? null])).toEqual([
    ["awareness", 1, 1, null],
    ["consideration", 2, 2, null],
    ["purchase", 3, 2, 2],
  ]);
  expect(stages[2]!.touchpoints).toEqual([{ touchpoint: "Order", channel: "web", interactions: 3, customers: 2 }]);
  expect(weakest).toBeNull();
});

test("a narrowed graph shows the journey through what is left", async () => {
  const { edges } = await findPaths(held.store, await travelOf({ ...march, channel: "web" }, "linked"), all);
  expect(edges.map(({ from, to }) => [from, to])).toEqual([["Product", "Order"]]);
});

test("nobody travelled: empty lists, never zeros that look like figures", async () => {
  const travel = await travelOf({ from: "2020-01-01", to: "2020-01-31" });
  expect(await findPaths(held.store, travel, all)).toMatchObject({ nodes: [], edges: [], totals: { interactions: 0, transitions: 0 } });
  expect(await findVariants(held.store, travel, { limit: 5, metric: nps })).toMatchObject({ variants: [], total: { journeys: 0 } });
  expect(await findJourneyRows(held.store, travel, { figure: { source: "a", target: "b" }, limit: 5 })).toEqual({
    total: 0,
    items: [],
    next: null,
  });
});
