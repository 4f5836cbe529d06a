import { sql, type Transaction } from "kysely";
import type { Identity } from "../../model/identity.ts";
import type { Tables } from "../../store/records/tables.ts";
import { judgeLinks, type Link, type Outcome } from "./link.ts";

/** A key of a customer within its workspace. */
export type Key = { workspaceId: string; identity: Identity };

type Trx = Transaction<Tables>;

/** Rows of a statement as one JSON parameter, which both engines read at the same speed for one row or ten thousand. */
export const rowsOf = (rows: readonly object[], shape: string) =>
  sql`json_to_recordset(${JSON.stringify(rows)}::json) AS given(${sql.raw(shape)})`;

/**
 * Keeps links, each with its earliest evidence.
 *
 * @returns the keys whose links are not what they were
 */
export async function saveLinks(trx: Trx, links: readonly Link[]): Promise<Key[]> {
  if (links.length === 0) return [];
  const rows = links.map((link) => ({ ...link, at: new Date(link.at).toISOString() }));
  const { rows: changed } = await sql<Key>`
    INSERT INTO identity_links (workspace_id, identity, other, how, message_id, at, outcome)
    SELECT "workspaceId", identity, other, how, "messageId", at, 'new'
    FROM ${rowsOf(rows, '"workspaceId" text, identity text, other text, how text, "messageId" text, at timestamptz')}
    ON CONFLICT (workspace_id, identity, other) DO UPDATE
      SET how = excluded.how, message_id = excluded.message_id, at = excluded.at
      WHERE (excluded.at, excluded.message_id) < (identity_links.at, identity_links.message_id)
    RETURNING workspace_id AS "workspaceId", identity`.execute(trx);
  return changed;
}

type Judged = Key & { other: Identity; at: Date; outcome: string; isIdentified: boolean };

/**
 * Judges all links of these keys anew.
 *
 * @returns the keys that belong elsewhere now
 */
export async function judgeKeys(trx: Trx, keys: readonly Key[]): Promise<Key[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Judged>`
    SELECT link.workspace_id AS "workspaceId", link.identity, link.other, link.at, link.outcome, coalesce(own.how = 'identify', false) AS "isIdentified"
    FROM (SELECT DISTINCT "workspaceId", identity FROM ${rowsOf(keys, '"workspaceId" text, identity text')}) AS key
    JOIN identity_links AS link ON link.workspace_id = key."workspaceId" AND link.identity = key.identity
    LEFT JOIN identities AS own ON own.workspace_id = link.workspace_id AND own.identity = link.identity`.execute(trx);
  const changed = [...groupByKey(rows).values()].flatMap(changedOutcomes);
  if (changed.length === 0) return [];
  await sql`
    UPDATE identity_links AS link SET outcome = given.outcome
    FROM ${rowsOf(changed, '"workspaceId" text, identity text, other text, outcome text')}
    WHERE link.workspace_id = given."workspaceId" AND link.identity = given.identity AND link.other = given.other`.execute(trx);
  return changed;
}

function changedOutcomes(links: Judged[]): (Key & { other: Identity; outcome: Outcome })[] {
  const outcomes = judgeLinks(
    links.map((link) => ({ ...link, at: link.at.getTime() })),
    links[0]!.isIdentified,
  );
  return links.flatMap(({ workspaceId, identity, other, outcome }, i) =>
    outcome === outcomes[i] ? [] : [{ workspaceId, identity, other, outcome: outcomes[i]! }],
  );
}

function groupByKey<T extends Key>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = `${row.workspaceId} ${row.identity}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
