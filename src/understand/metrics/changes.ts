import type { Change, Estimate } from "../../model/estimate.ts";
import { judgeFamily } from "../../stats/multiplicity.ts";
import type { Store } from "../../store/open.ts";
import type { CalendarScope } from "../scope.ts";
import type { Metric } from "./metric.ts";
import { countWaves } from "./split.ts";

/** One part of a score that may have moved between the equally many days before and now. */
export type ChangeRow = { metric: string; by: string; key: string; label: string; before: Estimate; after: Estimate; change: Change };

const looks = ["touchpoint", "channel", "stage"];

/**
 * What changed: every touchpoint, channel and stage, by each of some metrics, judged together so that looking at many does not produce a
 * false move.
 *
 * @returns proven moves first, the largest first; then the others by how sure they are
 */
export async function findChanges(store: Store, metrics: readonly Metric[], scope: CalendarScope): Promise<ChangeRow[]> {
  const rows = (await Promise.all(metrics.map((metric) => compareParts(store, metric, scope)))).flat();
  const judged = judgeFamily(rows.map(({ change }) => change));
  const isProven = ({ change }: ChangeRow) => Number(change.verdict === "moved up" || change.verdict === "moved down");
  return rows
    .map((row, index) => ({ ...row, change: judged[index]! }))
    .sort(
      (a, b) =>
        isProven(b) - isProven(a) ||
        (isProven(a) ? Math.abs(b.change.value) - Math.abs(a.change.value) : 0) ||
        (a.change.p ?? 1) - (b.change.p ?? 1) ||
        a.key.localeCompare(b.key),
    );
}

/** The parts of one metric, each judged by itself. A channel or stage that holds the very answers of a touchpoint says nothing new, so it is left out. */
async function compareParts(store: Store, metric: Metric, scope: CalendarScope): Promise<ChangeRow[]> {
  const found = await Promise.all(looks.map(async (by) => ({ by, waves: await countWaves(store, metric, { scope, by }) })));
  const told = new Set<string>();
  return found.flatMap(({ by, waves }) =>
    [...waves].flatMap(([key, { before, after }]) => {
      const answers = JSON.stringify([before, after]);
      if (told.has(answers)) return [];
      told.add(answers);
      const sides = { before: metric.estimate(before), after: metric.estimate(after) };
      const change = metric.change(before, after);
      return key && sides.before && sides.after && change
        ? [{ metric: metric.id, by, key, label: key, before: sides.before, after: sides.after, change }]
        : [];
    }),
  );
}
