import { describe, expect, it } from "vitest";
import { csvLine } from "../../src/model/csv.ts";
import { ask } from "../../src/store/ask.ts";
import { nps } from "../../src/understand/metrics/nps.ts";
import { measureScore } from "../../src/understand/metrics/score.ts";
import { readScope } from "../../src/understand/scope.ts";
import { importOf, incoming, useDesk } from "../support/desk.ts";

const now = Date.parse("2026-06-15T12:00:00Z");
const desk = useDesk(now);
const run = async (lines: Iterable<string>) => (await importOf(desk, incoming("file.csv", lines))).report;
const count = async (table: "interactions" | "feedback" | "dead_letters") => {
  const [row] = await ask<{ n: number }>(desk.store.events.client, {
    tag: "test",
    sql: `SELECT count() AS n FROM ${table} FINAL WHERE workspace_id = 'w'`,
    bound: {},
  });
  return row!.n;
};

describe("imported feedback", () => {
  const rows = 20_000;
  const counted = { promoters: 0, passives: 0, detractors: 0 };
  function* answers(): Generator<string> {
    yield csvLine(["Customer", "NPS", "Words", "Day"]);
    for (let i = 0; i < rows; i++) {
      const score = (i * 7 + Math.floor(i / 11)) % 11;
      const isBad = i % 100 === 50;
      if (!isBad && score >= 9) counted.promoters++;
      else if (!isBad && score >= 7) counted.passives++;
      else if (!isBad) counted.detractors++;
      yield csvLine([
        `c${i % 3000}`,
        isBad ? "lots" : score,
        i % 5 ? "" : `It was "fine",\nI think, ${i}`,
        new Date(now - (i % 80) * 86_400_000).toISOString().slice(0, 10),
      ]);
    }
  }

  it("scores exactly what its rows say, with one bad row in a hundred set aside, and again adds nothing", async () => {
    const report = await run(answers());
    expect(report).toMatchObject({
      read: rows,
      stored: rows - 200,
      known: 0,
      setAside: 200,
      reasons: [{ code: "bad_score", count: 200 }],
    });
    const truth = { ...counted };
    const scope = await readScope(desk.store, "w", { from: "2026-01-01", to: "2026-06-15" }, now);
    const score = await measureScore(desk.store, nps, scope);
    expect(score.counts).toMatchObject(truth);
    const n = truth.promoters + truth.passives + truth.detractors;
    expect(n).toBe(rows - 200);
    expect(score.estimate).toMatchObject({ n, value: expect.closeTo((100 * (truth.promoters - truth.detractors)) / n, 9) });

    const again = await run(answers());
    expect(again).toMatchObject({ stored: 0, known: rows - 200, setAside: 200 });
    expect([await count("feedback"), await measureScore(desk.store, nps, scope)]).toEqual([rows - 200, score]);
  });
});

describe("imported orders and customers", () => {
  it("meet in one customer by what both files know", async () => {
    await run(["Order ID,Customer ID,Order date,Total\n", "A1,77,2026-05-01,€ 20.00\n", "A2,77,2026-05-02,€ 5.50\n"]);
    await run(["Customer ID,E-mail,Name,Region\n", "77,ada@example.com,Ada,North\n"]);
    await run(["E-mail,Event,Timestamp\n", "ada@example.com,Checkout Started,2026-05-01T09:00:00Z\n"]);
    await desk.collect.follower.caughtUp();
    const lived = await ask<{ customers: number; orders: number; minor: number; stages: string[] }>(desk.store.events.client, {
      tag: "test",
      sql: `SELECT uniqExact(customer_id) AS customers, countIf(name = 'Order Completed') AS orders, toFloat64(sum(revenue_minor)) AS minor, arraySort(groupUniqArray(stage)) AS stages
        FROM lived_interactions(workspace = {workspace:String})`,
      bound: { workspace: "w" },
    });
    expect(lived).toEqual([{ customers: 1, orders: 2, minor: 2550, stages: ["purchase"] }]);
  });
});
