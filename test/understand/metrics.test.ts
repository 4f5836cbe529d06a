import { beforeAll, expect, test } from "vitest";
import { countAnswers } from "../../src/understand/metrics/count.ts";
import { findChanges } from "../../src/understand/metrics/changes.ts";
import { ces } from "../../src/understand/metrics/ces.ts";
import { csat } from "../../src/understand/metrics/csat.ts";
import { findMetric } from "../../src/understand/metrics/list.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { measureTrend } from "../../src/understand/metrics/trend.ts";
import { readScope, type Bar } from "../../src/understand/scope.ts";
import { factsOf, repeatAnswers } from "../support/facts.ts";
import { useStore } from "../support/store.ts";

const held = useStore("other", "berlin");
const now = Date.parse("2026-06-15T12:00:00Z");
const march = { from: "2026-03-01", to: "2026-03-31" };
const scopeOf = (bar: Bar, workspace = "w") => readScope(held.store, workspace, bar, now);

beforeAll(async () => {
  const { store } = held;
  const w = factsOf(store, "w");
  const on = (day: string) => `${day}T10:00:00Z`;
  await w.answers([
    // March: 50 promoters, 30 passives, 20 detractors, the published example
    ...repeatAnswers(50, { at: on("2026-03-02"), question: "recommend", score: 9, touchpoint: "Delivery", channel: "store" }),
    ...repeatAnswers(30, { at: on("2026-03-10"), question: "recommend", score: 8, touchpoint: "Checkout", channel: "web" }),
    ...repeatAnswers(20, { at: on("2026-03-20"), question: "recommend", score: 0, touchpoint: "Delivery", channel: "web" }),
    // the 31 days before: 120 promoters, 60 passives, 20 detractors
    ...repeatAnswers(120, { at: on("2026-02-10"), question: "recommend", score: 10, touchpoint: "Delivery", channel: "web" }),
    ...repeatAnswers(60, { at: on("2026-02-11"), question: "recommend", score: 7, touchpoint: "Checkout", channel: "web" }),
    ...repeatAnswers(20, { at: on("2026-02-12"), question: "recommend", score: 6, touchpoint: "Checkout", channel: "web" }),
    // never counted: outside the scale, and a comment alone
    { at: on("2026-03-05"), question: "recommend", score: 11, who: "user:far" },
    { at: on("2026-03-05"), question: "recommend", score: -1, who: "user:far" },
    { at: on("2026-03-05"), question: "recommend", who: "user:silent" },
    { at: on("2026-03-05"), comment: "Thank you", who: "user:silent" },
    // given anonymously: counts
    { at: on("2026-04-05"), question: "recommend", score: 9 },
    ...[7, 6, 6, 5, 7, 4, 6, 7, 3, 5, 6, 7].map((score, i) => ({
      at: on("2026-03-06"),
      question: "ease" as const,
      score,
      who: `user:e${i}` as const,
    })),
    ...repeatAnswers(56, { at: on("2026-03-07"), question: "satisfaction", score: 4, touchpoint: "Shop" }),
    ...repeatAnswers(14, { at: on("2026-03-07"), question: "satisfaction", score: 3, touchpoint: "Shop" }),
    ...repeatAnswers(48, { at: on("2026-02-07"), question: "satisfaction", score: 5, touchpoint: "Shop" }),
    ...repeatAnswers(32, { at: on("2026-02-07"), question: "satisfaction", score: 1, touchpoint: "Shop" }),
  ]);
  await w.profiles([
    { who: "user:recommend-9-2026-03-02T10:00:00Z-0", traits: { region: "North" } },
    { who: "user:recommend-9-2026-03-02T10:00:00Z-1", traits: { region: "North" } },
    { who: "user:recommend-0-2026-03-20T10:00:00Z-0", traits: { region: "South" } },
  ]);
  await factsOf(store, "other").answers(repeatAnswers(7, { at: on("2026-03-02"), question: "recommend", score: 0 }));
  await store.records.database.updateTable("workspaces").set({ timezone: "Europe/Berlin" }).where("id", "=", "berlin").execute();
  await factsOf(store, "berlin").answers([
    { at: "2026-02-28T22:59:59.999Z", question: "recommend", score: 0 },
    { at: "2026-02-28T23:00:00.000Z", question: "recommend", score: 10 },
    { at: "2026-03-31T21:59:59.999Z", question: "recommend", score: 10 },
    { at: "2026-03-31T22:00:00.000Z", question: "recommend", score: 0 },
  ]);
});

test("a score carries its counts, its interval and its change, and answers off the scale never count", async () => {
  const score = await measureScore(held.store, nps, await scopeOf(march));
  expect(score.counts).toEqual({ promoters: 50, passives: 30, detractors: 20 });
  expect(score.estimate).toMatchObject({ value: 30, n: 100 });
  expect(score.estimate!.low).toBeCloseTo(14.0511, 3);
  expect(score.previous).toMatchObject({ from: "2026-01-29", to: "2026-02-28", estimate: { value: 50, n: 200 } });
  expect(score.change!.p).toBeCloseTo(0.025764, 5);
  expect(score.change!.verdict).toBe("moved down");
  expect(score.distribution.filter(({ count }) => count > 0)).toEqual([
    { score: 0, count: 20 },
    { score: 8, count: 30 },
    { score: 9, count: 50 },
  ]);
  expect(score.distribution).toHaveLength(11);
  expect(score.indicative).toBe(false);
});

test("satisfaction counts 4 and 5, effort counts 5 to 7 and gives the mean beside it", async () => {
  const satisfaction = await measureScore(held.store, csat, await scopeOf(march));
  expect(satisfaction.estimate).toMatchObject({ value: 80, n: 70 });
  expect(satisfaction.change!.p).toBeCloseTo(0.008258, 5);
  const effort = await measureScore(held.store, ces, await scopeOf(march));
  expect(effort.counts).toMatchObject({ hits: 10, n: 12 });
  expect(effort.mean!.value).toBeCloseTo(5.75, 10);
  expect(effort.mean!.low).toBeCloseTo(4.931608, 5);
  expect(effort.indicative).toBe(true);
});

test("nobody answered is null, never zero", async () => {
  const score = await measureScore(held.store, nps, await scopeOf({ from: "2025-01-01", to: "2025-01-31" }));
  expect([score.estimate, score.change, score.previous.estimate]).toEqual([null, null, null]);
});

test("an answer given anonymously counts, until customers are asked for", async () => {
  const april = { from: "2026-04-01", to: "2026-04-30" };
  expect((await measureScore(held.store, nps, await scopeOf(april))).estimate?.n).toBe(1);
  const nobody = { ...(await scopeOf(april)), conditions: [{ field: "trait.region", op: "is_not" as const, value: "North" }] };
  expect((await measureScore(held.store, nps, nobody)).estimate).toBeNull();
});

test("the parts of every split add up to the whole, and another workspace is never seen", async () => {
  const scope = await scopeOf(march);
  for (const by of ["channel", "touchpoint", "stage", "language", "trait:region"]) {
    const rows = await measureSplit(held.store, nps, { scope, by });
    expect(rows.reduce((sum, { estimate }) => sum + (estimate?.n ?? 0), 0)).toBe(100);
  }
  const regions = await measureSplit(held.store, nps, { scope, by: "trait:region" });
  expect(regions.map(({ key, estimate }) => [key, estimate?.n])).toEqual([
    ["", 97],
    ["North", 2],
    ["South", 1],
  ]);
  await expect(measureSplit(held.store, nps, { scope, by: "score" })).rejects.toMatchObject({ code: "bad_input" });
});

test("a trend has every step of the period, and its steps add up to the whole", async () => {
  const scope = await scopeOf({ from: "2026-02-15", to: "2026-04-30" });
  for (const step of ["day", "week", "month"] as const) {
    const points = await measureTrend(held.store, nps, { scope, step });
    expect(points.reduce((sum, { estimate }) => sum + (estimate?.n ?? 0), 0)).toBe(101);
  }
  const months = await measureTrend(held.store, nps, { scope, step: "month" });
  expect(months.map(({ from, to, estimate, incomplete }) => [from, to, estimate?.n ?? null, incomplete])).toEqual([
    ["2026-02-15", "2026-02-28", null, true],
    ["2026-03-01", "2026-03-31", 100, false],
    ["2026-04-01", "2026-04-30", 1, false],
  ]);
});

test("a day is a day of the workspace's calendar", async () => {
  const scope = await scopeOf(march, "berlin");
  expect((await measureScore(held.store, nps, scope)).counts).toEqual({ promoters: 2, passives: 0, detractors: 0 });
  const days = await measureTrend(held.store, nps, { scope, step: "day" });
  expect(days.filter(({ estimate }) => estimate).map(({ from }) => from)).toEqual(["2026-03-01", "2026-03-31"]);
});

test("what changed names the proven moves first, judged together", async () => {
  const rows = await findChanges(held.store, [nps], await scopeOf(march));
  expect(rows.map(({ key, change }) => [key, change.value, change.verdict]).slice(0, 2)).toEqual([
    ["web", -90, "moved down"],
    ["Delivery", expect.closeTo(-57.14, 2), "moved down"],
  ]);
  expect(rows.map(({ key, before, after }) => [key, before.n, after.n])).toContainEqual(["Checkout", 80, 30]);
  expect(rows.some(({ key }) => key === "store")).toBe(false);
});

test("what changed in several metrics is judged as one family", async () => {
  const alone = await findChanges(held.store, [nps], await scopeOf(march));
  const together = await findChanges(held.store, [nps, csat], await scopeOf(march));
  expect(new Set(together.map(({ metric }) => metric))).toEqual(new Set(["nps", "csat"]));
  const pOf = (rows: typeof alone) => rows.find(({ metric, key }) => metric === "nps" && key === "Checkout")!.change.p!;
  expect(pOf(together)).toBeGreaterThan(pOf(alone));
});

test("customers outside a condition are everyone else", async () => {
  const scope = await scopeOf(march);
  const north = [{ field: "trait.region", op: "is" as const, value: "North" }];
  const inside = await countAnswers(held.store, nps, { scope: { ...scope, conditions: north } });
  const outside = await countAnswers(held.store, nps, { scope: { ...scope, except: north } });
  expect([inside.get("")?.promoters, outside.get("")?.promoters]).toEqual([2, 48]);
});

test("text from outside stays a value, wherever it comes from", async () => {
  const hostile = "x' OR 1=1 -- {workspace:String}";
  const bar = { ...march, channel: hostile, touchpoint: hostile, "trait.x') OR 1=1 --": hostile };
  expect((await measureScore(held.store, nps, await scopeOf(bar))).estimate).toBeNull();
});

test("a metric that does not exist is refused", () => {
  expect(() => findMetric("ltv")).toThrow(/metric ltv/);
});
