// Journeys, scores and timelines beside the time to merely read the columns, and beside DuckDB on the same rows. Run with `npm run bench journeys`.
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "../src/model/settings.ts";
import { ask } from "../src/store/ask.ts";
import { openStore, type Store } from "../src/store/open.ts";
import { periodOf } from "../src/understand/calendar.ts";
import { readTimeline } from "../src/understand/customers/timeline.ts";
import { findPaths } from "../src/understand/journeys/paths.ts";
import { countTransitions } from "../src/understand/journeys/transitions.ts";
import { findVariants } from "../src/understand/journeys/variants.ts";
import { listPlaces } from "../src/understand/journeys/visits.ts";
import { nps } from "../src/understand/metrics/nps.ts";
import { measureTrend } from "../src/understand/metrics/trend.ts";
import { rowsOf, type CalendarScope } from "../src/understand/scope.ts";
import { fillDuck, questions, type Duck } from "./journeys/duck.ts";
import { fillStores, settle, workspaceId } from "./journeys/facts.ts";
import { writeSection } from "./section.ts";

const sizes = (process.env["SIZES"] ?? "1000000,10000000").split(",").map(Number);
const rounds = Number(process.env["ROUNDS"] ?? 5);

const days = { from: "2026-01-01", to: "2026-12-31" };
const scope: CalendarScope = {
  workspaceId,
  period: periodOf(days, "UTC"),
  conditions: [],
  now: Date.UTC(2027, 0, 1),
  days,
  timezone: "UTC",
};
const travel = { scope, gapDays: 30 };

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const whole = (value: number): string => Math.round(value).toLocaleString("en-GB");

/** Reads the columns that a question needs, with its filter, and does nothing with them but the cheapest sums. */
function readColumns(store: Store, of: "interactions" | "feedback", sums: string): Promise<unknown> {
  const rows = rowsOf(scope, of);
  return ask(store.events.client, { tag: "bench floor", sql: `SELECT ${sums} FROM ${rows.table} WHERE ${rows.where}`, bound: rows.bound });
}

async function measureSize(interactions: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-bench-journeys-"));
  const store = await openStore(
    readSettings({ RAPPORT_DATA: folder, RAPPORT_EVENTS_MEMORY_MB: "4096", RAPPORT_QUERY_TIMEOUT_S: "600", RAPPORT_LOG: "error" }),
  );
  await fillStores(store, interactions);
  const parts = await settle(store);
  const duck = await fillDuck(store, join(folder, "duck"));
  await compareGraphs(store, duck);

  const ids = await ask<{ id: string }>(store.events.client, {
    tag: "bench customers",
    sql: "SELECT DISTINCT toString(customer_id) AS id FROM interactions WHERE workspace_id = {workspace:String} ORDER BY cityHash64(customer_id) LIMIT 500",
    bound: { workspace: workspaceId },
  });
  let turn = 0;
  const runs: Record<string, () => Promise<unknown>> = {
    floor: () =>
      readColumns(store, "interactions", "sum(customer_id), sum(toUnixTimestamp64Milli(timestamp)), sum(seq), sum(length(touchpoint))"),
    graph: async () => countTransitions(store, travel, await listPlaces(store, workspaceId)),
    duckGraph: () => duck.ask(questions.graph),
    paths: () => findPaths(store, travel, { coverage: 0.8, metric: nps }),
    variants: () => findVariants(store, travel, { limit: 20, metric: nps }),
    duckVariants: () => duck.ask(questions.variants),
    trendFloor: () => readColumns(store, "feedback", "sum(toUnixTimestamp64Milli(timestamp)), sum(score), sum(length(question))"),
    trend: () => measureTrend(store, nps, { scope, step: "month" }),
    duckTrend: () => duck.ask(questions.trend),
    timeline: () => readTimeline(store, { workspaceId, id: ids[turn++ % ids.length]!.id }, { limit: 50 }),
  };
  const took = await race(runs);
  duck.close();
  await store.close();
  rmSync(folder, { recursive: true });

  const line = (title: string, own: string, floor: string | null, other: string | null) => {
    const times = floor ? `${whole(took[floor]!)} ms` : "";
    const ratio = floor ? (took[own]! / took[floor]!).toFixed(1) : "";
    return `| ${title} | ${whole(took[own]!)} ms | ${times} | ${ratio} | ${other ? `${whole(took[other]!)} ms` : ""} |`;
  };
  return `### ${whole(interactions)} interactions, ${whole(interactions / 16)} answers, ${parts} parts

| | Rapport | floor | x floor | DuckDB |
|---|---|---|---|---|
${line("directly-follows graph (goal: 3 x floor, not slower than DuckDB)", "graph", "floor", "duckGraph")}
${line("the whole Paths answer: graph, channels, scores", "paths", "floor", null)}
${line("variants, with scores of the 20 most frequent", "variants", "floor", "duckVariants")}
${line("NPS by month", "trend", "trendFloor", "duckTrend")}
${line("timeline of one customer, 50 latest (goal: 50 ms)", "timeline", null, null)}`;
}

/** Runs everything once unmeasured, then round by round in turn, so that a busy moment of the machine meets all of them. */
async function race(runs: Record<string, () => Promise<unknown>>): Promise<Record<string, number>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round <= rounds; round++)
    for (const [name, run] of Object.entries(runs)) {
      const started = performance.now();
      await run();
      if (round > 0) (times[name] ??= []).push(performance.now() - started);
    }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

/** Both must say the same before it is worth knowing who says it faster. */
async function compareGraphs(store: Store, duck: Duck): Promise<void> {
  const { transitions } = await countTransitions(store, travel, await listPlaces(store, workspaceId));
  const theirs = await duck.ask(questions.graph);
  const line = (...cells: unknown[]) => cells.map((cell) => (typeof cell === "number" ? Math.round(cell) : String(cell))).join(" ");
  const ours = transitions.map((edge) => line(edge.from, edge.to, edge.count, edge.customers, edge.medianMs, edge.meanMs));
  const others = theirs.map((edge) =>
    line(edge["source"], edge["target"], Number(edge["count"]), Number(edge["customers"]), Number(edge["median"]), Number(edge["mean"])),
  );
  const differs = [...ours].sort().findIndex((text, index) => text !== [...others].sort()[index]);
  if (ours.length !== others.length || differs >= 0)
    throw new Error(`the graphs differ: ${[...ours].sort()[differs]} / ${[...others].sort()[differs]}`);
}

const loadBefore = loadavg()[0]!;
const sections: string[] = [];
for (const size of sizes) sections.push(await measureSize(size));
writeSection(
  "journeys",
  `## Journeys, scores, timelines

A year of generated rows: 40 touchpoints, 20 interactions a customer, one customer in ten linked to another. ${rounds} interleaved rounds after one unmeasured, medians of wall time through the ordinary HTTP client.
The floor reads the columns that the question needs (customer, instant, ingest sequence, touchpoint) with its filter and sums them. Both graphs carry counts, distinct customers, exact medians and means, resolve links first, and were compared arrow by arrow before measuring; DuckDB holds the rows in memory.
Load average of the machine when it began: ${loadBefore.toFixed(1)}.

${sections.join("\n\n")}
`,
);
