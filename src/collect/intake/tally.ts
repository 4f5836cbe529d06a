import type { DeadLetter, Fact } from "../../model/fact.ts";
import type { Call } from "./queue.ts";

/**
 * What became of something that arrived. `received`: it arrived, counted before anything happened to it; `known`: a message id that is
 * stored already; `set_aside`: kept as a dead letter, or only counted; `refused`: a request that was answered with 4xx. `erased`: it was
 * stored, and somebody had it erased.
 */
export type Outcome = "received" | "stored" | "known" | "set_aside" | "refused" | "erased";

/** How many of a source's arrivals had one outcome, and when the last one came (UTC ms). `code` says why, where there is a why. */
export type Tally = { workspaceId: string; sourceId: string; outcome: Outcome; code: string; n: number; at: number };

/** Reasons of which nothing is kept but the count, as a refused consent demands. */
export const onlyCounted = ["consent_denied"];

/** Whether what a tally counts can be counted again in the tables. */
const hasRows = ({ outcome, code }: Tally): boolean => outcome === "stored" || (outcome === "set_aside" && !onlyCounted.includes(code));

export type Tallies = { add(tally: Tally): void; take(): Tally[]; hasAny(): boolean };

/** Adds up arrivals: one tally for each source, outcome and code. */
export function createTallies(): Tallies {
  let tallies = new Map<string, Tally>();
  return {
    add(tally) {
      const key = [tally.workspaceId, tally.sourceId, tally.outcome, tally.code].join(" ");
      const before = tallies.get(key);
      if (before) Object.assign(before, { n: before.n + tally.n, at: tally.at });
      else tallies.set(key, { ...tally });
    },
    take() {
      const taken = [...tallies.values()];
      tallies = new Map();
      return taken;
    },
    hasAny: () => tallies.size > 0,
  };
}

/** Messages as they arrived, by source. */
export type Arrived = Map<string, number>;

/** How many messages these facts and letters of one call are, before anything is done with them. */
export function countArrived(facts: readonly Fact[], letters: readonly DeadLetter[]): Arrived {
  const arrived: Arrived = new Map();
  const add = (sourceId: string): unknown => arrived.set(sourceId, (arrived.get(sourceId) ?? 0) + 1);
  for (const { sourceId, isFurther } of facts) if (!isFurther) add(sourceId);
  for (const { sourceId } of letters) add(sourceId);
  return arrived;
}

/** What was not known, and of that what the event store could not read. */
export type Written = { fresh: readonly object[]; unreadable: readonly object[]; at: number };

/** What became of everything in these calls. Every message received is in exactly one tally besides the one that says that it was received. */
export function tallyCalls(calls: readonly Call[], { fresh, unreadable, at }: Written): Tally[] {
  const tallies = createTallies();
  const isFresh = new Set(fresh);
  const isUnreadable = new Set(unreadable);
  for (const { workspaceId, received, lines, letters, setAside } of calls) {
    const add = (sourceId: string, outcome: Outcome, n = 1, code = ""): void =>
      tallies.add({ workspaceId, sourceId, outcome, code, n, at });
    // What was set aside stands among the dead letters by itself, even when it was told by the message of another fact.
    const addAside = (sourceId: string, code: string, isFurther = false): void => {
      if (isFurther) add(sourceId, "received");
      add(sourceId, "set_aside", 1, code);
    };
    for (const [sourceId, n] of received) add(sourceId, "received", n);
    // A call is mostly of one source: its lines are counted before they are told.
    const counts = new Map<string, { stored: number; known: number }>();
    for (const line of lines) {
      if (isUnreadable.has(line)) addAside(line.sourceId, "unreadable", line.isFurther);
      else if (!line.isFurther) {
        let count = counts.get(line.sourceId);
        if (!count) counts.set(line.sourceId, (count = { stored: 0, known: 0 }));
        count[isFresh.has(line) ? "stored" : "known"]++;
      }
    }
    for (const [sourceId, count] of counts)
      for (const outcome of ["stored", "known"] as const) if (count[outcome] > 0) add(sourceId, outcome, count[outcome]);
    for (const { sourceId, code, isFurther } of letters) addAside(sourceId, code, isFurther);
    // Those whose text is kept are among the letters.
    for (const { sourceId, code, n, keepsText } of setAside) if (!keepsText) add(sourceId, "set_aside", n, code);
  }
  return tallies.take();
}

/**
 * What is left to tell when nobody knows whether these were told: rows are counted anew in the tables, and with them that they were
 * received; the rest is told again.
 */
export function withoutRows(tallies: readonly Tally[]): Tally[] {
  const sourceOf = ({ workspaceId, sourceId }: Tally): string => `${workspaceId} ${sourceId}`;
  const rows = new Map<string, number>();
  for (const tally of tallies.filter(hasRows)) rows.set(sourceOf(tally), (rows.get(sourceOf(tally)) ?? 0) + tally.n);
  return tallies.flatMap((tally) => {
    if (hasRows(tally)) return [];
    const n = tally.outcome === "received" ? tally.n - (rows.get(sourceOf(tally)) ?? 0) : tally.n;
    return n > 0 ? [{ ...tally, n }] : [];
  });
}
