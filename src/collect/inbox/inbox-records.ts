import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "../../store/records/tables.ts";
import type { Outcome } from "./places.ts";

/** A file that came through the watched folder, and what became of it. `importId` is `null` when it could not even be brought. */
export type InboxFile = { id: string; file: string; outcome: Outcome; says: string; importId: string | null; at: number };

type Database = Kysely<Tables>;

/** The source under which all files of a workspace's watched folder are shown. */
export const inboxSourceOf = (workspaceId: string): string => `inbox_${workspaceId}`;

/** Makes the watched folder a source of a workspace, once. */
export async function rememberInbox(database: Database, workspaceId: string, at: number): Promise<void> {
  const values = { workspace_id: workspaceId, id: inboxSourceOf(workspaceId), kind: "inbox" as const, name: "Watched folder" };
  await database
    .insertInto("sources")
    .values({ ...values, key_prefix: null, key_hash: null, parent_id: null, created_at: new Date(at), revoked_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Remembers what became of a file. */
export async function rememberInboxFile(database: Database, workspaceId: string, file: Omit<InboxFile, "id">): Promise<void> {
  const { outcome, says, importId, at } = file;
  const row = { workspace_id: workspaceId, id: randomUUID(), file: file.file, outcome, says, import_id: importId, at: new Date(at) };
  await database.insertInto("inbox_files").values(row).execute();
}

/** The latest files of a workspace's watched folder, newest first. */
export async function listInboxFiles(database: Database, workspaceId: string, most = 20): Promise<InboxFile[]> {
  const rows = await database
    .selectFrom("inbox_files")
    .selectAll()
    .where("workspace_id", "=", workspaceId)
    .orderBy("at", "desc")
    .orderBy("id")
    .limit(most)
    .execute();
  return rows.map(({ id, file, outcome, says, import_id, at }) => ({ id, file, outcome, says, importId: import_id, at: at.getTime() }));
}
