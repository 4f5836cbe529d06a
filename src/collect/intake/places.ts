import type { Line } from "./line.ts";
import type { NumberedGroup, Place } from "./group.ts";
import type { Call } from "./queue.ts";
import { hourMs } from "./tally-audit.ts";

/** The order of arrival: a place is an ingest sequence, about microseconds since 1970, always rising. */
export type Places = {
  /** Takes one place for something that is no fact. */
  mark(): number;
  /** Gives everything in these calls its place, all of it within one hour, as the tallies count. Until it is `done`, it is on its way. */
  give(calls: readonly Call[], fresh: readonly Line[]): NumberedGroup & Place;
  /** Says that what was given last is in safe hands, or refused. */
  done(): void;
  /** The last place below which nothing can appear any more. */
  settled(): number;
};

/** Goes on after `last`. `firstWaiting` is the first place that is in safe hands and cannot be asked about yet. */
export function createPlaces(last: number, now: () => number, firstWaiting: () => number | null): Places {
  let onItsWay: number | null = null;
  const hourOf = (seq: number): number => Math.floor(seq / 1000 / hourMs);
  const soonest = (): number => Math.max(last + 1, now() * 1000);
  return {
    mark: () => (last = soonest()),
    give(calls, fresh) {
      const size = fresh.length + calls.reduce((sum, { letters }) => sum + letters.length, 0);
      const end = soonest() + size;
      const first = hourOf(soonest()) === hourOf(end) ? soonest() : hourOf(end) * hourMs * 1000;
      onItsWay = first;
      last = first - 1;
      const next = (): number => ++last;
      return {
        first,
        at: Math.ceil(last / 1000),
        lines: fresh.map((line) => Object.assign(line, { seq: next() })),
        letters: calls.flatMap(({ workspaceId, letters }) => letters.map((letter) => ({ ...letter, workspaceId, seq: next() }))),
      };
    },
    done: () => (onItsWay = null),
    settled: () => Math.min(firstWaiting() ?? Infinity, onItsWay ?? Infinity, last + 1) - 1,
  };
}
