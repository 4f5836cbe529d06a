import { sql, type Transaction } from "kysely";
import type { Identity } from "../../model/identity.ts";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { rowsOf, type Key } from "./save-links.ts";
import { mergeTraits, noTraits, setTraits, type Traits } from "./traits.ts";

type Trx = Transaction<Tables>;

/** A key with how and when (UTC ms) it was first heard of. */
export type Heard = Key & { how: string; sourceId: string; at: number };

/** Makes keys known; a new one is a customer of its own. Known ones stay as they are. */
export async function saveKeys(trx: Trx, heard: readonly Heard[], seq: number): Promise<void> {
  if (heard.length === 0) return;
  const rows = heard.map((key) => ({
    ...key,
    at: new Date(key.at).toISOString(),
    customerId: customerIdOf(key.workspaceId, key.identity),
    seq,
  }));
  const shape = '"workspaceId" text, identity text, "customerId" text, how text, "sourceId" text, at timestamptz, seq bigint';
  await sql`
    INSERT INTO identities (workspace_id, identity, customer_id, how, source_id, at, changed_seq)
    SELECT "workspaceId", identity, "customerId", how, "sourceId", at, seq FROM ${rowsOf(rows, shape)}
    ON CONFLICT DO NOTHING`.execute(trx);
}

/** Traits said of a key. `isIdentified`: by a call that identifies, which makes a user id one that never merges into another. */
export type Said = Key & { traits: Traits; isIdentified: boolean };

type Known = Key & { how: string; customerId: string; values: Traits["values"]; times: Traits["times"] };

/**
 * Merges traits into what was said of these keys before, by time.
 *
 * @returns the customers that changed, and the user ids that are identified since now
 */
export async function saveTraits(trx: Trx, said: readonly Said[], seq: number): Promise<{ customers: Customer[]; identified: Key[] }> {
  if (said.length === 0) return { customers: [], identified: [] };
  const { rows: known } = await sql<Known>`
    SELECT own.workspace_id AS "workspaceId", own.identity, own.how, own.customer_id AS "customerId", own.traits AS "values", own.trait_times AS times
    FROM ${rowsOf(said, '"workspaceId" text, identity text')}
    JOIN identities AS own ON own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  const byKey = new Map(said.map((one) => [`${one.workspaceId} ${one.identity}`, one]));
  const changed: Known[] = [];
  const identified: Key[] = [];
  for (const own of known) {
    const { traits, isIdentified } = byKey.get(`${own.workspaceId} ${own.identity}`)!;
    const isNew = isIdentified && own.how !== "identify";
    if (isNew) identified.push(own);
    if (mergeTraits(own, traits) || isNew) changed.push({ ...own, how: isNew ? "identify" : own.how });
  }
  const rows = changed.map(({ workspaceId, identity, how, values, times }) => ({ workspaceId, identity, how, values, times, seq }));
  await sql`
    UPDATE identities AS own SET traits = given."values", trait_times = given.times, how = given.how, changed_seq = given.seq
    FROM ${rowsOf(rows, '"workspaceId" text, identity text, how text, "values" jsonb, times jsonb, seq bigint')}
    WHERE own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  return { customers: changed.map(({ workspaceId, customerId }) => ({ workspaceId, customerId })), identified };
}

/** A customer within its workspace. */
export type Customer = { workspaceId: string; customerId: string };

// A chain of aliases longer than this, or a ring of them, ends at the smallest key met on the way.
const longestChain = 32;

/**
 * Finds whose these keys are now, with everything that hangs on them, and keeps it.
 *
 * @returns every customer that lost or gained a key
 */
export async function settleKeys(trx: Trx, keys: readonly Key[], seq: number): Promise<Customer[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Key & { top: Identity; customerId: string }>`
    WITH RECURSIVE below AS (
      SELECT "workspaceId" AS workspace_id, identity FROM ${rowsOf(keys, '"workspaceId" text, identity text')}
      UNION
      SELECT link.workspace_id, link.identity FROM below
      JOIN identity_links AS link ON link.workspace_id = below.workspace_id AND link.other = below.identity AND link.outcome = 'linked'
    ), above AS (
      SELECT workspace_id, identity, identity AS top, 0 AS steps FROM below
      UNION ALL
      SELECT above.workspace_id, above.identity, link.other, above.steps + 1 FROM above
      JOIN identity_links AS link ON link.workspace_id = above.workspace_id AND link.identity = above.top AND link.outcome = 'linked'
      WHERE above.steps < ${longestChain}
    ), found AS (
      SELECT workspace_id, identity,
        CASE WHEN max(steps) = ${longestChain} THEN min(top) ELSE (array_agg(top ORDER BY steps DESC))[1] END AS top
      FROM above GROUP BY workspace_id, identity
    )
    SELECT found.workspace_id AS "workspaceId", found.identity, found.top, own.customer_id AS "customerId"
    FROM found JOIN identities AS own ON own.workspace_id = found.workspace_id AND own.identity = found.identity`.execute(trx);
  const moved = rows
    .map((row) => ({ ...row, seq, to: customerIdOf(row.workspaceId, row.top) }))
    .filter(({ to, customerId }) => to !== customerId);
  if (moved.length === 0) return [];
  await sql`
    UPDATE identities AS own SET customer_id = given."to", changed_seq = given.seq
    FROM ${rowsOf(moved, '"workspaceId" text, identity text, "to" text, seq bigint')}
    WHERE own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  return moved.flatMap(({ workspaceId, customerId, to }) => [
    { workspaceId, customerId },
    { workspaceId, customerId: to },
  ]);
}

type Part = Customer & { values: Traits["values"]; times: Traits["times"] };

/** Puts together what is known of these customers from all of their keys. One that has none left keeps an empty record. */
export async function saveCustomers(trx: Trx, customers: readonly Customer[], seq: number): Promise<void> {
  const wanted = new Map(
    customers.map((customer) => [`${customer.workspaceId} ${customer.customerId}`, { ...customer, traits: noTraits() }]),
  );
  if (wanted.size === 0) return;
  const { rows: parts } = await sql<Part>`
    SELECT own.workspace_id AS "workspaceId", own.customer_id AS "customerId", own.traits AS "values", own.trait_times AS times
    FROM ${rowsOf([...wanted.values()], '"workspaceId" text, "customerId" text')}
    JOIN identities AS own ON own.workspace_id = given."workspaceId" AND own.customer_id = given."customerId"
    WHERE own.traits <> '{}'`.execute(trx);
  for (const part of parts) mergeTraits(wanted.get(`${part.workspaceId} ${part.customerId}`)!.traits, part);
  const rows = [...wanted.values()].map(({ workspaceId, customerId, traits }) => {
    const set = setTraits(traits);
    const times = Object.fromEntries(Object.keys(set).map((name) => [name, traits.times[name]]));
    return { workspaceId, customerId, traits: set, times, seq };
  });
  await sql`
    INSERT INTO customers (workspace_id, id, traits, trait_times, updated_at, changed_seq)
    SELECT "workspaceId", "customerId", traits, times, now(), seq
    FROM ${rowsOf(rows, '"workspaceId" text, "customerId" text, traits jsonb, times jsonb, seq bigint')}
    ON CONFLICT (workspace_id, id) DO UPDATE
      SET traits = excluded.traits, trait_times = excluded.trait_times, updated_at = excluded.updated_at, changed_seq = excluded.changed_seq`.execute(
    trx,
  );
}
