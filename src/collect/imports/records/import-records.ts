import { createHash } from "node:crypto";
import { sql, type Kysely } from "kysely";
import { Failure } from "../../../model/failure.ts";
import type { JobState, Tables } from "../../../store/records/tables.ts";
import type { ImportPlan } from "../plan.ts";
import { shapeOf, type Table } from "../uploads/tables.ts";
import type { Part } from "../uploads/parts.ts";
import type { Upload } from "../uploads/uploads.ts";

/** Whose file: an import is only ever reached through its workspace. */
export type Whose = { workspaceId: string; id: string };

/** What is remembered of a file: what was seen in it and, once it was started, how it is read. A file has `parts`, or is part of the file `of`, or neither. */
export type ImportRecord = Omit<Upload, "id"> & Kept;

/** How a file is about to be read: by which plan, and which of its tables. `via` is the source that brought it, if it was no person. */
export type ImportStart = ImportRecord & { plan: ImportPlan; chosen: Table[]; at: number; via: string | null };

/** A part of a file, and the latest task that imported it; without one it waits for somebody, and `queued` it waits for the parts before it. */
export type PartState = Part & { job: string | null; state: JobState | "waiting" | "queued" };

type Family = { parts?: Part[] | undefined; of?: string | undefined };
type Kept = { tables: Table[]; plan: ImportPlan | null } & Family;
type Database = Kysely<Tables>;

/** Remembers a file that was brought, at an instant in UTC ms; `mends` is the import whose rows were mended in it. */
export async function rememberUpload(
  database: Database,
  workspaceId: string,
  upload: Upload & Family & { at: number; mends?: string },
): Promise<void> {
  const { id, file, path, bytes, tables, at, mends = null, parts, of } = upload;
  const plan = JSON.stringify({ tables, plan: null, parts, of } satisfies Kept);
  const said = { shape: "", fingerprint: "", job_id: null, mends };
  const row = { workspace_id: workspaceId, id, file, path, bytes, plan, ...said, created_at: new Date(at) };
  await database.insertInto("imports").values(row).execute();
}

/** What is remembered of a file. @throws Failure `not_found` */
export async function recallImport(database: Database, { workspaceId, id }: Whose): Promise<ImportRecord> {
  const row = await database
    .selectFrom("imports")
    .select(["file", "path", "bytes", "plan"])
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new Failure("not_found", { thing: "import" });
  return { file: row.file, path: row.path, bytes: row.bytes, ...(row.plan as Kept) };
}

/** All parts of the file that this one is, or is a part of, in the order in which they are best imported. */
export async function recallParts(database: Database, { workspaceId, id }: Whose): Promise<PartState[]> {
  // Only what is needed of a record: with its samples it may be large, and this is asked again and again.
  const familyOf = async (file: string) =>
    database
      .selectFrom("imports")
      .select([sql<string | null>`plan ->> 'of'`.as("of"), sql<Part[] | null>`plan -> 'parts'`.as("parts")])
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", file)
      .executeTakeFirst();
  const own = await familyOf(id);
  const parts = (own?.of ? await familyOf(own.of) : own)?.parts ?? [];
  if (parts.length === 0) return [];
  const ids = parts.map((part) => part.id);
  const rows = await database
    .selectFrom("imports")
    .innerJoin("jobs", (join) => join.onRef("jobs.id", "=", "imports.job_id").onRef("jobs.workspace_id", "=", "imports.workspace_id"))
    .select(["imports.id", "jobs.id as job", "jobs.state"])
    .where("imports.workspace_id", "=", workspaceId)
    .where("imports.id", "in", ids)
    .execute();
  return parts.map((part) => {
    const begun = rows.find((row) => row.id === part.id);
    return { ...part, job: begun?.job ?? null, state: begun?.state ?? "waiting" };
  });
}

/** Remembers how a file is read, and makes it a source that facts can name. */
export async function rememberStart(database: Database, { workspaceId, id }: Whose, started: ImportStart): Promise<void> {
  const { file, tables, plan, parts, of, chosen, at, via } = started;
  await database
    .updateTable("imports")
    .set({
      plan: JSON.stringify({ tables, plan, parts, of } satisfies Kept),
      shape: hashOf([shapeOf(plan)]),
      fingerprint: fingerprintOf(chosen),
    })
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
    parent_id: via,
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

/** This import and all former ones of the same tables. */
export async function importsOfSameFile(database: Database, { workspaceId, id }: Whose, chosen: readonly Table[]): Promise<string[]> {
  const rows = await database
    .selectFrom("imports")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where((where) => where.or([where("id", "=", id), where("fingerprint", "=", fingerprintOf(chosen))]))
    .execute();
  return rows.map((row) => row.id);
}

/** How the latest file with the same columns was read in this workspace; `null` when there was none. */
export async function recallPlan(database: Database, workspaceId: string, table: Pick<Table, "headers">): Promise<ImportPlan | null> {
  const row = await database
    .selectFrom("imports")
    .select("plan")
    .where("workspace_id", "=", workspaceId)
    .where("shape", "=", hashOf([shapeOf(table)]))
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return (row?.plan as Kept | undefined)?.plan ?? null;
}

const fingerprintOf = (tables: readonly Table[]): string => hashOf(tables.map(({ fingerprint }) => fingerprint));
const hashOf = (parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex");
