import { sql, type Transaction } from "kysely";
import type { Identity } from "../../model/identity.ts";
import type { Tables } from "../../store/records/tables.ts";
import {
  byStrength,
  judgeLinks,
  keysOfOneCustomer,
  linksOfOneKey,
  pickedOutcomes,
  type Candidate,
  type Link,
  type Outcome,
} from "./link.ts";

/** A key of a customer within its workspace. */
export type Key = { workspaceId: string; identity: Identity };
/** A link within its workspace, by its two keys. */
export type KeyPair = Key & { other: Identity };

type Trx = Transaction<Tables>;

/** Rows of a statement as one JSON parameter, which both engines read at the same speed for one row or ten thousand. */
export const rowsOf = (rows: readonly object[], shape: string) =>
  sql`json_to_recordset(${JSON.stringify(rows)}::json) AS given(${sql.raw(shape)})`;

/** Outcomes of links whose keys are looked at together, as a list in SQL. */
export const picked = sql.raw(pickedOutcomes.map((outcome) => `'${outcome}'`).join(", "));

/** A link as it is written when it is new: `new` where it has still to be judged. */
export type NewLink = Link & { outcome: Outcome | "new" };

/**
 * Keeps links, each with its earliest evidence. One that was known keeps its outcome.
 *
 * @returns those that are not what they were
 */
export async function saveLinks(trx: Trx, links: readonly NewLink[]): Promise<KeyPair[]> {
  if (links.length === 0) return [];
  const rows = links.map((link) => ({ ...link, at: new Date(link.at).toISOString() }));
  const shape = '"workspaceId" text, identity text, other text, how text, "messageId" text, "sourceId" text, at timestamptz, outcome text';
  // Texts are compared as bytes, as the rest of the code does, whatever language the database speaks.
  const { rows: changed } = await sql<KeyPair>`
    INSERT INTO identity_links (workspace_id, identity, other, how, message_id, source_id, at, outcome)
    SELECT "workspaceId", identity, other, how, "messageId", "sourceId", at, outcome FROM ${rowsOf(rows, shape)}
    ON CONFLICT (workspace_id, identity, other) DO UPDATE
      SET how = excluded.how, message_id = excluded.message_id, source_id = excluded.source_id, at = excluded.at
      WHERE (excluded.at, excluded.message_id COLLATE "C", excluded.how COLLATE "C")
        < (identity_links.at, identity_links.message_id COLLATE "C", identity_links.how COLLATE "C")
    RETURNING workspace_id AS "workspaceId", identity, other`.execute(trx);
  return changed;
}

type Judged = KeyPair & Omit<Candidate, "at"> & { at: Date; outcome: Outcome | "new"; isIdentified: boolean; isNobody: boolean };

/** Something that people said of a key or a pair and did not take back. */
const isSaid = (kind: string, identity: string, other = "''") =>
  sql.raw(`EXISTS (SELECT 1 FROM identity_decisions AS said WHERE said.workspace_id = link.workspace_id AND said.kind = '${kind}'
    AND said.undone_at IS NULL AND said.identity = ${identity} AND said.other = ${other})`);

/**
 * Judges all links of these keys anew, and drops those that a crowded key does not need.
 *
 * @returns the links whose outcome changed; whoever hangs on either of their keys may belong elsewhere now
 */
export async function judgeKeys(trx: Trx, keys: readonly Key[]): Promise<KeyPair[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Judged>`
    SELECT link.workspace_id AS "workspaceId", link.identity, link.other, link.at, link.outcome, coalesce(own.is_identified, false) AS "isIdentified",
      ${isSaid("nobody", "link.identity")} AS "isNobody",
      CASE WHEN ${isSaid("nobody", "link.other")} THEN 'nobody'
        WHEN ${isSaid("separate", "link.identity", "link.other")} OR ${isSaid("separate", "link.other", "link.identity")} THEN 'separated'
        WHEN ${isCrowded("link")} THEN 'crowded' END AS barred
    FROM (SELECT DISTINCT "workspaceId", identity FROM ${rowsOf(keys, '"workspaceId" text, identity text')}) AS key
    JOIN identity_links AS link ON link.workspace_id = key."workspaceId" AND link.identity = key.identity
    LEFT JOIN identities AS own ON own.workspace_id = link.workspace_id AND own.identity = link.identity`.execute(trx);
  const groups = [...groupByKey(rows).values()];
  const judged = groups.map((links) => keptOf(links));
  const changed = judged.flatMap(changedOutcomes);
  await dropLinks(
    trx,
    groups.flatMap((links, i) => links.filter((link) => !judged[i]!.includes(link))),
  );
  if (changed.length === 0) return [];
  await saveOutcomes(trx, changed);
  return changed;
}

/** Keys whose links must be judged anew because one that they point at has become crowded, or is no longer. */
export async function keysAround(trx: Trx, pairs: readonly KeyPair[]): Promise<Key[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Key>`
    SELECT link.workspace_id AS "workspaceId", link.identity
    FROM (SELECT given."workspaceId" AS workspace_id, given.other, ${isCrowded("given", '"workspaceId"')} AS is_crowded
      FROM (SELECT DISTINCT "workspaceId", other FROM ${rowsOf(pairs, '"workspaceId" text, other text')}) AS given) AS around
    JOIN identity_links AS link ON link.workspace_id = around.workspace_id AND link.other = around.other
    WHERE CASE WHEN around.is_crowded THEN link.outcome IN (${picked}) ELSE link.outcome = 'crowded' END`.execute(trx);
  return rows;
}

/** Keeps what links amount to. */
export async function saveOutcomes(trx: Trx, rows: readonly (KeyPair & { outcome: Outcome })[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    UPDATE identity_links AS link SET outcome = given.outcome
    FROM ${rowsOf(rows, '"workspaceId" text, identity text, other text, outcome text')}
    WHERE link.workspace_id = given."workspaceId" AND link.identity = given.identity AND link.other = given.other`.execute(trx);
}

/** Whether more keys point at a row's `other` than one customer has. */
const isCrowded = (table: string, workspace = "workspace_id") =>
  sql.raw(`(SELECT count(*) FROM (SELECT 1 FROM identity_links AS claim WHERE claim.workspace_id = ${table}.${workspace}
    AND claim.other = ${table}.other LIMIT ${keysOfOneCustomer + 1}) AS claims) > ${keysOfOneCustomer}`);

const keptOf = (links: Judged[]): Judged[] => {
  if (links.length <= linksOfOneKey) return links;
  const kept = new Set(
    [...links].sort((a, b) => byStrength({ ...a, at: a.at.getTime() }, { ...b, at: b.at.getTime() })).slice(0, linksOfOneKey),
  );
  return links.filter((link) => kept.has(link));
};

async function dropLinks(trx: Trx, pairs: readonly KeyPair[]): Promise<void> {
  if (pairs.length === 0) return;
  await sql`
    DELETE FROM identity_links AS link USING ${rowsOf(pairs, '"workspaceId" text, identity text, other text')}
    WHERE link.workspace_id = given."workspaceId" AND link.identity = given.identity AND link.other = given.other`.execute(trx);
}

function changedOutcomes(links: Judged[]): (KeyPair & { outcome: Outcome })[] {
  const verdicts = judgeLinks(
    links.map((link) => ({ ...link, at: link.at.getTime() })),
    links[0]!,
  );
  return links.flatMap(({ workspaceId, identity, other, outcome }, i) => {
    const verdict = verdicts[i]!;
    // What the others say of a link that its key picked is not for its key to say.
    const isSame = outcome === verdict || (verdict === "linked" && outcome !== "new" && pickedOutcomes.includes(outcome));
    return isSame ? [] : [{ workspaceId, identity, other, outcome: verdict }];
  });
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
