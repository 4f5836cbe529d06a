import type { SourceKind } from "../../model/source.ts";

/**
 * Whether a source lives. `fresh`: it sent something within the last hour; `quiet`: it did not; `never`: nothing ever came; `refusing`: the
 * last that was heard of it within a day was refused, and nothing was taken in for ten minutes; `done`: it brought what it had to bring, as a file does.
 */
export const lifeStates = ["fresh", "quiet", "never", "refusing", "revoked", "done"] as const;
export type LifeState = (typeof lifeStates)[number];

/** What is known of a source's comings. Instants are UTC ms, `null` when it never happened; `hours`: beginnings of hours in which something came. */
export type Comings = {
  kind: SourceKind;
  revokedAt: number | null;
  takenAt: number | null;
  refusedAt: number | null;
  hours: readonly number[];
};

/**
 * How a source is. `isUnusual`: it is quiet for longer than it ever was in the last two weeks; `usualGapMs`: the longest pause that it
 * usually makes, `null` when too little came to tell.
 */
export type Life = { state: LifeState; isUnusual: boolean; usualGapMs: number | null };

const hourMs = 3_600_000;
const refusingMs = 24 * hourMs;
// One bad request among many good ones is no refusing source.
const nothingTakenMs = 600_000;
const fewestHours = 8;
const shortestGapMs = 2 * hourMs;
const patience = 1.25;

const atOnce: readonly SourceKind[] = ["import", "sample"];

/** Judges whether a source lives at an instant (UTC ms). */
export function judgeLife({ kind, revokedAt, takenAt, refusedAt, hours }: Comings, now: number): Life {
  const usualGapMs = longestPause(hours);
  const life = (state: LifeState, isUnusual = false): Life => ({ state, isUnusual, usualGapMs });
  if (revokedAt !== null) return life("revoked");
  const isTaking = takenAt !== null && (now - takenAt < nothingTakenMs || takenAt >= (refusedAt ?? 0));
  if (refusedAt !== null && !isTaking && now - refusedAt < refusingMs) return life("refusing");
  if (takenAt === null) return life("never");
  if (atOnce.includes(kind)) return life("done");
  const silence = now - takenAt;
  if (silence < hourMs) return life("fresh");
  return life("quiet", usualGapMs !== null && silence > Math.max(shortestGapMs, patience * usualGapMs));
}

/** The longest pause between two hours in which something came, in ms; `null` when there are too few of them. */
function longestPause(hours: readonly number[]): number | null {
  if (hours.length < fewestHours) return null;
  const sorted = hours.toSorted((a, b) => a - b);
  return Math.max(...sorted.slice(1).map((hour, i) => hour - sorted[i]!));
}
