import type { Kysely } from "kysely";
import { Failure } from "../../model/failure.ts";
import type { Tables } from "../../store/records/tables.ts";
import type { Inspection } from "./inspect.ts";
import type { ImportPlan } from "./plan.ts";
import type { Upload } from "./uploads.ts";

/** Whose file: an import is only ever reached through its workspace. */
export type Whose = { workspaceId: string; id: string };

/** What is remembered of a file: what was seen in it and, once it was started, how it is read. */
export type ImportRecord = Omit<Upload, "id"> & { plan: ImportPlan | null };

type Kept = { inspection: Inspection; plan: ImportPlan | null };
type Database = Kysely<Tables>;

/** Remembers a file that was brought, at an instant in UTC ms; `mends` is the import whose rows were mended in it. */
export async function rememberUpload(
  database: Database,
  workspaceId: string,
  upload: Upload & { at: number; mends?: string },
): Promise<void> {
  const { id, file, path, inspection, at, mends = null } = upload;
  const plan = JSON.stringify({ inspection, plan: null } satisfies Kept);
  const row = { workspace_id: workspaceId, id, file, path, bytes: inspection.bytes, plan, created_at: new Date(at), job_id: null, mends };
  await database.insertInto("imports").values(row).execute();
}

/** What is remembered of a file. @throws Failure `not_found` */
export async function recallImport(database: Database, { workspaceId, id }: Whose): Promise<ImportRecord> {
  const row = await database
    .selectFrom("imports")
    .select(["file", "path", "plan"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "import" });
  return { file: row.file, path: row.path, ...(row.plan as Kept) };
}

/** Remembers how a file is read, and makes it a source that facts can name. */
export async function rememberStart(database: Database, { workspaceId, id }: Whose, started: ImportRecord & { at: number }): Promise<void> {
  const { file, inspection, plan, at } = started;
  await database
    .updateTable("imports")
    .set({ plan: JSON.stringify({ inspection, plan } satisfies Kept) })
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .execute();
  const source = {
    workspace_id: workspaceId,
    id,
    kind: "import" as const,
    name: file,
    key_prefix: null,
    key_hash: null,
    created_at: new Date(at),
    revoked_at: null,
  };
  await database
    .insertInto("sources")
    .values(source)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Remembers which task imports a file: its report is the file's. */
export async function rememberJob(database: Database, { workspaceId, id }: Whose, job: string): Promise<void> {
  await database.updateTable("imports").set({ job_id: job }).where("workspace_id", "=", workspaceId).where("id", "=", id).execute();
}

/** This import and all former ones of the same bytes. */
export async function importsOfSameFile(database: Database, { workspaceId, id }: Whose, { fingerprint }: Inspection): Promise<string[]> {
  const rows = await database.selectFrom("imports").select(["id", "plan"]).where("workspace_id", "=", workspaceId).execute();
  return rows.filter((row) => row.id === id || (row.plan as Kept).inspection.fingerprint === fingerprint).map((row) => row.id);
}
