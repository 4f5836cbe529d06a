import { sql, type Kysely } from "kysely";
import type { Catalogue } from "../../model/touchpoint.ts";
import type { Store } from "../../store/open.ts";
import type { Tables } from "../../store/records/tables.ts";
import type { RulesMemory } from "../steps/rules.ts";
import { readCatalogue, writeCatalogue } from "./catalogue.ts";
import type { Edit } from "./edit.ts";

/** The id under which the catalogue is kept that history was under before anybody changed it. */
export const baseId = "base";

/**
 * Changes a workspace's catalogue. When it resolves, whatever comes in is judged by the new one; history is as it was until it is re-mapped.
 *
 * @returns the new catalogue
 * @throws  Failure as the edit does
 */
export async function changeCatalogue(
  { records }: Store,
  rules: RulesMemory,
  { workspaceId, edit, at }: { workspaceId: string; edit: Edit; at: number },
): Promise<Catalogue> {
  const changed = await records.database.transaction().execute(async (trx) => {
    // Two people who change at once change one after the other.
    await trx.selectFrom("workspaces").select("id").where("id", "=", workspaceId).forUpdate().executeTakeFirstOrThrow();
    const before = await readCatalogue(trx, workspaceId);
    const after = edit(before);
    await keepBase(trx, workspaceId, before, at);
    await writeCatalogue(trx, workspaceId, after);
    await followNames(trx, workspaceId, before, after);
    return after;
  });
  await rules.refresh(workspaceId);
  return changed;
}

/** Remembers the catalogue that history was under so far, once. */
async function keepBase(trx: Kysely<Tables>, workspaceId: string, catalogue: Catalogue, at: number): Promise<void> {
  const snapshot = JSON.stringify(catalogue);
  const row = {
    workspace_id: workspaceId,
    id: baseId,
    job_id: null,
    state: "done" as const,
    catalogue: snapshot,
    before: snapshot,
    rows: 0,
  };
  await trx
    .insertInto("remappings")
    .values({ ...row, who: null, started_at: new Date(at), finished_at: new Date(at), undoes: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Records that name a touchpoint follow it to its new name. */
async function followNames(trx: Kysely<Tables>, workspaceId: string, before: Catalogue, after: Catalogue): Promise<void> {
  const now = new Map(after.touchpoints.map(({ id, name }) => [id, name]));
  for (const { id, name: old } of before.touchpoints) {
    const name = now.get(id);
    if (name === undefined || name === old) continue;
    for (const table of ["surveys", "cases"] as const)
      await trx
        .updateTable(table)
        .set({ touchpoint: name })
        .where("workspace_id", "=", workspaceId)
        .where("touchpoint", "=", old)
        .execute();
    await sql`UPDATE initiatives SET filters = jsonb_set(filters, '{touchpoint}', to_jsonb(${name}::text))
      WHERE workspace_id = ${workspaceId} AND filters ->> 'touchpoint' = ${old}`.execute(trx);
    await sql`UPDATE segments SET conditions = (
        SELECT jsonb_agg(CASE WHEN one ->> 'field' = ${`visited.${old}`} THEN jsonb_set(one, '{field}', to_jsonb(${`visited.${name}`}::text)) ELSE one END)
        FROM jsonb_array_elements(conditions) AS one)
      WHERE workspace_id = ${workspaceId} AND conditions @> ${JSON.stringify([{ field: `visited.${old}` }])}::jsonb`.execute(trx);
  }
}
