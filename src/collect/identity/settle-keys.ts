import { sql, type Transaction } from "kysely";
import { customerIdOf } from "../../store/customer-id.ts";
import type { Tables } from "../../store/records/tables.ts";
import { settleComponent, type Judgement, type Pick } from "./component.ts";
import type { Outcome } from "./link.ts";
import { picked, rowsOf, saveOutcomes, type Key, type KeyPair } from "./save-links.ts";
import { moveKeys, type Customer, type Moved } from "./save-people.ts";

type Trx = Transaction<Tables>;
type Owned = Key & { customerId: string };
type PickRow = Pick & { workspaceId: string; outcome: Outcome };
type JudgementRow = Judgement & { workspaceId: string };

/**
 * Finds whose these keys are now, with everything that evidence or people connect with them, and keeps it.
 *
 * @returns every customer that lost or gained a key
 */
export async function settleKeys(trx: Trx, keys: readonly Key[], seq: number): Promise<Customer[]> {
  if (keys.length === 0) return [];
  const around = await readAround(trx, keys);
  const [picks, said] = [await readPicks(trx, around), await readJudgements(trx, around)];
  const moved: Moved[] = [];
  const changed: (KeyPair & { outcome: Outcome })[] = [];
  for (const workspaceId of new Set(around.map((own) => own.workspaceId))) {
    const mine = (row: { workspaceId: string }): boolean => row.workspaceId === workspaceId;
    const customers = new Map(around.filter(mine).map(({ identity, customerId }) => [identity, customerId]));
    const { people, outcomes } = settleComponent([...customers.keys()], picks.filter(mine), said.filter(mine));
    for (const { top, keys: own } of people) {
      const to = customerIdOf(workspaceId, top);
      for (const identity of own) {
        const customerId = customers.get(identity)!;
        if (customerId !== to) moved.push({ workspaceId, identity, customerId, to });
      }
    }
    for (const { pick, outcome } of outcomes)
      if (pick.outcome !== outcome) changed.push({ workspaceId, identity: pick.identity, other: pick.other, outcome });
  }
  await saveOutcomes(trx, changed);
  return moveKeys(trx, moved, seq);
}

const keyShape = '"workspaceId" text, identity text';

/** Every key that links or decisions connect with the given ones, near or far. */
async function readAround(trx: Trx, keys: readonly Key[]): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    WITH RECURSIVE around AS (
      SELECT "workspaceId" AS workspace_id, identity FROM ${rowsOf(keys, keyShape)}
      UNION
      SELECT around.workspace_id, near.identity FROM around CROSS JOIN LATERAL (
        SELECT link.other AS identity FROM identity_links AS link
          WHERE link.workspace_id = around.workspace_id AND link.identity = around.identity AND link.outcome IN (${picked})
        UNION ALL
        SELECT link.identity FROM identity_links AS link
          WHERE link.workspace_id = around.workspace_id AND link.other = around.identity AND link.outcome IN (${picked})
        UNION ALL
        SELECT said.other FROM identity_decisions AS said
          WHERE said.workspace_id = around.workspace_id AND said.identity = around.identity AND said.kind = 'merge' AND said.undone_at IS NULL
        UNION ALL
        SELECT said.identity FROM identity_decisions AS said
          WHERE said.workspace_id = around.workspace_id AND said.other = around.identity AND said.kind = 'merge' AND said.undone_at IS NULL
      ) AS near
    )
    SELECT own.workspace_id AS "workspaceId", own.identity, own.customer_id AS "customerId"
    FROM around JOIN identities AS own ON own.workspace_id = around.workspace_id AND own.identity = around.identity`.execute(trx);
  return rows;
}

async function readPicks(trx: Trx, around: readonly Key[]): Promise<PickRow[]> {
  const { rows } = await sql<Omit<PickRow, "at"> & { at: Date }>`
    SELECT link.workspace_id AS "workspaceId", link.identity, link.other, link.message_id AS "messageId", link.at, link.outcome
    FROM ${rowsOf(around, keyShape)}
    JOIN identity_links AS link ON link.workspace_id = given."workspaceId" AND link.identity = given.identity
    WHERE link.outcome IN (${picked})`.execute(trx);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

async function readJudgements(trx: Trx, around: readonly Key[]): Promise<JudgementRow[]> {
  const { rows } = await sql<Omit<JudgementRow, "at"> & { at: Date }>`
    SELECT said.workspace_id AS "workspaceId", said.id, said.kind, said.identity, said.other, said.at
    FROM ${rowsOf(around, keyShape)}
    JOIN identity_decisions AS said ON said.workspace_id = given."workspaceId" AND said.identity = given.identity
    WHERE said.undone_at IS NULL AND said.kind IN ('merge', 'separate')`.execute(trx);
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
