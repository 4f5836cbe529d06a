import type { DeadLetter } from "../../model/fact.ts";
import { Failure } from "../../model/failure.ts";
import { ask } from "../../store/ask.ts";
import { millis } from "../../store/events/connect.ts";
import type { Store } from "../../store/open.ts";

/** Something that arrived and could not be used, with the reason; `id` is its place in the order of arrival. */
export type WaitingLetter = DeadLetter & { id: string };

const columns = "toString(seq) AS id, toString(received_at) AS receivedAt, source_id AS sourceId, protocol, code, problem, raw";

const waiting =
  "FROM dead_letters FINAL WHERE workspace_id = {workspace:String} AND state = 'waiting' AND ({source:String} = '' OR source_id = {source:String}) AND ({code:String} = '' OR code = {code:String})";

/** Dead letters that nobody has dealt with, newest first, in pages of 50. `next` is `null` on the last page. */
export async function listDeadLetters(
  store: Store,
  workspaceId: string,
  { sourceId = "", code = "", before = "" } = {},
): Promise<{ total: number; items: WaitingLetter[]; next: string | null }> {
  const bound = { workspace: workspaceId, source: sourceId, code, before: before || "18446744073709551615" };
  const [count] = await ask<{ n: number }>(store.events.client, { tag: "dead letters", sql: `SELECT count() AS n ${waiting}`, bound });
  const rows = await ask<Omit<WaitingLetter, "receivedAt"> & { receivedAt: string }>(store.events.client, {
    tag: "dead letters",
    sql: `SELECT ${columns} ${waiting} AND seq < {before:UInt64} ORDER BY seq DESC LIMIT 51`,
    bound,
  });
  const items = rows.slice(0, 50).map((row) => ({ ...row, receivedAt: millis(row.receivedAt) }));
  return { total: count?.n ?? 0, items, next: rows.length > 50 ? (items.at(-1)?.id ?? null) : null };
}

/** One waiting dead letter. @throws Failure `not_found` when it does not exist or was dealt with */
export async function findDeadLetter(store: Store, workspaceId: string, id: string): Promise<WaitingLetter> {
  const isPlace = /^\d{1,20}$/.test(id);
  const [row] = isPlace
    ? await ask<Omit<WaitingLetter, "receivedAt"> & { receivedAt: string }>(store.events.client, {
        tag: "dead letter",
        sql: `SELECT ${columns} ${waiting} AND seq = {id:UInt64}`,
        bound: { workspace: workspaceId, source: "", code: "", id },
      })
    : [];
  if (!row) throw new Failure("not_found", { thing: "dead letter" });
  return { ...row, receivedAt: millis(row.receivedAt) };
}

/** The waiting dead letters of one source after a place in the order of arrival, the oldest first. */
export async function findDeadLetters(
  store: Store,
  workspaceId: string,
  { sourceId, after, most }: { sourceId: string; after: string; most: number },
): Promise<WaitingLetter[]> {
  const rows = await ask<Omit<WaitingLetter, "receivedAt"> & { receivedAt: string }>(store.events.client, {
    tag: "dead letters",
    sql: `SELECT toString(seq) AS id, toString(received_at) AS receivedAt, source_id AS sourceId, protocol, code, problem, raw ${waiting} AND seq > {after:UInt64} ORDER BY seq LIMIT {most:UInt32}`,
    bound: { workspace: workspaceId, source: sourceId, code: "", after, most },
  });
  return rows.map((row) => ({ ...row, receivedAt: millis(row.receivedAt) }));
}

const settled = ["workspace_id", "seq", "version", "state", "source_id", "protocol", "received_at", "code", "problem", "raw"] as const;

/** Marks dead letters as dealt with: `replayed` into the product, or `dropped`. */
export async function settleDeadLetters(
  store: Store,
  { workspaceId, letters, state }: { workspaceId: string; letters: readonly WaitingLetter[]; state: "replayed" | "dropped" },
): Promise<void> {
  const values = letters.map(({ id, sourceId, protocol, receivedAt, code, problem, raw }) => {
    return [workspaceId, id, String(BigInt(id) + 1n), state, sourceId, protocol, receivedAt, code, problem, raw];
  });
  if (values.length === 0) return;
  await store.events.client.insert({ table: "dead_letters", columns: [...settled], values, format: "JSONCompactEachRow" });
}

/** Marks one dead letter as dealt with. */
export const settleDeadLetter = (
  store: Store,
  { letter, ...rest }: { workspaceId: string; letter: WaitingLetter; state: "replayed" | "dropped" },
): Promise<void> => settleDeadLetters(store, { ...rest, letters: [letter] });
