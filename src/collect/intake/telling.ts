import type { Store } from "../../store/open.ts";
import { writeTallies } from "./group.ts";
import { createTallies, withoutRows, type Tally } from "./tally.ts";
import { findUntallied } from "./tally-audit.ts";

/** Tells the store what became of arrivals, and finds out by itself what was stored without being told. */
export type Telling = {
  add(tally: Tally): void;
  hasAny(): boolean;
  /** Tells what was added. Whether that worked; what cannot be told now is told later. */
  tell(at: number): Promise<boolean>;
  /** Says that rows may be stored since an instant (UTC ms) that no tally tells of. */
  doubt(since: number): void;
  /** Tallies what is stored and was not tallied; while that is not possible the doubt remains. */
  settleDoubt(): Promise<void>;
};

/** `since` (UTC ms): when the first doubt begins, because tallies are not forced to the disk as facts are. */
export function createTelling(store: Store, since: number): Telling {
  const untold = createTallies();
  let doubtfulSince: number | null = since;

  async function settleDoubt(): Promise<void> {
    if (doubtfulSince === null) return;
    await findUntallied(store, doubtfulSince)
      .then((missed) => writeTallies(store, missed))
      .then(
        () => (doubtfulSince = null),
        () => undefined,
      );
  }

  function doubt(at: number): void {
    doubtfulSince = Math.min(doubtfulSince ?? at, at);
  }

  return {
    add: untold.add,
    hasAny: untold.hasAny,
    doubt,
    settleDoubt,
    async tell(at) {
      const tallies = untold.take();
      try {
        await writeTallies(store, tallies);
      } catch {
        doubt(at);
        // Whether the failed write told them is not known. Those that have rows are counted anew by the audit.
        for (const tally of withoutRows(tallies)) untold.add(tally);
        return false;
      }
      await settleDoubt();
      return true;
    },
  };
}
