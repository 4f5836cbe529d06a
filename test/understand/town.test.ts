import { beforeAll, describe, expect, test } from "vitest";
import { createCollect } from "../../src/collect/collect.ts";
import { townAbout } from "../../src/collect/sample/company.ts";
import { townRecords } from "../../src/collect/sample/records.ts";
import { generateTown } from "../../src/collect/sample/town.ts";
import { dayOf, shiftDay } from "../../src/understand/calendar.ts";
import { countCustomers, listCustomers } from "../../src/understand/customers/list.ts";
import { readTimeline } from "../../src/understand/customers/timeline.ts";
import { listFeedback } from "../../src/understand/feedback/list.ts";
import { drawMap } from "../../src/understand/journeys/map.ts";
import { findPaths } from "../../src/understand/journeys/paths.ts";
import { findJourneyRows } from "../../src/understand/journeys/rows.ts";
import { findVariants } from "../../src/understand/journeys/variants.ts";
import { metrics } from "../../src/understand/metrics/list.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { measureSplit } from "../../src/understand/metrics/split.ts";
import { measureTrend } from "../../src/understand/metrics/trend.ts";
import { readScope, type Bar, type CalendarScope } from "../../src/understand/scope.ts";
import { useStore } from "../support/store.ts";
import { townEnd } from "../town/truths.ts";

const held = useStore();
const today = dayOf(townEnd, "UTC");
const dayAt = (day: number) => shiftDay(today, day);
const year = { from: dayAt(-366), to: today };
const scopeOf = (bar: Bar): Promise<CalendarScope> => readScope(held.store, "w", bar, townEnd);

beforeAll(async () => {
  const { intake, follower, stop } = await createCollect(held.store, { now: () => townEnd });
  for (const facts of generateTown({ seed: townAbout.seed, customers: 1000, until: townEnd })) await intake.store("w", facts);
  await follower.caughtUp();
  await stop();
}, 400_000);

describe("in a small town that came in through the door", () => {
  test("the silent loop between chat and phone stands on the graph, with days of waiting", async () => {
    const { edges } = await findPaths(held.store, { scope: await scopeOf(year), gapDays: 30 }, { coverage: 1, metric: nps });
    const edge = (from: string, to: string) => edges.find((each) => each.from === from && each.to === to)!;
    const there = edge("Support chat", "Support phone");
    const back = edge("Support phone", "Support chat");
    expect(Math.min(there.count, back.count)).toBeGreaterThan(10);
    for (const { medianMs } of [there, back]) expect(medianMs / 3_600_000).toBeGreaterThan(24);
  });

  test("every segment of the sample company can be asked, and holds somebody", async () => {
    for (const { name, conditions } of townRecords(townEnd).segments)
      expect([name, (await countCustomers(held.store, "w", { conditions, now: townEnd })) > 0]).toEqual([name, true]);
  });
});

describe("every figure of the town equals the rows behind it", () => {
  const listed = async (scope: CalendarScope, asked: object) => (await listFeedback(held.store, scope, { ...asked, limit: 1 })).total;

  test.each(["nps", "csat", "ces"])("%s: whole, by answer, by month and by every split", async (id) => {
    const metric = metrics.find((each) => each.id === id)!;
    const scope = await scopeOf(year);
    const { estimate, distribution } = await measureScore(held.store, metric, scope);
    expect(await listed(scope, { metric: id })).toBe(estimate!.n);
    for (const { score, count } of distribution) expect(await listed(scope, { metric: id, score: String(score) })).toBe(count);
    for (const { from, to, estimate: step } of await measureTrend(held.store, metric, { scope, step: "month" }))
      expect(await listed(await scopeOf({ from, to }), { metric: id })).toBe(step?.n ?? 0);
    for (const by of ["channel", "touchpoint", "stage", "trait:region"]) {
      const rows = await measureSplit(held.store, metric, { scope, by });
      expect(rows.reduce((sum, row) => sum + (row.estimate?.n ?? 0), 0)).toBe(estimate!.n);
      for (const { key, estimate: part } of rows.filter((row) => row.key).slice(0, 5))
        expect(await listed(await scopeOf({ ...year, [by.replace("trait:", "trait.")]: key! }), { metric: id })).toBe(part!.n);
    }
  });

  test("the graph, its touchpoints, the variants and the map", async () => {
    const travel = { scope: await scopeOf(year), gapDays: 30 };
    const { nodes, edges, totals } = await findPaths(held.store, travel, { coverage: 0.6, metric: nps });
    const behind = async (figure: Parameters<typeof findJourneyRows>[2]["figure"]) =>
      (await findJourneyRows(held.store, travel, { figure, limit: 1 })).total;
    for (const { from, to, count } of edges.slice(0, 12)) expect(await behind({ source: from, target: to })).toBe(count);
    for (const { touchpoint, count } of nodes.slice(0, 12)) expect(await behind({ touchpoint })).toBe(count);
    const { variants, total } = await findVariants(held.store, travel, { limit: 5, metric: nps });
    for (const { id, count } of variants) expect(await behind({ variant: id })).toBe(count);
    expect(total.journeys).toBe(totals.journeys);
    const { stages } = await drawMap(held.store, travel.scope);
    expect(stages.reduce((sum, { interactions }) => sum + interactions, 0)).toBe(totals.interactions);
    expect(
      await countCustomers(held.store, "w", { conditions: [{ field: "interactions", op: "at_least", value: "1" }], now: townEnd }),
    ).toBe(totals.customers);
  });

  test("a customer's counts are what stands on their timeline", async () => {
    const { items } = await listCustomers(held.store, "w", { sort: "interactions", limit: 3, now: townEnd });
    for (const { id, interactions, answers } of items) {
      const kinds = { interaction: interactions, feedback: answers };
      for (const [fact, count] of Object.entries(kinds) as ["interaction" | "feedback", number][])
        expect((await readTimeline(held.store, { workspaceId: "w", id }, { fact, limit: 10_000 })).items.length).toBe(count);
    }
  });
});
