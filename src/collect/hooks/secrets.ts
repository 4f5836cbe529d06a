import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";

/** What may be known of a secret: never the secret itself. `opens` is false when the key that it was locked with is gone. */
export type SecretNote = { id: string; createdAt: number; expiresAt: number | null; opens: boolean };

const mostInForce = 2;
/** A locked secret only opens for the webhook that it was made for. */
const aboutOf = (workspaceId: string, hookId: string): string => `webhook ${workspaceId} ${hookId}`;

type Row = { id: string; sealed: string; created_at: Date; expires_at: Date | null };

const readRows = (database: Kysely<Tables>, workspaceId: string, hookId: string): Promise<Row[]> =>
  database
    .selectFrom("webhook_secrets")
    .select(["id", "sealed", "created_at", "expires_at"])
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", hookId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();

/** The secrets of a webhook as they are known: when each was made and when it ends. The newest first; ended ones are left out. */
export async function listSecrets({ records, vault }: Store, workspaceId: string, hookId: string, now: number): Promise<SecretNote[]> {
  const rows = await readRows(records.database, workspaceId, hookId);
  return rows
    .filter(({ expires_at }) => expires_at === null || expires_at.getTime() > now)
    .map(({ id, sealed, created_at, expires_at }) => ({
      id,
      createdAt: created_at.getTime(),
      expiresAt: expires_at?.getTime() ?? null,
      opens: vault.open(sealed, aboutOf(workspaceId, hookId)) !== null,
    }));
}

/** A secret, `null` when the key that it was locked with is gone, and when it ends (UTC ms, `null` while it is in force). */
export type OpenSecret = { text: string | null; expiresAt: number | null };

/** The secrets of a webhook, opened. */
export async function openSecrets({ records, vault }: Store, workspaceId: string, hookId: string): Promise<OpenSecret[]> {
  const rows = await readRows(records.database, workspaceId, hookId);
  return rows.map(({ sealed, expires_at }) => ({
    text: vault.open(sealed, aboutOf(workspaceId, hookId)),
    expiresAt: expires_at?.getTime() ?? null,
  }));
}

/**
 * Gives a webhook a new secret. The one before stays good beside it.
 *
 * @param oldUntil  when the secrets before it end, UTC ms; `null`: when somebody removes them
 * @throws          Failure `conflict` when two are in force
 */
export async function addSecret(
  { records, vault }: Store,
  workspaceId: string,
  { hookId, text, oldUntil, now }: { hookId: string; text: string; oldUntil: number | null; now: number },
): Promise<void> {
  await records.database.transaction().execute(async (trx) => {
    await trx.deleteFrom("webhook_secrets").where("workspace_id", "=", workspaceId).where("expires_at", "<=", new Date(now)).execute();
    const before = await readRows(trx, workspaceId, hookId);
    if (before.length >= mostInForce)
      throw new Failure("conflict", { problem: "Two secrets are in force already. Remove the old one, then add another." });
    if (oldUntil !== null)
      await trx
        .updateTable("webhook_secrets")
        .set({ expires_at: new Date(oldUntil) })
        .where("workspace_id", "=", workspaceId)
        .where("source_id", "=", hookId)
        .execute();
    const id = `hs_${randomBytes(9).toString("base64url")}`;
    const sealed = vault.seal(text, aboutOf(workspaceId, hookId));
    await trx
      .insertInto("webhook_secrets")
      .values({ workspace_id: workspaceId, id, source_id: hookId, sealed, created_at: new Date(now), expires_at: null })
      .execute();
  });
}

/** Ends a secret at once. @throws Failure `not_found` */
export async function removeSecret({ records }: Store, workspaceId: string, { hookId, id }: { hookId: string; id: string }): Promise<void> {
  const { numDeletedRows } = await records.database
    .deleteFrom("webhook_secrets")
    .where("workspace_id", "=", workspaceId)
    .where("source_id", "=", hookId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  if (numDeletedRows === 0n) throw new Failure("not_found", { thing: "secret" });
}

/** Locks again, under the key in use, what an older key locked. What no key opens is left as it is. */
export async function resealSecrets({ records, vault }: Store): Promise<void> {
  const rows = await records.database.selectFrom("webhook_secrets").select(["workspace_id", "source_id", "id", "sealed"]).execute();
  for (const { workspace_id, source_id, id, sealed } of rows.filter((row) => vault.isOld(row.sealed))) {
    const about = aboutOf(workspace_id, source_id);
    const text = vault.open(sealed, about);
    if (text === null) continue;
    await records.database
      .updateTable("webhook_secrets")
      .set({ sealed: vault.seal(text, about) })
      .where("workspace_id", "=", workspace_id)
      .where("id", "=", id)
      .execute();
  }
}
