import { isCounted } from "./steps/letter.ts";
import type { Line } from "./line.ts";
import type { Call } from "./queue.ts";

/** What became of something that arrived. `known`: a message id that is stored already; `set_aside`: kept as a dead letter, or only counted. */
export type Outcome = "stored" | "known" | "set_aside" | "refused";

/** How many of a source's arrivals had one outcome, and when the last one came (UTC ms). `code` says why, where there is a why. */
export type Tally = { workspaceId: string; sourceId: string; outcome: Outcome; code: string; n: number; at: number };

/** Whether what a tally counts can be counted again in the tables. */
export const hasRows = ({ outcome }: Tally): boolean => outcome === "stored" || outcome === "set_aside";

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

/** What became of everything in these calls; `fresh` are the lines that were not known. Every message received is in exactly one tally. */
export function tallyCalls(calls: readonly Call[], fresh: readonly Line[], at: number): Tally[] {
  const tallies = createTallies();
  const isFresh = new Set(fresh);
  for (const { workspaceId, lines, letters, setAside } of calls) {
    for (const line of lines) {
      if (line.isFurther) continue;
      tallies.add({ workspaceId, sourceId: line.sourceId, outcome: isFresh.has(line) ? "stored" : "known", code: "", n: 1, at });
    }
    for (const { sourceId, code } of letters.filter(isCounted))
      tallies.add({ workspaceId, sourceId, outcome: "set_aside", code, n: 1, at });
    // Those whose text is kept are among the letters.
    for (const { sourceId, code, n, keepsText } of setAside)
      if (!keepsText) tallies.add({ workspaceId, sourceId, outcome: "set_aside", code, n, at });
  }
  return tallies.take();
}
