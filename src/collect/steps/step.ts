import type { Fact } from "../../model/fact.ts";
import type { Rules } from "./rules.ts";

/**
 * Why a fact is not stored, with a stable code. `keepsText`: the fact is kept whole as a dead letter, so that somebody can look at it;
 * without it nothing remains but its count, as a refused consent demands, and its code is one of `onlyCounted` in `tally.ts`.
 */
export type Reason = { code: string; problem: string; keepsText: boolean };

/**
 * One thing that happens to every fact between its way in and its row, under what its workspace decided.
 *
 * A step changes the fact in place: spreading it into a new object would make each fact many times slower to build (see
 * `sources/segment-interaction.ts`). It is told the same fact again when a sender tries again, and must then do nothing new. It runs before
 * the sender is answered, so it neither waits nor asks a store.
 *
 * @returns  `null` when the fact goes on; otherwise why it is set aside
 */
export type Step = (fact: Fact, rules: Rules) => Reason | null;
