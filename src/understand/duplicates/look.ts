import type { Kysely } from "kysely";
import type { Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";
import { cardOf, type Card } from "./card.ts";
import { findLikelyPairs } from "./pairs.ts";

/** How a look goes on: told how far it is in 0-1, stopped by the signal, dated at `now` (UTC ms). */
export type LookOptions = { tell: (done: number) => void; signal: AbortSignal; now: number };

const pageRows = 5000;
const insertRows = 500;
// A list that nobody gets to the end of is long enough.
const mostPairs = 2000;

/** Looks at all customers of a workspace for those that may be one, and keeps the pairs in place of the ones of the last look. */
export async function lookForDuplicates(
  { records: { database } }: Store,
  workspaceId: string,
  { tell, signal, now }: LookOptions,
): Promise<{ customers: number; compared: number; found: number; crowded: number }> {
  const cards = await readCards(database, workspaceId, signal);
  const { pairs, compared, crowded } = await findLikelyPairs(cards, async (done) => {
    signal.throwIfAborted();
    tell(done);
    await new Promise((resolve) => setImmediate(resolve));
  });
  const rows = pairs.slice(0, mostPairs).map(({ a, b, bits, probability, reasons }) => ({
    workspace_id: workspaceId,
    identity: a.identity,
    other: b.identity,
    bits,
    probability,
    reasons: JSON.stringify(reasons),
    found_at: new Date(now),
  }));
  await database.transaction().execute(async (trx) => {
    await trx.deleteFrom("duplicate_pairs").where("workspace_id", "=", workspaceId).execute();
    for (let from = 0; from < rows.length; from += insertRows)
      await trx
        .insertInto("duplicate_pairs")
        .values(rows.slice(from, from + insertRows))
        .execute();
  });
  return { customers: cards.length, compared, found: rows.length, crowded };
}

async function readCards(database: Kysely<Tables>, workspaceId: string, signal: AbortSignal): Promise<Card[]> {
  const cards: Card[] = [];
  for (let last = ""; ;) {
    signal.throwIfAborted();
    const rows = await database
      .selectFrom("customers")
      .select(["id", "traits"])
      .where("workspace_id", "=", workspaceId)
      .where("id", ">", last)
      .orderBy("id")
      .limit(pageRows)
      .execute();
    const keys = await keysOf(
      database,
      workspaceId,
      rows.map(({ id }) => id),
    );
    for (const { id, traits } of rows) {
      const own = keys.get(id) ?? [];
      const identity = own.find((key) => customerIdOf(workspaceId, key) === id);
      if (identity) cards.push(cardOf({ identity, customerId: id, keys: own, traits }));
    }
    if (rows.length < pageRows) return cards;
    last = rows.at(-1)!.id;
  }
}

/** The keys of these customers. */
export async function keysOf(database: Kysely<Tables>, workspaceId: string, ids: readonly string[]): Promise<Map<string, Identity[]>> {
  const keys = new Map<string, Identity[]>();
  if (ids.length === 0) return keys;
  const rows = await database
    .selectFrom("identities")
    .select(["customer_id", "identity"])
    .where("workspace_id", "=", workspaceId)
    .where("customer_id", "in", ids)
    .orderBy("identity")
    .execute();
  for (const { customer_id, identity } of rows) keys.set(customer_id, [...(keys.get(customer_id) ?? []), identity as Identity]);
  return keys;
}
