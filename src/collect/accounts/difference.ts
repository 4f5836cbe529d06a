import type { CheckedAccount } from "./accounts.ts";

/**
 * Something that does not add up for one source. `n` is how many are missing when it is above zero, and how many there are too many below.
 *
 * - `unaccounted`: messages that arrived and are neither stored, known nor set aside
 * - `facts`: facts that were acknowledged as stored and are not in the event store
 * - `letters`: what was set aside and is not among the dead letters
 */
export type Difference = { workspaceId: string; sourceId: string; what: "unaccounted" | "facts" | "letters"; n: number };

/** What does not add up in these accounts; nothing when all is well. */
export function findDifferences(accounts: readonly CheckedAccount[]): Difference[] {
  return accounts.flatMap(({ workspaceId, sourceId, received, stored, known, setAside, kept, erased, facts, letters }) => {
    const found = { unaccounted: received - stored - known - setAside, facts: stored - erased - facts, letters: kept - letters };
    return (["unaccounted", "facts", "letters"] as const).flatMap((what) =>
      found[what] === 0 ? [] : [{ workspaceId, sourceId, what, n: found[what] }],
    );
  });
}
