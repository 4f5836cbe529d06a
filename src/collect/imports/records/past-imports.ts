import type { Store } from "../../../store/open.ts";
import type { JobState } from "../../../store/records/tables.ts";
import type { ColumnUse } from "../rows/column-use.ts";
import type { ImportResult } from "../rows/result.ts";
import type { ImportPlan } from "../plan.ts";
import { countSetAside } from "../mending/set-aside.ts";

/** What an import tells when it has ended: every row accounted for, and what became of every column. */
export type ImportReport = ImportResult & { columns: ColumnUse[] };

/**
 * An import that was started. `report` is `null` until it is done, `message` says why it failed. `waiting` are rows that still wait to be mended; `mends` is the import
 * whose rows were mended in this file. Instants are UTC ms.
 */
export type PastImport = {
  id: string;
  file: string;
  kind: string;
  shape: string | null;
  job: string;
  state: JobState;
  message: string | null;
  startedAt: number;
  finishedAt: number | null;
  mends: string | null;
  waiting: number;
  report: ImportReport | null;
};

/** The latest hundred imports of a workspace, newest first. */
export async function listImports(store: Store, workspaceId: string): Promise<PastImport[]> {
  const rows = await store.records.database
    .selectFrom("imports")
    .innerJoin("jobs", (join) => join.onRef("jobs.id", "=", "imports.job_id").onRef("jobs.workspace_id", "=", "imports.workspace_id"))
    .select(["imports.id", "imports.file", "imports.plan", "imports.mends", "jobs.id as job", "jobs.state", "jobs.message", "jobs.result"])
    .select(["jobs.started_at", "jobs.finished_at"])
    .where("imports.workspace_id", "=", workspaceId)
    .orderBy("jobs.started_at", "desc")
    .orderBy("imports.id")
    .limit(100)
    .execute();
  const waiting =
    rows.length > 0 ? await countSetAside(store, { workspaceId, importIds: rows.map(({ id }) => id) }) : new Map<string, number>();
  return rows.map(({ id, file, plan: kept, mends, job, state, message, result, started_at, finished_at }) => {
    const plan = (kept as { plan: ImportPlan | null }).plan;
    return {
      id,
      file,
      kind: plan?.kind ?? "",
      shape: plan?.shape ?? null,
      job,
      state,
      message,
      startedAt: started_at.getTime(),
      finishedAt: finished_at?.getTime() ?? null,
      mends,
      waiting: waiting.get(id) ?? 0,
      report: state === "done" ? (result as unknown as ImportReport) : null,
    };
  });
}
