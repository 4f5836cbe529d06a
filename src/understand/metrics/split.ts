import type { Change, Estimate } from "../../model/estimate.ts";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Condition } from "../condition.ts";
import type { CalendarScope } from "../scope.ts";
import { measureLocations } from "./location-split.ts";
import { addCounts, countAnswers, noCounts, type Counts, type Grouping } from "./count.ts";
import type { Metric } from "./metric.ts";
import { scopeBefore } from "./score.ts";

/** One part of a score. `key` is `null` for the rest: everything beyond the parts that are shown. */
export type SplitRow = { key: string | null; label: string; estimate: Estimate | null; change: Change | null };

/** The parts of a metric's answers now and in the equally many days before, by key. */
export type Waves = Map<string, { before: Counts; after: Counts }>;

const columns = ["channel", "touchpoint", "stage", "language", "location"];
const mostParts = 20;

/**
 * How answers can be split; a trait as `trait:region`.
 *
 * @throws Failure `bad_input` when it is not in the list
 */
export function groupingBy(by: string): Grouping {
  if (columns.includes(by)) return { key: by };
  if (/^trait[:.]./.test(by)) {
    return {
      key: "profile.trait",
      join: "LEFT ANY JOIN (SELECT customer_id AS profile_id, traits[{trait:String}] AS trait FROM profiles FINAL WHERE workspace_id = {workspace:String}) AS profile ON customer_id = profile_id",
      bound: { trait: by.slice(6) },
    };
  }
  throw new Failure("bad_input", { field: "by", problem: `choose one of ${columns.join(", ")}, segment or trait:NAME.` });
}

/** Counts each part of a split in both waves. */
export async function countWaves(store: Store, metric: Metric, { scope, by }: { scope: CalendarScope; by: string }): Promise<Waves> {
  const grouping = groupingBy(by);
  const [after, before] = await Promise.all([
    countAnswers(store, metric, { scope, by: grouping }),
    countAnswers(store, metric, { scope: scopeBefore(scope), by: grouping }),
  ]);
  const empty = noCounts(metric);
  const keys = new Set([...after.keys(), ...before.keys()]);
  return new Map([...keys].map((key) => [key, { before: before.get(key) ?? empty, after: after.get(key) ?? empty }]));
}

/** A score part by part, the largest first; beyond 20 parts the others are one row, so that the parts always add up to the whole. */
export async function measureSplit(store: Store, metric: Metric, asked: { scope: CalendarScope; by: string }): Promise<SplitRow[]> {
  if (asked.by === "location") return measureLocations(store, metric, asked.scope);
  if (asked.by === "segment") return measureSegments(store, metric, asked.scope);
  const waves = [...(await countWaves(store, metric, asked))].filter(([, { after }]) => metric.estimate(after));
  const rows = waves.map(([key, wave]) => ({ wave, row: judge(metric, { key, label: key }, wave) }));
  rows.sort((a, b) => b.row.estimate!.n - a.row.estimate!.n || a.row.label.localeCompare(b.row.label));
  const rest = rows.slice(mostParts).map(({ wave }) => wave);
  const shown = rows.slice(0, mostParts).map(({ row }) => row);
  if (!rest.length) return shown;
  const restWave = {
    before: addCounts(
      metric,
      rest.map(({ before }) => before),
    ),
    after: addCounts(
      metric,
      rest.map(({ after }) => after),
    ),
  };
  return [...shown, judge(metric, { key: null, label: `${rest.length} others` }, restWave)];
}

/** A score segment by segment. Segments may overlap, so their parts need not add up. */
async function measureSegments(store: Store, metric: Metric, scope: CalendarScope): Promise<SplitRow[]> {
  const segments = await store.records.database
    .selectFrom("segments")
    .select(["id", "name", "conditions"])
    .where("workspace_id", "=", scope.workspaceId)
    .orderBy("name")
    .execute();
  const rows = segments.map(async ({ id, name, conditions }) => {
    const within = { ...scope, conditions: [...scope.conditions, ...(conditions as Condition[])] };
    const [after, before] = await Promise.all([
      countAnswers(store, metric, { scope: within }),
      countAnswers(store, metric, { scope: scopeBefore(within) }),
    ]);
    const empty = noCounts(metric);
    return judge(metric, { key: id, label: name }, { before: before.get("") ?? empty, after: after.get("") ?? empty });
  });
  return (await Promise.all(rows)).sort((a, b) => (b.estimate?.n ?? 0) - (a.estimate?.n ?? 0));
}

/** States one part of a score. */
export function judge(
  metric: Metric,
  { key, label }: { key: string | null; label: string },
  { before, after }: { before: Counts; after: Counts },
): SplitRow {
  return { key, label, estimate: metric.estimate(after), change: metric.change(before, after) };
}
