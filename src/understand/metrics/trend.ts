import type { Estimate } from "../../model/estimate.ts";
import type { Store } from "../../store/open.ts";
import { dayOf, stepsIn, type Days, type Step } from "../calendar.ts";
import type { CalendarScope } from "../scope.ts";
import { countAnswers, type Grouping } from "./count.ts";
import type { Metric } from "./metric.ts";

/** One step of a trend: its days within the period, and its score; `null` when nobody answered. `incomplete`: it is not over yet, or cut by the period. */
export type TrendPoint = Days & { estimate: Estimate | null; incomplete: boolean };

// Weeks begin on Monday. The zone is bound, so that a day is a day of the workspace's calendar.
const keys: Record<Step, string> = {
  day: "toDate(timestamp, {zone:String})",
  week: "toMonday(timestamp, {zone:String})",
  month: "toStartOfMonth(timestamp, {zone:String})",
};

/** The score of each day, week or month of a scope, in order, the empty ones included. */
export async function measureTrend(
  store: Store,
  metric: Metric,
  { scope, step }: { scope: CalendarScope; step: Step },
): Promise<TrendPoint[]> {
  const by: Grouping = { key: keys[step], bound: { zone: scope.timezone } };
  const counts = await countAnswers(store, metric, { scope, by });
  const today = dayOf(scope.now, scope.timezone);
  return stepsIn(scope.days, step).map((days) => {
    const found = counts.get(days.from);
    return {
      from: days.from < scope.days.from ? scope.days.from : days.from,
      to: days.to > scope.days.to ? scope.days.to : days.to,
      estimate: found ? metric.estimate(found) : null,
      incomplete: days.from < scope.days.from || days.to > scope.days.to || days.to >= today,
    };
  });
}
