import { sql, type Transaction } from "kysely";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { rowsOf, type Key } from "./save-links.ts";
import { mergeTraits, noTraits, setTraits, type Traits } from "./traits.ts";

type Trx = Transaction<Tables>;

/** A key with the evidence that first spoke of it, at `at` (UTC ms). */
export type Heard = Key & { how: string; messageId: string; sourceId: string; at: number };

/** A key as it is written when it is new: whose it is, and what was said of it. */
export type NewKey = Heard & { customerId: string; traits: Traits; isIdentified: boolean };

/** A key of which nothing but its evidence is known yet: a customer of its own. */
export const alone = (heard: Heard): NewKey => ({
  ...heard,
  customerId: customerIdOf(heard.workspaceId, heard.identity),
  traits: noTraits(),
  isIdentified: false,
});

/** Makes keys known. One that was known keeps what it has, but for its evidence where the new one is earlier. */
export async function saveKeys(trx: Trx, keys: readonly NewKey[], seq: number): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map(({ traits, ...key }) => ({ ...key, ...traits, at: new Date(key.at).toISOString(), seq }));
  const shape = `"workspaceId" text, identity text, "customerId" text, how text, "messageId" text, "sourceId" text, at timestamptz,
    "isIdentified" boolean, "values" jsonb, times jsonb, sources jsonb, seq bigint`;
  await sql`
    INSERT INTO identities AS own (workspace_id, identity, customer_id, how, message_id, source_id, at, is_identified, traits, trait_times,
      trait_sources, changed_seq)
    SELECT "workspaceId", identity, "customerId", how, "messageId", "sourceId", at, "isIdentified", "values", times, sources, seq
      FROM ${rowsOf(rows, shape)}
    ON CONFLICT (workspace_id, identity) DO UPDATE
      SET how = excluded.how, message_id = excluded.message_id, source_id = excluded.source_id, at = excluded.at
      WHERE (excluded.at, excluded.message_id COLLATE "C", excluded.how COLLATE "C") < (own.at, own.message_id COLLATE "C", own.how COLLATE "C")`.execute(
    trx,
  );
}

/** Traits said of a key. `isIdentified`: by a call that identifies, which makes a user id one that never merges into another. */
export type Said = Key & { traits: Traits; isIdentified: boolean };

type Known = Key & Traits & { customerId: string; isIdentified: boolean };

/**
 * Merges traits into what was said of these keys before, by time.
 *
 * @returns the customers that changed, and the user ids that are identified since now
 */
export async function saveTraits(trx: Trx, said: readonly Said[], seq: number): Promise<{ customers: Customer[]; identified: Key[] }> {
  if (said.length === 0) return { customers: [], identified: [] };
  const { rows: known } = await sql<Known>`
    SELECT own.workspace_id AS "workspaceId", own.identity, own.is_identified AS "isIdentified", own.customer_id AS "customerId",
      own.traits AS "values", own.trait_times AS times, own.trait_sources AS sources
    FROM ${rowsOf(said, '"workspaceId" text, identity text')}
    JOIN identities AS own ON own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  const byKey = new Map(said.map((one) => [`${one.workspaceId} ${one.identity}`, one]));
  const changed: Known[] = [];
  const identified: Key[] = [];
  for (const own of known) {
    const { traits, isIdentified } = byKey.get(`${own.workspaceId} ${own.identity}`)!;
    const isNew = isIdentified && !own.isIdentified;
    if (isNew) identified.push(own);
    if (mergeTraits(own, traits) || isNew) changed.push({ ...own, isIdentified: own.isIdentified || isNew });
  }
  const rows = changed.map((own) => ({ ...own, seq }));
  await sql`
    UPDATE identities AS own SET traits = given."values", trait_times = given.times, trait_sources = given.sources,
      is_identified = given."isIdentified", changed_seq = given.seq
    FROM ${rowsOf(rows, '"workspaceId" text, identity text, "isIdentified" boolean, "values" jsonb, times jsonb, sources jsonb, seq bigint')}
    WHERE own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  return { customers: changed.map(({ workspaceId, customerId }) => ({ workspaceId, customerId })), identified };
}

/** A customer within its workspace. */
export type Customer = { workspaceId: string; customerId: string };

/** A key with the customer that it belongs to from now on, and before. */
export type Moved = Key & { customerId: string; to: string };

/** Moves keys to their customers. @returns every customer that lost or gained a key */
export async function moveKeys(trx: Trx, moved: readonly Moved[], seq: number): Promise<Customer[]> {
  if (moved.length === 0) return [];
  await sql`
    UPDATE identities AS own SET customer_id = given."to", changed_seq = given.seq
    FROM ${rowsOf(
      moved.map((row) => ({ ...row, seq })),
      '"workspaceId" text, identity text, "to" text, seq bigint',
    )}
    WHERE own.workspace_id = given."workspaceId" AND own.identity = given.identity`.execute(trx);
  return moved.flatMap(({ workspaceId, customerId, to }) => [
    { workspaceId, customerId },
    { workspaceId, customerId: to },
  ]);
}

type Part = Customer & Traits;

/**
 * Puts together what is known of these customers from all of their keys, the latest word on each trait.
 *
 * One of whom nothing is known any more keeps an empty record until the mirror has seen it.
 */
export async function saveCustomers(trx: Trx, customers: readonly Customer[], seq: number): Promise<void> {
  const wanted = new Map(
    customers.map((customer) => [`${customer.workspaceId} ${customer.customerId}`, { ...customer, traits: noTraits() }]),
  );
  if (wanted.size === 0) return;
  const { rows: parts } = await sql<Part>`
    SELECT own.workspace_id AS "workspaceId", own.customer_id AS "customerId", own.traits AS "values", own.trait_times AS times,
      own.trait_sources AS sources
    FROM ${rowsOf([...wanted.values()], '"workspaceId" text, "customerId" text')}
    JOIN identities AS own ON own.workspace_id = given."workspaceId" AND own.customer_id = given."customerId"
    WHERE own.traits <> '{}'`.execute(trx);
  for (const part of parts) mergeTraits(wanted.get(`${part.workspaceId} ${part.customerId}`)!.traits, part);
  await writeCustomers(trx, [...wanted.values()], seq);
}

/** What is known of a customer: the latest word on each trait from all of its keys. */
export type Person = Customer & { traits: Traits };

/** Keeps what is known of customers. One of whom nothing is known gets no record, and keeps an empty one where there was one. */
export async function writeCustomers(trx: Trx, people: readonly Person[], seq: number): Promise<void> {
  if (people.length === 0) return;
  const rows = people.map(({ workspaceId, customerId, traits }) => {
    const set = setTraits(traits);
    const ofSet = <T>(all: Record<string, T>) => Object.fromEntries(Object.keys(set).map((name) => [name, all[name]]));
    return { workspaceId, customerId, traits: set, times: ofSet(traits.times), sources: ofSet(traits.sources), seq };
  });
  const shape = '"workspaceId" text, "customerId" text, traits jsonb, times jsonb, sources jsonb, seq bigint';
  await sql`
    INSERT INTO customers AS one (workspace_id, id, traits, trait_times, trait_sources, updated_at, changed_seq)
    SELECT "workspaceId", "customerId", given.traits, times, sources, now(), seq FROM ${rowsOf(rows, shape)}
    WHERE given.traits <> '{}' OR EXISTS (SELECT 1 FROM customers WHERE workspace_id = "workspaceId" AND id = "customerId")
    ON CONFLICT (workspace_id, id) DO UPDATE
      SET traits = excluded.traits, trait_times = excluded.trait_times, trait_sources = excluded.trait_sources,
        updated_at = excluded.updated_at, changed_seq = excluded.changed_seq`.execute(trx);
}
