import type { Store } from "../store/open.ts";
import { dayOf, periodOf, shiftDay, type Day, type Days } from "../understand/calendar.ts";
import { countAnswers, noCounts } from "../understand/metrics/count.ts";
import { findMetric } from "../understand/metrics/list.ts";
import type { Metric } from "../understand/metrics/metric.ts";
import { groupingBy } from "../understand/metrics/split.ts";
import { measureTrend, type TrendPoint } from "../understand/metrics/trend.ts";
import { readScope, type CalendarScope, type Scope } from "../understand/scope.ts";
import { doubtsOf, mayOverlap, type Doubt, type Mix } from "./doubts.ts";
import { weighEvidence, type Evidence, type Waves } from "./evidence.ts";
import { findInitiative, listInitiatives, type Initiative, type Ledger } from "./initiative.ts";
import { countReached, worthOf, type Worth } from "./worth.ts";
import { courseState, lastDay, windowsOn, type CourseState, type Windows } from "./windows.ts";

/** An initiative with what it has moved so far. Before its first day has passed there is nothing to weigh: `evidence` is `null`. */
export type Entry = {
  initiative: Initiative;
  currency: string;
  state: CourseState;
  endsAt: Day;
  windows: Windows | null;
  evidence: Evidence | null;
  worth: Worth | null;
};

/** An entry with everything behind its claim, and what it leaves open. */
export type Story = Entry & { trend: TrendPoint[]; doubts: Doubt[] };

/** Every initiative of a workspace with its effect, those that did nothing included. */
export async function readLedger(ledger: Ledger, now: number): Promise<Entry[]> {
  const initiatives = await listInitiatives(ledger);
  return Promise.all(initiatives.map(async (initiative) => (await weigh(ledger, initiative, now)).entry));
}

/**
 * One initiative with the trend around its start and what it cannot claim.
 *
 * @throws Failure `not_found`
 */
export async function readStory(ledger: Ledger, id: string, now: number): Promise<Story> {
  const initiative = await findInitiative(ledger, id);
  const { entry, metric, scope } = await weigh(ledger, initiative, now);
  const { windows, evidence, state } = entry;
  if (!windows || !evidence) {
    const soFar = within(scope, { from: shiftDay(initiative.startedAt, -initiative.windowDays), to: dayOf(now, scope.timezone) });
    return { ...entry, trend: await measureTrend(ledger.store, metric, { scope: soFar, step: stepFor(soFar.days) }), doubts: [] };
  }
  const around = within(scope, { from: windows.before.from, to: windows.after.to });
  const [trend, mix, all] = await Promise.all([
    measureTrend(ledger.store, metric, { scope: around, step: stepFor(around.days) }),
    readMix(ledger.store, metric, { scope, windows }),
    listInitiatives(ledger),
  ]);
  const overlaps = all.some((other) => other.id !== id && mayOverlap(initiative, other, windows));
  return { ...entry, trend, doubts: doubtsOf(evidence, { state, windows, mix, overlaps }) };
}

type Weighed = { entry: Entry; metric: Metric; scope: CalendarScope };

async function weigh({ store, workspaceId }: Ledger, initiative: Initiative, now: number): Promise<Weighed> {
  const metric = findMetric(initiative.metric);
  const scope = await readScope(store, workspaceId, initiative.filters, now);
  const today = dayOf(now, scope.timezone);
  const windows = windowsOn(initiative, today);
  const { currency } = await store.records.database
    .selectFrom("workspaces")
    .select("currency")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const entry = { initiative, currency, state: courseState(initiative, today), endsAt: lastDay(initiative), windows };
  if (!windows) return { entry: { ...entry, evidence: null, worth: null }, metric, scope };

  const outside = scope.conditions.length === 0 ? null : { ...scope, conditions: [], except: scope.conditions };
  const [treated, others] = await Promise.all([
    countWaves(store, metric, { scope, windows }),
    outside && countWaves(store, metric, { scope: outside, windows }),
  ]);
  const evidence = weighEvidence(metric, treated, others);
  const isPriced = evidence.effect !== null && initiative.valuePerPointMinor !== null;
  const customers = isPriced ? await countReached(store, within(scope, windows.after)) : 0;
  return { entry: { ...entry, evidence, worth: worthOf(initiative, evidence.effect, customers) }, metric, scope };
}

type Asked = { scope: CalendarScope; windows: Windows };

const within = (scope: CalendarScope, days: Days): CalendarScope => ({ ...scope, days, period: periodOf(days, scope.timezone) });

async function countWaves(store: Store, metric: Metric, { scope, windows }: Asked): Promise<Waves> {
  const count = async (days: Days) => (await countAnswers(store, metric, { scope: within(scope, days) })).get("") ?? noCounts(metric);
  const [earlier, before, after] = await Promise.all([count(windows.earlier), count(windows.before), count(windows.after)]);
  return { earlier, before, after };
}

async function readMix(store: Store, metric: Metric, { scope, windows }: Asked): Promise<Mix> {
  const by = groupingBy("channel");
  const count = (scope: Scope) => countAnswers(store, metric, { scope, by });
  const [before, after] = await Promise.all([count(within(scope, windows.before)), count(within(scope, windows.after))]);
  const answers = (wave: typeof before, channel: string) => metric.estimate(wave.get(channel) ?? noCounts(metric))?.n ?? 0;
  const channels = new Set([...before.keys(), ...after.keys()]);
  return new Map([...channels].map((channel) => [channel, { before: answers(before, channel), after: answers(after, channel) }]));
}

/** Steps that leave about a dozen or two points to look at. */
function stepFor({ from, to }: Days): "day" | "week" | "month" {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 31 ? "day" : days <= 240 ? "week" : "month";
}
