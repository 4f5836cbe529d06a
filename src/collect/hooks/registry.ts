import { randomBytes } from "node:crypto";
import { Failure } from "../../model/failure.ts";
import type { HookMapping } from "../../model/hook-mapping.ts";
import { usualOptions, type HookOptions, type SenderId } from "../../model/hook.ts";
import type { Store } from "../../store/open.ts";
import type { HookWords } from "./sender.ts";

/** A webhook as a record of its workspace, whose `currency` amounts are in that name none, and whose `country` phone numbers are meant in; instants are UTC ms. */
export type HookRecord = HookWords & {
  id: string;
  name: string;
  currency: string;
  country: string;
  createdAt: number;
  revokedAt: number | null;
};

type Settings = { sender?: SenderId; options?: Partial<HookOptions>; mapping?: HookMapping | null };

/** What a source's settings say of a webhook. */
export function wordsIn(settings: Record<string, unknown>): HookWords {
  const { sender = "generic", options = {}, mapping = null } = settings as Settings;
  return { sender, options: { ...usualOptions, ...options }, mapping };
}

/** Makes a webhook. Its id is its address: 144 random bits, which nobody guesses, and no secret. */
export async function addHook(
  { records }: Store,
  workspaceId: string,
  { name, sender, options }: { name: string; sender: SenderId; options: HookOptions },
  at: number,
): Promise<string> {
  const id = `hook_${randomBytes(18).toString("base64url")}`;
  const settings = JSON.stringify({ sender, options, mapping: null });
  await records.database
    .insertInto("sources")
    .values({ workspace_id: workspaceId, id, kind: "webhook", name, key_prefix: null, key_hash: null, settings, created_at: new Date(at) })
    .execute();
  return id;
}

/** A webhook of a workspace. @throws Failure `not_found` */
export async function findHook({ records }: Store, workspaceId: string, id: string): Promise<HookRecord> {
  const row = await records.database
    .selectFrom("sources")
    .innerJoin("workspaces", "workspaces.id", "sources.workspace_id")
    .select([
      "sources.id",
      "sources.name",
      "sources.settings",
      "sources.created_at",
      "sources.revoked_at",
      "workspaces.currency",
      "workspaces.country",
    ])
    .where("sources.workspace_id", "=", workspaceId)
    .where("sources.id", "=", id)
    .where("sources.kind", "=", "webhook")
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "webhook" });
  const dates = { createdAt: row.created_at.getTime(), revokedAt: row.revoked_at?.getTime() ?? null };
  return { id: row.id, name: row.name, currency: row.currency, country: row.country, ...dates, ...wordsIn(row.settings) };
}

/** Changes what a webhook was told about itself. @throws Failure `not_found` */
export async function changeHook(
  store: Store,
  workspaceId: string,
  { id, ...changes }: { id: string } & Partial<Pick<HookRecord, "name" | "options" | "mapping">>,
): Promise<void> {
  await store.records.database.transaction().execute(async (trx) => {
    const row = await trx
      .selectFrom("sources")
      .select(["name", "settings"])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .where("kind", "=", "webhook")
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Failure("not_found", { thing: "webhook" });
    const { name = row.name, ...settings } = changes;
    await trx
      .updateTable("sources")
      .set({ name, settings: JSON.stringify({ ...row.settings, ...settings }) })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .execute();
  });
}

/** Shuts a webhook for good; what it brought stays, its secrets go. @throws Failure `not_found` when there is none in force */
export async function revokeHook({ records }: Store, workspaceId: string, id: string, at: number): Promise<void> {
  await records.database.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable("sources")
      .set({ revoked_at: new Date(at) })
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", id)
      .where("kind", "=", "webhook")
      .where("revoked_at", "is", null)
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) throw new Failure("not_found", { thing: "webhook" });
    await trx.deleteFrom("webhook_secrets").where("workspace_id", "=", workspaceId).where("source_id", "=", id).execute();
  });
}
