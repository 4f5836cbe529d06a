import { randomUUID } from "node:crypto";
import { sql, type Kysely, type Transaction } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Identity } from "../../model/identity.ts";
import type { DecisionKind, Tables } from "../../store/records/tables.ts";
import { rowsOf, type Key } from "./save-links.ts";

/**
 * What a person says about who is who.
 *
 * `merge`: the two keys are one customer. `separate`: they are not, whatever evidence says. `different`: they are not, as far as anybody
 * can tell, and nobody should be asked again. `nobody`: the key names nobody in particular.
 */
export type Saying = { kind: DecisionKind; identity: Identity; other?: Identity; why?: string };

/** Who says it: a member of one workspace, at an instant (UTC ms). */
export type Speaker = { workspaceId: string; userId: string; at: number };

/** Keeps a decision; the follower makes the records follow it. A decision that stands already is kept once. @returns its id */
export async function decide(database: Kysely<Tables>, { workspaceId, userId, at }: Speaker, saying: Saying): Promise<string> {
  const { kind, identity, other = "", why = "" } = saying;
  return database.transaction().execute(async (trx) => {
    const standing = await trx
      .selectFrom("identity_decisions")
      .select("id")
      .where("workspace_id", "=", workspaceId)
      .where("kind", "=", kind)
      .where("identity", "=", identity)
      .where("other", "=", other)
      .where("undone_at", "is", null)
      .executeTakeFirst();
    if (standing) return standing.id;
    const id = randomUUID();
    const said = { workspace_id: workspaceId, id, kind, identity, other, who: userId, at: new Date(at), why };
    await trx
      .insertInto("identity_decisions")
      .values({ ...said, undone_at: null, undone_by: null, is_settled: kind === "different" })
      .execute();
    return id;
  });
}

/**
 * Takes decisions back: from then on the records are as if they had never been made.
 *
 * @throws Failure `not_found` when one of them is not there or was taken back already
 */
export async function undoDecisions(database: Kysely<Tables>, { workspaceId, userId, at }: Speaker, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await database.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("identity_decisions")
      .set({ undone_at: new Date(at), undone_by: userId, is_settled: sql`kind = 'different'` })
      .where("workspace_id", "=", workspaceId)
      .where("id", "in", ids)
      .where("undone_at", "is", null)
      .executeTakeFirstOrThrow();
    if (Number(numUpdatedRows) < new Set(ids).size) throw new Failure("not_found", { thing: "decision in force" });
  });
}

/** A decision that the records do not follow yet. */
export type Unsettled = Key & { id: string; other: Identity | ""; isUndone: boolean };

/** Decisions that were made or taken back and that the records do not follow yet. */
export const unsettled = (database: Kysely<Tables>): Promise<Unsettled[]> =>
  database
    .selectFrom("identity_decisions")
    .select(["workspace_id as workspaceId", "id", "identity", "other", sql<boolean>`undone_at IS NOT NULL`.as("isUndone")])
    .where("is_settled", "=", false)
    .limit(500)
    .execute() as Promise<Unsettled[]>;

/** Keys whose links have to be judged anew because of decisions: those that they name, and what hangs on these. */
export async function keysDecided(trx: Transaction<Tables>, decisions: readonly Unsettled[]): Promise<Key[]> {
  if (decisions.length === 0) return [];
  const named = namedIn(decisions);
  const { rows: hanging } = await sql<Key>`
    SELECT link.workspace_id AS "workspaceId", link.identity FROM ${rowsOf(named, '"workspaceId" text, identity text')}
    JOIN identity_links AS link ON link.workspace_id = given."workspaceId" AND link.other = given.identity`.execute(trx);
  return [...named, ...hanging];
}

/** The keys that decisions are about. */
export const namedIn = (decisions: readonly Unsettled[]): Key[] =>
  decisions.flatMap(({ workspaceId, identity, other }) =>
    [identity, other].flatMap((key) => (key === "" ? [] : [{ workspaceId, identity: key }])),
  );

/** Says that the records follow these decisions. One that was taken back meanwhile has still to be followed. */
export async function markSettled(trx: Transaction<Tables>, decisions: readonly Unsettled[]): Promise<void> {
  if (decisions.length === 0) return;
  await sql`
    UPDATE identity_decisions AS said SET is_settled = true FROM ${rowsOf(decisions, 'id text, "isUndone" boolean')}
    WHERE said.id = given.id AND (said.undone_at IS NOT NULL) = given."isUndone"`.execute(trx);
}
