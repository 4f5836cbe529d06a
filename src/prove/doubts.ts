import type { Change } from "../model/estimate.ts";
import { judgeFamily } from "../stats/multiplicity.ts";
import { sharePercentChange } from "../stats/proportion.ts";
import { daysBetween } from "../understand/calendar.ts";
import { isProven, type Evidence } from "./evidence.ts";
import type { InitiativeWords } from "./initiative.ts";
import { lastDay, type CourseState, type Windows } from "./windows.ts";

/** What an initiative cannot claim. The keys are stable: the console has a sentence for each. */
export const doubts = [
  "still_running",
  "few_answers",
  "no_control",
  "unequal_trends",
  "season",
  "mix",
  "overlap",
  "regression_to_mean",
  "other_changes",
] as const;
export type Doubt = (typeof doubts)[number];

/** Answers before and after, channel by channel. */
export type Mix = Map<string, { before: number; after: number }>;

/** What bears on a claim besides the scores. */
export type Circumstances = { state: CourseState; windows: Windows; mix: Mix; overlaps: boolean };

/** What the evidence leaves open, in the order in which a reader should hear it. */
export function doubtsOf(evidence: Evidence, { state, windows, mix, overlaps }: Circumstances): Doubt[] {
  const hasControl = evidence.grade === "B";
  const raised: Record<Doubt, boolean> = {
    still_running: state === "running",
    few_answers: evidence.grade === "D",
    no_control: evidence.control === null,
    unequal_trends: evidence.isDiverged,
    // A control group lives through the same season; and two windows of whole years hold the same seasons.
    season: !hasControl && (daysBetween(windows.after.from, windows.after.to) + 1) % 365 !== 0,
    mix: hasShifted(mix),
    overlap: overlaps,
    regression_to_mean: evidence.isAfterDip,
    other_changes: true,
  };
  return doubts.filter((doubt) => raised[doubt]);
}

const leastShift = 5;

/** Whether some channel's share of the answers has provably changed, by 5 percentage points or more. */
export function hasShifted(mix: Mix): boolean {
  const waves = [...mix.values()];
  const total = { before: waves.reduce((sum, { before }) => sum + before, 0), after: waves.reduce((sum, { after }) => sum + after, 0) };
  const changes = waves
    .map(({ before, after }) => sharePercentChange({ hits: before, n: total.before }, { hits: after, n: total.after }))
    .filter((change): change is Change => change !== null);
  return judgeFamily(changes).some((change) => isProven(change) && Math.abs(change.value) >= leastShift);
}

/** Whether another initiative on the same metric may have acted on the same customers in these windows. */
export function mayOverlap(one: InitiativeWords, other: InitiativeWords, { before, after }: Windows): boolean {
  const isApart = Object.entries(one.filters).some(
    ([field, value]) => field !== "segment" && field in other.filters && other.filters[field] !== value,
  );
  return one.metric === other.metric && !isApart && other.startedAt <= after.to && lastDay(other) >= before.from;
}
