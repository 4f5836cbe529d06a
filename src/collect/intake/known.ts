import { setTimeout } from "node:timers/promises";
import { ask } from "../../store/ask.ts";
import type { Store } from "../../store/open.ts";
import { factTables, messageKey, type Line } from "./line.ts";
import type { Call } from "./queue.ts";
import type { Seen } from "./seen.ts";

const hashesPerLookup = 4000;

/**
 * What is known without asking the event store: hashes that may have been seen, and messages that are kept and on their way to it. `find` asks it.
 */
export type Memory = { seen: Seen; heldOf(lines: readonly Line[]): Set<string>; find: Lookup };

/** Those of some messages that the event store holds, as message keys; `null` when it cannot say so soon. */
export type Lookup = (lines: readonly Line[]) => Promise<Set<string> | null>;

const patienceMs = 3000;

/** Asks the event store, and waits for it a moment only: what is to be acknowledged must not wait for an engine that stands still. */
export function createLookup(store: Store): Lookup {
  let isAsked = false;
  return async (lines) => {
    if (lines.length === 0) return new Set();
    // Who has not answered the last question will not answer the next.
    if (isAsked) return null;
    isAsked = true;
    const answer = findStored(store, lines)
      .catch(() => null)
      .finally(() => (isAsked = false));
    const soon = new AbortController();
    const late = setTimeout(patienceMs, null, { signal: soon.signal }).catch(() => null);
    return Promise.race([answer, late]).finally(() => soon.abort());
  };
}

/**
 * The lines of these calls that are not known yet, each message once; fills in the receipts.
 *
 * What the memory may have seen is looked up in the event store, all of it at once; where that cannot answer, a line stays doubtful. From then on
 * the memory has seen these lines, even if keeping them fails: whoever sends them again causes a lookup, which is exact.
 */
export async function dropKnown({ seen, heldOf, find }: Memory, calls: readonly Call[]): Promise<Line[]> {
  const doubtful = calls.flatMap(({ lines }) => lines.filter((line) => seen.has(line.hash)));
  // What is on its way now is found in one place or the other only when it is looked for here first.
  const held = heldOf(doubtful);
  const asked = doubtful.filter(({ key }) => !held.has(key));
  const found = await find(asked);
  if (!found) for (const line of asked) line.isDoubtful = true;
  const known = found ?? new Set<string>();
  for (const key of held) known.add(key);
  const fresh: Line[] = [];
  let named = 0;
  /** Whether it is known by now. Keys are compared only where the memory may have seen it, because it calls nothing seen that is not. */
  const isKnown = ({ hash, key }: Line): boolean => {
    if (!seen.has(hash)) return false;
    for (; named < fresh.length; named++) known.add(fresh[named]!.key);
    return known.has(key);
  };
  for (const { lines, receipt } of calls) {
    for (const line of lines) {
      if (isKnown(line)) {
        if (!line.isFurther) receipt.known++;
        continue;
      }
      seen.add(line.hash);
      if (!line.isFurther) receipt.stored++;
      fresh.push(line);
    }
  }
  return fresh;
}

/** Those of the given messages that the event store holds, as message keys. */
export async function findStored(store: Store, lines: readonly Pick<Line, "messageHash">[]): Promise<Set<string>> {
  const stored = new Set<string>();
  for (let from = 0; from < lines.length; from += hashesPerLookup) {
    const some = lines.slice(from, from + hashesPerLookup);
    const rows = await ask<{ workspaceId: string; messageId: string }>(store.events.client, {
      tag: "collect.known",
      sql: factTables.map(storedIn).join(" UNION ALL "),
      bound: { hashes: some.map((line) => line.messageHash).join(",") },
    });
    for (const row of rows) stored.add(messageKey(row.workspaceId, row.messageId));
  }
  return stored;
}

const storedIn = (table: string): string =>
  `SELECT workspace_id AS workspaceId, message_id AS messageId FROM ${table}
   WHERE message_hash IN (SELECT toUInt64(arrayJoin(splitByChar(',', {hashes:String}))))`;
